"""The words of which promises in Polish are made, and how patterns are made of them."""

import re

_ACCENTS = {"a": "aą", "c": "cć", "e": "eę", "l": "lł", "n": "nń", "o": "oó", "s": "sś", "z": "zźż"}


def words(text: str) -> str:
    """Any of these words, in which `*` stands for any ending and `_` for a space."""
    return f"(?:{'|'.join(text.split())})".replace("*", r"\w*").replace("_", " ")


def _one_of(text: str) -> str:
    """One of these words, too many for RE2: it asks for any word, and what looks ahead tells."""
    return rf"(?={words(text)} )\w+"


def either(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


def near(*parts: str) -> str:
    """All of these within a few words, in any order; the last one is what is found."""
    *others, found = parts
    return "".join(rf"(?=(?:\w+ ){{0,9}}?{other} )" for other in others) + rf"(?:\w+ ){{0,9}}?{found}"


def accented(pattern: str) -> str:
    """The pattern, in which no accents are, for a text that has them."""
    return re.sub(r"(\\.)|\[(\w+)\]|([acelnosz])", lambda part: part[1] or f"[{_all(part[2] or part[3])}]", pattern)


def _all(letters: str) -> str:
    return "".join(_ACCENTS.get(letter, letter) for letter in letters)


SOON = either(
    words("juz teraz zaraz wlasnie natychmiast niezwlocznie bezzwlocznie momentalnie wkrotce od_razu od_reki"),
    r"lada (?:chwila|moment|chwile)|w tej (?:chwili|sekundzie)|w tym momencie",
    r"(?:za|w ciagu) (?:\w+ )?(?:chwil|mome|sekund|minut)\w*",
)
FILL = either(
    SOON,
    words(
        """dalej bezposrednio szybko szybciutko sprawnie chetnie automatycznie osobiscie prosto wprost tam tu ponownie
        wiec zatem tez takze rowniez oczywiscie jeszcze raz po_prostu w_takim_razie wobec_tego z_przyjemnoscia zgodnie
        blyskawicznie czym_predzej jak_najszybciej natomiast smialo specjalnie tymczasem"""
    ),
)
YOU = words("pana pania panstwa panow panie cie ciebie was")
YOUR = words("pana pani panstwa")
SHE_OR_HE = words("pan pani panstwo panowie panie")
TO_YOU = words("panu pani panstwu ci wam")
CALL = words("rozmowe polaczenie sluchawke glos(?!_na) paleczke reszte_rozmowy")
CALLER = rf"(?:{YOU}|{CALL})"
PERSON = _one_of(
    """konsultan* doradc* doradczyni* specjali(?:st|sc)* ekspert* koleg[aei] koledze koledzy kolegow kolezan*
    kierowni* przelozon* radc* rozmowca szef* dyrektor* prezes* sekretark* asystentk* opiekun* agen[tc]* operator*
    dyspozytor\\w{0,3} techni(?:k|cy|czk)* serwisan* mechani[kc]* lekar[zk]* doktor* pielegniar* poloz* pracowni[ck]*
    urzedni* ksiegow[aey]* handlow* przedstawiciel* menedzer* menadzer* manager* inzynier* prawni[kc]* mecenas*
    adwoka* notariusz* tlumacz* recepcjonist* informaty[kc]* brygadzi* likwidator* farmaceu* inspektor* koordynator*
    burmistrz* rzeczni* nauczyciel* psycholo[gz]* dyzurn* portier* czlowiek* mez(?:a|owi) zon(?:[ae]|ie) mam(?:e|ie)
    tat(?:e|ie|a) tacie syn(?:a|owi) cork[ae] corce brat(?:a|u|em)? siostr* ktos kogos kims komus osob[aeyi] osobie
    lider* ratowni* weterynarz* analityk* rzeczoznawc* administrator* zarzadc* redaktor* rektor* soltys* wojt*
    starost* komornik* trener* kustosz* lesnicz* agronom* ksi[ae]dz* broker* konsjerz* concierge aplikan* proboszcz*
    geode[tc]* skarbni[kc]* przewodni[kc]* ogrodni[kc]* blacharz* kuchar* kanclerz* diagnost* rzecznicz* hydrauli*
    elektryk* monter* fryzjer* kosmety[ck]z* dentyst* \\w*terapeut* dietety[ck]* opty[ck]* ordynator* laborant*
    magazynier* spedytor* audytor* windykator* mediator* organizator* dziennikarz* bibliotekar* projektant*
    architekt* konserwator* wlasciciel* gospodarz* sprzedawc* kasjer* kadrow[aey]* programist* wdrozeniow* wychowawc*
    pedagog* instruktor* chlopak*
    dziewczyn* zastepc* zmiennik* wspolpracowni* kasi[ae]? basi[ae]? asi[ae] zosi[ae] gosi[ae] ole ewa ewe magd[aey]
    mart[ae] marcie agat[ae] moni[kc]* beat[aey] dorot[aey] iwon[aey] anna anne anny agnieszk* joann* karolin*
    paulin* natali* tom(?:ka|ek) tomkow* bart(?:ka|ek) mar(?:ek|kiem|kowi) pawe?l* piot* adam* michal* lukasz* maciek
    macka marcin* andrzej* krzys*"""
)
PLACE = _one_of(
    """(?:wy)?dzial(?:u|em|owi|y|ow)? oddzial* biur* serwis* zespol* sekretaria* central[aeiy]* infolini* lini[aei]*
    recepcj* ksiegowosc* kadr* obslug[aei] rejestracj* poradni* przychodni* laboratori* magazyn* spedycj* logisty*
    windykacj* sprzedaz* marketing* support* help helpdesk* pomoc* wsparci* kas[aey] kasie dziekana* aptek*
    restauracj* pogotowi* straz* policj* reklamacj* dyspozytorni* sklep* salon* warsztat* bank* placowk* centrum
    instytut* urz[ae]d* kancelari* \\w{2,}(?:logi|iatri|chirurgi)\\w+ okulisty* rehabilitacj* wewnetrzn* ambulatori*
    portierni* ochron[aey]* referat* rektorat* kwestur* redakcj* studi[ao] spoldzielni* administracj* szpital*
    klinik* sor izb[aey] gabinet(?:u|owi)? zarzad* bibliotek[aeiy] muzeum teatr* hotel* spa klub* parafi* starostw*
    gmin[aey] sad(?:u|em) komend[aey] komisariat* gazowni* wodociag* dyspozytur* zajezdni* stacj[aei] plac it hr bok
    blacharni* lakierni* kuchni* drukarni* pralni* piekarni* wulkaniz* dyzurk* osrod[ek]* wypozyczalni* ksiegarni*
    agencj[aei] hurtowni* stajni* terminal(?:u|em)?(?=_promow|_cargo|_lotn) wynajm* przedszkol* ratusz* nadlesnictw*
    schronisk* swietlic* pokoju_nauczyc* zakup(?:y|ow) zwrot(?:y|ow) szkod* domofon* szkol[aey] szkole fakturowani*
    pracowni[ae]?"""
)
WHO = rf"(?:{PERSON}|{PLACE})"
THING = words(
    """zgloszenie wnios* dokument* rezerwacje zamowienie przesylke paczke dane fakture pieniadze srodki przelew
    skarge reklamacje wiadomosc notatke informacj[ei] uwage (?<!z_)uwagi pytanie prosbe sprawe umowe punkty karte
    termin wizyte bilety? recepte konto konta numer maila? pliki? kwote sprzet zlecenie pismo potwierdzenie opinie
    slowa pozdrowienia wyniki propozycje podziekowania link wynikow auto samochod bagaze? walizk\\w* towar klucz\\w*
    ubran\\w* zakupy"""
)
SOUND = words(
    """dzwonek dzwonk* alarm* syren*
    propozyc* ofert* termin* opcj* list* wynik* kwot* numer* informac* szczegol* podsumow* sygnal* komunikat*
    melodi* muzyk* dzwiek* od* pytan* ankiet* reklam* cisz* trzask* klik* zapowied* instruk* nagran* kod* cen* warunk*
    regul*"""
)
NOBODY = words(
    """stron[aeyi] jezyk(?:iem)? (?:angiel|pol|niemiec|ukrain|rosyj)ski tryb(?:u|em)? widok* aplikacj* system
    baz[aey] serwer* komputer* router* modem* dekoder* internet(?:u|em)? siec* ekran* formularz* poczt[aey]_glosow*
    skrzynk* adres\\w{0,3} maila? e_mail sms* whatsapp* portal* kont(?:o|a|em) system(?:u|em|ie) regulamin* cennik*
    instrukcj* menu poczatk* ankiet* taryf* pakiet* plan(?:u|em)? abonament* badani* zabieg* rentgen* leczeni* wizyt*
    zasilani* chmur* kalendarz* godzin* termin\\w{0,3} faktury_elektron* realizacji(?!_zamow)
    rozpatrzenia analizy
    odsluchu paczkomat* drukark* temat* pytan* danych gabinetu_(?:numer|nr) okienk* zakladk* kart[aeiy] telewizor*
    sterownik* urzadzeni* naprawy czytnik* program* uslug[iae] wersj* platnos* glosnik* monitor* kanal* klawiatur*
    mikrofon* wideo kamer* ustawieni* opcj[aei] raty format* profil* walut* motyw* artykul* koszyk* faq poradnik*
    film* map[aey] lokalizacj* szkoleni* komisje_lekarsk* sanatori* kurs* operacj[ei] konsultacj[ei] terapi[ei]
    egzamin* parking* pietr* wyjsci* kroplow* list[aey] automatyczn* spam* faktur[aey] rezonans* tomograf* czas
    fizjoterapi* terminalem(?!_promow|_cargo|_lotn) par[ye] zapasow* zasilacz* agregat* objazd* awaryjne_zasil*
    glosnomow* staz* praktyk* urlop* wyszukiwark* konfigurator* kalkulator* automat(?:u|em)? tabel* ulotk* broszur*
    forum blog* sklepu_internet* satelit*"""
)
