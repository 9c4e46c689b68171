"""Suggestions from weak dimensions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.backends.texts.ground import contradiction
from onmodel.backends.texts.port import DEFAULT_NEGATIVE, PromptSuggestion, SuggestRequest
from onmodel.backends.texts.suggesting import BARS, suggest
from onmodel.fountain.vocabulary import Move
from tests.backends.texts.test_photography import EMMA, facts


def one(name: str, value: float, **more: object) -> PromptSuggestion:
    made = suggest(SuggestRequest(facts(), "Emma waits.", dimensions={name: value}, **more))  # type: ignore[arg-type]
    assert [s.dimension for s in made] == [name]
    return made[0]


def test_low_subject_consistency_restates_the_character() -> None:
    made = one("subject_consistency", 0.6)
    assert EMMA in made.prompt
    assert made.prompt.startswith("Emma waits")
    assert "changing face" in made.negative_prompt
    again = suggest(SuggestRequest(facts(), f"{EMMA}. Emma waits.", dimensions={"subject_consistency": 0.6}))[0]
    assert again.prompt.count(EMMA) == 1
    assert "first frame to last" in again.prompt


def test_a_character_off_model_is_restated_alone_and_by_name() -> None:
    made = suggest(SuggestRequest(facts(), "Emma waits.", cast={"EMMA": 40.0, "BAI": 90.0}))
    assert [(s.dimension, s.value) for s in made] == [("cast:EMMA", 40.0)]
    assert EMMA in made[0].prompt
    assert "EMMA is off model (40 of 100)" in made[0].why


def test_low_aesthetic_adds_style_words_low_alignment_concrete_ones() -> None:
    assert {a.about for a in one("aesthetic_quality", 0.2).added} >= {"camera", "lens", "light", "film stock"}
    concrete = one("overall_consistency", 0.1)
    assert "Emma stands" in concrete.prompt
    assert "steppe, day" in concrete.prompt


def test_low_aesthetic_says_the_board_s_style_and_nothing_of_it_against_the_shot() -> None:
    styled = replace(facts(), style="Faded postcards, a moonlit night")
    made = suggest(SuggestRequest(styled, "Emma waits.", dimensions={"aesthetic_quality": 0.2}))[0]
    assert [a.words for a in made.added if a.about == "style"] == ["Faded postcards"]
    assert "Faded postcards" in made.prompt
    assert "moonlit" not in made.prompt


def test_too_much_motion_is_calmed_and_none_at_all_is_stirred() -> None:
    calmer = one("motion_smoothness", 0.3)
    assert calmer.speed is not None
    assert calmer.speed < 1
    assert "jerky motion" in calmer.negative_prompt
    shaky = one("motion_smoothness", 0.3, move=Move.HANDHELD)
    assert shaky.move is Move.PUSH_IN
    livelier = suggest(SuggestRequest(facts(), "Emma waits.", move=Move.PAN, motion=False))
    assert [s.dimension for s in livelier] == ["dynamic_degree"]
    assert "frozen" in livelier[0].negative_prompt
    assert suggest(SuggestRequest(facts(), "Emma waits.", move=Move.STATIC, motion=False)) == []  # asked to stand still


def test_flicker_asks_for_steady_light_and_negative_words_are_said_once() -> None:
    made = one("temporal_flickering", 0.5, negative_prompt="flicker, hats")
    assert made.negative_prompt == "flicker, hats, strobing, changing exposure"


def test_the_weakest_is_first_what_cannot_be_told_is_left_and_bars_can_be_moved() -> None:
    weak = {"subject_consistency": 0.89, "temporal_flickering": 0.1, "imaging_quality": None, "made_up": 0.0}
    asked = SuggestRequest(facts(), "Emma waits.", dimensions=weak)
    assert [s.dimension for s in suggest(asked)] == ["temporal_flickering", "subject_consistency"]
    moved = SuggestRequest(facts(), "Emma waits.", dimensions=weak, bars={"subject_consistency": 0.5})
    assert [s.dimension for s in suggest(moved)] == ["temporal_flickering"]
    assert suggest(SuggestRequest(facts(), "Emma waits.")) == []


@given(
    st.dictionaries(st.sampled_from(sorted(BARS)), st.one_of(st.none(), st.floats(-1, 1.2)), max_size=6),
    st.sampled_from(Move), st.sampled_from([None, True, False]),
)  # fmt: skip
def test_every_suggestion_changes_something_and_agrees_with_the_shot(dimensions, move, motion) -> None:  # type: ignore[no-untyped-def]  # strategies
    asked = SuggestRequest(facts(), "Emma waits.", dimensions=dimensions, move=move, motion=motion)
    for made in suggest(asked):
        changed = (made.prompt, made.negative_prompt, made.move, made.speed)
        assert changed != (asked.prompt, DEFAULT_NEGATIVE, None, None)
        assert made.prompt.startswith("Emma waits")
        for added in made.added:
            if added.about != "subject":
                assert not contradiction(added.words, asked.facts, made.move or move)


@pytest.mark.parametrize("name", sorted(BARS))
def test_every_dimension_that_can_be_weak_has_advice(name: str) -> None:
    assert one(name, 0.0).why
