"""Policies from the command line: what a newer release brings, adopted where set-up was long ago."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from views.words import sentence
from workflows.approvals.adopting import adopt_missing
from workflows.ground.actor import SYSTEM
from workflows.ground.refused import Refused

policies = AppGroup("policies", help="The policies of the gates.")


@policies.command("adopt")
@with_appcontext
def adopt() -> None:
    """Adopts starter policies that are missing here, in one entry; those that exist are never changed."""
    try:
        adopted = adopt_missing(SYSTEM)
    except Refused as refused:
        raise click.ClickException(sentence(refused)) from None
    for name in sorted(adopted):
        print(f"Adopted {name}.")
    if not adopted:
        print("Every starter policy is there already.")


commands = (policies,)
