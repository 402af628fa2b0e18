"""What asks to hold in Polish, and what takes a promise back."""

from adapter.tool_calls.promises.grammars.polish.verbs import (
    CONNECT,
    DONE,
    GOES_ON,
    HAND,
    IN_PERSON,
    JOINED,
    MOVE,
    MOVED,
    NOW_MOVE,
    SEND,
    THERE,
    THINGS,
    TO_CONNECT,
    TRANSFER,
)
from adapter.tool_calls.promises.grammars.polish.words import (
    CALL,
    FILL,
    NOBODY,
    PERSON,
    THING,
    WHO,
    YOU,
    YOUR,
    accented,
)

HOLDS = (
    r"(?:(?:prosze|niech|pan|pani|panstwo|tylko|sie|jeszcze) ){0,4}nie (?:sie )?(?:rozlacz\w+|wylacz\w+ sie"
    r"|odkl[ao]d\w+ (?:sluchawki|telefonu)|odkladac(?= $)|odchodz\w+ od telefonu)(?: sie)?",
    r"(?:prosze|prosimy|niech|zechce) (?:(?!na )\w+ ){0,4}?"
    r"(?:(?:po|za)?czekac|(?:po)?zostac|(?:po|za)?czeka|(?:po)?zostanie)"
    r"(?: (?:chwil\w*|mome\w+|sekund\w*|na linii|przy telefonie|przy aparacie|cierpliwie|jeszcze|jedna|jeden"
    r"|ze mna)){0,4}",
    r"(?:(?:po)?zostan\w{0,2}|(?:po|za)?czekaj\w*)(?: (?:chwil\w*|mome\w+|sekund\w*|na linii|przy telefonie)){1,3}"
    r"|(?:po|za)?czekaj(?:cie)?(?= (?:$|az ))|(?<!\w )(?:jeden )?moment(?= $)",
    r"(?:po)?pros(?:ze|imy) (?:tylko |jeszcze )?o (?:\w+ )?(?:(?:chwil|moment|sekund|minut)\w*"
    r"|cierpliwosc)(?: cierpliwosci)?",
    r"trzyma(?:c|j|jcie) (?:sie|sluchawke|linie)|prosze trzymac",
    r"(?<!za )(?:jedn[ae]\w? )?(?:chwileczk[ae]|chwilk[ae]|chwilunia|momencik|sekundk[ae]|minutk[ae]|sekunda)",
)

