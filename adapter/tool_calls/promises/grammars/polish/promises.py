"""How a transfer is promised in Polish."""

from adapter.tool_calls.promises.grammars.polish.verbs import (
    ARRIVES,
    BEING,
    BRING,
    COMES,
    CONNECT,
    DONE,
    ENQUEUE,
    FETCH,
    HAND,
    MOVED,
    NAMES,
    NO_LETTER_C,
    NOT_VERB,
    OBJECT,
    OBJECT_BEFORE,
    OF_CALL,
    ON_LINE,
    OTHERS_MOVE,
    PICKS_UP,
    QUEUE,
    SEND,
    SENT,
    SOMEBODY,
    SPEAK,
    START,
    STEPS_UP,
    TAIL,
    TAKES,
    THROUGH,
    TO_CONNECT,
    TO_HAND,
    TO_LINE,
    TRANSFER,
    WE_GO,
    WILL,
    WITH_YOU,
    YOU_ARE,
)
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
    near,
)

PROMISES = (
    CONNECT,
    rf"(?:{HAND}|{MOVED}) {OBJECT}|{OBJECT_BEFORE}(?:{HAND}|{MOVED})",
    rf"(?!prowadze (?:te )?rozm){SEND} {OBJECT} (?:\w+ ){{0,2}}?{THROUGH}"
    rf"|{OBJECT_BEFORE}{SEND} (?:\w+ )?{THROUGH}",
    rf"(?!prowadze )(?:{SEND}|{FETCH}) (?:(?:{FILL}|{TO_YOU}|mu|jej|im) ){{0,2}}{CALL}"
    rf"|(?<!to )(?:{HAND}|(?:puszcz|w?rzuc)(?:am|e)) (?:{FILL} ){{0,2}}(?:do|na) (?:(?!{YOU} )\w+ )?{WHO}",
    rf"(?:przekaz|odda|poda|udostepni)\w+ (?:{FILL} ){{0,2}}(?:telefon|linie|mikrofon) (?:(?:\w+ )?{PERSON}"
    r"|pan[iu] \w+)"
    rf"|zamieni(?:am|e) sie (?:\w+ )?z {PERSON}|tam (?:{FILL} ){{0,2}}(?:{HAND}|{SEND}) (?:\w+ )?telefon",
    rf"(?:wlasnie|juz) {MOVED} (?:\w+ )?(?:do|z|na)",
    rf"{SENT} (?:(?:{FILL}|{YOUR}|te|to|pansk\w+|twoj\w*) ){{0,3}}{CALL} (?:{FILL} )?(?:do|na|w|dalej)"
    rf"|(?:w|prze)?(?:rzucil|puscil)[ea]m {YOU} (?:{FILL} ){{0,2}}(?:do|na) (?:\w+ )?{WHO}"
    rf"|ja {YOU} (?:{TO_CONNECT}|{TO_HAND})|ja (?:{TO_CONNECT}|{TO_HAND}) {YOU}",
    rf"{YOU} (?:{FILL} )?(?:daje|damy|dam) (?:{FILL} )?(?:do|na) (?:\w+ )?(?!podpis|karm)\w+"
    rf"|(?:daje|damy|dam) {YOU} (?:{FILL} )?do (?:\w+ )?{WHO}|do {WHO} {YOU} (?:daje|dam|damy)",
    rf"{WILL} (?:\w+ ){{0,5}}?{TO_CONNECT}",
    rf"{WILL} (?:\w+ ){{0,3}}?(?:{OBJECT} (?:\w+ ){{0,3}}?{TO_HAND}|{TO_HAND} {OBJECT})",
    rf"(?:polaczono|przelaczono|przekierowano) (?:\w+ )?{CALLER}"
    rf"|przekazano (?:{FILL} )?(?:{YOUR} |pansk\w+ |twoj\w |te )?{CALL} (?:do|na)"
    rf"|{START}(?:polaczono|przelaczono|przekierowano) (?:do|z)(?! (?:\w+ )?{NOBODY})",
    near(SOON, rf"(?:{OTHERS_MOVE} (?:\w+ ){{0,2}}?{CALLER}|{YOU} (?:{FILL} ){{0,2}}{OTHERS_MOVE})"),
    rf"{SOON} (?:sie )?laczy(?: sie)?|(?:po|prze)?lacz(?:y|a) sie {SOON}",
    near(SOON, rf"(?:po|prze)?lacz(?:y|a) sie {SHE_OR_HE}"),
    near(rf"(?:{SOON}|zrobione|gotowe)", rf"(?:po|prze)laczylo {YOU} (?:do|na|ze?)(?! (?:\w+ )?{NOBODY})"),
    rf"ma {SHE_OR_HE} (?:{FILL} )?polaczenie ze? (?!centrum|hotel|bank|plac|stacj|szpital|szkol|sklep)(?:\w+"
    rf" )?{WHO}{TAIL}",
    near(
        rf"{TRANSFER} (?:(?:rozmowy|{YOU}) (?:do|ze?|na)|(?:do|ze?|na) (?:\w+ )?{WHO})"
        rf"|polaczenie ze? (?!(?:\w+ )?{NOBODY})\w+",
        r"(?:juz|wlasnie|zaraz) to (?:robie|czynie|zrobie)",
    ),
    rf"(?<!\w )(?:prosze bardzo|zgodnie z (?:\w+ )?zyczeniem|jak {SHE_OR_HE} sobie zyczy) (?:(?:wy)?dzial|biuro"
    rf"|sekretariat|kadry|ksiegowosc|rejestracja|recepcja|centrala|obsluga){TAIL}",
    rf"{BEING} (?:{FILL} ){{0,2}}{SHE_OR_HE} (?:{FILL} ){{0,3}}{DONE}",
    rf"{SHE_OR_HE} (?:{FILL} ){{0,2}}{BEING} (?:{FILL} ){{0,3}}{DONE}",
    rf"{YOU_ARE} (?:\w+ ){{0,4}}?{DONE}",
    rf"(?:rozmowa|polaczenie) (?:\w+ ){{0,6}}?(?:{DONE}|(?:zestaw|nawiaz|ustan[ao]wi|z?realiz)\w*n[ae]"
    rf"|zostanie (?:{FILL} )?odebran[ae])",
    rf"(?:zosta(?:l|la|li) {SHE_OR_HE}|zostal[ea]s) (?:juz|teraz|wlasnie) (?:\w+ ){{0,2}}?{DONE}"
    rf"|(?:juz|teraz|wlasnie) zosta(?:l|la|li) (?:{SHE_OR_HE} )?{DONE}",
    rf"{START}zosta(?:l|la|li) {SHE_OR_HE} (?:{FILL} )?(?:po|prze)laczon[aeiy] (?:do|ze?) "
    rf"(?:(?!zl|niewlas|inn|wirtual|automat|glosow)\w+ )?(?!asystent){WHO}{TAIL}",
    rf"(?:nawiazywane|zestawiane|realizowane) (?:{FILL} )?jest (?:\w+ )?polaczenie (?:do|ze?) (?:\w+ )?{WHO}"
    r"|dolacza do nas (?:w t|juz|wlasnie|teraz)\w*|(?:wlasnie|juz|teraz) dolacza do nas"
    rf"|{PERSON} (?:\w+ )?polaczon[ya] (?:{FILL} )?{WITH_YOU}",
    # Who comes to the line.
    rf"{BRING} {NO_LETTER_C}(?:{TO_LINE} (?:\w+ ){{0,3}}?{SOMEBODY}|{SOMEBODY} (?:\w+ ){{0,4}}?{TO_LINE})"
    rf"|{SOMEBODY} (?:{FILL} )?{BRING} {TO_LINE}|{TO_LINE} (?:{FILL} )?{BRING} (?:\w+ )?{SOMEBODY}",
    rf"(?:{FETCH}|wzywam|{BRING}(?= (?:go|ja) )) (?:(?:{FILL}|{TO_YOU}|go|ja) ){{0,3}}?(?!kart|kod|numer)\w+"
    rf" {TO_LINE}",
    rf"(?:{FETCH}|wzywam|(?:do|w)lacz(?:am|amy|e|ymy)|zapraszam) (?:(?:{FILL}|tu) ){{0,2}}{TO_LINE}"
    rf" (?!(?:o|w|na|od|ze?) |(?:(?!z )\w+ ){{0,2}}?(?:{THING}|\w+nie|\w+ecia?) )\w+",
    rf"(?:{FETCH}|(?:juz|zaraz) (?:po)?prosze|poprosze tu) (?:(?:{FILL}|{TO_YOU}|tu|\w+(?:ego|sza|oja)) ){{0,3}}"
    rf"(?!\w+(?:owi|om|dze|nce|czce|rce|mie|cie|nie|rze|legi|nki) ){PERSON}",
    rf"{WILL} (?:{FILL} )?(?:zawolac|poprosic|sprowadzic|przyprowadzic|sciagnac|poszukac) (?:\w+ )?{SOMEBODY}",
    rf"(?:juz|zaraz) (?:{TO_YOU} )?(?:daje|dam) (?:tego )?(?!maila|smsa|linka|dwa|oba|kilka)\w{{3,}}a"
    rf"|(?:po)?szukam (?:kogos|koleg|kolezank|szef)\w*",
    rf"przekazuje (?:panu|ci|panstwu|pani) (?:{FILL} )?(?:(?:nasz|moj)\w+ )?{PERSON}(?<=[ae])(?= $| z )",
    rf"(?:za|przy)?wolam (?:{FILL} )?pan(?:a|ia) \w+|da(?:je|m) (?:{FILL} )?pania \w+",
    near(SOON, r"telefon (?:\w+ ){0,2}?(?:odbierze|przejm(?:ie|uje))|(?:odbierze|przejmie) (?:\w+ ){0,2}?telefon"),
    rf"(?:juz|zaraz) (?:go|ja) (?:(?:panu|ci|panstwu) )?(?:daje|dam|poda(?:je|m) {TO_LINE}|wolam|zawolam|prosze"
    "|poprosze|prosza)",
    r"(?:popros\w+|prosze) (?:\w+ ){1,4}?(?:zeby|aby|by|o) (?:\w+ ){0,2}?(?:przej[aem]|ode?bra|podesz|podejsc)\w*",
    rf"{TAKES} (?:(?!inn)\w+ ){{0,4}}?{CALL}|(?:{CALL}|ode? mnie|po mnie) (?:\w+ ){{0,3}}?{TAKES}",
    r"(?:przejm(?:ie|uje)|poprowadzi) (?:\w+ ){0,4}?"
    rf"(?:pania|cie|was|(?:pana|panstwa){OF_CALL}|ode? mnie)|{YOU} (?:{FILL} ){{0,2}}przejm(?:ie|uje)"
    rf"|przejm(?:ie|uje) (?:pana|panstwa) (?:(?!{THING} )\w+ )?{WHO}",
    rf"{START}(?:(?:nasz|nasza|moj|moja) )?{WHO}{NAMES} (?:{FILL} )?{PICKS_UP}(?= $)"
    rf"|(?:{START}|[ai] )pani? (?!nie |{FILL} )\w{{3,}}(?: (?:ze?|od|w) \w+)?{NAMES} (?:{FILL} )?{PICKS_UP}(?= $)"
    r"|(?:wlasnie|juz) (?:podnio|odebra)\w+ (?:sluchawke|telefon)|(?:glos"
    r"|stery) ma (?:teraz )?(?:pani? )?\w+(?= $)",
    near(SOON, r"odbierze pani (?!auta )\w+a(?= $| z | od )|podniesie(?= $)"),
    rf"{START}(?:(?:nasz|nasza|moj|moja) )?(?:{WHO}"
    rf"|pani? {NOT_VERB})(?: {NOT_VERB}){{0,2}}? {ON_LINE}(?: {SOON})?(?= $)",
    rf"na linii (?:jest|czeka) (?:{FILL} )+(?!zakl|szum|problem|awari|kolej|inn|duz|wiel|spor|za )\w+",
    rf"jest {SHE_OR_HE} (?:{FILL} ){{0,2}}na linii z (?:(?!asystent)\w+ )?{WHO}|(?:juz"
    rf"|wlasnie) sie {SHE_OR_HE} (?:do \w+ )?dodzwania",
    rf"(?:zostal|bedzie) {SHE_OR_HE} mial[ai]? (?:\w+ )?{ON_LINE}",
    rf"(?:{PERSON}|pani? \w+|\w+[a-z]) juz (?:(?:pana|pani|panstwa) )?slucha(?= $)",
    rf"(?:{TAKES}|wskakuje|wchodzi|siada) (?:\w+ )?(?:za mnie|(?:na|w) moje miejsce)",
    rf"(?:bierze|podnosi|wezmie|podniesie) (?:{FILL} )?(?:telefon|sluchawke)(?= $)",
    rf"wezmie (?:pana|pania|panstwa|cie) (?:{FILL} )?{PERSON}|{PERSON} (?:{FILL} )?wezmie (?:pania|cie"
    "|pana(?= $))",
    rf"bed(?:zie|a) (?:{FILL} )?(?:{WITH_YOU} )?(?:kontynuowa|prowadzi)(?:c|l|la) (?:{WITH_YOU} )?(?:te "
    "|dalej )?rozmowe"
    rf"|bed(?:zie|a) (?:{FILL} )?(?:{WITH_YOU} rozmawia(?:c|l|la)|rozmawia(?:c|l"
    rf"|la) {WITH_YOU}) (?:{FILL} )?{WHO}",
    rf"dalej (?:\w+ )?(?:rozmawia|mowi|pomaga|pomoze|prowadzi) (?:{WITH_YOU}|pania|pana"
    rf"|{TO_YOU}) (?:\w+ ){{0,2}}?{WHO}",
    near(SOON, rf"bedzie {SHE_OR_HE} (?:{FILL} )?obslu\w+ (?:{FILL} )?przez (?:\w+ )?{WHO}"),
    rf"(?:ustepuje|oddaje|robie) (?:\w+ )?miejsc[ae] (?:\w+ )?(?:{PERSON}|pan[iu] \w+)",
    rf"(?:bierze|wezmie|przejmuje) {YOU} {TO_LINE}",
    rf"(?:daje|dam) (?:(?:{TO_YOU}|{FILL}) ){{0,2}}(?!{THING} |znizk|gwaranc|promoc|ocen|kart"
    rf"|ulotk)\w{{3,}}e ze? {PLACE}",
    r"(?:obsluge|prowadzenie) (?:\w+ )?(?:rozmowy|polaczenia) (?:\w+ )?przejm(?:ie|uje)"
    r"|przejm(?:ie|uje) (?:\w+ )?(?:obsluge|prowadzenie) (?:\w+ )?(?:rozmowy|polaczenia)",
    rf"{CALL} (?:\w+ )?prowadzi (?:juz|od teraz|od tej chwili|dalej|teraz)"
    rf"|reszte rozmowy (?:{FILL} )?prowadzi"
    rf"|(?:od teraz|od tej chwili|dalej|dalsza) (?:\w+ )?(?:{CALL} prowadzi|prowadzi (?:\w+ ){{0,2}}?{CALL})",
    r"(?:rozmowca|rozmowczynia) (?:\w+ )?bedzie|zmieniamy rozmowce|(?:nastepn|kolejn)\w+ (?:glos"
    rf"|osob)\w* (?:\w+ )?(?:{SHE_OR_HE} )?uslysz\w+",
    rf"(?:rozmowa|polaczenie) jest (?:{FILL} )?w rekach",
    rf"(?:od teraz|od tej chwili|dalej) rozmawia(?:sz|cie| {SHE_OR_HE}) (?:{FILL} )?ze? (?!\w*asystent|bot)"
    rf"(?:\w+ )?{WHO}",
    rf"(?:juz|i|teraz)(?: {FILL})? jest (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )?(?:w rekach|u) (?:\w+ )?{WHO}",
    rf"{STEPS_UP} (?:(?!wiadom|link|sms|mail|zapros|powiadom|kod)\w+ ){{0,5}}?(?:{TO_LINE}|{ON_LINE})"
    rf"|(?:{TO_LINE}|{ON_LINE}) (?:\w+ ){{0,4}}?{STEPS_UP}",
    near(
        rf"(?:{PERSON}|(?<!ze )pani? (?!(?:{FILL}|nadal|wciaz|ciagle) )\w{{3,}})",
        r"(?:jest|czeka|bedzie|mam|mamy|ma|mial\w*|miec)",
        ON_LINE,
    ),
    near(rf"(?:{SOON}|potem|po chwili|po sygnale)", WHO, COMES),
    near(SOON, r"(?:zglosi|odezwie|dolaczy) (?:sie )?pani? \w+"),
    near(SOON, SPEAK) + rf"(?! (?:\w+ ){{0,3}}?{SOUND})",
    rf"bed(?:zie\w*|a) (?:\w+ ){{0,3}}?(?:rozmawia|mowi)(?:c|l[aiy]?) ze? (?:\w+ )?(?:{WHO}|panem|pania)",
    rf"uslysz(?:y|ysz|ycie|a) (?:(?!(?:od|do|o|z) )\w+ ){{0,4}}?{WHO}",
    rf"(?:zostawi|odda|powierz|przekaz)\w* (?:\w+ ){{0,4}}?(?:{YOU}|go|ja) (?:\w+ ){{0,3}}?"
    rf"(?:rece|rekach|opiek\w+|opiece)(?! (?:\w+ )?{NOBODY})",
    r"(?:was|panstwa) ze soba zostawiam|zostawiam (?:was|panstwa) (?:ze soba|samych|sam na sam)",
    rf"(?:po)?zostawi(?:am|e) (?:\w+ )?{YOU} (?:\w+ )?ze? (?!tym |t[aey] |informacj|wiadomosc|pytani|numer)\w+",
    rf"oto (?:i )?on[ai]?(?= $)|oto (?:juz )?(?:nadchodzi|idzie|wchodzi) (?:\w+ )?{PERSON}|oto (?:(?:juz|dla"
    rf"|pana|pani|panstwa|nasz|nasza|moj|moja|\w+iwy) ){{0,3}}(?:{PERSON}|pan \w+)",
    near(
        PERSON,
        r"(?:tu|tutaj|obok|przy mnie|kolo mnie)",
        rf"(?:juz|zaraz) (?:{TO_YOU} )?(?:daje|dam|oddaje)(?= $)",
    ),
    near(
        SOON,
        r"(?:zaprosil|poprosil|zawolal|sciagnal|wezwal|wlaczyl|podlaczyl|dodal|dolaczyl)[ea]m "
        rf"(?:{TO_LINE} (?:\w+ )?{SOMEBODY}|{SOMEBODY} (?:\w+ ){{0,3}}?{TO_LINE})",
    ),
    near(SOON, rf"(?:bedzie|jest) (?:{FILL} )?{WITH_YOU} {ON_LINE}"),
    rf"(?:juz|zaraz|za (?:\w+ )?chwil\w*) (?:{FILL} )?bedzie {ON_LINE}",
    rf"(?:go|ja) (?:{FILL} )?{BRING} {TO_LINE}",
    rf"(?:juz|teraz|wlasnie) mamy? polaczenie ze? (?:\w+ )?{WHO}|oddaje (?:{FILL} )?linie(?= $)",
    rf"(?:spinam|zepne|zestawiam|wpinam) (?:{FILL} )?ze? (?:\w+ )?{PERSON}"
    rf"|poda(?:je|m|my) (?:{FILL} )?{YOU} (?:{FILL} )?dalej",
    rf"(?:zaraz|juz) (?:pania|cie|pana|panstwa) wezmie(?= $)"
    rf"|gotow[aey]? (?:przyjac|odebrac|przejac) (?:{YOUR}|te|twoj\w*) (?:telefon|rozmowe|polaczenie)",
    rf"oto pani (?!\w+(?:cja|nota|ura) |karta|recepta|umowa|oferta|paczka|polisa)\w+a ze? (?:\w+ )?{PLACE}",
    near("bed(?:zie|ziesz|ziecie)", "rozmowe", "kontynuowa(?:c|l|la)", rf"ze? (?:\w+ )?{WHO}"),
    # Queues and dialling.
    rf"oczekuje {SHE_OR_HE} (?:{FILL} )+na polaczenie ze? (?:\w+ )?{WHO}",
    rf"leci(?:sz| {SHE_OR_HE}) (?:{FILL} )?(?:do|na) (?!hotel|centrum|klini|szpital|spa |sad|bank){PLACE}",
    rf"ustawil(?:em|am) (?:\w+ )?{YOU} w kolejce (?:oczekujacych )?(?:do|na)(?= (?:\w+ )?(?:{WHO}|rozmow|polacz))",
    rf"{WHO} (?:juz|teraz|zaraz) dla (?:pana|pani|panstwa|ciebie)(?= $)",
    rf"{ENQUEUE} {OBJECT} (?:\w+ ){{0,5}}?{QUEUE}|{OBJECT_BEFORE}{ENQUEUE} (?:\w+ ){{0,2}}?{QUEUE}",
    rf"(?:trafia?|wchodzi|przechodzi|dolacza|czeka|oczekuje|znajduje sie|stoi|laduje) {SHE_OR_HE} "
    rf"(?:\w+ ){{0,4}}?{QUEUE}",
    rf"(?:rozmowa|polaczenie|(?:pana|pani|panstwa|twoj) telefon(?! (?:\w+ ){{0,4}}?(?:serwis|napraw|warsz)))"
    rf" (?:{FILL} ){{0,2}}(?:trafia?|wedruje|idzie|leci|przechodzi|przejdzie) (?:{FILL} ){{0,2}}(?:do|na)"
    rf"|{START}(?:{YOUR} |twoja )?(?:telefon (?:{FILL} )?przechodzi|(?:rozmowa|polaczenie) (?:{FILL} )?(?:przeszl|"
    rf"poszl|trafil)[ao]) (?:do|na) (?:\w+ )?(?:{WHO}|pan[ai] \w+)",
    rf"(?:rozmowa|polaczenie) (?:{FILL} )?(?:czeka|oczekuje) (?:(?:{FILL}|jako \w+) ){{0,2}}(?:u|w) (?:\w+ )?{WHO}",
    rf"{WE_GO} (?:{FILL} ){{0,2}}(?:do|na) (?:\w+ )?(?!sklep|salon|restaur|hotel|apte|klub|teatr|szpital|sad"
    "|urz|serwis|warszt|bank|dzialu (?:pierw|drug|trze|nast))"
    rf"{PLACE}{TAIL}|(?:laduje|wedruje) (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )?(?:do|na|u|w) (?:\w+ )?{WHO}"
    rf"|(?:idzie|jedzie|leci|wchodzi|skacze) (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )*(?:na|w) (?:linie|antene)"
    rf"|{SHE_OR_HE} (?:(?:{FILL} )+trafia|trafia(?: {FILL})+) (?:do|na) (?:\w+ )?{WHO}"
    rf"|przechodzi {SHE_OR_HE} (?:{FILL} )?do rozmowy z",
    rf"(?:trafia(?:sz|cie)|jestes|rozmowa|polaczenie) (?:\w+ ){{0,4}}?{QUEUE}",
    rf"jest {SHE_OR_HE} (?:\w+ ){{0,4}}?w {QUEUE}",
    rf"(?:zostal[ai]? {SHE_OR_HE}|zostal[ea]s) (?:\w+ )?(?:doda|wpisa|ustawio|umieszczo|wstawio)n\w (?:\w+ )?{QUEUE}",
    near(
        SOON,
        rf"(?:{SHE_OR_HE} (?:{FILL} ){{0,2}}{ARRIVES}|{ARRIVES} {SHE_OR_HE}|{ARRIVES}(?:sz|cie)"
        rf"|rozmowa {ARRIVES}) (?:\w+ ){{0,3}}?(?:do|na|pod) (?:\w+ ){{0,2}}?{WHO}",
    ),
    r"(?:wybieram|wykrecam|trwa wybieranie) (?:\w+ )?"
    r"(?:numeru?(?! (?:pan\w+ )?(?:kart|kont|umow|klient|polis|seryjn|zamow|zlecen|sprawy|partii|z ))|wewnetrzny)",
    rf"dzwoni (?:(?:juz|teraz|wlasnie|telefon) ){{0,2}}(?:u|w|na) (?:\w+ ){{0,2}}?{WHO}|slysze (?:juz )?sygnal"
    rf"|(?:u|w|na) (?:\w+ )?{WHO} (?:\w+ )?(?:juz|wlasnie|teraz) dzwoni(?! budzik| alarm)|(?:dzwonek|sygnal) (?:\w+"
    rf" ){{0,3}}?slychac"
    "|slychac (?:juz )?(?:sygnal|dzwonek)|sygnal (?:juz )?(?:idzie|leci)|(?:juz tam|tam juz) dzwoni"
    r"|numer wewnetrzny (?:\w+ ){0,3}?wybieram",
    # Without a verb, or with one that says no more than that it happens.
    rf"(?:trwa|nastepuje|nastapi|rozpocz\w+ sie|zacz\w+ sie) (?:{FILL} ){{0,2}}{TRANSFER}{OF_CALL}",
    rf"{TRANSFER} (?:(?:rozmowy|polaczenia"
    rf"|{YOUR}(?= (?:{FILL}|{YOUR}|do|na|ze?|rozmowy|polaczenia|trwa|w|jest|nast\w+) )"
    rf"|ze?(?! przesiadk)|do|na) (?:\w+ ){{0,6}}?)?(?:{FILL} )?"
    r"(?:zosta\w+ |jest )?(?:trwa(?! (?:\w+ ){0,3}?(?:godzin|minut|sekund|dni|dzien|dob|krot|dlug|chwil))"
    r"|w toku|w trakcie|nastepuje|nastapi|rozpoczet\w|uruchomion\w|zainicjowan\w)",
    rf"(?:jestem|jestesmy|jest|sa) (?:{FILL} )?w trakcie (?:{FILL} )?{TRANSFER}{OF_CALL}",
    rf"{START}{TRANSFER} (?:(?:rozmowy|polaczenia|pana|pani|panstwa) ){{0,2}}(?:do|ze?"
    rf"|na) (?:(?!{WHO} )\w+ ){{0,3}}?{WHO}{TAIL}",
    rf"{START}(?:{TRANSFER}(?: rozmowy| polaczenia)? (?:wykonan|zrobion|zakonczon|ukonczon|zrealizowan|nawiazan"
    r"|udan)[ey]|przelaczon[eo]|przelaczylo sie)(?= $)",
    r"(?:(?:rozpoczyna|zaczyna|inicjuj|uruchamia|wykonuj|realizuj|zleca|nawiazuj|ustanawia|robi|szykuj|dokonuj"
    "|przystepuj|przechodz)(?:e|emy|m|my|am|amy)|(?:rozpocz[ae]|(?:za)?inicjowa|uruchomi|wykona|zrobi|zleci"
    "|nawiaza)"
    rf"l(?:em|am|ismy|ysmy)) (?:\w+ ){{0,2}}?(?:{TRANSFER}{OF_CALL}|rozmowe(?! od ))",
)

