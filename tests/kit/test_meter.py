"""What work uses: its processor seconds, the most memory while it lasted, nothing where two overlap."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onmodel.kit import meter
from onmodel.kit.meter import Used, metered


def _busy(seconds: float) -> None:
    ends = os.times().user + os.times().system + seconds
    while os.times().user + os.times().system < ends:
        sum(range(1000))


def test_seconds_of_the_processor_are_counted_with_those_of_children() -> None:
    with metered() as idle:
        pass
    with metered() as busy:
        _busy(0.1)
        subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)
    assert idle.used is not None
    assert busy.used is not None
    assert idle.used.cpu_seconds < 0.1 < busy.used.cpu_seconds


@pytest.mark.skipif(not os.access("/proc/self/clear_refs", os.W_OK), reason="this kernel does not tell it")
def test_the_most_memory_is_that_of_the_work_not_of_what_was_before() -> None:
    with metered() as large:
        held = bytearray(200 * 2**20)
        held[::4096] = b"x" * len(held[::4096])
        del held
    with metered() as small:
        pass
    assert large.used is not None
    assert small.used is not None
    assert large.used.memory_mib is not None
    assert small.used.memory_mib is not None
    assert large.used.memory_mib - small.used.memory_mib > 150


def test_of_two_that_overlap_nothing_is_said() -> None:
    with metered() as first, metered() as second:
        pass
    with metered() as third:
        pass
    assert (first.used, second.used) == (None, None)
    assert third.used is not None


def test_memory_of_the_gpu_is_what_the_driver_s_tool_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool, asked = tmp_path / "nvidia-smi", tmp_path / "asked"
    tool.write_text(f"#!/bin/sh\necho $* > {asked}\necho 1234\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with metered("1,2") as work:
        work.sample()
    assert work.used is not None
    assert work.used.gpu_mib == 1234.0
    assert "-i 1 " in asked.read_text()
    tool.write_text("#!/bin/sh\necho '[N/A]'\n")
    assert meter.gpu_memory("0") is None
    tool.unlink()
    assert meter.gpu_memory("0") is None or Path("/usr/bin/nvidia-smi").exists()


def test_only_what_is_known_is_told() -> None:
    assert Used(1.256, None, 3.0).json() == {"cpu_seconds": 1.26, "gpu_mib": 3.0}
