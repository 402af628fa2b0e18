"""How a transfer is promised in Spanish."""

from adapter.tool_calls.promises.grammar import Grammar, one_of

# With and without accents, because what takes a promise back is matched with them.
_YOU = r"(?:les?|te|os|(?<! se )(?<! me )(?<! te )(?<! os )l[oa]s?)"
_THEE = r"(?:les?|los?|las?|te|os)"
_CALL = (
    r"(?:(?:su|la|tu|esta|esa|vuestra|una) llamad[oa]|(?:esta comunic|(?:la|esta) convers)aci[oó]n"
    r"|su consulta telef[oó]nica)"
)
_MOMENT = r"(?:moment|instant|segund|minut|rat)(?:it|ic)?[oe]s?|moment[ií][nc]\w*|tantito|toque|ratito"
_WHILE = r"(?:un|unos|breves|pocos|unos pocos|apenas unos|cuesti[oó]n de(?: un| unos)?|solo un|nada|menos de un)"
_SOON = (
    r"(?:(?<! de )(?<! desde )ahor(?:it)*a(?: mism(?:it)?o)?|ya(?: mism(?:it)?o)?|enseguid(?:a|ita)|en seguida"
    r"|altiro|de (?:una|volada)|luego luego|prontito|de inmediato|en nada|desde este (?:mismo )?momento|en (?:este"
    rf"|el) (?:mismo |preciso )?(?:{_MOMENT}|acto)|(?:en|dentro de) (?:muy )?{_WHILE} (?:{_MOMENT})|en breve"
    rf"|en breves (?:{_MOMENT})|(?:inmediata|rapida)mente|a continuaci[oó]n|al (?:{_MOMENT}|tiro)|(?<!tan )pronto"
    r"|a la (?:mayor )?brevedad|(?:lo|cuanto) antes(?: posible)?)"
)
_ADVERBS = (
    rf"(?:(?:{_SOON}|\w+mente|mismo|yo(?: mism[oa])?|r[aá]pido|de nuevo|otra vez|aqu[ií]|ah[ií]|entonces|pues"
    r"|tambi[eé]n|a usted|a ti|hoy|por favor|por fin|mejor|de (?:vuelta|regreso)|por [uú]ltima vez|si me permite"
    r"|sin (?:m[aá]s )?(?:demora|espera|rodeos|m[aá]s|falta)|con (?:mucho |todo )?(?:gusto|placer)) ){0,4}"
)

_COLLEAGUES = one_of(
    r"""
    compa[nñ]er t[eé]cnic cirujan decan delegad letrad herman hij asistent encargad jef m[eé]dic enfermer licenciad
    ingenier abogad notari secretari ejecutiv mec[aá]nic maestr due[nñ] propietari perit cociner veterinari
    farmac[eé]utic arquitect cajer \w+[oó]log funcionari dependient muchach chic gent espos t[ií] arrendatari
    """
)
_AGENTS = one_of(
    r"""
    colega especialista agente experto experta responsable gerente recepcionista representante comercial persona titular
    auxiliar ayudante asistente analista pediatra dentista matrona maitre conserje chef humano oficial int[eé]rprete
    taquillero electricista anestesista nutricionista oculista fisioterapeuta logopeda florista taxista juez jueza
    fiscal presidente presidenta vicepresidente mam[aá] pap[aá] madre padre marido mujer patr[oó]n p[aá]rroco mayordomo
    guardia
    """
)
_ADVISERS = one_of(
    r"""
    asesor operador supervisor director doctor se[nñ]or gestor consultor profesor tutor coordinador tramitador
    administrador contador rector procurador trabajador capit[aá]n investigador educador inspector corredor orientador
    instructor entrenador vendedor interventor conductor concejal
    """
)
_PEOPLE = (
    rf"{_COLLEAGUES}[oae]s?|{_AGENTS}s?|{_ADVISERS}(?:a|es|as)?|se[nñ]orita|alguien|don|do[nñ]a|dra?|sra?|srta|lic"
    r"|ing|alcalde|alcaldesa|ella|ellos|ellas|él"
)
_DESKS = one_of(
    r"""
    departamento depto dpto servicio [aá]rea secci[oó]n oficina equipo central centralita conmutador recepci[oó]n
    l[ií]nea_del? mesa_de_(?:ayuda|servicio|control|partes|entradas) unidad divisi[oó]n negociado extensi[oó]n
    interno_de anexo_de sucursal delegaci[oó]n secretar[ií]a gerencia mostrador centro puesto_de control_de cabina_de
    ventanilla_de recursos_humanos objetos_perdidos contabilidad facturaci[oó]n ventas pos(?:t)?venta cobran?zas? cobros
    compras pagos reservas reservaciones siniestros urgencias emergencias soporte averias aver[ií]as bajas altas
    cancelaciones devoluciones reclamos reclamaciones garant[ií]as env[ií]os pedidos log[ií]stica almac[eé]n taller
    cocina conserjer[ií]a mantenimiento administraci[oó]n tesorer[ií]a
    (?:cirug|enfermer|auditor|asesor|contralor|rector|consultor|porter|jefatur|capitan|comisar|fiscal)[ií]a decanato
    jur[ií]dico legal caja n[oó]minas matr[ií]culas admisiones becas atenci[oó]n_al? empresa compa[nñ][ií]a aseguradora
    cl[ií]nica juzgado ayuntamiento embajada consulado despacho farmacia laboratorio rayos maternidad consultas
    \w+(?:log[ií]a|iatr[ií]a) bomberos polic[ií]a gr[uú]as tarjetas hipotecas pr[eé]stamos cr[eé]ditos? p[oó]lizas
    fraudes? fidelizaci[oó]n retenci[oó]n portabilidad(?:es)? equipajes
    """
)
_SOMEONE = (
    r"(?:(?:el|la|los|las|un|una|uno|mi|su|nuestr[oa]s?|otr[oa]|alg[uú]n|propi[oa]|de|del|nuev[oa]|se[nñ]or"
    rf"|mism[oa]) ){{0,4}}(?:{_PEOPLE}|{_DESKS})"
)

