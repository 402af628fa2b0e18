"""The words that promises of a transfer are made of in Spanish.

Each is with and without accents, because what takes a promise back is matched with them.
"""

from adapter.tool_calls.promises.grammar import one_of

_ACCENTS = str.maketrans({"á": "[aá]", "é": "[eé]", "í": "[ií]", "ó": "[oó]", "ú": "[uú]", "ñ": "[nñ]"})


def _either(words: str) -> str:
    """One of these words, with and without accents."""
    return one_of(words.translate(_ACCENTS))


def _listed(words: str) -> str:
    """A word that one of these is: whoever asks all patterns at once needs to know only that a word stands there."""
    return rf"(?=(?:{words}) )\w+"


YOU = r"(?:les?|te|os|(?<! se )(?<! me )(?<! te )(?<! os )l[oa]s?)"
THEE = r"(?:les?|los?|las?|te|os)"
CALL = (
    r"(?:(?:su|la|tu|esta|esa|vuestra)(?: presente| misma)? llamad[oa]|(?:esta comunic|(?:la|esta) convers)aci[oó]n"
    r"|su consulta telef[oó]nica)"
)
MOMENT = r"(?:moment|instant|segund|minut|rat)(?:it|ic)?[oe]s?|moment[ií][nc]\w*|tantito|toque|ratito"
_WHILE = r"(?:un|unos|breves|pocos|unos pocos|apenas unos|cuesti[oó]n de(?: un| unos)?|solo un|nada|menos de un)"
SOON = (
    r"(?:(?<! de )(?<! desde )ahor(?:it)*a(?: mism(?:it)?o)?|ya(?: mism(?:it)?o)?|enseguid(?:a|ita)|en seguid(?:a|ita)"
    r"|altiro|de (?:una(?: vez)?|volada)|luego luego|prontito|de inmediato|acto seguido|en nada"
    r"|(?:desde|en|a partir de) este (?:mismo )?(?:momento|punto|instante)|en estos (?:mismos )?(?:momentos|instantes)"
    r"|en (?:este|el) (?:mismo |preciso )?"
    rf"(?:{MOMENT}|acto)|(?:en|dentro de) (?:muy )?{_WHILE} (?:{MOMENT})|en breve|en breves (?:{MOMENT})"
    r"|(?:en|dentro de) (?:un )?(?:santiam[eé]n|periquete|pisp[aá]s|tris|plis|suspiro)|al (?:siguiente|pr[oó]ximo) tono"
    rf"|(?:inmediata|rapida)mente|a continuaci[oó]n|al (?:{MOMENT}|tiro)|(?<!tan )pronto"
    r"|a la (?:mayor )?brevedad|(?:lo|cuanto) antes(?: posible)?)"
)
ADVERBS = (
    rf"(?:(?:{SOON}|\w+mente|mismo|yo(?: mism[oa])?|r[aá]pid(?:o|ito)|direct(?:o|ito)|derech(?:o|ito)|de nuevo|otra vez"
    r"|aqu[ií]|ah[ií]|entonces|pues|tambi[eé]n|a usted|a ti|usted|hoy|por favor|por fin|mejor|reci[eé]n|encantad[oa]"
    r"|de (?:vuelta|regreso|la mano)|por [uú]ltima vez|si me permite|sin (?:m[aá]s )?(?:demora|dilaci[oó]n|espera"
    r"|rodeos|tardanza|m[aá]s|falta)|con (?:mucho |todo )?(?:gusto|placer)) ){0,4}"
)

