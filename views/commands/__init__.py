"""The command line: each command makes one call, as a page does.

A module here offers its commands as `commands`, a tuple of click commands or groups; `register` finds them.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def register(app: Flask) -> None:
    """Adds every command of this package to `flask --app wsgi`."""
    for found in sorted(iter_modules(__path__), key=lambda module: module.name):
        for command in getattr(import_module(f"{__name__}.{found.name}"), "commands", ()):
            app.cli.add_command(command)