_GOING = (
    r"(?:(?:voy|vamos|ire|iremos|procedo|procedemos|procedere|procederemos|paso|pasamos|vuelvo|volvemos|volvere"
    r"|me dispongo|nos disponemos|empiezo|comienzo|me pongo)(?: ya| ahora| ahora mismo)? a|acabo de|acabamos de"
    r"|intento|intentamos|intentare|intentaremos|trato de|tratare de|procuro|(?:estoy|estamos) (?:intentando"
    r"|tratando de|a punto de)|permit[ae](?:me|nos)|dej[ea](?:me|nos)|me (?:voy a )?permit(?:o|ir)|me encargo de"
    r"|me (?:complace|alegra|apresuro a)|tengo el (?:gusto|placer) de|aprovecho para|corro a|prefiero|(?:voy"
    r"|vamos) a hacer es)(?: (?:proceder a|intentar|tratar de|volver a|ir a|ahora|ya)){0,3}"
)
_BEING = (
    r"(?:(?:estoy|estamos|estare|estaremos|voy|vamos|sigo|ando)(?: ya| ahora| ahora mismo)?"
    r"|(?:voy|vamos|ire|procedo) a (?:estar|ir|seguir))"
)
_LET = r"(?:(?:(?:dej[ea]|permit[ea])(?:me|nos)?|lo mejor (?:es|sera)) que|(?:esper[ea] |aguard[ea] )?a que)"


def _said(do: str, to: str, ing: str, done: str, may: str) -> str:
    """A verb in all persons and tenses that promise, the caller before or after it."""
    return (
        rf"(?:{_YOU} (?:ya |ahora |mismo ){{0,2}}(?:{do}|{_GOING} (?:{to})|{_BEING} (?:{ing})"
        rf"|(?:he|hemos) (?:{done}))|ya {_YOU} (?:{may})|{_GOING} (?:{to}){_THEE}|(?:{_BEING} )?(?:{ing}){_THEE}"
        rf"|{_LET} {_YOU} (?:{may}))"
    )


def _of_call(do: str, to: str, ing: str, done: str, may: str) -> str:
    """The same, with the call."""
    return rf"(?:{do}|{_GOING} (?:{to})|(?:{_BEING} )?(?:{ing})|(?:he|hemos) (?:{done})|ya (?:{may})) {_ADVERBS}{_CALL}"


# The first need nothing more than the caller, the others a place to go.
_SHIFT = (
    r"(?:pas|(?:re)?conect|comunic|enlaz|deriv|desv[ií]|canaliz|(?:re)?direccion|traspas|en?rut|(?:re)?encamin"
    r"|encauz)"
)
_TO_SHIFT = rf"{_SHIFT}ar|transferir|redirigir|reconducir"
_DO_SHIFT = (
    rf"{_SHIFT}(?:o|amos)|transfiero|transferimos|redirijo|redirigimos|reconduzco|reconducimos"
    rf"|(?:{_TO_SHIFT})(?:[eé]|emos)"
)
_SHIFTING = rf"{_SHIFT}[aá]ndo|transfiri[eé]ndo|redirigi[eé]ndo|reconduci[eé]ndo"
_SHIFTED = rf"{_SHIFT}ado|transferido|redirigido|reconducido"
_MAY_SHIFT = (
    r"(?:pas|conect|comuniqu|enlac|deriv|desvi|canalic|(?:re)?direccion|traspas)e|transfier[ae]|transferi|redirij[ae]"
)
_SEND = r"(?:traslad|env[ií]|mand|contact|vincul|turn|orient|asign|escal|deleg|tir|enganch|reenvi|bot|llev|elev)"
_TO_SEND = rf"{_SEND}ar|poner|remitir|dirigir|referir|ceder"
_DO_SEND = (
    rf"{_SEND}(?:o|amos)|pongo|ponemos|pondre|pondremos|remito|remitimos|dirijo|dirigimos|refiero|referimos|cedo"
    rf"|cedemos|(?:{_TO_SEND})(?:[eé]|emos)"
)
_SENDING = rf"{_SEND}ando|poniendo|remitiendo|dirigiendo|refiriendo|cediendo"
_SENT = rf"{_SEND}ado|puesto|remitido|dirigido|referido|cedido"
_MAY_SEND = rf"{_SEND}e|ponga|remita|dirija"
_SHIFTS = (_DO_SHIFT, _TO_SHIFT, _SHIFTING, _SHIFTED, _MAY_SHIFT)
_SENDS = (_DO_SEND, _TO_SEND, _SENDING, _SENT, _MAY_SEND)

