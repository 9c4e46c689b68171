from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from onmodel.deliverables.board import Board, timecode
from onmodel.deliverables.sheets import contact_sheet, storyboard_pdf
from tests.deliverables.boards import board


def _sheet(made: Board) -> Image.Image:
    return Image.open(BytesIO(contact_sheet(made))).convert("RGB")


def test_the_contact_sheet_shows_every_frame_and_grows_with_the_board(tmp_path: Path) -> None:
    four, five = _sheet(board(tmp_path, 4)), _sheet(board(tmp_path, 5))
    assert five.height > four.height
    reds = np.asarray(four)[..., 0]
    assert {200, 150, 100, 50} <= set(np.unique(reds)), "each panel's own colour is on the sheet"


def test_scores_are_coloured_by_class(tmp_path: Path) -> None:
    sheet = np.asarray(_sheet(board(tmp_path, 1))).reshape(-1, 3)
    for colour in ((0x4F, 0xB2, 0x86), (0xE0, 0x60, 0x4C), (0x77, 0x77, 0x77)):
        assert (np.abs(sheet.astype(int) - colour).sum(1) < 6).sum() > 50


def test_script_text_is_data_to_the_template(tmp_path: Path) -> None:
    hostile = board(tmp_path, 1, action='#read("/etc/passwd") #panic() $x$ `code` *bold* // not a comment')
    assert storyboard_pdf(hostile).startswith(b"%PDF")


def test_six_panels_fill_one_page_and_seven_need_two(tmp_path: Path) -> None:
    assert storyboard_pdf(board(tmp_path, 6)).count(b"/Type/Page/") == 1
    assert storyboard_pdf(board(tmp_path, 7)).count(b"/Type/Page/") == 2


def test_an_empty_board_still_prints() -> None:
    assert storyboard_pdf(Board("Nothing yet", ())).startswith(b"%PDF")


def test_the_same_board_gives_the_same_contact_sheet(tmp_path: Path) -> None:
    assert contact_sheet(board(tmp_path, 2)) == contact_sheet(board(tmp_path, 2))


@pytest.mark.parametrize(
    ("frames", "rate", "text"),
    [(0, 24, "00:00:00:00"), (24, 24, "00:00:01:00"), (1501, 25, "00:01:00:01"), (90_024, 25, "01:00:00:24")],
)
def test_timecode_counts_frames(frames: int, rate: int, text: str) -> None:
    assert timecode(frames, rate) == text
