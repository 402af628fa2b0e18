"""Calls in the tags of further model families, written as the tags that `text_calls` reads.

Only marks change their spelling; names, arguments and what is not whole stay as they are. From the models' published
chat templates, August 2026.
"""

import re

_HINT = re.compile(
    r"DSML|arg_key|_call|call:|function=|\w:(?:invoke|parameter|function|tool)|TOOLCALL|tool_sep|functools"
)
# <｜DSML｜invoke (DeepSeek), <minimax:tool_call>, <seed:function=, <steptml:invoke, <invoke
_PREFIX = re.compile(
    r"<(?P<end>/?)(?:[|｜]DSML[|｜]|[a-z]{2,12}:)(?=(?:invoke|parameter|function|function_calls?|tool_calls?)[\s=>])"
)
# GLM and Hunyuan: <tool_call>name<tool_sep><arg_key>…</arg_key><arg_value>…</arg_value></tool_call>
_PAIR = re.compile(
    r"<arg_key>\s{0,9}(\w{1,40})\s{0,9}</arg_key>\s{0,9}<arg_value>([^<]{0,2000})</arg_value>|<tool_sep>(?=\s{0,9}<arg_key>)"
)
# Llama, as Groq's server leaves it: <function=name{…}</function>
_BRACE = re.compile(r"(<function=[\w.:-]{1,80})\s{0,3}(?=\{)")
# Gemma: <start_function_call>call:name{key:<escape>value<escape>}<end_function_call>, and newer ones with <|"|>
_GEMMA = re.compile(
    r"(?:<start_function_call>|<\|tool_call>)\s{0,9}call:(?P<name>[\w.:-]{1,80})\{"
    r"(?P<pairs>(?:[^{}<]|<escape>|<\|\"\|>){0,4000})\}\s{0,9}(?:<end_function_call>|<tool_call\|>)"
)
_GEMMA_PAIR = re.compile(
    r"\s{0,9}(?P<key>\w{1,40})\s{0,3}:\s{0,3}"
    r"(?:<escape>(?P<older>[^<]{0,2000})<escape>|<\|\"\|>(?P<newer>[^<]{0,2000})<\|\"\|>|(?P<bare>[^,<]{0,200}))\s{0,9}(?:,|\Z)"
)
# Nemotron and Phi
_WORDED = re.compile(r"<(/?)TOOLCALL>|functools(?=\[\s{0,9}\{)")


def in_known_tags(text: str) -> str:
    """The text with the tags of further families spelt as the common ones."""
    if not _HINT.search(text):
        return text
    text = _PREFIX.sub(lambda match: f"<{match['end']}", text)
    text = _PAIR.sub(lambda match: f"<parameter={match[1]}>{match[2]}</parameter>" if match[1] else "", text)
    text = _BRACE.sub(r"\1>", text)
    text = _GEMMA.sub(_from_gemma, text)
    return _WORDED.sub(lambda match: f"<{match[1] or ''}tool_call>", text)


def _from_gemma(match: re.Match[str]) -> str:
    written: list[str] = []
    position, pairs = 0, match["pairs"].rstrip()
    while position < len(pairs):
        pair = _GEMMA_PAIR.match(pairs, position)
        if pair is None or pair.end() == position:
            return match[0]
        value = next(value for value in (pair["older"], pair["newer"], pair["bare"]) if value is not None)
        written.append(f"<parameter={pair['key']}>{value}</parameter>")
        position = pair.end()
    return f"<function={match['name']}>{''.join(written)}</function>"
