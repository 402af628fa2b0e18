"""The canary: sentences embedded at start, by which a model that changed behind the same name is noticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # numpy is an extra, and a canary that is kept is read without it
    from adapter.search.embedder import Embedder

SENTENCES: Final = (
    "I lost my credit card on the train.",
    "Meine Überweisung ist nicht angekommen.",
    "Je voudrais parler à un conseiller.",
    "The weather will be fine at the weekend.",
    "¿Cuáles son los horarios de apertura?",
    "Telefonuma internet paketi almak istiyorum.",
)
TOLERANCE: Final = 0.005
"""How far a cosine may lie from the one before: servers compute the same model with some digits less, or in batches."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Canary:
    """What a model makes of the sentences: its dimensions, and the cosines of each as a query with each as a passage.

    JSON-ready but for the tuple. Two models, or one asked in another way, do not agree in all of them by chance.
    """

    dimensions: int
    cosines: tuple[float, ...]

    def same_model(self, other: "Canary") -> bool:
        """Whether both are of one model."""
        return (
            self.dimensions == other.dimensions
            and len(self.cosines) == len(other.cosines)
            and all(abs(ours - theirs) <= TOLERANCE for ours, theirs in zip(self.cosines, other.cosines, strict=True))
        )


def canary_of(embedder: "Embedder", sentences: Sequence[str] = SENTENCES) -> Canary:
    """The canary of an embedder, asked now: two requests. Ask the embedder itself and not its cache."""
    queries = embedder.embed(sentences, query=True)
    cosines = queries @ embedder.embed(sentences, query=False).T
    return Canary(dimensions=queries.shape[1], cosines=tuple(round(float(cosine), 4) for cosine in cosines.ravel()))
