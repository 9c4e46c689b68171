"""Clips by any model behind Cog's HTTP prediction API: a Function Runner, a container, a process, or Replicate.

The prediction's id follows from the request's key, so that an attempt repeated after a crash finds what was begun, and
is not paid twice. Replicate gives ids of its own: there a key is remembered for as long as this process lives.
"""

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2

from onmodel.backends.circuit import Circuit
from onmodel.backends.errors import BackendError, NotConfigured, OutOfMemory, RateLimited, Rejected, Unavailable
from onmodel.backends.videos.catalogue import Model
from onmodel.backends.videos.conform import check, conformed, opened
from onmodel.backends.videos.port import VideoRequest, VideoResult
from onmodel.kit.pictures import encode_png

Progress = Callable[[float], None]
Prediction = dict[str, Any]
HOSTED = "api.replicate.com"
RUNNING = ("starting", "processing", "queued")
MISSES = 10  # looks in a row that may fail
LARGEST = 512 * 2**20  # bytes of a clip
PERCENT = re.compile(r"(\d{1,3})%\|")  # as tqdm writes it
NO_MEMORY = re.compile(r"out of memory|OutOfMemory|CUDA_ERROR_OUT", re.IGNORECASE)
POLICY = re.compile(r"nsfw|safety|flagged|sensitive|content polic", re.IGNORECASE)


class CogVideos:
    """A model of the catalogue at `base_url`. `patience` is how many seconds a clip may take, `pause` between looks."""

    name = "cog"

    def __init__(
        self, model: Model, *, base_url: str, token: str = "", price: float = 0.0, patience: float = 1800.0,
        pause: float = 2.0,
    ) -> None:  # fmt: skip
        self.model, self.base_url, self.patience, self.pause = model, base_url.rstrip("/"), patience, pause
        self.capabilities = model.capabilities(price)
        self._token, self._hosted = token, HOSTED in base_url
        self._begun: dict[str, str] = {}
        self._circuit = Circuit("The video model's server")

    def setup(self) -> None:
        """Ask whether it is up; raises NotConfigured where it is not set up, Unavailable where it is not well."""
        if not self.base_url or (self._hosted and not self._token):
            raise NotConfigured(
                "No video model is configured", todo="Set ONMODEL_VIDEO_URL, and ONMODEL_VIDEO_KEY where it needs one"
            )
        if self._hosted:
            return
        state = str(self._call("GET", "/health-check").get("status", ""))
        if state in ("SETUP_FAILED", "DEFUNCT", "UNHEALTHY"):
            raise Unavailable("The video model did not start", why=f"its health check says {state}")

    def run(self, request: VideoRequest, progress: Progress | None = None) -> VideoResult:
        """Make the clip and conform it; a `progress` that raises cancels the prediction. Raises the backend errors."""
        check(request, self.capabilities.longest)
        image = "data:image/png;base64," + base64.b64encode(encode_png(request.first_frame)).decode()
        asked = self.model.asked(request, image)
        with self._circuit.call():
            done = self._finished(self._start(request, asked), progress or (lambda _: None))
            raw = self._fetched(done.get("output"))
            pictures, rate = opened(raw)
        clip, frames, notes = conformed(pictures, rate, request)
        height, width = request.first_frame.shape[:2]
        manifest = {
            "backend": self.name, "model": self.model.model, "prediction": done.get("id"), "seed": request.seed,
            "version": done.get("version"), "input": {k: v for k, v in asked.items() if v != image},
            "metrics": done.get("metrics") or {}, "answer_sha256": hashlib.sha256(raw).hexdigest(),
        }  # fmt: skip
        return VideoResult(
            clip, frames, request.rate, width // 2 * 2, height // 2 * 2, manifest=manifest,
            notes=(*notes, *self._unread(request)),
        )  # fmt: skip

    def _unread(self, request: VideoRequest) -> tuple[str, ...]:
        asked = {"prompt": request.prompt, "negative_prompt": request.negative_prompt}
        return tuple(
            f"{self.model.name} takes no {name.replace('_', ' ')}"
            for name, said in asked.items()
            if said and name not in self.model.inputs
        )

    def _start(self, request: VideoRequest, asked: dict[str, Any]) -> Prediction:
        """The prediction of this request: one that was begun under its key, or a new one."""
        told = json.dumps([request.key, asked], sort_keys=True)
        number = hashlib.sha256(told.encode()).hexdigest()[:26]
        known = self._begun.get(number) if self._hosted else number
        if known and request.key and (found := self._known(known)):
            return found
        wait = {"Prefer": "respond-async"}
        if self._hosted:
            begun = self._call("POST", f"/models/{self.model.model}/predictions", {"input": asked}, wait)
            self._begun[number] = str(begun.get("id", ""))
            return begun
        return self._call("PUT", f"/predictions/{number}", {"input": asked}, wait)

    def _known(self, number: str) -> Prediction | None:
        try:
            found = self._call("GET", f"/predictions/{number}")
        except NotConfigured:  # 404: nobody has begun it
            return None
        return found if found.get("status") in (*RUNNING, "succeeded") else None

    def _finished(self, prediction: Prediction, tell: Progress) -> Prediction:
        number, until, missed = str(prediction.get("id", "")), time.monotonic() + self.patience, 0
        while prediction.get("status") in RUNNING:
            with self._cancelling(number):
                tell(_share(prediction))
                if time.monotonic() > until:
                    raise Unavailable("The video model takes too long", why=f"more than {self.patience:.0f} s")
                time.sleep(self.pause)
            try:
                prediction, missed = self._call("GET", f"/predictions/{number}"), 0
            except (RateLimited, Unavailable):  # it goes on, and is paid: the next look, or the next attempt, finds it
                missed += 1
                if missed > MISSES:
                    raise
        if prediction.get("status") != "succeeded":
            raise _failure(prediction)
        tell(1.0)
        return prediction

    @contextmanager
    def _cancelling(self, number: str) -> Iterator[None]:
        """Whoever stops inside wants the clip no more."""
        try:
            yield
        except BaseException:
            with suppress(BackendError):  # it is gone, or nobody answers: what stopped us is the better news
                self._call("POST", f"/predictions/{number}/cancel")
            raise

    def _fetched(self, output: Any) -> bytes:
        """The bytes of a data URL or an address; of several the first."""
        one = output[0] if isinstance(output, list) and output else output
        one = one.get("video") or one.get("url") if isinstance(one, dict) else one
        if not isinstance(one, str) or not one.startswith(("data:", "http://", "https://")):
            raise Unavailable("The video model answered without a clip", why=f"output is {str(one)[:80]!r}")
        try:
            if one.startswith("data:"):
                return base64.b64decode(one.partition(",")[2], validate=True)
            return self._downloaded(one)
        except (ValueError, httpx2.HTTPError) as error:
            raise Unavailable("The clip could not be fetched", why=str(error)[:300]) from error

    def _downloaded(self, address: str) -> bytes:
        with httpx2.stream("GET", address, timeout=120.0, follow_redirects=True) as answer:
            answer.raise_for_status()
            held = bytearray()
            for piece in answer.iter_bytes():
                held += piece
                if len(held) > LARGEST:
                    raise ValueError(f"it is larger than {LARGEST // 2**20} MiB")
            return bytes(held)

    def _call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Prediction:
        keyed = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            answer = httpx2.request(
                method, self.base_url + path, json=body, headers={**keyed, **(headers or {})}, timeout=60.0
            )
            if answer.status_code >= 400:
                raise _refusal(answer)
            told = answer.json() if answer.content else {}
        except httpx2.HTTPError as error:
            raise Unavailable("The video model's server cannot be reached", why=str(error)[:300]) from error
        except ValueError as error:
            raise Unavailable("The video model's server answered outside the protocol", why=str(error)[:300]) from error
        if not isinstance(told, dict):
            raise Unavailable("The video model's server answered outside the protocol", why="no JSON object")
        return told


