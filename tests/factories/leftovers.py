"""Folders of servers that a test run starts, and what is left of runs that were killed.

A killed process removes nothing, and `atexit` does not run; so whoever makes a folder holds a lock on a file in it,
that the kernel lets go of with the process, and the next run removes what nobody holds, with the servers that use it.
"""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path

import psutil

PREFIX = "onmodel-run-"
HELD = "held"  # the locked file


@contextmanager
def own_folder(name: str) -> Iterator[Path]:
    """A new folder outside pytest's, which are closed to the users that servers run as; removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{name}-"))
    with (folder / HELD).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(temporary: Path | None = None) -> list[Path]:
    """Remove what killed runs left in the temporary folder; tells what it was."""
    root = temporary or Path(tempfile.gettempdir())
    left = [path for path in root.glob(f"{PREFIX}*") if _is_forsaken(path)]
    left += [path for path in (root / f"pytest-of-{getuser()}").glob("pytest-[0-9]*") if _is_of_a_dead_run(path)]
    for path in left:
        _end_servers(path)
        shutil.rmtree(path, ignore_errors=True)
    return left


def _is_forsaken(folder: Path) -> bool:
    """Whether nobody holds it. One without the file is being made or removed just now."""
    try:
        with (folder / HELD).open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_of_a_dead_run(folder: Path) -> bool:
    """Whether pytest's own folder is of a process that was killed: pytest keeps such for three days.

    A run that ends takes its lock away and keeps what its failed tests left, for who wants to look.
    """
    try:
        pid = int((folder / ".lock").read_text())
        os.kill(pid, 0)
    except (OSError, ValueError) as error:
        return isinstance(error, ProcessLookupError)
    return False


def _end_servers(folder: Path) -> None:
    """Kill the processes that were started on this folder."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or ()
        if any(str(folder) in word for word in words) and process.pid != os.getpid():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process.pid, signal.SIGKILL)
