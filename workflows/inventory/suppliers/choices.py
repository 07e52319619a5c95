"""The answers that fields of a supplier may have, and the questions that are asked of everyone."""

from __future__ import annotations

from workflows.inventory.registers.declaring import Choices

DECISIONS = (
    ("build", "Built by ourselves"),
    ("adapt", "Adapted by ourselves"),
    ("buy", "Bought"),
    ("embed", "Part of other software"),
)
ANSWERS = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_needed", "Not needed here"))
AGREED = (
    ("agreed", "Agreed"),
    ("partly", "Partly"),
    ("missing", "Missing"),
    ("not_needed", "Not needed here"),
)
OUTCOMES = (
    ("approved", "May supply"),
    ("conditions", "May supply, gaps answered"),
    ("refused", "Must not supply"),
)
DOCUMENTS = (
    ("instructions", "Instructions for use"),
    ("data", "About its data"),
    ("tests", "Test results"),
    ("limits", "Known limits"),
    ("security", "Security"),
    ("other", "Other"),
)
PAPERS = (
    ("contract", "Contract"),
    ("certificate", "Certificate"),
    ("report", "Audit report"),
    ("insurance", "Insurance"),
)
WHO = (
    ("us", "We"),
    ("supplier", "The supplier"),
    ("both", "Both, as described"),
    ("customer", "Our customer"),
)
EFFECTS = (
    ("none", "None for us"),
    ("minor", "Small"),
    ("major", "Large"),
    ("unknown", "Not known yet"),
)
STATUSES = (
    ("proposed", "Proposed"),
    ("active", "Supplies"),
    ("ending", "Being replaced"),
    ("ended", "Supplies no longer"),
)
LEVELS = (
    ("refused", "Must not supply"),
    ("open", "Not all asked yet"),
    ("gaps", "Has gaps"),
    ("clear", "Nothing open"),
)

QUESTIONS: Choices = (
    ("q_documents", "Hands over instructions, limits and test results of its AI"),
    ("q_data", "Says where its training data comes from and with which rights"),
    ("q_our_data", "Says what happens to our data, and trains on it only with our leave"),
    ("q_security", "Shows how it is secured"),
    ("q_privacy", "Keeps the rules for personal data and names who it passes it on to"),
    ("q_changes", "Tells us of new model versions before they apply"),
    ("q_incidents", "Tells us of incidents within a fixed time"),
    ("q_law", "Says which role it has under the EU AI Act, and keeps its duties"),
    ("q_bias", "Has examined bias and shows the result"),
    ("q_oversight", "Makes human oversight and stopping possible"),
    ("q_continuity", "Can keep its service up and helps us to leave"),
    ("q_audit", "Lets us or an auditor look"),
)
CLAUSES: Choices = (
    ("c_purpose", "Purpose and limits of use"),
    ("c_data", "Use of our data"),
    ("c_notice", "Notice before the model or its terms change"),
    ("c_incidents", "Notice of incidents, with a time"),
    ("c_documents", "Documents we need for our own duties"),
    ("c_help", "Help with duties under the law"),
    ("c_subs", "Their own suppliers"),
    ("c_audit", "Right to audit"),
    ("c_liability", "Liability"),
    ("c_exit", "End, and return or deletion of our data"),
)
