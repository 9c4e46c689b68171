"""Cut-outs show whom they name and no edge of nowhere."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from onmodel.deliverables import crops
from onmodel.deliverables.crops import PARTS, PartName

LEFT, RIGHT = (220, 20, 20), (20, 200, 20)


def _frame() -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A red person left (head 40–80 × 30–80) and a green one right, on grey; and the mask of the red one."""
    picture = np.full((360, 640, 3), 120, np.uint8)
    mask = np.zeros((360, 640), bool)
    mask[30:340, 30:110] = True
    picture[mask] = LEFT
    picture[30:340, 430:510] = RIGHT
    return picture, mask


def _pixels(jpeg: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(jpeg)) as opened:
        return np.asarray(opened.convert("RGB"))


@pytest.mark.parametrize("part", PARTS)
def test_only_who_is_named_is_in_it(part: PartName) -> None:
    picture, mask = _frame()
    shown = _pixels(crops.of_frame(picture, (40, 30, 80, 80), mask, part, 640)).astype(int)
    red = (np.abs(shown - LEFT).max(axis=2) < 40).mean()
    assert red > (0.6 if part != "hair" else 0.4)
    assert (np.abs(shown - RIGHT).max(axis=2) < 40).mean() == 0


def test_clothes_and_the_whole_are_bounded_by_the_mask_and_clothes_begin_below_the_head() -> None:
    picture, mask = _frame()
    sizes = {part: _pixels(crops.of_frame(picture, (40, 30, 80, 80), mask, part, 640)).shape[:2] for part in PARTS}
    assert sizes["whole"][0] == pytest.approx(310 * 1.06, abs=6)
    assert sizes["outfit"][0] == pytest.approx(260 * 1.06, abs=6)
    assert sizes["whole"][1] == sizes["outfit"][1] == pytest.approx(80 * 1.12, abs=4)
    assert sizes["face"][0] < sizes["hair"][0] < sizes["outfit"][0]


@pytest.mark.parametrize("head", [(-50, -50, 5, 5), (630, 350, 700, 420), (0, 0, 640, 360), (10, 10, 10, 10)])
@pytest.mark.parametrize("part", PARTS)
def test_a_head_at_the_edge_still_makes_a_picture(part: PartName, head: tuple[float, float, float, float]) -> None:
    picture, _ = _frame()
    height, width = _pixels(crops.of_frame(picture, head, None, part, 160)).shape[:2]
    assert min(height, width) >= 1
    assert max(height, width) <= 160
    assert _pixels(crops.of_reference(picture, head, part, 320)).size > 0
