"""Takes claim and assignment from a seat that nobody has to fill any more, or that begins anew."""

from __future__ import annotations

from models.seat import Seat


def let_go(seat: Seat) -> None:
    """Forgets who took the seat and who was asked to sign it."""
    seat.claimed_by_id = seat.claimed_at = None
    seat.assigned_to_id = seat.assigned_by_id = seat.assigned_at = None
