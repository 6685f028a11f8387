"""No secret is in a plan or a state of the whole stack: what is generated, and what is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mautic_fargate.engine import Options

if TYPE_CHECKING:
    from mautic_fargate.engine import Engine

TERRAFORM = Path(__file__).resolve().parents[2] / "terraform"
GIVEN = "smtp://example:GivenPassword0123@smtp.example.com:587"
# Arguments that would hold a secret if one were written into them.
NAMES = {"password", "master_password", "secret_string", "secret_binary", "password_wo", "secret_string_wo"}


def test_no_secret_in_plan_and_state(engine: Engine) -> None:
    folder = TERRAFORM / "examples/sandbox"
    options = Options(vars={"create": True}, var_files=[folder / "example.tfvars"])
    with engine.open(folder) as stack:
        planned = stack.plan(options, keep_file=True)
        assert planned.ok
        applied = stack.apply(plan_file=planned.file)
        assert applied.ok
        state = stack.workspace.state_path.read_text()
        assert stack.account_data is not None
        account = stack.account_data.decode()
    # Four secrets and a database were made; that they were looked at is what makes the absence mean something.
    assert state.count('"aws_secretsmanager_secret_version"') >= 1
    assert '"aws_db_instance"' in state
    for text in (planned.raw, state, account):
        assert not list(_set(json.loads(text)))


def test_the_search_finds_what_is_there() -> None:
    assert list(_set({"a": [{"secret_string": "x"}], "password": ""})) == [("secret_string", "x")]


def test_a_given_mailer_dsn_is_in_no_plan(engine: Engine) -> None:
    variables: dict[str, Any] = {
        "account_id": "123456789012",
        "administrator": {"email": "admin@example.com"},
        "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
        "create": True,
        "environment": "test",
        "host_name": "mautic.example.com",
        "mailer_dsn": GIVEN,
        "project_name": "mautic",
        "region": "us-east-1",
    }
    with engine.open(TERRAFORM) as stack:
        planned = stack.plan(Options(vars=variables))
    assert planned.ok, [item.render() for item in planned.diagnostics]
    assert GIVEN not in planned.raw
    assert "GivenPassword0123" not in planned.raw


def _set(value: Any) -> Any:
    """Arguments of `NAMES` that hold a text."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in NAMES and isinstance(item, str) and item:
                yield key, item
            else:
                yield from _set(item)
    elif isinstance(value, list):
        for item in value:
            yield from _set(item)
