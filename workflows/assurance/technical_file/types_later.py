"""Types of documents from the release on: reviews, changes, adoption and retirement."""

from __future__ import annotations

from typing import Final

from workflows.assurance.technical_file.parts import IN_USE, DocType, Section

FRESH: Final = 120
"""Days a review counts before the request that asks for it."""

LATER: Final = (
    DocType(
        "use_review",
        "Review of actual use",
        ("RE-6",),
        "Compares what the system is used for with what it was approved for.",
        (
            Section("Intended use", "As it was approved."),
            Section("Actual use", "Who uses it for what, how often."),
            Section("How it was checked", "Sample, logs, talks; period looked at."),
            Section("Differences", "What differs and what follows, or that nothing does."),
        ),
        counts_days=FRESH,
    ),
    DocType(
        "document_check",
        "Check of documents, notices, registration",
        ("RE-9",),
        "Shows that what is written, shown and registered still says what is true.",
        (
            Section("Documents", "Which were checked, which were corrected."),
            Section("Notices", "Where they were looked at, on which day."),
            Section("Registration", "Entry checked, or why none is due."),
        ),
        counts_days=FRESH,
    ),
    DocType(
        "open_items",
        "List of open items",
        ("RE-10",),
        "Goes through everything that is still open about the system and says what was decided.",
        (
            Section(
                "Findings and corrective actions", "Open ones with owner and day, or that there is none."
            ),
            Section("Concerns", "Number and theme, without names."),
            Section("Conditions", "Open conditions of approvals, with their days."),
            Section("What was decided", "Per item: go on, hurry, or stop."),
        ),
        counts_days=FRESH,
    ),
    DocType(
        "value_review",
        "Value review",
        ("RE-11",),
        "Asks whether the benefit still outweighs the risk.",
        (
            Section("Objectives and what was measured", "Per objective: target and value."),
            Section("Benefit", "For whom, how much, how known."),
            Section("Risk and harm seen", "What happened in the period."),
            Section("Conclusion", "Go on, change, or end."),
        ),
        counts_days=FRESH,
    ),
    DocType(
        "retirement_plan",
        "Retirement plan",
        ("RT-1",),
        "Says why the system ends, whom that touches, and what takes its place.",
        (
            Section("Reason", "Why it ends."),
            Section("Effect on users", "Who works with it today and what changes for them."),
            Section("Dependants and processes", "Systems, reports and processes that read from it."),
            Section("Replacement or fallback", "What takes its place, from when, tried how."),
        ),
        with_plan=True,
    ),
    DocType(
        "archive_record",
        "Archive record",
        ("RT-5",),
        "Shows where the model and its parts went.",
        (
            Section("Archived", "What, where, with which digest, for how long."),
            Section("Destroyed", "What, how, on which day."),
            Section("Licences ended", "Which, on which day."),
        ),
    ),
    DocType(
        "retention_plan",
        "Retention plan",
        ("RT-6",),
        "Says what is kept after the end, how long, and who keeps it.",
        (
            Section("Documents", "Ten years for legally high-risk systems; place and keeper."),
            Section("Logs", "At least six months for legally high-risk systems; place and keeper."),
            Section("Impact assessments", "Own rule for them."),
            Section("Disposal", "On which day, by whom."),
        ),
    ),
    DocType(
        "lessons",
        "Lessons note",
        ("RT-9",),
        "Keeps what others should know before they build the next one.",
        (
            Section("What went well", "What should be done again."),
            Section("What went wrong", "What should not."),
            Section("For the next one", "What others take from it."),
        ),
    ),
    DocType(
        "document_update",
        "Update of documents after a change",
        ("CH-7",),
        "Shows that documents, notices and supplier terms followed a change.",
        (
            Section("The change", "What changed, from which day."),
            Section("Documents updated", "Which, with the new edition."),
            Section("Notices updated", "Which, seen where; or why none had to change."),
            Section("Supplier terms", "Which, or why none had to change."),
        ),
        counts_days=FRESH,
    ),
    DocType(
        "catching_up_plan",
        "Catching-up plan",
        ("AD-7",),
        "Lists for a system already in use everything the ordinary gates would have asked, with a day each.",
        (
            Section("What is missing", "Per gate: the items without an answer."),
            Section("Until then", "What keeps people safe while it is missing."),
        ),
        with_plan=True,
        asked_of=IN_USE,
    ),
)
