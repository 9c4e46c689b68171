"""The cut as a CMX3600 edit list, written by hand: OTIO's writer begins every list at 00:00:00:00, marks notes by the
source's timecode, and leaves out whether frames are dropped (ADR 0018)."""

from collections.abc import Iterator

from onmodel.editorial.model import Cut, Item, Marker, Transition, way_out
from onmodel.editorial.timeline import color_of, media_url
from onmodel.editorial.words import one_line

MOST_EVENTS = 999
BLACK = "BL"


def edl(cut: Cut) -> str:
    """The list: one event an item; a dissolve is a D event that begins where it does, a fade two of them by black."""
    code = "DROP FRAME" if cut.rate.drop else "NON-DROP FRAME"
    lines = [f"TITLE: {one_line(cut.name, 70)}", f"FCM: {code}", ""]
    for number, event in enumerate(_events(cut), start=1):
        lines += [f"{number:03d}  {line}" if line.startswith(("AX", BLACK)) else line for line in event]
    return "\n".join(lines) + "\n"


def _events(cut: Cut) -> Iterator[list[str]]:
    before: Item | None = None
    for at, item, coming in cut.placed():
        out = way_out(item, last=item is cut.items[-1])
        yield from _item_events(cut, (before, item), at, (coming, out))
        before = item


def _item_events(
    cut: Cut, pair: tuple[Item | None, Item], at: int, ways: tuple[Transition, Transition]
) -> Iterator[list[str]]:
    """An item's event, from where its transition begins to where the next one does."""
    (before, item), (coming, out) = pair, ways
    stop = at + item.length - out.before
    notes = [*_comments(cut, item, at)]
    if before is None or not coming.frames:
        yield [_line(cut, "AX", "C", (item.start, at, stop - at)), *notes]
        return
    cutting, incoming = at - coming.before, [line.replace("* FROM CLIP", "* TO CLIP") for line in notes]
    if coming.way == "fade":
        yield [
            _line(cut, "AX", "C", (before.start + before.length - coming.before, cutting, 0)),
            _line(cut, BLACK, f"D    {coming.before:03d}", (0, cutting, coming.before)),
            f"* FROM CLIP NAME: {one_line(before.name)}",
        ]
        yield [
            _line(cut, BLACK, "C", (0, at, 0)),
            _line(cut, "AX", f"D    {coming.after:03d}", (item.start, at, stop - at)),
            *incoming,
        ]
        return
    word = "D   " if coming.way == "dissolve" else "W001"
    yield [
        _line(cut, "AX", "C", (before.start + before.length - coming.before, cutting, 0)),
        _line(cut, "AX", f"{word} {coming.frames:03d}", (item.start - coming.before, cutting, stop - cutting)),
        f"* FROM CLIP NAME: {one_line(before.name)}",
        *incoming,
    ]


def _line(cut: Cut, reel: str, edit: str, at: tuple[int, int, int]) -> str:
    """Source from and to, record from and to. `at`: source frame, frame of the cut, length."""
    source, record, length = at
    codes = (source, source + length, cut.start + record, cut.start + record + length)
    return f"{reel:<8} V     {edit:<8} {' '.join(cut.rate.timecode(frame) for frame in codes)}"


def _comments(cut: Cut, item: Item, at: int) -> Iterator[str]:
    yield f"* FROM CLIP NAME: {one_line(item.name)}"
    yield f"* SOURCE FILE: {media_url(item)}"
    if item.shot_id:
        yield f"* ONMODEL SHOT: {item.shot_id} SCENE {one_line(item.scene)} SHOT {one_line(item.shot)}"
    for marker in item.markers:
        if item.start <= marker.frame < item.start + item.length:
            yield _locator(cut, marker, at + marker.frame - item.start)


def _locator(cut: Cut, marker: Marker, at: int) -> str:
    """A note as a locator at the record's timecode, as Avid and Resolve read it."""
    return f"* LOC: {cut.rate.timecode(cut.start + at)} {color_of(marker):<7} {one_line(marker.text, 120)}"
