"""Security headers on every answer."""

from __future__ import annotations

from flask import Flask, Response, current_app

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Bootstrap draws its select arrow from the style sheet; ours may arrive a moment later.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cache-Control": "no-store",
}


def policy(**changes: str) -> str:
    """The content security policy with some directives changed.

    A preview says `policy(frame_ancestors="'self'", sandbox="")`; an underscore stands for a hyphen.
    """
    directives = CSP | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}".rstrip() for name, value in directives.items())


def _add(response: Response) -> Response:
    """Adds what the view did not set itself."""
    response.headers.setdefault("Content-Security-Policy", policy())
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return response


def install(app: Flask) -> None:
    """Adds the headers to every answer of `app`, error pages and static files included."""
    app.after_request(_add)
