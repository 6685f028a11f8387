"""Terraform's commands as functions of a `Core` and a `Workspace`."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic, from_text
from .events import Event, diagnostics_of, parse_event, parse_events
from .plan import Plan
from .results import ApplyResult, PlanResult, Result, TestResult, TestRun, common_fields

if TYPE_CHECKING:
    from .core import Core
    from .workspace import Workspace

OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What plan, apply, destroy and test take.

    ``vars`` are Python values of any type, by variable; ``var_arguments`` are texts as after ``-var`` on the command
    line (``name=text``); ``var_files`` are files. Later ones win: files, ``vars``, ``var_arguments``. ``timeout`` is in
    seconds.
    """

    vars: Mapping[str, Any] = field(default_factory=dict)
    var_arguments: Sequence[str] = ()
    var_files: Sequence[Path] = ()
    targets: Sequence[str] = ()
    replace: Sequence[str] = ()
    refresh: bool = True
    refresh_only: bool = False
    parallelism: int | None = None
    timeout: float | None = None


_DEFAULTS = Options()
_numbers = itertools.count(1)


def validate(core: Core, workspace: Workspace, *, session: bytes | None = None, timeout: float | None = None) -> Result:
    """``terraform validate``, test files included."""
    argv = ["validate", "-json", f"-test-directory={workspace.test_folder}"]
    done = core.run(argv, workspace.directory, session=session, timeout=timeout, cwd=workspace.source)
    try:
        found = [Diagnostic.from_json(item, workspace.original) for item in json.loads(done.stdout)["diagnostics"]]
    except (ValueError, KeyError):
        found = []
    return Result(**common_fields(done, found))


def init(core: Core, workspace: Workspace, *, session: bytes | None = None) -> Result:
    """``terraform init`` without any download. Not needed before other commands: the workspace has what they need."""
    empty = workspace.scratch / "no-plugins"
    empty.mkdir(exist_ok=True)
    argv = ["init", "-input=false", "-json", "-get=false", f"-plugin-dir={empty}"]
    return Result(**_run_json(core, workspace, argv, session, None, None))


def plan(
    core: Core,
    workspace: Workspace,
    options: Options = _DEFAULTS,
    *,
    destroy: bool = False,
    keep_file: bool = False,
    session: bytes | None = None,
    on_event: OnEvent | None = None,
) -> PlanResult:
    """``terraform plan``, and the plan it made; with ``keep_file`` it can be applied. Plans may run at once in one
    workspace.
    """
    file = _scratch_file(workspace, "plan")
    argv = ["plan", "-json", "-input=false", "-lock=false", f"-out={file}"]
    if destroy:
        argv.append("-destroy")
    try:
        with _planning(workspace, options) as arguments:
            common = _run_json(core, workspace, [*argv, *arguments], session, on_event, options.timeout)
        if not file.exists():
            return PlanResult(**common, plan=None)
        shown = core.run(
            ["show", "-json", str(file)], workspace.directory, session=common["session"], cwd=workspace.source
        )
        if shown.exit_code != 0:
            common["diagnostics"] = (*common["diagnostics"], *from_text(shown.stderr))
            return PlanResult(**common, plan=None)
        common["seconds"] += shown.seconds
        document = Plan.from_json(json.loads(shown.stdout))
        return PlanResult(**common, plan=document, raw=shown.stdout, file=file if keep_file else None)
    finally:
        if not keep_file:
            file.unlink(missing_ok=True)


def apply(
    core: Core,
    workspace: Workspace,
    options: Options = _DEFAULTS,
    *,
    plan_file: Path | None = None,
    session: bytes | None = None,
    on_event: OnEvent | None = None,
) -> ApplyResult:
    """``terraform apply -auto-approve``, of a plan file (then the options are those of the plan) or of a new plan."""
    argv = ["apply", "-json", "-input=false", "-auto-approve"]
    if plan_file is not None:
        if options.parallelism is not None:
            argv.append(f"-parallelism={options.parallelism}")
        return _applied(_run_json(core, workspace, [*argv, str(plan_file)], session, on_event, options.timeout))
    with _planning(workspace, options) as arguments:
        return _applied(_run_json(core, workspace, [*argv, *arguments], session, on_event, options.timeout))


def destroy(
    core: Core,
    workspace: Workspace,
    options: Options = _DEFAULTS,
    *,
    session: bytes | None = None,
    on_event: OnEvent | None = None,
) -> ApplyResult:
    """``terraform destroy -auto-approve``."""
    argv = ["apply", "-destroy", "-json", "-input=false", "-auto-approve"]
    with _planning(workspace, options) as arguments:
        return _applied(_run_json(core, workspace, [*argv, *arguments], session, on_event, options.timeout))


