"""When several reviewers agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.approvals.rules import consensus, reviewers
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role

ANY, ALL, TWO = ProjectRules(), ProjectRules(ApprovalRule.ALL), ProjectRules(ApprovalRule.N, 2)
YES, NO = "approved", "changes"


@pytest.mark.parametrize(
    ("rules", "given_", "verdict"),
    [
        (ANY, {}, "open"),
        (ANY, {"a": YES}, "approved"),
        (ANY, {"a": NO}, "open"),
        (ANY, {"a": NO, "b": YES}, "approved"),
        (ANY, {"a": NO, "b": NO, "c": NO}, "changes"),
        (ALL, {"a": YES, "b": YES}, "open"),
        (ALL, {"a": YES, "b": YES, "c": YES}, "approved"),
        (ALL, {"a": NO}, "changes"),
        (TWO, {"a": YES, "b": NO}, "open"),
        (TWO, {"a": YES, "c": YES, "b": NO}, "approved"),
        (TWO, {"a": NO, "b": NO}, "changes"),
        (ANY, {"stranger": YES}, "open"),
    ],
)
def test_consensus(rules: ProjectRules, given_: dict[str, str], verdict: str) -> None:
    found = consensus(rules, "abc", given_)  # type: ignore[arg-type]  # literals
    assert found.verdict == verdict
    assert set(found.missing) == set("abc") - set(given_)


def test_more_approvals_than_reviewers_are_never_asked() -> None:
    assert consensus(ProjectRules(ApprovalRule.N, 9), "ab", {"a": YES, "b": YES}).verdict == "approved"
    assert consensus(ALL, "", {}).verdict == "open"  # nobody is there to agree


@given(
    st.sampled_from(list(ApprovalRule)), st.integers(1, 5),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from([YES, NO])),
)  # fmt: skip
def test_an_approval_more_never_makes_it_worse(rule: ApprovalRule, n: int, said: dict[str, str]) -> None:
    order = {"changes": 0, "open": 1, "approved": 2}
    rules = ProjectRules(rule, n)
    before = consensus(rules, "abcd", said)  # type: ignore[arg-type]  # literals
    for missing in before.missing:
        after = consensus(rules, "abcd", {**said, missing: YES})  # type: ignore[dict-item]  # literals
        assert order[after.verdict] >= order[before.verdict]


def test_whose_word_counts() -> None:
    roles = {"ada": Role.EDITOR, "ben": Role.REVIEWER, "vi": Role.VIEWER, "gus": Role.GUEST}
    assert reviewers(roles) == ("ben",)
    assert reviewers(roles, ["ada", "vi", "nobody"]) == ("ada",)
    assert reviewers({"ada": Role.EDITOR, "vi": Role.VIEWER}) == ("ada",)
    assert reviewers({}) == ()
