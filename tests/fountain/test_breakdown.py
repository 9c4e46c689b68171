"""Coverage that a storyboard artist would defend, on small scripts with one question each."""

import pytest

from onmodel.fountain.breakdown import break_down
from onmodel.fountain.coverage import Coverage
from onmodel.fountain.memory import Memory
from onmodel.fountain.model import Breakdown, Shot
from onmodel.fountain.moments import moments_of
from onmodel.fountain.names import Roster
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay
from onmodel.sample import sample_script, second_script


def _shots(made: Breakdown) -> list[Shot]:
    return [shot for scene in made.scenes for shot in scene.shots]


def _board(text: str, frames: int | None = None, **wishes) -> list[Shot]:
    return _shots(break_down(read_screenplay(text, "x.fountain"), frames=frames, **wishes))


def _of(text: str, words: str) -> Shot:
    """The candidate whose description holds these words, before any board is chosen."""
    play, memory = read_screenplay(text, "x.fountain"), Memory()
    roster = Roster(play.characters)
    covered = [
        candidate.shot
        for i, scene in enumerate(play.scenes)
        for candidate in Coverage(scene, i, moments_of(scene, roster, memory), memory, True, 24).cover()
    ]
    return next(shot for shot in covered if words in shot.description)


ROOM = "INT. ROOM - NIGHT\n\nA bare room. EMMA and OMAR sit at a table.\n\n"
TALK = ROOM + "".join(
    f"{name}\n{words}\n\n" for name, words in [
        ("EMMA", "Where were you the whole of last night?"), ("OMAR", "I was at the harbour, counting boats."),
        ("EMMA", "There are no boats in winter, and you know it."), ("OMAR", "Then I counted none, and counted well."),
        ("EMMA", "Tell me the truth before I leave."), ("OMAR", "You are the one who should have been there!"),
    ]
)  # fmt: skip


def test_a_new_place_opens_wide() -> None:
    made = break_down(read_screenplay(sample_script().read_bytes()))
    for scene in made.scenes:
        assert scene.shots[0].purpose == "establishing"
        assert scene.shots[0].framing in {Framing.WS, Framing.EWS}
        assert 18 <= scene.shots[0].lens_mm <= 28


def test_dialogue_goes_over_shoulders_that_alternate_and_ends_close() -> None:
    shots = [s for s in _board(TALK, 8) if s.dialogue]
    over = [s for s in shots if s.framing == Framing.OVER_THE_SHOULDER]
    assert len(over) >= 2
    assert all({s.focus, s.shoulder} == {"EMMA", "OMAR"} and s.focus == s.dialogue[0].character for s in over)
    assert {s.focus for s in over} == {"EMMA", "OMAR"}
    assert shots[-1].framing == Framing.CU
    assert (shots[-1].focus, shots[-1].move) == ("OMAR", Move.PUSH_IN)


def test_who_sits_goes_on_sitting_and_listens_to_the_speaker() -> None:
    over = next(s for s in _board(TALK, 8) if s.framing == Framing.OVER_THE_SHOULDER)
    assert [b.pose for b in over.beats] == [Pose.SIT, Pose.SIT]
    assert [b.addressee for b in over.beats] == [over.shoulder, over.focus]
    assert over.beats[0].expression == Expression.TALKING


@pytest.mark.parametrize(("words", "framing", "angle", "move"), [
    ("Close on Emma: she weeps.", Framing.CU, Angle.EYE_LEVEL, Move.STATIC),
    ("Extreme close on Emma. She blinks.", Framing.ECU, Angle.EYE_LEVEL, Move.STATIC),
    ("We follow Emma along the wall.", Framing.MLS, Angle.EYE_LEVEL, Move.DOLLY),
    ("From above, Emma crawls to the door.", Framing.MS, Angle.HIGH, Move.STATIC),
    ("We crane up as Emma walks away.", Framing.MLS, Angle.EYE_LEVEL, Move.CRANE),
    ("Handheld: Emma runs to the door.", Framing.MLS, Angle.EYE_LEVEL, Move.HANDHELD),
    ("We push in on Emma, afraid.", Framing.MCU, Angle.EYE_LEVEL, Move.PUSH_IN),
    ("Emma looks up at the lamp.", Framing.MS, Angle.HIGH, Move.STATIC),
    ("Wide on Emma, alone.", Framing.WS, Angle.EYE_LEVEL, Move.STATIC),
])  # fmt: skip
def test_the_writers_words_order_the_camera(words, framing, angle, move) -> None:
    shot = _of("INT. ROOM - DAY\n\nEMMA (30s) waits alone.\n\n" + words, words.rsplit(maxsplit=1)[-1])
    assert (shot.framing, shot.angle, shot.move) == (framing, angle, move)


