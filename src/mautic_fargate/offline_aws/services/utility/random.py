"""hashicorp/random: values drawn from the configuration, so that the same one gives the same plan and state.

Source: the provider's documentation (3.x): every argument replaces; defaults of the character classes; forms of the results.
"""

from __future__ import annotations

import base64
from typing import Any, Final

from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.spec import Ephemeral, Resource, Service
from mautic_fargate.offline_aws.services.utility.facts import FactTable, facts
from mautic_fargate.offline_aws.wire.values import Value

_CLASSES: Final = {
    "special": "!@#$%&*()-_=+[]{}<>:?",
    "numeric": "0123456789",
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_ADJECTIVES: Final = ("apt", "brave", "calm", "deep", "eager", "fair", "glad", "keen", "merry", "neat", "proud", "warm")
_ADVERBS: Final = ("ably", "boldly", "early", "freely", "gently", "kindly", "mildly", "nicely", "really", "truly")
_PETS: Final = ("ant", "bat", "cat", "dog", "elk", "fox", "gnu", "hen", "owl", "pug", "ram", "yak")
# The shape of a bcrypt hash with no password behind it: hashing for real costs a tenth of a second.
_BCRYPT_ALPHABET: Final = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def draw_string(values: dict[str, Value], ids: Identifiers) -> str:
    """A text of `length` characters of the chosen classes, with the minima of each."""
    alphabets = {}
    for name, alphabet in _CLASSES.items():
        if values.get(name) is not False:
            alphabets[name] = (values.get("override_special") or alphabet) if name == "special" else alphabet
    if not alphabets:
        return ""
    picked = [
        alphabets[name][ids.number(len(alphabets[name]), f"{name}.{index}")]
        for name in alphabets
        for index in range(int(values.get(f"min_{name}") or 0))
    ]
    everything = "".join(alphabets.values())
    length = int(values["length"])
    picked += [everything[ids.number(len(everything), f"any.{index}")] for index in range(length - len(picked))]
    order = sorted(range(len(picked)), key=lambda index: ids.number(2**32, f"order.{index}"))
    return "".join(picked[index] for index in order)


def _bcrypt_shape(ids: Identifiers) -> str:
    return "$2a$10$" + "".join(_BCRYPT_ALPHABET[ids.number(64, f"bcrypt.{index}")] for index in range(53))


def _plan_string(context: PlanContext) -> None:
    """`number` is an old name of `numeric`: what is said of one is planned for both."""
    for given, other in (("number", "numeric"), ("numeric", "number")):
        value = context.config.get(given)
        if value is None or context.config.get(other) is not None:
            continue
        context.planned[other] = value
        if context.prior is not None and context.before(other) == value:
            context.allow_in_place(other)


def _string(context: ApplyContext) -> None:
    state = context.state
    state["number"] = state.get("numeric")
    text = draw_string(state, context.ids)
    context.fill(
        result=text, id=text if context.type == "random_string" else "none", bcrypt_hash=_bcrypt_shape(context.ids)
    )


def _bytes_of(context: ApplyContext | ReadContext, length: int) -> bytes:
    return bytes.fromhex(context.ids.hex(2 * length, "bytes"))


def _id(context: ApplyContext) -> None:
    raw = _bytes_of(context, int(context.state["byte_length"]))
    prefix = context.state.get("prefix") or ""
    url = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    context.fill(
        id=url,
        b64_url=prefix + url,
        b64_std=prefix + base64.b64encode(raw).decode(),
        hex=prefix + raw.hex(),
        dec=prefix + str(int.from_bytes(raw, "big")),
    )


def _bytes(context: ApplyContext) -> None:
    raw = _bytes_of(context, int(context.state["length"]))
    context.fill(base64=base64.b64encode(raw).decode(), hex=raw.hex())


def _integer(context: ApplyContext) -> None:
    low, high = int(context.state["min"]), int(context.state["max"])
    if high < low:
        context.refuse("", "The minimum (min) value needs to be smaller than or equal to maximum (max) value.", "min")
    number = low + context.ids.number(high - low + 1, "result")
    context.fill(result=number, id=str(number))


def _pet(context: ApplyContext) -> None:
    count = int(context.state["length"])
    ids = context.ids
    words = [_ADVERBS[ids.number(len(_ADVERBS), f"adverb.{index}")] for index in range(max(0, count - 2))]
    if count > 1:
        words.append(_ADJECTIVES[ids.number(len(_ADJECTIVES), "adjective")])
    words.append(_PETS[ids.number(len(_PETS), "pet")])
    prefix = context.state.get("prefix")
    context.fill(id=str(context.state["separator"]).join([*([prefix] if prefix else []), *words]))


def _shuffle(context: ApplyContext) -> None:
    items: list[Any] = list(context.state.get("input") or [])
    order = sorted(range(len(items)), key=lambda index: context.ids.number(2**32, f"order.{index}"))
    wanted = context.state.get("result_count")
    count = len(items) if wanted is None else int(wanted)
    result = [items[order[index % len(order)]] for index in range(count)] if items else []
    context.fill(result=result, id="-")


def _uuid(context: ApplyContext) -> None:
    text = context.ids.uuid("result")
    if context.type == "random_uuid7":
        text = f"018cc251-f400-7{text[15:]}"  # the time of a fixed day in front
    context.fill(result=text, id=text)


def _open_password(context: ReadContext) -> dict[str, Value]:
    values = context.config | {
        name: True if context.config.get(name) is None else context.config[name] for name in _CLASSES
    }
    minima = {f"min_{name}": values.get(f"min_{name}") or 0 for name in _CLASSES}
    chosen = {name: values[name] for name in _CLASSES}
    return {**chosen, **minima, "result": draw_string(values, context.ids), "bcrypt_hash": _bcrypt_shape(context.ids)}


def _open_bytes(context: ReadContext) -> dict[str, Value]:
    raw = _bytes_of(context, int(context.config["length"]))
    return {"base64": base64.b64encode(raw).decode(), "hex": raw.hex()}


SERVICE: Final = Service(
    resources=(
        Resource("random_bytes", create=_bytes),
        Resource("random_id", create=_id),
        Resource("random_integer", create=_integer),
        Resource(
            "random_password",
            plan=_plan_string,
            create=_string,
            import_id=lambda text: {"id": "none", "result": text, "length": len(text)},
        ),
        Resource("random_pet", create=_pet),
        Resource("random_shuffle", create=_shuffle),
        Resource(
            "random_string",
            plan=_plan_string,
            create=_string,
            import_id=lambda text: {"id": text, "result": text, "length": len(text)},
        ),
        Resource("random_uuid", create=_uuid),
        Resource("random_uuid4", create=_uuid),
        Resource("random_uuid7", create=_uuid),
    ),
    ephemerals=(Ephemeral("random_bytes", _open_bytes), Ephemeral("random_password", _open_password)),
)

_STRING_DEFAULTS: Final = {**dict.fromkeys([*_CLASSES, "number"], True), **{f"min_{name}": 0 for name in _CLASSES}}
_STRING: Final = facts(
    computed=("result", "bcrypt_hash"),
    defaults=_STRING_DEFAULTS,
    replace=("keepers", "length", "override_special", *_STRING_DEFAULTS),
)
_UUID: Final = facts(computed=("result",), replace=("keepers",))

FACTS: Final = FactTable(
    {
        ("resource", "random_bytes"): facts(computed=("base64", "hex"), replace=("keepers", "length")),
        ("resource", "random_id"): facts(
            computed=("b64_std", "b64_url", "dec", "hex"), replace=("keepers", "byte_length", "prefix")
        ),
        ("resource", "random_integer"): facts(computed=("result",), replace=("keepers", "max", "min", "seed")),
        ("resource", "random_password"): _STRING,
        ("resource", "random_pet"): facts(
            defaults={"length": 2, "separator": "-"}, replace=("keepers", "length", "prefix", "separator")
        ),
        ("resource", "random_shuffle"): facts(
            computed=("result",), replace=("keepers", "input", "result_count", "seed")
        ),
        ("resource", "random_string"): _STRING,
        ("resource", "random_uuid"): _UUID,
        ("resource", "random_uuid4"): _UUID,
        ("resource", "random_uuid7"): _UUID,
    }
)
