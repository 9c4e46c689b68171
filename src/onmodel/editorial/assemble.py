"""Conformed pieces and the mix become one file: the pieces' packets as they are, sound and timecode beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from onmodel.editorial.codings import RECIPES, Coding, add_picture, opened
from onmodel.editorial.conform import Conformed
from onmodel.editorial.model import Cut
from onmodel.editorial.rates import Rate
from onmodel.editorial.sound import Samples, write_samples

BIT_RATE = 192_000


def assemble(
    cut: Cut, pieces: Sequence[Conformed], coding: Coding, sound: Samples | None, path: Path
) -> None:  # fmt: skip
    """Write the cut: no picture is coded anew. With a timecode track from the cut's first frame; index at the front."""
    with opened(path, coding, cut.rate, movflags="+faststart", write_tmcd="1") as container:
        picture = _picture(container, cut, coding, pieces[0].path)
        container.metadata["timecode"] = cut.rate.timecode(cut.start)
        heard = _sound_stream(container, RECIPES[coding].sound, cut) if sound is not None else None
        container.start_encoding()
        if heard is not None and sound is not None:
            write_samples(container, heard, sound, cut.sample_rate)
        at = 0
        for piece in pieces:
            at += _copy(container, (picture, cut.rate), piece.path, at)


def _picture(container: OutputContainer, cut: Cut, coding: Coding, first: Path) -> VideoStream:
    """A stream that takes the pieces' packets: with the header of the first where there is one (H.264, H.265).

    One of ProRes copied from a file would not know its rate, and without a rate there is no timecode track.
    """
    with av.open(str(first)) as source:
        like = source.streams.video[0]
        if like.codec_context.extradata:
            stream = container.add_stream_from_template(like)
            if RECIPES[coding].tag:  # the template leaves it out, and QuickTime plays no H.265 under FFmpeg's own
                stream.codec_context.codec_tag = RECIPES[coding].tag
            return stream
    return add_picture(container, coding, cut.rate, cut.size)


def _copy(container: OutputContainer, into: tuple[VideoStream, Rate], path: Path, at: int) -> int:
    """The piece's packets, its frame 0 at frame `at`; returns how many. Without B-frames they come in order."""
    picture, rate = into
    number = 0
    with av.open(str(path)) as source:
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.stream, packet.time_base = picture, 1 / rate.exact
                packet.pts = packet.dts = at + number
                packet.duration = 1
                container.mux(packet)
                number += 1
    return number


def _sound_stream(container: OutputContainer, codec: str, cut: Cut) -> AudioStream:
    stream = cast(AudioStream, container.add_stream(codec, rate=cut.sample_rate, layout="stereo"))
    if codec == "aac":
        stream.bit_rate = BIT_RATE
    return stream
