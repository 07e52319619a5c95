"""One function judges requests: whoever decides, tries, explains or proves asks the evaluator."""

from __future__ import annotations

import ast

from tests.fixtures.source import Module, product

JUDGE = "workflows/approvals/evaluating.py"
SHOWS = {
    "workflows/approvals/pool/reach.py": "tells when nobody is left for an open seat",
    "workflows/approvals/preparing/panel.py": "shows before the submission who could fill which seat",
    "workflows/approvals/review/room.py": "shows for which open seat nobody is left",
}
"""Who matches persons to seats only to tell about it; none of them lets anything through."""


def _takes(module: Module, source: str, name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == source
        and name in {one.name for one in node.names}
        for node in ast.walk(module.tree)
    )


def test_only_the_evaluator_counts_seats() -> None:
    counting = {m.path for m in product() if _takes(m, "workflows.approvals.tally", "count")}
    whole = {m.path for m in product() if _takes(m, "workflows.approvals", "tally")}
    assert counting | whole == {JUDGE}


def test_whoever_else_matches_persons_to_seats_only_shows_it() -> None:
    matching = {m.path for m in product() if _takes(m, "workflows.approvals.matching", "assign")}
    assert matching == {JUDGE, *SHOWS}


def test_submission_counting_dry_run_and_proof_ask_the_evaluator() -> None:
    asking = {m.path for m in product() if _takes(m, "workflows.approvals.evaluating", "evaluate")}
    must = {
        "workflows/approvals/submitting.py",
        "workflows/approvals/turning.py",
        "workflows/approvals/simulating/running.py",
    }
    assert must <= asking
    assert any(path.startswith("workflows/approvals/policies/proof/") for path in asking)
