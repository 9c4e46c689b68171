"""What the pages of a board cost: its lists, a shot's stage, its glTF, a preview. Wall and CPU seconds of each request.

    ONMODEL_HOME=demo/home python benchmarks/board_pages.py

The home must have a board with a panel of two people (`make demo` leaves one). CPU seconds count on a busy machine.
"""

import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from onmodel.app import create_app
from onmodel.bootstrap import open_product
from onmodel.settings import get_settings

ROUNDS = 5


def measured(name: str, ask: Callable[[int], Any]) -> Any:
    """Ask a few times; prints the first and the median of the others."""
    wall, cpu = [], []
    for i in range(ROUNDS):
        began = time.perf_counter(), time.process_time()
        answer = ask(i)
        wall.append(time.perf_counter() - began[0])
        cpu.append(time.process_time() - began[1])
        answer.raise_for_status()
    told = [f"{values[0]:.3f} then {statistics.median(values[1:]):.3f} s" for values in (wall, cpu)]
    print(f"{name:28} wall {told[0]:26} CPU {told[1]:26} {len(answer.content):>9,} bytes")
    return answer


def main() -> None:
    client: Any = TestClient(create_app(open_product(get_settings())), base_url="http://127.0.0.1")
    board = client.get("/api/storyboards").json()["storyboards"][0]["id"]
    shots = measured("shots", lambda _: client.get(f"/api/storyboards/{board}/shots")).json()["shots"]
    measured("continuity", lambda _: client.get(f"/api/storyboards/{board}/continuity"))
    path = f"/api/shots/{next(s['id'] for s in shots if len(s['characters']) == 2)}/stage"
    stage = measured("stage", lambda _: client.get(path)).json()
    measured("stage.glb", lambda _: client.get(f"{path}.glb"))
    person = {k: stage["people"][1][k] for k in ("character", "position", "heading", "pose", "expression", "look_at")}
    camera = {k: stage["camera"][k] for k in ("position", "target", "lens_mm", "t_stop", "roll")}
    x, y, z = person["position"]

    def preview(i: int) -> Any:
        moved = {"people": [person | {"position": [x + 0.05 * i, y, z]}], "camera": camera | {"lens_mm": 30 + i}}
        return client.post(f"{path}/preview", json=moved)

    measured(f"preview ({len(shots)} shots on the board)", preview)
    print(f"peak of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
