"""The contact sheet (PNG) and the storyboard (PDF), set by Typst from one template each."""

from typing import Any, Literal

from onmodel.deliverables.board import Board, Panel, timecode
from onmodel.deliverables.typesetting import typeset
from onmodel.metrics.score import printed


def contact_sheet(board: Board) -> bytes:
    """Every frame with its scores on one sheet: PNG bytes, 4 columns on neutral grey."""
    return _typeset(board, "contact.typ", "png")


def storyboard_pdf(board: Board) -> bytes:
    """Boards to print: PDF bytes, A4 landscape, six panels a page with all their words."""
    return _typeset(board, "storyboard.typ", "pdf")


def _typeset(board: Board, template: str, output: Literal["pdf", "png"]) -> bytes:
    return typeset(template, _data(board), {f"{p.index:04d}.png": p.picture for p in board.panels}, output)


def _data(board: Board) -> dict[str, Any]:
    return {
        "title": board.title,
        "overall": printed(board.overall),
        "length": timecode(sum(p.duration_frames for p in board.panels), board.rate),
        "panels": [_panel(p, board.rate) for p in board.panels],
    }


def _panel(panel: Panel, rate: int) -> dict[str, Any]:
    return {
        "file": f"{panel.index:04d}.png",
        "index": panel.index,
        "scene": panel.scene,
        "shot": panel.shot,
        "heading": panel.heading,
        "framing": "OTS" if panel.framing == "over-the-shoulder" else panel.framing,
        "camera": _camera(panel),
        "action": panel.action,
        "dialogue": [{"who": who, "words": words} for who, words in panel.dialogue],
        "duration": timecode(panel.duration_frames, rate),
        "notes": list(panel.notes),
        "scores": [{"who": s.character, "mark": printed(s.value), "grade": s.grade} for s in panel.scores],
    }


def _camera(panel: Panel) -> str:
    parts = [f"{panel.lens_mm} mm", panel.move if panel.move != "static" else ""]
    parts.append(panel.angle if panel.angle != "eye-level" else "")
    return " · ".join(p for p in parts if p)
