"""How a transfer is promised in Turkish."""

import re

from adapter.tool_calls.promises.grammar import Grammar

_ACCENTS = {"a": "aâ", "c": "cç", "g": "gğ", "i": "iı", "o": "oö", "s": "sş", "u": "uü"}


def _spelt(*patterns: str) -> tuple[str, ...]:
    """Patterns without accents, for words with and without them: a capital I loses its own in lower case."""

    def spelt(part: re.Match[str]) -> str:
        if part[0][0] in "\\(":
            return part[0]
        letters = "".join(_ACCENTS.get(letter, letter) for letter in part[0])
        return letters if part[0][0] == "[" or letters == part[0] else f"[{letters}]"

    return tuple(re.sub(r"\\.|\(\?[:=!<]*|\[[^\]]*\]|[a-z]", spelt, pattern) for pattern in patterns)


_FEW = r"(?:\w+ ){0,3}?"
_SOME = r"(?:(?!\w+yoru[mz] )\w+ ){0,8}?"
_NOW = r"(?:(?:simdi|hemen|su an|su anda|birazdan|sizin icin|saniye icinde|tekrar|yeniden|da|de) ){0,2}"
_SOON = (
    r"(?:birazdan|simdi|hemen|derhal|az sonra|biraz sonra|su an(?:da)?|(?:saniye|dakika|an) icinde|aninda|kisa "
    r"sure\w*|dogrudan|direkt|ilk (?:bosalan|musait))"
)
_WELL = (
    r"(?:hemen|simdi|derhal|tamam(?:dir)?|peki|elbette|tabii?|efendim|lutfen|memnuniyetle|olur|anladim|pekala|"
    r"oyleyse|zaman|halde|tekrar|yeniden|geri|bi|buyurun|evet|dogrudan|direkt|ki|hocam|canim|bey|hanim)"
)

# What is transferred.
_CALL = r"(?:arama|cagri|gorusme|konusma)"
_THE_CALL = rf"{_CALL}(?:n(?:iz)?|miz)?"
_CALL_OBJECT = rf"(?:{_CALL}(?:y|n|niz|miz)[iu]|hatti(?:nizi)?|sozu|telefonu|ahizeyi|mikrofonu|yerimi)"
_YOU = rf"(?:sizi|seni|sizleri|tarafinizi|zatialinizi|{_CALL_OBJECT})"

# Who it is transferred to: plural and possessive, then the case. A name has an apostrophe before its case.
_STAFF = (
    r"(?:arkadas|meslektas|temsilci|uzman|yetkili|sorumlu|gorevli|operator|doktor|hekim|hemsire|ebe|eczaci|avukat|"
    r"danisman|eksper|teknisyen|muhendis|usta|amir|sef|mudur|yonetici|asistan|calisan|personel|sekreter|kisi|ilgili|"
    r"lider|koordinator|memur|bankaci|kaptan|hoca|abi|abla|agabey|bey|hanim|patron|baskan|ogretmen|ortag|biri|birisi|"
    r"insan|eleman|nobetci|supervizor|kendi|diyetisyen|psikolog|terapist|satici|acente|mimar|resepsiyonist|komiser|"
    r"savci|kati[bp]|denetci|musavir|tercuman|konsiyerj|konsolos|rehber|antrenor|kuafor|direktor|editor|veteriner|"
    r"cerrah|anne|baba|es[iu]|amca|teyze|dayi|kardes|subay|stajyer|kurye|sofor|polis|jandarma|profesor|docent)"
)
_AGENT = r"(?!\w*(?:sonuc|arac|ilac|amac|borc|guc|suc|inanc|ac)[iu])\w{2,}(?:c[iu]|ist|olog|isyen)"
_DESK = (
    r"(?:birim|bolum|servis|departman|eki[bp]|takim|masa|danisma|deste[gk]|hatt?|hizmet|merkez|sube|ofis|buro|"
    r"vardiya|\w*(?:mudur|sekreter|baskan|amir|uzman|rektor|dekan|muhtar|vali|kaymakam|bakan|savci|hekim|noter|"
    r"konsolos|elci)l[iu][gk]|santral|resepsiyon|muhasebe|\w+hane|laboratuvar|(?:poli)?klini[gk]|ariza|satis|iade|"
    r"kargo|rezervasyon|\w+loji|pediatri|acil|guvenli[gk]|kabul|finans|hukuk|\w*lama|isler|kaynaklar|iliskiler|"
    r"yonetim|banko|lojistik|taraf|vezne|daire|seviye|kademe|kuyru[gk]|sira|sigorta|eczane|spa|concierge|dahili|"
    r"cerrahi|dogum|karakol|belediye|zabita|itfaiye|depo|garaj|kurum|sirket|firma|mutfa[gk]|bar|restoran|berber|"
    r"havuz|okul|gise|lobi|rontgen|kalite|uretim|gumruk|icra|bordro|ithalat|ihracat|tahsilat|hasar|tahlil)"
)
_WHO = rf"(?:{_STAFF}|{_DESK})"
_OF = r"(?:l[ae]r)?(?:[iu]?m(?:[iu]z)?|[iu]?n[iu]z|s?[iu])?"
_PERSON = rf"(?:{_STAFF}|{_AGENT}){_OF}"
_SOMEBODY = rf"(?:{_WHO}|{_AGENT}){_OF}"
_TO_DESK = rf"{_SOMEBODY}[yn]?[ae]"
_TO = rf"(?:{_TO_DESK}|\w+ [yn]?[ae]|on(?:lar)?a|[os]\w?raya)"
_TO_ANY = r"(?:(?!size |sana |bize |daha )\w{2,}[ae]|\w+ y?[ae])"
_WITH = rf"(?:{_SOMEBODY}(?:y?l[ae]| ile)|\w+ (?:y?l[ae]|ile))"
_WHOM = rf"(?:{_SOMEBODY}[yn]?[iu]|\w+ y?[iu]|kendi(?:si)?ni|onu)"
_LINE = r"(?:telefona|hatta|gorusmeye|konferansa|devreye|hattin (?:\w+ )?ucuna)"
_PHONE = r"(?:hatti|telefonu|dahilisi|numarasi|odasi)"
_END = r"(?= (?:lutfen )?$)"

