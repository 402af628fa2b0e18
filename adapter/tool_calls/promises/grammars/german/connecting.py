"""How one says in German that a call or its caller is transferred."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.german.words import (
    ACROSS,
    AT_ONCE,
    AT_THE_PHONE,
    AWAY,
    CALL,
    DO,
    DONE,
    ENDS,
    FILL,
    GAP,
    I_TRY,
    I_WILL,
    JOIN,
    MOVING,
    NO_PERSON,
    OVER,
    PERSON,
    PHONE,
    PLACE,
    QUEUE,
    SEND,
    SOMEONE,
    SOON,
    TALK,
    THE,
    TO,
    TO_DO,
    TO_THE_PHONE,
    TONE,
    UNDERWAY,
    VOICE,
    WHOM,
    WITH_YOU,
    YOU,
    YOU_WILL,
    ZU_DO,
    i,
    i_just,
)

I_CONNECT = (
    rf"{i(JOIN)} {WHOM}|{WHOM} {JOIN}e? ich|{i(SEND)} {WHOM}{GAP} {AWAY}{ENDS}",
    rf"(?:(?:ich|wir) \w+|\w+ (?:ich|wir)){FILL} {WHOM}"
    rf"(?:{GAP} {ACROSS}|{FILL} {TO}(?: \w+){{1,6}}? (?:durch|weiter)"
    rf"|{FILL} durch(?= (?:zu[rm]?|ins?|ans?){NO_PERSON} )){ENDS}",
    rf"{i('schalt stell hol nehm bind zieh')} (?:sie|ihn){FILL} (?:dazu|hinzu)(?= $)",
    rf"{i('leit leg schalt hang schwenk stops(?:el|l)')} {WHOM}{GAP} (?:um|uber){ENDS}"
    rf"|{i('schalt')} {YOU}{FILL} auf(?= $)",
    rf"{i('leit geb spiel schick schalt reich')} {WHOM}{FILL} (?:an|auf|in"
    rf"|zu[rm]?){NO_PERSON}(?: \w+){{1,6}}? zuruck(?= $)",
    rf"{i('leg geb schalt stell hang')} {YOU}{FILL} (?:de[mr]|ihre[mr]|unsere[mr]|herrn"
    rf"|frau) (?:\w+ ){{1,4}}?{TO_THE_PHONE}",
    rf"{i('geb')} {YOU}{FILL} (?:{SOON}|mal|direkt|lieber|eben){FILL} (?:(?:de[mr]|unsere[mr]|meine[mr]|eine[mr]) )?"
    rf"(?:\w+ )?(?:{PERSON}|{PLACE})(?= $| vo[nm] | aus )",
    rf"(?:wir wechseln|(?<=\w )wechseln (?:wir|sie)|sie wechseln|du wechselst){FILL} {SOON}{FILL} {TO} {SOMEONE}",
    rf"stelle?(?: ich)?{FILL} (?:{SOON}|gerade|eben){FILL} (?:den|einen) kontakt zu[rm]? {SOMEONE}(?: \w+){{0,4}}? her"
    r"(?= $)",
    rf"{i('wechse?l')} {YOU}{FILL} {TO} {SOMEONE}",
    rf"{i('vermitte?l')} (?:ihnen|dir|euch){FILL} {SOON}{FILL} (?:eine?n? )?(?:\w+ )?"
    r"(?:kolleg\w+|\w*mitarbeiter\w*|(?:gesprachs|ansprech)partner\w*)",
    rf"{i('geb tret')} {WHOM}{GAP} ab{ENDS}|{i('leg schalt hang stell leit geb klemm steck')} {WHOM}{FILL}"
    r" (?:d(?:a|ort)hin|drauf|dran|hin)(?= $)",
    rf"{CALL} {SEND}(?:e? ich|e?n wir){GAP} (?:{AWAY}|um|uber|ab){ENDS}",
    rf"{i('leit geb schalt switch lots lenk dirigier ubermitte?l reich hang')} {WHOM}{FILL} (?:an|zu|zur|zum)"
    rf"{NO_PERSON}(?! (?:{PHONE}|frage|verfugung|ihnen|dir|mir) )",
    rf"{i('schick send hol fuhr leg schalt bring stell schieb pack werf steck klemm hang tu')} {WHOM}{FILL}"
    rf" (?:an|zu|zur|zum|in|auf) {THE}(?:\w+ )?(?:apparat|nebenstelle|anschluss|durchwahl"
    rf"|leitung (?:vo[nm]|de[rs]|zu[rm]?)|{PLACE} {AWAY})",
    rf"{i('geb')} {YOU}{FILL} (?:in|ins) (?:\w+ )?{PLACE}",
    rf"{i('bring lots fuhr schick')} {YOU}{FILL} {SOON}{FILL} zu[rm]? (?!kasse|schalter){SOMEONE}",
    rf"{i('leit geb schalt leg stell schick send spiel werf bring')} {CALL}{FILL} "
    r"(?:an|zu[rm]?(?! akten)|(?:auf|in) (?:den|die|das|zimmer))",
    rf"{i('leg schalt')} {YOU}{FILL} auf (?:{SOMEONE}|(?:das|ihr|sein) handy(?= $| vo[nm] ))",
    rf"{i('ubergeb geb reich')} (?:das wort|das telefon|den horer)",
    rf"{i('bring setz stell')} {YOU}{GAP} (?:ins?|im) (?:\w+ )?(?:verbindung|kontakt|gesprach)",
    rf"{i('setz stell reih leg pack nehm geb schick ordn hang platzier tu')} {WHOM}{FILL} {QUEUE}",
    rf"{i('uberlass vertrau lass geb leg')} {YOU}{GAP} (?:hande?n?|obhut|{PERSON}(?: \w+){{0,2}} an(?= $))",
    rf"{i('lass')} {YOU}{FILL} {SOON}{FILL} mit {SOMEONE}(?: \w+){{0,3}}? (?:allein|reden|sprechen)(?= $)",
    rf"{i('uberlass')} {YOU}{FILL} {SOMEONE}|{i_just(JOIN)}(?= $| {TO} | weiter | durch )",
    rf"{i_just('stell leit leg verbind vermitte?l schalt')}(?: {TO}(?: \w+){{1,8}}?)? (?:{AWAY}|um|uber){ENDS}",
    rf"{i_just('geb reich')} (?:an {SOMEONE}(?: \w+){{0,3}}? (?:{AWAY}|ab)|(?:{AWAY}|ab)(?= $| an ))",
    rf"{I_WILL} {WHOM}{GAP} (?:{TO_DO}|(?:mit|zu) {SOMEONE}(?: \w+){{0,4}}? {TALK}"
    rf"|{QUEUE}(?: \w+){{0,6}}? (?:ein|auf)?(?:reihen|stellen|setzen|legen|geben|nehmen|packen|schieben)"
    r"|(?:hande|obhut|leitung|den apparat)(?: \w+){0,5}? (?:(?:uber)?geben|legen|schalten))",
    rf"(?:ich werde|werde ich|ich darf|ich lasse?|lasse? ich){FILL}(?: {TO}(?: \w+){{1,6}}?)? {TO_DO}(?= $| {TO} )",
    rf"mochte(?: ich)?{FILL} {WHOM}{FILL} {SOON}{GAP} {TO_DO}(?= $)|(?:den|die) {JOIN}e? ich{FILL} {WITH_YOU}",
    rf"{i('geb')} {YOU}{FILL} {SOON}{FILL} in{NO_PERSON} (?:den|die|das) (?!\w*(?:liste|kalender|plan) )\w+(?= $)",
    rf"{I_TRY} {WHOM}{GAP} {ZU_DO}",
    rf"(?:(?:erlauben|gestatten) sie(?: mir)?(?: dass ich)?|freu[et]? mich|(?:freude|vergnugen|ehre)(?: \w+)?) {WHOM}"
    rf"{GAP} (?:{ZU_DO}|{DO}|{TO_DO} zu durfen)",
    rf"(?:bin|sind)(?: \w+){{0,3}}? (?:am|beim) {TO_DO}",
    rf"(?<=\w )(?:den|die|das|welche[ns]?) (?:ich|wir){FILL}(?: \w+)? (?:hinzu|dazu|zu|her|heran|herbei)(?:hole|ziehe"
    rf"|schalte|rufe|bitte)n?(?= $)",
    rf"(?:wahrend|indem|solange|weshalb|weswegen|bis) (?:ich|wir){FILL} {WHOM}{GAP} {DO}",
    rf"(?:mit|zu|an) (?:de[mnr]|die|denen) (?:(?:ich|wir) {WHOM}{FILL} (?:{SOON}|gerade|eben){FILL} {DO}"
    rf"|{SEND}(?:e? ich|e?n wir) {WHOM}{FILL})(?= $)",
    rf"(?:sorge|veranlasse|schaue|sehe|kummere)(?: \w+){{0,4}}? dass (?:sie|du|man|ihr anruf|der anruf){GAP}"
    rf" (?:{DONE} (?:werden|wirst|wird)|{OVER}?(?:verbindet|stellt|leitet))",
    rf"(?:sorge|veranlasse|schaue|kummere)(?: \w+){{0,4}}? dass (?:sie|du){FILL} {SOON}{FILL} mit(?: \w+){{1,7}}? "
    rf"(?:{TALK}|sprichst|redest)(?= $)",
    rf"(?:habe?(?: ich)?|haben wir|wir haben){FILL} (?:{WHOM}{GAP} {DONE}|{YOU}{FILL} eingereiht)",
)
YOU_ARE_CONNECTED = (
    rf"(?:{YOU_WILL}|{CALL}(?: (?:an|fur|von)(?: \w+){{1,4}})? wird|wird {CALL}){GAP} {DONE}"
    r"(?! (?:worden|wurden|wurde) )",
    rf"(?:(?<=^ )|es )wird{FILL} {DONE}|(?<=^ ){DONE} (?:wird|werden sie|wirst du){FILL} {SOON}{FILL} {TO}",
    rf"(?<=^ )(?:(?:so|und|schon|bereits|gut|okay|also|{SOON}) ){{0,2}}?"
    rf"(?:(?:durch|weiter)(?:gestellt|geschaltet|verbunden)(?= $| {TO} )"
    rf"|(?:um|{ACROSS})ge(?:leitet|stellt|schaltet|legt|geben)(?= {TO} {SOMEONE}))",
    rf"(?:es wird{FILL} {SOON}|{SOON} wird){FILL}(?: {TO}(?: \w+){{1,6}}?)? {DONE}(?= $)",
    rf"(?:sie sind|du bist|{CALL} ist){FILL} (?:auf dem weg|unterwegs) (?:zu[rm]?|ins?|an) {SOMEONE}",
    rf"(?:sie sind|sind sie|wir sind|sie wurden|wurden sie|du bist|bist du|du wurdest|{CALL} (?:ist|wurde)){FILL}"
    rf" (?:{SOON}|gerade|eben|erfolgreich){GAP} {DONE}",
    rf"{SOON} (?:ist|wurde) {CALL}{GAP} (?:{DONE}|zugewiesen|zugeteilt|ubermittelt)|"
    rf"{CALL} wurde{FILL} {TO}(?: (?!zentrale|vermittlung)\w+){{1,6}}? (?:{DONE}|ubertragen)(?= $)",
    rf"(?<=^ )(?:nutzer|anrufer|kunde)(?:in)? wird{FILL}(?<!dann)(?: {TO}(?: \w+){{1,6}}?)? {DONE}",
    rf"wird (?:ihnen|dir){FILL} durchge(?:schaltet|stellt)(?= $)",
    rf"(?:sie sind|du bist|{CALL} ist){FILL}(?: {TO}(?: \w+){{1,6}}?)? (?!verbunden|vermittelt){DONE}",
    rf"{YOU_WILL}{FILL} {SOON}{FILL} (?:(?:von(?: \w+){{1,6}}? )?ubernommen|(?:von )?{SOMEONE}(?: \w+){{0,4}}?"
    r" (?:(?:weiter)?(?:betreut|beraten|bedient)|begrusst|angesprochen|empfangen|zugewiesen|zugeteilt))",
    rf"(?:man|jemand) wird{FILL} {YOU}{FILL} {SOON}{GAP} {TO_DO}",
    rf"(?:man|jemand|kollege|kollegin|zentrale|vermittlung) (?:verbindet|stellt|leitet|gibt"
    rf"|reicht) {YOU}{FILL} (?:eben|gerade|grad)"
    rf"(?: \w+){{0,6}}? {AWAY}{ENDS}",
    rf"(?:verbindet|vermittelt|(?:stellt|leitet|gibt|reicht)(?={GAP} {AWAY}{ENDS})){FILL} {YOU}{FILL} {SOON}",
    rf"(?:sie sind|sie befinden sich|sie stehen|du bist|{CALL} (?:ist|befindet sich))(?: \w+){{0,5}}?"
    rf" (?:in )?(?:der|unserer) (?:\w+ )?(?:\w*warteschlange|{MOVING})",
    rf"(?:sie (?:sind|stehen|sitzen|hangen|befinden sich)|du (?:bist|stehst|hangst)|(?:{CALL} )?(?:ist|steht|hangt"
    rf"|liegt)"
    rf"(?: {CALL})?){FILL} {SOON}{FILL} {QUEUE}",
    rf"(?:sie sind|sie stehen|du bist|{CALL} ist)(?: \w+){{0,5}}? (?:in der (?:reihe|schlange)|an der reihe)"
    rf" (?:beim?|der|des|fur|vo[nm]) (?!\w*kasse){SOMEONE}",
    rf"{CALL} (?:(?:klingelt|lautet){FILL} (?:druben|in|im|am)|(?:(?:klingelt|lautet){FILL}"
    rf"|(?:ist|liegt|lauft|landet){FILL} {SOON}{FILL}) beim?)",
    rf"sie gehen{FILL} {SOON}{FILL} an {SOMEONE}",
    rf"(?:{SOON}|damit|hiermit|somit|(?<=^ )(?:also|so|deshalb|daher|darum)) (?:geht|wandert|lauft|springt"
    rf"|landet){FILL} {CALL}"
    rf"{FILL} (?:{TO}|{ACROSS}|weiter|durch(?= $)|beim?)|(?:geht|wandert|lauft) {CALL}{FILL} {SOON}(?= $)"
    rf"|(?<=^ )(?:geht|wandert|lauft|landet) {CALL}{FILL} {SOON}{FILL}"
    rf" (?:{TO}|{ACROSS}|weiter|beim?)|{CALL} (?:geht|wandert){FILL} (?:eine )?(?:etage|stufe|ebene"
    rf"|stock)? ?(?:hoher|nach oben)",
    rf"(?:sie (?:kommen|rucken|gehen)|kommen sie|du kommst|kommst du|{CALL} kommt){FILL} {QUEUE}",
    rf"(?:sie gelangen|du gelangst|sie kommen {SOON}|{SOON} kommen sie|du kommst {SOON}"
    rf"|{CALL} (?:geht|wandert|landet|lauft|springt|rutscht|wechselt)(?: raus)?){FILL}"
    rf"(?<!besten)(?<!bitte)(?<!einfach) (?:{TO}(?! (?:spat|lasten|unsere kosten|ihre|band) )|{ACROSS}|weiter|uber an"
    r"|durch(?= $))",
    rf"(?:sie landen|du landest){FILL} (?:bei|beim|an|zu|zur|zum)"
    rf"|sie kommen{FILL} (?:jetzt|nun){FILL} (?:raus beim?|beim? (?:\w+ ){{1,3}}?raus)",
    rf"(?:landen sie|landest du){FILL} {SOON}{FILL} (?:bei|beim|an|zu[rm]?|in|im) {SOMEONE}",
    rf"(?:(?:damit|hiermit|somit) (?:sind sie|bist du)|(?:sie sind|du bist)){FILL} {AT_ONCE}{FILL} (?:bei"
    rf"|mit) (?:\w+ )?{PERSON}(?!(?: \w+){{0,2}} (?:dran|an der reihe) )",
    r"(?:in (?:wenigen|ein paar|einer) sekunden?|mit dem nachsten \w+|nach dem (?:ton|signal\w*)) (?:sind sie"
    rf"|bist du)"
    rf"{FILL} (?:beim?|mit|im|in der) {SOMEONE}(?= $| verbunden $)",
    r"(?:sekunden?|augenblicke?|momente?|klingeln) (?:und )?(?:dann"
    rf"|schon) sind sie{FILL} mit(?: \w+){{1,5}}? verbunden(?= $)",
    rf"(?:sie sind|sind sie|du bist){FILL} {SOON}{FILL} (?:beim?|in|im) {SOMEONE} gelandet(?= $)"
    rf"|(?:sie sind|sind sie|du bist){FILL} {AT_ONCE}{FILL} bei (?!ihnen|mir|uns|dir)\w+ (?:aus|vo[nm]) {SOMEONE}",
    rf"(?:(?:{CALL}|ihre leitung) wird|{YOU_WILL}(?: von mir)?{FILL} (?:{SOON}|gerade|eben)){GAP}"
    r" (?:(?:an|auf|in) (?:den|die|das)|ans|ins|zum|zur)(?: \w+){1,5}?"
    r" (?:gelegt|gestellt|geleitet|gegeben|geschaltet)",
    rf"{i('weis teil ordn')} {CALL}{GAP} zu(?= $)|{CALL} ubernimmt(?= \w)|(?:fuhrt|setzt) {CALL}{GAP} (?:fort|weiter)",
    rf"(?:{CALL} wird|wird {CALL}){GAP} "
    + one_of(
        "ubermittelt zugewiesen zugeteilt entgegengenommen angenommen ubernommen beantwortet fortgefuhrt weitergefuhrt"
    ),
    rf"(?:sie sprechen|du sprichst|ihr sprecht){FILL} {SOON}{FILL} mit(?!(?: \w+){{0,4}}? (?:assistent\w*|bot|ki) )",
    rf"{SOON}{FILL} (?:sprechen sie|sprichst du){FILL} mit|(?<=\w )sprechen sie bereits mit {SOMEONE}",
    rf"(?:sie konnen|konnen sie"
    rf"|du kannst){FILL} {SOON}{FILL} mit (?:\w+ ){{0,3}}?{PERSON}(?: \w+){{0,5}}? {TALK}(?= $)",
    rf"{YOU_WILL}{FILL} {SOON}{FILL} (?:mit(?: \w+){{1,8}}? {TALK}"
    rf"|(?:{SOMEONE}|die stimme)(?: \w+){{0,4}}? horen|beim?(?: \w+){{1,5}}? landen)",
    rf"(?:(?:sie haben|haben sie|du hast|hast du){FILL} {SOON}|(?<=^ )(?:dann|{SOON}){FILL} (?:haben sie|hast du))"
    rf"(?: \w+){{1,8}}? (?:{AT_THE_PHONE}|dran)(?= $)",
    rf"(?:sie (?:bekommen|kriegen|erreichen|horen|haben)|(?:horen|bekommen|erreichen) sie"
    rf"|du (?:bekommst|kriegst|erreichst|horst)){FILL} {SOON}{FILL} (?!eine?n? neuen? )(?:{SOMEONE}|{VOICE}|{TONE})",
    rf"{SOON} (?:bekommen sie|kriegen sie|erreichen sie|horen sie|bekommst du"
    rf"|horst du){FILL} (?!eine?n? neuen? )(?:{SOMEONE}|{VOICE}|{TONE})",
    rf"(?:{PERSON}|{PLACE})(?: \w+){{0,4}}? (?:bekommt|kriegt) (?:sie|dich){FILL} {SOON}(?= $| d?ran )",
)
IT_IS_MADE = (
    rf"(?<=^ )(?:{SOON} )?(?:die |ihre |der )?(?:{MOVING}|eskalation){FILL} {TO}"
    r"(?:(?! (?:ist|war|hat|kostet|dauert|wird|nach|ab) ) \w+){1,5}(?= $)",
    rf"{MOVING}(?: {TO}(?: \w+){{1,6}}?)?{FILL} (?:lauft|erfolgt|(?:startet|beginnt)(?! [au]m )|folgt|veranlasst"
    rf"|steht{FILL} {SOON}(?= $)|(?:wird|ist){FILL} (?:{UNDERWAY}|im gange|in arbeit))",
    r"(?<=^ )(?:(?:die|ihre?|der|so) ){0,2}?(?:(?:anruf|gesprachs)?(?:weiterleitung|ubergabe|umleitung)|durchstellung"
    rf"|transfer)(?: {TO}(?: \w+){{1,6}}?)?(?: ist| wurde| wird)?{FILL}(?: erfolgreich)?"
    r" (?:abgeschlossen|erfolgreich|vollzogen|durchgefuhrt|vorbereitet|unterwegs)(?= $)",
    rf"{i('nehm fuhr')} (?:die|eine|ihre) {MOVING}(?: {TO}(?: \w+){{1,6}}?)? (?:vor|durch)(?= $)",
    rf"leitung {TO} {SOMEONE} ist{FILL} (?:offen|frei|geoffnet)(?= $)|sie wurden{FILL} {QUEUE}(?: \w+){{0,4}}? "
    r"(?:aufgenommen|gestellt|eingereiht)(?= $)",
    rf"(?:habe?(?: ich)?|haben wir){FILL} (?:die|eine) {MOVING} {TO}(?: \w+){{1,6}}? {UNDERWAY}",
    rf"leitung {TO}(?: \w+){{1,6}}? wird{FILL} {UNDERWAY}"
    rf"|wird{FILL} (?:die|eine) leitung zu[rm]? {SOMEONE} {UNDERWAY}"
    rf"|wechsel zu[rm]? {SOMEONE}(?: \w+){{0,3}}? (?:erfolgt|startet|beginnt|folgt){FILL} {SOON}|(?:(?:es|{SOON}"
    rf"|(?<=^ )\w+) (?:er)?|er|(?<=^ ))(?:folgt"
    rf"|beginnt|startet|lauft)"
    rf"{FILL} (?:die|der|ihre|eine) {MOVING} {TO}",
    rf"wird{FILL} {SOON}{FILL} (?:der|ein) kontakt {TO}(?: \w+){{1,6}}? {UNDERWAY}",
    r"(?:verbindung|leitung)(?: \w+){0,6}? steht(?: jetzt)? (?:sie konnen|bitte"
    r"|sprechen sie)(?: \w+){0,3}? (?:reden|sprechen|sie)(?= $)",
    rf"wird{FILL} (?:die|eine) {MOVING}{GAP} {UNDERWAY}|(?<=^ )(?:das )?{TO_DO}{FILL} lauft",
    rf"{i('mach schalt offn stell bau nehm')} (?:die|eine) (?:leitung|verbindung) {TO}(?: \w+){{1,6}} auf",
    rf"{i('start veranlass beginn mach stell bau leit initiier')} (?:die|den|eine|einen|ihre|mit der|mit dem)"
    rf" (?:\w+ )?(?:{MOVING}|konferenz\w*|dreier\w+){NO_PERSON}(?!(?: \w+){{0,4}} wieder her )",
    rf"{i('aktivier los')} (?:die|den|eine) {MOVING} {TO}|wahle?(?: ich)?{FILL}(?: \w+){{1,4}}? an(?= $)",
    rf"wahle?(?: ich)?{FILL} (?:die|den|das|ihre) (?:\w+ )?"
    r"(?:durchwahl|nebenstelle|(?:apparat|\w*nummer|anschluss) (?:von|vom|des|der|fur))",
    rf"(?:es (?:klingelt|lautet|tutet)|(?:klingelt|lautet|tutet) es){FILL}(?! (?:\w+ )?an (?:der|ihrer) (?:haus)?tur )"
    rf" (?:{SOON}|schon|bereits|gerade|beim?(?! (?:ihnen|dir|mir) ))",
    rf"(?:apparat|telefon|leitung|anschluss)(?: \w+){{0,5}}? (?:klingelt|lautet){FILL}(?= $)",
    rf"(?:beim?(?! (?:ihnen|dir|mir|uns|der tur|nachbarn?) )|(?:im|in der"
    rf"|auf der)(?= (?:\w+ )?{PLACE} ))(?: (?!klingelt|lautet)\w+){{1,5}} "
    rf"(?:klingelt|lautet|tutet|bimmelt|schellt)(?: e?s)?{FILL}(?= $)",
    rf"lasse?(?: ich)?(?: es)?{FILL} (?:beim?|im|in der) (?!ihnen|dir)(?:\w+ ){{1,4}}?(?:lauten|klingeln)",
    rf"{i('klinge?l laut ruf')} (?:\w+ ){{1,4}}?an und (?:stell|verbind|geb|leit|hol)e",
    rf"(?:(?:ertont|kommt|folgt){FILL} {SOON}|{SOON} (?:ertont|kommt|folgt)){FILL} {TONE}",
    rf"(?:durchwahl|\w*nummer)(?: \w+){{0,4}}? wird{FILL} (?:an)?gewahlt",
    rf"(?:klinge?l|laut)e?(?: ich)?{FILL} beim? (?:\w+ ){{1,4}}?(?:durch|an)(?= $| und (?:stelle|verbinde|gebe) )",
)
