"""Lives the life of a stack and records it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from mautic_fargate.engine import Options, Stack, with_var_files
from mautic_fargate.offline_aws.schema.store import load
from mautic_fargate.rehearsal.drift import change_tag, tagged_object
from mautic_fargate.rehearsal.record import Made, Phase, Record, Status
from mautic_fargate.rehearsal.watch import Watcher
from mautic_fargate.terraform.diagnostics import rendered
from mautic_fargate.terraform.plan import Action, Plan
from mautic_fargate.terraform.results import Result


@dataclass(frozen=True, slots=True)
class Change:
    """A change of inputs to rehearse: a name and the variable file that says it."""

    name: str
    var_file: Path


AnyResult = TypeVar("AnyResult", bound=Result)


class _PhaseFailed(Exception):
    def __init__(self, summary: str, details: Sequence[str]) -> None:
        super().__init__(summary)
        self.summary = summary
        self.details = tuple(details)


@dataclass
class _Outcome:
    summary: str = ""
    details: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    skipped: bool = False


class Life:
    """One rehearsal of one stack."""

    def __init__(self, stack: Stack, options: Options, watcher: Watcher) -> None:
        self._stack = stack
        self._options = options
        self._watcher = watcher
        self._phases: list[Phase] = []
        self._resources: tuple[Made, ...] = ()
        self._warnings: dict[str, None] = {}
        self._version = ""
        self._applied = False

    def live(self, changes: Sequence[Change] = (), *, run_provisioners: bool = False) -> Record:
        """Validate, plan, apply, plan again, change, drift and mend, destroy. A failed phase ends it, but for the destroy."""
        try:
            self._make(run_provisioners)
            for number, change in enumerate(changes, 1):
                self._change(number, change, run_provisioners)
            self._drift()
        except _PhaseFailed:
            pass
        if self._applied:
            self._end()
        return Record(
            directory=self._stack.directory,
            terraform_version=self._version,
            provider_version=load("aws").version,
            phases=tuple(self._phases),
            resources=self._resources,
            warnings=tuple(self._warnings),
        )

    # --- the phases ---------------------------------------------------------------------------------------------------

    def _make(self, run_provisioners: bool) -> None:
        with self._phase("validate", "Validate the configuration") as outcome:
            result = self._demand(self._stack.validate(), "The configuration is not valid")
            outcome.summary = "valid" + (f", {len(result.warnings)} warnings" if result.warnings else "")
        with self._phase("plan", "Plan") as outcome:
            planned = self._stack.plan(self._options, keep_file=True, on_event=self._watcher.progress)
            plan = self._plan_of(planned, "The plan failed")
            self._version = plan.terraform_version
            outcome.summary, outcome.counts = _described(plan), dict(plan.summary())
            _refuse_provisioners(plan, run_provisioners)
            if not any(change.mode == "managed" for change in plan.changes):
                outcome.details = ("The plan is empty: does the configuration need `--var create=true` or the like?",)
        with self._phase("apply", "Apply on the offline AWS") as outcome:
            self._applied = True
            applied = self._demand(
                self._stack.apply(plan_file=planned.file, on_event=self._watcher.progress), "The apply failed"
            )
            self._resources = self._made()
            outcome.counts = dict(applied.counts)
            outcome.summary = f"{applied.counts['add']} made, {len(self._stack.account.made())} objects in the account"
        self._expect_quiet("replan", "Plan again: nothing to do", self._options)

    def _change(self, number: int, change: Change, run_provisioners: bool) -> None:
        options = with_var_files(self._options, change.var_file)
        with self._phase(f"change-{number}", f"Change: {change.name}") as outcome:
            planned = self._stack.plan(options, keep_file=True, on_event=self._watcher.progress)
            plan = self._plan_of(planned, "The changed inputs do not plan")
            _refuse_provisioners(plan, run_provisioners)
            self._demand(
                self._stack.apply(plan_file=planned.file, on_event=self._watcher.progress), "The change failed at apply"
            )
            outcome.summary, outcome.counts = _described(plan), dict(plan.summary())
            outcome.details = tuple(_notable(plan))
        self._options = options
        self._expect_quiet(f"change-{number}-replan", "Plan again: nothing to do", options)

    def _drift(self) -> None:
        with self._phase("drift", "Somebody changes a tag by hand: seen and mended") as outcome:
            item = tagged_object(self._stack.account)
            if item is None:
                outcome.summary, outcome.skipped = "no resource of this stack carries tags", True
                return
            self._stack.change_account(change_tag)
            planned = self._stack.plan(self._options, keep_file=True)
            plan = self._plan_of(planned, "The plan after the drift failed")
            if plan.is_empty:
                raise _PhaseFailed("the changed tag was not seen", [f"{item.type} {item.id}"])
            self._demand(self._stack.apply(plan_file=planned.file), "The drift could not be mended")
            outcome.summary = f"the tag on {item.type} {item.id} was seen and removed"

    def _end(self) -> None:
        try:
            with self._phase("destroy", "Destroy everything") as outcome:
                result = self._demand(
                    self._stack.destroy(self._options, on_event=self._watcher.progress), "The destroy failed"
                )
                self._expect_nothing_left()
                kept = [f"{item.type} {item.id}" for item in self._stack.account.made()]
                outcome.counts = dict(result.counts)
                outcome.summary = f"{result.counts['remove']} destroyed, the state is empty"
                outcome.details = tuple(f"still in the account: {name}" for name in kept)
        except _PhaseFailed:
            pass

    def _expect_nothing_left(self) -> None:
        left = self._stack.state_addresses()
        if left:
            raise _PhaseFailed(f"{len(left)} resources are left in the state", left)

    def _expect_quiet(self, id_: str, title: str, options: Options) -> None:
        with self._phase(id_, title) as outcome:
            plan = self._plan_of(self._stack.plan(options), "The second plan failed")
            if not plan.is_empty:
                raise _PhaseFailed("the plan after the apply is not empty", list(_notable(plan)))
            outcome.summary = "no changes"

    # --- helpers --------------------------------------------------------------------------------------------------------

    @contextmanager
    def _phase(self, id_: str, title: str) -> Iterator[_Outcome]:
        outcome = _Outcome()
        started = time.perf_counter()

        def close(status: Status, summary: str, details: tuple[str, ...]) -> None:
            phase = Phase(id_, title, status, time.perf_counter() - started, summary, details, outcome.counts)
            self._phases.append(phase)
            self._watcher.end(phase)

        self._watcher.begin(title)
        try:
            yield outcome
        except _PhaseFailed as failure:
            close(Status.FAILED, failure.summary, failure.details)
            raise
        close(Status.SKIPPED if outcome.skipped else Status.PASSED, outcome.summary, outcome.details)

    def _demand(self, result: AnyResult, what: str) -> AnyResult:
        self._warnings.update(dict.fromkeys(rendered(result.warnings, self._stack.directory)))
        if not result.ok:
            raise _PhaseFailed(what, rendered(result.errors, self._stack.directory))
        return result

    def _plan_of(self, result: Result, what: str) -> Plan:
        plan = getattr(self._demand(result, what), "plan", None)
        if plan is None:
            raise _PhaseFailed(what, ["Terraform made no plan."])
        assert isinstance(plan, Plan)
        return plan

    def _made(self) -> tuple[Made, ...]:
        root = self._stack.state().get("values", {}).get("root_module", {})
        return tuple(
            Made(resource["address"], resource["type"], str((resource.get("values") or {}).get("id") or ""))
            for module in _modules(root)
            for resource in module.get("resources", [])
            if resource["mode"] == "managed"
        )


def _modules(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield module
    for child in module.get("child_modules", []):
        yield from _modules(child)


def _described(plan: Plan) -> str:
    words = {
        "create": "to create",
        "update": "to change",
        "replace": "to replace",
        "delete": "to destroy",
        "import": "to import",
    }
    counts = plan.summary()
    parts = [f"{counts[name]} {text}" for name, text in words.items() if counts[name]]
    return ", ".join(parts) or "no changes"


def _notable(plan: Plan) -> Iterator[str]:
    signs: dict[str, str] = {"create": "+", "update": "~", "delete": "-"}
    for change in plan.changes:
        if change.mode != "managed" or change.action is Action.NO_OP:
            continue
        sign = "-/+" if change.action.is_replace else signs.get(change.action.value, "?")
        paths = ", ".join(".".join(map(str, path)) for path in change.replace_paths)
        names = ", ".join(change.changed()) if change.action is Action.UPDATE else ""
        why = f" (forced by {paths})" if paths else f" ({names})" if names else ""
        yield f"{sign} {change.address}{why}"
    for name, output in plan.outputs.items():
        if output.action is not Action.NO_OP:
            yield f"~ output {name}"


def _refuse_provisioners(plan: Plan, allowed: bool) -> None:
    """Refuse a plan in which a resource with provisioners has instances; one with `count = 0` runs nothing."""
    present = {change.configuration_address for change in plan.changes}
    configuration = plan.document.get("configuration", {}).get("root_module", {})
    found = sorted(f"{address}: {kind}" for address, kind in _provisioners(configuration, "") if address in present)
    if found and not allowed:
        raise _PhaseFailed(
            "the configuration has provisioners, which would really run at apply",
            [*found, "Read them, then give --run-provisioners if they may run on this machine."],
        )


def _provisioners(module: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """The addresses of the blocks with provisioners, and their types."""
    for resource in module.get("resources", []):
        for provisioner in resource.get("provisioners", []):
            yield f"{prefix}{resource['address']}", provisioner["type"]
    for name, call in module.get("module_calls", {}).items():
        yield from _provisioners(call.get("module", {}), f"{prefix}module.{name}.")
