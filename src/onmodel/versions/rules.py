"""What two versions differ in. Pure decisions on snapshots, which are JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["character", "style", "environment", "storyboard", "canvas", "cut"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PLURAL: dict[Kind, str] = {kind: f"{kind}s" for kind in KINDS} | {"canvas": "canvases"}
LONG_TEXT = 2000  # characters that are shown of a text
LONG_LIST = 16  # numbers; longer lists are embeddings and the like, told by their length
MAX_CHANGES = 500  # that are told of two versions


@dataclass(frozen=True)
class Subject:
    """The thing that versions are of."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Change:
    """One field that differs: its dotted path, and its values; None where the field was not there."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Picture:
    """A reference picture of a version."""

    asset_id: str
    label: str


def changes(before: Any, after: Any) -> list[Change]:
    """The fields in which two snapshots differ, by path. References are compared by `picture_pairs`, not here.

    >>> changes({"name": "EMMA", "tags": ["lead"]}, {"name": "EMMA", "tags": ["lead", "police"]})
    [Change(path='tags.1', before=None, after='police')]
    """
    found = [c for c in _walk("", before, after) if c.path.partition(".")[0] != "references"]
    return found[:MAX_CHANGES]


def _walk(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    one, other = _parts(before), _parts(after)
    if one is None or other is None or type(before) is not type(after):
        yield Change(path, shown(before), shown(after))
        return
    for key in dict.fromkeys([*one, *other]):
        below = f"{path}.{key}" if path else key
        if key in one and key in other:
            yield from _walk(below, one[key], other[key])
        else:
            yield Change(below, shown(one.get(key)), shown(other.get(key)))


def _parts(value: Any) -> dict[str, Any] | None:
    """The fields of an object or a short list; None for what is compared whole."""
    if isinstance(value, dict):
        return {str(key): part for key, part in value.items()}
    if isinstance(value, list) and not _numbers(value):
        return {str(i): part for i, part in enumerate(value)}
    return None


def _numbers(value: list[Any]) -> bool:
    return len(value) > LONG_LIST and all(isinstance(v, int | float) for v in value)


def shown(value: Any) -> Any:
    """A value as people are shown it: long texts are cut, long lists of numbers told by their length."""
    if isinstance(value, str) and len(value) > LONG_TEXT:
        return f"{value[:LONG_TEXT]}… ({len(value)} characters)"
    if isinstance(value, list) and _numbers(value):
        return f"{len(value)} numbers"
    if isinstance(value, dict):
        return {key: shown(part) for key, part in value.items()}
    return value


def pictures(snapshot: dict[str, Any]) -> list[Picture]:
    """The reference pictures of a version."""
    return [Picture(str(r["asset_id"]), str(r.get("label", ""))) for r in snapshot.get("references", [])]


def picture_pairs(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[Picture | None, Picture | None]]:
    """The pictures of two versions side by side: those that both have first, then the replaced, removed and added."""
    old, new = pictures(before), pictures(after)
    kept = {p.asset_id for p in old} & {p.asset_id for p in new}
    by_asset = {p.asset_id: p for p in new}
    same: list[tuple[Picture | None, Picture | None]] = [(p, by_asset[p.asset_id]) for p in old if p.asset_id in kept]
    gone: list[Picture | None] = [p for p in old if p.asset_id not in kept]
    come: list[Picture | None] = [p for p in new if p.asset_id not in kept]
    rows = max(len(gone), len(come))
    gone += [None] * (rows - len(gone))
    come += [None] * (rows - len(come))
    return [*same, *zip(gone, come, strict=True)]
