"""Pictures into a clip: H.264 tagged Rec.709 that browsers seek in, the same bytes for the same frames."""

import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray


def tag_rec709(stream: VideoStream) -> None:
    """Say in the stream that its code values are Rec.709, narrow range."""
    context = stream.codec_context
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG


def as_yuv(picture: NDArray[np.uint8], pix_fmt: str = "yuv420p") -> av.VideoFrame:
    """Return a picture (H, W, 3) uint8 sRGB as a Rec.709 narrow-range frame."""
    return av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
        format=pix_fmt, src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG, dst_color_range=ColorRange.MPEG,
    )  # fmt: skip


def encode(frames: Iterable[NDArray[np.uint8]], rate: int, *, crf: int = 16) -> bytes:
    """Return an MP4 of frames (H, W, 3) uint8 sRGB, all of the first one's size, at `rate` frames per second.

    An odd row or column is cut off, as 4:2:0 wants it. Raises ValueError without frames.
    """
    with tempfile.TemporaryDirectory(prefix="onmodel-clip-") as folder:
        path = Path(folder) / "clip.mp4"  # FFmpeg opens it a second time to move the index to its front
        _write(frames, rate, crf, path)
        return path.read_bytes()


def _write(frames: Iterable[NDArray[np.uint8]], rate: int, crf: int, path: Path) -> None:
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream: VideoStream | None = None
        for number, picture in enumerate(frames):
            if stream is None:
                stream = _stream(container, rate, (picture.shape[1] // 2 * 2, picture.shape[0] // 2 * 2), crf)
            frame = as_yuv(np.ascontiguousarray(picture[: stream.height, : stream.width]))
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        if stream is None:
            raise ValueError("a clip without frames cannot be written")
        container.mux(stream.encode(None))


def _stream(container: av.container.OutputContainer, rate: int, size: tuple[int, int], crf: int) -> VideoStream:
    # x264's macroblock tree with B-frames reads memory that nobody wrote: other bytes for the same frames now and then
    options = {"crf": str(crf), "preset": "veryfast", "threads": "1", "bf": "0"}
    stream = container.add_stream("libx264", rate=rate, options=options)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    tag_rec709(stream)
    return stream
