"""What a file says it is, before anything is decoded: only its headers and packets are read, by content, never by name.

Formats are a closed list and no other file or address may be opened from inside one (a playlist is a program that
reads on somebody's behalf).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.reformatter import ColorTrc
from av.video.stream import VideoStream

from onmodel.errors import Invalid

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif,apng,avi,mpegts,mpeg,mxf,ogg,flv,ivf,yuv4mpegpipe,nut"
SAFE = {"format_whitelist": FORMATS, "protocol_whitelist": "none", "fflags": "+genpts"}
HDR = {int(ColorTrc.SMPTE2084): "PQ", int(ColorTrc.ARIB_STD_B67): "HLG"}
UNEVEN = 0.02  # of an interval: rounding to a time base of 1/1000 s is no variable rate
FASTEST = 120.0  # frames a second that a variable rate is read at, at most
_TODO = "Give it as MP4, MOV, MKV, WebM, AVI, MXF or GIF"


class NotAClip(Invalid):
    """The content is no moving picture of a kind that is read, whatever its name says."""


class ClipWithoutPicture(Invalid):
    """The file has sound or data, and no picture."""


class ClipUnreadable(Invalid):
    """It is a clip, but not one frame of it can be decoded: it is cut off, damaged or of an unknown codec."""


class ClipTooLarge(Invalid):
    """Its pictures or their number are beyond what is read; told from the header, before decoding."""

    status = 413


@dataclass(frozen=True)
class ReadingLimits:
    """What is refused, and how much of the rest is looked at (pixels × frames, 0.6 giga = 27 s of 720p at 24)."""

    frame_pixels: int = 80_000_000
    frames: int = 1_000_000
    looked_pixels: int = 600_000_000
    edge: int = 1920  # larger pictures are reduced to this as they are read


LIMITS = ReadingLimits()


@dataclass(frozen=True)
class Probe:
    """What a clip is: `frames` counted, `rate` per second, size as it is shown, what must be done about it."""

    frames: int
    rate: float
    width: int
    height: int
    seconds: float
    codec: str
    variable: bool = False
    transfer: str = ""  # "PQ" or "HLG", empty for standard range
    turned: int = 0  # degrees clockwise that the picture is turned by for showing: 0, 90, 180, 270
    start: float = 0.0  # seconds, of the first frame
    notes: tuple[str, ...] = ()


@contextmanager
def opened(source: Path | bytes, name: str) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The file and its first moving picture; raises NotAClip, ClipUnreadable or ClipWithoutPicture."""
    head = source[:12] if isinstance(source, bytes) else _head(source)
    if not head:
        raise NotAClip(f"{name} is empty", todo=_TODO)
    stream = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with stream:
        try:
            container = av.open(stream, "r", options=SAFE)
        except (FFmpegError, ValueError) as error:
            if head[4:8] == b"ftyp" or head[:4] in (b"\x1aE\xdf\xa3", b"RIFF"):
                todo = "Copy it again from where it came: the end of the file is missing or damaged"
                raise ClipUnreadable(f"{name} cannot be opened", why=_said(error), todo=todo) from error
            raise NotAClip(f"{name} is not a clip", why=_said(error), todo=_TODO) from error
        with container:
            yield container, _picture_of(container, name)


def probe(source: Path | bytes, name: str = "the clip", limits: ReadingLimits = LIMITS) -> Probe:
    """Read the headers and count the packets of a clip; nothing is decoded but its first frame, for how it is turned.

    Raises NotAClip, ClipWithoutPicture, ClipUnreadable, ClipTooLarge, FileNotFoundError.
    """
    with opened(source, name) as (container, stream):
        _check_size(stream, name, limits)
        times, whole = _times(container, stream)
        promised, codec = stream.frames, stream.codec_context.name
        if len(times) > limits.frames:
            raise ClipTooLarge(f"{name} has {len(times):,} frames", why=f"{limits.frames:,} are read")
    with opened(source, name) as (container, stream):
        first = first_frame(container, stream, name)
    found = replace(_clock(times, first), codec=codec)
    if not whole or promised > len(times) + 1:  # then holes in time are what is lost, not its rate
        found = replace(
            found, notes=(f"The file is cut off: {len(times)} of {max(promised, len(times))} frames are there",)
        )
    return found


def _said(error: Exception) -> str:
    """What FFmpeg says, without its number and the file's name."""
    return str(getattr(error, "strerror", "") or error)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(12)


def _picture_of(container: InputContainer, name: str) -> VideoStream:
    for stream in container.streams.video:
        if "attached_pic" not in str(stream.disposition):
            stream.thread_type = "AUTO"
            return stream
    raise ClipWithoutPicture(f"{name} has no picture", why="It holds sound or data alone", todo=_TODO)


def _check_size(stream: VideoStream, name: str, limits: ReadingLimits) -> None:
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > limits.frame_pixels:
        why = f"A frame may have {limits.frame_pixels / 1e6:.0f} megapixels"
        raise ClipTooLarge(f"{name} is {width} × {height}", why=why, todo="Make it smaller")


def _times(container: InputContainer, stream: VideoStream) -> tuple[list[float], bool]:
    """When each frame is shown, seconds, in order; and whether the file could be read to its end."""
    times: list[float] = []
    try:
        for packet in container.demux(stream):
            if packet.size and not packet.is_discard:
                stamp = packet.pts if packet.pts is not None else packet.dts
                unit = float(packet.time_base or 0) or 1 / 25
                times.append(len(times) / 25 if stamp is None else stamp * unit)
    except FFmpegError:
        return sorted(times), False
    return sorted(times), True


def first_frame(container: InputContainer, stream: VideoStream, name: str) -> av.VideoFrame:
    """The first frame that can be decoded; raises ClipUnreadable without one."""
    why = "No frame is in it"
    try:
        for packet in container.demux(stream):
            try:
                for frame in packet.decode():
                    return frame
            except FFmpegError as error:
                why = _said(error)
    except FFmpegError as error:
        why = _said(error)
    raise ClipUnreadable(f"Nothing of {name} can be decoded", why=why, todo="Export it again, as H.264 in an MP4")


def _clock(times: Sequence[float], first: av.VideoFrame) -> Probe:
    """Rate and length by the frames' own times, and what the first picture says of itself."""
    gaps = np.diff(times)
    gaps = gaps[gaps > 1e-6]
    usual = float(np.median(gaps)) if len(gaps) else 1 / 25
    variable = len(gaps) > 1 and bool(np.abs(gaps - usual).max() > max(UNEVEN * usual, 0.0012))
    mean = float(np.mean(gaps)) if len(gaps) else usual
    rate = min(1 / usual, FASTEST) if variable else 1 / mean
    rate = round(rate) if abs(rate - round(rate)) < 0.004 else round(rate, 3)
    seconds = (times[-1] - times[0] if times else 0.0) + usual
    count = max(round(seconds * rate), 1) if variable else max(len(times), 1)
    notes = (f"The frame rate varies: read at an even {rate:g} a second",) if variable else ()
    turned = -first.rotation % 360
    width, height = (first.height, first.width) if turned in {90, 270} else (first.width, first.height)
    return Probe(
        count, rate, width, height, seconds, "", variable, HDR.get(int(first.color_trc or 0), ""), turned,
        times[0] if times else 0.0, notes,
    )  # fmt: skip