_DETERMINER = r"(?:(?:la|el|los|las|su|sus|tu|un|una|otro|otra|nuestr[oa]|mi|este|esta|esa|el pr[oó]ximo) ){0,2}"
_NOTHING = _DETERMINER + one_of(
    r"""
    wifi internet red router m[oó]dem servidor impresora bluetooth ordenador web p[aá]gina app aplicaci[oó]n cuenta
    tarjeta base sistema pantalla expediente perfil historial pedido factura paquete mensajer[oa] carta leche hielo
    az[uú]car patatas ensalada vistas descuento gusto placer pena mucho gran alegr[ií]a satisfacci[oó]n antelaci[oó]n
    letra demas calma cuidado cariño frecuencia fluidez eso esto euros fondos caso cita reserva nota duda bien retraso
    (?:media_)?pensi[oó]n [aá]rea_(?:personal|privada|de_(?:client|usuari|descanso)\w*)
    """
)
_PLACE = one_of(
    r"""
    banco iban tarifa plan fibra prepago pospago contrato sitio portal enlace formulario chat correo e?mail whatsapp
    direcci[oó]n(?!_(?:general|m[eé]dica|provincial|comercial|t[eé]cnica|de_(?!correo|e?mail|env[ií]o|su))) domicilio
    casa(?!_(?:central|matriz)) lista m[aá]quina limpio nombre lunes martes mi[eé]rcoles jueves viernes s[aá]bado
    domingo mañana manana versi[oó]n modalidad categor[ií]a turno(?!_de_(?:noche|guardia)) preferente primera vuelo
    clase asiento buz[oó]n siguiente nube archivo carpeta fecha condiciones apartado cl[aá]usula m[oó]vil celular
    n[uú]mero tel[eé]fono fijo contestador mesa(?!_de) pregunta tema punto paso corriente
    habitaci[oó]n_(?:con|doble|m[aá]s) final(?:es)? principios partir medida d[ií]a plataforma cobro firma efectivo
    revisi[oó]n \d+ la_una las_(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce) qui[eé]n alta baja medias
    """
)
_NO_VERB = one_of(
    r"""
    pilar [oó]scar omar c[eé]sar javier ester esther edgar gaspar baltasar walter taller alquiler bar titular auxiliar
    familiar m[aá]nager canciller mujer militar escolar
    """
)
_NOWHERE = rf"(?:{_NOTHING}|{_DETERMINER}{_PLACE}|(?!{_NO_VERB})\w+[aeií]r(?:l[eo]s?|las?|te|se|nos|os)?) "
_ON = (
    rf"(?! {_ADVERBS}(?:$|con (?!{_NOTHING} )|(?:al?|hacia) (?!{_NOWHERE})|(?:para|y|e|porque|mientras|desde|donde"
    r"|el (?:tel[eé]fono|auricular|aparato) al?|gracias|por (?:l[ií]nea|tel[eé]fono)|en (?:l[ií]nea|contacto"
    rf"|comunicaci[oó]n|relaci[oó]n|conexi[oó]n|cola|la cola)|{_CALL}|{_DESKS}) ))"
)
_QUEUE = r"(?:la )?(?:cola|linea de espera|fila(?= (?:de|para|virtual|$)))(?! de (?:impresion|pedidos))"
_TO = (
    rf" {_ADVERBS}(?:con(?= (?!{_NOTHING} ))|en (?:contacto|comunicacion|relacion|conexion|linea"
    rf"|conferencia)(?: directa)?(?: con)?|al (?:habla|telefono|aparato)|(?:al?|hacia) {_SOMEONE}(?: \w+){{0,4}}?"
    rf"|en (?:buenas )?manos de|en {_QUEUE})"
)
_HANDOVER = r"(?:transferencia|redirecci[oó]n|traspaso|conexi[oó]n|enlace|comunicaci[oó]n|derivaci[oó]n|desv[ií]o)"
_MAKE = (
    r"(?:(?:hag|haci|realiz|efectu|inici|empiez|comienz|comenz|arranc|tramit|gestion|establezc|estableci|ejecut"
    r"|proces|lanz)(?:o|ando|endo|amos|emos)|procedo con|procedemos con|procedo a|(?:voy|vamos|procedo"
    r"|paso) a (?:proceder a )?(?:hacer|realizar|efectuar|iniciar|tramitar|gestionar))"
)
_ANSWER = (
    r"(?:hablan?|atienden?|atendera|atenderan|contestan?|contestara|contestaran|responden?|respondera|responderan"
    r"|recibe|coge|hablara|(?:va|van) a (?:atender|contestar|responder|hablar|ayudar|coger|recibir)"
    r"|estan? (?:atendiendo|contestando|respondiendo)|descuelgan?)"
)
_TAKE = (
    r"(?:toma|tomara|coge|cogera|recoge|recogera|recibe|recibira|agarra|atiende|atendera|contesta|contestara|retoma"
    r"|esta (?:cogiendo|tomando|recogiendo|atendiendo)|va a (?:tomar|coger|recoger|atender))"
)
_OPEN = (
    r"(?<!\w )(?:(?:muy bien|perfecto|claro(?: que si)?|vale|de acuerdo|listo|si|bueno|bien|entendido|okey|ok"
    r"|por supuesto|como no|gracias|muchas gracias|pues|entonces|venga|dale|excelente|genial|estupendo|desde luego"
    rf"|entiendo|comprendo|senor(?:a|ita)? \w+|don \w+|tranquil[oa]|{_SOON}|con (?:mucho )?gusto|por favor|usted"
    r"|hecho) ){0,5}"
)
_BE = r"(?:seras?|vas? (?:usted )?a ser|estas? siendo|ha sido|has sido|quedas?|quedo)"
_DOES = r"(?:transfiere|deriva|desvia|pasa|redirige|conecta|comunica|enlaza|traslada)"
_DONE = r"(?:transferid|conectad|derivad|comunicad|redirigid|enlazad|desviad|canalizad|trasladad|direccionad)[oa]"

