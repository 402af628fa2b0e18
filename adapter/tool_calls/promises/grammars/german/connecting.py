"""How one says in German that a call or its caller is transferred."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.german.words import (
    ACROSS,
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
    TONE,
    UNDERWAY,
    WHOM,
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
    rf"{i('leit leg schalt hang schwenk stops(?:el|l)')} {WHOM}{GAP} (?:um|uber){ENDS}",
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
    rf"{i('uberlass')} {YOU}{FILL} {SOMEONE}|{i_just(JOIN)}(?= $| {TO} | weiter | durch )",
    rf"{i_just('stell leit leg verbind vermitte?l schalt')}(?: {TO}(?: \w+){{1,8}}?)? (?:{AWAY}|um|uber){ENDS}",
    rf"{i_just('geb reich')} (?:an {SOMEONE}(?: \w+){{0,3}}? (?:{AWAY}|ab)|(?:{AWAY}|ab)(?= $| an ))",
    rf"{I_WILL} {WHOM}{GAP} (?:{TO_DO}|(?:mit|zu) {SOMEONE}(?: \w+){{0,4}}? {TALK}"
    r"|(?:hande|obhut|leitung|den apparat)(?: \w+){0,5}? (?:(?:uber)?geben|legen|schalten))",
    rf"(?:ich werde|werde ich|ich darf|ich lasse?|lasse? ich){FILL}(?: {TO}(?: \w+){{1,6}}?)? {TO_DO}(?= $| {TO} )",
    rf"{I_TRY} {WHOM}{GAP} {ZU_DO}",
    rf"(?:(?:erlauben|gestatten) sie(?: mir)?(?: dass ich)?|freue? mich|(?:freude|vergnugen|ehre)(?: \w+)?) {WHOM}"
    rf"{GAP} (?:{ZU_DO}|{DO})",
    rf"(?:bin|sind)(?: \w+){{0,3}}? (?:am|beim) {TO_DO}",
    rf"(?:wahrend|indem|solange|weshalb|weswegen|bis) (?:ich|wir){FILL} {WHOM}{GAP} {DO}",
    rf"(?:mit|zu|an) (?:de[mnr]|die|denen) (?:(?:ich|wir) {WHOM}{FILL} {SOON}{FILL} {DO}"
    rf"|{SEND}(?:e? ich|e?n wir) {WHOM}{FILL})(?= $)",
    rf"(?:sorge|veranlasse|schaue|sehe|kummere)(?: \w+){{0,4}}? dass (?:sie|du|man|ihr anruf|der anruf){GAP}"
    rf" (?:{DONE} (?:werden|wirst|wird)|{OVER}?(?:verbindet|stellt|leitet))",
    rf"(?:habe?(?: ich)?|haben wir|wir haben){FILL} {WHOM}{GAP} {DONE}",
)
YOU_ARE_CONNECTED = (
    rf"(?:{YOU_WILL}|{CALL}(?: (?:an|fur|von)(?: \w+){{1,4}})? wird|wird {CALL}){GAP} {DONE}"
    r"(?! (?:worden|wurden|wurde) )",
    rf"(?:(?<=^ )|es )wird{FILL} {DONE}",
    rf"(?:es wird{FILL} {SOON}|{SOON} wird){FILL}(?: {TO}(?: \w+){{1,6}}?)? {DONE}(?= $)",
    rf"(?:sie sind|du bist|{CALL} ist){FILL} (?:auf dem weg|unterwegs) (?:zu[rm]?|ins?|an) {SOMEONE}",
    rf"(?:sie sind|sind sie|wir sind|sie wurden|wurden sie|du bist|du wurdest|{CALL} (?:ist|wurde)){FILL}"
    rf" (?:{SOON}|gerade|eben){GAP} {DONE}",
    rf"(?:sie sind|du bist|{CALL} ist){FILL}(?: {TO}(?: \w+){{1,6}}?)? (?!verbunden|vermittelt){DONE}",
    rf"{YOU_WILL}{FILL} {SOON}{FILL} (?:(?:von(?: \w+){{1,6}}? )?ubernommen|(?:von )?{SOMEONE}(?: \w+){{0,4}}?"
    r" (?:betreut|beraten|begrusst|bedient|empfangen|zugewiesen|zugeteilt))",
    rf"(?:man|jemand) wird{FILL} {YOU}{FILL} {SOON}{GAP} {TO_DO}",
    rf"(?:verbindet|vermittelt|(?:stellt|leitet|gibt|reicht)(?={GAP} {AWAY}{ENDS})){FILL} {YOU}{FILL} {SOON}",
    rf"(?:sie sind|sie befinden sich|sie stehen|du bist|{CALL} (?:ist|befindet sich))(?: \w+){{0,5}}?"
    rf" (?:in )?(?:der|unserer) (?:\w+ )?(?:\w*warteschlange|{MOVING})",
    rf"{CALL} (?:(?:klingelt|lautet){FILL} (?:druben|in|im|am)|(?:(?:klingelt|lautet){FILL}"
    rf"|(?:ist|liegt|lauft|landet){FILL} {SOON}{FILL}) beim?)",
    rf"sie gehen{FILL} {SOON}{FILL} an {SOMEONE}",
    rf"(?:sie (?:kommen|rucken|gehen)|kommen sie|du kommst|kommst du|{CALL} kommt){FILL} {QUEUE}",
    rf"(?:sie gelangen|du gelangst|sie kommen {SOON}|{SOON} kommen sie|du kommst {SOON}"
    rf"|{CALL} (?:geht|wandert|landet|lauft|springt)(?: raus)?){FILL}"
    rf"(?<!besten)(?<!bitte)(?<!einfach) (?:{TO}(?! (?:spat|lasten|unsere kosten|ihre|band) )|{ACROSS}|weiter"
    r"|durch(?= $))",
    rf"(?:sie landen|du landest){FILL} (?:bei|beim|an|zu|zur|zum)",
    rf"(?:(?:{CALL}|ihre leitung) wird|{YOU_WILL}(?: von mir)?{FILL} {SOON}){GAP}"
    r" (?:(?:an|auf|in) (?:den|die|das)|ans|ins|zum|zur)(?: \w+){1,5}?"
    r" (?:gelegt|gestellt|geleitet|gegeben|geschaltet)",
    rf"{i('weis teil ordn')} {CALL}{GAP} zu(?= $)|{CALL} ubernimmt|(?:fuhrt|setzt) {CALL}{GAP} (?:fort|weiter)",
    rf"(?:{CALL} wird|wird {CALL}){GAP} "
    + one_of("ubermittelt zugewiesen zugeteilt entgegengenommen angenommen ubernommen beantwortet"),
    rf"(?:sie sprechen|du sprichst|ihr sprecht){FILL} {SOON}{FILL} mit(?!(?: \w+){{0,4}}? (?:assistent\w*|bot|ki) )",
    rf"{SOON}{FILL} (?:sprechen sie|sprichst du){FILL} mit",
    rf"{YOU_WILL}{FILL} {SOON}{FILL} (?:mit(?: \w+){{1,8}}? {TALK}"
    rf"|(?:{SOMEONE}|die stimme)(?: \w+){{0,4}}? horen|beim?(?: \w+){{1,5}}? landen)",
    rf"(?:(?:sie haben|haben sie|du hast|hast du){FILL} {SOON}|(?<=^ )(?:dann|{SOON}){FILL} (?:haben sie|hast du))"
    rf"(?: \w+){{1,8}}? (?:{AT_THE_PHONE}|dran)(?= $)",
    rf"(?:sie (?:bekommen|kriegen|erreichen|horen|haben)|du (?:bekommst|kriegst|erreichst|horst)){FILL} {SOON} "
    rf"(?:{SOMEONE}|die stimme|{TONE})",
    rf"{SOON} (?:bekommen sie|erreichen sie|horen sie|bekommst du|horst du){FILL} (?:{SOMEONE}|die stimme|{TONE})",
)
IT_IS_MADE = (
    rf"(?<=^ )(?:{SOON} )?(?:die |ihre |der )?{MOVING}{FILL} {TO}"
    r"(?:(?! (?:ist|war|hat|kostet|dauert|wird|nach|ab) ) \w+){1,5}(?= $)",
    rf"{MOVING}(?: {TO}(?: \w+){{1,6}}?)?{FILL} (?:lauft|erfolgt|(?:startet|beginnt)(?! [au]m )|folgt|veranlasst"
    rf"|steht{FILL} {SOON}|(?:wird|ist){FILL} (?:{UNDERWAY}|im gange|in arbeit))",
    rf"(?:habe?(?: ich)?|haben wir){FILL} (?:die|eine) {MOVING} {TO}(?: \w+){{1,6}}? {UNDERWAY}",
    rf"leitung {TO}(?: \w+){{1,6}}? wird{FILL} {UNDERWAY}|(?:es|{SOON}) (?:er)?(?:folgt|beginnt|startet|lauft)"
    rf"{FILL} (?:die|der|ihre|eine) {MOVING} {TO}",
    rf"wird{FILL} (?:die|eine) {MOVING}{GAP} {UNDERWAY}|(?<=^ )(?:das )?{TO_DO}{FILL} lauft",
    rf"{i('mach schalt offn stell bau nehm')} (?:die|eine) (?:leitung|verbindung) {TO}(?: \w+){{1,6}} auf",
    rf"{i('start veranlass beginn mach stell bau leit initiier')} (?:die|den|eine|einen|ihre|mit der|mit dem)"
    rf" (?:\w+ )?(?:{MOVING}|konferenz\w*|dreier\w+){NO_PERSON}(?!(?: \w+){{0,4}} wieder her )",
    rf"{i('aktivier los')} (?:die|den|eine) {MOVING} {TO}|wahle?(?: ich)?{FILL}(?: \w+){{1,4}}? an(?= $)",
    rf"wahle?(?: ich)?{FILL} (?:die|den|das|ihre) (?:\w+ )?"
    r"(?:durchwahl|nebenstelle|(?:apparat|\w*nummer|anschluss) (?:von|vom|des|der|fur))",
    rf"(?:es (?:klingelt|lautet|tutet)|(?:klingelt|lautet|tutet) es){FILL}"
    rf" (?:{SOON}|schon|bereits|gerade|beim?(?! (?:ihnen|dir|mir) ))",
    rf"(?:apparat|telefon|leitung|anschluss)(?: \w+){{0,5}}? (?:klingelt|lautet){FILL}(?= $)",
    r"beim?(?! (?:ihnen|dir|mir|uns) )(?: \w+){1,4} (?:klingelt|lautet) es",
    rf"(?:(?:ertont|kommt|folgt){FILL} {SOON}|{SOON} (?:ertont|kommt|folgt)){FILL} {TONE}",
    rf"(?:durchwahl|\w*nummer)(?: \w+){{0,4}}? wird{FILL} (?:an)?gewahlt",
    rf"(?:klinge?l|laut)e?(?: ich)?{FILL} beim? (?:\w+ ){{1,4}}?(?:durch|an)(?= $| und (?:stelle|verbinde|gebe) )",
)
