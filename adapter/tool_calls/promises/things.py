"""Whether a phrase that seems to promise a transfer goes on to speak of a thing: "transferring your call history".

The phrases end with the call or with the caller. Then a noun may follow that makes a compound of "call", or the thing
itself that is transferred; in Turkish it comes first. All words here are without case and accents.
"""

import re
from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_THINGS = _words(
    """
    history histories log logs list lists record records recording recordings data metadata detail details note notes
    setting settings preferences transcript transcripts information info document documents file files form forms
    statement statements money balance amount amounts sum funds savings payment payments salary points credit credits
    invoice invoices receipt receipts link links email emails message messages contact contacts photo photos picture
    pictures pdf copy copies summary summaries statistics report reports archive backup minutes dollars pounds euro
    euros

    verlauf historie liste listen protokoll protokolle notiz notizen daten statistik archiv unterlage unterlagen
    dokument dokumente datei dateien formular formulare betrag geld guthaben summe zahlung zahlungen rechnung
    rechnungen beleg belege aufzeichnung aufzeichnungen mitschnitt einstellungen kontakte nachricht nachrichten

    historique journal donnees releve releves dossier dossiers fichier fichiers formulaire formulaires argent montant
    solde somme fonds paiement facture factures lien enregistre enregistrement enregistrements copie informations
    recapitulatif virement

    historial registro registros lista datos nota notas documento documentos archivo archivos formulario formularios
    dinero importe saldo suma fondos pago pagos factura facturas enlace mensaje mensajes grabada grabacion grabaciones
    copia copias informacion extracto extractos detalle detalles resumen

    cronologia registri dati documenti documentazione modulo moduli denaro soldi importo somma fondi pagamento
    pagamenti fattura fatture messaggio messaggi registrata registrazione registrazioni informazione informazioni
    estratto dettagli riepilogo ricevuta richiesta

    historie historii rejestr dane notatke notatki dokument dokumenty plik pliki formularz formularze pieniadze kwote
    sume srodki platnosc platnosci fakture faktury wiadomosc wiadomosci nagranie nagrania kopie informacje wniosek
    wnioski konto konta karte karty przesylke przelew zgloszenie podsumowanie
    """
)
# Between the phrase and the thing. No preposition of any language is among them: after one stands where the call goes.
_DETERMINERS = _words(
    """
    the your this that these those all some my our full whole entire
    den die das dem eine ein einen ihre ihren ihr diese dieses diesen alle meine unsere jetzt gleich heute
    le la les l un une votre vos ce cette ces mon notre nos maintenant
    el los las una unos su sus este esta estos estas ahora
    il lo i gli suo sua suoi sue questo questa subito
    pana pani panstwa ten ta te swoje teraz zaraz
    """
)
_DESTINATION_FOLLOWS = _words("to with through con z in en")
_OBJECT_BEFORE = _words("la lo przekierowuje przelaczam")
"""How phrases begin whose object may stand right before them: "la richiesta la inoltro"."""

_GERMAN_THEM = (" stelle sie ", " stelle ich sie ", " leite sie ", " leite ich sie ", " ubergebe sie ")
"""In German "them" is written as the polite "you"."""
_TO_SOMEBODY = _words("ihnen dir euch")
_OTHER_VERBS = _words("ab aus bereit ein fertig her sicher um verfugung vor zu zuruck zusammen")
"""What ends a clause makes another verb of it: "ich stelle sie … aus", "ich leite sie … ein"."""

_TURKISH_OBJECTS = _words(
    """
    talebinizi basvurunuzu basvuruyu parayi paranizi tutari belgeyi belgenizi belgelerinizi evraklarinizi kartinizi
    kartlarinizi hesabinizi hesaplarinizi bilgilerinizi gecmisinizi kaydinizi kayitlarinizi formu formunuzu dosyayi
    dosyanizi mesaji mesajinizi notunuzu sikayetinizi bakiyenizi listenizi odemenizi verilerinizi cihazinizi
    telefonunuzu
    """
)
_TURKISH_CALLS = _words("sizi aramanizi cagrinizi gorusmenizi")
_TURKISH_OTHER_VERB = re.compile(r"ve|icin|uzere|.+(?:[dt][iu]m|[iu]p)")
"""An object before one of these is that one's: "bilgilerinizi aldım …"."""


def transfers_a_thing(before: Sequence[str], phrase: str, after: Sequence[str]) -> bool:
    """Whether what is transferred is a thing and neither a call nor a caller. The words are those of one clause."""
    words = phrase.split()
    if words[-1] not in _DESTINATION_FOLLOWS and _next_noun(after) in _THINGS:
        return True
    if before and words[0] in _OBJECT_BEFORE and before[-1] in _THINGS:
        return True
    if before and before[-1] == "se" and words[0] in ("lo", "la"):
        return True  # "se lo comunico": what is told, not who is connected
    if after and phrase.endswith(_GERMAN_THEM):
        return after[0] in _TO_SOMEBODY or after[-1] in _OTHER_VERBS
    return _turkish_object(before, words)


def _next_noun(after: Sequence[str]) -> str:
    """The first word that is neither a determiner nor a number."""
    return next((word for word in after[:4] if word not in _DETERMINERS and not word.isdigit()), "")


def _turkish_object(before: Sequence[str], phrase: Sequence[str]) -> bool:
    if not _TURKISH_CALLS.isdisjoint((*before, *phrase)):
        return False
    at = max((at for at, word in enumerate(before) if word in _TURKISH_OBJECTS), default=None)
    return at is not None and not any(_TURKISH_OTHER_VERB.fullmatch(word) for word in before[at + 1 :])
