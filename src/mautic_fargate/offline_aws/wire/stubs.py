"""The published stubs of Terraform's plugin protocol 6, loaded without the package that ships them.

`pyvider`'s own `__init__` imports a whole framework; the generated module needs nothing but `protobuf`.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

_PACKAGE = "pyvider"
_FILE = Path("protocols", "tfprotov6", "protobuf", "tfplugin6_pb2.py")
_NAME = "mautic_fargate.offline_aws.wire._tfplugin6_pb2"


def _load() -> ModuleType:
    package = importlib.util.find_spec(_PACKAGE)  # looks, imports nothing
    for folder in (package.submodule_search_locations or ()) if package else ():
        spec = importlib.util.spec_from_file_location(_NAME, Path(folder) / _FILE)
        if spec is not None and spec.loader is not None and (Path(folder) / _FILE).is_file():
            module = importlib.util.module_from_spec(spec)
            sys.modules[_NAME] = module
            spec.loader.exec_module(module)
            return module
    raise ImportError(f"the protocol stubs are missing: {_PACKAGE} with {_FILE} is not installed", name=_PACKAGE)


pb: Any = _load()
"""The module `tfplugin6_pb2`: a class per message of the protocol."""
