"""Pages of versions: all of a system, one with its artefacts, and where it runs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from forms.base import ActionForm
from forms.inventory.parts import artefact_rows, offered
from forms.inventory.systems import ArchiveForm
from forms.inventory.versions import AddVersionForm, DeploymentForm, EditVersionForm
from views.answers import done, form_page, page
from views.readiness import ready_for
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.systems import overview_of
from views.words import say
from workflows.ground.refused import NotAllowed, Refused, Stale
from workflows.inventory.archiving import archive_version
from workflows.inventory.commands import (
    AddVersion,
    ArchiveVersion,
    ArtefactInput,
    Deployed,
    EditVersion,
    EndDeployment,
    RecordDeployment,
)
from workflows.inventory.deployments import end_deployment, record_deployment
from workflows.inventory.people_queries import choices
from workflows.inventory.running import open_environments
from workflows.inventory.system_queries import system_head, version_lines
from workflows.inventory.version_queries import VersionPage, version_page
from workflows.inventory.versions import add_version, edit_version

pages = Blueprint("versions", __name__)


@pages.get("/systems/<ref(SYS):system_id>/versions")
@guard("signed_in")
def index(system_id: int) -> Response:
    """All versions of a system, the newest first."""
    head, lines = version_lines(current_person(), system_id)
    return page("systems/versions.html", head=head, versions=lines, tab="versions")


@pages.get("/systems/<ref(SYS):system_id>/versions/new")
@guard("signed_in")
def new(system_id: int) -> Response:
    """The empty form of a further version."""
    head = system_head(current_person(), system_id)
    if not head.rights.edit:
        raise NotAllowed("not_your_system", system=head.name)
    return form_page("versions/new.html", AddVersionForm(), head=head, tab="versions")


@pages.post("/systems/<ref(SYS):system_id>/versions/new")
@guard("signed_in")
def create(system_id: int) -> Response:
    """Adds a version in intake."""
    form, refused = AddVersionForm(), None
    if form.validate():
        command = AddVersion(system_id=system_id, submit_id=form.submit_id.data, **_content(form))
        try:
            made = add_version(current_actor(), command)
            return done(f"/versions/{made.ref}", gettext("%(ref)s is in intake.", ref=made.ref))
        except Refused as reason:
            refused = beside(reason)
    head = system_head(current_person(), system_id)
    return form_page("versions/new.html", form, refused, head=head, tab="versions")


@pages.get("/versions/<ref(VER):version_id>")
@guard("signed_in")
def show(version_id: int) -> Response:
    """One version: artefacts, builders, where it runs."""
    return _show(DeploymentForm(formdata=None), version_id)


@pages.get("/versions/<ref(VER):version_id>/edit")
@guard("signed_in")
def edit(version_id: int) -> Response:
    """Label, description, artefacts and builders, to be changed by whoever may."""
    head, version = version_page(current_person(), version_id)
    if not head.rights.edit:
        raise NotAllowed("not_your_system", system=head.name)
    form = EditVersionForm(
        data={
            "label": version.label,
            "description": version.description,
            "artefacts": [*({"name": a.name, "value": a.value} for a in version.live_artefacts), {}],
            "revision": version.revision,
        }
    )
    return _edit_page(form, version_id)


@pages.post("/versions/<ref(VER):version_id>/edit")
@guard("signed_in")
def save(version_id: int) -> Response:
    """Saves the change; when somebody was faster both versions are shown and nothing is lost."""
    form = EditVersionForm()
    if not form.validate():
        return _edit_page(form, version_id)
    try:
        saved = edit_version(current_actor(), _edit_command(form, version_id))
    except Refused as refused:
        return _edit_page(form, version_id, beside(refused))
    text = gettext("Saved.") if saved.changed else gettext("Nothing was different, so nothing was changed.")
    return done(f"/versions/{saved.ref}", text)


@pages.get("/versions/<ref(VER):version_id>/archive")
@guard("signed_in")
def leaving(version_id: int) -> Response:
    """Asks for the reason before a version leaves the lists."""
    return _archive_page(ArchiveForm(), version_id)


@pages.post("/versions/<ref(VER):version_id>/archive")
@guard("signed_in")
def archive(version_id: int) -> Response:
    """Takes the version out of the lists."""
    form = ArchiveForm()
    if not form.validate():
        return _archive_page(form, version_id)
    reason, submit_id = form.reason.data or "", form.submit_id.data
    command = ArchiveVersion(version_id=version_id, reason=reason, submit_id=submit_id)
    try:
        gone = archive_version(current_actor(), command)
    except Refused as refused:
        return _archive_page(form, version_id, beside(refused))
    return done(f"/versions/{gone.ref}", gettext("%(ref)s is archived.", ref=gone.ref))


@pages.post("/versions/<ref(VER):version_id>/deployments")
@guard("signed_in")
def deploy(version_id: int) -> Response:
    """Records that the version runs somewhere, and says what the deploy check answers."""
    form = DeploymentForm()
    _choose(form)
    if not form.validate():
        return _show(form, version_id)
    command = RecordDeployment(
        version_id=version_id,
        environment_id=form.environment_id.data or 0,
        artefact=form.artefact.data or "",
        submit_id=form.submit_id.data,
    )
    try:
        answer = record_deployment(current_actor(), command)
    except Refused as refused:
        return _show(form, version_id, beside(refused))
    return done(f"/versions/VER-{version_id}", _answered(answer))


@pages.post("/versions/<ref(VER):version_id>/deployments/<int(max=999999999999999999):deployment_id>/end")
@guard("signed_in")
def undeploy(version_id: int, deployment_id: int) -> Response:
    """Records that the version no longer runs there."""
    form = ActionForm()
    if not form.validate():
        return _show(DeploymentForm(formdata=None), version_id, Refused("submit_id_missing"))
    command = EndDeployment(deployment_id=deployment_id, submit_id=form.submit_id.data)
    try:
        ended = end_deployment(current_actor(), command)
    except Refused as refused:
        return _show(DeploymentForm(formdata=None), version_id, beside(refused))
    return done(f"/versions/{ended.ref}", gettext("The deployment has ended."))


def _answered(answer: Deployed) -> str:
    sentence = answer.sentence or say(answer.code)
    if answer.allowed:
        return str(gettext("Recorded. Deploy check: %(answer)s", answer=sentence))
    return str(gettext("Recorded, although it may not run there. Deploy check: %(answer)s", answer=sentence))


def _content(form: AddVersionForm | EditVersionForm) -> dict[str, Any]:
    return {
        "label": form.label.data or "",
        "description": form.description.data or "",
        "artefacts": tuple(ArtefactInput(**row) for row in artefact_rows(form.artefacts)),
    }


def _edit_command(form: EditVersionForm, version_id: int) -> EditVersion:
    return EditVersion(
        version_id=version_id,
        revision=form.seen_revision(),
        builders=form.new_builders(),
        submit_id=form.submit_id.data,
        **_content(form),
    )


def _choose(form: DeploymentForm) -> None:
    words = {"development": gettext("development"), "test": gettext("test"), "pilot": gettext("pilot")}
    places = [
        (key, f"{name} ({words.get(purpose, gettext('production'))})")
        for key, name, purpose in open_environments()
    ]
    form.environment_id.choices = offered([("", gettext("Choose an environment")), *places])


def _show(form: DeploymentForm, version_id: int, refused: Refused | None = None) -> Response:
    head, version = version_page(current_person(), version_id)
    _choose(form)
    changed = [say(code, params) for code, params in version.outdated]
    more = {**overview_of(head, (version.line,)), "ready": ready_for(version_id)}
    more |= {"head": head, "ver": version, "changed": changed, "tab": "versions"}
    return form_page("versions/show.html", form, refused, **more)


def _archive_page(form: ArchiveForm, version_id: int, refused: Refused | None = None) -> Response:
    head, version = version_page(current_person(), version_id)
    return form_page("versions/archive.html", form, refused, head=head, ver=version, tab="versions")


def _edit_page(form: EditVersionForm, version_id: int, refused: Refused | None = None) -> Response:
    head, version = version_page(current_person(), version_id)
    differing: list[tuple[str, str | None, str | None]] = []
    if isinstance(refused, Stale):
        differing = _differing(form, version)
        form.revision.data = str(version.revision)
        form.renew()
    people = choices().people
    return form_page(
        "versions/edit.html",
        form,
        refused,
        head=head,
        ver=version,
        people=people,
        differing=differing,
        tab="versions",
    )


def _differing(form: EditVersionForm, version: VersionPage) -> list[tuple[str, str | None, str | None]]:
    """What stands there now beside what was typed."""
    typed = _content(form)
    now = {a.name: a.value for a in version.live_artefacts}
    mine = {a.name: a.value for a in typed["artefacts"]}
    rows: list[tuple[str, str | None, str | None]] = [(gettext("Label"), version.label, typed["label"])]
    rows.append((gettext("What is in it"), version.description or None, typed["description"] or None))
    rows += [(name, now.get(name), mine.get(name)) for name in sorted({*now, *mine})]
    return [row for row in rows if row[1] != row[2]]
