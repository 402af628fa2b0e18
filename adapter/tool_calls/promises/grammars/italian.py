"""How a transfer is promised in Italian."""

from adapter.tool_calls.promises.grammar import Grammar

_YOU = r"(?:la|ti|vi)"
_TO_YOU = r"(?:le|ti|vi|gliel[aoei]|te l[aoei]|ve l[aoei])"
_THE = r"(?:il|lo|la|l|i|gli|le|un|uno|una|questo|questa)"
_YOUR = r"(?:mio|mia|nostro|nostra|suo|sua|tuo|tua|vostro|vostra|sue|suoi)"
_TO = (
    r"(?:a|ad|al|allo|alla|all|ai|agli|alle|da|dal|dallo|dalla|dall|dai|dagli|con|presso|verso|su|sul|sullo|sulla|sull|"
    r"in|nel|nello|nella|nell|nelle|per)"
)
_BY = r"(?:da|dal|dalla|dall)"
_UP_TO_2 = r"(?:\w+ ){0,2}?"
_UP_TO_4 = r"(?:\w+ ){0,4}?"
_WHILE = r"(?:attim|istant|moment|second|minut)\w+"
_SOON = (
    r"(?:ora|adesso|subito|immediatamente|presto|a breve|a momenti|a minuti|ecco\w{0,2}|(?:da|d) \w+ in (?:poi|avanti)|"
    rf"(?:tra|fra|entro|in) (?:(?:un|una|pochi|pochissimi|qualche|brevi) )?(?:poco|pochissimo|{_WHILE}))"
)
_START = (
    rf"(?<=^ )(?:(?:{_SOON}|e|ed|ok|bene|va bene|certo|perfetto|allora|lei|tu|signora|signore|quindi|cosi|grazie|poi|"
    r"la|mentre|gia|anche|direttamente|prego|al termine \w+ \w+|dopo il (?:segnale|bip|tono)(?: acustico)?) ){0,5}"
)
"""What a clause begins with that says of nobody that it happens to them: of the caller then."""
_PERSON = (
    r"(?:collega|collegh[ie]|operat\w+|addett\w+|tecnic[oai]|consulent\w|agent[ei]|assistent[ei]|responsabil[ei]|"
    r"dottor\w*|dott|medic[oi]|signor\w*|sig|ingegner\w|avvocat\w|geometra|architetto|professor\w*|notaio|perit[oi]|"
    r"capo\w*|superiore|supervisor\w?|manager|titolare|president\w+|preside|segretari[oa]|impiegat\w|incaricat\w|"
    r"espert[oai]|qualcuno|qualcun|persona|referent[ei]|governante|maitre|chef|sommelier|cuoc[oa]|concierge|custode|"
    r"guardia|veterinari[oa]|ostetrica|chirurg[oa]|primari[oa]|sindaco|comandante|ufficiale|maestr[oa]|docent[ei]|"
    r"insegnante|dirigente|gerente|s[ov]\w+intendente|meccanic[oi]|idraulico|commess[oa]|magistrato|giudice|console|"
    r"parroco|sa[cg]restano|don|suora|bagnin[oi]|coach|trainer|tutor|hostess|steward|guida|interprete|umano|umana|"
    r"partner|socia?o?|proprietari[oa]|padron[ea]|delegato|volontari[oa]|bibliotecari[oa]|maresciallo|capitano|marito|"
    r"moglie|nipote|figli[oa]|madre|padre|mamma|papa|fratello|sorella|amic[oa]|uno dei|una delle|chi|(?!contat|mot|"
    r"calcola|climatizza|trasmetti|ricevi|televis|venti)\w{3,}t(?:ore|ori|rice|rici)|(?!corr|quart|mest|bicch|front|"
    r"tast|band|man)\w{3,}ier[ea]|(?!riv|interv|provv|ac?q|conq|prev)\w{3,}ist[aie]|\w{3,}olog[oai]|\w+iatra)"
)
_PLACE = (
    r"(?:uffici[oi]?|repart[oi]|serviz[io]+|sportello|settore|sezione|team|divisione|direzione|dipartimento|assistenza|"
    r"supporto|centralino|central[ei]|centro|reception|ricevimento|cassa|casse|officina|magazzino|accettazione|pronto|"
    r"ambulatorio|studio|sala|clinica|negozio|agenzia|filiale|sede|banca|amministrazione|contabilita|commerciale|"
    r"vendit[ae]|acquisti|prenotazioni|garanzie|reclami|sinistri|fatturazione|pagamenti|prestiti|mutui|carte|"
    r"spedizioni|logistica|personale|risorse umane|hr|back office|help desk|customer|call center|cucina|ristorante|bar|"
    r"spa|camera|stanza|numero verde|interno|linea|vigil[ei]|polizia|carabinieri|questura|prefettura|consolato|"
    r"ambasciata|anagrafe|urbanistica|comune|tributi|oggetti smarriti|bagagli|garage|museo|biblioteca|scuola|ricambi|"
    r"laboratorio|corsia|degenza|maternita|cup|triage|emergenze|guasti|paghe|legale|qualita|marketing|sicurezza|"
    r"cantiere|produzione|stazione|capitaneria|tribunale|procura|catasto|protocollo|post ?vendita|disdette|chirurgia|"
    r"medicina|rianimazione|ostetricia|oculistica|dialisi|\w+logia|\w+iatria|dogana|(?!batt|gall|lott)\w{3,}eria|"
    r"quelli)"
)
_WHO = rf"(?:{_PERSON}|{_PLACE})"
_SOMEBODY = rf"(?:{_THE} )?(?:{_YOUR} )?{_UP_TO_2}{_WHO}"
_LINE = (
    r"(?:in linea|al telefono|all apparecchio|al ricevitore|alla cornetta|in chiamata|nella chiamata|alla chiamata|"
    r"nella conversazione|in conferenza|in vivavoce)"
)
_IN_TOUCH = (
    r"(?:(?:in|nella) (?:\w+ )?(?:linea|contatto|comunicazione|collegamento|relazione|connessione|conferenza|coda|"
    r"mano)|alla (?:chiamata|conversazione|conferenza)|nelle mani|al telefono|sulla linea|in attesa(?: \w+)?(?= (?:per|"
    rf"di|del|della|dell|con|presso|finche|fino|che) (?:\w+ ){{0,4}}?{_WHO} ))"
)
_CALL = rf"(?:il chiamante|l utente|(?:la|questa|una) (?:{_YOUR} )?(?:chiamata|telefonata|comunicazione|conversazione))"

