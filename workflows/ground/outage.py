"""Tells a database that is away from a fault of our own, for doors that may not know the driver."""

from __future__ import annotations

from sqlalchemy.exc import InterfaceError, OperationalError


def database_is_away(error: BaseException) -> bool:
    """Whether a query failed because the database did not answer; nothing was changed then."""
    return isinstance(error, OperationalError | InterfaceError)
