"""Pages that show the gate policies: what is asked, who decides, what follows, and every version of it."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.policies.drafts import StartForm
from views.answers import done, form_page, page
from views.guards import reads_crew
from views.policy_file import yaml_file
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.approvals.policies.drafts.starting import StartDraft, start_draft
from workflows.approvals.policies.drafts.versions import compared, history_of, version_text
from workflows.approvals.policies.pages import policy_page, policy_table
from workflows.ground.refused import NotFound, Refused, Replayed

pages = Blueprint("policies", __name__)


@pages.get("/policies")
@guard("signed_in")
def table() -> Response:
    """All policies as a table of gate and tier."""
    person = current_person()
    return page("policies/table.html", rows=policy_table(), carries=person is not None and reads_crew(person))


@pages.get("/policies/<gate>/<tier>")
@guard("signed_in")
def policy(gate: str, tier: str) -> Response:
    """One policy, whole, with its versions and drafts."""
    return _policy(gate, tier, StartForm(formdata=None))


@pages.post("/policies/<gate>/<tier>/drafts")
@guard("signed_in")
def start(gate: str, tier: str) -> Response:
    """Starts a draft from the newest version, or from the one that was chosen."""
    form = StartForm()
    if not form.validate():
        return _policy(gate, tier, form)
    try:
        made = start_draft(current_actor(), StartDraft(gate, tier, form.version, form.submit_id.data)).ref
    except Replayed as first:
        made = first.ref
    except Refused as refused:
        return _policy(gate, tier, form, beside(refused))
    said = gettext(
        "%(ref)s is a draft. Nothing changes until others have approved its publication.", ref=made
    )
    return done(f"/policies/drafts/{made}", said)


@pages.get("/policies/<gate>/<tier>/versions/<int:number>")
@guard("signed_in")
def version(gate: str, tier: str, number: int) -> Response:
    """One version of a policy, in force or not."""
    return _policy(gate, tier, StartForm(formdata=None), number=number)


@pages.get("/policies/<gate>/<tier>/versions/<int:number>/policy.yaml")
@guard("signed_in")
def export(gate: str, tier: str, number: int) -> Response:
    """One version as a file that can be tested in a pipeline and taken in again."""
    return yaml_file(version_text(gate, tier, number), f"{gate}-{tier}-{number}")


@pages.get("/policies/<gate>/<tier>/compare")
@guard("signed_in")
def compare(gate: str, tier: str) -> Response:
    """What differs between two versions, in words."""
    found = history_of(current_actor(), gate, tier)
    if not found.versions:
        raise NotFound("not_found")
    newest = found.versions[0].number
    now = _number("now", newest, newest)
    before = _number("before", max(now - 1, 1), newest)
    differences = compared(gate, tier, before, now)
    return page(
        "policies/compare.html",
        differences=differences,
        gate=gate,
        tier_key=tier,
        before=before,
        now=now,
        versions=found.versions,
    )


def _number(name: str, default: int, newest: int) -> int:
    """A version asked for in the address, never beyond those there are."""
    return max(0, min(request.args.get(name, default, type=int), newest))


def _policy(
    gate: str, tier: str, form: StartForm, refused: Refused | None = None, number: int | None = None
) -> Response:
    shown = policy_page(gate, tier, number)
    history = history_of(current_actor(), gate, tier)
    return form_page("policies/policy.html", form, refused, policy=shown, history=history, old=number)
