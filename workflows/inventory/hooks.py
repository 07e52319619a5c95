"""What columns above want to hear of: they register here, and are called inside the act's transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.deployment import Deployment
from models.environment import Environment
from models.system_version import SystemVersion
from workflows.ground.actor import Actor


@dataclass(frozen=True)
class DeployAnswer:
    """Whether a version may run in an environment: the answer, its reason's code and the reason in a sentence."""

    allowed: bool
    code: str
    sentence: str = ""


SystemChanged = Callable[[Session, datetime, Actor, AiSystem, frozenset[str]], None]
Classified = Callable[[Session, datetime, Actor, AiSystem, "str | None", str, Classification], None]
VersionChanged = Callable[[Session, datetime, Actor, SystemVersion, frozenset[str]], None]
Listener = TypeVar("Listener")
AskDeploy = Callable[[Session, datetime, SystemVersion, Environment, str], DeployAnswer]

DeployedHook = Callable[[Session, datetime, Actor, SystemVersion, Environment, Deployment], None]

_system_changed: list[SystemChanged] = []
_classified: list[Classified] = []
_version_changed: list[VersionChanged] = []
_deployed: list[DeployedHook] = []
_deploy_answer: list[AskDeploy] = []


def on_system_changed(listener: SystemChanged) -> SystemChanged:
    """Calls `listener(tx, now, actor, system, changed_fields)` when fields of a system changed."""
    return _add(_system_changed, listener)


def on_classified(listener: Classified) -> Classified:
    """Calls `listener(tx, now, actor, system, before_tier, after_tier, classification)` after a classification.

    `before_tier` is None for the first one.
    """
    return _add(_classified, listener)


def on_version_changed(listener: VersionChanged) -> VersionChanged:
    """Calls `listener(tx, now, actor, version, changed)`.

    `changed` holds some of `artefacts`, `builders`, `description`, `label`, `archived`, `deployments`, `revision`.
    """
    return _add(_version_changed, listener)


def on_deployed(listener: DeployedHook) -> DeployedHook:
    """Calls `listener(tx, now, actor, version, environment, deployment)` when a deployment was recorded."""
    return _add(_deployed, listener)


def deploy_answer(ask: AskDeploy) -> AskDeploy:
    """Sets who answers `ask(tx, now, version, environment, artefact)` when a deployment is recorded."""
    _deploy_answer[:] = [ask]
    return ask


def tell_system_changed(
    tx: Session, now: datetime, actor: Actor, system: AiSystem, changed: frozenset[str]
) -> None:
    """Tells all listeners that fields of the system changed."""
    for listener in _system_changed:
        listener(tx, now, actor, system, changed)


def tell_classified(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    before: str | None,
    classification: Classification,
) -> None:
    """Tells all listeners that the system has a new classification."""
    for listener in _classified:
        listener(tx, now, actor, system, before, system.tier or "high", classification)


def tell_version_changed(
    tx: Session, now: datetime, actor: Actor, version: SystemVersion, changed: frozenset[str]
) -> None:
    """Tells all listeners that the version changed."""
    for listener in _version_changed:
        listener(tx, now, actor, version, changed)


def tell_deployed(
    tx: Session,
    now: datetime,
    actor: Actor,
    version: SystemVersion,
    environment: Environment,
    deployment: Deployment,
) -> None:
    """Tells all listeners that a version was put into an environment."""
    for listener in _deployed:
        listener(tx, now, actor, version, environment, deployment)


def ask_deploy(
    tx: Session, now: datetime, version: SystemVersion, environment: Environment, artefact: str
) -> DeployAnswer:
    """The deploy check's answer; denied when nobody can give one, because nothing fails open."""
    if not _deploy_answer:
        return DeployAnswer(allowed=False, code="deploy_check_unset")
    return _deploy_answer[0](tx, now, version, environment, artefact)


def _add(listeners: list[Listener], listener: Listener) -> Listener:
    if listener not in listeners:
        listeners.append(listener)
    return listener
