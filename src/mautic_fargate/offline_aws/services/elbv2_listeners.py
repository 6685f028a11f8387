"""Elastic Load Balancing v2: listeners, their rules and extra certificates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mautic_fargate.offline_aws.planning.levels import AttributeRule, BlockRule
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.elbv2 import LISTENERS, RULES, count, find_all, remove_all
from mautic_fargate.offline_aws.services.elbv2_target_groups import groups_in
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import Block, blocks_of, ignore, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

_SECURE: Final = frozenset({"HTTPS", "TLS"})
_BLOCK_OF_TYPE: Final = {
    "redirect": "redirect",
    "fixed-response": "fixed_response",
    "authenticate-cognito": "authenticate_cognito",
    "authenticate-oidc": "authenticate_oidc",
    "jwt-validation": "jwt_validation",
}
_AUTHENTICATION: Final = {
    "on_unauthenticated_request": "authenticate",
    "scope": "openid",
    "session_cookie_name": "AWSELBAuthSessionCookie",
    "session_timeout": 604800,
}
_REQUEST_HEADERS: Final = {
    "mtls_clientcert": "X-Amzn-Mtls-Clientcert",
    "mtls_clientcert_issuer": "X-Amzn-Mtls-Clientcert-Issuer",
    "mtls_clientcert_leaf": "X-Amzn-Mtls-Clientcert-Leaf",
    "mtls_clientcert_serial_number": "X-Amzn-Mtls-Clientcert-Serial-Number",
    "mtls_clientcert_subject": "X-Amzn-Mtls-Clientcert-Subject",
    "mtls_clientcert_validity": "X-Amzn-Mtls-Clientcert-Validity",
    "tls_cipher_suite": "X-Amzn-Tls-Cipher-Suite",
    "tls_version": "X-Amzn-Tls-Version",
}
_CONDITIONS: Final = ("host_header", "http_header", "http_request_method", "path_pattern", "query_string", "source_ip")
_DEFAULT_RULE: Final = 99999


# --- plan: what an action may hold ------------------------------------------------------------------------------------


def _check_actions(context: PlanContext, name: str) -> None:
    """On the configuration as written; an action whose type is unknown is not looked at."""
    for index, action in enumerate(blocks_of(context.config, name)):
        kind = action.get("type")
        if not isinstance(kind, str):
            continue
        here = f"{name}[{index}]"
        _check_both_forms(context, action, (name, index))
        if kind == "forward":
            if action.get("target_group_arn") is None and _is_absent(action.get("forward")):
                context.error(
                    "Invalid Attribute Combination",
                    f'Either "{here}.target_group_arn" or "{here}.forward" must be specified when "{here}.type" is "forward".',
                    name,
                    index,
                    "type",
                )
        elif (block := _BLOCK_OF_TYPE.get(kind)) and _is_absent(action.get(block)):
            detail = f'Attribute "{here}.{block}" must be specified when "{here}.type" is "{kind}".'
            context.error("Invalid Attribute Combination", detail, name, index, block)


def _is_absent(block: Value) -> bool:
    return block is None or block == []


def _check_both_forms(context: PlanContext, action: Block, path: tuple[str, int]) -> None:
    arn = text(action.get("target_group_arn"))
    if not arn:
        return
    name, index = path
    for forward in blocks_of(action, "forward")[:1]:
        for group in blocks_of(forward, "target_group"):
            other = text(group.get("arn"))
            if other and other != arn:
                here = f"{name}[{index}]"
                context.error(
                    "Invalid Attribute Combination",
                    f'You can specify both a top-level target group ARN ("{here}.target_group_arn") and, with '
                    f'"{here}.forward", a target group list with ARNs, only if the ARNs match.',
                    name,
                    index,
                )


def _ignore_foreign_blocks(context: PlanContext, name: str) -> None:
    """What does not belong to an action's type is neither planned nor sent."""
    level = next(block.level for block in context.rules.level.blocks if block.name == name)
    before = blocks_of(context.prior or {}, name)
    for index, action in enumerate(blocks_of(context.planned, name)):
        kind = action.get("type")
        if is_unknown(kind):
            continue
        old = before[index] if index < len(before) else {}
        rules: list[AttributeRule | BlockRule] = [*level.attributes, *level.blocks]
        for rule in rules:
            if not (rule.facts.suppress or "").endswith("ActionTypeNot") or kind in rule.facts.suppress_args:
                continue
            action[rule.name] = old.get(rule.name, [] if isinstance(rule, BlockRule) else None)


def _plan_listener(context: PlanContext) -> None:
    _check_actions(context, "default_action")
    _ignore_foreign_blocks(context, "default_action")
    _check_mutual_authentication(context)
    protocol = text(context.planned.get("protocol")).upper()
    for rule in context.rules.level.attributes:
        facts = rule.facts
        if facts.suppress == "suppressIfListenerProtocolNot" and protocol not in facts.suppress_args:
            ignore(context, rule.name)


