"""Who answers, takes the call over, comes to the line or is fetched."""

from adapter.tool_calls.promises.grammars.spanish.words import (
    ADVERBS,
    ANSWER,
    BEING,
    CALL,
    DESK,
    FIRST,
    GOING,
    LINE,
    MOOD,
    NOTHING,
    OPEN,
    PERSON,
    RECEIVER,
    SOMEONE,
    SOON,
    TAKE,
    THE_CALL,
    THEE,
    YOU,
)

_COMES = (
    r"(?:(?:se )?(?:entra|une|incorpora|suma|conecta|agrega)(?:ra|n|ran)?|(?:se )?van? a (?:entrar|unir|incorporar"
    r"|sumar|conectar)(?:se)?|(?:se )?estan? (?:ya )?(?:entrando|uniendo|incorporando|conectando)(?:se)?)"
)
_STAYS = r"(?:sigue|continua|seguira|continuara|va a (?:seguir|continuar)|se queda|se quedara|esta|estara|estaran)"
_WILL_HELP = (
    r"(?:(?:atendera|ayudara)n?|van? a (?:seguir )?(?:atender|ayudar|atendiendo|ayudando)"
    r"|(?:seguira|continuara)n? (?:atendiendo|ayudando))"
)
_SOUND = r"(?:tonos?|musica|musiquita|pitidos?|bip|senal)"
_WILL_HEAR = r"(?:oira|oiras|escuchara|escucharas|vas? a (?:oir|escuchar))"
_WILL_SPEAK = r"(?:hablaras?|vas? a hablar|estaras? hablando)"
_MACHINE = (
    r"(?:sistema|router|modem|programa|maquina|contestador|servidor|app|aplicacion|web|pagina|juzgado|ministerio"
    r"|autobus"
    r"|taxi|tren)"
)
_PAPER = (
    r"(?:duda|copia|lista|numero|telefono|musica|direccion|informacion|factura|ficha|correo|enlace|clave|hoja|oferta"
    r"|encuesta|grabacion|promocion|permiso|ganas|instrucciones|fecha|cita|parte|contestador)"
)

