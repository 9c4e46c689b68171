"""Whatever comes as even, upright pictures (H, W, 3) uint8 sRGB Rec.709, one at a time: a clip is never held whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from onmodel.footage.probe import LIMITS, ClipUnreadable, Probe, ReadingLimits, opened, probe
from onmodel.footage.tone import to_standard_range

GREY = 128  # code value that see-through pictures are laid on
WINDOWS = 4  # runs of frames that a long clip is looked at in
MATRICES = {  # by the code of ITU-T H.273; 6 is Rec.601 too
    1: Colorspace.ITU709, 5: Colorspace.ITU601, 6: Colorspace.ITU601, 7: Colorspace.SMPTE240M, 9: Colorspace.BT2020,
}  # fmt: skip
HD_HEIGHT = 720  # rows from which an untagged picture is taken to be Rec.709; below, Rec.601


@dataclass(frozen=True)
class Shown:
    """A frame: its number in the even clock from 0, (H, W, 3) uint8 sRGB, and whether it follows the one before."""

    number: int
    picture: NDArray[np.uint8]
    follows: bool


class Footage:
    """A clip being read. Iterate once; `notes` is complete when the last frame has come."""

    def __init__(self, source: Path | bytes, name: str = "the clip", limits: ReadingLimits = LIMITS) -> None:
        self.probe = probe(source, name, limits)
        self.notes = list(self.probe.notes)
        self.windows = _windows(self.probe, limits)
        self._source, self._name, self._limits = source, name, limits
        if len(self.windows) > 1:
            looked = sum(end - begin for begin, end in self.windows)
            self._note(f"It is long: {looked} of {self.probe.frames} frames were looked at, in {WINDOWS} runs")

    @property
    def looked(self) -> int:
        """How many frames will come."""
        return sum(end - begin for begin, end in self.windows)

    def __iter__(self) -> Iterator[Shown]:
        last, came = -2, 0
        with opened(self._source, self._name) as (container, stream):
            for begin, end in self.windows:
                for number, frame in self._between(container, stream, begin, end):
                    yield Shown(number, self._upright(frame), number == last + 1)
                    last, came = number, came + 1
        if not came:
            raise ClipUnreadable(f"Nothing of {self._name} can be decoded", todo="Export it again, as H.264 in an MP4")
        if came < self.looked:
            self._note(f"Only {came} of {self.looked} frames could be decoded")

    def _between(
        self, container: InputContainer, stream: VideoStream, begin: int, end: int
    ) -> Iterator[tuple[int, av.VideoFrame]]:
        """Frames of an even clock from `begin` up to `end`, each the newest that is there by its time."""
        if begin:
            seconds = self.probe.start + begin / self.probe.rate
            container.seek(int(seconds / float(stream.time_base or 1)), stream=stream)
        due, held = begin, None
        for at, frame in self._decoded(container, stream):
            while held is not None and due < min(at, end):
                yield due, held
                due += 1
            held = frame
            if due >= end:
                return
        while held is not None and due < min(end, self._last(held)):
            yield due, held
            due += 1

    def _last(self, held: av.VideoFrame) -> int:
        """Up to where the last frame is shown: one tick, or to the promised end where the rate varies."""
        return self.probe.frames if self.probe.variable else self._tick(held, 0) + 1

    def _decoded(self, container: InputContainer, stream: VideoStream) -> Iterator[tuple[int, av.VideoFrame]]:
        """Every frame that can be decoded, with its tick of the even clock."""
        count = 0
        try:
            for packet in container.demux(stream):
                try:
                    frames = packet.decode()
                except FFmpegError:
                    self._note("Some frames are damaged and were left out")
                    continue
                for frame in frames:
                    yield self._tick(frame, count), frame
                    count += 1
        except FFmpegError:
            self._note("The file is cut off: what could be read was measured")

    def _tick(self, frame: av.VideoFrame, count: int) -> int:
        return count if frame.time is None else round((frame.time - self.probe.start) * self.probe.rate)

    def _upright(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        picture = self._reduced(self._rgb(frame))
        if self.probe.turned:
            self._note(f"It is stored lying and was turned by {self.probe.turned}°")
        return np.ascontiguousarray(np.rot90(picture, -self.probe.turned // 90))

    def _rgb(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        untagged = Colorspace.ITU709 if frame.height >= HD_HEIGHT else Colorspace.ITU601
        ways = {"src_colorspace": MATRICES.get(int(frame.colorspace), untagged), "dst_color_range": ColorRange.JPEG}
        if self.probe.transfer:
            self._note(f"High dynamic range ({self.probe.transfer}) was brought to standard range")
            return to_standard_range(_array(frame, "rgb48le", ways).astype(np.uint16), self.probe.transfer)
        if (bits := max(part.bits for part in frame.format.components)) > 8:
            self._note(f"{bits} bits a channel were reduced to 8")
        if frame.format.name == "pal8" or any(part.is_alpha for part in frame.format.components):
            return self._on_grey(_array(frame, "rgba", ways))
        return _array(frame, "rgb24", ways)

    def _on_grey(self, rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
        alpha = rgba[..., 3:].astype(np.uint16)
        if int(alpha.min()) == 255:
            return np.ascontiguousarray(rgba[..., :3])
        self._note("It is see-through: laid on middle grey")
        return ((rgba[..., :3] * alpha + GREY * (255 - alpha) + 127) // 255).astype(np.uint8)

    def _reduced(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        edge = max(picture.shape[:2])
        if edge <= self._limits.edge:
            return picture
        self._note(f"It was measured at {self._limits.edge} pixels along its longer side")
        scale = self._limits.edge / edge
        size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)

    def _note(self, said: str) -> None:
        if said not in self.notes:
            self.notes.append(said)


def _array(frame: av.VideoFrame, layout: str, ways: dict[str, Any]) -> NDArray[Any]:
    return np.asarray(frame.reformat(format=layout, **ways).to_ndarray())


def _windows(found: Probe, limits: ReadingLimits) -> list[tuple[int, int]]:
    """Which frames are looked at: all, or runs spread evenly over what is too long."""
    scale = min(1.0, limits.edge / max(found.width, found.height)) ** 2
    most = max(int(limits.looked_pixels / (found.width * found.height * scale)), 3 * WINDOWS)
    if found.frames <= most:
        return [(0, found.frames)]
    run = most // WINDOWS
    starts = np.linspace(0, found.frames - run, WINDOWS).round().astype(int)
    return [(int(begin), int(begin) + run) for begin in starts]
