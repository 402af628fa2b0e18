"""How a transfer is promised in French."""

from adapter.tool_calls.promises.grammar import Grammar, one_of

_I = r"(?:je|j|on|nous|moi(?: qui)?)"
_YOU = r"(?:vous|te|t)(?: y| en| le| la| les| l)?"
_THOU = r"(?:vous|tu)"
_CALL = (
    r"(?:(?:votre|ton|cet|l) appel(?! (?:manque|d offres?))|(?:votre|ton|ce) coup de fil|(?:votre|la|cette) "
    r"(?:communication|conversation))"
)
_DET = r"(?:le|la|les|l|un|une|des|du|mon|ma|mes|notre|nos|votre|vos|ton|ta|ce|cet|cette|ces|quelques|son|sa|au|aux)"
_TO = (
    r"(?:vers|au(?! (?:bout|long|fur|mieux) )|aux|chez|sur|avec|"
    r"a(?! travers)(?: la| l| un| une| mon| ma| mes| notre| nos| ce| cette| quelqu)?)"
)
_MOMENT = r"(?:(?:petite?s?|courte?s?|tout petit|prochaines) )?(?:instants?|moments?|secondes?|minutes?)"
_SOON = (
    r"(?:de suite|immediatement|de ce pas|(?:a|dans) l instant|a la seconde|a present|maintenant|desormais|aussitot|"
    r"bientot|sous peu|incessamment|directement|sans (?:plus )?(?:attendre|tarder)|des qu \w+ se libere|(?:dans|d "
    rf"ici|en) (?:peu|(?:moins d |moins de |a peine |juste )?(?:une?|deux|trois|quelques|la|les) {_MOMENT}))"
)
_NO_STOP = r"(?!(?:je|j|vous|te|m|a|aurait|ne|pas|si|que|pour|afin|avant|mais|avoir|pouvoir|besoin) )"
_GAP = rf"(?:{_NO_STOP}\w+ ){{0,6}}?"
_ADVERBS = rf"(?:(?:tout |des )?{_SOON} |{_NO_STOP}(?!(?:{_DET}|de|d|en|sans|puis|et|ou) )\w+ ){{0,3}}?"

_NO_PERSON = r"(?!catalogue|dialogue|epilogue|calculatr|ordin|radi|adapt|gener|ventil|indic|lect|fact|sect|vect|detect)"
_PERSON = one_of(
    rf"""
    {_NO_PERSON}\w{{2,}}(?:logue|iatre|pathe|iste|trice|teuse|icien|icienne|ateur|iteur|cteur)s? quelqu
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
    artisans? loueur hoteli\w+ tuteur
    """
)
_SERVICE = one_of(
    """
    services? departements? equipes? bureaux? accueil reception standard secretariat comptabilite compta facturation
    direction guichet poste cabinet pole cellule agence centrale? centre rayon atelier sav support assistance cuisine
    conciergerie hotline helpdesk permanence astreinte urgences? pharmacie labo(?:ratoire)? radiologie cardiologie
    maternite pediatrie chirurgie oncologie neurologie clinique mairie greffe tresorerie scolarite bibliotheque bloc
    billetterie caisse restaurant boutique magasin depot entrepot logistique livraisons expeditions reservations ventes
    achats sinistres contentieux recouvrement abonnements resiliations? technique informatique marketing rh ressources
    juridique qualite garanties maintenance depannage securite plateforme unite antenne division section brigade
    commissariat prefecture etude loge planning reclamations urbanisme etat syndic gerance location consulat ambassade
    maison ligne capitainerie drh dsi prod regie mutuelle paie concession garage internat hopital ehpad creche paroisse
    caserne banque siege succursale filiale franchise presse blanchisserie lingerie spa pressing
    """
)
_WHO = rf"(?:{_PERSON}|{_SERVICE})"
_SOMEBODY = rf"(?:{_DET} |d |de )?(?:\w+ ){{0,3}}?{_WHO}"

