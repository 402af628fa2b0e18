"""Function words, each of one language alone: who says two of them, and none of another language, speaks it."""

from collections import Counter
from typing import Final

from adapter.tool_calls.language_names import MAX_CHARACTERS, written_words

ENOUGH: Final = 2
"""Different ones. Enough to say that a call stays in its language, and too few to change one: "About You" is a shop."""
SHORTEST: Final = 4
"""Words of an utterance: fewer are often a name."""

# As they are written: Vietnamese "thể" is no "the". What stands in two lists tells nothing, as if it stood in none, and
# so does a single letter. The last four lists are there for callers whose words would be taken for a neighbour's.
_LISTS: Final = {
    "en": """
        is to in on of at as so me we he she it no do be an or if by up am will can may but come one all any some
        the and my your our their have has had need needs want wanted would could should with about that this these
        those what when where why which who whose they them there been being was were are not from for you please cannot
        dont cant didnt doesnt isnt wont hasnt havent its someone something somebody because after before again into how
        does did myself whether anything nothing already still only just since more get got make us
        """,
    "de": """
        am an in so es er um zu im war was des als man will wo da bis
        ich und nicht das ist ein eine einen einem einer mein meine meinen meinem meiner der die den dem mit auf für von
        wir sie haben habe hat bin sind wurde wird möchte kann können könnte muss brauche bitte auch aber wenn weil dass
        wie noch schon mir mich ihnen ihre über nach bei zum zur seit immer keine kein nur oder jetzt hier etwas unser
        unsere gestern heute mehr durch ob warum
        """,
    "fr": """
        on me se te tu si ma de du la le un en plus des et ou où ne an par
        je suis vous nous avec pour pas mon mes est une les dans sur que qui mais depuis voudrais peux pouvez besoin
        cette votre notre chez elle ils ont été être sont aux très bien ai il cela ça toujours encore puis quand
        """,
    "es": """
        me se te si la lo le un una de en el es su con no nos da como sobre mi mis al del sí mí
        yo los las que para por tengo quiero necesito puede puedo gracias está este esta estoy hay ha he han muy pero
        porque cuando donde usted ustedes más soy son desde hacer todavía también hasta quisiera les qué
        """,
    "it": """
        me se te si la lo le un una in al del ha ho ma da di ci mi no non come su per con che
        il gli mio mia miei mie sono abbiamo vorrei posso può grazie della dello degli delle nel nella dal dalla questo
        questa perché quando dove anche più uno ancora vostro hanno sul sulla alla è già
        """,
    "pl": """
        na do to za od po co tak se da ale jest nie bo
        się mam mi mój moja moje moją mnie że czy jak mogę chcę chciałbym chciałabym proszę przez gdzie kiedy już dla
        tego jestem można który która moim mojej przy przed
        """,
    "tr": """
        ne var on mi mu de da ben bin
        bir ve bu için ile benim yok değil ama çok istiyorum nasıl nerede lütfen olarak kadar daha gibi bana beni oldu
        olan sizin hakkında
        """,
    "nl": """
        de in is was me we er die dat der wie en of om te op al als bij zo an den nu door mag pas hier ik had hem
        het een niet van voor met mijn heb heeft wil graag naar ook maar wat hoe waar waarom jullie uw kunt kunnen moet
        geen nog zijn ben deze aan kan mij
        """,
    "pt": """
        as os se de do da das dos na no em um uma me te por para com que mas sobre desde ha há mais como ou
        eu não meu minha você tenho preciso quero gostaria foi esta está isso obrigado nos sem pela pelo
        """,
    "catalan": """
        el els la les un una de del dels amb per que no si en és es són molt tinc vull puc he ha hem al als com
        """,
    "scandinavian": """
        er et en den der de det at for fra med mit min vi du om men kan vil har hun han man var ja som til av
        jeg jag och og ikke inte är mitt till skal ska ett att mot nu så
        """,
    "slavic": """
        je se na za do od po to tak ne ni nie ale bo co da sa so bez pre pro pri ako jako bude ten tento za že
        """,
}


def _of_one_language() -> dict[str, str]:
    words = {language: frozenset(text.split()) for language, text in _LISTS.items()}
    lists = Counter(word for some in words.values() for word in some)
    return {word: language for language, some in words.items() for word in some if lists[word] == 1}


_LANGUAGES: Final = _of_one_language()
_LATIN: Final = "\u024f"
"""The last character of the words that the lists are about."""


def plain_language(text: str) -> str | None:
    """The language of an utterance, as its code; None where its words do not tell it, tell two, or are few.

    Words in another script, or with other accents than the lists have, are for the detector to judge.
    """
    text = text[:MAX_CHARACTERS]
    if max(text, default="") > _LATIN:
        return None
    words = written_words(text.lower())
    told = list(filter(None, map(_LANGUAGES.get, set(words))))
    several = len(words) >= SHORTEST and len(told) >= ENOUGH
    return told[0] if several and told.count(told[0]) == len(told) else None
