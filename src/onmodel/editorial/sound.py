"""The cut's sound: recordings laid in their places, brought to a loudness, kept below a peak.

Loudness is integrated as ITU-R BS.1770-4 has it (pyloudnorm); EBU R128 asks for −23 LUFS, streaming for about −14.
True peak is measured on the signal at four times its rate (BS.1770-4, annex 2) and kept at −1 dBTP.
"""

import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pyloudnorm
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import FFmpegError
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from onmodel.editorial.model import Cut, Sound
from onmodel.editorial.rates import Rate
from onmodel.errors import Invalid

Samples = NDArray[np.float32]  # (n, 2), −1 to 1
BLOCK = 1024  # samples that are handed to a coder at a time; AAC takes no other number
LARGEST = 4 * 60 * 60  # seconds of one recording that are read
PEAK_DBTP = -1.0
OVERSAMPLED = 4
LOOK_AHEAD = 0.005  # seconds
GATE = 0.4  # seconds, of one block of BS.1770-4; what is shorter has no loudness
ROUNDS = 3


class NotASound(Invalid):
    """The file has no sound that can be read."""


def decode(path: Path, sample_rate: int) -> Samples:
    """A recording of any kind that FFmpeg reads as stereo, (n, 2) float32. Raises NotASound."""
    try:
        with av.open(str(path), "r") as container:
            if not container.streams.audio:
                raise NotASound("There is no sound in the file", todo="Send a WAV, FLAC, MP3 or M4A")
            resampler = av.AudioResampler("fltp", "stereo", sample_rate)
            blocks = [
                out.to_ndarray() for frame in container.decode(audio=0) for out in resampler.resample(frame)
            ]  # fmt: skip
            blocks += [out.to_ndarray() for out in resampler.resample(None)]
    except FFmpegError as error:
        raise NotASound("The sound cannot be read", why=str(error), todo="Send a WAV, FLAC, MP3 or M4A") from error
    if not blocks:
        raise NotASound("The sound is empty")
    samples = np.concatenate(blocks, axis=1).T[: LARGEST * sample_rate]
    return np.asarray(np.nan_to_num(samples), np.float32)


def length_of(data: bytes, rate: Rate) -> int:
    """How many frames at this rate a recording lasts, by its header; its first block is decoded. Raises NotASound."""
    try:
        with av.open(io.BytesIO(data), "r") as container:
            if not container.streams.audio or not container.duration:
                raise NotASound("There is no sound in the file", todo="Send a WAV, FLAC, MP3 or M4A")
            next(container.decode(audio=0))
            seconds = Fraction(min(container.duration, LARGEST * 1_000_000), 1_000_000)
    except (FFmpegError, StopIteration) as error:
        raise NotASound("The sound cannot be read", why=str(error), todo="Send a WAV, FLAC, MP3 or M4A") from error
    return max(int(seconds * rate.exact), 1)


def mix(cut: Cut, recording: Callable[[Sound], Path]) -> Samples:
    """All sounds in their places at the cut's loudness; exactly as long as the picture, to the sample."""
    total = _at(cut, cut.length)
    made = np.zeros((total, 2), np.float32)
    for sound in cut.sounds:
        samples = decode(recording(sound), cut.sample_rate)[_at(cut, sound.start) :][: _at(cut, sound.length)]
        begin = _at(cut, sound.at)
        room = made[begin : begin + len(samples)]
        room += samples[: len(room)] * np.float32(10 ** (sound.gain_db / 20))
    return levelled(made, cut.sample_rate, cut.loudness)


def write_wav(cut: Cut, sound: Sound, recording: Path, path: Path) -> None:
    """Write as much of a recording as the cut hears, at the cut's sample rate, 24 bits, as a WAV file."""
    samples = decode(recording, cut.sample_rate)[: _at(cut, sound.start + sound.length)]
    with av.open(str(path), "w", format="wav", options={"fflags": "+bitexact"}) as container:
        stream: AudioStream = container.add_stream("pcm_s24le", rate=cut.sample_rate, layout="stereo")
        write_samples(container, stream, samples, cut.sample_rate)


def write_samples(container: OutputContainer, stream: AudioStream, sound: Samples, sample_rate: int) -> None:
    """Code samples (n, 2) into an open file's stream: AAC, or whole numbers."""
    floats = stream.codec_context.name == "aac"
    for begin in range(0, len(sound), BLOCK):
        block = np.ascontiguousarray(sound[begin : begin + BLOCK])
        if floats:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
        else:
            whole = np.clip(np.rint(block.reshape(1, -1).astype(np.float64) * 2**31), -(2**31), 2**31 - 1)
            frame = av.AudioFrame.from_ndarray(whole.astype(np.int32), format="s32", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = sample_rate, begin, Fraction(1, sample_rate)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _at(cut: Cut, frames: int) -> int:
    return int(frames * cut.sample_rate / cut.rate.exact)


def loudness(samples: Samples, sample_rate: int) -> float | None:
    """Integrated loudness in LUFS; None for silence and for less than 0.4 s."""
    if len(samples) < GATE * sample_rate:
        return None
    value = float(pyloudnorm.Meter(sample_rate).integrated_loudness(samples.astype(np.float64)))
    return value if np.isfinite(value) else None


def true_peak(samples: Samples) -> float:
    """True peak in dBTP, −120 for silence."""
    if not len(samples):
        return -120.0
    above = resample_poly(samples, OVERSAMPLED, 1, axis=0)
    return float(max(20 * np.log10(max(np.abs(above).max(), np.abs(samples).max(), 1e-6)), -120.0))


def levelled(samples: Samples, sample_rate: int, target: float) -> Samples:
    """The samples at `target` LUFS with no peak over −1 dBTP; what the limiter takes away is given back, thrice."""
    for _ in range(ROUNDS):
        known = loudness(samples, sample_rate)
        if known is None:
            return samples
        samples = limited(samples * np.float32(10 ** ((target - known) / 20)), sample_rate)
    return samples


def limited(samples: Samples, sample_rate: int) -> Samples:
    """The same below the peak: turned down 5 ms before a peak and slowly up behind it, both channels alike."""
    ceiling = 10 ** ((PEAK_DBTP - 0.1) / 20)  # 0.1 dB for what smoothing lets through between samples
    above = np.abs(resample_poly(samples, OVERSAMPLED, 1, axis=0)).max(axis=1)
    peaks = above[: len(samples) * OVERSAMPLED].reshape(len(samples), OVERSAMPLED).max(axis=1)
    if not len(peaks) or peaks.max() <= ceiling:
        return samples
    gain = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = max(int(LOOK_AHEAD * sample_rate), 1)
    gain = uniform_filter1d(minimum_filter1d(gain, 2 * reach + 1, mode="nearest"), reach, mode="nearest")
    return np.asarray(samples * gain[:, None], np.float32)
