"""AWS Lambda: functions, permissions, aliases, layers, function URLs, event source mappings."""

from __future__ import annotations

import base64
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import (
    blocks_of,
    first_block,
    ignore,
    is_empty,
    keep,
    paired_blocks,
    text,
)
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_FUNCTION: Final = "aws_lambda_function"
_PERMISSION: Final = "aws_lambda_permission"
_LAYER: Final = "aws_lambda_layer_version"
_ALIAS: Final = "aws_lambda_alias"
_MODIFIED: Final = "2024-01-01T00:00:00.000+0000"
_CODE: Final = (
    "filename", "code_sha256", "source_code_hash", "s3_bucket", "s3_key", "s3_object_version", "source_kms_key_arn",
    "image_uri", "architectures",
)  # fmt: skip
_CONFIGURATION: Final = (
    "description", "handler", "file_system_config", "image_config", "logging_config", "memory_size", "role", "timeout",
    "kms_key_arn", "layers", "dead_letter_config", "durable_config", "snap_start", "tracing_config", "vpc_config",
    "runtime", "environment", "ephemeral_storage", "capacity_provider_config", "publish_to",
)  # fmt: skip


def function_name(value: Value) -> str:
    """The bare name of a function given by name, partial or full ARN, with or without a qualifier."""
    name = text(value)
    if ":function:" in name:
        name = name.partition(":function:")[2]
    return name.split(":", 1)[0]


def find_function(context: Context, value: Value) -> Object | None:
    """The function that `value` (a name or ARN) means."""
    name = function_name(value)
    return next((item for item in context.find(_FUNCTION) if function_name(item["function_name"]) == name), None)


def function_arn(context: Context, value: Value) -> str:
    """The unqualified ARN of the function that `value` means."""
    given = text(value)
    if given.startswith("arn:"):
        return ":".join(given.split(":")[:7])
    return context.arn("lambda", f"function:{function_name(given)}")


def invoke_arn(context: Context, arn: str) -> str:
    """The ARN by which API Gateway calls a function."""
    return context.arn("apigateway", f"path/2015-03-31/functions/{arn}/invocations", account="lambda")


# --- functions --------------------------------------------------------------------------------------------------------


def _plan_function(context: PlanContext) -> None:
    planned = context.planned
    _ignore_empty_blocks(context)
    if planned.get("package_type") == "Zip" and not (text(planned.get("handler")) and text(planned.get("runtime"))):
        # To the SDK an unknown value is an empty one.
        context.error("handler and runtime must be set when PackageType is Zip")
    if context.prior is None:
        return
    code = context.changed(*_CODE)
    if code:
        context.set_unknown("last_modified")
    if planned.get("publish") is True and (code or context.changed("publish", *_CONFIGURATION)):
        context.set_unknown("version", "qualified_arn", "qualified_invoke_arn")
    for name in ("tenancy_config", "durable_config"):
        if bool(blocks_of(planned, name)) != bool(blocks_of(context.prior, name)):
            context.require_replace(name)


def _ignore_empty_blocks(context: PlanContext) -> None:
    """A block in which nothing is set and no block are the same."""
    for name in ("environment", "image_config", "vpc_config"):
        blocks = context.planned.get(name)
        had = bool(blocks_of(context.prior or {}, name))
        if not isinstance(blocks, list) or not blocks or had or not isinstance(blocks[0], dict):
            continue
        if name == "vpc_config" and context.prior is None:
            continue
        if all(value in (None, [], {}, "", False) or (key == "vpc_id") for key, value in blocks[0].items()):
            ignore(context, name)
    for block, before in paired_blocks(context, "logging_config"):
        if before and block.get("log_format") == before.get("log_format"):
            for level in ("application_log_level", "system_log_level"):
                block[level] = before.get(level) if is_empty(block.get(level)) else block.get(level)


def _identify_function(context: ApplyContext) -> str:
    name = function_name(context.state.get("function_name"))
    if find_function(context, name) is not None:
        context.refuse(
            "ResourceConflictException", f"creating Lambda Function ({name}): Function already exist: {name}"
        )
    arn = function_arn(context, context.state.get("function_name"))
    context.state["id"], context.state["arn"] = context.state.get("function_name"), arn
    return arn


def _create_function(context: ApplyContext) -> None:
    state = context.state
    for block in blocks_of(state, "dead_letter_config"):
        if not block.get("target_arn"):
            context.refuse("", f"nil dead_letter_config supplied for function: {state.get('function_name')}")
    arn = _identify_function(context)
    digest = base64.b64encode(bytes.fromhex(context.ids.hex(64, "code_sha256"))).decode()
    context.fill(
        architectures=["x86_64"],
        code_sha256=digest,
        source_code_hash="",
        invoke_arn=invoke_arn(context, arn),
        last_modified=_MODIFIED,
        version="1" if state.get("publish") is True else "$LATEST",
        source_code_size=1024,
        signing_job_arn="",
        signing_profile_version_arn="",
        response_streaming_invoke_arn=context.arn(
            "apigateway", f"path/2021-11-15/functions/{arn}/response-streaming-invocations", account="lambda"
        ),
    )
    _qualify(context, arn)
    _show_function(context)


