"""Reading HCL: the block structure, constants, declarations."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mautic_fargate.terraform.backends import without_backend
from mautic_fargate.terraform.declarations import declarations
from mautic_fargate.terraform.hcl import parse
from mautic_fargate.terraform.literals import NotConstantError, constant

MODULE = """# variable "fake" {}
/* variable "fake2" {} */
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 6.20, < 7"
      configuration_aliases = [aws.other, aws.more]
    }
  }
}

variable "sizes" { # a comment with } and "
  type = map(object({
    cpu   = number                    # units }
    label = optional(string, "a }b")
  }))
  default = {
    "a.b" = { cpu = 1.5, label = "x\\ty" }
    c : { cpu = 2 }
  }
  description = <<-EOT
    Sizes of "things":
      variable "fake3" {}
  EOT
  nullable    = false
  ephemeral   = true
  validation {
    condition     = alltrue([for k, v in var.sizes : v.cpu > 0 && k != "}"])
    error_message = "sizes must be positive. Example: { a = \\"b\\" }."
  }
  validation {
    condition     = true
    error_message = "Not ${jsonencode({ a = "}" })}."
  }
}
variable "must" {}
variable "secret" {
  sensitive = true
  default   = null
}
output "id" {
  value       = one(aws_vpc.this[*].id)
  description = "Identifier"
  sensitive   = true
}
data "aws_region" "now" {}
ephemeral "random_password" "p" {}
resource "aws_vpc" "this" {
  tags = { "module" = "module \\"x\\" {" }
}
module "m" {
  source = "./m"
}
"""


def test_declarations_of_a_module(write):
    found = declarations(write({"main.tf": MODULE}))
    assert list(found.variables) == ["sizes", "must", "secret"]
    sizes = found.variables["sizes"]
    assert sizes.type.startswith("map(object({")
    assert sizes.type.endswith("}))")
    assert sizes.default == {"a.b": {"cpu": 1.5, "label": "x\ty"}, "c": {"cpu": 2}}
    assert sizes.description == 'Sizes of "things":\n  variable "fake3" {}\n'
    assert (sizes.line, sizes.nullable, sizes.ephemeral, sizes.sensitive, sizes.required) == (
        14,
        False,
        True,
        False,
        False,
    )
    assert [rule.line for rule in sizes.validations] == [29, 33]
    assert sizes.validations[0].condition == 'alltrue([for k, v in var.sizes : v.cpu > 0 && k != "}"])'
    assert sizes.validations[0].message == 'sizes must be positive. Example: { a = "b" }.'
    assert sizes.validations[1].message == 'Not ${jsonencode({ a = "}" })}.'
    assert found.variables["must"].required
    assert found.variables["must"].nullable
    assert (found.variables["secret"].required, found.variables["secret"].default) == (False, None)
    assert (found.outputs["id"].value, found.outputs["id"].sensitive) == ("one(aws_vpc.this[*].id)", True)
    assert [item.address for item in found.resources] == [
        "data.aws_region.now",
        "ephemeral.random_password.p",
        "aws_vpc.this",
    ]
    assert [(call.name, call.source, call.line) for call in found.module_calls] == [
        ("m", "./m", MODULE.splitlines().index('  source = "./m"') + 1)
    ]
    assert found.required_version == ">= 1.11"
    assert found.required_providers["aws"]["version"] == ">= 6.20, < 7"


def test_the_core_agrees_on_defaults_and_flags(core, write, open_workspace):
    from mautic_fargate.terraform import commands

    text = "\n".join(
        f'variable "v{number}" {{\n  default = {default}\n}}'
        for number, default in enumerate(
            [
                '"a\\u00e9\\n$${x}"',
                "-1.5e2",
                '[1, true, null, ["x"]]',
                '{ a = 1, "b c" = { d = [] } }',
                "<<-E\n    x\n      y\n  E\n",
            ]
        )
    )
    root = write({"main.tf": text + "\n"})
    result = commands.plan(core, open_workspace(root))
    assert result.ok, result.stdout
    found = declarations(root).variables
    for name, document in result.plan.configuration.variables.items():
        assert found[name].default == document.get("default"), name


def test_declarations_in_json(write):
    document = {
        "variable": {
            "a": {
                "type": "list(string)",
                "default": ["x"],
                "validation": {"condition": "${true}", "error_message": "m"},
            }
        },
        "output": {"o": {"value": "${var.a}"}},
        "resource": {"aws_vpc": {"this": {}}},
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}},
    }
    found = declarations(write({"main.tf.json": json.dumps(document, indent=1)}))
    assert (found.variables["a"].type, found.variables["a"].default) == ("list(string)", ["x"])
    assert (found.variables["a"].validations[0].condition, found.variables["a"].validations[0].message) == ("true", "m")
    assert found.outputs["o"].value == "var.a"
    assert found.resources[0].address == "aws_vpc.this"
    assert found.required_providers == {"aws": {"source": "hashicorp/aws"}}


@pytest.mark.parametrize("text", ["var.x", '"${a}"', "[1", "{a}", "1 + 1", "f()", "", '"a', "{a = 1"])
def test_what_is_not_constant(text):
    with pytest.raises(NotConstantError):
        constant(text)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab-_ "\\{}#', max_size=4), inner, max_size=3),
    max_leaves=10,
)


@given(JSON_VALUES)
def test_constants_round_trip(value):
    text = json.dumps(value, indent=2).replace("${", "$${").replace("%{", "%%{")
    assert constant(text) == value
    block = parse(f'before = 1\nx = {text} # comment\n"label" y\nafter "z" {{\n}}\n')
    assert block.attributes["x"].text == text
    assert [item.type for item in block.blocks] == ["after"]


@given(st.text("ab\"'{}[]()=\\\n#/*$%<-E ,", max_size=60))
def test_any_text_is_read_without_failing(text):
    block = parse(text)
    assert block.end <= len(text)


def test_blanking_keeps_every_line_and_column():
    text = 'terraform {\n  backend "s3" {\n    key = "é}"\n  }\n  required_version = ">= 1"\n}\n# backend "x" {}\n'
    blanked = without_backend(text, is_json=False)
    assert blanked is not None
    assert [len(line) for line in blanked.splitlines()] == [len(line) for line in text.splitlines()]
    assert "key" not in blanked
    assert '  required_version = ">= 1"\n}\n# backend "x" {}\n' in blanked
    assert without_backend('x "backend" {\n}\n', is_json=False) is None
    in_json = '{"terraform": {"backend": {"s3": {}}}, "output": {"backend": {"value": 1}}}'
    blanked = without_backend(in_json, is_json=True)
    assert json.loads(blanked)["output"] == {"backend": {"value": 1}}
    assert "backend" not in json.loads(blanked)["terraform"]
