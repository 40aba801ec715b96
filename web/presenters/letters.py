"""Mail and short messages in words: greeting, what happened, where to look, whom it is from."""

from credit.domain.labels import zh
from credit.domain.messages import Letter, Outgoing, Words
from web.presenters.frame import segment
from web.presenters.messages import told
from web.presenters.speech import SPEECH

_SUBJECT = zh("%(subject)s：%(enterprise)s")
_BODY = zh(
    """您好：

%(enterprise)s
%(sentence)s

登录查看：%(link)s

本邮件由企业信用信息公示门户自动发出，请勿回复。本门户办理事项不收取任何费用，也不委托任何中介。"""
)
_SHORT = zh("【信用公示】%(enterprise)s：%(sentence)s")
_DESK = "/desk"  # what is told to officers is about no subject of theirs


def letters(base_url: str) -> Words:
    """Puts messages into words. base_url: the portal's public address, for the link into it."""

    def words(message: Outgoing) -> Letter:
        speech = SPEECH[message.locale.value]
        said = told(speech, message.code, message.params)
        values = {
            "enterprise": message.subject_name or speech._(zh("企业信用信息公示门户")),
            "subject": said.subject,
            "sentence": said.sentence,
            "link": base_url + _way(message),
        }
        return Letter(speech._(_SUBJECT) % values, speech._(_BODY) % values, speech._(_SHORT) % values)

    return words


def _way(message: Outgoing) -> str:
    """Where the message leads; behind the login, whoever follows it."""
    home = f"/{message.locale.value}"
    if message.href.startswith(_DESK):
        return f"{home}{message.href}"
    if not message.subject_address or not message.href:
        return f"{home}/account"
    return f"{home}/my/{segment(message.subject_address)}{message.href}"
