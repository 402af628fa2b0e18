"""From a model's reply to a decision: what each reply means, and that every reply means something."""

import json
from collections.abc import Callable, Iterable
from typing import Any, get_args

import pytest

from adapter import Directory, Toolset, decide
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import Exposure

Make = Callable[..., Directory]
Row = tuple[str, str, str | None, tuple[str, ...]]

EXPOSURES: tuple[Exposure, ...] = ("each", "single")
CARDS = ("transfer_to_cards", '{"reason": "lost card"}')
LOANS = ("transfer_to_loans", "{}")
CARDS_BY_KEY = ("transfer_call", '{"reason": "lost card", "destination": "cards"}')
LOANS_BY_KEY = ("transfer_call", '{"destination": "loans"}')
HANG_UP = ("hang_up", '{"reason": "done"}')
STRAY = ("get_weather", "{}")


def said(text: object, finish: str = "stop", **more: object) -> dict[str, object]:
    message = {"role": "assistant", "content": text, **more}
    return {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": finish}]}


def called(*calls: tuple[str, object], text: object = None, finish: str = "tool_calls") -> dict[str, object]:
    tool_calls = [
        {"id": f"call_{n}", "type": "function", "function": {"name": name, "arguments": arguments}}
        for n, (name, arguments) in enumerate(calls)
    ]
    return said(text, finish, tool_calls=tool_calls)


def row(decision: Decision) -> Row:
    key = decision.destination if isinstance(decision, Transfer) else None
    return decision.kind, decision.reason, key, decision.repairs


def to(key: str, *repairs: str) -> Row:
    return "transfer", "tool_call", key, repairs


def unclear(reason: str, *repairs: str) -> Row:
    return "unclear", reason, None, repairs


def failed(reason: str) -> Row:
    return "failed", reason, None, ()


NAMES_AS_SENT = [
    "functions.transfer_to_cards",
    "functions.transfer_to_cards:0",
    "transfer_to_cards:12",
    "default_api.transfer_to_cards",
    "tools.transfer_to_cards",
    "transfer_to_cards<|im_end|>",
    "transfer_to_cards<|eot_id|>",
    "transfer_to_cards<|channel|>commentary",
    "transfer_to_cards<|constrain|>json",
    "transfer_to_cards<｜tool▁sep｜>",
    "transfer_to_cards</tool_call>",
    "<|im_start|>transfer_to_cards",
    "[TOOL_CALLS]transfer_to_cards[ARGS]",
    "to=functions.transfer_to_cards",
    "transfer_to_cards()",
    '"transfer_to_cards"',
    "`transfer_to_cards`",
]
OTHER_NAMES = ["other.transfer_to_cards", "my_transfer_to_cards", "functions.cards", "cards<|im_end|>", "functions."]
OTHER_NAMES += ["functions.functions.transfer_to_cards", "please transfer_to_cards", "<|a|>" * 900]
OTHER_KEYS = ['{"destination": "loans"}', '{"destination": " Loans"}', '{"reason": "x", "destination": "loans"}']

FLAT: list[dict[str, object]] = [
    {"id": "c", "type": "function", "name": CARDS_BY_KEY[0], "arguments": CARDS_BY_KEY[1]},
    {"name": CARDS_BY_KEY[0], "arguments": {"destination": "cards"}},
    {"name": CARDS_BY_KEY[0], "input": {"destination": "cards"}},
    {"name": CARDS_BY_KEY[0], "args": {"destination": "cards"}},
    {"name": CARDS[0]},
    {"function": {"name": CARDS_BY_KEY[0], "parameters": {"destination": "cards"}}},
]
CALL_PARTS: list[dict[str, object]] = [
    {"type": "tool_use", "id": "t", "name": CARDS[0], "input": {"reason": "lost"}},
    {"type": "tool_use", "id": "t", "name": CARDS_BY_KEY[0], "input": {"destination": "cards"}},
    {"type": "tool_call", "name": CARDS_BY_KEY[0], "arguments": CARDS_BY_KEY[1]},
    {"type": "function_call", "name": CARDS[0], "arguments": "{}"},
    {"type": "function", "function": {"name": CARDS[0], "arguments": "{}"}},
]

WORDS: Row = ("reply", "text", None, ())
GOODBYE: Row = ("hang_up", "tool_call", None, ())


@pytest.fixture(params=EXPOSURES)
def toolset(bank: Directory, request: pytest.FixtureRequest) -> Toolset:
    """The bank's tools in either exposure, less one that is withdrawn; hanging up is offered."""
    return Toolset(bank, exposure=request.param, hang_up=True).without(["switchboard"])


# What is unreadable where only the tool's name is needed.
NO_MATTER: tuple[object, ...] = ("", "{", "null", "[]", "lost card", None, 17, [], '{"language": "xx", "reason": 1}')
NO_OBJECT: tuple[object, ...] = ("{", "null", "[]", "cards", 17, '{"destination": "cards"')
NO_KEY: tuple[object, ...] = (None, "", "{}", '{"destination": ""}', '{"destination": " "}', '{"destination": null}')
TWO_KEYS = (
    '{"destination": "cards", "destination": "loans"}',
    '{"destination": "cards", "destination": null}',
)
TWO_KEYS_AND_MORE = (
    '{"destination": "cards"}{"destination": "loans"}',
    '{"destination": "loans", "reason": "x", "destination": "nobody"} ok?',
)
KEYS_OF_A_WRONG_TYPE: tuple[object, ...] = (1, True, ["cards"], {"key": "cards"})
NO_WORDS: tuple[object, ...] = (None, "", " \n", 5, {})
NOTHING_TO_SAY = (
    "...",
    "```json\n{}\n```",
    "I will call transfer_to_cards",
    "See https://bank.example/cards",
    "<b></b>",
)
NO_REPLY: tuple[object, ...] = (None, 17, 1.5, True, object(), int, len, {}, {"error": "x"}, b"", b"hello", b"\xff")
NO_BODY: tuple[object, ...] = ("{}", b"null", b"<html>", json.dumps(called(CARDS))[:-1], memoryview(b"{}"))
EMPTY: tuple[object, ...] = ([], (), [1, None, "x"], b"[]", {"choices": []}, {"choices": None}, {"choices": [None, 5]})


def picked(key: object) -> dict[str, object]:
    return called(("transfer_call", json.dumps({"destination": key})))


def output(*items: dict[str, object], **more: object) -> dict[str, object]:
    return {"object": "response", "output": list(items), **more}


MEANINGS: list[tuple[object, Row]] = [
    # Both tool forms, whatever was offered.
    (called(CARDS), to("cards")),
    (called(CARDS_BY_KEY), to("cards")),
    (called(CARDS, text="Ich verbinde Sie mit 0211 55660001."), to("cards")),
    (called(("transfer_to_cards", {"reason": "lost"})), to("cards")),
    (called(("transfer_call", {"destination": "cards"})), to("cards")),
    # A key as it is offered, after trimming and lower-casing.
    (called((" transfer_to_cards\n", "{}")), to("cards", "trimmed_key")),
    (called(("Transfer_To_Cards", "{}")), to("cards", "trimmed_key")),
    (called(("transfer_to_ cards ", "{}")), to("cards", "trimmed_key")),
    (called(("TRANSFER_CALL", '{"destination": "cards"}')), to("cards", "trimmed_key")),
    (picked(" Cards "), to("cards", "trimmed_key")),
    # Never part of a key, never the nearest, never a withdrawn one, never a number.
    *((called((f"transfer_to_{key}", "{}")), unclear("unknown_destination")) for key in ("card", "cardss", "a", "")),
    (called(("transfer_to_online-banking", "{}")), unclear("unknown_destination")),
    (called(("transfer_to_online banking", "{}")), unclear("unknown_destination")),
    (called(("transfer_to_switchboard", "{}")), unclear("unknown_destination")),
    *((picked(key), unclear("unknown_destination")) for key in ("card", "the cards", "switchboard")),
    (picked("Card services"), unclear("unknown_destination", "trimmed_key")),
    *((picked(key), unclear("unknown_destination")) for key in ("+4921155660001", "transfer_to_cards")),
    # Tools that do not exist.
    *((called((name, "{}")), unclear("unknown_tool")) for name in ("", "cards", "transfer", "transferto_cards")),
    *((called((name, "{}")), unclear("unknown_tool")) for name in OTHER_NAMES),
    # Names with what templates and servers put around them.
    *((called((name, CARDS[1])), to("cards", "trimmed_key")) for name in NAMES_AS_SENT),
    *(
        (called((name.replace("_to_cards", "_call"), CARDS_BY_KEY[1])), to("cards", "trimmed_key"))
        for name in NAMES_AS_SENT
    ),
    (called(("transfer_to_card<|im_end|>", "{}")), unclear("unknown_destination", "trimmed_key")),
    (called(("transfer_to", '{"destination": "cards"}')), unclear("unknown_tool")),
    (called(STRAY, ("search", "{}"), text="Let me see."), unclear("unknown_tool")),
    # Where the name decides, arguments do not matter …
    *((called(("transfer_to_cards", arguments)), to("cards")) for arguments in NO_MATTER),
    (called(("transfer_to_cards", '{"destination": "cards"}')), to("cards")),
    (called(("transfer_to_cards", '{"destination": " Cards "}')), to("cards")),
    (called(("transfer_to_cards", '{"destination": "card"}')), to("cards")),
    # … unless they name another destination that is offered …
    *((called(("transfer_to_cards", arguments)), unclear("conflicting_arguments")) for arguments in OTHER_KEYS),
    (called(("transfer_to_cards", TWO_KEYS[0])), unclear("conflicting_arguments")),
    # … and where the destination is an argument, it is the only one that does.
    *((called(("transfer_call", arguments)), unclear("unreadable_arguments")) for arguments in NO_OBJECT),
    *((called(("transfer_call", arguments)), unclear("missing_destination")) for arguments in NO_KEY),
    *((picked(key), unclear("missing_destination")) for key in KEYS_OF_A_WRONG_TYPE),
    (called(("transfer_call", '{"destination": "cards", "reason": 5, "language": []}')), to("cards")),
    (called(("transfer_call", '{"destination": "cards", "number": "+4921155660002"}')), to("cards")),
    # A destination that is told twice.
    (called(("transfer_call", '{"destination": "cards", "destination": " Cards"}')), to("cards", "repeated_key")),
    *((called(("transfer_call", arguments)), unclear("conflicting_arguments")) for arguments in TWO_KEYS),
    *(
        (called(("transfer_call", arguments)), unclear("conflicting_arguments", "surrounding_text"))
        for arguments in TWO_KEYS_AND_MORE
    ),
    # Huge: whatever it is, it is not read.
    (called(("transfer_to_cards", '{"reason": "' + "a" * 40_000 + '"}')), to("cards")),
    (called(("transfer_call", f'{{"destination": "cards"}}{"." * 40_000}')), unclear("unreadable_arguments")),
    (called(("transfer_call", f'{{"destination": "cards"}}{" " * 40_000}')), to("cards")),
    (called(("transfer_to_cards", "{" + " " * 1_000_000 + "}")), failed("unreadable_reply")),
    # Repairs that change no meaning.
    (called(("transfer_call", '```json\n{"destination": "cards"}\n```')), to("cards", "code_fence")),
    (called(("transfer_call", "{'destination': 'cards'}")), to("cards", "single_quotes")),
    (called(("transfer_call", '{"destination": "cards"} ok?')), to("cards", "surrounding_text")),
    (called(("transfer_call", json.dumps('{"destination": "cards"}'))), to("cards", "encoded_twice")),
    # Several calls.
    (called(CARDS, CARDS), to("cards", "repeated_call")),
    (called(CARDS, CARDS_BY_KEY), to("cards", "repeated_call")),
    (called(("transfer_to_cards", "{"), CARDS), to("cards", "repeated_call")),
    (called(CARDS, LOANS), unclear("conflicting_calls")),
    (called(CARDS_BY_KEY, LOANS_BY_KEY), unclear("conflicting_calls")),
    (called(CARDS, ("transfer_to_card", "{}")), unclear("conflicting_calls")),
    (called(("transfer_call", "{"), CARDS), unclear("conflicting_calls")),
    (called(CARDS, HANG_UP), unclear("conflicting_calls")),
    (called(CARDS, STRAY), to("cards")),
    (called(STRAY, CARDS, STRAY, CARDS), to("cards", "repeated_call")),
    (called(STRAY, ("transfer_to_card", "{}")), unclear("unknown_destination")),
    # A tool call counts only of a reply that came to its end: it may be the beginning of another.
    (called(CARDS, finish="length"), failed("cut_off")),
    (called(CARDS, finish="content_filter"), unclear("refusal")),
    (called(HANG_UP, text="Goodbye.", finish="length"), failed("cut_off")),
    # The call's end.
    (called(HANG_UP), GOODBYE),
    (called((" Hang_Up", "not json")), (*GOODBYE[:3], ("trimmed_key",))),
    (called(HANG_UP, STRAY), GOODBYE),
    (called(HANG_UP, HANG_UP), (*GOODBYE[:3], ("repeated_call",))),
    # Words.
    (said("Worum geht es?"), WORDS),
    (said([{"type": "text", "text": "What is it "}, {"type": "text", "text": "about?"}]), WORDS),
    (said("Hello.", tool_calls=[]), WORDS),
    (said("Hello.", tool_calls=None), WORDS),
    (said("One moment. Which car", finish="length"), (*WORDS[:3], ("cut_short",))),
    (said("Which car", finish="length"), failed("cut_off")),
    (said(None, finish="length"), failed("cut_off")),
    *((said(text), failed("empty")) for text in NO_WORDS),
    *((said(text), failed("unspeakable")) for text in NOTHING_TO_SAY),
    # Calls written as text, by the same rules.
    (said('{"name": "transfer_to_cards"}'), to("cards", "written_call")),
    (said('I see. {"name": "transfer_to_cards", "arguments": {}}'), unclear("written_call")),
    (said("transfer_to_cards(reason='lost')\ntransfer_to_cards()"), to("cards", "written_call", "repeated_call")),
    (said("transfer_to_card()"), (*unclear("unknown_destination")[:3], ("written_call",))),
    (said("transfer_to_switchboard()"), (*unclear("unknown_destination")[:3], ("written_call",))),
    (said("transfer_to_cards()\ntransfer_to_loans()"), (*unclear("conflicting_calls")[:3], ("written_call",))),
    (said('{"name": "get_weather", "arguments": {}}'), (*unclear("unknown_tool")[:3], ("written_call",))),
    (said("hang_up()"), (*GOODBYE[:3], ("written_call",))),
    (said("transfer_to_cards(", finish="length"), unclear("written_call")),
    (called(CARDS, text="transfer_to_loans()"), to("cards")),
    (said("transfer_to_cards()", refusal="No."), unclear("refusal")),
    # Refusals.
    (said(None, refusal="I cannot help with that."), unclear("refusal")),
    (said("As an AI", finish="content_filter"), unclear("refusal")),
    # Forms of old and of other servers.
    *((said(None, tool_calls=[flat]), to("cards")) for flat in FLAT),
    *((said([{"type": "text", "text": "One moment."}, part], "tool_use"), to("cards")) for part in CALL_PARTS),
    *((said([part, part], "end_turn"), to("cards", "repeated_call")) for part in CALL_PARTS),
    *(({"role": "assistant", "content": [part], "stop_reason": "tool_use"}, to("cards")) for part in CALL_PARTS),
    *(
        ({"role": "assistant", "content": [part], "stop_reason": "max_tokens"}, failed("cut_off"))
        for part in CALL_PARTS
    ),
    (said([{"type": "tool_result", "name": "transfer_to_cards"}]), failed("empty")),
    (said(None, function_call={"name": "transfer_to_cards", "arguments": "{}"}), to("cards")),
    ({"role": "assistant", "content": "Hello."}, WORDS),
    ({"tool_calls": [{"function": {"name": "transfer_to_cards"}}]}, to("cards")),
    ({"choices": [{"message": None}]}, failed("empty")),
    (said(None, tool_calls=[None, 5, {}, {"function": None}, {"function": "x"}]), failed("empty")),
    # Responses.
    (output({"type": "function_call", "name": CARDS[0], "arguments": CARDS[1], "call_id": "c"}), to("cards")),
    ([{"type": "function_call", "name": CARDS[0], "arguments": CARDS[1]}], to("cards")),
    (output({"type": "message", "content": [{"type": "output_text", "text": "Hello."}]}), WORDS),
    (output({"type": "message", "content": "Hello."}), WORDS),
    (output({"type": "message", "content": [{"type": "refusal", "refusal": "No."}]}), unclear("refusal")),
    (output({"type": "reasoning", "summary": []}, status="completed"), failed("empty")),
    (output(status="incomplete", incomplete_details={"reason": "max_output_tokens"}), failed("cut_off")),
    (output(status="incomplete", incomplete_details={"reason": "content_filter"}), unclear("refusal")),
    # Bodies as they come over the line, and what is no reply at all.
    (json.dumps(called(CARDS)), to("cards")),
    (json.dumps(called(CARDS)).encode(), to("cards")),
    ("\ufeff" + json.dumps(called(CARDS)), to("cards")),
    (b"\xef\xbb\xbf" + json.dumps(called(CARDS)).encode(), to("cards")),
    (bytearray(b"\xef\xbb\xbf" + json.dumps(said("Hello.")).encode()), WORDS),
    ("\ufeffHello.", WORDS),
    (bytearray(json.dumps(called(CARDS)).encode()), to("cards")),
    *((reply, failed("unreadable_reply")) for reply in NO_REPLY + NO_BODY),
    *((reply, failed("empty")) for reply in EMPTY),
]


def test_what_a_reply_means_under_either_exposure(toolset: Toolset) -> None:
    made = [(reply, row(decide(reply, toolset)), expected) for reply, expected in MEANINGS]
    wrong = [(reply, meant, expected) for reply, meant, expected in made if meant != expected]
    assert not wrong, "\n".join(map(repr, wrong))


def test_the_language_is_one_that_the_directory_has(bank: Directory) -> None:
    toolset = Toolset(bank)
    for told, language, notes in [
        ("de", "de", ()),
        ("de-AT", "de", ()),
        ("EN_us", "en", ()),
        ("fr", None, ("language unusable",)),
        ("", None, ("language unusable",)),
        (5, None, ("language unusable",)),
        (None, None, ()),
    ]:
        decision = decide(called(("transfer_to_cards", json.dumps({"language": told}))), toolset)
        assert isinstance(decision, Transfer)
        assert (decision.language, decision.notes) == (language, notes)


def test_of_repeated_calls_the_first_language_counts(bank: Directory) -> None:
    decision = decide(called(CARDS, ("transfer_to_cards", '{"language": "de"}')), Toolset(bank))
    assert isinstance(decision, Transfer)
    assert (decision.language, decision.stated_reason) == ("de", "lost card")


def test_what_was_wrong_without_mattering_is_noted(bank: Directory) -> None:
    toolset = Toolset(bank)
    for reply, notes in [
        (called(("transfer_to_cards", "{")), ("arguments unreadable",)),
        (called(("transfer_to_cards", '{"reason": 5}')), ("reason unusable",)),
        (called(("transfer_to_cards", '{"number": "+4921155660002"}')), ("ignored unknown arguments",)),
        (called(("transfer_to_cards", '{"language": "de", "language": "en"}')), ("language unusable",)),
        (called(CARDS, STRAY), ("ignored a call of unknown_tool",)),
        (called(CARDS), ()),
    ]:
        decision = decide(reply, toolset)
        assert isinstance(decision, Transfer)
        assert decision.notes == notes


def test_the_stated_reason_holds_no_configured_number_and_no_novel(bank: Directory) -> None:
    told = json.dumps({"reason": "wants +49 211 5566-0001. " + "More. " * 100})
    decision = decide(called(("transfer_to_cards", told)), Toolset(bank))
    assert isinstance(decision, Transfer)
    assert decision.stated_reason is not None
    assert decision.stated_reason.startswith("wants [number]. More.")
    assert len(decision.stated_reason) <= 200


def test_a_farewell_in_the_same_reply_is_kept_and_scrubbed(bank: Directory) -> None:
    toolset = Toolset(bank, hang_up=True)
    assert decide(called(HANG_UP, text="Goodbye! I now call hang_up."), toolset) == HangUp(
        reason="tool_call", text="Goodbye!"
    )


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_hanging_up_is_an_unknown_tool_where_it_is_not_offered(bank: Directory, exposure: Exposure) -> None:
    toolset = Toolset(bank, exposure=exposure)
    assert row(decide(called(HANG_UP), toolset)) == unclear("unknown_tool")
    assert row(decide(called(CARDS, HANG_UP), toolset)) == to("cards")


def test_hanging_up_and_a_destination_of_that_name_exclude_each_other(directory_of: Make) -> None:
    toolset = Toolset(directory_of(hang_up={}), hang_up=True)
    both = decide(called(("transfer_to_hang_up", "{}"), HANG_UP), toolset)
    assert row(both) == unclear("conflicting_calls")
    assert isinstance(both, Unclear)
    assert both.candidates == ("hang_up",)
    assert row(decide(called(("transfer_to_hang_up", "{}")), toolset)) == to("hang_up")


def test_the_callers_question_names_what_the_model_wavered_between(bank: Directory) -> None:
    decision = decide(called(LOANS, CARDS_BY_KEY, HANG_UP, STRAY), Toolset(bank, hang_up=True))
    assert isinstance(decision, Unclear)
    assert decision.candidates == ("loans", "cards")


@pytest.mark.parametrize(
    ("reply", "wrong"),
    [
        (called(STRAY), "There is no such tool."),
        (called(("transfer_to_switchboard", "{}")), "There is no such destination now."),
        (called(("transfer_call", "{")), "The arguments of your tool call are not a JSON object."),
        (called(("transfer_call", "{}")), "Your tool call names no destination."),
        (called(CARDS, LOANS), "You called several tools that exclude each other."),
        (called(("transfer_call", TWO_KEYS[0])), "Your tool call names several destinations."),
        (said("<tool_call>cards</tool_call>"), "You wrote a tool call as text, and it cannot be followed"),
        (said("+4921155660001"), "Nothing of your last reply can be spoken"),
        (said("Hm", finish="length"), "Your last reply was cut off: be brief."),
        (said(""), "Your last reply had nothing in it for the caller."),
        (b"?", "Your last reply could not be read."),
    ],
)
def test_asking_again_says_what_was_wrong_and_lists_every_valid_choice(
    toolset: Toolset, reply: object, wrong: str
) -> None:
    again = decide(reply, toolset).ask_again
    assert again is not None
    assert again.startswith(wrong)
    tools = [f"transfer_to_{key}" for key in toolset.offered]
    for name in [*(tools if toolset.exposure == "each" else ["transfer_call", *toolset.offered]), "hang_up"]:
        assert name in again
    assert "switchboard" not in again
    assert "exactly one" in again


@pytest.mark.parametrize("reply", [called(CARDS), said("Hello."), called(HANG_UP), said(None, refusal="No.")])
def test_what_can_be_acted_on_is_not_asked_again(toolset: Toolset, reply: object) -> None:
    assert decide(reply, toolset).ask_again is None


def test_without_tools_the_model_is_asked_for_words(bank: Directory) -> None:
    nothing = Toolset(bank, offered=())
    assert row(decide(called(CARDS), nothing)) == unclear("unknown_destination")
    assert decide(called(CARDS), nothing).ask_again == "There is no such destination now. Answer the caller in words."


def test_no_single_decision_is_lost_among_a_thousand_calls(bank: Directory) -> None:
    assert row(decide(called(*[CARDS] * 1000), Toolset(bank))) == to("cards", "repeated_call")
    assert row(decide(called(*[STRAY] * 999, CARDS), Toolset(bank))) == unclear("unknown_tool")


def test_our_own_reply_form_is_understood_as_it_is(bank: Directory) -> None:
    toolset = Toolset(bank)
    reply = ModelReply(tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}"),))
    assert decide(reply, toolset) == Transfer(reason="tool_call", destination="cards")
    assert decide(ModelReply(text="Hello."), toolset) == Reply(reason="text", text="Hello.")
    assert row(decide(ModelReply(), toolset)) == failed("empty")


def test_the_kinds_of_decision_are_five() -> None:
    kinds: Iterable[Any] = get_args(get_args(Decision)[0])
    assert set(kinds) == {Transfer, Reply, HangUp, Unclear, Failed}


def test_what_two_destinations_of_one_call_are_is_asked(bank: Directory) -> None:
    keys_named = [("cards", "loans"), ("cards",), ("cards", "loans"), ("loans",)]
    for arguments, keys in zip(TWO_KEYS + TWO_KEYS_AND_MORE, keys_named, strict=True):
        decision = decide(called(("transfer_call", arguments)), Toolset(bank))
        assert isinstance(decision, Unclear)
        assert decision.candidates == keys


def test_of_a_call_that_may_be_cut_off_nothing_is_followed_whole_as_it_may_look(directory_of: Make) -> None:
    toolset = Toolset(directory_of(loan={}, loan_business={}))
    for name, arguments, finish, expected in [
        ("transfer_to_loan", "", "length", failed("cut_off")),
        ("transfer_to_loan", " ", "max_output_tokens", failed("cut_off")),
        ("transfer_to_loan", '{"rea', "length", failed("cut_off")),
        ("transfer_to_loan", "{}", "error", failed("cut_off")),
        ("transfer_to_loan_business", "", "length", failed("cut_off")),
        ("transfer_to_loan", "", "tool_calls", to("loan")),
        ("transfer_to_loan", "", "", to("loan")),
    ]:
        assert row(decide(called((name, arguments), finish=finish), toolset)) == expected


CLAIM = ["i will connect you"]
PROMISE = "One moment, I will connect you."


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (said(PROMISE), unclear("claimed")),
        (said(PROMISE, "length"), unclear("claimed")),
        (said("I will connect you. What is it", "length"), unclear("claimed")),
        (said("I will connect you. What is it about?"), WORDS),
        (said("I will connect you. What is it about? Yes", "length"), unclear("claimed")),
        (said("I **will** connect you."), unclear("claimed")),
        (said("I will <b>connect</b> you."), unclear("claimed")),
        (said("Hello. I will connect you by transfer_to_cards."), unclear("claimed")),
        (called(HANG_UP, text=PROMISE), unclear("claimed")),
        (called(CARDS, text=PROMISE), to("cards")),
        (said(f"{PROMISE}\n<tool_call>{json.dumps({'name': CARDS[0]})}</tool_call>"), to("cards", "written_call")),
        (said("I will not connect you."), WORDS),
        (said("Hello."), WORDS),
    ],
)
def test_a_promise_without_the_call_is_neither_spoken_nor_followed(
    toolset: Toolset, reply: object, expected: Row
) -> None:
    assert row(decide(reply, toolset, claims=CLAIM)) == expected


