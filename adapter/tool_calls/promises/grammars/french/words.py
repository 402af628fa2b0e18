"""The words in which a transfer is promised in French: who, what one does with the caller, where to, when."""

from adapter.tool_calls.promises.grammar import one_of

SPEAKER = r"(?:je|j|on|nous|moi(?: qui)?)"
NOT_YET = (
    r"(?!(?!(?:desormais|vais|fais) )\w{2,}ai[st] |\w*rions |(?:voulions|allions|devions|pouvions|comptions|pensions|"
    r"(?:ai |avons )?failli|veux|sais|(?:peux|pouvons)(?! .{0,60}(?:maintenant|tout de suite|des a present))) )"
)
YOU = r"(?:vous|te|t)(?: y| en| le| la| les| l)?"
THOU = r"(?:vous|tu)"
CALL = (
    r"(?:(?:votre|ton|cet|l) appel(?! (?:manque|d offres?))|(?:votre|ton|ce|le) coup de fil|(?:votre|la|cette) "
    r"(?:communication|conversation))"
)
DET = r"(?:le|la|les|l|un|une|des|du|mon|ma|mes|notre|nos|votre|vos|ton|ta|ce|cet|cette|ces|quelques|son|sa|au|aux)"
TO = (
    r"(?:vers|au(?! (?:bout|long|fur|mieux) )|aux|chez|sur|avec|a(?! travers)(?: la| l| un| une| mon| ma| mes| notre|"
    r" nos| ce| cette| quelqu)?)"
)
MOMENT = r"(?:(?:petite?s?|derniere?|courte?s?|tout petit|prochaines) )?(?:instants?|moments?|secondes?|minutes?)"
SOON = (
    r"(?:(?:tout )?de suite|immediatement|de ce pas|(?:a|dans) l instant|a la seconde|(?:des )?a present|(?:(?:des|a "
    r"partir de|a compter de) )?maintenant|(?:a (?:partir|compter) de )?cet instant|desormais|aussitot|a partir d "
    r"ici|bientot|sous peu|incessamment|directement|sur le champ|sans (?:plus )?(?:attendre|tarder)|des (?:qu \w+ se "
    r"libere|(?:la fin de|que) (?:la|l|cette|ma) (?:musique|annonce|sonnerie|phrase|attente)|la prochaine sonnerie)|"
    rf"(?:dans|d ici|en) (?:peu|(?:moins d |moins de |a peine |juste )?(?:une?|deux|trois|quelques|la|les) {MOMENT}|"
    r"(?:cinq|dix|quinze|vingt|trente|\d+) secondes))"
)
NO_STOP = (
    r"(?!(?:je|j|vous|te|m|a|aurait|aurais|aurions|avais|avait|avions|ne|pas|si|que|pour|afin|avant|mais|avoir|"
    r"pouvoir|besoin) )"
)
GAP = rf"(?:{NO_STOP}\w+ ){{0,6}}?"
ADVERBS = rf"(?:(?:tout |des )?{SOON} |{NO_STOP}(?!(?:{DET}|de|d|en|sans|puis|et|ou) )\w+ ){{0,3}}?"