def _qualify(context: ApplyContext, arn: str) -> None:
    qualified = f"{arn}:{context.state.get('version')}"
    context.state["qualified_arn"] = qualified
    context.state["qualified_invoke_arn"] = invoke_arn(context, qualified)


def _show_function(context: ApplyContext) -> None:
    state = context.state
    defaults: dict[str, dict[str, Value]] = {
        "ephemeral_storage": {"size": 512},
        "tracing_config": {"mode": "PassThrough"},
        "logging_config": {"log_format": "Text", "application_log_level": "", "system_log_level": ""},
    }
    for name, block in defaults.items():
        if is_unknown(state.get(name)) or not state.get(name):
            state[name] = [dict(block)]
    group = f"/aws/lambda/{function_name(state.get('function_name'))}"
    for block in context.blocks("logging_config"):
        if is_unknown(block.get("log_group")) or not block.get("log_group"):
            block["log_group"] = group
    for block in context.blocks("ephemeral_storage"):
        if is_unknown(block.get("size")):
            block["size"] = 512
    for block in context.blocks("vpc_config"):
        block["vpc_id"] = _vpc_of(context, block.get("subnet_ids"))
    if not any(block.get("subnet_ids") for block in blocks_of(state, "vpc_config")):
        state["vpc_config"] = []
    if first_block(state, "snap_start").get("apply_on") == "None":
        state["snap_start"] = []


def _vpc_of(context: ApplyContext, subnets: Value) -> str:
    for id_ in subnets if isinstance(subnets, list) else []:
        if (item := context.lookup("aws_subnet", id_)) is not None:
            return text(item["vpc_id"])
    return f"vpc-{context.ids.hex(17, 'vpc_id')}" if subnets else ""


def _update_function(context: ApplyContext) -> None:
    before = text((context.prior or {}).get("version"))
    context.fill(last_modified=_MODIFIED)
    if context.open("version"):
        context.state["version"] = str(int(before) + 1) if before.isdigit() else "1"
        _qualify(context, text(context.state.get("arn")))
    _show_function(context)


def _delete_function(context: ApplyContext) -> None:
    """The permissions of a function are its policy: they go with it."""
    name = function_name(context.state.get("function_name"))
    for item in context.find(_PERMISSION):
        if function_name(item["function_name"]) == name:
            context.account.remove(item)


# --- permissions --------------------------------------------------------------------------------------------------------


def _create_permission(context: ApplyContext) -> None:
    state = context.state
    name, statement = function_name(state.get("function_name")), state.get("statement_id")
    state["id"] = statement
    for item in context.find(_PERMISSION, statement_id=statement):
        if function_name(item["function_name"]) == name and (item["qualifier"] or "") == (state.get("qualifier") or ""):
            context.refuse(
                "ResourceConflictException",
                f"adding Lambda Permission ({state.get('function_name')}/{statement}): The statement id ({statement}) provided "
                "already exists. Please provide a new statement id, or remove the existing statement.",
            )


def _permission_import(id_: str) -> dict[str, Value]:
    name, separator, statement = id_.rpartition("/")
    if not separator:
        raise ValueError(
            f"unexpected format of ID ({id_}), expected FUNCTION_NAME/STATEMENT_ID or FUNCTION_NAME:QUALIFIER/STATEMENT_ID"
        )
    values: dict[str, Value] = {"id": statement, "statement_id": statement, "function_name": name}
    if not name.startswith("arn:") and ":" in name:
        values["function_name"], _, values["qualifier"] = name.partition(":")
    return values


# --- aliases, layers, URLs, event sources -------------------------------------------------------------------------------


def _create_alias(context: ApplyContext) -> None:
    arn = f"{function_arn(context, context.state.get('function_name'))}:{context.state.get('name')}"
    context.state["id"] = context.state["arn"] = arn
    context.fill(invoke_arn=invoke_arn(context, arn))


def _alias_import(id_: str) -> dict[str, Value]:
    name, _, alias = id_.partition("/")
    return {"function_name": name, "name": alias}


def _create_layer(context: ApplyContext) -> None:
    state = context.state
    name = text(state.get("layer_name"))
    bare = name if name.startswith("arn:") else context.arn("lambda", f"layer:{name}")
    drawn = context.account.next_seed(f"lambda-layer|{bare}")
    version = drawn.rsplit("#", 1)[-1] if "#" in drawn else "1"
    state["id"] = state["arn"] = f"{bare}:{version}"
    digest = base64.b64encode(bytes.fromhex(context.ids.hex(64, "code_sha256"))).decode()
    context.fill(
        layer_arn=bare,
        version=version,
        created_date=_MODIFIED,
        code_sha256=digest,
        source_code_hash="",
        source_code_size=1024,
        signing_job_arn="",
        signing_profile_version_arn="",
    )


