"""Plans and the commands around them, from the real core."""

from __future__ import annotations

import json

import pytest

from mautic_fargate.terraform import commands, inspection
from mautic_fargate.terraform.commands import Options
from mautic_fargate.terraform.diagnostics import Diagnostic, from_text, render
from mautic_fargate.terraform.plan import UNKNOWN, Action, Plan, module_path
from mautic_fargate.terraform.plan_values import has_mark, is_marked, lookup, marked_paths, merged

MAIN = """variable "v" {
  default = "x"
}
variable "s" {
  type      = string
  sensitive = true
  default   = "q"
}
resource "terraform_data" "a" {
  for_each         = { k = var.v }
  input            = each.value
  triggers_replace = [var.v]
}
resource "terraform_data" "b" {
  input = { a = terraform_data.a["k"].output, s = var.s, l = [1, { k = 2 }] }
}
module "m" {
  source = "./m"
  i      = terraform_data.b.id
}
output "o" {
  value = terraform_data.a["k"].id
}
check "c" {
  assert {
    condition     = var.v == "x"
    error_message = "v is ${var.v}"
  }
}
"""
FILES = {
    "main.tf": MAIN,
    "m/main.tf": 'variable "i" {}\nresource "terraform_data" "d" {\n  count = 2\n  input = var.i\n}\n',
}


def test_a_new_plan(core, write, open_workspace):
    plan = commands.plan(core, open_workspace(write(FILES))).plan
    assert plan.summary()["create"] == 4
    assert not plan.is_empty
    assert (plan.errored, plan.complete, plan.applyable) == (False, True, True)
    assert plan.value('terraform_data.a["k"]', "triggers_replace", 0) == "x"
    b = plan.by_address["terraform_data.b"]
    assert b.value("input") == {"a": UNKNOWN, "s": "q", "l": [1, {"k": 2}]}
    assert b.value("input", "l", 1, "k") == 2
    assert b.value("input", "nothing", "there") is None
    assert b.is_unknown("input", "a")
    assert b.is_unknown("id", "deeper")
    assert not b.known("input")
    assert b.known("input", "l")
    assert b.is_sensitive("input", "s")
    assert not b.is_sensitive("input", "l")
    assert set(b.unknown_paths()) == {("id",), ("output",), ("input", "a")}
    d = plan.by_address["module.m.terraform_data.d[1]"]
    assert (d.module, d.index, d.action, d.mode) == ("module.m", 1, Action.CREATE, "managed")
    assert d.configuration_address == "module.m.terraform_data.d"
    assert plan.configured(d).references("input") == ("var.i",)
    assert plan.configured(plan.by_address['terraform_data.a["k"]']).references() == ("each.value", "var.v")
    assert plan.configuration.calls["m"].source == "./m"
    assert [path for path, _ in plan.configuration.walk()] == [(), ("m",)]
    assert {item.address for item in plan.resources} == {change.address for change in plan.changes}
    assert plan.outputs["o"].after is UNKNOWN
    assert plan.variables == {"v": "x", "s": "q"}
    assert [(check.address, check.status) for check in plan.checks if check.kind == "check"] == [("check.c", "pass")]
    assert len(list(plan.of_type("terraform_data"))) == 4
    with pytest.raises(TypeError):
        bool(b.value("id"))


def test_changes_of_a_state(core, write, open_workspace):
    root = write(FILES)
    workspace = open_workspace(root)
    made = commands.plan(core, workspace, keep_file=True)
    events = []
    applied = commands.apply(core, workspace, plan_file=made.file, on_event=events.append)
    assert applied.ok
    assert applied.counts == {"add": 4, "change": 0, "remove": 0, "import": 0}
    assert [event.type for event in events].count("apply_complete") == 4
    assert {event.address for event in events if event.type == "apply_start"} == {
        item.address for item in made.plan.changes
    }
    assert inspection.output(core, workspace) == applied.outputs
    assert commands.plan(core, workspace).plan.is_empty

    changed = commands.plan(core, workspace, Options(vars={"v": "y${1}"})).plan
    a = changed.by_address['terraform_data.a["k"]']
    assert (a.action, a.replace_paths) == (Action.DELETE_THEN_CREATE, (("triggers_replace",),))
    assert (a.action.is_replace, a.action.creates, a.action.destroys) == (True, True, True)
    assert a.action_reason == "replace_because_cannot_update"
    assert a.value("input") == "y${1}"
    assert changed.by_address["terraform_data.b"].action is Action.UPDATE
    assert changed.by_address["terraform_data.b"].changed() == ["input", "output"]
    assert changed.summary() | {"replace": 1, "update": 1, "no-op": 2} == changed.summary()
    assert [check.problems for check in changed.checks if check.address == "check.c"] == [("v is y${1}",)]
    assert {item.address for item in changed.prior_resources} == {item.address for item in changed.changes}

    replaced = commands.plan(core, workspace, Options(replace=["terraform_data.b"], targets=["terraform_data.b"])).plan
    assert replaced.by_address["terraform_data.b"].action_reason == "replace_by_request"
    assert not replaced.complete

    renamed = MAIN.replace('"terraform_data" "b"', '"terraform_data" "c"').replace(
        "terraform_data.b", "terraform_data.c"
    )
    (root / "main.tf").write_text(renamed + "moved {\n  from = terraform_data.b\n  to   = terraform_data.c\n}\n")
    moved = commands.plan(core, workspace).plan
    assert moved.by_address["terraform_data.c"].previous_address == "terraform_data.b"
    assert (moved.summary()["move"], moved.is_empty) == (1, False)
    (root / "main.tf").write_text("removed {\n  from = terraform_data.b\n  lifecycle {\n    destroy = false\n  }\n}\n")
    forgotten = commands.plan(core, workspace).plan
    assert forgotten.by_address["terraform_data.b"].action is Action.FORGET
    assert forgotten.by_address["module.m.terraform_data.d[0]"].action is Action.DELETE

    (root / "main.tf").write_text(MAIN)
    assert commands.plan(core, workspace, destroy=True).plan.summary()["delete"] == 4
    assert commands.destroy(core, workspace).counts["remove"] == 4
    assert inspection.state_list(core, workspace) == []
    assert list(workspace.scratch.iterdir()) == [made.file]


