"""What takes a host most of its start, done once by importing this, in the process that all hosts are made from."""

import aiohttp  # noqa: F401
import fasttext  # noqa: F401
import langcodes  # noqa: F401
import openai.types  # noqa: F401

import adapter.models.openai
import adapter.service.server  # noqa: F401
import tests.chaos.service  # noqa: F401
from adapter.tool_calls import promises

promises.prepare()
