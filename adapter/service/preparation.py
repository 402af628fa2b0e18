"""What is loaded while a service already listens, in a thread: neither its start nor a caller should wait for it."""

from importlib import import_module

from adapter.assistant import Assistant
from adapter.calls.state import Call, dump_call
from adapter.tool_calls import promises
from adapter.tool_calls.language import detect
from adapter.transfers.call_info import CallInfo


def prepare(assistant: Assistant) -> None:
    """Loads what an assistant's calls need, in the order in which they do. It takes most of a second, once."""
    dump_call(Call(info=CallInfo(id="")))  # the first event of all keeps a call
    import_module("langcodes")  # names the languages to listen for, with a greeting
    detect("hello", assistant.config.languages)
    promises.prepare()