def test_another_destination_in_the_arguments_is_asked_about_and_one_that_is_not_offered_is_not(
    bank: Directory,
) -> None:
    reply = called(("transfer_to_cards", '{"destination": "loans"}'))
    decision = decide(reply, Toolset(bank))
    assert isinstance(decision, Unclear)
    assert decision.candidates == ("cards", "loans")
    assert decision.ask_again is not None
    assert isinstance(decide(reply, Toolset(bank, offered=["cards", "fraud"])), Transfer)
    assert row(decide(reply, Toolset(bank, offered=["loans"]))) == unclear("unknown_destination")


@pytest.mark.parametrize(
    "arguments",
    [
        '{"destination": " Loans "}',
        '{"Destination": "loans"}',
        '{"destination": "transfer_to_loans"}',
        '{"destination": ["loans"]}',
        '{"destination": {"key": "loans"}}',
        '{"arguments": {"destination": "loans"}}',
        '[{"destination": "loans"}]',
        "{'destination': 'loans'}",
        '{"destination": "loans", "reason": "the call',
        "destination=loans",
        '"loans"',
        "loans",
    ],
)
def test_another_destination_is_found_in_whatever_form_the_arguments_name_it(bank: Directory, arguments: str) -> None:
    decision = decide(called(("transfer_to_cards", arguments)), Toolset(bank))
    assert isinstance(decision, Unclear)
    assert (decision.reason, decision.candidates) == ("conflicting_arguments", ("cards", "loans"))
    # What names no other destination that is offered, in as damaged a form, does not matter.
    harmless = called(("transfer_to_cards", arguments.replace("oans", "oan")))
    assert isinstance(decide(harmless, Toolset(bank)), Transfer)