# Verbs that need no destination, those that mean nothing without one, and those that need a person.
_MOVE = one_of(
    """
    transfer retransfer transbord bascul rebascul redirig reorient aiguill reaiguill achemin reachemin rout rerout
    dispatch switch commut connect pass repass escalad
    """
)
_AIM = one_of(
    "rela[iy] dirig orient retourn branch reli raccord rattach guid accompagn refil relanc balanc propuls redispatch"
)
_ENDS = r"(?:er|e|e?ons|erai|erons|era)"
_PUT = r"(?:re)?(?:mets|met|mettons|mettr(?:ai|ons|a|e)|plac(?:e|ons|erai|er)|inscris|insere|ajoute)"
_HAND = one_of(
    r"""
    confie confions confierai confier remets remettons remettrai remettre laisse laissons laisserai laisser transmets
    transmettons transmettre envoie envoyons envoyer renvoie renvoyons renverrai renvoyer adresse adressons adresser
    cede cedons ceder refere referons referer recommande conduis mene amene emmene(?!\sau|\sa\sla) ramene depose rends
    redonne
    """
)
_GIVE = one_of(
    "redonne donne donnons donnerai donner file filer refile cherche chercher appelle trouve joins amene ramene"
)
_COMES = (
    rf"(?:{_DET} )?(?:taxi|vtc|pompiers?|police|samu|ambulanc\w+|secours|gendarm\w+|depann\w+|(?:serrur|plomb)ier|"
    r"electricien|chauffagiste|remorque\w*|navette|porteur|voiturier|bagagiste|voiture|chauffeur|livreur)"
)
_NAME = rf"(?!{_DET} )(?!(?:rendez|rdv|raison|acces|lecture|ca|cela|tout|rien|volontiers|plus) )[^\W\d]\w+"
_QUEUE = (
    r"(?:en|dans|sur|a|(?:au debut|en tete) de) (?:la |une |notre )?(?:file|queue)(?! d attente (?:virtuelle|de "
    r"rappel|du (?:rappel|concert)|pour une? (?:logement|place|rendez|billet|lit)))"
)
_JOINED = r"en (?:relation|contact|communication|ligne|rapport|liaison|lien)"
_TOGETHER = (
    rf"(?:{_JOINED}|au telephone|au bout du fil|(?:en attente )?sur (?:(?:le|son) poste|(?:la|sa) ligne)|{_QUEUE}|"
    rf"(?:(?:tous )?les (?:deux|trois) )?ensemble|en attente (?:pour|d|de|du|aupres|chez|avec|au) {_SOMEBODY})"
)
_HANDS = r"(?:entre (?:les|de) (?:\w+ )?mains|aux bons soins)"
_ALONE_WITH = (
    r"(?:avec(?! (?:plaisir|joie|ces?|cette|votre|vos) )|en (?:compagnie|ligne|relation)|(?<!en )(?:parler|discuter|"
    rf"echanger) (?:\w+ )?(?:avec|a|au|aux)|{_HANDS})"
)
_NO_VERB = r"(?!(?!parler|discuter|echanger|entre |notre |votre |maitre )\w+(?:er|ir|re) )"
_AT_PHONE = r"(?:en (?:ligne|communication)|au (?:bout du fil|telephone|bout de la ligne)|a l appareil|sur la ligne)"
_DO = (
    rf"(?:{_MOVE}{_ENDS}|(?:{_AIM}{_ENDS}|renvoie|renvoyons|renverrai|renvoyer) {_ADVERBS}{_TO}(?! une? (?!(?:\w+ "
    rf"){{0,2}}{_WHO}|de ))|{_PUT} {_ADVERBS}(?:{_TOGETHER}|{_HANDS})|transmet(?:s|tons) {_SOON}(?= \Z)|{_PUT} (?:\w+ "
    rf")?avec (?!vos |votre |vous )\w+|{_PUT} \w+ {_TOGETHER}|(?:fais|faisons|faire) (?:(?:suivre|basculer|passer|"
    rf"parler|transferer|entrer en) {_ADVERBS}(?:{_TO}|de l autre cote)|basculer(?= \Z))|{_HAND} "
    rf"{_NO_VERB}{_ADVERBS}(?:{_TO} {_GAP}{_WHO}|{_HANDS})|laiss(?:e|ons|erai|er) {_NO_VERB}{_ADVERBS}{_ALONE_WITH}|"
    rf"(?:fais|faisons|faire) (?:entrer|passer|rejoindre|basculer) {_QUEUE}|{_GIVE} (?!{_COMES}|(?:{_DET} )?(?:poste|"
    rf"ligne|planning|acces|rendez|raison|nom) ){_ADVERBS}(?:{_DET} )?(?:\w+ )?{_WHO}|(?:amene|ramene|appelle|cherche|"
    rf"donne|trouve) {_AT_PHONE}|(?:donne|file|refile|filer) {_NAME}(?= (?:\Z|du|de|au|a|qui|{_SOON})))"
)
_DO_CALL = (
    rf"(?:(?:{_MOVE}|{_AIM}|devi|deriv|pouss|remont|envo[iy]|renvo[iy]){_ENDS}|{_HAND}|(?:fais|faisons|faire) "
    r"(?:suivre|basculer|passer|transiter))"
)
_DONE = (
    r"(?:(?:re)?(?:transfer|bascul|dirig|orient|aiguill|achemin|rout|connect|pass|confi|transbord|reli)ee?s?|"
    rf"(?:(?:re)?mis|plac|inscri|ajout)(?:ee?|te)?s? {_ADVERBS}{_TOGETHER})"
)
_SENT = (
    rf"(?:{_DONE}|(?:envoy|renvoy|devi|deriv|commut|relay)ee?|transmise?|(?:re)?prise? (?:en (?:charge|ligne)|par|"
    rf"dans)|{_TOGETHER}|transfert|redirection|basculement|acheminement|traitement|connexion|etabli(?:e|ssement)|"
    rf"traitee? (?:par {_SOMEBODY} )?{_SOON})"
)
_GOING = (
    r"(?:(?:je|nous|on|j|m en) (?:vais|allons|va|viens de|venons de|vient de)|(?:m apprete|nous appretons) a|(?:suis|"
    r"sommes|est) (?:\w+ )?(?:en train de|sur le point de|en cours de)|(?:[ms] (?:occupe|empresse)|[ms]e (?:charge|"
    rf"permets?|depeche|hate)|nous (?:occupons|chargeons)) {_ADVERBS}de|(?:procede|commence) {_ADVERBS}a|(?<!ai "
    r")(?<!avons )(?:essaie|essaye|tente|essayons|tentons) (?:\w+ )?de|(?:laissez|laisse|permettez|permets) moi(?: "
    r"\w+)?(?: de)?|prefere|reste (?:(?:plus |donc )?qu )?a|ai plus qu a|(?:ai|avons) le plaisir de|prends la "
    r"liberte de|(?:tache|m efforce|me fais (?:un plaisir|une joie)) de|profite pour|suis (?:ravie?|heureu(?:x|se)|"
    r"contente?) de|fais (?:\w+ )?necessaire pour)"
)
_TRYING = r"(?:(?:devoir|(?:essayer|tenter|m occuper|me charger|me permettre|tacher) de) )?"
_BE = (
    r"(?:est|sera|es|seras|a ete|etes|serez|(?:va|vas|allez) (?:\w+ )?etre|(?:vient|viens|venez) (?:\w+ )?d etre|"
    r"(?:est|es|etes) (?:en train d etre|en cours de?)|se fait)"
)
_WILL_BE = rf"(?:serez|seras|(?:allez|vas) {_ADVERBS}etre)"
_NOUN = (
    r"(?:transfert|redirection|basculement|mise en (?:relation|communication|contact|ligne|liaison)|r?e?acheminement|"
    r"reorientation)(?! (?:de|du|des|d|bancaire|postal|sim) (?!(?:\w+ )?(?:appel|communication) ))(?: de (?:\w+ "
    r")?(?:appel|communication))?"
)
_NO_PHONE = r"(?:l |la |le |un |votre )?(?:hotel|aeroport|gare|domicile|compte|site|page|paiement|fibre) "
_LINK = rf"(?:connexion|liaison|communication|ligne) (?:\w+ )?(?:avec|vers|a|au) {_SOMEBODY}"
_ACT = one_of(
    """
    lance lancons lancer effectue effectuons effectuer demarre demarrer procede procedons proceder initie initier fais
    faire engage entame realise realiser enclenche opere declenche commence etablis etablir active ouvre organise
    """
)
_UNDER_WAY = (
    r"(?:(?:est |deja |bien |maintenant ){0,3}(?:en cours(?! d)|lancee?|engagee?|imminente?|effective?|immediate?|"
    rf"en route)|(?:va )?s effectuer?|(?:se fait|va se faire|se fera) {_ADVERBS}{_SOON}|(?:est|sera) (?:faite?|"
    rf"effectuee?|etablie?) {_SOON})"
)
_TAKES = (
    r"(?:(?:re)?(?:prend|prendra|prennent)|recupere|accepte|recoit|(?:va|vont|vient de|train de|point de) (?:\w+ "
    r"){0,2}?(?:re)?prendre)"
)
_THE_LEAD = (
    r"(?:la (?:main|ligne|parole|place|suite|releve)|le (?:relais|combine|telephone|micro|flambeau)|l (?:appareil|"
    r"antenne))(?! a (?:vos|votre|tous|toutes) )(?! (?:de|du|des|d) (?!suite|maintenant|a present|(?:cet|cette|l|"
    r"votre|la|notre) (?:appel|communication|conversation|echange)))(?! (?:\w+ ){0,6}?(?:(?:pour|de) (?:votre|ce|le|"
    r"vos) (?:genre|type|dossier|demande|sinistre|projet)|sur (?!(?:la|l|cette) (?:ligne|appel))))"
)
_ENTER = r"(?:basculez|partez|entrez|rejoignez|integrez|passez|allez (?:basculer|rejoindre|entrer|integrer))"
_TALK = r"(?:parl|discut|echang|dialogu)(?:er|erez|ez)"
_WILL_TALK = r"(?:pourrez|parlerez|aurez|entendrez|pourras|parleras|auras|entendras)"
_ANSWER = (
    r"(?:(?:va|vont) (?:\w+ )?nous rejoindre|nous rejoint|(?:va|vont) (?:\w+ )?(?:vous|te) (?:prendre|repondre|"
    r"parler|rejoindre|accueillir|recuperer)|(?<!je )(?<!nous )(?<!ca )(?<!cela )(?<!systeme )(?<!mail )(?<!message "
    r")(?:vous|te) (?:prend|prendra|prennent|repond|repondra|repondent|parle(?:ra)?(?! (?:du|des|de(?! suite)) )|"
    r"rejoint|rejoindra|ecoute|recupere))"
)
_HELP = (
    r"(?:vous accueille(?= dans )|(?:va|vont) (?:\w+ )?(?:vous|te) (?:assister|aider|renseigner|conseiller|prendre "
    r"en main)|(?:va )?s occuper? de (?:vous|toi))"
)

