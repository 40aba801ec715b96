"""Ways out of the portal: mail by SMTP or into a folder, short messages into a file or to a gateway."""

import importlib
import os
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import cast
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import orjson

from credit.domain.actors import Tongue
from credit.domain.messages import Letter, Outgoing
from credit.jobs.post import RefusedError, Transport

TIMEOUT = 20.0  # seconds for any step of a conversation with a mail server
LANGUAGES = {Tongue.ZH: "zh-Hans-CN", Tongue.UG: "ug-CN"}


def open_mail(url: str, sender: str) -> Transport:
    """A way for mail: `smtp://user:password@host:port` (`?tls=starttls`), `smtps://…`, `file:///folder`.

    Raises ValueError for another address.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc:
        return MailFolder(Path(unquote(parts.path)), sender)
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return SmtpMail(parts, sender)
    raise ValueError("PORTAL_MAIL_URL: smtp://host:port, smtps://host:port or file:///folder is needed")


def open_sms(url: str) -> Transport:
    """A way for short messages: `file:///path` of a file, or `python:package.module:factory`, a gateway.

    The factory takes nothing and answers an object with `send(message, letter)`. Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc:
        return SmsFile(Path(unquote(parts.path)))
    module, _, factory = parts.path.partition(":")
    if parts.scheme == "python" and module and factory:
        return cast(Transport, getattr(importlib.import_module(module), factory)())
    raise ValueError("PORTAL_SMS_URL: file:///path or python:package.module:factory is needed")


def mail_of(message: Outgoing, letter: Letter, sender: str) -> EmailMessage:
    """A mail ready to send. Its id is that of the delivery, so that a repetition is seen as one."""
    mail = EmailMessage()
    mail["Subject"] = letter.subject
    mail["From"] = sender
    mail["To"] = _address(message.address)
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2].strip('<> ') or 'portal'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body, cte="base64")
    mail["Content-Language"] = LANGUAGES[message.locale]  # after the content, which clears such headers
    return mail


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError) as error:
        raise RefusedError("address") from error


class SmtpMail:
    """Hands mail to a server, in a conversation of its own each."""

    def __init__(self, parts: SplitResult, sender: str) -> None:
        self._parts = parts
        self._sender = sender
        self._starttls = parse_qs(parts.query).get("tls") == ["starttls"]

    def send(self, message: Outgoing, letter: Letter) -> None:
        mail = mail_of(message, letter, self._sender)
        try:
            with self._connect() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            if code >= 500:
                raise RefusedError("recipient") from error
            raise
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError("address") from error

    def _connect(self) -> smtplib.SMTP:
        host, context = cast(str, self._parts.hostname), ssl.create_default_context()
        server: smtplib.SMTP
        if self._parts.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, self._parts.port or 465, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, self._parts.port or 25, timeout=TIMEOUT)
        if self._starttls:
            server.starttls(context=context)
        if self._parts.username:
            server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
        return server


class MailFolder:
    """Puts mail into a folder, a file each: for demonstrations, and to look at what would leave."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, message: Outgoing, letter: Letter) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        made = self._folder / f".{message.id}"
        made.write_bytes(bytes(mail_of(message, letter, self._sender)))
        made.replace(self._folder / f"{message.id}.eml")


class SmsFile:
    """Appends short messages to a file, a JSON object a line: for a gateway that reads it, or to look at."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, message: Outgoing, letter: Letter) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = {"id": message.id, "to": message.address, "lang": message.locale, "text": letter.short}
        opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(opened, orjson.dumps(line) + b"\n")
        finally:
            os.close(opened)
