"""Declares the register of notices: what people are told about a system, tried and shown where."""

from __future__ import annotations

from typing import Final

from workflows.assurance.transparency.parts import FOR_WHOM, TRIAL, WRITERS
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Body, Derived, Field, Register, Relation, register
from workflows.inventory.resources.rows import day_of

FLAGGED: Final = (
    ("interaction", "You deal with a machine"),
    ("synthetic", "Made or changed by AI (with a mark machines can read)"),
    ("emotion_biometric", "Emotions or biometric categories are read"),
    ("deepfake_text", "Deep fake or AI text on matters of public interest"),
)
"""Kinds of notices that go with the transparency flags of the classification."""
DECISIONS, WORKERS, USES, RETIREMENT, INCIDENT = "decisions", "workers", "uses", "retirement", "incident"
KINDS: Final = (
    *FLAGGED,
    (DECISIONS, "Somebody is subject to its decisions"),
    (WORKERS, "Workers and their representatives are informed"),
    (USES, "Allowed and forbidden uses for own staff"),
    (RETIREMENT, "It ends"),
    (INCIDENT, "Something happened"),
    ("other", "Something else"),
)
DRAFT, DESIGNED, SHOWN = "draft", "designed", "shown"


def _derive(body: Body) -> Derived:
    return Derived(due_on=day_of(body, "look_again_on"))


def _check(body: Body) -> list[Refused]:
    shown, proven = day_of(body, "shown_since"), day_of(body, "seen_on")
    if shown and proven and proven < shown:
        return [Refused("notice_seen_before_shown", field="seen_on")]
    return []


NOTICE: Final = register(
    Register(
        key="transparency_notice",
        prefix="NOT",
        area="notices",
        title="Notices",
        one="notice",
        purpose="Says what people are told about a system: the wording, the place, the trial, and that it is seen.",
        writers=WRITERS | {"training_lead", "incident_manager"},
        statuses=((DRAFT, "Draft"), (DESIGNED, "Ready"), (SHOWN, "In use"), ("withdrawn", "Withdrawn")),
        listed=("kind",),
        derive=_derive,
        check=_check,
        over=frozenset({"withdrawn"}),
        relations=(Relation("for_version", "Shown by version", "version"),),
        icon_word="info",
        fields=(
            Field("kind", "What it is about", "choice", choices=KINDS, needed=True, group="What is said"),
            Field("audience", "Whom it is for", "choices", choices=FOR_WHOM, group="What is said"),
            Field(
                "wording",
                "Wording",
                "text",
                group="What is said",
                example="An automatic system proposes a limit; a clerk decides. You may ask for the main reasons.",
            ),
            Field(
                "placement",
                "Where and when it appears",
                "text",
                group="What is said",
                example="Above the form, before the first field, on every channel.",
            ),
            Field("languages", "Languages and easy-to-read forms", "line", group="What is said"),
            Field(
                "mark",
                "Mark that machines can read",
                "text",
                group="What is said",
                help="For output that is made or changed by AI: the method and where it is embedded.",
            ),
            Field("allowed_uses", "Allowed uses", "text", group="Rules of use"),
            Field("forbidden_uses", "Forbidden uses", "text", group="Rules of use"),
            Field("route", "How a person asks for an explanation or objects", "text", group="Rights"),
            Field("tests", "Trials", "rows", columns=TRIAL, group="Trials"),
            Field(
                "told",
                "Who was told",
                "rows",
                group="Who was told",
                help="For what is sent rather than shown: one line for each group.",
                columns=(
                    Field("whom", "Whom", "line", needed=True, example="Works council"),
                    Field("on", "On", "date", needed=True),
                    Field("how", "How", "line", needed=True, example="Letter, meeting of 4 May"),
                    Field("proof", "What shows it", "line"),
                ),
            ),
            Field("shown_since", "Shown since", "date", group="In use"),
            Field("seen_on", "Looked at in use on", "date", group="In use"),
            Field(
                "seen_proof", "What shows it", "text", group="In use", example="Screens of form and letter"
            ),
            Field("look_again_on", "Look at it again on", "date", live=True, group="In use"),
        ),
    )
)
