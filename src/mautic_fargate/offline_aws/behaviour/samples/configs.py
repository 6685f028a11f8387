"""The smallest configuration of a type that its provider accepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.behaviour.combinations import ABSENT, PRESENT, Combination, Reference
from mautic_fargate.offline_aws.behaviour.levels import Level
from mautic_fargate.offline_aws.behaviour.samples.values import NoSample, value_for
from mautic_fargate.offline_aws.behaviour.store import AttributeFacts, TypeFacts
from mautic_fargate.offline_aws.behaviour.validation import Problem, Validator
from mautic_fargate.offline_aws.schema.model import Block, NestedBlock, TypeSchema

_NO_FACTS: Final = AttributeFacts()
_VARIANTS: Final = 12
_ROUNDS: Final = 12

Config = dict[str, Any]


def complete(block: Block, config: Mapping[str, Any]) -> Config:
    """`config` with every attribute and block of the schema: null, or no block, where it sets none."""
    full: Config = {name: config.get(name) for name in block.attributes}
    for name, nested in block.blocks.items():
        value = config.get(name)
        if nested.nesting in {"single", "group"}:
            full[name] = complete(nested.block, value) if isinstance(value, dict) else value
        else:
            full[name] = [complete(nested.block, item) for item in value or []]
    return full


def errors(problems: list[Problem]) -> list[Problem]:
    """The errors among `problems`."""
    return [problem for problem in problems if problem.severity == "error"]


class Builder:
    """Builds configurations of one type. `variant` turns the choices where there are several."""

    def __init__(self, schema: TypeSchema, facts: TypeFacts, variant: int = 0, seed: int = 0) -> None:
        self.schema = schema
        self.facts = facts
        self.variant = variant
        self.seed = seed
        self.framework = facts.implementation == "framework"

    def of(self, path: str) -> AttributeFacts:
        """The facts of one path."""
        return self.facts.attributes.get(path, _NO_FACTS)

    def block(self, block: Block, prefix: str) -> Config:
        """The least that a block must have."""
        config: Config = {}
        for name, attribute in block.attributes.items():
            if attribute.required:
                config[name] = value_for(attribute, self.of(prefix + name), self.seed, framework=self.framework)
        for name, nested in block.blocks.items():
            if nested.min_items or self.of(prefix + name).required_block:
                config[name] = self.blocks(nested, prefix + name)
        return config

    def blocks(self, nested: NestedBlock, path: str) -> Any:
        """The least number of blocks of one kind."""
        facts = self.of(path)
        made = [self._element(nested, path, facts) for _ in range(max(nested.min_items, facts.min_items or 0, 1))]
        return made[0] if nested.nesting in {"single", "group"} else made

    def _element(self, nested: NestedBlock, path: str, facts: AttributeFacts) -> Config:
        config = self.block(nested.block, path + ".")
        for rule in facts.validate:
            if rule[0] == "children" and rule[1] and not any(name in config for name in rule[3]):
                self.set(config, nested.block, path + ".", rule[3][self.variant % len(rule[3])])
        return config

    def set(self, config: Config, block: Block, prefix: str, name: str) -> None:
        """Set one attribute or block."""
        if name in block.blocks:
            config[name] = self.blocks(block.blocks[name], prefix + name)
        elif name in block.attributes and (block.attributes[name].optional or block.attributes[name].required):
            attribute = block.attributes[name]
            config[name] = value_for(attribute, self.of(prefix + name), self.seed, framework=self.framework)
        else:
            raise NoSample(f"{prefix}{name} cannot be set")

    def repair(self, level: Level, config: Config) -> bool:
        """Change `config` so that the rules over several attributes hold; whether anything was changed."""
        return self._repair(level, self.schema.block, (config,), "")

    def _repair(self, level: Level, block: Block, chain: tuple[Config, ...], prefix: str) -> bool:
        for rule in level.combinations:
            if rule.faults(chain) and self._fix(rule, chain):
                return True
        for node in level.blocks:
            value, nested = chain[-1].get(node.name), block.blocks[node.name]
            inner = node.level.get() if value else None
            for element in value if isinstance(value, list) else [value] if value else []:
                if inner and self._repair(inner, nested.block, (*chain, element), f"{prefix}{node.name}."):
                    return True
        return False

    def _fix(self, rule: Combination, chain: tuple[Config, ...]) -> bool:
        states = [reference.state(chain) for reference in rule.references]
        present = [at for at, state in enumerate(states) if state == PRESENT]
        if rule.kind == "conflicts_with" or (rule.kind == "exactly_one_of" and len(present) > 1):
            return any(self._remove(rule.references[at], chain) for at in reversed(present))
        missing = [at for at, state in enumerate(states) if state == ABSENT]
        turned = missing[self.variant % len(missing) :] + missing[: self.variant % len(missing)] if missing else []
        return any(self._add(rule.references[at], chain) for at in turned)

    def _place(self, reference: Reference, chain: tuple[Config, ...]) -> tuple[Config, Block, str]:
        config, block, prefix = chain[-1 - reference.up], self.schema.block, ""
        names = reference.name.split(".")
        for name in names[: len(names) - len(reference.steps)]:
            block, prefix = block.blocks[name].block, f"{prefix}{name}."
        return config, block, prefix

    def _add(self, reference: Reference, chain: tuple[Config, ...]) -> bool:
        try:
            config, block, prefix = self._place(reference, chain)
            for step in reference.steps[:-1]:
                if not config.get(step):
                    self.set(config, block, prefix, step)
                value = config[step]
                config, block, prefix = (
                    value[0] if isinstance(value, list) else value,
                    block.blocks[step].block,
                    f"{prefix}{step}.",
                )
            self.set(config, block, prefix, reference.steps[-1])
        except (NoSample, KeyError):
            return False
        return True

    def _remove(self, reference: Reference, chain: tuple[Config, ...]) -> bool:
        try:
            config, block, _ = self._place(reference, chain)
        except KeyError:
            return False
        name = reference.steps[0]
        required = name in block.attributes and block.attributes[name].required
        if required or (name in block.blocks and block.blocks[name].min_items) or name not in config:
            return False
        del config[name]
        return True


def minimal_config(schema: TypeSchema, facts: TypeFacts, seed: int = 0, validator: Validator | None = None) -> Config:
    """The smallest configuration of a type that satisfies its schema and its rules: only what must be set.

    `complete` adds the nulls. Raises `NoSample` when none is found.
    """
    validator = validator or Validator(schema, facts)
    last: list[Problem] = []
    for variant in range(_VARIANTS):
        builder = Builder(schema, facts, variant, seed)
        config = builder.block(schema.block, "")
        for _ in range(_ROUNDS):
            if not builder.repair(validator.level, config):
                break
        last = errors(validator.check(config))
        if not last:
            return config
    raise NoSample(f"{schema.kind} {schema.name}: {last[0].summary}: {last[0].detail}")