_COLLEAGUES = _either(
    r"""
    compañer técnic cirujan decan delegad letrad herman hij asistent encargad jef médic enfermer licenciad ingenier
    abogad notari secretari ejecutiv mecánic maestr dueñ propietari perit cociner veterinari farmacéutic arquitect cajer
    \w+ólog funcionari dependient muchach chic gent espos tí arrendatari fontaner cerrajer carpinter plomer jardiner
    peluquer camarer panader pasteler carnicer pescader zapater tapicer joyer barber bomber porter emplead operari
    bibliotecari voluntari consejer tesorer informátic óptic matron comadron pedagog pilot azafat cuñad prim compadr
    comadr pib soci catedrátic administrativ veterinari bodeguer niñer intermediari archiver sustitut superior
    """
)
_AGENTS = _either(
    r"""
    colega especialista agente experto experta responsable gerente recepcionista representante comercial persona titular
    auxiliar ayudante asistente analista pediatra dentista matrona maitre conserje chef humano oficial intérprete
    taquillero electricista anestesista nutricionista oculista fisioterapeuta fisio logopeda florista taxista juez jueza
    fiscal presidente presidenta vicepresidente mamá papá madre padre marido mujer patrón párroco mayordomo compi
    guardia telefonista gobernanta intendente sumiller bedel celador alguacil contable guía vigilante cura concierge
    modista esteticista terapeuta periodista editor editora líder manager diseñador optometrista socorrista
    """
)
_ADVISERS = _either(
    r"""
    asesor operador supervisor director doctor señor gestor consultor profesor tutor coordinador tramitador
    administrador contador rector procurador trabajador capitán investigador educador inspector corredor orientador
    instructor entrenador vendedor interventor conductor concejal mediador tasador monitor programador desarrollador
    conservador restaurador auditor registrador controlador subdirector promotor traductor cuidador facilitador
    interlocutor
    """
)
_PEOPLE = (
    rf"(?:{_COLLEAGUES}[oae]s?|{_AGENTS}s?|{_ADVISERS}(?:a|es|as)?|se[nñ]orita|alguien|don|do[nñ]a|dra?|sra?|srta|lic"
    r"|ing|alcalde|alcaldesa|ella|ellos|ellas|él)"
)
_DESK = _either(
    r"""
    departamento depto dpto servicio área sección oficina equipo central centralita conmutador recepción unidad división
    negociado extensión sector concejalía sucursal delegación secretaría gerencia mostrador centro contabilidad
    facturación ventas post?venta cobran?zas? cobros compras pagos reservas reservaciones siniestros urgencias
    emergencias soporte averías bajas altas cancelaciones devoluciones reclamos reclamaciones quejas garantías envíos
    pedidos logística almacén taller cocina mantenimiento administración tesorería jefatura decanato
    (?:cirug|enfermer|auditor|asesor|contralor|rector|consultor|porter|capitan|comisar|fiscal|conserjer|gestor|notar)ía
    (?:peluquer|lavander|fontaner|carpinter|cafeter|carrocer|joyer|jardiner|guarder|librer|tintorer|boleter|alcald)ía
    jurídico jurídica legal caja nóminas matrículas admisiones admisión becas empresa compañía aseguradora mutua clínica
    juzgado ayuntamiento embajada consulado despacho farmacia laboratorio rayos maternidad consultas \w+(?:log|iatr)ía
    bomberos policía grúas tarjetas hipotecas préstamos créditos? pólizas fraudes? fidelización retención
    portabilidad(?:es)? equipajes recambios repuestos refacciones neumáticos padrón empadronamiento catastro urbanismo
    hacienda multas sanciones recaudación tributos extranjería licencias biblioteca turismo quirófano rehabilitación
    fisioterapia vacunación hospitalización internaciones citas inversiones morosidad renovaciones contratación
    instalaciones incidencias informática sistemas marketing prensa operaciones inscripciones presidencia taquillas?
    boletos billetes eventos bodas banquetes alquileres herencias peritaciones aduanas proveedores reparaciones depósito
    ventanilla afiliaciones conectividad cartera hotel spa parroquia cooperativa inmobiliaria museo
    """
)
_DESKS = _either(
    r"""
    mesa_de_(?:ayuda|servicio|control|partes|entradas) línea_del? interno_de anexo_de puesto_de control_de cabina_de
    recursos_humanos talento_humano objetos_perdidos atención_al? dirección_(?:general|médica|técnica|comercial)
    servicios_sociales banca_\w+
    """
)
PERSON = rf"(?:{_listed(_PEOPLE)})"
DESK = rf"(?:{_listed(_DESK)}|{_DESKS})"
SOMEONE = (
    r"(?:(?:el|la|los|las|un|una|uno|mi|su|nuestr[oa]s?|otr[oa]|alg[uú]n|propi[oa]|de|del|nuev[oa]|se[nñ]or"
    rf"|mism[oa]|es[ae]|est[ae]|pr[oó]xim[oa]|primer|siguiente) ){{0,4}}(?:{_listed(f'{_PEOPLE}|{_DESK}')}|{_DESKS})"
)