CONDITIONS = (
    r"jeśli|jeżeli|(?<!wyjaśni )(?<!sprawdzi )(?<!sprawdzą )(?<!powie )(?<!ustali )(?<!oceni )(?<!zdecyduje )czy"
    r"|gdy|gdyby\w*|(?<!\w )zanim|zanim(?! (?:\w+ )?(?:odbierze|podejdzie|podniesie) )"
    r"|kiedy|jeśliby|jeżeliby|jakby\w*|o ile|pod warunkiem|chyba że|w razie(?! czego (?:proszę (?:śmiało"
    r" )?(?:za)?dzwonić|jestem|jesteśmy) )",
    r"skierowanie (?:\w+ )?(?:odbier|będzie|czeka|wystaw|wypis|znajdzie|otrzyma|wyśl|prześl)\w*"
    r"|w wypadku|dopóki|skoro tylko|(?:wyobra[źz]\w*|załóż\w*) (?:sobie )?że|załóżmy|przypuśćmy",
    # Greets who has just been put through.
    r"(?:jest (?:pan|pani)|jesteś) (?:(?!już )\w+ ){0,2}?(?:na linii|połączon\w+) (?:\w+ ){0,4}?proszę (?:śmiało"
    r" )?mówić"
    r"|proszę (?:śmiało )?mówić (?:\w+ )?jest\w*",
    r"jak (?:tylko|już(?! (?:mówi|wspom|obieca|prosi|zapowie)\w+)"
    r"|coś|będzie|trzeba|chcesz|się|dostanę|poznam|sprawdzę|(?:pan|pani|państwo)(?! (?:sobie życz|prosi|chcia|woli)))",
    r"jak (?:\w+ ){0,2}?(?:nie|(?:poda|powie|potwierdzi|znajdzie|wpisze|wybierze|sprawdzi|odczyta|podyktuje|wyrazi"
    r"|zaloguje|usłyszy|zgodzi|zdecyduje|naciśnie|wciśnie)(?:sz|cie)?|(?:znajdę|usłyszę|zobaczę|odczytam|wpiszę)"
    r"|wróci|skończy|zwolni|uda|pojawi|zdarzy|powtórzy)",
    r"w przypadku|zależnie|wystarczy (?:jedno|powiedzieć|słowo|hasło|podać|poprosić|że)|wtedy|wówczas|dopiero",
    r"później|(?:potem|następnie) (?:\w+ ){0,3}?(?!się )\w+(?:ę|my|am)",
    r"(?:ale |tylko )?najpierw (?:\w+ę|numer|pesel|hasło)|uprzednio",
    r"(?<!z )nim (?:pana|panią|cię|przełącz|połącz)\w*",
    r"może (?:pan|pani|państwo) (?:\w+ ){0,3}?(?:powiedzieć|poprosić|wybrać)|żebym|abym",
    r"nie (?:mówi|obiec|powiedzi)\w+|(?<!był )(?<!była )(?<!byli )na miejscu|na innej linii|za zgodą (?!(?:pana"
    r"|pani|państwa|twoją) )\w+",
    r"po (?!połącz|przełącz|zakończeniu (?:\w+ )?rozmowy (?:dostan|otrzym|prosi|przyjd|wyśl))(?:\w+(?:aniu|eniu"
    r"|ęciu|iciu|yciu|acji|godzinach)(?! (?:\w+ )?(?:widzę|okaz|wynika|stwierdz)\w*)|południu)|tylko (?:w|od|po)",
    r"(?<!czego )potrzebuję|(?<!czego )potrzebujemy|(?<!jemu )(?<!jej )(?:po)?proszę (?:(?!przygotować|mieć)\w+ )?"
    r"(?:numer|pesel|nazwisko|imię|datę)",
    r"(?:po)?proszę (?:\w+ )?o (?!chwil|cierpl|moment|sekund|\w+ (?:chwil|moment|cierpl))\w+",
    r"(?:muszę|musimy) (?:\w+ ){0,2}?(?:znać|zadać|zapytać|wiedzieć|sprawdzić|zweryfikować|potwierdzić|ustalić"
    r"|mieć)",
    r"(?:proszę|trzeba|należy) (?:\w+ ){0,2}?(?:podać|powiedzieć|wpisać|nacisnąć|wybrać|wcisnąć|podyktować"
    r"|potwierdzić|opisać|zdecydować|wskazać|dać znać)(?! (?:mu|jej|im|koledze|koleżance|konsultant\w+|doradc\w+))",
    r"powiedz|podaj|wpisz|napisz|daj znać|potwierdź|niech (?:pan|pani) (?:\w+ ){0,2}?(?:powie|poda|potwierdzi)",
    r"wciskając|naciskając|wybierając",
    r"aby (?:\w+ ){0,2}?(?:przekazać|przełączyć|połączyć|przekierować|uzyskać|porozmawiać)|za (?:\w+ )?godzin\w*",
    r"(?<!jest )(?<!wizytę na )(?<!termin na )jutro|pojutrze|wieczorem",
    r"(?:w|na|we) (?:poniedziałek|wtorek|środę|czwartek|piątek|sobot\w|niedziel\w|weekend\w*|święta|nocy"
    r"|zeszł\w+|przyszł\w+|tym tygodniu)",
    r"(?:po|o|od|(?<!czynny )(?<!czynna )(?<!czynne )(?<!otwarte )(?<!dziś )(?<!dzisiaj )do) (?:\w+nastej|pierwszej"
    r"|drugiej|trzeciej|czwartej|piątej|szóstej|siódmej|ósmej|dziewiątej"
    r"|dziesiątej|dwudziestej)(?! (?:lini|stron))",
    r"od (?:poniedziałku|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|września|przyszł\w+)|w dni|o tej porze",
    r"na (?:\w+ )?(?:spotkaniu|zebraniu|sesji|konferencji|posiedzeniu|wizycie|uroczystości)",
    r"(?:w|na) (?:telefonie|infolinii|linii) (?:zaufania|alarmow|kryzysow)\w*",
    r"w godzinach|w każdej chwili|w dowolnym|raz w|w sprawach"
    r"(?! (?:\w+ ){1,6}?(?:już|teraz|więc|zaraz|dlatego) (?:\w+ )?(?:łączę|przełączam|przekazuję|kieruję) )",
    r"na (?:(?!(?:pana|pani|państwa|twoj\w|pańsk\w+|wasz\w) )\w+ )?(?:życzenie|prośbę)(?! (?:pana|pani|państwa) )"
    "|proponuję|oferuję|sugeruję",
    r"podczas (?:\w+ )?(?:wizyty|spotkania|przełącz\w+)|(?<!nie )oddzwoni(?:my|ę|ą|ł\w*)?|zadzwoni(?:my|ą)?|odezwą",
    r"skontaktuj[eą] się|się (?:\w+ ){1,3}?skontaktuj[eą]|listownie|według(?! grafiku)|słucham"
    r"|w czym (?:\w+ )?(?:mogę|możemy)",
    r"żeby (?:\w+ ){0,2}?(?:sprawdzi|zapyta|ustali|potwierdzi|dopyta)\w+",
    r"tylko (?:\w+ )?(?:proszę|poproszę|muszę|musimy|niech|potwierdzę|sprawdzę|zapiszę|zapytam|dopytam)",
    r"proszę (?:tylko|najpierw)|za (?:\w+ )?(?:dni|tydzień|kwadrans)|do wyboru|(?:dwie|trzy) (?:opcje|możliwości"
    "|drogi)",
    r"(?:albo|lub) (?:\w+ ){0,3}?(?:zapisuję|zapiszę|przyjmę|podam|oddzwonię|przekażę|umówię|wyślę|przełączę"
    "|połączę)",
    r"(?:przyjdzie|podejdzie|zejdzie|wejdzie) (?:\w+ )?(?:na (?:salę|halę|górę|dół|piętro|plac|parking|budowę)"
    r"|do (?:(?:pana|pani|państwa) )?(?:pokoju|łóżka|sali|domu|auta|samochodu|kasy|lady|stolika))",
    # Who is fetched to do something there, and who is met in person.
    r"(?:za|przy|po)?(?:wołam|proszę|wzywam|wezwę|znajdę|poślę|wyślę) (?:\w+ ){1,5}?(?:żeby|aby|by) (?:\w+ ){0,2}?"
    r"(?!(?:prze|ode?br|pod|porozm|pom|wyj|kont|dołącz|odpow|wsz|zaj|mó))\w+(?:ł|ła|li|ły)",
    r"(?:proszę|prosimy) (?:\w+ )?(?:(?:za)?dzwonić|spróbować|napisać|złożyć|wypełnić)|na (?:zajęciach"
    "|warsztatach|kursie)",
    rf"{THERE} (?:\w+ ){{0,8}}?{IN_PERSON}|{IN_PERSON} (?:\w+ ){{0,8}}?{THERE}",
)

