"""Hints between server processes: that a document or a project has news. What is new stands in the database.

A lost hint costs a second, because everyone also looks there now and then. Presence goes along, it is kept nowhere.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

from redis.asyncio import Redis
from redis.exceptions import RedisError

from onmodel.broker import HINTS

log = logging.getLogger(__name__)

AGAIN_AFTER = 1.0  # seconds between attempts to reach the broker
ALONE = 1.0  # seconds for which nobody is told after nobody but ourselves has heard
HELLO = "hello"  # the topic of a process that begins to listen: who thought himself alone speaks again
Hear = Callable[[str, bytes], None]


class Bus:
    """Publish and hear over Redis or Valkey. Without a URL everyone is in this process already, and nothing is done."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url) if url else None
        self._hear: dict[str, Hear] = {}
        self._outgoing: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(maxsize=10_000)
        self._alone_until = 0.0

    def hear(self, prefix: str, what: Hear) -> None:
        """Call `what(rest of the topic, message)` for every message of others and of ourselves under this prefix."""
        self._hear[prefix] = what

    def tell(self, topic: str, message: bytes) -> None:
        """Tell the others, soon; dropped where there are none, or the broker is away for long."""
        if self._redis is not None and time.monotonic() >= self._alone_until:
            with suppress(asyncio.QueueFull):
                self._outgoing.put_nowait((topic, message))

    async def run(self) -> None:
        """Listen and tell until cancelled, through restarts of the broker."""
        if self._redis is None:
            return
        try:
            await asyncio.gather(self._listen(self._redis), self._speak(self._redis))
        finally:
            await self._redis.aclose()

    async def _listen(self, redis: Redis) -> None:
        while True:
            try:
                async with redis.pubsub() as heard:
                    await heard.psubscribe(HINTS + "*")
                    self._alone_until = 0.0
                    self.tell(HELLO, b"")
                    async for message in heard.listen():
                        if message["type"] == "pmessage":
                            self._take(message["channel"], message["data"])
            except (RedisError, OSError) as error:
                log.warning("the bus is away: %s", error)
                await asyncio.sleep(AGAIN_AFTER)

    def _take(self, channel: bytes, message: bytes) -> None:
        """Pass a message on; one that cannot be read deafens nobody, what it hinted at is found by looking."""
        try:
            self._dispatch(channel.decode()[len(HINTS) :], message)
        except Exception:
            log.warning("a message on the bus cannot be read: %r", channel, exc_info=True)

    def _dispatch(self, topic: str, message: bytes) -> None:
        if topic == HELLO:
            self._alone_until = 0.0
        for prefix, what in self._hear.items():
            if topic.startswith(prefix):
                what(topic[len(prefix) :], message)

    async def _speak(self, redis: Redis) -> None:
        while True:
            topic, message = await self._outgoing.get()
            try:
                if await redis.publish(HINTS + topic, message) <= 1 and topic != HELLO:
                    self._alone_until = time.monotonic() + ALONE
            except (RedisError, OSError):
                await asyncio.sleep(AGAIN_AFTER)
