"""Who comes when too many are inside is told when to come again; who is inside is answered."""

import asyncio
from typing import Any

from prometheus_client import Gauge

from onmodel.admission import Admission


class Crowd:
    def __init__(self) -> None:
        self.inside, self.refused = Gauge("i", "i", registry=None), Gauge("r", "r", registry=None)


async def _ask(app: Any, path: str = "/api/x") -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []

    async def hear(message: dict[str, Any]) -> None:
        said.append(message)

    async def nothing() -> dict[str, Any]:
        return {"type": "http.request"}

    await app({"type": "http", "path": path, "method": "GET", "headers": []}, nothing, hear)
    return said


def test_the_third_is_refused_until_one_is_answered() -> None:
    async def story() -> None:
        gate = asyncio.Event()

        async def slow(_scope: Any, _receive: Any, send: Any) -> None:
            await gate.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await asyncio.sleep(60 if gate.is_set() and forever else 0)

        forever = False
        crowd = Crowd()
        app = Admission(slow, 2, crowd)
        inside = [asyncio.create_task(_ask(app)) for _ in range(2)]
        await asyncio.sleep(0)
        refused = await _ask(app)
        assert refused[0]["status"] == 429
        assert (b"retry-after", b"1") in refused[0]["headers"]
        assert (crowd.inside._value.get(), crowd.refused._value.get()) == (2, 1)
        watcher = asyncio.create_task(_ask(app, "/metrics"))
        forever = True
        gate.set()
        while crowd.inside._value.get():  # the place is free as soon as the answer begins, though it goes on for long
            await asyncio.sleep(0)
        for task in (*inside, watcher):
            task.cancel()
        assert not app.inside

    asyncio.run(story())


def test_a_place_is_free_again_after_a_fault() -> None:
    async def fails(_scope: Any, _receive: Any, _send: Any) -> None:
        raise RuntimeError("broken")

    async def story() -> None:
        app = Admission(fails, 1, Crowd())
        for _ in range(3):
            try:
                await _ask(app)
            except RuntimeError:
                continue
        assert app.inside == 0

    asyncio.run(story())
