"""The semantic router as a calibration proves it: what its threshold depends on, and the router that goes by it."""

from pathlib import Path

from adapter.models.calibration import RouterIdentity, load_calibration, texts_fingerprint
from adapter.models.offered_tools import offered_tools
from adapter.models.semantic import SemanticModel, candidates_of
from adapter.search.embedder import Embedder
from adapter.search.semantic_index import Candidate
from adapter.search.weights import WEIGHTS
from adapter.tool_calls.tools import Toolset


def calibrated_router(path: Path, embedder: Embedder, toolset: Toolset, *, directory: str) -> SemanticModel:
    """The router that stands in for a failed model, by the threshold of a calibration file.

    `toolset` offers every destination, `directory` is its fingerprint. Raises `CalibrationError` if the file is none,
    or was made for another embedding model, other weights or other texts.
    """
    calibration = load_calibration(path, router_identity(embedder, toolset, directory=directory))
    return SemanticModel(embedder, transfer_from=calibration.threshold, stands_in=True, proven_for=searched(toolset))


def router_identity(embedder: Embedder, toolset: Toolset, *, directory: str) -> RouterIdentity:
    """The embedding model, the weights, and the texts of all destinations of these tools."""
    texts = ((candidate.key, candidate.description, candidate.examples) for candidate in searched(toolset))
    return RouterIdentity(
        embedder=embedder.id,
        weights=WEIGHTS.fingerprint,
        texts=texts_fingerprint(directory.rpartition("+")[0], texts),
    )


def searched(toolset: Toolset) -> list[Candidate]:
    """The destinations as the router reads them from the tools of a call."""
    return candidates_of(offered_tools(toolset.encoded("chat")))