_THING = (
    r"(?:numer[oi]|indirizz[oi]|codic[ei]|link|mail|email|e mail|dat[oi]|appuntament[oi]|modul[oi]|prezz[oi]|"
    r"preventiv[oi]|orari[oi]?|tariff[ae]|promozion[ei]|abbonament[oi]|contratt[oi]|ricett[ae]|refert[oi]|document\w+|"
    r"fattur[ae]|pratic[ah]e?|password|pin|contatt[oi]|recapit[oi]|nom[ei]|scont[oi]|tagli[ae]|vol[oi]|tavol[oi]|"
    r"prenotazion[ei]|ordin[ei]|richiest[ae]|domand[ae]|reclam[oi]|segnalazion[ei]|import[oi]|somm[ae]|sold[oi]|denaro|"
    r"bonific[oi]|pagament[oi]|stipendi[oo]?|pacc[oh]i?|pacchetto|plico|posta|corrispondenza|letter[ae]|merc[ei]|"
    r"spedizione|bigliett[oi]|tessera|polizz[ae]|pazient[ei]|cas[oi]|messaggi[oo]?|not[ae]|appunt[oi]|file|foto|"
    r"immagin[ei]|informazion[ei]|dettagli[oo]?|elenc[oh]i?|list[ae]|istruzion[ei]|condizion[ei]|novit[aà]|rassegna|"
    r"caff[eè]|colazione|conto|conti|sched[ae]|modem|router|stampante|fotocopiatrice|telefonin[oi]|cellular[ei]|"
    r"televisor[ei]|cav[oi]|dispositiv[oi]|wifi|wi fi|bluetooth|rete|internet|domini[oo]?|sim|offert[ae]|piano|"
    r"valigi[ae]|chiav[ei]|dat[ae]|consegn[ae]|ricevut[ae]|conferm[ae]|tutto|quanto|certificat[oi]|estension[ei]|"
    r"garanzia|traduzione|estratt[oi]|copi[ae]|fond[oi]|punti|client[ei]|proprietà|categoria|prescrizion[ei]|"
    r"risultat[oi]|esam[ei]|esit[oi]|cartell[ae]|fascicol[oi]|gestore|libr[oi]|merce|credit[oi]|sald[oi]|budget|"
    r"bollett[ae]|scontrin[oi]|listin[oi]|catalog\w+|programm[ai]|bozz[ae]|tabell[ae]|riferiment[oi]|coordinat[ae]|"
    r"iban|credenzial[ei]|verbal[ei]|ticket|voucher|coupon|cifr[ae]|misur[ae]|rat[ae]|video|allegat[oi]|articol[oi]|"
    r"prodott[oi]|sale|acqua|vino|piatt[oi]|mercato|aspettative|satellite|server|ambulanza)"
)
_FILLER = (
    rf"(?:{_THE}|{_YOUR}|anche|ora|adesso|subito|poi|volentieri|tutt[ioae]|quest[aoei]|quell[aoei]|dei|delle|del|della|"
    r"dell|d|di|nuov[oaie]|vecchi[oa]?|altr[oaie]|intanto|direttamente|immediatamente|due|tre)"
)
_NO_THING = rf"(?! (?:al|alla|all|ai|sul|sulla|dal|con)?(?: ?{_FILLER}){{0,3}} ?(?:{_THING}|sistema|database) )"
_NO_THING_LATER = rf"(?! (?:\w+ ){{0,8}}?(?:{_THE}|{_YOUR}) {_THING} )"

_SURE = (
    r"(?:re|ri|ra)?(?:pass|collegh?|inoltr|dirott|i?n?strad|smist|commut|devi|reindirizz|rindirizz|trasfer|connett|"
    r"gir(?=\w+ (?:\w+ )?(?:a|al|allo|all|alla|ai|agli|alle|da|dal|dalla|dall) ))"
)
"""Verbs whose object is the caller or the call, unless a thing is named."""
_OFTEN = (
    r"(?:ri|re)?(?:gir|mand|affid|consegn|orient|convogli|invi|lasci?(?!\w+ (?:in|nel|nella) )|spost|allacci|agganci|"
    r"congiung|dirig|indirizz|rinvi|appoggi|avvi|attacc|sped)"
)
"""Verbs whose object is a caller where somebody is named to whom."""
_THERE = rf"(?=(?: \w+){{0,3}}? {_TO} (?:\w+ ){{0,3}}?{_WHO} ){_NO_THING_LATER}"
_NOW = r"(?:isco|i?amo|o|e?ro|e?remo|iro|iremo)"
_DOING = r"(?:ando|endo)"
_DONE = r"(?:at|it|ess|ut)[aoie]"
_DO = r"(?:ar|ir|er)"


def _transfers(ending: str) -> str:
    """The verbs with such an ending, the caller said before or at the end of them."""
    return (
        rf"(?:{_SURE}{ending}|{_OFTEN}{ending}{_THERE}|(?:(?:ri)?mett|port|accompagn|mand|inser|aggiung|un(?=isc|end|"
        rf"ir)){ending} {_UP_TO_2}{_IN_TOUCH})"
    )


