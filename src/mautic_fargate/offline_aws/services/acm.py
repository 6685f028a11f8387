"""AWS Certificate Manager: certificates and their validation."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import Block, keep, text
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown, is_wholly_known

CERTIFICATE: Final = "aws_acm_certificate"
_ISSUED_AT: Final = "2024-01-01T00:00:00Z"
_EXPIRES: Final = "2025-01-31T23:59:59Z"
_BEFORE_ISSUE: Final = "0001-01-01 00:00:00 +0000 UTC"
_MAILBOXES: Final = ("admin", "administrator", "hostmaster", "postmaster", "webmaster")

# Who may hold a certificate: types with the path of attributes to it. Source: AWS, "Services integrated with ACM".
_USERS: Final = (
    ("aws_lb_listener", ("certificate_arn",)),
    ("aws_alb_listener", ("certificate_arn",)),
    ("aws_lb_listener_certificate", ("certificate_arn",)),
    ("aws_alb_listener_certificate", ("certificate_arn",)),
    ("aws_cloudfront_distribution", ("viewer_certificate", "acm_certificate_arn")),
    ("aws_apigatewayv2_domain_name", ("domain_name_configuration", "certificate_arn")),
)


# --- plan -------------------------------------------------------------------------------------------------------------


def _names(values: Block) -> list[str] | None:
    """The names that the certificate is for, sorted; None while some are unknown."""
    domain, others = values.get("domain_name"), values.get("subject_alternative_names")
    if not isinstance(domain, str):
        return None
    if others is None:
        return [domain]
    if not isinstance(others, list) or not is_wholly_known(others):
        return None
    return sorted({domain, *map(text, others)})


def _plan(context: PlanContext) -> None:
    if context.prior is not None:
        _plan_pending_renewal(context)
        if context.before("type") == "IMPORTED":
            if context.changed("certificate_body"):
                context.set_unknown("domain_name", "subject_alternative_names")
            return
    _plan_names(context)


def _plan_names(context: PlanContext) -> None:
    planned = context.planned
    configured = context.config.get("subject_alternative_names")
    if context.prior is None:
        names = _names({"domain_name": planned.get("domain_name"), "subject_alternative_names": configured})
    else:
        names = _names(planned)
    before = None if context.prior is None else _names(context.prior)
    domain_changed = context.prior is None or context.changed("domain_name")
    if names is not None and names == before and not domain_changed:
        keep(context, "subject_alternative_names", "domain_validation_options")
        return
    if context.prior is not None:
        if domain_changed:
            context.require_replace("domain_name")
        if names is None or names != before:
            context.require_replace("subject_alternative_names")
    if names is None:
        if context.prior is not None:
            context.set_unknown("domain_validation_options")
        return
    planned["subject_alternative_names"] = list(names)
    if planned.get("validation_method") == "DNS":
        planned["domain_validation_options"] = [
            {
                "domain_name": name,
                "resource_record_name": UNKNOWN,
                "resource_record_type": UNKNOWN,
                "resource_record_value": UNKNOWN,
            }
            for name in names
        ]


def _plan_pending_renewal(context: PlanContext) -> None:
    if context.before("type") == "IMPORTED":
        context.planned["pending_renewal"] = False
    if context.changed("early_renewal_duration"):
        # Offline no time passes: no certificate is ever within its renewal period.
        context.planned["pending_renewal"] = False
    elif context.planned.get("pending_renewal") is True:
        context.set_unknown("pending_renewal")


# --- apply ------------------------------------------------------------------------------------------------------------


def _base(domain: str) -> str:
    return domain.removeprefix("*.")


def validation_record(account: str, domain: str) -> Block:
    """The record that proves `domain`; one account gets the same record for a name and its wildcard, always."""
    ids = Identifiers(f"acm|{account}|{_base(domain)}")
    value = f"_{ids.hex(32, 'value')}.{ids.letters(10, 'zone')}.acm-validations.aws."
    return {
        "domain_name": domain,
        "resource_record_name": f"_{ids.hex(32, 'name')}.{_base(domain)}.",
        "resource_record_type": "CNAME",
        "resource_record_value": value,
    }


def _kind(context: ApplyContext) -> str:
    config = context.config
    if config.get("private_key") or config.get("private_key_wo") or config.get("certificate_body"):
        return "IMPORTED"
    return "PRIVATE" if config.get("certificate_authority_arn") else "AMAZON_ISSUED"


def _create(context: ApplyContext) -> None:
    state = context.state
    kind, method = _kind(context), text(state.get("validation_method"))
    if kind == "AMAZON_ISSUED" and not method:
        context.refuse(
            "", "`certificate_authority_arn` or `validation_method` must be set when creating an ACM certificate"
        )
    arn = context.arn("acm", f"certificate/{context.ids.uuid('arn')}")
    state["id"] = state["arn"] = arn
    context.fill(domain_name="example.com")
    domain = text(state.get("domain_name"))
    if context.open("subject_alternative_names") or not state.get("subject_alternative_names"):
        state["subject_alternative_names"] = [domain]
    names = _names(state) or [domain]
    by_dns, by_mail = method == "DNS", method == "EMAIL"
    state["domain_validation_options"] = (
        [validation_record(context.account_id, name) for name in names] if by_dns else []
    )
    mails: list[Value] = [f"{box}@{_base(name)}" for name in names for box in _MAILBOXES] if by_mail else []
    pending = kind == "AMAZON_ISSUED"
    context.fill(
        type=kind,
        status="PENDING_VALIDATION" if pending else "ISSUED",
        not_before=None if pending else _ISSUED_AT,
        not_after=None if pending else _EXPIRES,
        validation_emails=mails,
        validation_method=method if pending else "NONE",
        key_algorithm="RSA_2048",
        renewal_eligibility="INELIGIBLE",
        renewal_summary=[],
        pending_renewal=False,
    )
    if is_unknown(state.get("options")) or not state.get("options"):
        state["options"] = [{"certificate_transparency_logging_preference": "ENABLED", "export": "DISABLED"}]
    for block in context.blocks("options"):
        if is_unknown(block.get("export")):
            block["export"] = "DISABLED"


def _update(context: ApplyContext) -> None:
    context.fill(pending_renewal=False)


def _holds(values: Value, path: tuple[str, ...], arn: Value) -> bool:
    if not path:
        return bool(values == arn)
    if isinstance(values, list):
        return any(_holds(item, path, arn) for item in values)
    return isinstance(values, dict) and _holds(values.get(path[0]), path[1:], arn)


def _users(context: Context, arn: Value) -> list[Object]:
    """What uses the certificate."""
    return [item for type_, path in _USERS for item in context.find(type_) if _holds(item.values, path, arn)]


def _delete(context: ApplyContext) -> None:
    arn = context.state.get("arn")
    if _users(context, arn):
        context.refuse(
            "ResourceInUseException",
            f"deleting ACM Certificate ({arn}): Certificate {arn} in account {context.account_id} is in use.",
        )


def _validate_certificate(context: ApplyContext) -> None:
    """Wait for a certificate to be issued: offline it is issued at once when its records are named."""
    state = context.state
    arn = state.get("certificate_arn")
    state["id"] = _BEFORE_ISSUE
    found = context.lookup(CERTIFICATE, arn)
    if found is None:
        return
    if found["type"] != "AMAZON_ISSUED":
        context.refuse("", f"ACM Certificate ({arn}) has type {found['type']}, no validation necessary")
    given = state.get("validation_record_fqdns")
    if isinstance(given, list) and given:
        _check_records(context, found, {text(name).rstrip(".") for name in given})
    with context.account.lock:
        if found["status"] == "PENDING_VALIDATION":
            found.values |= {"status": "ISSUED", "not_before": _ISSUED_AT, "not_after": _EXPIRES}


def _check_records(context: ApplyContext, certificate: Object, given: set[str]) -> None:
    if certificate["validation_method"] != "DNS":
        context.refuse("", f"validation_record_fqdns is not valid for {certificate['validation_method']} validation")
    options = certificate["domain_validation_options"]
    missing = [
        f"missing {option['domain_name']} DNS validation record: {option['resource_record_name'].rstrip('.')}"
        for option in (options if isinstance(options, list) else [])
        if option["resource_record_name"].rstrip(".") not in given
    ]
    if missing:
        context.refuse("", "\n".join(missing), "validation_record_fqdns")


# --- data source ------------------------------------------------------------------------------------------------------


def _read(context: ReadContext) -> dict[str, Value]:
    domain = context.config.get("domain")
    statuses = context.config.get("statuses") or ["ISSUED"]
    types, tags = context.config.get("types"), context.wants_tags().items()
    found = [
        item
        for item in context.find(CERTIFICATE)
        if (not domain or item["domain_name"] == domain)
        and item["status"] in statuses
        and (not types or item["type"] in types)
        and tags <= (item["tags_all"] or {}).items()
    ]
    if len(found) > 1 and not context.config.get("most_recent"):
        context.refuse(f"{len(found)} matching ACM Certificates found")
    arn: Value = found[0].id if found else context.arn("acm", f"certificate/{context.ids.uuid('arn')}")
    status = found[0]["status"] if found else statuses[0]
    body = f"-----BEGIN CERTIFICATE-----\n{context.ids.letters(64, 'certificate')}\n-----END CERTIFICATE-----\n"
    return {
        "id": arn,
        "arn": arn,
        "domain": domain or (found[0]["domain_name"] if found else "example.com"),
        "status": status,
        "certificate": body if status == "ISSUED" else None,
        "certificate_chain": body if status == "ISSUED" else None,
        "tags": (found[0]["tags_all"] or {}) if found else dict(context.wants_tags()),
    }


SERVICE = Service(
    resources=(
        Resource(
            CERTIFICATE,
            plan=_plan,
            create=_create,
            update=_update,
            delete=_delete,
            import_id=lambda arn: {"id": arn, "arn": arn},
        ),
        Resource(
            "aws_acm_certificate_validation",
            create=_validate_certificate,
            import_id=lambda arn: {"certificate_arn": arn},
        ),
    ),
    data_sources=(DataSource(CERTIFICATE, _read),),
)
