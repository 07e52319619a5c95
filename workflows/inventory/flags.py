"""The classification questions: each answer sets a flag that policies ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.enums import Tier


class Reply(StrEnum):
    """What can be answered; `unsure` counts as set until somebody finds out."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Flag:
    """One flag: its plain question, what an answer of yes leads to, and where the law speaks of it.

    `suggests` is the mildest legal tier that fits a set flag.
    """

    key: str
    group: str
    question: str
    leads_to: str
    articles: str = ""
    suggests: Tier = Tier.MINIMAL


GROUPS: Mapping[str, str] = {
    "role": "Our role",
    "product": "Products and sensitive areas of use",
    "people": "People it concerns",
    "openness": "What people must be told",
    "data": "Data and risk",
}

FLAGS: tuple[Flag, ...] = (
    Flag(
        "becomes_provider",
        "role",
        "Do we sell or run somebody else's system under our own name, rebuild it in substance, or use it for "
        "something its maker did not intend?",
        "We may have to carry the duties of a provider.",
        "25(1)",
    ),
    Flag(
        "gpai",
        "role",
        "Do we offer a general-purpose AI model, or change one so much that we answer for it?",
        "Copyright policy and a summary of the training content are asked for.",
        "3(63), 53",
    ),
    Flag(
        "gpai_systemic",
        "role",
        "Is that model among the very large ones (more than 1e25 operations of training), or was it named as one?",
        "Duties for models with systemic risk come on top.",
        "51, 55",
    ),
    Flag(
        "high_annex_i",
        "product",
        "Is it a product under EU safety law, or a part that keeps one safe, which an outside body has to assess?",
        "Legally high risk.",
        "6(1), Annex I",
        Tier.HIGH,
    ),
    Flag(
        "high_annex_iii",
        "product",
        "Is it meant for a listed sensitive area (biometrics, critical infrastructure, education, employment, "
        "essential services such as credit, policing, borders, courts and elections)?",
        "Legally high risk; a registration may be due.",
        "6(2), Annex III",
        Tier.HIGH,
    ),
    Flag(
        "art_6_3_exempt",
        "product",
        "Is it in such an area, yet only does a narrow or preparatory task without weight in the outcome and "
        "without profiling people?",
        "Not high risk by exception; the reasons are kept and the registration stays due.",
        "6(3), 6(4), 49",
    ),
    Flag(
        "fria_required",
        "people",
        "Do we use it as a public body, for a public service, for credit scores, or to price life or health insurance?",
        "An assessment of the effect on fundamental rights is due before first use.",
        "27",
    ),
    Flag(
        "public_deployer",
        "people",
        "Are we a public authority, or do we use it on behalf of one?",
        "The use has to be registered.",
        "26(8), 49(3)",
    ),
    Flag(
        "inform_workers",
        "people",
        "Will it be used at work on our own staff?",
        "Staff and their representatives are told before.",
        "26(7)",
    ),
    Flag(
        "inform_persons",
        "people",
        "Does it make decisions about people, or help to make them?",
        "These people are told and can ask for an explanation.",
        "26(11), 86",
    ),
    Flag(
        "t_interaction",
        "openness",
        "Do people talk or write to it directly?",
        "They must be able to tell that it is a machine.",
        "50(1)",
        Tier.LIMITED,
    ),
    Flag(
        "t_synthetic",
        "openness",
        "Does it make or rework text, sound, pictures or film, beyond ordinary correction?",
        "The output needs a machine-readable mark.",
        "50(2)",
        Tier.LIMITED,
    ),
    Flag(
        "t_emotion_biometric",
        "openness",
        "Does it read emotions, or sort people by features of their body, where that is allowed?",
        "The people concerned are told.",
        "50(3)",
        Tier.LIMITED,
    ),
    Flag(
        "t_deepfake_text",
        "openness",
        "Do we publish deep fakes, or machine-written text on matters of public interest?",
        "The publication says so.",
        "50(4)",
        Tier.LIMITED,
    ),
    Flag(
        "dpia_check",
        "data",
        "Does it process personal data?",
        "Somebody checks whether a data protection impact assessment is due; the data protection officer advises.",
        "10, 26(9)",
    ),
    Flag(
        "special_category_data",
        "data",
        "Will specially protected data (health, origin, belief and the like) be used to find or correct bias?",
        "The need for it and all safeguards are recorded.",
        "4a",
    ),
    Flag(
        "critical_residual_risk",
        "data",
        "Does a critical risk remain after all measures?",
        "Top management signs the deployment as well.",
    ),
)

KEYS: tuple[str, ...] = tuple(flag.key for flag in FLAGS)

_STRICTNESS = (Tier.MINIMAL, Tier.LIMITED, Tier.HIGH, Tier.PROHIBITED)


def set_flags(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The flags that count as set, in alphabetical order; a question without an answer counts as unsure."""
    return tuple(sorted(key for key in KEYS if answers.get(key, Reply.UNSURE) != Reply.NO))


def stricter(one: str, other: str) -> Tier:
    """The stricter of two tiers; raises ValueError for an unknown one."""
    return max(Tier(one), Tier(other), key=_STRICTNESS.index)


def is_milder(one: str, other: str) -> bool:
    """Whether the first tier is milder than the second."""
    return _STRICTNESS.index(Tier(one)) < _STRICTNESS.index(Tier(other))


def suggested_legal_tier(answers: Mapping[str, str]) -> Tier:
    """The mildest legal tier that fits the answers; a milder choice needs a reason of its own."""
    present = set_flags(answers)
    tier = Tier.MINIMAL
    for flag in FLAGS:
        if flag.key in present:
            tier = stricter(tier, flag.suggests)
    return tier
