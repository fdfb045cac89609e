"""The words by which mail clients introduce what they quote, language by language, as the clients write them.

Tables only; what they prove is for `quote_headers`. The languages are those that clients in England are set to. Source:
the reply and forward formats of Outlook, Gmail, Apple Mail, Thunderbird, Yahoo and others.
"""

from __future__ import annotations

from typing import Final


def _one_of(phrases: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.lower().split()) for phrase in phrases.split("|"))


VERBS: Final = (
    r"wrote|writes|said|napisała?|napisał\(a\)|pisze|a scris|scrie|a écrit|écrit|schrieb|schreibt|geschrieben|escribió|"
    r"escribe|escreveu|ha scritto|scrive|scrisse|schreef|schrijft|geschreven|ysgrifennodd|skrev|skriver|kirjoitti|"
    r"rašė|rakstīja|kirjutas|napsala?|napsal\(a\)|napísala?|napísal\(a\)|napisa[ol]a? je|írta|yazdı|"
    r"написала?|написал\(а\)|написав|написа|пишет|пише|έγραψε|写道|"
    r"wiadomość napisana przez|quoting|zitat von|citando"
)
LEADS: Final = (
    r"on|le|am|el|em|no dia|il|op|w dniu|dnia|pe|în|in data|ar|den|dne|dňa|στις|на|quoting|zitat von|"
    r"wiadomość napisana przez|in a message dated"
)

_KEYS: Final = {
    "from": """from|von|de|de la|da|van|od|oddi wrth|från|fra|lähettäjä|expéditeur|expeditor|expeditorul|remitente|
        desde|mittente|nadawca|saatja|feladó|šalje|kimden|gönderen|nuo|от|от кого|отправитель|від|від кого|από|
        发件人|寄件者|差出人|보낸 사람""",
    "date": """sent|date|date sent|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviado em|enviada|
        enviada em|fecha|inviato|data|verzonden|wysłano|wysłane|data wysłania|trimis|anfonwyd|dyddiad|skickat|sendt|
        dato|lähetetty|päivämäärä|saadetud|kuupäev|odesláno|odoslané|dátum|elküldve|poslano|gönderildi|gönderme tarihi|
        tarih|išsiųsta|nosūtīts|дата|отправлено|надіслано|изпратено|στάλθηκε|ημερομηνία|发送时间|寄件日期|送信日時|
        보낸 날짜""",
    "to": """to|an|à|a|para|aan|do|către|destinatar|la|at|till|til|pour|i|destinatario|destinataire|adresat|adressaat|
        vastaanottaja|komu|címzett|prima|za|kime|alıcı|kam|кому|до|προς|收件人|收件者|宛先|받는 사람""",
    "cc": "cc|bcc|kopie|copie|kopia|dw|cci|kopi|copïau|kopio|másolatot kap|bilgi|копия|копія|копие|κοιν|抄送|副本|참조",
    "subject": """subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|subiect|subiectul|pwnc|ämne|emne|sujet|
        aihe|teema|předmět|predmet|naslov|tárgy|konu|tema|tēma|тема|относно|θέμα|主题|主旨|件名|제목""",
    "other": "importance|reply-to|attachment|attachments|sensitivity|priority|wichtigkeit|priorité|ważność|anlagen",
}
KIND_OF_KEY: Final = {key: kind for kind, keys in _KEYS.items() for key in _one_of(keys)}

DIVIDERS: Final = _one_of(
    """original message|originalnachricht|ursprüngliche nachricht|ursprüngliche mitteilung|antwort nachricht|
    message d'origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|
    origineel bericht|originele bericht|wiadomość oryginalna|oryginalna wiadomość|mesaj original|mesajul original|
    mesaj inițial|neges wreiddiol|ursprungligt meddelande|oprindelig meddelelse|oprindelig besked|opprinnelig melding|
    alkuperäinen viesti|původní zpráva|pôvodná správa|eredeti üzenet|izvorna poruka|orijinal mesaj|orijinal İleti|
    pradinis laiškas|исходное сообщение|оригінальне повідомлення|αρχικό μήνυμα|邮件原件|原始邮件|
    original appointment|original email|reply message|reply above this line|please reply above this line|
    please type your reply above this line|type your reply above this line"""
)
FORWARDS: Final = _one_of(
    """forwarded message|forwarded email|begin forwarded message|start of forwarded message|
    weitergeleitete nachricht|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|
    message transféré|message transmis|début du message réexpédié|début du message transféré|
    mensaje reenviado|inicio del mensaje reenviado|
    mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|
    messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|
    wiadomość przekazana|przekazana wiadomość|treść przekazanej wiadomości|wiadomość przesłana dalej|
    początek przekazanej wiadomości|początek przekazywanej wiadomości|
    mesaj redirecționat|mesaj înaintat|începe mesajul redirecționat|neges a anfonwyd ymlaen|
    vidarebefordrat meddelande|vidarebefordrat mejl|videresendt meddelelse|videresendt melding|
    start på videresendt besked|edelleenlähetetty viesti|välitetty viesti|välitetty viesti alkaa|
    přeposlaná zpráva|začátek přeposílané zprávy|preposlaná správa|začiatok preposlanej správy|
    továbbított üzenet|továbbított levél kezdete|proslijeđena poruka|započni proslijeđenu poruku|
    İletilmiş mesaj|İletilen İleti|İleti başlangıcı|persiųstas laiškas|
    пересылаемое сообщение|перенаправленное сообщение|начало переадресованного сообщения|
    переслане повідомлення|початок листа, що пересилається"""
)
FORWARD_SUBJECTS: Final = r"fwd?|wg|tr|rv|enc|pd|i|yml|vb|vl|doorst|videresend|redir\.?|továbbítás|i̇?lt|转发|轉寄"
FORWARD_BEGINNINGS: Final = ("forwarded by ", "forwarded message from ", "weitergeleitet von ", "réacheminé par ")
