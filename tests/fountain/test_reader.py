"""Every Fountain element, FDX and prose into a Screenplay; hostile input in linear time."""

import contextlib
import time
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.errors import Invalid
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.decoding import MAX_BYTES
from onmodel.fountain.errors import ScriptEmpty, ScriptTooLarge, ScriptUnreadable
from onmodel.fountain.model import Line, Screenplay
from onmodel.fountain.reader import read_screenplay
from onmodel.sample import sample_script, second_script

ALL_ELEMENTS = """Title:
    _**The Long Way**_
Author: Nobody

FADE IN:

# ACT ONE

INT. HOUSE - NIGHT #3A#

= Emma comes home.

EMMA CLARKE (30s) enters. [[check the key]] /* cut
this */ She *smiles*.

EMMA
(tired)
Hello?
Anyone?

.SNIPER SCOPE POV

EMMA (O.S.)
Here.

OMAR ^
There.

> THE END <

~La la la

@McGEE
Yes.

!BANG the door goes.

> CUT TO:

OMITTED #4#

EXT./INT. CAR – DAWN
"""


def _lines(play: Screenplay, kind: str) -> list[str]:
    return [line.text for scene in play.scenes for line in scene.lines if line.kind == kind]


def test_all_fountain_elements_arrive() -> None:
    play = read_screenplay(ALL_ELEMENTS)
    assert (play.source, play.title, play.warnings) == ("fountain", "The Long Way", ())
    assert [(s.number, s.int_ext, s.place, s.time, s.omitted) for s in play.scenes] == [
        ("3A", "INT", "HOUSE", "NIGHT", False),
        ("2", "", "SNIPER SCOPE POV", "", False),
        ("4", "", "OMITTED", "", True),
        ("4A", "INT/EXT", "CAR", "DAWN", False),
    ]
    assert _lines(play, "section") == ["ACT ONE"]
    assert _lines(play, "synopsis") == ["Emma comes home."]
    assert _lines(play, "note") == ["check the key"]
    assert _lines(play, "transition") == ["FADE IN:", "CUT TO:"]
    assert _lines(play, "centered") == ["THE END"]
    assert _lines(play, "lyric") == ["La la la"]
    assert "BANG the door goes." in _lines(play, "action")
    assert _lines(play, "dialogue") == ["Hello?\nAnyone?", "Here.", "There.", "Yes."]
    assert not [t for t in _lines(play, "action") if "cut" in t or "*" in t or "[[" in t]


def test_speakers_extensions_and_dual_dialogue() -> None:
    lines = [line for scene in read_screenplay(ALL_ELEMENTS).scenes for line in scene.lines]
    assert Line("dialogue", "Here.", "EMMA", "O.S.") in lines
    assert Line("dialogue", "There.", "OMAR", None, dual=True) in lines
    assert Line("parenthetical", "tired", "EMMA") in lines


@pytest.mark.parametrize("change", [
    lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\r"),
    lambda t: ("\ufeff" + t).encode("utf-16-le"), lambda t: t.encode("utf-16-be"), lambda t: t.encode("utf-8-sig"),
    lambda t: t.encode("cp1252"),
])  # fmt: skip
def test_marks_line_ends_and_encodings_change_nothing(change) -> None:
    assert read_screenplay(change(ALL_ELEMENTS)) == read_screenplay(ALL_ELEMENTS)


def test_cues_and_headings_in_any_alphabet() -> None:
    play = read_screenplay("INT. ЮРТА - DAY\n\nАЛДАР КӨСЕ\nСәлем!\n\nÉMILE\nBonjour.\n\n.ÉTÉ\n\nIl pleut.\n")
    assert [c.name for c in play.characters] == ["АЛДАР КӨСЕ", "ÉMILE"]
    assert [s.heading for s in play.scenes] == ["INT. ЮРТА - DAY", "ÉTÉ"]


def test_what_is_never_closed_is_kept_with_a_warning() -> None:
    play = read_screenplay("INT. A - DAY\n\nBefore. /* never closed\n\nEMMA\nStill here. [[ open\n\nEnd.")
    assert "Still here. open" in " ".join(" ".join(_lines(play, "dialogue")).split())
    assert any("boneyard" in w for w in play.warnings)


def test_a_locked_number_used_twice_is_told() -> None:
    play = read_screenplay("INT. A - DAY #7#\n\nX.\n\nINT. B - DAY #7#\n\nY.")
    assert [s.number for s in play.scenes] == ["7", "7"]
    assert play.warnings == ("Scene number 7 is used 2 times",)


