"""A generation as it is laid out, which ones it comes from, and what cannot be one. Pure decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onmodel.clips.schemas import AttemptOut, Seen
from onmodel.errors import Conflict
from onmodel.generations.rules import ClipSettings, Direction, ScenePlan, direction
from onmodel.generations.tables import Generation
from onmodel.quality.service import Measured
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes.rules import NEEDS_REVIEW
from onmodel.takes.schemas import Size
from onmodel.takes.tables import Take


class ParentOfAnotherBoard(Conflict):
    """An iteration is of the board that its parent is of."""


class FrameOfAnotherScene(Conflict):
    """The frame is of another scene of the board: this scene's clip cannot start from it."""


def lineage(parents: Mapping[str, str | None], generation_id: str) -> list[str]:
    """A generation and those it came from, the oldest first. A circle, which cannot be, would end.

    >>> lineage({"a": None, "b": "a", "c": "a", "d": "c"}, "d")
    ['a', 'c', 'd']
    """
    found: list[str] = []
    at: str | None = generation_id
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found[::-1]


def attempts_of(line: Sequence[Generation], clips: Iterable[Take]) -> list[Take]:
    """Those of a board's clips that a line of generations has: made in it, or beside one that it stands by.

    The best clip from a frame is the board's, so that an iteration may stand by one of an iteration beside it.
    """
    every, mine = list(clips), {generation.id for generation in line}
    standing = {take_id for generation in line for take_id in generation.selections.values()}
    orders = {_order(take) for take in every if take.id in standing}
    return [take for take in every if take.generation_id in mine or _order(take) in orders]


def _order(take: Take) -> str:
    return str(take.manifest.get("order", take.id))


@dataclass(frozen=True)
class Pass:
    """A generation with its board, those it came from (the oldest first, itself last), and all their attempts."""

    row: Generation
    board: Storyboard
    line: tuple[Generation, ...]
    heroes: Mapping[str, Take]  # the circled frame, by shot
    clips: Mapping[str, Measured]  # by take
    sizes: Mapping[str, Size]
    names: Mapping[str, str]

    @property
    def settings(self) -> ClipSettings:
        """How its clips are made."""
        return ClipSettings(**self.row.settings)

    def at(self, row: Generation) -> "Pass":
        """One of those it comes from, laid out with what that had; nothing is read anew."""
        line = self.line[: self.line.index(row) + 1]
        had = {take.id for take in attempts_of(line, (made.take for made in self.clips.values()))}
        return replace(self, row=row, line=line, clips={i: made for i, made in self.clips.items() if i in had})

    def plan(self, shot: Shot) -> ScenePlan:
        """What it wants of a scene."""
        return ScenePlan(**self.row.scenes.get(shot.id, {}))

    def seen(self, shot: Shot) -> Seen:
        """A scene as its attempts are shown beside it."""
        hero = self.heroes.get(shot.id)
        return Seen(shot.position + 1, hero.id if hero else None, self.row.selections.get(shot.id))

    def of_shot(self, shot: Shot) -> list[Measured]:
        """The attempts at a scene, the first one first."""
        return sorted((m for m in self.clips.values() if m.take.shot_id == shot.id), key=lambda m: m.take.number)

    def selected(self, shot: Shot) -> Measured | None:
        """The attempt that stands for a scene."""
        return self.clips.get(str(self.row.selections.get(shot.id)))

    def direction(self, shot: Shot) -> Direction:
        """What a scene's clip is asked for."""
        return direction(self.settings, self.plan(shot), shot.description, shot.move, shot.negative_prompt)

    def needs_review(self, shot: Shot) -> bool:
        """Whether a person has to look at a scene."""
        made = self.selected(shot)
        return made is not None and made.take.state == NEEDS_REVIEW

    def stale(self, shot: Shot) -> bool:
        """Whether a scene has another hero frame than the one its clip starts from."""
        made, hero = self.selected(shot), self.heroes.get(shot.id)
        return made is not None and hero is not None and made.take.parent_id != hero.id

    def shown(self, made: Measured, shot: Shot) -> AttemptOut:
        """An attempt as the API gives it."""
        take = made.take
        size, name = self.sizes.get(take.asset_id or "", (None, None)), self.names.get(take.created_by, take.created_by)
        return AttemptOut.of(made, self.seen(shot), size, name)
