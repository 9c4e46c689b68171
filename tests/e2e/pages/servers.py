"""The servers that pages are opened on: one as somebody has it on a laptop, one with accounts."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from onmodel.cli.main import app
from onmodel.settings import get_settings

PASSWORD = "correct horse battery staple"


def add_person(home: Path, email: str, password: str, *options: str) -> None:
    """Make an account as `onmodel people add` does, in this process: what it imports is here already."""
    command = ["people", "add", email, *options, "--password-stdin"]
    get_settings.cache_clear()
    done = CliRunner().invoke(app, command, env={"ONMODEL_HOME": str(home)}, input=password)
    get_settings.cache_clear()
    assert done.exit_code == 0, done.output[-2000:]


class Studio:
    """A server with its worker, as `onmodel serve` starts them."""

    def __init__(self, home: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.url = home, f"http://127.0.0.1:{self.port}"
        self._log = (home / "serve.log").open("w")
        self._process = subprocess.Popen(
            [Path(sys.executable).with_name("onmodel"), "serve", "--port", str(self.port), *options],
            env={**os.environ, "ONMODEL_HOME": str(home), "ONMODEL_WORKERS": "1"},
            stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.http = httpx2.Client(base_url=self.url, timeout=60)
        self.until(self._answers, "the server answers", 90)
        self.project_id = self.http.get("/api/projects").json().get("items", [{}])[0].get("id", "")

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError((self.home / "serve.log").read_text()[-3000:])
        try:
            return self.http.get("/healthz").status_code == 200
        except httpx2.TransportError:
            return False

    def until(self, true: Callable[[], Any], what: str, seconds: float = 120) -> Any:
        """Wait for something; fails with the server's log."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if found := true():
                return found
            time.sleep(0.1)
        raise AssertionError(f"not in {seconds} s: {what}\n{(self.home / 'serve.log').read_text()[-3000:]}")

    def at(self, *parts: str) -> str:
        """The address of a page of the project."""
        return "/".join([self.url, "p", self.project_id, *parts])

    @property
    def board(self) -> str:
        """The first board that was drawn."""
        return str(self.http.get("/api/storyboards").json()["storyboards"][-1]["id"])

    def stop(self) -> None:
        """As a deploy stops it."""
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._log.close()


class Team(Studio):
    """The same with accounts: ANNA owns it, the others are of the role that is their name."""

    def __init__(self, home: Path) -> None:
        self._person(home, "anna", "--owner")
        super().__init__(home, "--team")
        self.sign_in("anna")
        self.project_id = self.http.get("/api/projects").json()["items"][0]["id"]
        for role in ("reviewer", "viewer"):
            self._person(home, role)
            added = self.http.post(
                f"/api/projects/{self.project_id}/members", json={"email": f"{role}@studio.kz", "role": role}
            )
            assert added.status_code in {200, 201}, added.text

    def sign_in(self, name: str) -> None:
        """From now on `http` speaks as somebody."""
        entered = self.http.post("/api/login", json={"email": f"{name}@studio.kz", "password": PASSWORD})
        assert entered.status_code in {200, 204}, entered.text

    def enter(self, page: Page, name: str, *parts: str) -> None:
        """Sign in by the form, as somebody, on the way to a page."""
        page.goto(self.at(*parts))
        page.get_by_label("E-mail").fill(f"{name}@studio.kz")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(self.at(*parts))
        expect(page.get_by_role("status").filter(has_text="Live")).to_be_attached()

    @staticmethod
    def _person(home: Path, name: str, *options: str) -> None:
        add_person(home, f"{name}@studio.kz", PASSWORD, "--name", name.title(), *options)
