"""The verbs that promise in Polish, who does what they say, and where the call goes."""

from adapter.tool_calls.promises.grammars.polish.words import (
    CALL,
    CALLER,
    FILL,
    PERSON,
    THING,
    TO_YOU,
    WHO,
    YOU,
    YOUR,
    either,
    words,
)

THERE = either(
    r"(?:zanieść|wnieść|przynieść|usiąść|wejść|przyjść|podejść|przyjechać|wysiąść)",
    r"do (?:\w+ )?(?:stolika|drzwi|bramy|okienka)|przy (?:\w+m )?(?:samochodzie|aucie|bramie|wejściu|kasie|stoliku"
    "|okienku|ladzie)",
    r"w (?:\w+ )?(?:gabinecie|sali|pokoju|okienku|klasie)",
    r"na (?:targach|lotnisku|dworcu|ocenie|lekcji|egzaminie|rozprawie|stoisku|parkingu|parterze|piętrze)",
    r"w (?:poczekalni(?! tel)|lobby|holu|aucie|szatni|sklepie)",
    r"(?:przed|pod) (?:gabinetem|wejściem|budynkiem|sklepem|domem|salą|drzwiami|bramą)",
)
IN_PERSON = (
    r"(?:przyjdzie|podejdzie|podchodzi|idzie|wejdzie|zajmie|będzie|odbierze|otworzy|obsłuży|porozmawia|przyjmie|pomoże"
    "|(?:za)?wołam|(?:idę|pójdę|biegnę|lecę|skoczę) po)"
)
ON_LINE = words(
    """na_linii przy_telefonie przy_aparacie w_sluchawce na_sluchawce przy_sluchawce po_drugiej_stronie
    na_laczach(?!_ze?_(?!pa|nami))"""
)
TO_LINE = (
    r"(?:do (?:\w+ )?(?:telefonu|rozmowy|sluchawki|aparatu|polaczenia)|na (?:te |nasza )?(?:linie|lacze|sluchawke))"
)

