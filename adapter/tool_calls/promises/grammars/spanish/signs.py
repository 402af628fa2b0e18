"""What asks to hold, and what takes a promise back: conditions, denials, other times and other ways."""

from adapter.tool_calls.promises.grammars.spanish.words import (
    ADVERBS,
    BE,
    BEING,
    CALL,
    DO_SEND,
    DO_SHIFT,
    DONE,
    GOING,
    HANDOVER,
    MAKE,
    MOMENT,
    NOTHING,
    NOWHERE,
    ON,
    OPEN,
    SHIFTED,
    SHIFTING,
    SOMEONE,
    THEE,
    TO_SHIFT,
    YOU,
)

_THEY_ANSWER = (
    r"(?:(?:(?:alguien|él|ella|el \w+|la \w+) )?(?:descuel|contest|respond|coj|levant)\w+(?= (?:$|(?:alguien|el|la|y|le"
    r"|lo|te|su|en|mi) ))|(?:quede (?:libre|disponible)|se (?:libere|desocupe)|haya un)|(?:acabe|termine|suene) (?:este"
    r"|el|la) (?:tono|música|señal))"
)
_BUT_THEN = (
    r"(?:\w+ ){1,12}?(?:pero|así que|por lo que|por eso|de modo que|sino que|y) (?:\w+ ){0,3}?"
    rf"{YOU} (?:{DO_SHIFT}|{DO_SEND}|{GOING} (?:{TO_SHIFT})|{BEING} (?:{SHIFTING})) (?:con|ahora|al?) "
)

HOLDS = (
    r"no (?:(?:se|te|me|nos) ){0,2}(?:cuelgu|cort(?:e|es|en|en)|retir|vay|desconect|despegu"
    r"|muev|suelt)\w*(?: (?:la (?:llamada|linea)|el telefono))?|manten(?:ga|gase|te)? (?:a )?la escucha",
    r"(?<! le )(?<! te )(?<! lo )(?<! la )(?:permanezca|permanece|permanecer|permanezcan|siga|sigue|sigan|quedese"
    r"|quedate|quede|mantengase|mantente"
    r"|continue"
    r"|esper[ea]n?|aguard[ea]n?|(?:esper|aguard|aguant)[ea](?:me|nos)) (?:por favor "
    r"|usted )?(?:(?:en|al?)(?: la)? (?:linea|telefono|espera|aparato|habla|escucha)|(?:el )?tono)",
    r"(?<! en )(?<! de )(?<! la )(?:(?:esper|aguard|aguant)[ea](?:me|nos|n)?"
    r"|(?:d[ea]|regal[ea]|conced[ea]|permit[ae]|dej[ea]|banc[ae]|prest[ae])(?:me|nos)|tenga|dame) (?:por favor "
    rf"|solo |usted ){{0,2}}(?:un|unos|dos|tres)? ?(?:solo |breve |breves |par de )?(?:{MOMENT}|chanc\w+"
    r"|toquecito)(?: por favor)?",
    r"(?<! en )(?<! de )(?<! hace )(?:solo )?(?:un|unos|dos) (?:solo |breve "
    rf"|breves )?(?:{MOMENT})(?: por favor)?",
    rf"{OPEN}(?:momentito|segundito|ratito|tantito|(?:momento|segundo|instante)(?= $))",
    r"(?<! en )(?<! de )(?<! la )(?<! le )(?<! te )(?<! lo )(?<! se )(?:esper|aguard|aguant)[ea](?:me"
    r"|nos)?n?(?: por favor)?(?! (?:a que|su|el|la|tu"
    r"|que))|no (?:le|te) vayas|(?:quedese|quedate|siga|sigue) ahi",
)

