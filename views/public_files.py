"""Files in public formats about a version: its model card and its parts list."""

from __future__ import annotations

from flask import Blueprint, Response

from views.security import current_person, guard
from workflows.ground import clock
from workflows.inventory.exchange.collecting import version_facts
from workflows.inventory.exchange.cyclonedx_out import write_ml_bom
from workflows.inventory.exchange.model_card_out import write_model_card

pages = Blueprint("public_files", __name__, url_prefix="/versions/<ref(VER):version_id>")


@pages.get("/model-card.md")
@guard("signed_in")
def model_card(version_id: int) -> Response:
    """The model card of a version, in the form of Hugging Face."""
    facts = version_facts(current_person(), version_id)
    return _file(write_model_card(facts.model), "text/markdown", f"{facts.file_name}-README.md")


@pages.get("/ml-bom.json")
@guard("signed_in")
def ml_bom(version_id: int) -> Response:
    """The parts list of a version, as CycloneDX."""
    facts = version_facts(current_person(), version_id)
    text = write_ml_bom(facts.main, facts.parts, serial=facts.uuid, number=1, at=clock.glance())
    return _file(text, "application/vnd.cyclonedx+json", f"{facts.file_name}-bom.json")


def _file(text: str, media_type: str, name: str) -> Response:
    answer = Response(text, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
