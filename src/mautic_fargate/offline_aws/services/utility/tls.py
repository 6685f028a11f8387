"""hashicorp/tls: placeholders of keys and certificates.

They have the form that configurations look at (PEM headers, fingerprints) and no key behind them: a key made offline must not
be mistaken for one that protects something.
"""

from __future__ import annotations

import base64
from typing import Final

from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ApplyContext, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Ephemeral, Resource, Service
from mautic_fargate.offline_aws.services.utility.facts import FactTable, facts
from mautic_fargate.offline_aws.wire.values import Value


def _pem(kind: str, ids: Identifiers, label: str) -> str:
    body = base64.b64encode(f"offline placeholder, no key: {ids.hex(24, label)}".encode()).decode()
    lines = "\n".join(body[start : start + 64] for start in range(0, len(body), 64))
    return f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----\n"


_OPENSSH: Final = {"RSA": "ssh-rsa", "ECDSA": "ecdsa-sha2-nistp256", "ED25519": "ssh-ed25519"}
_PRIVATE: Final = {"RSA": "RSA PRIVATE KEY", "ECDSA": "EC PRIVATE KEY", "ED25519": "PRIVATE KEY"}


def _public(ids: Identifiers, algorithm: str = "RSA") -> dict[str, Value]:
    digest = ids.hex(32, "md5")
    return {
        "public_key_pem": _pem("PUBLIC KEY", ids, "public"),
        "public_key_openssh": f"{_OPENSSH[algorithm]} {base64.b64encode(ids.hex(48, 'openssh').encode()).decode()}\n",
        "public_key_fingerprint_md5": ":".join(digest[index : index + 2] for index in range(0, 32, 2)),
        "public_key_fingerprint_sha256": f"SHA256:{ids.letters(43, 'sha256')}",
    }


def _private(ids: Identifiers, algorithm: str = "RSA") -> dict[str, Value]:
    return {
        "private_key_pem": _pem(_PRIVATE[algorithm], ids, "private"),
        "private_key_pem_pkcs8": _pem("PRIVATE KEY", ids, "pkcs8"),
        "private_key_openssh": _pem("OPENSSH PRIVATE KEY", ids, "openssh-private"),
        **_public(ids, algorithm),
    }


def _key(context: ApplyContext) -> None:
    made = _private(context.ids, str(context.config["algorithm"]))
    context.fill(**made, id=context.ids.hex(40, "id"), rsa_bits=2048, ecdsa_curve="P224")


def _certificate(context: ApplyContext) -> None:
    context.fill(
        cert_pem=_pem("CERTIFICATE", context.ids, "certificate"),
        cert_request_pem=_pem("CERTIFICATE REQUEST", context.ids, "request"),
        id=context.ids.digits(38, "id"),
        key_algorithm="RSA",
        ca_key_algorithm="RSA",
        validity_start_time=EPOCH,
        validity_end_time="2034-01-01T00:00:00Z",
        ready_for_renewal=False,
    )


def _open_key(context: ReadContext) -> dict[str, Value]:
    given = context.config
    return {
        **_private(context.ids, str(given["algorithm"])),
        "rsa_bits": given.get("rsa_bits") or 2048,
        "ecdsa_curve": given.get("ecdsa_curve") or "P224",
    }


def _public_key(context: ReadContext) -> dict[str, Value]:
    return {**_public(context.ids), "algorithm": "RSA", "id": context.ids.hex(40, "id")}


def _served_certificate(context: ReadContext) -> dict[str, Value]:
    one = {
        "cert_pem": _pem("CERTIFICATE", context.ids, "served"),
        "is_ca": True,
        "issuer": "CN=example.com",
        "max_path_length": -1,
        "not_after": "2034-01-01T00:00:00Z",
        "not_before": EPOCH,
        "public_key_algorithm": "RSA",
        "serial_number": context.ids.digits(38, "serial"),
        "sha1_fingerprint": context.ids.hex(40, "sha1"),
        "signature_algorithm": "SHA256-RSA",
        "subject": "CN=example.com",
        "version": 3,
    }
    context.warn("No certificate is fetched offline", "The certificate is a placeholder.")
    return {"certificates": [one], "id": context.ids.hex(40, "id")}


SERVICE: Final = Service(
    resources=(
        Resource("tls_cert_request", create=_certificate),
        Resource("tls_locally_signed_cert", create=_certificate),
        Resource("tls_private_key", create=_key),
        Resource("tls_self_signed_cert", create=_certificate),
    ),
    data_sources=(DataSource("tls_certificate", _served_certificate), DataSource("tls_public_key", _public_key)),
    ephemerals=(Ephemeral("tls_private_key", _open_key), Ephemeral("tls_public_key", _public_key)),
)

_VALIDITY: Final = ("validity_start_time", "validity_end_time", "ready_for_renewal", "cert_pem", "key_algorithm")
_CERTIFICATE_DEFAULTS: Final = {"early_renewal_hours": 0, "is_ca_certificate": False, "set_subject_key_id": False}
_CERTIFICATE_REPLACES: Final = (
    "allowed_uses", "private_key_pem", "validity_period_hours", "dns_names", "ip_addresses", "uris", "ca_cert_pem",
    "ca_private_key_pem", "cert_request_pem", "is_ca_certificate", "set_subject_key_id", "set_authority_key_id",
)  # fmt: skip
FACTS: Final = FactTable(
    {
        ("resource", "tls_private_key"): facts(
            computed=tuple(_private(Identifiers(""))),
            defaults={"rsa_bits": 2048, "ecdsa_curve": "P224"},
            replace=("algorithm", "rsa_bits", "ecdsa_curve"),
        ),
        ("resource", "tls_cert_request"): facts(
            computed=("cert_request_pem", "key_algorithm"),
            replace=("private_key_pem", "dns_names", "ip_addresses", "uris"),
        ),
        ("resource", "tls_self_signed_cert"): facts(
            computed=_VALIDITY,
            defaults={**_CERTIFICATE_DEFAULTS, "set_authority_key_id": False},
            replace=_CERTIFICATE_REPLACES,
        ),
        ("resource", "tls_locally_signed_cert"): facts(
            computed=(*_VALIDITY, "ca_key_algorithm"), defaults=_CERTIFICATE_DEFAULTS, replace=_CERTIFICATE_REPLACES
        ),
    }
)
