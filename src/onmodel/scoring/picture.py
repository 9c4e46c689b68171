"""Spatial and temporal information, blur, blocks and VMAF, by the ffmpeg that ships in imageio-ffmpeg.

It is fed the very frames that were measured, raw: it never opens the file, which is a stranger's. SI and TI are of
ITU-T P.910, blur of Marziliano et al. 2002, VMAF is Netflix's with the model vmaf_v0.6.1, against one held picture.
"""

import re
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import cv2
import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
EDGE = 640  # pixels along the longer side: four of these measures at full size would cost more than all others
PATIENCE = 30.0  # seconds that ffmpeg may take to finish after the last frame
LEAST = 32  # rows that VMAF needs
EVERY = 4  # frames: VMAF of each would cost as much as all other measures together
_GRAPH = (
    "[0:v]split=3[one][two][three];"
    "[one]trim=end_frame=1,loop=loop=-1:size=1,setpts=N/24/TB[held];"
    "[two]trim=start_frame=1,setpts=N/24/TB,framestep={every}[seen];"
    "[seen][held]libvmaf=shortest=1:n_threads=2:log_fmt=json:log_path={log}[v];"
    "[three]trim=start_frame=1,setpts=N/24/TB,siti=print_summary=1,blurdetect,blockdetect,"
    "metadata=print:file={told}[p]"
)
_VALUE = re.compile(r"lavfi\.(siti\.si|siti\.ti|blur|block)=([0-9.]+)")
NAMES = {"siti.si": "spatial_information", "siti.ti": "temporal_information", "blur": "blur", "block": "blocks"}

MEANINGS = {
    "spatial_information": "ITU-T P.910 at 640 pixels, mean over the frames: how much there is to see in them",
    "temporal_information": "ITU-T P.910 at 640 pixels, mean over the frames: how much changes between them",
    "blur": "mean width of edges in pixels at 640 (Marziliano et al. 2002), mean over the frames: lower is sharper",
    "blocks": "how far a codec's 8-pixel squares stand out, 1 where they do not, mean over the frames",
    "vmaf": (
        "VMAF (vmaf_v0.6.1, 0-100) of every fourth frame at 640 pixels against one held picture, not against a film: "
        "how much of that picture is still to be seen. Whatever moves lowers it: it is no quality, ranks no takes and "
        "counts in no score; it compares clips of one shot, one move and one hero frame"
    ),
}


class PictureMeter:
    """Use it as a context: `see` every frame, then read `measured`. `against` is what VMAF compares every frame with.

    Where ffmpeg is missing or fails every value is None, and `reason` says why.
    """

    def __init__(self, against: Picture) -> None:
        self._held = _even(against)
        self.reason = ""
        self.measured: dict[str, float | None] = dict.fromkeys((*NAMES.values(), "vmaf"))

    def __enter__(self) -> "PictureMeter":
        self._folder = tempfile.TemporaryDirectory(prefix="onmodel-picture-")
        self._told, self._log = Path(self._folder.name) / "told.txt", Path(self._folder.name) / "vmaf.json"
        self._running: subprocess.Popen[bytes] | None = None
        if self._held.shape[0] < LEAST or self._held.shape[1] < LEAST:
            self.reason = f"a picture under {LEAST} pixels is not measured"
            return self
        try:
            self._start()
            self._feed(self._held)
        except OSError as error:
            self.reason = f"ffmpeg does not start: {error}"
        return self

    def see(self, picture: Picture) -> None:
        """The next frame (H, W, 3) uint8 sRGB."""
        height, width = self._held.shape[:2]
        if self._running is not None:
            self._feed(np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._running is not None:
            self._finish(stop=kind is not None)
        self._folder.cleanup()

    def _start(self) -> None:
        height, width = self._held.shape[:2]
        graph = _GRAPH.format(every=EVERY, log=self._log, told=self._told)
        self._running = subprocess.Popen(  # the arguments are ours: numbers and a folder that we made
            [
                get_ffmpeg_exe(), "-v", "error", "-nostdin", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
                f"{width}x{height}", "-r", "24", "-i", "pipe:0", "-filter_complex", graph, "-map", "[v]", "-f", "null",
                "-", "-map", "[p]", "-f", "null", "-",
            ],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _feed(self, picture: Picture) -> None:
        assert self._running is not None
        assert self._running.stdin is not None
        with suppress(BrokenPipeError):  # it ended: what it told is read all the same
            self._running.stdin.write(np.ascontiguousarray(picture).data)

    def _finish(self, *, stop: bool) -> None:
        assert self._running is not None
        assert self._running.stdin is not None
        with suppress(BrokenPipeError):
            self._running.stdin.close()
        if stop:
            self._running.kill()
        try:
            self._running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
            self.reason = f"ffmpeg did not finish within {PATIENCE:.0f} s"
        self._read()

    def _read(self) -> None:
        if self._told.exists():
            found: dict[str, list[float]] = {}
            for name, value in _VALUE.findall(self._told.read_text()):
                found.setdefault(name, []).append(float(value))
            for name, values in found.items():
                self.measured[NAMES[name]] = float(np.mean(values))
        if self._log.exists():
            pooled = re.search(r'"vmaf":\s*\{[^}]*"mean":\s*([0-9.]+)[^}]*\}\s*\}', self._log.read_text())
            self.measured["vmaf"] = float(pooled[1]) if pooled else None
        if not self.reason and self.measured["spatial_information"] is None:
            self.reason = "ffmpeg told nothing"


def meaning_of(name: str) -> str | None:
    """What a measure of the picture says, by its name in reports; None for what is not measured here."""
    return MEANINGS.get("vmaf" if name.startswith("vmaf ") else name)


def _even(picture: Picture) -> Picture:
    """Reduced to EDGE, with even sides."""
    scale = min(1.0, EDGE / max(picture.shape[:2]))
    size = (max(int(picture.shape[1] * scale) // 2 * 2, 2), max(int(picture.shape[0] * scale) // 2 * 2, 2))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
