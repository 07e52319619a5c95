"""Fields that the three kinds of assessment share."""

from __future__ import annotations

from workflows.inventory.registers.declaring import Choices, Field

PEOPLE, OUTCOME = "Who took part", "Measures and outcome"
OUTCOMES: Choices = (
    ("go_on", "Go on as described"),
    ("go_on_with_measures", "Go on once the measures are in place"),
    ("committee", "Decide in the committee"),
    ("stop", "Do not go on"),
)
WRITERS = frozenset({"impact_assessor", "legal_counsel", "dpo", "risk_officer", "ai_governance_lead"})
OPINION = frozenset({"impact_assessor", "legal_counsel", "dpo", "risk_officer"})
STATUSES: Choices = (
    ("draft", "In work"),
    ("done", "Ready for approval"),
    ("approved", "Approved"),
    ("replaced", "Replaced"),
)
GROUP = "Risk and impact"
REPLACED = "replaced"

_PARTICIPANTS = (
    Field("who", "Who", "line", needed=True),
    Field("part", "What they contributed", "line", needed=True),
)
_CONSULTED = (
    Field("group", "Group or its representatives", "line", needed=True),
    Field("how", "How they were heard, and when", "line", needed=True),
    Field("said", "What they said", "line", needed=True),
    Field("taken", "What became of it", "line"),
)
_MEASURES = (
    Field("measure", "Measure", "line", needed=True),
    Field("owner", "Who sees to it", "person", needed=True),
    Field("due", "Until", "date", needed=True),
)

PARTICIPANTS = Field("participants", "People who took part", "rows", group=PEOPLE, columns=_PARTICIPANTS)
CONSULTED = Field(
    "consulted",
    "Groups that were heard",
    "rows",
    group=PEOPLE,
    columns=_CONSULTED,
    help="People on whom the effects fall, or who speak for them.",
)
NOT_CONSULTED = Field("not_consulted", "If nobody was heard, why", group=PEOPLE)
MEASURES = Field("measures", "Measures", "rows", group=OUTCOME, columns=_MEASURES)
DECISION = Field("outcome", "Outcome", "choice", group=OUTCOME, choices=OUTCOMES)
DECISION_WHY = Field("outcome_reason", "Why", group=OUTCOME)
REVIEWED = Field("reviewed_on", "Last looked at", "date", group=OUTCOME)
REVIEW_RESULT = Field("review_result", "What that found", group=OUTCOME)
ENDING = (MEASURES, DECISION, DECISION_WHY, REVIEWED, REVIEW_RESULT)
