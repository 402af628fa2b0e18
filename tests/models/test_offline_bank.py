"""How well the offline model routes for the example bank: utterances as callers might say them.

The model's thresholds were chosen by these utterances, so the figures are what it
does here, not what it would do elsewhere.
"""

import pytest

from adapter import Directory, Toolset
from adapter.models.offline import offline_reply
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.tools import EACH_PREFIX

TO_ROUTE = {
    "cards": """
        i lost my credit card on the train
        my debit card got stolen
        the cash machine ate my card
        please block my card right away
        i can't remember my pin
        i need a replacement card
        hi there my card is broken the chip doesn't work anymore
        when will my new card arrive
        ich hab meine Kreditkarte im Bus liegen lassen
        meine Karte wurde geklaut
        der Automat hat meine Karte eingezogen
        ich möchte meine Karte sperren lassen
        ich habe meine PIN vergessen
        ich brauche eine neue Karte
        meine EC-Karte geht nicht mehr
        wo bleibt meine neue Kreditkarte
    """,
    "fraud": """
        i think i've been scammed
        there are payments on my account that i didn't make
        someone withdrew money without my permission
        i got a phishing email
        my account has been hacked
        i received a strange text message asking for my code
        ich glaube ich bin auf Betrüger reingefallen
        da wurde Geld abgebucht das war ich nicht
        ich habe eine Phishing-Mail bekommen
        jemand hat mein Konto gehackt
        ich habe eine komische SMS von Ihnen bekommen
        ich wurde betrogen
    """,
    "accounts": """
        i'd like to open a savings account
        i want to close my current account
        i've moved house and want to change my address
        what's the balance of my account
        i need a bank statement from march
        i got married and my name has changed
        how much are the account fees
        ich will ein Konto bei Ihnen eröffnen
        ich bin umgezogen und möchte meine neue Adresse durchgeben
        ich möchte mein Konto kündigen
        können Sie mir einen Kontoauszug schicken
        wie ist mein Kontostand
        was kostet die Kontoführung
        ich habe geheiratet und heiße jetzt anders
    """,
    "transfers": """
        my bank transfer still hasn't arrived
        i want to cancel a standing order
        i sent money to the wrong person
        i need to send a payment abroad
        a direct debit was taken twice
        meine Überweisung ist immer noch nicht da
        ich möchte einen Dauerauftrag löschen
        ich habe Geld an den falschen Empfänger überwiesen
        ich will eine Lastschrift zurückbuchen
        wie lange dauert eine Auslandsüberweisung
    """,
    "online_banking": """
        i can't log into online banking
        i forgot my password
        the app keeps crashing
        your website shows an error message
        the mobile app does not open
        i don't get the login code
        ich komme nicht in mein Online-Banking
        ich habe mein Passwort vergessen
        die App stürzt immer ab
        auf Ihrer Webseite kommt eine Fehlermeldung
        ich kann mich nicht einloggen
        die App zeigt einen Fehler
    """,
    "loans": """
        i'd like to take out a personal loan
        i want to finance a car
        i can't pay this month's instalment
        what are your interest rates for a loan
        i'd like to increase my overdraft
        ich bräuchte einen Kredit
        ich möchte ein Auto finanzieren
        ich kann meine Rate diesen Monat nicht zahlen
        ich möchte meinen Dispo erhöhen
        wie hoch sind die Zinsen für einen Privatkredit
    """,
    "mortgages": """
        we are looking to buy a flat
        i have a question about my mortgage
        we want to renovate our house
        can i refinance my house
        wir möchten ein Haus bauen
        wir wollen eine Wohnung kaufen
        ich habe eine Frage zu meiner Hypothek
        unsere Baufinanzierung läuft aus
    """,
    "sales": """
        i'd like an offer for my company
        could you put me through to sales
        we are a new business customer
        we need a card reader for our shop
        what are the prices for companies
        verbinden Sie mich bitte mit dem Vertrieb
        ich hätte gern ein Angebot für meine Firma
        wir sind ein neues Unternehmen und möchten Geschäftskunde werden
        wir brauchen ein Kartenlesegerät für unseren Laden
    """,
    "private_banking": """
        i'd like to sell my shares
        can i speak to my adviser in private banking
        i want to invest in funds
        it's about my investments
        ich möchte meine Aktien verkaufen
        ich möchte mit meinem Vermögensberater sprechen
        es geht um mein Depot
        ich möchte in Fonds anlegen
    """,
    "switchboard": """
        i want to make a complaint
        can i talk to a real person please
        what are your opening hours
        i'd like to speak to a human
        ich möchte mich beschweren
        ich will mit einem Menschen sprechen
        wann haben Sie geöffnet
        kann ich bitte einen Mitarbeiter haben
    """,
}

