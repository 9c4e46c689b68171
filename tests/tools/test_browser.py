"""The browser of the tests: which is found, and how one is fetched, with real commands on a PATH of the test's."""

import os
import sys
from pathlib import Path

import pytest

from tools import browser

BRINGS_NOTHING = (sys.executable, "-c", "raise SystemExit('no way to the store')")


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder of PATH, empty; Playwright has fetched nothing and fetches nothing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("ONMODEL_TEST_BROWSER", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "fetched"))
    monkeypatch.setattr(browser, "DOWNLOAD", BRINGS_NOTHING)
    monkeypatch.setattr(os, "getuid", lambda: 0)
    return tmp_path


def _command(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_the_systems_is_taken_first(commands: Path) -> None:
    _command(commands, "google-chrome", "")
    chromium = _command(commands, "chromium", "")
    assert browser.found() == str(chromium)


def test_without_one_nothing_is_found_and_it_is_said(commands: Path, capsys: pytest.CaptureFixture[str]) -> None:
    browser.main()
    said = capsys.readouterr().out
    assert "no way to the store" in said
    assert "will be left out" in said


def test_debians_package_comes_where_the_download_fails(commands: Path) -> None:
    asked = commands / "asked"
    brings = f'[ "$1" = install ] && printf "#!/bin/sh" >{commands}/chromium && /bin/chmod +x {commands}/chromium'
    _command(commands, "apt-get", f'echo "$@" >>{asked}; {brings}; true')
    assert browser.fetch() == str(commands / "chromium")
    assert [line.split()[0] for line in asked.read_text().splitlines()] == ["update", "install"]


def test_only_root_installs_a_package(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    asked = commands / "asked"
    _command(commands, "apt-get", f'echo "$@" >>{asked}')
    assert browser.fetch() is None
    assert not asked.exists()


def test_none_is_taken_where_none_is_wanted(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _command(commands, "chromium", "")
    monkeypatch.setenv("ONMODEL_TEST_BROWSER", "none")
    assert browser.found() is None
