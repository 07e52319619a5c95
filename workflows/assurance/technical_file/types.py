"""Types of documents of the technical file: what each is for, and the sections that make it whole."""

from __future__ import annotations

from typing import Final

from workflows.assurance.technical_file.parts import BUILT, DEPLOYER, GPAI, DocType, Section
from workflows.assurance.technical_file.types_later import LATER

ANNEX_IV: Final = "annex_iv"

BUILDING: Final = (
    DocType(
        "alternatives",
        "Options note",
        ("IN-6",),
        "Shows that other ways were weighed, doing it without AI among them.",
        (
            Section("The need", "What has to become better, and for whom."),
            Section("Options considered", "At least two, with cost, benefit and harm of each."),
            Section("Doing it without AI", "What rules, people or simpler software would reach."),
            Section("Choice and reason", "What was chosen, by whom, and why the others were not."),
        ),
    ),
    DocType(
        "requirements",
        "Requirements",
        ("DE-1",),
        "Fixes what the system is for and what it has to reach before anything is built or bought.",
        (
            Section("Purpose", "What it proposes or decides, in which process."),
            Section("Users and affected persons", "Who works with it; about whom it speaks."),
            Section("Uses out of scope", "What it must not be used for."),
            Section("Performance", "Measure, limit and on which data."),
            Section("Fairness", "Groups looked at, measure, largest gap that is accepted."),
            Section("Robustness and security", "Inputs it has to stand, attacks it has to withstand."),
            Section("Legal limits", "Duties and limits that come from law and contracts."),
        ),
    ),
    DocType(
        "design",
        "Design record",
        ("DE-2",),
        "Says how the system is made and why it is made so.",
        (
            Section("Approach", "The method and what it rests on."),
            Section("Model", "Kind, origin, size, what it was trained on."),
            Section("Architecture", "Parts and how data flows through them."),
            Section("Key choices and reasons", "What was decided, what was rejected, why."),
            Section("Interfaces", "What goes in and out, who calls it."),
        ),
        ("authority", "auditor"),
        asked_of=BUILT,
    ),
    DocType(
        "criteria",
        "Objectives as gate criteria",
        ("DE-5",),
        "Turns the objectives of responsible development into numbers a gate can ask for.",
        (
            Section("Objectives", "Those of the organisation that touch this system."),
            Section("Measurable criteria", "Per objective: measure, limit, and the gate that asks for it."),
            Section("Who judges", "Who measures, who decides when a limit is missed."),
        ),
        asked_of=BUILT,
    ),
    DocType(
        "oversight_concept",
        "Oversight concept",
        ("DE-6",),
        "Says who watches the system, when a person steps in, and how it is overridden and stopped.",
        (
            Section("Who oversees", "Functions, knowledge they need, authority they have."),
            Section("When a person steps in", "Before, during or after an output; signs to look for."),
            Section("How to override", "Steps, and what happens to the case."),
            Section("How to stop", "Steps, time until it stands still, who is told."),
            Section("Trusting too much", "What keeps overseers from following the output blindly."),
        ),
        ("authority", "user", "auditor"),
    ),
    DocType(
        "gpai_pack",
        "General-purpose model pack",
        ("DE-14",),
        "Keeps what is due for a general-purpose model, or what its supplier handed over.",
        (
            Section("Model and provider", "Name, release, who provides it, who changed it."),
            Section("Copyright policy", "Own policy, or where the supplier's was read."),
            Section("Training content", "Own summary, or the supplier's with its date."),
            Section("Documents obtained", "What the supplier gave, with dates."),
        ),
        ("authority", "auditor"),
        asked_of=GPAI,
    ),
    DocType(
        "instructions",
        "Instructions for use",
        ("TE-9",),
        "Tells the people who work with the system what it is for, what it cannot do, and what to do when it errs.",
        (
            Section("What it is for", "The intended use in the words of its users."),
            Section("How to read its output", "What a value or proposal means and does not mean."),
            Section("Limits and known errors", "Groups, inputs and situations in which it is weak."),
            Section("When something is wrong", "How to override, stop and report."),
            Section("Whom to ask", "Function and way to reach it."),
        ),
        ("user", "affected"),
    ),
    DocType(
        ANNEX_IV,
        "Technical documentation (Annex IV)",
        ("TE-11",),
        "The cover of the technical file: one section for each of the nine points of Annex IV.",
        (
            Section("1 General description", "Purpose, provider, version, surroundings, forms of supply."),
            Section("2 Elements and development", "Methods, parts of others, data, architecture, testing."),
            Section("3 Monitoring, functioning, control", "Capabilities, accuracy per group, side effects."),
            Section("4 Why the measures fit", "Why these measures of performance suit the purpose."),
            Section("5 Risk management", "How risks are found and treated; which remain."),
            Section("6 Changes through the lifecycle", "What was changed, what may change."),
            Section(
                "7 Standards or other solutions", "Applied in full or in part, or what was done instead."
            ),
            Section("8 Declaration of conformity", "Where the copy is, or why none is due."),
            Section("9 Watching after release", "The plan and how performance is judged in use."),
        ),
        ("authority", "auditor"),
        asked_of=BUILT,
    ),
    DocType(
        "deployment_plan",
        "Deployment plan",
        ("TE-13",),
        "Says how the version comes into use and how it comes out again.",
        (
            Section("Rollout", "Steps, share of cases, days."),
            Section("Rollback", "To what, how fast, who decides."),
            Section("Differences between environments", "What differs from where it was tested."),
            Section("Checks before and after", "What is looked at, by whom, with which limit."),
        ),
    ),
    DocType(
        "control_status",
        "Status of applicable controls",
        ("TE-22",),
        "Shows for this system that the controls the organisation applies are at work.",
        (
            Section("Controls that apply", "Numbers from the Statement of Applicability."),
            Section("How each works here", "Per control: what is done and what shows it."),
            Section("Gaps", "What does not work yet, who closes it, by when; or that there is none."),
        ),
        ("auditor",),
    ),
    DocType(
        "operating_procedure",
        "Own operating procedure",
        ("TE-23",),
        "Turns the provider's instructions into what our own people do.",
        (
            Section("Instructions obtained", "Edition, day received, who read them."),
            Section("Own procedure", "Steps our people follow, in order."),
            Section("Limits of use", "Uses and inputs the provider excludes, and how we keep to it."),
            Section("Oversight and reporting", "Who watches, whom the provider wants told."),
        ),
        ("user", "auditor"),
        asked_of=DEPLOYER,
    ),
)

TYPES: Final[tuple[DocType, ...]] = (*BUILDING, *LATER)
_BY_KEY: Final = {one.key: one for one in TYPES}


def type_of(key: str) -> DocType | None:
    """A type by its key; None for an unknown one."""
    return _BY_KEY.get(key)
