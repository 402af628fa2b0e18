"""What a threshold of the semantic router depends on, as it is in use: to be kept with it, and compared before use."""

from adapter.models.calibration import RouterIdentity, texts_fingerprint
from adapter.models.offered_tools import offered_tools
from adapter.models.semantic import SemanticModel, candidates_of
from adapter.tool_calls.tools import Toolset


def router_identity(router: SemanticModel, toolset: Toolset, name: str) -> RouterIdentity:
    """The embedding model, the weights, and the texts of the destinations of these tools; `name` is the directory's."""
    candidates = candidates_of(offered_tools(toolset.encoded("chat")))
    texts = ((candidate.key, candidate.description, candidate.examples) for candidate in candidates)
    return RouterIdentity(
        embedder=router.embedder.id, weights=router.weights.fingerprint, texts=texts_fingerprint(name, texts)
    )
