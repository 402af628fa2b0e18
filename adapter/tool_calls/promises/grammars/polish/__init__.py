"""How a transfer is promised in Polish."""

from adapter.tool_calls.promises.grammar import Grammar
from adapter.tool_calls.promises.grammars.polish.words import (
    CALL,
    CALLER,
    FILL,
    NOBODY,
    PERSON,
    PLACE,
    SHE_OR_HE,
    SOON,
    SOUND,
    THING,
    TO_YOU,
    WHO,
    YOU,
    YOUR,
    accented,
    either,
    near,
    words,
)

_THERE = either(
    r"(?:zanieść|wnieść|przynieść|usiąść|wejść|przyjść|podejść|przyjechać|wysiąść)",
    r"do (?:\w+ )?(?:stolika|drzwi|bramy|okienka)|przy (?:\w+m )?(?:samochodzie|aucie|bramie|wejściu|kasie|stoliku"
    "|okienku|ladzie)",
    r"w (?:\w+ )?(?:gabinecie|sali|pokoju|okienku|klasie)",
    r"na (?:targach|lotnisku|dworcu|ocenie|lekcji|egzaminie|rozprawie|stoisku|parkingu|parterze|piętrze)",
    r"w (?:poczekalni(?! tel)|lobby|holu|aucie|szatni|sklepie)",
    r"(?:przed|pod) (?:gabinetem|wejściem|budynkiem|sklepem|domem|salą|drzwiami|bramą)",
)
_IN_PERSON = (
    r"(?:przyjdzie|podejdzie|podchodzi|idzie|wejdzie|zajmie|będzie|odbierze|otworzy|obsłuży|porozmawia|przyjmie|pomoże"
    "|(?:za)?wołam)"
)
_ON_LINE = words("na_linii przy_telefonie przy_aparacie w_sluchawce na_sluchawce przy_sluchawce po_drugiej_stronie")
_TO_LINE = r"(?:do (?:\w+ )?(?:telefonu|rozmowy|sluchawki|aparatu|polaczenia)|na (?:te |nasza )?(?:linie|lacze))"

