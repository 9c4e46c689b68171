"""What a stretch of work uses: seconds of the processor, the most memory of the process, the most memory of its GPU.

The kernel counts these for a whole process. Two stretches that overlap in one process cannot be told apart: of neither
is anything said.
"""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_RESET_PEAK = "5"  # proc(5): sets VmHWM to what is in memory now
_ASK_SECONDS = 5.0  # for the driver's answer
_TURN = threading.Lock()
_AT_WORK: "list[Meter]" = []


@dataclass(frozen=True)
class Used:
    """What was used; None where this machine does not tell it. `gpu_mib` is of the whole GPU, whoever has it."""

    cpu_seconds: float
    memory_mib: float | None = None
    gpu_mib: float | None = None

    def json(self) -> dict[str, float]:
        """What is known of it."""
        return {name: round(value, 2) for name, value in asdict(self).items() if value is not None}


@dataclass
class Meter:
    """Runs while the work does. `gpu` is the worker's, as CUDA_VISIBLE_DEVICES names it; "" for none."""

    gpu: str = ""
    used: Used | None = None  # once it is over, unless other work was done beside it
    _overlaps: bool = False
    _began: float = 0.0
    _gpu_mib: float | None = None

    def sample(self) -> None:
        """Look how much memory of the GPU is taken now. Costs a tenth of a second where there is one."""
        found = gpu_memory(self.gpu) if self.gpu else None
        if found is not None:
            self._gpu_mib = max(found, self._gpu_mib or 0.0)


@contextmanager
def metered(gpu: str = "") -> Iterator[Meter]:
    """Measure what the block uses; `used` of what is given tells it afterwards."""
    meter = Meter(gpu, _began=_cpu_seconds())
    with _TURN:
        _AT_WORK.append(meter)
        for one in _AT_WORK if len(_AT_WORK) > 1 else ():
            one._overlaps = True
        told = _reset_peak()
    try:
        yield meter
    finally:
        with _TURN:
            _AT_WORK.remove(meter)
        if not meter._overlaps:
            meter.used = Used(_cpu_seconds() - meter._began, _peak_mib() if told else None, meter._gpu_mib)


def gpu_memory(gpu: str) -> float | None:
    """MiB in use on a GPU (an index or UUID, the first of a list); None where the driver's tool says nothing."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    ask = [tool, "-i", gpu.split(",", maxsplit=1)[0], "--query-gpu=memory.used", "--format=csv,noheader,nounits"]
    try:
        return float(subprocess.run(ask, capture_output=True, check=True, timeout=_ASK_SECONDS).stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _cpu_seconds() -> float:
    """Of all threads, and of children that are over, as encoders are."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _reset_peak() -> bool:
    try:
        _RESET.write_text(_RESET_PEAK)
    except OSError:  # not Linux, or /proc may not be written to
        return False
    return True


def _peak_mib() -> float | None:
    """The most memory since the last reset (VmHWM, in KiB there)."""
    lines = _STATUS.read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)