DUMMY = 'terraform {\n  required_providers {\n    dummy = { source = "test/dummy" }\n  }\n}\n'


def test_create_before_destroy_and_sensitive_values(dummy_core, write, open_workspace):
    text = DUMMY + (
        'variable "n" {\n  default = "one"\n}\n'
        'resource "dummy_thing" "t" {\n  name   = var.n\n  secret = "s"\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n'
    )
    workspace = open_workspace(write({"main.tf": text}))
    applied = commands.apply(dummy_core, workspace)
    assert applied.ok, applied.stdout
    assert (
        inspection.show(dummy_core, workspace)["values"]["root_module"]["resources"][0]["values"]["id"] == "thing-one"
    )
    change = commands.plan(dummy_core, workspace, Options(vars={"n": "two"}), session=applied.session).plan.changes[0]
    assert change.action is Action.CREATE_THEN_DELETE
    assert change.is_sensitive("secret")
    assert change.provider == "registry.terraform.io/test/dummy"
    assert change.replace_paths == (("name",),)
    assert "dummy_thing" in json.dumps(inspection.provider_schemas(dummy_core, workspace))
    assert "test/dummy" in inspection.providers(dummy_core, workspace)


def test_imports(dummy_core, write, open_workspace):
    resource = 'resource "dummy_thing" "t" {\n  name = "imported"\n}\n'
    block = 'import {\n  to = dummy_thing.t\n  id = "thing-7"\n}\n'
    root = write({"main.tf": DUMMY + resource + block})
    plan = commands.plan(dummy_core, open_workspace(root)).plan
    change = plan.by_address["dummy_thing.t"]
    assert (change.action, change.importing.id) == (Action.NO_OP, "thing-7")
    assert (plan.summary()["import"], plan.is_empty) == (1, False)
    (root / "main.tf").write_text(DUMMY + resource)
    workspace = open_workspace(root)
    assert commands.import_(dummy_core, workspace, "dummy_thing.t", "thing-8").ok
    assert inspection.state_list(dummy_core, workspace) == ["dummy_thing.t"]
    failed = commands.import_(dummy_core, workspace, "dummy_thing.t", "thing-9")
    assert [error.summary for error in failed.errors] == ["Resource already managed by Terraform"]


def test_drift(dummy_core, write, open_workspace):
    text = DUMMY + 'resource "dummy_thing" "t" {\n  name = "a"\n  fate = "drift"\n  secret = "s"\n}\n'
    workspace = open_workspace(write({"main.tf": text}))
    assert commands.apply(dummy_core, workspace).ok
    plan = commands.plan(dummy_core, workspace).plan
    (drift,) = plan.drift
    assert (drift.address, drift.action, drift.changed()) == ("dummy_thing.t", Action.UPDATE, ["secret"])
    assert plan.changes[0].action is Action.UPDATE
    assert commands.plan(dummy_core, workspace, Options(refresh=False)).plan.is_empty


def test_diagnostics_point_into_the_users_tree(core, write, open_workspace):
    root = write(
        {"main.tf": 'module "m" {\n  source = "../other"\n}\n', "../other/x.tf": 'output "o" {\n\tvalue = var.no\n}\n'}
    )
    for result in (commands.validate(core, open_workspace(root)), commands.plan(core, open_workspace(root))):
        assert not result.ok
        (error,) = result.errors
        assert error.file == root.parent / "other" / "x.tf"
        assert (error.start.line, error.start.column) == (2, 10)
        lines = error.render(root.parent).splitlines()
        assert lines[0] == "Error: Reference to undeclared input variable"
        assert lines[1] == '  on other/x.tf:2 (in output "o")'
        assert lines[2:4] == ["     2: \tvalue = var.no", "        \t        ^^^^^^"]
    assert render(result.errors * 2, root).count("Error:") == 2


