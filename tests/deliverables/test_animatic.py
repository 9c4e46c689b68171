from pathlib import Path

import av
import numpy as np
import pytest

from onmodel.deliverables.animatic import animatic
from onmodel.deliverables.board import Board
from tests.deliverables.boards import board


def test_each_panel_lasts_its_frames_and_shows_its_picture(tmp_path: Path) -> None:
    animatic(board(tmp_path, 3, frames=10), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as clip:
        frames = [f.to_ndarray(format="rgb24") for f in clip.decode(video=0)]
    assert len(frames) == 30
    for i, red in ((0, 200), (9, 200), (10, 150), (29, 100)):
        assert abs(float(np.median(frames[i][..., 0])) - red) <= 4


def test_it_is_h264_tagged_rec709_at_the_boards_rate(tmp_path: Path) -> None:
    animatic(board(tmp_path, 2), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as clip:
        video = clip.streams.video[0]
        context = video.codec_context
        assert (context.name, context.pix_fmt, int(video.average_rate)) == ("h264", "yuv420p", 24)
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert [int(t) for t in tags] == [1, 1, 1, 1]


def test_the_words_are_a_subtitle_track_in_time_with_their_panels(tmp_path: Path) -> None:
    animatic(board(tmp_path, 3, frames=24), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as clip:
        packets = [(p.pts, bytes(p)[2:]) for p in clip.demux(clip.streams.subtitles[0]) if p.size > 2]
    assert [pts for pts, _ in packets] == [0, 2000]
    assert b"ALDAR: Line 1" in packets[0][1]
    assert b"ALDAR: Line 3" in packets[1][1]


def test_the_index_comes_first_so_that_a_browser_can_seek(tmp_path: Path) -> None:
    animatic(board(tmp_path, 1), tmp_path / "a.mp4")
    data = (tmp_path / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_no_panels_no_animatic(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no animatic"):
        animatic(Board("Nothing", ()), tmp_path / "a.mp4")


def test_progress_rises_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    animatic(board(tmp_path, 4, frames=2), tmp_path / "a.mp4", told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]
