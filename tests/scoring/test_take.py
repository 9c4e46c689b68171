"""The take score: weights, what is left out, and that neither stillness nor a morph can win."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.scoring.faults import Faults
from onmodel.scoring.model import TAKE_WEIGHTS
from onmodel.scoring.take import CUT_CAP, FROZEN_CAP, MORPH_CAP, governed, score_take, take_score

PART = st.one_of(st.none(), st.floats(0, 100))
GOOD = {"identity": 1.0, "smoothness": 1.0}


def test_the_weights_are_design_s():
    assert TAKE_WEIGHTS == {"temporal": 0.4, "aesthetic": 0.3, "alignment": 0.3}
    assert take_score({"temporal": 100.0, "aesthetic": 50.0, "alignment": 0.0}) == pytest.approx(55.0)


@given(PART, PART, PART)
def test_a_score_lies_between_its_parts_and_is_none_only_without_any(temporal, aesthetic, alignment):
    told = [value for value in (temporal, aesthetic, alignment) if value is not None]
    value = take_score({"temporal": temporal, "aesthetic": aesthetic, "alignment": alignment})
    if not told:
        assert value is None
    else:
        assert value is not None
        assert min(told) - 1e-9 <= value <= max(told) + 1e-9


@given(st.floats(0, 99), st.floats(0.1, 1), st.floats(0, 100), st.floats(0, 100))
def test_a_better_part_never_lowers_it(temporal, more, aesthetic, alignment):
    parts = {"temporal": temporal, "aesthetic": aesthetic, "alignment": alignment}
    assert take_score({**parts, "temporal": temporal + more}) > take_score(parts)


@given(st.dictionaries(st.sampled_from("abcde"), st.floats(0, 1), min_size=1), st.floats(0, 1))
def test_a_part_lies_between_its_worst_piece_and_their_mean(pieces, worst):
    value = governed(pieces, worst)
    assert 100 * min(pieces.values()) - 1e-9 <= value <= 100 * sum(pieces.values()) / len(pieces) + 1e-9


def scored(faults: Faults, moving=None, craft=None, alignment=None):
    return score_take(GOOD, craft or {"sharpness": 1.0}, alignment or {}, faults, moving)


@pytest.mark.parametrize("moving", [True, None, False])
def test_a_frozen_clip_is_held_down_however_perfect_its_consistency_is(moving):
    made = scored(Faults(frozen=True), moving)
    assert made.parts["temporal"] == FROZEN_CAP[moving]
    assert any("nothing moves" in line for line in made.said)
    assert made.value < scored(Faults(), moving).value


def test_a_morph_a_cut_and_black_are_held_down():
    assert scored(Faults(changes=(30,))).parts["temporal"] == MORPH_CAP
    assert scored(Faults(drifts=True)).parts["temporal"] == MORPH_CAP
    assert scored(Faults(cuts=(30,))).parts["temporal"] == CUT_CAP
    assert scored(Faults(black=1.0)).value <= 5
    assert scored(Faults(plain=True)).value <= 5


def test_what_cannot_be_told_is_left_out_and_said():
    made = scored(Faults())
    assert made.parts["alignment"] is None
    assert made.said == ("alignment cannot be told: the other parts weigh more",)
    assert made.value == pytest.approx(100.0)
    empty = score_take({}, {}, {}, Faults(), None)
    assert empty.value is None
    assert empty.said == ()
