"""What asks to hold in German, and what takes a promise back."""

from adapter.tool_calls.promises.grammar import one_of

HOLD = (
    r"(?:bitte )?(?:sie )?bleib(?:en sie|en s|en|t)?(?: \w+){0,4}? "
    r"(?:dran|in (?:der|ihrer) leitung|am (?:apparat|telefon|horer|rohr))|halten sie (?:\w+ )?die leitung"
    r"|(?<=^ )bitte bleiben(?= $)|(?<=^ )(?:(?:einen|augenblick|moment|kurz|kurze|etwas) ){1,3}musik(?= $)"
    r"|sie horen(?: \w+){0,3}? musik|ich park(?:e|en) sie(?: \w+){0,2}?(?= und | $)",
    r"(?:bitte )?leg(?:en sie|t)?(?: \w+){0,4}? nicht(?: \w+)? auf|nicht auf(?:zu)?legen|ohne aufzulegen",
    r"wenn sie(?: \w+){0,4}? (?:warten|dranbleiben|gedulden|am apparat bleiben)(?: wurden| wollen| mochten)?",
    r"(?:bitte )?warten sie(?! (?:in|im|am|vor|beim?|auf|dort|draussen)(?! (?:apparat|telefon|der leitung)) )"
    r"(?: (?:bitte|kurz|hier|so lange|noch|einen|kleinen|moment|augenblick)){0,4}",
    r"(?:bitte |kurz |nur ){1,3}warten(?! sie)",
    r"warte?(?: (?:bitte|kurz|mal|eben|schnell|noch|einen|ne|moment|sekunde)){1,4}",
    r"(?:haben sie|geben sie (?:mir|uns)|gedulden sie sich)(?: \w+){0,4}? "
    r"(?:geduld|moment|augenblick|sekunden?|minuten?)",
    r"(?:ich )?bitte(?: ich)?(?: sie)? um (?:etwas |ein wenig |ein bisschen |kurze? )?geduld|stand ?by"
    r"|(?<=^ )sekunde(?= $| bitte )",
    r"gedulden sie sich|(?:bitte )?(?:dranbleiben|(?:in der leitung|am apparat|am telefon) bleiben)",
    r"(?:(?:nur|noch|bitte|kurz|einen?|kleinen|kleines|kurzen|ganz) ){0,3}"
    r"(?<!im )(?<!diesem )(?<!jeden )(?<!einem )(?<!nachsten )(?<!wenigen )"
    r"(?:moment|augenblick|momentchen|sekundchen|augenblickchen|minutchen|sekunderl|momenterl|augenblickerl"
    r"|(?<=eine )sekunde)(?: (?:bitte|geduld|noch|mal|schon)){0,3}",
    r"(?:um |etwas |ein wenig ){0,2}geduld bitte|nicht wundern|wundern sie sich nicht",
    r"(?:(?:den anruf|das gesprach|bitte) ){0,2}nicht (?:beenden|weggehen|einhangen|wegdrucken)",
    r"(?:gehen|hangen|drucken|verlassen|beenden) sie(?: \w+){0,4}? nicht(?: (?:weg|ein|mehr))?",
)

