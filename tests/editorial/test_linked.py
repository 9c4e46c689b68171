"""Who speaks in a shot is heard at the same frame of it, whatever becomes of the row."""

from dataclasses import replace

from onmodel.editorial.linked import linked
from onmodel.editorial.model import Item, Sound
from tests.editorial.cutting import clip

ROW = tuple(clip(n, start=8, length=40, available=64, spare=8) for n in (1, 2, 3))


def _said(at: int, key: str = "a", role: str = "dialogue") -> Sound:
    return Sound(key, key, role, "f" * 64, "f", at, 30)  # type: ignore[arg-type]  # one of the two


def _at(*row: Item) -> list[int]:
    return [sound.at for sound in linked(ROW, row, (_said(6), _said(52, "b"), _said(90, "c")))]


def test_a_line_goes_along_with_its_shot() -> None:
    one, two, three = ROW
    assert _at(*ROW) == [6, 52, 90]
    assert _at(three, one, two) == [46, 92, 10]
    assert _at(clip(9, kind="title", length=24), *ROW) == [30, 76, 114]
    assert _at(replace(one, length=30), two, three) == [6, 42, 80]


def test_a_trimmed_head_leaves_it_at_its_frame_and_a_new_take_too() -> None:
    one, two, three = ROW
    assert _at(one, replace(two, start=18, length=30), three) == [6, 42, 80]
    assert _at(replace(one, start=20, length=28), two, three) == [0, 40, 78], "never before the cut begins"
    without = replace(two, start=0, spare=0, sha256="e" * 64, available=40)
    assert _at(one, without, three) == [6, 52, 90]
    assert _at(one, replace(two, kind="still", start=24, spare=0), three)[0] == 6


def test_what_is_said_in_a_shot_that_went_goes_and_music_stays() -> None:
    one, _, three = ROW
    assert _at(one, three) == [6, 50]
    music = (_said(52, "m", "music"), _said(500, "late"))
    assert linked(ROW, (one, three), music) == music
