"""Turns: who renders a preview in a server's process waits until few others do, or is told to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from onmodel.errors import OnmodelError

AT_ONCE, PATIENCE = 2, 8.0  # in one process; seconds that one waits
_FREE = BoundedSemaphore(AT_ONCE)


class PreviewBusy(OnmodelError):
    """Other previews are being rendered on this server."""

    status = 503


@contextmanager
def preview_turn() -> Iterator[None]:
    """Render a preview when it is one's turn; raises PreviewBusy."""
    if not _FREE.acquire(timeout=PATIENCE):
        raise PreviewBusy("Other previews are being rendered", todo="Ask again in a moment")
    try:
        yield
    finally:
        _FREE.release()