GOING = (
    r"(?:(?:voy|vamos|ire|iremos|procedo|procedemos|procedere|procederemos|paso|pasamos|vuelvo|volvemos|volvere"
    r"|me dispongo|nos disponemos|empiezo|comienzo|me pongo)(?: ya| ahora| ahora mismo)? a|acabo de|acabamos de"
    r"|intento|intentamos|intentare|intentaremos|trato de|tratare de|procuro|(?:estoy|estamos) (?:intentando"
    r"|tratando de|a punto de)|permit[ae](?:me|nos)|dej[ea](?:me|nos)|me (?:voy a )?permit(?:o|ir)|me encargo de"
    r"|me (?:complace|alegra|apresuro a)|tengo el (?:gusto|placer) de|(?:es|sera) un (?:gusto|placer)|aprovecho para"
    r"|corro a|prefiero|(?:voy"
    r"|vamos) a hacer es)(?: (?:proceder a|intentar|tratar de|volver a|ir a|ahora|ya)){0,3}"
)
BEING = (
    r"(?:(?:estoy|estamos|estare|estaremos|voy|vamos|sigo|ando)(?: ya| ahora| ahora mismo)?"
    r"|(?:voy|vamos|ire|procedo) a (?:estar|ir|seguir))"
)
_LET = r"(?:(?:(?:dej[ea]|permit[ea])(?:me|nos)?|lo mejor (?:es|sera)) que|(?:esper[ea] |aguard[ea] )?a que)"
# The first need nothing more than the caller, the others a place to go.
_SHIFT = (
    r"(?:pas|(?:re)?conect|comunic|enlaz|deriv|desv[ií]|canaliz|(?:re)?direccion|traspas|en?rut|(?:re)?encamin"
    r"|encauz)"
)
TO_SHIFT = rf"{_SHIFT}ar|transferir|redirigir|reconducir"
DO_SHIFT = (
    rf"{_SHIFT}(?:o|amos)|transfiero|transferimos|redirijo|redirigimos|reconduzco|reconducimos"
    rf"|(?:{TO_SHIFT})(?:[eé]|emos)"
)
SHIFTING = rf"{_SHIFT}[aá]ndo|transfiri[eé]ndo|redirigi[eé]ndo|reconduci[eé]ndo"
SHIFTED = rf"{_SHIFT}ado|transferido|redirigido|reconducido"
_MAY_SHIFT = (
    r"(?:pas|conect|comuniqu|enlac|deriv|desvi|canalic|(?:re)?direccion|traspas)[eé]|transfier[ae]|transfer[ií]"
    r"|redirij[ae]|redirig[ií]"
)
_SEND = (
    r"(?:traslad|env[ií]|mand|contact|vincul|turn|orient|asign|escal|deleg|tir|enganch|reenv[ií]|bot|llev|elev|empalm"
    r"|suelt|enchuf|junt|plant)"
)
_TO_SEND = rf"{_SEND}ar|soltar|poner|remitir|dirigir|referir|ceder|meter|conducir"
DO_SEND = (
    rf"{_SEND}(?:o|amos)|pongo|ponemos|pondre|pondremos|remito|remitimos|dirijo|dirigimos|refiero|referimos|cedo"
    rf"|cedemos|meto|metemos|conduzco|conducimos|(?:{_TO_SEND})(?:[eé]|emos)"
)
SENDING = rf"{_SEND}[aá]ndo|(?:pon|remit|dirig|refir|ced|met|conduc)i[eé]ndo"
_SENT = rf"{_SEND}ado|soltado|puesto|remitido|dirigido|referido|cedido|metido|conducido"
_MAY_SEND = rf"{_SEND}[eé]|ponga|remita|dirija|puse|met[ií]|dirig[ií]|remit[ií]"
SHIFTS = (DO_SHIFT, TO_SHIFT, SHIFTING, SHIFTED, _MAY_SHIFT)
SENDS = (DO_SEND, _TO_SEND, SENDING, _SENT, _MAY_SEND)

