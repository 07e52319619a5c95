"""The closed word lists of the product, stored by value; the only part of the models that pages may import."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a system version stands in its life, in order."""

    INTAKE = "intake"
    DESIGN = "design"
    DATA_REVIEW = "data_review"
    TESTING = "testing"
    DEPLOYMENT = "deployment"
    MONITORING = "monitoring"
    RETIREMENT = "retirement"


class Gate(StrEnum):
    """The doors of the lifecycle; the first six are named for the stage they open."""

    DESIGN = "design"
    DATA_REVIEW = "data_review"
    TESTING = "testing"
    DEPLOYMENT = "deployment"
    MONITORING = "monitoring"
    RETIREMENT = "retirement"
    RENEWAL = "renewal"
    REWORK = "rework"
    RESUMPTION = "resumption"
    ADOPTION = "adoption"


class Tier(StrEnum):
    """How strict the rules are; `prohibited` passes only retirement, rework and a suspension's confirmation."""

    MINIMAL = "minimal"
    LIMITED = "limited"
    HIGH = "high"
    PROHIBITED = "prohibited"


class RequestStatus(StrEnum):
    """The life of an approval request; the last five are final."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


OPEN_STATUSES = (RequestStatus.DRAFT, RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED)


class RoundCause(StrEnum):
    """Why a round of a request was opened."""

    SUBMITTED = "submitted"
    RESUBMITTED = "resubmitted"
    EVIDENCE_REPLACED = "evidence_replaced"
    ANSWER_EDITED = "answer_edited"
    RECORD_MOVED = "record_moved"
    VERSION_MOVED = "version_moved"


class Decision(StrEnum):
    """What a person can sign in a seat; the last two are advice."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"
    RECUSE = "recuse"
    ADVISE_FOR = "advise_for"
    ADVISE_AGAINST = "advise_against"


class SeatMode(StrEnum):
    """Whether a seat decides or only advises."""

    DECIDES = "decides"
    ADVISES = "advises"


class SeatStatus(StrEnum):
    """What became of a seat; only a filled one carries a live signature."""

    OPEN = "open"
    FILLED = "filled"
    NOT_NEEDED = "not_needed"
    FELL_AWAY = "fell_away"


class Level(StrEnum):
    """How much a policy wants a checklist item."""

    MUST = "must"
    SHOULD = "should"
    NA = "na"


class AnswerStatus(StrEnum):
    """Where an answer to a checklist item stands; `needs_work` follows from an open point on it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class PersonKind(StrEnum):
    """How a person belongs to the organisation."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    GUEST = "guest"


class Origin(StrEnum):
    """Where an AI system comes from: decides which checklist items are asked."""

    BUILT = "built"
    ADAPTED = "adapted"
    BOUGHT = "bought"
    EMBEDDED = "embedded"


class OperatorRole(StrEnum):
    """What the organisation is for a system under the EU AI Act, Article 3."""

    PROVIDER = "provider"
    DEPLOYER = "deployer"
    IMPORTER = "importer"
    DISTRIBUTOR = "distributor"
    PRODUCT_MANUFACTURER = "product_manufacturer"


class Autonomy(StrEnum):
    """How far a system acts without a person."""

    ADVICE = "advice"
    HUMAN_CONFIRMS = "human_confirms"
    HUMAN_CAN_STOP = "human_can_stop"
    ACTS_ALONE = "acts_alone"


class EnvironmentPurpose(StrEnum):
    """What an environment is for: the policy names the stage each needs."""

    DEVELOPMENT = "development"
    TEST = "test"
    PILOT = "pilot"
    PRODUCTION = "production"


class EvidenceKind(StrEnum):
    """What was put forward: a file, or a link with or without a frozen copy."""

    FILE = "file"
    LINK = "link"


class Involvement(StrEnum):
    """How a person is involved in a request; section 4 of the product's rules reads these."""

    SUBMITTED = "submitted"
    ANSWERED = "answered"
    ATTACHED = "attached"
    RECUSED = "recused"
    WROTE_RECORD = "wrote_record"
