"""Records which version runs where: a fact is never refused, but what the deploy check says is kept beside it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.deployment import Deployment
from models.environment import Environment
from models.system_version import SystemVersion
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory import hooks
from workflows.inventory.actions import DEPLOYMENT_ENDED, DEPLOYMENT_RECORDED
from workflows.inventory.artefacts import artefact_value, live_artefacts
from workflows.inventory.commands import Deployed, Done, EndDeployment, RecordDeployment
from workflows.inventory.environments import lock_environment
from workflows.inventory.locks import lock_version, require_in_lists, version_ref
from workflows.inventory.persons import OPERATORS, acting, require_team_or
from workflows.inventory.versions import version_thing
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import line
from workflows.record import append


def record_deployment(actor: Actor, command: RecordDeployment) -> Deployed:
    """Records that a version runs in an environment from now on, with the deploy check's answer of this instant.

    A denied answer is recorded and given back, never a refusal: hiding a fact helps nobody. Raises NotFound for
    whoever may not see the version, NotAllowed for readers, Refused beside a bad field.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        version, system, _subjects = lock_version(tx, command.version_id)
        require_sight(tx, author, system.id)
        environment = lock_environment(tx, command.environment_id, field="environment_id")
        now = clock.now(tx)
        held = claim(tx, actor, command)
        require_in_lists(system, version)
        require_team_or(tx, author, system, OPERATORS, "deploy_not_yours")
        if environment.archived_at is not None:
            raise Refused("environment_archived", field="environment_id", environment=environment.name)
        artefact = artefact_value(command.artefact, "artefact") if line(command.artefact) else ""
        _refuse_twice(tx, version, environment)
        answer = hooks.ask_deploy(tx, now, version, environment, artefact)
        if artefact and artefact not in live_artefacts(tx, version.id).values():
            answer = hooks.DeployAnswer(allowed=False, code="artefact_unknown")
        deployment = Deployment(
            uuid=uuid7(),
            version_id=version.id,
            environment_id=environment.id,
            artefact=artefact,
            answer="allow" if answer.allowed else "deny",
            answer_code=answer.code[:80],
            started_at=now,
            recorded_by_id=author.person_id,
        )
        tx.add(deployment)
        tx.flush()
        _append(tx, actor, DEPLOYMENT_RECORDED, system, version, environment, deployment)
        hooks.tell_deployed(tx, now, actor, version, environment, deployment)
        hooks.tell_version_changed(tx, now, actor, version, frozenset({"deployments"}))
        held.settle(ref("DEP", deployment.id))
        return Deployed(
            ref("DEP", deployment.id), deployment.id, answer.allowed, answer.code, answer.sentence
        )


def end_deployment(actor: Actor, command: EndDeployment) -> Done:
    """Records that a deployment no longer runs, from this instant on.

    Raises NotFound for whoever may not see it, NotAllowed for readers, Refused when it has ended already.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        found = tx.get(Deployment, command.deployment_id)
        if found is None:
            raise NotFound("not_found")
        version, system, _subjects = lock_version(tx, found.version_id)
        require_sight(tx, author, system.id)
        deployment = tx.get_one(Deployment, found.id, populate_existing=True, with_for_update=True)
        now = clock.now(tx)
        claim(tx, actor, command, version_ref(version))
        require_team_or(tx, author, system, OPERATORS, "deploy_not_yours")
        if deployment.ended_at is not None:
            raise Refused("deployment_ended")
        deployment.ended_at = now
        tx.flush()
        environment = tx.get_one(Environment, deployment.environment_id)
        _append(tx, actor, DEPLOYMENT_ENDED, system, version, environment, deployment)
        hooks.tell_version_changed(tx, now, actor, version, frozenset({"deployments"}))
        return Done(version_ref(version), deployment.id, deployment.uuid, frozenset({"ended_at"}))


def _refuse_twice(tx: Session, version: SystemVersion, environment: Environment) -> None:
    running = select(Deployment.id).where(
        Deployment.version_id == version.id,
        Deployment.environment_id == environment.id,
        Deployment.ended_at.is_(None),
    )
    if tx.scalars(running).first() is not None:
        raise Refused(
            "deployment_running", field="environment_id", version=version.label, environment=environment.name
        )


def _append(
    tx: Session,
    actor: Actor,
    action: str,
    system: AiSystem,
    version: SystemVersion,
    environment: Environment,
    deployment: Deployment,
) -> None:
    ended = deployment.ended_at is not None
    append(
        tx,
        deployment.ended_at or deployment.started_at,
        actor,
        action,
        about=version_thing(system, version),
        changes={
            "deployment": [deployment.uuid, None] if ended else [None, deployment.uuid],
            "environment": [None, environment.name],
            "purpose": [None, environment.purpose],
            "artefact": [None, deployment.artefact],
            "answer": [None, deployment.answer],
            "answer_code": [None, deployment.answer_code],
        },
        system_uuid=system.uuid,
    )
