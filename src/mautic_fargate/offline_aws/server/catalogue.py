"""The providers that exist offline: one explicit list."""

from __future__ import annotations

from mautic_fargate.offline_aws.addresses import AWS_ADDRESS
from mautic_fargate.offline_aws.behaviour import store as behaviour_store
from mautic_fargate.offline_aws.schema import store as schema_store
from mautic_fargate.offline_aws.server.provider import Provider, no_settings
from mautic_fargate.offline_aws.services import registry
from mautic_fargate.offline_aws.services.provider_block import settings


def load_providers() -> list[Provider]:
    """All offline providers, their tables still unread."""
    aws = Provider(AWS_ADDRESS, schema_store.load("aws"), behaviour_store.load("aws"), registry.AWS, settings)
    small = [
        Provider(f"hashicorp/{name}", schema_store.load(name), entry.facts, entry.registry, no_settings)
        for name, entry in registry.SMALL.items()
    ]
    return [aws, *small]
