"""A cut on film: what is seen at which frame, what is filmed again, and what is left where it is stopped."""

import errno
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from onmodel.editorial import conform as conforming
from onmodel.editorial.codings import RECIPES, Coding
from onmodel.editorial.film import film, pictures, project
from onmodel.editorial.model import Cut, Item, NotEnoughHandle, OverlongTransition, Transition
from onmodel.editorial.rates import RATES
from onmodel.editorial.segments import Bench, segments
from tests.editorial.cutting import bench, clip, cut_of, seconds

GREYS = {"a" * 64: 40, "b" * 64: 90, "c" * 64: 140, "d" * 64: 200}
SHAS = tuple(GREYS)
DISSOLVE = Transition("dissolve", 8)


TAGS = {  # what QuickTime and Final Cut play; of H.265 they play no other
    Coding.H264: "avc1", Coding.H265: "hvc1", Coding.PRORES: "apcn", Coding.PRORES_HQ: "apch",
}  # fmt: skip


def _items(**given: Any) -> list[Item]:
    return [clip(n, sha256=sha, length=20, **given) for n, sha in enumerate(SHAS[:3], start=1)]


def _bench(folder: Path) -> Bench:
    return bench(folder, *GREYS.items())


def _frames(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path), "r") as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def _grey(picture: NDArray[np.uint8]) -> float:
    return float(np.median(picture))


@pytest.mark.parametrize("coding", list(Coding))
def test_a_film_has_each_frame_once_the_right_colour_tags_and_a_timecode(coding: Coding, tmp_path: Path) -> None:
    items = _items()
    cut = cut_of(replace(items[0], next=DISSOLVE), *items[1:], rate="29.97")
    target = tmp_path / f"film{RECIPES[coding].suffix}"
    film(cut, coding, _bench(tmp_path), target)
    with av.open(str(target), "r") as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert tuple(map(int, tags)) == (1, 1, 1, 1)  # Rec.709 (ITU-T H.273), narrow range
        assert stream.average_rate == cut.rate.exact
        codes = [s.metadata.get("timecode") for s in container.streams if s.type == "data"]
        assert codes == ["01:00:00;00"]
        ticks = [
            Fraction(frame.pts or 0) * (stream.time_base or 0) * cut.rate.exact for frame in container.decode(stream)
        ]
        assert context.pix_fmt == RECIPES[coding].pix_fmt
        assert context.codec_tag == TAGS[coding]
    assert ticks == list(range(cut.length))


def test_the_middle_of_each_transition_is_what_it_is_called(tmp_path: Path) -> None:
    made = {}
    for way in ("dissolve", "fade", "wipe"):
        items = _items()
        cut = cut_of(replace(items[0], next=Transition(way, 9)), items[1])  # type: ignore[arg-type]
        film(cut, Coding.PRORES, _bench(tmp_path), tmp_path / f"{way}.mov")
        made[way] = _frames(tmp_path / f"{way}.mov")
        assert [round(_grey(made[way][at])) for at in (10, 30)] == pytest.approx([40, 90], abs=2)
    assert _grey(made["dissolve"][20]) == pytest.approx(65, abs=4)
    assert _grey(made["fade"][20]) < 6
    half = made["wipe"][20].mean(axis=2)
    assert np.median(half[:, :20]) == pytest.approx(90, abs=3)
    assert np.median(half[:, 44:]) == pytest.approx(40, abs=3)


def test_a_clip_begins_at_its_trim_and_runs_at_the_cuts_rate(tmp_path: Path) -> None:
    """The light bar stands in the column of the take's own frame number."""
    on = bench(tmp_path, ("a" * 64, 40))

    def columns(rate: str, start: int, length: int) -> list[int]:
        cut = cut_of(clip(1, sha256="a" * 64, start=start, length=length, available=10_000), rate=rate)
        film(cut, Coding.PRORES, on, tmp_path / "film.mov")
        return [int(picture.mean(axis=(0, 2)).argmax()) for picture in _frames(tmp_path / "film.mov")]

    assert columns("24", 12, 10) == list(range(12, 22))
    assert columns("50", 0, 12) == [int(k * 24 / 50) for k in range(12)]
    assert columns("24", 60, 8) == [60, 61, 62, 63, 63, 63, 63, 63]  # the last one stays


