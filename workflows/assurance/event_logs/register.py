"""Declares the register of event logs: what is logged, how long, who reads it, and the trial that traces one output."""

from __future__ import annotations

from datetime import date
from typing import Final

from workflows.inventory.registers.declaring import Body, Derived, Field, Register, register
from workflows.inventory.resources.rows import day_of

FLOWING: Final = "flowing"
SIX_MONTHS: Final = 6
TRACED: Final = (
    ("input", "What went in"),
    ("output", "What came out"),
    ("version", "Which version answered"),
    ("person", "Who saw or changed it"),
    ("time", "When"),
    ("override", "Override and stop"),
)


def _derive(body: Body) -> Derived:
    days: list[date] = [day for day in (day_of(body, "look_again_on"),) if day]
    return Derived(due_on=min(days, default=None))


EVENT_LOG: Final = register(
    Register(
        key="event_log",
        prefix="LOG",
        area="event-logs",
        title="Event logs",
        one="event log",
        purpose="Says what a system logs, how long and for whom, and shows that one output can be traced through it.",
        writers=frozenset({"ml_lead", "operations_lead", "security_ciso"}),
        statuses=(
            ("specified", "Specified"),
            (FLOWING, "Flowing"),
            ("ended", "Ended, still kept"),
            ("gone", "Disposed of"),
        ),
        listed=("retention_months",),
        derive=_derive,
        over=frozenset({"gone"}),
        icon_word="log",
        fields=(
            Field(
                "events",
                "What is logged",
                "rows",
                group="Specification",
                columns=(
                    Field("event", "Event", "line", needed=True, example="Proposal made"),
                    Field(
                        "fields",
                        "What is kept of it",
                        "line",
                        needed=True,
                        example="Case, version, score, time",
                    ),
                    Field("why", "What for", "line"),
                ),
            ),
            Field("traces", "What it lets one trace", "choices", choices=TRACED, group="Specification"),
            Field("place", "Where it is kept", "line", group="Keeping"),
            Field("retention_months", "Kept for", "whole", unit="months", low=0, high=600, group="Keeping"),
            Field(
                "retention_why",
                "Why that long",
                "text",
                group="Keeping",
                help="Law, purpose, personal data in it.",
            ),
            Field("access", "Who reads it", "text", group="Keeping"),
            Field("protection", "What protects it from change", "text", group="Keeping"),
            Field("disposal", "How it is disposed of", "text", group="Keeping"),
            Field(
                "tests",
                "Trials that trace one output",
                "rows",
                group="Trials",
                help="Take one output and find in the log what went in, which version answered, and who saw it.",
                columns=(
                    Field("on", "On", "date", needed=True),
                    Field("output", "Output traced", "line", needed=True, example="Case 2026-4471"),
                    Field(
                        "result",
                        "Result",
                        "choice",
                        choices=(("passed", "Passed"), ("failed", "Not passed")),
                        needed=True,
                    ),
                    Field("found", "What was found", "line", needed=True),
                    Field("by", "By", "person"),
                ),
            ),
            Field("sample_on", "Sample taken on", "date", group="In use"),
            Field("sample", "What the sample shows", "text", group="In use"),
            Field("sample_digest", "SHA-256 of the sample", "digest", group="In use"),
            Field("look_again_on", "Look at it again on", "date", live=True, group="In use"),
        ),
    )
)
