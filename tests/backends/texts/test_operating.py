"""A clip's prompt by rule: move, speed, frame rate and environment."""

import pytest

from onmodel.backends.texts.operating import enhance
from onmodel.backends.texts.port import DEFAULT_NEGATIVE, EnhancedPrompt, MotionPromptRequest
from onmodel.fountain.vocabulary import Move, Pose
from tests.backends.texts.test_photography import facts


def words(about: str, made: EnhancedPrompt) -> str:
    return ", ".join(a.words for a in made.added if a.about == about)


@pytest.mark.parametrize("move", Move)
def test_every_move_has_its_words(move: Move) -> None:
    made = enhance(MotionPromptRequest(facts(), move=move))
    assert words("move", made)
    assert made.notes == ()
    assert enhance(MotionPromptRequest(facts(move=move))).prompt == made.prompt  # the shot's own, where nobody says


def test_speed_is_said_and_a_quick_move_is_not_forbidden_in_the_same_breath() -> None:
    quick = enhance(MotionPromptRequest(facts(), move=Move.PUSH_IN, speed=1.5))
    assert "quick push-in" in words("move", quick)
    assert "fast movements" not in quick.negative_prompt
    assert "disfigurements" in quick.negative_prompt
    assert any("fast movements" in note for note in quick.notes)
    assert "very slow push-in" in words("move", enhance(MotionPromptRequest(facts(), move=Move.PUSH_IN, speed=0.5)))
    own = enhance(MotionPromptRequest(facts(), negative_prompt="fast movements, hats", move=Move.PAN, speed=2.0))
    assert own.negative_prompt == "fast movements, hats"  # somebody's own words stay
    assert enhance(MotionPromptRequest(facts())).negative_prompt == DEFAULT_NEGATIVE


def test_slow_motion_is_120_frames_a_second_where_the_words_or_somebody_ask_for_it() -> None:
    assert words("frame rate", enhance(MotionPromptRequest(facts()))) == "24 fps, 180° shutter"
    asked = enhance(MotionPromptRequest(facts(description="In slow motion, Emma turns.")))
    assert asked.notes == ("Nothing was added about the frame rate: the shot's own words speak of it",)
    told = enhance(MotionPromptRequest(facts(description="Time slows. Emma turns.")))
    assert words("frame rate", told) == "120 fps slow motion"
    assert words("frame rate", enhance(MotionPromptRequest(facts(), shot_rate=48))) == "48 fps slow motion"


@pytest.mark.parametrize(
    ("description", "place", "inside", "told"),
    [
        ("Rain falls on Emma.", "STREET", False, "rain streaks"), ("Snow. Emma waits.", "FOREST", False, "snowflakes"),
        ("Emma waits.", "STEPPE", False, "seed heads"), ("Emma waits.", "FOREST", False, "leaves stir"),
        ("Guests at the wedding.", "FIELD", False, "confetti"), ("Emma pours tea.", "KITCHEN", True, "steam rises"),
        ("Emma waits.", "OFFICE", True, "dust motes"), ("Emma waits.", "YURT", True, "shaft of light"),
    ],
)  # fmt: skip
def test_what_stirs_follows_from_words_weather_and_place(description, place, inside, told) -> None:  # type: ignore[no-untyped-def]  # a table
    made = enhance(MotionPromptRequest(facts(description=description, place=place, inside=inside)))
    assert told in words("environment", made)
    assert len([a for a in made.added if a.about == "environment"]) <= 2


def test_it_does_not_rain_inside() -> None:
    made = enhance(MotionPromptRequest(facts(description="Rain outside. Emma waits.", place="ROOM", inside=True)))
    assert "rain streaks" not in made.prompt


def test_who_runs_moves_with_weight() -> None:
    assert "motion blur" in words("speed", enhance(MotionPromptRequest(facts(pose=Pose.RUN))))
    assert "breath" in words("speed", enhance(MotionPromptRequest(facts())))
