"""What Vapi's own Python package serialises imports: the package is an independent writer of the same formats."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from vapi.types import (
    Assistant,
    CreateAssistantDto,
    CreateEndCallToolDto,
    CreateTransferCallToolDto,
    OpenAiMessage,
    OpenAiModel,
    Squad,
    SquadMemberDto,
    ToolMessageStart,
    TransferDestinationAssistant,
    TransferDestinationNumber,
    TransferDestinationSip,
    TransferPlan,
)
from vapi.types.create_transfer_call_tool_dto_destinations_item import CreateTransferCallToolDtoDestinationsItem

from adapter import Directory
from adapter.importing import Imported, import_export
from adapter.tool_calls.prompt_search import find_prompt

NOW = datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)


def tool() -> Any:
    return CreateTransferCallToolDto(
        type="transferCall",
        destinations=[
            TransferDestinationNumber(
                type="number",
                number="+14155550101",
                description="Sales, prices and offers.",
                message="I am connecting you with sales.",
                transfer_plan=TransferPlan(mode="blind-transfer", dial_timeout=20),
            ),
            TransferDestinationNumber(type="number", number="+14155550110", description="Reception, anything else."),
            TransferDestinationSip(type="sip", sip_uri="sip:a@b.example", description="Warehouse"),
            TransferDestinationAssistant(type="assistant", assistant_name="Billing"),
        ],
        messages=[ToolMessageStart(type="request-start", content="One moment.")],
    )


def words() -> dict[str, Any]:
    return {
        "name": "Front line",
        "first_message": "Northwind, hello?",
        "model": OpenAiModel(
            provider="openai",
            model="gpt-4o",
            messages=[OpenAiMessage(role="system", content="Answer the telephone of {{business_name}}.")],
            tools=[tool(), CreateEndCallToolDto(type="endCall")],
            tool_ids=["t1"],
        ),
    }


def assistant() -> Any:
    return Assistant(id="a", org_id="o", created_at=NOW, updated_at=NOW, **words())


def squad() -> Any:
    member = SquadMemberDto(assistant=CreateAssistantDto(**words()))
    return Squad(id="s", org_id="o", created_at=NOW, updated_at=NOW, members=[member])


FORMS = {
    "json()": lambda record: record.json(),
    "dict()": lambda record: json.dumps(record.dict(), default=str),
    "model_dump()": lambda record: json.dumps(record.model_dump(), default=str),
    "model_dump(by_alias)": lambda record: json.dumps(record.model_dump(by_alias=True), default=str),
    "a list": lambda record: f"[{record.json()}]",
}
RECORDS = {"tool": tool, "assistant": assistant, "squad": squad}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Any:
    return FORMS[request.param]


def imported_from(folder: Path, text: str) -> Imported:
    (folder / "export.json").write_text(text)
    imported = import_export(folder / "export.json", folder / "directory.yaml")
    imported.write()
    return imported


@pytest.mark.parametrize("name", RECORDS)
def test_every_serialisation_of_the_package_imports(name: str, form: Any, tmp_path: Path) -> None:
    imported = imported_from(tmp_path, form(RECORDS[name]()))

    directory = Directory.load(tmp_path / "directory.yaml")
    assert list(directory.destinations) == ["sales_prices_offers", "reception_else"]
    sales = directory.destinations["sales_prices_offers"].record
    assert sales.message == "I am connecting you with sales."
    assert sales.transfer_plan is not None
    assert sales.transfer_plan.dial_timeout == 20
    assert imported.fallback.key == "reception_else"
    behind = " ".join(problem.message for problem in imported.left_behind)
    assert "sip Warehouse" in behind
    assert "assistant Billing" in behind
    if name == "tool":
        assert imported.prompt is None
        return
    prompt = find_prompt(directory=tmp_path / "directory.yaml")
    assert prompt.sentence("greeting", "en") == "Northwind, hello?"
    assert prompt.body == "Answer the telephone of {{business_name}}."
    assert prompt.variables == {"business_name": ""}
    assert prompt.hang_up
    assert "toolIds (1)" in behind


def test_what_is_written_is_read_by_the_package_as_destinations_of_its_own(tmp_path: Path) -> None:
    imported_from(tmp_path, assistant().json())
    reader = TypeAdapter(CreateTransferCallToolDtoDestinationsItem)
    for destination in Directory.load(tmp_path / "directory.yaml").destinations.values():
        reader.validate_python(destination.record.to_wire())
