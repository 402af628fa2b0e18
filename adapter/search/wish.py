"""What of an utterance is the wish: without what the caller denies, and without numbers that are read out.

An embedding hears "not the cards, the loans" as a sentence about cards, and long numbers as what it is about.
"""

import re
from typing import Final

from adapter.search.lexical import QUERY_LIMIT, terms

# What stands before the thing that is denied, in the languages of the shipped prompt. A determiner follows, since
# "not working", "no funciona" and "nie działa" deny nothing that was offered.
_ENGLISH: Final = r"(?:it(?:'s| is) )?not (?:about |for |to )?(?:the|my|your|an?|any)"
_OTHERS: Final = (
    r"(?:es geht )?nicht (?:um |wegen |zu |für )?(?:de[rmns]|die|das|zum|zur|(?:m?ein|ihr)(?:e[mnr]?)?)",
    r"(?:ce n'est )?pas (?:pour |de |à )?(?:le|la|les|l'|du|des|mon|ma|mes|votre|vos|une?)",
    r"no (?:es |son )?(?:por |para |de )?(?:el|la|los|las|mi|mis|un|una|su|sus)",
    r"non (?:è |sono )?(?:per |di )?(?:il|lo|la|i|gli|le|l'|un|una|per)",
    r"nie (?:chodzi )?(?:o|do|w sprawie|dla|ta|ten|to|te)",
)
_DETERMINERS: Final = (
    r"the|my|your|an?|der|die|das|den|dem|meine?[mnr]?|eine?[mnr]?|zum|zur|le|la|les|du|des|mon|ma|mes|une?"
    r"|el|los|las|mi|mis|un|una|il|lo|i|gli|o|do"
)
_INSTEAD: Final = r"[\s,]+(?:but|rather|sondern|mais|sino|ma|bensì|ale|lecz|tylko)\b"
_THING: Final = r"(?:\s+|(?<='))(?:[^\W\d_][\w'-]*\s+){0,3}?[^\W\d_][\w'-]*"
_CLAUSE_ENDS: Final = rf"\s*(?:$|[,;.!?:–—])|{_INSTEAD}|\s(?:{_DETERMINERS})\s"
# Where a clause begins; in the middle of one, only what the true wish follows: "ich kann nicht die App öffnen".
_DENIED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"()(?<![\w'])(?:{_ENGLISH}){_THING}(?={_CLAUSE_ENDS})",
        rf"((?:^|[,;.!?:–—]|\b(?:no|nein|non|nie|und|et|y|e|aber))\s*)(?:{'|'.join(_OTHERS)}){_THING}(?={_CLAUSE_ENDS})",
        rf"()(?<![\w'])(?:{'|'.join(_OTHERS)}){_THING}(?={_INSTEAD})",
        # Turkish denies behind the thing
        r"()(?<![\w'])(?:[^\W\d_][\w'-]*\s+){1,3}değil(?=\s*(?:$|[,;.!?:]|\s))",
    )
)

# Card, account and telephone numbers, however grouped: three digits or more. "24 hours" and "2 cards" are words.
_NUMBER = re.compile(r"(?<![^\W\d_])\+?\d(?:[ \t./()-]{0,2}\d){2,}")


def wish_of(text: str) -> str:
    """The beginning of an utterance, less what it denies and the numbers in it; "" where no word of it has content.

    Where only words of every call would be left, as of "not the cards", it stays as it was.
    """
    said = _NUMBER.sub(" ", text[:QUERY_LIMIT])
    kept = said
    for pattern in _DENIED:
        kept = pattern.sub(r"\1 ", kept)
    kept = kept if terms(kept) else said
    return " ".join(kept.split()).strip(" ,;") if terms(kept) else ""
