"""The assistant's fixed sentences, as they are spoken in one call."""

from collections.abc import Mapping
from datetime import datetime

from adapter.tool_calls.liquid import is_template
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
    for sentence_of in (config.sentence, default_prompt().sentence):
        template = sentence_of(name, language)
        said = template.strip()
        if is_template(template):
            filled = rendered(template, call, now, default="", variables=_variables(config, variables))
            if filled.problem is not None:
                continue
            said = filled.text
        if said or name in MAY_BE_SILENT:
            return said
    return ""


def _variables(config: AssistantConfig, of_sentence: Mapping[str, str] | None) -> Mapping[str, str]:
    company = config.directory.caller_id_name
    return {**config.prompt.variables, **({"company": company} if company else {}), **(of_sentence or {})}
