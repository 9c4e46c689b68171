"""How two drafts differ, in the order of the later one. Pure decisions; the comparing is `fountain.drafts`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onmodel.errors import Conflict
from onmodel.fountain.drafts import matched, moved, same_scene
from onmodel.fountain.model import Scene


class ScreenplayInUse(Conflict):
    """The script is known already, with scene numbers of its own that boards or other drafts go by."""


@dataclass(frozen=True)
class Pair:
    """A scene in two drafts; None where one of them has it not."""

    before: Scene | None
    after: Scene | None
    moved: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing in it was rewritten."""
        return self.before is not None and self.after is not None and same_scene(self.before, self.after)


def last_called(title: str, known: Sequence[tuple[str, str]]) -> str | None:
    """The first of `known` (id, title; the last drafts first) that is called so, whatever its case and spacing."""
    wanted = _plain(title)
    return next((each for each, called in known if wanted and _plain(called) == wanted), None)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def pairs(old: Sequence[Scene], new: Sequence[Scene], *, by_number: bool) -> list[Pair]:
    """The scenes of two drafts beside each other; what was removed stands behind the scene that it followed.

    `by_number`: one draft comes of the other, so their locked numbers say which scene is which.
    """
    match = _by_number(old, new) if by_number else matched(old, new)
    elsewhere, still = moved(match), {i: j for j, i in match.items()}
    gone: dict[int | None, list[Pair]] = {}
    leader: int | None = None
    for i, scene in enumerate(old):
        leader = still.get(i, leader)
        if i not in still and not scene.omitted:
            gone.setdefault(leader, []).append(Pair(scene, None))
    return [*gone.get(None, ()), *_in_order(old, new, match, elsewhere, gone)]


def _in_order(
    old: Sequence[Scene], new: Sequence[Scene], match: Mapping[int, int], elsewhere: set[int],
    gone: Mapping[int | None, list[Pair]],
) -> Iterator[Pair]:  # fmt: skip
    for j, scene in enumerate(new):
        if not scene.omitted:
            yield Pair(old[match[j]] if j in match else None, scene, j in elsewhere)
        yield from gone.get(j, ())


def _by_number(old: Sequence[Scene], new: Sequence[Scene]) -> dict[int, int]:
    places: dict[str, int] = {}
    for i, scene in enumerate(old):
        if not scene.omitted:
            places.setdefault(scene.number, i)
    return {j: places.pop(scene.number) for j, scene in enumerate(new) if not scene.omitted and scene.number in places}
