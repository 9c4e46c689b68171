"""A server that speaks Cog's HTTP prediction API, a model that slides its image, and every kind of bad day."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import cv2
import numpy as np

from onmodel.footage.write import encode


class CogServer:
    """`looks` is how often a prediction is seen running; `status` answers the next call instead of the API."""

    def __init__(self) -> None:
        self.reset()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def reset(self) -> None:
        """A good day."""
        self.predictions: dict[str, dict[str, Any]] = {}
        self.made, self.looks, self.cancelled = 0, 1, list[str]()
        self.status: tuple[int, dict[str, str]] | None = None
        self.failure, self.cut, self.health = "", False, "READY"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def begin(self, number: str, asked: dict[str, Any]) -> dict[str, Any]:
        """A prediction; one of the same number that runs or is done is the same one."""
        if number not in self.predictions:
            self.made += 1
            self.predictions[number] = {"id": number, "status": "starting", "input": asked, "left": self.looks}
        return self.predictions[number]

    def look(self, number: str) -> dict[str, Any]:
        """A prediction as it stands, a little further each time."""
        found = self.predictions[number]
        if found["status"] in ("starting", "processing"):
            found["left"] -= 1
            found |= {"status": "processing", "logs": " 50%|#####     |"}
            if found["left"] < 0:
                found |= self._done(found["input"])
        return found

    def _done(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self.failure:
            return {"status": "failed", "error": self.failure}
        raw = np.frombuffer(base64.b64decode(asked["image"].partition(",")[2]), np.uint8)
        still = cv2.cvtColor(cv2.imdecode(raw, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        still = cv2.resize(still, (128, 72))
        frames = [np.roll(still, i * (1 + asked["seed"] % 5), axis=1) for i in range(asked["num_frames"])]
        clip = encode(frames, asked["frames_per_second"])
        clip = clip[: len(clip) * 2 // 3] if self.cut else clip
        return {"status": "succeeded", "output": "data:video/mp4;base64," + base64.b64encode(clip).decode()}


def _handler(server: CogServer) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"server_of_tests": server})


class _Handler(BaseHTTPRequestHandler):
    server_of_tests: CogServer

    def do_GET(self) -> None:
        server = self.server_of_tests
        if self.path == "/health-check":
            self._tell(200, {"status": server.health})
        else:
            self._about(self.path.rpartition("/")[2], server.look)

    def do_PUT(self) -> None:
        server, body = self.server_of_tests, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if server.status:
            self._tell(server.status[0], {"detail": "a bad day"}, server.status[1])
        elif not str(body["input"].get("image", "")).startswith("data:image/png;base64,"):
            self._tell(422, {"detail": "image: field required"})
        else:
            self._tell(202, server.begin(self.path.rpartition("/")[2], body["input"]))

    def do_POST(self) -> None:
        number = self.path.split("/")[2]
        self.server_of_tests.cancelled.append(number)
        self._about(number, lambda n: self.server_of_tests.predictions[n] | {"status": "canceled"})

    def _about(self, number: str, then: Any) -> None:
        if number in self.server_of_tests.predictions:
            self._tell(200, then(number))
        else:
            self._tell(404, {"detail": "no such prediction"})

    def _tell(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""
