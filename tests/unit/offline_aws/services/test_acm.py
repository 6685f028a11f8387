"""Certificates: what is known at plan, their validation and use."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

CERTIFICATE = "aws_acm_certificate"
VALIDATION = "aws_acm_certificate_validation"


@pytest.fixture
def world() -> World:
    return World()


def request(*others: str, **values: Any) -> dict[str, Any]:
    names = {"subject_alternative_names": list(others)} if others else {}
    return {"domain_name": "example.com", "validation_method": "DNS", **names, **values}


def names_of(planned: dict[str, Any] | None) -> list[str]:
    return sorted(option["domain_name"] for option in (planned or {})["domain_validation_options"])


def test_the_names_to_validate_are_known_at_plan_their_records_are_not(world: World) -> None:
    planned = world.plan(CERTIFICATE, **request("www.example.com")).planned or {}
    assert names_of(planned) == ["example.com", "www.example.com"]
    option = planned["domain_validation_options"][0]
    assert is_unknown(option["resource_record_name"])
    assert is_unknown(option["resource_record_value"])
    assert planned["subject_alternative_names"] == ["example.com", "www.example.com"]


@pytest.mark.parametrize("values", [{"validation_method": "EMAIL"}, {"domain_name": UNKNOWN}])
def test_otherwise_nothing_of_them_is_known(world: World, values: dict[str, Any]) -> None:
    assert is_unknown((world.plan(CERTIFICATE, **request(**values)).planned or {})["domain_validation_options"])


def test_the_main_name_need_not_be_listed(world: World) -> None:
    made = world.create(CERTIFICATE, **request("www.example.com"))
    assert world.changes(CERTIFICATE, made, **request("www.example.com")) == set()
    assert world.changes(CERTIFICATE, made, **request("www.example.com", "example.com")) == set()
    assert world.changes(CERTIFICATE, made, **request()) == set()


@pytest.mark.parametrize(
    ("values", "path"),
    [
        (request("api.example.com"), "subject_alternative_names"),
        (request("www.example.com", domain_name="example.org"), "domain_name"),
        (request("www.example.com", key_algorithm="EC_prime256v1"), "key_algorithm"),
        (request("www.example.com", validation_method="EMAIL"), "validation_method"),
    ],
)
def test_what_replaces_a_certificate(world: World, values: dict[str, Any], path: str) -> None:
    made = world.create(CERTIFICATE, **request("www.example.com"))
    assert (path,) in world.plan(CERTIFICATE, made, **values).replace


def test_options_change_in_place(world: World) -> None:
    made = world.create(CERTIFICATE, **request())
    answer = world.plan(
        CERTIFICATE, made, **request(options={"certificate_transparency_logging_preference": "DISABLED"})
    )
    assert answer.replace == []
    assert answer.planned != made


def test_a_name_and_its_wildcard_share_one_record(world: World) -> None:
    made = world.create(CERTIFICATE, **request("*.example.com"))
    first, second = made["domain_validation_options"]
    assert first["domain_name"] != second["domain_name"]
    assert first["resource_record_name"] == second["resource_record_name"]
    assert first["resource_record_name"].endswith(".example.com.")
    assert first["resource_record_type"] == "CNAME"
    assert first["resource_record_value"].endswith(".acm-validations.aws.")


def test_a_new_certificate_waits_for_its_validation(world: World) -> None:
    made = world.create(CERTIFICATE, **request())
    assert (made["status"], made["type"], made["not_after"]) == ("PENDING_VALIDATION", "AMAZON_ISSUED", None)
    assert made["key_algorithm"] == "RSA_2048"
    records = [option["resource_record_name"] for option in made["domain_validation_options"]]
    validation = world.create(VALIDATION, certificate_arn=made["arn"], validation_record_fqdns=records)
    assert validation["id"] == "0001-01-01 00:00:00 +0000 UTC"
    now = world.read(CERTIFICATE, made) or {}
    assert now["status"] == "ISSUED"
    assert now["not_after"] is not None


def test_validation_names_the_records_that_are_missing(world: World) -> None:
    made = world.create(CERTIFICATE, **request("www.example.com"))
    records = [option["resource_record_name"] for option in made["domain_validation_options"][:1]]
    with pytest.raises(RefusedError, match=r"missing www\.example\.com DNS validation record: _"):
        world.create(VALIDATION, certificate_arn=made["arn"], validation_record_fqdns=records)


def test_only_issued_certificates_are_validated(world: World) -> None:
    private = world.create(
        CERTIFICATE,
        domain_name="example.com",
        certificate_authority_arn="arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/x",
    )
    assert private["status"] == "ISSUED"
    with pytest.raises(RefusedError, match="has type PRIVATE, no validation necessary"):
        world.create(VALIDATION, certificate_arn=private["arn"])
    mail = world.create(CERTIFICATE, domain_name="example.com", validation_method="EMAIL")
    assert "admin@example.com" in mail["validation_emails"]
    with pytest.raises(RefusedError, match="not valid for EMAIL validation"):
        world.create(VALIDATION, certificate_arn=mail["arn"], validation_record_fqdns=["a"])


def test_a_request_says_how_it_is_validated(world: World) -> None:
    with pytest.raises(RefusedError, match="`certificate_authority_arn` or `validation_method` must be set"):
        world.create(CERTIFICATE, domain_name="example.com")


def test_a_certificate_in_use_is_not_deleted(world: World) -> None:
    made = world.create(CERTIFICATE, **request())
    world.create(VALIDATION, certificate_arn=made["arn"])
    balancer = world.create("aws_lb", name="web", subnets=["subnet-1", "subnet-2"])
    response = {"type": "fixed-response", "fixed_response": {"content_type": "text/plain", "status_code": "404"}}
    listener = world.create(
        "aws_lb_listener",
        load_balancer_arn=balancer["arn"],
        port=443,
        protocol="HTTPS",
        certificate_arn=made["arn"],
        default_action=[response],
    )
    with pytest.raises(RefusedError, match="is in use"):
        world.destroy(CERTIFICATE, made)
    world.destroy("aws_lb_listener", listener)
    world.destroy(CERTIFICATE, made)


def test_data_finds_issued_certificates_of_that_main_name(world: World) -> None:
    made = world.create(CERTIFICATE, **request())
    assert world.data(CERTIFICATE, domain="example.com")["arn"] != made["arn"]
    assert world.data(CERTIFICATE, domain="example.com", statuses=["PENDING_VALIDATION"])["arn"] == made["arn"]
    world.create(VALIDATION, certificate_arn=made["arn"])
    assert world.data(CERTIFICATE, domain="example.com")["arn"] == made["arn"]
    second = world.create(CERTIFICATE, **request("x.example.com"))
    world.create(VALIDATION, certificate_arn=second["arn"])
    with pytest.raises(RefusedError, match="2 matching ACM Certificates found"):
        world.data(CERTIFICATE, domain="example.com")
    assert world.data(CERTIFICATE, domain="example.com", most_recent=True)["status"] == "ISSUED"
