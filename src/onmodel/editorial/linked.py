"""Dialogue that goes along with its shot, as an editing system moves a clip with the sound that is linked to it."""

from collections.abc import Sequence
from dataclasses import replace

from onmodel.editorial.model import Item, Sound


def linked(before: Sequence[Item], after: Sequence[Item], sounds: Sequence[Sound]) -> tuple[Sound, ...]:
    """The recordings as they lie once the row `before` is the row `after`.

    Who speaks in a shot is heard at the same frame of it: where it is moved, what comes before it gets longer, or its
    head is trimmed. What is said in a shot that went goes with it; music, and what lies behind the last shot, stays.
    """
    old = _begins(before)
    places = {key: at for key, (at, _) in _begins(after).items()}
    shown = {item.key: item for item in after}
    made = []
    for sound in sounds:
        key = next((key for key, (at, item) in old.items() if at <= sound.at < at + item.length), None)
        if sound.role != "dialogue" or key is None:
            made.append(sound)
        elif key in shown:
            trimmed = _trim(shown[key]) - _trim(old[key][1])
            made.append(replace(sound, at=max(places[key] + sound.at - old[key][0] - trimmed, 0)))
    return tuple(made)


def _begins(row: Sequence[Item]) -> dict[str, tuple[int, Item]]:
    found, at = {}, 0
    for item in row:
        found[item.key] = (at, item)
        at += item.length
    return found


def _trim(item: Item) -> int:
    """How much later a clip begins than its take was made to; a held picture has no moments of its own."""
    return item.start - item.spare if item.kind == "clip" else 0
