"""How the shortlist of a large directory is searched: by words, or by meaning where an embedder is set."""

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from adapter.errors import EmbeddingCacheError, ModelError, SettingsError
from adapter.extras import require
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring.embedding import LOCAL, open_named_embedder
from adapter.wiring.settings import PREFIX, Settings

if TYPE_CHECKING:  # numpy is an extra, and imported when it is needed
    from adapter.search.embedder import Embedder

logger = logging.getLogger(__name__)

SECONDS_PER_THOUSAND = 2.5
"""What the local model takes for the texts of a thousand destinations, on one core."""


def by_meaning(settings: Settings, config: AssistantConfig) -> bool:
    """Whether there is a shortlist, and an embedder is set for it."""
    return config.toolset.exposure == "shortlist" and settings.embedder is not None


def searched(config: AssistantConfig, settings: Settings, *, known: AssistantConfig | None = None) -> AssistantConfig:
    """The configuration with what its shortlist is searched by, all destinations embedded.

    `known` is the one that was in force before: its embedder is used on. Raises `SettingsError` and `ExtraError`.
    """
    if not by_meaning(settings, config):
        return config
    require("semantic", f"{PREFIX}EMBEDDER for a shortlist")
    # as above
    from adapter.search.semantic_ranking import SemanticRanking

    before = None if known is None else known.ranking
    embedder = before.embedder if isinstance(before, SemanticRanking) else _embedder(settings)
    directory = config.directory
    try:
        ranking = SemanticRanking(
            directory.search_texts,
            directory.lexical_index,
            embedder,
            on_progress=_progress(len(directory.destinations)),
        )
    except ModelError as error:
        raise SettingsError(f"{PREFIX}EMBEDDER: {error}") from None
    return replace(config, ranking=ranking)


def search_notes(settings: Settings, config: AssistantConfig) -> tuple[str, ...]:
    """What an operator should know of the shortlist; nothing where there is none."""
    toolset = config.toolset
    if toolset.exposure != "shortlist":
        return ()
    count = len(config.directory.destinations)
    size = f"shortlist: {toolset.shortlist} of {count} destinations fit a turn"
    if settings.embedder is None:
        return (f"{size}, by the words that they share with the caller's; {PREFIX}EMBEDDER=local goes by meaning",)
    first = ""
    if settings.embedder == LOCAL:
        seconds = round(SECONDS_PER_THOUSAND * count / 1_000)
        first = f"; to read them takes about {max(seconds, 1)} s, once: the vectors are kept on disk"
    return (f"{size}, by meaning ({PREFIX}EMBEDDER {settings.embedder}){first}",)


def _embedder(settings: Settings) -> "Embedder":
    embedder = open_named_embedder(settings)
    if settings.embedder != LOCAL:
        return embedder
    from adapter.models.embedders import default_cache
    from adapter.search.vector_cache import CachedEmbedder

    try:
        return CachedEmbedder(embedder, default_cache(os.environ, Path.home()))
    except EmbeddingCacheError as error:
        logger.warning("%s; until then every start embeds all destinations anew", error)
        return embedder


def _progress(count: int) -> Callable[[int, int], None]:
    """Tells the log of each tenth, where it takes long."""
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if count > 1_000 and done * 10 // total > told:
            told = done * 10 // total
            logger.info("shortlist: %d of %d destinations read", done, total)

    return tell
