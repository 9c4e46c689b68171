"""Whom pronouns mean, on short stories of our own: one sentence each is asked for, and whether it had to be guessed."""

import pytest

from onmodel.fountain import reading
from onmodel.fountain.attention import SOMEONE, Attention, Meant
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.clauses import Clause, clauses_of
from onmodel.fountain.memory import Memory
from onmodel.fountain.moments import Moment, moments_of
from onmodel.fountain.names import Roster
from onmodel.fountain.reader import read_screenplay

# text, the words whose people are asked for, who acts there first, whether others could be meant
STORIES = {
    "after another's line, in the paragraph of who spoke": (
        'Nina walked along the path. She was a girl of ten.\n\n"It will never fly," said Walter. He sat on a log.',
        "He sat", "WALTER", False,
    ),
    "the paragraph is the speaker's although another man was told of": (
        'Aldar came to the fire.\n\n"Who goes there?" asked the watchman. He raised a lamp.\n\nThe watchman waited.',
        "He raised", "WATCHMAN", True,
    ),
    "a new paragraph turns from the speaker to the last subject": (
        'The watchman sat by the wall. Aldar came to the fire.\n\n"Who goes there?" asked the watchman.\n\n'
        "He sat on a log.",
        "He sat", "ALDAR", True,
    ),
    "gender wins over the last subject": (
        "Emma opened the door. Omar stood in the rain. She stepped back.", "She stepped", "EMMA", False,
    ),
    "the last subject wins over the object": (
        "Boris arrived late. Omar looked at Boris. He laughed.", "He laughed", "OMAR", True,
    ),
    "the last subject wins over an earlier one": (
        "Viktor stood at the bar. Omar came in. He sat down.", "He sat", "OMAR", True,
    ),
    "who goes on acting is no guess any more": (
        "Viktor stood at the bar. Omar came in. Omar sat down. He drank. He laughed. He sang.",
        "He sang", "OMAR", False,
    ),
    "an object of the other gender": (
        "Emma walked to the window. Omar watched Emma. She closed it.", "She closed", "EMMA", False,
    ),
    "an object of the same sentence": (
        "Emma came in. Boris smiled. Emma took the cup from Boris, and he sat down.", "and he sat", "BORIS", False,
    ),
    "an owner is not who acts": ("Omar came to the gate. Emma's dog barked. He stopped.", "He stopped", "OMAR", False),
    "her bag is nobody": ("Omar waited. Emma came in. Omar took her bag. He left.", "He left", "OMAR", False),
    "a role tells the gender": (
        "The queen sat in the hall. Aldar came in. The queen rose. He bowed.", "He bowed", "ALDAR", False,
    ),
    "an apposition tells the gender": (
        "Quill, a woman of thirty, stood at the well. Erzhan waited. She sang.", "She sang", "QUILL", False,
    ),
    "a predicate tells the gender": (
        "Erzhan stood at the well. Erzhan was an old man. Togzhan came by. He waved.", "He waved", "ERZHAN", False,
    ),
    "an adverb before the pronoun": ("Emma sat. Omar came in. Slowly she rose.", "Slowly she", "EMMA", False),
    "at last": ("Emma sat. Omar came in. At last she rose.", "At last", "EMMA", False),
    "a subordinate clause comes behind its main clause": (
        "Emma slept while Anna read. Anna yawned while Emma slept. She snored.", "She snored", "ANNA", True,
    ),
    "the pronoun before the name": (
        "Night fell. When he reached the camp, Omar sat down. Omar slept.", "When he", "OMAR", False,
    ),
    "one who spoke, past a woman": (
        'Viktor ran in. "Help!" cried Viktor.\n\nEmma turned round.\n\nHe fell.', "He fell", "VIKTOR", False,
    ),
    "the sentence's own people leave little doubt": (
        "Viktor stood at the bar. Omar came in, and he sat down.", "Omar came", "OMAR", False,
    ),
    "they are all who are there": (
        "Emma came in. Omar waited. They sat down.", "They sat", "EMMA", False,
    ),
    "an unnamed man is a guess": ("Emma waited at the door. Emma listened. He came in.", "He came", "EMMA", True),
    "a screenplay goes on about who spoke": (
        "INT. BAR - NIGHT\n\nOMAR enters. VIKTOR looks up.\n\nVIKTOR\nWe are closed.\n\nHe polishes a glass.",
        "He polishes", "VIKTOR", True,
    ),
    "who is only heard does not act": (
        "INT. BAR - NIGHT\n\nVIKTOR waits.\n\nOMAR (V.O.)\nHello?\n\nHe runs.", "He runs", "VIKTOR", False,
    ),
    "a speaker of the other gender does not act": (
        "INT. BAR - NIGHT\n\nEMMA enters. VIKTOR looks up.\n\nVIKTOR\nWe are closed.\n\nShe sits.",
        "She sits", "EMMA", False,
    ),
    "a new scene remembers who acted last": (
        "INT. BAR - NIGHT\n\nEMMA enters. VIKTOR looks up.\n\nEXT. STREET - DAY\n\nShe runs.", "She runs", "EMMA", True,
    ),
}  # fmt: skip