# Verbs that need no object, those that need "you" or the call, and those that need a place to go as well.
CONNECT = words(
    """(?:po|prze)?lacz(?:e|ymy) przelacz(?:am|amy) przekier(?:ow)?uj(?:e|emy) (?:prze)?transferuj(?:e|emy)"""
)
HAND = words(
    """przekaz(?:e|emy|uje|ujemy) (?:s|po)?kieruj(?:e|emy) przepin(?:am|amy) przepn(?:e|iemy)
    przerzuc(?:am|amy|e|imy) przepuszcz(?:am|amy|e) (?:od)?deleg(?:uj|owuj)(?:e|emy) powierz(?:am|e)
    (?:pod|przy)lacz(?:am|e|amy|ymy) spinam wpinam zepne eskaluje przestawi(?:am|e) zestawi(?:am|amy|e|my)
    odstep(?:uje|ie) podpinam podepne (?:s|po)?(?:kontaktuj|komunikuj)(?:e|emy) forwarduje (?:za)?anonsuje zapowiem
    spikne"""
)
SEND = words(
    """odsyl(?:am|amy) odesl(?:e|emy) (?:w|pod|za)?rzuc(?:am|amy|e|imy) w?puszcz(?:am|amy|e) (?:wy|po|prze)s(?:ylam|le)
    przeno(?:sze|simy) przeniose odda(?:je|jemy|m|my) zabieram (?:za|prze)?prowadz(?:am|e) popycham pchne przekladam
    przeloze"""
)
ENQUEUE = (
    r"(?:ustawi|umie[sc][zc]|przesu[wn]|zgl(?:asz|osi)|doda[jmlwn]|wpis(?:uj|al)|wstawi|wrzuc|wpu[sc][zc]"
    r"|przeni?os|przekaz)\w*"
)
OTHERS_MOVE = words("(?:po|prze)?lacz[ya] przekier(?:ow)?uj[ea] skieruje przekaz(?:e|uje) przepnie przerzuci przenosi")
MOVED = words(
    """(?:po|prze)laczyl (?:prze|s)kierowal przekazal (?:prze)?transferowal przepi[ae]l przerzucil podlaczyl
    (?:od)?delegowal"""
)
MOVED += r"(?:em|am|ismy|ysmy)"
SENT = words(
    """(?:w|wy|prze|ode)slal (?:w|prze)?rzucil (?:w|prze)?puscil oddal przeniosl eskalowal przesunal przepchnal"""
)
SENT += r"(?:em|am|ismy|ysmy)"
TO_CONNECT = words("(?:po|prze)?laczy przelacza przekierow(?:yw)?a (?:prze)?transferowa") + "(?:c|l|la)"
TO_HAND = words(
    """przekaz(?:yw)?a(?:c|l|la) s?kierowa(?:c|l|la) przepi[an]+c przerzuc(?:ic|ac) przepuscic odeslac odsylac oddac
    skontaktowac skomunikowac podlaczyc zestawi(?:c|ac)"""
)
WILL = words(
    """bede bedziemy zamierza(?:m|my) pozwol(?:e|imy)_sobie s?probuj(?:e|emy) postara(?:m|my)_sie zaczyna(?:m|my) musze
    musimy pozw[oa]l*_mi pozwol*_pan*_mi pora ide mam_zamiar (?:po)?zostaje_mi"""
)
NOW_MOVE = rf"(?:{CONNECT}|{HAND}|{SEND})"
MOVE = rf"(?:{NOW_MOVE}|{ENQUEUE}|{MOVED}|{TO_CONNECT}|{TO_HAND}|{OTHERS_MOVE})"
DONE = either(
    r"(?:(?:po|prze)?lacz|(?:prze|s)?kierow|przekaz|(?:prze)?transferow|przepin|przerzuc|odesl|podlacz)\w*n[aeiy]",
    r"(?:ustaw|umieszcz|wstaw|doda|przydziel|przenies|dolacz)\w*n[aeiy](?= (?:\w+ ){0,3}?(?:kolej|konsult|dorad))",
    r"prze(?:pi|j)et[ay]",
    r"(?:(?:odda|puszczo|rzuco|(?:od)?delegowa|eskalowa)n|podpiet)[ay]",
)
BEING = words("jest sa zostaje zostaja zostanie zostana bedzie beda")
YOU_ARE = words("jestes jestescie zostajesz zostaniesz zostajecie zostaniecie bedziesz bedziecie")
TRANSFER = (
    r"(?:(?:(?:po)?laczeni|przela(?:czani|czeni)|przekierow(?:yw)?ani|przekaz(?:yw)?ani|(?:prze)?transferowani"
    r"|przepinani|przepieci|zestawiani|nawiazywani)[aeu]|transferu?)"
)
FETCH = words(
    """(?:za|przy)?wolam przywoluje wywoluje sciag(?:am|ne) s?prowadz(?:am|e) przyprowadz(?:am|e) da(?:je|jemy|m|my)
    poda(?:je|jemy|m|my) z?lapie (?:ide|pojde|skocze|lece|biegne|pobiegne)_po (?:w|pod|do)pin(?:am|amy) wepne dopne"""
)
BRING = either(
    FETCH,
    words(
        """wzywam wezwe (?:po)?pros(?:ze|imy) (?:do|pod|w)lacz(?:am|e|amy|ymy) doda(?:je|m|my) wprowadz(?:am|e)
        (?:do|w)rzuc(?:am|e) w?puszcz(?:am|e) zaprasz(?:am|amy) zaprosze mam mamy biore wdzwaniam przekaz(?:uje|e)"""
    ),
)
NO_PARCEL = (
    r"(?! (?:\w+ )?(?:paczk|przesylk|klucz|auto|towar|dokument|zamowien|wynik|bagaz|walizk|dzieck|dzieci|syn|cork"
    r"|samoch|recept|ubran|zwrot|rzecz|pana z|pania z|zakup))"
    rf"(?=(?: {FILL})*(?: $| (?:\w+ )?(?:{WHO}|telefon|polaczenie|rozmowe|sluchawke)"
    r"| (?:pani?|i|pierwsz\w+|ktos|u) | od (?:pana|pani|panstwa|ciebie) (?:\w+ )?(?:telefon|polacz|rozmow)))"
)
"""What may follow who picks up: the telephone or who does so, and nothing that is fetched."""
COMES = (
    r"(?:sie (?:\w+ ){0,2}?(?:zglosi|zglasza|wlaczy|wlacza|dolaczy|odezwie)"
    rf"|dolaczy(?! {THING})|porozmawia|obsluzy"
    r"|(?:zglosi|zglasza|wlaczy|wlacza|dolaczy|dolacza|odezwie) (?:\w+ ){0,3}?sie"
    rf"|(?:odbierze|odbiera){NO_PARCEL}"
    r"|zajmie sie (?:panem|pania|panstwem|toba)|(?:panem|pania|panstwem|toba) (?:sie )?zajmie"
    rf"|(?:zastapi|zmieni) mnie|mnie (?:zastapi|zmieni)|pomoze {TO_YOU}|{TO_YOU} (?:\w+ )?pomoze)"
)
STEPS_UP = words(
    """podejdzie podchodzi zejdzie schodzi idzie przyjdzie przychodzi dolaczy dolacza wlaczy wlacza odezwie zglosi
    zglasza pojawia? wejdzie wchodzi zjawi zajmie biegnie leci pedzi spieszy wraca zmierza siada"""
)
TAKES = words(
    "prze(?:jmie|jmuje) podejm(?:ie|uje) bierze wezmie podnosi podniesie poprowadzi odbierze odbiera kontynuuje"
)
SPEAK = (
    r"(?:(?:porozmawia|pogada)(?:sz|cie)?|rozmowi(?:sz|cie)? sie|uslysz(?:y|ysz|ycie|a)"
    r"|bed(?:zie|ziesz|ziecie|a) (?:\w+ ){0,4}?(?:rozmawia|gada|mowi)(?:c|l|la|li|ly))"
)
NOT_SO = words(
    "jest nie sa trwa mozliw* mo[zg]* kosztuje wymaga odbywa by[l]* bedzie zajm* dziala* obowiazuje odjezdza to"
)
ARRIVES = "(?:trafia?|przejdzie|przechodzi|wedruje|laduje|przenosi sie)"
JOINED = words(
    """przesylki paczki zamowienia zespoly klasy grupy oddzialy konta faktury rabaty promocje oferty pakiety umowy
    rezerwacje bilety dzialki pokoje wizyty zajecia kredyt* ubezpieczenia polisy uslugi pliki dokumenty urzadzenia
    kable przewody firmy leki skladniki stoliki terminy platnosci raty sale sieci systemy dane punkty mile profile
    numery karty taryfy gminy szkoly wnioski sprawy jezyk* kolory smaki gminy teori* prac[ey] nauke tradycj*"""
)
"""What may be joined, first in a clause."""
THINGS = words(
    """rachunki reklamacje skargi zgloszenia pytania prosby uwagi zwroty awarie usterki recepty wyniki zazalenia
    zapytania wiadomosci propozycje pisma zlecenia formularze odwolania podania maile listy opinie szkody zalaczniki
    rzeczy przedmioty zguby znaleziska ubrania odpady probki walizki bagaze pieniadze datki"""
)
"""What is sent on, many of it, first in a clause."""
WE_GO = words(
    """lecimy idziemy jedziemy skaczemy wskakujemy przeskakujemy przechodzimy wchodzimy wedrujemy przenosimy_sie"""
)
NAMES = (
    rf"(?: (?!(?:{NOT_SO}|ma|wymaga|zalezy|dotyczy|polega|liczy|laczy) )"
    rf"(?:{FILL}|{YOUR}|pan(?:em|ia|u)|\w+(?:e[gm][ou]|ej|[yi][cm]h?|ow|owi|em|ami|u|ii|a|t|r|[jgkln]i|osci|y"
    rf"|(?:[lwz]i?|sz|cz)en|kan|jec))){{0,4}}"
)
TAIL = rf"{NAMES}(?= $)"
"""What may end a clause that has no verb: names, and what place or person it is of."""
PICKS_UP = "(?:odbiera|podniesie|podnosi|przejmuje)"
NOT_VERB = (
    r"(?!(?:jest|nie|ma|sa|moze|bedzie) |byl|czeka|zosta|pozosta|slysz|awari|uster|zaklo|szum|problem)"
    r"(?!\w+(?:uje|awia|ywa|iera|odzi|obi) )\w+"
)
WITH_YOU = "z (?:panem|pania|panstwem|toba|wami)"
QUEUE = (
    r"kolej(?:ce|ki|ke)(?! (?:\w+ych )?(?:na|do|po) (?!(?:\w+ )?(?:konsult|dorad|agent|operat|pracow|obslug|infoli"
    "|lini|dyzurn|techni|(?:wy|od)?dzial|sekret|kancel|recepcj|central|wsparc|pomoc|support|biur|rozm|polacz|specjal"
    "|serwis|zesp"
    "|ekspert)))"
)

