"""Which embedder a setting names: the local one, or a model at a server with its vectors cached on disk."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from adapter.errors import EmbeddingCacheError, ModelError, SettingsError
from adapter.models.masking import Mask
from adapter.search.embedder import Embedder
from adapter.search.vector_cache import CachedEmbedder

logger = logging.getLogger(__name__)

LOCAL: Final = "local"


def open_embedder(
    name: str,
    *,
    base_url: str = "",
    api_key: str = "",
    cache: Path | None = None,
    queries: bool = False,
    must_answer: bool = True,
) -> Embedder:
    """The embedder of a name: `local`, loaded now, or a model at a server, which is asked once.

    With `queries` the cache keeps those, too: labelled sentences, and never a caller's.
    A cache that cannot be used is named in the log and done without. So is a server that does not answer, unless it
    `must_answer`. Raises `SettingsError`.
    """
    if name == LOCAL:
        # its weights' package is an extra, and who asks a server needs none of it
        from adapter.search.local_embedder import LocalEmbedder

        return LocalEmbedder()
    # openai takes most of a second to import, and nobody who stays local should wait for it
    from adapter.models.embeddings import ServedEmbedder
    from adapter.models.transport import usable_key, usable_url

    url = usable_url(base_url.strip(), "ADAPTER_EMBEDDINGS_BASE_URL", key="ADAPTER_EMBEDDINGS_API_KEY")
    key = usable_key(api_key.strip(), "ADAPTER_EMBEDDINGS_API_KEY")
    if not url and not key:
        raise SettingsError(
            f"ADAPTER_EMBEDDER {name}: no embedding server: set ADAPTER_EMBEDDINGS_BASE_URL, or leave it out for the"
            " local model"
        )
    # What is configured is masked before it comes here; what else looks like a number, a key or an address stays, too.
    served = ServedEmbedder(name, base_url=url, api_key=key, mask=Mask().text)
    try:
        return served if cache is None else CachedEmbedder(served, cache, queries=queries)
    except EmbeddingCacheError as error:
        logger.warning("%s; until then every start asks for all embeddings anew", error)
    except ModelError as error:
        if must_answer:
            served.close()
            raise SettingsError(f"ADAPTER_EMBEDDER {name}: {error}") from None
        logger.warning("the embedder %s cannot be asked now: %s", name, error)
    return served


def default_cache(environment: Mapping[str, str], home: Path) -> Path:
    """Where vectors of servers are kept: in the user's cache folder (XDG Base Directory Specification)."""
    named = Path(environment.get("XDG_CACHE_HOME") or "")
    folder = named if named.is_absolute() else home / ".cache"
    return folder / "transfer-adapter" / "embeddings.sqlite"