# How verbs end: first person in all tenses and moods that promise; the passive; who comes.
_I_DO = (
    r"(?:[iu]?yoru[mz]|[iu]?yo[mz]|[iu]yor olac[ae]g[iu][mz]|[ae]?y?[ae]c[ae]g[iu][mz]|[iu]?y?[ae]?c[ae][mz]|"
    r"[ae]?y?[ae](?:y[iu]|l[iu])m|[ae]?m[ae]kt[ae]y[iu][mz]|[ae]?m[ae]k uzerey[iu][mz]|[ae]?y?[iu]ver(?:iyor|ey)\w+|"
    r"[ae]?m[ae]y[aeiu] (?:calis|basl|den)[iuae]\w*?(?:yor|c[ae]g[iu])\w*|[ae]?m[ae]m[ae] (?:izin ver|musaade "
    r"ed)(?:in(?:iz)?)?)"
)
_I_DID = rf"(?:{_I_DO}|[ae]?[dt][iu][mk]|[ae]?m[iu]s (?:bulun|ol)\w+)"
_IS = rf"(?:[iu]?yor(?: olac[ae]k)?|y?[ae]c[ae]k(?:t[iu]r)?|m[ae]kt[ae](?:d[iu]r)?|m[ae]k uzere(?:d[iu]r|{_END}))"
_WAS = rf"(?:{_IS}|[dt][iu]|m[iu]st[iu]r)"
_YOU_ARE = (
    r"(?:[iu]yorsun(?:uz)?|y?[ae]c[ae]ks[iu]n(?:[iu]z)?|m[ae]k uzeresin(?:iz)?|m[ae]kt[ae]s[iu]n(?:[iu]z)?|m[iu]s "
    r"olac[ae]ks[iu]n(?:[iu]z)?)"
)
_COMES = r"[iua]?(?:[iu]?yor|y?[ae]c[ae]k|m[ae]k uzere)(?:l[ae]r)?"
_YOU_TALK = r"(?:gorus|konus|devam ed)(?:iyorsun|uyor olac[ae]ks[iu]n|[ae]c[ae]ks[iu]n|m[ae]y[ae] basl\w+n)(?:[iu]z)?"

# The verbs: those of a call, those of anything, and the nouns.
_CONNECT = (
    r"(?:bagl(?:at(?:tir)?)?|aktar(?:t(?:tir)?)?|yonlendirt?|(?:transfer|forward|connect) e[dt]|devre[dt]|havale "
    r"e[dt]|pas (?:e[dt]|ver|at)|pasl)"
)
_CONNECT_YOU = (
    rf"(?:{_CONNECT}|gorustur|konustur|bulustur|kavustur|eslestir|bir araya getir|ulastir|eristir|irtibatlandir|"
    r"nakle[dt]|ilet|dusur|(?:irtibat|temas|iletisim|baglanti)[ay]?[ae] (?:gecir|al|sok)|(?:eskale|teslim|takdim|"
    r"emanet) e[dt])"
)
_MOVE = r"(?:al|gecir|ver|birak|gonder|yoll|tasi|cevir|at|koy|ekl|yukselt|uzat|dondur|cikar|yerlestir|kat|dahil e[dt])"
_CALL_IN = r"(?:cagir|al|sok|getir|bagl|ver|ist|davet e[dt]|dahil e[dt]|ekl|kat)"
_CONNECTED = (
    r"(?:baglan(?:il)?(?!ti )|aktaril|yonlendiril|iletil|(?:transfer|havale|pas|sevk|teslim|eskale) edil|devredil|"
    r"gorusturul|eslestiril|ulastiril|dusurul)"
)
_MOVED = r"(?:alin|gecir?il|verili?|birakil|gonderil|tasin|cevri?l|yukseltil|eklen|yerlestiril|dus|gec)"
_ANSWERED = rf"(?:cevaplan|yanitlan|karsilan){_IS}"
_TRANSFER = (
    rf"(?:yonlendir(?:il)?me|aktar(?:il)?ma|aktarim|baglan?ma|baglanti|transfer|devir|{_CALL} devr|{_CALL}\w+ "
    rf"\w+lm[ae]s|gecis|nakil)(?:n?[iu]z)?(?:[iu]n[iu]z)?[yn]?[iu]?(?: islem(?:i|iniz|ini|inizi|ine|inize)?)? {_NOW}"
)
_ANSWERS = (
    rf"(?:(?:cevap|yanit) ver|cevapl|yanitl|karsil|devral|ustlen|{_CALL_OBJECT} (?:al|ac|kabul ed)|karsiniza cik|"
    r"telefona bak|(?:hatta|telefonda|karsinizda|sizinle(?: birlikte)?) ol|sizinle (?:gorus|konus|ilgilen))"
)
_TAKES = rf"(?:(?:al|ac|kabul ed|surdur|yurut|devam ettir)|{_ANSWERS})"
_QUEUE = r"(?:siraya|sirasina|kuyruga|kuyruguna)"

