"""The fields of a dataset, section by section."""

from __future__ import annotations

from workflows.inventory.datasets import choices as known
from workflows.inventory.registers.declaring import Field

WHAT, RIGHTS, PLAN = "What it is", "Origin and rights", "Plan for the data"
LINEAGE, QUALITY = "Lineage", "Quality"
PEOPLE, PREPARED, END = "Representativeness and bias", "Preparation and splits", "Retention and disposal"

WHAT_FIELDS = (
    Field("uses", "What it is used for", "choices", choices=known.USES, group=WHAT),
    Field("description", "What one row or item is", group=WHAT, example="One loan application of one person"),
    Field("modality", "Kind of data", "choice", choices=known.MODALITIES, group=WHAT),
    Field("size", "How many rows or items", "whole", low=0, group=WHAT),
    Field("collected_from", "Collected from", "date", group=WHAT),
    Field("collected_to", "Collected to", "date", group=WHAT),
    Field("languages", "Languages and places", "line", group=WHAT, example="German and French; Switzerland"),
)

RIGHTS_FIELDS = (
    Field("origin", "Origin", "choice", choices=known.ORIGINS, group=RIGHTS),
    Field(
        "source",
        "Who it comes from, and how",
        group=RIGHTS,
        example="Own loan system, monthly export since 2021",
    ),
    Field("source_url", "Address of the source", "link_url", group=RIGHTS),
    Field(
        "rights",
        "What we may do with it, and why",
        group=RIGHTS,
        example="Use inside the group; contract 2024-17, section 4",
    ),
    Field("licence", "Licence", "line", group=RIGHTS, help="A short name such as CC-BY-4.0, or none."),
    Field("personal_data", "Personal data", "choice", choices=known.PERSONAL, group=RIGHTS),
    Field("legal_basis", "Legal basis", "choice", choices=known.LEGAL_BASES, group=RIGHTS),
    Field("special", "Special categories of personal data", "yes_no", group=RIGHTS),
    Field(
        "special_necessity",
        "Why special categories are strictly necessary",
        group=RIGHTS,
        help="Why neither other nor synthetic data would do for finding and correcting bias.",
    ),
    Field(
        "special_safeguards",
        "Safeguards for special categories",
        group=RIGHTS,
        help="Limits of re-use, protection, who has access, no passing on, deletion when the bias is corrected.",
    ),
    Field("special_until", "Special categories are deleted by", "date", group=RIGHTS),
)

PLAN_FIELDS = (
    Field("plan", "Sources that are needed, and how they are reached", group=PLAN),
    Field(
        "representativeness_needs",
        "Whom and what the data has to represent",
        group=PLAN,
        example="Applicants of all ages from 18 in the four languages of the country",
    ),
    Field(
        "criteria",
        "Quality criteria, set before measuring",
        "rows",
        group=PLAN,
        help="Set them first and save. A measurement keeps the limit that it was held against.",
        columns=(
            Field("criterion", "Criterion", "line", needed=True, example="Missing values"),
            Field("better", "Direction", "choice", choices=known.BETTER),
            Field("limit", "Limit", "number", needed=True),
            Field("unit", "Unit", "line", example="%"),
            Field("set_on", "Set on", "date", needed=True),
        ),
    ),
)

LINEAGE_FIELDS = (
    Field(
        "provenance",
        "How it came to be, step by step",
        group=LINEAGE,
        example="Export, then pseudonyms, then joined with payments",
    ),
    Field(
        "versions",
        "Versions with their hashes",
        "rows",
        group=LINEAGE,
        columns=(
            Field("version", "Version", "line", needed=True),
            Field("made_on", "Made on", "date"),
            Field("digest", "SHA-256", "digest", needed=True),
            Field("made_from", "Made from", "line"),
            Field("place", "Where it lies", "line"),
        ),
    ),
)