def test_a_lens_in_the_text_wins() -> None:
    assert _of("INT. ROOM - DAY\n\nEMMA waits.\n\nClose on Emma, on a 50mm lens.", "50mm").lens_mm == 50


def test_one_who_looms_is_low_over_the_others_shoulder() -> None:
    shot = _of("INT. ROOM - DAY\n\nTIMUR, a boy of nine, kneels.\n\nThe KING towers over him, angry.", "towers")
    assert (shot.framing, shot.angle) == (Framing.OVER_THE_SHOULDER, Angle.LOW)
    assert (shot.focus, shot.shoulder) == ("KING", "TIMUR")
    assert shot.beats[0].expression == Expression.ANGRY
    assert shot.beats[1].pose == Pose.KNEEL


def test_an_insert_shows_the_thing_alone() -> None:
    shot = _of("INT. ROOM - DAY\n\nEMMA waits.\n\nINSERT: the letter in her hand, torn.", "torn")
    assert (shot.framing, shot.characters, shot.props, shot.purpose) == (Framing.INSERT, (), ("letter",), "insert")


@pytest.mark.parametrize(
    ("words", "framing"),
    [
        ("CLOSE ON the lantern on the table. Emma reaches for it.", Framing.INSERT),
        ("CLOSE ON the letter in her hand. Emma trembles.", Framing.INSERT),
        ("CLOSE ON Emma, the lantern in her hand.", Framing.CU),
        ("CLOSE ON her. She puts the lantern down.", Framing.CU),
    ],
)
def test_the_camera_is_close_on_what_it_is_ordered_to(words: str, framing: Framing) -> None:
    assert _of(ROOM + words, words.rsplit(maxsplit=1)[-1]).framing is framing


def test_who_sits_with_arms_crossed_sits() -> None:
    shot = _of("INT. BAR - NIGHT\n\nEMMA waits.\n\nEmma sits at the counter, arms crossed.", "crossed")
    assert [beat.pose for beat in shot.beats] == [Pose.SIT]
    shot = _of("INT. BAR - NIGHT\n\nEMMA waits.\n\nEmma stands at the counter, arms crossed.", "crossed")
    assert [beat.pose for beat in shot.beats] == [Pose.ARMS_CROSSED]


def test_where_two_meet_they_share_the_frame() -> None:
    shot = _of("INT. ROOM - DAY\n\nEMMA sits on a bed.\n\nOMAR, 50s, enters.", "enters")
    assert (shot.framing, shot.characters, shot.purpose) == (Framing.TWO_SHOT, ("OMAR", "EMMA"), "master")
    assert shot.beats[1].pose == Pose.SIT


def test_a_voice_over_is_heard_and_not_seen() -> None:
    made = break_down(read_screenplay("EXT. ROAD - DAY\n\nEMMA walks.\n\nOLD EDWARD (V.O.)\nShe never came back.\n"))
    shots = _shots(made)
    assert all("OLD EDWARD" not in s.characters for s in shots)
    assert [d.heard_only for s in shots for d in s.dialogue] == [True]
    assert "OLD EDWARD" in {c.name for c in made.characters}


@pytest.mark.parametrize(
    ("action", "held"),
    [
        ("EMMA walks against the wind, a lantern in her hand.", "lantern"),
        ("EMMA walks in, a knife in each hand.", "knife"),
        ("EMMA stands at the door, her face in her hands.", None),
        ("EMMA walks with a letter. The lamp is out.", "letter"),
    ],
)
def test_what_is_in_a_hand_is_held(action: str, held: str | None) -> None:
    beat = _of(f"EXT. ROAD - NIGHT\n\nA road.\n\n{action}\n", action[:9]).beats[0]
    assert beat.holds == held


