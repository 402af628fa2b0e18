"""The lexical index: which of several texts share words with an utterance, and how sure that is.

BM25 over word stems. Texts may mix languages, so nothing here asks which language a word is from. Plain Python, because
for the texts of a directory that answers in microseconds, while importing numpy alone takes longer than the whole
start-up should (`benchmarks/parts/search.py` compares it with bm25s).
"""

import heapq
import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

QUERY_LIMIT = 2_000
"""Characters of a query that are read, from its start. No spoken turn is longer; it bounds the work of hostile ones."""

_K1 = 1.2  # BM25: how soon the repetition of a word stops to count
_B = 0.5  # BM25: discount of long texts; below the usual 0.75 because more sample sentences make no text vaguer

_WORD_LENGTH = 40
_STEM_LENGTH = 6
_COMPOUND_LENGTH = 7  # "Bargeld"
_PART_LENGTH = 4
_REST_LENGTH = 3
_TAIL_WEIGHT = 0.8  # "Karte" in "Kreditkarte": the last part of a compound says what it is,
_FRONT_WEIGHT = 0.5  # the first only what it is about, as in "Kartenterminal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A text that shares words with the query."""

    position: int
    """Index of the text in the sequence that was indexed."""

    score: float
    """BM25 in words, above 0: about 1 for a word that one text has once (2.2 at most if it repeats it), less for a word
    of many texts. The unit makes thresholds hold for indexes of any size."""

    coverage: float
    """Share of the query's content that this text knows, in (0, 1]. Words that no text knows count in full."""

    margin: float
    """Lead over the next best text as a share of the score, in [0, 1]: 0 for a tie, 1 if no other text matches."""


class LexicalIndex:
    """BM25 over a fixed sequence of texts. Does not change once built, so it can be shared."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = {}
        lengths: list[int] = []
        root_of = cache(_root)
        for position, text in enumerate(texts):
            roots = [root_of(word) for word in _content_words(text)]
            lengths.append(len(roots))
            for root, count in Counter(roots).items():
                self._postings.setdefault(root, []).append((position, count))
        average = sum(lengths) / len(lengths) if any(lengths) else 1.0
        self._saturation = [_K1 * (1 - _B + _B * length / average) for length in lengths]
        self._by_stem: dict[str, list[str]] = {}
        for root in self._postings:
            self._by_stem.setdefault(root[:_STEM_LENGTH], []).append(root)
        compounds = [root for root in self._postings if len(root) >= _COMPOUND_LENGTH]
        self._compounds = sorted(compounds)
        self._compounds_backwards = sorted(root[::-1] for root in compounds)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Texts that share content words with `query`, best first, ties by position; at most `limit`.

        Empty if nothing is shared: greetings and courtesies alone match no text. Only the first `QUERY_LIMIT`
        characters are read. A hit says that words agree, not that the wish is understood; `coverage` and `margin` say
        how far to trust it.
        """
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        content = 0.0
        for root in dict.fromkeys(_root(word) for word in _content_words(query[:QUERY_LIMIT])):
            counts, closeness = self._occurrences(root)
            weight = self._weight(len(counts))
            content += weight
            for position, count in counts.items():
                gain = weight * (_K1 + 1) * count / (count + self._saturation[position])
                scores[position] = scores.get(position, 0.0) + gain
                covered[position] = covered.get(position, 0.0) + weight * closeness[position]
        # One more than asked for, because the last hit's margin needs its follower.
        ranked = heapq.nsmallest(max(limit, 0) + 1, ((-score, position) for position, score in scores.items()))
        best = [(position, -score) for score, position in ranked]
        followers = [score for _, score in best[1:]] + [0.0]
        return [
            Hit(position=position, score=score, coverage=covered[position] / content, margin=1 - follower / score)
            for (position, score), follower in zip(best[:limit], followers, strict=False)
        ]

    def _occurrences(self, root: str) -> tuple[dict[int, float], dict[int, float]]:
        """By position: how often a text has the word in any form, and how close the closest form comes, up to 1."""
        counts: dict[int, float] = {}
        closeness: dict[int, float] = {}
        for form, weight in self._forms(root):
            for position, count in self._postings[form]:
                counts[position] = counts.get(position, 0.0) + weight * count
                closeness[position] = max(weight, closeness.get(position, 0.0))
        return counts, closeness

    def _forms(self, root: str) -> Iterator[tuple[str, float]]:
        """Indexed roots that stand for the same word, that contain it, or that it contains; with their weights."""
        same = self._by_stem.get(root[:_STEM_LENGTH], [])
        yield from ((form, 1.0) for form in same)
        joined: dict[str, float] = {}
        if len(root) >= _PART_LENGTH:
            fronts = _starting_with(root, self._compounds)
            tails = (form[::-1] for form in _starting_with(root[::-1], self._compounds_backwards))
            joined |= dict.fromkeys(fronts, _FRONT_WEIGHT) | dict.fromkeys(tails, _TAIL_WEIGHT)
        if len(root) >= _COMPOUND_LENGTH:
            cuts = range(_REST_LENGTH, len(root) - _REST_LENGTH + 1)
            joined |= {root[:cut]: _FRONT_WEIGHT for cut in cuts if cut >= _PART_LENGTH}
            joined |= {root[cut:]: _TAIL_WEIGHT for cut in cuts if len(root) - cut >= _PART_LENGTH}
        yield from ((form, weight) for form, weight in joined.items() if form in self._postings and form not in same)

    def _weight(self, texts_with_it: int) -> float:
        """How much a word tells texts apart, in (0, 1]: 1 if one text has it, and as much if none does."""
        texts = len(self._saturation)
        return _rarity(max(texts_with_it, 1), texts) / _rarity(1, texts)


