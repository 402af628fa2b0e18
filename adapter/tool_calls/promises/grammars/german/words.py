"""The words of German that promises of a transfer are made of."""

from adapter.tool_calls.promises.grammar import one_of

SOON = (
    r"(?:jetzt|nun(?:mehr)?|gleich|glei|sofort|sogleich|umgehend|soeben|augenblicklich|unverzuglich|unmittelbar"
    r"|alsbald"
    r"|als nachste[rs]?|auf der stelle|in(?: \w+){0,3}? (?:kurze|balde|sekunden?|minuten?|augenblick\w*|moment\w*)"
    r"|im nachsten (?:moment|augenblick)|jeden (?:moment|augenblick)|jede (?:sekunde|minute)"
    r"|(?:ab|von) (?:hier|jetzt|sofort|nun|da)(?: ab| an| aus)?"
    r"|mit dem nachsten (?:ton|signal\w*|klick|klingeln|tuten))"
)
FILLER = one_of(
    """
    mal eben kurz schnell rasch direkt gerade grad gerne? bitte hier also dann da noch nochmal auch schon bereits wieder
    zuruck einfach hiermit lieber selbst personlich einmal halt doch erst zuerst g g?schwind geschwind fix flott zugig
    naturlich selbstverstandlich deshalb daher darum deswegen wohl ja so vorsichtshalber sodann sehr ganz dafur ihnen
    dir euch bestimmt sicher sicherlich aber automatisch
    """
)
AT_ONCE = (
    r"(?:gleich|glei|sofort|sogleich|jetzt gleich|augenblicklich|jeden (?:moment|augenblick)|jede sekunde"
    r"|im nachsten (?:moment|augenblick)|in (?:wenigen|ein paar|einigen|einer|einem|zwei|drei) "
    r"(?:kleinen |kurzen )?(?:sekunden?|augenblick\w*|moment\w*))"
)
"""Sooner than anybody could come by."""
FILL = rf"(?: (?:{SOON}|{FILLER}|am besten|fur sie|zu diesem zweck)){{0,5}}?"
GAP = r"(?: \w+){0,10}?"