COMING = (
    # Who answers.
    rf"{SOON} (?:\w+ ){{0,3}}?{YOU} {ANSWER}(?! (?:el|la|su|un) {_MACHINE} )"
    rf"|{SOMEONE} (?:\w+ ){{0,5}}?{YOU} {ANSWER} (?:\w+ ){{0,2}}?{SOON}"
    rf"|{YOU} {ANSWER} (?:{SOMEONE} )?(?:\w+ ){{0,2}}?{SOON}",
    rf"{SOON} (?:\w+ ){{0,6}}?(?:va|van) a (?:atender|contestar|responder|ayudar){THEE}",
    rf"{FIRST}{YOU} {_WILL_HELP} (?:{SOMEONE}|quien|(?:los|las|la gente) de)(?! (?:\w+ ){{0,4}}?a \w+[aei]r)"
    rf"|{SOMEONE} (?:\w+ ){{0,3}}?{YOU} {_WILL_HELP}(?= $)",
    rf"{YOU} (?:atienden|contestan|responden|cogen) (?:ya )?(?:(?:los|las|la gente) de|desde)",
    rf"estan? (?:por|a punto de) (?:atender|contestar|responder|coger|hablar|descolgar|tomar){THEE}?"
    rf"(?: {CALL}| con usted)?(?= (?:$|el |la |un |una |{SOMEONE}|\w+ $))",
    rf"{SOON} (?:me )?{THEE} (?:atienden|van a atender)|{SOON} (?:les? )?(?:cogen|contestan|descuelgan?"
    r"|estan (?:descolgando|contestando|cogiendo)|da (?:tono|senal))(?= (?:$|en|desde|los|las))",
    rf"(?<!\w )(?:que )?(?:{YOU} )?(?:contestan|responden|descuelgan|cogen) {SOON}(?= $)",
    rf"en (?:esta|la) misma (?:llamada|linea|comunicacion) (?:\w+ ){{0,5}}?(?:{YOU} (?:{ANSWER}|va a seguir)"
    rf"|{_COMES})|{FIRST}(?:{SOON} )?(?:entra|atiende|habla|contesta|responde|sale) (?!y )(?:\w+ ){{1,5}}?(?:por|en)"
    r" esta (?:misma )?(?:linea|llamada)",
    rf"(?:suena|sonara|{_WILL_HEAR}) (?:\w+ ){{0,6}}?{_SOUND} (?:\w+ ){{0,3}}?y (?:\w+ ){{0,2}}?(?:{YOU} {ANSWER}"
    rf"|sale|entra|se pone)|{_WILL_HEAR} (?:usted )?(?:ya |ahora )?(?:(?:al?|la voz de) (?:{SOMEONE}|mi)"
    rf"|la voz del? \w+)|l[oa] (?:oira|escuchara)s? {SOON}|la voz que {_WILL_HEAR}",
    # Who takes the call over.
    rf"{SOMEONE} (?:\w+ ){{0,5}}?{TAKE} (?:ya |ahora )?{CALL}|{SOON} (?:\w+ )?{TAKE} {CALL}"
    rf"|{TAKE} (?:ya |ahora |mismo )?{CALL} (?:\w+ ){{0,2}}?{SOMEONE}",
    rf"{CALL} (?:ya )?la (?:va a (?:tomar|coger|recoger|atender|llevar|contestar)|{TAKE}|lleva|llevara)"
    r"(?! (?:nadie|el (?:contestador|sistema)) )",
    rf"(?:toma|tomara|coge|cogera|recoge|tomando|cogiendo|asume|asumira) {ADVERBS}(?:el (?:relevo|testigo)"
    rf"|(?:el (?:control|mando)|las riendas) de {CALL})",
    rf"(?:hace|hara|ocupa|ocupara|encarga|encargara) (?:ahora |ya )?(?:cargo )?de {CALL}"
    rf"|encargara de (?:usted|ti) (?:\w+ ){{0,3}}?(?:en esta llamada|{SOON})",
    rf"(?:{SOON} (?:{YOU} )?(?:cogen?|levantan?|agarran?|descuelgan?|toman?)|(?:coge|toma|levanta|agarra) {SOON}"
    rf"|cogiendo|levantando|agarrando|descolgando|tomando) el {RECEIVER}(?= (?:$|para|en|{SOMEONE}|\w+ $))",
    rf"{YOU} (?:va a (?:coger|contestar|tomar)|coge|contesta|toma) (?:el {RECEIVER}|la llamada) {SOMEONE}",
    rf"(?:viene|va|corre|baja|sube|viniendo|yendo|bajando|corriendo) (?:ya |ahora )?(?:\w+ )?(?:(?:(?:para|hacia) el|al"
    rf"|camino del) {RECEIVER}(?= (?:$|{SOMEONE}))|a (?:coger|contestar)(?:{THEE}| {CALL}))",
    rf"(?:sera (?:\w+ ){{1,5}}?|es {SOMEONE} (?:\w+ ){{0,3}}?)(?:quien|el que|la que) (?:{YOU} )?(?:continu[ea]"
    rf"|sig[ua]e?"
    r"|atiend[ae]|atendera|hable|hablara|ayud[ae]|ayudara|seguira|continuara) (?:\w+ )?(?:con usted|contigo|ahora"
    r"|enseguida|en esta)",
    # Who comes to the line.
    rf"{SOON} se pone(?! (?:{MOOD}|de|del) )|se (?:va a poner|pone|pondra) {ADVERBS}{SOMEONE}"
    rf"|{SOMEONE} (?:\w+ ){{0,4}}?se (?:pone|va a poner|pondra) (?:{SOON}|{LINE})"
    rf"|se (?:pone|va a poner|pondra) (?:\w+ ){{0,5}}?{LINE}",
    rf"{FIRST}se pone (?!{MOOD} )(?:don |dona )?\w+(?: (?:de|del) \w+)?(?= $)",
    rf"{SOON} {YOU} (?:entra|viene) {SOMEONE}|(?:aqui|ahi|ya) (?:le|te) viene (?!\w+[ai]d[oa] )\w+(?= $)",
    r"(?:me (?:retiro|despido|salgo|voy)|salgo yo) (?:\w+ ){0,5}?y (?:\w+ ){0,3}?(?:entra|queda|sigue|habla|dejo|pongo"
    r"|toma)",
    rf"(?:pongo|ponemos|traigo|traemos|voy a (?:poner|traer)) al? (?:\w+ ){{1,4}}?{LINE}",
    rf"{_COMES} (?:\w+ )?(?:en|a) {THE_CALL} {SOMEONE}|viene (?:\w+ ){{0,5}}?al {RECEIVER}",
    rf"(?:{SOON}|{SOMEONE}) (?:\w+ ){{0,4}}?{_COMES} (?:\w+ ){{0,2}}?(?:(?:en|a) {THE_CALL}|{LINE})",
    rf"{FIRST}(?:entra|pasa|viene|sale) {SOMEONE} (?:\w+ ){{0,4}}?(?:a (?:hablar|atender)|con usted)",
    rf"(?:(?:ya|aqui|ahi|aca|hecho|listo) (?:(?:le|te|l[oa]|se l[oa]) )?(?:tiene|tienes|tengo)|{THEE} tengo"
    rf"|(?:tiene|tienes|tendra|tendras) (?:usted |ya |ahora )*al?) (?:\w+ ){{0,5}}?{LINE}"
    rf"|(?<! no )(?<! que )l[oa] tienes? (?:ya )?al (?:{RECEIVER}|habla)",
    rf"(?:ya esta|esta ya) (?:\w+ ){{1,3}}?(?:al {RECEIVER}|en la linea)|(?:tiene|tienes|tendra|tendras) (?:usted |ya "
    rf"|ahora )*"
    rf"{LINE} al?(?= )|(?:listo|ya|hecho) estas? (?:usted )?en (?:linea|comunicacion) con {SOMEONE}"
    rf"|esta en (?:la )?linea"
    rf" (?:el|la|un|una|mi|su) {PERSON}",
    rf"(?:ya esta|esta ya) (?:{SOMEONE} en (?:la )?linea|en (?:la )?linea {SOMEONE}|en la linea)"
    r"|(?<!\w )(?:(?!todo|eso|esto)\w+ )?(?:ya esta|esta ya) en linea"
    rf"|tengo al? {SOMEONE} (?:\w+ )?en (?:la )?(?:otra )?linea|aqui (?:tiene|tienes) (?:ya )?al? {SOMEONE}",
    rf"{PERSON} (?:\w+ ){{0,2}}?esta en (?:la )?linea(?! con (?!usted|nosotros))"
    rf"|(?:ya tienes?|(?:tengo|abro|doy|damos|tenemos)(?: ya)?) linea con(?= (?!{NOTHING} ))"
    rf"|{SOMEONE} (?:\w+ ){{0,4}}?(?:(?:ya esta|esta ya) {LINE}|esta {SOON} {LINE} con (?:usted|ti)"
    rf"|esta {LINE} con usted)",
    rf"{SOMEONE} (?:\w+ ){{0,4}}?(?:ha descolgado|descuelga|acaba de descolgar|esta descolgando)(?= $)"
    rf"|(?:ya|que) descuelga {SOMEONE}|ya descuelgan|que (?:ya )?(?:esta descolgando|descuelgan?)"
    rf"|(?:{SOMEONE}|alguien) descolgara {SOON}|ya (?:descolgo|descolgaron)",
    rf"{YOU} (?:esperan?|estan? esperando) (?:ya )?(?:\w+ ){{0,4}}?{LINE}",
    # Whom one speaks to then.
    r"(?:hablar|ayudar|libre|disponible|aqui|lado|linea|telefono|aparato|despacho|mesa|(?:aqui esta|acaba de \w+"
    rf"|(?:busc|avis|llam|localiz)(?:o|ar) al?|(?:he|hemos) (?:localizado|encontrado|avisado) al?) {SOMEONE}) (?:\w+ )"
    r"{0,3}?(?:se|te) l[oa] (?:paso|pongo)(?= $)",
    rf"(?:{OPEN}|(?:espere|espera|aguarde|aguarda) que )(?<! y )(?:se|te) l[oa] (?:paso|pongo|comunico)(?: {SOON})?"
    r"(?= $)",
    rf"(?:{SOON} (?:\w+ ){{0,2}}?(?:estara|esta|queda)s?|estaras?|(?:adelante|hable) estas?) (?:usted )?"
    rf"(?:(?:en comunicacion|al habla) con|(?:en (?:linea|conexion)|conectad[oa]) con {SOMEONE})",
    rf"con (?!{NOTHING} |(?:el |la )?(?!informacion){_PAPER} )(?:\w+ ){{1,4}}?{YOU} (?:dejo|pongo|mando|paso|comunico"
    rf"|conecto|dejamos|ponemos)"
    rf"(?= {ADVERBS}$)|a partir de (?:aqui|ahora|este momento) {YOU} (?:ayuda|asiste|acompana|atiende) (?:{SOMEONE}"
    rf"|\w+(?= $))"
    rf"|(?:{YOU} (?:ayudara|atendera|asistira|acompanara)|(?:continuara|seguira) (?:ayudando"
    rf"|atendiendo){THEE}) a partir de"
    r" (?:aqui|ahora|este momento)",
    rf"(?:se|te) l[oa]s? (?:paso|pongo|meto|echo|conecto|enchufo|enlazo) {ADVERBS}(?:al {RECEIVER}|a (?:la|esta) linea"
    r"|en linea)",
    r"(?:se|te) l[oa] (?:paso|pongo) (?:\w+ ){0,3}?(?:que )?esta (?:\w+ ){0,2}?(?:aqui|al lado|a mi lado"
    r"|conmigo)",
    rf"{SOON} (?:\w+ ){{0,2}}?(?:{_WILL_SPEAK}|hablas|habla usted|va a hablar usted|le toca hablar|pasaras? a hablar)"
    rf" (?:{SOON} |\w+ )?con|{_WILL_SPEAK} (?:usted )?(?:(?:\w+ )?con (?:\w+ ){{1,6}}?{SOON}|{SOON} con)",
    rf"con (?:{SOMEONE}|el|ellos) (?:hablas?|{_WILL_SPEAK}) (?:usted )?{SOON}|hablas? (?:usted )?{SOON} con {SOMEONE}"
    rf"|ya puedes? hablar con {SOMEONE}|(?<!\w )ya puedes? hablar(?= $)|{FIRST}(?:va usted|vas) a hablar con {SOMEONE}"
    rf"(?: (?:de|del) \w+)?(?= $)|pasaras? (?:usted )?a hablar con {SOMEONE}",
    rf"{SOMEONE} (?:\w+ ){{0,4}}?{_STAYS} (?:{SOON} )?(?:hablando )?con (?:usted|{CALL})(?= (?:$|en|para|ahora|y|ya"
    rf"|esta))|{_STAYS} (?:ahora |ya )?con (?:usted|{CALL}) (?:\w+ )?{SOMEONE}|(?:que|(?<!\w )\w+) (?:continua|sigue"
    rf"|se queda) con usted(?= $)",
    r"(?:seguira|continuara)s? (?:usted )?(?:hablando|conversando) con(?! (?:quien|migo) )",
    rf"{FIRST}(?:(?:sigue|continua|seguira|continuara)s? (?:usted )?(?:ahora |ya )?|(?:se queda usted|te quedas) (?:ya"
    rf" |ahora )?|(?:vas|va usted) (?:ahora |ya )?|con usted (?:{SOON} )?(?=(?:el|la|un|una|mi) )|al habla {SOON} "
    rf"(?=(?:el|la|un|una|mi) ))(?:con (?!(?:el|la) mism))?{SOMEONE}(?! de siempre)",
    rf"{FIRST}(?:vas|va usted) (?:ahora |ya )?con (?!{NOTHING} )\w+(?: (?:de|del) \w+)?(?= $)"
    rf"|a partir de (?:aqui|ahora|este momento) (?:sigue|continua|habla) (?:usted )?(?:con )?(?:{SOMEONE}|\w+(?= $))",
    r"(?:la|su) siguiente (?:voz|persona) (?:en (?:contestar|hablar|atender)|con (?:la|quien)|que (?:le|te|oira))"
    r"|(?:su|tu) (?:proximo|siguiente|nuevo) interlocutor",
    rf"{OPEN}(?:con|al?) {SOMEONE}(?: \w+){{0,4}} {SOON}(?= $)|{OPEN}(?<= pues )con {DESK}(?: (?:de|del) \w+)?(?= $)",
    rf"{YOU} (?:devuelvo|regreso|retorno|devolvemos|regresamos) {ADVERBS}(?:con|al?) {SOMEONE}"
    rf"|{YOU} (?:amarr|cambi|lanz|acerc)(?:o|amos) {ADVERBS}con {SOMEONE}"
    rf"|{YOU} (?:entrego|entregamos) (?:con|a) (?:mi|un|una|nuestr[oa]s?) (?:companer[oa]s?|colegas?)",
    # Who is left, fetched and asked.
    rf"(?:{YOU} (?:dej|encomiend|confi)(?:o|e|amos|are|aremos)|{GOING} dejar{THEE}|{YOU} {GOING} dejar"
    rf"|{YOU} {BEING} dejando|{OPEN}quedas?(?: usted)?) {ADVERBS}(?:ya )?(?:en (?:(?!sus"
    r"|tus)\w+ ){0,2}manos(?: del?(?! usted)| con|(?= $))|(?:al habla |en linea |en comunicacion )con"
    rf"|con (?:{SOMEONE}|(?:el|la|l[oa]s)(?= (?:$|de))|(?!{NOTHING} )(?:el|la) (?!{_PAPER} )\w+(?= (?:de|del) )"
    rf"|(?!(?:la|el|los|las|una?|sus?|tus?|mi|mucho|es[ao]|{NOTHING}|{_PAPER}) )\w+(?= (?:$|para que|de|del))))",
    rf"(?:doy|damos|dare|daremos|cedo|cedemos|paso|voy a (?:dar|ceder|pasar)(?:{THEE})?) (?:ya |ahora "
    rf"|mismo ){{0,2}}(?:(?:paso|la palabra|el turno|la linea|el {RECEIVER}) (?:al?|con) (?:{SOMEONE}|(?!(?:sus?|tus?"
    r"|las?|el|los|una?|mi) )\w+)|la palabra (?:al?|con) (?:la |mi |nuestr[oa] )?\w+)",
    rf"(?:{YOU} (?:doy|damos|dare)|(?:{YOU} )?voy a dar(?:{THEE})?) {ADVERBS}(?:(?:(?:el )?pase |paso "
    rf"|entrada )?con {SOMEONE}|(?:(?:la )?linea|comunicacion|conexion) con(?= (?!{NOTHING} )))",
    r"(?:he (?:pedido|dicho|avisado|solicitado)|pido|solicito|digo|aviso|llamo|busco|localizo|hago|haga|a (?:avisar"
    r"|buscar|llamar)|(?:voy|vamos) a (?:pedir|decir|avisar|llamar|buscar|hacer)\w*) (?:\w+ ){0,6}?(?:para )?que"
    rf" (?:\w+ ){{0,3}}?(?:se ponga(?! (?:en|a) )|(?:tome|atienda|recoja) {CALL}|coja (?:{CALL}|el {RECEIVER})"
    rf"|hable con usted|{YOU} atienda(?= $)|conteste(?= $)|agarre el {RECEIVER})",
    rf"(?:contact|busc|localiz|avis|llam)(?:o|ando|amos) (?:con "
    rf"|al? )?(?:\w+ ){{0,2}}?{PERSON} (?:\w+ )?para (?:que (?:{YOU} )?"
    rf"(?:atienda|ayude|hable)(?: con usted)?|(?:pasar|poner|comunicar|transferir|conectar){THEE}?)(?= $)"
    rf"|(?:llamo|aviso|busco|voy a por) (?:\w+ ){{1,5}}?y (?:ya |ahora )?se pone(?= $)|{PERSON} {YOU} escucha(?= $)",
    r"(?:traigo|incorporo|sumo|anado|uno|meto|invito|conecto|traemos|incorporamos|agrego"
    r"|(?:voy|vamos) a (?:traer|incorporar|sumar|anadir|unir|meter|invitar|conectar"
    rf"|agregar)) (?:\w+ ){{0,6}}?(?:en|a) {THE_CALL}",
)
