"""The frames in which a transfer is promised in French."""

from adapter.tool_calls.promises.grammars.french.words import (
    ACT,
    ADVERBS,
    AIM,
    ANSWER,
    ANY_OF,
    AT_PHONE,
    BE,
    CALL,
    COMES,
    DET,
    DO,
    DO_CALL,
    DONE,
    ENDS,
    ENTER,
    GAP,
    GIVE,
    GOES_ON,
    GOING,
    HAND,
    HANDS,
    HELP,
    JOINED,
    LINK,
    MOVE,
    NAME,
    NO_PHONE,
    NOT_YET,
    NOUN,
    PERSON,
    PUT,
    QUEUE,
    SENT,
    SERVICE,
    SERVICES,
    SOMEBODY,
    SOON,
    SPEAKER,
    TAKES,
    TALK,
    TALKING,
    THE_LEAD,
    THOU,
    TO,
    TOGETHER,
    TRYING,
    UNDER_WAY,
    WHO,
    WILL_BE,
    WILL_TALK,
    YOU,
)

PROMISES = (
    # I transfer you, or the call
    rf"(?:(?:{SPEAKER}|je (?:\w+ ){{1,8}}?et) {YOU} |{GOING} {ADVERBS}{TRYING}{YOU} {ADVERBS}){DO}",
    rf"{SPEAKER} (?:vous|t|te) y (?:envoie|conduis|dirige|oriente|amene|adresse|renvoie|emmene|mene)(?! {DET} )",
    rf"(?<=\A ){YOU} {MOVE}e|{SPEAKER} {GAP}en vous (?:{MOVE}|{AIM})e?ant {ADVERBS}{TO}",
    rf"(?:je|nous) (?:vous|t) (?:y )?(?:ai|avons) {ADVERBS}{DONE}",
    rf"(?:{SPEAKER} {NOT_YET}(?:vous )?(?:ai |avons )?|{GOING} ){ADVERBS}{TRYING}{DO_CALL} {ADVERBS}{CALL}",
    rf"je (?:\w+ ){{1,8}}?et (?:{DO_CALL} {ADVERBS}{CALL}|(?:laisse|passe|cede|donne|rends) {THE_LEAD} (?:a|au|aux))",
    rf"(?<=\A )(?:je|on) {PUT} {JOINED} avec(?! des )|(?:{SPEAKER}|{GOING}) {TRYING}(?:lui |leur )?(?:{MOVE}{ENDS}|"
    rf"{HAND}|{GIVE}|tends) {ADVERBS}{THE_LEAD}",
    rf"(?:je|on|nous) (?:transfer|bascul|redirig)e?(?:e|ons)(?= (?:{SOON} )?(?:\Z|{TO} ))",
    rf"{CALL} (?:(?:est|releve) (?:\w+ ){{1,4}}?)?(?:je|nous|on) (?:vous )?(?:le|la|l) (?:y )?{DO_CALL}",
    rf"{SPEAKER} (?:(?:le|la|les) {PUT} |{PUT} {SOMEBODY} ){GAP}{JOINED} avec vous|fais venir {SOMEBODY} "
    rf"{GAP}{AT_PHONE}|{PUT} {ADVERBS}{CALL} {GAP}(?:{JOINED}|en transfert|(?:sur|dans|vers) (?:le poste|la ligne|la "
    rf"file)|{QUEUE}|en attente {GAP}(?:aupres|pour|chez|avec))",
    rf"(?:place|inscri[ts]|mis|ajoute|inscrire|placer|mettre) {ADVERBS}{CALL} {GAP}(?:{QUEUE}|en attente "
    rf"{GAP}(?:aupres|pour|chez|avec)|(?:sur|dans|vers) (?:le poste|la ligne|la file))|{YOU} (?:relie|raccorde|"
    rf"oriente|aiguille|dirige)(?= \Z)|(?:je|nous) (?:dois|devons) {ADVERBS}{YOU} {ADVERBS}{DO}",
    rf"{YOU} {MOVE}er (?:\w+ ){{0,8}}?(?:ce que )?je (?:le )?fais {SOON}|(?<!eu )(?<!pris )(?<!a )(?<!ai )le temps "
    rf"(?:pour (?:moi|nous) )?de {YOU} {DO}",
    rf"(?:(?<!a )(?<!ai )le temps|en attendant|jusqu a ce) (?:que (?:(?:je|on) {YOU} (?:{MOVE}e|(?:re)?(?:mette|place) "
    rf"{ADVERBS}(?:{TOGETHER}|{HANDS})|{AIM}e {ADVERBS}{TO})|(?:{CALL}|(?:le|la|votre) {NOUN}(?! {NO_PHONE})) "
    rf"{GAP}(?:abouti|fass|effectu|pass|bascul|part|etabli|acheve|termin|arriv|transfer)\w*|vous soyez "
    rf"{ADVERBS}{DONE})|d etre {DONE})",
    rf"(?:re)?(?:mets|met|mettons) {ADVERBS}(?:{DET} )?(?:\w+ )?{PERSON} (?:\w+ )?{AT_PHONE}|{SPEAKER} {YOU} "
    rf"(?:re)?(?:mets|met|mettons) (?!aux? ){SOMEBODY}(?: (?:du |des |de la |de l |de |d )?(?!(?:a|au|aux|sur|dans|"
    rf"pour|en|avec|chez|demain) )\w+){{0,2}}(?= (?:\Z|{SOON}|{AT_PHONE}))",
    # You, or the call, are transferred
    rf"(?:{CALL} {BE}|(?<=\A )appel(?: en cours de)?) {ADVERBS}{SENT}|la ligne {BE} {ADVERBS}{DONE} {TO}",
    rf"{CALL} (?:(?:va (?:\w+ )?)?(?:rejoint|rejoindre|gagne|integre) {SOMEBODY}|(?:est|vient d|va|entre|prend place) "
    rf"(?:\w+ ){{0,3}}?{QUEUE}|est {ADVERBS}chez (?!moi|vous|nous)\w+)",
    rf"{CALL} (?:va |vient de |est en train de )?(?:(?:pass|part|bascul|arriv|mont)ent|part(?:ir)?|abouti[rt]|filer?|"
    rf"basculer?|passer?|arriver?|remonte|"
    rf"monte|est en route|est parti|rejoint|atterrit|sonne) {ADVERBS}(?:{TO}|dans|en file|la file)",
    rf"{THOU} (?!a |est |sera |vient ){BE} {ADVERBS}(?<!deja )(?:{DONE}|(?:en cours de )?{NOUN})|(?:vous|te) (?:voila|"
    rf"voici) {ADVERBS}{DONE}",
    rf"(?:vous|tu|te) (?:(?:{WILL_BE}|voila|voici|etes {SOON}) {GAP}(?:{QUEUE}|{JOINED} (?:\w+ )?avec)|(?:etes|avez "
    rf"ete) {GAP}{QUEUE})|vous (?:etes|avez ete mise?) (?!(?:toujours|encore|deja) ){ADVERBS}en attente (?:\w+ "
    rf")?(?:aupres|pour|chez|avec) (?:de |"
    rf"du |d "
    rf")?{SOMEBODY}",
    r"vous etes (?:bien )?(?:le|la) (?:prochaine?|suivante?)(?= (?:\Z|dans la file|en ligne|a etre (?:pris|servi|mis|"
    r"transfer|connect)\w*))",
    rf"{THOU} etes {JOINED} (?:\w+ )?avec {GAP}{SOON}|(?:voila|voici|ca y est|c est (?:bon|fait)|maintenant) (?:\w+ "
    rf")?{THOU} (?:etes|es) {JOINED} avec",
    rf"{SOON} {THOU} {WILL_BE} (?:\w+ )?avec {SOMEBODY}|{THOU} {WILL_BE} avec {SOMEBODY} {GAP}{SOON}",
    rf"{THOU} {WILL_BE} {SOON} avec|{SOON} {THOU} {BE} {ADVERBS}(?:accueilli|recu|entendu|servi)e? par|{THOU} {BE} "
    rf"{ADVERBS}(?:accueilli|recu|entendu|servi)e? (?:par {GAP}{SOON}|{SOON} par)|{THOU} {BE} {ADVERBS}prise? en "
    rf"(?:charge|ligne) {GAP}(?:par|{SOON})",
    rf"{THOU} (?:basculez|partez|filez|glissez) (?!avec ){TO} {SOMEBODY}|{THOU} allez {ADVERBS}entendre (?:la |une "
    rf")?sonnerie|{THOU} {ENTER} {ADVERBS}(?:(?:dans )?la file|{SOON} {TO} {GAP}{WHO}|{TO} {GAP}{WHO} {GAP}{SOON})",
    rf"{THOU} (?:allez|vas|etes sur le point de) {ADVERBS}(?:pouvoir )?(?:{TALK} {ADVERBS}{TO}|tomber sur|"
    rf"(?:entendre|avoir) {SOMEBODY})",
    rf"{THOU} {WILL_TALK} {GAP}(?:a )?{GAP}{WHO} {GAP}(?:{SOON}|{AT_PHONE})|{SOON} {THOU} {WILL_TALK} {ADVERBS}(?:a |"
    rf"au |aux |avec )?{GAP}{WHO}",
    rf"{THOU} {WILL_TALK} {SOON} (?:avec|a|au|aux) {SOMEBODY}|{THOU} (?:parlerez|discuterez|echangerez) "
    rf"{ADVERBS}{SOON} "
    rf"(?:a|avec) {NAME}|{THOU} (?:allez|vas) (?:pouvoir )?(?:lui|leur) {TALK} (?:{SOON}|{AT_PHONE})|{THOU} (?:l|"
    rf"les) (?:aurez|avez|auras|as) (?:{SOON} )?au (?:bout du fil|telephone)|entend(?:rez|re) (?:\w+ ){{1,4}}?(?:et "
    rf")?puis (?:la voix (?:de |du |d )?)?{SOMEBODY}",
    rf"je (?:raccroche|m efface|me retire|vous (?:quitte|laisse)) {GAP}et {THOU} (?:restez|parlez|continuez|poursuivez|"
    rf"etes) (?:\w+ )?avec",
    # A transfer is under way
    rf"(?<=\A )(?:(?:et|donc|alors|allez|hop|zou|ok|bien|voila|bon|maintenant) ){{0,2}}{NOUN}(?! (?:gratuit|prive|"
    rf"payant|inclus|possible)) {ADVERBS}(?!{NO_PHONE}){TO}",
    r"(?<=\A )(?:transfert|mise en (?:relation|communication|ligne))(?= \Z)|mise en attente (?:pour|vers|aupres|"
    rf"avec) {SOMEBODY}",
    rf"(?<!demande de ){NOUN}(?! {NO_PHONE}) {GAP}{UNDER_WAY}|{LINK} {GAP}(?:en cours|etablie)|(?:communication|"
    rf"liaison) est etablie|connexion en cours (?:avec|vers|a|au) {SOMEBODY}",
    rf"{NOUN}(?! {NO_PHONE}) {GAP}(?<!pas )(?:effectuee?|etablie?|reussie?|realisee?|faite?|accomplie?)(?= \Z)",
    rf"{ACT} {ADVERBS}(?:la|votre) (?:communication|liaison)(?= \Z)",
    r"(?<=\A )(?:escalade|bascule|(?:renvoi|passage)(?= (?:de (?:l|votre|cet) appel|immediat|direct))|aiguillage|"
    r"routage|raccordement|connexion(?= (?:avec|vers|en))|appel(?= en cours)|"
    rf"passage(?= (?:vers|(?:\w+ )?(?:a|vers|chez) (?:{DET} )?{PERSON}) ))(?: de (?:l|votre|cet) appel)?(?: "
    rf"(?:immediate?|en cours|directe?))? "
    rf"(?:a|au|vers|"
    rf"chez|avec|aupres (?:de|du|d)) (?:{DET} )?(?:\w+ )?{WHO}|(?<=\A )transfert {SERVICE}",
    r"ligne (?:\w+ ){0,6}?(?:s ouvr(?:e|ir)|(?:est|etre) ouverte) (?:\w+ )?(?:vers|avec|pour vous)|(?:poste|"
    rf"numero) {GAP}{WHO} {GAP}est compose",
    rf"(?:m (?:occupe|empresse)|me charge|nous (?:occupons|chargeons)) {ADVERBS}(?:du|de (?:la|votre|cette|ce)) "
    rf"{NOUN}(?! {NO_PHONE})",
    rf"(?:{SPEAKER}|{GOING}) {ADVERBS}{TRYING}(?:vous )?(?!active (?:\w+ )?transfert d appel|{ACT} (?:\w+ )?{NOUN} "
    rf"{NO_PHONE}){ACT} {ADVERBS}(?:a |au |l )?(?:{DET} )?(?:{NOUN}|{LINK}|"
    rf"appel (?:vers|au|a la|chez)|passage (?:a|au|aux|vers|chez) {SOMEBODY})",
    r"(?<!la )(?<!de )(?<!en )(?<!une )(?<!notre )(?:direction|(?<=\A )en route (?:pour|vers)|c est parti pour|cap "
    rf"sur) {DET} (?:\w+ )?{WHO}",
    # You are there
    rf"(?:voila|ca y est|c est (?:bon|fait)|nous y sommes) {SOMEBODY} (?:\w+ ){{0,2}}?est (?:maintenant )?(?:avec "
    rf"vous|{AT_PHONE})(?= \Z)",
    rf"(?:voila|ca y est|c est (?:bon|fait|chose faite)|parlez|allez y) (?:\w+ )?{THOU} (?:etes|es) "
    rf"{ADVERBS}(?:(?:avec|chez) (?!nous|moi|vo)\w+|(?:au|a la|a l) (?:\w+ )?{WHO})|(?:parlez|allez y) {THOU} avez "
    rf"{SOMEBODY}|que {THOU} (?:entendrez|aurez) (?:{SOON}|{AT_PHONE})|le temps d\w* (?:\w+ ){{1,3}}et {THOU} "
    rf"(?:{WILL_BE}|{WILL_TALK})|(?:(?<=\A )|(?:musique|melodie|annonce|sonnerie|tonalite|bip|signal) )et {THOU} "
    rf"(?:{WILL_BE}|etes|parle(?:re)?z) (?:\w+ )?avec {SOMEBODY}",
    # The place or the person alone
    rf"(?<=\A ){ANY_OF}(?: (?:de |du |des |d |de la |de l )?\w+){{0,2}}? (?:pour vous|(?:tout )?de suite)(?= \Z)|"
    rf"(?<=\A )(?:tout de suite|maintenant) (?:(?:docteur|maitre|madame|monsieur) (?:\w+ )?)?{ANY_OF}(?: (?:de |du |"
    rf"des |d )?\w+)?(?= \Z)",
    rf"(?<=\A )(?:et )?(?:hop|zou|allez hop|allons y|on y va) (?:vers|chez|au|a la|a l|pour) (?:{DET} )?(?:\w+ "
    rf")?{WHO}|(?<=\A )(?:et )?(?:voici|voila) (?:le|la|l|notre|mon|ma) (?:\w+ )?{WHO}(?: (?!(?:dont|que|qui|ou|en) "
    r")\w+){0,2}(?= \Z)",
    r"(?:voici|voila) (?:monsieur|madame|mme|docteur|maitre) \w+ (?:\w+ )?(?:du|de la|de l|des|de notre) \w+",
    rf"(?<=\A )(?:un |une )?{PERSON}(?: \w+)? (?:en approche|(?:en ligne|connecte\w*) {ADVERBS}{SOON})|(?<=\A "
    rf"){JOINED} avec {SOMEBODY} {GAP}{SOON}|(?<=\A )prise en charge par {SOMEBODY} {GAP}{SOON}|appel y (?:est|part|"
    rf"file|arrive)|(?<=\A )(?:passage|transmission) (?:a|au|aux|vers|chez) {SOMEBODY} {GAP}en cours",
    rf"(?<=\A )(?:le|la|l|une?|notre|mon|ma) (?:\w+ )?{WHO}(?: \w+){{0,3}}? {AT_PHONE} {ADVERBS}{SOON}(?= \Z)",
    rf"(?:remonte|revient|arrive|termine|finit|descend|accourt|sort|se libere|raccroche|pose|repose|s essuie|s "
    rf"installe) "
    rf"(?:\w+ ){{0,6}}?et (?:(?:il|elle) )?{ANSWER}",
    rf"j ai (?:\w+ ){{1,4}}?{AT_PHONE} (?:allez y|parlez|vous pouvez parler|je vous laisse)(?= \Z)",
    rf"je (?:quitte|sors de) {TALKING} (?:et )?{SOMEBODY} {GAP}(?:y )?(?:entre|arrive|prend)|{WHO} {GAP}est "
    rf"(?:prete?|la|"
    rf"disponible|libre|en ligne|a l ecoute) (?:vous pouvez parler|parlez|allez y)(?= \Z)",
    rf"(?:{SPEAKER}|{GOING}) {ADVERBS}(?:{ACT}|mets en place|mettons en place|mettre en place|monte|prepare) "
    rf"{ADVERBS}(?:une?|"
    rf"la|l|cette) (?:conversation|conference|appel|communication|discussion) (?:\w+ )?a (?:trois|plusieurs)(?= "
    rf"(?:\Z|avec))",
    rf"{SPEAKER} (?:re)?(?:mets|met|mettons) {NAME}(?: \w+)? {AT_PHONE}(?! (?:sur|dans|pour) )|{WHO} {GAP}decrochera "
    rf"(?:{SOON}|apres (?:la|"
    rf"une|le) "
    r"(?:sonnerie|musique|annonce|bip))",
    rf"(?<=\A )(?:le|la|l) (?:\w+ )?{WHO} (?:\w+ ){{0,3}}?(?:le|la) voici(?= \Z)",
    # Somebody comes to the line
    rf"{TAKES} (?:en (?:charge|main) )?{ADVERBS}(?:{CALL}|la (?:ligne|communication)|le (?:combine|telephone))",
    rf"(?:{TAKES}|assure) {ADVERBS}{THE_LEAD}(?<! suite)(?<! relais)(?<! releve)(?<! place)",
    rf"(?:{TAKES}|assure) {ADVERBS}(?<!prendra )(?:la (?:suite|releve|place)|le relais)(?= (?:\Z|(?:et|qui|avec|"
    rf"{SOON}|(?:de|sur) (?:cet|cette|l|notre|votre|la) (?:appel|conversation|communication|echange|ligne)) ))",
    rf"{TAKES} {ADVERBS}{THE_LEAD} {GAP}(?:{SOON}|{AT_PHONE})|{WHO} {GAP}vous prend(?= \Z)",
    rf"(?<=\A )(?:(?:un|une|le|la|l|mon|ma|notre|quelqu) )?(?:\w+ )?{WHO} {GAP}(?:va|vont|vient) {ADVERBS}(?:vous|te) "
    rf"(?:repondre|parler|prendre(?: en (?:ligne|charge|communication))?)(?= (?:\Z|{SOON}|{AT_PHONE}))|(?<=\A "
    rf")(?!(?:elle|il|on|ca|tout|qui) ){NAME} va (?:vous|te) (?:prendre|repondre|parler)(?= \Z)",
    rf"on vient (?:vous|te) (?:repondre|prendre)(?= \Z)|on (?:va|vient) (?:vous|te) (?:repondre|prendre) (?:{TO}|de) "
    rf"(?:{DET} )?(?:\w+ )?{WHO}|(?<!on )(?:vous|te) confi(?:e|ons|er) {ADVERBS}a (?!(?:la|l|une?|ces?|cette|votre|"
    r"vos|ton) )\w+",
    rf"(?<=\A )(?:le|la|l|mon|ma) (?:\w+ )?{WHO} {GAP}vous (?:repond|parle)(?= \Z)|(?:vous pouvez parler|parlez|allez "
    rf"y) (?:\w+ ){{0,5}}?(?:{AT_PHONE}|vous (?:ecoute|entend))|(?<!je )vous (?:ecoute|entend) (?:vous pouvez parler|"
    r"parlez|allez y)",
    r"(?:votre (?:correspondante?|interlocut\w+)|la personne que vous (?:demand|cherch|attend|voul)\w+) "
    rf"{GAP}(?:(?:est|sera|arrive) {ADVERBS}{AT_PHONE}|a decroche)|(?:{AT_PHONE}|decroche {GAP}) je vous laisse(?= "
    rf"(?:\Z|(?:lui |leur )?parler|avec))|{WHO} {GAP}est {ADVERBS}en ligne pour vous|{PERSON} {GAP}est {SOON} en "
    rf"ligne(?= (?:\Z|et|avec vous))|{WHO} {GAP}est {SOON} (?:avec vous|au (?:bout du fil|telephone)|a l "
    r"appareil)",
    rf"(?:on|ca) decroche (?:\w+ )?(?:chez|au|a la|a l)|(?:{WHO}|standard) {GAP}vous (?:attend(?:ent)?|recoit|"
    rf"salue) {ADVERBS}{AT_PHONE}|{WHO} {GAP}vous a (?:maintenant |deja |bien )?{AT_PHONE}",
    rf"{WHO} {GAP}sera (?:{SOON} {AT_PHONE}|{ADVERBS}{AT_PHONE} {ADVERBS}{SOON})|(?:est (?:\w+ )?(?:en train|sur le "
    rf"point) "
    rf"de|s apprete a) (?:se joindre a nous|(?:se joindre a|rejoindre) {TALKING})|(?:ligne|fil|telephone|appareil) "
    rf"(?:et )?"
    r"je vous (?:reunis|rassemble|relie)(?= (?:\Z|ensemble|tous))",
    r"(?:poste|ligne|telephone|bureau|extension) (?:du|de|des|d) (?:\w+ ){1,4}?sonne(?! (?:\w+ )?(?:occupe|dans le "
    r"vide|sans))|"
    rf"je (?:raccroche|me retire|m efface|me deconnecte|vous laisse) {GAP}des qu (?:ils?|elles?|on|ca) (?:repond|"
    rf"decroche|prend)\w*(?! (?:a|la|le|un) )",
    rf"{THOU} (?:avez|aurez|auras|allez avoir) (?!.{{0,3}}(?:possibilite|droit|choix) )(?:{DET} |quelqu |monsieur |"
    rf"madame |mme |(?<=aurez )\w+ )(?:\w+ ){{0,4}}?(?:{WHO} {GAP}{AT_PHONE}|(?!en ){AT_PHONE})|{THOU} avez {SOON} "
    rf"{SOMEBODY} {GAP}avec vous|ce sera (?:\w+ ){{1,5}}?{AT_PHONE}",
    # Somebody goes on with the conversation
    rf"{GOES_ON} {ADVERBS}(?:{TALKING}|avec vous)|{TALKING} (?:se poursui(?:t|vra)|continue(?:ra)?|passe) "
    rf"{ADVERBS}avec {SOMEBODY}|(?:le (?:combine|telephone|micro)|l appareil) passe {ADVERBS}(?:a|au|chez)",
    rf"(?:le relais|la (?:suite|main)) (?:est|sera|va etre) {ADVERBS}(?:re)?prise? {ADVERBS}par {SOMEBODY}|(?:est|"
    rf"sera|va etre) {ADVERBS}(?:avec|a) vous {ADVERBS}{AT_PHONE}",
    r"(?:se substitue a moi|me (?:remplace|relaie|releve|succede)|prend ma (?:place|suite)) (?:\w+ "
    rf"){{0,5}}?(?:{SOON}(?= \Z)|{TALKING}|{AT_PHONE})|(?:se substitue a moi|prend ma (?:place|suite))(?= \Z)",
    rf"(?:laisse|cede|abandonne) {ADVERBS}(?:ma|la) place (?:a|au)|m efface (?:devant|au profit)|(?<=\A )(?:et "
    rf")?(?:maintenant )?place (?:maintenant )?(?:a|au|aux) {SOMEBODY}|la (?:main|parole) (?:est|passe) {ADVERBS}(?:a "
    rf"(?!(?:la|l|vous|toi|nous) )\w+|(?:a la|a l|au|aux|chez) (?:\w+ )?{WHO})",
    rf"s entret(?:ient|enir) avec vous {GAP}(?:{SOON}|{AT_PHONE})|(?:intervient|entre|arrive|s invite|participe|se "
    rf"(?:connecte|branche|joint)|va (?:entrer|intervenir|se joindre)) {ADVERBS}(?:dans|a|sur) {TALKING}|entrer? en "
    rf"ligne|en fais venir (?:\w+ ){{0,3}}?{AT_PHONE}|va (?:\w+ )?se joindre a nous(?= (?:\Z|{SOON}))",
    r"fai(?:s|sons) (?:le pont|la (?:jonction|passerelle))(?= (?:\Z|avec|entre))|(?:ajoute|adjoins|invite|convie|"
    rf"integre|(?:fais|faire) (?:entrer|venir|intervenir)|amene) {ADVERBS}(?:{SOMEBODY} (?:\w+ ){{0,4}}?(?:a|dans|"
    rf"sur) {TALKING}|(?:a|dans|sur) {TALKING} {SOMEBODY})",
    rf"(?:invite|demande|propose|convie|prie) (?:a |au |aux )?{SOMEBODY} {GAP}(?:a|de) (?:rejoindre|se joindre a) "
    rf"{TALKING}|(?:je|nous) (?:l|le|la|les) (?:ajoute|invite|fais entrer) {ADVERBS}(?:a|dans|sur) {TALKING}|en sorte "
    r"que vous (?:parli|soyez (?:mis|transf))\w*",
    rf"(?:va|vont) {ADVERBS}(?:traiter|gerer) {CALL}|(?:se (?:connect|branch)ent|entrent|arrivent|se joignent) (?:a|"
    rf"dans|sur) (?:votre|notre|cet|l) (?:appel|conversation|communication|echange)(?= (?:\Z|{SOON}))",
    rf"(?:appelle|cherche|amene|ramene|fais venir) (?!{COMES}){SOMEBODY} {GAP}{AT_PHONE}|(?:chercher|querir|amener) "
    rf"(?:\w+ ){{1,7}}?(?:au (?:telephone|bout du fil|combine)|a l appareil)|demande (?:a|au|aux) {GAP}de (?:venir|"
    rf"passer) {AT_PHONE}",
    r"(?:je|nous) (?:(?:vais|allons) )?(?:fais|faisons|faire) venir (?:\w+ ){0,3}?(?:personne|humain|collegue|"
    rf"responsable|conseill\w+|superviseu\w+|superieure?|manager|chef)(?= (?:\Z|{SOON}))|(?:mets|mettons|prends|"
    rf"prenons) en ligne (?:{DET} )?{PERSON}|(?:je|on) nous (?:{PUT} {ADVERBS}{JOINED} avec|(?:connecte|relie) (?:a|"
    r"avec|au))",
    rf"ca (?:bascule|transfere) {TO} {SOMEBODY}|{PUT} {ADVERBS}en attente (?:et )?{SOMEBODY} {GAP}{ANSWER}",
    rf"{YOU} (?:cede|passe|laisse|donne) {THE_LEAD} (?:a|au|aux) {SOMEBODY}|{PUT} {ADVERBS}en attente (?:jusqu a ce "
    rf"que|en attendant qu\w*|le temps qu\w*) {SOMEBODY} {GAP}(?:reponde|decroche|se libere|prenne)",
    rf"(?:arrive|vient|passe|va (?:arriver|venir|etre|passer)) {ADVERBS}{AT_PHONE}",
    rf"{WHO} {GAP}(?:est (?:maintenant |desormais )?(?:au bout (?:du fil|de la ligne)|a l appareil)|sera en ligne|"
    rf"(?:est|sera|va etre) (?:avec|a) vous {GAP}{SOON}|(?:va )?decroche|va decrocher)|(?<=\A )(?:(?:voila|hop|bon) "
    rf")?(?:il|elle|on|ca) "
    r"(?:sonne|decroche|va decrocher)(?= \Z)",
    r"rejoint (?:l appel|la (?:conversation|ligne|communication)|notre (?:appel|conversation|echange))|se joint a "
    rf"(?:nous|vous|l appel|la conversation|notre \w+) {SOON}",
    r"(?:libre|disponible|la|ligne|fil|prete?|prevenue?|au courant|d accord) (?:(?:et|puis) )?(?:(?:il|elle) "
    rf")?{ANSWER}|(?:previens|bipe|sonne|sollicite|contacte|appelle|joins) {GAP}(?:et|puis|qui) (?:(?:il|elle) "
    rf")?{ANSWER}",
    r"(?:appelle|demande|sollicite|previens|avertis|demander|appeler|solliciter|prevenir|fai(?:s|sons|re) appel (?:a|"
    rf"au|aux)) {GAP}(?:(?:pour|afin) )?qu (?:ils?|elles?|on) (?:(?:vous|te) (?:prenne|reponde|parle|rejoigne|"
    rf"accueille|recupere)(?:nt)?|(?:re)?prenne(?:nt)? (?:{CALL}|{TALKING}|{THE_LEAD}|en (?:ligne|charge)))",
    rf"(?:contacte|joins|cherche|appelle|sollicite|demande) (?!{COMES}){GAP}pour (?:qu (?:ils?|elles?) vous (?:parle|"
    rf"prenne)(?= (?:\Z|en ligne|{SOON}))|(?:qu (?:ils?|elles?) (?:re)?prenne|(?:re)?prendre) (?:{CALL}|{TALKING}|en "
    r"ligne))",
    rf"{ANSWER} {GAP}{SOON}|{SOON} {GAP}{ANSWER}|(?:musique|melodie|annonce|sonnerie|tonalite) {GAP}{SOMEBODY} "
    rf"{GAP}(?:{ANSWER}|vous accueill(?:e|era))|(?:c est (?:\w+ ){{1,6}}?qui (?=va )|(?:voila|voici) {SOMEBODY} "
    rf"{GAP}qui ){ANSWER}|vous (?:prend(?:ra|re)?|rejoin(?:t|dra|dre)|recupere) {AT_PHONE}",
    rf"{WHO} {GAP}{HELP} {GAP}(?:{SOON}|{AT_PHONE})|{SOON} (?:c est )?{SOMEBODY} {GAP}{HELP}|{TAKES} votre \w+ en "
    rf"charge {GAP}{AT_PHONE}|{WHO} {GAP}vous (?:est|sera|va etre) {ADVERBS}passee?",
    rf"(?:voici|voila) (?:{SOMEBODY} {GAP}(?:en ligne|pour vous|au bout)|m(?:on|a|es) {PERSON}(?: \w+)?(?= \Z))",
    rf"je (?:vous (?:quitte|laisse)|me (?:retire|deconnecte)) (?:\w+ )?(?={DET} ){SOMEBODY} {GAP}est (?:{SOON} "
    rf")?{AT_PHONE}|(?:appell?e|join|contacte|previen|sonne|"
    rf"bipe|"
    rf"cherche|trouve)\w* (?!{COMES}){SOMEBODY} {GAP}et (?:je )?(?:vous|te) (?:le|la|l) {GIVE}",
    rf"(?:la|libre|disponible|dispo|a cote|revenue?|(?<=\A )(?:(?:alors|donc|bon|oui) )?{DET} (?:\w+ )?(?!poste|"
    rf"ligne){WHO}(?: \w+){{0,3}}?) je (?:vous|te) (?:le|la|l) {GIVE}|(?:voici|voila) {NAME} (?:du|"
    rf"de l|de la|de notre|des) {SERVICE}|{THOU} parl(?:ez|es) {SOON} (?:a|avec) {SOMEBODY}",
    rf"(?:je (?:vais|pars|cours|file)|nous allons) {ADVERBS}(?:vous )?(?:chercher|querir|faire venir) (?:{DET} "
    rf")?(?:\w+ )?{PERSON}",
    rf"(?:laisse|demander? (?:a|au|aux)|prier?) {GAP}(?:de )?(?:vous )?prendre (?:l appareil|la (?:ligne|suite|"
    rf"communication)|le relais|\w+ appel|en ligne)|demander? (?:a|au|aux) {SOMEBODY} {GAP}de (?:vous|te) prendre(?= "
    r"\Z)",
    rf"laisse {GAP}{WHO} {GAP}(?:poursuivre|continuer|reprendre|enchainer|vous (?:repondre|parler))(?= (?:\Z|avec "
    rf"vous|{TALKING}))",
    rf"(?:(?<!avez )(?<!avez bien )(?<!as )compose|composons|composer|fais|sonner|appelle) {ADVERBS}(?:le|son) "
    rf"(?:poste|numero|bureau) (?:interne )?(?:de|du|d|des) {GAP}{WHO}",
    r"(?:je|on|nous) (?:fais |fait |faisons )?(?:bien |aussi |juste )?sonner? (?:chez |au |a la |a l |le poste de |"
    rf"le |la |l )(?:\w+ )?{WHO}|(?:je compose|composons)(?= (?:\Z|(?:leur|son|le) (?:numero|poste)))|(?:compose|"
    rf"fais) le \d+|ca sonne {ADVERBS}(?:chez(?! (?:vous|moi))|au|a la|a l|aux|dans le(?! vide))",
)

