"""Languages by their names: in a tool call's argument, and in a caller's wish to be served in one.

A wish ("auf Deutsch bitte") is a clause that has nothing in it but a language's name, somebody who speaks
it and politeness, or such words around a verb of speaking. Words are compared without case and accents.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from adapter.vapi.texts import best_match

MAX_CHARACTERS = 400
"""Of an utterance no more is looked at: who wants another language says so at once."""

_CLAUSE = re.compile(r"[,.;:!?…。！？¿¡\n]+|\s[-–—]+\s")
_WORD = re.compile(r"[^\W\d_]+")


_LETTERS = bytes(code if chr(code).isalpha() else ord(" ") for code in range(128)).ljust(256)
"""For `bytes.translate`: ASCII's letters as they are, everything else a space."""


def written_words(text: str) -> list[str]:
    """The words of a text as they are written; "don't" is one word, an elided article is one of its own."""
    text = text.replace("n't", "nt")
    if text.isascii():  # the same in a third of the time
        return text.encode().translate(_LETTERS).decode().split()
    return _WORD.findall(text)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text without case and accents; "don't" is one word, an elided article is one of its own."""
    plain = text.casefold()
    if plain.isascii():
        return tuple(written_words(plain))
    plain = plain.replace("’", "'").replace("n't", "nt").replace("ı", "i").replace("ł", "l")
    letters = unicodedata.normalize("NFKD", plain)
    return tuple(_WORD.findall("".join(letter for letter in letters if unicodedata.category(letter) != "Mn")))


def _set(text: str) -> frozenset[str]:
    return frozenset(folded_words(text))


_SPOKEN_NAMES = {
    "en": "english englisch englische anglais inglés inglese angielski angielsku ingilizce engels",
    "de": "german deutsch deutsche allemand alemán tedesco niemiecki niemiecku almanca duits",
    "fr": "french französisch français francés francese francuski francusku fransızca frans",
    "es": "spanish spanisch espagnol español castellano spagnolo hiszpański hiszpańsku ispanyolca spaans",
    "it": "italian italienisch italien italiano włoski włosku italyanca italiaans",
    "pl": "polish polnisch polonais polaco polacco polski polsku lehçe polonyaca pools",
    "tr": "turkish türkisch turc turco turecki turecku türkçe turks",
    "nl": "dutch niederländisch holländisch néerlandais neerlandés olandese niderlandzki holenderski "
    "flemenkçe hollandaca nederlands",
    "pt": "portuguese portugiesisch portugais português portugués portoghese portugalski portekizce portugees",
    "ru": "russian russisch russe ruso russo rosyjski rosyjsku rusça русский русском русски",
    "uk": "ukrainian ukrainisch ukrainien ucraniano ucraino ukraiński ukraińsku ukraynaca oekraïens українською",
    "ar": "arabic arabisch arabe árabe arabo arabski arabsku arapça عربي العربية",
    "da": "danish dänisch danois danés danese duński danca deens dansk",
    "sv": "swedish schwedisch suédois sueco svedese szwedzki isveççe zweeds svenska",
    "no": "norwegian norwegisch norvégien noruego norvegese norweski norveççe noors norsk",
    "cs": "czech tschechisch tchèque checo ceco czeski çekçe tsjechisch česky čeština",
    "el": "greek griechisch grec griego greco grecki yunanca grieks ελληνικα",
    "ro": "romanian rumänisch roumain rumano rumeno rumuński rumence roemeens română",
    "hu": "hungarian ungarisch hongrois húngaro ungherese węgierski macarca hongaars magyar magyarul",
}
_NAMES = {name: code for code, names in _SPOKEN_NAMES.items() for name in folded_words(names)}
_CODES = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "pol": "pl", "tur": "tr",
    "nld": "nl", "dut": "nl", "por": "pt", "rus": "ru", "ukr": "uk", "ara": "ar", "dan": "da", "swe": "sv", "nor": "no",
    "nob": "no", "ces": "cs", "cze": "cs", "ell": "el", "gre": "el", "ron": "ro", "rum": "ro", "hun": "hu",
}  # fmt: skip
"""ISO 639-2, both of its sets."""
_ALSO_OTHER_WORDS = frozenset(
    {"polish", "pools", "frans", "turks", "turco", "polaco", "russe", "ruso", "greco", "ceco"}
)
"""Names that alone may mean something or somebody else."""

_SPEAKING = _set(
    """
    speak speaking talk talking continue switch help explain repeat say
    sprechen reden sprich sprechts weitersprechen weitermachen fortfahren wechseln helfen unterhalten sag sagen rede
    parler parlons parlez continuer aider passer
    hablar hablemos hablen hablamos seguir atender ayudar
    parlare parliamo parlate continuare aiutare
    mówić rozmawiać porozmawiać rozmawiajmy mówmy przejść pomóc
    konuşabilir konuşmak konuşalım konuşabilirmiyiz konuşur biliyor bilen devam
    spreken praten verder helpen
    """
)
_SPEAKS = _set(
    "speaks spreche spricht sprecht parle hablo habla hablan hable parla parlo mówię mówi mówicie spreekt spreek"
)
"""Also said of others: only at the beginning, after "I", or of whoever the caller looks for."""
_SOMEBODY = _set(
    """
    i you somebody someone anybody anyone who
    ich sie ihr du jemand jemanden der die
    je vous tu quelqu un qui conseiller
    yo usted ustedes alguien que io lei voi qualcuno che
    ja pan pani państwo ktoś kogoś kto który która biri birisi kimse iemand u jij
    """
)
_AROUND = _SOMEBODY | _set(
    """
    in please can could would may we me us to with the a an do does d like want prefer rather let s lets is it there
    possible only just if possible now sorry hello hi yes maybe better ok okay and thank thanks need
    auf bitte können kann könnten könnte wir mir uns mit möchte möchten würde würden will lieber gern gerne nur hallo ja
    gibt es haben bei ihnen vielleicht besser einen eine und danke entschuldigung geht das auch wäre bevorzuge
    en s il te plaît plait pouvons pouvez peut peux pourrait pourriez on nous moi voudrais veux souhaite
    préfère préférerais plutôt seulement bonjour oui merci y a t est ce possible avec le la l d aimerais si
    por favor podemos puedo puede podría podríamos quiero quisiera prefiero mejor solo hola sí gracias hay es posible
    con nos me los el le gustaría
    in per favore possiamo posso può potrebbe potremmo voglio vorrei preferisco meglio solo ciao buongiorno sì grazie
    c è con mi ci piacerebbe
    po proszę czy możemy mogę może chcę chciałbym chciałabym wolę wolałbym wolałabym lepiej tylko dzień dobry tak
    dziękuję jest z bardzo języku języka
    lütfen miyiz misiniz musunuz istiyorum isterim tercih ederim var mı mi mu sadece merhaba evet teşekkürler ile edelim
    edebilir dilinde bir siz ben
    in het alstublieft graag kunnen kunt kan wij we liever alleen hallo ja dank er is met mij ons een wil wilt verder
    """
)
_NOT = _set(
    """
    not no dont doesnt cant cannot never nor nicht kein keine keinen nie ne pas jamais sin nunca non
    mai nie nigdy niet geen değil konuşmuyorum bilmiyorum konuşamıyorum instead statt
    """
)


def named_language(value: str, languages: Iterable[str]) -> str | None:
    """The one of `languages` that a value means: a tag in any case, a code of three letters, or a language's name."""
    tags = tuple(languages)
    tag = best_match(value, tags)
    if tag is not None:
        return tag
    words = folded_words(value[:MAX_CHARACTERS])
    codes = {_NAMES.get(word) or _CODES.get(word) for word in words} - {None}
    return _among(next(iter(codes)) or "", tags) if len(codes) == 1 else None


