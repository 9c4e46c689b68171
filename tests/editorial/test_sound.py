"""Sound: loudness by another meter, peaks, places, and recordings that are none."""

import re
import subprocess
import wave
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from onmodel.editorial.model import Cut, Sound
from onmodel.editorial.rates import RATES
from onmodel.editorial.sound import NotASound, length_of, levelled, loudness, mix, true_peak, write_wav
from tests.editorial.cutting import clip, cut_of

RATE = 48_000


def _noise(seconds: float, level: float = 0.05) -> np.ndarray:
    rng = np.random.default_rng(3)
    return (rng.standard_normal((int(seconds * RATE), 2)) * level).astype(np.float32)


def _wav(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def _cut(path: Path, at: int = 0, length: int = 96, loud: float = -23.0) -> Cut:
    sound = Sound("m", "music", "music", path.name, "a", at, length)
    cut = cut_of(clip(1, length=200, available=300), sounds=(sound,))
    return Cut(**{**vars(cut), "loudness": loud})


@pytest.mark.parametrize("target", [-23.0, -14.0])
def test_the_mix_is_as_loud_as_asked_by_ffmpegs_meter(target: float, tmp_path: Path) -> None:
    source = _wav(tmp_path / "m.wav", _noise(4))
    made = mix(_cut(source, loud=target), lambda _sound: source)
    told = _wav(tmp_path / "made.wav", made)
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-hide_banner",
        "-i",
        str(told),
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr.rpartition("Summary:")[2]
    measured = {name: float(value) for name, value in re.findall(r"(I|Peak):\s+(-?[\d.]+)", said)}
    assert measured["I"] == pytest.approx(target, abs=0.5)
    assert measured["Peak"] <= -0.9


def test_peaks_are_kept_and_both_channels_turned_down_alike() -> None:
    samples = _noise(2, 0.02)
    samples[48_000:48_010] = (0.9, -0.45)
    made = levelled(samples, RATE, -14.0)
    assert true_peak(made) <= -1.0
    assert made[48_005, 0] / made[48_005, 1] == pytest.approx(-2, rel=1e-3)


def test_silence_and_what_is_shorter_than_a_block_stay_as_they_are() -> None:
    for samples in (np.zeros((RATE, 2), np.float32), _noise(0.2)):
        assert loudness(samples, RATE) is None
        assert (levelled(samples, RATE, -23.0) == samples).all()


@pytest.mark.parametrize("rate", ["24", "29.97", "23.976"])
def test_a_recording_is_heard_from_its_frame_and_the_mix_is_as_long_as_the_picture(rate: str, tmp_path: Path) -> None:
    source = _wav(tmp_path / "m.wav", _noise(1))
    cut = Cut(**{**vars(_cut(source, at=48, length=24)), "rate": RATES[rate]})
    made = mix(cut, lambda _sound: source)
    begin = int(48 * RATE / cut.rate.exact)
    assert len(made) == int(200 * RATE / cut.rate.exact)
    assert not made[: begin - 300].any()
    assert np.abs(made[begin + 300 : begin + 20_000]).mean() > 1e-3


def test_lengths_are_told_and_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    source = _wav(tmp_path / "m.wav", _noise(1.5))
    assert length_of(source.read_bytes(), RATES["24"]) == 36
    write_wav(_cut(source), Sound("m", "m", "music", "x", "a", 0, 24), source, tmp_path / "out.wav")
    assert length_of((tmp_path / "out.wav").read_bytes(), RATES["24"]) == 24
    for data in (b"", b"no sound", source.read_bytes()[:30]):
        with pytest.raises(NotASound):
            length_of(data, RATES["24"])