QUALITY_FIELDS = (
    Field(
        "measures",
        "Measured quality",
        "rows",
        group=QUALITY,
        columns=(
            Field("criterion", "Criterion", "line", needed=True),
            Field("value", "Value", "number", needed=True),
            Field("limit", "Limit it was held against", "number"),
            Field("measured_on", "Measured on", "date", needed=True),
            Field("how", "How", "line"),
        ),
    ),
    Field(
        "quality_answer",
        "What is done about values outside their limits",
        group=QUALITY,
        help="Only when there are any.",
    ),
    Field("security_on", "Security and poisoning checked on", "date", group=QUALITY),
    Field(
        "security_check",
        "How security and poisoning were checked",
        group=QUALITY,
        example="Access list reviewed; hashes compared with the source; outliers and duplicates looked at",
    ),
    Field("security_result", "Outcome of that check", "choice", choices=known.CHECKED, group=QUALITY),
)

PEOPLE_FIELDS = (
    Field(
        "representativeness", "Whom and what it represents, for the place and setting of use", group=PEOPLE
    ),
    Field(
        "gaps",
        "Gaps and what is done about them",
        "rows",
        group=PEOPLE,
        help="Where nothing is missing, write that, and how it was looked for.",
        columns=(
            Field("gap", "Gap", "line", needed=True, example="Few applicants over 70"),
            Field("answer", "Answer", "line", needed=True, example="Weighted; result shown to a clerk"),
        ),
    ),
    Field("bias_on", "Bias examined on", "date", group=PEOPLE),
    Field("bias_how", "How bias was examined", group=PEOPLE),
    Field(
        "bias",
        "Bias findings and measures",
        "rows",
        group=PEOPLE,
        columns=(
            Field("group", "Group or feature", "line", needed=True),
            Field("finding", "Finding", "line", needed=True),
            Field("measure", "Measure chosen", "line", needed=True),
        ),
    ),
    Field("input_on", "Own input data judged on", "date", group=PEOPLE),
    Field(
        "input_relevance",
        "Whether our own input data fits the purpose and the persons",
        group=PEOPLE,
        help="For whoever uses a system of somebody else.",
    ),
)

PREPARED_FIELDS = (
    Field("preparation", "How it was cleaned, joined and changed", group=PREPARED),
    Field(
        "labelling",
        "How it was labelled, by whom, and how that was checked",
        group=PREPARED,
        help="Write it when nothing is labelled, too.",
    ),
    Field(
        "repeatable",
        "What repeats the preparation",
        "line",
        group=PREPARED,
        example="prepare.py, commit 41c0ffee",
    ),
    Field(
        "splits",
        "Splits",
        "rows",
        group=PREPARED,
        columns=(
            Field("part", "Part", "choice", choices=known.PARTS, needed=True),
            Field("size", "Rows or items", "whole", low=0, needed=True),
            Field("how", "How it was drawn", "line"),
            Field("digest", "SHA-256", "digest"),
        ),
    ),
    Field("kept_back", "The test part was kept back from whoever built", "yes_no", group=PREPARED),
    Field("leakage_check", "How leakage between the parts was looked for", group=PREPARED),
    Field("leakage", "What the look for leakage found", "choice", choices=known.LEAKS, group=PREPARED),
)

END_FIELDS = (
    Field("retention", "How long it is kept, by which rule", group=END),
    Field("retention_until", "Kept until", "date", group=END),
    Field("disposal", "What was done with it in the end", "choice", choices=known.DISPOSALS, group=END),
    Field("disposal_on", "Done on", "date", group=END),
    Field("disposal_how", "How, by whom, and what proves it", group=END),
    Field("review_on", "Looked at again on", "date", live=True, group=END),
)

FIELDS = (
    *WHAT_FIELDS,
    *RIGHTS_FIELDS,
    *PLAN_FIELDS,
    *LINEAGE_FIELDS,
    *QUALITY_FIELDS,
    *PEOPLE_FIELDS,
    *PREPARED_FIELDS,
    *END_FIELDS,
)
