"""Declares the register of components."""

from __future__ import annotations

from workflows.inventory.components.rules import check
from workflows.inventory.registers.declaring import Field, Register, Relation, register

KINDS = (
    ("model", "model"),
    ("prompt_set", "prompt set"),
    ("retrieval_corpus", "retrieval corpus"),
    ("guardrail", "guardrail or filter"),
    ("tool", "tool or interface"),
    ("other", "other part"),
)
IDENTITY, CONTENT = "What exactly it is", "What to know before using it"
USED_BY = "used_by"

COMPONENTS = register(
    Register(
        key="component",
        prefix="COMP",
        area="components",
        title="Components",
        one="component",
        purpose="Models, prompt sets, retrieval corpora and guardrails, each registered once: when one changes, every "
        "version that uses it is outdated, by name.",
        scope="organisation",
        writers=frozenset({"ml_lead", "data_steward", "operations_lead", "security_ciso"}),
        statuses=(("in_use", "in use"), ("deprecated", "to be replaced"), ("withdrawn", "withdrawn")),
        listed=("kind", "release", "supplier"),
        check=check,
        fields=(
            Field("kind", "Kind", kind="choice", choices=KINDS, needed=True, group=IDENTITY),
            Field(
                "release",
                "Release",
                kind="line",
                group=IDENTITY,
                help="The name and number under which its maker knows it.",
                example="Mistral-7B-Instruct v0.3",
            ),
            Field(
                "parts",
                "Files",
                kind="rows",
                group=IDENTITY,
                help="Each file with its SHA-256, so that anybody can tell whether what runs is what was approved.",
                columns=(
                    Field("name", "File", kind="line", needed=True),
                    Field("digest", "SHA-256", kind="digest", needed=True),
                ),
            ),
            Field("supplier", "Made by", kind="line", group=IDENTITY),
            Field("source", "Where it comes from", kind="link_url", group=IDENTITY),
            Field("licence", "Licence", kind="line", group=CONTENT, example="Apache-2.0"),
            Field("description", "What it does", group=CONTENT),
            Field(
                "limits",
                "Known limits",
                group=CONTENT,
                help="Where it fails, and what it must not be used for.",
            ),
            Field("training", "What it was trained or built on", group=CONTENT),
            Field("notes", "Notes", group=CONTENT, live=True),
        ),
        relations=(Relation(USED_BY, "used by", target="version", frozen=False),),
    )
)
