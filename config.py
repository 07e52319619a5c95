"""Reads the environment once, typed; a bad or insecure setting stops the start with one plain sentence."""

from __future__ import annotations

import difflib
import os
import secrets
import stat
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PREFIX = "COUNTERSIGN_"
HOME = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024
SHORTEST_SECRET = 32
DRIVER = "postgresql+psycopg"
ALWAYS_LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


class ConfigError(Exception):
    """A setting is bad or insecure; its text is the one sentence to print."""


class Settings(BaseModel):
    """Every setting of an installation; `COUNTERSIGN_<NAME>` in the environment, but for `DATABASE_URL`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    env: Literal["production", "test"] = "production"
    instance: Path = HOME / "instance"
    """Folder of the database file, the evidence and the keys of this installation."""
    database_url: str = ""
    """SQLite file or PostgreSQL; when not given, `countersign.sqlite3` in the instance folder."""
    migration_url: str = ""
    """Address with the account that owns the tables, when the running account may not change them."""
    secret_key: str = ""
    """Signs cookies; when not given, made at the first start and kept in `secret.key` in the instance folder."""
    base_url: str = "http://127.0.0.1:5000"
    """Address under which people open the product; every link in a message begins with it."""
    evidence_url: str = ""
    """Folder (`file:///...`) or bucket (`s3://bucket/prefix`); when not given, `evidence` in the instance folder."""
    evidence_endpoint: str = ""
    evidence_region: str = ""
    evidence_access_key_id: str = ""
    evidence_secret_access_key: str = ""
    max_upload_mb: int = Field(default=25, ge=1, le=2000)
    """Largest file of evidence, in mebibytes."""
    idle_minutes: int = Field(default=60, ge=1, le=24 * 60)
    """A session that was not used for so long has ended."""
    absolute_hours: int = Field(default=12, ge=1, le=24 * 7)
    """A session ends after so long, used or not."""
    lockout_tries: int = Field(default=8, ge=3, le=100)
    lockout_minutes: int = Field(default=15, ge=1, le=24 * 60)
    mail_url: str = ""
    """Mail server, such as `smtp://user:password@host:587?tls=starttls`; empty = no mail is sent."""
    mail_from: str = "countersign@localhost"
    webhook_allow: tuple[str, ...] = ()
    """Places `host:port` that messages may go to although they lie inside the own network or speak plain http."""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies in front of the product are believed about the client's address."""
    cookie_secure: Literal["auto", "yes", "no"] = "auto"
    trusted_hosts: tuple[str, ...] = ()
    """Names, besides that of the base address, under which the product answers."""
    argon2: Literal["default", "test"] = "default"
    metrics_token: str = ""
    """Bearer token that reads `/metrics`; without it only a server at this machine's own address answers there."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def secure(self) -> bool:
        """Whether cookies travel over https only."""
        if self.cookie_secure == "auto":
            return urlsplit(self.base_url).scheme == "https"
        return self.cookie_secure == "yes"

    def evidence_options(self) -> dict[str, str]:
        """What an S3 store needs besides its address; what is empty is left to the usual AWS environment."""
        names = ("endpoint", "region", "access_key_id", "secret_access_key")
        return {name: value for name in names if (value := getattr(self, f"evidence_{name}"))}

    def for_flask(self) -> dict[str, Any]:
        """The same settings under the names of Flask and its extensions."""
        host = urlsplit(self.base_url).hostname or ""
        own = ALWAYS_LOOPBACK if _is_loopback(host) else [host]
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(self.database_url),
            "SESSION_COOKIE_SECURE": self.secure,
            "TRUSTED_HOSTS": [*own, *self.trusted_hosts],
            # One file and the text around it; the evidence store counts the file itself.
            "MAX_CONTENT_LENGTH": (self.max_upload_mb + 2) * MEBIBYTE,
            "MAX_FORM_MEMORY_SIZE": 2 * MEBIBYTE,
            "TESTING": self.env == "test",
            "COUNTERSIGN_MIGRATION_URL": self.migration_url or self.database_url,
            "COUNTERSIGN_BASE_URL": self.base_url,
            "COUNTERSIGN_METRICS_TOKEN": self.metrics_token,
            "COUNTERSIGN_MAX_UPLOAD_MB": self.max_upload_mb,
        }


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The checked settings of this environment; raises ConfigError with one plain sentence.

    Makes the instance folder and the secret key in it when they are needed and not there.
    """
    environ = os.environ if environ is None else environ
    given: dict[str, Any] = {}
    for name, text in environ.items():
        if name == "DATABASE_URL" or name.startswith(PREFIX):
            given[_field_of(name)] = text.strip()
    given = {name: text for name, text in given.items() if text}
    for name in {"trusted_hosts", "webhook_allow"} & given.keys():
        given[name] = tuple(part.strip() for part in given[name].split(",") if part.strip())
    try:
        return _completed(Settings(**given))
    except ValidationError as error:
        raise ConfigError(_sentence(error)) from None
    except OSError as error:
        raise ConfigError(f"The instance folder cannot be used: {error.strerror}.") from None


