"""A clip's report as JSON and back. No number in it is NaN or infinite: what is none is null."""

import math
from typing import Any

from pydantic import TypeAdapter

from onmodel.scoring.model import ClipReport
from onmodel.scoring.picture import meaning_of

_REPORT = TypeAdapter(ClipReport)


def as_json(report: ClipReport) -> dict[str, Any]:
    """The report as JSON values; `meanings` says of each measure of the picture what its number is."""
    data: dict[str, Any] = _finite(_REPORT.dump_python(report, mode="json"))
    told = {name: meaning_of(name) for name in report.picture}
    return {**data, "meanings": {name: meaning for name, meaning in told.items() if meaning}}


def from_json(data: dict[str, Any]) -> ClipReport:
    """The report that `as_json` told; raises pydantic's ValidationError for what is none."""
    return _REPORT.validate_python(data)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
