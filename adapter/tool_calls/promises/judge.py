"""Whether what a model says promises a transfer, which nothing but a tool call brings about.

A promise is found by the phrases of a prompt and by the grammars of eight languages. Questions, conditions, denials and
offers promise nothing, and neither does what transfers a thing and no call.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from adapter.tool_calls.promises.grammar import Language, Signs
from adapter.tool_calls.promises.languages import any_language, any_questions, languages
from adapter.tool_calls.promises.patterns import Patterns
from adapter.tool_calls.promises.things import transfers_a_thing
from adapter.tool_calls.promises.words import folded, spaced, words_in

MAX_CHARACTERS = 4_000
"""Text beyond this is not looked at. What is spoken of a reply is half as long, and is looked at by itself."""

LONG_SENTENCE = 600
"""A sentence of more characters is looked at in pieces of so many: what is remembered of one grows with its length."""
OVERLAP = 150
"""Characters that a piece shares with the one before, so that no promise is cut in two."""

_TITLE = r"\b(?:Dra?|M|Mrs?|St|Ms|Profa?|Sra?|Srta|Hr|Dott|Sig|Mag|Ing|Dipl|Av)\."
"""The full stop of one ends no sentence: "I am connecting you with Dr. Weber's office"."""
_SENTENCE = re.compile(rf"(?:{_TITLE}|[^.!?…。！？\n])+[.!?…。！？]*")
_CLAUSE = re.compile(r"[,;:–—]|\s-+\s")
_CUT = r"(?:[,;:–—¿]|\s-+\s)"
_TAG = rf"(?P<told>.*){_CUT}(?P<tag>[^,;:–—¿]+)"
_TAGS = (
    re.compile(rf"{_TAG}[?？]\s*", re.DOTALL),
    re.compile(rf"{_TAG},(?:\s+[^\s,;:–—¿]+){{1,3}}[?？]\s*", re.DOTALL),
)
"""With whom it is put to, too: "…, okay, Mrs. Lee?" """

_ASIDE = re.compile(
    r"""(?<=[\s,;:–—])(?:
        (?:and|but)\ (?:if|in\ case|should)
        |(?:und|aber|doch)\ (?:wenn|falls|sollten?)
        |(?:et|mais)\ (?:si|s['’]ils?|(?:au|en)\ cas)
        |(?:y|pero)\ (?:si|en\ caso)
        |(?:e|ma)\ (?:se|nel\ caso|in\ caso|qualora)
        |(?:a|i|ale)\ (?:jeśli|jeżeli|gdyby|jakby|w\ razie)
        |(?:ve|ama|fakat)\ (?:eğer|şayet|(?:\w+\ ){0,3}\w+[rz]s[ae])
        |(?:en|maar)\ (?:als|mocht)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Begins what is to be done if nobody answers: "…, and if you get cut off, call again"."""

_Found = Iterator[tuple[int, str]]
"""Where in a clause something promises, and with which words, a space around them."""


def promises_transfer(text: str, claims: Collection[str], *, complete: bool = True) -> bool:
    """Whether a text promises a transfer, by one of these phrases or by a grammar; without phrases never.

    A phrase counts as whole words, in any case, with or without accents, and within one sentence. Nothing counts in a
    question, in a sentence with a condition, in a clause with a denial, where a thing is transferred, nor as an offer
    that ends with a question. "…, okay?" makes none, and "Is there anything else?" offers nothing. What stands before
    "and if …" is looked at without that as well. A text that goes on (not `complete`) does not end yet, so its last
    question makes no offer of what it promises before.
    """
    if not claims or not text.strip():
        return False
    parts = [_without_tag(part) for part in _SENTENCE.findall(text[:MAX_CHARACTERS].rstrip())]
    asks = complete and bool(parts) and _is_question(parts[-1]) and not _offers_nothing(parts[-1])
    # What is said twice is judged once.
    told = dict.fromkeys(piece for part in parts if not _is_question(part) for piece in _pieces(part))
    sentences = [_clauses(piece) for piece in told]
    whole = "\n".join(_joined(clauses).plain for clauses in sentences)
    if _claims(sentences, whole, _phrases(tuple(claims)), asks=asks):
        return True
    return any(_may_promise(whole, of) and _promises(sentences, of, asks=asks) for of in languages())


def prepare() -> None:
    """Makes the grammars ready, which takes half a second, so that no caller waits for it."""
    for language in languages():
        _promises([_clauses("ready")], language, asks=False)


@lru_cache(maxsize=64)
def _phrases(claims: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in (folded(spaced(words_in(claim))) for claim in claims) if phrase.strip())


@lru_cache(maxsize=256)
def _is_known(phrase: str) -> bool:
    """Whether a grammar knows a phrase as a promise. Then it is left to that, which knows its near-misses as well."""
    return any(language.promises.found_in(phrase) for language in languages())


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence; in pieces if it is too long to be one, and what it says before "and if …" by itself as well."""
    if (aside := _ASIDE.search(sentence)) and (said := sentence[: aside.start()].strip()):
        yield from _pieces(said)
    start = 0
    while len(sentence) - start > LONG_SENTENCE:
        space = sentence.rfind(" ", start + 2 * OVERLAP, start + LONG_SENTENCE)
        end = space if space > 0 else start + LONG_SENTENCE
        yield sentence[start:end]
        before = sentence.rfind(" ", start + 1, end - OVERLAP)
        start = before if before > 0 else end - OVERLAP
    yield sentence[start:]


def _offers_nothing(question: str) -> bool:
    """Whether one only asks, in whatever language, to stay on the line or for what else there is to do."""
    clauses = _clauses(question)
    if not clauses:
        return False
    asked = _joined(clauses)
    return any_questions().closing.found_in(asked.plain) or not asked.without(any_language().hold).plain.strip()


def _without_tag(sentence: str) -> str:
    """What a sentence tells before a question of a word or two, in whatever language: "You are connected, okay?" """
    for parts in filter(None, (tag.fullmatch(sentence) for tag in _TAGS if _is_question(sentence))):
        if "¿" not in parts["told"] and any_questions().tag.found_in(folded(spaced(words_in(parts["tag"])))):
            return parts["told"]
    return sentence


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith(("?", "？"))


@dataclass(frozen=True, kw_only=True)
class _Clause:
    """Words, a space around each: as they are written, and without accents."""

    accented: str
    plain: str

    def without(self, hold: Patterns) -> "_Clause":
        """The clause without the words that ask to hold."""
        asked = {
            place
            for match in hold.matches(self.plain)
            for place in range(self.plain.count(" ", 0, match.start()) - 1, self.plain.count(" ", 0, match.end()))
        }
        if not asked:
            return self
        written, plain = (
            spaced(word for place, word in enumerate(words.split()) if place not in asked)
            for words in (self.accented, self.plain)
        )
        return _Clause(accented=written, plain=plain)

    def parted(self, words: int) -> tuple["_Clause", "_Clause"]:
        """The first words of the clause, and the rest."""
        written, plain = self.accented.split(), self.plain.split()
        return (
            _Clause(accented=spaced(written[:words]), plain=spaced(plain[:words])),
            _Clause(accented=spaced(written[words:]), plain=spaced(plain[words:])),
        )


def _clauses(sentence: str) -> list[_Clause]:
    parts = (spaced(words) for part in _CLAUSE.split(sentence) if (words := words_in(part)))
    return [_Clause(accented=part, plain=folded(part)) for part in parts]


def _joined(clauses: Sequence[_Clause]) -> _Clause:
    if len(clauses) == 1:
        return clauses[0]
    return _Clause(
        accented=spaced(word for clause in clauses for word in clause.accented.split()),
        plain=spaced(word for clause in clauses for word in clause.plain.split()),
    )


def _claims(sentences: Sequence[Sequence[_Clause]], whole: str, phrases: Sequence[str], *, asks: bool) -> bool:
    """Whether one of the sentences promises a transfer by a phrase, whatever language that is of. `whole` is all they
    say, without accents."""
    own = [phrase for phrase in phrases if phrase in whole and not _is_known(phrase)]
    if not own:
        return False
    signs = any_language()
    find = partial(_occurrences, own)
    return any(
        _promised([clause.without(signs.hold) for clause in clauses], find, signs, asks=asks) for clauses in sentences
    )


def _may_promise(whole: str, language: Language) -> bool:
    """Whether what is said could promise something in a language, asked of all sentences at once."""
    return language.promises.may_match(whole) or language.signs.hold.may_match(whole)


def _promises(sentences: Sequence[Sequence[_Clause]], language: Language, *, asks: bool) -> bool:
    """Whether one of the sentences promises a transfer in the ways of a language."""
    signs = language.signs
    without = [[clause.without(signs.hold) for clause in clauses] for clauses in sentences]
    find = partial(_matches, language.promises if without == sentences else language.promises_while_holding)
    return any(
        _promised(clauses, find, signs, asks=asks) or _is_certain(clauses, language.certain) for clauses in without
    )


def _is_certain(clauses: Sequence[_Clause], certain: Patterns) -> bool:
    """Whether a clause, or the sentence as a whole, promises whatever else is said."""
    return any(certain.found_in(clause.plain) for clause in clauses) or certain.found_in(_joined(clauses).plain)


def _promised(clauses: Sequence[_Clause], find: Callable[[str], _Found], signs: Signs, *, asks: bool) -> bool:
    """Whether a sentence without what asks to hold promises a transfer, by what `find` finds in it."""
    whole = _joined(clauses)
    parts = [(clause, list(find(clause.plain))) for clause in clauses]
    if len(parts) > 1 and not any(found for _, found in parts):
        # What runs over a comma belongs to the sentence as a whole.
        parts = [(whole, list(find(whole.plain)))]
    if not any(found for _, found in parts):
        return False
    main = [_without_asides(part, found, signs) for part, found in parts]
    if _remains(signs.condition, whole, _joined(main)) or (asks and not signs.now.found_in(whole.accented)):
        return False
    return any(
        _is_of_a_call(part.plain, found) and not _remains(signs.denial, part, said)
        for (part, found), said in zip(parts, main, strict=True)
    )


def _remains(taken_back: Patterns, clause: _Clause, main: _Clause) -> bool:
    """Whether something takes a promise back, and not only in an aside."""
    return taken_back.found_in(clause.accented) and (main == clause or taken_back.found_in(main.accented))


def _without_asides(clause: _Clause, found: Sequence[tuple[int, str]], signs: Signs) -> _Clause:
    """A clause without the asides behind what it promises, if it promises something."""
    behind = min((at + len(words) for at, words in found), default=None)
    if behind is None or not signs.aside.sources:
        return clause
    said, rest = clause.parted(clause.plain.count(" ", 0, behind) - 1)
    return _joined([said, rest.without(signs.aside)])


def _is_of_a_call(clause: str, found: Sequence[tuple[int, str]]) -> bool:
    """Whether something that promises goes on with the call or its caller and with no thing."""
    return any(
        not transfers_a_thing(clause[:at].split(), words, clause[at + len(words) :].split()) for at, words in found
    )


def _occurrences(phrases: Sequence[str], clause: str) -> _Found:
    for phrase in phrases:
        at = clause.find(phrase)
        while at >= 0:
            yield at, phrase
            at = clause.find(phrase, at + 1)


def _matches(patterns: Patterns, clause: str) -> _Found:
    return ((match.start() - 1, f" {match[0]} ") for match in patterns.matches(clause))
