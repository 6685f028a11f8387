"""SNS topics, their policies and subscriptions; SQS queues and their policies.

Source: packages sns and sqs of the provider 6.58; defaults as AWS documents them.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.policies import exactly, in_turn, normal_json, plan_json, plan_policy
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import ignore, text, truthy
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_TOPIC: Final = "aws_sns_topic"
_QUEUE: Final = "aws_sqs_queue"
_FIFO: Final = ".fifo"


def _name_with_suffix(context: ApplyContext, flag: str) -> str:
    """A generated name of a FIFO topic or queue ends in `.fifo`."""
    state = context.state
    if truthy(state.get(flag)) and context.config.get("name") is None:
        state["name"] += _FIFO
    return text(state.get("name"))


def _check_name(context: PlanContext, kind: str, flag: str, longest: int) -> bool:
    """The name of a new topic or queue, as its kind wants it; one that is generated is right if its prefix is."""
    if context.prior is not None:
        return True
    fifo, name, prefix = (
        truthy(context.planned.get(flag)),
        context.config.get("name"),
        context.config.get("name_prefix"),
    )
    if is_unknown(name) or is_unknown(prefix):
        return True
    made = name or f"{prefix or 'terraform-'}{'0' * 26}{_FIFO if fifo else ''}"
    suffix = r"\.fifo" if fifo else ""
    if re.fullmatch(rf"[0-9A-Za-z_-]{{1,{longest - (len(_FIFO) if fifo else 0)}}}{suffix}", made):
        return True
    context.error(f"invalid {kind} name: {made}")
    return False


# --- topics ---------------------------------------------------------------------------------------------------------

_OWNER_ACTIONS: Final = (
    "SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:RemovePermission", "SNS:DeleteTopic",
    "SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Publish",
)  # fmt: skip


def _default_policy(context: Context, arn: str) -> str:
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": list(_OWNER_ACTIONS),
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": context.account_id}},
    }
    return normal_json(json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}))


_ONLY_FIFO: Final = (
    ("archive_policy", "message archive policy can only be set for FIFO topics"),
    ("fifo_throughput_scope", "FIFO throughput scope can only be set for FIFO topics"),
    ("content_based_deduplication", "content-based deduplication can only be set for FIFO topics"),
)


def _plan_topic(context: PlanContext) -> None:
    if not _check_name(context, "topic", "fifo_topic", 256):
        return
    if truthy(context.planned.get("fifo_topic")) or is_unknown(context.planned.get("fifo_topic")):
        return
    for name, message in _ONLY_FIFO:
        value = context.planned.get(name)
        if not is_unknown(value) and value:
            context.error(message)
            return


def _topic_id(context: ApplyContext) -> Value:
    return context.arn("sns", _name_with_suffix(context, "fifo_topic"))


def _create_topic(context: ApplyContext) -> None:
    state = context.state
    context.fill(
        beginning_archive_time="",
        fifo_throughput_scope="Topic" if truthy(state.get("fifo_topic")) else "",
        maximum_message_size=262144,
        owner=context.account_id,
        policy=_default_policy(context, state["arn"]),
        signature_version=0,
        tracing_config="",
    )
    state["policy"] = state["policy"] or _default_policy(context, state["arn"])


def _topic_import(id_: str) -> dict[str, Value]:
    return {"id": id_, "arn": id_, "name": id_.rsplit(":", 1)[-1]}


_TOPIC_RESOURCE: Final = Resource(
    _TOPIC,
    id=_topic_id,
    arn="{id}",
    generated_name=("name", "terraform-"),
    plan=in_turn(plan_policy("policy"), plan_json("archive_policy"), plan_json("delivery_policy"), _plan_topic),
    create=_create_topic,
    import_id=_topic_import,
    adopts=True,
)


def _put_topic_policy(context: ApplyContext) -> None:
    context.fill(
        owner=text(context.state.get("arn")).split(":")[4]
        if text(context.state.get("arn")).count(":") > 4
        else context.account_id
    )
    topic = context.lookup(_TOPIC, context.state.get("arn"))
    if topic is not None:
        topic.values["policy"] = context.state.get("policy")


def _delete_topic_policy(context: ApplyContext) -> None:
    """A topic always has a policy: without one of its own it has the default one."""
    topic = context.lookup(_TOPIC, context.state.get("arn"))
    if topic is not None:
        topic.values["policy"] = _default_policy(context, topic.id)


_TOPIC_POLICY: Final = Resource(
    "aws_sns_topic_policy",
    id="{arn}",
    plan=plan_policy("policy"),
    create=_put_topic_policy,
    update=_put_topic_policy,
    delete=_delete_topic_policy,
    import_id=lambda id_: {"id": id_, "arn": id_},
    adopts=True,
)


# --- subscriptions --------------------------------------------------------------------------------------------------

_UNCONFIRMED: Final = frozenset({"email", "email-json", "http", "https"})
_SCOPE: Final = "MessageAttributes"


def _plan_subscription(context: PlanContext) -> None:
    policy, scope = context.planned.get("filter_policy"), context.config.get("filter_policy_scope")
    has_policy, has_scope = not is_unknown(policy) and bool(policy), scope is not None
    if has_policy and not has_scope:
        if text(context.before("filter_policy_scope")):
            context.planned["filter_policy_scope"] = _SCOPE
    elif not has_policy and not has_scope:
        context.planned["filter_policy_scope"] = context.before("filter_policy_scope")
    elif not has_policy:
        context.error("filter_policy is required when filter_policy_scope is set")


def _create_subscription(context: ApplyContext) -> None:
    state = context.state
    waits = state.get("protocol") in _UNCONFIRMED and not truthy(state.get("endpoint_auto_confirms"))
    context.fill(
        confirmation_was_authenticated=not waits,
        filter_policy_scope=_SCOPE if state.get("filter_policy") else "",
        owner_id=context.account_id,
        pending_confirmation=waits,
    )


def _update_subscription(context: ApplyContext) -> None:
    if not context.state.get("filter_policy"):
        context.state["filter_policy_scope"] = ""


_SUBSCRIPTION: Final = Resource(
    "aws_sns_topic_subscription",
    id="{topic_arn}:{uuid}",
    arn="{id}",
    plan=in_turn(
        *(plan_json(name) for name in ("delivery_policy", "filter_policy", "redrive_policy", "replay_policy")),
        _plan_subscription,
    ),
    create=_create_subscription,
    update=_update_subscription,
    import_id=lambda id_: {"id": id_, "arn": id_},
    adopts=True,
)


# --- queues ---------------------------------------------------------------------------------------------------------

_REUSE: Final = "kms_data_key_reuse_period_seconds"
_REUSE_SECONDS: Final = 300


def _plan_queue(context: PlanContext) -> None:
    planned = context.planned
    managed = truthy(planned.get("sqs_managed_sse_enabled"))
    encrypted = managed or is_unknown(planned.get("kms_master_key_id")) or bool(planned.get("kms_master_key_id"))
    if not encrypted:
        ignore(context, _REUSE)
    if not _check_name(context, "queue", "fifo_queue", 80):
        return
    if managed:
        planned[_REUSE] = context.before(_REUSE)
    fifo = planned.get("fifo_queue")
    if not is_unknown(fifo) and not fifo and truthy(planned.get("content_based_deduplication")):
        context.error("content-based deduplication can only be set for FIFO queue")


def _queue_id(context: ApplyContext) -> Value:
    name = _name_with_suffix(context, "fifo_queue")
    return f"https://sqs.{context.region}.{context.dns_suffix}/{context.account_id}/{name}"


def _create_queue(context: ApplyContext) -> None:
    state = context.state
    fifo = truthy(state.get("fifo_queue"))
    context.fill(
        deduplication_scope="queue" if fifo else "",
        fifo_throughput_limit="perQueue" if fifo else "",
        policy="",
        redrive_allow_policy="",
        redrive_policy="",
        sqs_managed_sse_enabled=not state.get("kms_master_key_id"),
        url=state["id"],
    )
    if context.open(_REUSE) or state.get(_REUSE) is None:
        state[_REUSE] = _REUSE_SECONDS


_QUEUE_URL: Final = re.compile(r"https://[^/]+/\d{12}/[0-9A-Za-z_-]{1,80}(\.fifo)?")


def _queue_import(id_: str) -> dict[str, Value]:
    if not _QUEUE_URL.fullmatch(id_):
        raise ValueError(f"{id_} is not the URL of a queue")
    return {"id": id_, "url": id_, "name": id_.rsplit("/", 1)[-1]}


_QUEUE_RESOURCE: Final = Resource(
    _QUEUE,
    id=_queue_id,
    arn="arn:{partition}:sqs:{region}:{account}:{name}",
    generated_name=("name", "terraform-"),
    plan=in_turn(
        plan_policy("policy"),
        plan_json("redrive_policy", same=exactly),
        plan_json("redrive_allow_policy", same=exactly),
        _plan_queue,
    ),
    create=_create_queue,
    import_id=_queue_import,
    adopts=True,
)


def _set_queue_policy(context: ApplyContext, policy: Any) -> None:
    queue = context.lookup(_QUEUE, context.state.get("queue_url"))
    if queue is not None:
        queue.values["policy"] = policy


_QUEUE_POLICY: Final = Resource(
    "aws_sqs_queue_policy",
    id="{queue_url}",
    plan=plan_policy("policy"),
    create=lambda context: _set_queue_policy(context, context.state.get("policy")),
    update=lambda context: _set_queue_policy(context, context.state.get("policy")),
    delete=lambda context: _set_queue_policy(context, ""),
    import_id=lambda id_: {"id": id_, "queue_url": id_},
    adopts=True,
)


def _redrive(name: str, argument: str) -> Resource:
    """A queue's policy about dead letters as a resource of its own; the queue shows it."""

    def put(context: ApplyContext) -> None:
        queue = context.lookup(_QUEUE, context.state.get("queue_url"))
        if queue is not None:
            queue.values[argument] = context.state.get(argument)

    return Resource(
        name,
        id="{queue_url}",
        plan=plan_json(argument, same=exactly),
        create=put,
        update=put,
        import_id=lambda id_: {"id": id_, "queue_url": id_},
        adopts=True,
    )


