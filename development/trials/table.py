"""The outcomes as a page: docs/reference/trials.md."""

from __future__ import annotations

from collections.abc import Sequence

from model import Outcome

_HEAD = """# Others' modules, tried here

<!-- Written by development/trials/run.py; not by hand. -->

Public Terraform modules and stacks that others wrote, unchanged, at the commits named below. Each one lives a whole life on the
offline AWS: validate, plan, apply, plan again (nothing to do), a tag changed by hand (seen and mended), destroy. Then inputs that
are known to be wrong are given to it: the module's own validation, the provider or AWS must refuse them, in the words named.
Nothing of their code is in this repository; `development/trials/trials.json` says what is tried, and
`python development/trials/run.py FOLDER` tries it on checkouts or bare repositories in FOLDER.
"""
_STEPS = ("validate", "plan", "apply", "replan", "destroy")


def page(outcomes: Sequence[Outcome], provider: str, terraform: str) -> str:
    """The whole page in Markdown."""
    tried = [outcome for outcome in outcomes if not outcome.missing]
    passed = sum(outcome.passed for outcome in tried)
    refused = [row for outcome in tried for row in outcome.refused]
    lines = [
        _HEAD,
        (
            f"Last run: Terraform {terraform}, schemas of provider {provider}: {passed} of {len(tried)} as expected, "
            f"{sum(outcome.resources for outcome in tried)} resources made, {sum(bool(phase) for _, phase, _ in refused)} of "
            f"{len(refused)} wrong inputs refused. Seconds are wall time on a machine with two busy cores."
        ),
        "",
        "## Lives",
        "",
        "| trial | repository | commit | directory | resources | " + " | ".join(_STEPS) + " | seconds | result |",
        "|---|---|---|---|--:|" + "--:|" * len(_STEPS) + "--:|---|",
    ]
    lines += [_life(outcome) for outcome in outcomes]
    lines += ["", "## Wrong inputs", "", "| trial | inputs | refused at | what it says |", "|---|---|---|---|"]
    for outcome in tried:
        for bad, phase, said in outcome.refused:
            given = _cell(", ".join(f"{name} = {_short(value)}" for name, value in bad.variables.items()))
            lines.append(f"| {outcome.trial.name} | `{given}` | {phase or '**accepted**'} | {_cell(said)} |")
    notes = [f"- {outcome.trial.name}: {outcome.trial.note}" for outcome in outcomes if outcome.trial.note]
    if notes:
        lines += ["", "## Notes", "", *notes]
    return "\n".join(lines) + "\n"


def _life(outcome: Outcome) -> str:
    trial = outcome.trial
    if outcome.missing:
        result = f"not tried: {outcome.missing}"
    elif outcome.failure:
        result = f"**failed**: {_cell(outcome.failure)}"
    elif trial.refused:
        result = f"refused at {trial.refused_at}, as it must be: {_cell(trial.refused)}"
    else:
        result = "passed"
    steps = " | ".join(f"{outcome.phases[step]:.1f}" if step in outcome.phases else "" for step in _STEPS)
    return (
        f"| {trial.name} | {trial.source.repository} | `{trial.source.commit[:10]}` | {trial.directory} | "
        f"{outcome.resources} | {steps} | {outcome.seconds:.1f} | {result} |"
    )


def _short(value: object, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _cell(text: str, most: int = 220) -> str:
    flat = " ".join(text.split()).replace("|", "\\|")
    return flat if len(flat) <= most else flat[: most - 1] + "…"