def test_errors_that_come_as_text(core, write, open_workspace):
    workspace = open_workspace(write({"main.tf": 'output "x" {\n  value = \n}\n'}))
    with pytest.raises(inspection.CommandError, match="terraform graph failed:\nError: Invalid expression"):
        inspection.graph(core, workspace)
    result = commands.plan(core, workspace, Options(var_arguments=["no-equals-sign"]))
    assert not result.ok
    assert result.plan is None
    assert from_text("odd") == [Diagnostic("error", "Terraform failed", "odd")]


def test_variables_of_every_kind(core, write, open_workspace, tmp_path):
    text = 'variable "a" {}\nvariable "b" {\n  type = list(number)\n}\nvariable "c" {}\noutput "o" {\n  value = [var.a, var.b, var.c]\n}\n'
    (tmp_path / "f.tfvars").write_text('a = "file"\nb = [0]\nc = "file"\n')
    options = Options(var_files=[tmp_path / "f.tfvars"], vars={"a": "${x} %{y}", "b": [1, 2]}, var_arguments=["c=text"])
    workspace = open_workspace(write({"main.tf": text}))
    assert commands.plan(core, workspace, options).plan.outputs["o"].after == ["${x} %{y}", [1, 2], "text"]
    assert list(workspace.scratch.iterdir()) == []
    missing = commands.plan(core, workspace)
    assert [error.summary for error in missing.errors] == ["No value for required variable"] * 3


def test_tests_are_reported_run_by_run(core, write, open_workspace):
    test = (
        'run "good" {\n  command = plan\n}\n'
        'run "bad" {\n  command = plan\n  assert {\n    condition     = var.v == "b"\n    error_message = "v is ${var.v}"\n  }\n}\n'
    )
    main = MAIN[: MAIN.index("check")]  # which would fail a test as well
    root = write({**FILES, "main.tf": main, "tests/one.tftest.hcl": test, "tests/two.tftest.hcl": 'run "good" {\n}\n'})
    events = []
    result = commands.run_tests(core, open_workspace(root), on_event=events.append)
    assert not result.ok
    assert result.totals == {"passed": 2, "failed": 1, "errored": 0, "skipped": 0}
    assert {(run.file, run.name): run.status for run in result.runs} == {
        ("tests/one.tftest.hcl", "good"): "pass",
        ("tests/one.tftest.hcl", "bad"): "fail",
        ("tests/two.tftest.hcl", "good"): "pass",
    }
    (failed,) = [run for run in result.runs if run.status == "fail"]
    assert failed.diagnostics[0].detail == "v is x"
    assert (failed.diagnostics[0].file, failed.diagnostics[0].start.line) == (root / "tests/one.tftest.hcl", 7)
    assert any(event.type == "test_run" for event in events)
    filtered = commands.run_tests(
        core, open_workspace(root), Options(vars={"v": "b"}), filters=["tests/one.tftest.hcl"]
    )
    assert filtered.ok
    assert filtered.totals["passed"] == 2


def test_formatting_tells_and_writes_only_when_asked(core, write):
    root = write({"main.tf": "locals {\n a=1\n}\n", "m/x.tf": "locals {\n  a = 1\n}\n"})
    checked = inspection.fmt(core, root)
    assert (checked.files, checked.ok) == (("main.tf",), False)
    assert "+  a = 1" in checked.difference
    assert (root / "main.tf").read_text() == "locals {\n a=1\n}\n"
    assert inspection.fmt(core, root, write=True).files == ("main.tf",)
    assert (root / "main.tf").read_text() == "locals {\n  a = 1\n}\n"
    assert inspection.fmt(core, root).ok
    (root / "main.tf").write_text("locals {\n")
    assert inspection.fmt(core, root).errors


def test_marks():
    marks = {"a": True, "b": [False, {"c": True}]}
    assert is_marked(marks, ("a", "deeper"))
    assert is_marked(marks, ("b", 1, "c"))
    assert not is_marked(marks, ("b", 1))
    assert has_mark(marks, ("b",))
    assert not has_mark(marks, ("b", 0))
    assert sorted(marked_paths(marks)) == [("a",), ("b", 1, "c")]
    assert merged({"b": [1, {}]}, marks) == {"a": UNKNOWN, "b": [1, {"c": UNKNOWN}]}
    assert lookup({"b": [1]}, marks, ("b", 7)) is None


def test_what_is_no_plan():
    with pytest.raises(ValueError, match="format_version missing"):
        Plan.from_json({})
    assert module_path('module.a["x.y"].module.b[0]') == ("a", "b")
    assert module_path("") == ()