def _check_mutual_authentication(context: PlanContext) -> None:
    configured = context.config.get("mutual_authentication")
    if not is_wholly_known(configured):
        return
    for block in blocks_of(context.config, "mutual_authentication"):
        here, mode = "mutual_authentication[0]", block.get("mode")
        if mode == "verify":
            if not block.get("trust_store_arn"):
                detail = f'Attribute "{here}.trust_store_arn" must be specified when "{here}.mode" is "verify".'
                context.error("Invalid Attribute Combination", detail, "mutual_authentication", 0, "trust_store_arn")
            continue
        for name in ("advertise_trust_store_ca_names", "ignore_client_certificate_expiry", "trust_store_arn"):
            if block.get(name):
                detail = f'Attribute "{here}.{name}" cannot be specified when "{here}.mode" is "{mode}".'
                context.error("Invalid Attribute Combination", detail, "mutual_authentication", 0, name)


def _plan_rule(context: PlanContext) -> None:
    _check_actions(context, "action")
    _ignore_foreign_blocks(context, "action")


def _validate_rule(config: Mapping[str, Value]) -> list[Problem]:
    priority = config.get("priority")
    if not isinstance(priority, int | float) or 1 <= priority <= 50000 or priority == _DEFAULT_RULE:
        return []
    return [Problem(f"expected priority to be in the range (1 - 50000), got {priority:g}", path=("priority",))]


# --- apply: actions ---------------------------------------------------------------------------------------------------


def _fill_actions(context: ApplyContext, name: str) -> None:
    """What Read makes of the actions, sorted by their order."""
    actions = context.state.get(name)
    if not isinstance(actions, list):
        return
    for index, action in enumerate(context.blocks(name)):
        if is_unknown(action.get("order")) or not action.get("order"):
            action["order"] = index + 1
        for block in ("authenticate_cognito", "authenticate_oidc"):
            for item in blocks_of(action, block):
                item |= {key: value for key, value in _AUTHENTICATION.items() if is_unknown(item.get(key))}
        for item in blocks_of(action, "fixed_response"):
            if is_unknown(item.get("status_code")):
                item["status_code"] = "200"
    actions.sort(key=lambda action: action["order"])


def _warn_foreign_blocks(context: ApplyContext, name: str) -> None:
    for index, action in enumerate(blocks_of(context.config, name)):
        kind = action.get("type")
        for type_, block in {**_BLOCK_OF_TYPE, "forward": "forward"}.items():
            if type_ != kind and not _is_absent(action.get(block)):
                context.warn(
                    "Invalid Attribute Combination",
                    f'Attribute "{name}[{index}].{block}" cannot be specified when "{name}[{index}].type" is "{kind}".\n\n'
                    "This will be an error in a future version.",
                    name,
                    index,
                )


# --- apply: listeners -------------------------------------------------------------------------------------------------


def _check_listener(context: ApplyContext, own: str = "") -> None:
    state = context.state
    balancer, port = state.get("load_balancer_arn"), state.get("port")
    prefix = "creating ELBv2 Listener: " if not own else f"modifying ELBv2 Listener ({own}): "
    others = [item for item in find_all(context, LISTENERS) if item.id != own]
    if port is not None and any(item["load_balancer_arn"] == balancer and item["port"] == port for item in others):
        context.refuse(
            "DuplicateListener", f"{prefix}A listener already exists on this port for this load balancer '{balancer}'"
        )
    certificate = state.get("certificate_arn")
    found = context.lookup("aws_acm_certificate", certificate)
    if found is not None and found["status"] == "PENDING_VALIDATION":
        context.refuse(
            "UnsupportedCertificate",
            f"{prefix}The certificate '{certificate}' must have a fully-qualified domain name, a supported signature, and a "
            "supported key size.",
            "certificate_arn",
        )
    _check_groups(context, prefix, "default_action", text(balancer))


def _check_groups(context: ApplyContext, prefix: str, name: str, balancer: str) -> None:
    """A target group belongs to one load balancer."""
    wanted = {arn for action in blocks_of(context.state, name) for arn in groups_in(action)}
    for item in find_all(context, LISTENERS):
        if item["load_balancer_arn"] == balancer:
            continue
        theirs = {arn for action in blocks_of(item.values, "default_action") for arn in groups_in(action)}
        taken = wanted & theirs
        if taken:
            context.refuse(
                "TargetGroupAssociationLimit",
                f"{prefix}The following target groups cannot be associated with more than one load balancer: {', '.join(sorted(taken))}",
            )


def _create_listener(context: ApplyContext) -> None:
    state = context.state
    balancer = text(state.get("load_balancer_arn"))
    if context.open("protocol"):
        secure = "HTTPS" if state.get("certificate_arn") else "HTTP"
        state["protocol"] = secure if "loadbalancer/app/" in balancer else ""
    _check_listener(context)
    _warn_foreign_blocks(context, "default_action")
    arn = f"{balancer.replace(':loadbalancer/', ':listener/', 1)}/{context.ids.hex(16, 'arn')}"
    state["id"] = state["arn"] = arn
    context.fill(ssl_policy="ELBSecurityPolicy-2016-08" if state["protocol"] in _SECURE else "")
    _show_listener(context)


