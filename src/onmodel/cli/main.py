"""The command `onmodel`. What a command needs is imported when it is called: all of it takes four seconds."""

from collections import UserDict
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = {  # name → where it is: a function, or an app of its own with further commands
    "storyboard": "boards:storyboard",
    "breakdown": "scripts:breakdown",
    "validate": "boards:validate",
    "retake": "boards:retake",
    "heroes": "heroes:heroes",
    "clips": "clips:clips",
    "score": "scores:score",
    "demo": "demo:demo",
    "doctor": "doctor:doctor",
    "sweep": "backups:sweep",
    "backup": "backups:backup",
    "restore": "backups:restore",
    "serve": "servers:serve",
    "worker": "servers:worker",
    "cut": "cuts:app",
    "models": "models:app",
    "character": "characters:app",
    "style": "styles:app",
    "environment": "places:app",
    "jobs": "jobs:app",
    "db": "servers:database",
    "people": "people:people",
    "token": "people:tokens",
}


class _Commands(UserDict[str, Any]):
    """Name → command, which is imported at its first look."""

    def __getitem__(self, name: str) -> Any:
        if isinstance(where := self.data[name], str):
            self.data[name] = _imported(name, where)
        return self.data[name]


class _Group(TyperGroup):
    """Typer's, over commands that are not imported yet."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _Commands(COMMANDS)


app = typer.Typer(name="onmodel", cls=_Group, no_args_is_help=True, pretty_exceptions_show_locals=False,
                  add_completion=False)  # fmt: skip


@app.callback()
def onmodel() -> None:
    """Keeps a generative film on model: script and photographs in, a consistent, scored storyboard out."""


def _imported(name: str, where: str) -> Any:
    module, _, attribute = where.partition(":")
    found, only = getattr(import_module(f"onmodel.cli.{module}"), attribute), typer.Typer()
    if isinstance(found, typer.Typer):
        only.add_typer(found, name=name)
    else:
        only.command(name)(found)
    return typer.main.get_group(only).commands[name]
