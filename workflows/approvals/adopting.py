"""Adopts the starter policies that came with a later release into an installation that was set up before it."""

from __future__ import annotations

from sqlalchemy import select

from models.organisation import Organisation
from workflows.approvals import starter
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.record import Thing, append


def adopt_missing(actor: Actor) -> dict[str, str]:
    """Makes version 1 of every starter policy that is missing and gives their digests by `gate/tier`.

    One entry lists what was adopted; a policy that exists is never touched, and without a missing one nothing is
    written. Raises Refused before set-up, which adopts the whole starter itself.
    """
    with transaction() as tx:
        organisation = tx.scalars(select(Organisation).with_for_update()).one_or_none()
        if organisation is None:
            raise Refused("not_set_up")
        now = clock.now(tx)
        adopted = starter.adopt(tx, now, actor)
        if adopted:
            append(
                tx,
                now,
                actor,
                "policies:adopted",
                about=Thing("organisation", organisation.uuid, 1, label=organisation.name),
                changes={"adopted": [None, adopted]},
            )
        return adopted