OWN_CONDITIONS = (r"rano|sms\w*|mailem(?! (?:a|i) (?:\w+ )?(?:łączę|przełączam|przekazuję|kieruję) )|mailowo",)

DENIALS = (
    r"nie(?! (?:ma (?:sprawy|problemu)|szkodzi|zwlekam|\w+ąc ))|nigdy|nikt|nikogo|może|mogę(?! tylko przepro)"
    r"|możemy|mógł\w*"
    r"|mogł\w*|można|wolno",
    r"(?<!\w )o (?:\w+ ){1,4}?(?:będzie|porozmawia)\w*(?! (?:\w+ ){0,3}?(?:teraz|już|zaraz|chwil\w*) )",
    r"potrafię|umiem|w bólu|w (?:formie|postaci) (?:notatki|streszcz|podsum|raportu|mail)\w*|chciał\w*|chce|chcesz"
    r"|chcą|wolał\w*|powin\w+|miał\w*(?! (?:\w+ )?(?:na linii"
    "|[nw]a? słuchawce|przy telefonie))|chyba",
    r"z kim|do kogo",
    r"ewentualnie|raczej|był\w*|zamiast(?! (?:tego|mnie) )|łącze(?! (?:z|ze|pana|panią|cię) )|zdalnie",
    r"bez(?! (?:problemu|kłopotu|zwłoki|zbędn\w+|obaw|dalsz\w+|czekania|kolejki))|zwykle|zazwyczaj|normalnie",
    r"w (?:takich|tych|niektórych|innych|pilnych|nagłych|podobnych) (?:sytuacjach|przypadkach|sprawach|razach)",
    r"po (?:\w+ )?(?:weekendzie|świętach|urlopie|przerwie|obiedzie|remoncie|roku|miesiącu|tygodniu|rozmowie|wizycie"
    r"|wpłacie"
    "|ankiecie|zmianie"
    r"|powrocie|zebraniu|naradzie)|od jutra|za (?:\w+ )?(?:miesiąc\w*|lat\w*|rok|tygodni\w*)|(?:przed"
    r"|w) południ\w+",
    r"w (?:styczniu|lutym|marcu|kwietniu|maju|czerwcu|lipcu|sierpniu|wrześniu|październiku|listopadzie|grudniu)",
    r"(?:latem|zimą|wiosną|jesienią|nocą|wieczorami)|na koniec (?:rozmowy|dnia|miesiąca)|w następnym kroku",
    r"z reguły|najczęściej|na ogół|przeważnie|często|rzadko|niekiedy|czasami|standardowo|regularnie|zakaz\w+"
    r"|zabrani\w+",
    r"zawsze|codziennie|czasem|poprzedni\w*|wczoraj|wcześniej|ostatnio|przez pomyłkę|omyłkowo|błędnie|anuluj\w*",
    r"odwołan\w*|(?:przełącz|przekier|połącz|przekaz|skier)\w+ (?:\w+ ){0,4}?do (?:mnie|nas)|w każd\w+(?! razie)",
    r"każd\w+ (?:rozm|osob|połącz|dział|oddział|prac|konsult|pok|biur|klient)\w*|\w+ razy",
    r"(?<!do )inn(?:ą|ej|ego|ym|emu|ych) (?:klient|rozm|lini|pacjent|dzwoniąc|interesant)\w+",
    r"trwa (?:\w+ ){0,3}?dni",
    r"(?:menu|system|infolinia|automat|numer|strona|aplikacja|link) (?:\w+ ){0,3}?(?:przekier(?:ow)?uje"
    r"|przekazuje|kieruje)(?! (?:teraz|już|zaraz|właśnie|pana|panią|państwa|cię) )",
    # What shows the way and is no person, and what an assistant is there for.
    r"(?:link|odnośnik|strona|kreator|aplikacja|nawigacja|mapa|mapka|strzałki|znaki|tabliczki|instrukcja|formularz"
    r"|kod|samouczek|menu|system|automat) (?:\w+ ){0,3}?(?:po|za|do|prze)?prowadz\w+",
    r"(?:sprawdzam|zmieniam|udzielam|odpowiadam|podaję|przyjmuję|umawiam|informuję|pomagam|zapisuję|rezerwuję"
    r"|odwołuję|przekładam|obsługuję|odbieram|doradzam|wyszukuję|wysyłam) (?:\w+ ){1,4}?"
    r"(?:i|oraz|lub|albo|a także) (?:\w+ )?\w+(?:ę|am) (?:rozmowy|połączenia|dzwoniąc\w+|klientów|pacjentów|gości"
    r"|ze? (?:\w+ )?\w+ami|do (?:\w+ )?\w+ów)",
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
    # People on the caller's side.
    r"(?:po)?pro(?:szę|simy) (?:\w+ ){0,3}?(?:właściciel\w* (?:umowy|konta|numeru|karty|polisy|telefonu)|posiadacz\w*"
    r"|męża|żonę|mamę|tatę|rodzica|(?:kogoś|osobę) (?:dorosł|upoważn|pełnolet)\w+)",
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
    r"(?<!\w )(?:(?:a|i|\w+ych) )?(?:rozmowy|klientów|pacjentów|dzwoniących|gości|wszystkich|osoby|rodziców"
    r"|mieszkańców|studentów|kierowców) (?:(?!(?:pana|panią|państwa|cię|już|teraz|zaraz|więc) )\w+ ){0,3}?(?:łączę"
    r"|przełączam|przekierowuję|przekazuję|kieruję|odsyłam)",
    *map(
        accented,
        (
            rf"(?:{CONNECT}|{TO_CONNECT}|(?:po|prze)?laczy)(?: {FILL}){{0,3}} "
            rf"(?:(?!(?:{GOES_ON}) )\w+|w jed\w+)",
            rf"{MOVE}(?: (?:{FILL}|{PERSON}|im|mu|jej|mi|oba|obie|te|ten|to|caly|cala|wszystkie"
            rf"|dw[ai]e?)){{0,3}} {YOUR}(?: {FILL}){{0,2}} (?!(?:{GOES_ON}) )\w+",
            rf"prze(?:lacz|kier)\w+ (?:{FILL} )?sie(?! pani? (?:wlasnie|teraz|juz|zaraz) )|sie (?:{FILL}"
            rf" )?przelacz(?:e|am)",
            r"lacz\w+ sie (?:\w+ )?(?:przez|z (?:vpn|kalendarz)\w*)",
            rf"lacz\w+ sie (?:\w+ )?z (?:pana|pani|panstwa|two\w+) (?!{WHO})\w+",
            r"(?!chwil|sekund|minut|sluchaw|konsultant|kolezan|polacz|zyczen|zdecyd)"
            rf"\w+(?:(?:k|cj|sj|t)ę|[ae]nie) (?:{FILL} )?{NOW_MOVE}",
            rf"{CONNECT} (?:{FILL} )?\w+(?:ow|li|rzy|cy|ki|cych) ze? (?!pan)\w+[aiy]mi",
            rf"(?<! pod )(?<! [wn]a )(?<! w )(?:ten|te|obie|oba|wszystkie) "
            rf"(?!rozmow|polacz|sposob|chwil|stron)\w+ (?:{FILL} )?{NOW_MOVE}",
            rf"(?<!\w )(?:(?:te|obie|oba|wszystkie|dw\w+|{YOUR}) )?{JOINED} "
            rf"(?:(?![ia] |wiec |dlatego )\w+ ){{0,3}}?{CONNECT}",
            rf"(?<!\w )(?:(?:a|i|zas|natomiast|wszystkie|wszelkie|\w+(?:[ntw]|ki)e) )?(?:{JOINED}|{THINGS}) "
            rf"(?:(?!(?:[ia]|wiec|dlatego|prowadzi|zajmuje|obsluguje) )\w+ ){{0,2}}?{NOW_MOVE}",
            rf"(?<! [wz] )(?<! (?:na|za|do|od|ze|we) )(?<! dla )(?<!sprawie )(?<!stwa )"
            rf"(?<!odu ){YOUR} (?!(?:{GOES_ON}|telefon|to|sam[ai]?) )\w+ (?:{FILL} )?{NOW_MOVE}",
            rf"(?<!sprawie )(?<!o )(?<!na \w{{4}} ){THING} (?:(?!(?:[ia]|oraz|wiec|dlatego) )\w+ ){{0,3}}?"
            rf"{NOW_MOVE}",
            rf"(?:{HAND}|{SEND}|{MOVED}) (?:(?!{CALL} )\w+ ){{0,5}}?{THING}"
            rf"(?! (?:\w+ ){{0,3}}?i (?:{FILL} )?(?:{YOU} (?:{FILL} )?)?{CONNECT} )",
            rf"(?:{MOVE}|{DONE}|{TRANSFER}|(?:polaczo|przelaczo|przekierowa)no) "
            rf"(?:(?!{WHO} )\w+ ){{0,4}}?(?:na|do|z|ze|w|we|pod) "
            rf"(?:(?!(?:{WHO}|spraw) )\w+ )?{NOBODY}",
        ),
    ),
)

NOW = (r"teraz|już|zaraz|właśnie|natychmiast|niezwłocznie|od razu",)
