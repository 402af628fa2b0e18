"""What an embedding server has to know of the words of a caller, before the shortlist of a turn is made."""

import asyncio
import logging
from typing import Final

from adapter.errors import ModelError
from adapter.telemetry import masked
from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.history import utterances
from adapter.transfers.assistant_config import AssistantConfig

logger = logging.getLogger(__name__)

SECONDS: Final = 2.0
"""What the server may take, while the caller waits: then the shortlist goes by words alone."""


async def hear(config: AssistantConfig, conversation: Conversation) -> None:
    """Asks the embedding server of a shortlist for what was said, where there is one. Never raises."""
    if config.toolset.exposure != "shortlist" or not config.ranked_by.remote:
        return
    try:
        async with asyncio.timeout(SECONDS):
            await asyncio.to_thread(config.ranked_by.hear, utterances(conversation))
    except (ModelError, TimeoutError) as error:
        logger.warning("the shortlist goes by words alone: %s", masked(str(error)) or "no vectors in time")
