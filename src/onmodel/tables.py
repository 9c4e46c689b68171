"""Every table of the product in one list: what migrations compare with, and what makes relations resolvable."""

import importlib
from pathlib import Path

from onmodel import retries  # noqa: F401  # its table
from onmodel.db import Base

# In the order of the slices, found by file name: a noun cannot be forgotten here (design §3, rule 1).
for _file in sorted(Path(__file__).parent.glob("*/tables.py")):
    importlib.import_module(f"onmodel.{_file.parent.name}.tables")

metadata = Base.metadata
