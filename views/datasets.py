"""Pages of datasets: their lineage, and counting a file."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.datasets import ProfileForm
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.datasets.lineage import lineage_page
from workflows.inventory.datasets.profiling import TakeProfile, take_profile
from workflows.inventory.datasets.register import DATASETS
from workflows.inventory.registers.heading import record_to_change

pages = Blueprint("datasets", __name__, url_prefix="/registers/datasets")


@pages.get("/<ref(DS):dataset_id>/lineage")
@guard("signed_in")
def lineage(dataset_id: int) -> Response:
    """What a dataset was made from, what was made of it, who uses it, and whether its criteria came first."""
    found = lineage_page(current_person(), dataset_id)
    return page("datasets/lineage.html", found=found, head=found.head)


@pages.get("/<ref(DS):dataset_id>/profile")
@guard("signed_in")
def asking(dataset_id: int) -> Response:
    """Asks for a file to count."""
    head = record_to_change(current_person(), DATASETS, dataset_id)
    return form_page("datasets/profile.html", ProfileForm(data={"revision": head.revision}), head=head)


@pages.post("/<ref(DS):dataset_id>/profile")
@guard("signed_in")
def count(dataset_id: int) -> Response:
    """Counts the file; its hash and counts are kept, its rows are not."""
    form, here = ProfileForm(), f"/registers/datasets/{ref('DS', dataset_id)}"
    head = record_to_change(current_person(), DATASETS, dataset_id)
    if not form.validate():
        return form_page("datasets/profile.html", form, head=head)
    command = TakeProfile(
        dataset_id, form.version.data or "", form.content(), form.seen_revision(), form.submit_id.data
    )
    try:
        take_profile(current_actor(), current_person(), command)
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        form.revision.data = str(head.revision)
        return form_page("datasets/profile.html", form, beside(refused), head=head)
    return done(here, gettext("The file is counted: size, hash and the criteria that can be counted."))