YOU = r"(?:sie|dich|di|euch|uns|eahna)(?! (?:ihnen|dir|euch|sich) )"
CALL = (
    r"(?:(?:(?:ihr|dein|unser|eur|dies)(?:en|es?|s)?|euer|de[nr]|das) (?:\w+ )?|(?<=^ ))"
    r"(?:anruf|gesprach|telefonat|telefongesprach|horer|call)"
    r"(?! (?:verlauf|mitschnitt|historie|listen?|protokolle?|notiz\w*|daten|statistik|aufzeichnung\w*|archiv) )"
)
WHOM = rf"(?:{YOU}|{CALL})"
PERSON = (
    "(?:"
    + one_of(
        r"""
        jemand(?:en|em)? herrn? frau doktor dr mensch(?:en)? mann person mama papa verstarkung mutter vater bruder agent
        agenten hebamme monteur concierge inspektor apotheker profi trainer koch kochin wirt wirtin notar pfarrer polier
        gutachter ingenieur pharmazeut winzer vorarbeiter teammitglied hofrat vorstand hauswart (?:\w+se)?sprecher
        """
    )
    + r"|\w*"
    + one_of(
        """
        berater betreuer techniker mechaniker arzte? arztin schwester pfleger chef chefin leiter meister bearbeiter
        partner fachmann fachfrau fachkraft leute verkaufer anwalt anwaltin dolmetscher manager makler direktor planer
        vertreter prufer lehrer ratin verwalter assistenz dame gartner forster handler vermittler
        """
    )
    + r"|\w*(?:kolleg|mitarbeit(?:er|ende)|spezialist|expert|vorgesetzte|disponent|beauftragte|angestellte"
    r"|verantwortliche|zustandige|diensthabende|referent|psychologe|therapeut|rektor|referendar)\w*"
    r"|\w{3,}(?:(?:er|ist|or|eur|og|ant|ent)in|innen))"
)
PLACE = r"\w*" + one_of(
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
THE = r"(?:(?:de[nrm]|die|das|zur|zum|beim|vom|(?:ein|mein|unser|ihr|dein)(?:e[nrms]?)?) )?"
SOMEONE = rf"{THE}(?:(?!(?:beim?|vo[nm]|de[sr]|aus|zu|zu[rm]|mit|fur|an|im|in) )\w+ ){{0,2}}?(?:{PERSON}|{PLACE})"
PHONE = r"(?:\w+ )?(?:\w*telefon|apparat|horer|(?:telefon)?leitung|strippe|rohr|ohr|muschel|draht)"
AT_THE_PHONE = rf"(?:(?:am|(?:an|in) (?:de[rm]|ihrer|ihrem|deinem|unserer|dieser)) {PHONE}|am anderen ende)"
TO_THE_PHONE = (
    r"(?:ans|ins|zum|auf (?:die|den)|mit in|(?:an|in) (?:das|den|die|(?:ihr|dein|unser|dies)(?:en?|es)?)) "
    rf"(?:{PHONE}|(?:\w+ )?(?:telefonat|gesprach|verbindung|anruf|konferenz\w*))"
)
TONE = r"(?:ein|das|den) (?:freizeichen|rufzeichen|klingeln|klingelzeichen|tuten|rufton)"
VOICE = r"(?:die|eine|seine|ihre) (?:\w+ )?stimme"
QUEUE = (
    r"(?:(?:in|auf|an) (?:die|der|das|dem|eine|unsere)|im)(?: \w+){0,3}? "
    r"(?:\w*warteschlange|schlange|\w*warteposition|\w*wartefeld|\w*warteraum"
    r"|\w*schleife (?:fur|der|des|vo[nm]|zu[rm]?|beim?))"
    r"|an (?:platz|position|stelle) \w+ (?:in )?der (?:\w+ )?\w*warte(?:schlange|schleife)"
)
NO_PERSON = (
    r"(?!(?: \w+){0,3}? \w*(?:flughafen|airport|bahnhof|hotel|hafen|terminal|strand|nummer|handy|mobiltelefon|mailbox|"
    r"adresse|postfach|mail|server|internet|wlan|netz|netzwerk|router|drucker|app|gerat|konto|rechner|computer|"
    r"datenbank|system|umstieg|umstiegen|ausgang|(?<!waren)(?<!post)eingang|verspatung|schlussel|sprache|modus"
    r"|deutsch|englisch|erzeit) )"
)
TO = rf"(?:an|zu|zur|zum|mit|in|auf){NO_PERSON}"
ENDS = r"(?= $| (?:ans?|zu|zur|zum|ins?|auf|mit|beim?|und|bitte|jetzt|nun|gleich|ja|gell|okay|dann) )"

JOIN = one_of(
    """
    verbind vermitte?l ubergeb uberstell uberleit uberfuhr uberantwort transferier transfer rout connect forward
    eskalier beam
    """
)
SEND = one_of(
    """
    stell leit geb reich schalt schick schieb leg lass lots hol bring send spiel werf fuhr schleus nehm tu schliess
    hang druck stops(?:el|l) gib geleit verbind vermitte?l schleif schubs steck wink jag steuer bugsier
    """
)
SENT = one_of(
    "geleitet gestellt geschaltet gereicht gegeben geschickt gelegt geholt gebracht gefuhrt gelotst geroutet geklemmt"
)
AWAY = one_of("weiter durch umi ruber hinuber heruber nuber rauf hinauf runter hinunter hoch rein hinein zusammen")
OVER = rf"(?:{AWAY}|um(?!stell|gestell)|uber|ab(?=geb|zugeb|gegeb)|hinzu|dazu|zu(?=schalt|zuschalt|geschalt))"
ACROSS = r"(?:r|hin|her|n)uber"
BRING_ACROSS = rf"{ACROSS}(?!(?:zu|ge)?(?:kopier|lad|schreib|komm|geh|fahr|trag|zieh))"
TO_DO = rf"(?:(?:(?:{OVER})?{JOIN}|{OVER}{SEND})e?n|{BRING_ACROSS}\w{{3,}}n)"
ZU_DO = rf"(?:(?:zu {JOIN}|{OVER}zu(?:{JOIN}|{SEND}))e?n|{BRING_ACROSS}zu\w{{3,}}n)"
DONE = (
    rf"(?:(?:{OVER}|zuruck)?(?:verbunden|vermittelt)|zuruck(?:geleitet|geschaltet)|{OVER}{SENT}|ubergeben"
    rf"|uberstellt|transferiert|geroutet|eskaliert|delegiert"
    rf"|{BRING_ACROSS}ge\w{{3,}}|in (?:verbindung|kontakt) (?:gesetzt|gebracht)"
    rf"|(?:{QUEUE}|in die leitung (?:zu[rm]?|vo[nm]|de[rs]))(?: \w+){{0,6}}?"
    r" (?:gestellt|gesetzt|platziert|eingereiht|gelegt|aufgenommen|ubergeben|weitergeleitet))"
)
DO = rf"(?:(?:{OVER})?{JOIN}(?:e|e?n)?|{OVER}{SEND}(?:e|e?n)?|{DONE} habe)"
MOVING = (
    r"(?:(?:anruf|ruf|gesprachs)?(?:weiterleitung|umleitung|ubergabe|uberstellung|weitergabe)"
    r"|(?:weiter)?(?:vermittlung|verbindung)|transfer"
    r"|durchstellung|(?:um|durch|weiter)schaltung|uberleitung|verbindungsaufbau|handover)(?:svorgang|sprozess)?"
    r"(?: (?:ihre?s|deines|des) (?:anruf|gesprach|telefonat)s)?(?! (?:ihre?[rs]|deine[rs]|des) )"
    r"(?! an (?:den|die|eine?n?) (?:kunden|nachbarn?|kaufer|(?:nach)?mieter|eigentumer|zusteller|kurier|\w*familie) )"
)
UNDERWAY = one_of("hergestellt aufgebaut gestartet eingeleitet veranlasst geschaltet geoffnet")


def i(stems: str) -> str:
    """The first person of verbs, the subject before it, after it or left out."""
    stem = one_of(stems)
    return rf"(?:{stem}e?(?: ich)?|wir {stem}e?n|{stem}e?n wir){FILL}"


def i_just(stems: str) -> str:
    """The same without an object, which must not stand before the verb either: "Fragen leite ich weiter"."""
    stem = one_of(stems)
    first = one_of(
        "ich wir und jetzt nun dann also gleich sofort so deshalb daher darum somit hiermit da damit okay gut"
    )
    about = rf"(?<=^ )(?:fur|bei|zu|mit|wegen)(?: \w+){{1,4}}? (?={stem}\w* ich)"
    return rf"(?:(?<=^ )|{about}|{first} ){stem}(?:e|e?n)?(?: ich| wir)?{FILL}"


I_WILL = (
    r"(?:werde?(?: ich)?|wir werden|werden wir|(?:ich|dann|nun|jetzt|so|hiermit) darf(?: ich)?|lassen sie (?:mich|uns)"
    rf"|lasst? (?:mich|uns)|(?:lass|tu)e?(?: ich)?|wir tun|dann will ich|darf ich(?= {WHOM} {SOON} )"
    rf"|(?:will(?: ich)?|wollen wir|wir wollen)(?= {WHOM}(?: \w+)? (?:{SOON}|mal|schnell|rasch|kurz) )){FILL}"
)
I_TRY = (
    r"(?:(?:(?<=^ )|(?:ich|und|jetzt|nun|dann) )(?:versuche?|probiere?|beginne|fange|erlaube)|wir versuchen"
    r"|versuchen wir|werde?(?: \w+){0,3}? versuchen|(?:bin|sind)(?: \w+){0,4}? (?:dabei|dran))(?: \w+){0,4}?"
)
YOU_WILL = r"(?:sie werden|werden sie|du wirst|wirst du|ihr werdet|werdet ihr|wir werden|werden wir)"
WITH_YOU = r"(?:mit|zu) (?:ihnen|dir|euch)"
TALK = r"(?:sprechen|reden|telefonieren)"
