import json
import logging
from collections.abc import Iterator

import pytest
from structlog.contextvars import bound_contextvars

from onmodel.kit.jsonlog import setup_logging


@pytest.fixture(autouse=True)
def _root_logger() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_json_line_says_what_it_belongs_to(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging("INFO", as_json=True)
    with bound_contextvars(job_id="j1", request_id="r1"):
        try:
            raise ValueError("köy")
        except ValueError:
            logging.getLogger("stage").exception("failed after %d tries", 2)
    logging.getLogger("stage").debug("unheard")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert said["event"] == "failed after 2 tries"
    assert (said["job_id"], said["request_id"], said["logger"], said["level"]) == ("j1", "r1", "stage", "error")
    assert said["exception"][0]["exc_value"] == "köy"


def test_for_people_it_is_a_line_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging("WARNING")
    logging.getLogger("stage").warning("dark")
    assert "dark" in capsys.readouterr().err
