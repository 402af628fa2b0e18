"""How a transfer is promised in German."""

from adapter.tool_calls.promises.grammar import Grammar, one_of

_SOON = (
    r"(?:jetzt|nun|gleich|glei|sofort|sogleich|umgehend|soeben|augenblicklich|unverzuglich|als nachste[rs]?"
    r"|in(?: \w+){0,3}? (?:kurze|sekunden?|minuten?|augenblick\w*|moment\w*)|im nachsten (?:moment|augenblick)"
    r"|jeden (?:moment|augenblick)|jede (?:sekunde|minute)|(?:ab|von) (?:hier|jetzt|sofort|nun|da)(?: ab| an)?)"
)
_FILLER = one_of(
    """
    mal eben kurz schnell rasch direkt gerade grad gerne? bitte hier also dann da noch nochmal auch schon bereits wieder
    zuruck einfach hiermit lieber selbst personlich einmal halt doch erst zuerst g g?schwind geschwind fix flott zugig
    naturlich selbstverstandlich deshalb daher darum deswegen wohl ja so vorsichtshalber sodann sehr ganz dafur ihnen
    dir euch
    """
)
_FILL = rf"(?: (?:{_SOON}|{_FILLER}|am besten|fur sie|zu diesem zweck)){{0,5}}?"
_GAP = r"(?: \w+){0,10}?"

_YOU = r"(?:sie|dich|di|euch|uns|eahna)(?! (?:ihnen|dir|euch|sich) )"
_CALL = (
    r"(?:(?:(?:ihr|dein|unser|eur|diese)(?:en|e|s)?|euer|de[nr]|das) (?:\w+ )?|(?<=^ ))"
    r"(?:anruf|gesprach|telefonat|telefongesprach|horer|call)"
    r"(?! (?:verlauf|mitschnitt|historie|listen?|protokolle?|notiz\w*|daten|statistik|aufzeichnung\w*|archiv) )"
)
_WHOM = rf"(?:{_YOU}|{_CALL})"
_PERSON = one_of(
    r"""
    jemand(?:en|em)? herrn? frau doktor dr mensch(?:en)? mann person mama papa verstarkung mutter vater bruder
    \w*kolleg\w+ \w*berater \w*betreuer \w*mitarbeit(?:er|ende)\w* \w*techniker \w*mechaniker \w*spezialist\w*
    \w*expert\w+ \w*arzte? \w*arztin \w*schwester \w*pfleger \w*chef \w*chefin \w*leiter \w*meister \w*vorgesetzte\w*
    \w*bearbeiter \w*partner \w*fachmann \w*fachfrau \w*fachkraft \w*leute \w*verkaufer agent agenten \w*anwalt
    \w*anwaltin hebamme \w*dolmetscher monteur concierge \w*manager \w*makler disponent\w* \w*beauftragte\w*
    \w*angestellte\w* verantwortliche\w* zustandige\w* diensthabende\w* \w*direktor inspektor apotheker \w*planer
    referent\w* \w*vertreter profi \w*prufer trainer \w*lehrer koch wirt notar pfarrer gutachter ingenieur hofrat
    vorstand hauswart psychologen? \w*therapeut\w* \w*ratin kochin wirtin \w{3,}(?:er|ist|or|eur|og|ant|ent)in
    \w{3,}innen
    """
)
_PLACE = r"\w*" + one_of(
    """
    abteilung team dienst services? support hotline zentrale empfang rezeption sekretariat buro verwaltung buchhaltung
    vertrieb verkauf einkauf versand lager werkstatt praxis station ambulanz aufnahme klinik apotheke labor kuche amt
    stelle behorde kasse pforte wache polizei feuerwehr technik annahme beratung betreuung schaden vermittlung
    direktion fuhrung leitung reservierung buchung bereich schalter desk filiale disposition redaktion kanzlei logistik
    schule logie chirurgie therapie restaurant spa center level abrechnung anmeldung planung sprechstunde vergabe
    aufsicht management inkasso regulierung spedition loge garage zentrum agentur institut studio werft verlag gericht
    museum theater ordination iatrie erei konditorei
    """
)
_THE = r"(?:(?:de[nrm]|die|das|zur|zum|beim|vom|(?:ein|mein|unser|ihr|dein)(?:e[nrms]?)?) )?"
_SOMEONE = rf"{_THE}(?:(?!(?:beim?|vo[nm]|de[sr]|aus|zu|zu[rm]|mit|fur|an|im|in) )\w+ ){{0,2}}?(?:{_PERSON}|{_PLACE})"
_PHONE = r"(?:\w+ )?(?:\w*telefon|apparat|horer|leitung|strippe|rohr|ohr)"
_AT_THE_PHONE = rf"(?:(?:am|(?:an|in) (?:de[rm]|ihrer|ihrem|deinem|unserer|dieser)) {_PHONE}|am anderen ende)"
_TO_THE_PHONE = (
    r"(?:ans|ins|zum|auf die|mit in|(?:an|in) (?:das|den|die|ihr|dein|unsere?|diese|dieses|ihre)) "
    rf"(?:{_PHONE}|(?:\w+ )?(?:telefonat|gesprach|verbindung|anruf|konferenz\w*))"
)
_TONE = r"(?:ein|das) (?:freizeichen|rufzeichen|klingeln|klingelzeichen|tuten)"
_QUEUE = (
    r"(?:in|auf|an) (?:die|der|eine|unsere)(?: \w+){0,3}? "
    r"(?:\w*warteschlange|schlange|\w*warteposition|warteschleife (?:fur|der|des|von|vom|zur|zum))"
)
_NO_PERSON = (
    r"(?!(?: \w+){0,3}? \w*(?:flughafen|airport|bahnhof|hotel|hafen|terminal|strand|nummer|handy|mobiltelefon|mailbox|"
    r"adresse|postfach|mail|server|internet|wlan|netz|netzwerk|router|drucker|app|gerat|konto|rechner|computer|"
    r"datenbank|system|umstieg|umstiegen|ausgang|eingang|verspatung|schlussel|sprache|modus|deutsch|englisch|erzeit) )"
)
_TO = rf"(?:an|zu|zur|zum|mit|in|auf){_NO_PERSON}"
_ENDS = r"(?= $| (?:ans?|zu|zur|zum|ins?|auf|mit|beim?|und|bitte|jetzt|nun|gleich|ja|gell|okay|dann) )"

