"""The animatic: each panel for its duration, the words as a subtitle track, H.264 tagged Rec.709."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.subtitles.subtitle import SubtitleSet
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from onmodel.deliverables.board import Board, Panel

MILLISECONDS = Fraction(1, 1000)
ASS_HEADER = b"[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n"


def animatic(board: Board, target: Path, progress: Callable[[float], None] | None = None) -> None:
    """Writes an MP4: constant frame rate, even size of the first panel, index at the front so a browser can seek.

    `target` is a file path (FFmpeg opens it a second time to move the index). `progress` is told 0–1.

    Raises ValueError for a board without panels.
    """
    if not board.panels:
        raise ValueError("a board without panels has no animatic")
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        size = _even_size(board.panels[0].picture)
        video = _video(container, board.rate, size)
        words = container.add_stream("mov_text")
        words.codec_context.subtitle_header = ASS_HEADER
        words.time_base = words.codec_context.time_base = MILLISECONDS
        start = 0
        for i, panel in enumerate(board.panels):
            _subtitle(container, words, panel, (start, board.rate))
            _hold(container, video, panel, (start, size))
            start += panel.duration_frames
            if progress:
                progress((i + 1) / len(board.panels))
        container.mux(video.encode(None))


def _even_size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as first:
        return first.width // 2 * 2, first.height // 2 * 2


def _video(container: OutputContainer, rate: int, size: tuple[int, int]) -> VideoStream:
    options = {"crf": "18", "tune": "stillimage", "preset": "veryfast", "bf": "0"}  # as footage.write says why
    stream = container.add_stream("libx264", rate=rate, options=options)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    return stream


def _hold(container: OutputContainer, video: VideoStream, panel: Panel, at: tuple[int, tuple[int, int]]) -> None:
    start, size = at
    frame = av.VideoFrame.from_ndarray(_pixels(panel.picture, size), format="rgb24").reformat(
        format="yuv420p", src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG, dst_color_range=ColorRange.MPEG,
    )  # fmt: skip
    for i in range(panel.duration_frames):
        frame.pts, frame.time_base = start + i, Fraction(1, int(video.codec_context.framerate))
        container.mux(video.encode(frame))


def _pixels(picture: Path, size: tuple[int, int]) -> NDArray[np.uint8]:
    with Image.open(picture) as opened:
        return np.asarray(opened.convert("RGB").resize(size, Image.Resampling.LANCZOS))


def _subtitle(container: OutputContainer, stream: object, panel: Panel, at: tuple[int, int]) -> None:
    """One subtitle over the whole panel; newlines part the speakers."""
    start, rate = at
    text = "\\N".join(f"{who}: {words}" for who, words in panel.dialogue)
    if not text:
        return
    begin, length = round(start * 1000 / rate), round(panel.duration_frames * 1000 / rate)
    ass = f"0,0,Default,,0,0,0,,{text}".encode()
    packet = stream.codec_context.encode_subtitle(SubtitleSet.create(ass, 0, length, pts=begin * 1000))  # type: ignore[attr-defined]  # PyAV types subtitle streams loosely
    packet.stream, packet.time_base = stream, MILLISECONDS
    packet.pts = packet.dts = begin
    packet.duration = length
    container.mux(packet)