DETERMINER = r"(?:(?:la|el|los|las|su|sus|tu|un|una|otro|otra|nuestr[oa]|mi|este|esta|esa|el pr[oó]ximo) ){0,2}"
NOTHING = DETERMINER + _either(
    r"""
    wifi internet red router módem servidor impresora bluetooth ordenador web página app aplicación cuenta tarjeta base
    sistema pantalla expediente perfil historial pedido factura paquete mensajer[oa] carta leche hielo azúcar patatas
    ensalada vistas descuento gusto placer pena mucho gran alegría satisfacción antelación letra demas transportistas?
    transportes? agencia_de_transportes? mensajería resto repartidor prisa ventaja adelanto calma cuidado cariño
    frecuencia fluidez eso esto euros fondos caso cita reserva nota duda bien retraso copia tiempo (?:media_)?pensión
    área_(?:personal|privada|de_(?:client|usuari|descanso)\w*)
    """
)
_PLACE = _either(
    r"""
    banco iban tarifa plan fibra prepago pospago contrato sitio portal enlace formulario chat correo e?mail whatsapp
    dirección(?!_(?:general|médica|provincial|comercial|técnica|de_(?!correo|e?mail|envío|su))) domicilio
    casa(?!_(?:central|matriz)) lista máquina limpio nombre lunes martes miércoles jueves viernes sábado domingo mañana
    manana versión modalidad categoría turno(?!_de_(?:noche|guardia)) preferente primera vuelo clase asiento buzón
    siguiente nube archivo carpeta fecha condiciones apartado cláusula móvil celular número teléfono fijo contestador
    mesa(?!_de) pregunta tema punto paso corriente tarde noche grupo(?!_de_(?:clientes|trabajo|soporte))
    habitación_(?:con|doble|más) final(?:es)? principios partir medida día plataforma cobro firma efectivo revisión \d+
    la_una las_(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce) quién alta baja medias
    """
)
_NO_VERB = _either(
    r"""
    pilar óscar omar césar javier ester esther edgar gaspar baltasar walter taller alquiler bar titular auxiliar
    familiar mánager canciller mujer militar escolar hogar
    """
)
NOWHERE = rf"(?:{NOTHING}|{DETERMINER}{_PLACE}|(?!{_NO_VERB})\w+[aeií]r(?:l[eo]s?|las?|te|se|nos|os)?) "
RECEIVER = r"(?:tel[eé]fono|auricular|aparato|tubo|fono)"
ON = (
    rf"(?! {ADVERBS}(?:$|con (?!{NOTHING} )|(?:al?|hacia|hasta|pa) (?!{NOWHERE})|(?:para|y|e|porque|mientras|desde"
    rf"|cuando|en cuanto"
    rf"|donde|el {RECEIVER} al?|la comunicaci[oó]n al?|una llamada|gracias|por (?:la )?(?:l[ií]nea|tel[eé]fono)"
    rf"|en (?:l[ií]nea"
    rf"|contacto"
    rf"|comunicaci[oó]n|relaci[oó]n|conexi[oó]n|cola|la cola)|{CALL}|{DESK}) ))"
)
QUEUE = (
    r"(?:(?:la )?(?:cola|linea de espera|fila(?= (?:de|para|virtual|$)))"
    r"|la espera(?= del? (?!que )))(?! de (?:impresion"
    r"|pedidos))"
)
LINE = (
    r"(?:en (?:la |esta )?(?:otra |misma )?linea|al (?:telefono|habla|aparato)"
    r"|(?:al|del) otro lado(?! del? (?!la linea|telefono)))"
)
THE_CALL = r"(?:(?:la|su|esta|tu|nuestra) (?:misma )?(?:linea|llamada|conversacion|comunicacion))"
TO = (
    rf" {ADVERBS}(?:con(?= (?!{NOTHING} ))|en (?:contacto|comunicacion|relacion|conexion|linea"
    rf"|conferencia)(?: directa)?(?: con)?|al (?:habla|telefono|aparato)|(?:al?|hacia|hasta|para|pa) {SOMEONE}"
    rf"(?: \w+){{0,4}}?|en (?:buenas )?manos de|en {QUEUE})"
)
HANDOVER = (
    r"(?:transferencia|redirecci[oó]n|traspaso|conexi[oó]n|enlace|comunicaci[oó]n|derivaci[oó]n|desv[ií]o|pase|puente)"
)
MAKE = (
    r"(?:(?:hag|haci|realiz|efectu|inici|empiez|comienz|comenz|arranc|tramit|gestion|establezc|estableci|ejecut"
    r"|proces|lanz|activ)(?:o|ando|endo|amos|emos)|procedo con|procedemos con|procedo a|(?:voy|vamos|procedo"
    r"|paso) a (?:proceder a )?(?:hacer|realizar|efectuar|iniciar|tramitar|gestionar|establecer|activar))"
)
MADE = r"(?:hech|realizad|efectuad|iniciad|tramitad|establecid|completad|activad|lanzad|solicitad|confirmad)[oa]"
ANSWER = (
    r"(?:hablan?|atienden?|atendera|atenderan|contestan?|contestara|contestaran|responden?|respondera|responderan"
    r"|recib(?:e|ira)n?|cog(?:e|era)n?|hablara|saluda|saludara|saludaran|escucha|escuchan|oye|toma|tomara|levanta"
    r"|agarra"
    r"|(?:va|van) a (?:atender|contestar|responder|hablar|ayudar|coger|recibir|saludar)"
    r"|estan? (?:atendiendo|contestando|respondiendo)|descuelgan?)"
)
TAKE = (
    r"(?:toma|tomara|coge|cogera|recoge|recogera|recibe|recibira|agarra|atiende|atendera|contesta|contestara|retoma"
    r"|retomara|levanta|acepta|aceptara|esta (?:cogiendo|tomando|recogiendo|atendiendo|agarrando|levantando)|va a"
    r" (?:tomar|coger|recoger|atender|retomar|contestar))"
)
MOOD = _either(
    r"""
    en a de la el lo un una rojo roja verde malo mala mal peor mejor nervios[oa] triste fe[oa] content[oa] difícil
    car[oa] solo sola así hoy duro dura enferm[oa] azul amarill[oa] blanc[oa] crema hielo aceite agua guap[oa] al del
    más muy todo toda
    """
)
"""What may become of somebody or something: "se pone mala"."""
ASIDE = _either("prueba disposición mano espera corriente tanto frente cargo baño sol horno venta carta sombra")
"""Where something is put, and nobody: "le pongo al tanto"."""
OPEN = (
    r"(?<!\w )(?:(?:muy bien|perfecto|claro(?: que si)?|vale|de acuerdo|listo|si|bueno|bien|entendido|okey|ok"
    r"|por supuesto|como no|gracias|muchas gracias|pues|entonces|venga|dale|excelente|genial|estupendo|desde luego"
    rf"|entiendo|comprendo|senor(?:a|ita)? \w+|don \w+|tranquil[oa]|{SOON}|con (?:mucho )?gusto|por favor|usted"
    r"|hecho|y|que|ea|hala|hale|andale|aqui|ahi|nada|ve|mire|mira|correcto|exacto|en ese caso|ya esta) ){0,5}"
)
FIRST = rf"(?:{OPEN}|(?:que|y|pero) )"
BE = (
    r"(?:seras?|vas? (?:usted )?a ser|estas? (?:usted )?siendo|ha (?:usted )?sido|has sido|ha quedado|quedas?"
    r"|quedo|quedara)"
)
DOES = r"(?:transfiere|deriva|desvia|pasa|redirige|conecta|comunica|enlaza|traslada|encamina|canaliza|remite|reenvia)"
DONE = (
    r"(?:transferid|conectad|derivad|comunicad|redirigid|enlazad|desviad|canalizad|trasladad|direccionad|reenviad"
    r"|traspasad|encaminad|remitid|cedid|encolad)[oa]"
)


def said(do: str, to: str, ing: str, done: str, may: str) -> str:
    """A verb in all persons and tenses that promise, the caller before or after it."""
    return (
        rf"(?:{YOU} (?:ya |ahora |mismo ){{0,2}}(?:{do}|{GOING} (?:{to})|{BEING} (?:{ing})"
        rf"|(?:he|hemos) (?:{done}))|(?:ya |recien |{OPEN}(?<! que )(?<! y )){YOU} (?:{may})|{GOING} (?:{to}){THEE}"
        rf"|(?:{BEING} )?(?:{ing}){THEE}|{_LET} {YOU} (?:{may}))"
    )


def of_call(do: str, to: str, ing: str, done: str, may: str) -> str:
    """The same, with the call."""
    return rf"(?:{do}|{GOING} (?:{to})|(?:{BEING} )?(?:{ing})|(?:he|hemos) (?:{done})|ya (?:{may})) {ADVERBS}{CALL}"