_JOIN = one_of(
    """
    verbind vermitte?l ubergeb uberstell uberleit uberfuhr uberantwort transferier transfer rout connect forward
    eskalier beam
    """
)
_SEND = one_of(
    """
    stell leit geb reich schalt schick schieb leg lass lots hol bring send spiel werf fuhr schleus nehm tu schliess
    hang druck stops(?:el|l) gib geleit verbind vermitte?l
    """
)
_SENT = one_of("geleitet gestellt geschaltet gereicht gegeben geschickt gelegt geholt gebracht gefuhrt gelotst")
_AWAY = one_of("weiter durch umi ruber hinuber heruber nuber rauf hinauf runter hinunter hoch rein hinein zusammen")
_OVER = rf"(?:{_AWAY}|um(?!stell|gestell)|uber|ab(?=geb|zugeb|gegeb)|hinzu|dazu|zu(?=schalt|zuschalt|geschalt))"
_ACROSS = r"(?:r|hin|her|n)uber"
_BRING_ACROSS = rf"{_ACROSS}(?!(?:zu|ge)?(?:kopier|lad|schreib|komm|geh|fahr|trag|zieh))"
_TO_DO = rf"(?:(?:(?:{_OVER})?{_JOIN}|{_OVER}{_SEND})e?n|{_BRING_ACROSS}\w{{3,}}n)"
_ZU_DO = rf"(?:(?:zu {_JOIN}|{_OVER}zu(?:{_JOIN}|{_SEND}))e?n|{_BRING_ACROSS}zu\w{{3,}}n)"
_DONE = (
    rf"(?:(?:{_OVER})?(?:verbunden|vermittelt)|{_OVER}{_SENT}|ubergeben|uberstellt|transferiert|geroutet|eskaliert"
    rf"|{_BRING_ACROSS}ge\w{{3,}}|in (?:verbindung|kontakt) (?:gesetzt|gebracht)"
    rf"|(?:{_QUEUE}|in die leitung (?:zu[rm]?|vo[nm]|de[rs]))(?: \w+){{0,6}}?"
    r" (?:gestellt|gesetzt|platziert|eingereiht|gelegt|aufgenommen|ubergeben|weitergeleitet))"
)
_DO = rf"(?:(?:{_OVER})?{_JOIN}(?:e|e?n)?|{_OVER}{_SEND}(?:e|e?n)?|{_DONE} habe)"
_MOVING = (
    r"(?:(?:anruf|ruf|gesprachs)?(?:weiterleitung|umleitung|ubergabe)|(?:weiter)?(?:vermittlung|verbindung)|transfer"
    r"|durchstellung|umschaltung|uberleitung|verbindungsaufbau)"
    r"(?: (?:ihre?s|deines|des) (?:anruf|gesprach|telefonat)s)?(?! (?:ihre?[rs]|deine[rs]|des) )"
)
_UNDERWAY = one_of("hergestellt aufgebaut gestartet eingeleitet veranlasst geschaltet geoffnet")


def _i(stems: str) -> str:
    """The first person of verbs, the subject before it, after it or left out."""
    stem = one_of(stems)
    return rf"(?:{stem}e?(?: ich)?|wir {stem}e?n|{stem}e?n wir){_FILL}"


def _i_just(stems: str) -> str:
    """The same without an object, which must not stand before the verb either: "Fragen leite ich weiter"."""
    stem = one_of(stems)
    first = one_of(
        "ich wir und jetzt nun dann also gleich sofort so deshalb daher darum somit hiermit da damit okay gut"
    )
    about = rf"(?<=^ )(?:fur|bei|zu|mit|wegen)(?: \w+){{1,4}}? (?={stem}\w* ich)"
    return rf"(?:(?<=^ )|{about}|{first} ){stem}(?:e|e?n)?(?: ich| wir)?{_FILL}"


_I_WILL = (
    r"(?:werde?(?: ich)?|wir werden|werden wir|(?:ich|dann|nun|jetzt|so|hiermit) darf(?: ich)?|lassen sie (?:mich|uns)"
    rf"|lasst? (?:mich|uns)|(?:lass|tu)e?(?: ich)?|wir tun|dann will ich|darf ich(?= {_WHOM} {_SOON} )"
    rf"|(?:will(?: ich)?|wollen wir|wir wollen)(?= {_WHOM}(?: \w+)? (?:{_SOON}|mal|schnell|rasch|kurz) )){_FILL}"
)
_I_TRY = (
    r"(?:(?:(?<=^ )|(?:ich|und|jetzt|nun|dann) )(?:versuche?|probiere?|beginne|fange|erlaube)|wir versuchen"
    r"|versuchen wir|werde? versuchen|(?:bin|sind)(?: \w+){0,4}? (?:dabei|dran))(?: \w+){0,4}?"
)
_YOU_WILL = r"(?:sie werden|werden sie|du wirst|wirst du|ihr werdet|werdet ihr|wir werden|werden wir)"
_WITH_YOU = r"(?:mit|zu) (?:ihnen|dir|euch)"
_TALK = r"(?:sprechen|reden|telefonieren)"

