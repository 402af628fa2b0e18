"""What a server's count of prompt tokens tells: whether its template has a place for tools."""

import httpx2
import pytest

from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import request
from adapter.tool_calls.tools import Toolset
from tests.real_model.branch_service import BRANCH
from tests.real_model.conftest import StartServer
from tests.real_model.server_processes import MODEL
from tests.real_model.templates import OWN


def prompt_tokens(base_url: str, *, with_tools: bool) -> int:
    question = request(Toolset(BRANCH), (UserMessage(text="Hello?"),), default_prompt())
    body = question.body("chat", MODEL, with_tools=with_tools)[:-1] + b',"max_tokens":1}'
    answer = httpx2.post(
        f"{base_url}/chat/completions", content=body, headers={"content-type": "application/json"}, timeout=60
    )
    assert answer.status_code == 200
    tokens: int = answer.json()["usage"]["prompt_tokens"]
    return tokens


@pytest.mark.parametrize(("template", "dropped"), [(OWN, True), ("qwen-2.5", False)])
def test_tools_that_a_template_drops_cost_no_tokens(llama: StartServer, template: str, dropped: bool) -> None:
    base_url = llama(template)
    tools = prompt_tokens(base_url, with_tools=True) - prompt_tokens(base_url, with_tools=False)
    assert tools == 0 if dropped else tools > 100