# What may follow a verb that connects, or "pana", which is "your" as well, where its object is no thing.
GOES_ON = either(
    FILL,
    YOU,
    CALL,
    PERSON,
    words("z ze do na w we od za ku przez pod po bo i a oraz dla u sie go ja ich nasz moj prosze dziekuje"),
    r"(?:te|ta|to|moja|nasza|cala|pana|pani|panstwa|(?:pansk|two[ji]|wasz)\w*) (?:\w+ )?(?:rozmowe|polaczenie)"
    r"|\w+[sc]ki(?:ego|emu)|\w+owi",
    rf"(?:pani )?telefon (?:tam|dalej|(?:do|na) (?:\w+ )?(?!serw|magaz|labor|sklep|salon|warsz|biura rzecz|techn|mech"
    rf"|urz)(?:{WHO}|asystenta))",
    rf"(?:\w+(?:emu|ej) ){{1,2}}{PERSON}|panu \w+(?:emu|owi)|\w{{3,}}(?:cz|[wltps])nie|glosowo|tym",
)
THROUGH = rf"(?:dalej|{PERSON}|(?:do|na|z|ze|w|ku) (?:\w+ ){{0,3}}?{WHO})"
OBJECT = rf"(?:(?!(?:do|dla|na|o|od|przez|sie|u|w|z) )\w+ ){{0,3}}?{CALLER}"
OBJECT_BEFORE = rf"{CALLER} (?:(?:{FILL}|ja) ){{0,3}}?"
SOMEBODY = rf"(?:{PERSON}|pan(?:a|ia) \w+)"
OF_CALL = rf"(?= (?:{GOES_ON}|rozmowy|polaczenia|pani) | $)"
NO_LETTER_C = r"(?:(?!\w+c )\w+ ){0,4}?"
START = r"(?<!\w )(?:(?:dobrze|jasne|oczywiscie|ok|okej|no|to|teraz|juz|zaraz|prosze|bardzo) ){0,3}"
