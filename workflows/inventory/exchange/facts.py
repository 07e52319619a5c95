"""What the public formats say, in one shape: what a reader gives and a writer takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One measured value; numbers stay as they were written."""

    metric: str
    value: str
    dataset: str = ""
    split: str = ""
    group: str = ""
    task: str = ""
    low: str = ""
    high: str = ""
    verified: bool = False


@dataclass(frozen=True)
class Digest:
    """A digest of the bytes, under the name of its algorithm."""

    algorithm: str
    content: str


@dataclass(frozen=True)
class ModelFacts:
    """A model as its card describes it; what a card does not say is empty."""

    name: str
    version: str = ""
    description: str = ""
    licence: str = ""
    supplier: str = ""
    link: str = ""
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    task: str = ""
    approach: str = ""
    architecture: str = ""
    base_models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    users: str = ""
    uses: str = ""
    out_of_scope: str = ""
    limitations: str = ""
    biases: str = ""
    ethics: str = ""
    training_data: str = ""
    training: str = ""
    evaluation: str = ""
    environment: str = ""
    results: tuple[Measured, ...] = ()
    digests: tuple[Digest, ...] = ()


@dataclass(frozen=True)
class FileFacts:
    """One file of a dataset."""

    name: str
    address: str = ""
    media_type: str = ""
    size: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class FieldFacts:
    """One column of a dataset."""

    name: str
    kind: str = ""
    description: str = ""


@dataclass(frozen=True)
class SplitFacts:
    """One part of a dataset: its name and how many rows it has."""

    name: str
    rows: str = ""
    size: str = ""


@dataclass(frozen=True)
class DatasetFacts:
    """A dataset as its card describes it; what a card does not say is empty."""

    name: str
    version: str = ""
    description: str = ""
    licence: str = ""
    link: str = ""
    citation: str = ""
    creators: tuple[str, ...] = ()
    published: str = ""
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    uses: str = ""
    out_of_scope: str = ""
    collection: str = ""
    annotation: str = ""
    preparation: str = ""
    personal: str = ""
    sensitive: str = ""
    biases: str = ""
    limitations: str = ""
    representativeness: str = ""
    maintenance: str = ""
    rows: str = ""
    size: str = ""
    files: tuple[FileFacts, ...] = ()
    fields: tuple[FieldFacts, ...] = ()
    splits: tuple[SplitFacts, ...] = ()


@dataclass(frozen=True)
class ComponentFacts:
    """One part of a parts list, with what it says about a model or about data."""

    kind: str
    name: str
    version: str = ""
    supplier: str = ""
    licence: str = ""
    address: str = ""
    description: str = ""
    digests: tuple[Digest, ...] = ()
    depends_on: tuple[str, ...] = ()
    model: ModelFacts | None = None
    datasets: tuple[DatasetFacts, ...] = ()


@dataclass(frozen=True)
class PublicFile:
    """A file that was read: the format, what it describes, and the names of what it says that nothing takes."""

    format: str
    models: tuple[ModelFacts, ...] = ()
    datasets: tuple[DatasetFacts, ...] = ()
    components: tuple[ComponentFacts, ...] = ()
    left_out: tuple[str, ...] = ()
