"""JUnit XML: a result in the form that build servers show, a test case for each row."""

import re
from collections.abc import Sequence
from datetime import UTC
from typing import Final
from xml.etree import ElementTree as ET

from adapter.evals.identity import Identity
from adapter.evals.rows import FAULTS, Row

# XML 1.0, section 2.2: everything else may not stand in a document, not even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(rows: Sequence[Row], identity: Identity) -> bytes:
    """The document, in UTF-8. A row that is not right is a failure, and an error where the provider failed."""
    failures = [row for row in rows if not row.right and row.outcome not in FAULTS]
    errors = [row for row in rows if row.outcome in FAULTS]
    counts = {
        "tests": str(len(rows)),
        "failures": str(len(failures)),
        "errors": str(len(errors)),
        "time": f"{sum(row.seconds for row in rows):.3f}",
    }
    # UTC without a zone and without fractions: the schemas of Ant and Jenkins allow for nothing else
    started = identity.started.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    root = ET.Element("testsuites", {"name": "transfer-adapter eval", **counts})
    suite = ET.SubElement(
        root,
        "testsuite",
        {"name": _plain(identity.cases), **counts, "skipped": "0", "timestamp": started},
    )
    properties = ET.SubElement(suite, "properties")
    for name in ("prompt", "directory", "tools", "exposure", "choice", "model", "api", "cases", "version"):
        ET.SubElement(properties, "property", {"name": name, "value": _plain(str(getattr(identity, name)))})
    for row in rows:
        _add(suite, row, identity)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add(suite: ET.Element, row: Row, identity: Identity) -> None:
    name = row.id if identity.repeats == 1 else f"{row.id} [{row.repeat}]"
    case = ET.SubElement(
        suite,
        "testcase",
        {"classname": _plain(identity.cases.partition("+")[0]), "name": _plain(name), "time": f"{row.seconds:.3f}"},
    )
    if row.right:
        return
    expected = " or ".join(row.accepted) or "no transfer"
    got = f"{row.got or 'no transfer'} ({row.kind}, {row.reason})"
    fault = row.outcome in FAULTS
    found = ET.SubElement(
        case,
        "error" if fault else "failure",
        {"type": row.outcome, "message": _plain(f"{row.outcome}: expected {expected}, got {got}")},
    )
    found.text = _plain("\n".join(_told(row)))


def _told(row: Row) -> list[str]:
    lines = [f"{message['role']}: {message['content']}" for message in row.said]
    for reply in row.replies:
        calls = [f"{call.name}({call.arguments})" for call in reply.tool_calls]
        lines.append(f"model: {' '.join(part for part in (reply.text, reply.refusal, *calls) if part) or '(nothing)'}")
    if row.error is not None:
        lines.append(f"error: {row.error}")
    return lines


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
