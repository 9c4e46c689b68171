"""What a server tells: whether it is ready, and figures that an autoscaler can use."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from onmodel import bootstrap, migrations
from onmodel.app import create_app
from onmodel.db import Database
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.observability import METRICS
from onmodel.settings import Settings

DOCS = Path(__file__).parents[1] / "docs" / "metrics.md"


def _client(product: bootstrap.Product, address: str = "127.0.0.1") -> TestClient:
    return TestClient(create_app(product), base_url="http://127.0.0.1", client=(address, 5000))


def _figures(client: TestClient, **headers: str) -> dict[tuple[str, ...], float]:
    text = client.get("/metrics", headers=headers).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def test_queues_and_requests_are_counted(settings: Settings) -> None:
    product = bootstrap.open_product(settings)
    client = _client(product)
    with product.database.transaction() as session:
        for _ in range(3):
            jobs.submit(session, JobRequest("make_frame", product.project_id, queue="render"))
    client.get("/api/characters")
    client.get("/api/jobs/0199b1e0-7f3a-7c00-8a00-000000000001")
    client.get("/wp-login.php")
    figures = _figures(client)
    assert figures[("onmodel_queue_depth", "render")] == 3
    assert figures[("onmodel_queue_depth", "light")] == 0
    assert figures[("onmodel_queue_oldest_seconds", "render")] >= 0
    assert figures[("onmodel_requests_total", "GET", "/api/jobs/{job_id}", "404")] == 1
    assert figures[("onmodel_requests_total", "GET", "other", "404")] == 1
    assert figures[("onmodel_request_seconds_count", "GET", "/api/characters")] == 1


def test_strangers_see_no_figures(settings: Settings) -> None:
    product = bootstrap.open_product(settings)
    assert _client(product, "192.0.2.7").get("/metrics").status_code == 403
    proxied = {"X-Forwarded-For": "192.0.2.7"}
    assert _client(product).get("/metrics", headers=proxied).status_code == 403
    secret = settings.model_copy(update={"metrics_token": type(settings.metrics_token)("s3cret")})
    guarded = bootstrap.Product(secret, product.database, product.backends, product.project_id)
    assert _client(guarded).get("/metrics").status_code == 403
    assert _client(guarded, "192.0.2.7").get("/metrics", headers={"Authorization": "Bearer s3cret"}).status_code == 200


def test_ready_means_that_the_database_answers_and_is_of_this_version(settings: Settings) -> None:
    product = bootstrap.open_product(settings)
    client = _client(product)
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok"}
    migrations.downgrade(settings.database, "0001")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert client.get("/healthz").status_code == 200


def test_a_server_whose_database_is_away_is_not_ready(settings: Settings) -> None:
    product = bootstrap.open_product(settings)
    nowhere = Database("postgresql+psycopg://nobody@127.0.0.1:9/none")
    away = bootstrap.Product(settings, nowhere, product.backends, product.project_id)
    assert _client(away).get("/readyz").status_code == 503


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_told(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text()