def test_one_changed_shot_is_filmed_and_no_other_file_is_touched(tmp_path: Path) -> None:
    items = [clip(n, sha256=sha, length=20) for n, sha in enumerate([*SHAS[:3], SHAS[0]], start=1)]
    items[0] = replace(items[0], next=DISSOLVE)
    cut, on = cut_of(*items), _bench(tmp_path)
    first = film(cut, Coding.H264, on, tmp_path / "one.mp4")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in on.folder.glob("*.mp4")}
    items[2] = replace(items[2], sha256=SHAS[3])
    second = film(cut_of(*items), Coding.H264, on, tmp_path / "two.mp4")
    assert [piece.filmed for piece in second] == [False, False, False, True, False]
    assert [p.path for p in second if not p.filmed] == [p.path for p in first if p.path in {q.path for q in second}]
    for path, (data, written) in before.items():
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (data, written)
    one, two = _frames(tmp_path / "one.mp4"), _frames(tmp_path / "two.mp4")
    same = [bool((a == b).all()) for a, b in zip(one, two, strict=True)]
    assert same == [True] * 40 + [False] * 20 + [True] * 20


def test_the_same_cut_filmed_elsewhere_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        film(cut_of(*_items()), Coding.H264, _bench(tmp_path / name), tmp_path / f"{name}.mp4")
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


class _Stopped(Exception):
    pass


def test_a_run_that_is_stopped_leaves_whole_files_and_goes_on_from_them(tmp_path: Path) -> None:
    on, cut = _bench(tmp_path), cut_of(*_items())

    def stop(share: float) -> None:
        if share > 0.5:
            raise _Stopped

    with pytest.raises(_Stopped):
        film(cut, Coding.H264, on, tmp_path / "film.mp4", stop)
    assert not (tmp_path / "film.mp4").exists()
    kept = sorted(on.folder.iterdir())
    assert [path.suffix for path in kept] == [".mp4"]
    assert len(_frames(kept[0])) == 20
    again = film(cut, Coding.H264, on, tmp_path / "film.mp4")
    assert [piece.filmed for piece in again] == [False, True, True]
    assert len(_frames(tmp_path / "film.mp4")) == 60


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(row: Any, *given: Any) -> int:
        given[-1].write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(conforming, "encode", full)
    on = _bench(tmp_path)
    with pytest.raises(OSError, match="No space"):
        film(cut_of(*_items()), Coding.H264, on, tmp_path / "film.mp4")
    assert list(on.folder.iterdir()) == []
    assert not (tmp_path / "film.mp4").exists()


def test_numbered_pictures_carry_their_timecodes_frame(tmp_path: Path) -> None:
    cut = cut_of(clip(1, sha256="a" * 64, length=3))
    names = [name for name, _ in pictures(cut, _bench(tmp_path))]
    assert names == [f"The_fox_the_moon.{86_400 + at:08d}.png" for at in range(3)]


def test_a_project_folder_has_every_take_with_its_handles(tmp_path: Path) -> None:
    cut = cut_of(*_items())
    project(cut, _bench(tmp_path), tmp_path / "out", "cut")
    media = sorted((tmp_path / "out/media").iterdir())
    assert len(media) == 3
    assert [len(_frames(path)) for path in media] == [64, 64, 64]
    assert {path.name for path in (tmp_path / "out").glob("cut.*")} == {
        "cut.otio", "cut.fcpxml", "cut.xml", "cut.edl", "cut.aaf",
    }  # fmt: skip
    told = (tmp_path / "out/cut.otio").read_text()
    assert all(f"media/{path.name}" in told for path in media)


def test_transitions_that_cannot_be_are_refused_with_what_is_missing() -> None:
    short = clip(1, start=0, length=64, next=DISSOLVE)
    with pytest.raises(NotEnoughHandle, match="needs 4 more frames"):
        segments(cut_of(short, clip(2)))
    with pytest.raises(OverlongTransition):
        segments(cut_of(clip(1, next=DISSOLVE), clip(2, length=7, next=DISSOLVE), clip(3)))


@pytest.mark.parametrize("rate", sorted(RATES))
def test_pieces_add_up(rate: str) -> None:
    items = _items()
    cut: Cut = cut_of(replace(items[0], next=Transition("wipe", 7)), *items[1:], rate=rate)
    assert sum(piece.length for piece in segments(cut)) == cut.length
    assert seconds(cut.length, cut.rate) == pytest.approx(60 / float(cut.rate.exact))
