"""Cuts for the tests: by hand, and as hypothesis draws them."""

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from onmodel.editorial.model import CUT, HANDLE, Cut, Item, Marker, Sound, Transition
from onmodel.editorial.rates import RATES, Rate
from onmodel.editorial.segments import Bench
from onmodel.footage.write import encode

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


def clip(number: int, **given: Any) -> Item:
    """A clip of scene 1 that has 12 frames to spare before and behind."""
    known = {
        "key": f"k{number}", "name": f"1-{number}_T1", "kind": "clip", "length": 40, "start": 12, "available": 64,
        "sha256": f"{number:064x}", "asset_id": f"a{number}", "shot_id": f"s{number}", "scene": "1",
        "shot": str(number), "take": 1,
    }  # fmt: skip
    return Item(**{**known, **given})


def cut_of(*items: Item, rate: str = "24", sounds: tuple[Sound, ...] = ()) -> Cut:
    """A small cut of these items."""
    return Cut("The fox & the moon", RATES[rate], (64, 36), items, sounds, id="c1", storyboard_id="b1")


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    """Any cut that can be made: clips, stills and titles at any rate, transitions that fit, notes with any words."""
    rate = RATES[draw(st.sampled_from(sorted(RATES)))]
    items = [draw(_items(number)) for number in range(draw(st.integers(1, 8)))]
    return Cut(draw(WORDS.filter(str.strip)), rate, (1280, 720), tuple(items), id="c", storyboard_id="b")


@st.composite
def _items(draw: st.DrawFn, number: int) -> Item:
    kind = draw(st.sampled_from(["clip", "still", "title"]))
    length = draw(st.integers(30, 400))
    way = draw(st.sampled_from(["cut", "dissolve", "fade", "wipe"]))
    over = Transition(way, draw(st.integers(2, 15))) if way != "cut" else CUT
    scene, shot = draw(st.sampled_from(["1", "3A", "27"])), str(number + 1)
    start = draw(st.integers(8, 2000)) if kind == "clip" else HANDLE
    markers = tuple(
        Marker(start + draw(st.integers(0, length - 1)), draw(WORDS), "note", draw(WORDS))
        for _ in range(draw(st.integers(0, 2)))
    )
    title = kind == "title"
    return Item(
        f"k{number}", f"Title {number}" if title else f"{scene}-{shot}_T2", kind, length, start,
        start + length + draw(st.integers(8, 99)), f"{number:064x}", f"a{number}", "" if title else f"s{number}",
        "" if title else scene, "" if title else shot, 0 if title else 2, next=over,
        text=f"Words {number}" if title else "", markers=markers,
    )  # fmt: skip


def bench(folder: Path, *clips: tuple[str, int], size: tuple[int, int] = (64, 36), frames: int = 64) -> Bench:
    """A bench with a clip for each hash: one grey of its own, with a light bar that moves a column a frame."""
    takes = folder / "takes"
    takes.mkdir(parents=True, exist_ok=True)
    for sha256, grey in clips:
        rows = np.full((frames, size[1], size[0], 3), grey, np.uint8)
        for number in range(frames):
            rows[number, :, number % size[0]] = 250
        (takes / sha256).write_bytes(encode(rows, 24))
    Image.fromarray(np.full((size[1], size[0], 3), 10, np.uint8)).save(takes / "title.png")

    def media(part: Any) -> Path:
        return takes / ("title.png" if part.kind == "title" else part.sha256)

    return Bench(folder / "conformed", media, lambda sound: takes / sound.sha256)


def seconds(frames: int, rate: Rate) -> float:
    """A length as players count it."""
    return float(frames / rate.exact)
