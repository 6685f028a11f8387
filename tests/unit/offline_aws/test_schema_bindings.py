"""How schemas are read out of bindings: the parts on small inputs, and the whole on a real wheel where one is given."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from mautic_fargate.offline_aws.schema.store import load

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "development"))

import fidelity_schema  # noqa: E402
from bindings import facts, wafv2  # noqa: E402
from bindings.derive import derive_type, storage_type  # noqa: E402
from bindings.functions import read_functions  # noqa: E402
from bindings.typescript import Hcl, Unit  # noqa: E402
from bindings.wheel import read_wheel  # noqa: E402
from schema_from_bindings import complete, extract  # noqa: E402

WHEEL_VARIABLE = "MAUTIC_FARGATE_BINDINGS_WHEEL"

UNIT = """
export interface ThingConfig extends cdktn.TerraformMetaArguments {
  /**
  * once block
  *
  * Docs at Terraform Registry: {@link https://example.com/docs/thing#once Thing#once}
  */
  readonly once?: ThingOnce;
}
export function thingPartToHclTerraform(struct?: ThingPart): any {
  const attrs = {
    size: {
      value: cdktn.numberToHclTerraform(struct!.size),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };
}
export class ThingPartOutputReference extends cdktn.ComplexObject {
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  // size - computed: false, optional: false, required: true
  public get size() {
    return this.getNumberAttribute('size');
  }
}
export class ThingFirstOutputReference extends cdktn.ComplexObject {
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }
}
export class ThingOnceOutputReference extends cdktn.ComplexObject {
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }
}
export class Thing extends cdktn.TerraformResource {
  public static readonly tfResourceType = "aws_thing";

  // names - computed: true, optional: true, required: false
  public get names() {
    return cdktn.Fn.tolist(this.getListAttribute('names'));
  }

  // secret_wo - computed: false, optional: true, required: false
  public get secretWo() {
    return this.getStringAttribute('secret_wo');
  }

  // labels - computed: true, optional: false, required: false
  private _labels = new cdktn.StringMap(this, "labels");

  // seen - computed: true, optional: false, required: false
  private _seen = new ThingPartList(this, "seen", true);

  // part - computed: false, optional: false, required: true
  private _part = new ThingPartList(this, "part", false);

  // first - computed: false, optional: true, required: false
  private _first = new ThingFirstOutputReference(this, "first");

  // once - computed: false, optional: true, required: false
  private _once = new ThingOnceOutputReference(this, "once");

  // =========
  // SYNTHESIS
  // =========
  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      part: {
        value: cdktn.listMapperHcl(thingPartToHclTerraform, true)(this._part.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ThingPartList",
      },
      first: {
        value: thingFirstToHclTerraform(this._first.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ThingFirstList",
      },
    };
  }
}
"""


def test_a_type_is_derived_from_its_declarations() -> None:
    unit = Unit(UNIT)
    assert unit.main is not None
    assert unit.main[:2] == ("resource", "aws_thing")
    assert derive_type(unit)["block"] == {
        "attributes": {
            "names": {"type": ["set", "string"], "optional": True, "computed": True},
            "secret_wo": {"type": "string", "optional": True, "write_only": True},
            "labels": {"type": ["map", "string"], "computed": True},
            "seen": {"type": ["set", ["object", {"size": "number"}]], "computed": True},
        },
        "block_types": {
            "part": {
                "nesting_mode": "list",
                "min_items": 1,
                "block": {"attributes": {"size": {"type": "number", "required": True}}},
            },
            "first": {"nesting_mode": "list", "max_items": 1, "block": {}},
            "once": {"nesting_mode": "single", "block": {}},
        },
    }


@pytest.mark.parametrize(
    ("storage", "collection", "expected"),
    [
        ("string", "simple", "string"),
        ("boolean", "simple", "bool"),
        ("stringList", "set", ["set", "string"]),
        ("stringMapList", "list", ["list", ["map", "string"]]),
        ("stringListMap", "map", ["map", ["list", "string"]]),
        ("any", "simple", "dynamic"),
    ],
)
def test_storage_classes(storage: str, collection: str, expected: Any) -> None:
    assert storage_type(Hcl("", collection, storage)) == expected


def test_functions() -> None:
    text = """
  /**
  * Makes a thing. More about it.
  * @param {string} accountId - whose
  * @param {number} size - how large
  * @returns {boolean | IResolvable}
  */
  public makeThing(accountId: string, size: number): cdktn.IResolvable {
    return cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "make_thing", [accountId, size]);
  }
