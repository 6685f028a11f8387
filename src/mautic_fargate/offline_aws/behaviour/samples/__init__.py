"""Samples: values and configurations that satisfy the rules of a type, made from its schema and facts alone.

For tests, and for trying out a type of which nothing but its schema is known. The same seed gives the same sample.
"""

from __future__ import annotations

from mautic_fargate.offline_aws.behaviour.samples.configs import complete, minimal_config
from mautic_fargate.offline_aws.behaviour.samples.values import NoSample, other_value_for, value_for

__all__ = ["NoSample", "complete", "minimal_config", "other_value_for", "value_for"]