def terms(text: str) -> list[str]:
    """What the index sees of a text: the stems of its content words, in order, repetitions kept.

    Letters only: digits and punctuation are separators. Case and diacritics are folded ("Überweisung", "Ueberweisung"
    and "überweisung" are equal); function words, greetings and words of every call ("help", "Frage") are left out.
    """
    return [_root(word)[:_STEM_LENGTH] for word in _content_words(text)]


def shared_terms(a: str, b: str) -> list[str]:
    """The words of `a` that `b` has too, whatever their ending: lower case, spelt as in `a`, each once, in order."""
    in_b = set(terms(b))
    shared: dict[str, str] = {}
    for word in _WORD.findall(_without_marks(unicodedata.normalize("NFKC", a))):
        for term in in_b.intersection(terms(word)):
            shared.setdefault(term, word.lower())
    return list(shared.values())


def _starting_with(prefix: str, ordered: list[str]) -> Iterator[str]:
    """The members of a sorted list that start with `prefix` and go on for a compound's other part."""
    for index in range(bisect_left(ordered, prefix), len(ordered)):
        if not ordered[index].startswith(prefix):
            return
        if len(ordered[index]) >= len(prefix) + _REST_LENGTH:
            yield ordered[index]


def _rarity(texts_with_it: int, texts: int) -> float:
    return math.log(1 + (texts - texts_with_it + 0.5) / (texts_with_it + 0.5))


def _content_words(text: str) -> list[str]:
    stopwords = _stopwords()
    return [word[:_WORD_LENGTH] for word in _WORD.findall(_fold(text)) if len(word) > 1 and word not in stopwords]


_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

# ae, oe and ue are how ä, ö and ü are typed without them, but "neue", "value" and "que" are no "nü", "valü" and "qü".
_UMLAUT = re.compile(r"([ao]|(?<![aeoq])u)e(?=[a-z])")


def _fold(text: str) -> str:
    if text.isascii():
        return _UMLAUT.sub(r"\1", text.lower())
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return _UMLAUT.sub(r"\1", _without_marks(folded))


def _without_marks(text: str) -> str:
    return "".join(character for character in text if not unicodedata.combining(character))


# Endings of number, gender, case and person that European languages share, the longest first.
_ENDINGS = ("ungen", "ung", "ing", "ies", "en", "es", "ed", "as", "os", "e", "s", "a", "o", "i", "y")
_SHORTEST_ROOT = 3


def _root(word: str) -> str:
    """A folded word without its ending, so that its forms agree; not yet cut, so that compounds keep their parts."""
    if not word.endswith(("ss", "us", "is")):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
                return word[: -len(ending)]
    return word


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(_fold(_STOPWORDS).split())


