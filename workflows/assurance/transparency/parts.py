"""Fields and words that the registers of transparency share."""

from __future__ import annotations

from typing import Final

from workflows.inventory.registers.declaring import Field

WRITERS: Final = frozenset({"product_owner", "legal_counsel", "dpo", "ai_governance_lead"})
RESULTS: Final = (("passed", "Passed"), ("failed", "Not passed"))
AFFECTED, USER, AUDITOR = "affected", "user", "auditor"
EXPLAINED_TO: Final = (
    (AFFECTED, "Affected person"),
    (USER, "Person who works with it"),
    (AUDITOR, "Auditor or authority"),
)
FOR_WHOM: Final = (
    ("users", "People who work with it"),
    ("affected", "Affected persons"),
    ("workers", "Own workers and their representatives"),
    ("customers", "Customers"),
    ("suppliers", "Suppliers and provider"),
    ("authority", "Authorities"),
    ("public", "The public"),
)
TRIAL: Final = (
    Field("on", "On", "date", needed=True),
    Field("what", "What was tried", "line", needed=True, example="Five applicants read the form"),
    Field("result", "Result", "choice", choices=RESULTS, needed=True),
    Field("found", "What was found", "line"),
    Field("by", "By", "person"),
)
"""The columns of a trial."""
