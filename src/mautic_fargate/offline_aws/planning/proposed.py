"""What the core does around a provider, for callers without a core: whole configurations, proposed new states.

Source: Terraform's resource instance change protocol: what the configuration leaves open and the provider computes stays as it
was; elements of lists correspond by position.
"""

from __future__ import annotations

from mautic_fargate.offline_aws.planning.levels import Level
from mautic_fargate.offline_aws.wire.values import Value

State = dict[str, Value]


def complete(level: Level, values: State) -> State:
    """A whole configuration: what is not given is null, blocks that are not given are empty. `KeyError` for unknown names."""
    wrong = set(values) - {rule.name for rule in level.attributes} - {block.name for block in level.blocks}
    if wrong:
        raise KeyError(f"no such arguments: {sorted(wrong)}")
    whole: State = {rule.name: values.get(rule.name) for rule in level.attributes}
    for block in level.blocks:
        given = values.get(block.name)
        if block.nesting in {"list", "set"}:
            items = [given] if isinstance(given, dict) else given or []
            whole[block.name] = [complete(block.level, item) if isinstance(item, dict) else item for item in items]
        else:
            whole[block.name] = None if given is None else complete(block.level, given)
    return whole


def propose(level: Level, prior: State, config: State) -> State:
    """The merge of a prior state and a configuration that a plan of an update starts from."""
    proposed: State = {}
    for rule in level.attributes:
        value = config.get(rule.name)
        proposed[rule.name] = prior.get(rule.name) if value is None and rule.computed else value
    for block in level.blocks:
        given, before = config.get(block.name), prior.get(block.name)
        if isinstance(given, list) and block.nesting == "list":
            old = before if isinstance(before, list) else []
            proposed[block.name] = [
                propose(block.level, old[index], item) if index < len(old) and isinstance(item, dict) else item
                for index, item in enumerate(given)
            ]
        elif isinstance(given, dict) and isinstance(before, dict):
            proposed[block.name] = propose(block.level, before, given)
        else:
            proposed[block.name] = given
    return proposed
