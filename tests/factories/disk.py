"""A test that fails because the disk is full says so: it is seldom the test that filled it."""

import shutil
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest

ENOUGH = 256 * 2**20  # bytes; with less, servers and databases fail in ways of their own
WORDS = ("No space left on device", "database or disk is full", "StorageFull", "DiskFull")
TITLE = "disk"


def told(free: int, why: str) -> str | None:
    """One sentence, where the disk is to blame for a failure."""
    if free >= ENOUGH and not any(word in why for word in WORDS):
        return None
    return f"the disk is or was full: {free / 2**20:,.0f} MiB are free in {tempfile.gettempdir()}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Note it in the report, which travels from the processes of a parallel run."""
    report: Any = yield
    if report.failed:
        sentence = told(shutil.disk_usage(tempfile.gettempdir()).free, report.longreprtext)
        report.sections += [(TITLE, sentence)] if sentence else []
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it at the end, once."""
    reports = [r for kind in ("failed", "error") for r in terminalreporter.stats.get(kind, ())]
    said = [text for report in reports for title, text in report.sections if title == TITLE]
    if said:
        terminalreporter.write_line(f"{said[0]} ({len(said)} of {len(reports)} failures)", red=True)
