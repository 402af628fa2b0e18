"""A ranking by an embedder, for a shortlist that is made without waiting for anything."""

from typing import TYPE_CHECKING

from adapter.directory import Directory
from adapter.errors import SettingsError
from adapter.search.ranking import Ranking

if TYPE_CHECKING:  # numpy is an extra, and imported when it is needed
    from adapter.search.embedder import Embedder


def ranking_by(embedder: "Embedder", directory: Directory) -> Ranking:
    """The ranking of a directory by an embedder in this process, with all destinations embedded.

    Raises `SettingsError` for one that asks a server: nothing here waits for a network.
    """
    if embedder.remote:
        raise SettingsError("embedder: one that asks a server has no place here, where nothing waits for a network")
    # numpy is an extra, and whoever has an embedder has it
    from adapter.search.semantic_ranking import SemanticRanking

    return SemanticRanking(directory.search_texts, directory.lexical_index, embedder)