PROMISES_WHILE_HOLDING = (
    rf"(?:idzie|jedzie|wchodzi) (?:{FILL} )?{SHE_OR_HE} (?:{FILL} )*(?:do|na) {PLACE}{TAIL}",
    rf"{START}(?:(?:nasz|nasza|moj|moja) )?(?:{WHO}{NAMES}|pani? \w+) (?:{FILL} )?(?:odbierze|przejmie)(?= $)",
    near(SOON, r"ktos (?:\w+ )?podejdzie(?= $)|(?:podejdzie|podchodzi) pani? (?!do|na|po|pod|z|i )\w+"),
    rf"{START}(?:{WHO}|pani? \w+){NAMES} (?:juz )?dla (?:pani|pana|panstwa|ciebie)(?= $)",
    rf"{START}(?:(?:do|z|na) )?{PLACE}(?: \w+(?:ej|ych|ow|i|y|u|ta|r|t|d)){{0,2}}(?= $)",
    rf"(?:juz|zaraz|teraz) (?:do|z|ze) (?:\w+ ){{0,2}}?{WHO}",
    rf"(?:dzwonie|przedzwaniam|dodzwaniam sie|probuje sie dodzwonic) (?:\w+ )?(?:do|na|po) (?:\w+ ){{0,2}}?{WHO}",
    rf"(?:polacza|przelacza|przekieruja) {YOU}",
    rf"kogos znajde|znajde (?:{TO_YOU} )?kogos"
    rf"|(?:po)?szukam (?:pani? |(?:\w+ ){{0,2}}?(?:woln|dostepn)\w+ (?:\w+ )?){PERSON}",
    rf"(?:przekazuje|oddaje) (?:{FILL} ){{0,2}}{PERSON}|(?:juz|zaraz|teraz) {HAND}(?= $| (?:do|na|dalej))",
    near(SOON, PERSON, "(?:bedzie|idzie|przyjdzie|pomoze|podejdzie|podchodzi)"),
    near(SOON, PERSON, r"zajmie sie(?! \w*(?:zglosz|wnios|reklam|zamow))"),
    near(WHO, COMES),
    near(SOON, r"(?:zglosi|odezwie|wlaczy|dolaczy) sie|sie (?:zglosi|odezwie|wlaczy|dolaczy)"),
    rf"(?:(?:za|przy)?wolam|wywoluje|wzywam|wezwe) (?:{FILL} )?(?!{FILL} |system|kelner|kurier|sprzat|taks|karet"
    rf"|pomoc|straz|polic|lawet|ekip"
    r"|ochron|serwis|techni|mechani|wind|pogot|patrol|hydr|elektr)\w{3,}",
    rf"{ARRIVES} {SHE_OR_HE} (?:\w+ ){{0,2}}?(?:do|na|pod) (?:\w+ ){{0,2}}?{WHO}",
    rf"przed (?:panem|pania|toba|panstwem) (?:\w+ ){{0,4}}?w {QUEUE}|przechodzimy do (?:\w+ )?{PERSON}",
    rf"(?:daje|dam) (?:(?:{TO_YOU}|{FILL}) ){{0,2}}"
    rf"(?!{THING} |cene|godzine|rade|szanse|date|znizke|wycene|\w+cje )\w{{3,}}[ae]",
    rf"{START}{TRANSFER}(?: rozmowy| polaczenia)?(?= $)|wybieram (?:\w+ )?{WHO}",
    rf"i (?:{FILL} )?rozmawia(?:sz|cie| {SHE_OR_HE}) (?:{FILL} )?ze? (?!\w*asystent|bot)(?:\w+ )?{WHO}",
    rf"(?:zostal[ai]? {SHE_OR_HE}|zostal[ea]s) (?:\w+ ){{0,2}}?{DONE}",
    near(SOON, r"sie (?:\w+ )?z (?:panem|pania|panstwem|toba) polaczy|polaczy sie z (?:panem|pania|panstwem|toba)"),
    rf"na (?:polaczenie(?! ze? (?:\w+ )?(?:{NOBODY}|satel|wifi|telefonem|autem|samoch))"
    r"|przelaczenie|przekierowanie|konsultanta|doradce|operatora|odebranie"
    r"|zgloszenie(?! sie (?:pacj|chet|ochot)))",
)
