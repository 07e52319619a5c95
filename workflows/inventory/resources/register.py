"""Declares two registers: what a system needs to run, and who is trained and on duty for it."""

from __future__ import annotations

from typing import Final

from workflows.inventory.registers.declaring import Field, Register, register

RESOURCES, SHUTDOWN = "resources", "shutdown"
TRAINING, ROTA = "training", "rota"

_WRITERS = frozenset({"ml_lead", "operations_lead", "security_ciso", "product_owner"})

RESOURCE: Final = register(
    Register(
        key="resource",
        prefix="RES",
        area="resources",
        title="Resources",
        one="resource list",
        purpose="Says which tools, compute and people a system needs, and at its end that every access is off.",
        scope="either",
        writers=_WRITERS,
        statuses=(("planned", "Planned"), ("in_use", "In use"), ("ended", "Ended")),
        listed=("kind",),
        icon_word="parts",
        fields=(
            Field(
                "kind",
                "What this list is",
                "choice",
                choices=((RESOURCES, "Resources the system needs"), (SHUTDOWN, "Accesses to switch off")),
                needed=True,
                help="Keep two lists: one of what is needed, one of what must be off after the end.",
            ),
            Field(
                "tools",
                "Tools and services",
                "rows",
                group="What the system needs",
                columns=(
                    Field("name", "Tool", "line", needed=True, example="PyTorch"),
                    Field("release", "Release", "line", example="2.9"),
                    Field("use", "What it is used for", "line", needed=True),
                    Field("licence", "Licence or contract", "line"),
                ),
            ),
            Field(
                "compute",
                "Compute",
                "rows",
                group="What the system needs",
                columns=(
                    Field("place", "Where", "line", needed=True, example="Data centre Frankfurt, 2 hosts"),
                    Field("amount", "How much", "line", needed=True, example="4 GPUs for 6 hours a month"),
                    Field("energy", "Energy a year", "number", unit="kWh", low=0),
                ),
            ),
            Field(
                "people",
                "People and skills",
                "rows",
                group="What the system needs",
                columns=(
                    Field("role", "Function", "line", needed=True, example="Data scientist"),
                    Field("skills", "Skills needed", "line", needed=True),
                    Field("share", "Share of working time", "number", unit="%", low=0, high=100),
                    Field("gap", "What is missing and how it is closed", "line"),
                ),
            ),
            Field(
                "accesses",
                "Accesses, keys, interfaces and jobs",
                "rows",
                group="What is switched off",
                help="One line for each, with the day on which it was found switched off.",
                columns=(
                    Field(
                        "kind",
                        "Kind",
                        "choice",
                        needed=True,
                        choices=(
                            ("access", "Access"),
                            ("key", "Key or secret"),
                            ("interface", "Interface"),
                            ("job", "Scheduled job"),
                            ("store", "Data store"),
                        ),
                    ),
                    Field("name", "Name", "line", needed=True),
                    Field("off_on", "Off since", "date"),
                    Field("checked_by", "Checked by", "person"),
                    Field("proof", "What shows it", "line"),
                ),
            ),
        ),
    )
)

COMPETENCE: Final = register(
    Register(
        key="competence",
        prefix="CMP",
        area="competence",
        title="Training and duty",
        one="training or duty record",
        purpose="Shows who was trained for a system, until when that holds, and who is on duty to oversee it.",
        scope="either",
        writers=frozenset({"training_lead", "operations_lead", "product_owner", "human_overseer"}),
        statuses=(("planned", "Planned"), ("held", "In force"), ("ended", "Ended")),
        listed=("kind",),
        icon_word="people",
        group="What is in use",
        fields=(
            Field(
                "kind",
                "What this record is",
                "choice",
                needed=True,
                choices=((TRAINING, "Training that was given"), (ROTA, "Who is on duty")),
            ),
            Field(
                "sessions",
                "Training sessions",
                "rows",
                group="Training",
                help="Numbers instead of names: who took part is kept by whoever runs the training.",
                columns=(
                    Field(
                        "group", "Who was trained", "line", needed=True, example="Clerks who use the proposal"
                    ),
                    Field(
                        "topic",
                        "Content",
                        "line",
                        needed=True,
                        example="What the score means and when to overrule it",
                    ),
                    Field("on", "Held on", "date", needed=True),
                    Field("invited", "Meant for", "whole", unit="people", low=0),
                    Field("present", "Took part", "whole", unit="people", low=0, needed=True),
                    Field("valid_until", "Holds until", "date", needed=True),
                ),
            ),
            Field("material", "Material and how learning was checked", "text", group="Training"),
            Field(
                "duty",
                "Who is on duty",
                "rows",
                group="On duty",
                columns=(
                    Field(
                        "function",
                        "For",
                        "choice",
                        needed=True,
                        choices=(("oversight", "Oversight"), ("support", "Support")),
                    ),
                    Field("person", "Person", "person", needed=True),
                    Field("deputy", "Deputy", "person"),
                    Field(
                        "hours",
                        "Hours",
                        "line",
                        needed=True,
                        example="Monday to Friday, 8 to 18, Berlin time",
                    ),
                    Field("from", "From", "date", needed=True),
                    Field("until", "Until", "date", needed=True),
                ),
            ),
        ),
    )
)