NO_PERSON = (
    r"(?!catalogue|dialogue|epilogue|calculatr|ordin|radi|adapt|gener|ventil|indic|lect|fact|sect|vect|detect|simul|"
    r"compar|configur|refriger|congel|aspir|purif|humidif|tract|react|extinct|project|imprimatr)"
)
PERSONS = one_of(
    rf"""
    {NO_PERSON}\w{{2,}}(?:logue|iatre|pathe|iste|trice|teuse|icien|icienne|ateur|iteur|cteur)s? quelqu
    (?:tele)?conseill\w+ agente?s? collegues? consoeur confrere gars binome equipier\w* camarade interlocut\w+
    experte?s? responsables? superviseu\w* managers? gestionnaires? chargee?s? correspondante? humain personne medecins?
    docteure? doc dr prof\w* infirmi\w+ secretaires? assistante?s? chef\w* patronn?e? boss avocate?s? maitre comptables?
    courti\w+ banqui\w+ vendeu\w+ concierge hotes? hotesses? homologue referente? kine\w* veterinaire sage chirurgien\w*
    osteo\w* notaires? huissier\w* greffi\w+ juges? clerc monsieur madame mademoiselle mr mme m ingenieure? guichetiere?
    membre gardien\w* depanneurs? adjointe? president\w* aumonier pasteur imam rabbin gerante? associee? capitaine
    commandant\w* lieutenant\w* colonel sergent\w* brigadi\w+ adjudant\w* officier\w* maire elue? depute\w* proviseur\w*
    doyenn?e? plombi\w+ menuisi\w+ serruri\w+ cuisini\w+ sommeli\w+ coiffeu\w+ masseu\w+ coach moniteur livreu\w+
    boucher boulang\w+ traiteur libraire voisine? frere soeur mari femme pere mere fils fille copain copine gouvernante?
    proprietaires? locataires? interpretes? intervenante?s? remplacante?s? titulaire prestataires? partenaires?
    artisans? loueur hoteli\w+ tuteur mandataire controleu\w+ regisseu\w+ delegue\w* intendante?s? surveillante?s?
    soignante?s? enseignante?s? tresori\w+ caissi\w+ promoteur bailleur bibliothecaire concessionnaire fonctionnaire
    vigile mecano superieure? commercia(?:le?s?|ux) pharmacien\w* consultante?s? representante?s? technico auxiliaires?
    instituteur maitresse jardinier patissier couturiere horloger barman macon peintre couvreur carreleur charpentier
    carrossier vitrier bijoutier fromager poissonnier epicier transitaire affreteur dispatcheur steward assureu\w+
    actuaire analyste magistrat nounou cpe brancardier ergotherapeute toiletteur eleveur agriculteur apiculteur
    maraicher vigneron diagnostiqueur geometre architecte developpeu\w+ webmaster hotliner dirigeante? benevole
    coequipi\w+ acheteu\w+ magasini\w+ contremaitre soudeur monteur ramoneur elagueur laborantine? radiologue
    generaliste stagiaire alternante? luthi\w+
    """
)
SERVICES = one_of(
    """
    services? departements? equipes? bureaux? accueil reception standard secretariat comptabilite compta facturation
    direction guichet poste cabinet pole cellule agence centrale? centre rayon atelier sav support assistance cuisine
    conciergerie hotline helpdesk permanence astreinte urgences? pharmacie labo(?:ratoire)? radiologie cardiologie
    maternite pediatrie chirurgie oncologie neurologie clinique mairie greffe tresorerie scolarite bibliotheque bloc
    billetterie caisse restaurant boutique magasin depot entrepot logistique livraisons expeditions reservations? ventes
    achats sinistres contentieux recouvrement abonnements resiliations? technique informatique marketing rh ressources
    juridique qualite garanties maintenance depannage securite plateforme unite antenne division section brigade
    commissariat prefecture etude loge planning reclamations urbanisme etat syndic gerance intendance economat location
    consulat ambassade
    maison ligne capitainerie drh dsi prod regie mutuelle paie concession garage internat hopital ehpad creche paroisse
    caserne banque siege compagnie ecole college lycee faculte universite redaction fondation institut succursale
    filiale franchise presse blanchisserie lingerie spa pressing stocks? comptoir voirie
    cantine cafeteria federation syndicat carrosserie exploitation planification ordonnancement expedition indemnisation
    souscription fidelisation fidelite retention surete animation inscriptions bourses proprete dechetterie fourriere
    rectorat tribunal gendarmerie regulation cooperative
    """
)
# The lists stand in what looks ahead: the set of all patterns leaves that out, and would be half as large again.
PERSON = rf"(?={PERSONS} )\w+"
SERVICE = rf"(?={SERVICES} )\w+"
WHO = rf"(?=(?:{PERSONS}|{SERVICES}) )\w+"
SOMEBODY = rf"(?:{DET} |d |de )?(?:(?!(?:a|au|aux|pour|dans|sur|chez|en|avec|et|par) )\w+ ){{0,3}}?{WHO}"

