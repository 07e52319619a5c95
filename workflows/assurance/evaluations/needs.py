"""Which checklist items plans, evaluations and validations satisfy."""

from __future__ import annotations

from workflows.assurance.evaluations.choices import PASSED
from workflows.assurance.evaluations.reasons import (
    about,
    current,
    fair,
    finished,
    held_up,
    passed,
    tried,
    validated,
)
from workflows.inventory.registers.needs import Need, need

PLAN, EVALUATION, VALIDATION = "test_plan", "evaluation", "validation"

_CRITERIA = [{"metric": "AUC", "subgroup": "", "better": "higher", "threshold": 0.8}]
_RESULTS = [{"metric": "AUC", "subgroup": "", "value": 0.84, "threshold": 0.8, "better": "higher"}]
_BY_GROUP = [
    {"metric": "Approval rate gap", "subgroup": group, "value": 0.03, "threshold": 0.05, "better": "lower"}
    for group in ("Women", "Men")
]
_RUN = {"ran_on": "2026-03-02", "method": "Kept-back data, three seeds", "results": _RESULTS}
_FILLED = ("covers", "ran_on", "method", "results")

need(
    Need(
        "DA-11",
        PLAN,
        filled=("covers", "scope", "criteria", "agreed_by", "agreed_on"),
        statuses=frozenset({"fixed"}),
        example="A plan with a threshold for each metric and subgroup, agreed by the validator before testing.",
        sample={
            "covers": ["function", "purpose"],
            "scope": "Kept-back data of 2025, before every release",
            "criteria": _CRITERIA,
            "agreed_by": "019bb0c0-0000-7000-8000-000000000001",
            "agreed_on": "2026-02-20",
        },
        sample_status="fixed",
    )
)
need(
    Need(
        "CH-6",
        PLAN,
        filled=("regression_scope", "rollback_plan"),
        statuses=frozenset({"fixed"}),
        example="Which tests are repeated because of this change, and how one goes back.",
        sample={
            "regression_scope": "Accuracy and subgroups, because the features change",
            "rollback_plan": "The container before stays warm for 14 days",
        },
        sample_status="fixed",
    )
)
need(
    Need(
        "TE-1",
        EVALUATION,
        filled=(*_FILLED, "conclusion"),
        test=finished,
        of_version=True,
        only=about("function", "purpose"),
        example="Results against a plan that was fixed before the run, every failure explained.",
        sample={"covers": ["function", "purpose"], "conclusion": "Good enough for advice to a clerk"} | _RUN,
        sample_status=PASSED,
    )
)
need(
    Need(
        "TE-2",
        VALIDATION,
        filled=("scope", "independence", "examined", "repeated", "finished_on", "conclusion", "why"),
        statuses=frozenset({"final"}),
        test=validated,
        of_version=True,
        example="A statement signed by a validator outside the team: what was looked at, and whether it is fit.",
        sample={
            "scope": "Version 2 against plan TP-1",
            "independence": "Other department, no part in building",
            "examined": [{"what": "EVAL-1", "how": "Run again on the kept-back data"}],
            "repeated": "sample",
            "finished_on": "2026-03-05",
            "conclusion": "fit",
            "why": "All criteria met, subgroups within limits",
        },
        sample_status="final",
    )
)
need(
    Need(
        "TE-3",
        EVALUATION,
        filled=_FILLED,
        test=fair,
        of_version=True,
        only=about("fairness"),
        example="The same metric for each subgroup, with its limit.",
        sample={"covers": ["fairness"]} | _RUN | {"results": _BY_GROUP},
        sample_status=PASSED,
    )
)
need(
    Need(
        "TE-4",
        EVALUATION,
        filled=_FILLED,
        test=passed,
        of_version=True,
        only=about("robustness"),
        example="Noise, missing values and rare inputs, each with a limit it kept.",
        sample={"covers": ["robustness"]} | _RUN,
        sample_status=PASSED,
    )
)
need(
    Need(
        "TE-5",
        EVALUATION,
        filled=(*_FILLED, "attacks"),
        test=passed,
        of_version=True,
        only=about("security"),
        example="Which attacks were tried, how many got through, and how many may.",
        sample={"covers": ["security"], "attacks": ["injection", "extraction"]} | _RUN,
        sample_status=PASSED,
    )
)
need(
    Need(
        "TE-24",
        EVALUATION,
        filled=(*_FILLED, "cases", "conclusion"),
        test=tried,
        of_version=True,
        only=about("own_cases"),
        example="Forty own cases with known answers, how many were right, and what that means for the use.",
        sample={"covers": ["own_cases"], "cases": 40, "conclusion": "Right in 38; letters are checked"}
        | _RUN,
        sample_status="unplanned",
    )
)
need(
    Need(
        "DM-2",
        EVALUATION,
        filled=(*_FILLED, "rollback_on", "rollback"),
        test=held_up,
        of_version=True,
        only=about("smoke"),
        example="Smoke tests in production with their limits, and the way back tried on a day.",
        sample={
            "covers": ["smoke"],
            "rollback_on": "2026-03-09",
            "rollback": "Back on the container before in four minutes, answers the same",
        }
        | _RUN,
        sample_status=PASSED,
    )
)
need(
    Need(
        "RE-2",
        EVALUATION,
        filled=(*_FILLED, "data_as_of"),
        test=current,
        of_version=True,
        only=about("current_data"),
        example="The tests of the plan, run again on data of this year.",
        sample={"covers": ["current_data"], "data_as_of": "2026-02-28"} | _RUN,
        sample_status=PASSED,
    )
)
need(
    Need(
        "RS-2",
        EVALUATION,
        filled=(*_FILLED, "affected"),
        test=current,
        of_version=True,
        only=about("regression"),
        example="Which tests the cause of the stop affects, run again and passed.",
        sample={"covers": ["regression"], "affected": "Drift of income, accuracy under 30"} | _RUN,
        sample_status=PASSED,
    )
)
