"""compose.yaml, Containerfile and deploy/kubernetes are held to the product and to their formats, offline."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from onmodel.cli.main import app
from onmodel.settings import Settings
from onmodel.workers.rules import QUEUES

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
MANIFESTS = {
    f"{path.name}:{number}": document
    for path in sorted((ROOT / "deploy/kubernetes").glob("*.yaml"))
    for number, document in enumerate(yaml.safe_load_all(path.read_text()))
}
KINDS = {
    "ConfigMap": "v1", "Service": "v1", "Deployment": "apps/v1", "Job": "batch/v1", "CronJob": "batch/v1",
    "Ingress": "networking.k8s.io/v1", "PodDisruptionBudget": "policy/v1",
    "Kustomization": "kustomize.config.k8s.io/v1beta1",
}  # fmt: skip
QUANTITY = re.compile(r"\d+(\.\d+)?(m|Mi|Gi)?")


def _pods() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, document in MANIFESTS.items():
        spec = document.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield name, document["kind"], spec["template"]["spec"]


def _commands() -> Iterator[tuple[str, list[str]]]:
    for name, service in COMPOSE["services"].items():
        words = [str(word) for word in service.get("command", [])]
        yield f"compose {name}", words
        yield f"compose {name} check", [str(w) for w in (service.get("healthcheck") or {}).get("test", [])[1:]]
    for name, _, pod in _pods():
        for container in pod["containers"]:
            yield name, [str(word) for word in container["command"]]
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                yield f"{name} {probe}", container.get(probe, {}).get("exec", {}).get("command", [])
    run = re.search(r"^CMD (\[.*\])$", (ROOT / "Containerfile").read_text(), re.M)
    assert run
    yield "Containerfile", json.loads(run[1])


OURS = [
    (name, words) for name, words in _commands() if words and re.match(r"onmodel|sh .*while onmodel ", " ".join(words))
]


@pytest.mark.parametrize(("name", "words"), OURS, ids=[name for name, _ in OURS])
def test_every_command_parses(name: str, words: list[str]) -> None:
    if words[0] == "sh":
        words = shlex.split(re.search(r"onmodel [a-z]+", words[-1])[0])  # type: ignore[index]  # it is there
    words = words[1:]
    at: Any = typer.main.get_command(app)
    while hasattr(at, "commands"):
        assert words, f"{name} names no command"
        assert words[0] in at.commands, f"{name}: {words}"
        at = at.commands[words.pop(0)]
    with at.make_context("onmodel", words) as context:
        assert not context.args
        queues = context.params.get("queues") or ""
    assert set(filter(None, queues.split(","))) <= set(QUEUES)


def test_there_are_commands() -> None:
    assert len(OURS) >= 12


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_is_what_it_says(name: str) -> None:
    document = MANIFESTS[name]
    assert document["apiVersion"] == KINDS[document["kind"]]
    assert document["kind"] != "Secret", "secrets are made by hand"
    if document["kind"] != "Kustomization":
        assert re.fullmatch(r"[a-z][a-z0-9-]{0,52}", document["metadata"]["name"])
    if document["kind"] in {"Deployment", "Service", "PodDisruptionBudget"}:
        selector = document["spec"]["selector"]
        wanted = selector.get("matchLabels", selector)
        pods = [d["spec"]["template"]["metadata"]["labels"] for d in MANIFESTS.values() if d["kind"] == "Deployment"]
        assert sum(wanted.items() <= labels.items() for labels in pods) == 1, "it finds its pods and no others"


def test_every_file_is_applied() -> None:
    listed = MANIFESTS["kustomization.yaml:0"]["resources"]
    assert sorted([*listed, "kustomization.yaml"]) == sorted({name.partition(":")[0] for name in MANIFESTS})


@pytest.mark.parametrize(("name", "kind", "pod"), list(_pods()), ids=[name for name, _, _ in _pods()])
def test_a_pod_is_bounded_watched_and_has_no_rights(name: str, kind: str, pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    (container,) = pod["containers"]
    assert re.search(r":\d+\.\d+", container["image"]), "no image without a version"
    limits = container["resources"]
    assert {"cpu", "memory"} <= set(limits["requests"])
    assert "memory" in limits["limits"]
    assert all(QUANTITY.fullmatch(str(value)) for part in limits.values() for value in part.values())
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
    }  # fmt: skip
    mounts = {mount["name"] for mount in container["volumeMounts"]}
    assert mounts == {volume["name"] for volume in pod["volumes"]}
    assert {"secretRef": {"name": "onmodel"}} in container["envFrom"]
    if kind == "Deployment":
        assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(container)
        assert pod["terminationGracePeriodSeconds"] >= 10, "a drain takes five seconds"
    else:
        assert pod["restartPolicy"] == "OnFailure"


def _settings_named() -> Iterator[tuple[str, str, str]]:
    for name, service in COMPOSE["services"].items():
        yield from ((name, key, str(value)) for key, value in (service.get("environment") or {}).items())
    for name, document in MANIFESTS.items():
        yield from ((name, key, value) for key, value in document.get("data", {}).items())
    for name, _, pod in _pods():
        yield from ((name, e["name"], e["value"]) for e in pod["containers"][0].get("env", []))


def test_every_setting_exists_and_no_secret_is_in_clear() -> None:
    known = {f"ONMODEL_{field.upper()}" for field in Settings.model_fields}
    for where, key, value in _settings_named():
        assert key in known or not key.startswith("ONMODEL_"), f"{where}: {key}"
        if re.search("PASSWORD|SECRET|KEY|SMTP", key):
            assert re.fullmatch(r"\$\{[A-Z0-9_]+(:[?-][^}]*)?\}", value), f"{where}: {key} is in clear"
        if "://" in value and "@" in value:
            assert re.search(r":\$\{\w+(:\?[^}]*)?\}@", value), f"{where}: {key} holds a password"


def test_compose_is_whole() -> None:
    services = COMPOSE["services"]
    assert {"database", "broker", "blobs", "api", "upgrade"} <= set(services)
    assert {f"worker-{name}" for name in ("light", "render")} <= set(services)
    once = {"upgrade", "bucket"}
    for name, service in services.items():
        assert re.search(r":[\w.-]*\d", service["image"]), f"{name} has no version"
        assert not service["image"].endswith(":latest")
        assert name in once or service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}, f"{name} is not watched"
        for other, condition in service.get("depends_on", {}).items():
            assert other in services
            wanted = "service_completed_successfully" if other in once else "service_healthy"
            assert condition["condition"] == wanted, f"{name} waits for {other}"
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in COMPOSE["volumes"]
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), f"{name} is open to the network"
    served = {q for _, words in OURS if "--queues" in words for q in words[words.index("--queues") + 1].split(",")}
    assert {"light", "render"} <= served


def test_the_image_runs_without_root() -> None:
    text = (ROOT / "Containerfile").read_text()
    assert re.search(r"^USER 10001$", text, re.M)
    assert text.rindex("USER") > text.rindex("COPY")
    assert "--require-hashes" in text
    assert not re.search(r"(?i)(password|secret|token)\s*=", text)