def variable_of(field: str) -> str:
    """The environment variable that sets a field of `Settings`."""
    return "DATABASE_URL" if field == "database_url" else PREFIX + field.upper()


def _field_of(variable: str) -> str:
    names = {variable_of(field): field for field in Settings.model_fields}
    if variable not in names:
        # Without the prefix that all share, or everything would look alike.
        near = difflib.get_close_matches(variable.removeprefix(PREFIX).lower(), names.values(), n=1)
        hint = f"; did you mean {variable_of(near[0])}?" if near else "."
        raise ConfigError(f"{variable} is not a setting of Countersign{hint}")
    return names[variable]


def _sentence(error: ValidationError) -> str:
    """The first fault in words; the value itself stays out, it could be a secret."""
    first = error.errors(include_url=False, include_input=False)[0]
    why = first["msg"].removeprefix("Input should be ").removeprefix("a valid integer, ").rstrip(".")
    return f"{variable_of(str(first['loc'][0]))} should be {why}."


def _completed(settings: Settings) -> Settings:
    """Fills in what depends on the instance folder and refuses what would be unsafe together."""
    if settings.argon2 == "test" and settings.env != "test":
        raise ConfigError("COUNTERSIGN_ARGON2=test makes passwords easy to guess and is for tests only.")
    instance = settings.instance.expanduser().resolve()
    base_url = _checked_base_url(settings.base_url)
    if settings.cookie_secure == "no" and base_url.startswith("https:"):
        raise ConfigError("COUNTERSIGN_COOKIE_SECURE=no would send an https session in the clear.")
    found = {
        "instance": instance,
        "base_url": base_url,
        "database_url": _database_url("DATABASE_URL", settings.database_url, instance),
        "migration_url": settings.migration_url
        and _database_url("COUNTERSIGN_MIGRATION_URL", settings.migration_url, instance),
        "evidence_url": _checked_evidence_url(settings.evidence_url or (instance / "evidence").as_uri()),
    }
    instance.mkdir(parents=True, exist_ok=True)
    found["secret_key"] = settings.secret_key or _kept_secret(instance / "secret.key")
    if len(str(found["secret_key"])) < SHORTEST_SECRET:
        raise ConfigError(f"COUNTERSIGN_SECRET_KEY is shorter than {SHORTEST_SECRET} characters.")
    return settings.model_copy(update=found)


def _database_url(variable: str, url: str, instance: Path) -> str:
    """The address as SQLAlchemy takes it, with psycopg 3 and an absolute path."""
    if not url:
        return f"sqlite:///{instance / 'countersign.sqlite3'}"
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", DRIVER} and rest:
        return f"{DRIVER}://{rest}"
    path = rest.removeprefix("/")
    if scheme == "sqlite" and rest.startswith("/") and path and path != ":memory:":
        return f"sqlite:///{Path(path).absolute()}"
    raise ConfigError(f"{variable} should begin with postgresql:// or sqlite:/// and name a database.")


def _engine_options(url: str) -> dict[str, Any]:
    """How connections are kept: a database that is away must turn into an error page within seconds."""
    if url.startswith("sqlite"):
        return {}
    waits = "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"
    # A server that a cut cable keeps silent is given up in time.
    silence = {"tcp_user_timeout": 10_000, "keepalives_idle": 5, "keepalives_interval": 2}
    return {
        "pool_pre_ping": True,
        "pool_timeout": 5,
        "pool_recycle": 1800,
        "connect_args": {
            "connect_timeout": 5,
            **silence,
            "options": waits,
            "application_name": "countersign",
        },
    }


def _checked_base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ConfigError("COUNTERSIGN_BASE_URL should be like https://gates.example.org, without a path.")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ConfigError("COUNTERSIGN_BASE_URL should begin with https:// unless it is this machine itself.")
    return url.rstrip("/")


def _checked_evidence_url(url: str) -> str:
    parts = urlsplit(url)
    if (parts.scheme == "file" and parts.path.strip("/")) or (parts.scheme == "s3" and parts.netloc):
        return url
    if parts.scheme == "" and Path(url).is_absolute():
        return Path(url).as_uri()
    raise ConfigError("COUNTERSIGN_EVIDENCE_URL should be like file:///srv/evidence or s3://bucket/prefix.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _kept_secret(path: Path) -> str:
    """The installation's own secret; several workers that start at once agree on one."""
    if not path.exists():
        mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        try:
            # A link appears whole or not at all, and never in place of another worker's.
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ConfigError(
            f"The key file {path.name} in the instance folder can be read by others; run chmod 600 on it."
        )
    return path.read_text().strip()