_TRANSFERRED = (
    rf"(?:{_transfers(_DONE)}|(?:ri)?mess[aoie] {_UP_TO_2}{_IN_TOUCH}|(?:ri)?conness[ao]|pres[ao] in (?:carico|linea))"
)
_TRANSFER = (
    rf"(?:{_transfers(_DO + '(?:la|ti|vi)')}|passar(?:le|ti|vi|gliel[aoei])|metter(?:le|ti|vi|gliel[ao]) "
    rf"{_UP_TO_2}{_LINE}|far(?:la|le|ti|vi) (?:parlare|passare|collegare|trasferire|rispondere)|(?:{_SURE}|"
    rf"{_OFTEN}){_DO}e {_UP_TO_2}{_CALL})"
)
_GOING = (
    rf"(?:(?:proced|provved)(?:o|iamo) {_UP_TO_2}a|mi accingo a|ci accingiamo a|(?:vado|andiamo|vengo|comincio|inizio|"
    rf"(?:ri)?provo|proviamo|iniziamo) {_UP_TO_2}ad?|(?:mi|ci) (?:attiv|adoper|apprest|sbrig|impegn|occup|permett|"
    rf"mett)(?:o|iamo) {_UP_TO_2}(?:per|ad?|di)|(?:sto|stiamo) (?:\w+ )?per|ci penso (?:\w+ )?a|mi resta che|il tempo "
    rf"di|(?:cerco|cerchiamo|cercando|tento|tentiamo|(?:faccio|facciamo|faro|faremo) in modo) {_UP_TO_2}di|{_WHILE} "
    r"(?:\w+ )?per|(?:mi|ci) (?:permetta|consenta|conceda) di|(?:permetti|consenti)\w{2} di|(?:mi|ci) (?:lasci|faccia)|"
    r"lascia\w{2}|fammi|in procinto di)"
)
_BEGIN = (
    r"(?:(?:ri)?(?:avvi|inizi|cominci|facci|effettu|esegu|attiv|lanci|predispon|dispon|complet|stabilisc|apr|realizz|"
    r"prepar|proced|provved|tent|prov|facendo|face|richied|chied)(?:o|iamo|amo|ero|eremo|endo|ando|ar|ir|er)|(?:avvi|"
    r"inizi|attiv|effettu|predispos)(?:at)?[ao])"
)
_PASSAGE = r"(?:trasferimento|passaggio|collegamento|inoltro|instradamento|smistamento|reindirizzamento|connessione)"
_OF_A_THING = r"(?! (?:di (?:chiamat|propriet|categ)|delle|dei|degli|della linea|(?:tra|fra) (?:il|la|le|i|due)))"
_UNDER_WAY = r"(?:in corso(?! di)|in atto|avviat[oa]|iniziat[oa]|attivat[oa]|partit[oa]|completat[oa]|effettuat[oa])"
_BECOMES = (
    r"(?:viene|verra|vieni|verrai|verrete|sara|sarai|sarete|(?:sta|stai) venendo|(?:sta|stai|state) per (?:essere|"
    r"venire)|(?:e|sei) (?:\w+ )?stat[ao]|e (?:\w+ )?in (?:fase|corso|via) di)"
)
_COMES = (
    r"(?:si (?:collega|unisce|inserisce|aggiunge|connette|colleghera|unira|unisca)|(?:sub)?entra|(?:sub)?entrera|"
    r"arriva|arrivano|vengono|arrivera|interviene|viene|verra|torna|sara|passa|raggiunge|aspetta|attende|sta (?:\w+ "
    r")?(?:(?:sub)?entrando|arrivando|venendo|aspettando|attendendo|tornando)|e in arrivo|(?:ho|abbiamo)(?! (?:gia|"
    r"appena|(?!subito)\w+[aiu]t[oaie]) )|c e)"
)
_TAKES = (
    r"(?:prende|prendono|prendera|prenderanno|prender|proseguir|continuar|sta prendendo|sta per prendere|raccoglie|"
    r"riprende|accetta|accettera|accoglie|rileva|continua|continuera|prosegue|proseguira|riprendera|gestisce|gestira|"
    r"seguira|segue)"
)
_ELSEWHERE = (
    r"(?! (?:\w+ ){0,5}?(?:filiale|sede|(?:di|in) persona|sportello|studio|ambulatorio|visita|colloquio|appuntamento|"
    r"giorno|prova|esame|corso|incontro|durante|assemblea|riunione|lezione|udienza|open|fiera|evento|tramite|per|via|"
    r"entro) )"
)
_BY_LETTER = r"(?:e mail|mail|email|posta|sms|messaggi\w*|whatsapp|iscritto|scritto|fax|pec|lettera|chat|corriere)"
_MOVES = r"(?:\w*(?:pass|gir|trasfer|inoltr|colleg(?!a |hi |he )|dirott|devi|mand|indirizz|smist|invi)\w*)"
_SITE = (
    r"(?:sito|siti|pagin[ae]|portale|app|applicazione|modul[oi]|faq|domande frequenti|men[uù]|manuale|punto vendita|"
    r"configurazione|wifi|wi fi|tariff[ae]|classe|fibra|offert[ae]|versione|(?<!in )turno|gruppo|categoria|fascia|"
    r"contratto|area (?:clienti|riservata|personale)|presa|corrente|stampa|rete|internet|antenna|router|modem|"
    r"bluetooth|conto|gestore|piano|lista|newsletter|sistema|database|server|piattaforma|(?<!in )corso|suite|uscita|"
    r"lezione|(?:sua|tua|vostra|altra) (?:casella|mail|email|camera|stanza)|camera (?:con|pi[uù]|superior|vista|doppia|"
    r"singola)|(?:suo|tuo|vostro) (?:cellulare|numero|telefono|fisso|smartphone|indirizzo|account|conto|profilo))"
)