# Verbs that need no object, those that need "you" or the call, and those that need a place to go as well.
_CONNECT = words(
    """(?:po|prze)?lacz(?:e|ymy) przelacz(?:am|amy) przekier(?:ow)?uj(?:e|emy) (?:prze)?transferuj(?:e|emy)"""
)
_HAND = words(
    """przekaz(?:e|emy|uje|ujemy) (?:s|po)?kieruj(?:e|emy) przepin(?:am|amy) przepn(?:e|iemy)
    przerzuc(?:am|amy|e|imy) przepuszcz(?:am|amy|e) (?:od)?deleg(?:uj|owuj)(?:e|emy) powierz(?:am|e)
    (?:pod|przy)lacz(?:am|e|amy|ymy) spinam wpinam zepne eskaluje przestawi(?:am|e) zestawi(?:am|amy|e|my)
    odstep(?:uje|ie) podpinam podepne (?:s|po)?(?:kontaktuj|komunikuj)(?:e|emy) forwarduje (?:za)?anonsuje zapowiem
    spikne"""
)
_SEND = words(
    """odsyl(?:am|amy) odesl(?:e|emy) (?:w|pod|za)?rzuc(?:am|amy|e|imy) w?puszcz(?:am|amy|e) (?:wy|po|prze)s(?:ylam|le)
    przeno(?:sze|simy) przeniose odda(?:je|jemy|m|my) zabieram (?:za|prze)?prowadz(?:am|e) popycham pchne przekladam
    przeloze"""
)
_ENQUEUE = (
    r"(?:ustawi|umie[sc][zc]|przesu[wn]|zgl(?:asz|osi)|doda[jmlwn]|wpis(?:uj|al)|wstawi|wrzuc|wpu[sc][zc]"
    r"|przeni?os|przekaz)\w*"
)
_OTHERS_MOVE = words("(?:po|prze)?lacz[ya] przekier(?:ow)?uj[ea] skieruje przekaz(?:e|uje) przepnie przerzuci")
_MOVED = words(
    """(?:po|prze)laczyl (?:prze|s)kierowal przekazal (?:prze)?transferowal przepi[ae]l przerzucil podlaczyl
    (?:od)?delegowal"""
)
_MOVED += r"(?:em|am|ismy|ysmy)"
_SENT = words(
    """(?:w|wy|prze|ode)slal (?:w|prze)?rzucil (?:w|prze)?puscil oddal przeniosl eskalowal przesunal przepchnal"""
)
_SENT += r"(?:em|am|ismy|ysmy)"
_TO_CONNECT = words("(?:po|prze)?laczy przelacza przekierow(?:yw)?a (?:prze)?transferowa") + "(?:c|l|la)"
_TO_HAND = words(
    """przekaz(?:yw)?a(?:c|l|la) s?kierowa(?:c|l|la) przepi[an]+c przerzuc(?:ic|ac) przepuscic odeslac odsylac oddac
    skontaktowac skomunikowac podlaczyc zestawi(?:c|ac)"""
)
_WILL = words(
    """bede bedziemy zamierza(?:m|my) pozwol(?:e|imy)_sobie s?probuj(?:e|emy) postara(?:m|my)_sie zaczyna(?:m|my) musze
    musimy pozw[oa]l*_mi pozwol*_pan*_mi pora ide mam_zamiar (?:po)?zostaje_mi"""
)
_NOW_MOVE = rf"(?:{_CONNECT}|{_HAND}|{_SEND})"
_MOVE = rf"(?:{_NOW_MOVE}|{_ENQUEUE}|{_MOVED}|{_TO_CONNECT}|{_TO_HAND}|{_OTHERS_MOVE})"
_DONE = either(
    r"(?:(?:po|prze)?lacz|(?:prze|s)?kierow|przekaz|(?:prze)?transferow|przepin|przerzuc|odesl|podlacz)\w*n[aeiy]",
    r"(?:ustaw|umieszcz|wstaw|doda|przydziel|przenies|dolacz)\w*n[aeiy](?= (?:\w+ ){0,3}?(?:kolej|konsult|dorad))",
    r"prze(?:pi|j)et[ay]",
    r"(?:(?:odda|puszczo|rzuco|(?:od)?delegowa|eskalowa)n|podpiet)[ay]",
)
_BEING = words("jest sa zostaje zostaja zostanie zostana bedzie beda")
_YOU_ARE = words("jestes jestescie zostajesz zostaniesz zostajecie zostaniecie bedziesz bedziecie")
_TRANSFER = (
    r"(?:(?:(?:po)?laczeni|przela(?:czani|czeni)|przekierow(?:yw)?ani|przekaz(?:yw)?ani|(?:prze)?transferowani"
    r"|przepinani|przepieci|zestawiani|nawiazywani)[aeu]|transferu?)"
)
_FETCH = words(
    """(?:za|przy)?wolam przywoluje wywoluje sciag(?:am|ne) s?prowadz(?:am|e) przyprowadz(?:am|e) da(?:je|jemy|m|my)
    poda(?:je|jemy|m|my) z?lapie (?:ide|pojde|skocze|lece|biegne|pobiegne)_po (?:w|pod|do)pin(?:am|amy) wepne dopne"""
)
_BRING = either(
    _FETCH,
    words(
        """wzywam wezwe (?:po)?pros(?:ze|imy) (?:do|pod|w)lacz(?:am|e|amy|ymy) doda(?:je|m|my) wprowadz(?:am|e)
        (?:do|w)rzuc(?:am|e) w?puszcz(?:am|e) zaprasz(?:am|amy) zaprosze mam mamy biore wdzwaniam przekaz(?:uje|e)"""
    ),
)
_NO_PARCEL = (
    r"(?! (?:\w+ )?(?:paczk|przesylk|klucz|auto|towar|dokument|zamowien|wynik|bagaz|walizk|dzieck|dzieci|syn|cork"
    r"|samoch|recept|ubran|zwrot|rzecz|pana z|pania z|zakup))"
    rf"(?=(?: {FILL})*(?: $| (?:\w+ )?(?:{WHO}|telefon|polaczenie|rozmowe|sluchawke)"
    r"| (?:pani?|i|pierwsz\w+|ktos|u) | od (?:pana|pani|panstwa|ciebie) (?:\w+ )?(?:telefon|polacz|rozmow)))"
)
"""What may follow who picks up: the telephone or who does so, and nothing that is fetched."""
_COMES = (
    r"(?:sie (?:\w+ ){0,2}?(?:zglosi|zglasza|wlaczy|wlacza|dolaczy|odezwie)"
    rf"|dolaczy(?! {THING})|porozmawia|obsluzy"
    r"|(?:zglosi|zglasza|wlaczy|wlacza|dolaczy|dolacza|odezwie) (?:\w+ ){0,3}?sie"
    rf"|(?:odbierze|odbiera){_NO_PARCEL}"
    r"|zajmie sie (?:panem|pania|panstwem|toba)|(?:panem|pania|panstwem|toba) (?:sie )?zajmie"
    rf"|(?:zastapi|zmieni) mnie|mnie (?:zastapi|zmieni)|pomoze {TO_YOU}|{TO_YOU} (?:\w+ )?pomoze)"
)
_STEPS_UP = words(
    """podejdzie podchodzi idzie przyjdzie przychodzi dolaczy dolacza wlaczy wlacza odezwie zglosi zglasza pojawia?
    wejdzie wchodzi zjawi zajmie biegnie leci pedzi spieszy wraca zmierza siada"""
)
_TAKES = words(
    "prze(?:jmie|jmuje) podejm(?:ie|uje) bierze wezmie podnosi podniesie poprowadzi odbierze odbiera kontynuuje"
)
_SPEAK = (
    r"(?:(?:porozmawia|pogada)(?:sz|cie)?|rozmowi(?:sz|cie)? sie|uslysz(?:y|ysz|ycie|a)"
    r"|bed(?:zie|ziesz|ziecie|a) (?:\w+ ){0,4}?(?:rozmawia|gada|mowi)(?:c|l|la|li|ly))"
)
_NOT_SO = words(
    "jest nie sa trwa mozliw* mo[zg]* kosztuje wymaga odbywa by[l]* bedzie zajm* dziala* obowiazuje odjezdza to"
)
_ARRIVES = "(?:trafia?|przejdzie|przechodzi|wedruje|laduje|przenosi sie)"
_JOINED = words(
    """przesylki paczki zamowienia zespoly klasy grupy oddzialy konta faktury rabaty promocje oferty pakiety umowy
    rezerwacje bilety dzialki pokoje wizyty zajecia kredyt* ubezpieczenia polisy uslugi pliki dokumenty urzadzenia
    kable przewody firmy leki skladniki stoliki terminy platnosci raty sale sieci systemy dane punkty mile profile
    numery karty taryfy gminy szkoly wnioski sprawy jezyk* kolory smaki gminy teori* prac[ey] nauke tradycj*"""
)
"""What may be joined, first in a clause."""
_WE_GO = words(
    """lecimy idziemy jedziemy skaczemy wskakujemy przeskakujemy przechodzimy wchodzimy wedrujemy przenosimy_sie"""
)
_NAMES = (
    rf"(?: (?!(?:{_NOT_SO}|ma|wymaga|zalezy|dotyczy|polega|liczy|laczy) )"
    rf"(?:{FILL}|{YOUR}|pan(?:em|ia|u)|\w+(?:e[gm][ou]|ej|[yi][cm]h?|ow|owi|em|ami|u|ii|a|t|r|[jgkln]i|y"
    rf"|(?:[lwz]i?|sz|cz)en|kan|jec))){{0,4}}"
)
_TAIL = rf"{_NAMES}(?= $)"
"""What may end a clause that has no verb: names, and what place or person it is of."""
_PICKS_UP = "(?:odbiera|podniesie|podnosi|przejmuje)"
_NOT_VERB = (
    r"(?!(?:jest|nie|ma|sa|moze|bedzie) |byl|czeka|zosta|pozosta|slysz|awari|uster|zaklo|szum|problem)"
    r"(?!\w+(?:uje|awia|ywa|iera|odzi|obi) )\w+"
)
_WITH_YOU = "z (?:panem|pania|panstwem|toba|wami)"
_QUEUE = (
    r"kolej(?:ce|ki|ke)(?! (?:\w+ych )?(?:na|do|po) (?!(?:\w+ )?(?:konsult|dorad|agent|operat|pracow|obslug|infoli"
    "|lini|(?:wy|od)?dzial|sekret|kancel|recepcj|central|wsparc|pomoc|support|biur|rozm|polacz|specjal|serwis|zesp"
    "|ekspert)))"
)

# What may follow a verb that connects, or "pana", which is "your" as well, where its object is no thing.
_GOES_ON = either(
    FILL,
    YOU,
    CALL,
    PERSON,
    words("z ze do na w we od za ku przez pod po bo i a oraz dla u sie go ja ich nasz moj prosze dziekuje"),
    r"(?:te|ta|moja|nasza|cala|pana|pani|panstwa|twoja) (?:\w+ )?(?:rozmowe|polaczenie)|\w+[sc]ki(?:ego|emu)|\w+owi",
    rf"(?:pani )?telefon (?:tam|dalej|(?:do|na) (?:\w+ )?(?!serw|magaz|labor|sklep|salon|warsz|biura rzecz|techn|mech"
    rf"|urz)(?:{WHO}|asystenta))",
    rf"(?:\w+(?:emu|ej) ){{1,2}}{PERSON}|panu \w+(?:emu|owi)|\w{{3,}}(?:cz|[wltps])nie|glosowo|tym",
)
_THROUGH = rf"(?:dalej|{PERSON}|(?:do|na|z|ze|w|ku) (?:\w+ ){{0,3}}?{WHO})"
_OBJECT = rf"(?:(?!(?:do|dla|na|o|od|przez|sie|u|w|z) )\w+ ){{0,3}}?{CALLER}"
_OBJECT_BEFORE = rf"{CALLER} (?:(?:{FILL}|ja) ){{0,3}}?"
_SOMEBODY = rf"(?:{PERSON}|pan(?:a|ia) \w+)"
_OF_CALL = rf"(?= (?:{_GOES_ON}|rozmowy|polaczenia|pani) | $)"
_NO_LETTER_C = r"(?:(?!\w+c )\w+ ){0,4}?"
_START = r"(?<!\w )(?:(?:dobrze|jasne|oczywiscie|ok|okej|no|to|teraz|juz|zaraz|prosze|bardzo) ){0,3}"

