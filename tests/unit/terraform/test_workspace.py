"""Workspaces: what the core sees, and that the user's tree stays as it is."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from mautic_fargate.terraform import commands, inspection
from mautic_fargate.terraform.errors import EmptyDirectory, RemoteModules, WorkspaceError
from mautic_fargate.terraform.modules import module_calls
from mautic_fargate.terraform.sources import is_local, is_registry, normalised, some_version, split_subdirectory

if TYPE_CHECKING:
    from pathlib import Path

OUTPUT = 'output "z" {\n  value = 3\n}\n'


def tree(directory: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in directory.rglob("*") if path.is_file()}


def test_modules_and_files_beside_the_root_are_found_and_nothing_is_left(core, write, open_workspace):
    root = write(
        {
            "live/app/main.tf": 'module "a" {\n  source = "../../modules/a"\n}\n'
            'resource "terraform_data" "x" {\n  input = file("${path.module}/../../texts/t.txt")\n}\n'
            'output "o" {\n  value = module.a.deep\n}\n',
            "modules/a/main.tf": 'module "b" {\n  source = "../b"\n}\noutput "deep" {\n  value = module.b.z\n}\n',
            "modules/b/main.tf.json": json.dumps({"module": {"c": {"source": "./c"}}, "output": {"z": {"value": 4}}}),
            "modules/b/c/x.tf": OUTPUT,
            "texts/t.txt": "text",
            "live/app/terraform.tfstate": "{not a state}",
            "live/app/.terraform.lock.hcl": "{not a lock}",
            "live/app/values.auto.tfvars": "",
        }
    )
    before = tree(root)
    workspace = open_workspace(root / "live/app")
    result = commands.plan(core, workspace)
    assert result.ok, result.stdout
    assert result.plan.value("terraform_data.x", "input") == "text"
    assert result.plan.outputs["o"].after == 4
    applied = commands.apply(core, workspace)
    assert applied.ok
    assert applied.counts["add"] == 1
    assert inspection.state_list(core, workspace) == ["terraform_data.x"]
    assert commands.init(core, workspace).ok
    assert tree(root) == before
    base = workspace._base
    workspace.close()
    assert not base.exists()
    assert tree(root) == before


def test_a_state_is_used_only_when_it_is_given(core, write, open_workspace, tmp_path):
    root = write({"main.tf": 'resource "terraform_data" "x" {\n  input = 1\n}\n'})
    first = open_workspace(root)
    commands.apply(core, first)
    state = tmp_path / "kept.tfstate"
    state.write_bytes(first.state_path.read_bytes())
    second = open_workspace(root, state=state)
    assert commands.plan(core, second).plan.is_empty
    assert not commands.plan(core, open_workspace(root)).plan.is_empty


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.tf", 'terraform {\n  backend "s3" {\n    bucket = "x"\n  }\n}\n'),
        ("b.tf", 'terraform { cloud { organization = "x" } }\n'.replace("{ cloud", "{\n cloud").replace("} }", "}\n}")),
        ("b_override.tf", 'terraform {\n  backend "http" {}\n}\n'),
        ("b.tf.json", '{"terraform": {"backend": {"s3": {"bucket": "x"}}, "required_version": ">= 1"}}'),
        ("b.tf.json", '{"terraform": [{"cloud": {"organization": "x"}}]}'),
    ],
)
def test_a_backend_is_ignored_and_lines_stay(core, write, open_workspace, name, text):
    broken = text if name.endswith(".json") else text + 'output "bad" {\n  value = var.nope\n}\n'
    root = write({"main.tf": 'resource "terraform_data" "x" {}\n', name: text})
    assert commands.plan(core, open_workspace(root)).ok
    if not name.endswith((".json", "_override.tf")):
        (root / name).write_text(broken)
        result = commands.plan(core, open_workspace(root))
        assert result.errors[0].file == root / name
        assert result.errors[0].start.line == broken.splitlines().index("  value = var.nope") + 1


def test_modules_in_tests_are_found(core, write, open_workspace):
    test = 'run "make" {\n  module {\n    source = "./tests/setup"\n  }\n}\n'
    root = write({"main.tf": OUTPUT, "tests/setup/main.tf": OUTPUT, "tests/a.tftest.hcl": test, "b.tftest.hcl": test})
    result = commands.run_tests(core, open_workspace(root))
    assert result.ok, result.stdout
    assert [(run.file, run.name, run.status) for run in result.runs] == [
        ("b.tftest.hcl", "make", "pass"),
        ("tests/a.tftest.hcl", "make", "pass"),
    ]


REMOTE = """module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.1, != 5.1.0"
}
module "sub" {
  source  = "terraform-aws-modules/iam/aws//modules/x"
  version = ">= 5, < 6"
}
module "git" {
  source = "git::https://example.com/x.git//modules/x?ref=v1"
}
module "hub" {
  source = "github.com/example/hub"
}
module "hub_ssh" {
  source = "git@github.com:example/hub.git//modules/x"
}
module "hub_sub" {
  source = "github.com/example/hub//modules/x?ref=v1"
}
module "zip" {
  source = "https://example.com/x.zip"
}
module "bucket" {
  source = "s3::https://s3-eu-west-1.amazonaws.com/b/x.zip"
}
"""


def test_remote_modules_are_all_named_with_place_and_remedy(write, open_workspace):
    root = write({"main.tf": REMOTE, "m/x.tf": REMOTE})
    (root / "main.tf").write_text(REMOTE + 'module "m" {\n  source = "./m"\n}\n')
    with pytest.raises(RemoteModules) as caught:
        open_workspace(root)
    assert len(caught.value.modules) == 16
    assert (caught.value.modules[0].file, caught.value.modules[0].line) == (root / "main.tf", 2)
    assert "--module-source 'github.com/example/hub=DIRECTORY'" in str(caught.value)


def test_the_core_accepts_supplied_remote_modules(core, write, open_workspace):
    root = write({"main.tf": REMOTE, "copies/main.tf": OUTPUT, "copies/modules/x/main.tf": OUTPUT})
    copies = root / "copies"
    addresses = [
        "terraform-aws-modules/vpc/aws",
        "terraform-aws-modules/iam/aws",
        "git::https://example.com/x.git",
        "github.com/example/hub",
        "git@github.com:example/hub.git",
        "https://example.com/x.zip",
        "s3::https://s3-eu-west-1.amazonaws.com/b/x.zip",
    ]
    workspace = open_workspace(root, module_sources=dict.fromkeys(addresses, copies))
    result = commands.validate(core, workspace)
    assert result.ok, [item.render() for item in result.diagnostics]
    with pytest.raises(WorkspaceError, match="does not exist"):
        open_workspace(root, module_sources={"x": root / "nowhere"})


def test_modules_the_user_has_installed_are_used(core, write, open_workspace):
    entry = {
        "Key": "vpc",
        "Source": "registry.terraform.io/a/vpc/aws",
        "Version": "1.2.3",
        "Dir": ".terraform/modules/vpc",
    }
    root = write(
        {
            "main.tf": 'module "vpc" {\n  source = "a/vpc/aws"\n  version = "1.2.3"\n}\n',
            ".terraform/modules/modules.json": json.dumps({"Modules": [entry]}),
            ".terraform/modules/vpc/main.tf": OUTPUT,
        }
    )
    assert commands.validate(core, open_workspace(root)).ok


@pytest.mark.parametrize(
    ("constraint", "version"),
    [("", "0.0.1"), ("1.2", "1.2.0"), ("= 1.2.3", "1.2.3"), ("~> 5.1, != 5.1.0", "5.1.1"), ("> 2.0", "2.0.1"),
     (">= 1, >= 3.1, < 4", "3.1.0"), ("<= 2.5", "2.5.0")],
)  # fmt: skip
def test_a_version_that_satisfies_a_constraint(constraint, version):
    assert some_version(constraint) == version


def test_kinds_of_sources():
    assert is_local("./a")
    assert is_local("../a")
    assert not is_local("a/b/aws")
    assert is_registry("example.com/a/b/aws//x")
    assert not is_registry("github.com/a/b")
    assert split_subdirectory("git::https://h/x.git//a/b?ref=1") == ("git::https://h/x.git?ref=1", "a/b")
    assert normalised("bitbucket.org/a/b") == "git::https://bitbucket.org/a/b.git"


@pytest.mark.parametrize("files", [{"readme.md": "x"}, {"modules/a/main.tf": "x"}])
def test_a_directory_without_configuration_is_an_error(write, open_workspace, files):
    with pytest.raises(EmptyDirectory, match="no Terraform configuration"):
        open_workspace(write(files))


def test_what_is_no_directory_is_an_error(write, open_workspace):
    root = write({"main.tf": ""})
    with pytest.raises(WorkspaceError, match="is not a directory"):
        open_workspace(root / "main.tf")
    with pytest.raises(WorkspaceError, match="does not exist"):
        open_workspace(root / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_a_file_that_cannot_be_read_is_an_error(write, open_workspace):
    root = write({"main.tf": ""})
    (root / "main.tf").chmod(0)
    with pytest.raises(WorkspaceError, match="cannot be read"):
        open_workspace(root)


def test_a_dangling_link_is_an_error(write, open_workspace):
    root = write({"main.tf": ""})
    (root / "x.tf").symlink_to("nowhere")
    with pytest.raises(WorkspaceError, match=r"x\.tf cannot be read"):
        open_workspace(root)


def test_a_module_that_calls_itself_does_not_hang(core, write, open_workspace):
    root = write(
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": "".join(f'module "{x}" {{\n  source = "../m"\n}}\n' for x in "abc"),
        }
    )
    assert not commands.validate(core, open_workspace(root)).ok


def test_module_calls_follow_changes_of_a_file(write):
    root = write({"main.tf": 'module "a" {\n  source = "./a"\n}\n'})
    assert [call.name for call in module_calls(root)] == ["a"]
    write({"main.tf": 'module "a" {\n  source = "./a"\n}\nmodule "bb" {\n  source = "./b"\n}\n'})
    assert [call.name for call in module_calls(root)] == ["a", "bb"]