NOT_TO_ROUTE = """
    hello
    good morning how are you
    lovely weather today isn't it
    what's the weather like tomorrow
    are you a robot
    what's your name
    tell me a joke
    i need some help
    i have a question
    can you help me please
    it doesn't work
    i'd like to order a pizza
    i'd like to book a table for two
    where is the nearest train station
    who won the game last night
    sorry wrong number
    hang on a second
    could you repeat that please
    what did you say
    my internet is down
    i never received my order
    i'd like an appointment with the dentist
    do you sell shoes
    my washing machine is broken
    when does the next train leave
    i need a plumber
    happy birthday
    i'm calling about the job offer
    can you sing a song
    how old are you
    hallo
    guten Tag, Müller mein Name
    schönes Wetter heute
    wie geht es Ihnen
    sind Sie ein Roboter
    wie heißen Sie
    erzählen Sie mir einen Witz
    ich brauche Hilfe
    ich habe eine Frage
    können Sie mir helfen
    das funktioniert nicht
    ich möchte eine Pizza bestellen
    ich möchte einen Tisch reservieren
    wo ist der nächste Bahnhof
    wie hat Bayern gespielt
    oh, da habe ich mich verwählt
    einen Moment bitte
    können Sie das wiederholen
    was haben Sie gesagt
    mein Internet ist ausgefallen
    meine Bestellung ist nie angekommen
    ich hätte gern einen Termin beim Zahnarzt
    verkaufen Sie auch Schuhe
    meine Waschmaschine ist kaputt
    wann fährt der nächste Zug
    ich suche einen Klempner
    Ich brauche Hilfe mit meiner Bank
    alles Gute zum Geburtstag
    ich rufe wegen der Stellenanzeige an
    sprechen Sie Englisch
    wie alt sind Sie
    äh
    ja
    nein
    okay
"""


@pytest.fixture(scope="module")
def tools(bank: Directory) -> bytes:
    return Toolset(bank).encoded()


def routed(tools: bytes, said: str) -> str | None:
    calls = offline_reply(tools, (UserMessage(text=said),)).tool_calls
    return calls[0].name.removeprefix(EACH_PREFIX) if calls else None


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def test_three_of_four_wishes_reach_their_destination_and_at_most_one_in_fifty_another(tools: bytes) -> None:
    results = [(key, said, routed(tools, said)) for key, text in TO_ROUTE.items() for said in lines(text)]
    wrong = [(said, got) for key, said, got in results if got not in (key, None)]
    right = [said for key, said, got in results if got == key]
    assert len(results) > 100
    assert len(wrong) <= len(results) / 50, wrong
    assert len(right) >= len(results) * 3 / 4


def test_nine_of_ten_callers_who_want_nothing_that_is_offered_are_not_transferred(tools: bytes) -> None:
    said = lines(NOT_TO_ROUTE)
    transferred = [(text, got) for text in said if (got := routed(tools, text))]
    assert len(said) > 60
    assert len(transferred) <= len(said) / 10, transferred
