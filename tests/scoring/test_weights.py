"""Weights are fetched from a server of the test's own: resumed, checked, and pickles refused."""

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from onmodel.backends.errors import Unavailable
from onmodel.kit.weights import WeightsRefused
from onmodel.scoring import weights
from tests.scoring.onnx import identity_model


def model(server: HTTPServer, sha256: str = "", file: str = "tiny.onnx") -> weights.Model:
    return weights.Model("tiny", "test", file, server.url_for("/tiny"), "MIT", 1, sha256, "subject_consistency")


def serve(server: HTTPServer, data: bytes) -> list[str]:
    """Answer with data, by ranges; the ranges that were asked for."""
    asked: list[str] = []

    def answer(request: Request) -> Response:
        span = request.headers.get("Range", "")
        asked.append(span)
        if not span:
            return Response(data)
        begin = int(span.removeprefix("bytes=").rstrip("-"))
        return Response(data[begin:], 206) if begin < len(data) else Response(b"", 416)

    server.expect_request("/tiny").respond_with_handler(answer)
    return asked


def test_a_model_is_fetched_kept_and_verified(httpserver: HTTPServer, tmp_path: Path):
    data = identity_model()
    asked, told = serve(httpserver, data), []
    path = weights.pull(model(httpserver), tmp_path, lambda done, whole: told.append((done, whole)))
    assert path.read_bytes() == data
    assert told[-1] == (len(data), len(data))
    weights.pull(model(httpserver), tmp_path)
    assert asked == [""], "what is there is not fetched again"
    path.write_bytes(data + b"\x00")
    with pytest.raises(WeightsRefused, match="not what the catalogue says"):
        weights.verify(model(httpserver), tmp_path)
    assert path.exists(), "verify takes nothing away"


def test_a_download_goes_on_where_it_stopped(httpserver: HTTPServer, tmp_path: Path):
    data = identity_model()
    (tmp_path / ".tiny.onnx.part").write_bytes(data[:40])
    asked = serve(httpserver, data)
    assert weights.pull(model(httpserver), tmp_path).read_bytes() == data
    assert asked == ["bytes=40-"]


def test_a_download_that_was_whole_is_only_checked(httpserver: HTTPServer, tmp_path: Path):
    data = identity_model()
    (tmp_path / ".tiny.onnx.part").write_bytes(data)
    serve(httpserver, data)
    assert weights.pull(model(httpserver), tmp_path).read_bytes() == data


@pytest.mark.parametrize(
    "data", [b"\x80\x04\x95pickle of somebody", b"PK\x03\x04 a checkpoint", b"<html>not found", b""]
)
def test_a_pickle_is_never_kept(httpserver: HTTPServer, tmp_path: Path, data):
    serve(httpserver, data)
    with pytest.raises(WeightsRefused):
        weights.pull(model(httpserver), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_checksum_is_refused(httpserver: HTTPServer, tmp_path: Path):
    serve(httpserver, identity_model())
    with pytest.raises(WeightsRefused, match="not what the catalogue says"):
        weights.pull(model(httpserver, sha256="0" * 64), tmp_path)
    assert not (tmp_path / "tiny.onnx").exists()


def test_offline_is_said(tmp_path: Path):
    lost = weights.Model("tiny", "test", "t.onnx", "http://127.0.0.1:9/t", "MIT", 1, "", "x")
    with pytest.raises(Unavailable, match="could not be fetched"):
        weights.pull(lost, tmp_path)


def test_the_packaged_catalogue_is_whole():
    known = weights.catalogue()
    assert {m.gives for m in known.chosen("vbench")} == {"subject_consistency", "background_consistency"}
    for entry in known.models:
        assert entry.url.startswith("https://")
        assert entry.licence
        assert entry.megabytes > 0
        assert Path(entry.file).name == entry.file
        assert entry.file.endswith((".onnx", ".safetensors"))
    with pytest.raises(weights.ModelUnknown, match="dino-vitb16"):
        known.chosen("gpt")


def test_what_is_not_there_cannot_be_verified(tmp_path: Path):
    with pytest.raises(weights.ModelUnknown, match="not installed"):
        weights.verify(weights.catalogue().models[0], tmp_path)
