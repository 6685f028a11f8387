"""Speed and memory of the engine, beside the core's own floor, in one run.

    python benchmarks/run.py [--output build/bench.json] [--rounds 5]

Prints `{"results": [{"name", "value", "unit", "floor", "ratio"}]}`. A floor is the core's own time for as many `terraform_data`
resources, measured in the same run on the same worker; a ratio is value to floor. Machines are shared: compare ratios, not seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mautic_fargate.engine import Engine, Options, Stack

ROOT = Path(__file__).parents[1]
NETWORKING = ROOT / "terraform" / "modules" / "networking"
_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
EXAMPLE = ROOT / "terraform" / "examples" / "modules-alone" / "networking"


@dataclass(frozen=True)
class Result:
    """One figure."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None


def best(rounds: int, call: Callable[[], Any]) -> float:
    """The shortest of `rounds` calls, in seconds: the one that the machine's other work disturbed least."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return min(times)


def _floor_configuration(count: int) -> dict[str, Any]:
    return {"resource": {"terraform_data": {f"r{index}": {"input": {"name": f"n{index}"}} for index in range(count)}}}


def _mixed_configuration(count: int) -> dict[str, Any]:
    """As many AWS resources as a stack has them: a few large ones, many small ones."""
    kinds: list[tuple[str, Callable[[int], dict[str, Any]]]] = [
        ("aws_cloudwatch_log_group", lambda index: {"name": f"/app/{index}", "retention_in_days": 30}),
        ("aws_vpc_security_group_ingress_rule", lambda index: {
            "security_group_id": f"sg-{index:017x}", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "10.0.0.0/8",
        }),
        ("aws_subnet", lambda index: {"vpc_id": "vpc-0123456789abcdef0", "cidr_block": f"10.{index // 250}.{index % 250}.0/24", "availability_zone": "us-east-1a"}),
        ("aws_iam_role", lambda index: {"name": f"role-{index}", "assume_role_policy": _TRUST}),
        ("aws_cloudwatch_metric_alarm", lambda index: {
            "alarm_name": f"alarm-{index}", "comparison_operator": "GreaterThanThreshold", "evaluation_periods": 2,
            "metric_name": "CPUUtilization", "namespace": "AWS/ECS", "period": 60, "statistic": "Average", "threshold": 80,
        }),
        ("aws_secretsmanager_secret", lambda index: {"name": f"secret-{index}"}),
        ("aws_ecs_service", lambda index: {
            "name": f"service-{index}", "cluster": "main", "desired_count": 1, "task_definition": "web:1",
            "network_configuration": {"subnets": ["subnet-0123456789abcdef0"]},
        }),
    ]  # fmt: skip
    resources: dict[str, dict[str, Any]] = {}
    for index in range(count):
        type_, make = kinds[index % len(kinds)]
        resources.setdefault(type_, {})[f"r{index}"] = make(index)
    return {"provider": {"aws": {"region": "us-east-1"}}, "resource": resources}


def _open(engine: Engine, folder: Path, name: str, document: dict[str, Any]) -> Stack:
    directory = folder / name
    directory.mkdir()
    (directory / "main.tf.json").write_text(json.dumps(document, indent=1))
    return engine.open(directory)


def _plan(stack: Stack, options: Options = Options()) -> None:  # noqa: B008 - frozen
    result = stack.plan(options)
    if not result.ok or result.plan is None:
        raise RuntimeError("\n".join(one.render() for one in result.errors))


def measure(rounds: int) -> list[Result]:
    """All figures."""
    results = [_startup(rounds), _help(rounds)]
    with tempfile.TemporaryDirectory() as name, Engine() as engine:
        folder = Path(name)
        results += _stack_plans(engine, folder, rounds)
        results.append(_rehearsal(engine))
        results += _memory(engine)
    return [*results, *_networking(rounds)]


def _stack_plans(engine: Engine, folder: Path, rounds: int) -> list[Result]:
    times: dict[tuple[str, int], float] = {}
    for count in (150, 200, 2000):
        for kind, make in (("floor", _floor_configuration), ("aws", _mixed_configuration)):
            with _open(engine, folder, f"{kind}-{count}", make(count)) as stack:
                _plan(stack)
                times[kind, count] = best(
                    rounds if count < 1000 else max(2, rounds // 2), lambda stack=stack: _plan(stack)
                )
    value, floor = times["aws", 150], times["floor", 150]
    growth = (times["aws", 2000] / 2000) / (times["aws", 200] / 200)
    floor_growth = (times["floor", 2000] / 2000) / (times["floor", 200] / 200)
    return [
        Result("plan.stack.seconds", value, "s", floor, value / floor),
        Result(
            "plan.2000.seconds",
            times["aws", 2000],
            "s",
            times["floor", 2000],
            times["aws", 2000] / times["floor", 2000],
        ),
        Result("plan.growth.ratio", growth, "1", floor_growth, growth),
    ]


def _networking(rounds: int) -> list[Result]:
    """Plans of the networking module on a warm pool of one worker for each core, all busy."""
    options = Options(
        vars={
            "project_name": "mautic",
            "environment": "bench",
            "region": "us-east-1",
            "account_id": "123456789012",
            "availability_zones": ["us-east-1a", "us-east-1b"],
        }
    )
    workers = len(os.sched_getaffinity(0))
    with Engine(workers) as engine, tempfile.TemporaryDirectory() as name:
        with engine.open(NETWORKING) as stack:
            value = _per_second(stack, options, workers, rounds)
            planned = stack.plan(options).plan
        assert planned is not None
        count = sum(1 for change in planned.changes if change.mode == "managed")
        with _open(engine, Path(name), "floor", _floor_configuration(count)) as stack:
            floor = _per_second(stack, Options(), workers, rounds)
    return [Result("plan.networking.per_second", value, "1/s", floor, floor / value)]


def _per_second(stack: Stack, options: Options, workers: int, rounds: int) -> float:
    count = 6 * workers
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(lambda _: _plan(stack, options), range(workers)))
        return count / best(rounds, lambda: list(threads.map(lambda _: _plan(stack, options), range(count))))


def _startup(rounds: int) -> Result:
    def start() -> None:
        with Engine() as engine:
            engine.core.warm()

    return Result("engine.start.seconds", best(max(2, rounds // 2), start), "s")


def _help(rounds: int) -> Result:
    command = [sys.executable, "-m", "mautic_fargate", "--help"]
    floor = best(
        rounds, lambda: subprocess.run([sys.executable, "-c", "import typer"], check=True, capture_output=True)
    )
    value = best(rounds, lambda: subprocess.run(command, check=True, capture_output=True))
    return Result("cli.help.seconds", value, "s", floor, value / floor)


def _rehearsal(engine: Engine) -> Result:
    from mautic_fargate.rehearsal.life import Life  # noqa: PLC0415
    from mautic_fargate.rehearsal.watch import Unwatched  # noqa: PLC0415

    with engine.open(EXAMPLE) as stack:
        started = time.perf_counter()
        record = Life(stack, Options(var_arguments=("create=true",)), Unwatched()).live()
        seconds = time.perf_counter() - started
    if not record.passed:
        raise RuntimeError("the rehearsal failed")
    return Result("rehearsal.stack.seconds", seconds, "s")


def _memory(engine: Engine) -> list[Result]:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peaks = [_peak_of(pid) for pid in engine.core.worker_pids]
    return [Result("peak.memory_mib", own + sum(peaks), "MiB"), Result("peak.worker.memory_mib", max(peaks), "MiB")]


def _peak_of(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    results = measure(arguments.rounds)
    document = {
        "machine": {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version()},
        "results": [
            {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(one).items()}
            for one in results
        ],
    }
    text = json.dumps(document, indent=2)
    print(text)
    if arguments.output:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(text + "\n")


if __name__ == "__main__":
    main()