_REDRIVE: Final = (
    _redrive("aws_sqs_queue_redrive_policy", "redrive_policy"),
    _redrive("aws_sqs_queue_redrive_allow_policy", "redrive_allow_policy"),
)


# --- looking up -----------------------------------------------------------------------------------------------------


def _own_tags(context: ReadContext, type_: str, id_: str) -> dict[str, Value]:
    own = context.lookup(type_, id_)
    return {"tags": dict(own["tags_all"] or {}) if own else {}}


def _read_topic(context: ReadContext) -> dict[str, Value]:
    arn = context.arn("sns", context.config["name"])
    return {"arn": arn, "id": arn} | _own_tags(context, _TOPIC, arn)


def _read_queue(context: ReadContext) -> dict[str, Value]:
    name = context.config["name"]
    url = f"https://sqs.{context.region}.{context.dns_suffix}/{context.account_id}/{name}"
    return {"arn": context.arn("sqs", name), "id": url, "url": url} | _own_tags(context, _QUEUE, url)


SERVICE: Final = Service(
    resources=(_TOPIC_RESOURCE, _TOPIC_POLICY, _SUBSCRIPTION, _QUEUE_RESOURCE, _QUEUE_POLICY, *_REDRIVE),
    data_sources=(DataSource(_QUEUE, _read_queue), DataSource(_TOPIC, _read_topic)),
)