def run_tests(
    core: Core,
    workspace: Workspace,
    options: Options = _DEFAULTS,
    *,
    filters: Sequence[str] = (),
    verbose: bool = False,
    session: bytes | None = None,
    on_event: OnEvent | None = None,
) -> TestResult:
    """``terraform test``: all test files, or those named by ``filters`` (paths relative to the root module)."""
    argv = ["test", "-json", f"-test-directory={workspace.test_folder}"]
    argv += [f"-filter={name}" for name in filters]
    if verbose:
        argv.append("-verbose")
    if options.parallelism is not None:
        argv.append(f"-parallelism={options.parallelism}")
    with _variables(workspace, options) as arguments:
        common = _run_json(core, workspace, [*argv, *arguments], session, on_event, options.timeout)
    summary: Mapping[str, Any] = {}
    for event in common["events"]:
        if event.type == "test_summary":
            summary = event.body.get("test_summary", {})
    totals = {name: int(summary.get(name, 0)) for name in ("passed", "failed", "errored", "skipped")}
    return TestResult(**common, runs=_test_runs(common["events"], common["diagnostics"]), totals=totals)


def import_(
    core: Core,
    workspace: Workspace,
    address: str,
    identifier: str,
    options: Options = _DEFAULTS,
    *,
    session: bytes | None = None,
) -> Result:
    """``terraform import``: take an existing object into the state."""
    argv = ["import", "-input=false", "-no-color"]
    with _variables(workspace, options) as arguments:
        argv += [*arguments, address, identifier]
        done = core.run(argv, workspace.directory, session=session, timeout=options.timeout, cwd=workspace.source)
    return Result(**common_fields(done, from_text(done.stderr) if done.exit_code else []))


def _run_json(
    core: Core,
    workspace: Workspace,
    argv: list[str],
    session: bytes | None,
    on_event: OnEvent | None,
    timeout: float | None,
) -> dict[str, Any]:
    """Run a command with ``-json`` and return the fields of its `Result`."""

    def on_line(line: str) -> None:
        event = parse_event(line)
        if event is not None and on_event is not None:
            on_event(event)

    done = core.run(
        argv,
        workspace.directory,
        session=session,
        on_line=on_line if on_event is not None else None,
        timeout=timeout,
        cwd=workspace.source,
    )
    events = parse_events(done.stdout)
    return common_fields(done, diagnostics_of(events, workspace.original), events)


def _applied(common: dict[str, Any]) -> ApplyResult:
    counts = {"add": 0, "change": 0, "remove": 0, "import": 0}
    outputs: dict[str, Any] = {}
    for event in common["events"]:
        if event.type == "change_summary" and event.body["changes"].get("operation") in {"apply", "destroy"}:
            counts = {name: int(event.body["changes"].get(name, 0)) for name in counts}
        elif event.type == "outputs":
            outputs = {name: item.get("value") for name, item in event.body["outputs"].items()}
    return ApplyResult(**common, counts=counts, outputs=outputs)


def _test_runs(events: Sequence[Event], diagnostics: Sequence[Diagnostic]) -> tuple[TestRun, ...]:
    runs: dict[tuple[str, str], TestRun] = {}
    started: dict[tuple[str, str], float] = {}
    for event in events:
        if event.type == "test_abstract":
            for file, names in event.body["test_abstract"].items():
                runs.update({(file, name): TestRun(file, name, "pending", 0.0, ()) for name in names})
        elif event.type == "test_run":
            run = event.body["test_run"]
            key = (run["path"], run["run"])
            if run.get("progress") == "starting":
                started[key] = event.time
            elif run.get("progress") == "complete":
                found = tuple(item for item in diagnostics if (item.test_file, item.test_run) == key)
                seconds = event.time - started.get(key, event.time)
                runs[key] = TestRun(*key, run.get("status", "error"), seconds, found)
    return tuple(runs.values())


@contextlib.contextmanager
def _planning(workspace: Workspace, options: Options) -> Iterator[list[str]]:
    """The command line for all options, while the files it names exist."""
    with _variables(workspace, options) as argv:
        argv += [f"-target={address}" for address in options.targets]
        argv += [f"-replace={address}" for address in options.replace]
        if not options.refresh:
            argv.append("-refresh=false")
        if options.refresh_only:
            argv.append("-refresh-only")
        if options.parallelism is not None:
            argv.append(f"-parallelism={options.parallelism}")
        yield argv


@contextlib.contextmanager
def _variables(workspace: Workspace, options: Options) -> Iterator[list[str]]:
    argv = [f"-var-file={Path(file).absolute()}" for file in options.var_files]
    file = _scratch_file(workspace, "variables", ".tfvars.json")
    if options.vars:
        # A JSON file carries every type exactly; -var would read texts of untyped variables differently.
        file.write_text(json.dumps(dict(options.vars)))
        argv.append(f"-var-file={file}")
    for argument in options.var_arguments:
        argv += ["-var", argument]
    try:
        yield argv
    finally:
        file.unlink(missing_ok=True)


def _scratch_file(workspace: Workspace, name: str, suffix: str = "") -> Path:
    return workspace.scratch / f"{name}-{next(_numbers)}{suffix}"


def with_vars(options: Options, vars: Mapping[str, Any]) -> Options:  # noqa: A002
    """The same options with more variables."""
    return replace(options, vars={**options.vars, **vars})
