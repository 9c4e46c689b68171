"""What the benchmarks that look at pages share: a server on a home, its answers, and a Chromium."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from browser import found

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATIENCE = 60  # seconds until the server answers


@contextmanager
def server(home: Path) -> Iterator[str]:
    """`onmodel serve` on that home; gives its address. Raises SystemExit with its log if it never answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("onmodel")), "serve", "--port", url.rpartition(":")[2]]
    with (home / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env={**os.environ, "ONMODEL_HOME": str(home)}, stdout=log, stderr=log)
    try:
        ends = time.monotonic() + PATIENCE
        while not _answers(f"{url}/healthz"):
            if time.monotonic() > ends or process.poll() is not None:
                raise SystemExit((home / "serve.log").read_text()[-2000:])
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def asked(url: str) -> Any:
    """What the API answers."""
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that `tools/browser.py` finds."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=FLAGS)
        yield browser
        browser.close()