# What takes a promise back is matched with accents.
_THING = one_of(
    r"""
    site page application appli espace(?!\s(?:pro|vip|entreprise|famille)) portail compte lien formulaire facture devis
    document dossier fichier pièce photo e mail courriel email sms texto message code mot numéro adresse coordonnées
    horaires tarif prix montant somme argent virement fonds euros solde remise réduction promotion forfait abonnement
    formule offre contrat option version modèle produit article commande colis billet ticket place table clé badge
    réservation rendez rdv confirmation récapitulatif relevé détail info information réponse question demande
    réclamation plainte liste copie mode convention bonjour salutations remerciements félicitations coup wifi parole
    savon délai brochure catalogue notice guide vidéo capture reçu attestation certificat ordonnance résultat procédure
    solution boîte agenda note texte papier courrier paramètre données chapitre point étape expression compliment blog
    faq foire tutoriel rubrique menu(?!\s(?:d\saccueil|principal|vocal)) onglet lettre mémo rapport explications
    précisions excuses consignes instructions indications conditions date référence chiffres tableau commentaire
    remarque essentiel conseil (?<!de\s)suite(?!\sà) caractéristiques résumé revue facebook internet répondeur moteur
    plan itinéraire station alternative téléviseur chèque addition échantillon programme fiche bulletin règlement avoir
    barème grille historique bilan dépliant enregistrement convocation invitation justificatif rib iban calendrier
    protocole extrait estimation lot paquet notification rappel alerte exemplaire bordereau étiquette transcription
    traduction anecdote appareil imprimante enceinte box routeur gamme taux catégorie classe sortie moitié reste
    totalité ensemble partie entrée porte hall bâtiment escalier vol visioconférence réunion prélèvement paiement
    secteur courant accès réseau wi serveur câble prise port parking ascenseur couloir quai vestiaire
    """
)
_A_THING = (
    rf"(?:{_DET} )?(?:(?:petite?|nouve\w+|autres?|bons?|bonnes?|dernière?s?|première?s?|grande?s?|deux|trois|\w+nte|"
    rf"cents?) )?(?!(?:commande|réservation|réclamation|abonnement|contrat)s ){_THING}s?"
)
_SEND = (
    r"(?:re|r|ré)?(?:pass|transf|bascul|dirig|orient|aiguill|connect|achemin|rout|envo|enver|branch|adress|reli|guid|"
    r"rattach|raccord)\w*(?: (?:donc|maintenant|tout de suite|aussitôt|immédiatement|à l instant|également|aussi|"
    r"volontiers|demain|directement|ici|plutôt|\w{3,}ment|par \w+)){0,2}"
)
_YOURS = (
    r"(?:conseil|gestion|interlocut|correspond|référen|médecin|agen|charg|banqui|avocat|courti|assureur|coll|"
    r"commercial|contact|infirmi|docteur|technicien|expert|responsable|chef|service|équipe|homologue|appel|"
    r"assistan)\w*"
)
_DEPARTMENTS = one_of(
    r"""
    abonn\w+ achats? admissions? agents? ambulanc\w+ archives assurances affaires ateliers? bagages billets bureaux
    cadres caisses cartes chambres clients collègues commandes commerciaux comptables comptes conseill\w+ consultations
    contentieux contrats crédits cuisines demandes devis douanes droits entrepôts études expéditions experts? expertises
    factures finances fournisseurs garanties gens gestionnaires groupes hospitalisations impôts infirmi\w+ infos
    inscriptions installations internes laboratoires litiges livraisons locations loisirs médecins mutuelles naissances
    objets opérations paies paiements partenaires particuliers pièces pompiers prêts professionnels réclamations
    recrutements relations remboursements renseignements réservations résiliations ressources retours rh rendez salles
    secours sépultures services sinistres soins solutions sports spécialistes successions techniciens titres transports
    travaux urgences urgentistes ventes vétérinaires virements voyages
    """
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_OTHER_TIMES = (
    rf"(?:(?<!de )(?<!du )demain|{_DAY} (?:matin|prochain|après|soir|à)|(?:(?:dès|pour|du|le|chaque|au) {_DAY}|(?:dès|"
    r"pour|le|chaque) (?:week end|soir|jour))|(?<!de )cet après midi|(?<!de )tout à l heure|à (?:\w+ )?(?:heures?|h)|"
    r"plus tard|la nuit|en semaine|un délai|(?:semaine|mois|année) (?:prochaine?|dernière?)|dernière fois|l autre "
    r"jour|hors d\w*|en dehors|sous (?:\w+ ){1,3}?(?:heures?|jours?|semaines?)|dans (?:l|la|le|les) (?:\w+ "
    r"){0,2}?(?:heures?|journée|matinée|après midi|soirée|semaine|jours)|en général|généralement|habituellement|d "
    r"habitude|normalement|parfois|souvent|en principe|d ordinaire|rarement)"
)
_TELL = one_of(
    r"""
    dites donnez épelez confirmez précisez indiquez expliquez rappelez composez appuyez tapez demandez choisissez
    répondez décrivez vérifiez saisissez communiquez entrez validez acceptez fournissez envoyez appelez prononcez
    sélectionnez contactez redites répétez énoncez pressez faites lisez revenez repassez retournez venez prenez montez
    descendez suivez présentez adressez installez asseyez ouvrez cliquez branchez connectez passez(?!\s+une)
    allez(?=\s+(?:au|aux|à|chez|sur)\s)
    """
)
_TO_TELL = one_of(
    r"""
    dire donner épeler confirmer préciser indiquer expliquer composer taper choisir décrire vérifier saisir communiquer
    fournir valider répéter rappeler énoncer connaître
    """
)
_PLEASE = r"(?: (?:s il vous plait|s il te plait|svp|merci|je vous prie))?"
_ONE = rf"(?:une?|deux|quelques) {_MOMENT}"

GRAMMAR = Grammar(
    promises=(
        # I transfer you, or the call
        rf"(?:(?:{_I}|je (?:\w+ ){{1,8}}?et) {_YOU} |{_GOING} {_ADVERBS}{_TRYING}{_YOU} {_ADVERBS}){_DO}",
        rf"{_I} (?:vous|t|te) y (?:envoie|conduis|dirige|oriente|amene|adresse|renvoie|emmene|mene)(?! {_DET} )",
        rf"(?<=\A ){_YOU} {_MOVE}e|{_I} {_GAP}en vous (?:{_MOVE}|{_AIM})e?ant {_ADVERBS}{_TO}",
        rf"(?:je|nous) (?:vous|t) (?:y )?(?:ai|avons) {_ADVERBS}{_DONE}",
        rf"(?:{_I} (?:vous )?(?:ai |avons )?|{_GOING} ){_ADVERBS}{_TRYING}{_DO_CALL} {_ADVERBS}{_CALL}",
        rf"(?<=\A )(?:je|on) {_PUT} {_JOINED} avec(?! des )|(?:{_I}|{_GOING}) {_TRYING}(?:lui |leur "
        rf")?(?:{_MOVE}{_ENDS}|{_HAND}|{_GIVE}|tends) {_ADVERBS}{_THE_LEAD}",
        rf"(?:je|on|nous) (?:transfer|bascul|redirig)e?(?:e|ons)(?= (?:{_SOON} )?(?:\Z|{_TO} ))",
        rf"{_CALL} (?:je|nous|on) (?:vous )?(?:le|la|l) {_DO_CALL}",
        rf"{_I} (?:(?:le|la|les) {_PUT} |{_PUT} {_SOMEBODY} ){_GAP}{_JOINED} avec vous|fais venir {_SOMEBODY} "
        rf"{_GAP}{_AT_PHONE}|{_PUT} {_ADVERBS}{_CALL} {_GAP}(?:{_JOINED}|en transfert)",
        rf"(?:re)?(?:mets|met|mettons) {_ADVERBS}(?:{_DET} )?(?:\w+ )?{_PERSON} (?:\w+ )?{_AT_PHONE}|{_I} {_YOU} "
        rf"(?:re)?(?:mets|met|mettons) (?!aux? ){_SOMEBODY}(?: \w+)?(?= (?:\Z|{_SOON}))",
        # You, or the call, are transferred
        rf"(?:{_CALL} {_BE}|(?<=\A )appel(?: en cours de)?) {_ADVERBS}{_SENT}|la ligne {_BE} {_ADVERBS}{_DONE} {_TO}",
        rf"{_CALL} (?:va |vient de |est en train de )?(?:part(?:ir)?|abouti[rt]|filer?|basculer?|passer?|arriver?|"
        rf"remonte|monte|est en route|est parti|rejoint|atterrit|sonne) {_ADVERBS}(?:{_TO}|dans|en file|la file)",
        rf"{_THOU} (?!a |est |sera |vient ){_BE} {_ADVERBS}(?<!deja )(?:{_DONE}|(?:en cours de )?{_NOUN})|(?:vous|te) "
        rf"(?:voila|voici) {_ADVERBS}{_DONE}",
        rf"(?:vous|tu|te) (?:(?:{_WILL_BE}|voila|voici|etes {_SOON}) {_GAP}(?:{_QUEUE}|{_JOINED} (?:\w+ )?avec)|etes "
        rf"{_GAP}{_QUEUE})",
        rf"{_THOU} etes {_JOINED} (?:\w+ )?avec {_GAP}{_SOON}|(?:voila|voici|ca y est|c est bon|maintenant) (?:\w+ "
        rf")?{_THOU} (?:etes|es) {_JOINED} avec",
        rf"{_THOU} {_WILL_BE} {_SOON} avec|{_SOON} {_THOU} {_BE} {_ADVERBS}(?:accueilli|recu|entendu|servi)e? par|"
        rf"{_THOU} {_BE} {_ADVERBS}(?:accueilli|recu|entendu|servi)e? par {_GAP}{_SOON}|{_THOU} {_BE} "
        rf"{_ADVERBS}prise? en (?:charge|ligne) {_GAP}(?:par|{_SOON})",
        rf"{_THOU} (?:basculez|partez) (?:vers|chez) {_SOMEBODY}|{_THOU} {_ENTER} {_ADVERBS}(?:(?:dans )?la file|"
        rf"{_SOON} {_TO} {_GAP}{_WHO}|{_TO} {_GAP}{_WHO} {_GAP}{_SOON})",
        rf"{_THOU} (?:allez|vas) {_ADVERBS}(?:pouvoir )?(?:{_TALK} {_ADVERBS}{_TO}|tomber sur|(?:entendre|avoir) "
        rf"{_SOMEBODY})",
        rf"{_THOU} {_WILL_TALK} {_GAP}(?:a )?{_GAP}{_WHO} {_GAP}(?:{_SOON}|{_AT_PHONE})|{_SOON} {_THOU} {_WILL_TALK} "
        rf"{_GAP}{_WHO}",
        rf"{_THOU} {_WILL_TALK} {_SOON} (?:avec|a|au|aux) {_SOMEBODY}",
        # A transfer is under way
        rf"(?<=\A )(?:(?:et|donc|alors|allez|hop|zou|ok|bien|voila|bon|maintenant) ){{0,2}}{_NOUN}(?! (?:gratuit|"
        rf"prive|payant|inclus|possible)) {_ADVERBS}{_TO}(?! {_NO_PHONE})",
        r"(?<=\A )(?:transfert|mise en (?:relation|communication|ligne))(?= \Z)|mise en attente (?:pour|vers|aupres|"
        rf"avec) {_SOMEBODY}",
        rf"(?<!demande de ){_NOUN}(?! (?:vers|sur) {_NO_PHONE}) {_GAP}{_UNDER_WAY}|{_LINK} {_GAP}(?:en cours|etablie)|"
        r"(?:communication|liaison) est etablie",
        rf"(?:m (?:occupe|empresse)|me charge|nous (?:occupons|chargeons)) {_ADVERBS}(?:du|de (?:la|votre|cette|ce)) "
        rf"{_NOUN}",
        rf"(?:{_I}|{_GOING}) {_ADVERBS}{_TRYING}(?:vous )?{_ACT} {_ADVERBS}(?:a |au |l )?(?:{_DET} )?(?:{_NOUN}|"
        rf"{_LINK}|appel (?:vers|au|a la|chez))",
        r"(?<!la )(?<!de )(?<!en )(?<!une )(?<!notre )(?:direction|(?<=\A )en route (?:pour|vers)|c est parti pour|"
        rf"cap sur) {_DET} (?:\w+ )?{_WHO}",
        # Somebody comes to the line
        rf"{_TAKES} {_ADVERBS}(?:{_CALL}|la (?:ligne|communication)|le (?:combine|telephone))",
        rf"(?:{_TAKES}|assure) {_ADVERBS}{_THE_LEAD}(?<! suite)(?<! relais)(?<! releve)(?<! place)",
        rf"(?:{_TAKES}|assure) {_ADVERBS}(?<!prendra )(?:la (?:suite|releve|place)|le relais)(?= (?:\Z|(?:et|qui|avec|"
        rf"{_SOON}|(?:de|sur) (?:cet|cette|l|notre|votre|la) (?:appel|conversation|communication|echange|ligne)) ))",
        rf"{_TAKES} {_ADVERBS}(?:la (?:suite|releve|place)|le relais) {_GAP}{_SOON}|{_WHO} {_GAP}vous prend(?= \Z)",
        rf"(?:arrive|vient|passe|va (?:arriver|venir|etre|passer)) {_ADVERBS}{_AT_PHONE}",
        rf"{_WHO} {_GAP}(?:est (?:maintenant |desormais )?(?:au bout du fil|a l appareil)|sera en ligne|(?:est|sera) "
        rf"(?:avec|a) vous {_GAP}{_SOON}|(?:va )?decroche|va decrocher)|(?<=\A )(?:(?:voila|hop|bon) )?(?:il|elle|on|"
        r"ca) (?:sonne|decroche|va decrocher)(?= \Z)",
        r"rejoint (?:l appel|la (?:conversation|ligne|communication)|notre (?:appel|conversation|echange))|se joint "
        rf"a (?:nous|vous|l appel|la conversation|notre \w+) {_SOON}",
        r"(?:libre|disponible|la|ligne|fil|prete?|prevenue?|au courant|d accord) (?:(?:et|puis) )?(?:(?:il|elle) "
        rf")?{_ANSWER}|(?:previens|bipe|sonne|sollicite|contacte|appelle|joins) {_GAP}(?:et|puis|qui) (?:(?:il|elle) "
        rf")?{_ANSWER}",
        rf"(?:appelle|demande|sollicite|previens|avertis|demander|appeler|solliciter|prevenir) {_GAP}(?:(?:pour|afin) "
        r")?qu (?:ils?|elles?|on) (?:(?:vous|te) )?(?:re)?(?:prenne|reponde|parle|rejoigne|accueille|"
        r"recupere)(?:nt)?(?! (?:contact|rendez))",
        rf"{_ANSWER} {_GAP}{_SOON}|{_SOON} {_GAP}{_ANSWER}|(?:musique|melodie|annonce|sonnerie|tonalite) "
        rf"{_GAP}{_SOMEBODY} {_GAP}{_ANSWER}|(?:c est {_SOMEBODY} {_GAP}qui (?=va )|(?:voila|voici) {_SOMEBODY} "
        rf"{_GAP}qui ){_ANSWER}|vous (?:prend(?:ra|re)?|rejoin(?:t|dra|dre)|recupere) {_AT_PHONE}",
        rf"{_WHO} {_GAP}{_HELP} {_GAP}{_SOON}|{_SOON} {_SOMEBODY} {_GAP}{_HELP}",
        rf"(?:voici|voila) (?:{_SOMEBODY} {_GAP}(?:en ligne|pour vous|au bout)|m(?:on|a|es) {_PERSON}(?: \w+)?(?= \Z))",
        rf"(?:la|libre|disponible|dispo|a cote|revenue?) je (?:vous|te) (?:le|la|l) {_GIVE}|(?:voici|voila) {_NAME} "
        rf"(?:du|de l|de la|de notre|des) {_SERVICE}|{_THOU} parl(?:ez|es) {_SOON} (?:a|avec) {_SOMEBODY}",
        rf"(?:je (?:vais|pars|cours|file)|nous allons) {_ADVERBS}(?:vous )?(?:chercher|querir|faire venir) (?:{_DET} "
        rf")?(?:\w+ )?{_PERSON}",
        rf"(?:laisse|demander? (?:a|au|aux)|prier?) {_GAP}(?:de )?(?:vous )?prendre (?:l appareil|la (?:ligne|suite|"
        r"communication)|le relais|\w+ appel)",
        rf"(?:compose|composons|composer|fais|sonner|appelle) {_ADVERBS}(?:le|son) (?:poste|numero|bureau) (?:interne "
        rf")?(?:de|du|d|des) {_GAP}{_WHO}",
        rf"(?:compose|fais) le \d+|ca sonne {_ADVERBS}(?:chez(?! (?:vous|moi))|au|a la|a l|aux|dans le(?! vide))",
    ),
    promises_while_holding=(
        rf"{_ANSWER}|(?:{_WHO}|il|elle|on) {_GAP}(?:{_HELP}|arrive(?= (?:\Z|(?:de|tout de) suite|dans une? (?:\w+ "
        rf")?(?:instant|seconde)|{_AT_PHONE}))|prend(?= (?:\Z|{_SOON}))|est en ligne)|se joint a (?:nous|vous|l appel|"
        rf"la conversation)|vous (?:prend|prendra) en charge|(?<!personne )(?:decroche|va decrocher)|{_WHO} "
        rf"{_GAP}sonne(?! occupe)",
        rf"prise en charge (?:par (?!votre |(?:la |l )(?:mutuelle|assur|caisse|secu))\w+|de votre appel)|{_THOU} "
        rf"{_BE} {_ADVERBS}(?:accueillie?|prise?)",
        rf"(?<=\A ){_NOUN}(?= \Z)|(?:pour|pendant|durant) (?:la|le|votre) {_NOUN}|(?:connexion|liaison) en cours|ca "
        r"(?:bascule|transfere|connecte)|ca sonne(?! (?:\w+ )?(?:occupe|dans le vide))",
        rf"(?:{_I} dois|(?:il est|le) temps de|il va falloir) {_ADVERBS}{_YOU} {_ADVERBS}{_DO}",
        rf"(?:(?:voici|voila|cherche|joins|sonne) {_ADVERBS}(?:{_TO} )?(?:{_DET} )?(?:\w+ )?{_WHO}|(?:j appelle|vais "
        rf"appeler) (?!{_COMES})(?:{_DET} )?\w+)(?! (?:\w+ ){{0,5}}?(?:pour|afin) )",
        rf"(?<=\A )(?:(?:alors|donc|tres|bien|oui|ok|allez|hop|voila) ){{0,3}}(?:{_TO} )?(?:{_DET} )?(?!ligne|maison|"
        rf"poste){_SERVICE}(?: (?:des?|du|d)(?: la| l)?)?(?: (?!(?:est|sera|a|ferme|ouvre|verifie|consulte|cherche|"
        r"note|traite) )\w+)?(?= \Z)",
        r"(?:en train de|(?:cherche|vais|essaie|essaye|tente) (?:a|de)|le temps de|(?:vais|allons)) (?:joindre|"
        rf"contacter|appeler) (?!{_COMES}){_SOMEBODY}",
        rf"(?:pour|avec|d|de) {_SOMEBODY} (?:disponible|qui se libere)",
    ),
    holds=(
        r"(?:(?:merci|je vous (?:prie|demande|invite|remercie|propose)|veuillez|priere|vous pouvez|si vous (?:le "
        r")?(?:voulez|pouvez|permettez)) )?(?:bien )?(?:de |a |d )?(?:vous )?(?:patient(?:ez|er|e)|(?:rest|"
        r"demeur)(?:ez|er|e) (?:bien )?(?:en ligne|avec moi|a l ecoute|a l appareil|au bout du fil|au telephone)|"
        r"gard(?:ez|er|e) (?:bien )?(?:la ligne|l (?:ecoute|appareil|oreille))|ne (?:pas )?(?:quitt|raccroch|boug|"
        r"coup)(?:ez|er|e|es)(?: surtout)?(?: pas)?|(?:quitt|raccroch|boug|coup)(?:ez|e) pas)(?: surtout)?(?! "
        rf"(?:(?:pas|surtout) ){{0,2}}(?:les|la|le|votre) )(?: (?:encore )?{_ONE})?{_PLEASE}",
        r"(?:merci|je vous remercie) (?:de|pour) votre patience|n hesitez pas a (?:patienter|rester en ligne)",
        r"ne (?:vous inquietez|t inquiete|vous en faites) pas",
        rf"(?<!dans )(?<!d ici )(?<!pour )(?<!moins d )(?<!moins de )(?<!prend )(?<!prendra ){_ONE}{_PLEASE}",
    ),
    conditions=(
        r"si (?:vous|tu|je|j|c|ça|cela|le|la|les|l|d|on|nous|ils?|elles?|une?|votre|vos|ce|cet|cette|mon|ma|notre|"
        r"besoin|nécessaire|possible|jamais|personne|quelqu)",
        r"avant|quand(?! même)|lorsqu\w*|tant qu\w*|une fois|sinon|sauf|à moins|à condition|pourvu|au cas|dans (?:le|"
        r"les) cas|en cas|le cas échéant|il suffit|selon|lors (?:de|du|d)|(?:avec|sous réserve de|sans) votre "
        r"(?:accord|permission)",
        r"dès(?! (?:maintenant|à présent|que possible|qu\w* (?:\w+ ){1,5}?(?:libère|libérera|libre|disponible|"
        r"décroche|répond|prête?)))",
        r"après (?:avoir|vérification|validation|confirmation|votre|réception|quoi|cela|ça|\w+ heures?|\w+ "
        r"sonneries?)|bip|à (?:la fin|l issue)|au terme",
        r"(?<!vous )(?<!vous le )(?<!vous l )(?:souhaitez|voulez|désirez|préférez|aimeriez|voudriez)",
        r"(?:souhait\w+|voul\w+|voudr\w+|aimer\w+|préf\w+|désir\w+|faut|faudra|faudrait|falloir|prévu|mieux|importe|"
        r"propose|suggère|accept\w+|demand\w+|refus\w+|veut|besoin|pour|afin|avant) que (?:je|on|nous|j)",
        rf"(?<!vous )(?<!vous me )(?<!vous m )(?<!vous nous ){_TELL}(?! lui| leur)(?: moi|(?=(?: \w+){{0,20}} (?:et|"
        r"puis|ensuite|je|j|on|nous|vous|pour|alors) ))",
        r"(?:dis|donne|épelle|confirme|précise|indique|explique|rappelle|redis) moi",
        r"(?:(?:merci|prie|demande|prière|suffit) (?:bien )?de|veuillez|faut|faudra|faudrait|pouvez|dois|devez) "
        rf"(?:bien )?(?:me |m |nous )?(?:d abord )?{_TO_TELL}",
        r"il (?:me|nous) (?:faut|faudra|faudrait|manque)|j (?:ai|aurai|aurais) (?:\w+ )?besoin|nous (?:avons|aurons) "
        r"besoin|vais avoir besoin|d abord|au préalable|auparavant|ensuite|je dois vous poser",
        r"(?:encore|juste|seulement) (?:une |un )?(?:petite |dernière )?(?:question|chose|précision|vérification|"
        r"information)|une dernière (?:question|chose|précision)|juste (?:votre|vos|ton)|(?<=\A )(?:votre|ton) "
        r"(?:nom|prénom|numéro|date|code|adresse) (?:(?!(?:est|a) )\w+ ){0,8}?(?:et|puis) (?:je|on|nous)",
        r"(?:s il vous plaît|s il te plaît) (?:et |puis |après )+(?:je|on|nous)",
        r"en (?:appuyant|composant|tapant|disant|appelant|rappelant)",
        r"je reviens|tiens au courant|sans succès|en vain|mais personne|(?:pouvez|pourrez) (?:le |la |les "
        r")?(?:joindre|contacter|appeler|rappeler|écrire)",
        r"vous (?:rappell?e(?:ra|ront|nt)?|re?contacte(?:ra|ront|nt)?|écri(?:t|ra|ront|vent)|re?viendra|(?:rappeler|"
        r"recontacter|contacter|écrire))",
        rf"(?<=\A )(?:et |mais )?{_OTHER_TIMES}|(?<=\A )(?:hier|avant hier|ce matin|l autre jour) (?:\w+ "
        r"){0,3}?(?:ai|a|avons|avez|avait|avais|étiez|était|ont)",
    ),
    own_conditions=(r"si",),
    denials=(
        r"(?<!inquiétez )(?<!inquiète )(?<!ce )pas(?! (?:de|d) (?:souci|soucis|problème|panique))(?! (?:\w+ "
        r"){0,12}?(?:mais|donc|alors) (?:je|on|nous) )",
        r"ne (?:\w+ ){1,5}?(?:plus(?! qu)|aucune?|personne|rien|guère|point|ni)|jamais|personne ne|aucune?(?! "
        r"(?:problème|souci))|impossible",
        r"sans(?! (?:plus |trop |aucune? |autre )?(?:attendre|attente|tarder|délai|délais|détour|souci|problème|"
        r"faute|interruption|hésiter|frais|transition|perdre|bouger|raccrocher|quitter|vous faire|que vous|coupure|"
        r"rappeler))",
        rf"(?:vous|te|t|lui|le|la|les|l|y) (?:ai |a |avons )?{_SEND} (?:(?:vers|sur|à|dans|en|de|d|par) )?{_A_THING}",
        rf"{_SEND} (?:vers|sur|à|dans|en|de|d|par|au|aux|avec) {_A_THING}|en (?:relation|contact|lien) {_A_THING}",
        rf"(?:vous|te|t) {_SEND} (?:votre|vos|ton|tes)(?! (?:nouve\w+ )?{_YOURS})",
        rf"(?:vous|te) pass(?:e|ons|erai|er|é) (?:les|des|ces|mes|quelques)(?! (?:\w+ )?{_DEPARTMENTS})",
        r"transférée?s? (?:\w+ )?dans(?! (?:la file|(?:une?|quelques|deux|les) (?:\w+ )?(?:instant|moment|seconde|"
        r"minute)))",
        r"contact visuel|à distance|passe (?:devant|sur ce|en(?! (?:ligne|communication|relation|contact|direct|"
        r"interne|priorité|urgence|cuisine|salle|réception|direction|comptabilité|facturation|\w+gie))|un (?:\w+ "
        r")?appel|de(?! suite))|en magasin|chez vous|sur place",
        r"(?:\w+ée?s?|relation|contact|redirige|dirige) (?:chez|vers|avec|à|jusqu à) (?:moi|nous)|été \w+ par",
        r"(?:transf\w+|relation|redirig\w+|passée?s?|mise?s?) (?:\w+ ){0,6}?(?:hier|mauvaise?|(?:deux|plusieurs|"
        r"trois) fois)",
        r"par erreur|éventuellement|peut être|au besoin|uniquement|exclusivement|inclus|compris|occupée?|autres? "
        r"(?:clients?|appels?|lignes?)",
        r"(?:par|via) (?:\w+ )?(?:courriel|mail|e mail|email|courrier|lettre|sms|texto|écrit|fax|messagerie|poste|"
        r"chat)",
        rf"{_OTHER_TIMES}|(?<!de )(?<!du ){_DAY}(?= \Z)|à (?:votre|son|leur|mon|l) (?:arrivée|retour|réveil|passage|"
        r"place)|à (?:partir|compter) d\w*",
        r"en (?:chambre|haut parleur|sourdine|pause|veille|mode|option|bus|car|taxi|train(?! de)|avion|bateau|"
        r"voiture|ambulance|navette)",
        r"(?:répondeur|messagerie|batterie|garantie|contrat|système|boîte vocale|assistant vocal) (?:\w+ "
        r"){0,2}?(?:prend|prendra|reprend|répond)",
        r"(?:au|à un) (?:tarif|prix)|(?:à|pour) (?:\w+ ){1,2}euros",
    ),
    now=(
        r"maintenant|immédiatement|(?:tout )?de suite|à l instant|aussitôt|sans (?:plus )?(?:attendre|tarder)|en "
        r"cours",
    ),
)
