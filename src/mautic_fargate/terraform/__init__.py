"""The Terraform core from Python: a pool of warm workers, temporary workspaces, plans and diagnostics as typed values.

Nothing is imported here, so that a worker starts quickly: use `core`, `workspace`, `commands`, `inspection`, `plan`,
`diagnostics` and `declarations`.
"""

from __future__ import annotations
