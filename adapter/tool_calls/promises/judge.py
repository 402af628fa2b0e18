"""Whether what a model says promises a transfer, which nothing but a tool call brings about.

A promise is found by the phrases of a prompt and by the grammars of eight languages. Questions, conditions, denials and
offers promise nothing, and neither does what transfers a thing and no call.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from adapter.tool_calls.promises.grammar import Grammar, any_of
from adapter.tool_calls.promises.languages import GRAMMARS
from adapter.tool_calls.promises.things import transfers_a_thing
from adapter.tool_calls.promises.words import folded, spaced, words_in

MAX_CHARACTERS = 8_000
"""Text beyond this is not looked at: none of it is ever spoken."""

_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*")
_CLAUSE = re.compile(r"[,;:–—]|\s-+\s")


def promises_transfer(text: str, claims: Collection[str], *, complete: bool = True) -> bool:
    """Whether a text promises a transfer, by one of these phrases or in the ways of a language; without phrases never.

    A phrase counts as whole words, in any case, with or without accents, and within one sentence. It does not count in
    a question, in a sentence with a condition, in a clause with a denial, where a thing is transferred, nor as an offer
    that ends with a question. A text that goes on (not `complete`) does not end yet, so its last question makes no
    offer of what it promises before.
    """
    phrases = _phrases(tuple(claims))
    if not phrases or not text.strip():
        return False
    found: list[str] = _SENTENCE.findall(text[:MAX_CHARACTERS].rstrip())
    asks = complete and bool(found) and _is_question(found[-1])
    sentences = [_Sentence(sentence) for sentence in found if not _is_question(sentence)]
    if any(_claims(sentence, phrases, asks=asks) for sentence in sentences):
        return True
    return any(_promises(sentences, grammar, asks=asks) for grammar in GRAMMARS)


@lru_cache(maxsize=64)
def _phrases(claims: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in (folded(spaced(words_in(claim))) for claim in claims) if phrase.strip())


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith(("?", "？"))


class _Sentence:
    """A sentence and its clauses, as words."""

    def __init__(self, text: str) -> None:
        self.clauses = [_Clause(words=words) for part in _CLAUSE.split(text) if (words := words_in(part))]

    @cached_property
    def whole(self) -> "_Clause":
        """The sentence as one clause, for what runs over a comma."""
        return _Clause(words=[word for clause in self.clauses for word in clause.words])

    def without(self, hold: re.Pattern[str]) -> "list[_Clause]":
        """The clauses without what asks the caller to hold."""
        return [rest for clause in self.clauses if (rest := clause.without(hold)).words]


@dataclass(frozen=True, kw_only=True)
class _Clause:
    words: Sequence[str]

    @cached_property
    def accented(self) -> str:
        return spaced(self.words)

    @cached_property
    def plain(self) -> str:
        return folded(self.accented)

    def without(self, pattern: re.Pattern[str]) -> "_Clause":
        if pattern.search(self.plain) is None:
            return self
        kept = list(self.words)
        for match in reversed(list(pattern.finditer(self.plain))):
            first = self.plain.count(" ", 0, match.start()) - 1
            del kept[first : first + len(match[0].split())]
        return _Clause(words=kept)


def _claims(sentence: _Sentence, phrases: Sequence[str], *, asks: bool) -> bool:
    """Whether a sentence promises a transfer by a phrase, whatever language that is of."""
    whole = sentence.whole
    if not any(phrase in whole.plain for phrase in phrases):
        return False
    without_holds = [clause.without(_HOLD) for clause in sentence.clauses]
    accented = "".join(clause.accented for clause in without_holds)
    if _CONDITION.search(accented) or (asks and not _NOW.search(accented)):
        return False
    within = [clause for clause in sentence.clauses if any(phrase in clause.plain for phrase in phrases)]
    # A phrase that runs over a comma belongs to the sentence as a whole.
    return any(
        not _DENIAL.search(clause.without(_HOLD).accented) and _of_a_call(clause.plain, _places(clause.plain, phrases))
        for clause in within or [whole]
    )


def _promises(sentences: Sequence[_Sentence], grammar: Grammar, *, asks: bool) -> bool:
    """Whether one of the sentences promises a transfer in the ways of a language."""
    holding = any(grammar.hold.search(clause.plain) for sentence in sentences for clause in sentence.clauses)
    patterns = (grammar.promise, grammar.promise_while_holding) if holding else (grammar.promise,)
    for sentence in sentences:
        clauses = sentence.without(grammar.hold) if holding else sentence.clauses
        whole = _Clause(words=[word for clause in clauses for word in clause.words])
        if not any(pattern.search(whole.plain) for pattern in patterns):
            continue
        if grammar.condition.search(whole.accented) or (asks and not any_of(grammar.now).search(whole.accented)):
            continue
        within = [clause for clause in clauses if any(pattern.search(clause.plain) for pattern in patterns)]
        for clause in within or [whole]:
            if not grammar.denial.search(clause.accented) and any(
                _of_a_call(
                    clause.plain, ((found.start() - 1, f" {found[0]} ") for found in pattern.finditer(clause.plain))
                )
                for pattern in patterns
            ):
                return True
    return False


def _places(plain: str, phrases: Sequence[str]) -> Iterator[tuple[int, str]]:
    for phrase in phrases:
        at = plain.find(phrase)
        while at >= 0:
            yield at, phrase
            at = plain.find(phrase, at + 1)


def _of_a_call(plain: str, places: Iterator[tuple[int, str]]) -> bool:
    """Whether one of the phrases at these places goes on as a promise would: with the call or its caller, no thing."""
    return any(
        not transfers_a_thing(plain[:at].split(), phrase, plain[at + len(phrase) :].split()) for at, phrase in places
    )


_HOLD = any_of(tuple(pattern for grammar in GRAMMARS for pattern in grammar.holds))
_CONDITION = any_of(tuple(pattern for grammar in GRAMMARS for pattern in grammar.conditions))
_DENIAL = any_of(tuple(pattern for grammar in GRAMMARS for pattern in grammar.denials))
_NOW = any_of(tuple(pattern for grammar in GRAMMARS for pattern in grammar.now))