# Things that are transferred, unless they are the name of a desk, and places where nobody answers.
_THING = (
    r"(?:tale[bp]|basvuru|sikayet|kayi?[td]|not|mesaj|fatura|para|tutar|bakiye|puan|belge|evrak|dosya|kart|hesa[bp]|"
    r"adres|randevu|siparis|cihaz|modem|kamera|yazici|tarife|paket|ucret|bilgi|veri|gecmis|liste|ayar|form|odeme|"
    r"koli|kargo|bilet|bagaj|recete|kod|sifre|numara|durum|konu|sorun|iste[gk]|oneri|karar|maas|aboneli[gk]|foto\w*|"
    r"rapor|sozlesme|police|urun|esya|bavul|valiz|anahtar|elektri[gk]|gecikme|detay|ayrinti|ozet|haber|teknisyen|"
    r"ambulans|cekici|kurye|sofor|taksi|arac|mail|posta|link|sonuc|tahlil|kira|hasar|soru|dilekce|itiraz|teklif|"
    r"yorum|tesekkur|selam|havale|gorev|fiyat|emi?r|fik[ri]r?|sure|borc|taksit|masraf|zarar|duyuru|program)"
)
_CUSTOMERS = r"(?:musteri|abone|misafir|hasta|uye|ziyaretci|yolcu|kullanici|arayan)l[ae]r(?:[iu]m[iu]z)?[iu]"
_NO_HEAD = rf"(?! (?:\w+ )?{_WHO}(?:l[ae]r)?s?[iu]n[ae] )"
_THING_OBJECT = (
    rf"(?:(?!{_STAFF}|{_CALL}|taraf|zatial|(?:hatti|telefonu)n[iu]z[iu] {_FEW}{_STAFF}|hattinizi {_NOW}{_CONNECT}|"
    r"\w*(?:dakika|saniye|sabr|anlayis|baglanti|\w\wm[ae])n[iu]z)\w+n[iu]z[iu]|(?<!bu )(?<!su "
    rf"){_THING}(?:l[ae]r)?(?:[iu]m(?:[iu]z)?|s?[iu])?n?[iu]{_NO_HEAD}|(?!{_WHO})\w+(?:l[ae]r|[dt][iu]g)[iu]m[iu]|"
    rf"(?:{_THING}|ariza)y[iu]|(?:bu|su|tum|bütün) {_THING}(?:l[ae]r)?[iu]|(?!{_WHO}|{_AGENT}|{_CALL_OBJECT}|"
    rf"oda)\w+[aeiou]y[iu]|(?!{_WHO}|{_AGENT}[iu]?n[iu] |{_CALL}|oda|dahili|numara|telefon|kendi|"
    rf"hattin[iu])\w\w+[iu]n[iu]|bunu|sunu|onu(?! {_LINE})|(?:bun|sun|on)lari|seyi|herkesi|{_CUSTOMERS})"
)
_THING_SUBJECT = (
    rf"(?:(?!{_CALL}|baglanti|hattiniz|siz|telefonunuz {_FEW}{_STAFF})\w+n[iu]z|{_THING}(?:l[ae]r)?(?:s?[iu])?|"
    r"\w+l[ae]r(?:[iu]m[iu]z)?)"
)
_THEN = (
    rf"(?:(?!{_YOU} |ve |icin |\w+(?:yoru[mz]|[dt][iu]m|[iu]p|[yrlkpnszvc][ae]n|eden|tutan|[ae]c[ae]k|m[ae]k|"
    r"[dt][iu]g\w+) )\w+ ){0,7}?"
)
_DOES = rf"(?:(?:{_CONNECT}|ilet|devral)\w+|{_MOVE}{_I_DO})"
_NOT_YOU = rf"(?! (?:\w+ ){{0,8}}?{_YOU} )"
_INTO = r"(?:l[ae]r)?(?:[iu]?m[iu]z|[iu]?n[iu]z|s?[iu])?[yn]?[ae]"
_NET = (
    r"(?:site|sayfa|web|uygulama|menu|link|form|anket|paket|tarife|plan|program|liste|kampanya|randevu|sunucu|ag|fi|"
    r"internet|wifi|kayit|kayd|arsiv|sistem|hesab|kart|posta|mail|sohbet|chat|sms|ekran|video|bilgisayar|defter|"
    r"tablo|excel|dosya|rapor|bellek|disk|bulut|takvim|cihaz|telefon(?=unuz)|numara|sebeke|modem|tv|televizyon|kablo|"
    r"priz|tamir|onarim|abonelig|toplanti|yayin|sonuc|karar)"
)
_PLACE = (
    r"(?:(?<!doktor )oda|arac|otobus|durak|taksi|cadde|sokak|salon|koltug|kapi|otopark|peron|ucus|sefer|tur|magaza|"
    r"otel|ev|adres|sessiz|bekleme|liste|kayd|(?<!ilgili )masa(?!s)|bahce|teras|bina|okul|yer|kat|icer[iu])"
)

