"""GuardDuty detectors and CloudTrail trails. Source: packages guardduty and cloudtrail of the provider 6.58."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

# --- GuardDuty ------------------------------------------------------------------------------------------------------

_DETECTOR: Final = "aws_guardduty_detector"


def _enabled() -> list[dict[str, Value]]:
    return [{"enable": True}]


def _create_detector(context: ApplyContext) -> None:
    if context.find(_DETECTOR):
        context.refuse(
            "BadRequestException",
            "The request is rejected because a detector already exists for the current account.",
        )
    context.fill(account_id=context.account_id, finding_publishing_frequency="SIX_HOURS", datasources=[{}])
    for sources in context.blocks("datasources"):
        defaults = {
            "kubernetes": [{"audit_logs": _enabled()}],
            "malware_protection": [{"scan_ec2_instance_with_findings": [{"ebs_volumes": _enabled()}]}],
            "s3_logs": _enabled(),
        }
        for name, value in defaults.items():
            if is_unknown(sources.get(name)) or not sources.get(name):
                sources[name] = value


_DETECTOR_RESOURCE: Final = Resource(
    _DETECTOR,
    id="{hex:32}",
    arn="arn:{partition}:guardduty:{region}:{account}:detector/{id}",
    create=_create_detector,
)


# --- CloudTrail -----------------------------------------------------------------------------------------------------


def _settle_trail(context: ApplyContext) -> None:
    state = context.state
    topic = text(state.get("sns_topic_name"))
    home = context.arn("sns", "")
    if topic and not topic.startswith("arn:"):
        state["sns_topic_arn"] = home + topic
    else:
        state["sns_topic_arn"] = topic
        state["sns_topic_name"] = topic.removeprefix(home) if topic else state.get("sns_topic_name")
    selectors = blocks_of(state, "event_selector")
    if len(selectors) == 1 and _is_default(selectors[0]):
        state["event_selector"] = []  # AWS's default selector reads back as none


def _is_default(selector: dict[str, Value]) -> bool:
    return (
        selector.get("read_write_type") in {None, "", "All"}
        and selector.get("include_management_events") is not False
        and not selector.get("data_resource")
        and not selector.get("exclude_management_event_sources")
    )


_TRAIL: Final = Resource(
    "aws_cloudtrail",
    id="arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
    arn="{id}",
    values={"home_region": "{region}"},
    validate=checks.all_of(checks.length("name", 3, 128)),
    create=_settle_trail,
    update=_settle_trail,
    import_id=lambda id_: {"id": id_, "arn": id_, "name": id_.rsplit("/", 1)[-1]},
)

SERVICE: Final = Service(resources=(_DETECTOR_RESOURCE, _TRAIL))
