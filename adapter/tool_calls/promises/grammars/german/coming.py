"""How one says in German that somebody comes to the line."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.german.words import (
    ACROSS,
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
    i,
)

SOMEBODY_TAKES_OVER = (
    rf"(?:ubernimmt|(?<!wir )ubernehmen){FILL} (?:{WHOM}|fur mich|an dieser stelle|{SOON}(?: die leitung)?(?= $))",
    rf"(?:(?:{SOON}|hier|es){FILL} ubernimmt|das ubernimmt{FILL} {SOON}){FILL} {SOMEONE}",
    rf"wird{FILL} (?:sich )?(?:{WHOM}{FILL} )?{SOON}(?: \w+){{0,4}}? (?:ubernehmen|fortfuhren|begrussen|zuschalten"
    rf"|abnehmen|abheben|rangehen|drangehen|entgegennehmen|{TO_THE_PHONE} (?:kommen|gehen)|{WITH_YOU} sprechen"
    r"|weiterhelfen|helfen|um (?:sie|dich|euch) kummern|betreuen|beraten|dazukommen|hinzukommen)",
    rf"wird{FILL} {WHOM}(?: mit ihnen)?{FILL} (?:(?:fort|weiter)fuhren|ubernehmen|entgegennehmen|annehmen"
    rf"|in empfang nehmen)|wird{FILL} {SOON}(?: \w+){{0,2}}? (?:dazu|hinzu|zu)(?:geschaltet|geholt|gezogen|gerufen)",
    rf"(?:hilft|begleitet|betreut|berat|begrusst|bedient|hort) (?:ihnen|dir|euch|sie|dich){FILL} {SOON}",
    rf"{SOON} (?:hilft|betreut|berat|begrusst|bedient|kummert sich|macht) "
    rf"(?:(?:\w+ ){{0,6}}?(?:weiter|um sie|um dich|sie|dich)|(?:ihnen|dir) {SOMEONE})",
    rf"kummert sich{FILL} {SOON}{FILL} um (?:sie|dich|euch)|macht{FILL} (?:{SOON}{FILL}|mit ihnen) weiter",
    rf"{i('lass')} {SOMEONE}(?: \w+){{0,3}}? (?:d?ran|ubernehmen)(?= $)",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,5}}? (?:ist|sind){FILL} {SOON}{FILL} fur (?:sie|dich) da(?= $)",
    rf"(?:nimmt|nehmen){FILL} (?:{WHOM}{FILL} (?:entgegen|an(?= $)|in empfang)|{SOON} ab(?= $))",
)
SOMEBODY_COMES = (
    rf"(?:kommt|geht|kommen|schaltet sich|meldet sich){FILL}(?: \w+){{0,4}}? (?:{TO_THE_PHONE}|am anderen ende)",
    rf"(?:kommt|geht|schaltet sich|hebt){FILL} {SOON}(?: \w+){{0,3}}? (?:ran|dran|dazu|hinzu|zu|ab)(?= $)",
    rf"(?:spricht|sprechen|redet|telefoniert){FILL} {SOON}{FILL} {WITH_YOU}",
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
    rf"(?:ich bitte|bitte ich){FILL} {SOMEONE}(?: \w+)?(?: {WHOM})? zu ubernehmen",
    rf"(?:werde|{I_TRY}|lassen sie mich|lasst? mich)(?: \w+){{1,9}}? "
    r"(?:hinzu|dazu|zu|herbei|heran|ein)(?:zu)?(?:zieh|hol|schalt|ruf|bind)en",
    rf"{PERSON}(?: \w+){{0,6}}? (?:den|die) (?:geb|hol|ruf)e? ich{FILL} (?:ihnen|dir)",
    rf"hole?(?: ich)?{FILL} {THE}(?:\w+ )?{PERSON}(?!(?: \w+){{0,6}} ab )",
    rf"(?:geb|reich)e?(?: ich)?{FILL} (?:ihnen|dir|euch){FILL} {THE}(?:\w+ )?(?:{PERSON}|{PLACE})"
    r"(?!(?: \w+){0,2}? (?:an|als|mit|bescheid|\w*nummer|durchwahl|\w*adresse) )",
    rf"(?:hier|da) (?:kommt|(?:ist|sind)(?=(?: \w+){{1,6}} fur (?:sie|dich) )){FILL} {SOMEONE}",
    rf"(?:weiter|ab|auf|los|{ACROSS}) (?:mit|fur) (?:ihnen|dir|euch|sie|dich) (?:zu[rm]?|ins?|ans?|auf)",
    rf"(?<=^ )(?:(?:na|also|so|gut) )?(?:dann|jetzt|nun){FILL} (?:weiter|ab|los|{ACROSS}){FILL}"
    rf" (?:zu[rm]?|ins?|ans?) (?!arzt){SOMEONE}(?= $| (?:vo[nm]|aus|fur|in|im|de[rs]) )",
    rf"{PERSON}(?: \w+){{0,5}}? ubernimmt(?= $)",
    rf"(?:weiter|ab|auf|los) gehts?(?: es| s)?{FILL} (?:zu|zur|zum|in|mit|bei) {SOMEONE}",
)
_NO_NAME = (
    r"(?!\w*(?:code|link|plan|weg|tipp|hinweis|rat|rabatt|beleg|vertrag|namen|stand|kontakt|uberblick|zettel|brief|"
    r"schlussel|zugang|betrag|text|bescheid|gutschein|auftrag|termin|preis|rest|tarif|bericht|ausdruck|wert|satz|"
    r"platz) )"
)
SAID_TO_WHO_HOLDS = (
    rf"(?:meldet|melden) sich{FILL} {SOON}|{SOON} (?:meldet|melden) sich",
    rf"(?:{PERSON}|{PLACE}|er|sie)(?<!feuerwehr)(?<!polizei)(?<!arzt)(?: \w+){{0,5}}? (?:ist|sind){FILL} {SOON}"
    rf"{FILL} (?:da|bei ihnen|bei dir|fur sie|fur dich|so weit)",
    rf"{SOON} ist {THE}{PERSON}(?: \w+){{0,5}}? (?:da|bei ihnen|bei dir)(?= $)",
    rf"nimmt sich{FILL} {SOON}{FILL} zeit|(?<=^ ){SOMEONE}(?: \w+){{0,2}}? fur (?:sie|dich)(?= $)",
    rf"(?:steht|stehen){FILL} {SOON}{FILL} (?:zur verfugung|bereit)",
    rf"(?:sie sind|sind sie|du bist){FILL} {SOON}{FILL} (?:bei|beim|mit) {SOMEONE}",
    rf"(?<=^ )sind sie (?:beim?|mit) {SOMEONE}(?= $)|{SOMEONE} wird (?:ihnen|dir){FILL} zuge(?:wiesen|teilt)",
    rf"{PERSON} wird{FILL} {SOON}{FILL} (?:angerufen|angewahlt|gerufen)",
    rf"{i('stell')} (?:den|einen) kontakt (?:zu|zur|zum|mit)",
    rf"(?:spricht|sprechen){FILL} {WITH_YOU}|hole?(?: ich)?{FILL} wen",
    r"(?:wartet|erwartet) (?:\w+ ){0,3}?(?:sie|dich)",
    rf"{TO_THE_PHONE} (?:kommt|geht)(?= $)|{PLACE}(?: \w+){{0,5}}? ubernimmt(?= $)",
    rf"(?:sie sind|du bist|sie kommen|du kommst){FILL} {SOON}{FILL} (?:dran|an (?:der|die) reihe)",
    rf"(?:sie haben|du hast)(?: \w+){{1,8}}? {AT_THE_PHONE}(?= $)",
    rf"(?:muss|mochte)(?: ich)?{FILL} {WHOM}{FILL} (?:{SOON}|kurz|schnell|rasch|eben|mal|direkt){GAP} {TO_DO}",
    rf"(?:sie wurden|{CALL} wurde){GAP} {DONE}|(?<=^ )(?:mit|zu|zur|zum|an|in)(?: \w+){{1,5}}? {TO_DO}(?= $)",
    r"(?<=^ )(?:(?:und|also|weiter|ab|auf|dann|jetzt|nun|los|gehts?|es|s|gleich) ){0,5}?"
    rf"(?:(?:zur?|zum|an die|an den|in die|ins|mit der|mit dem|mit) )?(?:\w+ ){{0,2}}?{PLACE}(?: {WITH_YOU})?(?= $)",
    r"(?<=^ )einmal (?:zu|zur|zum|in die|ins|an die)(?! (?:sicherheit|kontrolle|\w+en) )(?: \w+){1,3}(?= $)",
    rf"(?:geb|reich)e?(?: ich)?{FILL} (?:ihnen|dir|euch){FILL} den {_NO_NAME}\w+(?= $| (?:von|vom|aus|ran) )",
    rf"(?:versuche?|probiere?)(?: ich)?(?:(?: e?s)?{FILL} beim? {SOMEONE}|(?: \w+){{1,6}}? zu erreichen)",
)