_I_CONNECT = (
    rf"{_i(_JOIN)} {_WHOM}|{_WHOM} {_JOIN}e? ich|{_i(_SEND)} {_WHOM}{_GAP} {_AWAY}{_ENDS}",
    rf"(?:(?:ich|wir) \w+|\w+ (?:ich|wir)){_FILL} {_WHOM}"
    rf"(?:{_GAP} {_ACROSS}|{_FILL} {_TO}(?: \w+){{1,6}}? (?:durch|weiter)"
    rf"|{_FILL} durch(?= (?:zu[rm]?|ins?|ans?){_NO_PERSON} )){_ENDS}",
    rf"{_i('schalt stell hol nehm bind zieh')} (?:sie|ihn){_FILL} (?:dazu|hinzu)(?= $)",
    rf"{_i('leit leg schalt hang schwenk stops(?:el|l)')} {_WHOM}{_GAP} (?:um|uber){_ENDS}",
    rf"{_i('geb tret')} {_WHOM}{_GAP} ab{_ENDS}|{_i('leg schalt hang stell leit geb klemm steck')} {_WHOM}{_FILL}"
    r" (?:d(?:a|ort)hin|drauf|dran|hin)(?= $)",
    rf"{_CALL} {_SEND}(?:e? ich|e?n wir){_GAP} (?:{_AWAY}|um|uber|ab){_ENDS}",
    rf"{_i('leit geb schalt switch lots lenk dirigier ubermitte?l reich hang')} {_WHOM}{_FILL} (?:an|zu|zur|zum)"
    rf"{_NO_PERSON}(?! (?:{_PHONE}|frage|verfugung|ihnen|dir|mir) )",
    rf"{_i('schick send hol fuhr leg schalt bring stell schieb pack werf steck klemm hang tu')} {_WHOM}{_FILL}"
    rf" (?:an|zu|zur|zum|in|auf) {_THE}(?:\w+ )?(?:apparat|nebenstelle|anschluss|durchwahl"
    rf"|leitung (?:vo[nm]|de[rs]|zu[rm]?)|{_PLACE} {_AWAY})",
    rf"{_i('geb')} {_YOU}{_FILL} (?:in|ins) (?:\w+ )?{_PLACE}",
    rf"{_i('bring lots fuhr schick')} {_YOU}{_FILL} {_SOON}{_FILL} zu[rm]? (?!kasse|schalter){_SOMEONE}",
    rf"{_i('leit geb schalt leg stell schick send spiel werf bring')} {_CALL}{_FILL} "
    r"(?:an|zu[rm]?(?! akten)|(?:auf|in) (?:den|die|das|zimmer))",
    rf"{_i('leg schalt')} {_YOU}{_FILL} auf (?:{_SOMEONE}|(?:das|ihr|sein) handy(?= $| vo[nm] ))",
    rf"{_i('ubergeb geb reich')} (?:das wort|das telefon|den horer)",
    rf"{_i('bring setz stell')} {_YOU}{_GAP} (?:ins?|im) (?:\w+ )?(?:verbindung|kontakt|gesprach)",
    rf"{_i('setz stell reih leg pack nehm geb schick ordn hang platzier tu')} {_WHOM}{_FILL} {_QUEUE}",
    rf"{_i('uberlass vertrau lass geb leg')} {_YOU}{_GAP} (?:hande?n?|obhut|{_PERSON}(?: \w+){{0,2}} an(?= $))",
    rf"{_i('uberlass')} {_YOU}{_FILL} {_SOMEONE}|{_i_just(_JOIN)}(?= $| {_TO} | weiter | durch )",
    rf"{_i_just('stell leit leg verbind vermitte?l schalt')}(?: {_TO}(?: \w+){{1,8}}?)? (?:{_AWAY}|um|uber){_ENDS}",
    rf"{_i_just('geb reich')} (?:an {_SOMEONE}(?: \w+){{0,3}}? (?:{_AWAY}|ab)|(?:{_AWAY}|ab)(?= $| an ))",
    rf"{_I_WILL} {_WHOM}{_GAP} (?:{_TO_DO}|(?:mit|zu) {_SOMEONE}(?: \w+){{0,4}}? {_TALK}"
    r"|(?:hande|obhut|leitung|den apparat)(?: \w+){0,5}? (?:(?:uber)?geben|legen|schalten))",
    rf"(?:ich werde|werde ich|ich darf|ich lasse?|lasse? ich){_FILL}(?: {_TO}(?: \w+){{1,6}}?)? {_TO_DO}(?= $| {_TO} )",
    rf"{_I_TRY} {_WHOM}{_GAP} {_ZU_DO}",
    rf"(?:(?:erlauben|gestatten) sie(?: mir)?(?: dass ich)?|freue? mich|(?:freude|vergnugen|ehre)(?: \w+)?) {_WHOM}"
    rf"{_GAP} (?:{_ZU_DO}|{_DO})",
    rf"(?:bin|sind)(?: \w+){{0,3}}? (?:am|beim) {_TO_DO}",
    rf"(?:wahrend|indem|solange|weshalb|weswegen|bis) (?:ich|wir){_FILL} {_WHOM}{_GAP} {_DO}",
    rf"(?:mit|zu|an) (?:de[mnr]|die|denen) (?:(?:ich|wir) {_WHOM}{_FILL} {_SOON}{_FILL} {_DO}"
    rf"|{_SEND}(?:e? ich|e?n wir) {_WHOM}{_FILL})(?= $)",
    rf"(?:sorge|veranlasse|schaue|sehe|kummere)(?: \w+){{0,4}}? dass (?:sie|du|man|ihr anruf|der anruf){_GAP}"
    rf" (?:{_DONE} (?:werden|wirst|wird)|{_OVER}?(?:verbindet|stellt|leitet))",
    rf"(?:habe?(?: ich)?|haben wir|wir haben){_FILL} {_WHOM}{_GAP} {_DONE}",
)
_YOU_ARE_CONNECTED = (
    rf"(?:{_YOU_WILL}|{_CALL}(?: (?:an|fur|von)(?: \w+){{1,4}})? wird|wird {_CALL}){_GAP} {_DONE}"
    r"(?! (?:worden|wurden|wurde) )",
    rf"(?:(?<=^ )|es )wird{_FILL} {_DONE}",
    rf"(?:es wird{_FILL} {_SOON}|{_SOON} wird){_FILL}(?: {_TO}(?: \w+){{1,6}}?)? {_DONE}(?= $)",
    rf"(?:sie sind|du bist|{_CALL} ist){_FILL} (?:auf dem weg|unterwegs) (?:zu[rm]?|ins?|an) {_SOMEONE}",
    rf"(?:sie sind|sind sie|wir sind|sie wurden|wurden sie|du bist|du wurdest|{_CALL} (?:ist|wurde)){_FILL}"
    rf" (?:{_SOON}|gerade|eben){_GAP} {_DONE}",
    rf"(?:sie sind|du bist|{_CALL} ist){_FILL}(?: {_TO}(?: \w+){{1,6}}?)? (?!verbunden|vermittelt){_DONE}",
    rf"{_YOU_WILL}{_FILL} {_SOON}{_FILL} (?:(?:von(?: \w+){{1,6}}? )?ubernommen|(?:von )?{_SOMEONE}(?: \w+){{0,4}}?"
    r" (?:betreut|beraten|begrusst|bedient|empfangen|zugewiesen|zugeteilt))",
    rf"(?:man|jemand) wird{_FILL} {_YOU}{_FILL} {_SOON}{_GAP} {_TO_DO}",
    rf"(?:verbindet|vermittelt|(?:stellt|leitet|gibt|reicht)(?={_GAP} {_AWAY}{_ENDS})){_FILL} {_YOU}{_FILL} {_SOON}",
    rf"(?:sie sind|sie befinden sich|sie stehen|du bist|{_CALL} (?:ist|befindet sich))(?: \w+){{0,5}}?"
    rf" (?:in )?(?:der|unserer) (?:\w+ )?(?:\w*warteschlange|{_MOVING})",
    rf"{_CALL} (?:(?:klingelt|lautet){_FILL} (?:druben|in|im|am)|(?:(?:klingelt|lautet){_FILL}"
    rf"|(?:ist|liegt|lauft|landet){_FILL} {_SOON}{_FILL}) beim?)",
    rf"sie gehen{_FILL} {_SOON}{_FILL} an {_SOMEONE}",
    rf"(?:sie (?:kommen|rucken|gehen)|kommen sie|du kommst|kommst du|{_CALL} kommt){_FILL} {_QUEUE}",
    rf"(?:sie gelangen|du gelangst|sie kommen {_SOON}|{_SOON} kommen sie|du kommst {_SOON}"
    rf"|{_CALL} (?:geht|wandert|landet|lauft|springt)(?: raus)?){_FILL}"
    rf"(?<!besten)(?<!bitte)(?<!einfach) (?:{_TO}(?! (?:spat|lasten|unsere kosten|ihre|band) )|{_ACROSS}|weiter"
    r"|durch(?= $))",
    rf"(?:sie landen|du landest){_FILL} (?:bei|beim|an|zu|zur|zum)",
    rf"(?:(?:{_CALL}|ihre leitung) wird|{_YOU_WILL}(?: von mir)?{_FILL} {_SOON}){_GAP}"
    r" (?:(?:an|auf|in) (?:den|die|das)|ans|ins|zum|zur)(?: \w+){1,5}?"
    r" (?:gelegt|gestellt|geleitet|gegeben|geschaltet)",
    rf"{_i('weis teil ordn')} {_CALL}{_GAP} zu(?= $)|{_CALL} ubernimmt|(?:fuhrt|setzt) {_CALL}{_GAP} (?:fort|weiter)",
    rf"(?:{_CALL} wird|wird {_CALL}){_GAP} "
    + one_of("ubermittelt zugewiesen zugeteilt entgegengenommen angenommen ubernommen beantwortet"),
    rf"(?:sie sprechen|du sprichst|ihr sprecht){_FILL} {_SOON}{_FILL} mit(?!(?: \w+){{0,4}}? (?:assistent\w*|bot|ki) )",
    rf"{_SOON}{_FILL} (?:sprechen sie|sprichst du){_FILL} mit",
    rf"{_YOU_WILL}{_FILL} {_SOON}{_FILL} (?:mit(?: \w+){{1,8}}? {_TALK}"
    rf"|(?:{_SOMEONE}|die stimme)(?: \w+){{0,4}}? horen|beim?(?: \w+){{1,5}}? landen)",
    rf"(?:(?:sie haben|haben sie|du hast|hast du){_FILL} {_SOON}|(?<=^ )(?:dann|{_SOON}){_FILL} (?:haben sie|hast du))"
    rf"(?: \w+){{1,8}}? (?:{_AT_THE_PHONE}|dran)(?= $)",
    rf"(?:sie (?:bekommen|kriegen|erreichen|horen|haben)|du (?:bekommst|kriegst|erreichst|horst)){_FILL} {_SOON} "
    rf"(?:{_SOMEONE}|die stimme|{_TONE})",
    rf"{_SOON} (?:bekommen sie|erreichen sie|horen sie|bekommst du|horst du){_FILL} (?:{_SOMEONE}|die stimme|{_TONE})",
)
_IT_IS_MADE = (
    rf"(?<=^ )(?:{_SOON} )?(?:die |ihre |der )?{_MOVING}{_FILL} {_TO}"
    r"(?:(?! (?:ist|war|hat|kostet|dauert|wird|nach|ab) ) \w+){1,5}(?= $)",
    rf"{_MOVING}(?: {_TO}(?: \w+){{1,6}}?)?{_FILL} (?:lauft|erfolgt|(?:startet|beginnt)(?! [au]m )|folgt|veranlasst"
    rf"|steht{_FILL} {_SOON}|(?:wird|ist){_FILL} (?:{_UNDERWAY}|im gange|in arbeit))",
    rf"(?:habe?(?: ich)?|haben wir){_FILL} (?:die|eine) {_MOVING} {_TO}(?: \w+){{1,6}}? {_UNDERWAY}",
    rf"leitung {_TO}(?: \w+){{1,6}}? wird{_FILL} {_UNDERWAY}|(?:es|{_SOON}) (?:er)?(?:folgt|beginnt|startet|lauft)"
    rf"{_FILL} (?:die|der|ihre|eine) {_MOVING} {_TO}",
    rf"wird{_FILL} (?:die|eine) {_MOVING}{_GAP} {_UNDERWAY}|(?<=^ )(?:das )?{_TO_DO}{_FILL} lauft",
    rf"{_i('mach schalt offn stell bau nehm')} (?:die|eine) (?:leitung|verbindung) {_TO}(?: \w+){{1,6}} auf",
    rf"{_i('start veranlass beginn mach stell bau leit initiier')} (?:die|den|eine|einen|ihre|mit der|mit dem)"
    rf" (?:\w+ )?(?:{_MOVING}|konferenz\w*|dreier\w+){_NO_PERSON}(?!(?: \w+){{0,4}} wieder her )",
    rf"{_i('aktivier los')} (?:die|den|eine) {_MOVING} {_TO}|wahle?(?: ich)?{_FILL}(?: \w+){{1,4}}? an(?= $)",
    rf"wahle?(?: ich)?{_FILL} (?:die|den|das|ihre) (?:\w+ )?"
    r"(?:durchwahl|nebenstelle|(?:apparat|\w*nummer|anschluss) (?:von|vom|des|der|fur))",
    rf"(?:es (?:klingelt|lautet|tutet)|(?:klingelt|lautet|tutet) es){_FILL}"
    rf" (?:{_SOON}|schon|bereits|gerade|beim?(?! (?:ihnen|dir|mir) ))",
    rf"(?:apparat|telefon|leitung|anschluss)(?: \w+){{0,5}}? (?:klingelt|lautet){_FILL}(?= $)",
    r"beim?(?! (?:ihnen|dir|mir|uns) )(?: \w+){1,4} (?:klingelt|lautet) es",
    rf"(?:(?:ertont|kommt|folgt){_FILL} {_SOON}|{_SOON} (?:ertont|kommt|folgt)){_FILL} {_TONE}",
    rf"(?:durchwahl|\w*nummer)(?: \w+){{0,4}}? wird{_FILL} (?:an)?gewahlt",
    rf"(?:klinge?l|laut)e?(?: ich)?{_FILL} beim? (?:\w+ ){{1,4}}?(?:durch|an)(?= $| und (?:stelle|verbinde|gebe) )",
)
_SOMEBODY_TAKES_OVER = (
    rf"(?:ubernimmt|(?<!wir )ubernehmen){_FILL} (?:{_WHOM}|fur mich|an dieser stelle|{_SOON}(?: die leitung)?(?= $))",
    rf"(?:(?:{_SOON}|hier|es){_FILL} ubernimmt|das ubernimmt{_FILL} {_SOON}){_FILL} {_SOMEONE}",
    rf"wird{_FILL} (?:sich )?(?:{_WHOM}{_FILL} )?{_SOON}(?: \w+){{0,4}}? (?:ubernehmen|fortfuhren|begrussen|zuschalten"
    rf"|abnehmen|abheben|rangehen|drangehen|entgegennehmen|{_TO_THE_PHONE} (?:kommen|gehen)|{_WITH_YOU} sprechen"
    r"|weiterhelfen|helfen|um (?:sie|dich|euch) kummern|betreuen|beraten|dazukommen|hinzukommen)",
    rf"wird{_FILL} {_WHOM}(?: mit ihnen)?{_FILL} (?:(?:fort|weiter)fuhren|ubernehmen|entgegennehmen|annehmen"
    rf"|in empfang nehmen)|wird{_FILL} {_SOON}(?: \w+){{0,2}}? (?:dazu|hinzu|zu)(?:geschaltet|geholt|gezogen|gerufen)",
    rf"(?:hilft|begleitet|betreut|berat|begrusst|bedient|hort) (?:ihnen|dir|euch|sie|dich){_FILL} {_SOON}",
    rf"{_SOON} (?:hilft|betreut|berat|begrusst|bedient|kummert sich|macht) "
    rf"(?:(?:\w+ ){{0,6}}?(?:weiter|um sie|um dich|sie|dich)|(?:ihnen|dir) {_SOMEONE})",
    rf"kummert sich{_FILL} {_SOON}{_FILL} um (?:sie|dich|euch)|macht{_FILL} (?:{_SOON}{_FILL}|mit ihnen) weiter",
    rf"{_i('lass')} {_SOMEONE}(?: \w+){{0,3}}? (?:d?ran|ubernehmen)(?= $)",
    rf"(?:{_PERSON}|{_PLACE})(?: \w+){{0,5}}? (?:ist|sind){_FILL} {_SOON}{_FILL} fur (?:sie|dich) da(?= $)",
    rf"(?:nimmt|nehmen){_FILL} (?:{_WHOM}{_FILL} (?:entgegen|an(?= $)|in empfang)|{_SOON} ab(?= $))",
)
_SOMEBODY_COMES = (
    rf"(?:kommt|geht|kommen|schaltet sich|meldet sich){_FILL}(?: \w+){{0,4}}? (?:{_TO_THE_PHONE}|am anderen ende)",
    rf"(?:kommt|geht|schaltet sich|hebt){_FILL} {_SOON}(?: \w+){{0,3}}? (?:ran|dran|dazu|hinzu|zu|ab)(?= $)",
    rf"(?:spricht|sprechen|redet|telefoniert){_FILL} {_SOON}{_FILL} {_WITH_YOU}",
    rf"{_SOON} (?:spricht|redet)(?: \w+){{1,6}}? {_WITH_YOU}",
    r"schaltet sich(?: \w+){1,5}? (?:dazu|zu|hinzu)(?= $)",
    rf"gehts?(?: e?s)?(?: \w+){{0,4}}? (?:weiter|{_ACROSS}) (?:zu|zur|zum|mit|beim?|in) {_SOMEONE}",
    rf"gehts?{_FILL} (?:es )?{_SOON}{_FILL} (?:mit|beim?|in) (?!ihre|deine){_SOMEONE}(?: \w+){{0,4}}? weiter(?= $)",
    rf"{_AT_THE_PHONE} meldet sich|haben dann(?: \w+){{1,6}}? {_AT_THE_PHONE}"
    rf"|(?:wird|werden)(?: \w+){{1,8}}? {_AT_THE_PHONE} (?:melden|sein|haben|sprechen)(?= $)",
    rf"(?:ist|(?<!sie )sind|steht|meldet sich|wartet){_FILL} {_SOON}{_FILL}"
    rf" (?:(?:\w+ ){{0,4}}?{_AT_THE_PHONE}|dran(?! mit )|(?:mit uns )?zugeschaltet)",
    rf"{_SOON}(?: \w+)? (?:haben sie|hast du|ist|sind|hat|wartet|steht|meldet sich)(?: \w+){{1,8}}? {_AT_THE_PHONE}",
    rf"(?:wartet{_FILL} auf (?:sie|dich)|erwartet (?:sie|dich)){_FILL} {_AT_THE_PHONE}"
    rf"|(?:wartet|ist|sind){_FILL} (?:schon|bereits) in (?:der|ihrer) leitung",
    rf"(?:{_PERSON}|{_PLACE})(?: \w+){{0,3}}? ist(?! noch ){_FILL} dran(?= $)|ist {_SOMEONE}{_FILL} dran(?= $)",
    rf"{_SOON} (?:hebt|nimmt|geht) {_SOMEONE}(?: (?!(?:den|die|das|ihnen|ihre?n?|zu) )\w+){{0,4}}? (?:ab|d?ran)(?= $)",
    rf"(?:(?:die|den) habe? (?:ich|wir){_FILL}|(?:habe?(?: ich)?|haben wir){_FILL} {_SOMEONE}(?: \w+){{0,4}}?)"
    rf" {_AT_THE_PHONE}(?= $| fur (?:sie|dich) )",
    r"(?:ich bitte|bitte ich|"
    rf"{_i('ruf hol bring nehm krieg bekomm schalt zieh lad setz geb besorg bind organisier leg lass')})"
    rf"(?: \w+){{1,9}}? {_TO_THE_PHONE}",
    rf"(?:werde|{_I_TRY}|lasse|will|lassen sie mich|lasst? mich)(?: \w+){{1,9}}? {_TO_THE_PHONE} (?:zu )?"
    + one_of("holen bitten rufen bekommen nehmen schalten kriegen bringen geben"),
    rf"(?:habe?(?: ich)?|haben wir)(?: \w+){{1,8}}? {_TO_THE_PHONE} (?:geholt|gebeten|gerufen|genommen|geschaltet)",
    rf"{_i('hol nehm schalt zieh ruf bind lad klink stell')} {_SOMEONE}(?: \w+){{0,4}}? "
    r"(?:dazu|hinzu|herbei|heran|ran|rein|ein|zu|herein|her)(?= $)",
    rf"(?:ich bitte|bitte ich){_FILL} {_SOMEONE}(?: \w+)?(?: {_WHOM})? zu ubernehmen",
    rf"(?:werde|{_I_TRY}|lassen sie mich|lasst? mich)(?: \w+){{1,9}}? "
    r"(?:hinzu|dazu|zu|herbei|heran|ein)(?:zu)?(?:zieh|hol|schalt|ruf|bind)en",
    rf"{_PERSON}(?: \w+){{0,6}}? (?:den|die) (?:geb|hol|ruf)e? ich{_FILL} (?:ihnen|dir)",
    rf"hole?(?: ich)?{_FILL} {_THE}(?:\w+ )?{_PERSON}(?!(?: \w+){{0,6}} ab )",
    rf"(?:geb|reich)e?(?: ich)?{_FILL} (?:ihnen|dir|euch){_FILL} {_THE}(?:\w+ )?(?:{_PERSON}|{_PLACE})"
    r"(?!(?: \w+){0,2}? (?:an|als|mit|bescheid|\w*nummer|durchwahl|\w*adresse) )",
    rf"(?:hier|da) (?:kommt|(?:ist|sind)(?=(?: \w+){{1,6}} fur (?:sie|dich) )){_FILL} {_SOMEONE}",
    rf"(?:weiter|ab|auf|los|{_ACROSS}) (?:mit|fur) (?:ihnen|dir|euch|sie|dich) (?:zu[rm]?|ins?|ans?|auf)",
    rf"(?<=^ )(?:(?:na|also|so|gut) )?(?:dann|jetzt|nun){_FILL} (?:weiter|ab|los|{_ACROSS}){_FILL}"
    rf" (?:zu[rm]?|ins?|ans?) (?!arzt){_SOMEONE}(?= $| (?:vo[nm]|aus|fur|in|im|de[rs]) )",
    rf"{_PERSON}(?: \w+){{0,5}}? ubernimmt(?= $)",
    rf"(?:weiter|ab|auf|los) gehts?(?: es| s)?{_FILL} (?:zu|zur|zum|in|mit|bei) {_SOMEONE}",
)
_NO_NAME = (
    r"(?!\w*(?:code|link|plan|weg|tipp|hinweis|rat|rabatt|beleg|vertrag|namen|stand|kontakt|uberblick|zettel|brief|"
    r"schlussel|zugang|betrag|text|bescheid|gutschein|auftrag|termin|preis|rest|tarif|bericht|ausdruck|wert|satz|"
    r"platz) )"
)
_SAID_TO_WHO_HOLDS = (
    rf"(?:meldet|melden) sich{_FILL} {_SOON}|{_SOON} (?:meldet|melden) sich",
    rf"(?:{_PERSON}|{_PLACE}|er|sie)(?<!feuerwehr)(?<!polizei)(?<!arzt)(?: \w+){{0,5}}? (?:ist|sind){_FILL} {_SOON}"
    rf"{_FILL} (?:da|bei ihnen|bei dir|fur sie|fur dich|so weit)",
    rf"{_SOON} ist {_THE}{_PERSON}(?: \w+){{0,5}}? (?:da|bei ihnen|bei dir)(?= $)",
    rf"nimmt sich{_FILL} {_SOON}{_FILL} zeit|(?<=^ ){_SOMEONE}(?: \w+){{0,2}}? fur (?:sie|dich)(?= $)",
    rf"(?:steht|stehen){_FILL} {_SOON}{_FILL} (?:zur verfugung|bereit)",
    rf"(?:sie sind|sind sie|du bist){_FILL} {_SOON}{_FILL} (?:bei|beim|mit) {_SOMEONE}",
    rf"(?<=^ )sind sie (?:beim?|mit) {_SOMEONE}(?= $)|{_SOMEONE} wird (?:ihnen|dir){_FILL} zuge(?:wiesen|teilt)",
    rf"{_PERSON} wird{_FILL} {_SOON}{_FILL} (?:angerufen|angewahlt|gerufen)",
    rf"{_i('stell')} (?:den|einen) kontakt (?:zu|zur|zum|mit)",
    rf"(?:spricht|sprechen){_FILL} {_WITH_YOU}|hole?(?: ich)?{_FILL} wen",
    r"(?:wartet|erwartet) (?:\w+ ){0,3}?(?:sie|dich)",
    rf"{_TO_THE_PHONE} (?:kommt|geht)(?= $)|{_PLACE}(?: \w+){{0,5}}? ubernimmt(?= $)",
    rf"(?:sie sind|du bist|sie kommen|du kommst){_FILL} {_SOON}{_FILL} (?:dran|an (?:der|die) reihe)",
    rf"(?:sie haben|du hast)(?: \w+){{1,8}}? {_AT_THE_PHONE}(?= $)",
    rf"(?:muss|mochte)(?: ich)?{_FILL} {_WHOM}{_FILL} (?:{_SOON}|kurz|schnell|rasch|eben|mal|direkt){_GAP} {_TO_DO}",
    rf"(?:sie wurden|{_CALL} wurde){_GAP} {_DONE}|(?<=^ )(?:mit|zu|zur|zum|an|in)(?: \w+){{1,5}}? {_TO_DO}(?= $)",
    r"(?<=^ )(?:(?:und|also|weiter|ab|auf|dann|jetzt|nun|los|gehts?|es|s|gleich) ){0,5}?"
    rf"(?:(?:zur?|zum|an die|an den|in die|ins|mit der|mit dem|mit) )?(?:\w+ ){{0,2}}?{_PLACE}(?: {_WITH_YOU})?(?= $)",
    r"(?<=^ )einmal (?:zu|zur|zum|in die|ins|an die)(?! (?:sicherheit|kontrolle|\w+en) )(?: \w+){1,3}(?= $)",
    rf"(?:geb|reich)e?(?: ich)?{_FILL} (?:ihnen|dir|euch){_FILL} den {_NO_NAME}\w+(?= $| (?:von|vom|aus|ran) )",
    rf"(?:versuche?|probiere?)(?: ich)?(?:(?: e?s)?{_FILL} beim? {_SOMEONE}|(?: \w+){{1,6}}? zu erreichen)",
)
_HOLD = (
    r"(?:bitte )?bleib(?:en sie|en s|t)?(?: \w+){0,4}? "
    r"(?:dran|in (?:der|ihrer) leitung|am (?:apparat|telefon|horer|rohr))",
    r"(?:bitte )?leg(?:en sie|t)?(?: \w+){0,4}? nicht(?: \w+)? auf|nicht auf(?:zu)?legen|ohne aufzulegen",
    r"wenn sie(?: \w+){0,4}? (?:warten|dranbleiben|gedulden|am apparat bleiben)(?: wurden| wollen| mochten)?",
    r"(?:bitte )?warten sie(?! (?:in|im|am|vor|beim?|auf|dort|draussen)(?! (?:apparat|telefon|der leitung)) )"
    r"(?: (?:bitte|kurz|hier|so lange|noch|einen|kleinen|moment|augenblick)){0,4}",
    r"(?:bitte |kurz |nur ){1,3}warten(?! sie)",
    r"warte?(?: (?:bitte|kurz|mal|eben|schnell|noch|einen|ne|moment|sekunde)){1,4}",
    r"(?:haben sie|geben sie (?:mir|uns)|gedulden sie sich)(?: \w+){0,4}? "
    r"(?:geduld|moment|augenblick|sekunden?|minuten?)",
    r"gedulden sie sich|(?:bitte )?(?:dranbleiben|(?:in der leitung|am apparat|am telefon) bleiben)",
    r"(?:(?:nur|noch|bitte|kurz|einen?|kleinen|kleines|kurzen|ganz) ){0,3}"
    r"(?<!im )(?<!jeden )(?<!einem )(?<!nachsten )(?<!wenigen )"
    r"(?:moment|augenblick|momentchen|sekundchen|(?<=eine )sekunde)(?: (?:bitte|geduld|noch|mal|schon)){0,3}",
    r"(?:um |etwas |ein wenig ){0,2}geduld bitte|nicht wundern|wundern sie sich nicht",
    r"(?:(?:den anruf|das gesprach|bitte) ){0,2}nicht (?:beenden|weggehen|einhangen|wegdrucken)",
    r"(?:gehen|hangen|drucken|verlassen|beenden) sie(?: \w+){0,4}? nicht(?: (?:weg|ein|mehr))?",
)