GRAMMAR = Grammar(
    promises=(
        _CONNECT,
        rf"(?:{_HAND}|{_MOVED}) {_OBJECT}|{_OBJECT_BEFORE}(?:{_HAND}|{_MOVED})",
        rf"(?!prowadze (?:te )?rozm){_SEND} {_OBJECT} (?:\w+ ){{0,2}}?{_THROUGH}"
        rf"|{_OBJECT_BEFORE}{_SEND} (?:\w+ )?{_THROUGH}",
        rf"(?!prowadze )(?:{_SEND}|{_FETCH}) (?:(?:{FILL}|{TO_YOU}|mu|jej|im) ){{0,2}}{CALL}"
        rf"|(?<!to )(?:{_HAND}|(?:puszcz|w?rzuc)(?:am|e)) (?:{FILL} ){{0,2}}(?:do|na) (?:(?!{YOU} )\w+ )?{WHO}",
        rf"(?:przekaz|odda|poda|udostepni)\w+ (?:{FILL} ){{0,2}}(?:telefon|linie|mikrofon) (?:(?:\w+ )?{PERSON}"
        r"|pan[iu] \w+)"
        rf"|zamieni(?:am|e) sie (?:\w+ )?z {PERSON}",
        rf"(?:wlasnie|juz) {_MOVED} (?:\w+ )?(?:do|z|na)",
        rf"{_SENT} (?:(?:{FILL}|{YOUR}|te|to|pansk\w+|twoj\w*) ){{0,3}}{CALL} (?:{FILL} )?(?:do|na|w|dalej)"
        rf"|(?:w|prze)?(?:rzucil|puscil)[ea]m {YOU} (?:{FILL} ){{0,2}}(?:do|na) (?:\w+ )?{WHO}"
        rf"|ja {YOU} (?:{_TO_CONNECT}|{_TO_HAND})|ja (?:{_TO_CONNECT}|{_TO_HAND}) {YOU}",
        rf"{YOU} (?:{FILL} )?(?:daje|damy|dam) (?:{FILL} )?(?:do|na) (?:\w+ )?(?!podpis|karm)\w+"
        rf"|(?:daje|damy|dam) {YOU} (?:{FILL} )?do (?:\w+ )?{WHO}|do {WHO} {YOU} (?:daje|dam|damy)",
        rf"{_WILL} (?:\w+ ){{0,5}}?{_TO_CONNECT}",
        rf"{_WILL} (?:\w+ ){{0,3}}?(?:{_OBJECT} (?:\w+ ){{0,3}}?{_TO_HAND}|{_TO_HAND} {_OBJECT})",
        rf"(?:polaczono|przelaczono|przekierowano) (?:\w+ )?{CALLER}"
        rf"|{_START}(?:polaczono|przelaczono|przekierowano) (?:do|z)(?! (?:\w+ )?{NOBODY})",
        near(SOON, rf"(?:{_OTHERS_MOVE} (?:\w+ ){{0,2}}?{CALLER}|{YOU} (?:{FILL} ){{0,2}}{_OTHERS_MOVE})"),
        rf"{SOON} (?:sie )?laczy(?: sie)?|(?:po|prze)?lacz(?:y|a) sie {SOON}",
        near(SOON, rf"(?:po|prze)?lacz(?:y|a) sie {SHE_OR_HE}"),
        rf"{_BEING} (?:{FILL} ){{0,2}}{SHE_OR_HE} (?:{FILL} ){{0,3}}{_DONE}",
        rf"{SHE_OR_HE} (?:{FILL} ){{0,2}}{_BEING} (?:{FILL} ){{0,3}}{_DONE}",
        rf"{_YOU_ARE} (?:\w+ ){{0,4}}?{_DONE}",
        rf"(?:rozmowa|polaczenie) (?:\w+ ){{0,6}}?(?:{_DONE}|(?:zestaw|nawiaz|z?realiz)\w*n[ae]"
        rf"|zostanie (?:{FILL} )?odebran[ae])",
        rf"(?:zosta(?:l|la|li) {SHE_OR_HE}|zostal[ea]s) (?:juz|teraz|wlasnie) (?:\w+ ){{0,2}}?{_DONE}"
        rf"|(?:juz|teraz|wlasnie) zosta(?:l|la|li) (?:{SHE_OR_HE} )?{_DONE}",
        rf"{_START}zosta(?:l|la|li) {SHE_OR_HE} (?:{FILL} )?(?:po|prze)laczon[aeiy] (?:do|ze?) "
        rf"(?:(?!zl|niewlas|inn|wirtual|automat|glosow)\w+ )?(?!asystent){WHO}{_TAIL}",
        rf"(?:nawiazywane|zestawiane|realizowane) (?:{FILL} )?jest (?:\w+ )?polaczenie (?:do|ze?) (?:\w+ )?{WHO}"
        r"|dolacza do nas (?:w t|juz|wlasnie|teraz)\w*|(?:wlasnie|juz|teraz) dolacza do nas"
        rf"|{PERSON} (?:\w+ )?polaczon[ya] (?:{FILL} )?{_WITH_YOU}",
        # Who comes to the line.
        rf"{_BRING} {_NO_LETTER_C}(?:{_TO_LINE} (?:\w+ ){{0,3}}?{_SOMEBODY}|{_SOMEBODY} (?:\w+ ){{0,4}}?{_TO_LINE})"
        rf"|{_SOMEBODY} (?:{FILL} )?{_BRING} {_TO_LINE}|{_TO_LINE} (?:{FILL} )?{_BRING} (?:\w+ )?{_SOMEBODY}",
        rf"(?:{_FETCH}|wzywam) (?:(?:{FILL}|{TO_YOU}|go|ja) ){{0,3}}?(?!kart|kod|numer)\w+ {_TO_LINE}",
        rf"(?:{_FETCH}|wzywam|(?:do|w)lacz(?:am|amy|e|ymy)|zapraszam) (?:(?:{FILL}|tu) ){{0,2}}{_TO_LINE}"
        rf" (?!(?:o|w|na|od|ze?) |(?:(?!z )\w+ ){{0,2}}?(?:{THING}|\w+nie|\w+ecia?) )\w+",
        rf"(?:{_FETCH}|(?:juz|zaraz) (?:po)?prosze|poprosze tu) (?:(?:{FILL}|{TO_YOU}|tu|\w+(?:ego|sza|oja)) ){{0,3}}"
        rf"(?!\w+(?:owi|om|dze|nce|czce|rce|mie|cie|nie|rze|legi|nki) ){PERSON}",
        rf"{_WILL} (?:{FILL} )?(?:zawolac|poprosic|sprowadzic|przyprowadzic|sciagnac|poszukac) (?:\w+ )?{_SOMEBODY}",
        rf"(?:juz|zaraz) (?:{TO_YOU} )?(?:daje|dam) (?!maila|smsa|linka|dwa|oba|kilka)\w{{3,}}a"
        rf"|(?:po)?szukam (?:kogos|koleg|kolezank|szef)\w*",
        rf"przekazuje (?:panu|ci|panstwu|pani) (?:{FILL} )?(?:(?:nasz|moj)\w+ )?{PERSON}(?<=[ae])(?= $| z )",
        rf"(?:za|przy)?wolam (?:{FILL} )?pan(?:a|ia) \w+|da(?:je|m) (?:{FILL} )?pania \w+",
        near(SOON, r"telefon (?:\w+ ){0,2}?(?:odbierze|przejm(?:ie|uje))|(?:odbierze|przejmie) (?:\w+ ){0,2}?telefon"),
        rf"(?:juz|zaraz) (?:go|ja) (?:(?:panu|ci|panstwu) )?(?:daje|dam|poda(?:je|m) {_TO_LINE}|wolam|zawolam|prosze"
        "|poprosze|prosza)",
        r"(?:popros\w+|prosze) (?:\w+ ){1,4}?(?:zeby|aby|by|o) (?:\w+ ){0,2}?(?:przej[aem]|ode?bra|podesz|podejsc)\w*",
        rf"{_TAKES} (?:(?!inn)\w+ ){{0,4}}?{CALL}|(?:{CALL}|ode? mnie|po mnie) (?:\w+ ){{0,3}}?{_TAKES}",
        r"(?:przejm(?:ie|uje)|poprowadzi) (?:\w+ ){0,4}?"
        rf"(?:pania|cie|was|(?:pana|panstwa){_OF_CALL}|ode? mnie)|{YOU} (?:{FILL} ){{0,2}}przejm(?:ie|uje)"
        rf"|przejm(?:ie|uje) (?:pana|panstwa) (?:(?!{THING} )\w+ )?{WHO}",
        rf"{_START}(?:(?:nasz|nasza|moj|moja) )?{WHO}{_NAMES} (?:{FILL} )?{_PICKS_UP}(?= $)"
        rf"|(?:{_START}|[ai] )pani? (?!nie |{FILL} )\w{{3,}} (?:{FILL} )?{_PICKS_UP}(?= $)"
        r"|(?:wlasnie|juz) (?:podnio|odebra)\w+ (?:sluchawke|telefon)|(?:glos"
        r"|stery) ma (?:teraz )?(?:pani? )?\w+(?= $)",
        near(SOON, r"odbierze pani (?!auta )\w+a(?= $| z | od )|podniesie(?= $)"),
        rf"{_START}(?:(?:nasz|nasza|moj|moja) )?(?:{WHO}"
        rf"|pani? {_NOT_VERB})(?: {_NOT_VERB}){{0,2}}? {_ON_LINE}(?: {SOON})?(?= $)",
        rf"na linii (?:jest|czeka) (?:{FILL} )+(?!zakl|szum|problem|awari|kolej|inn|duz|wiel|spor|za )\w+",
        rf"jest {SHE_OR_HE} (?:{FILL} ){{0,2}}na linii z (?:(?!asystent)\w+ )?{WHO}|(?:juz"
        rf"|wlasnie) sie {SHE_OR_HE} (?:do \w+ )?dodzwania",
        rf"(?:zostal|bedzie) {SHE_OR_HE} mial[ai]? (?:\w+ )?{_ON_LINE}",
        rf"(?:{PERSON}|pani? \w+|\w+[a-z]) juz (?:(?:pana|pani|panstwa) )?slucha(?= $)",
        rf"(?:{_TAKES}|wskakuje|wchodzi|siada) (?:\w+ )?(?:za mnie|(?:na|w) moje miejsce)",
        rf"(?:bierze|podnosi|wezmie|podniesie) (?:{FILL} )?(?:telefon|sluchawke)(?= $)",
        rf"wezmie (?:pana|pania|panstwa|cie) (?:{FILL} )?{PERSON}|{PERSON} (?:{FILL} )?wezmie (?:pania|cie"
        "|pana(?= $))",
        rf"bed(?:zie|a) (?:{FILL} )?(?:{_WITH_YOU} )?(?:kontynuowa|prowadzi)(?:c|l|la) (?:{_WITH_YOU} )?(?:te "
        "|dalej )?rozmowe"
        rf"|bed(?:zie|a) (?:{FILL} )?(?:{_WITH_YOU} rozmawia(?:c|l|la)|rozmawia(?:c|l"
        rf"|la) {_WITH_YOU}) (?:{FILL} )?{WHO}",
        rf"dalej (?:\w+ )?(?:rozmawia|mowi|pomaga|pomoze|prowadzi) (?:{_WITH_YOU}|pania|pana"
        rf"|{TO_YOU}) (?:\w+ ){{0,2}}?{WHO}",
        near(SOON, rf"bedzie {SHE_OR_HE} (?:{FILL} )?obslu\w+ (?:{FILL} )?przez (?:\w+ )?{WHO}"),
        rf"(?:ustepuje|oddaje|robie) (?:\w+ )?miejsc[ae] (?:\w+ )?(?:{PERSON}|pan[iu] \w+)",
        rf"(?:bierze|wezmie|przejmuje) {YOU} {_TO_LINE}",
        rf"(?:daje|dam) (?:(?:{TO_YOU}|{FILL}) ){{0,2}}(?!{THING} |znizk|gwaranc|promoc|ocen|kart"
        rf"|ulotk)\w{{3,}}e ze? {PLACE}",
        r"(?:obsluge|prowadzenie) (?:\w+ )?(?:rozmowy|polaczenia) (?:\w+ )?przejm(?:ie|uje)"
        r"|przejm(?:ie|uje) (?:\w+ )?(?:obsluge|prowadzenie) (?:\w+ )?(?:rozmowy|polaczenia)",
        rf"{CALL} (?:\w+ )?prowadzi (?:juz|od teraz|od tej chwili|dalej|teraz)"
        rf"|reszte rozmowy (?:{FILL} )?prowadzi"
        rf"|(?:od teraz|od tej chwili|dalej|dalsza) (?:\w+ )?(?:{CALL} prowadzi|prowadzi (?:\w+ ){{0,2}}?{CALL})",
        r"(?:rozmowca|rozmowczynia) (?:\w+ )?bedzie|zmieniamy rozmowce|(?:nastepn|kolejn)\w+ (?:glos"
        rf"|osob)\w* (?:\w+ )?(?:{SHE_OR_HE} )?uslysz\w+",
        rf"(?:juz|i|teraz) jest (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )?(?:w rekach|u) (?:\w+ )?{WHO}",
        rf"{_STEPS_UP} (?:(?!wiadom|link|sms|mail|zapros|powiadom|kod)\w+ ){{0,5}}?(?:{_TO_LINE}|{_ON_LINE})"
        rf"|(?:{_TO_LINE}|{_ON_LINE}) (?:\w+ ){{0,4}}?{_STEPS_UP}",
        near(
            rf"(?:{PERSON}|pani? (?!(?:{FILL}|nadal|wciaz|ciagle) )\w{{3,}})",
            r"(?:jest|czeka|bedzie|mam|mamy|ma|mial\w*|miec)",
            _ON_LINE,
        ),
        near(rf"(?:{SOON}|potem|po chwili|po sygnale)", WHO, _COMES),
        near(SOON, r"(?:zglosi|odezwie|dolaczy) (?:sie )?pani? \w+"),
        near(SOON, _SPEAK) + rf"(?! (?:\w+ ){{0,3}}?{SOUND})",
        rf"bed(?:zie\w*|a) (?:\w+ ){{0,3}}?(?:rozmawia|mowi)(?:c|l[aiy]?) ze? (?:\w+ )?(?:{WHO}|panem|pania)",
        rf"uslysz(?:y|ysz|ycie|a) (?:(?!(?:od|do|o|z) )\w+ ){{0,4}}?{WHO}",
        rf"(?:zostawi|odda|powierz|przekaz)\w* (?:\w+ ){{0,4}}?(?:{YOU}|go|ja) (?:\w+ ){{0,3}}?"
        r"(?:rece|rekach|opiek\w+|opiece)",
        r"(?:was|panstwa) ze soba zostawiam|zostawiam (?:was|panstwa) ze soba",
        rf"(?:po)?zostawi(?:am|e) (?:\w+ )?{YOU} (?:\w+ )?ze? (?!tym |t[aey] |informacj|wiadomosc|pytani|numer)\w+",
        rf"oto (?:i )?on[ai]?(?= $)|oto (?:juz )?(?:nadchodzi|idzie|wchodzi) (?:\w+ )?{PERSON}|oto (?:(?:juz|dla"
        rf"|pana|pani|panstwa|nasz|nasza|moj|moja|\w+iwy) ){{0,3}}(?:{PERSON}|pan \w+)",
        # Queues and dialling.
        rf"ustawil(?:em|am) (?:\w+ )?{YOU} w kolejce (?:oczekujacych )?(?:do|na)",
        rf"{WHO} (?:juz|teraz|zaraz) dla (?:pana|pani|panstwa|ciebie)(?= $)",
        rf"{_ENQUEUE} {_OBJECT} (?:\w+ ){{0,5}}?{_QUEUE}|{_OBJECT_BEFORE}{_ENQUEUE} (?:\w+ ){{0,2}}?{_QUEUE}",
        rf"(?:trafia?|wchodzi|przechodzi|dolacza|czeka|oczekuje|znajduje sie|stoi|laduje) {SHE_OR_HE} "
        rf"(?:\w+ ){{0,4}}?{_QUEUE}",
        rf"(?:rozmowa|polaczenie|(?:pana|pani|panstwa|twoj) telefon(?! (?:\w+ ){{0,4}}?(?:serwis|napraw|warsz)))"
        rf" (?:{FILL} ){{0,2}}(?:trafia?|wedruje|idzie|leci|przechodzi|przejdzie) (?:{FILL} ){{0,2}}(?:do|na)"
        rf"|{_START}(?:{YOUR} |twoja )?(?:telefon (?:{FILL} )?przechodzi|(?:rozmowa|polaczenie) (?:{FILL} )?(?:przeszl|"
        rf"poszl|trafil)[ao]) (?:do|na) (?:\w+ )?(?:{WHO}|pan[ai] \w+)",
        rf"(?:rozmowa|polaczenie) (?:{FILL} )?(?:czeka|oczekuje) (?:(?:{FILL}|jako \w+) ){{0,2}}(?:u|w) (?:\w+ )?{WHO}",
        rf"{_WE_GO} (?:{FILL} ){{0,2}}(?:do|na) (?:\w+ )?(?!sklep|salon|restaur|hotel|apte|klub|teatr|szpital|sad"
        "|urz|serwis|warszt|bank|dzialu (?:pierw|drug|trze|nast))"
        rf"{PLACE}{_TAIL}|(?:laduje|wedruje) (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )?(?:do|na|u|w) (?:\w+ )?{WHO}"
        rf"|(?:idzie|jedzie|leci|wchodzi|skacze) (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )*(?:na|w) (?:linie|antene)"
        rf"|{SHE_OR_HE} (?:(?:{FILL} )+trafia|trafia(?: {FILL})+) (?:do|na) (?:\w+ )?{WHO}"
        rf"|przechodzi {SHE_OR_HE} (?:{FILL} )?do rozmowy z",
        rf"(?:trafia(?:sz|cie)|jestes|rozmowa|polaczenie) (?:\w+ ){{0,4}}?{_QUEUE}",
        rf"jest {SHE_OR_HE} (?:\w+ ){{0,4}}?w {_QUEUE}",
        near(
            SOON,
            rf"(?:{SHE_OR_HE} (?:{FILL} ){{0,2}}{_ARRIVES}|{_ARRIVES} {SHE_OR_HE}|{_ARRIVES}(?:sz|cie)"
            rf"|rozmowa {_ARRIVES}) (?:\w+ ){{0,3}}?(?:do|na|pod) (?:\w+ ){{0,2}}?{WHO}",
        ),
        r"(?:wybieram|wykrecam|trwa wybieranie) (?:\w+ )?"
        r"(?:numeru?(?! (?:pan\w+ )?(?:kart|kont|umow|klient|polis))|wewnetrzny)",
        rf"dzwoni (?:(?:juz|teraz|wlasnie|telefon) ){{0,2}}(?:u|w|na) (?:\w+ ){{0,2}}?{WHO}|slysze (?:juz )?sygnal"
        rf"|(?:u|w|na) (?:\w+ )?{WHO} (?:\w+ )?(?:juz|wlasnie|teraz) dzwoni|(?:dzwonek|sygnal) (?:\w+ ){{0,3}}?slychac"
        "|slychac (?:juz )?(?:sygnal|dzwonek)|sygnal (?:juz )?(?:idzie|leci)|(?:juz tam|tam juz) dzwoni"
        r"|numer wewnetrzny (?:\w+ ){0,3}?wybieram",
        # Without a verb, or with one that says no more than that it happens.
        rf"(?:trwa|nastepuje|nastapi|rozpocz\w+ sie|zacz\w+ sie) (?:{FILL} ){{0,2}}{_TRANSFER}{_OF_CALL}",
        rf"{_TRANSFER} (?:(?:rozmowy|polaczenia"
        rf"|{YOUR}(?= (?:{FILL}|{YOUR}|do|na|ze?|rozmowy|polaczenia|trwa|w|jest|nast\w+) )"
        rf"|ze?(?! przesiadk)|do|na) (?:\w+ ){{0,6}}?)?(?:{FILL} )?"
        r"(?:zosta\w+ |jest )?(?:trwa(?! (?:\w+ ){0,3}?(?:godzin|minut|sekund|dni|dzien|dob|krot|dlug|chwil))"
        r"|w toku|w trakcie|nastepuje|nastapi|rozpoczet\w|uruchomion\w|zainicjowan\w)",
        rf"(?:jestem|jestesmy|jest|sa) (?:{FILL} )?w trakcie (?:{FILL} )?{_TRANSFER}{_OF_CALL}",
        rf"{_START}{_TRANSFER} (?:(?:rozmowy|polaczenia|pana|pani|panstwa) ){{0,2}}(?:do|ze?"
        rf"|na) (?:(?!{WHO} )\w+ ){{0,3}}?{WHO}{_TAIL}",
        rf"{_START}(?:{_TRANSFER}(?: rozmowy| polaczenia)? (?:wykonan|zrobion|zakonczon|ukonczon|zrealizowan|nawiazan"
        r"|udan)[ey]|przelaczon[eo]|przelaczylo sie)(?= $)",
        r"(?:(?:rozpoczyna|zaczyna|inicjuj|uruchamia|wykonuj|realizuj|zleca|nawiazuj|ustanawia|robi|szykuj|dokonuj"
        "|przystepuj|przechodz)(?:e|emy|m|my|am|amy)|(?:rozpocz[ae]|(?:za)?inicjowa|uruchomi|wykona|zrobi|zleci"
        "|nawiaza)"
        rf"l(?:em|am|ismy|ysmy)) (?:\w+ ){{0,2}}?(?:{_TRANSFER}{_OF_CALL}|rozmowe(?! od ))",
    ),
    promises_while_holding=(
        rf"(?:idzie|jedzie|wchodzi) (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )*(?:do|na) {PLACE}{_TAIL}",
        rf"{_START}(?:(?:nasz|nasza|moj|moja) )?(?:{WHO}{_NAMES}|pani? \w+) (?:{FILL} )?(?:odbierze|przejmie)(?= $)",
        near(SOON, r"ktos (?:\w+ )?podejdzie(?= $)|(?:podejdzie|podchodzi) pani? (?!do|na|po|pod|z|i )\w+"),
        rf"{_START}(?:{WHO}|pani? \w+){_NAMES} (?:juz )?dla (?:pani|pana|panstwa|ciebie)(?= $)",
        rf"{_START}(?:(?:do|z|na) )?{PLACE}(?: \w+(?:ej|ych|ow|i|y|u|ta|r|t|d)){{0,2}}(?= $)",
        rf"(?:juz|zaraz|teraz) (?:do|z|ze) (?:\w+ ){{0,2}}?{WHO}",
        rf"(?:dzwonie|przedzwaniam|dodzwaniam sie|probuje sie dodzwonic) (?:\w+ )?(?:do|na|po) (?:\w+ ){{0,2}}?{WHO}",
        rf"(?:polacza|przelacza|przekieruja) {YOU}",
        rf"kogos znajde|znajde (?:{TO_YOU} )?kogos"
        rf"|(?:po)?szukam (?:pani? |(?:\w+ ){{0,2}}?(?:woln|dostepn)\w+ (?:\w+ )?){PERSON}",
        rf"(?:przekazuje|oddaje) (?:{FILL} ){{0,2}}{PERSON}|(?:juz|zaraz|teraz) {_HAND}(?= $| (?:do|na|dalej))",
        near(SOON, PERSON, "(?:bedzie|idzie|przyjdzie|pomoze|podejdzie|podchodzi)"),
        near(SOON, PERSON, r"zajmie sie(?! \w*(?:zglosz|wnios|reklam|zamow))"),
        near(WHO, _COMES),
        near(SOON, r"(?:zglosi|odezwie|wlaczy|dolaczy) sie|sie (?:zglosi|odezwie|wlaczy|dolaczy)"),
        rf"(?:(?:za|przy)?wolam|wywoluje|wzywam|wezwe) (?:{FILL} )?(?!{FILL} |taks|karet|pomoc|straz|polic|lawet|ekip"
        r"|ochron|serwis|techni|mechani|wind|pogot|patrol|hydr|elektr)\w{3,}",
        rf"{_ARRIVES} {SHE_OR_HE} (?:\w+ ){{0,2}}?(?:do|na|pod) (?:\w+ ){{0,2}}?{WHO}",
        rf"przed (?:panem|pania|toba|panstwem) (?:\w+ ){{0,4}}?w {_QUEUE}|przechodzimy do (?:\w+ )?{PERSON}",
        rf"(?:daje|dam) (?:(?:{TO_YOU}|{FILL}) ){{0,2}}"
        rf"(?!{THING} |cene|godzine|rade|szanse|date|znizke|wycene|\w+cje )\w{{3,}}[ae]",
        rf"{_START}{_TRANSFER}(?: rozmowy| polaczenia)?(?= $)|wybieram (?:\w+ )?{WHO}",
        rf"i (?:{FILL} )?rozmawia(?:sz|cie| {SHE_OR_HE}) (?:{FILL} )?ze? (?!\w*asystent|bot)(?:\w+ )?{WHO}",
        rf"zostal[ai]? {SHE_OR_HE} (?:\w+ ){{0,2}}?{_DONE}",
        rf"na (?:polaczenie(?! ze? (?:\w+ )?(?:{NOBODY}|satel|wifi|telefonem|autem|samoch))"
        r"|przelaczenie|przekierowanie|konsultanta|doradce|operatora|odebranie"
        r"|zgloszenie(?! sie (?:pacj|chet|ochot)))",
    ),
    holds=(
        r"(?:(?:prosze|niech|pan|pani|panstwo|tylko|sie|jeszcze) ){0,4}nie (?:sie )?(?:rozlacz\w+|wylacz\w+ sie"
        r"|odkl[ao]d\w+ (?:sluchawki|telefonu)|odkladac(?= $)|odchodz\w+ od telefonu)(?: sie)?",
        r"(?:prosze|prosimy|niech|zechce) (?:(?!na )\w+ ){0,4}?"
        r"(?:(?:po|za)?czekac|(?:po)?zostac|(?:po|za)?czeka|(?:po)?zostanie)"
        r"(?: (?:chwil\w*|mome\w+|sekund\w*|na linii|przy telefonie|przy aparacie|cierpliwie|jeszcze|jedna|jeden"
        r"|ze mna)){0,4}",
        r"(?:(?:po)?zostan\w{0,2}|(?:po|za)?czekaj\w*)(?: (?:chwil\w*|mome\w+|sekund\w*|na linii|przy telefonie)){1,3}",
        r"(?:po)?pros(?:ze|imy) (?:tylko |jeszcze )?o (?:\w+ )?(?:(?:chwil|moment|sekund)\w*"
        r"|cierpliwosc)(?: cierpliwosci)?",
        r"trzyma(?:c|j|jcie) (?:sie|sluchawke|linie)|prosze trzymac",
        r"(?<!za )(?:jedn[ae]\w? )?(?:chwileczk[ae]|chwilk[ae]|chwilunia|momencik|sekundk[ae]|minutk[ae]|sekunda)",
    ),
    conditions=(
        r"jeśli|jeżeli|czy|gdy|gdyby\w*|zanim(?! (?:\w+ )?(?:odbierze|podejdzie|podniesie|się (?:zgłosi|odezwie)) )"
        r"|kiedy|jeśliby|jeżeliby|jakby\w*|o ile|pod warunkiem|chyba że|w razie",
        r"w wypadku|dopóki",
        r"jak (?:tylko|już|coś|będzie|trzeba|chcesz|się|dostanę|poznam|sprawdzę|(?:pan|pani|państwo)(?! sobie życz))",
        r"w przypadku|zależnie|wystarczy (?:jedno|powiedzieć|słowo|hasło|podać|poprosić|że)|wtedy|wówczas|dopiero",
        r"później|(?:potem|następnie) (?:\w+ ){0,3}?(?!się )\w+(?:ę|my|am)",
        r"(?:ale |tylko )?najpierw (?:\w+ę|numer|pesel|hasło)|uprzednio",
        r"(?<!z )nim (?:pana|panią|cię|przełącz|połącz)\w*",
        r"może (?:pan|pani|państwo) (?:\w+ ){0,3}?(?:powiedzieć|poprosić|wybrać)|żebym|abym",
        r"nie (?:mówi|obiec|powiedzi)\w+|na miejscu|na innej linii|za zgodą (?!(?:pana|pani|państwa|twoją) )\w+",
        r"po (?!połącz|przełącz)(?:\w+(?:aniu|eniu|ęciu|iciu|yciu|acji|godzinach)|południu)|tylko (?:w|od|po)",
        r"potrzebuję|potrzebujemy|(?<!jemu )(?<!jej )(?:po)?proszę (?:(?!przygotować|mieć)\w+ )?"
        r"(?:numer|pesel|nazwisko|imię|datę)",
        r"(?:po)?proszę (?:\w+ )?o (?!chwil|cierpl|moment|sekund|\w+ (?:chwil|moment))\w+",
        r"(?:muszę|musimy) (?:\w+ ){0,2}?(?:znać|zadać|zapytać|wiedzieć|sprawdzić|zweryfikować|potwierdzić|ustalić"
        r"|mieć)",
        r"(?:proszę|trzeba|należy) (?:\w+ ){0,2}?(?:podać|powiedzieć|wpisać|nacisnąć|wybrać|wcisnąć|podyktować"
        r"|potwierdzić|opisać|zdecydować|wskazać|dać znać)(?! (?:mu|jej|im|koledze|koleżance|konsultant\w+|doradc\w+))",
        r"powiedz|podaj|wpisz|napisz|daj znać|potwierdź|niech (?:pan|pani) (?:\w+ ){0,2}?(?:powie|poda|potwierdzi)",
        r"wciskając|naciskając|wybierając",
        r"aby (?:\w+ ){0,2}?(?:przekazać|przełączyć|połączyć|przekierować|uzyskać|porozmawiać)|za (?:\w+ )?godzin\w*",
        r"jutro|pojutrze|wieczorem",
        r"(?:w|na|we) (?:poniedziałek|wtorek|środę|czwartek|piątek|sobot\w|niedziel\w|weekend\w*|święta|nocy"
        r"|zeszł\w+|przyszł\w+|tym tygodniu)",
        r"(?:po|o|od|do) (?:\w+nastej|pierwszej|drugiej|trzeciej|czwartej|piątej|szóstej|siódmej|ósmej|dziewiątej"
        r"|dziesiątej|dwudziestej)(?! (?:lini|stron))",
        r"od (?:poniedziałku|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|września|przyszł\w+)|w dni|o tej porze",
        r"na (?:\w+ )?(?:spotkaniu|zebraniu|sesji|konferencji|posiedzeniu|wizycie|uroczystości)",
        r"(?:w|na) (?:telefonie|infolinii|linii) (?:zaufania|alarmow|kryzysow)\w*",
        r"w godzinach|w każdej chwili|w dowolnym|raz w|w sprawach",
        r"na (?:(?!(?:pana|pani|państwa|twoj\w|pańsk\w+|wasz\w) )\w+ )?(?:życzenie|prośbę)(?! (?:pana|pani|państwa) )"
        "|proponuję|oferuję|sugeruję",
        r"podczas (?:\w+ )?(?:wizyty|spotkania|przełącz\w+)|(?<!nie )oddzwoni(?:my|ę|ą|ł\w*)?|zadzwoni(?:my|ą)?|odezwą",
        r"skontaktuje się|skontaktują się|listownie|według|słucham|w czym (?:\w+ )?(?:mogę|możemy)",
        r"żeby (?:\w+ ){0,2}?(?:sprawdzi|zapyta|ustali|potwierdzi|dopyta)\w+",
        r"tylko (?:\w+ )?(?:proszę|poproszę|muszę|musimy|niech|potwierdzę|sprawdzę|zapiszę|zapytam|dopytam)",
        r"proszę (?:tylko|najpierw)|za (?:\w+ )?(?:dni|tydzień|kwadrans)|do wyboru|(?:dwie|trzy) (?:opcje|możliwości"
        "|drogi)",
        r"(?:albo|lub) (?:\w+ ){0,3}?(?:zapisuję|zapiszę|przyjmę|podam|oddzwonię|przekażę|umówię|wyślę|przełączę"
        "|połączę)",
        # Who is fetched to do something there, and who is met in person.
        r"(?:za|przy|po)?(?:wołam|proszę|wzywam|wezwę|znajdę|poślę|wyślę) (?:\w+ ){1,5}?(?:żeby|aby|by) (?:\w+ ){0,2}?"
        r"(?!(?:prze|ode?br|pod|porozm|pom|wyj|kont|dołącz|odpow|wsz|zaj|mó))\w+(?:ł|ła|li|ły)",
        r"(?:proszę|prosimy) (?:\w+ )?(?:(?:za)?dzwonić|spróbować|napisać|złożyć|wypełnić)|na (?:zajęciach"
        "|warsztatach|kursie)",
        rf"{_THERE} (?:\w+ ){{0,8}}?{_IN_PERSON}|{_IN_PERSON} (?:\w+ ){{0,8}}?{_THERE}",
    ),
    own_conditions=(r"rano|sms\w*|mailem|mailowo",),
    denials=(
        r"nie(?! (?:ma (?:sprawy|problemu)|szkodzi|zwlekam|\w+ąc ))|nigdy|nikt|nikogo|może|mogę|możemy|mógł\w*"
        r"|mogł\w*|można|wolno",
        r"(?<!\w )o (?:\w+ ){1,4}?(?:będzie|porozmawia)\w*(?! (?:\w+ ){0,3}?(?:teraz|już|zaraz|chwil\w*) )",
        r"potrafię|umiem|się w bólu|chciał\w*|chce|chcesz|chcą|wolał\w*|powin\w+|miał\w*(?! (?:\w+ )?(?:na linii"
        "|[nw]a? słuchawce|przy telefonie))|chyba",
        r"ewentualnie|raczej|był\w*|zamiast(?! (?:tego|mnie) )|łącze(?! (?:z|ze|pana|panią|cię) )|zdalnie",
        r"bez(?! (?:problemu|kłopotu|zwłoki|zbędn\w+|obaw|dalsz\w+|czekania|kolejki))|zwykle|zazwyczaj|normalnie",
        r"w (?:takich|tych|niektórych|innych|pilnych|nagłych|podobnych) (?:sytuacjach|przypadkach|sprawach|razach)",
        r"po (?:\w+ )?(?:weekendzie|świętach|urlopie|przerwie|obiedzie|remoncie|roku|rozmowie|wizycie|wpłacie"
        "|ankiecie|zmianie"
        r"|powrocie|zebraniu|naradzie)|od jutra|za (?:\w+ )?(?:miesiąc\w*|lat\w*|rok|tygodni\w*)|(?:przed"
        r"|w) południ\w+",
        r"w (?:styczniu|lutym|marcu|kwietniu|maju|czerwcu|lipcu|sierpniu|wrześniu|październiku|listopadzie|grudniu)",
        r"(?:latem|zimą|wiosną|jesienią|nocą|wieczorami)|na koniec (?:rozmowy|dnia|miesiąca)|w następnym kroku",
        r"z reguły|najczęściej|na ogół|przeważnie|często|rzadko|niekiedy|czasami|standardowo|regularnie|zakaz\w+"
        r"|zabrani\w+",
        r"zawsze|codziennie|czasem|poprzedni\w*|wczoraj|wcześniej|ostatnio|przez pomyłkę|omyłkowo|błędnie|anuluj\w*",
        r"odwołan\w*|(?:przełącz|przekier|połącz|przekaz|skier)\w+ (?:\w+ ){0,4}?do (?:mnie|nas)|w każd\w+(?! razie)",
        r"każd\w+ (?:rozm|osob|połącz)\w*|\w+ razy",
        r"(?<!do )inn(?:ą|ej|ego|ym|emu|ych) (?:klient|rozm|lini|pacjent|dzwoniąc|interesant)\w+",
        r"trwa (?:\w+ ){0,3}?dni",
        r"(?:menu|system|infolinia|automat|numer|strona|aplikacja|link) (?:\w+ ){0,3}?(?:przekier(?:ow)?uje"
        r"|przekazuje|kieruje)(?! (?:teraz|już|zaraz|właśnie|pana|panią|państwa|cię) )",
        r"(?:odezwie|zgłosi) (?:\w+ ){0,4}?(?:wkrótce|niebawem)|(?:wkrótce|niebawem) (?:\w+ ){0,4}?(?:odezwie|zgłosi)",
        rf"(?:{accented(WHO)}|ochroniarz|hostessa) (?:(?!zaraz|już|teraz|właśnie)\w+ )?(?:s|prze)?kieruje"
        r"(?! (?:teraz|już|zaraz|właśnie) )",
        r"lekarz (?:\w+ ){0,2}?s?kieruje|s?kieruj\w+ (?:\w+ )?na (?:\w+ )?(?:rehabilitac|fizjo|terapi|leczeni|badani"
        r"|zabieg)\w*",
        # Interviews, what is recorded, and who or what is sent to the caller's place.
        r"(?:rozmow\w+|rozmów) (?:\w+ )?(?:kwalifikacyj|rekrutacyj|kontroln|oceniając|wideo)\w*|rozmow\w+ o pracę",
        r"(?:nagrani|zapis|treś|transkrypcj|streszczeni|przebieg|protok)\w* (?:\w+ )?(?:rozmow|połącze)\w+",
        r"(?:nagr|zapis|rejestr|odsłuch|zarchiwiz|utrwal)\w+n[ay] i \w+",
        r"(?:po|prze|s)?kieruj\w+ (?:\w+ )?do (?:pana|pani|państwa|ciebie|was) (?:technik|mechanik|kurier|hydraulik"
        "|elektryk|monter"
        r"|serwisant|rzeczoznawc|pracownik|kierowc|ratownik|ekip|patrol|kogo|specjalist|ślusarz|lawet)\w*",
        r"(?:po|prze|s)?kieruj\w+ (?!(?:pan|pani|rozmow|połącz|ci)\w* )\w+ (?:\w+ )?do (?:pana|pani|państwa|ciebie"
        "|was)(?= $| (?:we?|na|jutro|już|jeszcze|najpóźniej|natychmiast|niezwłocznie) )",
        r"(?:proszę|prosimy) (?:\w+ )?(?:przekazać|oddać|podać|dać)|(?:zapyta|dowie|spyta|sprawdz|dopyta|ustal"
        "|uprzedz)(?:m|ę|my)",
        r"dzwonię po|w (?:smutku|żalu|żałobie|myślach|modlitwie)|przepu\w+ (?:\w+ )?w kolejce|w pary|w grup[yę]",
        r"(?:do|naszego|nasz) (?:zespołu|zespół|spotkania|grupy|grona|załogi|umowy|przesyłki) (?:\w+ ){0,3}?dołącz\w+",
        r"dołącz\w+ (?:\w+ ){0,3}?do (?:\w+ )?(?:zespołu|spotkania|grupy|grona|załogi)",
        r"przekazan[aey] (?:\w+ )?(?:\w+(?:acja|ucja|kwota|nota)|umowa|faktura|karta|paczka|instrukcja|oferta|decyzja"
        r"|nagroda|wiadomość|zaliczka)",
        r"odsył\w+ (?:\w+ )?do (?:\w+ ){0,2}?(?:lekarza|gminy|urzędu|starostwa|producenta|ubezpieczyciela|paragraf\w*"
        r"|ustaw\w+)",
        r"(?:przeno|przesuw|przekład)\w+ (?:\w+ )?do (?:\w+ )?(?:lekarz|doktor|fryzj|kosmet|grup|klas|pokoj|gabinet"
        r"|innego|innej)\w*",
        r"zapraszam do (?:\w+ )?rozmowy z|zapowiem (?:\w+ )?(?:w|na)|z (?:\w+ )?ofert\w+",
        r"(?:na|z) (?:pana|pani|państwa|twój|twojego) (?:\w+ )?(?:numer|komórk|telefon)\w*",
        r"(?:rozmowy|klientów|konsultantów|pacjentów|dzwoniących|gości|wszystkich|osoby) (?:\w+ ){0,3}?(?:łączymy"
        r"|przełączamy|przekierowujemy|przekazujemy|kierujemy)",
        *map(
            accented,
            (
                rf"(?:{_CONNECT}|{_TO_CONNECT}|(?:po|prze)?laczy)(?: {FILL}){{0,3}} "
                rf"(?:(?!(?:{_GOES_ON}) )\w+|w jed\w+)",
                rf"{_MOVE}(?: (?:{FILL}|{PERSON}|oba|obie|te|ten|to|caly|cala|wszystkie"
                rf"|dw[ai]e?)){{0,3}} {YOUR}(?: {FILL}){{0,2}} (?!(?:{_GOES_ON}) )\w+",
                rf"prze(?:lacz|kier)\w+ (?:{FILL} )?sie|sie (?:{FILL} )?przelacz(?:e|am)",
                rf"lacz\w+ sie (?:\w+ )?z (?:pana|pani|panstwa|two\w+) (?!{WHO})\w+",
                r"(?!chwil|sekund|minut|sluchaw|konsultant|kolezan|polacz|zyczen|zdecyd)"
                rf"\w+(?:(?:k|cj|sj|t)ę|[ae]nie) (?:{FILL} )?{_NOW_MOVE}",
                rf"{_CONNECT} (?:{FILL} )?\w+(?:ow|li|rzy|cy|ki|cych) ze? (?!pan)\w+[aiy]mi",
                rf"(?<! pod )(?<! [wn]a )(?<! w )(?:ten|te|obie|oba|wszystkie) "
                rf"(?!rozmow|polacz|sposob|chwil|stron)\w+ (?:{FILL} )?{_NOW_MOVE}",
                rf"(?<!\w )(?:(?:te|obie|oba|wszystkie|dw\w+|{YOUR}) )?{_JOINED} "
                rf"(?:(?![ia] |wiec |dlatego )\w+ ){{0,3}}?{_CONNECT}",
                rf"(?<! [wz] )(?<! (?:na|za|do|od|ze|we) )(?<! dla )(?<!sprawie )(?<!stwa )"
                rf"(?<!odu ){YOUR} (?!(?:{_GOES_ON}|telefon|to|sam[ai]?) )\w+ (?:{FILL} )?{_NOW_MOVE}",
                rf"(?<!sprawie )(?<!o )(?<!na \w{{4}} ){THING} (?:(?!(?:[ia]|oraz|wiec|dlatego) )\w+ ){{0,3}}?"
                rf"{_NOW_MOVE}",
                rf"(?:{_HAND}|{_SEND}|{_MOVED}) (?:(?!{CALL} )\w+ ){{0,5}}?{THING}",
                rf"(?:{_MOVE}|{_DONE}|{_TRANSFER}) (?:(?!{WHO} )\w+ ){{0,4}}?(?:na|do|z|ze|w|we|pod) "
                rf"(?:(?!(?:{WHO}|spraw) )\w+ )?{NOBODY}",
            ),
        ),
    ),
    now=(r"teraz|już|zaraz|właśnie|natychmiast|niezwłocznie|od razu",),
)
