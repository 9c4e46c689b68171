"""Verdicts as a table for people and as the source of `metrics/curves.py`."""

import re
from collections.abc import Sequence

from pairs import Verdict

from onmodel.metrics.calibration import Curve

COLUMNS = ("part", "backbone", "same", "different", "median same", "median different", "FAR 70", "FRR 70", "FAR 85",
           "FRR 85", "unscorable")  # fmt: skip


def table(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as a Markdown table, with what could not be told and who is alike below it."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *(_row(v) for v in verdicts)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.append("")
    for verdict in verdicts:
        part = verdict.curve.part
        if verdict.alike[0]:
            lines.append(f"- {part}: {verdict.alike[0]} pairs defined alike are not counted; "
                         f"{verdict.alike[1]:.0%} of them pass 70.")  # fmt: skip
        lines += [f"- {part} unscorable: {count} × {reason}" for reason, count in verdict.unscorable.most_common()]
    return "\n".join(lines)


def _row(verdict: Verdict) -> tuple[str, ...]:
    curve = verdict.curve
    shares = [curve.far[0], curve.frr[0], curve.far[1], curve.frr[1]]
    return (
        curve.part, curve.backbone, str(curve.same_pairs), str(curve.different_pairs),
        *(f"{m:.0f}" for m in verdict.medians), *(f"{share:.1%}" for share in shares),
        f"{verdict.unscorable.total() / max(verdict.asked, 1):.0%} of {verdict.asked}",
    )  # fmt: skip


def rewritten(text: str, fitted: Sequence[Curve], known: Sequence[Curve]) -> str:
    """Return the source of curves.py with fitted curves in place of known ones of the same part and backbone.

    Curves that were not fitted this time stay, but not those of an older version of the same backbone.
    """
    new = {(c.part, c.backbone.rpartition("-v")[0]) for c in fitted}
    kept = [c for c in known if (c.part, c.backbone.rpartition("-v")[0]) not in new]
    curves = "".join(f"    {_source(c)},\n" for c in sorted([*fitted, *kept], key=lambda c: (c.part, c.backbone)))
    return re.sub(
        r"CURVES: tuple\[Curve, \.\.\.\] = \(\n.*?\n\)\n",
        lambda _: f"CURVES: tuple[Curve, ...] = (\n{curves})\n",
        text,
        flags=re.S,
    )


def _source(curve: Curve) -> str:
    """Return the curve as ruff would format it."""
    knots = ", ".join(f"({raw:.4f}, {value:.1f})" for raw, value in curve.knots)
    values = {
        "part": f'"{curve.part}"', "backbone": f'"{curve.backbone}"', "higher_is_better": curve.higher_is_better,
        "knots": f"({knots})", "far": curve.far, "frr": curve.frr, "same_pairs": curve.same_pairs,
        "different_pairs": curve.different_pairs, "source": f'"{curve.source}"',
    }  # fmt: skip
    lines = "".join(f"        {name}={value},\n" for name, value in values.items())
    return f"Curve(\n{lines}    )"