@pytest.mark.parametrize(
    "written",
    [
        'transfer_to_cards(destination="loans")',
        '<tool_call>{"name": "transfer_to_cards", "arguments": {"destination": "loans"}}</tool_call>',
        "<function=transfer_to_cards><parameter=destination>loans</parameter></function>",
    ],
)
def test_another_destination_in_a_call_that_was_written_as_text_is_asked_about(bank: Directory, written: str) -> None:
    decision = decide(said(written), Toolset(bank))
    assert isinstance(decision, Unclear)
    assert decision.candidates == ("cards", "loans")


@pytest.mark.parametrize("filler", ["\x00", "\u3164", "\u200b", "&#x3164;", "&shy;", "&zwnj;"])
def test_a_number_or_a_promise_that_is_parted_by_what_nobody_sees_is_found(toolset: Toolset, filler: str) -> None:
    assert row(decide(said(f"Ring 0211{filler}5566{filler}0001."), toolset)) == failed("unspeakable")
    assert row(decide(said(f"I will con{filler}nect you now."), toolset, claims=CLAIM)) == unclear("claimed")
    heard = decide(said(f"That{filler} is so."), toolset)
    assert isinstance(heard, Reply)
    assert heard.text == "That is so."


def test_a_promise_is_asked_about_with_the_choice_to_call_or_to_rephrase(toolset: Toolset) -> None:
    again = decide(said(PROMISE), toolset, claims=CLAIM).ask_again
    assert again is not None
    assert again.startswith("You promised to connect the caller but called no tool")
    assert "exactly one" in again
    assert again.endswith("Otherwise answer the caller in words without promising to connect them.")


def test_without_phrases_no_reply_is_a_promise(toolset: Toolset) -> None:
    assert row(decide(said(PROMISE), toolset, claims=())) == WORDS
