"""Ways of telling others of repairs: a message a file in a folder, or by HTTPS with a signature.

`POST` of JSON, header `X-Portal-Signature` with the HMAC-SHA256 of the body in hexadecimal; the answer may
hold `{"receipt": "…", "answer": "…"}`, the latter to a question. A message bears its id: whoever gets it
twice knows it.
"""

import hashlib
import hmac
import os
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec
import orjson
import requests

from credit.services.repairs.telling import Answered, Message, Way

TIMEOUT: Final = (5.0, 20.0)  # seconds to connect, and for the answer
SIGNATURE: Final = "X-Portal-Signature"


def open_telling(url: str, secret: str) -> Way:
    """A way by its address: `file:///folder`, or `https://host/path`. Raises ValueError for another one, and
    for HTTPS without a secret."""
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc:
        return Folder(Path(unquote(parts.path)))
    if parts.scheme in ("http", "https") and parts.hostname:
        if not secret:
            raise ValueError("PORTAL_TELL_SECRET: a secret to sign with is needed")
        return Endpoint(url, secret.encode())
    raise ValueError("PORTAL_TELL_URL: file:///folder or https://host/path is needed")


def signature(secret: bytes, body: bytes) -> str:
    """What proves to a recipient that a message is ours."""
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


class Folder:
    """Puts messages into a folder, a file each, for a program that carries them on."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __call__(self, message: Message) -> Answered:
        folder = self._place / message.recipient.value
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f".{message.id}"
        opened = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(msgspec.json.encode(message))
            file.flush()
            os.fsync(file.fileno())
        made.replace(folder / f"{message.id}.json")
        return Answered()


class Endpoint:
    """Hands messages to an address of the exchange platform."""

    def __init__(self, url: str, secret: bytes) -> None:
        self._url, self._secret = url, secret

    def __call__(self, message: Message) -> Answered:
        body = msgspec.json.encode(message)
        headers = {"Content-Type": "application/json", SIGNATURE: signature(self._secret, body)}
        answer = requests.post(self._url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False)
        if answer.status_code // 100 != 2:
            return Answered(problem=f"HTTP {answer.status_code}")
        return _answered(answer.content)


def _answered(body: bytes) -> Answered:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Answered()
    said = found if isinstance(found, dict) else {}
    receipt, answer = (one if isinstance(one, str) else "" for one in map(said.get, ("receipt", "answer")))
    return Answered(receipt=receipt, answer=answer)
