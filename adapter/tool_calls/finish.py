"""Whether a reply came to its end, by the word with which its API says why the model stopped.

A short list: what is not on it, new words too, is unfinished. Half a reply can look like a whole one, and half a call
like another.
"""

from typing import Final

from adapter.tool_calls.reply import Api, ModelReply

_STOPPED: Final = frozenset({"", "completed"})
_FINISHED: Final[dict[Api, frozenset[str]]] = {
    # Servers of this form hand on what other APIs say: Anthropic and Bedrock (end_turn, tool_use, stop_sequence),
    # Cohere (complete, tool_call), TGI (eos_token), Qianfan (normal), the AI SDK (tool-calls).
    "chat": _STOPPED
    | {"stop", "tool_calls", "function_call", "end_turn", "tool_use", "stop_sequence", "complete", "tool_call"}
    | {"function_calls", "tool-calls", "eos", "eos_token", "end_of_turn", "end_of_text", "endoftext", "normal"},
    "responses": _STOPPED,
    "realtime": _STOPPED,
    # Told in the words of Chat Completions by those who read them: `apis/anthropic.py`, `apis/gemini.py`.
    "anthropic": frozenset({"", "stop", "tool_calls"}),
    "gemini": frozenset({"", "stop"}),
}
"""The finishes that mean finished. A whole body may have none; of a stream that has none the accumulator knows."""
_REFUSED: Final = frozenset(
    {"content_filter", "content_filtered", "refusal", "safety", "recitation", "blocklist", "prohibited_content", "spii"}
    | {"sensitive", "guardrail_intervened", "language", "image_safety"}
)
"""The finishes by which a provider refuses: OpenAI, Anthropic, Bedrock, Gemini, Zhipu."""


def finished(reply: ModelReply) -> bool:
    """Whether the reply is whole."""
    return reply.finish.strip().lower() in _FINISHED[reply.api]


def refused(reply: ModelReply) -> bool:
    """Whether the model or its provider has refused to go on."""
    return bool(reply.refusal) or reply.finish.strip().lower() in _REFUSED
