"""Budgets. Source: package budgets of the provider 6.58."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import text
from mautic_fargate.offline_aws.wire.values import Value

_START: Final = "2024-01-01_00:00"
_COST_TYPES: Final[dict[str, bool]] = {
    "include_credit": True,
    "include_discount": True,
    "include_other_subscription": True,
    "include_recurring": True,
    "include_refund": True,
    "include_subscription": True,
    "include_support": True,
    "include_tax": True,
    "include_upfront": True,
    "use_amortized": False,
    "use_blended": False,
}


def _match_options(value: Any) -> Iterator[str]:
    """Every match option anywhere in a filter expression."""
    if isinstance(value, list):
        for item in value:
            yield from _match_options(item)
    elif isinstance(value, dict):
        options = value.get("match_options")
        yield from (option for option in (options if isinstance(options, list) else []) if isinstance(option, str))
        for item in value.values():
            if isinstance(item, list):
                yield from _match_options(item)


def _plan(context: PlanContext) -> None:
    if "ABSENT" in _match_options(context.planned.get("filter_expression")):
        context.error("filter_expression: the match option ABSENT is not supported for budgets")


def _one_decimal(amount: Value) -> Value:
    """AWS gives an amount back with a decimal: "10" as "10.0"."""
    return f"{amount}.0" if isinstance(amount, str) and re.fullmatch(r"\d+", amount) else amount


def _id(context: ApplyContext) -> Value:
    context.fill(account_id=context.account_id)
    return f"{context.state['account_id']}:{text(context.state.get('name'))}"


def _arn(context: ApplyContext) -> Value:
    owner = text(context.state.get("account_id"))
    return context.arn("budgets", f"budget/{text(context.state.get('name'))}", region="", account=owner)


def _settle(context: ApplyContext) -> None:
    context.fill(
        cost_filter=[], cost_types=[dict(_COST_TYPES)], limit_amount="", limit_unit="", time_period_start=_START
    )
    context.state["limit_amount"] = _one_decimal(context.state.get("limit_amount"))


def _check_timestamps(config: checks.Config) -> Iterable[Problem]:
    for name in ("time_period_start", "time_period_end"):
        value = checks.text_of(config, name)
        if value:
            try:
                datetime.strptime(value, "%Y-%m-%d_%H:%M")  # noqa: DTZ007 - only its form counts
            except ValueError:
                yield Problem(
                    f'"{name}" cannot be parsed as a time of the form YYYY-MM-DD_HH:MM: "{value}"', path=(name,)
                )


def _import_id(id_: str) -> dict[str, Value]:
    account, found, name = id_.partition(":")
    if not (account and found and name):
        raise ValueError(f"unexpected format of ID ({id_}), expected <AccountID>:<BudgetName>")
    return {"id": id_, "account_id": account, "name": name}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_budgets_budget",
            id=_id,
            arn=_arn,
            generated_name=("name", "terraform-"),
            validate=checks.all_of(_check_timestamps),
            plan=_plan,
            create=_settle,
            update=_settle,
            import_id=_import_id,
        ),
    )
)
