"""Whom a pronoun means: who stands in a reader's mind, and in which order.

The rule is Left-Right Centering (Tetreault 2001, "A Corpus-Based Evaluation of Centering and Pronoun Resolution",
Computational Linguistics 27): look among the subjects of the same sentence from left to right, as Hobbs 1978 does, then
back utterance by utterance; within one, subjects stand before objects (Grosz, Joshi and Weinstein 1995). An utterance
is a main clause with its subordinate ones, whose people stand behind the main clause's (Miltsakaki 2002). The first
who agrees in gender is meant. A line of dialogue is an utterance of its speaker. After it a screenplay goes on about
the speaker ("OMAR: Go home. He puts down the cup."), and so does a story within the same paragraph; a new paragraph
of a story turns away from who spoke, back to whom was told of last. Where someone else near would fit as well, the
answer is a guess and says so.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from onmodel.fountain.given_names import Gender, usual_gender
from onmodel.fountain.people import MEN, WOMEN

GENDERS: dict[str, Gender] = {"he": "man", "him": "man", "she": "woman", "her": "woman"}
SOMEONE = "someone else"
_KEPT = 8  # utterances; a pronoun reaches back over one or two (Hobbs 1978: 98 % over none or one sentence)
_NEAR = 3  # utterances whose people a reader may confuse


@dataclass(frozen=True)
class Meant:
    """Who is meant; `rivals` are others whom the words would fit as well, so that it is a guess."""

    name: str
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Utterance:
    names: tuple[str, ...]  # subjects first
    spoken: bool = False


@dataclass
class Attention:
    """Who was told of, latest last, and what is known of everyone's gender (`gender`, from the text alone)."""

    gender: dict[str, Gender] = field(default_factory=dict)
    _said: deque[_Utterance] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _recent: dict[Gender, str] = field(default_factory=dict)  # who acted last, in any scene
    _turned: bool = False

    def new_scene(self) -> None:
        """Forget who was told of; who acted last of all stays as a last resort."""
        self._said.clear()
        self._turned = False

    def tell(self, subjects: Iterable[str], objects: Iterable[str] = ()) -> None:
        """Narration about people: subjects, then others."""
        names = tuple(dict.fromkeys([*subjects, *objects]))
        if names:
            self._said.append(_Utterance(names))
            self._turned = False
            self._remember(names[0])

    def say(self, speaker: str) -> None:
        """A line of dialogue, by someone who is there."""
        self._said.append(_Utterance((speaker,), spoken=True))
        self._turned = False
        self._remember(speaker)

    def turn(self) -> None:
        """A new paragraph of a story: whoever spoke before it steps behind whom was told of."""
        self._turned = True

    def genders(self, name: str) -> Gender | None:
        """Somebody's gender by the text, else by the role or the usual bearer that a name tells of."""
        return self.gender.get(name) or _by_name(name)

    def meant(
        self, pronoun: str, here: Iterable[str] = (), *, but: Iterable[str] = (), around: Iterable[str] = ()
    ) -> Meant | None:
        """Whom a third person singular pronoun means, or None where nobody can be.

        `here` are the sentence's earlier people, `but` those whom grammar rules out (who looks at "him" is not he),
        `around` others who are present, asked last. Those known to be of the pronoun's gender win over those of
        whom it is not known; one whose mere name speaks against it is the last resort.
        """
        wanted, out, here = GENDERS[pronoun], set(but), tuple(here)
        near = self._ranked(_NEAR)
        order = [n for n in dict.fromkeys([*here, *near, *self._ranked(_KEPT), *around]) if n not in out]
        for fits in ([n for n in order if self.genders(n) == wanted], [n for n in order if self.genders(n) is None]):
            if fits:
                confused = here if fits[0] in here else (*here, *near)  # a sentence's own people leave little doubt
                rivals = tuple(n for n in fits[1:] if n in confused)
                if len(fits) == 1:
                    self.gender.setdefault(fits[0], wanted)  # nobody else can be meant, so the pronoun tells it
                return Meant(fits[0], rivals)
        last = self._recent.get(wanted) or next((n for n in order if n not in self.gender), None)
        return Meant(last, (SOMEONE,)) if last and last not in out else None

    def _ranked(self, utterances: int) -> list[str]:
        """Who was told of in the latest utterances, most expected first."""
        latest = list(self._said)[::-1]
        if self._turned:
            spoken = list(takewhile(lambda u: u.spoken, latest))
            latest = latest[len(spoken) : len(spoken) + 1] + spoken + latest[len(spoken) + 1 :]
        return [name for utterance in latest[:utterances] for name in utterance.names]

    def _remember(self, name: str) -> None:
        gender = self.genders(name)
        if gender:
            self._recent[gender] = name


def _by_name(name: str) -> Gender | None:
    words = set(name.lower().split())
    if words & (WOMEN | MEN):
        return "woman" if words & WOMEN else "man"
    return usual_gender(name)
