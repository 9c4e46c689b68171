"""Prompts by rule: what a cinematographer would say of a shot, and never against the shot."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.backends.texts.ground import ANGLES, FRAMINGS, Ground, base, contradiction
from onmodel.backends.texts.operating import enhance as enhance_motion
from onmodel.backends.texts.photography import enhance as enhance_image
from onmodel.backends.texts.port import DEFAULT_NEGATIVE, ImagePromptRequest, MotionPromptRequest, ShotFacts
from onmodel.fountain.model import Beat, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, Pose, TimeOfDay
from onmodel.stage.spec import CameraSpec, LightSpec, SceneSpec, SetSpec

EMMA = "Emma, female detective in her thirties, red hair, green eyes, trench coat, consistent character, high quality"


def facts(
    framing: Framing = Framing.CU, *, inside: bool = False, time: TimeOfDay = TimeOfDay.DAY, mood: Mood = Mood.NEUTRAL,
    description: str = "Emma waits.", place: str = "STEPPE", move: Move = Move.STATIC, spec: SceneSpec | None = None,
    angle: Angle = Angle.EYE_LEVEL, lens: int = 75, pose: Pose = Pose.STAND,
) -> ShotFacts:  # fmt: skip
    shot = Shot("1", framing, angle, lens, move, description, ("EMMA",), beats=(Beat("EMMA", pose),))
    side = "INT" if inside else "EXT"
    scene = SceneBreakdown("1", f"{side}. {place} - {time.name}", side, place, time, mood, ("EMMA",), (), (shot,))
    return ShotFacts(scene, shot, {"EMMA": EMMA}, spec)


def blocked(**camera: object) -> SceneSpec:
    stand = CameraSpec((0.0, 5.0, 1.6), (0.0, 0.0, 1.6), lens_mm=65.0, t_stop=2.8)
    return SceneSpec(SetSpec("steppe", interior=False, time=TimeOfDay.DUSK), replace(stand, **camera))  # type: ignore[arg-type]


def words(about: str, made: object) -> str:
    return ", ".join(a.words for a in made.added if a.about == about)  # type: ignore[attr-defined]


def test_every_topic_is_spoken_of_with_a_reason() -> None:
    made = enhance_image(ImagePromptRequest(facts()))
    assert {a.about for a in made.added} == {"camera", "lens", "light", "composition", "film stock"}
    assert all(a.why and a.words in made.prompt for a in made.added)
    assert made.prompt.startswith("Emma, female detective")
    assert made.negative_prompt == DEFAULT_NEGATIVE
    assert made.made_by == "rules"


def test_the_style_is_said_phrase_by_phrase_but_not_against_the_shot() -> None:
    styled = replace(facts(), style="Faded postcards, grain.5; men in long coats.\nSoft teal")
    made = enhance_image(ImagePromptRequest(styled))
    assert words("style", made) == "Faded postcards, grain.5, Soft teal"
    assert any("men" in note for note in made.notes)
    own = enhance_image(ImagePromptRequest(replace(facts(), style="shot on Kodak Vision3 500T")))
    assert "film stock" not in {a.about for a in own.added}
    assert own.prompt.count("Kodak") == 1


def test_the_lens_and_the_stop_are_those_of_the_shot_as_blocked() -> None:
    lens = words("lens", enhance_image(ImagePromptRequest(facts(spec=blocked()))))
    assert "65 mm Cooke S4 prime at T2.8" in lens
    assert "58 mm Helios 44" in words("lens", enhance_image(ImagePromptRequest(facts(spec=blocked(lens_mm=58.0)))))
    usual = words("lens", enhance_image(ImagePromptRequest(facts(spec=blocked(t_stop=0.0)))))
    assert "T2.8" in usual  # everything sharp is how fast tiers render, not what the framing is shot at


@pytest.mark.parametrize(
    ("heading", "told"),
    [((0.0, 5.0, 1.6), "camera"), ((5.0, 0.0, 1.6), "backlit"), ((-5.0, 0.0, 1.6), "behind the camera")],
)
def test_the_sun_stands_where_it_stands_on_the_stage(heading: tuple[float, float, float], told: str) -> None:
    light = words("light", enhance_image(ImagePromptRequest(facts(spec=blocked(position=heading)))))
    assert told in light  # at dusk the sun is at heading 285°: −x
    assert "dusk" in light


def test_inside_by_night_lamps_motivate_the_light_and_outside_the_moon_does() -> None:
    inside = enhance_image(ImagePromptRequest(facts(inside=True, time=TimeOfDay.NIGHT, mood=Mood.TENSE)))
    assert "practical lamps" in words("light", inside)
    assert "hard rim light" in words("light", inside)
    outside = enhance_image(ImagePromptRequest(facts(time=TimeOfDay.NIGHT)))
    assert "moonlight" in words("light", outside)
    assert "Cinestill 800T" in words("film stock", outside)
    assert "Venice" in words("camera", outside)


def test_a_drawn_look_has_neither_camera_nor_stock_and_noir_has_black_and_white() -> None:
    pencil = enhance_image(ImagePromptRequest(facts(spec=replace(blocked(), look="pencil"))))
    assert not {"camera", "lens", "film stock"} & {a.about for a in pencil.added}
    noir = enhance_image(ImagePromptRequest(facts(spec=replace(blocked(), look="noir"))))
    assert "Double-X" in words("film stock", noir)


def test_what_the_gaffer_changed_is_said() -> None:
    lit = replace(blocked(), light=LightSpec(face_fill=0.5), set=replace(blocked().set, kelvin=3200.0))
    light = words("light", enhance_image(ImagePromptRequest(facts(spec=lit))))
    assert "3200 K tungsten" in light
    assert "soft fill near the lens" in light


def test_what_somebody_wrote_is_not_written_over() -> None:
    made = enhance_image(ImagePromptRequest(facts(), "Emma waits, shot on a 40 mm lens, Kodak Portra.", "hats"))
    assert not {"lens", "film stock"} & {a.about for a in made.added}
    assert any("the lens" in note for note in made.notes)
    assert "40 mm" in made.prompt
    assert made.negative_prompt == "hats"


KNOWN = st.builds(
    facts, st.sampled_from(Framing), inside=st.booleans(), time=st.sampled_from(TimeOfDay),
    mood=st.sampled_from(Mood), angle=st.sampled_from(Angle), move=st.sampled_from(Move),
    lens=st.sampled_from((18, 35, 58, 85, 180)), pose=st.sampled_from(Pose),
)  # fmt: skip


@given(KNOWN)
def test_no_rule_contradicts_the_shot_or_the_dna(known: ShotFacts) -> None:
    still, clip = enhance_image(ImagePromptRequest(known)), enhance_motion(MotionPromptRequest(known))
    assert still.notes == clip.notes == ()  # nothing had to be left out
    assert {a.about for a in still.added} >= {"camera", "lens", "light", "composition", "film stock"}
    assert {a.about for a in clip.added} >= {"move", "frame rate"}
    for made in (still, clip):
        assert EMMA in made.prompt
        assert FRAMINGS[known.shot.framing] in made.prompt
        assert ANGLES[known.shot.angle] in made.prompt


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("a 50 mm lens", "75 mm"), ("shot at T1.4", "T2.8"), ("f/8", "T2.8"), ("moonlit dunes", "hour"),
        ("interior daylight", "outside"), ("an extreme close-up", "close-up"), ("wide shot", "close-up"),
        ("low angle", "eye level"), ("her blonde hair", "DNA"), ("wearing a hat", "DNA"), ("a crowd", "DNA"),
        ("crane up", "move"), ("an old woman", "DNA"), ("hand-held", "move"),
    ],
)  # fmt: skip
def test_a_phrase_against_the_shot_is_known(phrase: str, why: str) -> None:
    assert why in contradiction(phrase, facts())


@pytest.mark.parametrize(
    "phrase",
    ["75 mm prime", "T2.8", "close-up", "hair light", "35mm film grain", "skin tones hold", "catchlight in the eyes",
     "static camera", "clear sun", "panorama of grass"],
)  # fmt: skip
def test_a_phrase_with_the_shot_is_let_through(phrase: str) -> None:
    assert contradiction(phrase, facts()) == ""


def test_a_clip_may_move_as_its_shot_and_not_otherwise() -> None:
    assert contradiction("slow push-in", facts(), Move.PUSH_IN) == ""
    assert "push-in" in contradiction("tracking shot", facts(), Move.PUSH_IN)
    assert "push-in" in contradiction("locked-off tripod", facts(), Move.PUSH_IN)


def test_the_ground_is_the_shot_s_where_nothing_is_blocked() -> None:
    ground = Ground.of(facts(Framing.WS, lens=25, inside=True))
    assert (ground.lens_mm, ground.t_stop, ground.interior) == (25.0, 8.0, True)
    assert base(facts()).endswith("close-up, eye level")
