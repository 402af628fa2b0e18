"""What a threshold of the semantic router depends on, as it is in use: to be kept with it, and compared before use."""

from adapter.directory import Directory
from adapter.models.calibration import RouterIdentity, texts_fingerprint
from adapter.models.offered_tools import offered_tools
from adapter.models.semantic import SemanticModel, candidates_of
from adapter.search.weights import WEIGHTS, Weights
from adapter.tool_calls.tools import Toolset


def router_identity(router: SemanticModel, toolset: Toolset, name: str) -> RouterIdentity:
    """The embedding model, the weights, and the texts of the destinations of these tools; `name` is the directory's."""
    return identity_with(router.embedder.id, toolset, name, weights=router.weights)


def identity_with(embedder: str, toolset: Toolset, name: str, *, weights: Weights = WEIGHTS) -> RouterIdentity:
    """The same of a router that need not be loaded, by the `id` of its embedder."""
    candidates = candidates_of(offered_tools(toolset.encoded("chat")))
    texts = ((candidate.key, candidate.description, candidate.examples) for candidate in candidates)
    return RouterIdentity(embedder=embedder, weights=weights.fingerprint, texts=texts_fingerprint(name, texts))


def directory_name(directory: Directory) -> str:
    """What a directory is called in an identity."""
    return directory.fingerprint.rpartition("+")[0]