GRAMMAR = Grammar(
    promises=(
        # The caller is transferred, and so is the call.
        rf"{_YOU} {_transfers(_NOW)}",
        rf"per (?:\w+ ){{1,4}}?{_YOU} {_transfers(_NOW)}",
        rf"{_YOU} mett(?:o|iamo|ero) (?:\w+ )?(?=con (?!il maestro|l istrutt){_SOMEBODY} )\w+{_ELSEWHERE}",
        rf"{_YOU} port(?:o|iamo|ero) {_UP_TO_2}(?={_BY} (?:\w+ ){{0,2}}?{_PERSON} )\w+{_ELSEWHERE}",
        rf"l (?:affid|instrad|istrad|orient|allacci|agganci){_NOW}{_THERE}",
        rf"{_YOU} (?:sto|stiamo|sta|stanno) {_UP_TO_2}(?:{_transfers(_DOING)}|facendo {_SURE}{_DO}e)",
        rf"(?:sto|stiamo|procedo|proseguo|concludo) {_UP_TO_2}(?:{_transfers(_DOING + '(?:la|ti|vi)')}|passando(?:le|"
        r"gliel[oa]))",
        rf"(?:l|ti|vi|la) (?:ho|abbiamo) {_UP_TO_2}{_TRANSFERRED}",
        rf"(?:la|{_TO_YOU}) (?:vado|provo|inizio|comincio|sto|stiamo|andiamo) {_UP_TO_2}(?:a|per) (?:{_SURE}{_DO}e|"
        r"mettere in)",
        rf"(?:la|le|ti|vi) (?:facci(?:o|amo)|far(?:o|emo)|fo) {_UP_TO_2}(?:parlare|collegare|trasferire|rispondere|"
        rf"inoltrare|(?:mettere|entrare) in (?:linea|contatto|comunicazione|coda)|passare(?= (?:\w+ )?{_TO} ))",
        rf"{_GOING} {_UP_TO_4}{_TRANSFER}",
        rf"(?:lasci|permetta|consenta|in modo|si|{_WHILE}) che {_UP_TO_2}{_YOU} (?:passi|colleghi|trasferisca|metta)",
        rf"(?:(?:{_SURE}|{_OFTEN})(?:{_NOW}|{_DOING})|faccio {_SURE}{_DO}e) {_UP_TO_2}{_CALL}",
        r"(?:sto|stiamo) (?:\w+ )?(?:trasferendo|collegando|passando|connettendo)(?= $)",
        rf"(?:ho|abbiamo) {_UP_TO_2}(?:{_SURE}|{_OFTEN}){_DONE} {_UP_TO_2}{_CALL}",
        rf"mett(?:o|iamo|ero|eremo) {_CALL} {_UP_TO_2}{_IN_TOUCH}",
        rf"{_YOU} (?:metto|sto mettendo) (?:{_SOON} )?in(?= $)",
        rf"{_START}mett(?:o|iamo) (?:{_SOON} )?in (?:contatto|comunicazione|linea|collegamento)(?= (?:con |$))",
        rf"(?:pass|ced|lasci|gir|apr|port)(?:o|i?amo|ero|ando|endo) {_UP_TO_2}(?:la|il) (?:linea|parola|mano|cornetta|"
        rf"telefono|ricevitore)(?= (?:\w+ )?{_TO} )",
        rf"{_TO_YOU} (?:cedo|passo|do|diamo|apro|lascio) {_UP_TO_2}la linea",
        rf"{_START}{_SURE}(?:{_NOW}|{_DOING})(?: {_SOON})?(?= {_TO} (?:\w+ ){{0,2}}?{_WHO} ){_NO_THING_LATER}",
        rf"{_START}(?:trasfer|colleg|connett|dirott)(?:isco|h?iamo|o)(?: {_SOON})?(?= $)",
        # It is being transferred.
        rf"(?<!della )(?<!delle )(?<!di )(?:chiamata|telefonata|comunicazione) {_UP_TO_2}(?:{_BECOMES} "
        rf"{_UP_TO_2}(?:{_TRANSFERRED}|{_PASSAGE})|(?:viene|verra|sara) {_UP_TO_2}(?:pres|gestit|seguit|accolt|"
        rf"raccolt)[ao] {_UP_TO_2}{_BY} (?:\w+ ){{0,2}}?{_WHO}|in (?:\w+ di )?{_PASSAGE}|(?:e {_UP_TO_2})?in (?:coda|"
        rf"transito) (?=(?:\w+ )?{_TO} (?:\w+ ){{0,2}}?{_WHO} )\w+|passa (?:{_SOON} )?{_TO}|(?:va|sta (?:andando|"
        rf"passando)) (?:{_SOON} )?(?={_TO} (?:\w+ ){{0,2}}?{_WHO} )\w+)",
        rf"{_START}linea passa {_SOON} {_TO} (?:\w+ ){{0,2}}?{_WHO}",
        rf"{_START}(?:{_YOUR} )?(?:chiamata|telefonata) {_TRANSFERRED}",
        rf"{_START}{_BECOMES} {_UP_TO_2}{_TRANSFERRED}",
        rf"(?:ora|adesso|sistema|centralino|reception|colleg[ah][ie]?|segreteria|operat\w+) {_UP_TO_2}{_YOU} (?:\w+ "
        r")?(?:(?:passa|trasferisce|inoltra|smista|instrada|devia|dirotta|connette|reindirizza|passera|trasferira|"
        rf"colleghera|inoltrera)|mett(?:e|era) {_UP_TO_2}{_IN_TOUCH})",
        rf"{_BEGIN} {_UP_TO_4}{_PASSAGE}{_OF_A_THING}{_NO_THING}",
        rf"{_BEGIN} {_UP_TO_2}(?:contatto|comunicazione|linea|conversazione) con {_SOMEBODY}",
        rf"si (?:apre|stabilisce|attiva) {_UP_TO_2}(?:linea|collegamento|comunicazione|contatto) con {_SOMEBODY}",
        rf"si (?:sta )?proced(?:e|endo) (?:\w+ )?(?:con il|al) {_PASSAGE}{_NO_THING}",
        rf"{_PASSAGE} (?:(?:della |di )?(?:{_YOUR} )?(?:chiamata|telefonata) )?(?:{_TO} (?:\w+ ){{0,3}}?{_WHO} (?:\w+ "
        rf"){{0,3}}?)?(?:e |sta )?(?:{_SOON} )?{_UNDER_WAY}{_NO_THING}",
        rf"{_START}(?:{_PASSAGE}|(?<! e )in (?:collegamento|trasferimento|linea|contatto))(?: {_SOON})?(?! {_THE} )(?= "
        rf"(?:\w+ ){{0,4}}?{_TO} (?:\w+ ){{0,3}}?{_WHO} )(?! (?:\w+ ){{0,8}}?(?:e|dura|costa|parte) )",
        # Somebody is given, put or fetched to the line.
        rf"{_TO_YOU} (?:ri)?pass(?:o|iamo|ero|eremo)(?! (?:\w+ )?(?:un|uno|una|dei|degli|delle) "
        rf"(?=\w)(?!(?:(?!d[ai]l?\w{{0,2}} )\w+ ){{0,2}}?{_WHO} ))",
        rf"(?:le|ti|vi) (?:sto|stiamo|ho|abbiamo) {_UP_TO_2}pass(?:ando|ato)(?= {_SOMEBODY} )",
        rf"(?:le|ti|vi) (?:do|diamo|daro|cedo|giro|chiamo|metto|lascio|presento|collego|connetto)(?: {_SOON})?(?= "
        rf"(?:il|lo|la|l) (?:{_YOUR} )?{_WHO} )(?= (?:\w+ ){{1,6}}?$|(?:\w+ ){{0,8}}?{_LINE} )",
        r"(?:mett(?:o|iamo|ero|eremo|endo)|faccio \w+|mando|porto|chiam(?:o|iamo)|convoco|invito|prendo|messo|richiamo|"
        rf"ricollego|trovo) {_UP_TO_4}{_LINE}(?= (?:\w+ ){{0,3}}?{_WHO} )",
        rf"(?:{_TO_YOU}|lo) (?:mett(?:o|iamo|ero|eremo)|faccio \w+|mando|porto|prendo|chiamo|cerco) {_UP_TO_4}{_LINE}",
        r"(?:chiam(?:o|iamo)|cerco|porto|faccio (?:venire|entrare|intervenire)|metto|recupero|coinvolgo)(?= "
        rf"{_SOMEBODY} (?:\w+ ){{0,5}}?{_LINE} )",
        rf"(?:vado|corro|andiamo) {_UP_TO_2}a (?:chiamar|cercar|prender)(?:e|gliel[oa]|le|ti)(?= {_SOMEBODY} )",
        r"chied(?:o|iamo) (?:\w+ ){1,6}?di (?:venire|entrare|intervenire|subentrare|unirsi|collegarsi|risponder(?:le|"
        r"ti)|parlar(?:le|ti)|prender(?:la|ti) in linea|prendere la (?:sua )?(?:chiamata|linea))",
        rf"{_YOU} (?:lasci|affid|mett)(?:o|i?amo|ero) {_UP_TO_2}(?:(?:nelle|in) (?:\w+ )?mani|alle cure|in compagnia)",
        rf"ecco(?:le|ti|vi|la|lo)? (?:(?:a lei|per lei|a te|qui|{_SOON}|che arriva) )?(?:il|lo|la|l|un|una) (?:{_YOUR} "
        rf")?{_PERSON}(?! che h)",
        rf"(?:aggiungo|unisco|inserisco|includo|coinvolgo) {_UP_TO_4}{_LINE}",
        rf"a (?:lei|te|voi) (?:il|lo|la|l) (?:{_YOUR} )?{_PERSON}",
        rf"ecco(?:le|ti|vi| a lei) {_THE} {_WHO}",
        r"operat\w+ (?:\w+ )?(?:sara|e|arriva) (?:\w+ )?da (?:lei|te|voi)",
        rf"ecco(?:la|ti|vi) (?:\w+ )?{_TRANSFERRED}",
        # Somebody comes to it.
        rf"{_PERSON} (?:\w+ )?rispond(?:e|era) (?:subito|{_SOON})",
        rf"{_SOON} {_LINE}(?= {_THE} (?:{_YOUR} )?{_PERSON} )",
        rf"si sta(?:nno)? (?:\w+ )?(?:collegando|connettendo|unendo)(?= {_THE} (?:{_YOUR} )?{_PERSON} )",
        rf"(?:sara|sarai|verra|verrai|viene) (?:\w+ )?(?:servit|assistit|seguit|accolt)[oa] {_UP_TO_2}(?={_BY} (?:\w+ "
        rf"){{0,3}}?{_PERSON} )\w+{_ELSEWHERE}",
        r"siamo (?:\w+ )?in linea con",
        r"sentira\w* (?:\w+ ){0,3}?squill\w+",
        rf"{_COMES} {_UP_TO_4}{_LINE}(?! di massima| (?:\w+ ){{0,3}}?(?:altr|client))",
        rf"{_WHO} (?:\w+ ){{0,3}}?e (?:\w+ )?(?:in linea(?! con (?!lei|te|voi|noi))|al telefono (?:per|con) (?:lei|te|"
        r"voi))",
        rf"{_TAKES} {_UP_TO_4}(?:la|questa|il|in) (?:{_YOUR} )?(?:linea|chiamata|telefonata|cornetta|telefono|"
        r"conversazione)",
        rf"(?:prosegu(?:e|ira|irai)|continu(?:a|era|erai)) {_UP_TO_2}con (?:lei|te|{_SOMEBODY})",
        rf"(?:{_SOON}|{_WHO}) {_UP_TO_4}(?:le|ti|vi) {_UP_TO_2}(?:rispond(?:e|ono)|parla)(?! solo){_ELSEWHERE}",
        rf"(?:le|ti|vi) (?:rispond(?:e|ono)|parla) (?:\w+ ){{0,5}}?{_SOON}",
        rf"(?:le|ti|vi) (?:rispond|parl)er(?:a|anno){_ELSEWHERE}",
        rf"(?:sara|e|verra|viene|ci pensa) {_UP_TO_4}a (?:risponder|parlar|prender)(?:le|ti|vi|la) "
        rf"{_UP_TO_4}(?:{_SOON}|in linea)",
        rf"(?:{_SOON}|{_WHO}) {_UP_TO_4}(?:la|ti|vi|l) (?:prende|prendera|accoglie|assiste|segue) {_UP_TO_2}(?:in "
        rf"linea|al telefono|in carico|{_SOON})",
        rf"{_SOON} {_UP_TO_4}(?:sara|verra|viene) (?:\w+ ){{1,5}}?a parlare con (?:lei|te|voi)",
        rf"si occup(?:a|era) di (?:lei|te|voi) {_UP_TO_2}{_SOON}",
        rf"(?:{_SOON}) (?:\w+ )?(?:interviene|subentra) (?:{_SOMEBODY})",
        rf"(?:parlera|parlerai|parlerete|(?:sta|stai|state) per parlare) {_UP_TO_4}con{_ELSEWHERE}",
        rf"{_SOON} {_UP_TO_4}(?:parla|parli|puo parlare|puoi parlare|potra parlare|potrai parlare) "
        rf"{_UP_TO_2}con{_ELSEWHERE}",
        rf"{_SOON} {_UP_TO_4}(?:sente|sentira|sentirai|risponde|rispondera) (?:squillare|la voce|{_SOMEBODY})",
        rf"(?:sara|sarai|sarete|(?<=^ )(?:\w+ )?{_SOON} (?:lei |tu )?(?:e|sei|siete)) {_UP_TO_2}(?:in (?:linea|"
        rf"contatto|comunicazione|collegamento|coda) (?:\w+ )?(?:con|per)|collegat[oaie] (?:{_SOON} )?(?:con|(?=(?:a|"
        rf"al|allo|all|alla|ai|agli|alle) (?:\w+ ){{0,3}}?{_WHO} )\w+)){_NO_THING}",
        rf"(?:e|sei|siete) {_UP_TO_2}(?:in coda|nella coda|in attesa) (?:per parlare|(?:per|di) (?:{_THE} )?{_WHO})",
        # It rings.
        r"(?:compongo|digito|componiamo|faccio|richiamo|provo|chiamo|sto (?:componendo|digitando|chiamando|facendo)) "
        rf"{_UP_TO_2}(?:l interno|il numero (?:interno|d\w+ {_WHO}))",
        r"facci(?:o|amo) (?:squillare|suonare (?:l interno|il telefono))",
        rf"(?:{_START}|{_WHO} {_UP_TO_4})(?:sta (?:\w+ )?(?:squillando|suonando)|squilla|suona(?= (?:{_TO} |libero |"
        r"$)))",
        rf"(?:linea|comunicazione|collegamento) con {_SOMEBODY} {_UP_TO_4}e (?:\w+ )?(?:apert|attiv|stabilit)[ao]",
    ),
    promises_while_holding=(
        rf"{_START}(?<!ecco )(?:{_THE} )?{_PLACE}(?: \w+){{0,4}}(?= $)",
        rf"{_START}{_THE} (?:{_YOUR} )?{_PERSON}(?: \w+){{0,3}}(?= $)",
        rf"(?:ora|adesso|finalmente|devo|dobbiamo) {_UP_TO_2}{_TRANSFER}",
        rf"(?:chiamo|contatto|sento|provo|sto (?:chiamando|contattando|provando))(?: {_SOON})?(?: con)?(?= (?:il|lo|la|"
        rf"l|un|una) (?:{_YOUR} )?(?!polizia|guardia){_WHO} )(?! (?:\w+ ){{0,8}}?(?:per|e|se|che|su|sul|sulla|nel|di "
        r"\w+[aei]r(?:e|l[aei]|ti)) )",
        rf"(?:cerco|prendo|arriva|avviso|avverto|sto cercando) (?:(?:{_SOON}|al volo) )?(?={_THE} (?:{_YOUR} "
        rf")?{_PERSON} )\w+(?! (?:\w+ ){{0,8}}?(?:per|e|se|che|su|sul|sulla|nel|nella|nell|di \w+[aei]r(?:e|l[aei]|"
        r"ti)) )",
        rf"{_YOU} (?:port|accompagn|condu[cr])(?:o|iamo|ero){_THERE}",
        rf"(?:le|ti|vi) (?:risponde|parla|faccio passare)(?= {_SOMEBODY} )",
        rf"{_WHO} (?:\w+ ){{0,3}}?(?:(?:e |sta )?(?:\w+ )?(?:in arrivo|arrivando)|arriva)",
        rf"si (?:sta liberando|e liberat[oa]) (?={_SOMEBODY} )\w+",
        r"si occup(?:a|era) di (?:lei|te|voi)",
        rf"(?:ci pensa|se ne occupa|la segue|l assiste|la aiuta|l aiuta|la assiste|la prende)(?= {_UP_TO_2}{_THE} "
        rf"(?:{_YOUR} )?{_WHO} )",
        rf"{_START}(?:in linea|collegamento|connessione|trasferimento)(?= $)",
    ),
    holds=(
        r"(?:(?:la|ti|vi|l) (?:prego|preghiamo|invito|invitiamo) (?:di|a) |(?:le|ti|vi) (?:chiedo|chiediamo) di "
        r")?(?:rest|riman|st)(?:i|a|ga|go|ate|ete|ia|are|ere|iate)? (?:\w+ ){0,2}?(?:in linea|in attesa|al telefono|"
        r"all apparecchio|collegat[oa]|conness[oa]|li|qui|con (?:me|noi))",
        r"(?:(?:la|ti|vi) (?:prego|preghiamo|invito|invitiamo) (?:di|a|ad) )?(?<!la )(?<!ti )(?<!l )(?<!vi "
        r")(?:attend(?:a|i|ere|ete)|aspett(?:i|a|are|ate))(?: (?:pure|in linea|prego|per favore|un (?:attim\w+|"
        r"moment\w+|istante|second\w+))){0,3}",
        r"non (?:mi )?(?:riagganc|riattacc|attacc|chiud|mett(?=\w+ giu)|abbandon|butt|agganc)\w+(?: giu)?(?: (?:la|il|"
        r"questa) (?:chiamata|linea|comunicazione|telefono|telefonata|cornetta|ricevitore))?",
        r"(?:tenga|mantenga|tieni|mantieni|tenere|mantenere) la linea",
        r"(?:abbia|abbi|porti|un po di) (?:\w+ )?pazienza|pazienti",
        r"(?<!tra )(?<!fra )(?<!in )(?<!per )(?:mi (?:dia|dai|conceda) )?(?:ancora |solo )?un (?:solo )?(?:attim\w+|"
        r"moment\w+|istante|second\w+)(?: (?:solo|soltanto|prego|per favore|di pazienza))?(?= $)",
    ),
    conditions=(
        r"quando|qualora|purch[eé]|a seconda|altrimenti|sennò|eventualmente|magari|forse|semmai|oppure|al (?:massimo|"
        r"limite)|alla peggio|nell eventualità|casomai|(?:ammesso|sempre|posto|salvo|a meno|a patto|a condizione) che|"
        r"bast(?:a|ano) (?:che|\w+re|il|l|un[ao]?|i|solo|la (?!pass|trasf|coll|inol|mett|sto )\w+)|solo (?:in|dopo|con "
        r"(?:il|la|un))",
        # The bare word is a Spanish pronoun, and phrases may be of any language.
        r"se (?!ne |n )(?:\w+ ){1,12}?(?:(?:la|le|ti|vi|gliel[oa]) (?:sto|passo|passiamo|collego|trasferi\w+|inoltro|"
        r"metto)|(?:trasferisco|inoltro) la)|(?:passo|collego|trasferi\w+|inoltro|metto|mettendo) (?:\w+ ){0,12}?se "
        r"(?!ne |n )\w+",
        r"(?:venga|rispond[ai]|confermi|ripeta|autorizz[ai]|accetti|firmi|invii|mandi|paghi|riavvii|provi|legga|"
        r"(?:ultim[aoie]|altr[aoie]|ancora un[ao]?|solo un[ao]?|un paio di) (?:\w+ ){0,2}?(?:domand[ae]|dat[oi]|"
        r"informazion[ei]|conferma|dettagli\w*|cosa|verifica|controllo|firma)) (?:\w+ ){0,8}?e (?:poi )?(?:la|le|ti|vi|"
        r"gliel[oa])",
        r"(?<=^ )(?:finit|terminat|conclus|completat|ultimat|superat)[oaie] (?:il|lo|la|l|i|gli|le|quest\w+) (?!trasf|"
        r"coll|pass|inol)\w+",
        r"(?<!ho )(?<!stata )(?<!stato )(?<!abbiamo )(?<!messa )(?<!messo )(?<!è )(?<!si )(?<!ha )(?<!sono )appena",
        r"(?<!come )(?:vuole|vuoi|volete|desidera|desideri|desiderate|preferisce|preferisci|gradisce|volesse|vorrà)",
        r"(?:in|nel) cas[oi]|in (?:questi|tali|certi|alcuni|quel|quei|tal) cas[oi]|(?<!ancora )(?<!altra )una volta|"
        r"dopo(?! il (?:segnal|bip|ton))",
        r"prima (?:di|che|del|della|dell|dei|delle|dello|però|devo|dobbiamo|mi|ci|ho|abbiamo|le|ti|voleva|serve|"
        r"bisogna|occorre|facci\w+|verific\w+|control\w+|finiamo|completiamo|registr\w+|la prego)",
        r"(?:devo|dobbiamo|deve|bisogna|occorre|serve|ma|però|anzi) prima",
        r"(?:di (?:solito|norma|regola)|normalmente|in genere|generalmente|abitualmente|ogni (?:volta|\w+ viene)|tutte "
        r"le volte)",
        r"(?:mi|ci) (?:dica|dici|dite|ripet\w+|spieg\w+|conferm\w+|indic\w+|indich\w+|fornisc\w+|comunic\w+|serv\w+|"
        r"manc\w+|occorr\w+|ricord[ia]|mandi|manda|detti|compiti|precisi|specific\w+|raccont\w+|accenn\w+)",
        rf"(?:mi|ci) (?:dia|dai)(?! (?:\w+ )?{_WHILE})|(?:mi|ci) lasci(?! (?:che|\w+r(?:la|ti|vi|le|e)) )|(?:mi|ci) "
        r"faccia(?! (?:pass|trasfer|colleg|mett|inoltr))",
        r"(?:dim|dam|ripeti|spiega|conferma|manda|indica|detta)mi|da[cm]{2}i|me l[oa] (?:dica|dici|confermi|ripeta|"
        r"lasci)",
        r"(?:lasci|lascio) (?:un|il|detto)|(?:ho|avrei|abbiamo) (?:\w+ )?bisogno|è (?:sufficiente|necessari[oa])|"
        r"occorr(?:e|ono)|necessito",
        r"digit(?:i|a|ate|ando)|prem(?:a|i|endo|ere|ete)|schiacci|selezion(?:i|a|ando)|scelga|dica|dicendo|chi preme|"
        r"chi chiama|chiamando (?:il )?(?:numero|centralino|\d+)|si viene|inserisca|inserisci|compili|scriva|vada(?! "
        r"pure)|chiami|telefoni|chieda|clicchi|potete",
        r"a vuoto|nessun[oa]?|(?:la|ti|vi|l) ascolto|come posso (?:\w+ )?\w+r(?:la|ti|le)|su richiesta|artigiani",
        rf"{_THING} (?:(?!{_PERSON} )\w+ ){{0,6}}?(?:gliel[aoei]|te l[ao]|ve l[ao]) (?:\w+ )?(?:pass|gir)\w+",
    ),
    own_conditions=(r"se(?! n è| ne (?:occup|intend|incaric|sta))|venga",),
    denials=(
        r"(?<!finché )(?<!finche )(?<!a che )(?<!per )non|mai|nemmeno|neanche|neppure|impossibile|inutile",
        r"senza(?! (?:problem|attes|indugi|perder|ulterior|altr))",
        r"(?<!chi )(?<!che )(?:può(?! parlare)|possono|posso|possiamo|potre[a-z]+|dovre[a-z]+|volev\w+|potev\w+|"
        r"dovev\w+)",
        r"vorre[a-z]+|avre(?!te)[a-z]+|sarebbe\w*|(?:ho|abbiamo|ha) (?:provato|cercato|tentato)",
        r"domani|domattina|dopodomani|(?:luned|marted|mercoled|gioved|venerd)[iì]|sabato|domenica|stasera|in "
        r"(?:mattinata|serata|giornata|settimana)|nel pomeriggio|(?:settimana|volta|mese|anno) prossim[oa]|prossim[oa] "
        r"(?:settimana|volta|mese|anno)|in seguito|più tardi",
        r"(?:tra|fra|entro|in) (?:(?!linea|co\w+o|comunicaz|attesa|coda|relaz)\w+ )?(?:ore|ora|giorn\w+|settiman\w+|"
        r"mes[ei])|entro(?! (?:poch|qualch|brev|un |istant))",
        r"(?:dalle|alle|verso le|le ore|per le|fino alle) (?:\d+|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|"
        r"undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti)|fino a",
        r"(?<!di )(?<!parlato )(?<!parlava )(?:ieri|stamattina|stamani|stamane)|scors[oaie]|l altr[ao] (?:volta|"
        r"giorno)|(?:due|tre|quattro|più|molte|tante|diverse) volte|l ultima volta|(?:poco|tempo|giorni|ore|settimane|"
        r"mesi|minuti|anni|ora) fa|in passato|perch[eé] (?:la|questa) (?:\w+ )?(?:chiamata|telefonata)",
        r"(?:vedo|risulta|leggo|pare|sembra|so|detto|capisco|spiace|dispiace) che",
        r"richiam(?:er\w+|ar\w+)|ricontatt\w+|(?:la|ti|l) (?:contatter\w+|chiamer\w+)",
        rf"(?:via|per|tramite|con|in|su|sulla|sul) (?:un |una )?{_BY_LETTER}|un (?:sms|messaggio)",
        rf"{_MOVES} (?:{_FILLER} ){{0,4}}{_THING}(?! e (?:{_SOON} )?(?:la|{_TO_YOU}) )",
        r"(?<=^ )(?:la|l|questa|quella) (?:\w+ )?(?!chiamata|telefonata|linea|conversazione)\w+[ae] la \w+(?:o|iamo)",
        rf"{_TO_YOU} (?:metto|do) (?:{_FILLER} ){{0,3}}{_THING}",
        rf"(?<=^ )(?:{_FILLER} ){{0,3}}{_THING} (?:(?!e )\w+ ){{0,3}}?(?:viene|verrà|sarà|è stat[ao]|la|lo) "
        rf"{_UP_TO_2}{_MOVES}",
        rf"(?:al|allo|alla|all|sul|sullo|sulla|sull|nel|nella|nell|dal|a|ad|un|una|in) (?:{_FILLER} ){{0,2}}{_SITE}",
        r"(?:mand|rimand|rinvi|indirizz|orient)\w+ (?:\w+ ){0,6}?(?:sito|pagina|portale|app|faq|manuale|link)",
        r"(?:pass|mand)(?:o|iamo|erò) (?:\w+ )?a \w{3,}[aei]r(?:e|l[aeo]|ti|vi)|in rassegna|passo passo|da parte|in "
        r"lista",
        r"aeroporto|taxi|in (?:auto|treno|pullman)|ferroviari[oa]|garantito|navetta|autobus|(?:primo|secondo|terzo|"
        r"quarto|quinto) piano|padiglione|scala \w|per conto|(?:chiamata|telefonata) (?:di prima|precedente)",
    ),
    now=(r"ora|adesso|subito|immediatamente|st(?:o|iamo) (?:\w+ )?\w+[ae]ndo",),
    tags=r"va bene|ok|okay|o k|d accordo|eh|si",
    closings=(
        r"qualcos altro|(?:c e|fare|di|d|serve|occorre|desidera|altro|in) altro|altre (?:domande|richieste)|"
        r"un altra (?:domanda|richiesta)"
    ),
    closings_without=r"o|oppure|pass\w+|trasf\w+|mett\w+|parlare|colleg\w+|sapere|dir\w+|prima che|prima di",
)
