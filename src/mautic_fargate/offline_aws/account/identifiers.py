"""Well-formed identifiers that belong to nobody, the same for the same seed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

_LOWER: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Values drawn from a seed. Each draw names what it is for, so that the order of draws does not matter."""

    seed: str

    def _digest(self, label: str, size: int) -> bytes:
        return hashlib.shake_128(f"{self.seed}\0{label}".encode()).digest(size)

    def hex(self, length: int, label: str) -> str:
        """`length` lower-case hexadecimal digits."""
        return self._digest(label, length // 2 + 1).hex()[:length]

    def digits(self, length: int, label: str) -> str:
        """`length` decimal digits, the first not zero."""
        number = int.from_bytes(self._digest(label, length), "big")
        return str(10 ** (length - 1) + number % (9 * 10 ** (length - 1)))

    def letters(self, length: int, label: str, *, upper: bool = False) -> str:
        """`length` letters and digits, lower-case or (`upper`) as in AWS's unique ids."""
        alphabet = _UPPER if upper else _LOWER
        return "".join(alphabet[byte % len(alphabet)] for byte in self._digest(label, length))

    def number(self, below: int, label: str) -> int:
        """A number from 0 up to, not including, `below`."""
        return int.from_bytes(self._digest(label, 8), "big") % below

    def uuid(self, label: str) -> str:
        """A version 4 UUID."""
        digits = self._digest(label, 16).hex()
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{'89ab'[int(digits[16], 16) % 4]}{digits[17:20]}-{digits[20:32]}"

    def suffix(self, label: str) -> str:
        """What the provider appends to a `name_prefix`: 26 hexadecimal digits, here 18 of a fixed date and 8 drawn."""
        return "20240101000000000000000000"[:18] + self.hex(8, label)

    def public_ip(self, label: str) -> str:
        """An IPv4 address of the documentation ranges (RFC 5737)."""
        block = ("192.0.2", "198.51.100", "203.0.113")[self.number(3, label + ".block")]
        return f"{block}.{1 + self.number(254, label)}"