"""
    assert read_functions(text) == {
        "make_thing": {
            "summary": "Makes a thing",
            "return_type": "bool",
            "parameters": [{"name": "account_id", "type": "string"}, {"name": "size", "type": "number"}],
        }
    }


class TestFacts:
    def write(self, folder: Path, text: str) -> facts.Facts:
        (folder / "thing.txt").write_text(text)
        return facts.read_facts("thing", folder)

    def test_they_are_put_where_they_belong(self, tmp_path: Path) -> None:
        document: dict[str, Any] = {
            "version": 0,
            "block": {
                "attributes": {"key": {"type": "string", "optional": True}},
                "block_types": {"a": {"nesting_mode": "list", "block": {"attributes": {"key": {"type": "string"}}}}},
            },
        }
        read = self.write(
            tmp_path,
            "# about\n@source somewhere\nresource t sensitive **.key\nresource t deprecated . a\n"
            'resource t max_items a=5\nresource t type a.key=["set","string"]\nresource t version 3\n',
        )
        assert read.sources == ("somewhere",)
        assert facts.apply(read.by_type["resource", "t"], document) == []
        assert document["version"] == 3
        assert document["block"]["deprecated"]
        assert document["block"]["attributes"]["key"] == {"type": "string", "optional": True, "sensitive": True}
        nested = document["block"]["block_types"]["a"]
        assert nested["max_items"] == 5
        assert nested["block"] == {
            "deprecated": True,
            "attributes": {"key": {"type": ["set", "string"], "sensitive": True}},
        }

    def test_a_path_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        read = self.write(tmp_path, "resource t sensitive nowhere\n")
        assert facts.apply(read.by_type["resource", "t"], {"block": {}}) == ["resource t nowhere"]

    def test_a_line_that_is_no_fact_is_an_error_with_its_place(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"thing\.txt:2: not a fact"):
            self.write(tmp_path, "@source x\nresource t secret key\n")

    @pytest.mark.parametrize("path", sorted(facts.FOLDER.glob("*.txt")), ids=lambda path: path.stem)
    def test_ours_are_about_what_is_shipped(self, path: Path) -> None:
        pack = load(path.stem).pack
        for (kind, name), found in facts.read_facts(path.stem).by_type.items():
            document = pack.get(kind, name)
            assert document is not None, f"{kind} {name}"
            before = fidelity_schema.schema_facts(document)
            assert facts.apply(found, document) == []
            assert fidelity_schema.schema_facts(document) == before, f"{kind} {name}: the pack lacks a fact"


def test_two_statements_share_no_entry() -> None:
    document: dict[str, Any] = {
        "block": {"block_types": {"rule": {"block": {"attributes": {"statement": {}}, "block_types": {}}}}}
    }
    wafv2.add_statement("aws_wafv2_web_acl", document)
    statement = document["block"]["block_types"]["rule"]["block"]["block_types"]["statement"]["block"]["block_types"]
    outer = statement["geo_match_statement"]["block"]
    inner = statement["and_statement"]["block"]["block_types"]["statement"]["block"]["block_types"][
        "geo_match_statement"
    ]["block"]
    assert outer == inner
    assert outer["attributes"]["country_codes"] is not inner["attributes"]["country_codes"]


def test_the_bindings_of_the_oracles_version_give_its_very_schema() -> None:
    wheel = os.environ.get(WHEEL_VARIABLE)
    if not wheel:
        pytest.skip(f"{WHEEL_VARIABLE} names no wheel of cdktn-provider-aws 24.3.0")
    if not fidelity_schema.ORACLE.exists():
        pytest.skip(f"the oracle {fidelity_schema.ORACLE.name} is not at hand")
    bindings = read_wheel(Path(wheel))
    assert bindings.version == "6.47.0"
    ours = complete(bindings, extract(bindings))
    real = fidelity_schema.oracle_schemas()
    compared = real.keys() & ours.keys()
    assert fidelity_schema.differences(real, ours) == {}
    # These bindings are older than bindings of ephemeral types.
    assert {kind for kind, _ in real.keys() - compared} == {"ephemeral"}
