"""Reads provider schemas out of published TypeScript bindings (the `cdktn-provider-*` wheels).

The bindings were generated from the schema, so the schema can be read back from them: `wheel` unpacks the TypeScript,
`typescript` cuts it into declarations, `derive` turns declarations into the official notation, `functions` reads the
provider's functions, `facts` adds what the bindings cannot say.
"""

from __future__ import annotations
