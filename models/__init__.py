"""Holds the facts and refuses impossible ones; importing it makes every table known."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    # Alembic would propose to drop the table of a module that nobody imported.
    import_module(f"{__name__}.{_module.name}")
