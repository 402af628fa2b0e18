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
    "Ich verbinde Sie gleich mit Prof. Dr. Seidel.",
    "Ich werde Sie sofort zu Dr. Seidel durchstellen.",
    "Sie können jetzt mit Frau Seidel sprechen.",
    "Durchgestellt wird nun zur Gärtnerei.",
    "Ihr Anruf wurde an die Friedhofsverwaltung übergeben.",
    "Deshalb wandert Ihr Anruf jetzt zur Schiedsstelle.",
    "Ich spiele Sie an die Telefonzentrale zurück.",
    "Der Transfer zum Weingut ist abgeschlossen.",
    "Ich nehme jetzt die Weiterleitung an den Forstbetrieb vor.",
    "Beim Imker läutet's schon.",
    "Sie stehen jetzt in der Schlange der Zulassungsstelle.",
    "Ich werde Sie in die Warteschlange der Hafenmeisterei einreihen.",
    "Gleich ist jemand aus der Fahrradwerkstatt für Sie da.",
    "Eine Kollegin vom Labor steigt sofort ins Gespräch ein.",
    "Die Tierärztin schaltet sich zu.",
    "Der Kollege hat gerade abgehoben.",
    "Ich ziehe mich zurück, ab hier spricht die Notarin mit Ihnen.",
    "Ich verbinde Sie mit unserem Schreiner, der Sie gleich berät.",
    "Bleiben Sie dran, bis die Försterin abnimmt.",
    "Sekunde, Hausverwaltung kommt.",
    "Moment, dafür muss ich Sie mit der Gemeinde verbinden.",
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
    "Ihr Konto wird mit der App verbunden.",
    "Ich werde Sie zurückrufen.",
    "Soll ich Ihren Anruf weiterleiten?",
    "Ich hole die Unterlagen.",
    "Dr. Seidel ist heute nicht zu sprechen.",
    "Ab sofort ist unser Team auch samstags für Sie da.",
    "Ab jetzt übernimmt die Hausverwaltung den Winterdienst.",
    "Sie sind gleich bei Frau Doktor dran.",
    "Der Gutachter hat das Bad abgenommen.",
    "Leider ist keiner frei, der das Gespräch übernimmt.",
    "Danke, Frau Seidel, ich klinke mich aus.",
    "Das Paket wird Ihnen zugestellt.",
    "Die Übergabe an den Nachbarn ist erfolgt.",
    "Die Verbindung steht, jetzt können Sie surfen.",
    "In fünf Minuten sind Sie in der Praxis.",
    "Ihre Bestellung habe ich notiert und leite sie weiter.",
    "Moment, gleich haben Sie die Buchung.",
    "Bleiben Sie am Telefon, bis der Notarzt da ist.",
    "Ich verbinde mit dem Herbst vor allem Nebel.",
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
