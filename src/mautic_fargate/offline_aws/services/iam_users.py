"""IAM: users and groups, and the lookups of the account's other identities.

Source: package iam of the provider 6.58; forms of ARNs and unique ids as AWS documents them.
"""

from __future__ import annotations

import re
from typing import Final

from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.meta import CREATED
from mautic_fargate.offline_aws.services.policies import plan_policy, version_first
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import text
from mautic_fargate.offline_aws.wire.values import Value

_THUMBPRINT_LENGTH: Final = 40


def _principal(name: str, noun: str, prefix: str) -> Resource:
    """A user or a group: both are known by their name."""
    return Resource(
        name,
        id="{name}",
        arn=f"arn:{{partition}}:iam::{{account}}:{noun}{{path}}{{name}}",
        values={"unique_id": f"{prefix}{{upper:17}}"},
        import_id=lambda id_: {"id": id_, "name": id_},
    )


def _inline(name: str, owner: str) -> Resource:
    """The inline policy of a user or a group."""

    def read_id(id_: str) -> dict[str, Value]:
        first, found, second = id_.partition(":")
        if not (first and found and second):
            raise ValueError(f"unexpected format of ID ({id_}), expected <{owner}>:<name>")
        return {"id": id_, owner: first, "name": second}

    return Resource(
        name,
        id=f"{{{owner}}}:{{name}}",
        generated_name=("name", "terraform-"),
        plan=plan_policy("policy", form=version_first),
        import_id=read_id,
    )


def _attachment(name: str, owner: str) -> Resource:
    """A managed policy on a user or a group: its id says only whose it is."""
    return Resource(name, id=f"{{{owner}}}-{{suffix}}", adopts=True)


# --- looking up -----------------------------------------------------------------------------------------------------


def _instance_profile(context: ReadContext) -> dict[str, Value]:
    name = context.config["name"]
    own = context.lookup("aws_iam_instance_profile", name)
    role_name = text(own["role"]) if own else name
    role = context.lookup("aws_iam_role", role_name)
    return {
        "arn": own["arn"] if own else context.arn("iam", f"instance-profile/{name}", region=""),
        "create_date": CREATED,
        "id": own["unique_id"] if own else "AIPA" + context.ids.letters(17, "profile", upper=True),
        "path": own["path"] if own else "/",
        "role_arn": role["arn"] if role else context.arn("iam", f"role/{role_name}", region=""),
        "role_id": role["unique_id"] if role else "AROA" + context.ids.letters(17, "role", upper=True),
        "role_name": role_name,
    }


def _openid_provider(context: ReadContext) -> dict[str, Value]:
    arn, url = text(context.config.get("arn")), text(context.config.get("url")).removeprefix("https://")
    arn = arn or context.arn("iam", f"oidc-provider/{url}", region="")
    own = context.lookup("aws_iam_openid_connect_provider", arn)
    return {
        "arn": arn,
        "client_id_list": list(own["client_id_list"] or []) if own else ["sts.amazonaws.com"],
        "id": arn,
        "tags": dict(own["tags_all"] or {}) if own else {},
        "thumbprint_list": list(own["thumbprint_list"] or [])
        if own
        else [context.ids.hex(_THUMBPRINT_LENGTH, "thumbprint")],
        "url": arn.split(":oidc-provider/", 1)[-1],
    }


def _roles(context: ReadContext) -> dict[str, Value]:
    pattern, path = context.config.get("name_regex"), text(context.config.get("path_prefix"))
    found = [
        role
        for role in context.find("aws_iam_role")
        if text(role["path"]).startswith(path) and (not pattern or re.search(pattern, text(role["name"])))
    ]
    return {
        "arns": [role["arn"] for role in found],
        "id": context.account_id,
        "names": [role["name"] for role in found],
    }


def _account_alias(context: ReadContext) -> dict[str, Value]:
    own = context.find("aws_iam_account_alias")
    alias = text(own[0]["account_alias"]) if own else "example"
    return {"account_alias": alias, "id": alias}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_iam_account_alias", id="{account_alias}", import_id=lambda id_: {"id": id_, "account_alias": id_}
        ),
        _principal("aws_iam_group", "group", "AGPA"),
        _inline("aws_iam_group_policy", "group"),
        _attachment("aws_iam_group_policy_attachment", "group"),
        _principal("aws_iam_user", "user", "AIDA"),
        _inline("aws_iam_user_policy", "user"),
        _attachment("aws_iam_user_policy_attachment", "user"),
    ),
    data_sources=(
        DataSource("aws_iam_account_alias", _account_alias),
        DataSource("aws_iam_instance_profile", _instance_profile),
        DataSource("aws_iam_openid_connect_provider", _openid_provider),
        DataSource("aws_iam_roles", _roles),
    ),
)
