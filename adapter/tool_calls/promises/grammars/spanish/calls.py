"""What happens to the call and to the caller: where they go, the queue, that it rings, and the transfer as a noun."""

from adapter.tool_calls.promises.grammars.spanish.words import (
    ADVERBS,
    ASIDE,
    BE,
    BEING,
    CALL,
    DO_SHIFT,
    DOES,
    DONE,
    FIRST,
    GOING,
    HANDOVER,
    MADE,
    MAKE,
    MOOD,
    NOTHING,
    NOWHERE,
    OPEN,
    PERSON,
    QUEUE,
    RECEIVER,
    SENDING,
    SENDS,
    SHIFTING,
    SHIFTS,
    SOMEONE,
    SOON,
    THEE,
    TO,
    TO_SHIFT,
    YOU,
    of_call,
    said,
)

_GOES = (
    r"(?:(?:ya )?(?:pasa|entra|va|queda|salta|esta|sube|baja|sale|salio|llega|cae|viaja|corre|pasara|entrara|llegara"
    r"|ha (?:pasado|entrado|salido|saltado|llegado))|(?:esta|va) (?:entrando|pasando|subiendo|bajando|saliendo|saltando"
    r"|yendo|llegando|corriendo))"
)
_RINGS = (
    r"(?:(?<!alarma )(?:estan?|va) (?:\w+ )?(?:sonando|timbrando|dando (?:tono|llamada|senal)|llamando)|suena|timbra"
    r"|sonando|timbrando|repica)"
)
_DIALS = (
    r"(?:(?:est[ao]y? |estamos |le |te |voy )*(?:marc|timbr)(?:o|ando|amos)|(?:estoy |estamos "
    r"|voy )?(?<!le )(?<!te )llam(?:o|ando|amos)|(?:voy|vamos) a (?:marcar|llamar"
    r"|timbrar))"
)
_UNDER_WAY = rf"(?:en (?:curso|marcha|proceso|camino)|list[oa]|{MADE})"
_KEPT = r"(?:devuelv|cobr|grab|agradec|guard|anot|registr|facilit|carg|adelant|cambi|hag|hac|reserv|program|confirm)"
_STARTED = r"(?:lanzado|realizado|hecho|iniciado|efectuado|tramitado|solicitado|pedido|activado|completado|establecido)"

