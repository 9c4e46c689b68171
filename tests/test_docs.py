"""The documents are held to the code: what exists is named, what is named exists, and what can be typed parses."""

import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from fastapi.routing import APIRoute
from typer.testing import CliRunner

import onmodel
from onmodel.api import ROUTERS
from onmodel.cli.main import app
from onmodel.continuity.rules import WEIGHTS
from onmodel.errors import OnmodelError
from onmodel.metrics.curves import CURVES
from onmodel.settings import Settings
from onmodel.stage.spec import LookName, SetName

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
README = PAGES[0].read_text()
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.M | re.S)


def _read(page: str) -> str:
    return (DOCS / page).read_text()


def _page(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(onmodel.__path__, "onmodel."):
        if not found.name.startswith("onmodel.migrations."):
            yield importlib.import_module(found.name)


def _errors(root: type[OnmodelError] = OnmodelError) -> Iterator[type[OnmodelError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__.startswith("onmodel."):
            yield from _errors(child)


def _rows(page: str) -> dict[str, list[str]]:
    """The table rows of a page by the word in backticks that begins them."""
    rows = {}
    for line in _read(page).splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        named = re.search(r"`([^`]+)`", cells[0])
        if line.startswith("|") and named:
            rows[named[1]] = cells
    return rows


def test_every_setting_is_told_with_its_default_and_no_other_is() -> None:
    rows = {name: cells for name, cells in _rows("settings.md").items() if name.startswith("ONMODEL_")}
    assert set(rows) == {f"ONMODEL_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = rows[f"ONMODEL_{name.upper()}"][1]
        plain = field.default if isinstance(field.default, (int, float, str)) else None
        if plain in ("", None):
            assert default.startswith(("empty", "unset", "`~")), f"{name}: {default}"
        else:
            assert default == f"`{plain}`", name


def test_no_page_names_a_setting_that_is_none() -> None:
    known = {f"ONMODEL_{name.upper()}" for name in Settings.model_fields}
    for page in PAGES:
        assert set(re.findall(r"\bONMODEL_[A-Z_]*[A-Z]\b", page.read_text())) <= known, _page(page)


def test_every_error_is_told_with_its_status_and_no_other_is() -> None:
    list(_modules())
    errors = {error.__name__: error for error in _errors()}
    rows = _rows("errors.md")
    assert set(rows) == set(errors)
    for name, error in errors.items():
        assert f'<a id="{name}"></a>' in rows[name][0], f"/errors#{name} leads nowhere"
        assert rows[name][1] == str(error.status), name


def test_every_port_and_adapter_is_told() -> None:
    architecture = _read("architecture.md")
    for port in sorted((ROOT / "src/onmodel/backends").glob("*/port.py")):
        row = next(line for line in architecture.splitlines() if line.startswith(f"| `{port.parent.name}` |"))
        for module in _modules():
            if module.__name__.startswith(f"onmodel.backends.{port.parent.name}."):
                for kind in vars(module).values():
                    if isinstance(kind, type) and kind.__module__ == module.__name__ and "name" in vars(kind):
                        assert f"`{kind.name}`" in row, f"{kind.__name__} is not in the row of {port.parent.name}"


def test_every_part_is_told_with_its_backbone() -> None:
    rows = _rows("metrics.md")
    assert {curve.part for curve in CURVES} <= set(rows)
    for curve in CURVES:
        name = curve.backbone.partition("@")[0]  # the fingerprint of the weights is for machines
        assert f"`{name}`" in rows[curve.part][1], curve.part
    for part, weight in WEIGHTS.items():
        for page in ("metrics.md", "architecture.md"):
            assert f"{part} {weight:.2f}" in _read(page), f"{page} does not say what {part} weighs"


def test_every_endpoint_is_told_and_no_other_is() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    assert routes
    served = {f"{method} {route.path}" for route in routes for method in route.methods}
    assert served == {name for name in _rows("api.md") if " /" in name}


@pytest.mark.parametrize("path", PAGES, ids=_page)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text()):
        file = target.partition("#")[0]
        if "://" in target or not file:
            continue
        assert (path.parent / file).exists(), f"{_page(path)} links to {target}"


def test_every_decision_is_listed() -> None:
    index = _read("decisions/README.md")
    for decision in sorted((DOCS / "decisions").glob("0*.md")):
        assert f"({decision.name})" in index, decision.name


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [PAGES[0]]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [
            page.parent / link.partition("#")[0] for link in LINK.findall(page.read_text()) if "://" not in link
        ]
    assert {page.resolve() for page in PAGES} == reached


def test_the_tree_names_every_package() -> None:
    for package in sorted((ROOT / "src/onmodel").glob("*/__init__.py")):
        assert f"{package.parent.name}/" in README, f"{package.parent.name}/ is not in the annotated tree"


def test_looks_and_sets_are_told() -> None:
    assert all(f"`{look}`" in README for look in get_args(LookName))
    assert f"({', '.join(get_args(SetName))})" in README.replace("\n  ", " ")


def _typed() -> Iterator[tuple[str, str]]:
    """Every `onmodel …` that a document lets one type, in fenced blocks and between backticks."""
    for page in PAGES:
        text = page.read_text()
        for _indent, language, block in FENCE.findall(text):
            if language == "sh":
                for line in block.replace("\\\n", " ").splitlines():
                    yield from ((_page(page), found) for found in re.findall(r"(?:^|[\s/])onmodel (.+)", line))
        prose = FENCE.sub("", text)
        yield from ((_page(page), found) for found in re.findall(r"`onmodel ([^`]+)`", prose))


def _commands(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*before, name))
        else:
            yield (*before, name)


COMMANDS = sorted(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_told(command: tuple[str, ...]) -> None:
    words = " ".join(command)
    assert f"onmodel {words}" in README, f"nothing says what `onmodel {words}` is for"
    if command == ("storyboard",):
        shown = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
        options = set(re.findall(r"--[a-z]+", shown)) - {"--help"}
        assert {"--cast", "--out"} <= options
        assert not [option for option in options if option not in README]


@pytest.mark.parametrize(("page", "typed"), sorted(set(_typed())))
def test_every_command_line_parses(page: str, typed: str) -> None:
    words = shlex.split(re.split(r"\s#|[;&|]\s", typed)[0], comments=True)
    at = typer.main.get_command(app)
    while hasattr(at, "commands") and words:
        assert words[0] in at.commands, f"{page}: onmodel {typed}"
        at = at.commands[words.pop(0)]
    if hasattr(at, "commands") or not words:  # a group or a command that is only named
        return
    with at.make_context("onmodel", words, resilient_parsing=False) as context:
        assert not context.args, f"{page}: onmodel {typed}: what is {context.args}?"


@pytest.mark.parametrize("path", PAGES, ids=_page)
def test_every_make_target_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    typed = "\n".join(block for _, language, block in FENCE.findall(path.read_text()) if language == "sh")
    named = set(re.findall(r"^make ([a-z]+)", typed, re.M)) | set(re.findall(r"`make ([a-z]+)", path.read_text()))
    assert named <= targets


def test_there_are_commands_to_parse() -> None:
    assert len(set(_typed())) > 20
