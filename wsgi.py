"""Puts the house together; the one file that sees every floor."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta

import structlog
from alembic.config import Config
from flask import Flask
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import models  # noqa: F401  (makes every table known)
import views
from config import HOME, ConfigError, Settings, read_settings
from jobs import command as clock
from models.base import db
from views import commands
from views.setup import announce
from workflows.approvals.evidence import staging, store
from workflows.assembly import assemble
from workflows.ground import readiness
from workflows.notices.hooks import outside
from workflows.notices.mail import setting as mail_setting
from workflows.people import limits

migrate = Migrate(directory=str(HOME / "migrations"), compare_type=True, render_as_batch=True)


def create_app(settings: Settings | None = None) -> Flask:
    """The application with `settings`, or with those of the environment.

    Ends the process with one plain sentence when a setting is bad or insecure.
    """
    try:
        settings = settings or read_settings()
        _tell_columns(settings)
    except (ConfigError, ValueError) as error:
        raise SystemExit(f"Countersign did not start: {error}") from None
    _write_log(settings.log_level)
    app = Flask(__name__, instance_path=str(settings.instance), static_folder=None)
    app.config.from_mapping(settings.for_flask())
    app.jinja_env.undefined = StrictUndefined
    app.extensions["countersign_settings"] = settings
    db.init_app(app)
    migrate.init_app(app, db)
    assemble()
    readiness.register("evidence store", lambda: store.current().check())
    views.register(app)
    commands.register(app)
    clock.install(app)
    if settings.env != "test":
        announce(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def _tell_columns(settings: Settings) -> None:
    """Hands the columns what they need to know; raises ValueError when one cannot work with it."""
    store.configure(settings.evidence_url, settings.evidence_options())
    staging.limit_uploads(settings.max_upload_mb)
    mail_setting.configure(settings.mail_url, settings.mail_from, settings.base_url)
    outside.configure(settings.base_url, settings.secret_key, settings.webhook_allow)
    limits.configure(
        limits.Limits(
            idle=timedelta(minutes=settings.idle_minutes),
            absolute=timedelta(hours=settings.absolute_hours),
            account_tries=settings.lockout_tries,
            account_lock=timedelta(minutes=settings.lockout_minutes),
            cheap_hashes=settings.argon2 == "test",
        )
    )


def _name_migrations(config: Config) -> Config:
    """Numbers migration files by their revision, such as `0007_delegations.py`."""
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config


migrate.configure(_name_migrations)


def _write_log(level: str) -> None:
    """One JSON line per event on standard error; line breaks inside a value are escaped."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
