"""Amazon SQS, SNS and SES."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, as_number, blocks, document, flag, present, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUEUE = re.compile(r"^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$")
_TOPIC = re.compile(r"^[A-Za-z0-9_-]{1,256}$|^[A-Za-z0-9_-]{1,251}\.fifo$")
_ENDPOINTS: Final = {
    "email": (r"[^@\s]+@[^@\s]+", "an address such as ops@example.com"),
    "email-json": (r"[^@\s]+@[^@\s]+", "an address such as ops@example.com"),
    "https": (r"https://.+", "a URL that starts with https://"),
    "http": (r"http://.+", "a URL that starts with http://"),
    "sqs": (r"arn:[^:]+:sqs:.+", "the ARN of a queue"),
    "lambda": (r"arn:[^:]+:lambda:.+", "the ARN of a function"),
    "firehose": (r"arn:[^:]+:firehose:.+", "the ARN of a delivery stream"),
    "sms": (r"\+?[0-9 ()-]+", "a telephone number such as +15550100"),
}
_RAW: Final = frozenset({"sqs", "http", "https", "firehose"})


def _name(values: Values, pattern: re.Pattern[str], fifo: str, most: int) -> Iterator[Fault]:
    name = text(values, "name")
    if not name:
        return
    if not pattern.match(name):
        yield ("name",), f"{name!r}: 1 to {most} letters, digits, hyphens and underscores (and .fifo)"
    wanted = values.get(fifo)
    if isinstance(wanted, bool | None) and bool(wanted) != name.endswith(".fifo"):
        yield ("name",), f"{name!r}: a name ends in .fifo if and only if {fifo} is true"


def _queue_name(values: Values, _region: str) -> Iterator[Fault]:
    return _name(values, _QUEUE, "fifo_queue", 80)


def _topic_name(values: Values, _region: str) -> Iterator[Fault]:
    return _name(values, _TOPIC, "fifo_topic", 256)


def _fifo_only(values: Values, _region: str) -> Iterator[Fault]:
    if values.get("fifo_queue") in (False, None) and values.get("fifo_topic") in (False, None):
        if flag(values, "content_based_deduplication"):
            yield ("content_based_deduplication",), "is only for FIFO"
        for name in ("deduplication_scope", "fifo_throughput_limit"):
            if text(values, name):
                yield (name,), f"{name} is only for FIFO queues"


def _redrive(values: Values, _region: str) -> Iterator[Fault]:
    policy = document(values, "redrive_policy")
    if not isinstance(policy, dict):
        return
    if not policy.get("deadLetterTargetArn"):
        yield ("redrive_policy",), "needs deadLetterTargetArn"
    times = as_number(policy.get("maxReceiveCount"))
    if times is None or not 1 <= times <= 1000:
        yield ("redrive_policy",), "needs maxReceiveCount, 1 to 1000"
    target = policy.get("deadLetterTargetArn")
    fifo = values.get("fifo_queue")
    if isinstance(target, str) and isinstance(fifo, bool | None) and target.endswith(".fifo") != bool(fifo):
        yield (
            ("redrive_policy",),
            "the dead-letter queue of a FIFO queue must be FIFO, that of a standard queue standard",
        )


def _subscription(values: Values, _region: str) -> Iterator[Fault]:
    protocol, endpoint = text(values, "protocol"), text(values, "endpoint")
    expected = _ENDPOINTS.get(protocol or "")
    if expected and endpoint and not re.fullmatch(expected[0], endpoint):
        yield ("endpoint",), f"{endpoint!r}: the protocol {protocol} needs {expected[1]}"
    if protocol and protocol not in _RAW and flag(values, "raw_message_delivery"):
        yield ("raw_message_delivery",), f"is not supported for {protocol}: only for {', '.join(sorted(_RAW))}"
    if protocol == "firehose" and absent(values, "subscription_role_arn"):
        yield ("subscription_role_arn",), "firehose needs a subscription_role_arn"


def _mail_from(values: Values, _region: str) -> Iterator[Fault]:
    identity, domain = text(values, "email_identity"), text(values, "mail_from_domain")
    if identity and domain:
        base = identity.rsplit("@", 1)[-1].lower()
        if not domain.lower().endswith(f".{base}"):
            yield ("mail_from_domain",), f"{domain!r} must be a subdomain of {base}, such as bounce.{base}"


def _destination(values: Values, _region: str) -> Iterator[Fault]:
    kinds = (
        "cloud_watch_destination",
        "event_bridge_destination",
        "kinesis_firehose_destination",
        "pinpoint_destination",
        "sns_destination",
    )
    for path, block in blocks(values, "event_destination"):
        if all(absent(block, kind) for kind in kinds):
            yield path, f"an event destination needs one of {', '.join(kinds)}"
        if sum(present(block, kind) for kind in kinds) > 1:
            yield path, "an event destination has exactly one target"
        if isinstance(block.get("matching_event_types"), list) and not block["matching_event_types"]:
            yield (*path, "matching_event_types"), "at least one type of event is needed"


RULES: Final = (
    Rule(
        "sqs.name",
        ("aws_sqs_queue",),
        _queue_name,
        "InvalidParameterValue",
        "SQS API: CreateQueue; cfn-lint: aws_sqs_queue",
    ),
    Rule("sns.name", ("aws_sns_topic",), _topic_name, "InvalidParameter", "SNS API: CreateTopic"),
    Rule(
        "sqs.fifo-only",
        ("aws_sqs_queue", "aws_sns_topic"),
        _fifo_only,
        "InvalidAttributeName",
        "cfn-lint: aws_sqs_queue",
    ),
    Rule(
        "sqs.redrive",
        ("aws_sqs_queue",),
        _redrive,
        "InvalidParameterValue",
        "SQS API: RedrivePolicy; cfn-lint: aws_sqs_queue",
    ),
    Rule("sns.subscription", ("aws_sns_topic_subscription",), _subscription, "InvalidParameter", "SNS API: Subscribe"),
    Rule(
        "ses.mail-from",
        ("aws_sesv2_email_identity_mail_from_attributes",),
        _mail_from,
        "BadRequestException",
        "SES Developer Guide: custom MAIL FROM domain",
    ),
    Rule(
        "ses.event-destination",
        ("aws_sesv2_configuration_set_event_destination",),
        _destination,
        "BadRequestException",
        "SES API: EventDestinationDefinition",
    ),
)
