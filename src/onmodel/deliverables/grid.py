"""Pictures side by side with labels, to be compared: PNG."""

from dataclasses import dataclass

from onmodel.deliverables.typesetting import typeset


@dataclass(frozen=True)
class Cell:
    """One place: an encoded JPEG or PNG, or None for an empty place. `mark` is a coloured word on it."""

    picture: bytes | None
    label: str
    mark: str = ""


@dataclass(frozen=True)
class Grid:
    """Cells row by row; `headings` stand over the columns, `lines` of text below."""

    title: str
    cells: tuple[Cell, ...]
    columns: int
    headings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def grid_png(grid: Grid) -> bytes:
    """The grid as a PNG on neutral grey; rows are as high as their highest picture."""
    pictures = {f"{i}{_suffix(c.picture)}": c.picture for i, c in enumerate(grid.cells) if c.picture}
    cells = [
        {"file": f"{i}{_suffix(c.picture)}" if c.picture else "", "label": c.label, "mark": c.mark}
        for i, c in enumerate(grid.cells)
    ]
    data = {
        "title": grid.title, "columns": grid.columns, "headings": grid.headings, "lines": grid.lines, "cells": cells,
    }  # fmt: skip
    return typeset("grid.typ", data, pictures, "png")


def _suffix(picture: bytes | None) -> str:
    return ".png" if picture and picture.startswith(b"\x89PNG") else ".jpg"
