"""A real S3 server of the test run's own: OpenStack Swift with its S3 API, four processes in a temporary folder."""

import getpass
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onmodel.backends.blobs.s3 import S3Address, S3Blobs
from onmodel.kit.ids import new_id
from tests.factories.leftovers import own_folder
from tests.factories.ports import free_port

SERVER = Path(__file__).with_name("swift_server.py")
STORAGE = ("account", "container", "object")
HASH = "[swift-hash]\nswift_hash_path_prefix = onmodel\nswift_hash_path_suffix = tests\n"
COMMON = "[DEFAULT]\nswift_dir = {folder}\nuser = {user}\nbind_ip = 127.0.0.1\nbind_port = {port}\nworkers = 0\n"
STORE = COMMON + (
    "devices = {folder}\nmount_check = false\nfallocate_reserve = 0\ndisable_fallocate = true\n"
    "[pipeline:main]\npipeline = {kind}-server\n[app:{kind}-server]\nuse = egg:swift#{kind}\n"
)
FILTERS = ("catch_errors", "gatekeeper", "healthcheck", "listing_formats", "bulk", "s3api", "tempauth", "copy",
           "slo", "dlo", "symlink")  # fmt: skip
OPTIONS = {
    "s3api": "s3_acl = false\nlocation = us-east-1\nauth_pipeline_check = false\nmin_segment_size = 5242880\n",
    "tempauth": "user_test_tester = testing .admin\n",
}
PROXY = COMMON + "[pipeline:main]\npipeline = {pipeline} proxy-server\n[app:proxy-server]\nuse = egg:swift#proxy\n"
PROXY += "account_autocreate = true\nallow_account_management = true\n"


@dataclass(frozen=True)
class S3Server:
    """Where it is and what it lets in."""

    endpoint: str
    access_key: str = "test:tester"
    secret_key: str = "testing"
    region: str = "us-east-1"

    def client(self) -> Any:
        """boto3's, which shares no code with what the product uses."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            "s3", endpoint_url=self.endpoint, aws_access_key_id=self.access_key, region_name=self.region,
            aws_secret_access_key=self.secret_key,
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )  # fmt: skip

    def bucket(self, *, prefix: str = "", **other: str) -> S3Address:
        """A new bucket's address."""
        name = f"films-{new_id()}"
        self.client().create_bucket(Bucket=name)
        facts = {"endpoint": self.endpoint, "access_key": self.access_key, "secret_key": self.secret_key}
        return S3Address(name, prefix, **(facts | other))


def _configure(folder: Path) -> int:
    ports = {kind: free_port() for kind in (*STORAGE, "proxy")}
    facts = {"folder": folder, "user": getpass.getuser()}
    (folder / "disk").mkdir()
    (folder / "swift.conf").write_text(HASH)
    for kind in STORAGE:
        (folder / f"{kind}.conf").write_text(STORE.format(kind=kind, port=ports[kind], **facts))
    proxy = PROXY.format(port=ports["proxy"], pipeline=" ".join(FILTERS), **facts)
    for name in FILTERS:
        proxy += f"[filter:{name}]\nuse = egg:swift#{name}\n{OPTIONS.get(name, '')}"
    (folder / "proxy.conf").write_text(proxy)
    told = [f"{kind}={ports[kind]}" for kind in STORAGE]
    subprocess.run([sys.executable, "-P", SERVER, "rings", folder, *told], check=True, timeout=60, capture_output=True)
    return ports["proxy"]


@contextmanager
def _running(kind: str, folder: Path) -> Iterator[None]:
    with (folder / f"{kind}.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-P", SERVER, kind, folder], stdout=log, stderr=log)
        try:
            yield
        finally:
            process.send_signal(signal.SIGKILL)  # nothing of it is kept
            process.wait(10)


def _wait(endpoint: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"{endpoint}/healthcheck", timeout=2):
                return
        except (OSError, urllib.error.URLError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """OpenStack Swift, as large clouds run it: it refuses a wrong secret and enforces If-None-Match."""
    with own_folder("swift") as folder, ExitStack() as running:
        port = _configure(folder)
        for kind in (*STORAGE, "proxy"):
            running.enter_context(_running(kind, folder))
        server = S3Server(f"http://127.0.0.1:{port}")
        _wait(server.endpoint)
        yield server


@pytest.fixture
def s3_blobs(s3_server: S3Server) -> S3Blobs:
    """An opened bucket of the test's own, below a prefix."""
    blobs = S3Blobs(s3_server.bucket(prefix="studio"))
    blobs.setup()
    return blobs
