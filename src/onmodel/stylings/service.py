"""Which style a board and its shots are in, what another would cost, and laying it on."""

import hashlib
from collections.abc import Set
from dataclasses import asdict, replace

from sqlalchemy.orm import Session

from onmodel.db import announce
from onmodel.engine import ChangedMeanwhile
from onmodel.staleness import service as staleness
from onmodel.staleness.schemas import StalePanel
from onmodel.storyboards import queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings, dna_hash, order_key
from onmodel.storyboards.tables import Storyboard
from onmodel.styles import service as styles
from onmodel.stylings.events import StoryboardRestyled
from onmodel.stylings.schemas import BoardStyles, BoardStylesIn, BoardStylesOut, RestyleCost


def view(session: Session, board: Storyboard) -> BoardStylesOut:
    """The board's styles as they stand."""
    settings = storyboards.settings_of(board)
    return _out(board, settings, settings, RestyleCost(stale=[], fresh=[], seconds=0.0))


def cost(session: Session, board: Storyboard, wanted: BoardStyles) -> RestyleCost:
    """What these styles would do to the board; nothing is kept. Raises StyleNotFound."""
    return _cost(session, board, storyboards.settings_of(board), _settings(session, board, wanted))


def lay(session: Session, board: Storyboard, wanted: BoardStylesIn, *, seen: int | None = None) -> BoardStylesOut:
    """Let the board and its shots be in these styles. Nothing is drawn: what shows otherwise is stale.

    Raises ChangedMeanwhile where `seen` is not the board's version any more, StyleNotFound.
    """
    if seen is not None and seen != board.version:
        raise ChangedMeanwhile(
            f"{board.title!r} was changed meanwhile", why=f"It is at version {board.version}, yours is {seen}",
            todo="Read it again and repeat the change", version=board.version,
        )  # fmt: skip
    was, now = storyboards.settings_of(board), _settings(session, board, wanted)
    did = _cost(session, board, was, now)
    if now != was:
        board.settings, board.key = asdict(now), _key(session, board, now)
        session.flush()
        announce(session, StoryboardRestyled(*_facts(board), now.style or None, len(now.styles)))
    return _out(board, was, now, did)


def _settings(session: Session, board: Storyboard, wanted: BoardStyles) -> BoardSettings:
    """The board's settings with these styles; what is no shot of the board any more is left out."""
    was, there = storyboards.settings_of(board), {shot.id for shot in board.shots}
    style = wanted.style_id or ""
    own = {i: one or "" for i, one in wanted.shots.items() if i in there and (one or "") != style}
    for style_id in {style, *own.values()} - {"", was.style, *was.styles.values()}:
        styles.get(session, board.project_id, style_id)
    return replace(was, style=style, styles=own)


def _cost(session: Session, board: Storyboard, was: BoardSettings, wanted: BoardSettings) -> RestyleCost:
    before = {panel.scene_number: panel for panel in staleness.view(session, board, was).panels}
    after = {panel.scene_number: panel for panel in staleness.view(session, board, wanted).panels}
    stale = [after[number] for number in _sorted(after.keys() - before.keys())]
    return RestyleCost(
        stale=[panel.scene_number for panel in stale], fresh=_sorted(before.keys() - after.keys()), seconds=_sum(stale)
    )


def _sorted(numbers: Set[int]) -> list[int]:
    return sorted(numbers)


def _sum(panels: list[StalePanel]) -> float:
    return round(sum(panel.seconds for panel in panels), 1)


def _key(session: Session, board: Storyboard, settings: BoardSettings) -> str:
    """The order that this board is now; one of its own, where another board is of that order already."""
    pairs = [(member.script_name, member.character_id + dna_hash(member.character.dna)) for member in board.cast]
    key = order_key(board.screenplay.identity, pairs, settings)
    other = queries.by_key(session, board.project_id, key)
    return key if other is None or other is board else hashlib.sha256(f"{key} {board.id}".encode()).hexdigest()


def _facts(board: Storyboard) -> tuple[str, str, str]:
    return board.project_id, board.id, board.title


def _out(board: Storyboard, was: BoardSettings, now: BoardSettings, did: RestyleCost) -> BoardStylesOut:
    return BoardStylesOut(
        storyboard_id=board.id, version=board.version, styles=BoardStyles.of(now), was=BoardStyles.of(was), cost=did
    )
