"""When a picture is stale. A pure decision."""

from collections.abc import Mapping, Sequence
from typing import Any


def outdated(made_from: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a picture shows that is not as it was, one sentence each; what nobody defines any more counts as it was.

    Both say of each character, style and environment: id, name, version and `state`, a short name for how it looks.
    A picture without a style is not as a shot in one is to be, nor the other way round.

    >>> outdated([{"id": "1", "name": "EMMA", "version": 1, "state": "a"}],
    ...          [{"id": "1", "name": "EMMA", "version": 3, "state": "b"}])
    ['EMMA is at version 3, the picture shows version 1']
    >>> outdated([{"id": "1", "state": "a"}], [{"kind": "style", "id": "2", "name": "Dust", "state": "c"}])
    ['The style is Dust, the picture has none']
    """
    known = {state["id"]: state for state in now}
    changed = [
        _told(was, known[was["id"]])
        for was in made_from
        if was["id"] in known and known[was["id"]]["state"] != was["state"]
    ]
    had, has = _style(made_from), _style(now)
    if made_from and had.get("id") != has.get("id"):
        changed.append(f"The style is {has.get('name', 'none')}, the picture has {had.get('name', 'none')}")
    return changed


def is_outdated(made_from: Sequence[Mapping[str, Any]], now: Mapping[str, str], style_id: str = "") -> bool:
    """Whether `outdated` says anything; `now` is the state of each thing by its id, `style_id` the shot's style.

    >>> is_outdated([{"id": "1", "state": "a"}, {"id": "2", "state": "b"}], {"1": "a"})
    False
    >>> is_outdated([{"id": "1", "state": "a"}], {"1": "a"}, "2")
    True
    """
    if made_from and _style(made_from).get("id", "") != style_id:
        return True
    return any(now.get(was["id"], was["state"]) != was["state"] for was in made_from)


def _style(states: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return next((state for state in states if state.get("kind") == "style"), {})


def _told(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if now.get("fields"):
        return _planned(was["fields"], now["fields"])
    if was["version"] == now["version"]:  # a style whose parent was changed, a place that is built anew
        return f"{now['name']} is not what the picture shows"
    return f"{was['name']} is at version {now['version']}, the picture shows version {was['version']}"


def _planned(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """How a shot is not planned as it was.

    >>> _planned({"framing": "CU", "lens_mm": 50}, {"framing": "MS", "lens_mm": 50})
    'framing is MS, the picture shows CU'
    """
    changed = [
        f"{name.removesuffix('_mm')} is {_word(value)}, the picture shows {_word(was.get(name))}"
        for name, value in now.items()
        if was.get(name) != value
    ]
    return "; ".join(changed) or "people or camera were moved on the stage"


def _word(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
