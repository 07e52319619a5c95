"""What can be wrong with the file of a scheme, in one sentence each."""

from __future__ import annotations

from workflows.ground.refused import Refused

KINDS = {
    "table": "a table of fields is expected there",
    "list": "a list is expected there, and not an endless one",
    "text": "a text of at most 2,000 characters is expected there",
    "key": "a key of letters, digits, - and _ is expected there",
    "type": "a question is yes_no, multi or checklist",
    "rank": "a tier has a rank from 0 to 50",
    "twice": "one key stands there twice",
    "day": "a day such as 2027-12-02 is expected there",
    "number": "a whole number of days or hours is expected there",
    "options": "a question with choices needs some, each once",
    "target": "an answer leads to something that is neither a question nor an outcome",
    "start": "the first question is not among the questions",
    "circle": "the answers can lead in a circle",
    "unreached": "no answer ever leads there",
    "tier": "an outcome names a tier that does not exist",
    "tiers": "at least one tier is needed",
}


def fault(kind: str, where: str) -> Refused:
    """The refusal that names the fault and where in the file it stands."""
    return Refused("scheme_fault", field="file", where=where, fault=KINDS[kind])