_VERB = r"(?:(?:verbind|stell|leit|geb|reich|hol|übergeb)(?:en?)?|vermitt(?:le|eln))"
_CUT_OFF = r"(?: \w+){0,6}? " + one_of(
    r"abbr\w+ abreiss\w+ getrennt unterbrochen musik warteschleife knackt piept (?<!länger.)dauert rauscht"
)
_BUT = rf"(?: \w+){{0,6}}? (?:und|sondern|deshalb|daher|aber) (?:\w+ )?{_VERB}"
_TELL_ME = one_of(
    "sagen nennen geben verraten bestätigen drücken wählen tippen buchstabieren rufen teilen probieren melden"
)
_DEPENDS = (
    rf"wenn(?! das so ist)(?! es (?:\w+ ){{0,3}}klingelt)(?!{_CUT_OFF})",
    rf"(?:falls|sofern)(?!{_CUT_OFF})|(?<=^ )sollten?(?!{_CUT_OFF})",
    r"(?<!nicht )(?<!sagen )(?<!beantworten )ob|bevor|ehe|wohin|mit wem|an wen|an welche[nrs]?|solange(?! (?:ich|wir))",
    r"sobald(?! (?:jemand|eine?|einer|es|dort|(?:der|die) (?:nächste|erste|leitung))(?: \w+){0,5}"
    r" (?:frei|abnimmt|ran|rangeht|abhebt|wird))",
    r"nachdem(?! (?:das|wir|nun|jetzt|alles))|es sei denn|vorausgesetzt|entweder|je nach(?:dem)?|soll ich|sollen wir",
    r"(?:möchten|wünschen|wollen|sollten) sie|(?:möchtest|willst) du|(?:auf|nach) (?:wunsch|verlangen|anfrage)",
    r"(?<=^ )bei (?:bedarf|interesse|rückfragen|fragen|problemen)",
    r"bei (?:einem|einer|\w+en)(?: \w+)? (?:notfall|notfällen|fragen|problemen|störungen)",
    r"im (?:notfall|zweifel\w*|ernstfall|bedarfsfall|falle)|in (?:so )?einem(?: solchen)? (?:not)?fall",
    r"in (?:solchen|dringenden|diesen|allen) (?:not)?fällen",
    r"(?<!was ich )(?<!mehr )(?<!alles )(?:brauche|brauch|benötige|bräuchte)(?! (?:ich )?(?:nicht|nichts|gar))",
    rf"(?<!wir ){_TELL_ME} sie(?! (?:bitte |einfach )?(?:dem|der|den|ihm|dort) )(?!{_CUT_OFF})",
    r"(?:sag|nenn|gib|drück|verrat|wähl|(?<!ich )ruf) (?:mir|uns|die|dort|bitte|einfach|kurz|erst)",
    r"legen sie (?:\w+ ){0,3}auf",
    r"(?:erst|zuerst|zunächst|vorher|vorab|zuvor)(?: \w+){0,3}? "
    r"(?:prüfe|kläre|klären|notiere|frage|gleiche|muss|müssen|müsste|schaue)",
    rf"(?:danach|anschliessend|daraufhin|sonst|ansonsten|andernfalls|notfalls) {_VERB} (?:ich|wir)",
    rf"(?<=^ )(?:(?:haben|kennen|wissen|wollen|können|brauchen) sie(?! vielen)|(?:hast|weisst|willst|brauchst) du"
    r"|(?:kommt|ist|klappt|geht|hat|bleibt|hilft|tritt|steht|reicht|besteht|leuchtet|blinkt)"
    rf" (?:das|die|der|es|er|sie|ihre?|etwas)) (?:\w+ ){{0,8}}?{_VERB} (?:ich|wir)",
    r"(?:sie|dich) (?:\w+ ){0,3}danach|(?:anrufer|patienten|kunden|gäste) die|wer (?:\w+ ){1,6}wird",
    r"(?:weiter|weiterleiten|weitergeben) dass|(?:mit|aus|bescheid) (?:dass|was|wie|wann)|stell dir vor",
    r"wäre (?:es|das|ihnen|mir)|mir wäre|mein vorschlag|schlage vor|angenommen (?:ich|es|sie)",
    r"(?:müssen|brauchen|musst|brauchst) (?:sie |du )?nur|(?:ja|wort|zeichen|nicken) (?:von ihnen )?(?:genügt|reicht)",
)
_DAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_DENIED = (
    r"(?:nicht|nie|niemals|ohne|statt|anstatt)"
    rf"(?! (?:weiteres|umwege?|wartezeit|umschweife|zweifel|problem\w*))(?!{_BUT})",
    rf"kein(?! (?:problem|thema|ding|stress))(?!{_BUT})",
    rf"keine(?! (?:ursache|sorge|frage|umstände|angst|zeit))(?!{_BUT})",
    r"keine[nmr]|niemand\w*|nirgends|kaum|weder|nur (?:mit|nach|gegen|bei)|erst (?:nach|ab)|eigentlich|aus versehen",
    r"ungern|\w*anrufbeantworter|am schalter|im (?:laden|erdgeschoss)",
    r"vielleicht|eventuell|womöglich|möglicherweise|gegebenenfalls|notfalls|andernfalls|ansonsten",
    r"könnten?|sollten?|würden?|hätten?|hätte(?:st)?|müssten?|dürften?|wäre\w*|wollten?|hatten?|hattest|möge",
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
    r"(?:auf|zu|zur|zum|ins?) (?:(?:der|die|das|den|unser|unsere[rmns]?|ihre[rmn]?|eine[rmn]?) )?(?:\w+e[nr]? )?"
    r"(?:\w*(?:seite|website|homepage|portal|menü)|login|app|formular|link|chat|(?:be)?zahlung|tarif"
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
    r"nach (?:der|ihrer) \w*(?:zahlung|anmeldung|registrierung|bestellung|buchung|eingabe|prüfung|legitimation)",
    r"über (?:de[nr]|die) \w*(?:strasse|weg|brücke|autobahn|umleitung)",
    r"verbinden? (?:\w+ ){0,6}?(?:neu|frisch|nichts)(?= $)",
)

GRAMMAR = Grammar(
    promises=(*_I_CONNECT, *_YOU_ARE_CONNECTED, *_IT_IS_MADE, *_SOMEBODY_TAKES_OVER, *_SOMEBODY_COMES),
    promises_while_holding=_SAID_TO_WHO_HOLDS,
    holds=_HOLD,
    conditions=_DEPENDS,
    denials=_DENIED,
    now=(r"jetzt|nun|sofort",),
)
