"""What a calibration belongs to: the embedding model, the weights, and the directory's texts that are searched."""

import hashlib
import json

from adapter.directory import Directory
from adapter.models.calibration import RouterIdentity
from adapter.search.semantic_index import Candidate
from adapter.search.weights import WEIGHTS


def candidates_of(directory: Directory) -> tuple[Candidate, ...]:
    """The destinations as they are searched, with everything open."""
    return tuple(
        Candidate(
            key=key, description=destination.record.description or "", examples=tuple(destination.policy.examples)
        )
        for key, destination in directory.destinations.items()
    )


def router_identity(directory: Directory, embedder: str) -> RouterIdentity:
    """What a threshold for this directory depends on. `embedder` is the embedder's `id`.

    Of the directory that is what is searched: a new telephone number or other hours leave a calibration as good as it
    was.
    """
    texts = sorted((candidate.key, candidate.description, candidate.examples) for candidate in candidates_of(directory))
    digest = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]
    name = directory.fingerprint.rpartition("+")[0]
    return RouterIdentity(embedder=embedder, weights=WEIGHTS.fingerprint, texts=f"{name}+{digest}")
