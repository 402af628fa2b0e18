"""The greeting and system prompt of an export's assistant as a prompt file of ours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapter.directory import Directory
from adapter.documents.document import Path, printable
from adapter.errors import PromptError
from adapter.importing.hidden_numbers import HiddenNumbers
from adapter.importing.variables import Variables
from adapter.importing.yaml_block import yaml_text
from adapter.tool_calls.language import detect
from adapter.tool_calls.prompt import SentenceName, default_prompt, parse_prompt
from adapter.tool_calls.request import system_prompt
from adapter.tool_calls.tools import Toolset
from adapter.vapi import LANGUAGES
from adapter.vapi.export import Export, Found, named, tool_name
from adapter.vapi.texts import base

_TAKEN: Final = frozenset(
    (
        *("id", "orgId", "createdAt", "updatedAt", "name", "firstMessage", "firstMessageMode", "model", "metadata"),
        *("endCallMessage", "variableValues", "tools:append", "hooks", "org_id", "created_at", "updated_at"),
        *("first_message", "first_message_mode", "end_call_message", "variable_values"),
    )
)
_AUDIO: Final = re.compile(r"https?://\S+")
_OPTIONAL: Final[tuple[SentenceName, ...]] = ("hold", "clarify", "unavailable")


@dataclass(frozen=True, kw_only=True)
class ImportedPrompt:
    """The prompt file's content, its language, what was done with each variable, what was read otherwise than written,
    and what stayed behind by path, name and reason."""

    content: str
    language: str
    variables: Mapping[str, str]
    notes: tuple[tuple[Path, str], ...] = ()
    left_behind: tuple[tuple[Path, str, str], ...] = ()


def import_prompt(
    export: Export, directory: Directory, numbers: Mapping[str, str], *, name: str, source: str
) -> ImportedPrompt | None:
    """The prompt of the first assistant that has a greeting or a system prompt; None where none has.

    `numbers` are those of the destinations by key: where a text names one, it names the key instead, because the model
    never sees a number of the directory. `name` is the prompt's, `source` says where it comes from.
    """
    speaking = [found for found in export.assistants if _system(found.data) or _greeting(found.data) is not None]
    if not speaking:
        return None
    first = speaking[0]
    hide = HiddenNumbers(numbers, directory.numbers)
    variables = Variables(values={name: hide.replaced(value) for name, value in export.variables.items()})
    notes: list[tuple[Path, str]] = []
    at: Path = (*first.path, "model", "messages")
    written = hide.replaced(_system(first.data))
    if hide.found:
        notes.append((at, "the system prompt names numbers: there stand the keys of their destinations now"))
    body = variables.adopt(written, "body")
    greeting, why = _spoken_greeting(first.data)
    if why:
        notes.append(((*first.path, "firstMessage"), why))
    farewell = named(first.data, "endCallMessage")
    language = _language(first.data, f"{greeting or ''} {written}")
    sentences = {
        sentence: variables.adopt(text, "sentence")
        for sentence, text in (("greeting", greeting), ("farewell", farewell))
        if isinstance(text, str)
    }
    if not body.strip():
        body = default_prompt().body
        notes.append(((*first.path, "model"), "has no system prompt: the text is that of the receptionist"))
    title = f"Imported from {source}" + (f", assistant {_name(first.data)}" if _name(first.data) else "")
    content = _file(title, body, sentences, language, variables, hang_up=export.ends_calls)
    try:
        _check(content, name, directory)
    except PromptError as error:
        # no template that people have, but a text too long for one
        notes.append((at, f"the system prompt cannot be used ({error}): the text is that of the receptionist"))
        content = _file(title, default_prompt().body, {}, language, Variables(), hang_up=export.ends_calls)
    notes += [(at, note) for note in _names_of_tools(written, export)]
    return ImportedPrompt(
        content=content,
        language=language,
        variables=dict(variables.told),
        notes=tuple(notes),
        left_behind=(*_others(speaking[1:]), *_platform_fields(first)),
    )


def company_of(export: Export) -> str:
    """What a company may be called: the value of a variable that says so, else nothing."""
    names = ("company", "company_name", "companyName", "business_name", "businessName")
    return next((export.variables[name] for name in names if export.variables.get(name)), "")


def _check(content: str, name: str, directory: Directory) -> None:
    """Raises `PromptError` for a prompt that could not answer calls of this directory."""
    prompt = parse_prompt(content.encode(), name=name, version=1, file=f"{name}/v1.md")
    system_prompt(prompt, Toolset(directory, hang_up=prompt.hang_up))


def _file(
    title: str, body: str, sentences: Mapping[str, str], language: str, variables: Variables, *, hang_up: bool
) -> str:
    """The front matter with what there is, comments where the rest goes, and the body."""
    lines = ["---", f"description: {yaml_text(title)}"]
    if variables.declared:
        lines.append("# What {{ … }} in the texts below stands for.")
        lines.append("variables:")
        for name, value in variables.declared.items():
            hint = "" if value else "  # fill it in"
            lines.append(f"  {name}: {yaml_text(value)}{hint}")
    lines.append(f"hang_up: {'true' if hang_up else 'false'}  # whether the model may end the call")
    lines.append(
        "# Sentences that are spoken word for word. What is left out is the receptionist's, in seven languages."
    )
    lines.append("sentences:")
    lines += _sentences(language, sentences)
    if language != "en" and "greeting" in sentences:
        lines.append(
            "  # Spoken where ADAPTER_LANGUAGE is not set: nothing tells a caller's language before the first word."
        )
        lines += ["  en:", f"    greeting: {yaml_text(sentences['greeting'])}"]
    return "\n".join([*lines, "---", body.strip(), ""])


def _sentences(language: str, sentences: Mapping[str, str]) -> Iterator[str]:
    yield f"  {language}:" if sentences else f"  {language}: {{}}"
    for name, text in sentences.items():
        yield f"    {name}: {yaml_text(text)}"
    if sentences:
        for usual in _OPTIONAL:
            yield f"    # {usual}: {yaml_text(default_prompt().sentence(usual, language))}"


def _system(assistant: Mapping[str, Any]) -> str:
    """The system prompt: the texts of the model's system messages, or the field that older exports have."""
    model = assistant.get("model")
    if not isinstance(model, dict):
        return ""
    messages = model.get("messages")
    texts = [
        _content(message.get("content"))
        for message in (messages if isinstance(messages, list) else ())
        if isinstance(message, dict) and message.get("role") == "system"
    ]
    legacy = named(model, "systemPrompt")
    if isinstance(legacy, str) and not any(texts):
        texts.append(legacy)
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _content(content: object) -> str:
    if isinstance(content, list):
        parts = (part.get("text") if isinstance(part, dict) else part for part in content)
        return "\n".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _greeting(assistant: Mapping[str, Any]) -> str | None:
    greeting = named(assistant, "firstMessage")
    return greeting if isinstance(greeting, str) else None


