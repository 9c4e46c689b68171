"""Page breaks: their marks go, speeches they cut are whole again, words after an action keep a shot of their own."""

import pytest

from onmodel.fountain.breakdown import break_down
from onmodel.fountain.model import Line, Screenplay, Shot
from onmodel.fountain.page_marks import without_page_marks
from onmodel.fountain.pieces import Piece
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Move

ROOM = "INT. ROOM - NIGHT\n\nEMMA sits at a table. OMAR stands at the door.\n\n"
CUES = (
    "EMMA (CONT'D)", "EMMA (CONT’D)", "EMMA (cont'd)", "EMMA (CONTD)", "EMMA (CONTINUED)", "EMMA (CONT.)",
    "EMMA CONT'D", "EMMA - CONT'D", "EMMA (CONT`D)", "EMMA (continuing)",
)  # fmt: skip


def _fdx(*paragraphs: tuple[str, str]) -> Screenplay:
    inside = "".join(f'<Paragraph Type="{kind}"><Text>{text}</Text></Paragraph>' for kind, text in paragraphs)
    return read_screenplay(f"<FinalDraft><Content>{inside}</Content></FinalDraft>")


def _spoken(play: Screenplay) -> list[tuple[str | None, str, str | None]]:
    lines: list[Line] = [line for scene in play.scenes for line in scene.lines if line.kind == "dialogue"]
    return [(line.character, line.text, line.extension) for line in lines]


@pytest.mark.parametrize("cue", CUES)
def test_contd_is_the_same_person_in_fountain_and_final_draft(cue: str) -> None:
    fountain = read_screenplay(f"{ROOM}EMMA\nOne.\n\nShe waits.\n\n{cue}\nTwo.\n\nOMAR\nThree.\n")
    fdx = _fdx(
        ("Scene Heading", "INT. ROOM - NIGHT"), ("Character", "EMMA"), ("Dialogue", "One."), ("Action", "She waits."),
        ("Character", cue), ("Dialogue", "Two."), ("Character", "OMAR"), ("Dialogue", "Three."),
    )  # fmt: skip
    assert _spoken(fountain) == [("EMMA", "One.", None), ("EMMA", "Two.", None), ("OMAR", "Three.", None)]
    assert _spoken(fdx) == _spoken(fountain)
    assert {c.name for c in fdx.characters} == {"EMMA", "OMAR"}


@pytest.mark.parametrize("cue", ["EMMA (V.O.) (CONT'D)", "EMMA (V.O., CONT'D)", "EMMA (CONT'D) (V.O.)"])
def test_a_voice_that_goes_on_is_still_off_screen(cue: str) -> None:
    assert _spoken(read_screenplay(f"{ROOM}{cue}\nHello.\n\nOMAR\nWhat?\n"))[0] == ("EMMA", "Hello.", "V.O.")


@pytest.mark.parametrize("mark", ["(MORE)", "(more)", "(CONTINUED)", "(MORE)\n\nCONTINUED: (2)"])
def test_a_speech_cut_by_a_page_is_one_speech(mark: str) -> None:
    for gap in ("\n", "\n\n"):
        play = read_screenplay(f"{ROOM}EMMA\nI was there.{gap}{mark}\n\nEMMA (CONT'D)\nAll night.\n\nOMAR\nNo.\n")
        assert _spoken(play)[0] == ("EMMA", "I was there.\nAll night.", None)
        assert not [line for line in play.scenes[0].lines if "MORE" in line.text.upper() or "CONTINUED" in line.text]
    fdx = _fdx(
        ("Scene Heading", "INT. A - DAY"), ("Character", "EMMA"), ("Dialogue", "I was there."),
        ("Parenthetical", "(MORE)"), ("Character", "EMMA (CONT'D)"), ("Dialogue", "All night."),
    )  # fmt: skip
    assert _spoken(fdx) == [("EMMA", "I was there.\nAll night.", None)]


def test_words_that_only_look_like_marks_stay() -> None:
    play = read_screenplay(f"{ROOM}EMMA\nMore.\n\nOMAR\n(more quietly)\nMore (and more).\n\nShe continued: a step.\n")
    assert [text for _, text, _ in _spoken(play)] == ["More.", "More (and more)."]
    assert "more quietly" in [line.text for line in play.scenes[0].lines]
    assert "She continued: a step." in [line.text for line in play.scenes[0].lines]


def test_a_mark_before_anyone_spoke_joins_nothing() -> None:
    cue, words = Piece("cue", "EMMA"), Piece("dialogue", "One.")
    assert list(without_page_marks([Piece("action", "(MORE)"), cue, words])) == [cue, words]
    assert list(without_page_marks([cue, words, Piece("action", "She sits."), cue, words]))[-2:] == [cue, words]
    assert list(without_page_marks([])) == []


def _shots(text: str, frames: int | None = None) -> list[Shot]:
    return [shot for scene in break_down(read_screenplay(ROOM + text), frames=frames).scenes for shot in scene.shots]


PARTED = (
    "EMMA\nWhere were you last night?\n\n{action}\n\nEMMA (CONT'D)\nNobody saw you at the harbour.\n\n"
    "OMAR\nI was counting boats there.\n"
)


@pytest.mark.parametrize("action", ["Emma walks to the window.", "She rises.", "Omar turns away.", "Rain."])
@pytest.mark.parametrize("frames", [None, 8, 12])
def test_words_after_an_action_have_their_own_shot(action: str, frames: int | None) -> None:
    shots = _shots(PARTED.format(action=action), frames)
    words = [(i, speech.text) for i, shot in enumerate(shots) for speech in shot.dialogue]
    assert [text for _, text in words] == [
        "Where were you last night?", "Nobody saw you at the harbour.", "I was counting boats there.",
    ]  # fmt: skip
    acts = next(i for i, shot in enumerate(shots) if shot.description == action and not shot.dialogue)
    asks, goes_on = words[0][0], words[1][0]
    assert asks < acts < goes_on
    assert [s.character for s in shots[goes_on].dialogue] == ["EMMA"]
    assert "EMMA" in shots[goes_on].characters


def test_too_few_panels_lose_no_words() -> None:
    for frames in (1, 2, 3):
        said = [s.text for shot in _shots(PARTED.format(action="She rises."), frames) for s in shot.dialogue]
        assert len(said) == 3


def test_words_that_nothing_parts_share_a_shot() -> None:
    shots = _shots("EMMA\nWhere were you?\n\nEMMA (CONT'D)\nNobody saw you at the harbour.\n\nOMAR\nThere I was.\n", 4)
    first = next(shot for shot in shots if shot.dialogue)
    assert [s.text for s in first.dialogue] == ["Where were you?", "Nobody saw you at the harbour."]


def test_a_panel_cut_in_is_described_by_what_it_shows() -> None:
    closer = [shot for shot in _shots(PARTED.format(action="She rises."), 12) if shot.move == Move.PUSH_IN]
    assert closer
    assert not [shot for shot in closer if "shoulder" in shot.description and shot.shoulder is None]
