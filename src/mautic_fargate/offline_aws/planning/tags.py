"""Tags and region, which the provider plans the same way for every type (its interceptors)."""

from __future__ import annotations

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.planning.levels import TAGS_ALL, TypeRules
from mautic_fargate.offline_aws.planning.plan import Draft
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown, is_wholly_known


def plan_region(
    rules: TypeRules, settings: ProviderSettings, config: dict[str, Value], prior: dict[str, Value] | None, draft: Draft
) -> None:
    """Plan the `region` argument: the provider's on create unless set; a different explicit one replaces."""
    if not rules.has("region") or rules.facts.is_global:
        return
    wanted = config.get("region")
    if prior is None or not prior.get("region"):
        if wanted is None:
            draft.planned["region"] = settings.region
        return
    draft.planned["region"] = prior["region"] if wanted is None else wanted
    if wanted is not None and wanted != prior["region"]:
        draft.replace.append(("region",))


def plan_tags(
    rules: TypeRules, settings: ProviderSettings, config: dict[str, Value], prior: dict[str, Value] | None, draft: Draft
) -> None:
    """Plan `tags_all`: the provider's default tags under the resource's own, less the ignored ones."""
    if not rules.has(TAGS_ALL):
        return
    own = config.get("tags")
    if is_unknown(own) or not is_wholly_known(own):
        draft.planned[TAGS_ALL] = UNKNOWN
        return
    merged = {**settings.default_tags, **(own or {})}
    merged = {key: value for key, value in merged.items() if not settings.ignores_tag(key)}
    merged = {key: "" if value is None else value for key, value in merged.items()}
    before = None if prior is None else prior.get(TAGS_ALL)
    previous = {} if prior is None else prior.get("tags") or {}
    if rules.sdk and not merged and (own or {}) == previous:
        # Nothing to merge, nothing changed: the SDK's plan leaves the value as it was, and open on create.
        draft.planned[TAGS_ALL] = UNKNOWN if prior is None else before
        return
    if any(value == "" for value in merged.values()) and merged != before:
        draft.planned[TAGS_ALL] = UNKNOWN
        return
    draft.planned[TAGS_ALL] = merged
