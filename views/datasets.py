"""The page of a dataset's lineage."""

from __future__ import annotations

from flask import Blueprint, Response

from views.answers import page
from views.security import current_person, guard
from workflows.inventory.datasets.lineage import lineage_page

pages = Blueprint("datasets", __name__, url_prefix="/registers/datasets")


@pages.get("/<ref(DS):dataset_id>/lineage")
@guard("signed_in")
def lineage(dataset_id: int) -> Response:
    """What a dataset was made from, what was made of it, who uses it, and whether its criteria came first."""
    found = lineage_page(current_person(), dataset_id)
    return page("datasets/lineage.html", found=found, head=found.head)
