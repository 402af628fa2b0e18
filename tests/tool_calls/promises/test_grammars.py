"""Promises by verb, person and tense, in words that no list of phrases has, and what only looks like one."""

import pytest

from adapter.tool_calls.promises import MAX_CHARACTERS, promises_transfer
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.request import claims_of

CLAIMS = claims_of(default_prompt())

PROMISES = [
    "Routing you.",
    "One second, switching you over.",
    "Your call is now being redirected to billing.",
    "I've just forwarded you to our mortgage team.",
    "Let me bring a specialist from billing on the line.",
    "I'm going to hand you over to my supervisor.",
    "Ich werde Ihren Anruf jetzt an die Buchhaltung weiterleiten.",
    "Das Gespräch wird zur Zentrale durchgestellt.",
    "Sie werden in wenigen Sekunden mit einer Kollegin verbunden.",
    "Moment, ich hole schnell eine Kollegin.",
    "Votre appel est en cours de transfert.",
    "Vous serez maintenant mise en relation.",
    "Je vous dirige vers la comptabilité.",
    "Su llamada va a ser desviada a facturación.",
    "Ahora mismo le estoy comunicando con un asesor.",
    "La librera la oye ya por esta línea, se lo paso.",
    "En unos segundos tendrá al teléfono a un tasador.",
    "Le atenderá un compañero del turno de noche.",
    "Ya está Damián al aparato.",
    "Irene sigue con usted.",
    "Su llamada será atendida por el próximo gestor disponible.",
    "Esta llamada la recoge el equipo de averías.",
    "Listo, ya está usted con la óptica.",
    "Ha entrado en la cola de matrículas.",
    "Suena el teléfono de la notaría, no se retire.",
    "Le paso en cuanto descuelguen.",
    "Yo eso no lo veo pero le paso con la gestoría.",
    "He iniciado el traspaso de la llamada al juzgado.",
    "La comunicación con el taller queda establecida.",
    "Directo con la peluquería.",
    "Un momento, la señora Prats.",
    "La telefonata sarà inoltrata al reparto fatture.",
    "Stiamo trasferendo la chiamata.",
    "Pana rozmowa zostanie przekierowana do księgowości.",
    "Zaraz zostanie pani połączona.",
    "Łączę z pomocą drogową, proszę zostać w aucie.",
    "Dodałem pana do kolejki na infolinię techniczną.",
    "Wysłałam pani rozmowę do hurtowni.",
    "Została pani połączona z kancelarią.",
    "Na linię zapraszam panią Ilonę.",
    "Proszę, ogrodniczka na linii.",
    "Pani Sowa odbiera.",
    "Przeskakujemy na centralę.",
    "Wędruje pan do nadleśnictwa, do działu sprzedaży.",
    "W kadrach już dzwoni.",
    "Uruchomiłem przekierowanie do spedycji.",
    "Transfer zakończony, do usłyszenia.",
    "Chwileczkę, drukarnia dla pani.",
    "Zmieniamy rozmówcę.",
    "Çağrınız muhasebeye aktarılıyor.",
    "Sizi hemen bir yetkiliye aktaracağım.",
    "Ik schakel u door naar de boekhouding.",
    "Uw gesprek wordt nu doorgeschakeld.",
]
NONE = [
    "Let me put you on hold.",
    "I'll pass that on to them.",
    "Shall I switch you over to billing?",
    "I am not able to forward your call.",
    "Connecting your printer takes a minute.",
    "We have transferred your balance.",
    "Your call is important to us.",
    "Let me get the details for you.",
    "Ihr Konto wird mit der App verbunden.",
    "Ich werde Sie zurückrufen.",
    "Soll ich Ihren Anruf weiterleiten?",
    "Ich hole die Unterlagen.",
    "Votre virement va être transféré demain.",
    "Vous serez remboursée.",
    "Si vous voulez, je vous dirige vers la comptabilité.",
    "Su pago será transferido mañana.",
    "Se lo comunico con gusto.",
    "Le voy a comunicar el saldo.",
    "Pongo su llamada en espera un minuto.",
    "Su gato ya está con la veterinaria.",
    "El impreso ya está en línea.",
    "La tienda la tiene al otro lado de la plaza.",
    "Le ayudará un vecino a subirlo a casa.",
    "Le atenderán en un plazo de tres días.",
    "Damos paso a la encuesta.",
    "Le paso la llamada al buzón.",
    "He hecho la transferencia al propietario.",
    "El agente está ahora en línea con otra clienta.",
    "Sigue usted con el mismo gestor.",
    "Recojo su queja y se la paso a dirección.",
    "No está pero le paso el recado.",
    "Ahora se pone más cara la gasolina.",
    "Un momento, la notaría tiene otro horario.",
    "La derivación al alergólogo la hace su médico.",
    "Il bonifico viene trasferito domani.",
    "La chiamata è gratuita.",
    "Przelew zostanie przekazany jutro.",
    "Czy mam przekierować rozmowę?",
    "Ta rozmowa zostanie nagrana i przekazana do działu szkoleń.",
    "Rozmowę rekrutacyjną poprowadzi kierowniczka salonu.",
    "Kieruję do pani montera.",
    "Portier skieruje pana do gabinetu.",
    "Zawołam kolegę, żeby zaniósł bagaże.",
    "Proszę usiąść w poczekalni, pielęgniarka zaraz się panem zajmie.",
    "Zaraz ktoś odbierze od pani parasol.",
    "Po urlopie połączę panią z nową opiekunką.",
    "Rzadko przełączam do zarządu.",
    "W nagłych przypadkach łączymy z ratownikiem.",
    "Wkrótce do zespołu dołączy nowy lekarz.",
    "Zaraz usłyszy pan dwie propozycje cenowe.",
    "Zostanie pani przekazana dokumentacja.",
    "Wpadła awaria, technik pracuje na linii.",
    "Łączę się z państwem w żalu.",
    "Dzwonię do magazynu i zapytam o regał, proszę czekać.",
    "Paranız yarın aktarılıyor.",
    "Sizi sonra arayacağım.",
    "Ik bel u morgen terug.",
    "Als u wilt, verbind ik u door.",
]


@pytest.mark.parametrize("text", PROMISES)
def test_a_promise_is_found_by_what_is_said(text: str) -> None:
    assert promises_transfer(text, CLAIMS)
    assert not promises_transfer(text, ())


@pytest.mark.parametrize("text", NONE)
def test_what_promises_no_transfer_is_spoken(text: str) -> None:
    assert not promises_transfer(text, CLAIMS)


@pytest.mark.parametrize(
    "piece", ["werde sie ", "let me ", "anruf wird sie werden ", "sizi aramanizi ", "get somebody "]
)
def test_words_that_begin_a_promise_again_and_again_end_soon(piece: str) -> None:
    assert promises_transfer(piece * (MAX_CHARACTERS // len(piece)), CLAIMS) in (True, False)
