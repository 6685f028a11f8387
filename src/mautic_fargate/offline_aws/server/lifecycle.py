"""The life of resources and data sources, on decoded values: validate, plan, apply, read, import."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, field

from mautic_fargate.offline_aws import constraints
from mautic_fargate.offline_aws.account.account import GLOBAL, Account, Object
from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.addresses import AWS_ADDRESS
from mautic_fargate.offline_aws.planning.compare import canonical
from mautic_fargate.offline_aws.planning.fill import Filler, name_of
from mautic_fargate.offline_aws.planning.levels import TypeRules
from mautic_fargate.offline_aws.planning.plan import (
    Path,
    changed_names,
    mark_framework_unknowns,
    plan_create,
    plan_update,
)
from mautic_fargate.offline_aws.planning.proposed import propose
from mautic_fargate.offline_aws.planning.tags import plan_region, plan_tags
from mautic_fargate.offline_aws.planning.timeouts import timeout_problem
from mautic_fargate.offline_aws.schema.model import Kind
from mautic_fargate.offline_aws.server.data import read_generally
from mautic_fargate.offline_aws.server.provider import Provider, empty_state
from mautic_fargate.offline_aws.services.context import (
    ApplyContext,
    PlanContext,
    Problem,
    ReadContext,
    ServiceError,
)
from mautic_fargate.offline_aws.services.spec import Resource, render
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, encode, is_unknown

_PLAIN = Resource("")
State = dict[str, Value]


@dataclass(slots=True)
class Planned:
    """The answer to a plan."""

    planned: State | None
    replace: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    legacy: bool = True


@dataclass(slots=True)
class Applied:
    """The answer to an apply, read, import or data read."""

    state: State | None
    problems: list[Problem] = field(default_factory=list)
    legacy: bool = True


@dataclass(slots=True)
class Session:
    """A provider as one `provider` block configures it, on one account."""

    provider: Provider
    account: Account
    settings: ProviderSettings = field(default_factory=ProviderSettings)

    # --- validate ---------------------------------------------------------------------------------------------------

    def validate(self, name: str, config: State, kind: Kind = "resource") -> list[Problem]:
        """What the provider refuses of a configuration before anything is planned."""
        problems = [
            Problem(found.summary, found.detail, found.path, found.severity)
            for found in self.provider.validator(kind, name).check(config)
        ]
        if kind == "resource" and (check := self.provider.registry.resources.get(name, _PLAIN).validate):
            problems += check(config)
        return problems

    # --- plan -------------------------------------------------------------------------------------------------------

    def plan(self, name: str, config: State, prior: State | None = None, proposed: State | None = None) -> Planned:
        """The plan that makes `prior` (None: nothing) what `config` says. `proposed` is the core's merge of both."""
        rules = self.provider.rules("resource", name)
        spec = self.provider.registry.resources.get(name, _PLAIN)
        if prior is None:
            draft = plan_create(rules, config)
        else:
            merged = propose(rules.level, prior, config) if proposed is None else proposed
            draft = plan_update(rules, config, prior, merged)
        plan_region(rules, self.settings, config, prior, draft)
        plan_tags(rules, self.settings, config, prior, draft)
        if prior is not None and not rules.sdk and changed_names(rules, prior, draft.planned):
            kept = {name: draft.planned.get(name) for name in ("region", "tags_all")}
            mark_framework_unknowns(rules, config, draft.planned)
            draft.planned.update({name: value for name, value in kept.items() if name in draft.planned})
        problems: list[Problem] = []
        if rules.sdk and (unread := timeout_problem(config)) is not None:
            problems.append(Problem(unread))
        if spec.plan:
            context = PlanContext(
                type=name,
                rules=rules,
                provider=self.settings,
                account=self.account,
                config=config,
                problems=problems,
                planned=draft.planned,
                prior=prior,
                replace=draft.replace,
            )
            spec.plan(context)
        if prior is not None and not changed_names(rules, prior, draft.planned):
            return Planned(prior, [], problems, rules.sdk)
        problems += self._constraint_problems(rules, _wanted(rules, draft.planned, config, prior), "warning")
        return Planned(draft.planned, draft.replace if prior is not None else [], problems, rules.sdk)

    def _constraint_problems(self, rules: TypeRules, values: State, severity: str) -> list[Problem]:
        if self.provider.address != AWS_ADDRESS:
            return []
        own = values.get("region")
        region = own if isinstance(own, str) and own else self.settings.region
        return [
            Problem(
                f"AWS refuses this value ({found.rule})",
                found.message,
                found.path,
                "error" if severity == "error" else "warning",
            )
            for found in constraints.check(rules.schema.name, values, region)
        ]

    # --- apply ------------------------------------------------------------------------------------------------------

    def apply(
        self, name: str, config: State, planned: State | None, prior: State | None, *, address: str | None = None
    ) -> Applied:
        """Make, change or delete the object; what AWS refuses is an error and changes nothing.

        `address`, where it is known, decides which identifiers a new object gets; else its configuration does.
        """
        rules = self.provider.rules("resource", name)
        spec = self.provider.registry.resources.get(name, _PLAIN)
        try:
            if planned is None:
                return self._delete(rules, spec, config, prior or {})
            refused = [
                problem
                for problem in self._constraint_problems(rules, _wanted(rules, planned, config, prior), "error")
                if problem.severity == "error"
            ]
            if refused:
                return Applied(prior, refused, rules.sdk)
            if prior is None:
                return self._create(rules, spec, config, planned, address)
            return self._update(rules, spec, config, planned, prior)
        except ServiceError as error:
            return Applied(prior, [Problem(str(error), "", error.path)], rules.sdk)

    def _context(self, rules: TypeRules, config: State, state: State, prior: State | None, seed: str) -> ApplyContext:
        return ApplyContext(
            type=rules.schema.name,
            rules=rules,
            provider=self.settings,
            account=self.account,
            config=config,
            state=state,
            prior=prior,
            ids=Identifiers(seed),
        )

    def _create(self, rules: TypeRules, spec: Resource, config: State, planned: State, address: str | None) -> Applied:
        state = copy.deepcopy(planned)
        context = self._context(rules, config, state, None, "")
        seed = self.account.next_seed(self._seed(rules.schema.name, context, config, address))
        context.ids = Identifiers(seed)
        if spec.generated_name:
            _fill_generated_name(spec.generated_name, context)
        if spec.id is not None and context.open("id"):
            state["id"] = render(spec.id, context, "id")
        if spec.arn is not None and context.open("arn"):
            state["arn"] = render(spec.arn, context, "arn")
        for attribute, computed in spec.values.items():
            if context.open(attribute):
                state[attribute] = render(computed, context, attribute)
        if spec.create:
            spec.create(context)
        self._fill(rules, context)
        self._keep(self._object(rules, context, seed, new=True))
        return Applied(state, context.problems, rules.sdk)

    def _update(self, rules: TypeRules, spec: Resource, config: State, planned: State, prior: State) -> Applied:
        state = copy.deepcopy(planned)
        existing = self._existing(rules, prior)
        seed = (
            existing.seed
            if existing
            else self._seed(rules.schema.name, self._context(rules, config, state, prior, ""), config)
        )
        context = self._context(rules, config, state, prior, seed)
        if spec.update:
            spec.update(context)
        for rule in rules.level.attributes:  # what the provider computes seldom changes with an update
            if is_unknown(state.get(rule.name)) and prior.get(rule.name) is not None:
                state[rule.name] = prior[rule.name]
        self._fill(rules, context)
        if existing and existing.id != self._object_id(rules, state):
            self.account.remove(existing)
        self._keep(self._object(rules, context, seed))
        return Applied(state, context.problems, rules.sdk)

    def _delete(self, rules: TypeRules, spec: Resource, config: State, prior: State) -> Applied:
        context = self._context(rules, config, prior, prior, "")
        if spec.delete:
            spec.delete(context)
        existing = self._existing(rules, prior)
        if existing is not None:
            self.account.remove(existing)
        return Applied(None, context.problems, rules.sdk)

    def _seed(self, name: str, context: ApplyContext, config: State, address: str | None = None) -> str:
        what = address or hashlib.sha256(encode(config)).hexdigest()[:24]
        return f"{name}|{context.account_id}|{context.region}|{what}"

    def _fill(self, rules: TypeRules, context: ApplyContext) -> None:
        filler = Filler(
            type=rules.schema.name,
            region=context.region,
            account_id=context.account_id,
            partition=context.partition,
            dns_suffix=context.dns_suffix,
            is_global=rules.facts.is_global,
            ids=context.ids,
            name=name_of(rules, context.values),
        )
        filler.fill_level(rules.level, context.values)

    # --- the account ------------------------------------------------------------------------------------------------

    def _object_id(self, rules: TypeRules, state: State, *, new: bool = False) -> str:
        for attribute in ("id", "arn", "name"):
            value = state.get(attribute)
            if isinstance(value, str) and value:
                return self._own_id(rules, state, value, new=new)
        # Without a name of its own it is what its required arguments say: of which bucket it is the policy, and the like.
        asked = [
            canonical(rule.type, state.get(rule.name))
            for rule in rules.level.attributes
            if rules.schema.block.attributes[rule.name].required and not rule.write_only
        ]
        return hashlib.sha256(encode(asked)).hexdigest()[:24]

    def _own_id(self, rules: TypeRules, state: State, id_: str, *, new: bool) -> str:
        """`id_`, or more where another object has the same: the log streams of two groups, the scaling policies of two services."""
        key = {"account_id": self.settings.account_id, "region": self._home(rules, state)}
        name, own = rules.schema.name, {what: state.get(what) for what in rules.deciding}
        longer = "|".join([id_, *(value for value in own.values() if isinstance(value, str))])
        if self.account.get(name, longer, **key) is not None or self.account.is_gone(name, longer, **key):
            return longer
        holder = self.account.get(name, id_, **key) if new else None
        return longer if holder is not None and any(holder[what] != value for what, value in own.items()) else id_

    @property
    def _in_account(self) -> bool:
        """Whether the provider's objects are in the account. What random, tls or null make is in the state and nowhere else."""
        return self.provider.address == AWS_ADDRESS

    def _keep(self, item: Object) -> None:
        if self._in_account:
            self.account.put(item)

    def _object(self, rules: TypeRules, context: ApplyContext, seed: str, *, new: bool = False) -> Object:
        return Object(
            type=rules.schema.name,
            id=self._object_id(rules, context.state, new=new),
            region=context.home,
            account_id=self.settings.account_id,
            values=copy.deepcopy(context.state),
            seed=seed,
        )

    def _home(self, rules: TypeRules, state: State) -> str:
        own = state.get("region")
        return GLOBAL if rules.facts.is_global else own if isinstance(own, str) and own else self.settings.region

    def _existing(self, rules: TypeRules, state: State) -> Object | None:
        return self.account.get(
            rules.schema.name,
            self._object_id(rules, state),
            account_id=self.settings.account_id,
            region=self._home(rules, state),
        )

    # --- read -------------------------------------------------------------------------------------------------------

    def read(self, name: str, state: State) -> Applied:
        """The object as it is now; None when it is gone. An object that the account never saw is taken as the state says."""
        rules = self.provider.rules("resource", name)
        if not self._in_account:
            return Applied(state, legacy=rules.sdk)
        existing = self._existing(rules, state)
        home, id_ = self._home(rules, state), self._object_id(rules, state)
        if existing is None:
            if self.account.is_gone(name, id_, account_id=self.settings.account_id, region=home):
                return Applied(None, legacy=rules.sdk)
            existing = Object(name, id_, home, self.settings.account_id, copy.deepcopy(state))
            self.account.put(existing)
        current = empty_state(rules) | copy.deepcopy(existing.values)
        spec = self.provider.registry.resources.get(name, _PLAIN)
        if spec.read:
            context = self._context(rules, state, current, state, existing.seed)
            try:
                spec.read(context)
            except ServiceError as error:
                return Applied(state, [Problem(str(error))], rules.sdk)
        return Applied(current, legacy=rules.sdk)

    def import_(self, name: str, id_: str) -> Applied:
        """The state of an existing object. One that the account does not have is imagined, with well-formed values."""
        rules = self.provider.rules("resource", name)
        spec = self.provider.registry.resources.get(name, _PLAIN)
        state = empty_state(rules)
        plain, _, region = (
            id_.partition("@")
            if "@" in id_ and rules.has("region") and "-" in id_.rpartition("@")[2]
            else (id_, "", "")
        )
        if rules.has("region") and not rules.facts.is_global:
            state["region"] = region or self.settings.region
        try:
            state |= spec.import_id(plain) if spec.import_id else {"id": plain} if rules.has("id") else {}
        except (ValueError, ServiceError) as error:
            return Applied(None, [Problem("Invalid import ID", str(error))], rules.sdk)
        found = self._find_imported(rules, state, plain)
        if found is not None:
            return Applied(empty_state(rules) | copy.deepcopy(found.values), legacy=rules.sdk)
        draft = plan_create(rules, state)
        context = self._context(rules, state, draft.planned, None, f"{name}|import|{id_}")
        self._fill(rules, context)
        return Applied(context.state, legacy=rules.sdk)

    def _find_imported(self, rules: TypeRules, state: State, plain: str) -> Object | None:
        given = {key: value for key, value in state.items() if value not in (None, []) and key != "region"}
        for item in self.account.find(rules.schema.name, account_id=self.settings.account_id):
            if item.region not in {GLOBAL, self._home(rules, state)}:
                continue
            if item.id == plain or (given and all(item.values.get(key) == value for key, value in given.items())):
                return item
            if plain in {item.values.get("arn"), item.values.get("name")}:
                return item
        return None

    # --- data sources and ephemeral resources -------------------------------------------------------------------------

    def read_data(self, name: str, config: State) -> Applied:
        """The values of a data source."""
        return self._look_up("data", name, config)

    def open_ephemeral(self, name: str, config: State) -> Applied:
        """The values of an ephemeral resource."""
        return self._look_up("ephemeral", name, config)

    def _look_up(self, kind: Kind, name: str, config: State) -> Applied:
        rules = self.provider.rules(kind, name)
        draft = plan_create(rules, config)
        state = draft.planned
        if rules.has("region") and not rules.facts.is_global and config.get("region") is None:
            state["region"] = self.settings.region
        seed = f"{kind}|{name}|{self.settings.account_id}|{self.settings.region}|{hashlib.sha256(encode(config)).hexdigest()[:24]}"
        context = ReadContext(
            type=name,
            rules=rules,
            provider=self.settings,
            account=self.account,
            config=empty_state(rules) | config,
            ids=Identifiers(seed),
        )
        registry = self.provider.registry
        try:
            if kind == "ephemeral":
                opened = registry.ephemerals.get(name)
                state |= opened.open(context) if opened else {}
            else:
                source = registry.data_sources.get(name)
                state |= source.read(context) if source else read_generally(context, self.provider)
        except ServiceError as error:
            return Applied(None, [Problem(error.message), *context.problems], rules.sdk)
        filling = self._context(rules, config, state, None, seed)
        self._fill(rules, filling)
        return Applied(state, context.problems, rules.sdk)


def _wanted(rules: TypeRules, planned: State, config: State, prior: State | None) -> State:
    """A plan without what AWS itself chose before: it is not asked for again."""
    if prior is None:
        return planned
    chosen = {
        rule.name: UNKNOWN
        for rule in rules.level.attributes
        if rule.computed and config.get(rule.name) is None and planned.get(rule.name) == prior.get(rule.name)
    }
    return planned | chosen


def _fill_generated_name(generated: tuple[str, str], context: ApplyContext) -> None:
    attribute, default = generated
    prefix_attribute = f"{attribute}_prefix"
    prefix = context.config.get(prefix_attribute)
    if context.open(attribute):
        context.state[attribute] = f"{prefix or default}{context.ids.suffix(attribute)}"
    if context.open(prefix_attribute):
        name = context.state.get(attribute)
        made = isinstance(name, str) and context.config.get(attribute) is None
        context.state[prefix_attribute] = (prefix or default) if made else ""
