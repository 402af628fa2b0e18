"""What only a caller who is asked to hold takes for a promise: "Un momento, contabilidad." """

from adapter.tool_calls.promises.grammars.spanish.words import (
    ADVERBS,
    ANSWER,
    BE,
    CALL,
    DESK,
    DETERMINER,
    DOES,
    DONE,
    HANDOVER,
    MAKE,
    NOTHING,
    NOWHERE,
    OPEN,
    PERSON,
    SHIFTING,
    SOMEONE,
    SOON,
    THEE,
    TO_SHIFT,
    YOU,
)

WHILE_HOLDING = (
    rf"{OPEN}(?:con |al? |para |hacia )?(?:el |la |los |las )?(?:(?:habitacion|suite|extension|interno"
    rf"|anexo)(?: (?!est|voy|tengo|veo"
    rf"|es|tiene|queda|cuesta|incluye|da|ya|sigue|se|no|\w+mos)\w+){{1,5}}(?= $)|{DESK}|habitacion|suite"
    r"|planta)(?: (?:del?|al?|para|y|e|con|en)(?: (?:la|el|los|las|su))? \w+| \w+(?:al|ales|ic[oa]s?|iv[oa]s?|ari[oa]s?"
    r"|dor[ae]s?|\d+)| entonces| (?:pues|nada mas)){0,4}(?: (?!est|voy|le|lo|te|se|me|es|no|tengo|veo|\w+mos"
    r"|\w+ndo)\w+)?"
    r"(?= $)",
    rf"{OPEN}(?:el|la|mi|nuestr[oa]) {PERSON}(?: (?:de|del) (?:la |los |las )?\w+)?(?= $)|{OPEN}(?:el|la) (?:senora?"
    r"|doctora?|profesora?|ingenier[oa]|licenciad[oa]|senorita) (?!est|no )\w+(?= $)",
    rf"{OPEN}con {SOMEONE}(?: \w+){{0,3}}(?= $)|{OPEN}(?:su )?llamada (?:se encuentra "
    r"|esta )?en (?:transferencia|transito|curso)",
    rf"{OPEN}(?:paso|pase|{HANDOVER}) (?:inmediat[oa]|direct[oa]|urgente) (?:al?|con)|llamada a tres"
    r"|en espera para hablar",
    rf"{OPEN}(?:{SHIFTING}|marcando|llamando)(?: {ADVERBS}(?:con|al?"
    rf"|hacia) (?!{NOWHERE})(?:\w+ ){{0,5}}?\w+)?(?= $)",
    rf"{OPEN}(?:\w+ )?{HANDOVER} (?:al?|con|hacia) (?!{NOWHERE})(?:\w+ ){{0,5}}?\w+(?= $)",
    rf"{OPEN}(?:{MAKE} (?:\w+ )?)?{HANDOVER}(?: en (?:curso|proceso|marcha)| iniciada)?(?= $)",
    rf"{OPEN}(?:{SHIFTING}) {ADVERBS}con(?= (?!{NOTHING} ))",
    rf"se (?:esta )?(?:realiza|efectua|establece|procesa|inicia)(?:ndo)? (?:la )?{HANDOVER}(?= $)",
    rf"{YOU} {ANSWER}|(?:va|van) a (?:atender|contestar|responder|ayudar){THEE}|{BE} (?:usted )?atendid[oa]",
    r"(?:(?:busc|localiz|avis|llam|consig|asign|traig)(?:o|ando|amos)|traigo|(?:voy|vamos) (?:a )?(?:buscar|por"
    rf"|avisar|llamar|traer)(?:{THEE})?) (?:ya |ahora |mismo ){{0,2}}(?:al? {SOMEONE}"
    rf"|{DETERMINER}{PERSON})(?!(?: \w+){{0,8}} (?:y|para|si) )",
    rf"{OPEN}(?:vas a pasar|va a pasar|pasas?|pasara) (?:usted )?(?:ahora |ya )?(?:con|al?) {SOMEONE}"
    r"|presento a \w+|(?:pruebo|intento|insisto) (?:\w+ ){0,3}?con (?:la extension|el interno|la linea)",
    rf"{CALL} se {DOES} (?:con|al?)",
    rf"{HANDOVER} (?:\w+ )?esta (?:\w+ )?en (?:curso|marcha|proceso)|(?:marcando|llamando|marco"
    rf"|timbro) (?:al?|con) {SOMEONE}",
    rf"{SOON} viene {SOMEONE}|{SOON} (?:coge|contesta|responde|viene|suena|se incorpora)(?= $)"
    rf"|se l[oa] paso a {SOMEONE}|se pone(?= $)"
    rf"|{SOON} {YOU} cogen|{YOU} (?:pasan|ponen|comunican|conectan|transfieren) con|(?:va|hablan?|hablara)"
    rf" (?:a hablar )?con (?:usted|ti) {SOMEONE}|(?:va|van) a (?:contestar|atender|responder|coger) {SOMEONE}"
    rf"|{SOMEONE} (?:\w+ ){{0,4}}?(?:y (?:se|te) l[oa] paso|para (?:pasar|comunicar|poner)\w+)(?= $)",
    rf"hasta que (?:\w+ ){{0,4}}?(?:contesten?|respondan?|atiendan?|tomen?|descuelguen?|coja) ?(?:{CALL})?(?= $)",
    rf"(?:coge|contesta|toma) (?:ya |ahora )?el telefono {SOMEONE}",
    rf"{CALL} fue {DONE}|{SOMEONE} (?:\w+ ){{0,3}}?(?:viene|llega|acude) (?:{SOON})|(?:tengo"
    rf"|debo) (?:que )?(?:{TO_SHIFT}){THEE}|{YOU} (?:tengo que|debo) (?:{TO_SHIFT})|(?:se|te) (?:lo"
    rf"|la) (?:paso|pongo|comunico)(?= {ADVERBS}$)",
    r"(?:esta (?:sonando|timbrando|dando (?:tono|senal)|llamando)|da (?:tono|senal))(?= $)",
)
