"""The general rules that turn schema and behaviour into a plan: what the plugin SDK and the plugin framework do.

Nothing here knows a resource type by name. Source of the rules: the plugin SDK's and framework's semantics, measured against
plans that the real provider made (docs/reference/fidelity.md).
"""

from __future__ import annotations
