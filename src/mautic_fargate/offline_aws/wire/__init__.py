"""The wire format of provider values: msgpack as Terraform's `cty` library writes it.

Floor 1, the lowest room of `offline_aws`: it knows nothing of AWS or of any schema.
"""

from __future__ import annotations
