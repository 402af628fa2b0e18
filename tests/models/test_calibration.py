"""The calibration file: which are refused and in what words, and a router that goes by one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter.directory import Directory
from adapter.errors import CalibrationError
from adapter.models.calibration import (
    Calibration,
    Department,
    Proof,
    RouterIdentity,
    load_calibration,
    save_calibration,
    texts_fingerprint,
)
from adapter.models.router_identity import router_identity
from adapter.models.semantic import SemanticModel
from adapter.models.stand_in import StandIn
from adapter.search.canary import Canary
from adapter.tool_calls.conversation import Conversation, UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import ModelRequest, request
from adapter.tool_calls.tools import Toolset
from adapter.transfers.assistant_config import AssistantConfig
from tests.evals.calibration.conftest import DIRECTORY, WordEmbedder

ROUTER = RouterIdentity(embedder="words 1", weights="0123456789ab", texts="bank+0123456789ab")


def calibration(router: RouterIdentity = ROUTER, *, threshold: float = 0.4, low: float = 0.96) -> Calibration:
    proof = Proof(
        transferred=200,
        right=198,
        low=low,
        high=0.999,
        cases=500,
        out_of_scope=150,
        out_of_scope_transferred=1,
        departments={"cards": Department(cases=200, transferred=100, right=99)},
    )
    return Calibration(
        threshold=threshold,
        precision=0.95,
        embedder=router.embedder,
        canary=Canary(dimensions=3, cosines=(1.0, 0.5)),
        weights=router.weights,
        texts=router.texts,
        cases="calls+0123456789ab",
        proof=proof,
        version="0.1",
        made=datetime(2026, 11, 30, tzinfo=UTC),
    )


def saved(path: Path, changed: Calibration | None = None, **fields: object) -> Path:
    save_calibration(path, changed or calibration())
    if fields:
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **fields}), "utf-8")
    return path


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    read = load_calibration(saved(tmp_path / "c.json"), ROUTER)
    assert read == calibration()
    assert (read.proof.precision, read.proof.coverage) == (0.99, 0.4)
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


@pytest.mark.parametrize(
    ("router", "said"),
    [
        (
            RouterIdentity(embedder="words 2", weights=ROUTER.weights, texts=ROUTER.texts),
            "was made for the embedding model words 1, not words 2: run",
        ),
        (
            RouterIdentity(embedder="words 1", weights="b", texts="bank+f"),
            "was made for weights 0123456789ab, not b and the directory's texts bank+0123456789ab, not bank+f: run",
        ),
    ],
)
def test_a_file_for_another_router_is_refused_in_one_line_that_says_what_differs(
    tmp_path: Path, router: RouterIdentity, said: str
) -> None:
    with pytest.raises(CalibrationError) as raised:
        load_calibration(saved(tmp_path / "c.json"), router)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_directory_may_be_called_otherwise(tmp_path: Path) -> None:
    moved = RouterIdentity(embedder="words 1", weights=ROUTER.weights, texts="production+0123456789ab")
    assert load_calibration(saved(tmp_path / "c.json"), moved)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is no calibration"),
        ("[]", "is no calibration"),
        ('{"format": "1"}', "is no calibration"),
        ('{"format": 1}', "is no calibration"),
        ('{"format": 2, "whatever": 1}', "has format 2 where this release reads 1"),
        ('{"id": "a", "text": "my zebra card", "expect": "cards"}', "is no calibration"),
    ],
)
def test_what_is_no_calibration_is_refused_without_its_words(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(content, "utf-8")
    with pytest.raises(CalibrationError, match=said) as raised:
        load_calibration(path, ROUTER)
    assert str(path) in str(raised.value)
    assert "zebra" not in str(raised.value)


@pytest.mark.parametrize("fields", [{"threshold": -1}, {"threshold": None}, {"precision": 0.99}, {"more": 1}])
def test_a_file_that_somebody_has_changed_so_that_it_proves_nothing_is_refused(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    with pytest.raises(CalibrationError, match="is no calibration"):
        load_calibration(saved(tmp_path / "c.json", None, **fields), ROUTER)


def test_a_file_that_is_not_there_or_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CalibrationError, match="there is no such file"):
        load_calibration(tmp_path / "none.json", ROUTER)
    with pytest.raises(CalibrationError, match=r"nowhere/c\.json"):
        save_calibration(tmp_path / "nowhere" / "c.json", calibration())


def test_the_order_of_destinations_is_no_part_of_their_texts() -> None:
    one, two = ("a", "A.", ("x",)), ("b", "B.", ())
    assert texts_fingerprint("d", [one, two]) == texts_fingerprint("d", [two, one])
    assert texts_fingerprint("d", [one, two]) != texts_fingerprint("d", [one])


def toolset_of(path: Path, text: str = DIRECTORY) -> Toolset:
    path.write_text(text, "utf-8")
    return AssistantConfig(directory=Directory.load(path)).toolset


def said(text: str) -> Conversation:
    return (UserMessage(text=text),)


def asked(toolset: Toolset, text: str) -> ModelRequest:
    return request(toolset, said(text), default_prompt())


def stand_in(toolset: Toolset, threshold: float) -> StandIn:
    proven = calibration(router_identity(WordEmbedder(), toolset, directory="d+1"), threshold=threshold)
    return StandIn(SemanticModel(WordEmbedder()), proven, ask_from=2.0)


def test_a_router_transfers_from_the_proven_threshold_on_and_otherwise_leaves_it(tmp_path: Path) -> None:
    toolset = toolset_of(tmp_path / "d.yaml")
    router = stand_in(toolset, 0.5)
    (call,) = router.answer(asked(toolset, "a lost card")).tool_calls
    assert call.name == "transfer_to_cards"
    assert not router.answer(asked(toolset, "lovely weather")).tool_calls


def test_the_callers_of_a_destination_that_is_not_offered_are_not_sent_to_the_next(tmp_path: Path) -> None:
    toolset = toolset_of(tmp_path / "d.yaml")
    router = stand_in(toolset, 0.0)
    loans_only = toolset.without({"cards"})
    assert router.answer(asked(loans_only, "a mortgage")).tool_calls
    assert not router.answer(asked(loans_only, "a lost card")).tool_calls


def test_texts_that_change_while_calls_go_on_end_the_proof(tmp_path: Path) -> None:
    router = stand_in(toolset_of(tmp_path / "d.yaml"), 0.5)
    changed = toolset_of(tmp_path / "e.yaml", DIRECTORY.replace("Loan,", "Loan, credit,"))
    assert not router.answer(asked(changed, "a lost card")).tool_calls
