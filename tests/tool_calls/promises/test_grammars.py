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
    "Someone from our savings team will be with you shortly.",
    "The duty solicitor is on the line now.",
    "Our dispatcher has picked up and is taking your call.",
    "It's ringing at the boathouse now.",
    "I've popped you in the queue for the spares counter.",
    "You're number four in the queue, so please hold.",
    "The handover to our travel desk is under way.",
    "Transfer complete.",
    "You'll hear a click and then our bursar will answer.",
    "I can't change that myself so I'm putting you through to a planner.",
    "I'm transferring you to a colleague who is able to see that file.",
    "I'll connect you now, and in case we get cut off, our number is on the letter.",
    "I'd be glad to put you through to the studio, one moment.",
    "Please hold for the ticket office.",
    "I'm dropping off now so that you two can talk.",
    "Ich werde Ihren Anruf jetzt an die Buchhaltung weiterleiten.",
    "Das Gespräch wird zur Zentrale durchgestellt.",
    "Sie werden in wenigen Sekunden mit einer Kollegin verbunden.",
    "Moment, ich hole schnell eine Kollegin.",
    "Votre appel est en cours de transfert.",
    "Vous serez maintenant mise en relation.",
    "Je vous dirige vers la comptabilité.",
    "Su llamada va a ser desviada a facturación.",
    "Ahora mismo le estoy comunicando con un asesor.",
    "La telefonata sarà inoltrata al reparto fatture.",
    "Stiamo trasferendo la chiamata.",
    "Pana rozmowa zostanie przekierowana do księgowości.",
    "Zaraz zostanie pani połączona.",
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
    "You'll hear from our savings team shortly.",
    "Mr Lowe is on the phone with a supplier right now.",
    "I look forward to speaking with you soon.",
    "We're connecting you to the fibre network this afternoon.",
    "I'm switching you to our new family plan.",
    "I'm forwarding you the directions.",
    "You'll get a code on your phone in a moment.",
    "I'll get the accounts number for you.",
    "I'll have a courier pick up the parcel.",
    "I'll put the kettle on.",
    "You're in the queue for a garden plot.",
    "Your payment is going to be forwarded to the branch.",
    "To make a transfer, open the app.",
    "The next available fitter is free on Monday.",
    "Please put your husband on the line.",
    "I'll show you how to forward your call.",
    "It's ringing, but nobody is picking up.",
    "Thank you for waiting. Here's your booking number.",
    "One moment, I'll ring the depot to ask.",
    "I'll pass it over to the planners, and they'll email you.",
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
    "Il bonifico viene trasferito domani.",
    "La chiamata è gratuita.",
    "Przelew zostanie przekazany jutro.",
    "Czy mam przekierować rozmowę?",
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
