"""Agreement over one to three references: medians and votes, weighted by quality."""

from dataclasses import replace

import pytest

from onmodel.dna.frame import JAWS, OVAL, Reference
from onmodel.dna.model import Trait
from onmodel.dna.pixels import SeenTraits, _blend, _vote, see, traits_from_pixels
from tests.dna.portrait import apart, painted, traced


def test_one_reference_is_itself() -> None:
    assert traits_from_pixels([traced()]).skin.value == see(traced()).skin.value


def test_no_reference_shows_nothing() -> None:
    assert traits_from_pixels([]) == SeenTraits()


def test_one_bad_picture_of_three_does_not_change_the_skin() -> None:
    outlier = painted(OVAL, "#3040c0", 1.0)
    plain = see(traced()).skin
    both = traits_from_pixels([traced(), outlier, replace(traced(), name="again")]).skin
    assert apart(both.value, plain.value or "") < 0.02
    assert both.confidence < plain.confidence


def test_a_poor_picture_cannot_outvote_a_clear_one() -> None:
    poor: Reference = replace(painted(OVAL, "#4a2e20", 1.0), quality=0.1)
    found = traits_from_pixels([replace(traced(), quality=0.9), poor])
    assert apart(found.skin.value, see(traced()).skin.value or "") < 0.02


def test_votes_count_weight_times_confidence() -> None:
    traits = [Trait("short", "pixels", 0.6), Trait("long", "pixels", 0.5), Trait(None, "pixels", 0.0)]
    even = _vote(traits, [1, 1, 1])
    assert even.value == "short"
    assert even.confidence == pytest.approx(0.6 * 0.6 / 1.1, abs=0.01)
    assert _vote(traits, [0.2, 1, 1]).value == "long"
    assert _vote([traits[2]], [1]).value is None


def test_colours_far_apart_are_less_sure() -> None:
    near = _blend([Trait("#704020", "pixels", 0.8), Trait("#714121", "pixels", 0.8)], [1, 1])
    far = _blend([Trait("#704020", "pixels", 0.8), Trait("#2040c0", "pixels", 0.8)], [1, 1])
    assert near.confidence > far.confidence + 0.2


def test_gender_and_age_are_not_guessed_from_a_bare_face() -> None:
    found = see(traced())
    assert found.gender.value is None
    assert found.age.value is None
    assert found.build.value is None
    assert len(JAWS) == 2