GRAMMAR = Grammar(
    promises=(
        _said(*_SHIFTS),
        _of_call(*_SHIFTS),
        _said(*_SENDS) + _TO,
        _of_call(*_SENDS) + rf" {_ADVERBS}(?:con|al?|hacia|en)",
        # What happens to the call, and to the caller.
        rf"{_CALL} (?:\w+ ){{0,3}}?(?:{_BE}|sera) (?:\w+ ){{0,2}}?(?:{_DONE}|pasada|enviada|remitida|dirigida"
        r"|puesta en)",
        rf"{_CALL} (?:ya |ahora )?se (?:esta|va a|estara|ha) (?:\w+ )?(?:{_SHIFTING}|{_SENDING}|{_TO_SHIFT}|{_DONE})",
        rf"{_CALL} (?:ya |ahora |mismo ){{0,2}}(?:pasa|entra|va|esta entrando|esta pasando|queda|salta"
        rf"|esta) {_ADVERBS}(?:(?:en )?camino |rumbo )?(?:ya )?(?:al?|con|del?|en|para|hacia) (?:manos|cola|la cola"
        rf"|{_SOMEONE})|(?:entra|pasa|esta (?:entrando|pasando)) (?:ya )?{_CALL} (?:en|al?|con) (?:manos|cola|la cola"
        rf"|{_SOMEONE})|(?:alla|ahi|aqui) (?:va {_CALL}|(?:les?|te) va {_SOMEONE})",
        rf"(?:{_YOU} )?(?:sub|baj|rebot|lanz|entreg|gir|acerc)(?:o|amos) {_CALL} (?:al?|con)",
        rf"se (?:esta|va a|ha|procede a) (?:\w+ )?(?:{_SHIFTING}|{_TO_SHIFT}|{_DONE}) {_ADVERBS}{_CALL}",
        rf"{_YOU} (?:estan|van a) (?:{_SHIFTING}|{_TO_SHIFT}|poner|poniendo) {_ADVERBS}(?:con|al?)"
        rf"|{_SOON} (?:\w+ ){{0,3}}?{_YOU} (?:pasan|pasa (?:mi|la|el) \w+|(?:pone|comunica|conecta|transfiere|deriva"
        rf"|enlaza)n?) (?:\w+ ){{0,4}}?(?:con(?= (?!{_NOTHING} ))|al? {_SOMEONE})",
        rf"(?:dejo|dejamos|queda) {_CALL} en manos|(?:doy|damos) (?:traslado|paso|curso|salida) (?:de|a) {_CALL}",
        rf"estas? a punto de (?:hablar con|ser (?:{_DONE}|atendid[oa])|atender{_THEE}|pasar con)",
        rf"{_OPEN}(?:{_DO_SHIFT}) {_ADVERBS}con (?:{_SOMEONE}|(?:la )?habitacion)",
        rf"{_OPEN}(?:transfiero|conecto|comunico|enlazo|redirijo|transferimos|conectamos|{_SHIFTING})(?= {_ADVERBS}$)",
        rf"(?:{_CALL} se|se (?:les?|te|lo|la)) {_DOES} {_SOON} (?:con|al?)"
        rf"|{_OPEN}se (?:le|te|lo|la) {_DOES} (?:con|al?) {_SOMEONE}",
        rf"se (?:les?|te|lo|la) (?:(?:esta|va a|estara) (?:\w+ )?(?:{_SHIFTING}|{_TO_SHIFT}|poniendo en|poner en)"
        r"|(?:pasara|comunicara|transferira|derivara|conectara|redirigira|pondra) (?:\w+ ){0,2}?(?:con|al?))",
        r"mientras (?:se )?(?:\w+ )?(?:contestan?|atienden?|responden?|descuelgan?|coge el telefono|localizo"
        rf"|aviso)(?: al?)? {_SOMEONE}",
        rf"{_OPEN}{_BE} (?:usted )?(?:\w+ )?(?:{_DONE}|puest[oa] en (?:contacto|comunicacion|la cola|cola))",
        rf"{_BE} (?:usted )?(?:\w+ )?(?:{_DONE}) {_ADVERBS}(?:con|al?|hacia) {_SOMEONE}",
        rf"{_OPEN}{_SOON} {_YOU} (?:pongo|ponemos)(?= $)",
        rf"(?:{_SOON}) (?:\w+ ){{0,3}}?{_BE} (?:usted )?atendid[oa]"
        rf"|{_BE} (?:usted )?atendid[oa] (?:\w+ ){{0,5}}?{_SOON}",
        rf"{_OPEN}(?:llamada )?{_DONE}(?: {_ADVERBS}(?:con|al?) {_SOMEONE}(?: \w+){{0,5}})?(?= $)",
        # Who comes to the line.
        rf"{_SOON} (?:\w+ ){{0,3}}?{_YOU} {_ANSWER}"
        rf"|{_SOMEONE} (?:\w+ ){{0,5}}?{_YOU} {_ANSWER} (?:\w+ ){{0,2}}?{_SOON}|{_YOU} {_ANSWER} (?:\w+ )?{_SOON}",
        rf"{_SOON} (?:\w+ ){{0,6}}?(?:va|van) a (?:atender|contestar|responder|ayudar){_THEE}",
        rf"{_SOMEONE} (?:\w+ ){{0,5}}?{_TAKE} (?:ya |ahora )?{_CALL}|{_SOON} (?:\w+ )?{_TAKE} {_CALL}"
        rf"|{_TAKE} (?:ya |ahora |mismo )?{_CALL} (?:\w+ ){{0,2}}?{_SOMEONE}",
        r"(?:toma|tomara|coge|cogera|recoge) (?:ya |ahora )?el (?:relevo|testigo)",
        rf"(?:hace|hara|ocupa|ocupara|encarga|encargara) (?:ahora |ya )?(?:cargo )?de {_CALL}",
        rf"{_SOON} se pone(?! (?:en|a|de|la|rojo|verde))|se (?:va a poner|pone|pondra) {_ADVERBS}{_SOMEONE}"
        rf"|{_SOMEONE} (?:\w+ ){{0,4}}?se (?:pone|va a poner|pondra) (?:{_SOON}|al (?:telefono|aparato|habla)"
        r"|en linea)|se (?:pone|va a poner|pondra) (?:\w+ ){0,5}?al (?:telefono|aparato|habla)",
        r"(?:pongo|ponemos|traigo|traemos|voy a (?:poner|traer)) al? (?:\w+ ){1,4}?(?:al (?:telefono|aparato"
        r"|habla)|en (?:la )?linea)",
        r"(?:(?:entra|une|incorpora|suma|conecta|esta entrando) (?:\w+ )?(?:en|a) (?:la|su|esta|nuestra)"
        rf"|viene (?:\w+ )?al) (?:linea|llamada|conversacion|telefono|aparato) {_SOMEONE}",
        rf"(?:{_SOON}|{_SOMEONE}) (?:\w+ ){{0,4}}?(?:entra|une|incorpora|suma|conecta|esta entrando) (?:\w+ )?(?:en"
        r"|a) (?:la|su|esta|nuestra) (?:linea|llamada|conversacion)|viene (?:\w+ ){0,5}?al (?:telefono|aparato)",
        r"(?:(?:ya|aqui) (?:le |te )?(?:tiene|tienes|tengo)|le tengo|te tengo) (?:\w+ ){0,5}?(?:en (?:la )?linea"
        r"|al (?:telefono|habla|aparato|otro lado))",
        rf"(?:ya esta|esta ya) (?:{_SOMEONE} )?en (?:la )?linea(?: {_SOMEONE})?"
        rf"|tengo al? {_SOMEONE} en (?:la )?(?:otra )?linea|aqui (?:tiene|tienes) (?:ya )?al? {_SOMEONE}",
        rf"(?:{_PEOPLE}) (?:\w+ ){{0,2}}?esta en (?:la )?linea(?! con (?!usted|nosotros))|ya tienes? linea con"
        rf"|(?:{_SOMEONE}) (?:\w+ ){{0,4}}?(?:ya esta|esta ya) (?:en (?:la )?linea|al (?:telefono|habla|aparato))",
        r"(?:hablar|ayudar|libre|disponible|aqui|lado|linea|telefono|aparato|(?:aqui esta"
        rf"|acaba de \w+) {_SOMEONE}) (?:\w+ ){{0,3}}?(?:se|te) l[oa] (?:paso|pongo)(?= $)",
        rf"(?:{_SOON} (?:\w+ ){{0,2}}?(?:estara|esta|queda)s?|estaras?|(?:adelante|hable) estas?) (?:usted )?"
        rf"(?:(?:en comunicacion|al habla) con|(?:en (?:linea|conexion)|conectad[oa]) con {_SOMEONE})",
        rf"{_SOMEONE} (?:\w+ ){{0,4}}?(?:ha descolgado|descuelga)(?= $)|ya descuelga {_SOMEONE}",
        rf"con {_SOMEONE} (?:\w+ ){{0,4}}?{_YOU} (?:dejo|pongo|mando|dejamos|ponemos)(?= {_ADVERBS}$)"
        rf"|a partir de (?:aqui|ahora|este momento) {_YOU} (?:ayuda|asiste|acompana|atiende) {_SOMEONE}",
        r"(?:se|te) l[oa] (?:paso|pongo) al (?:telefono|aparato)",
        r"(?:se|te) l[oa] (?:paso|pongo) (?:\w+ ){0,3}?(?:que )?esta (?:\w+ ){0,2}?(?:aqui|al lado|a mi lado"
        r"|conmigo)",
        rf"(?:{_SOON}) (?:\w+ ){{0,2}}?(?:hablaras?|vas? a hablar|estaras? hablando|hablas|habla usted"
        rf"|va a hablar usted|le toca hablar) (?:{_SOON} |\w+ )?con|(?:hablaras?|vas? a hablar"
        rf"|estaras? hablando) (?:usted )?(?:(?:\w+ )?con (?:\w+ ){{1,6}}?{_SOON}|{_SOON} con)",
        rf"{_SOMEONE} (?:\w+ ){{0,4}}?(?:sigue|continua|seguira|continuara) (?:ahora |ya )?con (?:usted|{_CALL})"
        rf"|(?:sigue|continua|seguira|continuara) (?:ahora |ya )?con (?:usted|{_CALL}) (?:\w+ )?{_SOMEONE}",
        rf"{_SOON} (?:les? )?(?:cogen|contestan|descuelgan?|da (?:tono|senal))(?= $)|ya esta sonando"
        r"|que (?:continua|sigue) con usted",
        rf"{_YOU} (?:devuelvo|regreso|retorno|devolvemos|regresamos) {_ADVERBS}(?:con|al?) {_SOMEONE}",
        rf"{_OPEN}(?:con|al?) {_SOMEONE}(?: \w+){{0,4}} {_SOON}(?= $)",
        # Who is left, fetched and asked.
        rf"(?:{_YOU} (?:dej|encomiend|confi)(?:o|amos|are|aremos)|{_GOING} dejar{_THEE}|{_YOU} {_GOING} dejar"
        rf"|{_YOU} {_BEING} dejando|{_OPEN}quedas?(?: usted)?) {_ADVERBS}(?:ya )?(?:en (?:(?!sus"
        r"|tus)\w+ ){0,2}manos(?: del?(?! usted)| con|(?= $))|(?:al habla |en linea |en comunicacion )con"
        rf"|con (?:{_SOMEONE}|el(?= $)|(?!(?:la|el|los|las|una?|sus?|tus?|mi|mucho|es[ao]|{_NOTHING}) )\w+(?= (?:$"
        r"|para que))|los de|las? de))",
        rf"(?:doy|damos|dare|daremos|cedo|cedemos|paso|voy a (?:dar|ceder|pasar)(?:{_THEE})?) (?:ya |ahora "
        rf"|mismo ){{0,2}}(?:paso|la palabra|el turno|la linea|el telefono) (?:al?|con) (?:{_SOMEONE}|(?!(?:sus?|tus?"
        r"|las?|el|los|una?|mi) )\w+)",
        rf"(?:{_YOU} (?:doy|damos|dare)|(?:{_YOU} )?voy a dar(?:{_THEE})?) {_ADVERBS}(?:(?:(?:el )?pase |paso "
        rf"|entrada )?con {_SOMEONE}|(?:(?:la )?linea|comunicacion|conexion) con(?= (?!{_NOTHING} )))",
        r"(?:he (?:pedido|dicho|avisado)|pido|digo|aviso|llamo|busco|localizo|hago|haga|a (?:avisar|buscar|llamar)"
        r"|(?:voy|vamos) a (?:pedir|decir|avisar|llamar|buscar"
        rf"|hacer)\w*) (?:\w+ ){{0,6}}?que (?:\w+ )?(?:se ponga(?! (?:en|a) )|tome {_CALL}|coja (?:{_CALL}"
        r"|el telefono)|hable con usted|conteste|agarre el telefono)",
        r"(?:traigo|incorporo|sumo|anado|uno|meto|invito|conecto|traemos|incorporamos|agrego"
        r"|(?:voy|vamos) a (?:traer|incorporar|sumar|anadir|unir|meter|invitar|conectar"
        r"|agregar)) (?:\w+ ){0,6}?(?:en|a) (?:la|esta|su|nuestra) (?:linea|llamada|conversacion)",
        rf"{_YOU} (?:{_GOING} |{_BEING} )?(?:pong|met|coloc|situ|anad|encol|incorpor|pas|ingres|dej)(?:o|ando|er|ar"
        rf"|iendo|emos|amos) (?:\w+ ){{0,3}}?(?:en|a) {_QUEUE}",
        rf"{_OPEN}(?:entra|pasa|queda|esta|se encuentra|le queda)s? (?:usted )?(?:ahora |ya )?(?:en|a) {_QUEUE} (?:de"
        r"|para)",
        # Dialling, and the transfer as a noun.
        r"(?:(?:est[ao]y? |estamos |le |te |voy )?(?:marc|timbr|llam)(?:o|ando|amos)|voy a (?:marcar|llamar"
        r"|timbrar)) (?:\w+ ){0,2}?(?:al?|la|el|su) (?:la |su |el )?(?:extension|interno|anexo|habitacion"
        r"|centralita|suite|despacho)",
        r"(?:(?<!alarma )estan? (?:\w+ )?(?:sonando|timbrando|dando (?:tono|llamada|senal)|llamando)|suena|timbra"
        rf"|sonando|timbrando) (?:\w+ )?(?:en|el (?:telefono|interno|anexo) de|la extension|con) (?:{_SOMEONE}"
        r"|la habitacion|la suite)",
        rf"(?:voy a|vamos a) (?:marcar|timbrar|llamar){_THEE} (?:ya |ahora )?(?:al?|la|el) (?:{_SOMEONE}|habitacion"
        r"|la habitacion|la suite)",
        rf"(?:{_MAKE} (?:ahora |ya |mismo ){{0,2}}(?:la|una|su|tu|el|un)|(?:procedo|doy (?:curso|inicio"
        rf"|comienzo)) (?:al|a la)) {_HANDOVER}",
        rf"{_HANDOVER} (?:\w+ )?(?:al?|con|hacia) {_SOMEONE}(?: (?!tard|aprob|cuest|sistema|suele|(?:es"
        r"|se) )\w+){0,5}(?= $)",
        rf"{_HANDOVER} de {_CALL} (?:\w+ ){{0,4}}?(?:en curso|en marcha|en proceso|iniciada)"
        rf"|(?:en curso|se procede a(?: realizar)?(?: la)?) {_HANDOVER} de {_CALL}",
        r"se (?:esta |va a )?(?:realiza|efectua|establece|procesa|inicia|completa|tramita)(?:ndo"
        rf"|r)? (?:\w+ )?{_HANDOVER}(?: de {_CALL}| (?:con|a|al) {_SOMEONE})",
        rf"{_OPEN}(?:{_SHIFTING}) {_ADVERBS}(?:(?:con|a|al|hacia) (?:{_SOMEONE}|(?:la )?habitacion)|{_CALL})",
    ),
    promises_while_holding=(
        rf"{_OPEN}(?:con |al? |para |hacia )?(?:el |la |los |las )?(?:{_DESKS}|habitacion|suite"
        r"|planta)(?: (?!est|voy|le|lo|te|se|me|es|no|tengo|veo|\w+mos|\w+ndo)\w+){0,5}(?= $)",
        rf"{_OPEN}con {_SOMEONE}(?: \w+){{0,3}}(?= $)|{_OPEN}(?:su )?llamada (?:se encuentra "
        r"|esta )?en (?:transferencia|transito|curso)",
        rf"{_OPEN}(?:paso|pase|{_HANDOVER}) (?:inmediat[oa]|direct[oa]|urgente) (?:al?|con)|llamada a tres"
        r"|en espera para hablar",
        rf"{_OPEN}(?:{_SHIFTING}|marcando|llamando)(?: {_ADVERBS}(?:con|al?"
        rf"|hacia) (?!{_NOWHERE})(?:\w+ ){{0,5}}?\w+)?(?= $)",
        rf"{_OPEN}(?:\w+ )?{_HANDOVER} (?:al?|con|hacia) (?!{_NOWHERE})(?:\w+ ){{0,5}}?\w+(?= $)",
        rf"{_OPEN}(?:{_MAKE} (?:\w+ )?)?{_HANDOVER}(?: en (?:curso|proceso|marcha)| iniciada)?(?= $)",
        rf"{_OPEN}(?:{_SHIFTING}) {_ADVERBS}con(?= (?!{_NOTHING} ))",
        rf"se (?:esta )?(?:realiza|efectua|establece|procesa|inicia)(?:ndo)? (?:la )?{_HANDOVER}(?= $)",
        rf"{_YOU} {_ANSWER}|(?:va|van) a (?:atender|contestar|responder|ayudar){_THEE}|{_BE} (?:usted )?atendid[oa]",
        r"(?:(?:busc|localiz|avis|llam|consig|asign|traig)(?:o|ando|amos)|traigo|(?:voy|vamos) (?:a )?(?:buscar|por"
        rf"|avisar|llamar|traer)(?:{_THEE})?) (?:ya |ahora |mismo ){{0,2}}(?:al? {_SOMEONE}"
        rf"|{_DETERMINER}(?:{_PEOPLE}))(?!(?: \w+){{0,8}} (?:y|para|si) )",
        rf"{_OPEN}(?:vas a pasar|va a pasar|pasas?|pasara) (?:usted )?(?:ahora |ya )?(?:con|al?) {_SOMEONE}"
        r"|presento a \w+|(?:pruebo|intento|insisto) (?:\w+ ){0,3}?con (?:la extension|el interno|la linea)",
        rf"{_CALL} se {_DOES} (?:con|al?)",
        rf"{_HANDOVER} (?:\w+ )?esta (?:\w+ )?en (?:curso|marcha|proceso)|(?:marcando|llamando|marco"
        rf"|timbro) (?:al?|con) {_SOMEONE}",
        rf"{_SOON} (?:coge|contesta|responde|viene|suena|se incorpora)(?= $)|se l[oa] paso a {_SOMEONE}|se pone(?= $)"
        rf"|{_SOON} {_YOU} cogen|{_YOU} (?:pasan|ponen|comunican|conectan|transfieren) con|(?:va|hablan?|hablara)"
        rf" (?:a hablar )?con (?:usted|ti) {_SOMEONE}|(?:va|van) a (?:contestar|atender|responder|coger) {_SOMEONE}"
        rf"|{_SOMEONE} (?:\w+ ){{0,4}}?(?:y (?:se|te) l[oa] paso|para (?:pasar|comunicar|poner)\w+)(?= $)",
        rf"hasta que (?:\w+ ){{0,4}}?(?:contesten?|respondan?|atiendan?|tomen?|descuelguen?|coja) ?(?:{_CALL})?(?= $)",
        rf"(?:coge|contesta|toma) (?:ya |ahora )?el telefono {_SOMEONE}",
        rf"{_CALL} fue {_DONE}|{_SOMEONE} (?:\w+ ){{0,3}}?(?:viene|llega|acude) (?:{_SOON})|(?:tengo"
        rf"|debo) (?:que )?(?:{_TO_SHIFT}){_THEE}|{_YOU} (?:tengo que|debo) (?:{_TO_SHIFT})|(?:se|te) (?:lo"
        rf"|la) (?:paso|pongo|comunico)(?= {_ADVERBS}$)",
        r"(?:esta (?:sonando|timbrando|dando (?:tono|senal)|llamando)|da (?:tono|senal))(?= $)",
    ),
    holds=(
        r"no (?:(?:se|te|me|nos) ){0,2}(?:cuelgu|cort(?:e|es|en|en)|retir|vay|desconect|despegu"
        r"|muev)\w*(?: la llamada)?",
        r"(?:permanezca|permanece|permanezcan|siga|sigue|sigan|quedese|quedate|quede|mantengase|mantente|continue"
        r"|esper[ea]n?|aguard[ea]n?|(?:esper|aguard|aguant)[ea](?:me|nos)) (?:por favor "
        r"|usted )?(?:(?:en|al?)(?: la)? (?:linea|telefono|espera|aparato|habla|escucha)|tono)",
        r"(?:(?:esper|aguard|aguant)[ea](?:me|nos|n)?|(?<! en )(?<! de )(?<! la )espera|aguarda"
        r"|(?:d[ea]|regal[ea]|conced[ea]|permit[ae]|dej[ea]|banc[ae]|prest[ae])(?:me|nos)|tenga|dame) (?:por favor "
        rf"|solo |usted ){{0,2}}(?:un|unos|dos|tres)? ?(?:solo |breve |breves |par de )?(?:{_MOMENT}|chanc\w+"
        r"|toquecito)(?: por favor)?",
        r"(?<! en )(?<! de )(?<! hace )(?:solo )?(?:un|unos|dos) (?:solo |breve "
        rf"|breves )?(?:{_MOMENT})(?: por favor)?",
        rf"{_OPEN}(?:momentito|segundito|ratito|tantito)",
        r"(?<! en )(?<! de )(?<! la )(?:esper|aguard|aguant)[ea](?:me|nos)?n?(?: por favor)?(?! (?:a que|su|el|la|tu"
        r"|que))|no (?:le|te) vayas|(?:quedese|quedate|siga|sigue) ahi",
    ),
    conditions=(
        r"(?<! a ver )(?<! por )(?<! dirán )(?<! dicen )(?<! confirman )si(?! (?:se (?:corta|cae)|es tan amable"
        r"|me permite|no (?:le|te) importa (?:esper|aguard)ar))",
        r"cuando|antes (?:de|que(?! nada)|necesito|tengo|debo)|(?:quieres?|quieren|deseas?|prefieres?|querés"
        r"|preferís) que|(?<=\w )como (?:usted )?(?:quiera|prefiera|guste|desee)s?|lo que prefiera|o (?:bien"
        r"|prefiere|seguimos|(?:le|te) (?:tom|llam|dej|envi|atien)\w+)|(?:al|puede) (?:pulsar|marcar|decir|oprimir)"
        r"|pulsando|usted (?:me )?(?:dice|dirá|elige|decide)|una vez(?! más)|en cuanto|tan pronto|siempre (?:que|y)"
        r"|a menos|salvo|excepto|en caso|hasta que(?! (?:\w+ ){0,4}?(?:contest|respond|ati|tom|coj|descuel))"
        r"|después de|mientras no|s[oó]lo si|de lo contrario|(?:necesit(?:o|amos|aría)|hace falta) (?:que|su|el|la"
        r"|tu|saber|verificar|confirmar|los|un)|depende(?! de)|la próxima|basta con|con (?:que|solo)|solo con|diga"
        r"|responda|introduzca|teclee|oprima|siéntese|me (?:dices?|das?|avisas?|indicas?|confirmas?"
        r"|facilitas?) (?:\w+ ){0,8}?y (?:le|lo|la|te)|(?:luego|después) (?:le|lo|la|te)|con (?:el|su|la"
        r"|ese) (?:número|dni|localizador|código|referencia) (?:\w+ ){0,6}?(?:le|la|lo|te)|suponiendo"
        r"|según(?! (?:veo|me|entiendo))|de (?:estar|ser) (?:libre|así|posible|necesario)|(?:d[ií]ga|ind[ií]que"
        r"|indica|facil[ií]te|facilita|conf[ií]rm[ea]|cu[eé]nt[ea]|expl[ií][qc]\w+|rep[ií]t[ea]|proporci[oó]ne"
        r"|mu[eé]stre|env[ií]e|recu[eé]rde|p[aá]s[ea]|d[eé]|dej[ea]me su|perm[ií]tame su|deletr[eé]e|di|d[ií]"
        r"|llám[ea]|avis[ea]|avís[ea]|mánd[ea])(?:me|nos)(?:l[oa]s?)?|apenas (?:me|te|tenga|termine|se|pueda|sepa)",
    ),
    own_conditions=(
        r"marque|marca|pulse|pulsa|presione|llame|pregunte|solicite|seleccione|acuda|escriba|vaya (?:al?|hasta)"
        r"|pase (?:al?|por)|elija|indique|rellene|tome asiento",
    ),
    denials=(
        r"(?<! cómo )(?<! como )no(?! (?:(?:se|te|os) preocup\w+|hay (?:problema|de qué|cuidado)|pasa nada|faltaba"
        r"|se apure|tarda\w*))",
        r"nunca|jamás|nadie|ningún|ninguna?|tampoco|ni|imposible|sin(?! (?:m[aá]s|demora|falta|problema|duda"
        r"|compromiso|coste))",
        r"(?<! de )(?<! de la )mañana|(?<! atendió )(?<! que )ayer|anoche|(?:el|los|este|próximo) (?:lunes|martes"
        r"|miércoles|jueves|viernes|sábado|domingo)s?|semana|más tarde|esta (?:tarde|mañana|noche)|horario|suele"
        r"|siempre|normalmente|habitualmente|generalmente|veces|fuera de|por error|volante|(?:le|les|te|os) (?:mand"
        r"|envi|enví)(?:o|amos|aré|aremos) a(?:l (?:\w+ ){1,4}?a (?:la|su|tu)| un[ao]?| alguien)|(?:por"
        r"|a) (?:correo|e?mail|escrito|mensaje|whatsapp|carta|sms)|en (?:urgencias|recepción|(?:la )?(?:ventanilla"
        r"|caja|taquilla|tienda|oficina|consulta)|el mostrador) (?:les?|la|lo|te) (?:at|ayud)\w+"
        r"|(?<! ayuda a )(?<! atención a )(?<! servicio a )domicilio|(?:at(?:ie|e)nd"
        r"|recib)\w+ (?:\w+ ){0,4}?en (?:(?:la|el|su|nuestr[ao]) )?(?:oficina|casa|tienda|sala|mostrador|consulta"
        r"|despacho|caja|recepci[oó]n|mesa|ventanilla|taller|sucursal|local|planta|puerta|persona|hotel)",
        r"(?:pas|comunic|conect|enlaz|deriv|desvi|canaliz|envi|mand|contact|dej|traslad)ó|transfirió|redirigió"
        r"|remitió|puso|(?<! que )estaba\w*|estuv\w+|iba|íbamos|quer[ií]a|quise|quiso|quisiera|querría|gustaría|debería"
        r"|deber[ií]a\w*|había|habr[ií]a|hubiera|hubiese|dij\w+|dicen|pondr(?:á|án|emos) en contacto con|cada|toda",
        r"(?:les?|te) responder(?:á|án) (?:pronto|en breve)|comunico yo al?|(?:nota|anot\w+) (?:\w+ ){1,5}?lo"
        r" (?:comunico|paso|transfiero|derivo|traslado)|comunic(?:o|amos|ar\w*|aré) (?:(?:\w+mente|ahora|tambi[eé]n"
        r"|con (?:mucho )?(?:gusto|placer|pesar|pena|alegría)) ?){0,2}que|(?:de|a partir de) ahora en",
        rf"(?:{_YOU} (?:{_DO_SHIFT}|{_GOING} (?:{_TO_SHIFT})|{_BEING} (?:{_SHIFTING})|(?:he|hemos) (?:{_SHIFTED}))"
        rf"|{_GOING} (?:{_TO_SHIFT}){_THEE}|(?:{_SHIFTING}){_THEE}|ya {_YOU} (?:\w+é|transferí|redirigí)){_ON}",
        rf"(?:les?|te|os) (?:{_DO_SHIFT}|{_DO_SEND}) al? {_SOMEONE}(?<! de) (?:una?|sus?|los?|las?|el"
        rf"|est[ea])(?! llamad)|(?:la|el|su|esa|ese|esta) (?!llamad|{_SOMEONE})\w+ (?:ya )?l[oa] (?:{_DO_SHIFT})"
        r"|tono la llamada|podr[ií]a\w*|tendría\w*|secci[oó]n (?:\w+ ){1,5}?(?:web|app|p[aá]gina)",
        rf"(?:su|sus|el|los|las|este|esta|tu|tus) (?!llamad[oa]|{_MOMENT}|menor|línea"
        rf"|breve)\w+ (?:\w+ ){{0,3}}?(?:será|{_BE}|está siendo|serán|van a ser) (?:{_DONE}|atendid[oa])s?",
        rf"{_MAKE} (?:\w+ )?(?:la|una|su|tu|el|un) {_HANDOVER}(?! {_ADVERBS}(?:$|de {_CALL}"
        rf"|(?:con|al?|hacia) (?!{_NOWHERE}|otro)))",
        rf"{_HANDOVER} (?:al?|con) {_NOWHERE}|{_YOU} (?:pongo|ponemos) {_ADVERBS}con {_NOTHING}",
    ),
    now=(r"ahora|ahorita|ya|enseguida|seguida|inmediatamente|inmediato|este momento|mismo",),
)
