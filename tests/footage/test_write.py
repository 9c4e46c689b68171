"""Clips as files: the same bytes for the same frames, whatever lay in memory before."""

import os
import subprocess
import sys

import numpy as np
import pytest

from onmodel.footage.write import encode

WRITES = """
import hashlib
import numpy as np
from onmodel.footage.write import encode
blocks = np.random.default_rng(1).integers(0, 255, (9, 16, 3), dtype=np.uint8).repeat(20, 0).repeat(20, 1)
print(hashlib.sha256(encode((np.roll(blocks, 3 * k, 1) for k in range(10)), 24)).hexdigest())
"""


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_what_was_in_memory() -> None:
    told = set()
    for filling in ("0", "85", "255"):  # glibc fills what is asked for with it, so that what is read unwritten shows
        env = {**os.environ, "MALLOC_PERTURB_": filling, "MALLOC_MMAP_THRESHOLD_": "1000000000"}
        done = subprocess.run([sys.executable, "-c", WRITES], env=env, capture_output=True, text=True, check=True)
        told.add(done.stdout)
    assert len(told) == 1


def test_an_odd_row_and_column_are_cut_off() -> None:
    frames = [np.full((37, 65, 3), 90, np.uint8)] * 2
    assert encode(frames, 24)[4:8] == b"ftyp"


def test_a_clip_has_frames() -> None:
    with pytest.raises(ValueError, match="without frames"):
        encode([], 24)
