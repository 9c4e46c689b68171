"""Temp voices: lines read by a machine, to cut by until somebody speaks them; meant to sound like one."""

import json
import struct
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from onmodel.editorial.reader import NO_SUCH_VOICE, NOT_INSTALLED
from onmodel.errors import OnmodelError

FEMALE, MALE = ("f1", "f2", "f3", "f4", "f5"), ("m1", "m2", "m3", "m4", "m7")  # variants of eSpeak NG's voices
PACE = 165  # words a minute, as people talk
PATIENCE = 300  # seconds; a thousand lines take about sixty


class NoVoices(OnmodelError):
    """No speech synthesiser is installed, or none that speaks the language."""

    status = 501


def installed() -> bool:
    """Whether lines can be read here."""
    return find_spec("espeakng_loader") is not None


def speak(lines: Sequence[tuple[str, str]], *, language: str = "en-us", pace: int = PACE) -> list[bytes]:
    """Return (text, variant) lines as WAV, 16 bits, one channel; the same lines are the same bytes. Raises NoVoices."""
    asked = json.dumps({"lines": list(lines), "language": language, "pace": pace})
    command = [sys.executable, "-m", "onmodel.editorial.reader"]
    done = subprocess.run(command, input=asked.encode(), capture_output=True, check=False, timeout=PATIENCE)
    if done.returncode == NOT_INSTALLED:
        raise NoVoices(
            "There is nobody to read the lines",
            why="The extra `voices` (eSpeak NG) is not installed",
            todo="Install onmodel[voices], or lay recordings on the cut",
        )
    if done.returncode == NO_SUCH_VOICE:
        raise NoVoices(f"There is no voice for {language!r}", todo="Name a language as eSpeak NG does: en-us, ru, kk")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise NoVoices("The lines could not be read", why="".join(said) or f"The reader ended with {done.returncode}")
    return _parted(done.stdout)


def _parted(told: bytes) -> list[bytes]:
    made, at = [], 0
    while at < len(told):
        (length,) = struct.unpack_from("<I", told, at)
        made.append(told[at + 4 : at + 4 + length])
        at += 4 + length
    return made
