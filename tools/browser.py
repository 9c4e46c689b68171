"""A Chromium for the tests of the pages: the system's, else Playwright's own download, else Debian's package.

python tools/browser.py     finds one or fetches one; where none can be had it says so, and `make test` goes on without

The tests ask `found()`; only this command fetches. ONMODEL_TEST_BROWSER=none leaves them out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SYSTEMS = ("chromium", "chromium-browser", "google-chrome")
DOWNLOAD = (sys.executable, "-m", "playwright", "install", "chromium")
PACKAGE = ("apt-get", "install", "-yq", "--no-install-recommends", "chromium")
LIMIT = 300  # s for either way of fetching
QUIETLY = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000", "DEBIAN_FRONTEND": "noninteractive"}  # ms for the former


def found() -> str | None:
    """The path of a Chromium that is here: the system's, else the one that Playwright has fetched; None without."""
    if os.environ.get("ONMODEL_TEST_BROWSER") == "none":
        return None
    if system := next(filter(None, map(shutil.which, SYSTEMS)), None):
        return system
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # not needed where the system has one

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


def fetch() -> str | None:
    """Fetch one, by each way in turn until one is there; returns its path, or None where nothing helped."""
    ways: list[Sequence[str]] = [DOWNLOAD]
    if shutil.which("apt-get") and os.getuid() == 0:
        ways += [("apt-get", "update", "-q"), PACKAGE]
    for way in ways:
        if not _done(way):
            continue
        if path := found():
            return path
    return None


def _done(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(
            command, env={**os.environ, **QUIETLY}, timeout=LIMIT, check=False, capture_output=True, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {' '.join(command[-2:])}: {error}")
        return False
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        print(f"  {' '.join(command[-2:])}: {said[-1] if said else f'ended with {done.returncode}'}")
    return done.returncode == 0


def main() -> None:
    """Find or fetch, and say what came of it; never fails, for the tests say at their end what they went without."""
    if os.environ.get("ONMODEL_TEST_BROWSER") == "none":
        print("browser: none is wanted; the tests of the pages will be left out")
        return
    if path := found():
        print(f"browser: {path}")
        return
    print("browser: none here; fetching one (a minute or two) …")
    path = fetch()
    print(f"browser: {path}" if path else "browser: none to be had; the tests of the pages will be left out")


if __name__ == "__main__":
    main()
