"""Promises of a transfer: what a caller would take for one, in seven languages, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.promises import MAX_CHARACTERS, promises_transfer
from adapter.tool_calls.prompt import SENTENCE_NAMES, default_prompt
from adapter.tool_calls.request import claims_of

CLAIMS = claims_of(default_prompt())

PROMISES = {
    "en": [
        "One moment please, I'm transferring you to card services.",
        "I will connect you with the loans department right away.",
        "Sure, I'll put you through now.",
        "Please hold while I transfer you.",
        "No problem, let me connect you to a colleague.",
        "Thank you. You are being transferred to the fraud team.",
        "Don't hang up while I put you through!",
        "TRANSFERRING YOU NOW",
        "I’m connecting you with our card team – it won't take long.",
        "I'll transfer you to cards now. Is there anything else?",
        "Transferring the call now",
        "I can help with that, I'm forwarding your call.",
    ],
    "de": [
        "Einen Moment bitte, ich verbinde Sie mit dem Kartenservice.",
        "Gerne, ich stelle Sie zu den Kollegen durch.",
        "Ich leite Ihren Anruf an die Kreditabteilung weiter.",
        "Alles klar. Dann verbinde ich Sie jetzt mit der Hotline.",
        "Bitte legen Sie nicht auf, Sie werden verbunden.",
        "Ich verbinde Sie jetzt. Kann ich sonst noch etwas tun?",
        "Prima, ich verbinde dich mit unserem Team.",
        "Ich werde Sie weiterleiten, bleiben Sie bitte dran.",
        "Das ist kein Problem: Ich uebergebe nicht, ich verbinde Sie.",
    ],
    "fr": [
        "Un instant, je vous mets en relation avec le service cartes.",
        "Très bien, je vous transfère.",
        "Ne quittez pas, je vous passe un conseiller.",
        "D'accord, je vais vous transférer au service des prêts.",
        "Je transfere votre appel maintenant.",
        "Parfait, vous allez être mis en relation avec mon collègue.",
        "Je vous redirige vers le bon service.",
        "Je vais vous mettre en relation tout de suite.",
    ],
    "es": [
        "Un momento, le comunico con el servicio de tarjetas.",
        "Sí, le transfiero al departamento de préstamos.",
        "No cuelgue, le paso con un compañero.",
        "De acuerdo, voy a transferirle ahora mismo.",
        "Transfiero su llamada, gracias.",
        "Muy bien, le pongo en contacto con un asesor.",
        "Le conecto ahora con el equipo de fraude.",
        "No se preocupe, le estoy transfiriendo.",
    ],
    "it": [
        "Un attimo, la metto in comunicazione con il servizio carte.",
        "Sì, la trasferisco subito.",
        "Non riattacchi, le passo un collega.",
        "Va bene, trasferisco la chiamata all'ufficio prestiti.",
        "Certo, la collego con l'assistenza.",
        "Perfetto, la metto in contatto con un operatore.",
        "La sto trasferendo al reparto giusto.",
        "Le passo l'ufficio mutui.",
    ],
    "pl": [
        "Chwileczkę, już łączę.",
        "Dobrze, łączę z działem kart.",
        "Proszę się nie rozłączać, przełączam do konsultanta.",
        "Przekierowuję rozmowę do działu kredytów.",
        "Oczywiście, łączę panią z doradcą.",
        "Przekazuję rozmowę koledze.",
        "Zaraz połączę pana z infolinią.",
        "JUŻ ŁĄCZĘ Z DZIAŁEM KART",
    ],
    "tr": [
        "Bir dakika lütfen, sizi kart servisine bağlıyorum.",
        "Tamam, sizi bağlıyorum.",
        "Lütfen kapatmayın, aramanızı aktarıyorum.",
        "Sizi yönlendiriyorum, hatta kalın.",
        "Hemen ilgili birime bağlıyorum.",
        "ŞİMDİ BAĞLIYORUM",
        "Kredi birimine aktarılıyorsunuz.",
        "Elbette, sizi bağlayacağım.",
    ],
}

INNOCENT = {
    "en": [
        "Shall I connect you with card services?",
        "I can connect you with card services or loans.",
        "I cannot transfer you there, I am sorry.",
        "I can't put you through right now.",
        "Would you like me to put you through to a colleague?",
        "I am not transferring you anywhere yet.",
        "If you like, I'll connect you with card services.",
        "Before I transfer you, may I ask what it is about?",
        "I will connect you with the right place. What is it about?",
        "I'll connect you once I know which card it is.",
        "Nobody answered when I tried connecting you to loans.",
        "Is your card lost, or was it stolen?",
        "The transfer of money takes two days.",
    ],
    "de": [
        "Möchten Sie, dass ich Sie verbinde?",
        "Soll ich Sie mit dem Kartenservice verbinden?",
        "Ich kann Sie mit dem Kartenservice verbinden.",
        "Leider kann ich Sie dorthin nicht durchstellen.",
        "Ich verbinde Sie nicht, bevor ich weiß, worum es geht.",
        "Wenn Sie möchten, verbinde ich Sie mit der Kreditabteilung.",
        "Ich verbinde Sie gern mit der richtigen Stelle. Worum geht es?",
        "Die Überweisung wird morgen weitergeleitet.",
        "Ihre Konten werden verbunden dargestellt.",
    ],
    "fr": [
        "Voulez-vous que je vous transfère ?",
        "Souhaitez-vous que je vous mette en relation avec un conseiller ?",
        "Je peux vous mettre en relation avec le service cartes.",
        "Je ne vous transfère pas avant de savoir de quoi il s'agit.",
        "Si vous voulez, je vous passe le service des prêts.",
        "Je ne peux pas transférer votre appel.",
        "Je vais vous mettre en relation avec le bon service. De quoi s'agit-il ?",
        "Le virement est passé hier.",
    ],
    "es": [
        "¿Quiere que le transfiera?",
        "¿Le paso con un compañero?",
        "Puedo comunicarle con el servicio de tarjetas.",
        "No le transfiero todavía.",
        "Si quiere, le paso con préstamos.",
        "No puedo transferir su llamada.",
        "Le comunico que hoy estamos cerrados.",
        "Con gusto le comunico con el departamento adecuado. ¿De qué se trata?",
    ],
    "it": [
        "Vuole che la metta in comunicazione con un collega?",
        "La trasferisco al servizio carte?",
        "Posso metterla in contatto con il servizio carte.",
        "Non la trasferisco ancora.",
        "Se vuole, la metto in comunicazione con i prestiti.",
        "Non posso trasferire la chiamata.",
        "La metto volentieri in contatto con il reparto giusto. Di che cosa si tratta?",
        "Il bonifico è stato trasferito ieri.",
    ],
    "pl": [
        "Czy mam połączyć z działem kart?",
        "Mogę połączyć z działem kart albo kredytów.",
        "Nie mogę przełączyć rozmowy.",
        "Nie łączę z nikim bez podania powodu.",
        "Jeśli pani chce, łączę z doradcą.",
        "Zanim przełączę, proszę podać powód.",
        "Chętnie połączę z właściwym działem. W jakiej sprawie Państwo dzwonią?",
        "Przelew idzie dwa dni.",
    ],
    "tr": [
        "Sizi kart servisine bağlamamı ister misiniz?",
        "Sizi bağlıyorum, olur mu?",
        "Sizi kart servisine bağlayabilirim.",
        "Maalesef sizi oraya bağlayamıyorum.",
        "İsterseniz sizi kredi birimine bağlıyorum.",
        "Aramanızı aktaramıyorum.",
        "Sizi doğru birime bağlamak isterim. Konu nedir?",
        "Havale iki gün sürer.",
    ],
}

THINGS = {
    "en": [
        "Our app will be transferring your call history to the new telephone.",
        "It is transferring the call recordings to your account.",
        "We are forwarding your call notes to you by e-mail.",
        "They're transferring you the money today.",
        "I'm transferring you 50 euros for the trouble.",
        "I'll transfer you the balance tomorrow.",
        "You will be transferred the full amount within two days.",
    ],
    "de": [
        "Ich leite Ihren Anruf-Verlauf an Sie weiter.",
        "Ich leite Ihren Anruf Mitschnitt weiter.",
        "Die Sperrung der Karte: Ich leite sie sofort ein.",
        "Ihre neue Karte ist fertig, ich stelle sie heute aus.",
        "Die Rechnung ist da, ich stelle sie Ihnen zu.",
        "Die Unterlagen sind komplett, ich übergebe sie Ihnen in der Filiale.",
        "Ihre Daten? Ich stelle sie Ihnen gern zur Verfügung.",
    ],
    "fr": [
        "Je vous transfère le relevé par courriel.",
        "Je vous passe les détails.",
        "Je vous transfère 50 euros aujourd'hui.",
        "Je vais vous transférer les documents.",
        "Je transfère votre appel enregistré à votre adresse.",
        "Je vous passe le formulaire au guichet.",
    ],
    "es": [
        "Le transfiero el dinero hoy.",
        "Le transfiero 50 euros a su cuenta.",
        "Voy a transferirle los fondos mañana.",
        "Le comunico ahora los datos de su cuenta.",
        "Transfiero su llamada grabada al archivo.",
        "El importe lo transfiero hoy.",
    ],
    "it": [
        "Le passo il modulo allo sportello.",
        "Le passo la documentazione per posta.",
        "La richiesta la inoltro oggi.",
        "Inoltro la sua chiamata registrata via e-mail.",
        "Le passo subito i dettagli.",
        "La somma la trasferisco domani.",
    ],
    "pl": [
        "Przekierowuję pana wniosek do archiwum.",
        "Łączę pana konta w jeden profil.",
        "Przełączam kartę na tryb podróżny.",
        "Przekierowuję środki na nowe konto.",
        "Przesyłkę przekierowuję na nowy adres.",
        "Połączę pani karty z aplikacją.",
    ],
    "tr": [
        "Kartınızı hesabınıza bağlıyorum.",
        "Talebinizi kredi birimine aktarıyorum.",
        "Arama geçmişinizi şimdi aktarıyorum.",
        "Başvurunuzu ilgili kredi birimine yönlendiriyorum.",
        "Parayı şimdi aktarıyorum.",
        "Belgelerinizi arşiv birimine aktarıyorum.",
    ],
}

ABOUT_THINGS = {
    "en": [
        "I'm transferring you to the documents team.",
        "I'm connecting you with our payments department.",
        "I have your details and I'm transferring you now.",
        "Transferring your call to the data team.",
        "I am putting you through to records.",
        "Our app is transferring your call history while I transfer you.",
    ],
    "de": [
        "Ich verbinde Sie mit der Abteilung für Rechnungen.",
        "Ich leite Ihren Anruf an die Daten-Abteilung weiter.",
        "Ich stelle Sie zu den Unterlagen durch.",
        "Ich leite Sie an das Archiv weiter.",
    ],
    "fr": ["Je vous passe le service des factures.", "Je vous transfère au service des documents."],
    "es": ["Le transfiero al departamento de pagos.", "Le paso con facturas."],
    "it": ["Le passo l'ufficio fatture.", "La trasferisco ai pagamenti.", "Le passo il reparto documenti."],
    "pl": ["Przekierowuję do działu płatności.", "Łączę z działem kart i kont."],
    "tr": [
        "Kredi kartı birimine bağlıyorum.",
        "Bilgilerinizi aldım şimdi bağlıyorum.",
        "Talebinizi aldım ve sizi kart birimine aktarıyorum.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, texts in THINGS.items() for text in texts])
def test_a_thing_that_is_transferred_is_no_promise(language: str, text: str) -> None:
    assert not promises_transfer(text, CLAIMS)


@pytest.mark.parametrize("text", [text for texts in ABOUT_THINGS.values() for text in texts])
def test_a_transfer_to_where_they_see_to_things_is_still_a_promise(text: str) -> None:
    assert promises_transfer(text, CLAIMS)


def test_every_language_has_near_misses_and_promises_that_look_like_them() -> None:
    assert set(THINGS) == set(ABOUT_THINGS) == set(default_prompt().languages)


def test_a_question_takes_a_promise_back_only_where_the_text_ends_with_it() -> None:
    offer = "I will connect you with the right place. What is it about?"
    assert not promises_transfer(offer, CLAIMS)
    assert not promises_transfer(f"{offer} \n", CLAIMS)
    assert promises_transfer(offer, CLAIMS, complete=False)


TOLD_AND_ASKED = [
    "I'm putting you through to the ferry office, all right?",
    "I'll just transfer you to the glaziers, yeah?",
    "I'm transferring you to the weighbridge. Stay on the line, okay?",
    "I'm connecting you with our verger. Is there anything else?",
    "I'm transferring you to the tannery. Do you have any other questions?",
    "I'll put you through to the studio. Can I help you with anything else today?",
    "Ich verbinde Sie mit der Gärtnerei, okay?",
    "Ich stelle Sie zum Fundbüro durch, ja?",
    "Ich verbinde Sie mit der Gärtnerei. Haben Sie sonst noch Fragen?",
    "Je vous passe l'atelier, d'accord ?",
    "Je vous passe l'atelier. Puis-je faire autre chose pour vous ?",
    "Le paso con el taller, ¿vale?",
    "Te paso con el taller ¿de acuerdo?",
    "Le paso con el taller. ¿Le ayudo en algo más?",
    "La trasferisco al vivaio, va bene?",
    "Le passo l'officina. Posso fare altro per lei?",
    "Łączę z wydziałem geodezji, dobrze?",
    "Łączę z wydziałem geodezji. Czy mogę jeszcze w czymś pomóc?",
    "Sizi atölyeye bağlıyorum, tamam mı?",
    "Sizi atölyeye bağlıyorum. Başka bir isteğiniz var mı?",
    "Ik verbind u door met de werkplaats, goed?",
    "Ik verbind u door met de werkplaats. Kan ik nog iets voor u doen?",
]
ASKED = [
    "Shall I put you through to the ferry office, okay?",
    "I can put you through to the ferry office now, all right?",
    "Do you want me to connect you to the verger, yeah?",
    "So you'd like to be transferred to the verger, okay?",
    "How about I transfer you to the verger, okay?",
    "I'll put you through once I have your name, okay?",
    "I'll put you through. Is that okay?",
    "I can put you through. Would you like that?",
    "I can put you through. Is there anything else?",
    "I'll put you through to the tannery. Or is there anything else?",
    "I'll put you through to the tannery. Is there anything else I should know?",
    "Is there anything else, or shall I put you through?",
    "Soll ich Sie mit der Gärtnerei verbinden, okay?",
    "Sie möchten also mit der Gärtnerei verbunden werden, ja?",
    "Ich kann Sie verbinden. Kann ich sonst noch etwas tun?",
    "Est-ce que je vous passe l'atelier, d'accord ?",
    "Puis-je vous transférer à l'atelier, d'accord ?",
    "Je peux vous passer l'atelier. Autre chose ?",
    "¿Le paso con el taller, vale?",
    "Puedo pasarle con el taller, ¿vale?",
    "Posso passarle l'officina, va bene?",
    "Czy mam połączyć z wydziałem geodezji, dobrze?",
    "Sizi atölyeye bağlayabilirim, tamam mı?",
    "Zal ik u doorverbinden met de werkplaats, goed?",
]


@pytest.mark.parametrize("text", TOLD_AND_ASKED)
def test_neither_a_tag_nor_a_question_for_anything_else_takes_a_promise_back(text: str) -> None:
    assert promises_transfer(text, CLAIMS)


@pytest.mark.parametrize("text", ASKED)
def test_an_offer_stays_one_with_a_tag_or_a_question_for_anything_else(text: str) -> None:
    assert not promises_transfer(text, CLAIMS)


@pytest.mark.parametrize(
    "text",
    [
        "I'm connecting you with our billing department, and if nobody answers, please call again.",
        "I'll transfer you to billing but should you get cut off, call us again.",
        "Ich verbinde Sie mit der Werkstatt, und falls niemand abnimmt, rufen Sie bitte noch einmal an.",
        "Je vous passe l'atelier, et si personne ne répond, rappelez dans dix minutes.",
        "Le paso con el taller y si se corta, vuelva a llamar.",
        "La passo all'officina, e se non risponde nessuno, richiami.",
        "Łączę Pana z serwisem, a gdyby nikt nie odebrał, proszę zadzwonić ponownie.",
        "Sizi servise bağlıyorum, ama kimse açmazsa tekrar arayın.",
        "Ik verbind u door met de werkplaats, en als niemand opneemt, belt u opnieuw.",
    ],
)
def test_what_to_do_if_nobody_answers_is_no_condition_of_the_promise_before_it(text: str) -> None:
    assert promises_transfer(text, CLAIMS)


@pytest.mark.parametrize(
    "text",
    [
        "I will put you through if you like.",
        "And if you like, I'll put you through.",
        "I'll have a look, and if you like, I'll put you through.",
        "If you like, I'll put you through, and if nobody answers, I'll take a message.",
        "Ich sehe nach, und wenn jemand da ist, verbinde ich Sie.",
        "Je regarde, et si elle est là, je vous la passe.",
        "Miro si está, y si puede, le paso con ella.",
        "Guardo in agenda, e se è libera, gliela passo.",
        "Sprawdzę grafik, a jeśli ktoś będzie wolny, połączę Pana.",
        "Bakıyorum, ve eğer müsaitse sizi bağlarım.",
    ],
)
def test_a_condition_of_the_promise_itself_takes_it_back_wherever_it_stands(text: str) -> None:
    assert not promises_transfer(text, CLAIMS)


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, texts in PROMISES.items() for text in texts])
def test_a_promise_is_seen(language: str, text: str) -> None:
    assert promises_transfer(text, CLAIMS)
    assert promises_transfer(text, default_prompt().words("claims", language))


@pytest.mark.parametrize("text", [text for texts in INNOCENT.values() for text in texts])
def test_what_asks_denies_offers_or_depends_is_no_promise(text: str) -> None:
    assert not promises_transfer(text, CLAIMS)


@pytest.mark.parametrize("language", default_prompt().languages)
def test_of_the_fixed_sentences_only_the_announcement_promises(language: str) -> None:
    for name in SENTENCE_NAMES:
        assert promises_transfer(default_prompt().sentence(name, language), CLAIMS) == (name == "transferring"), name


def test_every_language_has_at_least_eight_sentences_of_either_kind() -> None:
    for language in default_prompt().languages:
        assert min(len(PROMISES[language]), len(INNOCENT[language])) >= 8


def test_a_phrase_counts_as_whole_words_and_never_as_a_pattern() -> None:
    assert promises_transfer("I put you through.", ["put you through"])
    assert not promises_transfer("I input you throughout.", ["put you through"])
    assert not promises_transfer("I put you. Through", ["put you through"])
    assert not promises_transfer("anything", [".*"])
    assert not promises_transfer("anything", ["", "  ", "?!"])
    assert not promises_transfer("I put you through.", [])


@pytest.mark.parametrize(
    "text", ["I put, you through.", "I  PUT\tyou *through*", "Í pút yöu through…", "put you through"]
)
def test_case_accents_and_marks_make_no_difference(text: str) -> None:
    assert promises_transfer(text, ["Put you through"])


def test_one_promise_among_innocent_sentences_is_enough() -> None:
    assert promises_transfer("I cannot do that. Is it a card? Fine. I'm transferring you now. Thank you.", CLAIMS)


@given(st.text() | st.lists(st.sampled_from([*CLAIMS, "?", ". ", ", ", " not ", " if "]), max_size=8).map("".join))
@pytest.mark.deep
def test_no_text_makes_it_raise(text: str) -> None:
    assert promises_transfer(text, CLAIMS) in (True, False)
    assert not promises_transfer(f"{text.replace('.', '')}?", CLAIMS) or any(mark in text for mark in "?!…。！？\n.")


def test_huge_text_is_read_as_far_as_it_could_be_spoken() -> None:
    assert promises_transfer("I'm transferring you. " * 100_000, CLAIMS)
    assert not promises_transfer("a " * MAX_CHARACTERS + "I'm transferring you.", CLAIMS)


@pytest.mark.parametrize(
    "text", ["I am con\u200bnecting you now.", "I\u2060'm trans\u00adferring you now.", "Ich ver\u200bbinde Sie."]
)
def test_a_promise_with_invisible_characters_in_it_is_one(text: str) -> None:
    assert promises_transfer(text, claims_of(default_prompt()))


@pytest.mark.parametrize("space", [149, 150, 151, 299, 300, 301, 599, 600])
def test_a_sentence_without_end_is_looked_at_to_its_end(space: int) -> None:
    """Wherever its only space is: each piece goes on behind the one before."""
    words = f"{'a' * space} {'b' * 1500}"
    assert not promises_transfer(words, CLAIMS)
    assert promises_transfer(f"{words} I am connecting you with our billing department now.", CLAIMS)
