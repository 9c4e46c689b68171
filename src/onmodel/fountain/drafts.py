"""Two drafts of one script compared: which scene is which, what came, went, moved, and which lines differ. Pure."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onmodel.fountain.model import Line, Scene

ALIKE = 0.5  # likeness from which two scenes are one scene rewritten
NUMBERED_ALIKE = 0.25  # the same where both drafts lock the same number
OF_HEADING = 0.4  # of the likeness; the rest is the text
MOST_PAIRS = 250_000  # that are compared; a feature has some 150 scenes, a hostile script 40,000
MOST_CELLS = 4_000_000  # of a table of lines against lines
_WORD = re.compile(r"[^\W_]+")
_ASIDE = frozenset({"note", "section", "synopsis"})  # what is about the scene, not in it

Op = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class LineChange:
    """A line that both drafts have, or one of them."""

    op: Op
    line: Line


def matched(old: Sequence[Scene], new: Sequence[Scene]) -> dict[int, int]:
    """Which scene of the old draft each scene of the new one is: place in the new → place in the old, from 0.

    First scenes that are the same word for word, then those that both drafts lock by number and that are not strangers,
    then the most alike in heading and words. Omitted scenes are nobody's.
    """
    found: dict[int, int] = {}
    free_old = {i for i, scene in enumerate(old) if not scene.omitted}
    for pairs in (_identical(old, new), _by_number(old, new), _alike(old, new, free_old, found)):
        for j, i in pairs:
            if i in free_old and j not in found:
                free_old.remove(i)
                found[j] = i
    return dict(sorted(found.items()))


def moved(match: dict[int, int]) -> set[int]:
    """Scenes of the new draft that stand elsewhere among the others: all but the longest run that kept its order."""
    places = sorted(match)
    ends: list[int] = []  # the smallest last old place of a run of each length
    at: list[int] = []
    for j in places:
        length = bisect_left(ends, match[j])
        ends[length : length + 1] = [match[j]]
        at.append(length)
    kept, wanted = set(), len(ends) - 1
    last = len(ends) and max(match.values()) + 1
    for j, length in zip(reversed(places), reversed(at), strict=True):
        if length == wanted and match[j] < last:
            kept.add(j)
            wanted, last = wanted - 1, match[j]
    return set(places) - kept


def same_scene(old: Scene, new: Scene) -> bool:
    """Whether nothing was rewritten; blanks do not count."""
    return _told(old) == _told(new)


def line_changes(old: Sequence[Line], new: Sequence[Line]) -> list[LineChange]:
    """The lines of two drafts of a scene in one list: what stayed, and at each place what went before what came."""
    before, after = [_line(line) for line in old], [_line(line) for line in new]
    if len(before) * len(after) > MOST_CELLS:
        return [LineChange("removed", line) for line in old] + [LineChange("added", line) for line in new]
    changes: list[LineChange] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            changes += [LineChange("same", line) for line in new[c:d]]
        else:
            changes += [LineChange("removed", line) for line in old[a:b]]
            changes += [LineChange("added", line) for line in new[c:d]]
    return changes


def likeness(old: Scene, new: Scene) -> float:
    """How alike two scenes are, 0–1: of the heading's words and the text's, twice the shared over all (Dice 1945)."""
    return _score((_words(old.heading), _text_words(old)), (_words(new.heading), _text_words(new)))


def _identical(old: Sequence[Scene], new: Sequence[Scene]) -> Iterator[tuple[int, int]]:
    waiting: dict[tuple[object, ...], list[int]] = {}
    for i, scene in enumerate(old):
        if not scene.omitted:
            waiting.setdefault(_told(scene), []).append(i)
    for j, scene in enumerate(new):
        there = waiting.get(_told(scene)) if not scene.omitted else None
        if there:
            same_number = [i for i in there if old[i].number == scene.number]
            i = same_number[0] if same_number else there[0]
            there.remove(i)
            yield j, i


def _by_number(old: Sequence[Scene], new: Sequence[Scene]) -> Iterator[tuple[int, int]]:
    times = Counter(scene.number for scene in old) + Counter(scene.number for scene in new)
    places = {scene.number: i for i, scene in enumerate(old) if scene.locked}
    for j, scene in enumerate(new):
        i = places.get(scene.number) if scene.locked and times[scene.number] == 2 and not scene.omitted else None
        if i is not None and likeness(old[i], scene) >= NUMBERED_ALIKE:
            yield j, i


def _alike(
    old: Sequence[Scene], new: Sequence[Scene], free_old: set[int], found: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Pairs by likeness, the most alike first. Read when the other ways are through: `found` tells what they found."""
    left = [j for j, scene in enumerate(new) if j not in found and not scene.omitted]
    there = sorted(free_old)
    reach = max(MOST_PAIRS // max(len(left), 1), 20)  # how far a scene is looked for in a script without end
    bags = {i: (_words(old[i].heading), _text_words(old[i])) for i in there}
    scored = []
    for j in left:
        heading, text = _words(new[j].heading), _text_words(new[j])
        start = max(bisect_left(there, j) - reach // 2, 0)
        for i in there[start : start + reach]:
            value = _score(bags[i], (heading, text))
            if value >= ALIKE:
                scored.append((-round(value, 9), abs(i - j), j, i))
    for _value, _distance, j, i in sorted(scored):
        yield j, i


def _score(one: tuple[Counter[str], Counter[str]], other: tuple[Counter[str], Counter[str]]) -> float:
    heading = _dice(one[0], other[0])
    return heading if not one[1] and not other[1] else OF_HEADING * heading + (1 - OF_HEADING) * _dice(one[1], other[1])


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    if not total:
        return 1.0
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return 2 * sum(min(count, large[word]) for word, count in small.items() if word in large) / total


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _text_words(scene: Scene) -> Counter[str]:
    return _words(" ".join(line.text for line in scene.lines if line.kind not in _ASIDE))


def _told(scene: Scene) -> tuple[object, ...]:
    return (" ".join(scene.heading.split()), *(_line(line) for line in scene.lines))


def _line(line: Line) -> tuple[object, ...]:
    return line.kind, " ".join(line.text.split()), line.extension or "", line.dual
