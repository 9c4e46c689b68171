"""A printed number and its colour say the same; who has no photographs is not counted among the faces."""

import pytest

from onmodel.cli.console import mark, print_report
from onmodel.deliverables.board import PanelScore
from onmodel.metrics.score import NO_REFERENCE, grade, printed


@pytest.mark.parametrize("value", [0.0, 69.4, 69.5, 69.999, 70.0, 84.5, 84.6, 84.999, 85.0, 99.6, 100.0])
def test_no_printed_number_claims_a_class_that_it_lacks(value: float) -> None:
    assert grade(float(printed(value))) == grade(value) == PanelScore("EMMA", value).grade
    assert mark(value).endswith(f"]{printed(value)}[/]")
    assert 0 <= value - float(printed(value)) < 1


def _cell(character: str, value: float | None, reason: str | None) -> dict[str, object]:
    return {"character": character, "frame": 1, "score": value, "finding": "",
            "parts": {"face": {"value": value, "unscorable_reason": reason}}}  # fmt: skip


def test_who_has_no_photographs_is_not_counted_among_the_faces(capsys: pytest.CaptureFixture[str]) -> None:
    emma = [_cell("EMMA", 90.0, None), _cell("EMMA", None, "the face is turned away from the lens")]
    bai = [_cell("BAI", None, NO_REFERENCE), {**_cell("BAI", None, None), "parts": {}}]
    print_report({"cells": [*emma, *bai], "overall": 84.6})
    told = capsys.readouterr().out
    assert "faces judged in 1 of 2 appearances; no photographs of BAI" in told
    assert "continuity 84 " in told
    print_report({"cells": bai, "overall": None})
    told = capsys.readouterr().out
    assert "no photographs of BAI" in told
    assert "faces judged" not in told
