"""What the inventory writes into the record, registered when the column is loaded."""

from __future__ import annotations

from workflows.record.actions import register

SYSTEM_REGISTERED = register("system:registered", "{actor} registered the AI system {about}")
SYSTEM_EDITED = register("system:edited", "{actor} changed what is said about {about}")
SYSTEM_ARCHIVED = register("system:archived", "{actor} took {about} out of the lists")
SYSTEM_CLASSIFIED = register("system:classified", "{actor} classified {about} as {tier} tier")
CLASSIFICATION_CONFIRMED = register(
    "system:classification:confirmed", "{actor} found the classification of {about} still right"
)
LAW_CHANGED = register("law:changed", "{actor} changed the law data {about}")
SCHEME_UPLOADED = register("law:scheme:uploaded", "{actor} uploaded the scheme {about}")
SCHEME_RUN = register("system:scheme:classified", "{actor} classified {about} by {scheme} as {tier}")
VERSION_ADDED = register("system-version:added", "{actor} added version {label} to {about}")
VERSION_EDITED = register("system-version:edited", "{actor} changed the version {about}")
VERSION_ARCHIVED = register("system-version:archived", "{actor} took the version {about} out of the lists")
MEMBER_ADDED = register("system:member:added", "{actor} took somebody into the team of {about}")
MEMBER_ENDED = register("system:member:ended", "{actor} ended a membership in the team of {about}")
ENVIRONMENT_REGISTERED = register("environment:registered", "{actor} registered the environment {about}")
ENVIRONMENT_ARCHIVED = register(
    "environment:archived", "{actor} took the environment {about} out of the lists"
)
DEPLOYMENT_RECORDED = register("deployment:recorded", "{actor} recorded that {about} runs in {environment}")
DEPLOYMENT_ENDED = register(
    "deployment:ended", "{actor} recorded that {about} no longer runs in {environment}"
)
