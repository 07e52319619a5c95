"""The answers that fields of a dataset may have."""

from __future__ import annotations

USES = (
    ("training", "Training"),
    ("validation", "Validation while building"),
    ("test", "Test"),
    ("operational", "Input in operation"),
    ("retrieval", "Look-up while answering"),
    ("bias_work", "Finding and correcting bias"),
)
MODALITIES = (
    ("tabular", "Tables"),
    ("text", "Text"),
    ("image", "Images"),
    ("audio", "Sound"),
    ("video", "Video"),
    ("mixed", "Several kinds"),
    ("other", "Other"),
)
ORIGINS = (
    ("own", "Collected by us"),
    ("customer", "From customers or users"),
    ("bought", "Bought or licensed"),
    ("public", "Published for anyone"),
    ("scraped", "Taken from web pages"),
    ("synthetic", "Made by a program"),
    ("derived", "Made from other datasets"),
)
LEGAL_BASES = (
    ("not_personal", "No personal data, none needed"),
    ("consent", "Consent"),
    ("contract", "Contract with the person"),
    ("legal_duty", "Legal duty"),
    ("vital", "Vital interests"),
    ("public_task", "Public task"),
    ("legitimate", "Legitimate interests, weighed"),
)
PERSONAL = (
    ("none", "No personal data"),
    ("anonymised", "Made anonymous, and checked"),
    ("pseudonymous", "Pseudonyms"),
    ("personal", "Personal data"),
)
BETTER = (("higher", "Higher is better"), ("lower", "Lower is better"))
PARTS = (
    ("training", "Training"),
    ("validation", "Validation"),
    ("test", "Test"),
)
LEAKS = (
    ("none", "No leakage found"),
    ("fixed", "Found and corrected"),
    ("open", "Found and still there"),
)
CHECKED = (
    ("passed", "Nothing open"),
    ("accepted", "Findings, each with an answer"),
    ("open", "Findings without an answer"),
)
DISPOSALS = (
    ("kept", "Kept, with a reason and an end"),
    ("moved", "Moved to another keeper"),
    ("deleted", "Deleted"),
    ("returned", "Given back"),
)
STATUSES = (
    ("draft", "Planned or being described"),
    ("registered", "Registered, may be used"),
    ("blocked", "Blocked, may not be used"),
    ("disposed", "Disposed of"),
)
LEVELS = (
    ("none", "No personal data"),
    ("personal", "Personal data"),
    ("special", "Special categories"),
)
