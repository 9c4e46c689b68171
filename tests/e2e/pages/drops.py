"""Files that are let go over a page, as a hand does it: one drop, whatever is in it."""

import base64
import mimetypes
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

FALL = """([selector, files]) => {
  const data = new DataTransfer()
  for (const [name, type, bytes] of files)
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, {type}))
  const sent = { dataTransfer: data, bubbles: true, cancelable: true }
  for (const kind of ['dragenter', 'dragover', 'drop'])
    document.querySelector(selector).dispatchEvent(new DragEvent(kind, sent))
}"""


def drop(page: Page, *files: Path, on: str = "main") -> None:
    """Let files go over an element, all at once; their kinds are told as the system tells them, by their names."""
    page.evaluate(FALL, [on, [_sent(file) for file in files]])


def _sent(file: Path) -> Sequence[str]:
    kind = mimetypes.guess_type(file.name)[0] or ""
    return file.name, kind, base64.b64encode(file.read_bytes()).decode()
