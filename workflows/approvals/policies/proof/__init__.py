"""The proof of a policy: explores what it allows, and refuses with a counter-example what it must not."""

# Whoever shows a fault finds its sentence as soon as the proof itself is there.
from workflows.approvals.policies.proof import words as words
