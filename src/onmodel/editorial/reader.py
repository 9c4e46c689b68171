"""The program that reads lines aloud: `python -m onmodel.editorial.reader`, JSON in, WAV files out.

eSpeak NG is a C library with one voice at a time and state of its own, so it speaks in a process of its own. It is
GPL-3 and no part of the product: who wants it installs the extra `voices`.
"""

import ctypes
import io
import json
import struct
import sys
import wave
from typing import Any

RETRIEVAL = 1  # espeak_AUDIO_OUTPUT: samples are handed over, nothing is played
UTF8, WORDS_A_MINUTE = 1, 1  # of speak_lib.h
NOT_INSTALLED, NO_SUCH_VOICE = 3, 4  # how the program ends


def main() -> None:
    """Read [[text, variant], …] of a language at a pace; write each line's length (4 bytes) and WAV."""
    asked = json.load(sys.stdin)
    try:
        import espeakng_loader  # noqa: PLC0415  # who wants temp voices has it installed
    except ImportError:
        raise SystemExit(NOT_INSTALLED) from None
    library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
    samples = bytearray()

    def take(block: Any, count: int, _events: Any) -> int:
        if block and count > 0:
            samples.extend(ctypes.string_at(block, count * 2))
        return 0

    heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(heard)
    for text, variant in asked["lines"]:
        if library.espeak_SetVoiceByName(f"{asked['language']}+{variant}".encode()):
            raise SystemExit(NO_SUCH_VOICE)
        library.espeak_SetParameter(WORDS_A_MINUTE, asked["pace"], 0)
        samples.clear()
        said = text.encode()
        library.espeak_Synth(said, ctypes.c_size_t(len(said) + 1), 0, 0, 0, UTF8, None, None)
        library.espeak_Synchronize()
        recording = _wav(bytes(samples), rate)
        sys.stdout.buffer.write(struct.pack("<I", len(recording)) + recording)


def _wav(samples: bytes, rate: int) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return target.getvalue()


if __name__ == "__main__":
    main()
