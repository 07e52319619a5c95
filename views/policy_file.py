"""A policy as a file to keep."""

from __future__ import annotations

from flask import Response

from workflows.approvals.policies.yaml_text import to_yaml


def yaml_file(body: str, name: str) -> Response:
    """The YAML of a stored policy as a download; `name` without its ending."""
    answer = Response(to_yaml(body), mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer
