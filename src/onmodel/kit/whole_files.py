"""Files that are there complete or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def write_by(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside its place and move it there when it is whole; what fails leaves nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".unfinished-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
