"""Style sheet, script, fonts and pictures as they are served: one request for each kind.

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
    """The files by served name, and the addresses that pages need."""

    files: Mapping[str, Asset]
    css: str
    js: str
    favicon: str

    @classmethod
    def load(cls, static: Path, prefix: str = "/assets/") -> "Assets":
        """Read everything under `static`; `prefix` is where the application mounts the files."""
        served = {path.relative_to(static).as_posix(): _file(path) for path in _plain_files(static)}
        css = _asset("portal", ".css", _style_sheet(static / "css", served))
        js = _asset("portal", ".js", _script(static / "js"))
        favicon = served["images/favicon.svg"]
        files = {asset.name: asset for asset in (*served.values(), css, js)}
        return cls(files, prefix + css.name, prefix + js.name, prefix + favicon.name)

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


def _style_sheet(css: Path, served: Mapping[str, Asset]) -> bytes:
    parts: list[Path] = []
    for name in LAYERS:
        path = css / name
        parts += sorted(path.glob("*.css")) if path.is_dir() else [path]
    text = squeeze("\n".join(part.read_text(encoding="utf-8") for part in parts))
    return _URL.sub(lambda found: f'url("{served[found[1]].name}")', text).encode()


def _script(js: Path) -> bytes:
    """All scripts as one module, each in a block of its own so that names do not meet."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(js.glob("*.js")))
    return "".join(f"{{\n{text}}}\n" for text in texts).encode()
