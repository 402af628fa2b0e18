"""How a transfer is promised in Polish."""

import re

from adapter.tool_calls.promises.grammar import Grammar

_ACCENTS = {"a": "aą", "c": "cć", "e": "eę", "l": "lł", "n": "nń", "o": "oó", "s": "sś", "z": "zźż"}


def _words(text: str) -> str:
    """Any of these words, in which `*` stands for any ending and `_` for a space."""
    return f"(?:{'|'.join(text.split())})".replace("*", r"\w*").replace("_", " ")


def _one_of(text: str) -> str:
    """One of these words, too many for RE2: it asks for any word, and what looks ahead tells."""
    return rf"(?={_words(text)} )\w+"


def _either(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


def _near(*parts: str) -> str:
    """All of these within a few words, in any order; the last one is what is found."""
    *others, found = parts
    return "".join(rf"(?=(?:\w+ ){{0,9}}?{other} )" for other in others) + rf"(?:\w+ ){{0,9}}?{found}"


def _accented(pattern: str) -> str:
    """The pattern, in which no accents are, for a text that has them."""
    return re.sub(r"(\\.)|\[(\w+)\]|([acelnosz])", lambda part: part[1] or f"[{_all(part[2] or part[3])}]", pattern)


def _all(letters: str) -> str:
    return "".join(_ACCENTS.get(letter, letter) for letter in letters)


_SOON = _either(
    _words("juz teraz zaraz wlasnie natychmiast niezwlocznie bezzwlocznie momentalnie wkrotce od_razu od_reki"),
    r"lada (?:chwila|moment|chwile)|w tej (?:chwili|sekundzie)|w tym momencie",
    r"(?:za|w ciagu) (?:\w+ )?(?:chwil|mome|sekund|minut)\w*",
)
_FILL = _either(
    _SOON,
    _words(
        """dalej bezposrednio szybko szybciutko sprawnie chetnie automatycznie osobiscie prosto wprost tam tu ponownie
        wiec zatem tez takze rowniez oczywiscie jeszcze raz po_prostu w_takim_razie wobec_tego z_przyjemnoscia zgodnie
        blyskawicznie czym_predzej jak_najszybciej natomiast smialo specjalnie tymczasem"""
    ),
)
_YOU = _words("pana pania panstwa panow panie cie ciebie was")
_YOUR = _words("pana pani panstwa")
_SHE_OR_HE = _words("pan pani panstwo panowie panie")
_TO_YOU = _words("panu pani panstwu ci wam")
_CALL = _words("rozmowe polaczenie sluchawke glos(?!_na) paleczke reszte_rozmowy")
_CALLER = rf"(?:{_YOU}|{_CALL})"
_PERSON = _one_of(
    """konsultan* doradc* doradczyni* specjali[sz]* ekspert* koleg[aei] koledze koledzy kolegow kolezan* kierowni*
    przelozon* szef* dyrektor* prezes* sekretark* asystentk* opiekun* agen[tc]* operator* dyspozytor\\w{0,3}
    techni[kc]* serwisan* mechani[kc]* lekar[zk]* doktor* pielegniar* poloz* pracowni[ck]* urzedni* ksiegow[aey]*
    handlow* przedstawiciel* menedzer* menadzer* manager* inzynier* prawni* mecenas* adwoka* notariusz* tlumacz*
    recepcjonist* informaty[kc]* brygadzi* likwidator* farmaceu* inspektor* koordynator* burmistrz* rzeczni*
    nauczyciel* psycholo[gz]* dyzurn* portier* czlowiek* mez(?:a|owi) zon(?:[ae]|ie) mam(?:e|ie) tat(?:e|ie|a) tacie
    syn(?:a|owi) cork[ae] corce brat(?:a|u|em)? siostr* ktos kogos kims komus osob[aeyi] osobie lider* ratowni*
    weterynarz* analityk* rzeczoznawc* administrator* zarzadc* redaktor* rektor* soltys* wojt* starost* komornik*
    trener* hydrauli* elektryk* monter* fryzjer* kosmety[ck]z* dentyst* \\w*terapeut* dietety[ck]* opty[ck]*
    ordynator* laborant* magazynier* spedytor* audytor* windykator* mediator* organizator* dziennikarz* bibliotekar*
    projektant* architekt* konserwator* wlasciciel* gospodarz* sprzedawc* kasjer* kadrow[aey]* programist* wdrozeniow*
    chlopak* dziewczyn* zastepc* zmiennik* wspolpracowni* kasi[ae]? basi[ae]? asi[ae] zosi[ae] gosi[ae] ole ewa ewe
    magd[aey] mart[ae] marcie agat[ae] moni[kc]* beat[aey] dorot[aey] iwon[aey] anna anne anny agnieszk* joann*
    karolin* paulin* natali* tom(?:ka|ek) tomkow* bart(?:ka|ek) mar(?:ek|kiem|kowi) pawe?l* piot* adam* michal*
    lukasz* maciek macka marcin* andrzej* krzys*"""
)
_PLACE = _one_of(
    """(?:wy)?dzial(?:u|em|owi|y|ow)? oddzial* biur* serwis* zespol* sekretaria* central[aeiy]* infolini* lini[aei]*
    recepcj* ksiegowosc* kadr* obslug[aei] rejestracj* poradni* przychodni* laboratori* magazyn* spedycj* logisty*
    windykacj* sprzedaz* marketing* support* help helpdesk* pomoc* wsparci* kas[aey] kasie dziekana* aptek*
    restauracj* pogotowi* straz* policj* reklamacj* dyspozytorni* sklep* salon* warsztat* bank* placowk* centrum
    instytut* urz[ae]d* kancelari* \\w{2,}(?:logi|iatri|chirurgi)\\w+ okulisty* rehabilitacj* wewnetrzn* ambulatori*
    portierni* ochron[aey]* referat* rektorat* kwestur* redakcj* studi[ao] spoldzielni* administracj* szpital* klinik*
    sor izb[aey] gabinet(?:u|owi)? zarzad* biblioteki muzeum teatr* hotel* spa klub* parafi* starostw* gmin[aey]
    sad(?:u|em) komend[aey] komisariat* gazowni* wodociag* dyspozytur* zajezdni* terminal* stacj[aei] plac it hr bok
    zakup(?:y|ow) zwrot(?:y|ow) szkod* domofon* szkol[aey] szkole fakturowani*"""
)
_WHO = rf"(?:{_PERSON}|{_PLACE})"
_ON_LINE = _words("na_linii przy_telefonie przy_aparacie w_sluchawce po_drugiej_stronie")
_TO_LINE = r"(?:do (?:\w+ )?(?:telefonu|rozmowy|sluchawki|aparatu|polaczenia)|na (?:linie|lacze))"

# Verbs that need no object, those that need "you" or the call, and those that need a place to go as well.
_CONNECT = _words(
    """(?:po|prze)?lacz(?:e|ymy) przelacz(?:am|amy) przekier(?:ow)?uj(?:e|emy) (?:prze)?transferuj(?:e|emy)"""
)
_HAND = _words(
    """przekaz(?:e|emy|uje|ujemy) (?:s|po)?kieruj(?:e|emy) przepin(?:am|amy) przepn(?:e|iemy) przerzuc(?:am|amy|e|imy)
    przepuszcz(?:am|amy|e) (?:od)?deleguj(?:e|emy) (?:pod|przy)lacz(?:am|e|amy|ymy) spinam wpinam zepne eskaluje
    przestawi(?:am|e) zestawi(?:am|amy|e|my) odstep(?:uje|ie) podpinam podepne
    (?:s|po)?(?:kontaktuj|komunikuj)(?:e|emy) forwarduje (?:za)?anonsuje zapowiem spikne"""
)
_SEND = _words(
    """odsyl(?:am|amy) odesl(?:e|emy) (?:w|pod|za)?rzuc(?:am|amy|e|imy) w?puszcz(?:am|amy|e) (?:wy|po|prze)s(?:ylam|le)
    przeno(?:sze|simy) przeniose odda(?:je|jemy|m|my) zabieram (?:za|prze)?prowadz(?:am|e) popycham pchne przekladam
    przeloze"""
)
_ENQUEUE = r"(?:ustawi|umieszcz|zglasz|doda[jm]|wpisuj|wstawi|wrzuc|wpuszcz|przenos|przekaz)\w*"
_OTHERS_MOVE = _words("(?:po|prze)?lacz[ya] przekier(?:ow)?uj[ea] skieruje przekaz(?:e|uje) przepnie przerzuci")
_MOVED = _words("(?:po|prze)laczyl (?:prze|s)kierowal przekazal (?:prze)?transferowal przepi[ae]l przerzucil podlaczyl")
_MOVED += r"(?:em|am|ismy|ysmy)"
_TO_CONNECT = _words("(?:po|prze)?laczy przelacza przekierow(?:yw)?a (?:prze)?transferowa") + "(?:c|l|la)"
_TO_HAND = _words(
    """przekaz(?:yw)?a(?:c|l|la) s?kierowa(?:c|l|la) przepi[an]+c przerzuc(?:ic|ac) przepuscic odeslac odsylac oddac
    skontaktowac skomunikowac podlaczyc zestawi(?:c|ac)"""
)
_WILL = _words(
    """bede bedziemy zamierza(?:m|my) pozwol(?:e|imy)_sobie s?probuj(?:e|emy) postara(?:m|my)_sie zaczyna(?:m|my) musze
    musimy pozwol*_mi pozwol*_pan*_mi pora ide mam_zamiar"""
)
_NOW_MOVE = rf"(?:{_CONNECT}|{_HAND}|{_SEND})"
_MOVE = rf"(?:{_NOW_MOVE}|{_ENQUEUE}|{_MOVED}|{_TO_CONNECT}|{_TO_HAND}|{_OTHERS_MOVE})"
_DONE = _either(
    r"(?:(?:po|prze)?lacz|(?:prze|s)?kierow|przekaz|(?:prze)?transferow|przepin|przerzuc|odesl|podlacz)\w*n[aeiy]",
    r"(?:ustaw|umieszcz|wstaw|doda|przydziel|przenies|dolacz)\w*n[aeiy](?= (?:\w+ ){0,3}?(?:kolej|konsult|dorad))",
    r"prze(?:pi|j)et[ay]",
)
_BEING = _words("jest sa zostaje zostaja zostanie zostana bedzie beda")
_YOU_ARE = _words("jestes jestescie zostajesz zostaniesz zostajecie zostaniecie bedziesz bedziecie")
_TRANSFER = (
    r"(?:(?:(?:po)?laczeni|przela(?:czani|czeni)|przekierow(?:yw)?ani|przekaz(?:yw)?ani|(?:prze)?transferowani"
    r"|przepinani|przepieci|zestawiani|nawiazywani)[aeu]|transferu?)"
)
_FETCH = _words(
    """(?:za|przy)?wolam przywoluje wywoluje sciag(?:am|ne) s?prowadz(?:am|e) przyprowadz(?:am|e) da(?:je|jemy|m|my)
    poda(?:je|jemy|m|my) z?lapie (?:ide|pojde|skocze|lece|biegne|pobiegne)_po (?:w|pod|do)pin(?:am|amy) wepne dopne"""
)
_BRING = _either(
    _FETCH,
    _words(
        """wzywam wezwe (?:po)?pros(?:ze|imy) (?:do|w)lacz(?:am|e|amy|ymy) doda(?:je|m|my) wprowadz(?:am|e)
        zaprasz(?:am|amy) zaprosze mam mamy biore wdzwaniam przekaz(?:uje|e)"""
    ),
)
_THING = _words(
    """zgloszenie wnios* dokument* rezerwacje zamowienie przesylke paczke dane fakture pieniadze srodki przelew skarge
    reklamacje wiadomosc notatke informacj[ei] uwag[ei] pytanie prosbe sprawe umowe punkty karte termin wizyte bilety?
    recepte konto konta numer maila? pliki? kwote sprzet zlecenie pismo potwierdzenie opinie slowa pozdrowienia wyniki
    propozycje podziekowania link"""
)
_COMES = (
    r"(?:sie (?:\w+ ){0,2}?(?:zglosi|zglasza|wlaczy|wlacza|dolaczy|odezwie)"
    rf"|dolaczy(?! {_THING})|porozmawia|obsluzy"
    r"|(?:zglosi|zglasza|wlaczy|wlacza|dolaczy|dolacza|odezwie) (?:\w+ ){0,3}?sie"
    r"|(?:odbierze|odbiera)(?! (?:\w+ )?(?:od |paczk|przesylk|klucz|auto|samoch|towar|dokument|zamowien))"
    r"|zajmie sie (?:panem|pania|panstwem|toba)|(?:panem|pania|panstwem|toba) (?:sie )?zajmie"
    rf"|(?:zastapi|zmieni) mnie|mnie (?:zastapi|zmieni)|pomoze {_TO_YOU}|{_TO_YOU} (?:\w+ )?pomoze)"
)
_STEPS_UP = _words(
    """podejdzie podchodzi idzie przyjdzie przychodzi dolaczy dolacza wlaczy wlacza odezwie zglosi zglasza pojawia?
    wejdzie wchodzi zjawi zajmie"""
)
_TAKES = _words(
    "prze(?:jmie|jmuje) podejm(?:ie|uje) bierze wezmie podnosi podniesie (?:po)?prowadzi odbierze odbiera kontynuuje"
)
_SPEAK = (
    r"(?:(?:porozmawia|pogada)(?:sz|cie)?|uslysz(?:y|ysz|ycie|a)"
    r"|bed(?:zie|ziesz|ziecie|a) (?:\w+ ){0,4}?(?:rozmawia|gada|mowi)(?:c|l|la|li|ly))"
)
_SOUND = _words("sygnal* komunikat* melodi* muzyk* dzwiek* od* pytan* instruk* nagran* kod* cen* warunk* regul*")
_ARRIVES = "(?:trafia?|przejdzie|przechodzi)"
_QUEUE = (
    r"kolej(?:ce|ki|ke)(?! (?:\w+ych )?(?:na|do|po) (?!(?:\w+ )?(?:konsult|dorad|agent|operat|pracow|obslug|infoli"
    r"|lini|dzial|biur|rozm|polacz|specjal|serwis|zesp|ekspert)))"
)
_NOT_SO = _words(
    "jest nie sa trwa mozliw* mo[zg]* kosztuje wymaga odbywa by[l]* bedzie zajm* dziala* obowiazuje odjezdza to"
)

# What may follow a verb that connects, or "pana", which is "your" as well, where its object is no thing.
_GOES_ON = _either(
    _FILL,
    _YOU,
    _CALL,
    _PERSON,
    _words("z ze do na w we od za ku przez pod po bo i a oraz dla u sie go ja ich nasz moj prosze dziekuje"),
    r"(?:te|ta|moja|nasza|cala|pana|pani|panstwa|twoja) (?:\w+ )?(?:rozmowe|polaczenie)|\w+[sc]ki(?:ego|emu)|\w+owi",
    rf"(?:\w+(?:emu|ej) ){{1,2}}{_PERSON}|panu \w+(?:emu|owi)",
)
_NOBODY = _words(
    """stron[aeyi] jezyk(?:iem)? (?:angiel|pol|niemiec|ukrain|rosyj)ski tryb(?:u|em)? widok* aplikacj* system baz[aey]
    serwer* komputer* router* modem* dekoder* internet(?:u|em)? siec* ekran* formularz* poczt[aey]_glosow* skrzynk*
    adres\\w{0,3} maila? e_mail sms* whatsapp* portal* kont(?:o|a|em) system(?:u|em|ie) regulamin* cennik* instrukcj*
    menu poczatk* ankiet* taryf* pakiet* plan(?:u|em)? abonament* badani* zabieg* rentgen* leczeni* wizyt* zasilani*
    chmur* kalendarz* godzin* termin\\w{0,3} faktury_elektron* archiwum realizacji rozpatrzenia analizy odsluchu
    paczkomat* drukark* temat* pytan* danych gabinetu_(?:numer|nr) okienk* zakladk* kart[aeiy] telewizor* sterownik*
    urzadzeni* naprawy czytnik* program* uslug[iae] wersj* platnos* glosnik* monitor* kanal* klawiatur* mikrofon*
    wideo kamer* ustawieni* opcj[aei] raty format* profil* walut* motyw* artykul* koszyk* faq poradnik* film* map[aey]
    lokalizacj* szkoleni* komisje_lekarsk* sanatori* kurs* operacj[ei] konsultacj[ei] terapi[ei] egzamin* parking*
    pietr* wyjsci* kroplow* list[aey] automatyczn* spam* faktur[aey] rezonans* tomograf* czas"""
)
_THROUGH = rf"(?:dalej|{_PERSON}|(?:do|na|z|ze|w|ku) (?:\w+ ){{0,3}}?{_WHO})"
_OBJECT = rf"(?:(?!(?:do|dla|na|o|od|przez|sie|u|w|z) )\w+ ){{0,3}}?{_CALLER}"
_OBJECT_BEFORE = rf"{_CALLER} (?:(?:{_FILL}|ja) ){{0,3}}?"
_SOMEBODY = rf"(?:{_PERSON}|pan(?:a|ia) \w+)"
_OF_CALL = rf"(?= (?:{_GOES_ON}|rozmowy|polaczenia|pani) | $)"
_NO_LETTER_C = r"(?:(?!\w+c )\w+ ){0,4}?"
_START = r"(?<!\w )(?:(?:dobrze|jasne|oczywiscie|ok|okej|no|to|teraz|juz|zaraz|prosze|bardzo) ){0,3}"

GRAMMAR = Grammar(
    promises=(
        _CONNECT,
        rf"(?:{_HAND}|{_MOVED}) {_OBJECT}|{_OBJECT_BEFORE}(?:{_HAND}|{_MOVED})",
        rf"{_SEND} {_OBJECT} (?:\w+ ){{0,2}}?{_THROUGH}|{_OBJECT_BEFORE}{_SEND} (?:\w+ )?{_THROUGH}",
        rf"(?:{_SEND}|{_FETCH}) (?:(?:{_FILL}|{_TO_YOU}|mu|jej|im) ){{0,2}}{_CALL}"
        rf"|(?<!to )(?:{_HAND}|(?:puszcz|w?rzuc)(?:am|e)) (?:{_FILL} ){{0,2}}(?:do|na) (?:(?!{_YOU} )\w+ )?{_WHO}",
        rf"(?:przekaz|odda|poda|udostepni)\w+ (?:{_FILL} ){{0,2}}(?:telefon|linie|mikrofon) (?:\w+ )?{_PERSON}"
        rf"|zamieni(?:am|e) sie z {_PERSON}",
        rf"(?:wlasnie|juz) {_MOVED} (?:\w+ )?(?:do|z|na)",
        rf"{_WILL} (?:\w+ ){{0,5}}?{_TO_CONNECT}",
        rf"{_WILL} (?:\w+ ){{0,3}}?(?:{_OBJECT} (?:\w+ ){{0,3}}?{_TO_HAND}|{_TO_HAND} {_OBJECT})",
        rf"(?:polaczono|przelaczono|przekierowano) (?:\w+ )?{_CALLER}"
        rf"|{_START}(?:polaczono|przelaczono) (?:do|z)(?! (?:\w+ )?{_NOBODY})",
        _near(_SOON, rf"(?:{_OTHERS_MOVE} (?:\w+ ){{0,2}}?{_CALLER}|{_YOU} (?:{_FILL} ){{0,2}}{_OTHERS_MOVE})"),
        rf"{_SOON} (?:sie )?laczy(?: sie)?|(?:po|prze)?lacz(?:y|a) sie {_SOON}",
        _near(_SOON, rf"(?:po|prze)?lacz(?:y|a) sie {_SHE_OR_HE}"),
        rf"{_BEING} (?:{_FILL} ){{0,2}}{_SHE_OR_HE} (?:{_FILL} ){{0,3}}{_DONE}",
        rf"{_SHE_OR_HE} (?:{_FILL} ){{0,2}}{_BEING} (?:{_FILL} ){{0,3}}{_DONE}",
        rf"{_YOU_ARE} (?:\w+ ){{0,4}}?{_DONE}",
        rf"(?:rozmowa|polaczenie) (?:\w+ ){{0,6}}?(?:{_DONE}|(?:zestaw|nawiaz|z?realiz)\w*n[ae]"
        rf"|zostanie (?:{_FILL} )?odebran[ae])",
        rf"(?:zosta(?:l|la|li) {_SHE_OR_HE}|zostal[ea]s) (?:juz|teraz|wlasnie) (?:\w+ ){{0,2}}?{_DONE}"
        rf"|(?:juz|teraz|wlasnie) zosta(?:l|la|li) (?:{_SHE_OR_HE} )?{_DONE}",
        # Who comes to the line.
        rf"{_BRING} {_NO_LETTER_C}(?:{_TO_LINE} (?:\w+ ){{0,3}}?{_SOMEBODY}|{_SOMEBODY} (?:\w+ ){{0,4}}?{_TO_LINE})"
        rf"|{_SOMEBODY} (?:{_FILL} )?{_BRING} {_TO_LINE}",
        rf"(?:{_FETCH}|wzywam) (?:(?:{_FILL}|{_TO_YOU}|go|ja) ){{0,3}}?(?!kart|kod|numer)\w+ {_TO_LINE}",
        rf"(?:{_FETCH}|wzywam|(?:do|w)lacz(?:am|amy|e|ymy)|zapraszam) (?:(?:{_FILL}|tu) ){{0,2}}{_TO_LINE}"
        rf" (?!(?:o|w|na|od) |(?:(?!z )\w+ ){{0,2}}?(?:{_THING}|\w+nie|\w+ecia?) )\w+",
        rf"(?:{_FETCH}|(?:juz|zaraz) (?:po)?prosze|poprosze tu) (?:(?:{_FILL}|{_TO_YOU}|tu|\w+(?:ego|sza|oja)) ){{0,3}}"
        rf"(?!\w+(?:owi|om|dze|nce|czce|rce|mie|cie|nie|rze|legi|nki) ){_PERSON}",
        rf"{_WILL} (?:{_FILL} )?(?:zawolac|poprosic|sprowadzic|przyprowadzic|sciagnac|poszukac) (?:\w+ )?{_SOMEBODY}",
        rf"(?:juz|zaraz) (?:{_TO_YOU} )?(?:daje|dam) (?!maila|smsa|linka|dwa|oba|kilka)\w{{3,}}a"
        rf"|(?:po)?szukam (?:kogos|koleg|kolezank|szef)\w*",
        rf"(?:za|przy)?wolam (?:{_FILL} )?pan(?:a|ia) \w+|da(?:je|m) (?:{_FILL} )?pania \w+",
        _near(_SOON, r"telefon (?:\w+ ){0,2}?odbierze|odbierze (?:\w+ ){0,2}?telefon"),
        r"(?:juz|zaraz) (?:go|ja) (?:daje|dam|podaje|podam|wolam|zawolam|prosze|poprosze)",
        r"(?:popros\w+|prosze) (?:\w+ ){1,4}?(?:zeby|aby|by|o) (?:\w+ ){0,2}?(?:przej[aem]|ode?bra|podesz|podejsc)\w*",
        rf"{_TAKES} (?:\w+ ){{0,4}}?{_CALL}|(?:{_CALL}|ode? mnie|po mnie) (?:\w+ ){{0,3}}?{_TAKES}",
        r"(?:przejm(?:ie|uje)|poprowadzi) (?:\w+ ){0,4}?"
        rf"(?:pania|cie|was|(?:pana|panstwa){_OF_CALL}|ode? mnie)|{_YOU} (?:{_FILL} ){{0,2}}przejm(?:ie|uje)",
        rf"{_STEPS_UP} (?:\w+ ){{0,5}}?(?:{_TO_LINE}|{_ON_LINE})|(?:{_TO_LINE}|{_ON_LINE}) (?:\w+ ){{0,4}}?{_STEPS_UP}",
        _near(
            rf"(?:{_PERSON}|pani? (?!(?:{_FILL}|nadal|wciaz|ciagle) )\w{{3,}})",
            r"(?:jest|czeka|bedzie|mam|mamy|ma|mial\w*|miec)",
            _ON_LINE,
        ),
        _near(rf"(?:{_SOON}|potem|po chwili|po sygnale)", _WHO, _COMES),
        _near(_SOON, r"(?:zglosi|odezwie|dolaczy) (?:sie )?pani? \w+"),
        _near(_SOON, _SPEAK) + rf"(?! (?:\w+ ){{0,3}}?{_SOUND})",
        rf"bed(?:zie\w*|a) (?:\w+ ){{0,3}}?(?:rozmawia|mowi)(?:c|l[aiy]?) ze? (?:\w+ )?(?:{_WHO}|panem|pania)",
        rf"uslysz(?:y|ysz|ycie|a) (?:(?!(?:od|do|o|z) )\w+ ){{0,4}}?{_WHO}",
        rf"(?:zostawi|odda|powierz|przekaz)\w* (?:\w+ ){{0,4}}?(?:{_YOU}|go|ja) (?:\w+ ){{0,3}}?"
        r"(?:rece|rekach|opiek\w+|opiece)",
        rf"(?:po)?zostawi(?:am|e) (?:\w+ )?{_YOU} (?:\w+ )?ze? (?!tym |t[aey] |informacj|wiadomosc|pytani|numer)\w+",
        rf"oto (?:(?:juz|dla|pana|pani|panstwa|nasz|nasza|moj|moja|\w+iwy) ){{0,3}}(?:{_PERSON}|pan \w+)",
        # Queues and dialling.
        rf"{_ENQUEUE} {_OBJECT} (?:\w+ ){{0,3}}?{_QUEUE}|{_OBJECT_BEFORE}{_ENQUEUE} (?:\w+ ){{0,2}}?{_QUEUE}",
        rf"(?:trafia?|wchodzi|przechodzi|dolacza|czeka|oczekuje|znajduje sie|stoi|laduje) {_SHE_OR_HE} "
        rf"(?:\w+ ){{0,4}}?{_QUEUE}",
        rf"(?:rozmowa|polaczenie|(?:pana|pani|panstwa|twoj) telefon(?! (?:\w+ ){{0,4}}?(?:serwis|napraw|warsz)))"
        rf" (?:{_FILL} ){{0,2}}(?:trafia?|wedruje|idzie|leci|przechodzi|przejdzie) (?:{_FILL} ){{0,2}}(?:do|na)",
        rf"(?:trafia(?:sz|cie)|jestes|rozmowa|polaczenie) (?:\w+ ){{0,4}}?{_QUEUE}",
        rf"jest {_SHE_OR_HE} (?:\w+ ){{0,4}}?w {_QUEUE}",
        _near(
            _SOON,
            rf"(?:{_SHE_OR_HE} (?:{_FILL} ){{0,2}}{_ARRIVES}|{_ARRIVES} {_SHE_OR_HE}|{_ARRIVES}(?:sz|cie)"
            rf"|rozmowa {_ARRIVES}) (?:\w+ ){{0,3}}?(?:do|na|pod) (?:\w+ ){{0,2}}?{_WHO}",
        ),
        r"(?:wybieram|wykrecam|trwa wybieranie) (?:\w+ )?"
        r"(?:numeru?(?! (?:pan\w+ )?(?:kart|kont|umow|klient|polis))|wewnetrzny)",
        rf"dzwoni (?:(?:juz|teraz|wlasnie|telefon) ){{0,2}}(?:u|w|na) (?:\w+ ){{0,2}}?{_WHO}|slysze (?:juz )?sygnal",
        # Without a verb, or with one that says no more than that it happens.
        rf"(?:trwa|nastepuje|nastapi|rozpocz\w+ sie|zacz\w+ sie) (?:{_FILL} ){{0,2}}{_TRANSFER}{_OF_CALL}",
        rf"{_TRANSFER} (?:(?:rozmowy|polaczenia|pana|pani|panstwa|ze?|do|na) (?:\w+ ){{0,6}}?)?(?:{_FILL} )?"
        r"(?:zosta\w+ |jest )?(?:trwa|w toku|w trakcie|nastepuje|nastapi|rozpoczet\w)",
        rf"w trakcie (?:{_FILL} )?{_TRANSFER}",
        rf"{_START}{_TRANSFER} (?:(?:rozmowy|polaczenia|pana|pani|panstwa) ){{0,2}}(?:do|ze?|na) (?:\w+ ){{0,3}}?{_WHO}"
        rf"(?! (?:\w+ ){{0,6}}?{_NOT_SO})",
        r"(?:rozpoczyna|zaczyna|inicjuj|uruchamia|wykonuj|realizuj|zleca|nawiazuj|ustanawia|robi|szykuj|dokonuj"
        rf"|przystepuj|przechodz)(?:e|emy|m|my|am|amy) (?:\w+ ){{0,2}}?(?:{_TRANSFER}{_OF_CALL}|rozmowe(?! od ))",
    ),
    promises_while_holding=(
        rf"{_START}(?:(?:do|z|na) )?{_PLACE}(?: \w+(?:ej|ych|ow|i|y|u|ta|r|t|d)){{0,2}}(?= $)",
        rf"(?:juz|zaraz|teraz) (?:do|z|ze) (?:\w+ ){{0,2}}?{_WHO}",
        rf"(?:dzwonie|przedzwaniam|dodzwaniam sie|probuje sie dodzwonic) (?:\w+ )?(?:do|na|po) (?:\w+ ){{0,2}}?{_WHO}",
        rf"(?:polacza|przelacza|przekieruja) {_YOU}",
        rf"kogos znajde|znajde (?:{_TO_YOU} )?kogos"
        rf"|(?:po)?szukam (?:pani? |(?:\w+ ){{0,2}}?(?:woln|dostepn)\w+ (?:\w+ )?){_PERSON}",
        rf"(?:przekazuje|oddaje) (?:{_FILL} ){{0,2}}{_PERSON}|(?:juz|zaraz|teraz) {_HAND}(?= $| (?:do|na|dalej))",
        _near(_SOON, _PERSON, "(?:bedzie|idzie|przyjdzie|pomoze|podejdzie|podchodzi)"),
        _near(_SOON, _PERSON, r"zajmie sie(?! \w*(?:zglosz|wnios|reklam|zamow))"),
        _near(_WHO, _COMES),
        _near(_SOON, r"(?:zglosi|odezwie|wlaczy|dolaczy) sie|sie (?:zglosi|odezwie|wlaczy|dolaczy)"),
        rf"(?:(?:za|przy)?wolam|wywoluje|wzywam|wezwe) (?:{_FILL} )?(?!{_FILL} |taks|karet|pomoc|straz|polic|lawet|ekip"
        r"|ochron|serwis|techni|mechani|wind|pogot|patrol|hydr|elektr)\w{3,}",
        rf"{_ARRIVES} {_SHE_OR_HE} (?:\w+ ){{0,2}}?(?:do|na|pod) (?:\w+ ){{0,2}}?{_WHO}",
        rf"przed (?:panem|pania|toba|panstwem) (?:\w+ ){{0,4}}?w {_QUEUE}|przechodzimy do (?:\w+ )?{_PERSON}",
        rf"(?:daje|dam) (?:(?:{_TO_YOU}|{_FILL}) ){{0,2}}"
        rf"(?!{_THING} |cene|godzine|rade|szanse|date|znizke|wycene|\w+cje )\w{{3,}}[ae]",
        rf"{_START}{_TRANSFER}(?: rozmowy| polaczenia)?(?= $)|wybieram (?:\w+ )?{_WHO}",
        rf"zostal[ai]? {_SHE_OR_HE} (?:\w+ ){{0,2}}?{_DONE}",
        r"na (?:polaczenie|zgloszenie|przelaczenie|przekierowanie|konsultanta|doradce|operatora|odebranie)",
    ),
    holds=(
        r"(?:(?:prosze|niech|pan|pani|panstwo|tylko|sie|jeszcze) ){0,4}nie (?:sie )?(?:rozlacz\w+|wylacz\w+ sie"
        r"|odkl[ao]d\w+ (?:sluchawki|telefonu)|odchodz\w+ od telefonu)(?: sie)?",
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
        r"jeśli|jeżeli|czy|gdy|gdyby\w*|zanim|kiedy|jeśliby|jeżeliby|jakby\w*|o ile|pod warunkiem|chyba że|w razie",
        r"w wypadku|dopóki",
        r"jak (?:tylko|już|coś|będzie|trzeba|chcesz|się|dostanę|poznam|sprawdzę|(?:pan|pani|państwo)(?! sobie życz))",
        r"w przypadku|zależnie|wystarczy (?:jedno|powiedzieć|słowo|hasło|podać|poprosić|że)|wtedy|wówczas|dopiero",
        r"później|(?:potem|następnie) (?:\w+ ){0,3}?(?!się )\w+(?:ę|my|am)",
        r"(?:ale |tylko )?najpierw (?:\w+ę|numer|pesel|hasło)|uprzednio",
        r"(?<!z )nim (?:pana|panią|cię|przełącz|połącz)\w*",
        r"może (?:pan|pani|państwo) (?:\w+ ){0,3}?(?:powiedzieć|poprosić|wybrać)|żebym|abym",
        r"nie (?:mówi|obiec|powiedzi)\w+|na miejscu|na innej linii|za zgodą (?!(?:pana|pani|państwa|twoją) )\w+",
        r"po (?!połącz|przełącz)(?:\w+(?:aniu|eniu|ęciu|iciu|yciu|acji|godzinach)|południu)|tylko (?:w|od|po)",
        r"potrzebuję|potrzebujemy|(?:po)?proszę (?:\w+ )?(?:numer|pesel|nazwisko|imię|datę)",
        r"(?:po)?proszę (?:\w+ )?o (?!chwil|cierpl|moment|sekund|\w+ (?:chwil|moment))\w+",
        r"(?:muszę|musimy) (?:\w+ ){0,2}?(?:znać|zadać|zapytać|wiedzieć|sprawdzić|zweryfikować|potwierdzić|ustalić"
        r"|mieć)",
        r"(?:proszę|trzeba|należy) (?:\w+ ){0,2}?(?:podać|powiedzieć|wpisać|nacisnąć|wybrać|wcisnąć|podyktować"
        r"|potwierdzić|opisać|zdecydować|wskazać|dać znać)(?! (?:mu|jej|im|koledze|koleżance|konsultant\w+"
        r"|doradc\w+))",
        r"powiedz|podaj|wpisz|napisz|daj znać|potwierdź|niech (?:pan|pani) (?:\w+ ){0,2}?(?:powie|poda|potwierdzi)",
        r"wciskając|naciskając|wybierając",
        r"aby (?:\w+ ){0,2}?(?:przekazać|przełączyć|połączyć|przekierować|uzyskać|porozmawiać)|za (?:\w+ )?godzin\w*",
        r"jutro|pojutrze|wieczorem",
        r"(?:w|na|we) (?:poniedziałek|wtorek|środę|czwartek|piątek|sobot\w|niedziel\w|weekend\w*|święta|nocy"
        r"|zeszł\w+|przyszł\w+|tym tygodniu)",
        r"(?:po|o|od|do) (?:\w+nastej|pierwszej|drugiej|trzeciej|czwartej|piątej|szóstej|siódmej|ósmej|dziewiątej"
        r"|dziesiątej|dwudziestej)(?! (?:lini|stron))",
        r"od (?:poniedziałku|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|września|przyszł\w+)|w dni|o tej porze",
        r"w godzinach|w każdej chwili|w dowolnym|raz w|w sprawach",
        r"na (?:(?!(?:pana|pani|państwa|twoj\w|pańsk\w+|wasz\w) )\w+ )?(?:życzenie|prośbę)|proponuję|oferuję|sugeruję",
        r"podczas (?:\w+ )?(?:wizyty|spotkania|przełącz\w+)|oddzwoni(?:my|ę|ą|ł\w*)?|zadzwoni(?:my|ą)?|odezwą",
        r"skontaktuje się|skontaktują się|listownie|według|słucham|w czym (?:\w+ )?(?:mogę|możemy)",
        r"żeby (?:\w+ ){0,2}?(?:sprawdzi|zapyta|ustali|potwierdzi|dopyta)\w+",
        r"tylko (?:\w+ )?(?:proszę|poproszę|muszę|musimy|niech|potwierdzę|sprawdzę|zapiszę|zapytam|dopytam)",
        r"proszę (?:tylko|najpierw)|za (?:\w+ )?(?:dni|tydzień|kwadrans)",
    ),
    own_conditions=(r"rano|sms\w*|mailem|mailowo",),
    denials=(
        r"nie(?! (?:ma (?:sprawy|problemu)|szkodzi))|nigdy|nikt|nikogo|może|mogę|możemy|mógł\w*|mogł\w*|można|wolno",
        r"potrafię|umiem|się w bólu|chciał\w*|chce|chcesz|chcą|wolał\w*|powin\w+|miał\w*(?! (?:\w+ )?na linii)|chyba",
        r"ewentualnie|raczej|był\w*|zamiast(?! (?:tego|mnie) )|łącze(?! (?:z|ze|pana|panią|cię) )|zdalnie",
        r"bez(?! (?:problemu|kłopotu|zwłoki|zbędn\w+|obaw|dalsz\w+|czekania|kolejki))|zwykle|zazwyczaj|normalnie",
        r"zawsze|codziennie|czasem|poprzedni\w*|wczoraj|wcześniej|ostatnio|przez pomyłkę|omyłkowo|błędnie|anuluj\w*",
        r"odwołan\w*|(?:przełącz|przekier|połącz|przekaz|skier)\w+ (?:\w+ ){0,4}?do (?:mnie|nas)|w każd\w+(?! razie)",
        r"każd\w+ (?:rozm|osob|połącz)\w*|\w+ razy|z inn(?:ym|ą) (?:klient|rozm|lini)\w+|trwa (?:\w+ ){0,3}?dni",
        r"(?:menu|system|infolinia|automat|numer|strona|aplikacja|link) (?:\w+ ){0,3}?(?:przekier(?:ow)?uje"
        r"|przekazuje|kieruje)(?! (?:teraz|już|zaraz|właśnie|pana|panią|państwa|cię) )",
        r"(?:odezwie|zgłosi) (?:\w+ ){0,4}?(?:wkrótce|niebawem)|(?:wkrótce|niebawem) (?:\w+ ){0,4}?(?:odezwie|zgłosi)",
        r"lekarz (?:\w+ ){0,2}?s?kieruje",
        r"(?:na|z) (?:pana|pani|państwa|twój|twojego) (?:\w+ )?(?:numer|komórk|telefon)\w*",
        r"(?:rozmowy|klientów|konsultantów|pacjentów|dzwoniących|gości|wszystkich|osoby) (?:\w+ ){0,3}?(?:łączymy"
        r"|przełączamy|przekierowujemy|przekazujemy|kierujemy)",
        *map(
            _accented,
            (
                rf"(?:{_CONNECT}|{_TO_CONNECT}|(?:po|prze)?laczy)(?: {_FILL}){{0,3}} "
                rf"(?:(?!(?:{_GOES_ON}) )\w+|w jed\w+)",
                rf"{_MOVE}(?: (?:{_FILL}|{_PERSON})){{0,3}} {_YOUR}(?: {_FILL}){{0,2}} (?!(?:{_GOES_ON}) )\w+",
                rf"prze(?:lacz|kier)\w+ (?:{_FILL} )?sie|sie (?:{_FILL} )?przelacz(?:e|am)",
                rf"lacz\w+ sie (?:\w+ )?z (?:pana|pani|panstwa|two\w+) (?!{_WHO})\w+",
                r"(?!chwil|sekund|minut|sluchaw|konsultant|kolezan|polacz|zyczen|zdecyd)"
                rf"\w+(?:(?:k|cj|sj|t)ę|[ae]nie) (?:{_FILL} )?{_NOW_MOVE}",
                rf"(?<! [wz] )(?<! (?:na|za|do|od|ze|we) )(?<! dla ){_YOUR} "
                rf"(?!(?:{_GOES_ON}|telefon|to|sam[ai]?) )\w+ (?:{_FILL} )?{_NOW_MOVE}",
                rf"(?<!sprawie )(?<!o )(?<!na \w{{4}} ){_THING} (?:(?!(?:[ia]|oraz|wiec|dlatego) )\w+ ){{0,3}}?"
                rf"{_NOW_MOVE}",
                rf"(?:{_HAND}|{_SEND}|{_MOVED}) (?:(?!{_CALL} )\w+ ){{0,5}}?{_THING}",
                rf"(?:{_MOVE}|{_DONE}|{_TRANSFER}) (?:(?!{_WHO} )\w+ ){{0,4}}?(?:na|do|z|ze|w|we|pod) "
                rf"(?:(?!(?:{_WHO}|spraw) )\w+ )?{_NOBODY}",
            ),
        ),
    ),
    now=(r"teraz|już|zaraz|właśnie|natychmiast|niezwłocznie|od razu",),
)