def test_sounds_and_camera_talk_are_nobody() -> None:
    play = read_screenplay(
        "INT. A - DAY\n\nBANG! SUDDENLY a CRASH. The PHONE rings. A KNIFE falls. EMMA walks in.\n\n"
        "CLOSE ON EMMA\nShe blinks.\n\nINSERT\nA letter.\n\nMONTAGE\nDays pass.\n\nEMMA\nOh."
    )
    assert [c.name for c in play.characters] == ["EMMA"]


def test_spellings_of_one_person_are_joined_and_ages_kept_apart() -> None:
    play = read_screenplay(
        "INT. A - DAY\n\nDETECTIVE EMMA CLARKE (30s) sits.\n\nEMMA\nOne.\n\nEMMA (CONT'D)\nTwo.\n\nDETECTIVE CLARKE\n"
        "Three.\n\nOLD EDWARD (V.O.)\nI was young.\n\nEDWARD\nI am.\n\nEMMA'S VOICE\nFour."
    )
    cast = {c.name: c for c in play.characters}
    assert cast.keys() == {"EMMA", "OLD EDWARD", "EDWARD"}
    assert cast["EMMA"].cues == 4
    assert "DETECTIVE CLARKE" in cast["EMMA"].aliases


def test_characters_without_a_cue_are_found_in_action() -> None:
    play = read_screenplay("EXT. ROAD - DAY\n\nTIMUR, a boy of nine, waves. A tired MERCHANT walks by.\n\nTimur runs.")
    assert [c.name for c in play.characters] == ["TIMUR", "MERCHANT"]


FDX = """<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script"><Content>
<Paragraph Number="3A" Type="Scene Heading"><SceneProperties><Summary><Paragraph><Text>not action</Text></Paragraph>
</Summary></SceneProperties><Text>INT. HOUSE - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>Emma </Text><Text Style="Bold">enters</Text><Text>.</Text></Paragraph>
<Paragraph Type="Character"><Text>EMMA (V.O.)</Text></Paragraph>
<Paragraph Type="Parenthetical"><Text>(low)</Text></Paragraph><Paragraph Type="Dialogue"><Text>Hello.</Text></Paragraph>
<Paragraph><DualDialogue><Paragraph Type="Character"><Text>OMAR</Text></Paragraph><Paragraph Type="Dialogue">
<Text>A.</Text></Paragraph><Paragraph Type="Character"><Text>EMMA</Text></Paragraph><Paragraph Type="Dialogue">
<Text>B.</Text></Paragraph></DualDialogue></Paragraph><Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>
</Content><TitlePage><Content><Paragraph><Text>The House</Text></Paragraph></Content></TitlePage></FinalDraft>"""