# Verbs that need no destination, those that mean nothing without one, and those that need a person.
MOVE = one_of(
    """
    transfer retransfer transbord bascul rebascul redirig reorient aiguill reaiguill achemin reachemin rout rerout
    dispatch switch commut connect reconnect pass repass escalad
    """
)
AIM = one_of(
    """
    rela[iy] dirig orient retourn branch rebranch reli raccord rattach guid r?accompagn refil relanc balanc propuls
    redispatch mut tir gliss deriv devi
    """
)
ENDS = r"(?:er|e|e?ons|erai|erons|era)"
PUT = r"(?:re)?(?:mets|met|mettons|mettr(?:ai|ons|a|e)|plac(?:e|ons|erai|er)|inscris|insere|ajoute)"
HAND = one_of(
    r"""
    confie confions confierai confier remets remettons remettrai remettre laisse laissons laisserai laisser transmets
    transmettons transmettre envoie envoyons envoyer renvoie renvoyons renverrai renvoyer adresse adressons adresser
    cede cedons ceder expedie refere referons referer recommande conduis mene amene emmene(?!\sau|\sa\sla) ramene depose
    rends redonne
    """
)
GIVE = one_of(
    "redonne donne donnons donnerai donner file filer refile cherche chercher appelle trouve joins amene ramene attrape"
)
COMES = (
    rf"(?:{DET} )?(?:taxi|vtc|pompiers?|police|samu|ambulanc\w+|secours|gendarm\w+|depann\w+|(?:serrur|plomb)ier|"
    r"electricien|chauffagiste|remorque\w*|navette|porteur|voiturier|bagagiste|voiture|chauffeur|livreur)"
)
NAME = rf"(?!{DET} )(?!(?:rendez|rdv|raison|acces|lecture|ca|cela|tout|rien|volontiers|plus) )[^\W\d]\w+"
QUEUE = (
    r"(?:en|dans|sur|a|(?:au debut|en tete) de) (?:la |une |notre )?(?:file|queue)(?! (?:d attente )?(?:virtuelle|de "
    r"rappel|du (?:rappel|concert)|pour une? (?:logement|place|rendez|billet|lit)))"
)
JOINED = r"en (?:relation|contact|communication|ligne|rapport|liaison|lien|conversation|discussion|conference)"
TOGETHER = (
    rf"(?:{JOINED}|au telephone|au bout du fil|(?:en attente )?sur (?:(?:le|son) poste|(?:la|sa) ligne)|{QUEUE}|"
    rf"(?:(?:tous )?les (?:deux|trois) )?ensemble|en attente (?:pour|d|de|du|aupres|chez|avec|au) {SOMEBODY})"
)
HANDS = r"(?:(?:entre (?:les|de)|en(?: de)?) (?:\w+ )?mains|aux bons soins)"
NO_FAMILY = (
    r"(?!(?:votre|vos|ton|ta|tes) (?:femme|mari|famille|conjoint|epou|compa|enfant|fil|mere|pere|parent|frere|soeur|"
    r"collegue|ami|associe|entourage|equipe))"
)
ALONE_WITH = (
    r"(?:avec(?! (?:plaisir|joie|ces?|cette|votre|vos) )|en (?:compagnie|ligne|relation)|(?<!en )(?:parler|discuter|"
    rf"echanger) (?:\w+ )?(?:avec|a|au|aux)(?= {NO_FAMILY}\w)|{HANDS})"
)
NO_VERB = r"(?!(?!parler|discuter|echanger|entre |notre |votre |maitre )\w+(?:er|ir|re) )"
AT_PHONE = (
    r"(?:en (?:ligne|communication)|au (?:bout du fil|telephone|combine|bout de la ligne)|a l (?:appareil|autre bout|"
    r"oreille)|(?:sur|dans) (?:(?:la|cette|votre|notre) (?:meme )?ligne|(?:cet|l|votre|notre) appel))"
)
DO = (
    rf"(?:{MOVE}{ENDS}|(?:{AIM}{ENDS}|renvoie|renvoyons|renverrai|renvoyer) {ADVERBS}{TO}(?! une? (?!(?:\w+ "
    rf"){{0,2}}{WHO}|de ))|{PUT} {ADVERBS}(?:{TOGETHER}|{HANDS})|(?:envoie|envoyons|envoyer) {ADVERBS}en attente|"
    rf"transmet(?:s|tons) {SOON}(?= \Z)|{PUT} (?:\w+ )?avec (?!vos |votre |vous |(?:les|des|ces) (?!{WHO}))\w+|{PUT} "
    rf"\w+ {TOGETHER}|{PUT} (?:\w+ )?chez (?:{DET} )?{WHO}|(?:fais|faisons|faire) (?:(?:suivre|basculer|passer|parler|"
    rf"transferer|entrer en) {ADVERBS}(?:{TO}|de l autre cote)|basculer(?= \Z))|{HAND} {NO_VERB}{ADVERBS}(?:{TO} "
    rf"{NO_FAMILY}{GAP}{WHO}|{HANDS})|(?:depos|gliss|install|positionn)(?:e|ons|er) {ADVERBS}{QUEUE}|laiss(?:e|ons|"
    rf"erai|er) {NO_VERB}{ADVERBS}{ALONE_WITH}|(?:fais|faisons|faire) "
    rf"(?:entrer|passer|rejoindre|basculer) {QUEUE}|{GIVE} (?!{COMES}|(?:{DET} )?(?:poste|ligne|planning|acces|rendez|"
    rf"raison|nom) ){ADVERBS}(?:{DET} )?(?:\w+ )?{WHO}|(?:amene|ramene|appelle|cherche|donne|trouve) {AT_PHONE}|"
    rf"(?:donne|file|refile|filer) (?!pour |par |dans ){NAME}(?= (?:\Z|(?:du|de|au|a|qui|{SOON}) )))"
)
DO_CALL = (
    rf"(?:(?:{MOVE}|{AIM}|devi|deriv|detourn|derout|pouss|remont|envo[iy]|renvo[iy]){ENDS}|{HAND}|(?:fais|faisons|"
    r"faire) (?:suivre|basculer|passer|transiter))"
)
DONE = (
    r"(?:(?:re)?(?:transfer|bascul|dirig|orient|aiguill|achemin|rout|connect|pass|confi|transbord|reli)ee?s?|"
    rf"(?:(?:re)?mis|plac|inscri|ajout)(?:ee?|te)?s? {ADVERBS}{TOGETHER})"
)
SENT = (
    rf"(?:{DONE}|(?:envoy|renvoy|devi|deriv|commut|relay|attribu|affect|assign)ee?|attribution|affectation|(?:re|"
    rf"trans)mise?|entre (?:les|de) (?:\w+ )?mains (?:de|du|d|des)|traitee? par {SOMEBODY}|(?:re)?prise? (?:en "
    rf"(?:charge|ligne)|par|dans)|{TOGETHER}|transfert|redirection|basculement|acheminement|traitement|connexion|"
    rf"etabli(?:e|ssement)|traitee? (?:par {SOMEBODY} )?{SOON})"
)
GOING = (
    r"(?:(?:je|nous|on|j|m en) (?:vais|allons|va|viens de|venons de|vient de)|(?:m apprete|nous appretons) a|(?:suis|"
    r"sommes|est) (?:\w+ )?(?:en train de|sur le point de|en cours de)|(?:[ms] (?:occupe|empresse)|[ms]e (?:charge|"
    rf"permets?|depeche|hate)|nous (?:occupons|chargeons)) {ADVERBS}de|(?:procede|commence) {ADVERBS}a|(?<!ai "
    r")(?<!avons )(?:re)?(?:essaie|essaye|tente|essayons|tentons) (?:\w+ )?de|(?:laissez|laisse|permettez|permets) "
    r"moi(?: "
    r"\w+)?(?: de)?|prefere|reste (?:(?:plus |donc )?qu )?a|ai plus qu a|(?:ai|avons) le plaisir de|prends la "
    r"liberte de|(?:ai )?(?:prends|pris) (?:le |bien )?soin de?|(?:tache|m efforce|me fais (?:un plaisir|une joie)) "
    r"de|profite pour|suis (?:ravie?|heureu(?:x|se)|contente?) de|fais (?:\w+ ){0,4}?necessaire pour)"
)
TRYING = r"(?:(?:devoir|(?:essayer|tenter|m occuper|me charger|me permettre|tacher) de) )?"
BE = (
    r"(?:est|sera|es|seras|a (?:bien |donc |aussitot )?ete|etes|serez|(?:va|vas|allez) (?:\w+ )?etre|(?:vient|viens|"
    r"venez) (?:\w+ )?d etre|"
    r"(?:est|es|etes) (?:(?:en train|sur le point) d etre|en cours de?)|se fait)"
)
WILL_BE = rf"(?:serez|seras|(?:allez|vas) {ADVERBS}etre)"
NOUN = (
    r"(?:transfert|redirection|basculement|mise en (?:relation|communication|contact|ligne|liaison)|r?e?acheminement|"
    r"reorientation|(?:renvoi|transmission|routage|aiguillage|orientation)(?= de (?:votre|l|cet|cette|la) (?:appel|"
    r"communication) ))(?! (?:de|du|des|d|bancaire|postal|sim) (?!(?:\w+ )?(?:appel|communication) ))(?: de (?:\w+ "
    r")?(?:appel|communication))?"
)
NO_PHONE = (
    r"(?:(?:vers|sur|a|au|aux|jusqu a|depuis|entre) (?:l |la |le |un |votre )?(?:hotel|aeroport|gare|port|domicile|"
    r"comptes?|livret|site|page|paiement|fibre|terminal|station|plage|offre|formule|version)|(?:vers|sur) (?:votre|"
    r"ton) (?:portable|mobile|fixe|numero|telephone|smartphone|messagerie)) "
)
LINK = (
    rf"(?:connexion|liaison|communication|ligne) (?:\w+ )?(?:avec|vers|a|au) (?!(?:{DET} )?(?:serveur|reseau|terminal|"
    rf"borne|imprimante|base|box) ){SOMEBODY}"
)
ACT = one_of(
    """
    lance lancons lancer effectue effectuons effectuer demarre demarrer procede procedons proceder initie initier fais
    faire engage entame realise realiser enclenche opere declenche commence etablis etablir active ouvre organise
    demande assure retente relance relancons
    """
)
UNDER_WAY = (
    r"(?:(?:est |deja |bien |maintenant ){0,3}(?:en cours(?! d)|lancee?|engagee?|imminente?|effective?|immediate?|"
    rf"en route)|(?:va )?s effectuer?|(?:se fait|va se faire|se fera) {ADVERBS}{SOON}|(?:est|sera) (?:faite?|"
    rf"effectuee?|etablie?) {SOON}|(?:vient (?:\w+ )?(?:de|d etre)|va) (?:demarr|commenc|debut|lanc|engag|aboutir|"
    rf"partir)\w*|(?:demarre|commence|debute|part|aboutit|a (?:\w+ )?(?:demarre|commence|debute))(?= (?:\Z|{SOON}))|"
    r"est (?:\w+ )?(?:amorcee?|demarree?|initiee?|declenchee?|enclenchee?|partie?)(?= \Z))"
)
TAKES = (
    r"(?:(?:re)?(?:prend|prendra|prennent)|saisit|intercepte|attrape|recupere|accepte|recoit|(?:va|vont|vient de|"
    r"train de|point de) (?:\w+ ){0,2}?(?:re)?prendre|(?:va|vient d|vient de) (?:accept|saisi|intercept|recuper)\w*r)"
)
THE_LEAD = (
    r"(?:la (?:main|ligne|parole|place|suite|releve)|le (?:relais|combine|telephone|micro|flambeau)|l (?:appareil|"
    r"antenne))(?! a (?:vos|votre|tous|toutes) )(?! (?:de|du|des|d) (?!suite|maintenant|a present|(?:cet|cette|l|"
    r"votre|la|notre) (?:appel|communication|conversation|echange)))(?! (?:\w+ ){0,6}?(?:(?:pour|de) (?:votre|ce|"
    r"le|vos) (?:genre|type|dossier|demande|sinistre|projet)|sur (?!(?:la|l|cette) (?:ligne|appel))))"
)
ENTER = r"(?:basculez|partez|entrez|arrivez|rejoignez|integrez|passez|allez (?:basculer|rejoindre|entrer|integrer))"
TALK = r"(?:parl|discut|echang|dialogu)(?:er|erez|ez)"
WILL_TALK = r"(?:pourrez|parlerez|aurez|entendrez|pourras|parleras|auras|entendras)"
ANSWER = (
    r"(?:(?:va|vont) (?:\w+ )?nous rejoindre|nous rejoint|(?:va|vont) (?:\w+ )?(?:vous|te) (?:(?:re)?prendre(?! "
    r"(?:la|les|votre|vos|l) (?!ligne|appel))|repondre|parler|rejoindre|accueillir|recuperer)|(?<!je )(?<!nous "
    r")(?<!ca )(?<!cela )(?<!systeme )(?<!mail )(?<!message )(?:vous|te) (?:(?:re)?(?:prend|prendra|prennent)(?! "
    r"(?:la|les|votre|vos|l) (?!ligne|appel))|repond|repondra|repondent|parle(?:ra)?(?! (?:du|des|de(?! suite)) )|"
    r"rejoint|rejoindra|ecoute|recupere|cause(?= \Z)))"
)
TALKING = (
    r"(?:(?:notre|cet|cette|l|votre|la|ce) (?:meme )?(?:appel|conversation|echange|discussion|dialogue|entretien|"
    r"communication)|cette ligne|le dialogue)"
)
GOES_ON = (
    r"(?<!je )(?<!on )(?<!nous )(?:poursui(?:t|vra)|continue(?:ra)?|reprend(?:ra)?|enchaine|prolonge|(?:va|s apprete "
    r"a|vient) (?:\w+ )?(?:poursuivre|continuer|reprendre|enchainer))(?! (?:contact|rendez|rdv|attache) )"
)
ANY_OF = rf"(?:un|une|le|la|l|mon|ma|notre|quelqu) (?:(?:autre|vrai|vraie|bon|bonne|petite?|chere?|\w+) )?{WHO}"
HELP = (
    r"(?:vous accueille(?= dans )|(?:va|vont) (?:\w+ )?(?:vous|te) (?:assister|aider|renseigner|conseiller|prendre "
    r"en main)|(?:va )?s occuper? de (?:vous|toi))"
)
