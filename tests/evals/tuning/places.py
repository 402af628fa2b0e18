"""A directory of three places, two of which say too little to be found, and cases: what tuning is tried on."""

import random

from adapter.evals.cases import Case

DIRECTORY = """\
# two places
fallback: desk
destinations:
  cards:
    type: number
    number: "+4921155660001"
    description: Cards.   # too short
  loans:
    type: number
    number: "+4921155660002"
    description: Borrowing money.
  desk:
    type: number
    number: "+4921155660010"
    description: A person at the front desk.
"""

GOOD = """
rules:
  - match: {regex: "destination `cards`"}
    reply: {say: "Here it is.\\n```\\nLost, stolen or broken plastic.\\n```"}
  - match: {regex: "destination `loans`"}
    reply: {say: "```text\\nBorrowing money and every kind of credit.\\n```"}
  - match: {regex: "destination `desk`"}
    reply: {say: "```\\nA person at the front desk, and nothing else.\\n```"}
"""
"""Answers of a model that writes better texts."""


def cases() -> list[Case]:
    """Callers who say plastic for card and credit for loan, each beside a word of their own; and some who say neither.

    The words are made up so that no two cases are near to each other.
    """
    chance = random.Random(7)
    words = ["".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)) for _ in range(250)]
    texts = [("plastic", "cards")] * 100 + [("credit", "loans")] * 100 + [("", None)] * 50
    return [
        Case(id=f"case-{number}", text=f"{said} {word}".strip(), expect=key)
        for number, ((said, key), word) in enumerate(zip(texts, words, strict=True))
    ]
