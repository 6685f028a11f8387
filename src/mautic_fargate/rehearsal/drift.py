"""Somebody changes a tag in the console: the change that every stack meets, and that every stack must mend."""

from __future__ import annotations

from mautic_fargate.offline_aws.account.account import Account, Object

DRIFT_TAG = "changed-by-hand"


def tagged_object(account: Account) -> Object | None:
    """The first object that carries tags, or None."""
    return next((item for item in account if isinstance(item["tags_all"], dict) and "tags" in item.values), None)


def change_tag(account: Account) -> None:
    """Add a tag to that object, behind Terraform's back."""
    item = tagged_object(account)
    assert item is not None
    for attribute in ("tags", "tags_all"):
        item.values[attribute] = {**(item[attribute] or {}), DRIFT_TAG: "yes"}
    account.put(item)
