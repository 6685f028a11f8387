"""Try modules and stacks of others: each lives a whole life on the offline AWS, and its known-bad inputs must be refused.

    python development/trials/run.py FOLDER [--only NAME…] [--output docs/reference/trials.md]

FOLDER holds checkouts or bare repositories (OWNER/NAME, OWNER+NAME, OWNER+NAME/repo, NAME); what is not there is not tried, and
nothing is fetched. Exit code 0: all that was tried went as expected; 1: something did not; 2: nothing was tried.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checkout import Checkouts
from model import Bad, Outcome, Trial, read_trials
from table import page

from mautic_fargate.engine import Engine, Options
from mautic_fargate.offline_aws.schema.store import load
from mautic_fargate.rehearsal.life import Life
from mautic_fargate.rehearsal.record import Phase, Record, Status
from mautic_fargate.terraform.errors import RemoteModules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mautic_fargate.terraform.events import Event
    from mautic_fargate.terraform.results import Result

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/reference/trials.md"
NOTHING = (
    "Nothing was tried: no repository of development/trials/trials.json is in the folder given, and nothing is fetched."
)
REGION = "eu-west-1"
"""For modules by themselves, which say no region."""


class _Quiet:
    def begin(self, title: str) -> None: ...

    def progress(self, event: Event) -> None: ...

    def end(self, phase: Phase) -> None: ...


class Runner:
    """Runs trials on one engine."""

    def __init__(self, engine: Engine, checkouts: Checkouts) -> None:
        self._engine = engine
        self._checkouts = checkouts
        self.terraform = ""

    def run(self, trial: Trial) -> Outcome:
        """The life of one trial, and its bad inputs."""
        outcome = Outcome(trial)
        root = self._checkouts.get(trial.source.repository, trial.source.commit)
        if root is None:
            outcome.missing = "not fetched"
            return outcome
        modules = self._modules(trial)
        options = Options(
            var_files=tuple(root / trial.directory / name for name in trial.var_files), vars=trial.variables
        )
        try:
            with self._engine.open(root / trial.directory, module_sources=modules) as stack:
                record = Life(stack, options, _Quiet()).live()
        except RemoteModules as error:
            outcome.missing = f"not fetched: {', '.join(sorted({module.source for module in error.modules}))}"
            return outcome
        self.terraform = record.terraform_version or self.terraform
        outcome.resources = len(record.resources)
        outcome.phases = {phase.id: phase.seconds for phase in record.phases}
        outcome.failure = _judge(trial, record)
        outcome.refused = [self._refusal(bad, root, modules) for bad in trial.bad]
        return outcome

    def _modules(self, trial: Trial) -> Mapping[str, Path]:
        found = {}
        for address, source in trial.modules.items():
            directory = self._checkouts.get(source.repository, source.commit)
            if directory is not None:
                found[address] = directory
        return found

    def _refusal(self, bad: Bad, root: Path, modules: Mapping[str, Path]) -> tuple[Bad, str, str]:
        options = Options(vars=bad.variables)
        with self._engine.open(root / bad.directory, module_sources=modules) as stack:
            said: list[str] = []
            for phase in ("validate", "plan", "apply"):
                result: Result
                if phase == "validate":
                    result = stack.validate()
                elif phase == "plan":
                    result = planned = stack.plan(options, keep_file=True)
                else:
                    result = stack.apply(plan_file=planned.file)
                said = [f"{item.summary} {item.detail}".strip() for item in result.errors]
                match = next((text for text in said if bad.says in text), None)
                if match is not None:
                    return bad, phase, match
                if not result.ok:
                    return bad, "", f"refused with other words: {said[0] if said else '(none)'}"
        return bad, "", "accepted"


def _judge(trial: Trial, record: Record) -> str:
    """What was not as expected; "" when all was."""
    failed = [phase for phase in record.phases if phase.status is Status.FAILED]
    if trial.refused:
        for phase in failed:
            if phase.id == trial.refused_at and any(trial.refused in line for line in phase.details):
                return ""
        return f"expected to be refused at {trial.refused_at}: {trial.refused}"
    for phase in failed:
        if phase.id == "replan" and set(phase.details) == {f"~ output {name}" for name in trial.outputs}:
            continue
        return f"{phase.id}: {phase.summary}: {'; '.join(phase.details)}"
    return ""


def _chosen(trials: Iterable[Trial], names: list[str]) -> list[Trial]:
    return [trial for trial in trials if not names or any(name in trial.name for name in names)]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="folder with checkouts or bare repositories")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="trials whose name contains one of these")
    parser.add_argument("--output", type=Path, default=PAGE, help="page to write (not with --only, unless given)")
    arguments = parser.parse_args()
    os.environ.setdefault("AWS_REGION", REGION)
    page_wanted = not arguments.only or arguments.output != PAGE
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="trials-") as scratch, Engine() as engine:
        runner = Runner(engine, Checkouts(arguments.folder, Path(scratch)))
        for trial in _chosen(read_trials(HERE / "trials.json"), arguments.only):
            outcome = runner.run(trial)
            outcome.failure = outcome.failure.replace(f"{scratch}/", "")
            outcomes.append(outcome)
            print(_line(outcome), flush=True)
            if page_wanted and not all(item.missing for item in outcomes):  # each time: a run may be ended early
                arguments.output.parent.mkdir(parents=True, exist_ok=True)
                arguments.output.write_text(page(outcomes, load("aws").version, runner.terraform), encoding="utf-8")
    tried = [outcome for outcome in outcomes if not outcome.missing]
    if not tried:
        print(NOTHING)
        return 2
    return 0 if all(outcome.passed for outcome in tried) else 1


def _line(outcome: Outcome) -> str:
    state = "not tried" if outcome.missing else "ok" if outcome.passed else "FAILED"
    parts = [f"{state:9} {outcome.trial.name:40} {outcome.resources:4} resources {outcome.seconds:6.1f} s"]
    parts += [f"    {text}" for text in (outcome.missing, outcome.failure) if text]
    parts += [f"    {dict(bad.variables)}: {said}" for bad, phase, said in outcome.refused if not phase]
    return "\n".join(parts)


if __name__ == "__main__":
    raise SystemExit(main())
