"""WAF and CloudFront."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.wire.values import UNKNOWN
from support.offline import RefusedError, World

ACL = "aws_wafv2_web_acl"
GROUP = "aws_wafv2_rule_group"
IP_SET = "aws_wafv2_ip_set"
DISTRIBUTION = "aws_cloudfront_distribution"
SEEN = {"cloudwatch_metrics_enabled": True, "metric_name": "m", "sampled_requests_enabled": True}
CACHE = "658327ea-f89d-4fab-a63d-7e88639e58f6"


@pytest.fixture
def world() -> World:
    return World()


def acl(*rules: dict[str, Any], **values: Any) -> dict[str, Any]:
    numbered = [
        {"name": f"r{index}", "priority": index, "visibility_config": SEEN, **rule} for index, rule in enumerate(rules)
    ]
    return {
        "name": "web",
        "scope": "REGIONAL",
        "default_action": {"allow": {}},
        "visibility_config": SEEN,
        "rule": numbered,
        **values,
    }


def managed(name: str = "AWSManagedRulesCommonRuleSet") -> dict[str, Any]:
    group = {"name": name, "vendor_name": "AWS"}
    return {"override_action": {"none": {}}, "statement": {"managed_rule_group_statement": group}}


def blocking(**statement: Any) -> dict[str, Any]:
    return {"action": {"block": {}}, "statement": statement}


# --- WAF --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scope", "place"), [("REGIONAL", "regional"), ("CLOUDFRONT", "global")])
def test_ids_of_a_web_acl(world: World, scope: str, place: str) -> None:
    made = world.create(ACL, **acl(scope=scope))
    assert made["arn"] == f"arn:aws:wafv2:us-east-1:123456789012:{place}/webacl/web/{made['id']}"
    assert world.import_(ACL, f"{made['id']}/web/{scope}")["arn"] == made["arn"]


def test_capacity_counts_groups_and_statements(world: World) -> None:
    match = {"search_string": "x", "positional_constraint": "CONTAINS", "field_to_match": {"uri_path": {}}}
    transformations = [{"priority": 0, "type": "LOWERCASE"}]
    rules = (managed(), blocking(byte_match_statement=match | {"text_transformation": transformations}))
    assert world.create(ACL, **acl(*rules))["capacity"] == 700 + 10 + 10
    with pytest.raises(RefusedError, match="WAFLimitsExceededException"):
        world.create(ACL, **acl(*[managed()] * 8, name="big"))


def test_a_change_of_rules_is_in_place_and_keeps_the_token(world: World) -> None:
    made = world.create(ACL, **acl(managed()))
    answer = world.plan(ACL, made, **acl(managed("AWSManagedRulesSQLiRuleSet")))
    assert answer.replace == []
    assert (answer.planned or {})["lock_token"] == made["lock_token"]
    assert world.plan(ACL, made, **acl(managed(), name="other")).replace == [("name",)]


def test_the_order_of_rules_does_not_matter(world: World) -> None:
    values = acl(managed(), blocking(geo_match_statement={"country_codes": ["DE"]}))
    made = world.create(ACL, **values)
    assert world.changes(ACL, made, **values | {"rule": values["rule"][::-1]}) == set()


def test_rules_as_json_are_stored_compact(world: World) -> None:
    rules = json.dumps([{"Name": "a", "Priority": 1}], indent=2)
    values = acl() | {"rule": [], "rule_json": rules}
    made = world.create(ACL, **values)
    assert made["rule_json"] == '[{"Name":"a","Priority":1}]'
    assert world.changes(ACL, made, **values) == set()


def test_and_needs_two_statements(world: World) -> None:
    geo = {"geo_match_statement": {"country_codes": ["DE"]}}
    with pytest.raises(RefusedError, match="needs at least two statements"):
        world.create(ACL, **acl(blocking(and_statement={"statement": [geo]})))


def test_names_are_taken_once_and_generated(world: World) -> None:
    world.create(ACL, **acl())
    with pytest.raises(RefusedError, match="WAFDuplicateItemException"):
        world.create(ACL, **acl())
    assert world.create(ACL, **acl(name=None))["name"].startswith("terraform-")


def test_an_associated_acl_is_not_deleted(world: World) -> None:
    made = world.create(ACL, **acl())
    balancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0123456789abcdef"
    tie = world.create("aws_wafv2_web_acl_association", web_acl_arn=made["arn"], resource_arn=balancer)
    assert tie["id"] == f"{made['arn']},{balancer}"
    assert world.data(ACL, scope="REGIONAL", resource_arn=balancer)["name"] == "web"
    with pytest.raises(RefusedError, match="WAFAssociatedItemException"):
        world.destroy(ACL, made)
    world.destroy("aws_wafv2_web_acl_association", tie)
    world.destroy(ACL, made)


def test_distributions_are_not_associated(world: World) -> None:
    distribution = "arn:aws:cloudfront::123456789012:distribution/E1234567890123"
    with pytest.raises(RefusedError, match="The ARN isn't valid"):
        world.create(
            "aws_wafv2_web_acl_association",
            web_acl_arn="arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b",
            resource_arn=distribution,
        )


def test_a_set_in_a_rule_is_not_deleted(world: World) -> None:
    addresses = world.create(IP_SET, name="s", scope="REGIONAL", ip_address_version="IPV4", addresses=["192.0.2.0/24"])
    world.create(ACL, **acl(blocking(ip_set_reference_statement={"arn": addresses["arn"]})))
    with pytest.raises(RefusedError, match="WAFAssociatedItemException"):
        world.destroy(IP_SET, addresses)


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (["2001:DB8:0::/32"], False),
        (["2001:db9::/32"], True),
        (["2001:db8::/32", "2001:db9::/32"], True),
        (UNKNOWN, True),
    ],
)
def test_networks_in_other_notation_are_the_same(world: World, after: Any, *, changed: bool) -> None:
    values = {"name": "s", "scope": "REGIONAL", "ip_address_version": "IPV6"}
    made = world.create(IP_SET, **values, addresses=["2001:db8::/32"])
    assert (world.changes(IP_SET, made, **values, addresses=after) == {"addresses"}) is changed


def test_the_capacity_of_a_group_is_checked_and_fixed(world: World) -> None:
    values = {"name": "g", "scope": "REGIONAL", "visibility_config": SEEN, "capacity": 1}
    geo = blocking(geo_match_statement={"country_codes": ["DE"]}) | {
        "name": "geo",
        "priority": 1,
        "visibility_config": SEEN,
    }
    made = world.create(GROUP, **values, rule=[geo])
    assert world.plan(GROUP, made, **values | {"capacity": 2}, rule=[geo]).replace == [("capacity",)]
    two = [geo, geo | {"name": "more", "priority": 2}]
    with pytest.raises(RefusedError, match="exceeds its capacity"):
        world.create(GROUP, **values | {"name": "h"}, rule=two)


def test_redacted_fields_are_a_set(world: World) -> None:
    log = ["arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-web"]
    values = {
        "resource_arn": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1",
        "log_destination_configs": log,
    }
    fields = [{"single_header": {"name": "cookie"}}, {"uri_path": {}}]
    logging = "aws_wafv2_web_acl_logging_configuration"
    made = world.create(logging, **values, redacted_fields=fields)
    assert world.changes(logging, made, **values, redacted_fields=fields[::-1]) == set()
    assert world.changes(logging, made, **values, redacted_fields=fields[:1]) == {"redacted_fields"}
    with pytest.raises(RefusedError, match="ARN isn't valid"):
        world.create(logging, **values | {"log_destination_configs": [log[0] + ":*"]})


# --- CloudFront -------------------------------------------------------------------------------------------------------


def behaviour(**values: Any) -> dict[str, Any]:
    methods = ["GET", "HEAD"]
    common = {"target_origin_id": "web", "viewer_protocol_policy": "redirect-to-https", "cache_policy_id": CACHE}
    return {"allowed_methods": methods, "cached_methods": methods, **common, **values}


def distribution(**values: Any) -> dict[str, Any]:
    custom = {
        "http_port": 80,
        "https_port": 443,
        "origin_protocol_policy": "https-only",
        "origin_ssl_protocols": ["TLSv1.2"],
    }
    return {
        "enabled": True,
        "origin": [{"domain_name": "web.example.com", "origin_id": "web", "custom_origin_config": custom}],
        "default_cache_behavior": behaviour(),
        "restrictions": {"geo_restriction": {"restriction_type": "none"}},
        "viewer_certificate": {"cloudfront_default_certificate": True},
        **values,
    }


def test_what_create_gives_of_a_distribution(world: World) -> None:
    made = world.create(DISTRIBUTION, **distribution())
    assert made["arn"] == f"arn:aws:cloudfront::123456789012:distribution/{made['id']}"
    assert made["domain_name"].startswith("d")
    assert made["domain_name"].endswith(".cloudfront.net")
    assert (made["hosted_zone_id"], made["status"]) == ("Z2FDTNDATAQYW2", "Deployed")
    assert world.changes(DISTRIBUTION, made, **distribution()) == set()


def test_only_staging_replaces_and_computed_values_stay_known(world: World) -> None:
    made = world.create(DISTRIBUTION, **distribution())
    answer = world.plan(DISTRIBUTION, made, **distribution(comment="x", price_class="PriceClass_100"))
    assert answer.replace == []
    assert (answer.planned or {})["etag"] == made["etag"]
    assert world.plan(DISTRIBUTION, made, **distribution(staging=True)).replace == [("staging",)]


def test_the_default_certificate_forces_the_oldest_protocol(world: World) -> None:
    viewer = {"cloudfront_default_certificate": True, "minimum_protocol_version": "TLSv1.2_2021"}
    values = distribution(viewer_certificate=viewer)
    made = world.create(DISTRIBUTION, **values)
    assert made["viewer_certificate"][0]["minimum_protocol_version"] == "TLSv1"
    assert world.changes(DISTRIBUTION, made, **values) == {"viewer_certificate"}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"default_cache_behavior": behaviour(target_origin_id="x")}, "NoSuchOrigin"),
        ({"default_cache_behavior": behaviour(cache_policy_id=None)}, "ForwardedValues is required"),
        (
            {
                "default_cache_behavior": behaviour(
                    forwarded_values={"query_string": True, "cookies": {"forward": "none"}}
                )
            },
            "cannot be used when a cache policy",
        ),
        ({"aliases": ["www.example.com"]}, "InvalidViewerCertificate"),
        (
            {
                "viewer_certificate": {
                    "acm_certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/a",
                    "ssl_support_method": "sni-only",
                }
            },
            "isn't in us-east-1 region",
        ),
        (
            {"viewer_certificate": {"acm_certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/a"}},
            "SSLSupportMethod",
        ),
    ],
)
def test_what_cloudfront_refuses(world: World, values: dict[str, Any], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        world.create(DISTRIBUTION, **distribution(**values))


def test_a_pending_certificate_and_a_taken_alias_are_refused(world: World) -> None:
    certificate = world.create("aws_acm_certificate", domain_name="www.example.com", validation_method="DNS")
    viewer = {"acm_certificate_arn": certificate["arn"], "ssl_support_method": "sni-only"}
    values = distribution(aliases=["www.example.com"], viewer_certificate=viewer)
    with pytest.raises(RefusedError, match="InvalidViewerCertificate"):
        world.create(DISTRIBUTION, **values)
    world.create("aws_acm_certificate_validation", certificate_arn=certificate["arn"])
    world.create(DISTRIBUTION, **values)
    with pytest.raises(RefusedError, match="CNAMEAlreadyExists"):
        world.create(DISTRIBUTION, **values)
    with pytest.raises(RefusedError, match="is in use"):
        world.destroy("aws_acm_certificate", certificate)


@pytest.mark.parametrize(
    ("kind", "name", "id_"),
    [
        ("aws_cloudfront_cache_policy", "Managed-CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"),
        ("aws_cloudfront_origin_request_policy", "Managed-AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3"),
        (
            "aws_cloudfront_response_headers_policy",
            "Managed-SecurityHeadersPolicy",
            "67f7725c-6f97-4210-82d7-5512b31e9d03",
        ),
    ],
)
def test_policies_that_aws_manages(world: World, kind: str, name: str, id_: str) -> None:
    assert world.data(kind, name=name)["id"] == id_
    assert world.data(kind, id=id_)["name"] == name
    with pytest.raises(RefusedError, match="no matching CloudFront policy"):
        world.data(kind, name="Managed-Nothing")


def test_the_account_that_delivers_logs() -> None:
    delivery = "aws_cloudfront_log_delivery_canonical_user_id"
    assert len(World().data(delivery)["id"]) == 64
    assert World(ProviderSettings(region="cn-north-1")).data(delivery)["id"] != World().data(delivery)["id"]


# --- the addresses that AWS publishes -----------------------------------------------------------------------------------


def test_published_addresses_are_documentation_networks_in_order(world: World) -> None:
    found = world.data("aws_ip_ranges", services=["CloudFront", "ec2"], regions=["global", "eu-west-1"])
    assert found["cidr_blocks"] == sorted(found["cidr_blocks"])
    assert len(found["cidr_blocks"]) == len(found["ipv6_cidr_blocks"]) == 4
    assert all(block.startswith(("192.0.2.", "198.51.100.", "203.0.113.")) for block in found["cidr_blocks"])
    assert found["id"] == str(found["sync_token"])
    assert found == world.data("aws_ip_ranges", services=["CloudFront", "ec2"], regions=["global", "eu-west-1"])
    assert len(world.data("aws_ip_ranges", services=["amazon"])["cidr_blocks"]) == 2
