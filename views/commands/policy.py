"""`flask --app wsgi policy …`: one policy in a file, proven before anybody proposes it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from views.words import say, sentence
from workflows.approvals.policies.proof.checking import check_policy, check_policy_here
from workflows.approvals.policies.proof.finding import Fault, Proof
from workflows.approvals.policies.sizes import STANDARD
from workflows.approvals.policies.words import gate_label, tier_label
from workflows.ground.refused import Refused, Several

UNREADABLE = 2
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("policy")
def policy() -> None:
    """Prove one policy in a file."""


@policy.command("test")
@click.argument("file", type=_FILE)
@click.option("--crew", type=_FILE, help="A YAML file with the people to prove it for.")
@click.option(
    "--size", default=STANDARD, help="Among the starter policies of this size: small, standard, strict."
)
@click.option(
    "--here", is_flag=True, help="Among the policies in force here, for the people of this installation."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result for programs.")
@with_appcontext
def test_command(file: Path, crew: Path | None, size: str, here: bool, as_json: bool) -> None:
    """Prove FILE: exit 0 proven, 1 with a counter-example, 2 cannot be read. Changes nothing."""
    try:
        proof = _prove(file, crew, size, here)
    except (Refused, UnicodeDecodeError) as wrong:
        _unreadable(wrong, as_json)
    if as_json:
        print(json.dumps(_plain(proof), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_sentences(proof)))
    sys.exit(0 if proof.ok else 1)


def _prove(file: Path, crew: Path | None, size: str, here: bool) -> Proof:
    text = file.read_text(encoding="utf-8")
    if here:
        return check_policy_here(text)
    return check_policy(text, size, crew.read_text(encoding="utf-8") if crew else None)


def _unreadable(wrong: Exception, as_json: bool) -> None:
    reasons = [sentence(reason) for reason in wrong.reasons] if isinstance(wrong, Several) else []
    if not reasons:
        reasons = [sentence(wrong) if isinstance(wrong, Refused) else "The file is no UTF-8 text."]
    if as_json:
        print(json.dumps({"ok": False, "unreadable": reasons}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(("Cannot be read:", *(f"- {reason}" for reason in reasons))), file=sys.stderr)
    sys.exit(UNREADABLE)


def _plain(proof: Proof) -> dict[str, object]:
    """The stored form, with the sentence of each fault beside its code."""
    plain = proof.as_plain()
    for fault, found in zip(plain["faults"], proof.faults, strict=True):
        fault["said"] = [say(t.code, dict(t.params)) for t in (found.told, *found.path)]
    return plain


def _sentences(proof: Proof) -> list[str]:
    looked = proof.explored
    counted = (
        f"{looked.policies} policies, {looked.situations} situations, {looked.states} states of seats, "
        f"{looked.places} places in the lifecycle, {looked.people} people."
    )
    title = "Proven." if proof.ok else f"Not proven: {len(proof.faults)} found."
    lines = [f"{title} Looked at {counted}", *(line for f in proof.faults for line in _fault(f))]
    if proof.elsewhere:
        lines.append(f"Not because of this policy: {len(proof.elsewhere)} more.")
        lines += [line for fault in proof.elsewhere for line in _fault(fault)[:1]]
    for closing in proof.closes if proof.ok else ():
        pairs = ", ".join(f"{gate}/{tier}" for gate, tier in closing.pairs)
        lines.append(f"If {closing.name} leaves, these close: {pairs}.")
    return lines


def _fault(fault: Fault) -> list[str]:
    where = " ".join(
        filter(None, (gate_label(fault.gate), f"({tier_label(fault.tier)})" if fault.tier else ""))
    )
    steps = [f"    {say(step.code, dict(step.params))}" for step in fault.path]
    return [f"- {where}: {say(fault.told.code, dict(fault.told.params))}", *steps]


commands = (policy,)
