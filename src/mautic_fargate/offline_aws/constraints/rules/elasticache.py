"""Amazon ElastiCache and AWS Budgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, count, flag, number, present, text, texts
from mautic_fargate.offline_aws.constraints.tables import class_problem, version_problem

if TYPE_CHECKING:
    from collections.abc import Iterator


def _version(values: Values, _region: str) -> Iterator[Fault]:
    engine, version = text(values, "engine"), text(values, "engine_version")
    # 6.x is the provider's word for the newest of 6.
    if (
        engine
        and version
        and not version.endswith(".x")
        and (problem := version_problem("elasticache", engine.lower(), version))
    ):
        yield ("engine_version",), problem


def _node(values: Values, region: str) -> Iterator[Fault]:
    name = text(values, "node_type")
    if not name:
        return
    if not name.startswith("cache."):
        yield ("node_type",), f"{name!r} is no node type: it starts with cache., such as cache.t4g.small"
    elif problem := class_problem("cache-node", region, name):
        yield ("node_type",), problem


def _failover(values: Values, _region: str) -> Iterator[Fault]:
    automatic, zones = flag(values, "automatic_failover_enabled"), flag(values, "multi_az_enabled")
    if zones and automatic is False:
        yield ("multi_az_enabled",), "Multi-AZ needs automatic_failover_enabled = true"
    nodes, replicas = number(values, "num_cache_clusters"), values.get("replicas_per_node_group")
    if automatic and nodes == 1 and (replicas is None or replicas == 0):
        yield ("num_cache_clusters",), "automatic failover needs at least two nodes"


def _token(values: Values, _region: str) -> Iterator[Fault]:
    token = text(values, "auth_token")
    if not token:
        return
    if flag(values, "transit_encryption_enabled") is False:
        yield ("transit_encryption_enabled",), "an auth_token needs encryption in transit"
    if not re.fullmatch(r"[A-Za-z0-9!&#$^<>-]{16,128}", token):
        yield ("auth_token",), "must have 16 to 128 letters, digits and !&#$^<>-"


def _memcached(values: Values, _region: str) -> Iterator[Fault]:
    engine, nodes = text(values, "engine"), number(values, "num_cache_nodes")
    if engine in {"redis", "valkey"} and nodes and nodes > 1:
        yield ("num_cache_nodes",), f"a cluster of {engine} has one node: use aws_elasticache_replication_group"
    if engine == "memcached" and number(values, "snapshot_retention_limit"):
        yield ("snapshot_retention_limit",), "memcached has no snapshots"


def _amount(values: Values, _region: str) -> Iterator[Fault]:
    amount = number(values, "limit_amount")
    if text(values, "limit_amount") and (amount is None or amount <= 0):
        yield ("limit_amount",), f"{values['limit_amount']!r} must be a number above zero"


def _notification(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "notification"):
        if absent(block, "subscriber_email_addresses") and absent(block, "subscriber_sns_topic_arns"):
            yield path, "a notification needs a subscriber: an address or a topic"
        for below, address in texts(block, "subscriber_email_addresses"):
            if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
                yield (*path, *below), f"{address!r} is no address"
        for name, most in (("subscriber_email_addresses", 10), ("subscriber_sns_topic_arns", 1)):
            found = count(block, name)
            if found and found > most:
                yield (*path, name), f"{found} subscribers, at most {most} are allowed"
        limit = number(block, "threshold")
        if limit is not None and limit <= 0 and present(block, "threshold"):
            yield (*path, "threshold"), f"{limit:g} must be above zero"


_CACHES = ("aws_elasticache_cluster", "aws_elasticache_replication_group")
_GROUP, _COMBINATION, _VALUE = (
    ("aws_elasticache_replication_group",),
    "InvalidParameterCombination",
    "InvalidParameterValue",
)

RULES: Final = (
    Rule("elasticache.engine-version", _CACHES, _version, _COMBINATION, "cfn-lint: aws_elasticache_cachecluster"),
    Rule("elasticache.node-type", _CACHES, _node, _VALUE, "cfn-lint: aws_elasticache_cachecluster"),
    Rule("elasticache.failover", _GROUP, _failover, _COMBINATION, "ElastiCache API: CreateReplicationGroup"),
    Rule("elasticache.auth-token", _GROUP, _token, _VALUE, "ElastiCache API: AuthToken"),
    Rule(
        "elasticache.nodes",
        ("aws_elasticache_cluster",),
        _memcached,
        _COMBINATION,
        "ElastiCache API: CreateCacheCluster",
    ),
    Rule("budgets.amount", ("aws_budgets_budget",), _amount, "InvalidParameterException", "Budgets API: Spend"),
    Rule(
        "budgets.notification",
        ("aws_budgets_budget",),
        _notification,
        "InvalidParameterException",
        "Budgets API: NotificationWithSubscribers",
    ),
)
