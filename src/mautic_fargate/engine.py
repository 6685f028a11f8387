"""The Terraform core on the offline AWS: what everything above the ground floor calls.

>>> with Engine() as engine, engine.open("terraform/modules/networking") as stack:      # doctest: +SKIP
...     print(stack.plan(Options(vars={"project_name": "demo"})).plan.summary())
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from mautic_fargate.offline_aws.account.account import Account
from mautic_fargate.offline_aws.addresses import ADDRESSES
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.terraform import commands, inspection
from mautic_fargate.terraform.commands import OnEvent, Options
from mautic_fargate.terraform.core import Core
from mautic_fargate.terraform.results import ApplyResult, PlanResult, Result, TestResult
from mautic_fargate.terraform.workspace import Workspace

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Engine", "Options", "Stack", "with_var_files"]

PROVIDER_HOST: Final = "mautic_fargate.offline_aws.server.host:start"
# The core keeps the provider's whole schema in memory: with Go's usual setting it would spend a third of a plan on looking
# through it for garbage, again and again.
_CORE_ENVIRONMENT: Final = {"GOGC": "400"}

# A state file that has seen nothing yet. The core would draw a lineage: the same configuration is to give the same state.
_EMPTY_STATE: Final = json.dumps(
    {"version": 4, "serial": 0, "lineage": "00000000-0000-4000-8000-000000000000", "outputs": {}, "resources": []}
)
_TIMESTAMP: Final = re.compile(r'"timestamp":"[^"]*"(?=[^"]*"(?:applyable|errored|complete)"|,?\}\s*$)')
_RELEVANT: Final = '"relevant_attributes":'

AnyResult = TypeVar("AnyResult", bound=Result)


class Engine:
    """Warm workers, each the Terraform core with the offline providers. Thread-safe; close it when done."""

    def __init__(self, workers: int = 1) -> None:
        """`workers` is how many commands can run at once. Nothing is started before the first command."""
        self.core = Core(workers, PROVIDER_HOST, providers=ADDRESSES, environment=_CORE_ENVIRONMENT)

    def open(
        self,
        directory: Path | str,
        *,
        module_sources: Mapping[str, Path] | None = None,
        state: Path | None = None,
        account: bytes | None = None,
    ) -> Stack:
        """A root module, ready for commands, on a new account (or the kept one `account`).

        `module_sources`: local copies of remote modules, by source address; `state`: a state file to start from (copied).
        """
        workspace = Workspace(directory, module_sources=module_sources, state=state)
        if state is None:
            workspace.state_path.write_text(_EMPTY_STATE)
        return Stack(self.core, workspace, account)

    def close(self) -> None:
        """End the workers."""
        self.core.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Stack:
    """One root module with its state and its AWS account. Commands that change it run one after the other."""

    def __init__(self, core: Core, workspace: Workspace, account: bytes | None = None) -> None:
        self.core = core
        self.workspace = workspace
        self.account_data = account
        """The account as data (`Account.load` reads it); None before the first command."""

    @property
    def directory(self) -> Path:
        """The user's directory."""
        return self.workspace.source

    def _keep(self, result: AnyResult) -> AnyResult:
        self.account_data = result.session
        return result

    def validate(self) -> Result:
        """Check the configuration."""
        return commands.validate(self.core, self.workspace)

    def plan(
        self,
        options: Options = Options(),  # noqa: B008 - frozen
        *,
        destroy: bool = False,
        keep_file: bool = False,
        on_event: OnEvent | None = None,
    ) -> PlanResult:
        """Plan; with `keep_file` the plan can be applied."""
        result = self._keep(
            commands.plan(
                self.core,
                self.workspace,
                options,
                destroy=destroy,
                keep_file=keep_file,
                session=self.account_data,
                on_event=on_event,
            )
        )
        return replace(result, raw=_settled(result.raw))

    def apply(
        self,
        options: Options = Options(),  # noqa: B008 - frozen
        *,
        plan_file: Path | None = None,
        on_event: OnEvent | None = None,
    ) -> ApplyResult:
        """Apply a kept plan, or plan and apply. One resource at a time unless `options` say otherwise: see `_in_order`."""
        return self._keep(
            commands.apply(
                self.core,
                self.workspace,
                _in_order(options),
                plan_file=plan_file,
                session=self.account_data,
                on_event=on_event,
            )
        )

    def destroy(self, options: Options = Options(), *, on_event: OnEvent | None = None) -> ApplyResult:  # noqa: B008
        """Destroy everything."""
        return self._keep(
            commands.destroy(self.core, self.workspace, options, session=self.account_data, on_event=on_event)
        )

    def test(
        self,
        options: Options = Options(),  # noqa: B008 - frozen
        *,
        filters: tuple[str, ...] = (),
        on_event: OnEvent | None = None,
    ) -> TestResult:
        """Run the native tests (`*.tftest.hcl`), each on a new account."""
        return commands.run_tests(self.core, self.workspace, options, filters=filters, on_event=on_event)

    def import_(self, address: str, identifier: str, options: Options = Options()) -> Result:  # noqa: B008
        """Take an existing object into the state."""
        return self._keep(
            commands.import_(self.core, self.workspace, address, identifier, options, session=self.account_data)
        )

    def human_plan(self, file: Path) -> str:
        """A kept plan as Terraform prints it for people."""
        return inspection.plan_text(self.core, self.workspace, file)

    def state(self) -> Mapping[str, Any]:
        """The state in Terraform's JSON format."""
        return inspection.show(self.core, self.workspace)

    def state_addresses(self) -> list[str]:
        """The addresses of all instances in the state."""
        return inspection.state_list(self.core, self.workspace)

    @property
    def account(self) -> Account:
        """A copy of the account: what exists now."""
        return Account.load(self.account_data)

    def change_account(self, change: Callable[[Account], None]) -> None:
        """Change what exists behind Terraform's back: the next plan shows the drift."""
        account = self.account
        change(account)
        self.account_data = account.dump()

    def close(self) -> None:
        """Remove the workspace."""
        self.workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _settled(raw: str) -> str:
    """A plan's text without what differs from run to run: the moment, and the order of a list that the core draws."""
    raw = _TIMESTAMP.sub(f'"timestamp":"{EPOCH}"', raw)
    start = raw.rfind(_RELEVANT)
    if start < 0:
        return raw
    start += len(_RELEVANT)
    attributes, end = json.JSONDecoder().raw_decode(raw, start)
    attributes.sort(key=json.dumps)
    text = json.dumps(attributes, separators=(",", ":"), ensure_ascii=False)
    for sign in "<>&":  # as Go writes them
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return raw[:start] + text + raw[end:]


def _in_order(options: Options) -> Options:
    """One instance at a time: so the provider knows which one it makes, and the same configuration gives the same ids."""
    return options if options.parallelism is not None else replace(options, parallelism=1)


def with_var_files(options: Options, *files: Path) -> Options:
    """The same options with more variable files."""
    return replace(options, var_files=(*options.var_files, *files))
