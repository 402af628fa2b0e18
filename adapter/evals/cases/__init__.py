"""Cases: labelled utterances and dialogues in files, where they come from, and what can be wrong with them."""

from adapter.evals.cases.case_file import (
    GROUP,
    Case,
    CaseFile,
    CaseMessage,
    case_schema,
    dump_case,
    load_cases,
    read_case_file,
)
from adapter.evals.cases.record import cases_from_record

__all__ = [
    "GROUP",
    "Case",
    "CaseFile",
    "CaseMessage",
    "case_schema",
    "cases_from_record",
    "dump_case",
    "load_cases",
    "read_case_file",
]
