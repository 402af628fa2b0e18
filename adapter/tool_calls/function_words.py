"""Function words, each of one language alone: who says two of them, and none of another language, speaks it."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

ENOUGH: Final = 2
"""Different ones. Enough to say that a call stays in its language, and too few to change one: "About You" is a shop."""

# Without accents, as `folded_words` gives them. What stands in two lists tells nothing, as if it stood in none. The
# last two lists are there for callers whose words would be taken for a neighbour's.
_LISTS: Final = {
    "en": """
        a i is to in on of at as so me we he she it no do be an or if by up am will can may but come one all any some
        the and my your our their have has had need needs want wanted would could should with about that this these
        those what when where why which who whose they them there been being was were are not from for you please cannot
        dont cant didnt doesnt isnt wont hasnt havent its someone something somebody because after before again into how
        does did myself whether anything nothing already still only just since more get got make us
        """,
    "de": """
        am an in so es er um zu im war was des als man will wo da bis
        ich und nicht das ist ein eine einen einem einer mein meine meinen meinem meiner der die den dem mit auf fur von
        wir sie haben habe hat bin sind wurde wird mochte kann konnen konnte muss brauche bitte auch aber wenn weil dass
        wie noch schon mir mich ihnen ihre uber nach bei zum zur seit immer keine kein nur oder jetzt hier etwas unser
        unsere gestern heute mehr durch ob warum
        """,
    "fr": """
        a y m l d s on me se te tu si ma de du la le un en y no plus des et ou ne an par
        je suis vous nous avec pour pas mon mes est une les dans sur que qui mais depuis voudrais peux pouvez besoin
        cette votre notre chez elle ils ont ete etre sont aux tres bien ai il cela toujours encore puis pouvoir quand
        """,
    "es": """
        a y o e me se te si la lo le un una de en el es su con no nos da a da como sobre do mi mis al del
        yo los las que para por tengo quiero necesito puede puedo gracias esta este estoy hay ha he han muy pero porque
        cuando donde usted ustedes mas soy son desde hacer todavia tambien hasta quisiera les
        """,
    "it": """
        a e o i c me se te si la lo le un una in al del del ha ho hai ma da di ci mi no non come su per con che
        il gli mio mia miei mie sono abbiamo vorrei posso puo grazie della dello degli delle nel nella dal dalla questo
        questa perche quando dove anche piu uno ancora vostro hanno sul sulla alla
        """,
    "pl": """
        a i o w z na do to za od po co tak se da ale jest nie bo
        sie mam mi moj moja moje mnie ze czy jak moge chce chcialbym chcialabym prosze przez gdzie kiedy juz dla tego
        jestem mozna ktory ktora moim mojej przy przed
        """,
    "tr": """
        o ne var on mi mu de da ben bin
        bir ve bu icin ile benim yok degil ama cok istiyorum nasil nerede lutfen olarak kadar daha gibi bana beni oldu
        olan sizin hakkinda
        """,
    "nl": """
        de in is was me we u er die dat der wie en of om te op al als bij zo an den me nu door mag pas hier ik had hem
        het een niet van voor met mijn heb heeft wil graag naar ook maar wat hoe waar waarom jullie uw kunt kunnen moet
        geen nog zijn ben deze aan kan mij
        """,
    "pt": """
        a e o as os se de do da das dos na no em um uma me te por para com que mas sobre desde ha mais como ou
        eu nao meu minha voce tenho preciso quero gostaria foi esta isso obrigado nos sem pela pelo
        """,
    "scandinavian": """
        i a er et en den der de det at for fra med mit min vi du om men kan vil har hun han man var ja som til av
        jeg jag och og ikke inte ar mitt till skal ska ett att mot nu sa
        """,
}


def _of_one_language() -> dict[str, str]:
    words = {language: frozenset(text.split()) for language, text in _LISTS.items()}
    lists = Counter(word for some in words.values() for word in some)
    return {word: language for language, some in words.items() for word in some if lists[word] == 1}


_LANGUAGES: Final = _of_one_language()


def language_of_words(words: Iterable[str]) -> str | None:
    """The language of words as `folded_words` gives them; None where they do not tell it, or tell two."""
    told = list(filter(None, map(_LANGUAGES.get, set(words))))
    return told[0] if len(told) >= ENOUGH and told.count(told[0]) == len(told) else None