CONDITIONS = (
    r"(?<! a ver )(?<! por )(?<! dirán )(?<! dicen )(?<! confirman )si(?! (?:se (?:cort|ca)\w+|es tan amable"
    r"|me permite|no (?:le|te) importa (?:esper|aguard)ar))",
    rf"(?:cuando|en cuanto|tan pronto como)(?! {_THEY_ANSWER})|tan pronto(?! como)",
    r"antes (?:de|que(?! nada)|necesito|tengo|debo)|(?:quieres?|quieren|deseas?|prefieres?|querés"
    r"|preferís) que|(?<=\w )como (?:usted )?(?:quiera|prefiera|guste|desee)s?|lo que prefiera|o (?:bien"
    r"|prefiere|seguimos|(?:le|te) (?:tom|llam|dej|envi|atien)\w+)|(?:al|puede) (?:pulsar|marcar|decir|oprimir)"
    r"|pulsando|usted (?:me )?(?:dice|dirá|elige|decide)|una vez(?! más)|siempre (?:que|y)"
    r"|a menos|salvo|excepto|en caso|hasta que(?! (?:\w+ ){0,4}?(?:contest|respond|ati|tom|coj|descuel))"
    r"|después de|mientras no|s[oó]lo si|de lo contrario|(?:necesit(?:o|amos|aría)|(?<! no )hace falta) (?:que|su|el|la"
    r"|tu|saber|verificar|confirmar|los|un)|depende(?! de)|la próxima|basta con|con (?:que|solo)|solo con|diga"
    r"|responda|introduzca|teclee|oprima|siéntese|me (?:dices?|das?|avisas?|indicas?|confirmas?"
    r"|facilitas?) (?:\w+ ){0,8}?y (?:le|lo|la|te)|(?:(?<! y )(?:luego|después) (?:le|lo|la|te)|y (?:luego"
    r"|después) (?:le|lo|la|te)(?! (?:habla|contesta|atiende|coge)))|con (?:el|su|la"
    r"|ese) (?:número|dni|localizador|código|referencia) (?:\w+ ){0,6}?(?:le|la|lo|te)|suponiendo"
    r"|según(?! (?:veo|me|entiendo))|de (?:estar|ser) (?:libre|así|posible|necesario)|(?:d[ií]ga|ind[ií]que"
    r"|indica|facil[ií]te|facilita|conf[ií]rm[ea]|cu[eé]nt[ea]|expl[ií][qc]\w+|rep[ií]t[ea]|proporci[oó]ne"
    r"|mu[eé]stre|env[ií]e|recu[eé]rde|p[aá]s[ea]|d[eé]|dej[ea]me su|perm[ií]tame su|deletr[eé]e|di|d[ií]"
    r"|llám[ea]|avis[ea]|avís[ea]|mánd[ea])(?:me|nos)(?:l[oa]s?)?|apenas (?:me|te|tenga|termine|se|pueda|sepa)",
)

OWN_CONDITIONS = (
    r"marque|marca|pulse|pulsa|presione|llame|pregunte|solicite|seleccione|acuda|escriba|escríb(?:anos|enos|eme)"
    r"|vaya (?:al?|hasta)"
    r"|pase (?:al?|por)|elija|indique|rellene|tome asiento|dir[ií]jase|acérquese|póngase en|entre en",
    # What is passed on, and not who.
    r"transferencia (?:\w+ ){0,6}?(?:euros|pesos|dólares|soles|dinero)|(?:recado|mensaje|nota|aviso|solicitud|queja"
    r"|informe|presupuesto|factura|documento\w*|contrato|recibo|correo"
    r"|datos"
    r"|copia|foto\w*|encargo|pedido|dirección|enlace|número|teléfono de|ubicación|receta) (?:\w+ ){0,8}?(?:se"
    r"|te) l[oa]s?"
    r" (?:paso|pongo|comunico|voy)",
)

