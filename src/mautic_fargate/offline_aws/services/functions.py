"""The provider's functions: `provider::aws::arn_parse` and the like.

Source: package function of the provider 6.58.
"""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.spec import Function, Service

_SECTIONS: Final = 6


def arn_parse(arn: str) -> dict[str, str]:
    """The parts of an ARN. Raises `ValueError` when it has another prefix or too few sections."""
    if not arn.startswith("arn:"):
        raise ValueError("arn: invalid prefix")
    parts = arn.split(":", _SECTIONS - 1)
    if len(parts) != _SECTIONS:
        raise ValueError("arn: not enough sections")
    _, partition, service, region, account, resource = parts
    return {
        "partition": partition,
        "service": service,
        "region": region,
        "account_id": account,
        "resource": resource,
    }


def arn_build(partition: str, service: str, region: str, account_id: str, resource: str) -> str:
    """The ARN of these parts, unchecked."""
    return f"arn:{partition}:{service}:{region}:{account_id}:{resource}"


def trim_iam_role_path(arn: str) -> str:
    """A role's ARN without the role's path. Raises `ValueError` when it is no ARN of an IAM role."""
    parts = arn_parse(arn)
    if parts["service"] != "iam":
        raise ValueError(f'service must be "iam", got: "{parts["service"]}"')
    if parts["region"]:
        raise ValueError(f'region must be empty, got: "{parts["region"]}"')
    if not parts["resource"].startswith("role/"):
        raise ValueError(f'resource must begin with "role/", got: "{parts["resource"]}"')
    parts["resource"] = "role/" + parts["resource"].rsplit("/", 1)[-1]
    return arn_build(**parts)


def user_agent(product_name: str, product_version: str, comment: str) -> str:
    """A product as the provider's `user_agent` wants it. Raises `ValueError` without a name."""
    if not product_name:
        raise ValueError("product name must be set")
    version = f"/{product_version}" if product_version else ""
    return f"{product_name}{version}" + (f" ({comment})" if comment else "")


SERVICE: Final = Service(
    functions=(
        Function("arn_build", arn_build),
        Function("arn_parse", arn_parse),
        Function("trim_iam_role_path", trim_iam_role_path),
        Function("user_agent", user_agent),
    )
)
