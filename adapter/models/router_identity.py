"""What a threshold of the semantic router depends on, as it is in use: to be kept with it, and compared before use."""

from adapter.models.calibration import RouterIdentity, texts_fingerprint
from adapter.models.offered_tools import offered_tools
from adapter.models.semantic import candidates_of
from adapter.search.embedder import Embedder
from adapter.search.semantic_index import Candidate
from adapter.search.weights import WEIGHTS
from adapter.tool_calls.tools import Toolset


def router_identity(embedder: Embedder, toolset: Toolset, *, directory: str) -> RouterIdentity:
    """The embedding model, the weights, and the texts of all destinations of these tools; `directory` is the
    directory's fingerprint."""
    return identity_with(embedder.id, toolset, directory=directory)


def identity_with(embedder: str, toolset: Toolset, *, directory: str) -> RouterIdentity:
    """The same with an embedder that need not be loaded, by its `id`."""
    texts = ((candidate.key, candidate.description, candidate.examples) for candidate in searched(toolset))
    return RouterIdentity(
        embedder=embedder,
        weights=WEIGHTS.fingerprint,
        texts=texts_fingerprint(directory.rpartition("+")[0], texts),
    )


def searched(toolset: Toolset) -> list[Candidate]:
    """The destinations as the router reads them from the tools of a call."""
    return candidates_of(offered_tools(toolset.encoded("chat")))