CALLS = (
    said(*SHIFTS),
    of_call(*SHIFTS),
    said(*SENDS) + TO,
    of_call(*SENDS) + rf" {ADVERBS}(?:con|al?|hacia|en(?! (?:espera (?!para|con|de)|pausa|silencio|cuarentena)))",
    rf"{OPEN}{YOU} (?:pongo|ponemos) (?!al? {NOWHERE})(?:al?|a mi|a nuestr[oa]) (?!{MOOD} |{ASIDE} )\w+"
    r"(?: (?:de|del) \w+)?(?= $)",
    # What happens to the call.
    rf"{CALL} (?:\w+ ){{0,3}}?(?:{BE}|sera) (?:\w+ ){{0,2}}?(?:{DONE}|pasada|enviada|remitida|dirigida"
    r"|puesta en)",
    rf"{CALL} (?:\w+ ){{0,3}}?(?:sera|va a ser|esta siendo|queda) (?:\w+ )?(?:atendid|contestad|tomad|recogid)[oa]"
    r"(?= (?:$|en|por (?!(?:un|el) asistente )|de inmediato|inmediatamente|enseguida|ahora|ya))",
    rf"{CALL} (?:ya |ahora )?se (?:esta|va a|estara|ha) (?:\w+ )?(?:{SHIFTING}|{SENDING}|{TO_SHIFT}|{DONE})",
    rf"{CALL} (?:ya |ahora |mismo ){{0,2}}{_GOES} {ADVERBS}(?:ya )?(?:(?:en )?camino del?|rumbo al?|al?|con|en|para"
    rf"|hacia) (?:manos|cola|la cola|{SOMEONE}|(?:el )?\w+ piso)|{_GOES} {CALL} (?:en|al?|con) (?:manos|cola"
    rf"|la cola|{SOMEONE})|(?:alla|ahi|aqui) (?:va {CALL}|(?:les?|te) va {SOMEONE})",
    rf"va (?:para|pa|hacia) alla {CALL}|{CALL} (?:ya )?(?:va (?:para|pa|hacia) alla|cambia de manos|es (?:ya )?la"
    r" (?:siguiente|proxima|primera))",
    rf"(?:{YOU} )?(?:sub|baj|rebot|lanz|entreg|gir|acerc|cruz|muev|salt|desplaz|despach|ech|corr)(?:o|amos) {CALL}"
    rf" (?:al?|con)|{YOU} (?!{_KEPT})\w+(?:o|amos|emos|imos) (?:la|su|tu|esta) llamada (?:al?|para|pa|con|hacia|hasta)"
    rf"(?! (?:{NOWHERE}|los |las ))",
    rf"se (?:esta|va a|ha|procede a) (?:\w+ )?(?:{SHIFTING}|{TO_SHIFT}|{DONE}) {ADVERBS}{CALL}"
    rf"|{FIRST}se {DOES} {CALL} (?:con|al?|hacia)(?! {NOWHERE})",
    rf"(?:dejo|dejamos|queda) {CALL} en manos|(?:doy|damos|dar|dando)(?:{THEE})? (?:traslado|paso|curso|salida) (?:de"
    rf"|a)"
    rf" {CALL}",
    # What happens to the caller.
    rf"{YOU} (?:estan?|van?(?: a)?) (?:{SHIFTING}|{TO_SHIFT}|poner|poniendo|enganchando|enganchar|empalmando)"
    rf" {ADVERBS}(?:con(?= (?!{NOTHING} ))|al? {SOMEONE})",
    rf"{SOON} (?:\w+ ){{0,3}}?{YOU} (?:pasan|pasa (?:mi|la|el) \w+|(?:pone|comunica|conecta|transfiere|deriva"
    rf"|enlaza)n?) (?:\w+ ){{0,4}}?(?:con(?= (?!{NOTHING} ))|al? {SOMEONE})|{SOON} {YOU} (?:transfieren?|conectan?)"
    rf" (?:la centralita|la operadora|el conmutador)",
    rf"(?:mi|la|el|nuestr[oa]) \w+ {YOU} (?:pasa|pone|comunica|conecta|transfiere|deriva|enlaza) {SOON} (?:con|al?)"
    rf" {SOMEONE}",
    rf"estas? a punto de (?:hablar con|ser (?:{DONE}|atendid[oa])|atender{THEE}|pasar con)",
    rf"{OPEN}(?:{DO_SHIFT}) {ADVERBS}con (?:{SOMEONE}|(?:la )?habitacion)"
    rf"|{OPEN}(?:transfiero|conecto|comunico|enlazo) con (?!usted|{NOTHING} )\w+(?= $)",
    rf"{OPEN}(?:transfiero|conecto|comunico|enlazo|redirijo|transferimos|conectamos"
    rf"|{SHIFTING})(?: llamada)?(?= {ADVERBS}$)",
    rf"{CALL} se {DOES} (?:con|al?|hacia) {SOMEONE}(?= (?:$|de|del))|{CALL} (?:se encuentra|esta) en (?:proceso|curso"
    rf"|vias) de"
    rf" {HANDOVER}|(?:{CALL} se|se (?:les?|te|lo|la)) {DOES} {SOON} (?:con|al?)|{OPEN}se (?:le|te|lo"
    rf"|la) (?:{DOES} (?:con|al?)"
    rf" {SOMEONE}|pone en (?:contacto|comunicacion|linea))",
    rf"se (?:les?|te|lo|la) (?:(?:esta|va a|estara) (?:\w+ )?(?:{SHIFTING}|{TO_SHIFT}|poniendo en|poner en)"
    r"|(?:pasara|comunicara|transferira|derivara|conectara|redirigira|pondra) (?:\w+ ){0,2}?(?:con|al?))",
    rf"mientras (?:se )?(?:\w+ )?(?:contestan?|atienden?|responden?|descuelgan?|coge el telefono) {SOMEONE}"
    rf"|mientras (?:localizo|aviso) al? (?:(?:el|la|mi|un|una) )?{PERSON}",
    rf"{OPEN}{BE} (?:usted )?(?:\w+ )?(?:{DONE}|puest[oa] en (?:contacto|comunicacion|la cola|cola))",
    rf"{BE} (?:usted )?(?:\w+ )?(?:{DONE}) {ADVERBS}(?:con|al?|hacia) {SOMEONE}",
    rf"{OPEN}{SOON} {YOU} (?:pongo|ponemos)(?= $)",
    rf"(?:{SOON}) (?:\w+ ){{0,3}}?{BE} (?:usted )?atendid[oa]"
    rf"|{BE} (?:usted )?atendid[oa] (?:\w+ ){{0,5}}?{SOON}",
    rf"{OPEN}(?:llamada )?{DONE}(?: {ADVERBS}(?:con|al?) {SOMEONE}(?: \w+){{0,5}})?(?= $)",
    rf"(?<!\w )(?:hecho |listo |ahora )?ya estas? (?:usted )?con {SOMEONE}|(?:hecho|listo|ya|ahora) (?:esta usted"
    rf"|estas)"
    rf" (?:ya )?(?:en|con) {SOMEONE}|(?:esta usted (?:ya )?en|(?<!\w )esta entrando en|(?:esta usted"
    rf"|estas) entrando en)"
    rf" {SOMEONE}(?<!centro)|{YOU} (?:hago|estoy haciendo|voy haciendo) (?:el |un |de )?puente con",
    # Where it goes.
    rf"{OPEN}(?:al?|con|para) (?:(?:la|el|los|las) )?(?!{NOWHERE})\w+(?: (?:de|del) \w+)? (?:que (?:se )?(?:va|vas"
    rf"|vamos)"
    r"|vamos)(?= (?:$|usted $|ya $))",
    r"(?:se va|te vas|va usted|vas) (?:ahora |ya |usted ){0,2}(?:derechit[oa]|derech[oa]|direct[oa]|directit[oa]"
    rf"|directamente) (?:al?|con)(?! {NOWHERE})",
    rf"{OPEN}(?:ahi|alla|pa alla|para alla) (?:l[oa] (?:mando|llevo|paso|transfiero|conecto)|(?:te|le) (?:paso"
    rf"|transfiero"
    r"|conecto))(?= $)|(?<!\w )(?:pa|para) alla va(?= $)",
    rf"{OPEN}(?:direct(?:o|ito|amente)|derech(?:o|ito)) (?:con|al?) {SOMEONE}(?: (?:de|del) \w+| \w+)?(?= $)",
    # The queue.
    rf"(?:{YOU} )?(?:{GOING} |{BEING} )?(?:pong|pus|met|coloc|situ|anad|encol|incorpor|pas|ingres|dej|inclu|sum|agreg)"
    rf"(?:o|e|i|yo|ando|er|ar|uir|iendo|uyendo|emos|amos|uimos)(?:{THEE})? (?:\w+ ){{0,3}}?(?:en|a) {QUEUE}"
    rf"|{YOU} (?:he|hemos) (?:puesto|metido|incluido|colocado|anadido) en {QUEUE}",
    rf"{FIRST}(?:se (?:me )?)?(?:(?:entra|pasa|queda|esta|encuentra|le queda|va)(?:s|ste)?(?: entrando| ya)?|ha[s]?"
    rf" (?:entrado|pasado)) (?:usted )?(?:\w+ ){{0,2}}?(?:en|a) {QUEUE} (?:del?|para|con)|{CALL} (?:queda"
    rf"|esta) en {QUEUE}",
    rf"(?:eres|es) (?:usted )?(?:el|la) (?:siguiente|proxim[oa]|primer[oa]) (?:en {QUEUE}|para (?:hablar|ser atendid))",
    rf"(?:{FIRST}(?:queda|esta) usted|quedas|estas|{YOU} (?:dejo|pongo|dejamos|ponemos)) (?:ya )?en espera"
    rf" (?:de|para) (?:hablar con|ser atendid|que (?:{YOU} )?(?:atiend|contest)\w+|{SOMEONE})",
    # Dialling, and the transfer as a noun.
    rf"{_DIALS} (?:\w+ ){{0,2}}?(?:al?|la|el|su) (?:la |su |el )?(?:extension|interno|anexo|habitacion"
    rf"|centralita|suite|despacho|numero (?:interno )?del? {SOMEONE})(?! (?:en|a las?) "
    rf"|(?: \w+){{0,6}} y (?:\w+ )?(?:pregunt|consult|confirm|(?:le"
    r"|te) (?:dig|llam|avis)))",
    rf"{_RINGS} (?:\w+ )?(?:(?:en|el {RECEIVER} (?:de|al?|en)|la extension|con) (?:{SOMEONE}|la habitacion|la suite)"
    rf"|el {RECEIVER} (?:de|al?|en) \w+|la extension de)|{FIRST}(?:suena|timbra|esta sonando) en (?:el "
    rf"|la )?(?!silencio|casa)\w+(?= $)|(?:ya|ahi) (?:le |te )?(?:va |esta )?(?:sonando|timbrando|timbra)(?! (?:el|la"
    rf"|un|una) )",
    rf"(?:(?:voy a|vamos a) (?:marcar|timbrar|llamar){THEE}|ya {YOU} (?:estoy marcando|marco)) (?:ya |ahora )?(?:al?"
    rf"|la|el) (?:{SOMEONE}|habitacion|la habitacion|la suite)|{THEE} junto en (?:la|esta) linea",
    rf"(?:{MAKE} (?:ahora |ya |mismo ){{0,2}}(?:la|una|su|tu|el|un)|(?:procedo|doy (?:curso|inicio"
    rf"|comienzo)) (?:al|a la)) {HANDOVER}",
    rf"{HANDOVER} (?:\w+ )?(?:al?|con|hacia) {SOMEONE}(?: (?!tard|aprob|cuest|sistema|suele|hac|llev|requier|necesit"
    rf"|(?:es"
    r"|se|la|lo) )\w+){0,5}(?= $)",
    rf"{HANDOVER} de {CALL} (?:\w+ ){{0,4}}?{_UNDER_WAY}"
    rf"|(?:en curso|se procede a(?: realizar)?(?: la)?) {HANDOVER} de {CALL}",
    rf"{OPEN}(?:conexion|redireccion|derivacion) en (?:curso|marcha|proceso)(?= $)"
    rf"|{OPEN}(?:{_UNDER_WAY} (?:el |la )?{HANDOVER}|(?:la |el |su )?{HANDOVER} (?:ya )?{_UNDER_WAY})"
    rf" (?:(?:con|hacia)(?! {NOWHERE})|al? {SOMEONE})",
    rf"(?:he|hemos) {_STARTED} (?:el|la|su) {HANDOVER} (?:de {CALL}|(?:con|al?) {SOMEONE})",
    r"se (?:(?:esta |va a )?(?:realiza|efectua|establece|procesa|inicia|completa|tramita|gestiona)(?:ndo|r)?|ha"
    rf" {MADE}) (?:\w+ )?{HANDOVER}(?: de {CALL}| (?:con|a|al) {SOMEONE})",
    rf"(?:la|el|su) {HANDOVER} (?:con|al?) (?:\w+ ){{1,4}}?(?:esta|queda|ha quedado) (?:ya )?(?:en curso|list[oa]"
    r"|establecid[oa])(?= $)"
    rf"|{HANDOVER} (?:con|al?) (?:\w+ ){{1,4}}?se (?:establece|realiza|inicia|hace) {SOON}",
    rf"{OPEN}(?:{SHIFTING}) {ADVERBS}(?:(?:con|a|al|hacia) (?:{SOMEONE}|(?:la )?habitacion)|{CALL})",
)
