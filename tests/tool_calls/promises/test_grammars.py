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
    "Un agent du syndic va vous répondre.",
    "Ma collègue Inès poursuit l'échange avec vous.",
    "Je laisse ma place à une juriste.",
    "Vous êtes en attente auprès de la scolarité.",
    "Vous aurez le mécanicien au bout du fil.",
    "J'invite l'interprète dans notre conversation.",
    "Un instant, la pharmacie pour vous.",
    "Transfert effectué.",
    "Voilà, vous êtes chez le notaire.",
    "Ne m'en veuillez pas, je dois vous passer le contentieux.",
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
    "Ihr Konto wird mit der App verbunden.",
    "Ich werde Sie zurückrufen.",
    "Soll ich Ihren Anruf weiterleiten?",
    "Ich hole die Unterlagen.",
    "Votre virement va être transféré demain.",
    "Vous serez remboursée.",
    "Si vous voulez, je vous dirige vers la comptabilité.",
    "Admettons que je vous passe le notaire.",
    "Sur demande, nous vous mettons en relation avec un avocat.",
    "Un clic et notre équipe prend le relais.",
    "Nos conseillers vous répondent de suite, six jours sur sept.",
    "Un chauffeur vous prendra tout de suite à la gare.",
    "Restez en ligne, les pompiers vont vous rejoindre.",
    "Nous nous occupons de votre transfert vers l'aéroport.",
    "Je vous laisse en discuter avec votre mari.",
    "L'infirmière va vous prendre la tension dans un instant.",
    "Le remplaçant prend la suite de vos soins dès maintenant.",
    "Un assistant vocal va traiter votre appel.",
    "Notre boutique en ligne vous répond tout de suite.",
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