def _share(prediction: Prediction) -> float:
    """How far it is, by the last percentage in its log; 0.02 where it tells nothing."""
    found = PERCENT.findall(str(prediction.get("logs") or ""))
    return min(int(found[-1]) / 100, 0.98) if found else 0.02


def _failure(prediction: Prediction) -> BackendError:
    why = str(prediction.get("error") or prediction.get("status"))[:600]
    if NO_MEMORY.search(why):
        return OutOfMemory("The video model ran out of memory", why=why, todo="Ask for fewer frames or a smaller frame")
    if POLICY.search(why):
        return Rejected("The video model refused", why=why, todo="Change the words or the frame")
    return Unavailable("The video model failed", why=why, todo="Try again, or choose another backend")


def _refusal(answer: httpx2.Response) -> BackendError:
    """A status as one of ours."""
    status, why = answer.status_code, f"{answer.status_code}: {answer.text[:400]}"
    if status in (409, 429):
        return RateLimited("The video model is busy", retry_after=_seconds(answer) or 5.0)
    if status in (400, 413, 422):
        return Rejected(
            "The video model refused the request", why=why, todo="Compare models.toml with its openapi.json"
        )
    if status in (401, 402, 403, 404, 405):
        return NotConfigured("The video model's server refused the key, the account or the model", why=why,
                             todo="Check ONMODEL_VIDEO_URL, ONMODEL_VIDEO_KEY and ONMODEL_VIDEO_MODEL")  # fmt: skip
    return Unavailable("The video model's server failed", why=why)


def _seconds(answer: httpx2.Response) -> float | None:
    try:
        return max(0.0, float(answer.headers.get("retry-after", "")))
    except ValueError:
        return None