def _told(text: str, words: str, monkeypatch: pytest.MonkeyPatch) -> tuple[tuple[str, ...], list[str]]:
    """Who acts in the one sentence that holds the words, and its guesses, as the whole story is read."""
    found: list[tuple[tuple[str, ...], list[str]]] = []

    def spied(sentence: str, roster: Roster, memory: Memory) -> list[Clause]:
        before = len(memory.guesses)
        clauses = clauses_of(sentence, roster, memory)
        if words in sentence:
            found.append((clauses[-1][0], memory.guesses[before:]))
        return clauses

    monkeypatch.setattr(reading, "clauses_of", spied)
    play, memory = read_screenplay(text), Memory()
    roster = Roster(play.characters)
    for scene in play.scenes:
        moments_of(scene, roster, memory)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("story", STORIES)
def test_who_is_meant_and_whether_it_is_a_guess(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, words, who, guessed = STORIES[story]
    acting, guesses = _told(text, words, monkeypatch)
    assert acting[:1] == (who,)
    assert bool(guesses) == guessed, guesses


@pytest.mark.parametrize(("words", "text", "whom"), [
    ("Omar looked", "Viktor stood at the bar. Omar came in. Omar looked at him.", "VIKTOR"),
    ("Emma took", "Omar waited. Emma came in. Emma took the cup from Omar and thanked him.", "OMAR"),
    ("Omar kissed", "Emma waited. Omar came in. Omar kissed her.", "EMMA"),
])  # fmt: skip
def test_an_object_pronoun_is_never_its_own_subject(words: str, text: str, whom: str) -> None:
    read = next(m.reading for m in _moments(text) if m.reading and words in m.reading.text)
    assert whom in read.visible


def test_a_guess_stands_in_the_notes_of_its_panel_alone() -> None:
    text = "INT. BAR - NIGHT\n\nOMAR enters. VIKTOR looks up.\n\nVIKTOR\nWe are closed.\n\nHe polishes a glass.\n"
    shots = break_down(read_screenplay(text)).scenes[0].shots
    noted = [shot for shot in shots if shot.notes]
    assert {shot.description for shot in noted} == {"He polishes a glass."}
    assert noted[0].notes == ('"he" is taken for Viktor, it could be Omar',)


def test_the_near_ones_known_to_agree_win_over_the_unknown_and_these_over_the_far() -> None:
    mind = Attention({"A": "woman", "B": "man"})
    mind.tell(["A"], ["C"])
    assert mind.meant("she") == Meant("A")
    assert mind.meant("he") == Meant("C")
    assert mind.gender["C"] == "man"  # nobody else could be meant
    mind.tell(["B"])
    assert mind.meant("he") == Meant("B", ("C",))
    assert mind.meant("he", but=["B"]) == Meant("C")


def test_nobody_is_meant_where_nobody_was_told_of() -> None:
    mind = Attention()
    assert mind.meant("she") is None
    mind.tell(["EMMA"])
    mind.new_scene()
    assert mind.meant("she") == Meant("EMMA", (SOMEONE,))
    assert mind.meant("she", but=["EMMA"]) is None


def _moments(text: str) -> list[Moment]:
    play, memory = read_screenplay(text), Memory()
    roster = Roster(play.characters)
    return [moment for scene in play.scenes for moment in moments_of(scene, roster, memory)]
