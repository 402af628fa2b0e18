"""How much of a sentence may be heard before its end is known: what no promise of a transfer goes on from unheard.

A sentence can be judged only when it is whole. Its first words may be heard before, as long as none of them is one of
those by which callers and calls, people and departments, waiting and connecting are named in the languages of the
grammars: then what is heard of a promise that is held back is at most a few words that promise nothing.
"""

import re
from collections.abc import Sequence
from typing import Final

from adapter.directory.spelled_digits import begins_digit
from adapter.tool_calls.promises.words import folded, words_in

MAX_WORDS: Final = 3
"""Words of a sentence that may be heard before its end. On the promises of `benchmarks/promises`, in the half that was
looked at, nine of ten let at most two pass."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


_SHORT: Final = frozenset(
    _words(
        """
        i we you me us put line hold wait stay bear hang team desk let get send join dial ring now way here move
        ich wir sie dich dir du euch gib geb jetzt nun ein hier wird
        je j nous vous te toi on pass mis met tout
        le les te lo la os yo voy un ya no
        ti vi lei io noi sto ora ecco
        pana pani cie ci ja my nie juz za
        sizi size siz ben biz hat bir
        ik wij we u je jou zet geef wacht nu even
        """
    )
)
"""Words of at most five letters, without accents."""
_STEMS: Final = _words(
    """
    transf connect patch hand pass rout forward redirect call line hold wait stay stand someone somebody colleague
    agent department operator specialist advis represent person expert office bring switch direct escalat link reach
    comes coming moment second right
    ihnen verbind verbund leit stell uber reich schalt anruf gesprach leitung kolleg mitarbeit jemand abteilung bleib
    warte sekunde gleich sofort zustandig berat einen eine weiter durch werden
    mett redirig orient relie appel ligne patient attend quitte reste conseill collegue service equipe quelqu
    instant maintenant voici
    usted pong conect comunic deriv enlaz llamad linea esper aguard compan asesor alguien equipo departament segundo
    ahora
    trasfer colleg inoltr giro smist chiamat resti rimang aspett operat addett qualcuno consulent attimo subito adesso
    faccio
    panstwa lacz polacz przela przek kier rozmow lini prosz czek zosta konsultant koleg pracownik ktos specjalist dzial
    teraz zaraz chwil wybieram
    sizin bagl aktar yonlend ilet cagri gorusme arama telefon bekle ayrilma lutfen kapat temsilci uzman arkadas yetkili
    ekip hemen simdi birazdan birkac
    verb schakel stuur gesprek lijn blijf medewerker collega iemand afdeling
    """
)
"""Beginnings of longer words, without accents."""

_BEGINNINGS: Final = frozenset(word[: end + 1] for word in (*_SHORT, *_STEMS) for end in range(len(word)))

_ENDED: Final = re.compile(r"\s*\S+\s")
"""A word that is whole, or what stands in the place of one."""

_WORD: Final = re.compile(r"\s*[^\W\d_]+(?:['’-][^\W\d_]+)*,?(?=\s|\Z)")


def open_until(sentence: str) -> list[int]:
    """The places up to which the beginning of a sentence that goes on may be heard now, in order.

    Each is behind one of at most `MAX_WORDS` words of letters, with a comma behind it or not, none of which is one from
    which a promise could go on. The last word may go on itself: then nothing may be what it begins.
    """
    ends: list[int] = []
    for _ in range(MAX_WORDS):
        match = _WORD.match(sentence, ends[-1] if ends else 0)
        if match is None:
            break
        words = words_in(folded(match[0]))
        if any(map(_may_promise, words)) or (match.end() == len(sentence) and _may_go_on(words[-1])):
            break
        ends.append(match.end())
    return ends


def is_settled(sentence: str, ends: Sequence[int]) -> bool:
    """Whether `open_until` gives these places however the sentence goes on."""
    end = ends[-1] if ends else 0
    return (len(ends) == MAX_WORDS and end < len(sentence)) or _ENDED.match(sentence, end) is not None


def _may_promise(word: str) -> bool:
    return word in _SHORT or word.startswith(_STEMS)


def _may_go_on(part: str) -> bool:
    """Whether a word that begins like this may become one from which a promise, or a number, could go on."""
    return part in _BEGINNINGS or begins_digit(part)
