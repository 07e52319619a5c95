"""The items of a dataset's later life: special categories, splits, security, own input, disposal."""

from __future__ import annotations

from workflows.inventory.datasets.needs import (
    DATASET,
    disposed,
    for_building,
    in_use,
    operational,
    secured,
    special_ended,
    split_clean,
)
from workflows.inventory.registers.needs import Known, Need, need


def with_special(known: Known) -> bool:
    """Datasets that say they hold special categories."""
    return in_use(known) and known.body.get("special") == "yes"


_USED = {"uses": ["training", "test"], "description": "One application"}

need(
    Need(
        "DA-8",
        DATASET,
        filled=("special_necessity", "special_safeguards", "special_until"),
        test=special_ended,
        every=True,
        only=with_special,
        example="Why nothing milder would do, each safeguard, and the day by which the data is gone.",
        sample=_USED
        | {
            "special": "yes",
            "special_necessity": "Bias by origin cannot be measured without it",
            "special_safeguards": "Two people have access; sealed store; no passing on",
            "special_until": "2999-06-30",
        },
    )
)
need(
    Need(
        "DA-9",
        DATASET,
        filled=("splits", "leakage_check", "leakage", "kept_back"),
        test=split_clean,
        only=for_building,
        example="Training, validation and test with sizes and hashes, the test part kept back, leakage looked for.",
        sample=_USED
        | {
            "splits": [
                {"part": "training", "size": 8000, "how": "by person"},
                {"part": "validation", "size": 1000, "how": "by person"},
                {"part": "test", "size": 1000, "how": "by person and later in time"},
            ],
            "leakage_check": "No person in two parts, no field known only later",
            "leakage": "none",
            "kept_back": "yes",
        },
    )
)
need(
    Need(
        "DA-10",
        DATASET,
        filled=("security_on", "security_check", "security_result"),
        test=secured,
        only=for_building,
        example="Access, integrity and poisoning checked on a day, findings answered.",
        sample=_USED
        | {
            "security_on": "2026-02-04",
            "security_check": "Hashes compared with the source, outliers and duplicates looked at",
            "security_result": "passed",
        },
    )
)
need(
    Need(
        "DA-12",
        DATASET,
        filled=("input_on", "input_relevance"),
        only=operational,
        example="Our own input compared with what the provider says the system was made for.",
        sample={
            "uses": ["operational"],
            "input_on": "2026-02-05",
            "input_relevance": "Same form and same persons as in the provider's description",
        },
    )
)
need(
    Need(
        "RT-4",
        DATASET,
        filled=("retention", "disposal", "disposal_on", "disposal_how"),
        test=disposed,
        every=True,
        only=in_use,
        example="Each dataset kept, moved, deleted or given back by its rule, on a day, with what proves it.",
        sample={
            "retention": "Ten years after the contract ends, tax law",
            "personal_data": "pseudonymous",
            "disposal": "deleted",
            "disposal_on": "2026-03-01",
            "disposal_how": "Store wiped by operations, protocol 2026-11",
        },
    )
)
