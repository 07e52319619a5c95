"""Turns a request into one call and its outcome into a page.

A module here that has pages offers them as `pages = Blueprint(...)`; `register` finds it by that name.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask


def register(app: Flask) -> None:
    """Gives `app` its frame, its guards, its error pages and every page of this package."""
    from views import assets, badges, errors, frame, headers, security

    for part in (security, headers, frame, badges, errors, assets):
        part.install(app)
    for found in sorted(iter_modules(__path__), key=lambda module: module.name):
        pages = getattr(import_module(f"{__name__}.{found.name}"), "pages", None)
        if isinstance(pages, Blueprint):
            app.register_blueprint(pages)
