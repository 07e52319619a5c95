"""Which refusals a form can show beside what was typed, and which are a page of their own."""

from __future__ import annotations

from workflows.ground.refused import NotAllowed, NotFound, Refused, Unavailable


def beside(refused: Refused) -> Refused:
    """Gives a refusal back that belongs on the form; raises it when it is about the page itself.

    Unknown things, missing privileges and a database that is away have their own pages and statuses.
    """
    if isinstance(refused, NotFound | Unavailable) or (
        isinstance(refused, NotAllowed) and refused.field is None
    ):
        raise refused
    return refused
