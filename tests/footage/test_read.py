"""Whatever comes: each odd clip by name, made here with PyAV or the bundled ffmpeg."""

import subprocess
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from onmodel.footage.probe import ClipTooLarge, ClipUnreadable, ClipWithoutPicture, NotAClip, ReadingLimits, probe
from onmodel.footage.read import Footage
from onmodel.footage.tone import to_standard_range
from onmodel.footage.write import encode

COLOURS = {"red": (200, 30, 40), "blue": (20, 60, 220), "olive": (120, 130, 90)}


def pictures(count=12, size=(64, 48)) -> list[np.ndarray]:
    width, height = size
    base = np.zeros((height, width, 3), np.uint8)
    base[:, : width // 2], base[:, width // 2 :] = COLOURS["red"], COLOURS["blue"]
    base[: height // 4] = COLOURS["olive"]
    return [np.roll(base, 2 * i, 1) for i in range(count)]


def made(frames, *, codec, pix_fmt, layout="rgb24", container="matroska", times=None, **options) -> bytes:
    """A clip in any codec; `times` are frame times in milliseconds."""
    kept = BytesIO()
    with av.open(kept, "w", format=container) as out:
        stream = out.add_stream(codec, rate=24, options=options)
        stream.height, stream.width, stream.pix_fmt = *frames[0].shape[:2], pix_fmt
        if times:
            stream.codec_context.time_base = Fraction(1, 1000)
        for number, picture in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(picture, format=layout).reformat(format=pix_fmt)
            frame.pts, frame.time_base = (times[number], Fraction(1, 1000)) if times else (number, Fraction(1, 24))
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return kept.getvalue()


def ffmpeg(*arguments: str) -> bytes:
    return subprocess.run([get_ffmpeg_exe(), "-v", "error", "-y", *arguments], check=True, capture_output=True).stdout


def read(data: bytes, **limits):
    footage = Footage(data, "it", ReadingLimits(**limits))
    return footage, list(footage)


def test_a_plain_clip_comes_as_it_was_written():
    frames = pictures()
    footage, shown = read(encode(frames, 24))
    assert [s.number for s in shown] == list(range(12))
    assert [s.follows for s in shown] == [False] + [True] * 11
    assert footage.notes == []
    assert (footage.probe.rate, footage.probe.frames, footage.probe.seconds) == (24, 12, pytest.approx(0.5))
    assert np.abs(shown[0].picture[30, 10].astype(int) - COLOURS["red"]).max() <= 6


def test_one_frame():
    footage, shown = read(encode(pictures(1), 24))
    assert (len(shown), footage.probe.frames) == (1, 1)


def test_a_variable_rate_is_read_at_an_even_one_and_said():
    times = [0, 40, 80, 120, 160, 360, 400, 440, 480, 520]
    footage, shown = read(made(pictures(10), codec="ffv1", pix_fmt="bgr0", times=times))
    assert footage.probe.variable
    assert footage.probe.rate == 25
    assert len(shown) == 14
    assert any("rate varies" in note for note in footage.notes)
    assert (shown[5].picture == shown[8].picture).all(), "the held frame is shown until the next one comes"
    assert not (shown[8].picture == shown[9].picture).all()


def test_what_is_see_through_is_laid_on_grey_and_said():
    rgba = np.zeros((48, 64, 4), np.uint8)
    rgba[..., 0], rgba[:, 32:, 3], rgba[:, :8, 3] = 255, 255, 127
    footage, shown = read(made([rgba] * 3, codec="ffv1", pix_fmt="bgra", layout="rgba"))
    assert shown[0].picture[10, 20].tolist() == [128, 128, 128]
    assert shown[0].picture[10, 40].tolist() == [255, 0, 0]
    assert shown[0].picture[10, 2].tolist() == pytest.approx([191, 64, 64], abs=1)
    assert any("see-through" in note for note in footage.notes)


def test_deep_colour_is_said_beside_see_through():
    rgba = np.full((48, 64, 4), 127, np.uint8)
    footage, _ = read(made([rgba] * 3, codec="prores_ks", pix_fmt="yuva444p10le", layout="rgba"))
    assert any("bits a channel were reduced to 8" in note for note in footage.notes)
    assert any("see-through" in note for note in footage.notes)


def test_odd_sizes_keep_every_row_and_column():
    footage, shown = read(made(pictures(3, (63, 47)), codec="ffv1", pix_fmt="bgr0"))
    assert shown[0].picture.shape == (47, 63, 3)
    assert (footage.probe.width, footage.probe.height) == (63, 47)


def test_ten_bits_are_reduced_and_said():
    footage, shown = read(made(pictures(3), codec="ffv1", pix_fmt="yuv444p10le"))
    assert shown[0].picture.dtype == np.uint8
    assert footage.notes == ["10 bits a channel were reduced to 8"]


@pytest.mark.parametrize(("transfer", "told"), [("smpte2084", "PQ"), ("arib-std-b67", "HLG")])
def test_high_dynamic_range_is_brought_to_standard_and_said(tmp_path: Path, transfer, told):
    path = tmp_path / "hdr.mkv"
    colour = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:log-level=none"
    ffmpeg("-f", "lavfi", "-i", "gradients=s=64x48:d=0.2:r=24:c0=black:c1=white", "-pix_fmt", "yuv420p10le",
           "-c:v", "libx265", "-x265-params", colour,
           "-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc", str(path))  # fmt: skip
    footage, shown = read(path.read_bytes())
    assert footage.probe.transfer == told
    assert any(told in note for note in footage.notes)
    assert shown[0].picture.max() <= 255
    assert shown[0].picture.std() > 5


def test_reference_white_and_what_is_brighter_stay_apart():
    code = np.full((1, 3, 3), 0, np.uint16)
    code[0, 1], code[0, 2] = round(0.5806 * 65535), round(0.7518 * 65535)  # 203 and 1000 cd/m² in PQ
    dark, white, bright = to_standard_range(code, "PQ")[0, :, 0].astype(int)
    assert dark == 0
    assert 225 < white < bright <= 255


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_what_was_filmed_lying_is_shown_upright_as_ffmpeg_shows_it(tmp_path: Path, turned):
    flat, lying = tmp_path / "flat.mp4", tmp_path / "lying.mp4"
    flat.write_bytes(encode(pictures(3), 24))
    ffmpeg("-display_rotation", str(turned), "-i", str(flat), "-c", "copy", str(lying))
    footage, shown = read(lying.read_bytes())
    raw = ffmpeg("-i", str(lying), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    wanted = np.frombuffer(raw, np.uint8).reshape(shown[0].picture.shape)
    assert np.abs(wanted.astype(int) - shown[0].picture).mean() < 3
    assert (footage.probe.height, footage.probe.width) == shown[0].picture.shape[:2]
    assert any("turned" in note for note in footage.notes)


def test_full_range_and_rec601_are_decoded_as_ffmpeg_does(tmp_path: Path):
    path = tmp_path / "601.mkv"
    path.write_bytes(made(pictures(2), codec="mjpeg", pix_fmt="yuvj444p", qmin="1", qmax="2"))
    raw = ffmpeg("-i", str(path), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    _, shown = read(path.read_bytes())
    assert np.abs(np.frombuffer(raw, np.uint8).reshape(48, 64, 3).astype(int) - shown[0].picture).mean() < 2


def test_a_clip_that_is_cut_off_is_read_as_far_as_it_goes_and_said():
    noise = [np.random.default_rng(i).integers(0, 255, (48, 64, 3), np.uint8) for i in range(24)]
    whole = encode(noise, 24)  # its index is at the front
    footage, shown = read(whole[: int(len(whole) * 0.6)])
    assert 3 < len(shown) < 24
    assert any("cut off" in note for note in footage.notes)
    assert not any("varies" in note for note in footage.notes), "what is lost leaves holes, the rate is as it was"


def test_a_clip_without_its_index_is_told(tmp_path: Path):
    path = tmp_path / "late.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48:d=1", "-pix_fmt", "yuv420p", str(path))  # its index is at the end
    whole = path.read_bytes()
    with pytest.raises(ClipUnreadable, match="cannot be opened") as told:
        probe(whole[: len(whole) // 2])
    assert told.value.why == "Invalid data found when processing input", "no number, no path of ours"


@pytest.mark.parametrize(
    "data", [b"", b"hello, I am no clip at all", b"\x00" * 4096, b"#EXTM3U\nhttp://127.0.0.1/x.ts"]
)
def test_what_is_no_clip_is_refused(data):
    with pytest.raises(NotAClip):
        probe(data)


def test_a_photograph_is_no_clip():
    kept = BytesIO()
    from PIL import Image

    Image.fromarray(pictures(1)[0]).save(kept, "PNG")
    with pytest.raises(NotAClip):
        probe(kept.getvalue())


def test_sound_alone_is_told(tmp_path: Path):
    path = tmp_path / "sound.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=d=0.5", "-c:a", "aac", str(path))
    with pytest.raises(ClipWithoutPicture):
        probe(path.read_bytes())


def test_a_gif_is_a_clip(tmp_path: Path):
    path = tmp_path / "it.gif"
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48:d=1:r=10", str(path))
    footage, shown = read(path.read_bytes())
    assert (footage.probe.codec, len(shown), footage.probe.rate) == ("gif", 10, 10)


def test_what_is_huge_is_refused_before_it_is_decoded():
    data = encode(pictures(8), 24)
    with pytest.raises(ClipTooLarge, match="64 × 48"):
        probe(data, limits=ReadingLimits(frame_pixels=1000))
    with pytest.raises(ClipTooLarge, match="8 frames"):
        probe(data, limits=ReadingLimits(frames=7))


def test_what_is_long_is_looked_at_in_runs_and_said():
    footage, shown = read(encode(pictures(120), 24), looked_pixels=64 * 48 * 40)
    assert len(shown) == footage.looked == 40
    assert [s.number for s in shown if not s.follows] == [0, 37, 73, 110]
    assert shown[-1].number == 119
    assert any("40 of 120" in note for note in footage.notes)
    _, whole = read(encode(pictures(120), 24))
    for one in shown[::7]:
        assert np.abs(one.picture.astype(int) - whole[one.number].picture).mean() < 0.01


def test_large_pictures_are_reduced_as_they_are_read():
    footage, shown = read(encode(pictures(2), 24), edge=32)
    assert shown[0].picture.shape == (24, 32, 3)
    assert any("32 pixels" in note for note in footage.notes)


def test_a_missing_file_is_said_as_missing(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "none.mp4")
