"""The sentences of the review page that no rule says: there is no seat for the reader at all."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "no_open_seat": "No seat is open any more.",
        "no_seat_of_yours": "The open seats belong to other roles: {roles}.",
    }
)
