"""Tool calls written as text: the dialects that are read, and what is no call."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, Toolset, decide
from adapter.tool_calls.arguments import MAX_CHARACTERS
from adapter.tool_calls.decision import Reply, Transfer
from adapter.tool_calls.reply_size import MAX_CALLS
from adapter.tool_calls.text_calls import text_tool_calls

ARGUMENTS = '{"destination": "cards", "reason": "lost"}'
OBJECT = f'{{"name": "transfer_call", "arguments": {ARGUMENTS}}}'

DIALECTS = {
    "JSON": OBJECT,
    "JSON with parameters": f'{{"type": "function", "name": "transfer_call", "parameters": {ARGUMENTS}}}',
    "JSON with arguments as text": json.dumps({"name": "transfer_call", "arguments": ARGUMENTS}),
    "JSON with tool": f'{{"tool": "transfer_call", "arguments": {ARGUMENTS}}}',
    "JSON with tool_name": f'{{"tool_name": "functions.transfer_call", "input": {ARGUMENTS}}}',
    "JSON of a whole call": f'{{"type": "function", "function": {OBJECT}}}',
    "JSON of a whole message": f'{{"role": "assistant", "tool_calls": [{{"function": {OBJECT}}}]}}',
    "JSON list": f"[{OBJECT}]",
    "JSON after words": f"I see.\n\n{OBJECT}",
    "fence": f"```json\n{OBJECT}\n```",
    "fence with words around": f"One moment.\n```\n{OBJECT}\n```\nThank you.",
    "Hermes, Qwen": f"<tool_call>\n{OBJECT}\n</tool_call>",
    "Hermes, never closed": f"I see. <tool_call>{OBJECT}",
    "Hermes, words after": f"<tool_call>{OBJECT}</tool_call>\nOne moment, please.",
    "function_call": f"<function_call> {OBJECT} </function_call>",
    "Qwen Coder": "<tool_call>\n<function=transfer_call>\n<parameter=destination>\ncards\n</parameter>\n"
    "<parameter=reason>lost</parameter>\n</function>\n</tool_call>",
    "Claude": '<function_calls><invoke name="transfer_call"><parameter name="destination">cards</parameter>'
    '<parameter name="reason">lost</parameter></invoke></function_calls>',
    "Mistral": f"[TOOL_CALLS] [{OBJECT}]",
    "Mistral, newer": f"[TOOL_CALLS]transfer_call[ARGS]{ARGUMENTS}",
    "Mistral, name and object": f"[TOOL_CALLS]transfer_call{ARGUMENTS}",
    "Llama": f"<function=transfer_call>{ARGUMENTS}</function>",
    "Llama, marked": f"<|python_tag|>{OBJECT}<|eom_id|>",
    "Llama, code": '[transfer_call(destination="cards", reason="lost")]',
    "DeepSeek": "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>transfer_call\n"
    f"```json\n{ARGUMENTS}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
    "DeepSeek, newer": f"<｜tool▁call▁begin｜>transfer_call<｜tool▁sep｜>{ARGUMENTS}<｜tool▁call▁end｜>",
    "gpt-oss": f"<|channel|>commentary to=functions.transfer_call <|constrain|>json<|message|>{ARGUMENTS}<|call|>",
    "Kimi": "<|tool_calls_section_begin|><|tool_call_begin|>functions.transfer_call:0<|tool_call_argument_begin|>"
    f"{ARGUMENTS}<|tool_call_end|><|tool_calls_section_end|>",
    "code": "transfer_call(destination='cards', reason='lost')",
    "code with an object": f"functions.transfer_call({ARGUMENTS})",
    "Gemini": '```tool_code\nprint(default_api.transfer_call(destination="cards", reason="lost"))\n```',
    "DeepSeek V4": '<｜DSML｜function_calls>\n<｜DSML｜invoke name="transfer_call">\n'
    '<｜DSML｜parameter name="destination" string="true">cards</｜DSML｜parameter>\n'
    '<｜DSML｜parameter name="reason" string="true">lost</｜DSML｜parameter>\n'
    "</｜DSML｜invoke>\n</｜DSML｜function_calls>",
    "DeepSeek V4, tool_calls": '<｜DSML｜tool_calls><｜DSML｜invoke name="transfer_call">'
    '<｜DSML｜parameter name="destination">cards</｜DSML｜parameter>'
    '<｜DSML｜parameter name="reason">lost</｜DSML｜parameter></｜DSML｜invoke></｜DSML｜tool_calls>',
    "DeepSeek V4, never closed": '<｜DSML｜function_calls><｜DSML｜invoke name="transfer_call">'
    '<｜DSML｜parameter name="destination" string="true">cards</｜DSML｜parameter>'
    '<｜DSML｜parameter name="reason" string="true">lost</｜DSML｜parameter></｜DSML｜invoke>',
    "MiniMax": '<minimax:tool_call>\n<invoke name="transfer_call">\n<parameter name="destination">cards</parameter>\n'
    '<parameter name="reason">lost</parameter>\n</invoke>\n</minimax:tool_call>',
    "Seed": "<seed:tool_call><function=transfer_call><parameter=destination>cards</parameter>"
    "<parameter=reason>lost</parameter></function></seed:tool_call>",
    "Step": '<｜tool_calls_begin｜>\n<｜tool_call_begin｜>function<｜tool_sep｜><steptml:invoke name="transfer_call">\n'
    '<steptml:parameter name="destination">cards</steptml:parameter>\n'
    '<steptml:parameter name="reason">lost</steptml:parameter>\n</steptml:invoke><｜tool_call_end｜>\n'
    "<｜tool_calls_end｜>",
    "GLM": "<tool_call>transfer_call\n<arg_key>destination</arg_key>\n<arg_value>cards</arg_value>\n"
    "<arg_key>reason</arg_key>\n<arg_value>lost</arg_value>\n</tool_call>",
    "GLM, on one line": "<tool_call>transfer_call<arg_key>destination</arg_key><arg_value>cards</arg_value>"
    "<arg_key>reason</arg_key><arg_value>lost</arg_value></tool_call>",
    "GLM, without its outer mark": "transfer_call\n<arg_key>destination</arg_key>\n<arg_value>cards</arg_value>\n"
    "<arg_key>reason</arg_key>\n<arg_value>lost</arg_value>",
    "Hunyuan": "<tool_calls><tool_call>transfer_call<tool_sep>\n<arg_key>destination</arg_key>\n<arg_value>cards"
    "</arg_value>\n<arg_key>reason</arg_key>\n<arg_value>lost</arg_value>\n</tool_call></tool_calls>",
    "Llama on Groq": f"<function=transfer_call{ARGUMENTS}</function>",
    "Llama on Groq, closed twice": f"<function=transfer_call{ARGUMENTS}></function>",
    "FunctionGemma": "<start_function_call>call:transfer_call{destination:<escape>cards<escape>,reason:<escape>lost"
    "<escape>}<end_function_call>",
    "Gemma 4": '<|tool_call>call:transfer_call{destination:<|"|>cards<|"|>, reason:<|"|>lost<|"|>}<tool_call|>',
    "LFM": '<|tool_call_start|>[transfer_call(destination="cards", reason="lost")]<|tool_call_end|>',
    "Nemotron": f"<TOOLCALL>[{OBJECT}]</TOOLCALL>",
    "Phi": f"functools[{OBJECT}]",
    "Phi, marked": f"<|tool_call|>[{OBJECT}]<|/tool_call|>",
    "Command": '<|START_ACTION|>[{"tool_call_id": "0", "tool_name": "transfer_call", "parameters": '
    f"{ARGUMENTS}}}]<|END_ACTION|>",
    "Apertus": f'<|tools_prefix|>[{{"transfer_call": {ARGUMENTS}}}]<|tools_suffix|>',
    "code after words": 'One moment, please.\ntransfer_call(destination="cards", reason="lost")',
}
NAMED_ONLY = [
    "transfer_to_cards()",
    "functions.transfer_to_cards({})",
    '{"name": "transfer_to_cards"}',
    '{"tool": "transfer_to_cards", "arguments": null}',
    "<tool_call>transfer_to_cards</tool_call>",
    "<function=transfer_to_cards></function>",
    "<function=transfer_to_cards>{}</function>",
    "[TOOL_CALLS][transfer_to_cards()]",
    "```\ntransfer_to_cards()\n```",
    '<｜DSML｜invoke name="transfer_to_cards">\n</｜DSML｜invoke>',
    "<tool_call>transfer_to_cards\n</tool_call>",
    "<function=transfer_to_cards{}</function>",
    "<start_function_call>call:transfer_to_cards{}<end_function_call>",
    "<|tool_call>call:transfer_to_cards{}<tool_call|>",
    '<|tools_prefix|>[{"transfer_to_cards": {}}]<|tools_suffix|>',
]
BROKEN = [
    "<tool_call>cards please</tool_call>",
    "<tool_call>",
    "[TOOL_CALLS]",
    '<tool_call>{"name": "transfer_to_cards", "arguments": {"reason": "lo',
    "<tool_call>{'name': 'transfer_to_cards'}</tool_call>",
    f"<tool_call>{OBJECT}</tool_call><tool_call>{{",
    "<function=transfer_to_cards>{oops}</function>",
    '{"name": "transfer_to_cards", "name": "transfer_to_loans"}',
    '{"name": "transfer_to_cards", "arguments": {}, "parameters": {}}',
    '{"destination": "cards"}',
    "<｜DSML｜function_calls>",
    '<｜DSML｜invoke name="transfer_to_ca',
    "<tool_call>transfer_to_cards\n<arg_key>reason</arg_key>\n<arg_value>lo",
    "<start_function_call>call:transfer_to_cards{reason:<escape>lost",
    "<|tool_call>call:transfer_to_cards{reason:{a:1}}<tool_call|>",
    "<|tool_call>call:transfer_to_cards",
    '<function=transfer_to_cards{"reason": "lo',
    "<minimax:tool_call>",
    f"For example:\n{OBJECT}\nis how I would do it.",
    f"I would write {OBJECT} here.",
    "I would write transfer_to_cards(reason='x') here.",
    'transfer_call("cards")',
    "transfer_to_cards(reason=lost)",
    "transfer_call({oops)",
    "transfer_call({'destination': 'cards'})",
    "transfer_to_cards(reason='lost'",
    "[transfer_to_cards(), transfer_to_",
    '{"tool_calls": []}',
    '{"tool_calls": [5]}',
    OBJECT * (MAX_CALLS + 1),
    OBJECT + "." * MAX_CHARACTERS,
    "{" + '"arguments": {' * 5000,
]
NO_CALL = [
    "",
    "Hello. What is it about?",
    "I will call transfer_to_cards for you.",
    "transfer_to_cards",
    "Call transfer_to_cards: that is it.",
    "Your {balance} is fine.",
    "[laughs] Of course.",
    "```\nHello.\n```",
    "<b>Hello</b> there.",
    "<|im_end|>Hello.",
    "transfer (to cards) is possible.",
    '"cards": that is what you said.',
    "{}",
    "Hello. " * 5_000,
]


@pytest.mark.parametrize("text", DIALECTS.values(), ids=DIALECTS)
def test_every_dialect_is_read(text: str) -> None:
    calls = text_tool_calls(text)
    assert calls is not None
    assert [(call.name, json.loads(call.arguments)) for call in calls] == [("transfer_call", json.loads(ARGUMENTS))]


@pytest.mark.parametrize("text", NAMED_ONLY)
def test_a_call_by_name_alone_needs_no_arguments(text: str) -> None:
    calls = text_tool_calls(text)
    assert calls is not None
    assert [call.name for call in calls] == ["transfer_to_cards"]
    assert calls[0].arguments in ("", "{}", "null")


@pytest.mark.parametrize("text", BROKEN)
def test_what_looks_like_a_call_and_cannot_be_followed_is_known_as_such(text: str) -> None:
    assert text_tool_calls(text) == ()


@pytest.mark.parametrize("text", NO_CALL)
def test_prose_is_no_call_even_where_it_names_a_tool(text: str) -> None:
    assert text_tool_calls(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "<tool_call>{0}</tool_call>\n<tool_call>{1}</tool_call>",
        "[TOOL_CALLS][{0}, {1}]",
        "{0}\n{1}",
        "{0}; {1}",
        "[{0}, {1}]",
    ],
)
def test_several_calls_are_read_in_order(text: str) -> None:
    one, other = '{"name": "transfer_to_cards"}', '{"name": "hang_up", "arguments": {}}'
    calls = text_tool_calls(text.replace("{0}", one).replace("{1}", other))
    assert calls is not None
    assert [call.name for call in calls] == ["transfer_to_cards", "hang_up"]


def test_several_calls_written_as_code_are_read_in_order() -> None:
    calls = text_tool_calls("[transfer_to_cards(reason='a, b) c'), hang_up()]")
    assert calls is not None
    assert [(call.name, call.arguments) for call in calls] == [
        ("transfer_to_cards", '{"reason": "a, b) c"}'),
        ("hang_up", ""),
    ]


@pytest.mark.parametrize("name", ["transfer_to_card", "Transfer_To_Cards", "transfer_to_cards_"])
def test_names_are_handed_on_as_they_are_written(name: str) -> None:
    for text in (f"{name}()", f'{{"name": "{name}", "arguments": {{}}}}', f"<function={name}></function>"):
        calls = text_tool_calls(text)
        assert calls is not None
        assert [call.name for call in calls] == [name]


@pytest.mark.parametrize(
    "text",
    [
        'transfer_call(destination="cards", destination="loans")',
        '<tool_call>{"name": "transfer_call", "arguments": {"destination": "cards", "destination": "loans"}}',
        '<invoke name="transfer_call"><parameter name="destination">cards</parameter>'
        '<parameter name="destination">loans</parameter></invoke>',
    ],
)
def test_a_destination_told_twice_is_still_seen(bank: Directory, text: str) -> None:
    decision = decide({"content": text}, Toolset(bank))
    assert (decision.kind, decision.reason, decision.repairs) == ("unclear", "conflicting_arguments", ("written_call",))


@pytest.fixture(scope="module")
def alike(directory_of: Callable[..., Directory]) -> list[Toolset]:
    """Keys that begin alike, in either exposure."""
    directory = directory_of(card={}, cards={}, cards_lost={})
    return [Toolset(directory, exposure="each"), Toolset(directory, exposure="single")]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_cut_off_anywhere_a_call_is_followed_as_it_was_meant_or_not_at_all(alike: list[Toolset], dialect: str) -> None:
    texts = [DIALECTS[dialect].replace('"cards"', '"cards_lost"').replace("'cards'", "'cards_lost'")]
    texts[0] = texts[0].replace('\\"cards\\"', '\\"cards_lost\\"').replace("\ncards\n", "\ncards_lost\n")
    texts[0] = texts[0].replace(">cards<", ">cards_lost<")
    texts.append(texts[0].replace("transfer_call", "transfer_to_cards_lost"))
    for toolset in alike:
        for text in texts:
            assert isinstance(decide({"content": text}, toolset), Transfer)
            for length in range(len(text)):
                decision = decide({"content": text[:length]}, toolset)
                if isinstance(decision, Transfer):
                    assert decision.destination == "cards_lost"
                elif isinstance(decision, Reply):
                    assert not set("{}[]<>_`|｜") & set(decision.text), text[:length]


FRAGMENTS = st.sampled_from(
    [*DIALECTS.values(), *NAMED_ONLY, *BROKEN[:8], "{", "}", "[", "]", "(", ")", '"', "'", "\\", "\n", "```", "<", ">"]
)


@given(st.text() | st.lists(FRAGMENTS | st.text(max_size=3), max_size=6).map("".join))
@pytest.mark.deep
def test_no_text_makes_it_raise(text: str) -> None:
    calls = text_tool_calls(text)
    assert calls is None or all(call.name for call in calls)


@pytest.mark.parametrize(
    "piece",
    ["{", "[", "(", "<", '{"', "```", "transfer_call(", "<tool_call>", '"name":', "{,", "\n", " ", "<parameter=a>"],
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (MAX_CHARACTERS // len(piece))
    started = time.process_time()
    text_tool_calls(text)
    text_tool_calls(f'{{"name": "{text}')
    assert time.process_time() - started < 0.5
