"""How one says in German that somebody comes to the line."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.german.words import (
    ACROSS,
    AT_ONCE,
    AT_THE_PHONE,
    CALL,
    DONE,
    FILL,
    GAP,
    I_TRY,
    PERSON,
    PLACE,
    SOMEONE,
    SOON,
    THE,
    TO_DO,
    TO_THE_PHONE,
    WHOM,
    WITH_YOU,
    YOU,
    i,
)

_NO_TASK = (
    r"(?!(?: \w+){1,5}?(?<!fur)(?<!an)(?<!in)(?<!auf)(?<!uber) (?:alles|(?:den|die|das|alle) "
    r"(?!anruf|gesprach|telefonat|leitung|horer|fall|sache|weitere|thema)\w+) )"
)
"""What is taken over is no work: "from now on Meier takes over the winter service"."""
_LEAVING = (
    r"(?:(?:ich )?(?:klinke|ziehe)(?: ich)? mich(?: \w+){0,2}? (?:aus|raus|zuruck)"
    r"|(?:ich verlasse|verlasse ich)(?: \w+){0,2}? (?:die leitung|das gesprach)"
    r"|(?:ich )?bin(?: ich)? (?:dann|damit) (?:raus|weg)|ich gebe sie frei"
    r"|(?:endet|ist) (?:mein part|fur mich schluss|mein teil))"
)
"""Only with somebody who comes instead, of course."""
_WHO = r"(?:der|die|das|welche[rs]?)"
_STAFF = (
    r"(?:jemand|herr|frau|(?:\w*kolleg|\w*mitarbeiter|\w*berater|\w*sachbearbeiter|\w*betreuer|\w*mensch|\w*expert"
    r"|\w*spezialist|ansprechpartner|gesprachspartner)\w*)"
)
"""Who is talked to on the phone, and would not come by at once."""
_NO_DOING = r"(?!(?:\w+ ){0,2}?\w*(?:buchung|reservierung|abrechnung|anmeldung|planung|schaden|fuhrung|beratung) )"
"""What is done there may be meant as well: the booking that is there in a moment."""
_NO_NAME = (
    r"(?!\w*(?:code|link|plan|weg|tipp|hinweis|rat|rabatt|beleg|vertrag|namen|stand|kontakt|uberblick|zettel|brief|"
    r"schlussel|zugang|betrag|text|bescheid|gutschein|auftrag|termin|preis|rest|tarif|bericht|ausdruck|wert|satz|"
    r"platz|anschluss|ablauf|inhalt|ort|grund|ton|saldo|einblick|moment|augenblick|rahmen|raum|namen|beginn|aufwand) )"
)
SOMEBODY_TAKES_OVER = (
    rf"(?:ubernimmt|(?<!wir )ubernehmen){FILL} (?:{WHOM}|fur mich|an dieser stelle|{SOON}(?: die leitung)?(?= $))",
    rf"(?:(?:{SOON}|hier|es){FILL} ubernimmt|das ubernimmt{FILL} {SOON}){FILL}{_NO_TASK} {SOMEONE}",
    rf"(?:{CALL}{FILL} (?:ubernimmt|fuhrt|nimmt)|(?<=^ )ubernimmt{FILL} {SOON}){FILL}{_NO_TASK} {SOMEONE}"
    r"(?!(?: \w+){0,9} auf )",
    rf"{SOON} wird{FILL} (?:{YOU}|ihnen|dir|sich){FILL} {SOMEONE}(?: \w+){{0,4}}? (?:(?:weiter)?(?:helfen|beraten"
    rf"|betreuen|bedienen)|ubernehmen|begrussen|um (?:sie|dich) kummern|{TO_THE_PHONE} melden)(?= $)",
    rf"wird{FILL} (?:sich )?(?:{WHOM}{FILL} )?{SOON}(?: \w+){{0,4}}? (?:ubernehmen|fortfuhren|begrussen|zuschalten"
    rf"|abnehmen|abheben|rangehen|drangehen|entgegennehmen|{TO_THE_PHONE} (?:kommen|gehen)|{WITH_YOU} sprechen"
    r"|weiterhelfen|helfen|um (?:sie|dich|euch) kummern|betreuen|beraten|dazukommen|hinzukommen)",
    rf"wird{FILL} {WHOM}(?: mit ihnen)?{FILL} (?:(?:fort|weiter)fuhren|ubernehmen|entgegennehmen|annehmen"
    rf"|in empfang nehmen)|wird{FILL} {SOON}(?: \w+){{0,2}}? (?:dazu|hinzu|zu)(?:geschaltet|geholt|gezogen|gerufen)",
    rf"(?:hilft|begleitet|betreut|berat|begrusst|bedient|hort) (?:ihnen|dir|euch|sie|dich){FILL} {SOON}",
    rf"{SOON} (?:hilft|betreut|berat|begrusst|bedient|kummert sich|macht) "
    rf"(?:(?:\w+ ){{0,9}}?(?:weiter|um sie|um dich|sie|dich)|(?:ihnen|dir) {SOMEONE})",
    rf"(?<=\w ){_WHO} (?:sie|dich){FILL} {SOON}{FILL} "
    r"(?:ubernimmt|begrusst|bedient|betreut|berat|empfangt|entgegennimmt|weiterberat|weiterbetreut)(?= $)",
    rf"(?<=\w ){_WHO} (?:sich{FILL} {SOON}{FILL} (?:(?:ein|zu|dazu)schaltet|einklinkt|(?:hier|in der leitung) meldet)"
    rf"|{SOON} (?:dran ist|d?rangeht|abnimmt|abhebt|ubernimmt))(?= $)",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,4}}? (?:ist|wartet|steht|ubernimmt)(?: \w+){{0,9}}? {_LEAVING}",
    rf"{_LEAVING}(?: \w+){{0,8}}? {PERSON}(?: \w+){{0,6}}? (?:rein|ran|da|ubernimmt|dran|mit ihnen)",
    rf"kummert sich{FILL} {SOON}{FILL} um (?:sie|dich|euch)|macht{FILL} (?:{SOON}{FILL}|mit ihnen) weiter",
    rf"{i('lass')} {SOMEONE}(?: \w+){{0,3}}? (?:d?ran|ubernehmen)(?= $)",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,5}}? (?:ist|sind){FILL} {SOON}{FILL} fur (?:sie|dich) da(?= $)",
    rf"(?!ab ){SOON} (?:ist|sind) {SOMEONE}(?: \w+){{0,5}}? fur (?:sie|dich) (?:da|dran)(?= $)",
    rf"{_STAFF}(?: \w+){{0,5}}? (?:ist|sind){FILL} {AT_ONCE}{FILL} (?:bei|mit) (?:ihnen|dir)(?= $)",
    rf"(?:{AT_ONCE}|dann){FILL} (?:ist|sind){FILL} {_STAFF}(?: \w+){{0,5}}? bei (?:ihnen|dir)(?= $)",
    rf"(?:ist|sind){FILL} {AT_ONCE}{FILL} ihre? gesprachspartner(?:in)?|ihr gesprachspartner wechselt{FILL} {SOON}",
    rf"(?:nimmt|nehmen){FILL} (?:{WHOM}{FILL} (?:entgegen|an(?= $)|in empfang)|{SOON} ab(?= $))",
)
SOMEBODY_COMES = (
    rf"(?:tritt|steigt|springt|klinkt sich|schaltet sich|wird|werden)(?: \w+){{0,5}}? (?!zum gesprach ){TO_THE_PHONE}"
    r"(?= ein | rein | gegeben | geholt | gebeten | gerufen | geschaltet | $)",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,5}}? (?:(?:klinkt|schaltet) sich(?: \w+)?{FILL} (?:ein|zu|dazu|hinzu)"
    rf"|steigt{FILL} {SOON}{FILL} ein)(?= $)",
    rf"(?:{_STAFF}|{PLACE}|da|dort)(?: \w+){{0,4}}? hat{FILL} (?:schon|bereits|gerade|eben|soeben|jetzt|grad)"
    r" (?:abgenommen|abgehoben)(?= $)",
    r"meldet sich (?:\w+ ){0,8}?(?:in (?:der|dieser|ihrer) leitung|am apparat)(?= $)",
    r"meldet sich (?:gleich |sofort )?"
    r"(?:in (?:wenigen|ein paar) (?:sekunden|augenblicken)|jeden (?:moment|augenblick)|jede sekunde)",
    rf"(?:nimmt|hebt){FILL} {SOON}{FILL} den horer|hat den horer {SOON}|das wort hat{FILL} {SOON}{FILL} {SOMEONE}"
    rf"|(?:den|die|das) haben sie{FILL} {SOON}{FILL} {AT_THE_PHONE}"
    rf"|am (?:apparat|telefon) (?:ist|sind){FILL} {SOON}{FILL} {SOMEONE}",
    rf"{SOON} (?:hebt|nimmt|geht) (?:\w+ ){{0,3}}?(?:einer|eine|wer) (?:ab|d?ran)(?= $)",
    rf"(?:holt|schnappt|zieht) sich{FILL} {CALL}",
    rf"(?<=\w ){_WHO}{FILL} (?:{CALL}{FILL} (?:fort|weiter)fuhrt|{SOON}{FILL} {CALL}{FILL} (?:ubernimmt|annimmt"
    rf"|entgegennimmt)|{CALL}{FILL} {SOON}{FILL} (?:ubernimmt|annimmt|entgegennimmt))(?= $)",
    rf"(?:ist|(?<!wir )sind){FILL} mit (?:in (?:der|unserer|dieser) leitung"
    r"|(?:im|in unserem|in diesem) (?:gesprach|telefonat))(?= $)",
    rf"{PERSON}(?: \w+){{0,5}}? wird (?:ihnen|dir|uns){FILL} (?:dazu|hinzu|zu)(?:geschaltet|geholt|gezogen)",
    rf"(?:kommt|geht|kommen|schaltet sich|meldet sich){FILL}(?: \w+){{0,4}}? (?:{TO_THE_PHONE}|am anderen ende)",
    rf"(?:kommt|geht|schaltet sich|hebt){FILL} {SOON}(?: \w+){{0,3}}? (?:ran|dran|dazu|hinzu|zu|ab)(?= $)",
    rf"(?:spricht|sprechen|redet|telefoniert){FILL} {SOON}{FILL} {WITH_YOU}",
    rf"(?:spricht|redet|telefoniert){FILL} {SOON}{FILL} {SOMEONE}(?: \w+){{0,4}}? {WITH_YOU}",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,4}}? hat (?:sie|dich){FILL} {SOON}{FILL} {AT_THE_PHONE}(?= $)"
    rf"|(?:sind sie|sie sind){FILL} bei (?:ihm|ihr|{SOMEONE}){FILL} {AT_THE_PHONE}(?= $)",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,3}}? (?:ist|sitzt|wartet){FILL} am anderen ende(?: der leitung)?(?= $)"
    rf"|(?<=^ ){AT_THE_PHONE} (?:ist|sitzt|wartet|begrusst sie|erwartet sie){FILL} {SOMEONE}",
    rf"(?:ist|sind){FILL} (?:auf dem weg|unterwegs) {TO_THE_PHONE}",
    rf"(?<=\w )(?:den|die) (?:ich|wir){FILL} {TO_THE_PHONE} (?:hole|rufe|bitte|bekomme)n?(?= $)"
    rf"|(?<=\w ){_WHO}{FILL} {SOON}{FILL} {WITH_YOU}{FILL} (?:weiter)?(?:spricht|redet)(?= $)",
    rf"(?:beantwortet|erklart|erlautert) (?:ihnen|dir){FILL} (?:jetzt|nun){FILL} {SOMEONE}"
    rf"|wird{FILL} {SOMEONE}(?: \w+){{0,4}}? {CALL}{FILL} (?:(?:entgegen|an|uber)nehmen|(?:fort|weiter)fuhren)(?= $)",
    rf"{PERSON}(?: \w+){{0,6}}? ich (?:geb|hol|ruf)e? (?:ihn|sie){FILL} (?:ihnen|dir)(?= $)"
    rf"|{PERSON}(?: \w+){{0,6}}? ich (?:geb|reich)e? (?:sie|dich){FILL} (?:ihm|ihr)(?= $)",
    rf"{SOON} (?:spricht|redet)(?: \w+){{1,6}}? {WITH_YOU}",
    r"schaltet sich(?: \w+){1,5}? (?:dazu|zu|hinzu)(?= $)",
    rf"gehts?(?: e?s)?(?: \w+){{0,4}}? (?:weiter|{ACROSS}) (?:zu|zur|zum|mit|beim?|in) {SOMEONE}",
    rf"gehts?{FILL} (?:es )?{SOON}{FILL} (?:mit|beim?|in) (?!ihre|deine){SOMEONE}(?: \w+){{0,4}}? weiter(?= $)",
    rf"{AT_THE_PHONE} meldet sich|haben dann(?: \w+){{1,6}}? {AT_THE_PHONE}"
    rf"|(?:wird|werden)(?: \w+){{1,8}}? {AT_THE_PHONE} (?:melden|sein|haben|sprechen)(?= $)",
    rf"(?:ist|(?<!sie )sind|steht|meldet sich|wartet){FILL} {SOON}{FILL}"
    rf" (?:(?:\w+ ){{0,4}}?{AT_THE_PHONE}|dran(?! mit )|(?:mit uns )?zugeschaltet)",
    rf"{SOON}(?: \w+)? (?:haben sie|hast du|ist|sind|hat|wartet|steht|meldet sich)(?: \w+){{1,8}}? {AT_THE_PHONE}",
    rf"(?:wartet{FILL} auf (?:sie|dich)|erwartet (?:sie|dich)){FILL} {AT_THE_PHONE}"
    rf"|(?:wartet|ist|sind){FILL} (?:schon|bereits) in (?:der|ihrer) leitung",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,3}}? ist(?! noch ){FILL} dran(?= $)|ist {SOMEONE}{FILL} dran(?= $)",
    rf"{SOON} (?:hebt|nimmt|geht) {SOMEONE}(?: (?!(?:den|die|das|ihnen|ihre?n?|zu) )\w+){{0,4}}? (?:ab|d?ran)(?= $)",
    rf"(?:(?:die|den) habe? (?:ich|wir){FILL}|(?:habe?(?: ich)?|haben wir){FILL} {SOMEONE}(?: \w+){{0,4}}?)"
    rf" {AT_THE_PHONE}(?= $| fur (?:sie|dich) )",
    r"(?:ich bitte|bitte ich|"
    rf"{i('ruf hol bring nehm krieg bekomm schalt zieh lad setz geb besorg bind organisier leg lass')})"
    rf"(?: \w+){{1,9}}? {TO_THE_PHONE}",
    rf"(?:werde|{I_TRY}|lasse|will|lassen sie mich|lasst? mich)(?: \w+){{1,9}}? {TO_THE_PHONE} (?:zu )?"
    + one_of("holen bitten rufen bekommen nehmen schalten kriegen bringen geben"),
    rf"(?:habe?(?: ich)?|haben wir)(?: \w+){{1,8}}? {TO_THE_PHONE} (?:geholt|gebeten|gerufen|genommen|geschaltet)",
    rf"{i('hol nehm schalt zieh ruf bind lad klink stell')} {SOMEONE}(?: \w+){{0,4}}? "
    r"(?:dazu|hinzu|herbei|heran|ran|rein|ein|zu|herein|her)(?= $)",
    rf"{i('fug')} (?:eine?n? )?(?:\w+ )?{PERSON}(?: \w+){{0,4}}? {TO_THE_PHONE}",
    rf"(?:ich werde|werde ich){FILL} {SOMEONE}(?: \w+){{0,3}}? bitten {CALL} zu ubernehmen",
    rf"(?:ich bitte|bitte ich){FILL} {SOMEONE}(?: \w+)?(?: {WHOM})? zu ubernehmen",
    rf"(?:werde|{I_TRY}|lassen sie mich|lasst? mich)(?: \w+){{1,9}}? "
    r"(?:hinzu|dazu|zu|herbei|heran|ein)(?:zu)?(?:zieh|hol|schalt|ruf|bind)en",
    rf"{PERSON}(?: \w+){{0,6}}? (?:den|die) (?:geb|hol|ruf)e? ich{FILL} (?:ihnen|dir)",
    rf"hole?(?: ich)?{FILL} {THE}(?:\w+ )?{PERSON}(?!(?: \w+){{0,6}} ab )",
    rf"(?:geb|reich)e?(?: ich)?{FILL} (?:ihnen|dir|euch){FILL} {THE}(?:\w+ )?(?:{PERSON}|{PLACE})"
    r"(?!(?: \w+){0,2}? (?:an|als|mit|bescheid|\w*nummer|durchwahl|\w*adresse) )",
    rf"hier kommt{FILL} \w+ (?:aus|vo[nm]) {SOMEONE}",
    rf"(?:hier|da) (?:kommt|(?:ist|sind)(?=(?: \w+){{1,6}} fur (?:sie|dich) )){FILL} {_NO_DOING}{SOMEONE}",
    rf"(?:weiter|ab|auf|los|rein|hinein|{ACROSS}) (?:mit|fur) (?:ihnen|dir|euch|sie|dich) (?:zu[rm]?|ins?|ans?|auf)",
    rf"(?:weiter|ab|auf|los|rein|hinein|{ACROSS}) (?:zu[rm]?|ins?|ans?|in die|an die) (?!\w*(?:aufnahme|klinik|arzt"
    rf"|praxis) )"
    rf"{SOMEONE} (?:mit|fur) (?:ihnen|dir|sie|dich)(?= $)",
    rf"(?:zu[rm]?|in die|ins|an die) {SOMEONE} gehts?(?: e?s)?{FILL} fur (?:sie|dich){FILL}(?: weiter| lang"
    rf"| {ACROSS})?(?= $)",
    r"(?<=^ )(?:herr|frau|doktor|dr) \w+(?: \w+)? fur (?:sie|dich)(?= $)",
    rf"(?<=^ )einmal (?:\w+ )?(?:{PLACE}|{PERSON}) (?:fur (?:sie|dich)|kommt sofort)(?= $)",
    rf"(?<=^ )(?:(?:na|also|so|gut|hopp|aber|mal|und|auf|dann|jetzt|nun) ){{1,4}}?(?:weiter|ab|los|auf|flott"
    rf"|{ACROSS}){FILL}"
    rf" (?:zu[rm]?|ins?|ans?) (?!arzt){SOMEONE}(?= $| (?:vo[nm]|aus|fur|in|im|de[rs]) )",
    rf"{PERSON}(?: \w+){{0,5}}? ubernimmt(?= $)",
    rf"(?:weiter|ab|auf|los) gehts?(?: es| s)?{FILL} (?:zu|zur|zum|in|mit|bei) {SOMEONE}",
)
SAID_TO_WHO_HOLDS = (
    rf"(?:meldet|melden) sich{FILL} {SOON}|{SOON} (?:meldet|melden) sich",
    rf"(?:{PERSON}|{PLACE}|er|sie)(?<!feuerwehr)(?<!polizei)(?<!arzt)(?: \w+){{0,5}}? (?:ist|sind){FILL} {SOON}"
    rf"{FILL} (?:da|bei ihnen|bei dir|fur sie|fur dich|so weit)",
    rf"{SOON} ist {THE}{PERSON}(?: \w+){{0,5}}? (?:da|bei ihnen|bei dir)(?= $)",
    rf"nimmt sich{FILL} {SOON}{FILL} zeit|(?<=^ ){SOMEONE}(?: \w+){{0,2}}? fur (?:sie|dich)(?= $)",
    rf"(?:steht|stehen){FILL} {SOON}{FILL} (?:zur verfugung|bereit)",
    rf"(?:sie sind|sind sie|du bist){FILL} {SOON}{FILL} (?:bei|beim|mit|in der|im) {SOMEONE}",
    rf"(?:und|dann|damit|so) sind sie{FILL} (?:beim?|mit|in der|im) (?:{SOMEONE}(?= $)"
    rf"|(?:\w+ ){{1,5}}?verbunden(?= $))"
    rf"|bis{FILL} {SOMEONE}(?: \w+){{0,5}}? "
    r"(?:abnimmt|abhebt|rangeht|drangeht|dran ist|ubernimmt|abgenommen hat)(?= $)",
    rf"(?<=^ )(?:(?:da|hier|jetzt|gleich|es|nun) )?(?:{SOMEONE}(?<!feuerwehr)(?<!polizei)(?<!arzt)"
    rf"(?: \w+){{0,4}}? kommt|kommt {_NO_DOING}{SOMEONE}(?<!feuerwehr)(?<!polizei)(?<!arzt))"
    rf"{FILL}(?= $| \w+ $)",
    r"(?<=^ )(?:jetzt|gleich|nun) kommt (?:der|die|herr|frau) \w+(?= $)",
    rf"{PERSON}(?: \w+){{0,4}}? klinkt sich|{PLACE}(?: \w+){{0,4}}? wird{FILL} (?:gerufen|angewahlt|angerufen)",
    rf"(?:dann|{SOON}) (?:haben|bekommen) sie{FILL} {_NO_DOING}{SOMEONE}(?= $| vo[nm] | aus )"
    rf"|sie bekommen{FILL} {_NO_DOING}{SOMEONE}(?= $| vo[nm] | aus | fur )",
    rf"(?<=^ )(?:dann|danach) (?:\w+ )?{PLACE}(?= $)|(?:{PLACE}|{PERSON})(?: (?!ist|macht"
    rf"|hat)\w+)? kommt {AT_ONCE}(?= $)",
    rf"eskaliere?(?: ich)?(?: das| es)?{FILL} an {SOMEONE}",
    rf"(?:sie werden|werden sie){FILL} {SOON}{FILL} (?:bedient|betreut|begrusst|beraten)(?= $)",
    rf"gehts?(?: e?s)?{FILL} {SOON}(?: fur sie){FILL} weiter(?= $)",
    rf"(?:danach|dann) (?:spricht|meldet sich|ubernimmt|begrusst sie|kommt){FILL} {SOMEONE}"
    r"(?!(?: \w+){0,5}? (?:zu (?:ihnen|dir)|vorbei) )"
    rf"|dann (?:geht|hebt) {SOMEONE}(?: \w+){{0,3}}? (?:d?ran|ab)(?= $)",
    rf"(?:bring|lots|fuhr)e?(?: ich)? {WHOM}{FILL} (?:zu[rm]?|in die|ins|an die) {SOMEONE}",
    rf"(?<=^ )sind sie (?:beim?|mit) {SOMEONE}(?= $)|{SOMEONE} wird (?:ihnen|dir){FILL} zuge(?:wiesen|teilt)",
    rf"{PERSON} wird{FILL} {SOON}{FILL} (?:angerufen|angewahlt|gerufen)",
    rf"{i('stell')} (?:den|einen) kontakt (?:zu|zur|zum|mit)",
    rf"(?:spricht|sprechen){FILL} {WITH_YOU}|hole?(?: ich)?{FILL} wen",
    r"(?:wartet|erwartet) (?:\w+ ){0,3}?(?:sie|dich)",
    rf"{TO_THE_PHONE} (?:kommt|geht)(?= $)|{PLACE}(?: \w+){{0,5}}? ubernimmt(?= $)",
    rf"(?:sie sind|du bist|sie kommen|du kommst){FILL} {SOON}{FILL} (?:dran|an (?:der|die) reihe)",
    rf"(?:sie haben|du hast)(?: \w+){{1,8}}? (?:{AT_THE_PHONE}|dran)(?= $)|(?<=^ )es (?:klingelt|lautet|tutet)(?= $)"
    rf"|sie sind{FILL} (?:an|auf) (?:position|platz|stelle)(?: nummer)? \w+(?= $)",
    rf"(?:muss|mochte)(?: ich)?{FILL} {WHOM}{GAP} {TO_DO}|ich wurde{FILL} {WHOM}{FILL} {SOON}{GAP} {TO_DO}(?= $)",
    rf"wird{FILL} {SOON}{FILL} (?:bei (?:ihnen|dir)|fur (?:sie|dich) da) sein(?= $)",
    rf"(?:ruf|hol)e?(?: ich)? (?:ihnen|dir){FILL} (?:den|die|meinen?"
    rf"|unseren?) (?:\w+ )?{PERSON}(?<!arzt)(?<!arztin)(?= $)",
    rf"(?:sie wurden|{CALL} wurde){GAP} {DONE}|(?<=^ )(?:mit|zu|zur|zum|an|in)(?: \w+){{1,5}}? {TO_DO}(?= $)",
    r"(?<=^ )(?:(?:und|also|weiter|ab|auf|dann|jetzt|nun|los|gehts?|es|s|gleich) ){0,5}?"
    rf"(?:(?:zur?|zum|an die|an den|in die|ins|mit der|mit dem|mit) )?(?:\w+ ){{0,2}}?{PLACE}(?: {WITH_YOU})?(?= $)",
    r"(?<=^ )einmal (?:zu|zur|zum|in die|ins|an die)(?! (?:sicherheit|kontrolle|\w+en) )(?: \w+){1,3}(?= $)",
    rf"(?:geb|reich)e?(?: ich)?{FILL} (?:ihnen|dir|euch){FILL} den {_NO_NAME}\w+(?= $| (?:von|vom|aus|ran) )",
    r"(?:geb|gib|reich)e? (?:ihnen|dir|euch|eahna|ihna)(?: d)? \w*chef(?:in)?(?= $)",
    rf"(?:versuche?|probiere?)(?: ich)?(?:(?: e?s)?{FILL} beim? {SOMEONE}|(?: \w+){{1,6}}? zu erreichen)",
)
