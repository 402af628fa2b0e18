"""The embedder that settings name."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adapter.wiring.settings import Settings

if TYPE_CHECKING:  # numpy is an extra, and imported when it is needed
    from adapter.search.embedder import Embedder

LOCAL: Final = "local"


def open_named_embedder(settings: Settings, *, queries: bool = False, must_answer: bool = True) -> "Embedder":
    """The embedder of these settings, the local one where they name none. Its extra has to be installed.

    `queries` and `must_answer` as `open_embedder` has them. Raises `SettingsError`.
    """
    # numpy and the package of the embedder are an extra
    from adapter.models.embedders import default_cache, open_embedder

    own_key = settings.embeddings_api_key.get_secret_value() if settings.embeddings_api_key else None
    if settings.embeddings_base_url is None:
        url, key = os.environ.get("OPENAI_BASE_URL", ""), own_key or os.environ.get("OPENAI_API_KEY", "")
    else:
        # The model server's key is nobody else's business.
        url, key = settings.embeddings_base_url, own_key or ""
    return open_embedder(
        settings.embedder or LOCAL,
        base_url=url,
        api_key=key,
        cache=default_cache(os.environ, Path.home()),
        queries=queries,
        must_answer=must_answer,
    )