GRAMMAR = Grammar(
    promises=(
        # I transfer you.
        rf"{_YOU} {_SOME}{_CONNECT_YOU}{_I_DID}|{_CONNECT_YOU}{_I_DID} {_FEW}{_YOU}",
        rf"{_YOU} {_SOME}(?:{_TO}|\w*ell?er\w*|kucag\w+|{_QUEUE}) {_FEW}{_MOVE}{_I_DID}",
        rf"{_YOU} {_FEW}{_WITH} bas basa birak{_I_DO}|{_YOU} {_SOME}(?:icin|uzere) (?:hatta|beklemede) (?:beklet|"
        rf"tut){_I_DO}",
        rf"(?:{_TO}|{_QUEUE}) {_FEW}{_MOVE}{_I_DID} {_YOU}|{_MOVE}{_I_DO} {_YOU} {_FEW}{_TO}|{_YOU} {_MOVE}{_I_DO} "
        rf"{_FEW}{_TO_DESK}",
        rf"{_PERSON}[yn]?[ae] {_NOW}(?:ver|gecir){_I_DO}",
        rf"{_CALL_OBJECT} {_SOME}(?:birak|ver|uzat|dusur|teslim e[dt]){_I_DO}",
        rf"(?:{_TO_ANY} {_FEW}|{_WELL} |icin |(?<!\w )){_CONNECT}{_I_DO}",
        rf"{_CONNECT}{_I_DO} (?:{_TO}|{_WELL})|{_TO_ANY} {_NOW}(?:ver|uzat|birak){_I_DO} {_CALL_OBJECT}",
        rf"{_WITH} {_FEW}(?:gorustur|konustur|bulustur|eslestir|irtibat\w* \w+){_I_DO}",
        rf"(?:(?:hemen|simdi|derhal) {_SOME}{_YOU}|{_YOU} {_SOME}(?:hemen|simdi|derhal)) "
        rf"{_SOME}{_CONNECT}[aiu]?r[iu][mz]",
        rf"(?:santral|sistem|{_PERSON}) (?:{_SOON} )?{_YOU} {_SOME}{_CONNECT}[iu]?yor",
        # You are, the call is, the transfer is.
        rf"{_CONNECTED}(?:{_YOU_ARE}|d[iu]n[iu]z simdi)|(?:simdi|az once|su an(?:da)?) {_SOME}{_CONNECTED}d[iu]n[iu]z",
        rf"(?:{_TO}|{_QUEUE}) {_FEW}{_MOVED}{_YOU_ARE}|{_TO_ANY} {_NOW}(?:gecis|baglanti) yap{_YOU_ARE}",
        rf"{_THE_CALL} {_SOME}(?:{_CONNECTED}{_WAS}|{_TO} {_FEW}{_MOVED}{_WAS}|{_SOON} {_SOME}{_ANSWERED})",
        rf"{_CONNECTED}m[ae]k (?:uzere|icin) (?:hatta |sirada |siraya )?(?:bekl|alin|sirad)\w+",
        rf"{_TO_DESK} {_CONNECTED}d[iu] {_SOON} (?:\w+ )?(?:ac|cevap|yanit|konus|gorus)\w+",
        rf"hatt?iniz {_SOME}{_TO_DESK} {_FEW}(?:{_CONNECTED}|{_MOVED}){_WAS}",
        rf"{_TO_DESK} {_FEW}{_CONNECTED}{_IS}|{_SOON} {_SOME}{_THE_CALL} {_SOME}{_ANSWERED}",
        rf"{_TRANSFER}(?:yapil|kurul|gercekles(?:tiril)?|tamamlan|sur|devam ed)[iua]?{_IS}",
        rf"{_TRANSFER}(?:basl(?:atil)?|saglan)[iua]?{_WAS}|(?<!\w ){_TRANSFER}tamam(?:dir|landi)?{_END}",
        rf"{_TRANSFER}(?:yap|kur|sagl|basl|baslat|gerceklestir|tamaml|gec){_I_DID}",
        rf"(?:{_TO}|{_WITH}) {_FEW}(?:baglan|gorus|ulas|aktaril|yonlendiril|konus)m[ae]n(?:iz)?[iu] {_FEW}(?:sagl|"
        rf"temin e[dt]){_I_DO}",
        # Who comes to the line, and with whom you will speak.
        rf"{_SOON} {_SOME}{_WITH} {_SOME}{_YOU_TALK}|{_WITH} {_FEW}{_SOON} {_FEW}{_YOU_TALK}",
        rf"gorusmeniz {_FEW}{_FEW}{_WITH} {_NOW}(?:devam ed|basl){_IS}|{_WITH} {_NOW}gorusmeniz {_NOW}basl{_IS}|"
        rf"bundan sonra {_FEW}{_WITH} {_SOME}{_YOU_TALK}|{_SOON} {_SOME}{_WITH} gorusme(?:niz)? {_FEW}basl[iua]\w+",
        rf"{_SOMEBODY} {_NOW}(?:gel|katil|baglan){_COMES} {_NOW}(?:telefona|hatta)(?= $)|(?:gel|cik){_COMES} "
        rf"{_NOW}telefona {_FEW}{_SOMEBODY}",
        rf"(?:{_SOMEBODY} {_FEW}(?:hatta|gorusmeye)|telefona|ahizeye) {_FEW}(?:gel|geci?|baglan|katil|cik|dahil "
        rf"ol){_COMES}",
        rf"(?:gorusme|konusma)(?:n[iu]z|y)[ae] {_FEW}{_SOMEBODY} {_NOW}(?:katil|dahil ol|baglan|gir|devam ed){_COMES}",
        rf"(?:{_SOMEBODY} {_FEW}{_CALL_OBJECT}|{_CALL_OBJECT} {_FEW}{_SOMEBODY}) {_FEW}{_TAKES}{_COMES}",
        rf"{_SOMEBODY} {_FEW}{_TAKES}{_COMES} {_CALL_OBJECT}|{_TAKES}{_COMES} {_CALL_OBJECT} {_FEW}{_SOMEBODY}|"
        rf"{_CALL_OBJECT} {_NOW}{_TAKES}{_COMES} {_FEW}{_SOMEBODY}|(?<!son )soz {_FEW}{_PERSON} ?[dt][ae]{_END}",
        rf"{_SOMEBODY} {_FEW}(?:{_CALL_OBJECT} (?:devraldi|(?:\w+ )?a(?:ct|ld)i (?:buyurun|konus\w+|gorus\w+))|"
        rf"(?:sizi|seni) {_NOW}devral{_COMES})",
        rf"(?:(?<!\w )|simdi |sonrasini |gerisini |kalanini )(?:\w+ ){{0,2}}?{_SOMEBODY} {_NOW}devral{_COMES}",
        rf"(?:telefonda|karsinizda|(?:hattin|telefonun) (?:diger )?ucunda) {_FEW}{_SOMEBODY} {_NOW}(?:olacak|var)|"
        rf"karsiniza {_FEW}{_SOMEBODY} {_NOW}cik{_COMES}|{_SOMEBODY} (?:{_NOW}karsinizda|telefonda (?:simdi "
        rf")?buyurun){_END}",
        rf"{_SOON} {_SOME}{_ANSWERS}{_COMES}|{_SOMEBODY} {_FEW}{_ANSWERS}{_COMES} (?:birazdan|simdi|hemen)|"
        rf"{_SOMEBODY} {_FEW}sizinle {_SOON} (?:gorus|konus|ilgilen){_COMES}",
        rf"{_SOMEBODY} {_NOW}(?:artik |zaten |sizinle |sizi )?(?:hatta|hattin (?:diger )?ucunda)(?! (?:kal|degil|"
        r"mesgul|bekle[yt])\w*)",
        rf"{_WHOM} {_FEW}{_LINE} {_FEW}{_CALL_IN}{_I_DID}|\w\w+[iu] {_FEW}{_LINE} {_FEW}(?!bagl){_CALL_IN}{_I_DID}",
        rf"(?:{_LINE} {_SOME}(?:{_WHOM}|bir {_FEW}{_PERSON})|hattiniza {_FEW}{_PERSON}[yn]?[iu]) "
        rf"{_NOW}{_CALL_IN}{_I_DID}",
        rf"{_CALL_IN}{_I_DO} {_FEW}(?:{_WHOM} )?{_LINE}|(?:size )?(?:bir|baska bir) {_FEW}{_PERSON} {_NOW}bagl{_I_DO}",
        rf"(?:uclu|ortak|konferans) (?:gorusme|arama|baglanti)\w* {_NOW}(?:baslat|kur|yap){_I_DID}|(?:hatlari|hatti|"
        rf"gorusmeleri|aramalari) {_NOW}birlestir{_I_DID}",
        rf"{_WHOM} {_FEW}(?:bagl|ver|cagir|caldir){_I_DO}|size {_FEW}{_WHOM} (?:bagl|ver){_I_DID}|(?:bagl|ver|"
        rf"cagir){_I_DO} {_FEW}{_WHOM}",
        rf"(?:dahili\w*|\w*[iu]n {_PHONE}n[iu]|numarali (?:oda|dahili|hat)\w*[iu]) {_FEW}(?:cevir|tusl|ara?|"
        rf"caldir){_I_DO}|(?:telefonu|hatti|odasi)(?:n[iu])? {_NOW}caldir{_I_DO}",
        rf"(?:\w*[iu]n (?:{_PHONE}n[iu]|telefonlarini)|numarali (?:odayi|dahiliyi|hatti)) {_NOW}bagl{_I_DO}",
        rf"\w*[iu]n (?:telefonu|dahilisi|hatti) {_FEW}caliyor|(?<!\w )(?:telefon(?:lar[iu]|u)? |hat(?:t?lari)? |bu "
        rf"sefer |{_WELL} )?{_NOW}caliyor(?: su an(?:da)?| simdi| efendim)?(?= $)",
        # The whole of a clause.
        rf"(?<!\w )(?:{_WELL} ){{0,2}}(?:baglan|aktaril|yonlendiril)iyor(?= $)|(?<!\w )baglandi (?:buyurun|konus\w+|"
        r"gorus\w+)",
        rf"(?<!\w )(?:{_WELL} )?\w+ y?[ae] {_NOW}veriyorum{_END}",
        r"(?:geldi|burada|bosta|yanimda|musait(?:mis)?) (?:hemen |simdi )?veriyorum(?= $)",
        rf"(?<!\w )(?:{_WELL} ){{0,2}}{_CONNECT}a?[dt][iu][mk](?: {_WELL}| bile)?(?= $)",
    ),
    promises_while_holding=(
        rf"{_CONNECT}{_I_DO}|{_CONNECTED}{_IS}|{_THE_CALL} {_SOME}{_ANSWERED}|(?:irtibat|temas)\w* kur{_I_DO}",
        rf"{_SOMEBODY} {_SOME}(?:ilgilen|yardimci ol|devam ed|gel|gorus|konus|ol|{_ANSWERS}){_COMES}",
        rf"(?:sizi|seni) {_NOW}{_FEW}{_SOMEBODY} {_NOW}(?:al|karsil|kabul ed){_COMES}",
        rf"{_SOMEBODY} {_NOW}(?:al|karsil){_COMES} (?:sizi|seni)",
        rf"bir {_FEW}{_PERSON} {_NOW}{_CALL_IN}{_I_DO}|{_WHOM} {_FEW}(?:ara?|bul|al){_I_DO}|ariyor\w+ {_FEW}{_WHOM}",
        rf"(?:santral|{_PERSON}) {_NOW}(?:{_CONNECT}|ac){_COMES}|caldir{_I_DO}|{_YOU} {_SOME}sevk e[dt]{_I_DO}",
        rf"(?<!\w )(?:\w+ )?{_DESK}(?:[iu]?m[iu]z|s?[iu])?{_END}|(?:simdi|birazdan|hemen) (?:telefonu )?ac(?:ar|"
        rf"acak)(?:lar)?|(?<!\w )(?:{_WELL} ){{0,2}}veriyorum(?= $)",
        rf"{_TO_DESK} {_FEW}(?:(?:gecir|dusur|ulas){_I_DO}|{_CONNECT}a?[dt][iu][mk]|(?:aktarim|baglanti|yonlendirme|"
        r"transfer)(?= $))",
        rf"{_TO_ANY} {_FEW}(?:baglan|aktaril|yonlendiril)m(?:[ae]k|[ae]n[iu]z) (?:uzere|icin){_END}",
        rf"{_YOU} {_SOME}{_CONNECT}(?:[ae]n[ae] kadar|[iu]rken|m[ae]k uzere|m[ae]k (?:durumun|zorun)d[ae]y[iu][mz]|"
        r"m[ae]m (?:ger[ae]k\w*|lazim))",
        rf"{_YOU} {_FEW}{_TO_ANY} {_FEW}{_MOVE}{_I_DO}|{_TO_ANY} {_NOW}(?:{_CONNECTED}|{_MOVED})(?:{_YOU_ARE}|"
        r"d[iu]n[iu]z)",
    ),
    holds=(
        r"(?:hatta|telefonda|cizgide) (?:\w+ ){0,2}?(?:kal(?:in|iniz)?|bekle(?:yin|yiniz)?|olun)",
        r"(?:(?:hatta|telefonda|beklemede) )?(?:kal|bekle|ayrilma|kapatma)m[ae]n[iu]z[iu] (?:rica ed\w+|isti\w+)",
        r"(?:(?:siz )?(?:hattan|telefondan|telefonun basindan) )?ayrilma(?:yin|yiniz)?",
        r"(?<!ekrani )(?<!sayfayi )(?<!uygulamayi )(?<!pencereyi )(?:(?:telefonu|hatti) )?(?:kapatma|birakma|"
        r"dusurme)(?:yin|yiniz)?|(?:beklemede kal|bekle)(?:in|iniz|yin|yiniz)?",
        r"(?:bi|bir|1|iki|2) (?:dakika|saniye|an)(?:n[iu]z[iu]?)?(?: (?:lutfen|rica \w+))?(?! (?:icinde|sonra|surer))",
    ),
    conditions=_spelt(
        r"eger|sayet|belki|keske|muhtemelen|(?<!az )(?<!biraz )(?<!demin )önce(?! (?:\w+ ){0,2}?(?:konus|görüs|"
        r"ilgilen)[dt]\w+)|yoksa|durumunda|halinde|surece|\w+s[ae]n[iu]z|(?:ist[ei]|dil[ei]|ol[au]|ver[ei]|ede|"
        r"gel[ei]|kal[ai]|soyle|onayla|cika|bulu)rs[ae](?:m|n|k|l[ae]r)?|(?!açınca (?:konuş|görüş))\w+(?:ınca|ünce|"
        r"yunca|yince)|(?:ol|bul)unca|(?:gel|bit|ver|et)ince|\w+m[ae]m icin|\w+[dt][iu]kt[ae]n sonra",
        r"(?!(?:anons|nokta|muzi[gk]|bip|sinyal|ses|saniye|dakika|bu|su|an)\w*[dt][ae]n)\w+[dt][ae]n (?:sonra|"
        r"itibaren)|ona göre|\w+[ae]y[iu]m (?:ondan )?sonra|(?:daha|ondan) sonra|ardindan(?! (?:\w+ )?baglan)|"
        r"hangi\w*|ist[ei]rs[iu]n\w*|soldan|sagdan|koridor\w*|asansor\w*|\w+[dt][iu]g[iu](?:n[iu]z|m[iu]z)?n?d[ae]|"
        r"\w+[dt][iu]g\w+ (?:zaman|an|takdirde)",
        r"(?<!izin )(?<!musaade )(?<!saniye )(?<!dakika )(?:verin|soyle(?:yin)?|deyin|tuslayin|girin|okuyun|belirtin|"
        r"onaylayin|hecele(?:yin)?|tusuna basin)(?:iz)?|(?!dakika|saniye|sabr|anlayis)\w+n[iu]z[iu] (?:\w+ "
        r"){0,2}?(?:alayim|alalim|ogreneyim|rica ed\w+|sorayim|istiyorum)|\w+(?:yoru[mz]|y[iu]m|l[iu]m) "
        r"(?:m[iu](?:y[iu]m|y[iu]z)?|diye|dem\w+|ded\w+|dey\w+)",
        rf"yarin(?! icin (?:\w+ ){{0,4}}?{_CONNECT})|yarina|haftaya|ertesi gün|öğleden sonra|aksama|gün icinde|is "
        r"günü\w*|hafta (?:ici|sonu|sonlari)|(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar)(?:y?[ae]| "
        r"günü| sabahi|l[ae]ri)|aksamlari|geceleri|genelde|genellikle|normalde|cogunlukla|bazen|her (?:gün|zaman|"
        r"aksam|sabah|hafta)|mesai (?:saat|ic|sonra)\w*",
        r"(?:geri|tekrar|yeniden|sonra|sizi) ara(?:yacak|r|nacak|yip)\w*|dönüs yap\w*|size dön\w+|iletisime "
        r"gececek\w*|(?:posta|mail|sms|mesaj)(?:y?l[ae]| ile) (?:\w+ ){0,3}?(?:gel|bildir|ilet|gonder|dön)\w+|"
        rf"yeniden baslat\w+|(?!bekler |kalir )\w+[aeiu]r m[iu]s[iu]n\w*|{_CONNECT}\w+ (?:ama|fakat|ancak) (?:\w+ "
        r"){0,5}?(?:\w+m[ae]d[iu]\w*|mesgul|yok|dolu|dustu|koptu)",
    ),
    own_conditions=(
        r"(?!bursa|arsa|kursa)\w*[aeıiuü]rs[ae](?:m|n|k|l[ae]r)?|\w+[ktrnlpz]s[ae]m|kim(?:i|e|inle)|(?!bekler|"
        r"kalir)\w+[aeıiuü]r \w+m[ae]z",
        r"(?!(?:kim|bor|bur|ar|kur|neden|\w*(?:finan|lisan|ajan|sean|ambulan|"
        r"konferan))s[ae])\w+[bçdfgğklmnprştvz]s[ae]",
        r"(?!neyse|öyleyse|böyleyse)\w+(?:yor|m[ıiuü]ş|c[ae]k|y)s[ae](?:m|n|k|l[ae]r)?",
        r"(?!boyunca|yeterince|(?:acinca|açınca) (?:konuş|görüş)|gereğince|uyarınca|ince)\w+[ıiuü]nc[ae]",
    ),
    denials=_spelt(
        r"galiba|san(?:iyor|dim|mis)\w*|(?:degil|yok)(?! (?:ama|fakat|ancak|ben))|asla|hicbir|hic kimse\w*|"
        r"kimse(?:ye|yi|yle)?|dolu|(?:baska|diger) (?:bir )?hatta|(?:baska|diger|yeni|bizim) (?:bir )?operatör\w*|"
        r"fatura(?:siz|li) hatta|kontorlu|ozelli[gk]\w*|ayar(?:[iu]|lar)\w*|en yakin (?:sube|magaza|eki[bp]|servis|"
        r"eczane|hastane|istasyon)\w*",
        rf"(?<!\w )(?:(?!{_YOU} )\w+ ){{0,9}}?{_THING_OBJECT} {_THEN}{_DOES}{_NOT_YOU}|(?<!\w )(?:(?!{_YOU} )\w+ "
        rf"){{0,6}}?(?!{_YOU} ){_WHOM}(?! (?:\w+ )?{_WHO}) {_THEN}(?:aktar|yonlendir|ilet)\w+{_NOT_YOU}|"
        rf"{_CONNECT}{_I_DO} (?:(?!ki )\w+ )?{_THING_OBJECT}|{_THING} (?:{_CONNECT}|ilet){_I_DO}|(?<!\w "
        rf")(?:(?!{_THE_CALL} )\w+ ){{0,5}}?{_THING_SUBJECT} (?!uzerine ){_THEN}{_CONNECTED}{_WAS}",
        rf"{_NET}{_INTO} (?:(?!{_YOU} |\w+[ae]n |icin )\w+ ){{0,5}}?(?:{_DOES}|gecis yap\w+)|telefona "
        rf"{_NOW}{_CONNECT}\w+|(?:(?:gün|hafta|saat|ay)[dt][ae]|her \w+[ae]|\w+[iu]n uzerine|(?:ev|bina|köy|konut|"
        rf"daire)l[ae]r[ae]|(?:internet|fiber|elektri[gk]|su|dogalgaz|uydu|klima|kablo)y?[iu]?) {_NOW}(?:\w+ "
        rf")?{_CONNECT}{_I_DO}|(?:sadece|yalnizca) (?!(?:bir|bi|1|iki|2|birkac|kisa|az|sizi|sizin) )\w+|"
        r"\w+l[ae]rd[ae] aktar\w+",
        rf"(?:bana|bize) {_FEW}(?:{_CONNECTED}|{_CONNECT})\w+|(?:laboratuvar|klini[gk]|\w+hane){_INTO} al{_I_DO}",
        rf"(?:{_PLACE}{_INTO}|kattaki (?:\w+ )?\w+) {_NOW}(?:yonlendir\w+|(?:sevk e[dt]|{_MOVE}){_I_DID})",
        rf"(?:{_CALL}|telefon)l[ae]r(?:[iu]\w*)?{_NO_HEAD} (?:\w+ ){{0,7}}?(?:{_DOES}|{_CONNECTED}\w+)",
        rf"{_CUSTOMERS} (?:(?!{_YOU} )\w+ ){{0,7}}?{_CONNECT}\w+",
        r"(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi) (?:(?!icin )\w+ ){0,3}?\w+(?:[iu]yor|[ae]c[ae]k)",
        rf"{_CONNECT}\w*c[ae]g[iu]m (?:birim|bolum|kisi|arkadas|numara|yer|hat|icin)\w*",
        r"(?:ekip|servis|temsilci|teknisyen|usta|eleman|polis|ambulans|arac|cekici) (?:yonlendir|gonder)\w+",
        rf"(?:kurye|cilingir|sofor|taksi|cekici|ambulans|vale|garson|tamirci)\w* (?:(?!{_CALL_OBJECT} |hatta )\w+ "
        r"){0,8}?\w+(?:[iu]yor|[ae]c[ae]k)|(?:otogar|\w*alanin|giris|kapi(?:niz)?|lobi|istasyon|saat \w+)[dt][ae] "
        r"(?:\w+ ){0,4}?\w+(?:[iu]yor|[ae]c[ae]k)|(?:kenar|manzara|teras|bahce|icilmeyen|pencere|koridor)\w* "
        rf"(?:\w+ ){{0,4}}?(?:al|gecir|tasi){_I_DID}",
        r"(?:sikayet|tale[bp]|basvuru|mesaj|e?mail|posta|dilekce|yazili|masraf|zarar|ucret|hasar|gider)\w* (?:\w+ "
        r"){0,5}?(?:cevap|yanit|karsil)\w+",
        r"(?:internet|modem|uydu|cihaz|oyuncu|yazici|kamera|wi ?fi|bluetooth|vpn|para|banka|veri|dosya|puan|havale|"
        r"eft|fast|otel|hava(?:ala|lima)ni|arac|site|web|posta|bakiye|rehber|ag|sebeke|sunucu|hdmi|numara|arka "
        rf"plan)\w* (?:(?!{_TO_DESK} )\w+ )?(?:(?:baglanti|aktarim|aktarma|yonlendirme)\w*|transfer(?:i|in|iniz|ini|"
        r"inizi)) (?:islem\w* )?(?:\w+ ){0,2}?(?:yap|kur|gercekles|tamamla|sur|devam ed|basla|sagla)\w+",
        r"(?:dün|bu sabah|sabah|gecen \w+|gectigimiz \w+|daha önce|önceki \w+|yanlislikla) (?:\w+ "
        r"){0,8}?\w+[dt][iu](?:m|k|n[iu]z|l[ae]r)?",
    ),
    now=(r"şimdi|hemen|derhal|anında|şu an(?:da)?",),
)