PROMISES_WHILE_HOLDING = (
    rf"{ANSWER}|(?:{WHO}|il|elle|on) {GAP}(?:{HELP}|arrive(?= (?:\Z|(?:de|tout de) suite|dans une? (?:\w+ "
    rf")?(?:instant|seconde)|{AT_PHONE}))|prend(?= (?:\Z|{SOON}))|est (?:{SOON} )?en ligne)|se joint a (?:nous|vous|"
    rf"l appel|la "
    r"conversation)|vous (?:prend|prendra) en charge|(?<!personne )(?:decroche|va decrocher)",
    rf"(?<=\A )(?:passage (?:a|au|aux|vers|chez) (?!la caisse){SOMEBODY}|prise de relais par)",
    rf"{PERSON} (?:\w+ ){{0,4}}?je vous en (?:trouve|cherche|appelle|libere) une?",
    rf"{WHO} {GAP}sonne(?! (?:occupe|dans le vide|a la porte|chez))",
    rf"{THOU} (?:passez|partez|basculez|filez) (?:chez|vers) \w+",
    rf"prise en charge (?:par (?!votre |(?:la |l )(?:mutuelle|assur|caisse|secu))\w+|de votre appel)|{THOU} {BE} "
    rf"{ADVERBS}(?:accueillie?|prise?)",
    rf"(?<=\A )(?:(?:le|ce|votre) {NOUN}(?! {NO_PHONE}) (?:(?:peut|va) (?:prendre|durer)|prend|dure)|{NOUN}(?= \Z))|"
    rf"(?:pour|pendant|durant) (?:la|le|votre) {NOUN}|(?:connexion|liaison) en cours|ca (?:bascule|transfere|"
    r"connecte)|ca sonne(?! (?:\w+ )?(?:occupe|dans le vide))",
    rf"(?:{SPEAKER} dois|(?:il est|le) temps de|il va falloir) {ADVERBS}{YOU} {ADVERBS}{DO}",
    rf"(?:(?:voici|voila|(?:re)?cherch(?:e|ons)|joins|joignons|contactons|(?<!alarme )sonne) {ADVERBS}(?:{TO} "
    rf")?(?:{DET} )?(?!(?:\w+ )?(?:reservation|livraison|abonnement|sinistre|resiliation|reclamation|maison|location|"
    rf"stock)s? )(?:\w+ )?{WHO}(?! (?:a|est|sera|dont|que|qui) )|(?:j appelle|vais appeler) (?!{COMES})(?:{DET} "
    r")?\w+)(?! (?:\w+ ){0,5}?(?:pour|afin) )",
    r"(?<=\A )(?:(?:alors|donc|tres|bien|oui|ok|allez|hop|voila) ){0,3}(?:(?:vers|chez|au|aux|a) )?(?:(?:le|la|l|"
    rf"les|un|une|notre|mon|ma|votre) )?(?!ligne|maison|poste|bureau(?= \Z)){SERVICES}(?: (?:des?|du|d)(?: la| "
    r"l)?)?(?: (?:apres vente|(?!(?:est|sera|a|ferme|ouvre|verifie|consulte|cherche|note|traite) )\w+))?(?= \Z)",
    rf"(?<=\A )(?:(?:alors|donc|tres|bien|oui|ok|d accord) ){{0,3}}(?:un|une|le|la|l|mon|ma|notre) {PERSON}(?: "
    r"humaine?)?(?= \Z)|vous entend(?= \Z)",
    r"(?:en train de|(?:cherche|vais|essaie|essaye|tente) (?:a|de)|le temps de|(?:vais|allons)) (?:joindre|contacter|"
    rf"appeler) (?!{COMES}){SOMEBODY}",
    rf"(?:pour|avec|d|de) {SOMEBODY} (?:disponible|qui se libere)",
)
