"""docs/metrics.md and docs/quality.md are held to the code."""

from pathlib import Path

import pytest

from onmodel.metrics.vbench import BOUNDS
from onmodel.scoring.model import TAKE_WEIGHTS
from onmodel.scoring.picture import NAMES
from onmodel.scoring.take import CUT_CAP, FROZEN_CAP, MORPH_CAP

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["metrics.md", "quality.md"])
def test_every_dimension_is_told(page):
    text = (DOCS / page).read_text()
    assert not [name for name in BOUNDS if f"`{name}`" not in text]


def test_every_measure_of_the_picture_is_told():
    text = (DOCS / "metrics.md").read_text()
    assert not [name for name in NAMES.values() if f"`{name}`" not in text]


def test_the_take_score_is_told_as_it_is_computed():
    text = " ".join((DOCS / "quality.md").read_text().split())
    assert " + ".join(f"{weight} {name}" for name, weight in TAKE_WEIGHTS.items()) in text
    ordered, unsaid, still = (f"{FROZEN_CAP[key]:.0f}" for key in (True, None, False))
    held = f"Held to {ordered} where motion was ordered and nothing moves ({unsaid} where nobody said, {still} where"
    assert held in text
    assert f"to {MORPH_CAP:.0f} where somebody becomes" in text
    assert f"to {CUT_CAP:.0f} where a cut" in text