def _spoken_greeting(assistant: Mapping[str, Any]) -> tuple[str | None, str]:
    """What opens the call, "" for silence, None for the usual greeting; and what was made of what the export says."""
    mode, greeting = named(assistant, "firstMessageMode"), _greeting(assistant)
    if mode == "assistant-waits-for-user":
        return "", "waits for the caller to speak first: the greeting is empty"
    if mode == "assistant-speaks-first-with-model-generated-message":
        return None, "lets the model make up its first message: the greeting is the receptionist's, write your own"
    if greeting is not None and _AUDIO.fullmatch(greeting.strip()):
        return None, "has an audio file for a greeting: it is the receptionist's, write your own"
    return greeting, ""


def _language(assistant: Mapping[str, Any], text: str) -> str:
    """The language of the greeting: that of the transcriber, else as it reads."""
    transcriber = assistant.get("transcriber")
    told = transcriber.get("language") if isinstance(transcriber, dict) else None
    if isinstance(told, str) and base(told) in LANGUAGES:
        return base(told)
    return detect(text, default_prompt().languages) or "en"


def _name(assistant: Mapping[str, Any]) -> str:
    name = assistant.get("name")
    return name.strip() if isinstance(name, str) else ""


def _names_of_tools(text: str, export: Export) -> Iterator[str]:
    names = {tool_name(tool.data) or "transferCall" for tool in export.tools} | {"transferCall"}
    spoken_of = sorted(name for name in names if re.search(rf"\b{re.escape(name)}\b", text))
    if spoken_of:
        shown = printable(", ".join(spoken_of))
        yield (
            f"the system prompt speaks of {shown}: here a tool is named transfer_to_ and the key, and its description"
            " says what it is for"
        )


def _others(assistants: list[Found]) -> Iterator[tuple[Path, str, str]]:
    for found in assistants:
        what = f"assistant {_name(found.data)}".rstrip()
        yield found.path, what, "a directory has one prompt, and its greeting and system prompt are not the first"


def _platform_fields(found: Found) -> Iterator[tuple[Path, str, str]]:
    model = found.data.get("model")
    if isinstance(model, dict) and isinstance(model.get("model"), str):
        yield (
            (*found.path, "model", "model"),
            f"model {model['model']}",
            "which model is asked is a setting: ADAPTER_MODEL, with OPENAI_API_KEY or OPENAI_BASE_URL",
        )
    fields = [name for name, part in found.data.items() if name not in _TAKEN and part not in (None, [], {}, "")]
    fields = [name for name in fields if not isinstance(found.data[name], bool)]
    if fields:
        yield found.path, ", ".join(fields), "what a voice platform does with a call is set there"