# Function words, greetings and the words of every call in English, German, French, Spanish, Italian, Polish, Turkish,
# Dutch and Portuguese, each under the first language that has it. A word that has content in another of these languages
# stays out: "para" (Turkish: money), "tan" (German: banking code), "tot" (German: dead), "fare", "car", "door".
_STOPWORDS = """
about after again all also am an and any anything are as at be because been being but by can cannot could did do does
doing don down each every for from get getting give go going gonna got had has have having he her here him his how if
in into is it its just know let like ll me might more most much my need no nobody not now of off on one only onto or
other our out over please really she should so some someone something still such than that the their them then there
these they thing things this those though to too up upon us very via want wanted wants was wasn we were what when
where which while who whom whose why will with without won would wouldn yes yet you your hello hi hey thanks thank
okay ok well bye goodbye sorry morning afternoon evening day today tomorrow yesterday moment um uh yeah yep nope sure
maybe help question questions problem problems issue issues call calling caller callers speak speaking talk tell say
said work works working use used using make made keep keeps able cause needs name last looking find good fine re ve
anyone im ive id dont cant doesnt didnt wont isnt ain isn didn doesn couldn

ab aber alle allem allen aller alles als andere anderen auch auf aus bei beim bin bis bist da dabei dafür damit dann
daran darauf darum das dass davon dazu dein dem den denn der des deshalb die dies diese diesem diesen dieser dieses
doch dort du durch ein eine einem einen einer eines einfach er es etwas für gar geben gegen gehen geht gemacht gerade
gern gerne gibt habe haben halt hast hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer immer ins irgendwie
ist ja jede jeder jemand jemandem jemanden jetzt kann kannst kein keine keinen können könnte könnten machen mal man
mehr mein meine meinem meinen meiner meines mich mir mit möchte möchten muss müssen nach nein nicht nichts noch nur ob
oder ohne schon sehr sein seine seit sich sie sind soll sollte sondern über und uns unser unsere unserem unseren
unserer vom von vor wann war waren warum weil welche welcher wenn wer werde werden wie wieder wir wird wo wollen
wollte worden wurde zu zum zur zwar eben eigentlich mag bitte danke dankeschön hallo guten gute gutes guter tag morgen
abend heute gestern moin servus grüß gott tschüss wiederhören wiedersehen schönen vielen dank genau äh ähm hm naja
hilfe helfen frage fragen probleme anliegen brauche brauchen bräuchte rufe ruf anruf anrufen anrufer anruferin
sprechen sagen wissen funktioniert funktionieren klappt hab glaube glauben bekomme bekommen bekam geworden heiße
letzte letzten letzter finde

au aux avec avez avoir ai avait bien ce cela ces cet cette ceux chez comme comment dans de depuis donc elle elles en
est et été être eu faire fait faut il ils je la le les leur lui ma mais mes moi mon ne ni nos notre nous ont ou par
pas peu peut peux plus pour pouvez pouvoir puis qu que quel quelle quelque quelqu qui quoi sa sans se ses si soit sont
suis sur ta te tes toi toujours tout toute tous tu un une va veux voudrais vos votre vous vouloir ça oui non bonjour
bonsoir salut allô merci plaît svp revoir jour aujourd hui demain aide aider besoin appelle appeler parler dire euh
bon nom alors voilà

al algo alguien ante antes aquí así aún cada como con cual cuando del desde donde el ella ellos entre era eran esa ese
eso esta están estar estas este esto estos estoy fue ha hace hacer hasta hay las lo los mi mis mucho muy más otra otro
pero poco por porque puede puedo pues quien quiero quisiera ser sin sobre son soy su sus también tengo tiene todo
todos tus una unas uno unos usted voy ya yo hola buenos buenas días tardes noches gracias favor adiós vale ayuda
ayudar necesito pregunta problema llamo llamar hablar decir gustaría nombre ayer hoy mañana

ad agli alla anche ancora avere che chi ci come cosa cui dal dalla degli dei dell della delle dello devo di dove ed
essere fatto gli hai hanno ho io lei li loro mia mie miei mio molto nei nel nella noi nostro ogni per perché più poi
posso può puoi qualche qualcosa qualcuno quale quando quanto questa queste questi questo sei senza siamo sono sta sto
sua sul sulla suo ti tra tutti tutto vi voglio voi vorrei buongiorno buonasera ciao salve grazie prego favore
arrivederci pronto aiuto bisogno domanda nome chiamo chiamare parlare ieri oggi domani allora

aby ale bo być był była było chcę chciałbym chciałabym co coś czy dla gdy gdzie jak jako jego jej jest jestem jeszcze
już kiedy kto który która które lub mam mamy mną mnie moja moje mojej mojego mogę mój mu na nam nas nasz nasza nie nic
niż od ona oni po pod ponieważ potrzebuję przed przez przy sobie tak także tam tego tej ten tutaj tylko tym wszystko
za ze żeby dzień dobry cześć halo witam dziękuję proszę pan pani widzenia pomoc pomocy pytanie dzwonię nazywam
rozmawiać wczoraj dziś dzisiaj jutro

acaba ama artık bana bazı belki ben benim beni bir biri biraz birisi biz bizim bu bunu böyle çok çünkü daha değil diye
evet gibi hayır hem hep hiç için ile ise istiyorum isterim kadar kim ki nasıl neden nerede olan olarak oldu olduğu onu
onun orada öyle sadece sen siz size sizin sonra şey şimdi tamam var veya yani yok merhaba selam günaydın iyi günler
akşamlar lütfen teşekkürler teşekkür ederim sağolun alo efendim yardım soru sorum sorun sorunum lazım gerek konuşmak
arıyorum dün bugün yarın

aan altijd bij bent daar dan dat deze dit een geen gaat graag heb hebben heeft het hij hoe ik iemand iets jij jullie
kan kun kunnen maar meer men met mij mijn moet naar nee niet niets nog nu om omdat onder ons onze ook op toch toe uit
uw van veel voor waar waarom wanneer wat wel wij wil willen word wordt zal zich zij zijn zo zonder zou goedemorgen
goedemiddag goedenavond goedendag dag hoi bedankt alstublieft alsjeblieft ziens hulp helpen vraag vragen probleem
nodig naam bel bellen spreken zeggen gisteren vandaag

ao aos até com dele dela ela ele em essa esse estão estou foi isso isto lhe meu meus minha minhas muito nem não os
pela pelo pode qual quem quero queria são sem seu também tem tenho ter tudo uma você vocês olá oi bom boa dia tarde
noite obrigado obrigada adeus sim ajuda preciso pergunta ligo falar ontem hoje amanhã
"""
