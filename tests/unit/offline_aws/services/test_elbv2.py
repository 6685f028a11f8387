"""Load balancers, target groups, listeners and rules."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

BALANCER = "aws_lb"
GROUP = "aws_lb_target_group"
LISTENER = "aws_lb_listener"
RULE = "aws_lb_listener_rule"
SUBNETS = ["subnet-1", "subnet-2"]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def balancer(world: World) -> dict[str, Any]:
    return world.create(BALANCER, name="web", subnets=SUBNETS, security_groups=["sg-1"])


@pytest.fixture
def group(world: World) -> dict[str, Any]:
    return world.create(GROUP, name="web", port=80, protocol="HTTP", vpc_id="vpc-1", target_type="ip")


def listener(balancer: dict[str, Any], group: dict[str, Any], **values: Any) -> dict[str, Any]:
    action = {"type": "forward", "target_group_arn": group["arn"]}
    return {"load_balancer_arn": balancer["arn"], "port": 80, "protocol": "HTTP", "default_action": [action], **values}


def errors(answer: Any) -> list[str]:
    return [f"{item.summary} {item.detail}".strip() for item in answer.problems if item.severity == "error"]


# --- load balancers ---------------------------------------------------------------------------------------------------


def test_what_create_gives(balancer: dict[str, Any]) -> None:
    assert balancer["id"] == balancer["arn"]
    assert balancer["arn"].endswith(f"loadbalancer/{balancer['arn_suffix']}")
    assert balancer["arn_suffix"].startswith("app/web/")
    assert balancer["dns_name"].startswith("web-")
    assert balancer["dns_name"].endswith(".us-east-1.elb.amazonaws.com")
    assert balancer["zone_id"] == "Z35SXDOTRQ7X7K"
    assert balancer["enable_cross_zone_load_balancing"] is True
    assert balancer["access_logs"] == [{"bucket": "", "enabled": False, "prefix": ""}]
    assert [item["subnet_id"] for item in balancer["subnet_mapping"]] == SUBNETS


def test_addresses_of_a_network_load_balancer_in_another_region() -> None:
    world = World(ProviderSettings(region="eu-central-1"))
    made = world.create(BALANCER, name="web", load_balancer_type="network", subnets=SUBNETS)
    assert ":loadbalancer/net/web/" in made["arn"]
    assert made["dns_name"].endswith(".elb.eu-central-1.amazonaws.com")
    assert made["zone_id"] == "Z3F0SRJ5LGBH90"
    assert made["security_groups"] == []


def test_an_internal_balancers_name_says_so(world: World) -> None:
    assert world.create(BALANCER, name="web", internal=True, subnets=SUBNETS)["dns_name"].startswith("internal-web-")


def test_generated_names_have_32_characters(world: World) -> None:
    name = world.create(BALANCER, subnets=SUBNETS)["name"]
    assert name.startswith("tf-lb-")
    assert len(name) == 32


def test_attributes_of_other_types_are_not_planned(world: World) -> None:
    planned = world.plan(BALANCER, name="web", subnets=SUBNETS).planned or {}
    assert planned["enable_cross_zone_load_balancing"] is None
    assert planned["dns_record_client_routing_policy"] is None
    assert planned["idle_timeout"] == 60
    network = world.plan(BALANCER, name="web", subnets=SUBNETS, load_balancer_type="network").planned or {}
    assert network["idle_timeout"] is None
    assert network["enable_cross_zone_load_balancing"] is False


@pytest.mark.parametrize("alias", ["aws_lb", "aws_alb"])
def test_subnets_of_an_application_load_balancer_change_in_place(world: World, alias: str) -> None:
    made = world.create(alias, name="other", subnets=SUBNETS)
    answer = world.plan(alias, made, name="other", subnets=["subnet-3", "subnet-4"])
    assert answer.replace == []
    assert is_unknown((answer.planned or {})["subnet_mapping"])
    assert (
        world.update(alias, made, name="other", subnets=["subnet-1", "subnet-3"])["subnet_mapping"][1]["subnet_id"]
        == "subnet-3"
    )


@pytest.mark.parametrize(
    ("kind", "after", "replaces"),
    [
        ("application", ["1", "2", "3"], False),
        ("application", ["1"], False),
        ("application", ["1", "3"], True),
        ("application", ["3", "4", "5"], True),
        ("network", ["1", "2", "3"], False),
        ("network", ["1"], True),
        ("network", ["1", "3"], True),
    ],
)
def test_a_changed_subnet_mapping(world: World, kind: str, after: list[str], *, replaces: bool) -> None:
    def mapping(names: list[str]) -> list[dict[str, str]]:
        return [{"subnet_id": f"subnet-{name}"} for name in names]

    values = {"name": "m", "load_balancer_type": kind}
    made = world.create(BALANCER, **values, subnet_mapping=mapping(["1", "2"]))
    answer = world.plan(BALANCER, made, **values, subnet_mapping=mapping(after))
    assert (("subnet_mapping",) in answer.replace) is replaces
    assert is_unknown((answer.planned or {})["subnets"])


@pytest.mark.parametrize(
    ("after", "replaces"),
    [
        (["subnet-1", "subnet-2", "subnet-3"], False),
        (["subnet-1"], True),
        (["subnet-1", "subnet-3"], True),
        (UNKNOWN, False),
    ],
)
def test_changed_subnets_of_a_network_load_balancer(world: World, after: Any, *, replaces: bool) -> None:
    made = world.create(BALANCER, name="n", load_balancer_type="network", subnets=SUBNETS)
    answer = world.plan(BALANCER, made, name="n", load_balancer_type="network", subnets=after)
    assert (("subnets",) in answer.replace) is replaces


@pytest.mark.parametrize(
    ("before", "after", "replaces"),
    [
        ([], ["sg-1"], True),
        ([], UNKNOWN, True),
        (["sg-1"], ["sg-2"], False),
        (["sg-1"], [], True),
        (["sg-1"], UNKNOWN, False),
        (["sg-1"], None, False),
    ],
)
def test_security_groups_of_a_network_load_balancer(world: World, before: Any, after: Any, *, replaces: bool) -> None:
    values = {"name": "n", "load_balancer_type": "network", "subnets": SUBNETS}
    made = world.create(BALANCER, **values, security_groups=before)
    answer = world.plan(BALANCER, made, **values, security_groups=after)
    assert (("security_groups",) in answer.replace) is replaces


def test_log_targets_do_not_count_while_logging_is_off(world: World, balancer: dict[str, Any]) -> None:
    values = {"name": "web", "subnets": SUBNETS, "security_groups": ["sg-1"]}
    assert world.changes(BALANCER, balancer, **values, access_logs={"bucket": "logs"}) == set()
    assert world.changes(BALANCER, balancer, **values, access_logs={"bucket": "logs", "enabled": True}) == {
        "access_logs"
    }


def test_removed_logs_are_switched_off_only(world: World) -> None:
    values = {"name": "web", "subnets": SUBNETS}
    made = world.create(BALANCER, **values, access_logs={"bucket": "logs", "enabled": True})
    planned = world.plan(BALANCER, made, **values).planned or {}
    assert planned["access_logs"] == [{"bucket": "logs", "enabled": False, "prefix": ""}]


def test_a_name_is_taken_only_once(world: World, balancer: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=r"ELBv2 Load Balancer \(web\) already exists"):
        world.create("aws_alb", name="web", subnets=SUBNETS)


def test_one_subnet_and_one_zone_are_too_few(world: World) -> None:
    with pytest.raises(RefusedError, match="At least two subnets in two different Availability Zones"):
        world.create(BALANCER, name="web", subnets=["subnet-1"])
    vpc = world.create("aws_vpc", cidr_block="10.0.0.0/16")
    subnets = [
        world.create("aws_subnet", vpc_id=vpc["id"], cidr_block=f"10.0.{index}.0/24", availability_zone="us-east-1a")[
            "id"
        ]
        for index in range(2)
    ]
    with pytest.raises(RefusedError, match="multiple subnets in the same Availability Zone"):
        world.create(BALANCER, name="web", subnets=subnets)


def test_a_protected_balancer_is_not_deleted(world: World) -> None:
    made = world.create(BALANCER, name="web", subnets=SUBNETS, enable_deletion_protection=True)
    with pytest.raises(RefusedError, match="cannot be deleted because deletion protection is enabled"):
        world.destroy(BALANCER, made)
    world.destroy(BALANCER, made | {"enable_deletion_protection": False})


# --- target groups ----------------------------------------------------------------------------------------------------


def test_what_create_gives_of_a_group(group: dict[str, Any]) -> None:
    assert group["arn"].endswith(group["arn_suffix"])
    assert group["arn_suffix"].startswith("targetgroup/web/")
    assert group["load_balancer_arns"] == []
    assert group["protocol_version"] == "HTTP1"
    assert group["health_check"][0] == {
        "enabled": True,
        "healthy_threshold": 5,
        "interval": 30,
        "matcher": "200",
        "path": "/",
        "port": "traffic-port",
        "protocol": "HTTP",
        "timeout": 5,
        "unhealthy_threshold": 2,
    }
    assert group["stickiness"] == [{"enabled": False, "type": "lb_cookie", "cookie_duration": 86400, "cookie_name": ""}]


def test_a_group_needs_port_protocol_and_network(world: World) -> None:
    answer = world.plan(GROUP, name="web")
    assert errors(answer)[0].endswith('Attribute "port" must be specified when "target_type" is "instance".')
    assert len(errors(answer)) == 3
    assert errors(world.plan(GROUP, name="web", target_type="lambda")) == []
    assert errors(world.plan(GROUP, name="web", port=UNKNOWN, protocol=UNKNOWN, vpc_id=UNKNOWN)) == []


@pytest.mark.parametrize(
    ("protocol", "check", "message"),
    [
        ("TCP", {"protocol": "TCP", "matcher": "200"}, '"health_check[0].matcher" cannot be specified'),
        ("TCP", {"protocol": "tcp", "path": "/"}, '"health_check[0].path" cannot be specified'),
        ("HTTP", {"protocol": "TCP"}, 'cannot have value "TCP" when "protocol" is "HTTP"'),
    ],
)
def test_health_checks_that_do_not_fit(world: World, protocol: str, check: dict[str, Any], message: str) -> None:
    answer = world.plan(GROUP, name="web", port=80, protocol=protocol, vpc_id="vpc-1", health_check=check)
    assert any(message in error for error in errors(answer))


def test_switching_a_check_to_tcp_needs_empty_paths(world: World) -> None:
    values = {"name": "n", "port": 80, "protocol": "TCP", "vpc_id": "vpc-1"}
    made = world.create(GROUP, **values, health_check={"protocol": "HTTP", "path": "/x"})
    assert len(errors(world.plan(GROUP, made, **values, health_check={"protocol": "TCP"}))) == 2


@pytest.mark.parametrize("name", ["name", "port", "protocol", "vpc_id", "target_type"])
def test_what_replaces_a_group(world: World, group: dict[str, Any], name: str) -> None:
    values = {"name": "web", "port": 80, "protocol": "HTTP", "vpc_id": "vpc-1", "target_type": "ip"}
    other = {"name": "x", "port": 81, "protocol": "HTTPS", "vpc_id": "vpc-2", "target_type": "instance"}[name]
    assert (name,) in world.plan(GROUP, group, **values | {name: other}).replace


def test_a_group_of_functions_ignores_ports_once_made(world: World) -> None:
    made = world.create(GROUP, name="f", target_type="lambda")
    assert world.changes(GROUP, made, name="f", target_type="lambda", port=80, protocol="HTTP", vpc_id="vpc-1") == set()


def test_a_group_in_use_is_not_deleted(world: World, balancer: dict[str, Any], group: dict[str, Any]) -> None:
    made = world.create(LISTENER, **listener(balancer, group))
    assert (world.read(GROUP, group) or {})["load_balancer_arns"] == [balancer["arn"]]
    with pytest.raises(RefusedError, match="is currently in use by a listener or a rule"):
        world.destroy(GROUP, group)
    world.destroy(LISTENER, made)
    world.destroy(GROUP, group)


def test_a_second_group_of_that_name_is_refused(world: World, group: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=r"ELBv2 Target Group \(web\) already exists"):
        world.create(GROUP, name="web", port=81, protocol="HTTP", vpc_id="vpc-1")


def test_ids_of_attachments(world: World, group: dict[str, Any]) -> None:
    made = world.create(
        "aws_lb_target_group_attachment", target_group_arn=group["arn"], target_id="10.0.0.1", availability_zone="all"
    )
    assert made["id"] == f"{group['arn']},10.0.0.1,,all"


# --- listeners --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (
            {"type": "forward"},
            'Either "default_action[0].target_group_arn" or "default_action[0].forward" must be specified',
        ),
        (
            {"type": "redirect"},
            'Attribute "default_action[0].redirect" must be specified when "default_action[0].type" is',
        ),
        ({"type": "fixed-response"}, 'Attribute "default_action[0].fixed_response" must be specified'),
        (
            {"type": "forward", "target_group_arn": "arn:a", "forward": {"target_group": [{"arn": "arn:b"}]}},
            "only if the ARNs match",
        ),
    ],
)
def test_actions_need_what_their_type_says(
    world: World, balancer: dict[str, Any], action: dict[str, Any], message: str
) -> None:
    values = {"load_balancer_arn": balancer["arn"], "port": 80, "protocol": "HTTP", "default_action": [action]}
    assert any(message in error for error in errors(world.plan(LISTENER, **values)))
    assert (
        errors(world.plan(LISTENER, **values | {"default_action": [action | {"type": UNKNOWN}]})) == []
        or "match" in message
    )


def test_blocks_of_other_action_types_are_not_planned(
    world: World, balancer: dict[str, Any], group: dict[str, Any]
) -> None:
    redirect = {"status_code": "HTTP_301", "protocol": "HTTPS", "port": "443"}
    action = {"type": "redirect", "redirect": redirect, "target_group_arn": group["arn"]}
    (planned,) = (world.plan(LISTENER, **listener(balancer, group, default_action=[action])).planned or {})[
        "default_action"
    ]
    assert planned["target_group_arn"] is None
    assert planned["redirect"][0]["path"] == "/#{path}"


def test_mutual_authentication_needs_a_trust_store_only_to_verify(
    world: World, balancer: dict[str, Any], group: dict[str, Any]
) -> None:
    verify = listener(balancer, group, mutual_authentication={"mode": "verify"})
    assert any("trust_store_arn" in error for error in errors(world.plan(LISTENER, **verify)))
    off = listener(balancer, group, mutual_authentication={"mode": "off", "trust_store_arn": "arn:aws:x:y:1:z"})
    assert any("cannot be specified" in error for error in errors(world.plan(LISTENER, **off)))


def test_what_create_gives_of_a_listener(world: World, balancer: dict[str, Any], group: dict[str, Any]) -> None:
    made = world.create(LISTENER, **listener(balancer, group))
    assert made["arn"].startswith(balancer["arn"].replace("loadbalancer", "listener") + "/")
    assert made["default_action"][0]["order"] == 1
    assert made["ssl_policy"] == ""
    assert made["tcp_idle_timeout_seconds"] is None
    assert made["routing_http_response_server_enabled"] is True
    assert made["routing_http_request_x_amzn_tls_version_header_name"] is None


def test_the_protocol_follows_from_the_certificate(
    world: World, balancer: dict[str, Any], group: dict[str, Any]
) -> None:
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    made = world.create(LISTENER, **listener(balancer, group, protocol=None, certificate_arn=certificate, port=443))
    assert made["protocol"] == "HTTPS"
    assert made["ssl_policy"] == "ELBSecurityPolicy-2016-08"
    assert made["mutual_authentication"][0]["mode"] == "off"


def test_one_port_has_one_listener(world: World, balancer: dict[str, Any], group: dict[str, Any]) -> None:
    made = world.create(LISTENER, **listener(balancer, group))
    with pytest.raises(RefusedError, match="A listener already exists on this port"):
        world.create(LISTENER, **listener(balancer, group))
    assert world.update(LISTENER, made, **listener(balancer, group, port=81))["port"] == 81


def test_a_group_belongs_to_one_balancer(world: World, balancer: dict[str, Any], group: dict[str, Any]) -> None:
    world.create(LISTENER, **listener(balancer, group))
    other = world.create(BALANCER, name="other", subnets=SUBNETS)
    with pytest.raises(RefusedError, match="cannot be associated with more than one load balancer"):
        world.create(LISTENER, **listener(other, group))


def test_a_pending_certificate_does_not_serve(world: World, balancer: dict[str, Any], group: dict[str, Any]) -> None:
    certificate = world.create("aws_acm_certificate", domain_name="example.com", validation_method="DNS")
    values = listener(balancer, group, protocol="HTTPS", port=443, certificate_arn=certificate["arn"])
    with pytest.raises(RefusedError, match="must have a fully-qualified domain name"):
        world.create(LISTENER, **values)
    world.create("aws_acm_certificate_validation", certificate_arn=certificate["arn"])
    world.create(LISTENER, **values)


# --- rules ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def web(world: World, balancer: dict[str, Any], group: dict[str, Any]) -> dict[str, Any]:
    return world.create(LISTENER, **listener(balancer, group))


def rule(web: dict[str, Any], group: dict[str, Any], **values: Any) -> dict[str, Any]:
    action = {"type": "forward", "target_group_arn": group["arn"]}
    condition = {"path_pattern": {"values": ["/x"]}}
    return {"listener_arn": web["arn"], "action": [action], "condition": [condition], **values}


def test_priorities_are_given_and_taken_once(world: World, web: dict[str, Any], group: dict[str, Any]) -> None:
    first = world.create(RULE, **rule(web, group, priority=10))
    assert first["arn"].startswith(web["arn"].replace(":listener/", ":listener-rule/"))
    assert world.create(RULE, **rule(web, group))["priority"] == 11
    with pytest.raises(RefusedError, match="Priority '10' is currently in use"):
        world.create(RULE, **rule(web, group, priority=10))
    assert world.update(RULE, first, **rule(web, group, priority=12))["priority"] == 12


@pytest.mark.parametrize(("priority", "good"), [(1, True), (50000, True), (99999, True), (0, False), (50001, False)])
def test_the_range_of_priorities(
    world: World, web: dict[str, Any], group: dict[str, Any], priority: int, *, good: bool
) -> None:
    assert (world.problems(RULE, **rule(web, group, priority=priority)) == []) is good


def test_a_condition_holds_exactly_one_kind(world: World, web: dict[str, Any], group: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=r"One of .* must be set in a condition block"):
        world.create(RULE, **rule(web, group, condition=[{}]))
    both = {"path_pattern": {"values": ["/x"]}, "source_ip": {"values": ["192.0.2.0/24"]}}
    with pytest.raises(RefusedError, match=r"Only one of .* can be set"):
        world.create(RULE, **rule(web, group, condition=[both]))


def test_a_listener_takes_its_rules_along(world: World, web: dict[str, Any], group: dict[str, Any]) -> None:
    made = world.create(RULE, **rule(web, group))
    world.destroy(LISTENER, web)
    assert world.read(RULE, made) is None


# --- data sources -----------------------------------------------------------------------------------------------------


def test_data_of_a_balancer(world: World, balancer: dict[str, Any]) -> None:
    assert world.data("aws_lb", name="web")["dns_name"] == balancer["dns_name"]
    assert world.data("aws_alb", arn=balancer["arn"])["arn_suffix"] == balancer["arn_suffix"]
    other = world.data("aws_lb", name="other")
    assert other["arn_suffix"].startswith("app/other/")
    world.create(BALANCER, name="two", subnets=SUBNETS)
    with pytest.raises(RefusedError, match="Search returned 2 results"):
        world.data("aws_lb")


def test_data_of_a_listener_shows_both_forms_of_a_forward(
    world: World, balancer: dict[str, Any], web: dict[str, Any]
) -> None:
    found = world.data("aws_lb_listener", load_balancer_arn=balancer["arn"], port=80)
    assert found["arn"] == web["arn"]
    action = found["default_action"][0]
    assert action["forward"][0]["target_group"][0]["arn"] == action["target_group_arn"]


def test_data_of_a_region() -> None:
    world = World(ProviderSettings(region="eu-west-1"))
    assert world.data("aws_lb_hosted_zone_id", load_balancer_type="network")["id"] == "Z2IFOLAFXWLO4F"
    account = world.data("aws_elb_service_account")
    assert account["arn"] == "arn:aws:iam::156460612806:root"
    with pytest.raises(RefusedError, match=r"unsupported ELB Service Account Region \(eu-south-2\)"):
        world.data("aws_elb_service_account", region="eu-south-2")
