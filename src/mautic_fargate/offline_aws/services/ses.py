"""SES: identities, configuration sets and where their events go.

Source: packages ses and sesv2 of the provider 6.58; first states as AWS documents them.
"""

from __future__ import annotations

import base64
from typing import Any, Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext
from mautic_fargate.offline_aws.services.meta import CREATED
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import first_block, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_KEY_LENGTH: Final = "RSA_2048_BIT"


def _by_name(attribute: str) -> Any:
    return lambda id_: {"id": id_, attribute: id_}


# --- identities -----------------------------------------------------------------------------------------------------


def _identity_type(context: ApplyContext) -> Value:
    return "EMAIL_ADDRESS" if "@" in text(context.state.get("email_identity")) else "DOMAIN"


def _settle_identity(context: ApplyContext) -> None:
    """What AWS says of an identity that waits for its DNS records."""
    state = context.state
    given = first_block({} if context.open("dkim_signing_attributes") else state, "dkim_signing_attributes")
    is_domain = _identity_type(context) == "DOMAIN"
    tokens = [context.ids.letters(32, f"dkim.{index}") for index in range(3)] if is_domain else []
    selector = text(given.get("domain_signing_selector"))
    settled = {
        "current_signing_key_length": _KEY_LENGTH,
        "domain_signing_private_key": None,
        "domain_signing_selector": None,
        "last_key_generation_timestamp": CREATED,
        "next_signing_key_length": _KEY_LENGTH,
        "signing_attributes_origin": "EXTERNAL" if selector else "AWS_SES",
        "status": "PENDING" if is_domain else "NOT_STARTED",
        "tokens": [selector] if selector else tokens,
    }
    kept = {name: value for name, value in given.items() if not is_unknown(value) and value is not None}
    current = kept.get("next_signing_key_length", _KEY_LENGTH)
    state["dkim_signing_attributes"] = [settled | {"current_signing_key_length": current} | kept]


_IDENTITY: Final = Resource(
    "aws_sesv2_email_identity",
    id="{email_identity}",
    arn="arn:{partition}:ses:{region}:{account}:identity/{email_identity}",
    values={
        "identity_type": _identity_type,
        "verification_status": lambda _: "PENDING",
        "verified_for_sending_status": lambda _: False,
    },
    create=_settle_identity,
    update=_settle_identity,
    import_id=_by_name("email_identity"),
)


def _require_domain(context: ApplyContext) -> None:
    rejects = context.state.get("behavior_on_mx_failure") == "REJECT_MESSAGE"
    if rejects and not context.state.get("mail_from_domain"):
        context.refuse("", "mail from domain is required if behavior on MX failure is REJECT_MESSAGE")


_MAIL_FROM: Final = Resource(
    "aws_sesv2_email_identity_mail_from_attributes",
    id="{email_identity}",
    create=_require_domain,
    update=_require_domain,
    import_id=_by_name("email_identity"),
    adopts=True,
)

_DOMAIN_IDENTITY: Final = Resource(
    "aws_ses_domain_identity",
    id="{domain}",
    arn="arn:{partition}:ses:{region}:{account}:identity/{domain}",
    values={
        "verification_token": lambda context: base64.b64encode(bytes.fromhex(context.ids.hex(64, "token"))).decode()
    },
    validate=checks.all_of(checks.refuse("domain", r"\.$", "domain cannot end with a period")),
    import_id=_by_name("domain"),
    adopts=True,
)


# --- configuration sets ---------------------------------------------------------------------------------------------


def _settle_set(context: ApplyContext) -> None:
    context.fill(
        reputation_options=[{"last_fresh_start": "", "reputation_metrics_enabled": False}],
        sending_options=[{"sending_enabled": True}],
    )
    nothing = {"last_fresh_start": "", "reputation_metrics_enabled": False, "sending_enabled": True}
    for name in ("reputation_options", "sending_options"):
        for block in context.blocks(name):
            block.update({key: nothing[key] for key, value in block.items() if is_unknown(value)})


_SET: Final = Resource(
    "aws_sesv2_configuration_set",
    id="{configuration_set_name}",
    arn="arn:{partition}:ses:{region}:{account}:configuration-set/{configuration_set_name}",
    create=_settle_set,
    update=_settle_set,
    import_id=_by_name("configuration_set_name"),
)


def _destination_import(id_: str) -> dict[str, Value]:
    first, found, second = id_.partition("|")
    if not (first and found and second):
        raise ValueError(f"unexpected format of ID ({id_}), expected <configuration_set_name>|<event_destination_name>")
    return {"id": id_, "configuration_set_name": first, "event_destination_name": second}


_DESTINATION: Final = Resource(
    "aws_sesv2_configuration_set_event_destination",
    id="{configuration_set_name}|{event_destination_name}",
    import_id=_destination_import,
)

_OLD_TYPES: Final = (
    Resource(
        "aws_ses_domain_dkim",
        id="{domain}",
        values={"dkim_tokens": lambda context: [context.ids.letters(32, f"dkim.{index}") for index in range(3)]},
        import_id=_by_name("domain"),
        adopts=True,
    ),
    Resource("aws_ses_domain_mail_from", id="{domain}", import_id=_by_name("domain"), adopts=True),
    Resource(
        "aws_ses_email_identity",
        id="{email}",
        arn="arn:{partition}:ses:{region}:{account}:identity/{email}",
        import_id=_by_name("email"),
        adopts=True,
    ),
    Resource(
        "aws_ses_configuration_set",
        id="{name}",
        arn="arn:{partition}:ses:{region}:{account}:configuration-set/{name}",
        values={"last_fresh_start": lambda _: ""},
        import_id=_by_name("name"),
    ),
    Resource("aws_ses_identity_notification_topic", id="{identity}|{notification_type}", adopts=True),
)

SERVICE: Final = Service(resources=(_IDENTITY, _MAIL_FROM, _DOMAIN_IDENTITY, _SET, _DESTINATION, *_OLD_TYPES))
