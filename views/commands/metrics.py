"""The measures from the command line: counted again from the record."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from views.words import sentence
from workflows.ground.refused import Refused
from workflows.lifecycle.metrics.measuring import rebuild as rebuild_all

metrics = AppGroup("metrics", help="How long requests took, and where their time went.")


@metrics.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Counts the measures of every request again from the record; nothing else changes."""
    try:
        done = rebuild_all()
    except Refused as refused:
        raise click.ClickException(sentence(refused)) from None
    print(f"Requests measured: {done.requests}.")


commands = (metrics,)