def _show_listener(context: ApplyContext) -> None:
    state = context.state
    protocol = text(state.get("protocol"))
    _fill_actions(context, "default_action")
    for rule in context.rules.level.attributes:
        if rule.facts.suppress != "suppressIfListenerProtocolNot" or not context.open(rule.name):
            continue
        applies = protocol in rule.facts.suppress_args
        state[rule.name] = _attribute_default(rule.name) if applies else None
    mode = state.get("mutual_authentication")
    if is_unknown(mode):
        off: Block = {"mode": "off", "ignore_client_certificate_expiry": False}
        off |= {"trust_store_arn": "", "advertise_trust_store_ca_names": ""}
        state["mutual_authentication"] = [off] if protocol == "HTTPS" else []


def _attribute_default(name: str) -> Value:
    if name == "tcp_idle_timeout_seconds":
        return 350
    if name == "routing_http_response_server_enabled":
        return True
    short = name.removeprefix("routing_http_request_x_amzn_").removesuffix("_header_name")
    return _REQUEST_HEADERS.get(short, "")


def _update_listener(context: ApplyContext) -> None:
    _check_listener(context, text(context.state.get("arn")))
    _warn_foreign_blocks(context, "default_action")
    _show_listener(context)


def _delete_listener(context: ApplyContext) -> None:
    remove_all(context, RULES, listener_arn=context.state.get("arn"))


# --- apply: rules -----------------------------------------------------------------------------------------------------


def _check_conditions(context: ApplyContext) -> None:
    for condition in blocks_of(context.state, "condition"):
        given = [name for name in _CONDITIONS if count(condition.get(name))]
        names = ", ".join(f"`{name}`" for name in _CONDITIONS)
        if not given:
            context.refuse("", f"One of {names} must be set in a condition block", "condition")
        if len(given) > 1:
            context.refuse("", f"Only one of {names} can be set in a condition block", "condition")


def _check_priority(context: ApplyContext, own: str = "") -> None:
    priority, listener = context.state.get("priority"), context.state.get("listener_arn")
    for item in find_all(context, RULES, listener_arn=listener, priority=priority):
        if item.id != own:
            context.refuse("PriorityInUse", f"Priority '{priority:g}' is currently in use", "priority")


def _create_rule(context: ApplyContext) -> None:
    state = context.state
    listener = text(state.get("listener_arn"))
    _check_conditions(context)
    if context.open("priority"):
        used = [item["priority"] for item in find_all(context, RULES, listener_arn=listener)]
        taken = [int(number) for number in used if isinstance(number, int | float) and number != _DEFAULT_RULE]
        state["priority"] = max(taken, default=0) + 1
    _check_priority(context)
    _warn_foreign_blocks(context, "action")
    arn = f"{listener.replace(':listener/', ':listener-rule/', 1)}/{context.ids.hex(16, 'arn')}"
    state["id"] = state["arn"] = arn
    _fill_actions(context, "action")


def _update_rule(context: ApplyContext) -> None:
    _check_conditions(context)
    _check_priority(context, text(context.state.get("arn")))
    _warn_foreign_blocks(context, "action")
    _fill_actions(context, "action")


def _create_certificate(context: ApplyContext) -> None:
    certificate = context.state.get("certificate_arn")
    found = context.lookup("aws_acm_certificate", certificate)
    if found is not None and found["status"] == "PENDING_VALIDATION":
        message = (
            f"The certificate '{certificate}' must have a fully-qualified domain name, a supported signature, and a "
            "supported key size."
        )
        context.refuse("UnsupportedCertificate", message, "certificate_arn")


def _certificate_import(id_: str) -> dict[str, Value]:
    listener, separator, certificate = id_.partition("_")
    if not separator:
        raise ValueError(f"unexpected format for ID ({id_}), expected listener-arn_certificate-arn")
    return {"id": id_, "listener_arn": listener, "certificate_arn": certificate}


def _listener(name: str) -> Resource:
    return Resource(
        name,
        plan=_plan_listener,
        create=_create_listener,
        update=_update_listener,
        delete=_delete_listener,
        import_id=lambda arn: {"id": arn, "arn": arn},
    )


def _rule(name: str) -> Resource:
    return Resource(
        name,
        validate=_validate_rule,
        plan=_plan_rule,
        create=_create_rule,
        update=_update_rule,
        import_id=lambda arn: {"id": arn, "arn": arn},
    )


def _certificate(name: str) -> Resource:
    return Resource(
        name,
        id="{listener_arn}_{certificate_arn}",
        create=_create_certificate,
        import_id=_certificate_import,
    )


SERVICE = Service(
    resources=(
        *map(_listener, LISTENERS),
        *map(_rule, RULES),
        _certificate("aws_lb_listener_certificate"),
        _certificate("aws_alb_listener_certificate"),
    )
)
