"""The small providers that AWS configurations lean on: random, null, time, tls, local, archive, http, external.

They reach nothing: no network, no program is run, no file is written. What they would compute is drawn from the configuration.
"""

from __future__ import annotations