DENIALS = (
    rf"(?<! cómo )(?<! como )no(?! (?:(?:se|te|os) preocup\w+|hay (?:problema|de qué|cuidado)|pasa nada|faltaba"
    r"|se (?:apure|inquiete)|tarda\w*|(?:mare|hac|perd|demor|alarg|entreten)\w*r(?:l[eoa]s?|te|os)?"
    rf"|{_BUT_THEN}))",
    rf"(?:nunca|jamás|nadie|ningún|ninguna?|tampoco|ni|imposible)(?! {_BUT_THEN})|sin(?! (?:m[aá]s|demora|falta"
    rf"|problema"
    r"|duda|compromiso|coste|dilaci[oó]n|colgar|esper\w+|que (?:tenga|cuelgue|espere)))",
    r"(?<! de )(?<! de la )mañana|(?<! atendió )(?<! habló )(?<! llamó )(?<! que )ayer|anoche|(?:el|los|este|próximo)"
    r" (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)s?|semana|más tarde"
    r"|(?<! atendió )(?<! habló )(?<! llamó )"
    r"esta (?:tarde|mañana|noche)|horario|suele|(?<! de )siempre|normalmente|habitualmente|generalmente|veces"
    r"|fuera de(?! mis? )|por error|volante|(?:por|a|con una) (?:correo|e?mail|escrito|mensaje|whatsapp|carta|sms)",
    r"(?:le|les|te|os) (?:mand|envi|enví)(?:o|amos|aré|aremos) a(?:l (?:\w+ ){1,4}?a (?:la|su|tu|primera|última|las)"
    r"| un[ao]?| alguien)"
    r"|en (?:urgencias|recepción|(?:la )?(?:ventanilla"
    r"|caja|taquilla|tienda|oficina|consulta)|el mostrador) (?:les?|la|lo|te) (?:at|ayud)\w+"
    r"|(?<! ayuda a )(?<! atención a )(?<! servicio a )domicilio|(?:at(?:ie|e)nd"
    r"|recib)\w+ (?:\w+ ){0,4}?en (?:(?:la|el|su|nuestr[ao]) )?(?:oficina|casa|tienda|sala|mostrador|consulta"
    r"|despacho|caja|recepci[oó]n|mesa|ventanilla|taller|sucursal|local|planta|puerta|persona|hotel)"
    r"|(?:at(?:ie|e)nd|ayud)\w+ (?:\w+ ){0,5}?(?:a las? \w+|por la (?:tarde|mañana)|dentro de|(?:en un )?plazo"
    r"|en \w+ (?:horas|días))"
    r"|transferencia (?:\w+ )?al? (?:la |su |tu |un |una )?(?:herman|propietari|dueñ|arrendador|casero|proveedor"
    r"|empresa|compañ|vendedor|hij|padre|madre|marido|mujer|espos|amig)\w*|transferencia (?:de|por) \w+ euros",
    r"(?:pas|comunic|conect|enlaz|deriv|desvi|canaliz|envi|mand|contact|dej|traslad)ó|transfirió|redirigió"
    r"|remitió|puso|(?<! que )estaba\w*|estuv\w+|iba|íbamos|quer[ií]a|quise|quiso|quisiera|querría|gustaría|debería"
    r"|deber[ií]a\w*|había|habr[ií]a|hubiera|hubiese|dij\w+|dicen|pondr(?:á|án|emos) en contacto con|cada"
    r"|(?<! con )toda(?! la (?:inform|convers))|colgó|cortó|hace (?:un|una|unos|unas|poco|dos|tres) \w+"
    rf"|l[oa]s? dej\w+ con (?:el|la|un|una) (?:porter|vecin)\w+|{CALL} (?:al?|hacia) (?:el |su |la |una )?(?:buz[oó]n"
    rf"|contestador|encuesta)|de la (?:calle|avenida|plaza)|para que l[oa]s? recoj\w+|asistente (?:virtual|autom\w+"
    rf"|de voz|digital|telef\w+)",
    r"(?:les?|te) responder(?:á|án) (?:pronto|en breve)|(?:contest|respond)\w+ (?:\w+ ){0,3}?a (?:su|tu)(?! llamad)"
    r"|comunico yo al?|(?:nota|anot\w+) (?:\w+ ){1,5}?lo"
    r" (?:comunico|paso|transfiero|derivo|traslado)|comunic(?:o|amos|ar\w*|aré) (?:(?:\w+mente|ahora|tambi[eé]n"
    r"|con (?:mucho )?(?:gusto|placer|pesar|pena|alegría)) ?){0,2}que|(?:de|a partir de) ahora en",
    rf"(?:{YOU} (?:{DO_SHIFT}|{GOING} (?:{TO_SHIFT})|{BEING} (?:{SHIFTING})|(?:he|hemos) (?:{SHIFTED}))"
    rf"|{GOING} (?:{TO_SHIFT}){THEE}|(?:{SHIFTING}){THEE}|(?:ya |recién |(?<!\w )){YOU} (?:\w+é|transferí|redirigí"
    rf"|dirigí))"
    rf"{ON}",
    rf"(?:les?|te|os) (?:{DO_SHIFT}|{DO_SEND}) al? {SOMEONE}(?<! de) (?:una?|sus?|los?|las?|el"
    rf"|est[ea])(?! llamad)|(?:la|el|su|esa|ese|esta) (?!llamad|{SOMEONE})\w+ (?:ya )?l[oa] (?:{DO_SHIFT})"
    r"|tono la llamada|podr[ií]a\w*|tendría\w*|secci[oó]n (?:\w+ ){1,5}?(?:web|app|p[aá]gina)",
    rf"(?:su|sus|el|los|las|este|esta|tu|tus) (?!llamad[oa]|{MOMENT}|menor|línea"
    rf"|breve)\w+ (?:\w+ ){{0,3}}?(?:será|{BE}|está siendo|serán|van a ser) (?:{DONE}|atendid[oa])s?",
    rf"{MAKE} (?:\w+ )?(?:la|una|su|tu|el|un) {HANDOVER}(?! {ADVERBS}(?:$|de {CALL}"
    rf"|(?:con|al?|hacia) (?!{NOWHERE}|otro)))",
    rf"{HANDOVER} (?:al?|con) {NOWHERE}|{YOU} (?:pongo|ponemos) {ADVERBS}con {NOTHING}",
)

NOW = (r"ahora|ahorita|ya|enseguida|seguida|inmediatamente|inmediato|este momento|mismo",)
