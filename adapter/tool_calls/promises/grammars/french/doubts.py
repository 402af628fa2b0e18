"""What takes a promise back in French, and what asks to hold. All but the latter is matched with accents."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.french.words import DET, MOMENT

THING = one_of(
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
    pain baguette bague bouquet caution carte secteur courant accès réseau wi serveur câble prise port parking ascenseur
    lecture documentation couloir quai vestiaire créneau horaire séance train bus lit emplacement hébergement logement
    appartement statut profil échéance mensualité main(?=\s(?:pour|sur)\s) t?chat forum association aide(?!\ssoignant)
    dispositif aspirateur chemise pantalon costume robe linge veste
    """
)
A_THING = (
    rf"(?:{DET} )?(?:(?:petite?|nouve\w+|autres?|bons?|bonnes?|dernière?s?|première?s?|grande?s?|deux|trois|quatre|"
    r"cinq|six|sept|huit|neuf|dix|vingt|\w+nte|cents?|mille|\d+) ){0,3}(?!(?:commande|carte|réservation|"
    rf"réclamation|abonnement|contrat)s ){THING}s?"
)
SEND = (
    r"(?:re|r|ré)?(?:pass|transf|bascul|dirig|orient|aiguill|connect|achemin|rout|envo|enver|branch|adress|reli|guid|"
    r"rattach|raccord)\w*(?: (?:donc|maintenant|tout de suite|aussitôt|immédiatement|à l instant|également|aussi|"
    r"(?:à|de) nouveau|encore|"
    r"volontiers|demain|directement|ici|plutôt|\w{3,}ment|par \w+)){0,2}"
)
YOURS = (
    r"(?:conseil|gestion|interlocut|correspond|référen|médecin|agen|charg|banqui|avocat|courti|assureur|coll|"
    r"commercial|contact|infirmi|docteur|technicien|expert|responsable|chef|service|équipe|homologue|appel|"
    r"assistan)\w*"
)
DEPARTMENTS = one_of(
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
DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
OTHER_TIMES = (
    rf"(?:(?<!de )(?<!du )demain|{DAY} (?:matin|prochain|dernier|après|soir|à)|(?:(?:dès|pour|du|le|chaque|au) {DAY}|"
    r"(?:dès|pour|le|chaque) (?:week end|soir|jour))|(?<!de )cet après midi|(?<!de )tout à l heure|(?:à|vers) (?:\w+ "
    r"){0,2}?(?:heures?|h|\d+h\d*)|(?<!pas )plus tard|la nuit|en semaine|un délai|(?:semaine|mois|année) (?:prochaine?|"
    r"derni(?:er|ère)s?)|dernière fois|l autre jour|hors d\w*(?! (?:ma|mon|mes|nos|notre) )|en dehors|sous (?:\w+ "
    r"){1,3}?(?:heures?|jours?|semaines?)|dans (?:l|la|le|les) (?:\w+ ){0,2}?(?:heures?|journée|matinée|après "
    r"midi|soirée|semaine|jours)|en général|généralement|habituellement|d habitude|normalement|parfois|souvent|en "
    r"principe|d ordinaire|rarement|prochainement|ultérieurement|après demain|(?:en|du|le \w+|début|fin|mi|courant|"
    rf"dès|depuis) {MONTH}|(?:à|avant|après|dès|depuis) la (?:rentrée|saison)|au (?:début|cours|moment|printemps) "
    r"d\w*(?! (?:la |notre |votre )?(?:file|queue|appel))|au printemps|en (?:été|automne|hiver)|l an (?:dernier|"
    r"prochain)|dans \w+ (?:mois|ans))"
)
TELL = one_of(
    r"""
    dites donnez épelez confirmez précisez indiquez expliquez rappelez composez appuyez tapez demandez choisissez
    répondez décrivez vérifiez saisissez communiquez entrez validez acceptez fournissez envoyez appelez prononcez
    sélectionnez contactez redites répétez énoncez pressez faites lisez revenez repassez retournez venez prenez montez
    descendez suivez présentez adressez installez asseyez ouvrez cliquez branchez connectez passez(?!\s+une)
    allez(?=\s+(?:au|aux|à|chez|sur)\s)
    """
)
TO_TELL = one_of(
    r"""
    dire donner épeler confirmer préciser indiquer expliquer composer taper choisir décrire vérifier saisir communiquer
    fournir valider répéter rappeler énoncer connaître
    """
)
PLEASE = r"(?: (?:s il vous plait|s il te plait|svp|merci|je vous prie))?"
ONE = rf"(?:une?|deux|quelques) {MOMENT}"

SENT_TO = r"(?<=\A )(?:(?!(?:passe|passons|passer|transfère|transférer|transférons|bascule) )\w+ )*?"
"""Before a place to go to: who is transferred there goes nowhere."""
NEVERTHELESS = (
    r"(?! (?:\w+ ){0,12}?(?:mais|donc|alors) (?:je|on|nous) )(?! (?:\w+ ){0,12}?(?<!que )(?<!qu )(?<!qui )(?<!quand )"
    r"(?<!où )(?<!dont )(?<!quel )(?<!quels )(?<!quelle )(?<!si )(?<!que si )(?:je|nous) (?:vous|te) "
    r"(?:passe|met|transf|redirig|connect|bascul|confi))"
)
"""Not where the promise follows: "I can't see that and I'm connecting you". """

HOLDS = (
    r"(?:(?:merci|je vous (?:prie|demande|invite|remercie|propose)|veuillez|priere|vous pouvez|si vous (?:le "
    r")?(?:voulez|pouvez|permettez)) )?(?:bien )?(?:de |a |d )?(?:vous )?(?:patient(?:ez|er|e)|(?:rest|demeur)(?:ez|"
    r"er|e) (?:bien )?(?:en (?:ligne|communication)|avec moi|la(?= \Z)|a l ecoute|a l appareil|au bout du fil|au "
    r"telephone)|gard(?:ez|er|e) (?:bien )?(?:la ligne|le combine|l (?:ecoute|appareil|oreille))|ne (?:pas "
    r")?(?:quitt|raccroch|"
    r"boug|coup)(?:ez|er|e|es)(?: surtout)?(?: pas| plus)?|(?:quitt|raccroch|boug|coup)(?:ez|e) pas)(?: surtout)?(?! "
    r"(?:(?:pas|surtout) ){0,2}(?:les|la|le|votre|dans (?:la|le|notre)|a (?:l accueil|la reception)) )(?: "
    rf"(?:encore )?{ONE})?{PLEASE}",
    rf"(?:donn|accord|laiss)(?:ez|e) moi (?:(?:juste|encore|seulement) )?{ONE}{PLEASE}",
    r"(?:merci|je vous remercie) (?:de|pour) votre patience|n hesitez pas a (?:patienter|rester en ligne)",
    rf"(?<!dans )(?<!d ici )(?<!pour )(?<!moins d )(?<!moins de )(?<!prend )(?<!prendra ){ONE}{PLEASE}",
)

CUT_OFF = (
    r"(?:la ligne|l appel|la communication|on|nous|ça|cela) (?:est |sommes |devait |venait à |s |se )?(?:coup|"
    r"interromp)\w*(?: \w+){0,4}? (?:rappelez|recomposez|n hésitez)"
)
TOLD = r"(?<!dira )(?<!diront )(?<!vous dire )(?<!verra )(?<!verront )(?<!vérifiera )(?<!regardera )(?<!confirmera )"
TOLD += r"(?<!indiquera )(?<!expliquera )(?<!verra avec vous )"
"""Behind these "whether" and "when" are what somebody will tell."""

CONDITIONS = (
    rf"(?<!même ){TOLD}si (?!{CUT_OFF}|j ai bien compris|je (?:vous )?comprends bien|je ne m abuse|je ne me "
    rf"trompe)(?:vous|tu|"
    rf"je|j|c|ça|cela|le|la|les|l|d|on|nous|ils?|elles?|une?|votre|vos|ce|cet|cette|mon|ma|"
    r"notre|besoin|nécessaire|possible|jamais|personne|quelqu)",
    rf"avant(?! qu (?:\w+ ){{1,5}}?(?:réponde|décroche|prenne|rejoigne))|{TOLD}quand(?! même| on vous (?:le |la |les "
    rf")?(?:demandera|répondra))|lorsqu\w*|(?<!en )tant qu\w*|(?<!pour )(?<!encore )une fois(?! (?:de plus|encore|"
    rf"pour toutes))|sinon|sauf|à moins|à condition|pourvu|pour peu|sous réserve que|au cas|dans "
    rf"(?:le|"
    r"les) cas|en cas(?! (?:de coupure|d interruption) (?:\w+ ){0,3}?(?:rappelez|recomposez|n hésitez))|le cas "
    r"échéant|il (?:vous |te )?suffi(?:t|ra|rait)|selon|"
    r"lors (?:de|du|d)|(?:avec|sous réserve "
    r"de|sans) votre (?:accord|"
    r"permission)",
    r"dès(?! (?:maintenant|à présent|(?:la fin de|que) (?:la|l|cette|ma) (?:musique|annonce|sonnerie|phrase|attente)|"
    r"la prochaine sonnerie|que possible|qu\w* (?:\w+ ){1,5}?(?:libère|libérera|votre tour|à vous|libre|disponible|"
    r"décroche|répond|peut|pourra|aura (?:fini|terminé)|"
    r"prête?)))",
    r"après (?:avoir|que|qu|vérification(?! (?:c est|il (?:s|semble|apparaît)|je (?:vois|constate)))|validation|"
    r"confirmation|(?:l |la |une? |le |cette )?(?:authentification|identification|ouverture|inscription|signature|"
    r"paiement|visite|entretien|examen|intervention|consultation|réunion|formation)|votre|réception|quoi|cela|ça|\w+ "
    r"heures?|\w+ sonneries?)|(?:après|au) (?:le )?bip|à (?:la fin|l issue)|au terme",
    r"(?:supposons|admettons|imagin(?:e|ez|ons)|suppose[sz]?|disons|mettons|quand bien même|(?:à|en) suppos\w+|en "
    r"admettant)(?: (?:donc|un instant|maintenant))? que|quand bien même|un simple \w+|(?<!temps d )(?:un|une|deux) "
    r"(?:clic|appel|touche|sms|coup de fil) (?:\w+ ){0,3}?et|au besoin|éventuellement|sur (?:simple )?demande|"
    r"(?:dépend|sais|savoir|saurai|sache) (?:\w+ ){0,2}?(?:où|à qui|vers (?:qui|quel\w*)|avec qui|lequel|laquelle)|"
    r"(?:aurai[ts]|auraient|aurions) (?:\w+ ){0,2}?(?:dû|pu|aimé|voulu|préféré)",
    r"(?:en (?:général|principe|temps normal)|généralement|habituellement|(?<!comme )d habitude|normalement|parfois|"
    r"souvent|d ordinaire|rarement)",
    rf"(?:du|de|le) {DAY} au|\d+ ?[hj](?: sur)? \d+|(?:heures|jours|h|j) sur|vous recevrez|c est le (?:\d+|zéro|"
    r"numéro)|(?:voici|notez) (?:ses|leurs?|son)|tiens (?:informé|au courant)|redis|à demain|c est (?:au|à) (?:\w+ "
    r"){0,3}?(?:étage|rez|couloir|gauche|droite|fond|bout)|où c est|je (?:note|répète|récapitule|résume|épelle) "
    r"(?:donc |bien )?service|(?<=\A )(?:bonjour|bonsoir|allô|bienvenue) (?:(?:à|au) )?(?:la |l )?(?:service|accueil|"
    r"réception|standard|mairie|cabinet|clinique|garage|secrétariat|agence|banque|pharmacie|hôtel|restaurant|centre|"
    r"maison|société|étude|école)(?! (?:\w+ ){0,3}?(?:va|vous|prend|arrive))",
    r"(?<!vous )(?<!vous le )(?<!vous l )(?:souhaitez|voulez|désirez|préférez|aimeriez|voudriez)",
    r"(?:souhait\w+|voul\w+|voudr\w+|aimer\w+|préf\w+|désir\w+|faut|faudra|faudrait|falloir|prévu|mieux|importe|"
    r"propose|suggère|accept\w+|demand\w+|refus\w+|veut|besoin|pour|afin|avant|vous attend\w+|esp[éè]r\w+|exig\w+) "
    r"(?:(?:donc|bien|alors|plutôt|vraiment|aussi|simplement|juste) )?que (?:je|on|nous|j)|(?:souhait\w+|voul\w+|"
    r"voudr\w+|aimer\w+|préf\w+|désir\w+|faut|faudra|faudrait|mieux|propose|suggère|demand\w+|veut|besoin|vous "
    r"attend\w+|esp[éè]r\w+|exig\w+) (?:(?:donc|bien|alors|plutôt|vraiment|aussi|simplement|juste) )?qu on|(?:pour|"
    r"afin) qu on (?:puisse|vous (?:passe|mette|transf|redirige|bascule|renvoie))\w*",
    r"(?<!vous )(?<!vous me )(?<!vous me le )(?<!vous nous le )(?<!vous m )(?<!vous nous )(?<!vous en )(?<!vous le "
    r")(?<!vous la )(?<!vous les "
    rf")(?<!vous y ){TELL}(?! lui| leur|(?<=rappelez) nous \Z)(?: moi|(?=(?: \w+){{0,20}} (?:et|puis|ensuite|je|j|on|"
    rf"nous|vous|pour|alors) "
    r"))",
    r"(?:dis|donne|épelle|confirme|précise|indique|explique|rappelle|redis) moi",
    r"(?:(?:merci|prie|demande|prière|suffit) (?:bien )?de|veuillez|faut|faudra|faudrait|pouvez|dois|devez) (?:bien "
    rf")?(?:me |m |nous )?(?:d abord )?{TO_TELL}",
    rf"n (?:avez|aurez|as|auras|auriez) (?:plus )?qu à (?:me |m |nous |l |le |la )?(?:{TO_TELL}|appeler|demander|"
    r"contacter|passer|venir|écrire|cliquer)",
    r"il (?:me|nous) (?:faut|faudra|faudrait|manque)|j (?:en )?(?:ai|aurai|aurais) (?:\w+ )?besoin|nous (?:avons|"
    r"aurons) besoin|vais avoir besoin|d abord|au préalable|auparavant|ensuite|je dois vous poser",
    r"(?:encore|juste|seulement) (?:une |un )?(?:petite |dernière )?(?:question|chose|précision|vérification|"
    r"information)|une dernière (?:question|chose|précision)|juste (?:votre|vos|ton)|(?<=\A )(?:votre|ton) (?:nom|"
    r"prénom|numéro|date|code|adresse) (?:(?!(?:est|a) )\w+ ){0,8}?(?:et|puis) (?:je|on|nous)",
    r"(?:s il vous plaît|s il te plaît) (?:et |puis |après )+(?:je|on|nous)",
    r"au fond d\w+|au bout du couloir|(?:à|sur) (?:votre|la) (?:gauche|droite)|pour (?:y )?(?:retirer|récupérer)|en "
    r"(?:appuyant|composant|tapant|disant|appelant|rappelant)",
    r"soit (?:je|j|on|nous|vous|un|une|le|la|l) (?:\w+ ){1,14}?soit|à vous de (?:choisir|décider|voir|me dire)",
    rf"(?<!s )r?ouvr(?:e|ent|ira|iront) (?:\w+ )?(?:à|dès|demain|{DAY}|qu)",
    r"(?:entrez|venez|montez|avancez)(?= \Z)|je reviens|sans succès|en vain|mais personne|(?:pouvez|pourrez) (?:le |"
    r"la |les )?(?:joindre|contacter|appeler|"
    r"rappeler|écrire)",
    r"vous (?:rappell?e(?:ra|ront|nt)?|re?contacte(?:ra|ront|nt)?|écri(?:t|ra|ront|vent)|re?viendra|(?:rappeler|"
    r"recontacter|contacter|écrire))",
    rf"appell\w* (?:\w+ ){{1,5}}?pour (?:les|des|la|le|votre|vos|une?)(?= (?!\w+(?:er|re|ir) ))|(?:orient|adress|"
    rf"envo|dirig)\w* (?:\w+ ){{1,6}}?pour (?:une?|la|le) (?:ordonnance|visite|consultation|bilan|examen|radio)|"
    rf"(?<=\A ){DAY}(?= "
    rf"(?:je|nous|on) )|(?<=\A )(?:et |mais )?{OTHER_TIMES}|(?<=\A )(?:hier|avant hier|ce matin|l autre jour) (?:\w+ "
    rf"){{0,3}}?(?:ai|a|"
    r"avons|avez|avait|avais|étiez|était|ont)",
)

DENIALS = (
    r"(?<!inquiétez )(?<!inquiète )(?<!en faites )(?<!ce )(?<!pour ne )(?<!afin de ne )(?<!pour n y )pas(?! (?:de|d) "
    rf"(?:souci|soucis|problème|panique)|(?<=et pas) {DET} |(?<=non pas) {DET} | plus tard que (?:maintenant|tout))"
    rf"{NEVERTHELESS}",
    r"(?:ne (?:\w+ ){1,5}?(?:(?<!pas )plus(?! qu)|aucune?|personne|rien|guère|point|ni)|personne ne|rien ne|aucune?(?! "
    rf"(?:problème|souci))|impossible){NEVERTHELESS}|jamais|en aucun cas|nulle part|(?:avec|à|chez) (?:personne|"
    rf"rien)(?= (?:\Z|d))",
    r"sans(?! (?:plus |trop |aucune? |autre )?(?:attendre|attente|tarder|délai|délais|détour|souci|problème|faute|"
    r"interruption|hésiter|frais|transition|perdre|bouger|raccrocher|quitter|vous faire|que vous|coupure|rappeler))",
    rf"(?:vous|te|t|lui|le|la|les|l|y) (?:ai |a |avons )?{SEND} (?:(?:vers|sur|à(?! la réservation)|dans|en|de|d|par) "
    rf")?{A_THING}",
    rf"{SEND} (?:vers|sur|à|dans|en|de|d|par|au|aux|avec) (?!la réservation){A_THING}|en (?:relation|contact|lien) "
    rf"{A_THING}",
    rf"(?:vous|te|t) {SEND} (?:votre|vos|ton|tes)(?! (?:nouve\w+ )?{YOURS})",
    rf"(?:vous|te)(?: en)? pass(?:e|ons|erai|er|é) (?:les|des|ces|mes|quelques)(?! (?:\w+ )?{DEPARTMENTS})",
    rf"(?:vous|te) (?:transf|bascul)\w+ (?:les|des|ces|mes|nos|quelques)(?! (?:\w+ )?{DEPARTMENTS})",
    r"transférée?s? (?:\w+ )?dans(?! (?:la file|(?:une?|quelques|deux|les) (?:\w+ )?(?:instant|moment|seconde|"
    r"minute)))",
    r"contact visuel|(?:r?envo|orient|adress|dirig)\w* (?:\w+ )?(?:vers|chez|à) (?:(?:votre|ton) (?:fournisseur|"
    r"banque|assur\w+|mutuelle|opérateur|médecin|notaire|employeur|mairie|constructeur|revendeur|bailleur|syndic)|"
    r"une? autre (?:magasin|boutique|hôtel|établissement|enseigne|cabinet))|de votre choix|(?:prend|reçoit) toujours|"
    r"l appel des|(?:rejoin|accueil|attend)\w* (?:\w+ ){0,6}?(?:devant|au (?:salon|bar|comptoir|guichet|stand|rez)|"
    r"dans (?:la|le|l|notre|nos) (?:boutique|"
    r"magasin|salle|salon|hall|cabinet|agence))|je (?:lis|vois|constate|remarque) (?:\w+ ){0,4}?que (?:vous|l|votre|"
    r"on) (?:\w+ )?(?:a|avez|aviez|avait|étiez)|(?:nos|les) (?:\w+ ){0,4}?répondent en|prend\w* la parole (?:à|au|"
    r"aux|lors|devant|pendant)|(?:relation|contact) écrite?|(?:orient|dirig|guid|aiguill)ée?s? par|le choix|à "
    r"distance|passe (?:devant|sur ce|en(?! (?:ligne|communication|relation|contact|direct|interne|priorité|urgence|"
    r"cuisine|salle|réception|direction|comptabilité|facturation|\w+gie))|un (?:\w+ )?appel|de(?! suite))",
    rf"{SENT_TO}(?:en magasin|en ville|chez vous|sur place)",
    r"(?:\w+ée?s?|relation|contact|redirige|dirige) (?:chez|vers|avec|à|jusqu à) (?:moi|nous)|été \w+ par",
    r"(?:transf\w+|relation|redirig\w+|passée?s?|mise?s?) (?:\w+ ){0,6}?(?:hier|mauvaise?|(?:deux|plusieurs|trois) "
    r"fois)",
    r"(?:re)?pren\w* (?:\w+ )?ligne (?:internet|fixe|mobile|téléphonique|adsl|à (?:son|votre|leur|mon) nom|\d+)",
    r"(?:votre|ton|ta) (?:assurance|assureur|mutuelle|complémentaire|prévoyance|employeur|opérateur|fournisseur) "
    r"(?:\w+ ){0,2}?(?:re)?prend\w*",
    r"par erreur|éventuellement|peut être|au besoin|uniquement|exclusivement|inclus|(?<!bien )(?<!ai )(?<!est "
    r")(?<!\A )compris|"
    r"occupée?|autres? (?:clients?|appels?)|(?<!l )(?<!passe une )(?<!passe sur une )(?<!transfère sur une "
    r")(?<!transfère "
    r"vers une )(?<!bascule sur une )autres? lignes?",
    r"(?:par|via) (?:\w+ )?(?:courriel|mail|e mail|email|courrier|lettre|sms|texto|écrit|fax|messagerie|poste|chat)|"
    r"dans (?:le|un|notre|son|votre) (?:\w+ )?(?:bulletin|journal|magazine|rapport|courrier|communiqué|compte rendu)|"
    r"file (?:de (?:gauche|droite)|du milieu)",
    r"(?:(?:j|nous|je vous|nous vous|je vous y) (?:ai|avons)|(?<!qui )vous (?:a|ont)|appel (?:a|avait) été) (?:\w+ "
    r"){1,8}?(?:ce matin|(?:avant )?hier)|(?:hier|ce matin) (?:\w+ ){1,5}?(?:ai|avons)",
    rf"{OTHER_TIMES}|(?<!de )(?<!du ){DAY}|à (?:votre|son|leur|mon|l) (?:arrivée|retour|"
    rf"réveil|passage|place)|"
    r"à (?:partir|compter) d\w*(?! ?(?:maintenant|cet instant|à présent|ici))",
    r"en (?:chambre|haut parleur|sourdine|pause|veille|mode|option|bus|car|taxi|train(?! d)|avion|bateau|voiture|"
    r"ambulance|navette|minibus|autocar|hélicoptère|métro|tram)|transf\w+ (?:de|du|depuis) (?:l |la |le "
    r")?(?:aéroport|gare|hôtel|port|hôpital|terminal)",
    rf"(?:du|de) {DAY} au|du {DAY}|numéro (?:vert|court|gratuit)",
    r"(?<!service )(?<!service de )(?<!service des )(?<!équipe )(?<!équipe de )(?<!support )(?:boutique|agence|"
    r"banque|site|t?chat|forum|espace|aide|magasin|paiement|achat|réservation|inscription|"
    r"démarche|demande|commande|assistance|formation|consultation)s? en ligne",
    r"(?:pompiers?|police|ambulance\w*|secours|samu|gendarm\w+|taxi|chauffeur|coursier|livreu\w+|transporteur|femme "
    r"de (?:chambre|ménage)|serveu\w+|groom|"
    r"dépann\w+|navette|voiturier|bagagiste|serrurier|plombier|électricien|facteur) (?:\w+ ){0,4}?(?:arriv|vien|"
    r"rejoin|prend|récup|pass|attend)\w*(?! (?:\w+ )?(?:(?:votre|l|cet|cette|la|le) (?:appel|communication|"
    r"conversation|ligne|relais|"
    r"combiné|téléphone|suite)|en (?:ligne|communication)|au (?:bout du fil|téléphone)|à l appareil))",
    r"(?:prend|rejoin|accueil|récup|attend|reçoi|recev|reçu|charge)\w* (?:\w+ ){0,3}?(?:à|devant|dans|sur) (?:l "
    r"accueil de|(?:(?:la|le|l|votre|notre|une?) )?(?:\w+ )?(?:gare|aéroport|entrée|porte|hall|parking|domicile|"
    r"arrêt|sortie|terminal|portail|quai|plage|hôtel|adresse|table))|à la même table|file (?:d attente )?(?:du|au|"
    r"devant le) guichet",
    rf"{SENT_TO}(?:(?:dans|de) (?:votre|la|ta|une autre) (?:ville|région|quartier|commune)|près de (?:chez )?vous|à "
    r"proximité)",
    r"(?<!de )(?<!permanence )(?<!garde )(?<!astreinte )(?<!service )(?:cette|ce) (?:semaine|mois|soir|nuit|week "
    r"end)|avec (?:cette|une|ce|un|la|le|mon|ma) (?:ordonnance|"
    r"courrier|lettre|mot|certificat|visite|consultation|bilan|examen|radio)",
    r"avec (?:l |un |une |notre |votre |le |la )?(?:assistante? (?:virtuel|vocal|automati|numéri|téléphoni)\w*|robot|"
    rf"ia|intelligence|machine)|(?:traité|pris|reçu)\w* par (?:\w+ )?(?:assistante? (?:virtuel|vocal|automati)\w*|"
    rf"robot|ia|répondeur|serveur|messagerie)|mains avec {A_THING}|coupée?s?|"
    r"interrompue?s?|(?:appel|conversation|échange|entretien|communication|fois|transfert)s? précédente?s?|"
    r"précédente?s? "
    r"(?:appel|conversation|échange|entretien|communication|fois|transfert)s?",
    r"(?<!qui )(?<!que )(?:peut|peuvent|pourrait|pourraient) (?:\w+ (?:de |à )?)?(?:vous|te)|pass\w+ d une|(?:en|de|"
    r"à la) taille|par "
    r"carte|mon tour",
    r"(?:répondeur|messagerie|batterie|garantie|contrat|système|boîte vocale|(?:assistante?|serveur) (?:vocale?|"
    r"virtuel\w*)|robot) (?:\w+ ){0,2}?(?:prend|prendra|reprend|répond|va)|(?:alarme|réveil|sonnette|cloche|"
    r"détecteur) (?:\w+ ){0,4}?sonne|jusqu à votre (?:table|chambre|place)|(?:guid|condui|dirig|emm[eè]n)\w* (?:\w+ "
    r")?jusqu|"
    r"(?:orient|guid|accueill|accompagn)\w* (?:à l accueil|sur place|à l entrée)|de \w+ heures|depuis (?:\w+ "
    r"){1,3}?(?:minutes?|heures?|matin|hier)|(?:appel|coup de fil) a été passé(?! (?:à|au|aux|vers|chez|sur) )",
    r"connectée? en tant|(?:me|m a|m ont|nous a|nous ont) (?:transf|bascul|redirig|pass|renvoy)\w*|nos (?:\w+ "
    r")?(?:vœux|amitiés|salutations|conditions|tarifs|offres|horaires)|par "
    r"(?:ambulance|navette|avion|"
    r"bateau|taxi|hélicoptère|transporteur|coursier)|(?:au|à un) (?:tarif|prix)|(?:à|"
    r"pour) (?:\w+ ){1,2}euros",
)


def not_behind(words: str) -> str:
    """Looks back, so that none of these words stands right before."""
    return "".join(rf"(?<!{word} )" for word in words.split())


NO_TELLING = not_behind(
    "savoir dire dira diront verra verront voir verifier verifiera regarder regardera confirmer confirmera comprendre "
    "demander demandiez demandez expliquer expliquera indiquer indiquera"
)
STOP = (
    rf"{NO_TELLING}(?:si|quand)|lorsqu\w*|avant (?:qu|que|de|d)|apres (?:avoir|qu|que)|des (?:qu|que|demain)|sauf|"
    rf"sinon|"
    r"a moins|une fois|a condition|sous reserve|(?:sans|avec) votre (?:accord|permission)|(?:au|en cas de) besoin|au "
    r"cas|sur (?:simple )?demande|ensuite|d abord|"
    r"mais|(?:et|puis|ou) (?:je|nous|on|vous)|\w+ez moi|veuillez|il (?:me|nous|vous) f\w+|j ai besoin|merci de|"
    r"(?:vous|te) "
    r"(?:rappelle(?:ra|ront|nt)?|(?:re)?contacte(?:ra|ront|nt)?|ecri(?:t|ra|ront|ve|vent)|re?viendra|revienne)|"
    r"re(?:viendra|viendront|vient|vienne) vers vous"
)
"""A condition, a call-back or the next clause: there an aside ends."""
LATER = (
    rf"{not_behind('de du d prevu prevue prevus prevues depuis')}(?:demain|{DAY}|(?:ce|cet|cette) (?:soir|apres midi|"
    rf"semaine|week end|nuit)|le {DAY}|plus tard|ulterieurement|"
    r"prochainement|(?:a|vers|a partir de) (?:\d+ ?h\w*|\w+ heures?)|dans (?:une|deux|trois|quelques|\d+) (?:heures?|"
    r"jours?|semaines?|mois)|(?:la |le |l )?(?:semaine|mois|annee) prochaine?)"
)
ON = rf"(?: (?!(?:{STOP}) )\w+)*"
ON_TODAY = rf"(?: (?!(?:{STOP}|{LATER}) )\w+)*"
DATED = one_of(
    """
    rendez rdv reservation sejour arrivee depart retour visite livraison consultation sortie table chambre vol voyage
    operation examen cours concert seance spectacle intervention nuit rentree ceremonie soiree repas diner dejeuner
    location match evenement horaires hospitalisation prelevement
    """
)
"""What has a date of its own: "about your appointment tomorrow"."""
TOPIC = (
    r"(?:concernant|au sujet|a ce sujet|a propos|quant a|(?<!la main )pour (?:votre|vos|ton|tes|cette|ce|cet|ces|le|la|"
    rf"les|l|un|une|des|du|d)(?! (?:{DAY}|semaine|mois|annee|soir|nuit|week|lendemain|apres midi|rappel|appel|echange|"
    r"entretien|instant|moment|serviettes|draps|oreillers|bagages|valises|cles|ordonnance|bilan|examen|radio) ))"
)

NOT_WHEN = not_behind(
    "apres avant des fois moins condition reserve pourvu ce sauf suppose admettant tant cas meme moment plus peu "
    "seulement"
)

ASIDES = (
    r"(?:(?<!en )car|parce qu\w*|puisqu\w*|vu qu\w*|etant donne|comme (?:je|j|vous|il|elle|c|ce|cela|ca|nous|on|votre|"
    r"notre|le|la|l)|du fait|en raison|a cause|suite a|faute de|(?:pour|afin|(?:de (?:facon|maniere|sorte))) (?:que?|"
    r"a)|"
    rf"(?<!la main )(?:pour|afin de|afin d|histoire de) (?:(?:ne )?(?:pas|plus) )?(?:(?:vous|y|en|l|le|la|les|lui|"
    rf"leur) "
    rf"){{0,2}}(?!(?:discuter|parler|echanger|rappeler|recontacter|contacter|ecrire) )\w+(?:er|ir|re)|pour (?:ne|"
    rf"n)){ON}",
    rf"{TOPIC}(?: (?!(?:{STOP}) )\w+){{0,6}}? {DATED}{ON}|{TOPIC}{ON_TODAY}",
    r"(?:(?:a |avec |chez |par |pour |sur |dans )?(?:qui|(?:le|la|les|au|aux|du|des|de la)quel\w*|laquelle)(?! (?:n "
    r"(?:a|ont) (?:\w+ )?(?:repondu|decroche)|(?:ne|n) "
    r"(?:repond|decroch)\w*|(?:(?:ne|n) )?(?:ouvr\w*|revien\w*|rentre\w*|reprend\w*|(?:est|sera) (?:\w+ "
    r")?(?:disponibles?|la(?= (?:\Z|aujourd|avant|en|le|pour))|"
    rf"joignables?|occupee?|absente?|fermee?|ouverte?|de retour|malades?|en (?:conges?|reunion|vacances|deplacement|"
    rf"pause|arret)))) )|dont|"
    rf"{NOT_WHEN}que?(?! (?:{LATER}|si) )){ON}",
    rf"et (?:il|elle) (?:peut|pourra|saura|sait){ON}",
    r"sans(?! (?:succes|reponse|resultat|effet|suite|votre|y arriver|parvenir|reussir))",
)

NOW = (r"maintenant|immédiatement|(?:tout )?de suite|à l instant|aussitôt|sans (?:plus )?(?:attendre|tarder)|en cours",)
