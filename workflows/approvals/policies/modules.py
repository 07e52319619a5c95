"""The registers whose records can satisfy a checklist item, by the module key that items name."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "context": "Context, interested parties and AI roles",
    "scope": "Scope of the management system",
    "policies": "Policy library",
    "roles": "Roles, responsibilities, committee",
    "inventory": "AI systems and their intended use",
    "classification": "Classification under the EU AI Act",
    "risks": "Risks",
    "soa": "Statement of Applicability",
    "impact": "Impact assessments",
    "objectives": "Objectives",
    "changes": "Changes",
    "resources": "Resources",
    "competence": "Competence and training",
    "communication": "Notices and communication",
    "documents": "Documents",
    "gates": "Gates and deployments",
    "datasets": "Datasets",
    "evaluations": "Tests and validation",
    "techdocs": "Technical documentation",
    "monitoring": "Monitoring",
    "eventlogs": "Event logs",
    "incidents": "Incidents",
    "concerns": "Concerns",
    "suppliers": "Suppliers",
    "customers": "Customers",
    "obligations": "Legal obligations",
    "audits": "Audits",
    "reviews": "Management reviews",
    "capa": "Findings and corrective actions",
    "improvements": "Improvements",
    "evidence": "Evidence",
}
"""A module outside this table cannot be named by a policy: no record could ever be found for it."""


def module_label(module: str) -> str:
    """What a register is called; an unknown one is shown by its key."""
    return MODULES.get(module, module)