def _plan_layer(context: PlanContext) -> None:
    """After an import AWS does not say where the code came from: no difference."""
    for name in ("filename", "s3_bucket", "s3_key", "s3_object_version"):
        if context.prior is not None and not context.before(name):
            keep(context, name)


def _create_url(context: ApplyContext) -> None:
    state = context.state
    name, qualifier = text(state.get("function_name")), text(state.get("qualifier"))
    arn = function_arn(context, name)
    id_ = context.ids.letters(32, "url_id")
    state["id"] = f"{name}/{qualifier}" if qualifier else name
    context.fill(
        function_arn=f"{arn}:{qualifier}" if qualifier else arn,
        function_url=f"https://{id_}.lambda-url.{context.region}.on.aws/",
        url_id=id_,
    )


_BATCH_SIZES: Final = {"dynamodb": 100, "kinesis": 100, "kafka": 100, "mq": 100, "rds": 100, "sqs": 10}


def _source_service(values: dict[str, Value]) -> str:
    arn = text(values.get("event_source_arn"))
    return (
        arn.split(":")[2] if arn.count(":") > 2 else "kafka" if blocks_of(values, "self_managed_event_source") else ""
    )


def _plan_mapping(context: PlanContext) -> None:
    """An unset batch size equals the service's own."""
    if is_empty(context.planned.get("batch_size")):
        usual = _BATCH_SIZES.get(_source_service(context.planned))
        if context.before("batch_size") == usual:
            keep(context, "batch_size")


def _create_mapping(context: ApplyContext) -> None:
    state = context.state
    id_ = context.ids.uuid("uuid")
    state["id"] = id_
    stream = _source_service(state) in {"dynamodb", "kinesis"}
    context.fill(
        uuid=id_,
        arn=context.arn("lambda", f"event-source-mapping:{id_}"),
        function_arn=function_arn(context, state.get("function_name")),
        last_modified="2024-01-01T00:00:00Z",
        last_processing_result="No records processed" if stream else "",
        state="Disabled" if state.get("enabled") is False else "Enabled",
        state_transition_reason="USER_INITIATED",
        maximum_record_age_in_seconds=-1 if stream else 0,
        maximum_retry_attempts=-1 if stream else 0,
        parallelization_factor=1 if stream else 0,
    )
    for name in ("amazon_managed_kafka_event_source_config", "self_managed_kafka_event_source_config"):
        if is_unknown(state.get(name)):
            state[name] = []
    if not state.get("batch_size"):
        state["batch_size"] = _BATCH_SIZES.get(_source_service(state), 100)


def _update_mapping(context: ApplyContext) -> None:
    context.state["state"] = "Disabled" if context.state.get("enabled") is False else "Enabled"
    if not context.state.get("batch_size"):
        context.state["batch_size"] = _BATCH_SIZES.get(_source_service(context.state), 100)


# --- data sources -----------------------------------------------------------------------------------------------------


def _read_function(context: ReadContext) -> dict[str, Value]:
    name, qualifier = context.config.get("function_name"), text(context.config.get("qualifier"))
    found = find_function(context, name)
    arn = function_arn(context, name)
    version = qualifier or (text(found["version"]) if found else "$LATEST")
    values: dict[str, Any] = {
        "id": function_name(name),
        "arn": arn,
        "version": version,
        "invoke_arn": invoke_arn(context, arn),
        "qualified_arn": f"{arn}:{version}",
        "qualified_invoke_arn": invoke_arn(context, f"{arn}:{version}"),
        "last_modified": _MODIFIED,
        "memory_size": 128,
        "timeout": 3,
        "architectures": ["x86_64"],
        "reserved_concurrent_executions": -1,
        "role": context.arn("iam", f"role/{function_name(name)}", region=""),
        "vpc_config": [],
        "environment": [],
        "dead_letter_config": [],
        "file_system_config": [],
        "layers": [],
        "tags": {},
    }
    if found is not None:
        shown = (context.rules.schema.block.attributes.keys() & found.values.keys()) - {"region", "tags", "id"}
        values |= {key: found[key] for key in shown if found[key] is not None and key not in values.keys() - {"layers"}}
        values |= {
            key: found[key] for key in ("memory_size", "timeout", "role", "environment", "vpc_config", "architectures")
        }
        values["tags"] = found["tags_all"] or {}
    return values


SERVICE = Service(
    resources=(
        Resource(
            _FUNCTION,
            plan=_plan_function,
            create=_create_function,
            update=_update_function,
            delete=_delete_function,
            import_id=lambda name: {"id": name, "function_name": name},
        ),
        Resource(
            _PERMISSION,
            generated_name=("statement_id", "terraform-"),
            create=_create_permission,
            import_id=_permission_import,
        ),
        Resource(_ALIAS, create=_create_alias, import_id=_alias_import),
        Resource(_LAYER, plan=_plan_layer, create=_create_layer),
        Resource("aws_lambda_function_url", create=_create_url),
        Resource("aws_lambda_event_source_mapping", plan=_plan_mapping, create=_create_mapping, update=_update_mapping),
    ),
    data_sources=(DataSource(_FUNCTION, _read_function),),
)
