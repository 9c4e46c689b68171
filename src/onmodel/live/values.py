"""A thing's fields as a Yjs document: the root map `fields`; maps and prose merge, every other value is replaced whole.

Numbers are written as JavaScript has them. What only fields of prose are, is `Text`: two people type in it at once.
"""

from collections.abc import Collection, Iterable
from typing import Any

from pycrdt import Doc, Map, Text

ROOT = "fields"
Fields = dict[str, Any]


def is_panic(error: BaseException) -> bool:
    """Whether yrs gave up in the middle of its work; the document that it worked on must not be touched again.

    pyo3 makes a BaseException of it, in a module that cannot be imported.
    """
    return type(error).__name__ == "PanicException"


def filled(fields: Fields, prose: Collection[str]) -> bytes:
    """The first update of a document with these fields."""
    doc: Doc[Any] = Doc()
    root = doc.get(ROOT, type=Map)
    with doc.transaction():
        for key, value in fields.items():
            root[key] = _shared(key, value, prose)
    return bytes(doc.get_update())


def fields_of(doc: Doc[Any]) -> Fields:
    """The document's fields as JSON; whole numbers are ints again."""
    plain: Fields = _plain(doc.get(ROOT, type=Map).to_py() or {})
    return plain


def amended(parts: Iterable[bytes], before: Fields, after: Fields, prose: Collection[str]) -> bytes:
    """The update that brings into a document (its `parts` applied one after another) what changed from before to after.

    What people did to other fields, and to other places of the same text, stays.
    """
    doc: Doc[Any] = Doc()
    for part in parts:
        doc.apply_update(part)
    state = doc.get_state()
    with doc.transaction():
        _amend(doc.get(ROOT, type=Map), before, after, prose)
    return bytes(doc.get_update(state))


def merged(before: Any, row: Any, doc: Any) -> Any:
    """Fields of a row and of its document that both were changed since `before`: the document's where it was touched,
    else the row's; so that an edit here takes nothing back of what was changed by another way.

    >>> merged({"a": 1, "b": 1, "c": {"x": 1}}, {"a": 2, "b": 1, "d": 4}, {"a": 1, "b": 3, "c": {"x": 1}})
    {'a': 2, 'b': 3, 'd': 4}
    """
    if doc == before:
        return row
    if not (isinstance(before, dict) and isinstance(row, dict) and isinstance(doc, dict)):
        return doc
    kept = [key for key in {**row, **doc} if key in row or (key in doc and doc[key] != before.get(key))]
    kept = [key for key in kept if key in doc or key not in before or row.get(key) != before[key]]
    return {key: merged(before.get(key), row.get(key), doc.get(key, before.get(key))) for key in kept}


def _shared(key: str, value: Any, prose: Collection[str]) -> Any:
    if isinstance(value, dict):
        return Map({name: _shared(name, inner, prose) for name, inner in value.items()})
    if isinstance(value, str) and key in prose:
        return Text(value)
    return _number(value)


def _number(value: Any) -> Any:
    """An int would reach a browser as a BigInt."""
    if isinstance(value, list):
        return [_number(each) for each in value]
    if isinstance(value, dict):
        return {key: _number(each) for key, each in value.items()}
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _amend(shared: Map[Any], before: Fields, after: Fields, prose: Collection[str]) -> None:
    for key in before.keys() - after.keys():
        if key in shared:
            del shared[key]
    for key, value in after.items():
        if key in before and before[key] == value:
            continue
        there = shared.get(key)
        if isinstance(there, Map) and isinstance(value, dict):
            _amend(there, before.get(key) or {}, value, prose)
        elif isinstance(there, Text) and isinstance(value, str):
            _retype(there, value)
        else:
            shared[key] = _shared(key, value, prose)


def _retype(text: Text, new: str) -> None:
    """Replace what differs between the common beginning and the common end; positions are UTF-8 bytes."""
    old = str(text)
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    at = len(old[:start].encode())
    gone = len(old[start : len(old) - end].encode())
    if gone:
        del text[at : at + gone]
    if start < len(new) - end:
        text.insert(at, new[start : len(new) - end])
