"""Gate policies: what a gate asks in a tier, who decides it, and what follows; read from published versions."""

# Every module here may refuse: the sentences are known as soon as one of them is.
from workflows.approvals.policies import refusals as refusals
