"""Design §9: every query is scoped by project. What selects from a table with a project takes its id or several."""

import ast
from pathlib import Path

import pytest

from onmodel.db import Base
from onmodel.tables import metadata  # noqa: F401  # every table is mapped

SRC = Path(__file__).parents[2] / "src" / "onmodel"
QUERIES = sorted(SRC.glob("*/queries.py"))
SCOPED = {m.class_.__name__ for m in Base.registry.mappers if "project_id" in m.local_table.c}
ASKS = {"select", "update", "delete", "exists", "get", "get_one"}

# slice → (reason, functions; "*" for all of the slice)
SECRET = "found by its secret before any project is known, or read by the project in the answer"
PARENT = "by the id of a shot, board or screenplay that was read by project"
TARGET = "by a target that `reviews.service.target_of` found in the project"
JOBS = {
    *("_line", "_at_hand", "seconds_at_hand", "backlog"),  # the dispatcher: whose turn it is among all projects
    *("pulses", "released", "delayed", "waiting_for_nobody"),  # the sweeper: what was lost, whosever it is
    *("get", "lock", "_take", "renew", "settle"),  # a worker: it has an id from the broker, then a fence, and no person
    *("children", "unfinished_children", "family", "next_ready"),  # by a job in hand; children are of its project
}
EXEMPT: dict[str, tuple[str, set[str]]] = {
    "accounts": (SECRET, {"*"}),
    "organizations": ("an invitation belongs to the organization; the project is what it leads to", {"*"}),
    "guests": (SECRET, {"by_hash", "visit"}),
    "assets": ("the sweeper looks at every project's blobs", {"used_keys", "is_used"}),
    "cuts": ("the sweeper looks at every project's films", {"put_away", "filmed"}),
    "budgets": (
        "statements that are built once; the project is bound when they are asked",
        {"_add_seconds", "_limits"},
    ),
    "jobs": ("the machinery of all projects, or a job whose own row was read by its project", JOBS),
    "projects": ("the guard and lists ask for a person in all their projects", {"_of_user"}),
    "reviews": (TARGET, {"open_notes", "replies", "votes", "withdraw"}),
    "approvals": (TARGET, {"approvals", "request_for", "withdraw"}),
    "versions": ("the last number of a thing whose row its own slice read by project", {"newest"}),
    "collaboration": (
        "by a thing that `live` found in the project, or by the id of its document",
        {"document", "document_seqs", "locked_document", "next_document_seq", "unsettled_documents"},
    ),
    "notifications": ("an inbox is a person's own, over all projects", {"inbox", "unread", "mark_read"}),
    "takes": (PARENT, {"by_request", "of_shot", "of_shots", "circled", "last_number", "counts"}),
    "screenplays": (PARENT, {"scenes", "has_scenes"}),
    "continuity": (PARENT, {"latest"}),
    "heroes": (PARENT, {"choice", "confirmed", "stale_clips"}),
    "generations": (PARENT, {"latest", "first", "of_board"}),
}


def _asks_a_scoped_table(function: ast.FunctionDef) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "") for call in calls}
    tables = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} & SCOPED
    given = "table" in {argument.arg for argument in function.args.args}  # as each of `bible` is: an Entry's
    return bool(names & ASKS and (tables or given))


def _unscoped(path: Path) -> set[str]:
    functions = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)]
    found = set()
    for function in functions:
        arguments = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
        if _asks_a_scoped_table(function) and not arguments & {"project_id", "project_ids"}:
            found.add(function.name)
    return found


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.parent.name)
def test_a_query_of_a_project_s_rows_takes_the_project(path: Path) -> None:
    _, names = EXEMPT.get(path.parent.name, ("", set()))
    left = set() if "*" in names else _unscoped(path) - names
    assert not left, f"{path.parent.name}/queries.py: {sorted(left)} must take project_id, or be exempt with a reason"


def test_no_exemption_is_left_over() -> None:
    for name, (reason, functions) in EXEMPT.items():
        there = {
            n.name for n in ast.parse((SRC / name / "queries.py").read_text()).body if isinstance(n, ast.FunctionDef)
        }
        assert reason
        assert functions - {"*"} <= there, f"{name}: {sorted(functions - there)}"


def test_the_lint_sees_what_it_should() -> None:
    bad = "def f(session, asset_id):\n    return session.scalar(select(Asset).where(Asset.id == asset_id))\n"
    function = ast.parse(bad).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert _asks_a_scoped_table(function)
    assert {"Asset", "Character", "Storyboard", "Job", "Take"} <= SCOPED