def test_beats_come_from_verbs_and_parentheticals() -> None:
    text = "INT. ROOM - DAY\n\nA room.\n\nEMMA kneels and holds a letter.\n\nEMMA\n(laughing)\nIt is from me.\n"
    beat = _of(text, "kneels").beats[0]
    assert (beat.pose, beat.expression, beat.holds) == (Pose.KNEEL, Expression.LAUGH, "letter")


def test_what_stops_is_not_shown() -> None:
    assert _of(ROOM + "Emma stops smiling.\n", "stops").beats[0].expression == Expression.NEUTRAL


def test_a_pronoun_finds_its_person() -> None:
    text = "INT. ROOM - DAY\n\nEMMA, a woman of thirty, sits. OMAR, a man, stands.\n\nShe laughs at him."
    shot = _of(text, "laughs")
    assert shot.characters == ("EMMA", "OMAR")
    assert shot.beats[0].expression == Expression.LAUGH


@pytest.mark.parametrize("frames", [1, 2, 3, 5, 8, 10, 17, 40])
@pytest.mark.parametrize("script", [sample_script(), second_script()], ids=lambda p: p.stem)
def test_as_many_panels_as_asked_for(script, frames) -> None:
    play = read_screenplay(script.read_bytes())
    made = break_down(play, frames=frames)
    assert len(_shots(made)) == frames
    assert bool(made.warnings) == (frames < len(play.scenes))


@pytest.mark.parametrize("text", ["Emma walks in. She sits.", TALK, "INT. A - DAY\n\nRain."])
def test_a_short_story_gets_six_to_ten_panels(text) -> None:
    assert 6 <= len(_shots(break_down(read_screenplay(text)))) <= 10


@pytest.mark.parametrize("frames", [4, 6, 10, 25])
def test_no_words_are_lost_and_their_order_stays(frames) -> None:
    play = read_screenplay(second_script().read_bytes())
    said = [" ".join(x.text.split()) for s in play.scenes for x in s.lines if x.kind == "dialogue"]
    assert [d.text for shot in _shots(break_down(play, frames=frames)) for d in shot.dialogue] == said


def test_the_tale_makes_the_board_it_was_written_for() -> None:
    made = break_down(read_screenplay(sample_script().read_bytes()))
    shots = _shots(made)
    assert [s.framing.value for s in shots] == [
        "EWS", "over-the-shoulder", "CU", "two-shot", "WS", "over-the-shoulder", "CU", "WS", "insert", "CU",
    ]  # fmt: skip
    assert {s.angle for s in shots} >= {Angle.LOW, Angle.HIGH, Angle.EYE_LEVEL}
    assert [s.time for s in made.scenes] == [TimeOfDay.DAY, TimeOfDay.NIGHT, TimeOfDay.NIGHT]
    assert {s.mood for s in made.scenes} == {Mood.COMIC}
    assert {n for s in shots for n in s.characters} == {"ALDAR KOSE", "BAI", "SAULE", "TIMUR"}


def test_dialogue_takes_its_time() -> None:
    short, long = ("It is.", "It is the seventh winter since the last train stopped at this station, my friend. " * 2)
    lengths = [
        sum(s.duration_frames for s in _board(f"INT. A - DAY\n\nEMMA waits.\n\nEMMA\n{words}\n", 2, rate=25))
        for words in (short, long)
    ]
    assert lengths[1] - lengths[0] > 25 * 7


def test_a_given_cast_is_found_in_mixed_case() -> None:
    play = read_screenplay("INT. ROOM - DAY\n\nQuietly, Zarina opens the door.\n", "x.fountain")
    assert not play.characters
    made = break_down(play, cast=("Zarina",))
    assert made.scenes[0].characters == ("ZARINA",)
    assert made.characters[0].scenes == ("1",)


def test_omitted_scenes_are_left_out_and_later_keeps_the_light() -> None:
    made = break_down(read_screenplay("INT. A - NIGHT\n\nX.\n\nOMITTED #9#\n\nINT. B - LATER\n\nY.\n\nEXT. C\n\nZ."))
    assert [(s.place, s.time) for s in made.scenes] == [
        ("A", TimeOfDay.NIGHT), ("B", TimeOfDay.NIGHT), ("C", TimeOfDay.DAY),
    ]  # fmt: skip
