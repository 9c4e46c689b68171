"""Conforming: whatever clip a model gives becomes what was asked for, of the rate, size and length, tagged Rec.709."""

import io
from collections.abc import Sequence

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.errors import Rejected, Unavailable
from onmodel.backends.videos.port import VideoRequest
from onmodel.footage.write import encode

Picture = NDArray[np.uint8]


def check(request: VideoRequest, longest: int) -> None:
    """Refuse what no clip can be made of, or not by who makes `longest` frames at most; raises Rejected."""
    shape = request.first_frame.shape
    if request.frames < 1 or request.rate < 1 or len(shape) != 3 or shape[2] != 3 or min(shape[:2]) < 2:
        raise Rejected(
            "This clip cannot be made", why=f"{request.frames} frames at {request.rate}/s of a picture {shape}",
            todo="Ask for at least one frame of a picture with three channels and at least 2 × 2 pixels",
        )  # fmt: skip
    if request.frames > longest:
        raise Rejected(
            "This clip is too long", why=f"{request.frames} frames; this backend makes {longest} at most",
            todo="Shorten the shot, or choose another backend",
        )  # fmt: skip


def opened(clip: bytes) -> tuple[list[Picture], float]:
    """The pictures of a clip and its rate; raises Unavailable for a file that is cut off, empty or no clip."""
    try:
        with av.open(io.BytesIO(clip), mode="r") as container:
            stream = container.streams.video[0]
            told, rate = stream.frames, float(stream.average_rate or 0)
            pictures = [np.asarray(f.to_ndarray(format="rgb24"), np.uint8) for f in container.decode(stream)]
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise Unavailable("The model's answer is not a clip that can be read", why=str(error)[:300]) from error
    if not pictures or len(pictures) < told or rate <= 0:
        raise Unavailable("The model's clip is cut off", why=f"{len(pictures)} of {told} frames could be read")
    return pictures, rate


def conformed(pictures: Sequence[Picture], rate: float, request: VideoRequest) -> tuple[bytes, int, tuple[str, ...]]:
    """A clip as asked for, its frames, and what was done to it: frames by the time they show, size by Lanczos."""
    asked = [round(i * rate / request.rate) for i in range(request.frames)]
    chosen = [pictures[i] for i in asked if i < len(pictures)]
    height, width = request.first_frame.shape[:2]
    notes = []
    if len(chosen) < request.frames:
        notes.append(f"The model gave {len(chosen)} of the {request.frames} frames asked for")
    if abs(rate - request.rate) > 0.01:
        notes.append(f"The model gave {rate:g} frames per second; {request.rate} were picked by their time")
    if chosen[0].shape[:2] != (height, width):
        notes.append(f"The model gave {chosen[0].shape[1]} × {chosen[0].shape[0]}; scaled to the frame's size")
        chosen = [
            np.asarray(cv2.resize(p, (width, height), interpolation=cv2.INTER_LANCZOS4), np.uint8) for p in chosen
        ]
    return encode(chosen, request.rate), len(chosen), tuple(notes)
