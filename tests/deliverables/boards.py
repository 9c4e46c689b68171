"""Boards of plain colours to print in the tests."""

from pathlib import Path

import numpy as np
from PIL import Image

from onmodel.deliverables.board import Board, Panel, PanelScore


def board(folder: Path, panels: int, *, action: str = "Aldar bows — Алдар иіледі.", frames: int = 12) -> Board:
    """A board of `panels` panels; panel n is a plain picture whose red value is 250 − 50 n."""
    made = []
    for i in range(1, panels + 1):
        picture = folder / f"{i}.png"
        Image.fromarray(np.full((90, 160, 3), (max(250 - 50 * i, 0), 40, 60), np.uint8)).save(picture)
        made.append(
            Panel(
                i, "3A", str(i), "EXT. STEPPE - DAY", picture, "MCU", "eye-level", 50, "static", action,
                (("ALDAR", f"Line {i}"),) if i % 2 else (), frames, (),
                (PanelScore("ALDAR", 91.0), PanelScore("BAI", 60.0), PanelScore("GIRL", None)),
            )
        )  # fmt: skip
    return Board("The tale", tuple(made), 24, 75.5)
