"""Tool calls that a model wrote into its text: read where the text clearly is a call, in the dialects of many models.

Servers turn what a model writes into tool calls; where a server has the wrong template for a model, or none, the call
stays in the text. The marks are those of the models' published chat templates (Hermes and Qwen, Mistral, Llama,
DeepSeek, gpt-oss, Kimi, Claude; `tag_dialects` has more), August 2026.
"""

import json
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from adapter.tool_calls.arguments import MAX_CHARACTERS, JsonObject, decoded, object_end
from adapter.tool_calls.call_names import NAMESPACE, OURS
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply_size import MAX_CALLS
from adapter.tool_calls.tag_dialects import in_known_tags

_NAME = re.compile(rf"{NAMESPACE}(?P<name>{OURS})(?::[0-9]{{1,3}})?(?![\w.])", re.IGNORECASE)

# <function=…> and <invoke name="…"> hold a tool's name, <parameter=…> and <parameter name="…"> an argument's.
_MARK = re.compile(
    r"<(?:function=|invoke\s{1,3}name=\")(?P<name>[\w.:-]{1,80})\"?(?:\s[^<>]{0,80})?>"
    r"|<parameter(?:=|\s{1,3}name=\")(?P<argument>\w{1,40})\"?(?:\s[^<>]{0,80})?>(?P<value>[^<]{0,2000})</parameter>"
    r"|(?P<fence>```[a-z_]{0,20})"
    r"|</?(?:tool_calls?|function_calls?|functioncall|tool_code|function|invoke|tool)>"
    r"|\[(?:TOOL_CALLS|ARGS|CALL_ID)\]"
    r"|<[|｜][^<>|｜]{1,40}[|｜]>"
    r"|<(?:start|end)_function_call>|<\|tool_call>|<tool_call\|>"
)
_CHANNEL = re.compile(r"(?:assistant)?\s{0,3}(?:commentary|analysis)?\s{0,3}to=(?P<name>[\w.]{1,80})\s{0,3}")
_BEGINNING = re.compile(
    rf"^[^\S\n]{{0,20}}(?=[{{\[]|(?:print\()?{NAMESPACE}(?:{OURS})\()", re.MULTILINE | re.IGNORECASE
)
_SUSPECT = re.compile(
    rf"(?:{OURS})[\"'`]?\s{{0,3}}[({{]"
    r"|[{,]\s{0,9}[\"'](?:name|tool|tool_name|tool_calls?|function|function_call|arguments|parameters|destination)[\"']\s{0,9}:"
    r"|</?(?:tool_call|function_call|functioncall|function=|invoke\s|parameter|arg_key|arg_value|start_function_call)"
    r"|\[TOOL_CALLS|</?[|｜]DSML|TOOLCALL>|<[a-z]{2,12}:(?:invoke|tool_call|function)"
    r"|<[|｜](?:python_tag|tool|constrain)|[|｜]>commentary|to=functions?\.",
    re.IGNORECASE,
)
_KEYWORD = re.compile(
    r"\s{0,9}(?P<key>[A-Za-z_]\w{0,39})\s{0,3}=\s{0,3}"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>(?:[^'\\]|\\.)*+)'|(?P<word>None|null|[Tt]rue|[Ff]alse|-?[0-9]{1,9}))"
    r"\s{0,9}(?P<end>,|(?=\)))",
    re.DOTALL,
)
_NAME_FIELDS = ("name", "tool", "tool_name", "function", "recipient_name")
_ARGUMENT_FIELDS = ("arguments", "parameters", "args", "input", "tool_input")
_LIST_FIELDS = ("tool_calls", "tool_uses", "calls")
_FILLERS = ("function", "json", "commentary", "assistant", "tool", "")

_Kind: TypeAlias = Literal["mark", "fence", "name", "argument", "text"]


class _Piece(NamedTuple):
    kind: _Kind
    text: str
    value: str = ""


class _Unreadable(Exception):  # noqa: N818 - a way out of the reading, never seen outside
    """The text holds a call that cannot be followed."""


def text_tool_calls(text: str) -> tuple[ToolCall, ...] | None:
    """The tool calls in a model's text, in order; None where there is none, empty where one cannot be followed.

    A call is followed only if it is whole and stands by itself: between the marks of a dialect, in a code fence, or on
    lines of its own to the end of the text. Everything else that looks like a call is one that cannot be followed, and
    prose that names a tool is no call. Names and arguments are handed on as they are written; nothing is guessed.
    """
    if len(text) > MAX_CHARACTERS:
        return () if _SUSPECT.search(text) or _MARK.search(text) else None
    text = in_known_tags(text)
    try:
        calls = tuple(_marked(text) if _MARK.search(text) else _unmarked(text))
    except _Unreadable:
        return ()
    if len(calls) > MAX_CALLS:
        return ()
    return calls or (() if _suspect(text) else None)


def _suspect(text: str) -> bool:
    return _SUSPECT.search(text) is not None or any(
        match["fence"] is None and match["value"] is None and not match[0].startswith(("<|", "<｜"))
        for match in _MARK.finditer(text)
    )


def _unmarked(text: str) -> list[ToolCall]:
    beginning = _BEGINNING.search(text)
    return _calls_of(text[beginning.end() :]) if beginning else []


def _marked(text: str) -> Iterator[ToolCall]:
    """Calls between marks. What stands there and is neither a call nor a part of one is prose."""
    pieces = [*_pieces(text)]
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece.kind == "text" and piece.text[:1] in ("{", "["):
            calls = _calls_of(piece.text)
            if not calls and _suspect(text):
                raise _Unreadable
            yield from calls
        elif piece.kind == "text" and _NAME.match(piece.text.removeprefix("print(")) and "(" in piece.text:
            yield from _calls_of(piece.text)
        elif piece.kind == "name":
            arguments, position = _arguments_after(pieces, position)
            yield ToolCall(name=_bare(piece.text), arguments=arguments)
        elif piece.kind == "text" and _SUSPECT.search(piece.text):
            raise _Unreadable


def _arguments_after(pieces: list[_Piece], position: int) -> tuple[str, int]:
    """The arguments that follow a tool's name, as JSON text, and where reading goes on."""
    told: list[str] = []
    while position < len(pieces) and pieces[position].kind in ("mark", "fence", "argument"):
        if pieces[position].kind == "argument":
            told.append(f"{json.dumps(pieces[position].text)}: {json.dumps(pieces[position].value)}")
        position += 1
    if told or position == len(pieces) or not pieces[position].text.startswith("{"):
        return f"{{{', '.join(told)}}}" if told else "", position
    text = pieces[position].text.removesuffix(">")
    value = decoded(text)
    if not isinstance(value, JsonObject):
        raise _Unreadable
    return text, position + 1


def _pieces(text: str) -> Iterator[_Piece]:
    done = 0
    for match in _MARK.finditer(text):
        yield from _between(text[done : match.start()], closed=True)
        done = match.end()
        if match["name"] is not None:
            yield _Piece("name", match["name"])
        elif match["argument"] is not None:
            yield _Piece("argument", match["argument"], match["value"].strip())
        else:
            yield _Piece("fence" if match["fence"] is not None else "mark", match[0])
    yield from _between(text[done:], closed=False)


def _between(text: str, *, closed: bool) -> Iterator[_Piece]:
    """What stands between two marks. A tool's name counts only if something follows it: else it may be cut off."""
    text = text.strip()
    channel = _CHANNEL.match(text)
    if closed and channel and channel.end() == len(text):
        yield _Piece("name", channel["name"])
        return
    if text.lower() in _FILLERS:
        return
    name = _NAME.match(text)
    if name and (closed if name.end() == len(text) else text[name.end() :].lstrip().startswith("{")):
        yield _Piece("name", name["name"])
        text = text[name.end() :].strip()
    if text:
        yield _Piece("text", text)


def _calls_of(text: str) -> list[ToolCall]:
    """The calls that a text consists of, in JSON or as code; none if it holds other things and no call."""
    calls: list[ToolCall] = []
    position = 0
    while position < len(text):
        if text[position] in " \t\r\n,;":
            position += 1
        elif text[position] in "{[" and not (text[position] == "[" and _NAME.match(text, position + 1)):
            brackets = "{}" if text[position] == "{" else "[]"
            end = object_end(text, position, brackets)
            value = decoded(text[position:end]) if end > 0 else None
            if not value:
                return _none(text)
            calls += _json_calls(value)
            position = end
        else:
            call, position = _code_call(text, position)
            if call is None:
                return _none(text)
            calls.append(call)
    return calls


def _none(text: str) -> list[ToolCall]:
    if _SUSPECT.search(text):
        raise _Unreadable
    return []


def _json_calls(value: object) -> Iterator[ToolCall]:
    if isinstance(value, list) and value:
        for item in value[: MAX_CALLS + 1]:
            if not isinstance(item, JsonObject):
                raise _Unreadable
            yield from _json_calls(item)
        return
    if not isinstance(value, JsonObject) or value.conflicting:
        raise _Unreadable
    listed = next((value[field] for field in _LIST_FIELDS if field in value), None)
    if listed is not None:
        yield from _json_calls(listed)
        return
    inner = value.get("function") or value.get("function_call")
    if isinstance(inner, JsonObject):
        yield from _json_calls(inner)
        return
    if (
        len(value) == 1
        and _NAME.fullmatch(next(iter(value)))
        and isinstance(arguments := next(iter(value.values())), JsonObject)
    ):
        yield ToolCall(name=_bare(next(iter(value))), arguments=_argument_text(arguments))
        return
    name = next((value[field] for field in _NAME_FIELDS if isinstance(value.get(field), str)), None)
    given = [value[field] for field in _ARGUMENT_FIELDS if field in value]
    if not isinstance(name, str) or len(given) > 1 or not (given or _NAME.fullmatch(name.strip())):
        raise _Unreadable
    yield ToolCall(name=_bare(name), arguments=_argument_text(given[0]) if given else "")


def _argument_text(value: object) -> str:
    if isinstance(value, JsonObject):
        return _object(list(value.pairs))
    return value if isinstance(value, str) else json.dumps(value)


def _object(pairs: list[tuple[str, object]]) -> str:
    """An object with every pair that was told, repeated keys too: what they mean is decided elsewhere."""
    return f"{{{', '.join(f'{json.dumps(key)}: {json.dumps(value)}' for key, value in pairs)}}}"


def _code_call(text: str, position: int) -> tuple[ToolCall | None, int]:
    """A call written as code at this position, `name(…)`, perhaps in `print(…)` or `[…]`, and where it ends."""
    wrapping = ""
    for opening, closing in (("print(", ")"), ("[", "]")):
        if text.startswith(opening, position):
            position, wrapping = position + len(opening), closing
            break
    name = _NAME.match(text, position)
    if name is None or not text.startswith("(", name.end()):
        return None, position
    arguments, position = _code_arguments(text, name.end() + 1)
    if position < 0 or not text.startswith(")", position):
        return None, position
    position += 1
    # A list of calls goes on; its end is read with its last call.
    if wrapping == "]" and text[position:].lstrip().startswith(","):
        return ToolCall(name=name["name"], arguments=arguments), position
    if wrapping:
        if not text.startswith(wrapping, position):
            return None, position
        position += 1
    elif text.startswith("]", position):
        position += 1
    return ToolCall(name=name["name"], arguments=arguments), position


def _code_arguments(text: str, position: int) -> tuple[str, int]:
    if text.startswith("{", position):
        end = object_end(text, position)
        return (text[position:end], end) if end > 0 and decoded(text[position:end]) is not None else ("", -1)
    pairs: list[tuple[str, object]] = []
    while match := _KEYWORD.match(text, position):
        quoted = match["double"] if match["double"] is not None else match["single"]
        word = {"None": None, "null": None}.get(match["word"] or "", match["word"])
        pairs.append((match["key"], word if quoted is None else _unescaped(quoted)))
        position = match.end()
    return _object(pairs) if pairs else "", position


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _bare(name: str) -> str:
    """The name without the namespace and the running number that some templates put around it."""
    match = _NAME.fullmatch(name.strip())
    return match["name"] if match else name
