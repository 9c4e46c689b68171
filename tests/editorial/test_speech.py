"""Lines are read aloud: the same line is the same bytes, a longer one lasts longer, voices differ."""

import io
import wave

import numpy as np
import pytest

from onmodel.editorial import speech
from onmodel.editorial.speech import NoVoices, speak


def _samples(recording: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(recording)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_a_line_is_heard_and_is_the_same_each_time() -> None:
    lines = [("The smell of your stew is worth a coin.", "m3"), ("No.", "m3")]
    first, short = speak(lines)
    assert [first, short] == speak(lines)
    assert np.abs(_samples(first)).max() > 3000
    assert len(_samples(first)) > 3 * len(_samples(short))


def test_voices_and_paces_differ_and_other_scripts_are_read() -> None:
    low, high, nothing = speak([("Listen to me.", "m3"), ("Listen to me.", "f2"), ("", "f2")])
    assert low != high
    assert np.abs(_samples(nothing)).max(initial=0) == 0
    assert len(_samples(speak([("Listen to me.", "m3")], pace=100)[0])) > len(_samples(low))
    assert len(_samples(speak([("Тыңда, бай!", "m3")], language="kk")[0])) > 0
    assert speak([]) == []


def test_a_reader_that_ends_is_told_and_nothing_falls_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech.sys, "executable", "/bin/false")
    with pytest.raises(NoVoices, match="could not be read"):
        speak([("Listen!", "m3")])
