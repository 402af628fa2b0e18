"""How a transfer is promised in Turkish."""

import re

from adapter.tool_calls.promises.grammar import Grammar

_ACCENTS = {"a": "aâ", "c": "cç", "g": "gğ", "i": "iı", "o": "oö", "s": "sş", "u": "uü"}
_IN_CLASS = str.maketrans(_ACCENTS)
_ANYWHERE = str.maketrans({letter: f"[{letters}]" for letter, letters in _ACCENTS.items()})
_NO_LETTERS = re.compile(r"(\\.|\(\?[:=!<]*|\[[^\]]*\])")
"""What is no letter of a word in a pattern, and a class of letters."""


def _spelt(*patterns: str) -> tuple[str, ...]:
    """Patterns without accents, for words with and without them: a capital I loses its own in lower case."""
    return tuple("".join(map(_part_spelt, _NO_LETTERS.split(pattern))) for pattern in patterns)


def _part_spelt(part: str) -> str:
    if part.startswith("["):
        return part.translate(_IN_CLASS)
    return part if part.startswith(("\\", "(?")) else part.translate(_ANYWHERE)


_FEW = r"(?:\w+ ){0,3}?"
_SOME = r"(?:(?!\w+yoru[mz] )\w+ ){0,8}?"
_NOW = r"(?:(?:simdi|hemen|su an|su anda|birazdan|sizin icin|saniye icinde|tekrar|yeniden|da|de) ){0,2}"
_SOON = (
    r"(?:birazdan|simdi|hemen|derhal|az sonra|biraz sonra|su an(?:da)?|(?:saniye(?:l[ae]r)?|dakika|an) icinde|aninda|"
    r"kisa sure\w*|dogrudan|direkt|ilk (?:bos(?:alan)?|musait)|(?:bir|iki|birkac) (?:an|saniye|dakika|nefes)\w* sonra|"
    r"bir an once|(?:su|bu) (?:an|dakika)\w* itibar\w+)"
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
    r"savci|kati[bp]|denetci|ustabas|musavir|tercuman|konsiyerj|konsolos|rehber|antrenor|kuafor|direktor|editor|"
    r"veteriner|cerrah|anne|baba|es[iu]|amca|teyze|dayi|hala|yenge|eniste|emmi|dede|nine|kuzen|kardes|depocu|cirak|"
    r"kapici|subay|stajyer|kurye|sofor|polis|jandarma|profesor|docent)"
)
_AGENT = r"(?!\w*(?:sonuc|arac|ilac|amac|borc|guc|suc|inanc|ac)[iu])\w{2,}(?:c[iu]|ist|olog|isyen)"
_DESK = (
    r"(?:birim|bolum|servis|departman|eki[bp]|takim|masa|danisma|deste[gk]|hatt?|hizmet|merkez|sube|ofis|buro|vardiya|"
    r"\w*(?:mudur|sekreter|baskan|amir|uzman|rektor|dekan|muhtar|vali|kaymakam|bakan|savci|hekim|noter|konsolos|elci|"
    r"memur|musavir|amir|bas\w+)l[iu][gk]|santral|resepsiyon|muhasebe|\w+hane|laboratuvar|(?:poli)?klini[gk]|ariza|"
    r"satis|iade|kargo|rezervasyon|\w+loji|pediatri|acil|guvenli[gk]|kabul|finans|hukuk|\w*lama|isler|kaynaklar|"
    r"iliskiler|yonetim|banko|lojistik|taraf|vezne|daire|seviye|kademe|kuyru[gk]|sira|sigorta|eczane|spa|concierge|"
    r"dahili|cerrahi|dogum|karakol|belediye|zabita|itfaiye|depo|garaj|kurum|sirket|firma|mutfa[gk]|bar|restoran|"
    r"berber|havuz|okul|gise|lobi|kasa|tezgah|atolye|reyon|fakulte|enstitu|dernek|kooperatif|tapu|noter|ekspertiz|"
    r"bilgi islem|parca|idare|rontgen|kalite|uretim|gumruk|icra|bordro|ithalat|ihracat|tahsilat|hasar|tahlil)"
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
_TALK = r"(?:(?:gorusme|konusma)(?:n[iu]z|m[iu]z|y)[ae])"
_LINE = rf"(?:telefona|hatta|{_TALK}|konferansa|devreye|karsiniza|aramiza|(?:hattin (?:\w+ )?uc|telefonun bas)una)"
_AT_THE_END = r"(?:(?:hattin|telefonun) (?:diger |obur |oteki )?ucunda|(?:diger|obur|oteki) (?:ucta|tarafta))"
_PHONE = r"(?:hatti|telefonu|dahilisi|numarasi|odasi)"
_END = r"(?= (?:lutfen )?$)"

# How verbs end: first person in all tenses and moods that promise; the passive; who comes.
_I_DO = (
    r"(?:[iu]?yoru[mz]|[iu]?yo[mz]|[iu]yor olac[ae]g[iu][mz]|[ae]?y?[ae]c[ae]g[iu][mz]|[iu]?y?[ae]?c[ae][mz]|"
    r"[ae]?y?[ae](?:y[iu]|l[iu])m|[ae]?m[ae]kt[ae]y[iu][mz]|[ae]?m[ae]k uzerey[iu][mz]|[ae]?y?[iu]ver(?:iyor|ey)\w+|"
    r"[iu]r[ae]m|[ae]?m[ae]kl[ae] ilgileniyoru[mz]|[ae]?m[ae]y[aeiu] (?:calis|basl|den)[iuae]\w*?(?:yor|"
    r"c[ae]g[iu])\w*|[ae]?m[ae]m[ae] (?:izin ver|musaade ed)(?:in(?:iz)?)?)"
)
_I_DID = rf"(?:{_I_DO}|[ae]?y?[iu]verd[iu][mk]|[ae]?[dt][iu][mk]|[ae]?m[iu]s (?:bulun|ol)\w+)"
_IS = rf"(?:[iu]?yor(?: olac[ae]k)?|y?[ae]c[ae]k(?:t[iu]r)?|m[ae]kt[ae](?:d[iu]r)?|m[ae]k uzere(?:d[iu]r|{_END}))"
_WAS = rf"(?:{_IS}|[dt][iu]|m[iu]st[iu]r|m[iu]s (?:durumda|bulun\w+))"
_YOU_ARE = (
    r"(?:[iu]yorsun(?:uz)?|y?[ae]c[ae]ks[iu]n(?:[iu]z)?|m[ae]k uzeresin(?:iz)?|m[ae]kt[ae]s[iu]n(?:[iu]z)?|m[iu]s "
    r"olac[ae]ks[iu]n(?:[iu]z)?)"
)
_COMES = r"[iua]?(?:[iu]?yor?|y?[ae]c[ae]k|m[ae]k uzere)(?:l[ae]r)?"
_YOU_TALK = r"(?:gorus|konus|devam ed)(?:iyorsun|uyor olac[ae]ks[iu]n|[ae]c[ae]ks[iu]n|m[ae]y[ae] basl\w+n)(?:[iu]z)?"

# The verbs: those of a call, those of anything, and the nouns.
_CONNECT = (
    r"(?:bagl(?:at(?:tir)?)?|aktar(?:t(?:tir)?)?|yonlendirt?|(?:transfer|forward|connect) e[dt]|devre[dt]|havale "
    r"e[dt]|pas (?:e[dt]|ver|at)|pasl)"
)
_CONNECT_YOU = (
    rf"(?:{_CONNECT}|gorustur|konustur|bulustur|kavustur|eslestir|bir araya getir|ulastir|eristir|irtibatlandir|"
    r"nakle[dt]|ilet|dusur|(?:irtibat|temas|iletisim|baglanti)[ay]?[ae] (?:gecir|al|sok)|(?:eskale|teslim|takdim|"
    r"emanet|tevdi) e[dt]|birlestir|yonelt|postal|sutl|firlat|koprul)"
)
_MOVE = (
    r"(?:al|gecir|ver|birak|gonder|yoll|tasi|cevir|at|koy|ekl|yukselt|uzat|dondur|cikar|yerlestir|sok|kat|dahil e[dt])"
)
_CALL_IN = r"(?:cagir|al|sok|getirt?|bagl|ver|ist|(?:davet|dahil|rica) e[dt]|ekl|kat|cek|cikar|yetistir)"
_CONNECTED = (
    r"(?:baglan(?:il)?(?!ti )|aktaril|yonlendiril|iletil|(?:transfer|havale|pas|sevk|teslim|eskale) edil|devredil|"
    r"gorusturul|eslestiril|ulastiril|dusurul|devralin|ustlenil|yonlen(?!dir))"
)
_MOVED = r"(?:alin|gecir?il|verili?|birakil|gonderil|tasin|cevri?l|yukseltil|eklen|yerlestiril|dus|gec)"
_ANSWERED = rf"(?:cevaplan|yanitlan|karsilan){_IS}"
_TRANSFER = (
    rf"(?:yonlendir(?:il)?me|aktar(?:il)?ma|aktarim|baglan?ma|baglanti|transfer|devir|{_CALL} devr|{_CALL}\w+ "
    rf"\w+lm[ae]s|gecis|nakil)(?:n?[iu]z)?(?:[iu]n[iu]z)?[yn]?[iu]?(?: islem(?:i|iniz|ini|inizi|ine|inize)?)? {_NOW}"
)
_TAKEN = r"(?:devral|ustlen|uzerine al|kabul e[dt])"
_ANSWERS = (
    rf"(?:(?:cevap|yanit) ver|cevapl|yanitl|karsil|devral|ustlen|{_CALL_OBJECT} (?:al|ac|kabul ed)|karsiniza cik|"
    r"telefona bak|(?:hatta|telefonda|karsinizda|sizinle(?: birlikte)?) ol|sizinle "
    r"(?:(?:konusmaya |gorusmeye )basl|gorus|konus|ilgilen))"
)
_TAKES = rf"(?:(?:al|ac|kap|kaldir|kabul ed|surdur|yurut|devam ettir)|{_ANSWERS})"
_QUEUE = r"(?:siraya|sirasina|kuyruga|kuyruguna)"

# Things that are transferred, unless they are the name of a desk, and places where nobody answers.
_THING = (
    r"(?:tale[bp]|basvuru|sikayet|kayi?[td]|not|mesaj|fatura|para|tutar|bakiye|puan|belge|evrak|dosya|kart|hesa[bp]|"
    r"adres|randevu|siparis|cihaz|modem|kamera|yazici|tarife|paket|ucret|bilgi|veri|gecmis|liste|ayar|form|odeme|koli|"
    r"kargo|bilet|bagaj|recete|kod|sifre|numara|durum|konu|sorun|iste[gk]|oneri|karar|maas|aboneli[gk]|foto\w*|rapor|"
    r"sozlesme|police|urun|esya|bavul|valiz|anahtar|elektri[gk]|gecikme|detay|ayrinti|ozet|haber|teknisyen|ambulans|"
    r"cekici|kurye|sofor|taksi|arac|mail|posta|link|sonuc|tahlil|kira|hasar|soru|dilekce|itiraz|teklif|yorum|tesekkur|"
    r"selam|havale|gorev|fiyat|emi?r|fik[ri]r?|sure|borc|prim|stok|aidat|bagis|numune|tazminat|ihbar|olay|taksit|"
    r"masraf|zarar|duyuru|program)"
)
_CUSTOMERS = r"(?:musteri|abone|misafir|hasta|uye|ziyaretci|yolcu|kullanici|arayan)l[ae]r(?:[iu]m[iu]z)?[iu]"
_NO_HEAD = rf"(?! (?:\w+ )?{_WHO}(?:l[ae]r)?s?[iu]n[ae] )"
_THING_OBJECT = (
    rf"(?:(?!{_STAFF}|{_CALL}|taraf|zatial|(?:hatti|telefonu)n[iu]z[iu] {_FEW}{_STAFF}|hattinizi {_NOW}{_CONNECT}|"
    r"\w*(?:dakika|saniye|sabr|anlayis|baglanti|\w\wm[ae])n[iu]z)\w+n[iu]z[iu]|(?<!bu )(?<!su "
    rf"){_THING}(?:l[ae]r)?(?:[iu]m(?:[iu]z)?|s?[iu])?n?[iu]{_NO_HEAD}|(?!{_WHO})\w+(?:l[ae]r|[dt][iu]g)[iu]m[iu]|"
    rf"(?:{_THING}|ariza)y[iu]|(?:bu|su|tum|bütün) {_THING}(?:l[ae]r)?[iu]|(?!{_WHO}|{_AGENT}|{_CALL_OBJECT}|"
    rf"oda)\w+[aeiou]y[iu]|(?!{_WHO}|{_AGENT}[iu]?n[iu] |{_CALL}|oda|dahili|numara|telefon|kendi|sonras|geris|kalan|"
    rf"devam|hattin[iu])\w\w+[iu]n[iu]|bunu|sunu|onu(?! {_LINE})|(?:bun|sun|on)lari|seyi|herkesi|{_CUSTOMERS})"
)
_THING_SUBJECT = (
    rf"(?:(?!{_CALL}|baglanti|hattiniz|siz|telefonunuz {_FEW}{_STAFF})\w+n[iu]z|{_THING}(?:l[ae]r)?(?:s?[iu])?|"
    r"\w+l[ae]r(?:[iu]m[iu]z)?)"
)
_THEN = (
    rf"(?:(?!{_YOU} |ve |icin |\w+(?:yoru[mz]|[dt][iu]m|[iu]p|[yrlkpnszvc][ae]n|eden|tutan|[ae]c[ae]k|m[ae]k|"
    r"[dt][iu]g\w+) )\w+ ){0,7}?"
)
_DOES = rf"(?:(?:{_CONNECT}|ilet|devral|nakle[dt])\w+|{_MOVE}{_I_DO}|(?:ver|yolla|gonder|birak)[dt][iu][mk])"
_OVER = r"(?:uzerine|dogrultusunda|geregi\w*|nedeniyle|sebebiyle|kapsaminda|dolayisiyla|ile ilgili)"
_NOT_YOU = rf"(?! (?:\w+ ){{0,8}}?{_YOU} )"
_INTO = r"(?:l[ae]r)?(?:[iu]?m[iu]z|[iu]?n[iu]z|s?[iu])?[yn]?[ae]"
_NET = (
    r"(?:site|sayfa|web|uygulama|menu|link|form|anket|paket|tarife|plan|program|liste|kampanya|randevu|sunucu|ag|fi|"
    r"internet|wifi|kayit|kayd|arsiv|sistem|hesab|kart|posta|mail|sohbet|chat|sms|ekran|video|bilgisayar|defter|"
    r"tablo|excel|dosya|rapor|bellek|disk|bulut|takvim|cihaz|telefon(?=unuz)|numara|sebeke|modem|tv|televizyon|kablo|"
    r"priz|tamir|onarim|abonelig|toplanti|yayin|sonuc|karar)"
)
_PLACE = (
    r"(?:(?<!doktor )oda|kasa|arac|otobus|durak|taksi|cadde|sokak|salon|koltug|kapi|otopark|peron|ucus|sefer|tur|"
    r"magaza|otel|ev|adres|sessiz|bekleme(?!ye )|liste|kayd|(?<!ilgili )masa(?!s)|bahce|teras|bina|okul|yer|kat|"
    r"icer[iu])"
)

GRAMMAR = Grammar(
    promises=(
        # I transfer you.
        rf"{_YOU} {_SOME}{_CONNECT_YOU}{_I_DID}|{_CONNECT_YOU}{_I_DID} {_FEW}{_YOU}",
        rf"{_YOU} {_SOME}(?:{_TO}|\w*ell?er\w*|kucag\w+|{_QUEUE}) {_FEW}{_MOVE}{_I_DID}",
        rf"{_YOU} {_FEW}{_WITH} bas basa birak{_I_DO}|{_YOU} {_SOME}(?:icin|uzere) (?:hatta|beklemede) (?:beklet|"
        rf"tut){_I_DO}",
        rf"(?:{_TO}|{_QUEUE}) {_FEW}{_MOVE}{_I_DID} (?:bile )?{_YOU}(?! (?:\w+ )?\w+(?:yor|[ae]c[ae]k) )|"
        rf"{_MOVE}{_I_DO} {_YOU} {_FEW}{_TO}|{_YOU} {_MOVE}{_I_DO} {_FEW}{_TO_DESK}",
        rf"{_PERSON}[yn]?[ae] {_NOW}(?:ver|gecir){_I_DO}",
        rf"{_CALL_OBJECT} {_SOME}(?:birak|ver|uzat|dusur|teslim e[dt]){_I_DO}",
        rf"(?:{_TO_ANY} {_FEW}|{_WELL} |icin |(?<!\w )){_CONNECT}{_I_DO}",
        rf"{_CONNECT}{_I_DO} (?:{_TO}|{_WELL})|{_TO_ANY} {_NOW}(?:ver|uzat|birak){_I_DO} {_CALL_OBJECT}",
        rf"{_WITH} {_FEW}(?:gorustur|konustur|bulustur|eslestir|irtibat\w* \w+){_I_DO}",
        rf"(?:(?:hemen|simdi|derhal) {_SOME}{_YOU}|{_YOU} {_SOME}(?:hemen|simdi|derhal)) "
        rf"{_SOME}{_CONNECT}[aiu]?r[iu][mz]",
        rf"(?:santral|sistem|{_PERSON}) (?:{_SOON} )?{_YOU} {_SOME}{_CONNECT}[iu]?yor|{_YOU} "
        rf"{_NOW}{_CONNECT}[iu]?yorlar {_SOON}|{_SOON} {_FEW}{_YOU} {_NOW}{_CONNECT}[iu]?yorlar",
        # The line is turned to somebody, and you are left with them.
        rf"{_CALL_OBJECT} {_SOME}{_TO} {_NOW}(?:ac|tut|don|dondur|gec){_I_DID}|(?:{_YOU} {_FEW}\w+y?l[ae]|\w+y?l[ae] "
        rf"{_YOU}) basbasa birak{_I_DO}",
        rf"(?:hatta|beklemede) (?:beklet|tut){_I_DO} (?:sizi|seni)|(?<!\w )(?:{_WELL} )?{_CONNECT}[dt][iu][mk] gitti",
        rf"{_WITH} {_NOW}birlestir{_I_DID} (?:{_YOU}|hatlari)|(?:postal|sutl|firlat){_I_DID} (?:sizi|seni)",
        # You are, the call is, the transfer is.
        rf"{_CONNECTED}(?:{_YOU_ARE}|d[iu]n[iu]z simdi)|(?:simdi|az once|su an(?:da)?) {_SOME}{_CONNECTED}d[iu]n[iu]z",
        rf"(?:{_TO}|{_QUEUE}) {_FEW}{_MOVED}{_YOU_ARE}|{_TO_ANY} {_NOW}(?:gecis|baglanti) yap{_YOU_ARE}",
        rf"{_THE_CALL} {_SOME}(?:{_CONNECTED}{_WAS}|(?:{_TO}|{_QUEUE}|bekleme listesine) {_FEW}{_MOVED}{_WAS}|{_SOON} "
        rf"{_SOME}{_ANSWERED})|{_TO_DESK} {_NOW}{_CONNECTED}{_WAS} (?:bu )?{_THE_CALL}(?= $)|(?:cevaplan|yanitlan|"
        r"karsilan)m[ae]k uzeres[iu]n[iu]z",
        rf"{_CONNECTED}m[ae]k (?:uzere|icin) (?:hatta |sirada |siraya )?(?:bekl(?!eme )|alin|sirad)\w+",
        rf"{_TO_DESK} {_CONNECTED}d[iu] {_SOON} (?:\w+ )?(?:ac|cevap|yanit|konus|gorus)\w+",
        # You have been; you are in a queue, or the call is with somebody already.
        r"(?<!\w )(?:\w+ (?:lutfen )?)?(?:aktaril|yonlendiril|devredil)d[iu]n[iu]z(?: bile)?(?= $)|(?<!\w "
        r")baglandiniz (?:kolay gelsin|iyi \w+|hayirli \w+|konus\w+|gorus\w+|buyur\w*)",
        rf"{_TO_DESK} {_NOW}(?:{_CONNECTED}d[iu]|(?:gec|dus)[dt][iu])n[iu]z (?:{_PERSON}|buyur\w*|ses ver\w*|(?:cevap|"
        rf"yanit) ver\w+|{_SOON}|birazdan|bile|konus\w+)|{_TO_DESK} (?:(?:gec|dus)[dt][iu]n|(?:aktaril|yonlendiril|"
        rf"devredil)d[iu]n)[iu]z(?: bile)?(?= $)|(?<!\w )aktarildi(?= $)|(?<!\w ){_FEW}(?:{_TO_DESK} (?:aktar(?:ma|"
        rf"im)|yonlendirme)|{_DESK}{_OF}[yn]?[ae] transfer)(?= $)",
        rf"sizinle (?:gorustur|konustur){_I_DO}|{_SOMEBODY} icin {_FEW}(?:beklemeye|siraya|kuyruga) {_MOVE}{_I_DID}|"
        rf"{_SOMEBODY} {_FEW}(?:(?:cevap|yanit) ver|cevapl|yanitl|ac)y?[ae]n[ae] kadar {_FEW}(?:beklet|(?:hatta|"
        rf"beklemede) tut){_I_DO}|{_PERSON} {_FEW}sizinle devam ed{_COMES}",
        rf"{_SOMEBODY}n?[iu]n hatti {_NOW}acil{_IS}|{_SOON} {_SOME}{_PERSON} {_FEW}size hizmet ver{_COMES}|"
        rf"{_CALL_OBJECT} {_SOME}sevk e[dt]{_I_DID}",
        rf"(?:gec|git|dus)[dt][iu]n[iu]z {_FEW}{_TO_DESK}(?= $)|{_TO_DESK} (?:git[dt][iu]n[iu]z bile|dogru (?:yola "
        r"cik|yol al)\w+n[iu]z)",
        rf"(?:{_SOMEBODY}(?: ?n?[iu]n)? (?:bekleme |cagri )?(?:siras|kuyrug)|kuyrug|(?<!\w )sira)(?:[iu]n|y)?a "
        rf"{_NOW}(?:alin|eklen|yerlestiril|konul)[dt][iu]n[iu]z|{_SOMEBODY}(?: ?n?[iu]n)? (?:bekleme |cagri "
        r")?(?:sirasinda|kuyrugunda)s[iu]n[iu]z",
        rf"itibar\w+ {_FEW}{_DESK}{_OF}n?[dt][ae]s[iu]n[iu]z|(?:arama|cagri)n[iu]z {_FEW}{_SOMEBODY}n?[dt][ae]{_END}|"
        rf"{_CALL}\w* (?:\w+ )?(?:artik|simdi) {_FEW}(?:{_SOMEBODY}n?[dt][ae]|sorumlulug\w+da){_END}",
        rf"(?:hat|arama|cagri|ahize)(?:n[iu]z)? {_FEW}{_TO_DESK} (?:gid|don|gec|dus)(?:[iu]yor|[ae]cek)|{_TO_DESK} "
        r"(?:gid|don|gec|dus)[iu]yor (?:hat|arama|cagri)(?:n[iu]z)?(?= $)",
        # A transfer or a connection is under way.
        rf"hatt?iniz {_SOME}{_TO_DESK} {_FEW}(?:{_CONNECTED}|{_MOVED}){_WAS}",
        rf"{_TO_DESK} {_FEW}{_CONNECTED}{_IS}|{_SOON} {_SOME}{_THE_CALL} {_SOME}{_ANSWERED}",
        rf"{_TRANSFER}(?:yapil|kurul|gercekles(?:tiril)?|tamamlan|sur|devam ed)[iua]?{_IS}",
        rf"{_TRANSFER}(?:basl(?:atil)?|saglan)[iua]?{_WAS}|(?<!\w )(?!nakil|gecis|devir|transfer\w* "
        rf"islem){_TRANSFER}tamam(?:dir|landi)?{_END}",
        rf"{_TRANSFER}(?:yap|kur|sagl|basl|baslat|gerceklestir|tamaml|gec){_I_DID}",
        rf"{_DESK}{_OF}[yn]?[ae] {_TRANSFER}(?:yapil|tamamlan|gercekles(?:tiril)?){_WAS}|(?<!\w )(?:yonlendirme|"
        rf"aktar(?:il)?ma|aktarim)n[iu]z {_NOW}(?:yapil|tamamlan)d[iu]{_END}",
        rf"\w*(?:l[ae]|ile) {_FEW}(?:irtibat|temas|iletisim|gorusme)[iu]?n[iu]z {_NOW}(?:kurul|saglan|basl[ia]|tesis "
        rf"edil)(?:{_IS}|d[iu])|(?:irtibat|temas)[iu]n[iu]z {_NOW}(?:kurul|saglan|tesis edil){_IS}|\w*(?:l[ae]|ile) "
        rf"{_FEW}(?:gorusme|konusma)n[iu]z[iu] {_NOW}(?:baslat|sagl){_I_DO}|{_TO_DESK} hat ac{_I_DO}|(?<!\w "
        r")gorusmeniz (?:simdi )?basliyor(?= $)",
        rf"(?:{_TO}|{_WITH}) {_FEW}(?:baglan|gorus|ulas|aktaril|yonlendiril|konus)m[ae]n(?:iz)?[iu] {_FEW}(?:sagl|"
        rf"temin e[dt]){_I_DO}",
        # Who comes to the line, and with whom you will speak.
        rf"{_SOON} {_SOME}{_WITH} {_SOME}{_YOU_TALK}|{_WITH} {_FEW}{_SOON} {_FEW}{_YOU_TALK}",
        rf"gorusmeniz {_FEW}{_FEW}{_WITH} {_NOW}(?:devam ed|basl){_IS}|{_WITH} {_NOW}gorusmeniz {_NOW}basl{_IS}|"
        rf"bundan sonra {_FEW}{_WITH} {_SOME}{_YOU_TALK}|{_SOON} {_SOME}{_WITH} gorusme(?:niz)? {_FEW}basl[iua]\w+",
        rf"{_SOMEBODY} {_NOW}(?:gel|katil|baglan){_COMES} {_NOW}(?:telefona|hatta)(?= $)|(?:gel|cik){_COMES} "
        rf"{_NOW}telefona {_FEW}{_SOMEBODY}|(?!(?:mesaj|kod|sms|bildirim|link|onay|sifre|fatura)\w* )\w+ (?:gel|"
        rf"cik){_COMES} telefona(?= $)",
        rf"(?:{_SOMEBODY} {_FEW}(?:hatta|{_TALK})|telefona|ahizeye) {_FEW}(?:gel|geci?|gir|baglan|katil|cik|dahil "
        rf"ol){_COMES}",
        rf"{_TALK} {_FEW}{_SOMEBODY} {_NOW}(?:katil|dahil ol|baglan|gir|devam ed){_COMES}|{_SOMEBODY} {_NOW}(?:katil|"
        rf"dahil ol|baglan|gir){_COMES} {_NOW}{_TALK}|{_TALK} {_FEW}\w*(?:l[ae]|ile) {_NOW}{_YOU_TALK}",
        rf"(?<!\w )(?:{_SOON} |artik )?(?:size |sana )(?:{_SOON} )?{_FEW}{_PERSON} {_NOW}baglan(?:{_COMES}|di)|"
        rf"{_PERSON} {_NOW}baglan(?:{_COMES}|di) (?:size|sana)(?= $)|{_SOMEBODY} {_NOW}(?:telefona|hatta) (?:geldi|"
        r"baglandi|katildi|girdi)(?= (?:buyur|konus|gorus|$))",
        rf"{_WITH} (?:konus|gorus)uyor olac[ae]ks[iu]n(?:[iu]z)?|(?:siz|artik|simdi) {_FEW}{_WITH} devam "
        r"edin(?:iz)?(?= $)",
        # Who takes the call over, goes on with it, or is at the other end.
        rf"{_CALL_OBJECT} {_FEW}{_TAKEN}(?:d[iu]|ti|m[iu]st?[iu]?r?|{_COMES})|{_PERSON} {_FEW}devreye gir{_COMES}",
        r"(?:(?:bundan (?:sonra|boyle)|geri|kalan|devam)(?:s?[iu]n[iu])? |sonrasini )(?:size |sizinle "
        rf")?{_FEW}{_SOMEBODY} {_FEW}(?:konus|gorus|anlat|dinle|devam ed|(?:cevap|yanit) ver|surdur|devral){_COMES}|"
        rf"(?:gerisini|kalanini|devamini|sonrasini) {_FEW}{_WITH} {_FEW}{_YOU_TALK}|(?:sizinle|seninle) (?:\w+ "
        rf"){{1,4}}?devam ed{_COMES}|(?:hat uzerinden|hattan|telefonda) {_FEW}(?:size|sizinle) (?:eslik ed|yardimci "
        rf"ol|gorus|konus|ilgilen){_COMES}",
        rf"\w+[dt][ae]n (?:biri|bir {_PERSON}) {_FEW}(?:{_CALL_OBJECT} {_FEW}|{_SOON} )?(?:ac|al|kap|kaldir|cevapl|"
        rf"yanitl|(?:cevap|yanit) ver){_COMES} {_FEW}(?:{_CALL_OBJECT})?(?= $)|{_DESK}{_OF}n?[dt][ae]n (?:\w+ "
        rf"){{1,3}}?(?:sizinle|seninle) {_NOW}(?:konus|gorus|konusmaya basl|gorusmeye basl|devam ed){_COMES}",
        rf"(?:{_SOON}|artik) karsinizda {_FEW}{_PERSON}|(?:telefon|soz|hat) (?:artik |simdi )?(?:onda|kendisinde|"
        rf"{_PERSON}n?[dt][ae])(?: artik| simdi)?(?= $)|{_STAFF} ?[dt][ae]s[iu]n[iu]z(?: artik)?(?= $)",
        rf"{_SOMEBODY} {_SOON} (?:konus|gorus){_COMES} (?:sizinle|seninle)|{_ANSWERS}{_COMES} {_SOON}(?= $)|{_PERSON} "
        rf"{_SOON} al{_COMES} (?:sizi|seni)|karsi taraf {_CALL_OBJECT} (?:ac|kaldir)\w+|(?<!\w )(?:al|kaldir){_COMES} "
        rf"{_CALL_OBJECT}(?= $)",
        rf"{_PERSON} ?[yn]?[iu]n sesi(?:ni)? {_FEW}(?:duy\w*(?:yor|[ae]c[ae]k|[ae]r)s[iu]n\w*|olacak)|(?:duyacaginiz|"
        rf"gelecek) (?:\w+ )?ses {_SOME}{_PERSON}|{_PERSON} {_NOW}(?:sesinizi|sizi|seni) (?:duy|dinle|karsila|"
        rf"selamla)m[ae]k uzere{_END}|{_PERSON} {_NOW}(?:sizi|seni) {_NOW}(?:selaml|dinl){_COMES}",
        rf"{_PERSON} {_NOW}selaml{_COMES} (?:sizi|seni)|(?:sizinle|size) {_NOW}muhatap ol{_COMES}|{_PERSON} "
        rf"{_FEW}sizinle muhatap ol{_COMES}|{_SOMEBODY} {_FEW}(?:sizi|seni) {_NOW}al{_COMES} telefona",
        rf"(?:sizinle {_SOON}|{_SOON} sizinle) {_FEW}{_SOMEBODY} {_NOW}(?:gorus|konus){_COMES}|(?:{_PERSON} {_SOON}|"
        rf"{_SOON} {_PERSON}) (?:telefonu )?ac(?:ar|acak|iyor)(?= $)",
        rf"(?:{_SOMEBODY} {_FEW}{_CALL_OBJECT}|{_CALL_OBJECT} {_FEW}{_SOMEBODY}) {_FEW}{_TAKES}{_COMES}",
        rf"{_SOMEBODY} {_FEW}{_TAKES}{_COMES} {_CALL_OBJECT}|{_TAKES}{_COMES} {_CALL_OBJECT} {_FEW}{_SOMEBODY}|"
        rf"{_CALL_OBJECT} {_NOW}{_TAKES}{_COMES} {_FEW}{_SOMEBODY}|(?<!son )soz {_FEW}{_PERSON} ?[dt][ae]{_END}",
        rf"{_SOMEBODY} {_FEW}(?:{_CALL_OBJECT} (?:devraldi|(?:\w+ )?a(?:ct|ld)i (?:buyurun|konus\w+|gorus\w+))|"
        rf"(?:sizi|seni) {_NOW}devral{_COMES})",
        rf"(?:(?<!\w )|simdi |sonrasini |gerisini |kalanini )(?:\w+ ){{0,2}}?{_SOMEBODY} {_NOW}devral{_COMES}",
        rf"(?:telefonda|karsinizda) {_FEW}{_SOMEBODY} {_NOW}(?:olacak|var)|karsiniza {_FEW}{_SOMEBODY} "
        rf"{_NOW}cik{_COMES}|{_SOMEBODY} {_NOW}(?:cik{_COMES} karsiniza|(?:(?:artik )?karsinizda|telefonda (?:simdi "
        r")?buyurun)(?= (?:lutfen |buyur\w* (?:\w+ )?)?$))",
        rf"{_AT_THE_END} (?:(?!\w+[ae]n |asistan|kimse)\w+ ){{1,4}}?(?:var|olacak|hazir\w*|bekli?yor)|{_SOMEBODY} "
        rf"{_NOW}{_AT_THE_END}|{_SOON} {_FEW}hatta {_FEW}{_PERSON} olacak|sizinle hatta(?:d[iu]r)?(?= $)|\w+l[ae] "
        r"karsi karsiyas[iu]n[iu]z",
        rf"{_SOON} {_SOME}{_ANSWERS}{_COMES}|{_SOMEBODY} {_FEW}{_ANSWERS}{_COMES} (?:birazdan|simdi|hemen)|"
        rf"{_SOMEBODY} {_FEW}sizinle {_SOON} (?:gorus|konus|ilgilen){_COMES}",
        rf"{_SOMEBODY} {_NOW}(?:artik |zaten |sizinle |sizi )?hatta(?:d[iu]r)?(?! (?:(?:kal|degil|mesgul|"
        r"bekle[yt]|calis)\w*|\w+ (?:var|yok|yap\w+)) )",
        rf"{_WHOM} {_FEW}{_LINE} {_FEW}{_CALL_IN}{_I_DID}|\w\w+[iu] {_FEW}{_LINE} {_FEW}(?!bagl){_CALL_IN}{_I_DID}",
        rf"(?:{_LINE} {_SOME}(?:{_WHOM}|bir {_FEW}{_PERSON})|hattiniza {_FEW}{_PERSON}[yn]?[iu]) "
        rf"{_NOW}{_CALL_IN}{_I_DID}",
        rf"{_LINE} {_NOW}{_CALL_IN}{_I_DO} \w+[iu](?= $)|{_CALL_IN}{_I_DO} {_FEW}(?:{_WHOM} )?{_LINE}|(?:size "
        rf")?(?:bir|baska bir) {_FEW}{_PERSON} {_NOW}bagl{_I_DO}",
        rf"(?:uclu|ortak|konferans) (?:gorusme|arama|baglanti)\w* {_NOW}(?:baslat|kur|yap){_I_DID}|(?:hatlari|hatti|"
        rf"gorusmeleri|aramalari) {_NOW}birlestir{_I_DID}",
        rf"{_WHOM} {_FEW}(?:bagl|ver|cagir|caldir){_I_DO}|size {_FEW}{_WHOM} (?:bagl|ver){_I_DID}|(?:bagl|ver|"
        rf"cagir){_I_DO} {_FEW}{_WHOM}|{_WHOM} {_NOW}bagla(?:d[iu][mk]|y[iu]verd[iu][mk]|m[iu]s bulun\w+)",
        rf"{_SOMEBODY}n?[dt][ae] {_NOW}(?:telefon |zil )?caliyor(?: bile| simdi)?(?= $)|(?<!\w )(?:{_WELL} )?(?!kargo|"
        rf"servis|depo|sube|firma|sirket|okul|tamir){_DESK}{_OF}[yn]?[ae] {_NOW}veriyorum(?: \w+)?(?= $)",
        rf"(?:dahili\w*|\w*[iu]n {_PHONE}n[iu]|numarali (?:oda|dahili|hat)\w*[iu]) {_FEW}(?:cevir|tusl|ara?|"
        rf"caldir){_I_DO}|(?:telefonu|hatti|odasi)(?:n[iu])? {_NOW}caldir{_I_DO}",
        rf"(?:\w*[iu]n (?:{_PHONE}n[iu]|telefonlarini)|numarali (?:odayi|dahiliyi|hatti)) {_NOW}bagl{_I_DO}",
        # It is dialled and rings there.
        rf"(?:{_WHOM}|numaray[iu]) {_NOW}(?:tusla|cevir|caldir)d[iu][mk]|(?:tusla|cevir|caldir)d[iu][mk] "
        rf"(?:dahiliy?[iu]|numaray[iu])(?= $)|(?:(?<!\w )|{_SOMEBODY} ){_NOW}(?:telefonu |cagriyi )?(?:ac|(?:cevap|"
        r"yanit) ver|cevapla|yanitla)m[ae]k uzere(?:l[ae]r)?(?= $)",
        rf"(?:(?:dahili|numara|santral)\w*|{_SOMEBODY}(?:[yn]?[ae])?) (?:araniyor|cevril(?:iyor|di)|tuslan(?:iyor|"
        r"di))(?= $)",
        rf"(?:hat(?:ti|lari)|telefon(?:u|lari)|dahilisi|numarasi|{_SOMEBODY}) {_FEW}caliyor(?: su an(?:da)?)?(?= $)|"
        rf"(?<!\w )(?:telefon(?:lar[iu]|u)? |hat(?:t?lari)? |bu sefer |{_WELL} )?{_NOW}caliyor(?: caliyor)?(?: su "
        r"an(?:da)?| simdi| efendim)?(?= $)",
        # The whole of a clause.
        rf"(?<!\w )(?:{_WELL} ){{0,2}}(?:baglan|aktaril|yonlendiril)iyor(?= $)|(?<!\w )baglandi (?:buyurun|konus\w+|"
        r"gorus\w+)",
        rf"(?<!\w )(?:{_WELL} )?\w+ y?[ae] {_NOW}veriyorum{_END}",
        r"(?:geldi|burada|bosta|yanimda|musait|(?:yer|masas|odas)inde|acti|cikti|uygun)(?:ym[iu]s|m[iu]s)? (?:hemen |"
        r"simdi )?veriyorum(?= $)",
        # Only where to, or who.
        r"(?<!\w )(?:\w+ )?(?:haydi |hadi |hop |bakalim )*(?:dogru(?:ca)?|dosdogru|direkt|dogrudan) (?:\w+ "
        rf")?(?!hastane|sube|belediye|karakol|eczane|okul|servis){_DESK}{_OF}[yn]?[ae](?: (?:efendim|hemen|"
        r"\w+[iu]m))?(?= $)",
        rf"(?<!\w )(?:(?:tamam|peki|anladim|haydi|hadi) )?(?:o zaman |oyleyse |o halde ){_FEW}{_TO_DESK}(?: "
        rf"efendim)?(?= $)|(?<!\w ){_FEW}{_TO_DESK} (?:o zaman|oyleyse|o halde)(?= $)",
        r"(?<!\w )(?:danisma|resepsiyon|santral|muhasebe|\w+ (?:servis|birim|bolum|departman|masa|daire)s?[iu]) "
        rf"(?:hemen|derhal)(?: efendim)?(?= $)|(?<!\w )buyurun (?:\w+ ){{0,3}}?{_STAFF}(?:l[ae]r)?[iu]?m[iu]z (?:\w+ "
        r"){1,2}?(?:bey|hanim|usta|hoca)(?= $)",
        rf"(?<!\w )iste {_FEW}(?:{_PERSON}(?= $)|{_SOMEBODY} (?:{_FEW}hatta|buyur\w* (?:konus|gorus)\w+))",
        rf"(?<!\w )(?:{_WELL} ){{0,2}}{_CONNECT}a?[dt][iu][mk](?: {_WELL}| bile)?(?= $)",
    ),
    promises_while_holding=(
        rf"{_CONNECT}{_I_DO}|{_CONNECTED}{_IS}|{_THE_CALL} {_SOME}{_ANSWERED}|(?:irtibat|temas)\w* kur{_I_DO}",
        rf"{_SOMEBODY} {_SOME}(?:ilgilen|yardimci ol|hizmet ver|devam ed|gel|gorus|konus|ol|{_ANSWERS}){_COMES}",
        rf"(?:sizi|seni) {_NOW}{_FEW}{_SOMEBODY} {_NOW}(?:al|karsil|kabul ed){_COMES}",
        rf"{_SOMEBODY} {_NOW}(?:(?:al|karsil){_COMES} (?:sizi|seni)|(?:sizi|seni) {_NOW}(?:(?:al|karsil|kabul "
        rf"ed){_COMES}|bekli?yor))|gel{_COMES} {_NOW}{_SOMEBODY}(?= $)|{_PERSON} {_FEW}(?:konus|gorus|al){_COMES} "
        rf"(?:sizinle|seninle|sizi|seni)|{_TO_DESK} {_NOW}(?:baglandi|aktarildi|yonlendirildi)(?= $)",
        rf"bir {_FEW}{_PERSON} {_NOW}{_CALL_IN}{_I_DO}|(?!\w+n[iu]z[iu] ){_WHOM} {_FEW}(?:ara?|al){_I_DO}|"
        rf"{_PERSON}[yn]?[iu] {_FEW}bul{_I_DO}|\w+ (?:telefona|hatta) (?:gel|gir|katil|cik){_COMES}|ariyor\w+ "
        rf"{_FEW}{_WHOM}",
        rf"(?:santral|{_PERSON}) {_NOW}(?:{_CONNECT}|ac){_COMES}|caldir{_I_DO}|{_YOU} {_SOME}sevk e[dt]{_I_DO}",
        rf"(?<!\w )(?:\w+ )?{_DESK}(?:[iu]?m[iu]z|s?[iu])?{_END}|(?:simdi|birazdan|hemen) (?:telefonu )?ac(?:ar|"
        rf"acak)(?:lar)?|(?<!\w )(?:{_WELL} ){{0,2}}veriyorum(?= $)",
        rf"{_TO_DESK} {_FEW}(?:(?:gecir|dusur|ulas){_I_DO}|{_CONNECT}a?[dt][iu][mk]|(?:aktarim|baglanti|yonlendirme|"
        rf"transfer)(?= $))|{_WITH} (?:baglanti|gorusme)(?= $)",
        rf"{_TO_ANY} {_FEW}(?:baglan|aktaril|yonlendiril)m(?:[ae]k|[ae]n[iu]z) (?:uzere|icin){_END}",
        rf"{_THE_CALL} {_SOME}{_CONNECTED}[iu]rken|{_YOU} {_SOME}{_CONNECT}(?:[ae]n[ae] kadar|[aeiu]rken|m[ae]k uzere|"
        r"m[ae]k (?:durumun|zorun)d[ae]y[iu][mz]|m[ae]m (?:ger[ae]k\w*|lazim))",
        rf"{_YOU} {_FEW}{_TO_ANY} {_FEW}{_MOVE}{_I_DO}|{_TO_ANY} {_NOW}(?:{_CONNECTED}|{_MOVED})(?:{_YOU_ARE}|"
        r"d[iu]n[iu]z)",
    ),
    holds=(
        r"(?:hatta|telefonda|cizgide|dinlemede|sirada|kuyrukta|beklemede) (?:\w+ ){0,2}?(?:kal(?:in|iniz)?|"
        r"bekle(?:yin|yiniz)?|olun|durun)|kaliyorsunuz hatta",
        r"(?:(?:hatta|telefonda|beklemede) )?(?:kal|bekle|ayrilma|kapatma)m[ae]n[iu]z[iu] (?:rica ed\w+|isti\w+)",
        r"(?:(?:siz )?(?:hattan|telefondan|(?:telefonun|hattin) (?:basindan|ucundan)) )?ayrilma(?:yin|yiniz)?",
        r"(?:telefonu|hatti|ahizeyi) (?:sakin )?(?:kapatma|birakma|dusurme|koyma)(?:yin|yiniz|yasin)?|"
        r"(?<![bcdfghjklmnprsvyz][iu] )(?:kapatma|birakma|dusurme)(?:yin|yiniz|yasin)?|(?<![dt][ae] )bekle(?:yin|"
        r"yiniz)?",
        r"(?:bi|bir|1|iki|2) (?:dakika|saniye|dk|sn|dakka|an)(?:cik)?(?:n[iu]z[iu]?)?(?: (?:lutfen|rica \w+))?(?! "
        r"(?:icinde|sonra|surer|once))|(?:az|biraz) (?:sabir|sabredin|bekleteyim)",
    ),
    conditions=_spelt(
        r"eger|sayet|belki|keske|muhtemelen|(?<!az )(?<!an )(?<!biraz )(?<!demin )önce(?! (?:\w+ ){0,2}?(?:konus|"
        r"görüs|ilgilen)(?:[dt]|[ae]n|uyor)\w*)|yoksa|durumunda|halinde|surece|(?<!nasil )\w+s[ae]n[iu]z|(?<!nasil "
        r")(?:ist[ei]|dil[ei]|ol[au]|ver[ei]|ede|gel[ei]|kal[ai]|soyle|onayla|cika|bulu)rs[ae](?:m|n|k|l[ae]r)?|"
        r"(?!açıl?ınca (?:buyurun |siz )*(?:konuş|görüş))\w+(?:ınca|ünce|yunca|yince)|(?:ol|bul)unca|(?<!müzik "
        r")(?<!sinyal )(?:gel|bit|ver|et)ince|\w+m[ae]m icin|\w+[dt][iu]kt[ae]n sonra",
        r"(?!(?:anons|nokta|muzi[gk]|bip|sinyal|ses|saniye|dakika|asama|bu|su|an)\w*[dt][ae]n)\w+[dt][ae]n (?:sonra|"
        r"itibaren)|ona göre|\w+[ae]y[iu]m (?:ondan )?sonra|(?:daha|ondan) sonra|(?<!sessizligin )(?<!müzigin "
        r")(?<!sinyalin )ardindan(?! (?:\w+ )?(?:baglan|\w+yla karsi))|hangi\w*|ist[ei]rs[iu]n\w*|soldan|sagdan|"
        r"koridor\w*|asansor(?:[dt]en|e|ün|le)|\w+[dt][iu]g[iu](?:n[iu]z|m[iu]z)?n?d[ae]|\w+[dt][iu]g\w+ (?:zaman|an|"
        r"takdirde)",
        r"(?<!izin )(?<!musaade )(?<!saniye )(?<!dakika )(?<!ses )(?<!ona )(?<!onlara )(?<!kendisine "
        r")(?!şöyle)(?:verin|soyle(?:yin)?|deyin|tuslayin|girin|okuyun|belirtin|onaylayin|hecele(?:yin)?|tusuna "
        r"basin)(?:iz)?|(?!dakika|saniye|sabr|anlayis)\w+n[iu]z[iu] (?:\w+ ){0,2}?(?:alayim|alalim|ogreneyim|rica "
        r"ed\w+|sorayim|istiyorum)|\w+(?:yoru[mz]|y[iu]m|l[iu]m) (?:m[iu](?:y[iu]m|y[iu]z)?|diye|dem\w+|ded\w+|dey\w+)",
        rf"yarin(?! icin (?:\w+ ){{0,4}}?{_CONNECT})|yarina|haftaya|ertesi gün|öğleden sonra|aksama|gün icinde|is "
        r"günü\w*|hafta (?:ici|sonu|sonlari)|(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar)(?:y?[ae]| günü|"
        r" sabahi|l[ae]ri)|aksamlari|geceleri|genelde|genellikle|normalde|cogunlukla|bazen|her (?:gün|zaman|aksam|"
        r"sabah|hafta)|mesai (?:saat|ic|sonra)\w*",
        r"(?:geri|tekrar|yeniden|sonra|sizi) ara(?:yacak|r|nacak|yip)\w*|dönüs yap\w*|size dön\w+|iletisime "
        r"gececek\w*|(?:posta|mail|sms|mesaj)(?:y?l[ae]| ile) (?:\w+ ){0,3}?(?:gel|bildir|ilet|gonder|dön)\w+|yeniden "
        rf"baslat\w+|(?!bekler |kalir )\w+[aeiu]r m[iu]s[iu]n\w*|(?:{_CONNECT}|cal|cevir|tusla|ara)\w+ (?:ama|fakat|"
        r"ancak) (?:\w+ ){0,5}?(?:\w+m[ae]d[iu]\w*|\w+m[iu]yor\w*|mesgul|yok|dolu|dustu|koptu)|mesgul(?:du| cal\w+)|"
        r"a[cç]an (?:yok|olmadi)|a[cç]m(?:iyor|adi)\w*|dinliyorum|(?:tamamlan|saglan|kurul|basla|baslatil|yapil)d[iu] "
        r"(?:\w+ ){0,4}?(?:ekran|cihaz|modem|telefonu kapat|ceb|isi[gk]|oyuncu|takim|para|hesa[bp]|dosya|foto|kisi|"
        r"numara|onay|tarife)\w*|oradan (?:\w+ ){0,3}?\w+[ae]bilirs\w+|sevk k[aâ]gid\w+",
    ),
    own_conditions=(
        r"(?<!nasıl )(?!bursa|arsa|kursa)\w*[aeıiuü]rs[ae](?:m|n|k|l[ae]r)?|\w+[ktrnlpz]s[ae]m|kim(?:i|e|inle)|"
        r"(?!bekler|kalir)\w+[aeıiuü]r \w+m[ae]z",
        r"(?!(?:kim|bor|bur|ar|kur|neden|\w*(?:finan|lisan|ajan|sean|ambulan|"
        r"konferan))s[ae])\w+[bçdfgğklmnprştvz]s[ae]",
        r"(?!neyse|öyleyse|böyleyse|diyorsa)\w+(?:yor|m[ıiuü]ş|c[ae]k|y)s[ae](?:m|n|k|l[ae]r)?",
        r"(?<!müzik )(?<!sinyal )(?!boyunca|yeterince|\w*(?:servis|birim|ekib|bölüm|merkez|müdürlüğ)\w+nc|"
        r"a[cç][ıi]l?[ıi]nca (?:buyurun |siz )*(?:konuş|görüş)|gereğince|uyarınca|ince)\w+[ıiuü]nc[ae]",
    ),
    denials=_spelt(
        r"galiba|san(?:iyor|dim|mis)\w*|(?:degil|yok)(?! (?:ama|fakat|ancak|ben))|asla|hicbir|hic kimse\w*|kimse(?:ye|"
        r"yi|yle)?|dolu|(?:baska|diger) (?:bir )?hatta|(?:baska|diger|yeni|bizim) (?:bir )?operatör\w*|fatura(?:siz|"
        r"li) hatta|kontorlu|ozelli[gk]\w*|ayar(?:[iu]|lar)\w*|en yakin (?:\w+ ){0,2}?(?:sube|bayi|magaza|eki[bp]|"
        r"servis|eczane|hastane|istasyon|atm|karakol|noter|acil|market|durak)\w*",
        rf"(?<!\w )(?:(?!{_YOU} )\w+ ){{0,9}}?{_THING_OBJECT} {_THEN}{_DOES}{_NOT_YOU}|(?<!\w )(?:(?!{_YOU} )\w+ "
        rf"){{0,6}}?(?!{_YOU} ){_WHOM}(?! (?:\w+ )?{_WHO}) {_THEN}(?:aktar|yonlendir|ilet)\w+{_NOT_YOU}|"
        rf"{_CONNECT}{_I_DO} (?:(?!ki )\w+ )?{_THING_OBJECT}|{_THING} (?:{_CONNECT}|ilet){_I_DO}|(?<!\w "
        rf")(?:(?!{_THE_CALL} )\w+ ){{0,5}}?{_THING_SUBJECT} (?!{_OVER} ){_THEN}{_CONNECTED}{_WAS}",
        rf"(?<!\w )(?:\w+ ){{0,3}}?(?!{_CALL}|{_STAFF}|hat)\w+m[iu]z (?:(?!{_LINE} |size |sizinle |sizi )\w+ "
        rf"){{0,5}}?(?:baglan|devredil|aktaril|tasin){_WAS}|(?:numara|dahili|telefon)\w*[iu]n[iu] {_NOW}(?:size |sana "
        rf")?ver\w+(?! (?:\w+ ){{0,3}}?{_CONNECT})|(?<!\w )(?:\w+ ){{0,2}}?(?!(?:simdi|peki|yeni|iyi|hadi|haydi|"
        rf"tabii?|sizi|seni|belki|iki|yedi) |{_WHO}|{_AGENT} |{_CALL_OBJECT} |\w+(?:l[iu]|ki|unku) )\w{{3,}}[iu] "
        rf"(?:otomatik )?(?!{_TO_DESK} )\w{{3,}}(?<![iu][nz])[ae] {_CONNECT}{_I_DO}",
        r"(?:nobet|vardiya|takim|gorev|dava|dukkan|magaza|sirket|is|proje|dosya|yonetim|baskanlig|abonelig|kira|hasta|"
        r"portfoy|sinif|ders|ameliyat)\w*[iu] (?:\w+ ){0,4}?(?:devral|ustlen)\w+",
        r"(?:(?:yarin|bugun|aksam|sabah|gun|hafta|ay|saat)k[iu]|(?<!bu )saat(?:in(?:iz)?d|t)e|goruntulu|zoom|teams|"
        r"skype|meet|\w*link\w*) (?:(?!(?:icin|konu\w*|hakkinda|ilgili) )\w+ ){0,6}?\w+(?:[ae]c[ae]k(?:s[iu]n[iu]z|"
        r"t[iu]r|l[ae]r)?|uyorsunuz)",
        rf"(?!numara|telefon)(?:{_NET}|webinar|seminer|ders){_INTO} (?:(?!{_YOU} )\w+ ){{0,5}}?baglan(?:{_YOU_ARE}|"
        rf"{_IS})|(?:gru[pb]|sinif|ucus|uca[gk]|sefer|otobus|tren|vapur|feribot|kurs|ders|tur|program|soru|"
        rf"segment){_INTO} {_NOW}(?:{_CONNECT}|{_MOVE}){_I_DID}|(?:serum|monitor|oksijen|makine|ameliyat|tomografi|"
        rf"yogun bakim){_INTO} (?:{_CONNECT}|{_MOVE}){_I_DID}|es\w*[ae] devred\w+|(?:on|arka|orta|son) siraya|"
        r"(?:sabah|aksam|gece|gunduz)\w* (?:telefon|cagri|arama)\w*|(?:adim adim|arasinda|islemde|surecte|boyunca) "
        rf"(?:ben |sizi |size )*{_CONNECT}\w+|(?:devlet|aile hekim)\w* (?:\w+ )?yonlendir\w+|(?:whatsapp|sms|mesaj|"
        r"faks) hatt\w+",
        rf"{_NET}{_INTO} (?:(?!{_YOU} |\w+[ae]n |icin )\w+ ){{0,5}}?(?:{_DOES}|gecis yap\w+)|telefona "
        rf"{_NOW}(?!baglan){_CONNECT}\w+|(?:(?:gün|hafta|saat|ay)[dt][ae]|her \w+[ae]|\w+[iu]n uzerine|(?:ev|bina|köy|"
        rf"konut|daire)l[ae]r[ae]|(?:internet|fiber|elektri[gk]|su|dogalgaz|uydu|klima|kablo)y?[iu]?) {_NOW}(?:\w+ "
        rf")?{_CONNECT}{_I_DO}|(?:sadece|yalnizca) (?!(?:bir|bi|1|iki|2|birkac|kisa|az|sizi|sizin) )\w+|"
        r"\w+l[ae]rd[ae] aktar\w+",
        rf"(?:bana|bize) {_FEW}(?:{_CONNECTED}|{_CONNECT})\w+|(?:laboratuvar|klini[gk]|\w+hane){_INTO} al{_I_DO}",
        rf"(?:{_PLACE}{_INTO}|kattaki (?:\w+ )?\w+) {_NOW}(?:yonlendir\w+|(?:sevk e[dt]|{_MOVE}){_I_DID})",
        rf"(?:{_CALL}|telefon)l[ae]r(?:[iu]\w*)?{_NO_HEAD} (?:\w+ ){{0,7}}?(?:{_DOES}|{_CONNECTED}\w+)",
        rf"\w+l[ae]r(?:[iu]m[iu]z)?[iu] \w+(?<![iu][nz])[ae] {_CONNECT}{_I_DO}|birbirine {_CONNECT}\w+|(?:link|form|"
        r"mesaj|konum|video|sms|kod)\w* (?:yolla|gonder|at)(?!\w*m[ae]k )\w+|(?:takvim|sistem|liste|rehber|"
        r"harita)(?:de|da)(?= $| (?:\w+ )?(?:ara|bul|gör)\w+)|(?:adres|ev|kapi|oda|masa|bolge)\w*[ae] (?:\w+ )?(?:gel|"
        r"ulas|gid|cik)\w+|(?:yaniniz|adresiniz|kapiniz)(?:a|da|e|de) \w+",
        rf"(?:mail|posta|sms|mesaj|internet|uygulama|portal) uzerinden|(?!{_YOU} |{_CALL})\w+n[iu]z[iu] {_FEW}{_WITH} "
        r"(?:gorustur|bulustur|konustur)\w+",
        rf"{_CUSTOMERS} (?:(?!{_YOU} )\w+ ){{0,7}}?{_CONNECT}\w+",
        r"(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi) (?:(?!icin )\w+ ){0,3}?\w+(?:[iu]yor|[ae]c[ae]k)",
        rf"{_CONNECT}\w*c[ae]g[iu]m (?:birim|bolum|kisi|arkadas|numara|yer|hat|icin)\w*",
        r"(?:ekip|servis|temsilci|teknisyen|usta|eleman|polis|ambulans|arac|cekici) (?:yonlendir|gonder)\w+",
        rf"(?:kurye|cilingir|sofor|taksi|cekici|ambulans|vale|garson|tamirci)\w* (?:(?!{_CALL_OBJECT} |hatta )\w+ "
        r"){0,8}?\w+(?:[iu]yor|[ae]c[ae]k)|(?:otogar|\w*alanin|giris|kapi(?:niz)?|lobi|istasyon|saat \w+)[dt][ae] "
        r"(?:\w+ ){0,4}?\w+(?:[iu]yor|[ae]c[ae]k)|(?:kenar|manzara|teras|bahce|icilmeyen|pencere|koridor)\w* (?:\w+ "
        rf"){{0,4}}?(?:al|gecir|tasi){_I_DID}",
        r"(?:sikayet|tale[bp]|basvuru|mesaj|e?mail|posta|dilekce|yazili|masraf|zarar|ucret|hasar|gider)\w* (?:\w+ "
        r"){0,5}?(?:cevap|yanit|karsil)\w*",
        rf"(?!{_CALL}|hatt|telefon)\w{{2,}}(?:n|l[ae]r)[iu]n (?:\w+ )?(?:aktar|transfer|nakl|devr|tasin)\w* "
        rf"{_FEW}(?:yap|gercekles|tamamla|sur|devam ed|basla|sagla)\w+",
        r"(?:alan|domain|hisse|foto\w*|oyuncu|ogrenci|tapu|organ|lisans|paket|tarife|video|stok|mil|abonelik|internet|"
        r"modem|uydu|cihaz|oyuncu|yazici|kamera|wi ?fi|bluetooth|vpn|para|banka|veri|dosya|puan|havale|eft|fast|otel|"
        r"hava(?:ala|lima)ni|arac|site|web|posta|bakiye|rehber|ag|sebeke|sunucu|hdmi|numara|arka plan)\w* "
        rf"(?:(?!{_TO_DESK} )\w+ )?(?:(?:baglanti|aktarim|aktarma|yonlendirme)\w*|transfer(?:i|in|iniz|ini|inizi)) "
        r"(?:islem\w* )?(?:\w+ ){0,2}?(?:yap|kur|gercekles|tamamla|sur|devam ed|basla|sagla)\w+",
        r"(?:kayit\w*|sistem\w*|not\w*) gor\w+|(?:gecen|önceki|ilk|son) (?:\w+ ){0,2}?(?:arama|görüsme|sefer)\w*|\w+ "
        r"ayinda|(?:dün|bu sabah|sabah|gecen \w+|gectigimiz \w+|daha önce|önceki \w+|yanlislikla) (?:\w+ "
        r"){0,8}?\w+[dt][iu](?:m|k|n[iu]z|l[ae]r)?",
    ),
    now=(r"şimdi|hemen|derhal|anında|şu an(?:da)?",),
    tags=r"tamam mi|tamam|oldu mu|okey|okay|ok",
    closings=r"baska (?:bir )?(?:sey|soru\w*|iste\w*|konu\w*|arzu\w*|talep\w*|talebi\w*)|baska (?:\w+ )?yardim\w*",
    closings_without=r"yoksa|veya|ya da|bagla\w*|aktar\w*|yonlendir\w*|gorus\w*|once",
)
