"""Style sheet, script, fonts and pictures as they are served: one request for each kind; the rooms behind
the way in have a second sheet and module of their own.

`Assets.load` reads `static/` once: the style files become one sheet, the scripts one module, every
file gets its content's hash into its name and is compressed beforehand. A name never changes its
content, so browsers may keep it for a year. Nothing is written to disk; there is no build step.
"""

import gzip
import hashlib
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# What only rooms behind the way in need: pages that anybody reads do without it.
ROOMS = frozenset(
    {
        "account.css",
        "desk.css",
        "disclosure.css",
        "letterbox.css",
        "keep.js",
        "report.css",
        "report.js",
        "session.js",
    }
)
LAYERS = ("tokens.css", "base.css", "layout.css", "components", "utilities.css", "print.css")
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FOREVER = "public, max-age=31536000, immutable"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")
_URL = re.compile(r'url\("(?:\.\./)+([^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as served. `encodings` maps a content coding to the compressed body, best first."""

    name: str
    media_type: str
    body: bytes
    etag: str
    encodings: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send: status, headers, body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """The files by served name, and the addresses that pages need. rooms_: beside the others, see `ROOMS`."""

    files: Mapping[str, Asset]
    css: str
    js: str
    favicon: str
    rooms_css: str
    rooms_js: str

    @classmethod
    def load(cls, static: Path, prefix: str = "/assets/") -> "Assets":
        """Read everything under `static`; `prefix` is where the application mounts the files."""
        served = {path.relative_to(static).as_posix(): _file(path) for path in _plain_files(static)}
        made = [
            _asset(stem, suffix, make(static, served, rooms))
            for stem, rooms in (("portal", False), ("rooms", True))
            for suffix, make in ((".css", _style_sheet), (".js", _script))
        ]
        css, js, rooms_css, rooms_js = (prefix + asset.name for asset in made)
        favicon = prefix + served["images/favicon.svg"].name
        files = {asset.name: asset for asset in (*served.values(), *made)}
        return cls(files, css, js, favicon, rooms_css, rooms_js)

    def answer(self, name: str, accept_encoding: str = "", if_none_match: str = "") -> Answer | None:
        """The response for one file, or None where there is none of that name."""
        asset = self.files.get(name)
        if asset is None:
            return None
        headers = {"Cache-Control": FOREVER, "ETag": asset.etag, "Vary": "Accept-Encoding"}
        if asset.etag in if_none_match:
            return Answer(304, headers, b"")
        headers["Content-Type"] = asset.media_type
        offered = {part.split(";")[0].strip().lower() for part in accept_encoding.split(",")}
        for coding, body in asset.encodings.items():
            if coding in offered:
                return Answer(200, headers | {"Content-Encoding": coding}, body)
        return Answer(200, headers, asset.body)


def squeeze(css: str) -> str:
    """The sheet without comments and needless white space."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()


def _plain_files(static: Path) -> list[Path]:
    return sorted([*static.glob("fonts/*.woff2"), *static.glob("images/*.svg")])


def _file(path: Path) -> Asset:
    return _asset(path.stem, path.suffix, path.read_bytes())


def _asset(stem: str, suffix: str, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:12]
    encodings = {} if suffix == ".woff2" else _compressed(body)
    return Asset(f"{stem}.{digest}{suffix}", MEDIA_TYPES[suffix], body, f'"{digest}"', encodings)


def _compressed(body: bytes) -> dict[str, bytes]:
    """Brotli where the package is installed, gzip always; made once, so at the highest level."""
    made = {"gzip": gzip.compress(body, 9, mtime=0)}
    brotli = _brotli()
    return made if brotli is None else {"br": brotli(body), **made}


def _brotli() -> Callable[[bytes], bytes] | None:
    try:
        module = importlib.import_module("brotli")
    except ModuleNotFoundError:
        return None
    compress: Callable[[bytes], bytes] = module.compress
    return compress


def _style_sheet(static: Path, served: Mapping[str, Asset], rooms: bool) -> bytes:
    parts: list[Path] = []
    for name in LAYERS:
        path = static / "css" / name
        parts += sorted(path.glob("*.css")) if path.is_dir() else [path]
    parts = [part for part in parts if (part.name in ROOMS) is rooms]
    text = squeeze("\n".join(part.read_text(encoding="utf-8") for part in parts))
    return _URL.sub(lambda found: f'url("{served[found[1]].name}")', text).encode()


def _script(static: Path, _served: Mapping[str, Asset], rooms: bool) -> bytes:
    """Scripts as one module, each in a block of its own so that names do not meet."""
    paths = (path for path in sorted(static.glob("js/*.js")) if (path.name in ROOMS) is rooms)
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return "".join(f"{{\n{text}}}\n" for text in texts).encode()
