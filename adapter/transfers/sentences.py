"""The assistant's fixed sentences, as they are spoken in one call."""

from collections.abc import Mapping
from datetime import datetime

from adapter.tool_calls.prompt import MAY_BE_SILENT, SentenceName, default_prompt
from adapter.transfers.announcement import rendered
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo


def sentence(
    name: SentenceName,
    config: AssistantConfig,
    call: CallInfo,
    now: datetime,
    language: str,
    *,
    variables: Mapping[str, str] | None = None,
) -> str:
    """A fixed sentence of the prompt, its variables filled: the prompt's own, and `variables` of the sentence.

    One that cannot be rendered, or that renders to nothing although a caller waits for it, gives the shipped one.
    """
    known = dict(config.prompt.variables)
    if config.directory.caller_id_name:
        known["company"] = config.directory.caller_id_name
    known |= variables or {}
    for template in (config.sentence(name, language), default_prompt().sentence(name, language)):
        said = rendered(template, call, now, default="", variables=known)
        if said.problem is None and (said.text or name in MAY_BE_SILENT):
            return said.text
    return ""
