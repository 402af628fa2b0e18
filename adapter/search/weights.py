"""How scores are put together: the weights, and the fingerprint of all that they depend on beside the embedder."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final

from adapter.search.none_of_these import none_of_these

FORMAT: Final = 1
"""The number of the way texts are taken apart and scores put together: raised with every change that moves a score."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The parts of a score, chosen on BANKING77, whose 77 intents were grouped to 11 departments, and CLINC150.

    For a destination: `nearest` · its nearest text + `centroid` · the middle of its texts + `lexical` · BM25 up to
    `lexical_limit`. For the gate: lead over the second + `none` · lead over the nearest of `none_of_these`. For what
    was said: `last` · the last turn + the rest · the last three turns.
    """

    nearest: float = 0.5
    centroid: float = 0.5
    lexical: float = 0.05
    lexical_limit: float = 3.0
    none: float = 0.5
    last: float = 0.6

    @property
    def fingerprint(self) -> str:
        """12 hex digits that change with the weights, the sentences of `none_of_these`, and `FORMAT`."""
        told = json.dumps([FORMAT, asdict(self), none_of_these()], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]


WEIGHTS: Final = Weights()