_VERB = r"(?:(?:verbind|stell|leit|geb|reich|hol|übergeb)(?:en?)?|vermitt(?:le|eln))"
_CUT_OFF = r"(?: \w+){0,6}? " + one_of(
    r"abbr\w+ abreiss\w+ getrennt unterbrochen musik warteschleife knackt piept (?<!länger.)dauer[nt] rauscht"
    r" still_(?:ist|wird|bleibt)"
)
_BUT = rf"(?: \w+){{0,6}}? (?:und|sondern|deshalb|daher|aber) (?:\w+ )?{_VERB}"
_TELL_ME = one_of(
    "sagen nennen geben verraten bestätigen drücken wählen tippen buchstabieren rufen teilen probieren melden"
)
DEPENDS = (
    r"auch wenn (?:(?:ich|wir|man) sie|sie(?: \w+){1,8} (?:werden|sind|wurden))",
    r"(?<!auch )wenn(?! (?:das|es) so (?:(?:dringend|eilig|wichtig|ernst|schlimm) )?ist)(?! ich (?:sie |das |es "
    rf"|alles )?(?:richtig|recht) )(?! es (?:\w+ ){{0,3}}klingelt)(?!{_CUT_OFF})",
    r"(?<=^ )(?:ihre?n?|deine?n?|die|den|das) (?:nachricht|mitteilung|rückmeldung|bestellung|kündigung|reklamation"
    r"|notiz|"
    r"bewerbung|meldung|rückrufbitte)(?: \w+){0,6}? ich(?: \w+){1,3}? und \w+ (?:sie|ihn|es)(?! (?:jetzt|nun|gleich))",
    rf"(?:falls|sofern)(?!{_CUT_OFF})|(?<=^ )sollten?(?!{_CUT_OFF})",
    r"(?<!nicht )(?<!sagen )(?<!beantworten )ob|(?:bevor|ehe)(?! (?:wir|sie)(?: noch| hier| uns| jetzt)* (?:lange?"
    r"|länger|ewig|unnötig) )|wohin|mit wem|an wen|an welche[nrs]?|solange(?! (?:ich|wir))",
    r"sobald(?! ich (?:auflege|mich|weg|raus))(?! die musik)(?! (?:jemand|eine?|einer|es|dort|(?:der|die)"
    r" (?:nächste|erste"
    r"|leitung))(?: \w+){0,5}"
    r" (?:frei|abnimmt|ran|rangeht|abhebt|wird))",
    r"nachdem(?! (?:das|wir|nun|jetzt|alles))|es sei denn|vorausgesetzt|entweder|je nach(?:dem)?|soll ich|sollen wir",
    r"(?:möchten|wünschen|wollen|sollten) sie|(?:möchtest|willst) du|(?:auf|nach) (?:wunsch|verlangen|anfrage)",
    r"(?<=^ )bei (?:bedarf|interesse|rückfragen|fragen|problemen)",
    r"bei (?:einem|einer|\w+en)(?: \w+)? (?:notfall|notfällen|fragen|problemen|störungen)",
    r"im (?:notfall|zweifel\w*|ernstfall|bedarfsfall|falle)|in (?:so )?einem(?: solchen)? (?:not)?fall",
    r"in (?:solchen|dringenden|diesen|allen) (?:not)?fällen",
    r"(?<!was ich )(?<!mehr )(?<!alles )(?:brauche|brauch|benötige|bräuchte)(?! (?:ich )?(?:nicht|nichts|gar"
    r"|(?:eine?n? )?(?:kolleg|spezialist|expert)\w*|hilfe|verstärkung))",
    rf"(?<!wir ){_TELL_ME} sie(?! (?:bitte |einfach )?(?:dem|der|den|ihm|dort) )(?!{_CUT_OFF})",
    r"(?:sag|nenn|gib|drück|verrat|wähl|(?<!ich )ruf) (?:mir|uns|die|dort|bitte|einfach|kurz|erst)",
    r"nehmen sie (?:\w+ ){0,3}platz|setzen sie sich|im wartezimmer",
    r"(?<!wir )legen sie (?:\w+ ){0,3}auf",
    r"(?:erst|zuerst|zunächst|vorher|vorab|zuvor)(?: \w+){0,3}? "
    r"(?:prüfe|kläre|klären|notiere|frage|gleiche|muss|müssen|müsste|schaue)",
    rf"(?:danach|anschliessend|daraufhin|sonst|ansonsten|andernfalls|notfalls) {_VERB} (?:ich|wir)",
    rf"(?<=^ )(?:(?:haben|kennen|wissen|wollen|können|brauchen) sie(?! vielen)|(?:hast|weisst|willst|brauchst) du"
    r"|(?:kommt|ist|klappt|geht|hat|bleibt|hilft|tritt|steht|reicht|besteht|leuchtet|blinkt)"
    rf" (?:das|die|der|es|er|sie|ihre?|etwas)) (?:\w+ ){{0,8}}?{_VERB} (?:ich|wir)",
    r"(?:unterlagen|papiere|dokumente|akten?|schlüssel|pakete?|post|rechnung(?:en)?|belege?|karten?)(?: \w+){1,8}?"
    r" ich (?:gebe|reiche) sie",
    r"(?:sie|dich) (?:\w+ ){0,3}danach|(?:anrufer|patienten|kunden|gäste) die|wer (?:\w+ ){1,6}wird",
    r"(?:weiter|weiterleiten|weitergeben) dass|(?:mit|aus|bescheid) (?:dass|was|wie(?! keine)|wann)|stell dir vor",
    r"wäre (?:es|das|ihnen|mir)|mir wäre|mein vorschlag|schlage vor|angenommen (?:ich|es|sie)",
    r"(?:müssen|brauchen|musst|brauchst) (?:sie |du )?nur|(?:ja|wort|zeichen|nicken) (?:von ihnen )?(?:genügt|reicht)",
)
_DAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
DENIED = (
    r"(?:nicht|nie|niemals|ohne|statt|anstatt)"
    rf"(?! (?:weiteres|umwege?|wartezeit|umschweife|zweifel|problem\w*))(?!{_BUT})",
    rf"kein(?! (?:problem|thema|ding|stress))(?!{_BUT})",
    rf"keine(?! (?:ursache|sorge|frage|umstände|angst|zeit|zweite))(?!{_BUT})",
    r"keine[nmr]|niemand\w*|nirgends|kaum|weder|nur (?:mit|nach|gegen|bei)|erst (?:nach|ab)|eigentlich|aus versehen",
    r"ungern|\w*anrufbeantworter|(?<!kollege )(?<!kollegin )am schalter|im (?:laden|erdgeschoss)",
    r"vielleicht|eventuell|womöglich|möglicherweise|gegebenenfalls|notfalls|andernfalls|ansonsten",
    r"könnten?|sollten?|würden|(?<!ich )würde|ich würde(?! sie (?:\w+ )?(?:jetzt|nun|gleich|sofort) )|hätten?"
    r"|hätte(?:st)?|müssten?|dürften?|wäre\w*|wollten?|hatten?|hattest|möge",
    r"(?:darf|dürfen|kann)(?: \w+){0,3} (?:erst|nur)|dort (?:werden|wird|stellt|verbindet)",
    r"(?<!von )(?:gestern|vorgestern|vorhin)|neulich|damals|bisher|früher|letzte[nrs]? (?:woche|mal|monat|jahr)",
    r"(?<!guten )morgen|übermorgen|später|nachher|nächste\w* woche",
    r"künftig|zukünftig|in zukunft|nächste[ns] (?:mal|anruf)",
    r"heute (?:noch|früh|vormittag|nachmittag|mittag|abend)|am (?:nächsten|nachmittag|vormittag|abend|wochenende)",
    rf"(?:am|ab|bis|jeden) {_DAY}\w*|(?:{_DAY}|werktag|nacht|abend|feiertag|wochentag)s|an feiertagen|ausserhalb",
    r"(?:um|auf|ab|bis|von|nach|zwischen|gegen) \w+(?: \w+ \w+)? uhr|innerhalb|binnen|im laufe|nach feierabend",
    r"in (?:\w+ ){1,2}(?:stunden?|tagen?|wochen)|manchmal|jedes mal|rund um die uhr|im (?:durch)?schnitt|täglich",
    r"normalerweise|üblicherweise|gewöhnlich|grundsätzlich|generell|in der regel|im regelfall|meist|meistens|immer",
    r"stets|oft|jederzeit|schritt für schritt",
    r"per (?:e )?(?:mail|post|brief|sms|fax|chat|whatsapp)|schriftlich|postalisch|telefonisch|zurückrufen",
    r"(?:zu|bei) mir|zu uns(?! in)|hierher|hierhin|an mich|hin und her|falsch (?:verbunden|weitergeleitet)",
    r"(?:auf(?! der anderen seite )|zu|zur|zum|ins?) (?:(?:der|die|das|den|unser|unsere[rmns]?|ihre[rmn]?"
    r"|eine[rmn]?) )?(?:\w+e[nr]? )?"
    r"(?:\w*(?:seite|website|homepage|portal|menü|(?:kunden|mitglieder|nutzer|hilfe)bereich)|login|app|formular|link"
    r"|chat|(?:be)?zahlung|tarif"
    r"|(?:online|web)shop)(?! \w*(?:team|abteilung|support))",
    r"mit (?:(?:de[mnr]|das|ihre[mnr]|deine[mr]|unsere[mr]|einem|einer) )?(?:\w+e[nr]? )?(?:app|pc|\w*(?:"
    r"wlan|internet|netz|netzwerk|server|router|konto|gerät|drucker|strom|rechner|computer|bluetooth|account|profil|"
    r"tablet|handy|smartphone|fernseher|laptop|cloud|kopfhörer\w*|kosten|gebühren|aufwand))"
    r"(?! (?:\w+ )?(?:team|abteilung|support|experten?|hotline|technik))",
    r"(?:leite|führe|begleite)(?: ich)? (?:sie|dich|euch)"
    r"(?:(?: \w+){0,5}? durch (?:de[nr]|die|das|ihr\w*|unser\w*|alle|zu punkt)|(?: \w+){0,3} an(?= $))",
    r"(?:stelle|schalte)(?: ich)? (?:sie|dich)(?: \w+){0,3}? (?:(?:auf )?(?:stumm|laut\w*|leise|pause|halten|hold)"
    rf"|auf (?:die|eine|unsere) \w*liste|in (?:die|eine) warteschleife(?! (?:für|der|des|von|vom|zur|zum)))(?!{_BUT})",
    r"unter (?:der|dieser|folgender|ihrer)(?: \w+)? \w*(?:nummer|durchwahl|null|taste|\d+)",
    r"(?:mit|über|durch|per) (?:(?:der|die|dieser|diese|einen) )?(?:\w*tasten?|tastendruck|ziffer)",
    r"(?:über|durch) (?:die|den|das|unsere) \w+ (?:werden|wird|kommen|gelangen|erreichen) (?:sie|man)",
    r"nach (?:der|dem|ihrer|ihrem) \w*(?:login|einloggen|klicken?|absenden|ausfüllen|bezahlen|zahlung|anmeldung"
    r"|registrierung|bestellung|buchung|eingabe|prüfung|legitimation)",
    r"über (?:de[nr]|die) \w*(?:strasse|weg|brücke|autobahn|umleitung)",
    r"verbinden?(?: ich)? (?:damit|mit \w+(?: \w+){0,3}?) (?:vor allem|vorwiegend|immer|viele?|schöne|gute"
    r"|den \w+ von|nur)",
    r"verbinden? (?:\w+ ){0,6}?(?:neu|frisch|nichts)(?= $)",
)