def wished_language(text: str, languages: Sequence[str]) -> str | None:
    """The one of `languages` in which a caller asks to be served, the last where there are several; else None."""
    found = None
    text = text[:MAX_CHARACTERS]
    if _NAMES.keys().isdisjoint(folded_words(text)):
        return None
    for clause in _CLAUSE.split(text):
        words = folded_words(clause)
        for at in (at for at, word in enumerate(words) if word in _NAMES):
            tag = _among(_NAMES[words[at]], languages)
            if tag is not None and _is_wish(words, at):
                found = tag
    return found


def _is_wish(words: Sequence[str], at: int) -> bool:
    """Whether the name at a place is wished for: by the words around it that are of no other matter."""
    first, end = at, at + 1
    while first > 0 and _belongs(words[first - 1]):
        first -= 1
    while end < len(words) and _belongs(words[end]):
        end += 1
    span = words[first:end]
    if _NOT.intersection(span):
        return False
    if len(span) == len(words):
        return len(words) > 1 or words[0] not in _ALSO_OTHER_WORDS
    if _SPEAKING.intersection(span):
        return True
    return bool(_SPEAKS.intersection(span)) and (first == 0 or bool(_SOMEBODY.intersection(span)))


def _belongs(word: str) -> bool:
    return word in _AROUND or word in _SPEAKING or word in _SPEAKS or word in _NOT


def _among(code: str, languages: Iterable[str]) -> str | None:
    tags = tuple(languages)
    return best_match(code, tags) or (best_match("nb", tags) if code == "no" else None)
