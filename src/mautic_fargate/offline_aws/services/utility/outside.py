"""hashicorp/http, hashicorp/external and the command of hashicorp/local: they reach outside, so offline they only stand in.

No request is made and no program is run: the result is empty, and a warning says so.
"""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Ephemeral, Service
from mautic_fargate.offline_aws.wire.values import Value


def _http(context: ReadContext) -> dict[str, Value]:
    url = str(context.config["url"])
    context.warn(
        "No request is made offline", f"{url} is not asked: the response is an empty body with status 200.", "url"
    )
    return {
        "id": url,
        "body": "",
        "response_body": "",
        "response_body_base64": "",
        "response_headers": {},
        "status_code": 200,
    }


def _external(context: ReadContext) -> dict[str, Value]:
    context.warn(
        "No program is run offline", f"{context.config['program']} is not run: the result is empty.", "program"
    )
    return {"id": "-", "result": {}}


def _command(context: ReadContext) -> dict[str, Value]:
    context.warn(
        "No program is run offline", f"{context.config['command']} is not run: its output is empty.", "command"
    )
    return {"exit_code": 0, "stdout": "", "stderr": ""}


HTTP: Final = Service(data_sources=(DataSource("http", _http),))
EXTERNAL: Final = Service(data_sources=(DataSource("external", _external),))
COMMAND: Final = Service(
    data_sources=(DataSource("local_command", _command),), ephemerals=(Ephemeral("local_command", _command),)
)
