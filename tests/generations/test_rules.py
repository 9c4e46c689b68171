from onmodel.fountain.model import Line
from onmodel.fountain.reader import read_screenplay
from onmodel.generations.rules import introduction

STORY = """The Broken Kite

Nina walked along the forest path. She was a girl of ten with long blond hair, wearing a yellow coat.

"It will never fly," said Walter. He was an old man with a white beard and a grey hat. He sat on a log.
"""


def _lines() -> list[Line]:
    return [line for scene in read_screenplay(STORY, "kite.txt").scenes for line in scene.lines]


def test_a_pronoun_describes_whoever_was_named_last() -> None:
    assert "girl of ten" in introduction(_lines(), "NINA", ["WALTER"])
    assert "old man" not in introduction(_lines(), "NINA", ["WALTER"])


def test_whoever_spoke_last_is_meant_too() -> None:
    told = introduction(_lines(), "WALTER", ["NINA"])
    assert "old man with a white beard" in told
    assert "girl" not in told


def test_a_sentence_about_two_describes_neither() -> None:
    lines = [Line("action", "Nina and Walter meet. She was tall.")]
    assert introduction(lines, "NINA", ["WALTER"]) == ""


def test_a_screenplays_capitals_introduce() -> None:
    lines = [Line("action", "EMMA, a woman of 30 in a red coat, waits. She sighs.")]
    assert introduction(lines, "EMMA", []) == "EMMA, a woman of 30 in a red coat, waits."


def test_nobody_is_told_of_nothing() -> None:
    assert introduction([], "EMMA", ["BAI"]) == ""