def test_final_draft_with_runs_numbers_title_and_dual_dialogue() -> None:
    play = read_screenplay(FDX.encode())
    assert (play.title, play.source, play.scenes[0].number) == ("The House", "fdx", "3A")
    assert _lines(play, "action") == ["Emma enters."]
    assert [(x.character, x.extension, x.dual) for x in play.scenes[0].lines if x.kind == "dialogue"] == [
        ("EMMA", "V.O.", False), ("OMAR", None, False), ("EMMA", None, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("data", "error", "word"), [
    (b"", ScriptEmpty, "empty"), (" \n\t\n", ScriptEmpty, "empty"),
    (b"%PDF-1.7 ...", ScriptUnreadable, "PDF"), (b"PK\x03\x04....", ScriptUnreadable, "zip"),
    (b"ab\x00cd", ScriptUnreadable, "zero bytes"), (b"\x81\x8d\x8f\x90 hi", ScriptUnreadable, "Windows-1252"),
    ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><FinalDraft/>", ScriptUnreadable, "entities"),
    ("<?xml version='1.0'?><FinalDraft><Content>", ScriptUnreadable, "broken"),
    ("<?xml version='1.0'?><svg/>", ScriptUnreadable, "no Final Draft"),
    (b"x" * (MAX_BYTES + 1), ScriptTooLarge, "10.0 MB"),
])  # fmt: skip
def test_bad_files_are_told_apart(data, error, word) -> None:
    with pytest.raises(error, match=word) as caught:
        read_screenplay(data)
    assert isinstance(caught.value, Invalid)


def test_a_script_that_is_all_boneyard_is_empty() -> None:
    with pytest.raises(ScriptEmpty, match="no scene"):
        read_screenplay("/* INT. HOUSE - DAY\n\nall cut */", "cut.fountain")


PROSE = """The Lost Key

Emma entered the old tavern late at night. The innkeeper looked up from his counter.

"We are closed," said the innkeeper gruffly.

"I only want my key," Emma whispered. "It is in your pocket."

The next morning she walked along the road to the forest. Omar waited under a tree. "You took your time," he said.
"""


def test_prose_becomes_scenes_people_and_speech() -> None:
    play = read_screenplay(PROSE)
    assert (play.source, play.title) == ("prose", "The Lost Key")
    assert [(s.int_ext, s.place, s.time) for s in play.scenes] == [
        ("INT", "OLD TAVERN", "NIGHT"), ("EXT", "ROAD", "DAY"),
    ]  # fmt: skip
    said = [(x.character, x.text) for s in play.scenes for x in s.lines if x.kind == "dialogue"]
    assert said[:2] == [("INNKEEPER", "We are closed."), ("EMMA", "I only want my key.\nIt is in your pocket.")]
    assert said[2] == ("OMAR", "You took your time.")


def test_prose_with_marked_scenes() -> None:
    play = read_screenplay("Scene 1: Emma enters the office at night.\n\nScene 2: In the street, Emma runs after Omar.")
    assert [(s.number, s.place, s.time) for s in play.scenes] == [("1", "OFFICE", "NIGHT"), ("2", "STREET", "NIGHT")]
    assert {c.name for c in play.characters} == {"EMMA", "OMAR"}


def test_the_samples_read_as_written() -> None:
    tale, second = (read_screenplay(p.read_bytes(), p.name) for p in (sample_script(), second_script()))
    assert {c.name for c in tale.characters} == {"ALDAR KOSE", "BAI", "SAULE", "TIMUR"}
    assert [s.number for s in second.scenes] == ["1", "2", "2A", "3"]
    assert {c.name for c in second.characters} == {"EMMA", "VIKTOR", "OMAR", "NINA"}


HOSTILE = (
    "[[ ",
    "/* ",
    "*",
    "_",
    " ",
    "A ",
    "A(",
    '"a ',
    "AB\n\n",
    "EMMA\nHi\n\n",
    "a! ! ",
    "a\n",
    "#",
    "Emma, ",
    "him ",
)


def _cpu(text: str) -> float:
    start = time.process_time()
    with contextlib.suppress(Invalid):
        break_down(read_screenplay(text, "x.fountain"))
    return time.process_time() - start


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    head = "INT. HOUSE - DAY\n\nEMMA walks in.\n\n"
    small, large = (_cpu(head + (unit * 32_000)[:size]) for size in (8_000, 32_000))
    assert large < 4.0
    assert large < 10 * small + 0.3, f"four times the text took {large / small:.1f} times as long"


def test_a_script_of_five_thousand_scenes_is_read() -> None:
    text = "INT. HOUSE - DAY\n\nEMMA\nHello there, my friend.\n\nShe waits by the door.\n\n" * 5_000
    start = time.process_time()
    play = read_screenplay(text)
    assert time.process_time() - start < 8.0
    assert len(play.scenes) == 5_000


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from([
    "INT. A - DAY", "EMMA", "EMMA (V.O.)", "(low)", "Hello.", "", "  ", "[[n", "]]", "/*", "*/", "> X <", "> CUT TO:",
    "= s", "# S", "~la", "@é", "!x", "===", "Emma runs, he sits; she looks at him.", "OMITTED #3#", "CLOSE ON a key.",
]), max_size=25).map("\n".join))  # fmt: skip
def test_any_text_reads_or_is_refused_and_breaks_down(text: str) -> None:
    try:
        play = read_screenplay(text, "x.fountain")
    except Invalid:
        return
    board = break_down(play)
    shots = [shot for scene in board.scenes for shot in scene.shots]
    assert all(set(shot.characters) == {b.character for b in shot.beats} for shot in shots)
    assert all(shot.duration_frames > 0 and 18 <= shot.lens_mm <= 100 and shot.description for shot in shots)
    assert astuple(board) == astuple(break_down(play))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_read_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(Invalid):
        assert read_screenplay(data).scenes


def test_prose_opens_a_scene_where_the_time_is_first_told() -> None:
    play = read_screenplay("A knight rode through the forest.\n\nAt dawn the king stood outside the castle.")
    assert [(s.int_ext, s.place, s.time) for s in play.scenes] == [("EXT", "FOREST", ""), ("EXT", "CASTLE", "DAWN")]
