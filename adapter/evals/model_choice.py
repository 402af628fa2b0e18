"""The model that is measured: one that the settings name, or an object of the caller's own."""

import os
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from adapter.evals.cache import ReplyCache
from adapter.models.model import Model
from adapter.tool_calls.json_choice import Choice
from adapter.wiring import SEMANTIC, WITHOUT_PROMPT, Settings, build_model, build_semantic, fields_of, model_name


@dataclass(frozen=True, kw_only=True)
class ModelChoice:
    """Who is asked. `own` is a model object that takes the place of the one that the settings name."""

    settings: Settings
    own: Model | None = None

    @property
    def name(self) -> str:
        """What stands in results."""
        return model_name(self.settings) if self.own is None else self.own.name

    @property
    def offline(self) -> bool:
        """Whether it is a router, which compares words or meanings, reads no prompt and writes none."""
        return self.name in WITHOUT_PROMPT

    @property
    def cacheable(self) -> bool:
        """Whether a reply of it may be used again.

        The offline model answers faster than a file, and its replies are those of the installed version. What an object
        of the caller's own answers does not follow from its name.
        """
        return self.own is None and not self.offline

    @property
    def choice(self) -> Choice:
        """How it is asked to choose: by tools, or by one object. One's own object counts as the first."""
        return "json" if self.cacheable and fields_of(self.settings).by_schema else "tools"

    @property
    def base_url(self) -> str | None:
        """The server's address; None for the openai package's own, and where it is not known or nobody is asked."""
        if not self.cacheable:
            return None
        return os.environ.get("OPENAI_BASE_URL", "").strip().rstrip("/") or None

    def cache(self, folder: Path | str | None) -> AbstractContextManager[ReplyCache | None]:
        """The replies of this model that are kept in a folder; None without one, or where none can be kept."""
        if folder is None or not self.cacheable:
            return nullcontext()
        fields = fields_of(self.settings).identity
        return ReplyCache(Path(folder), api=self.settings.api, base_url=self.base_url or "", fields=fields)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Model]:
        """The model, for the time of a `with` statement. An object of the caller's own is for the caller to close."""
        if self.own is not None:
            yield self.own
            return
        model = build_semantic(self.settings) if self.name == SEMANTIC else build_model(self.settings)
        try:
            yield model
        finally:
            await model.aclose()
