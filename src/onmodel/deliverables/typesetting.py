"""Typst at work: a template, its data and its pictures become a PNG or a PDF.

All text reaches the templates as JSON data, never as markup, so nothing in a script can act on the page.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

TEMPLATES = files("onmodel.deliverables") / "templates"


def typeset(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, Path | bytes],
    output: Literal["pdf", "png"],
    pixels_per_inch: float = 144.0,
) -> bytes:
    """The template filled with `data` (its board.json) and pictures by file name, as bytes of `output`."""
    import typst  # noqa: PLC0415  # 7 MiB that the server needs for no other request

    with tempfile.TemporaryDirectory(prefix="onmodel-sheet-") as folder:
        root = Path(folder)
        for name, picture in pictures.items():
            _place(picture, root / name)
        (root / "board.json").write_text(json.dumps(data, ensure_ascii=False))
        (root / "main.typ").write_text((TEMPLATES / template).read_text())
        made = typst.compile(root / "main.typ", root=root, format=output, ppi=pixels_per_inch)
    return made


def _place(picture: Path | bytes, target: Path) -> None:
    """Bytes are written; a file is a hard link where the file system allows, else a copy: frames are large."""
    if isinstance(picture, bytes):
        target.write_bytes(picture)
        return
    try:
        os.link(picture, target)
    except OSError:
        shutil.copyfile(picture, target)
