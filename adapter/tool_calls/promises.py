"""Claims: whether what a model says promises a transfer, which nothing but a tool call brings about.

The phrases are a prompt's, and beside them the verbs of `promise_verbs`. What is here takes back the sentences that
have such words and promise nothing: questions, denials, conditions and offers, and what is transferred that is no call.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from adapter.tool_calls.promise_verbs import promising_phrases
from adapter.tool_calls.transferred_things import transfers_a_thing

MAX_CHARACTERS = 8_000
"""Text beyond this is not looked at: none of it is ever spoken."""

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "œ": "oe", "æ": "ae", "ß": "ss", "’": "'"})
_NO_LETTERS = frozenset({"Mn", "Cf"})
"""Categories of accents and of invisible characters."""
_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*")
_CLAUSE = re.compile(r"[,;:–—]|\s-+\s")
_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFC", text).casefold()
    plain = plain.replace("'", "").replace("’", "").replace("i\u0307", "i")  # the Turkish capital, in lower case
    return frozenset(_WORD.findall(plain))


# Anywhere in a sentence these make what it says depend on something. With their accents, because without them the
# Spanish and Italian "yes" are the French and Spanish "if"; without the Italian "if", which is a pronoun in Spanish.
_CONDITIONS = _words(
    """
    if whether unless until once when whenever before after
    wenn falls ob bevor sobald nachdem möchten möchtest wünschen
    si avant quand dès lorsque souhaitez voulez
    cuando antes quiere quieren desea prefiere
    quando appena vuole vuoi desidera preferisce
    jeśli jeżeli czy gdy gdyby zanim kiedy
    eğer isterseniz istersen olursa
    als voordat zodra wilt
    """
)
# In the same clause these deny it, or make it no more than imagined. Not "don't", which is how "hold on" begins.
_DENIALS = _words(
    """
    not never no cannot cant wont isnt couldnt wouldnt without instead unable would could should might tried trying
    nicht nie niemals kein keine keinen ohne statt könnte sollte würde
    ne pas jamais sans
    nunca sin
    non mai senza
    nigdy bez
    değil
    niet geen nooit zonder
    """
)
# Where a question ends the reply, only these make it a promise: "I will connect you. What is it about?" is an offer,
# and a caller who is asked does not wait in vain.
_NOW = _words(
    """
    now immediately straight away
    jetzt nun gleich sofort
    maintenant immédiatement suite
    ahora ya enseguida inmediatamente
    ora adesso subito
    teraz już zaraz
    şimdi hemen
    """
)


def promises_transfer(text: str, claims: Collection[str], *, complete: bool = True) -> bool:
    """Whether a text promises a transfer by one of these phrases.

    A phrase counts as whole words, in any case, with or without accents, and within one sentence. It does not count in
    a question, in a sentence with a condition, in a clause with a denial, where a thing is transferred, nor as an offer
    that ends with a question. A text that goes on (not `complete`) does not end yet, so its last question makes no
    offer of what it promises before.
    """
    phrases = _folded(tuple(claims))
    if not phrases or not text.strip():
        return False
    sentences: list[str] = _SENTENCE.findall(text[:MAX_CHARACTERS].rstrip())
    asks = complete and bool(sentences) and sentences[-1].rstrip().endswith(("?", "？"))
    return any(_promises(sentence, phrases, asks=asks) for sentence in sentences)


def _promises(sentence: str, phrases: tuple[str, ...], *, asks: bool) -> bool:
    if sentence.endswith(("?", "？")) or not _has(sentence, phrases):
        return False
    words = _words(sentence)
    if words & _CONDITIONS or (asks and not words & _NOW):
        return False
    clauses = _CLAUSE.split(sentence)
    within = [clause for clause in clauses if _has(clause, phrases)]
    # A phrase that runs over a comma belongs to the sentence as a whole.
    return any(
        not _words(clause) & _DENIALS and _speaks_of_a_call(_fold(clause), phrases) for clause in within or [sentence]
    )


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    spaced = _fold(text)
    return any(phrase in spaced for phrase in phrases) or any(promising_phrases(spaced))


def _speaks_of_a_call(spaced: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases in a clause goes on as a promise would: with the call or its caller, not a thing."""
    for phrase in phrases:
        at = spaced.find(phrase)
        while at >= 0:
            if not transfers_a_thing(spaced[:at].split(), phrase, spaced[at + len(phrase) :].split()):
                return True
            at = spaced.find(phrase, at + 1)
    return any(
        not transfers_a_thing(spaced[:at].split(), phrase, spaced[at + len(phrase) :].split())
        for at, phrase in promising_phrases(spaced)
    )


@lru_cache(maxsize=64)
def _folded(claims: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in map(_fold, claims) if phrase.strip())


def _fold(text: str) -> str:
    """The words alone, without case and accents, a space around each."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(character for character in parts if unicodedata.category(character) not in _NO_LETTERS)
    return f" {' '.join(_WORD.findall(plain))} "
