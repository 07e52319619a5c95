"""The answers that fields of plans, evaluations and validations may have."""

from __future__ import annotations

COVERS = (
    ("function", "Works as specified"),
    ("purpose", "Fit for its purpose"),
    ("fairness", "Subgroups and fairness"),
    ("robustness", "Robustness and stress"),
    ("security", "Security and attacks"),
    ("own_cases", "Tried on own cases"),
    ("smoke", "Smoke test in production"),
    ("current_data", "Again on current data"),
    ("regression", "Affected tests again"),
)
BETTER = (("higher", "Higher is better"), ("lower", "Lower is better"))
ATTACKS = (
    ("injection", "Injected instructions"),
    ("evasion", "Inputs made to mislead"),
    ("poisoning", "Poisoned data"),
    ("extraction", "Drawing out the model or its data"),
    ("abuse", "Use for something else"),
    ("access", "Access without right"),
)
PLAN_STATUSES = (
    ("draft", "Draft"),
    ("fixed", "Fixed: criteria agreed"),
    ("replaced", "Replaced"),
)
OPEN, PASSED, FAILED, INCOMPLETE, UNPLANNED, WITHDRAWN = (
    "open",
    "passed",
    "failed",
    "incomplete",
    "unplanned",
    "withdrawn",
)
STATUSES = (
    (OPEN, "No results yet"),
    (PASSED, "Passed"),
    (FAILED, "Failed"),
    (INCOMPLETE, "Incomplete"),
    (UNPLANNED, "No plan before the run"),
    (WITHDRAWN, "Withdrawn"),
)
BY_RESULTS = frozenset({PASSED, FAILED, INCOMPLETE, UNPLANNED})
"""Statuses that follow from results and plan; no form sets them."""
OWN_LEVELS = (
    ("passed", "Within its own thresholds"),
    ("failed", "Outside a threshold"),
    ("incomplete", "Nothing to hold it against"),
)
VALIDATION_STATUSES = (
    ("draft", "Draft"),
    ("final", "Final, to be signed"),
    ("withdrawn", "Withdrawn"),
)
CONCLUSIONS = (
    ("fit", "Fit for its purpose"),
    ("limited", "Fit within the limits named here"),
    ("unfit", "Not fit"),
)
WEIGHTS = (("minor", "Minor"), ("major", "Major"), ("stops", "Stops it"))
REPEATED = (
    ("all", "All tests were run again by the validator"),
    ("sample", "A sample was run again"),
    ("none", "Read only, nothing was run again"),
)
