"""What an operator can set, read once from a mapping (the environment) into a frozen object."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from search.factory import check_address

PREFIX = "PORTAL_"
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


SEARCH_OPTIONS = ("CA", "USER", "API_KEY_FILE", "PASSWORD_FILE", "SHARDS", "REPLICAS", "REFRESH")
SEARCH_SECRETS = ("API_KEY", "PASSWORD")
WAITING_THREADS = 4


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the text names the setting and says what would do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The whole configuration of a process. Every default is safe for a demonstration on one machine.

    data_dir: files of the portal (database, index, metrics). database_url: SQLAlchemy URL.
    search_url: engine, e.g. `embedded:///var/lib/portal/index` or
    `elastic+https://host:9200/portal`. demo: invented data, marked as such on
    every page; the gallery of components can be seen. base_url: public address without a trailing
    slash, for canonical links; empty: taken from the request. workers: serving processes; threads: of each.
    trusted_proxies: how many proxies in front add forwarding headers. quota_*: what one client may
    ask, in the notation of Flask-Limiter; quota_storage: where it is counted (`redis://…` counts
    over all processes, `local://` in each). embedded_jobs: background work inside the serving process.
    queue_url: where work is woken, a file (`sqlite:///…`) or Redis. mail_url: `smtp://…`, `smtps://…` or a
    folder (`file:///…`); sms_url: a file or a gateway of the operator's own (`python:module:factory`).
    login_file: the login providers (docs/accounts.md); login_secrets: what each of them gave us, by the name
    after `PORTAL_LOGIN_SECRET_`. session_idle: minutes, session_hours: hours until a session ends.
    demo_login_port: where the invented people of a demonstration sign in; 0: nowhere.
    evidence_dir: where files that enterprises hand in as evidence are kept; shared by all processes.
    reporter_keys: seal what reporters say, the one in use first (docs/operations.md); a demonstration makes
    its own.
    """

    data_dir: Path = Path("var")
    database_url: str = ""
    search_url: str = ""
    queue_url: str = ""
    mail_url: str = ""
    mail_from: str = "portal@localhost"
    sms_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 1
    demo: bool = False
    demo_size: int = 2000
    embedded_jobs: bool = True
    secret_key: str = ""
    base_url: str = ""
    trusted_proxies: int = 0
    https: bool = False
    quota_pages: str = "240 per minute"
    quota_suggestions: str = "600 per minute"
    quota_person: str = "600 per minute"
    quota_letters: str = "20 per hour"
    quota_codes: str = "60 per hour"
    quota_storage: str = "local://"
    access_log: bool = True
    log_level: str = "INFO"
    login_file: Path | None = None
    login_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    session_idle: int = 30
    session_hours: int = 12
    demo_login_port: int = 0
    evidence_dir: Path = Path("var/evidence")
    reporter_keys: str = field(default="", repr=False)
    tell_url: str = ""
    tell_secret: str = field(default="", repr=False)

    @property
    def held_dir(self) -> Path:
        """Where files of forms lie whose session had ended, for a day."""
        return self.evidence_dir / "held"

    @property
    def demo_login(self) -> str:
        """Where the login provider of a demonstration listens; empty: there is none."""
        if not self.demo or not self.demo_login_port:
            return ""
        everywhere = self.host in ("0.0.0.0", "::")  # noqa: S104 - compared
        host = urlsplit(self.base_url).hostname or ("127.0.0.1" if everywhere else self.host)
        return f"http://{host}:{self.demo_login_port}"

    @property
    def sealed_dir(self) -> Path:
        """Where sealed photos of reporters are kept, beside the evidence."""
        return self.evidence_dir / "sealed"

    def require_keys(self) -> None:
        """A portal that is not invented serves nobody without keys for reporters. Raises SettingsError."""
        if not self.demo and not self.reporter_keys:
            raise SettingsError(
                f"{PREFIX}REPORTER_KEYS: keys that seal what reporters say are needed; "
                "`openssl rand -hex 32` makes one"
            )

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> "Settings":
        """Read the settings whose names begin with `PORTAL_`. Raises SettingsError."""
        read = _Reader(values)
        data_dir = Path(read.text("DATA_DIR", "var")).expanduser().absolute()
        search_url = _search_url(read, f"embedded://{data_dir / 'index'}")
        made = cls(
            data_dir=data_dir,
            database_url=read.secret("DATABASE_URL", f"sqlite:///{data_dir / 'portal.db'}"),
            search_url=search_url,
            queue_url=read.secret("QUEUE_URL", f"sqlite://{data_dir / 'queue.db'}"),
            mail_url=read.secret("MAIL_URL", f"file://{data_dir / 'outbox'}"),
            mail_from=read.text("MAIL_FROM", cls.mail_from),
            sms_url=read.secret("SMS_URL", f"file://{data_dir / 'outbox' / 'sms.jsonl'}"),
            host=read.text("HOST", cls.host),
            port=read.number("PORT", cls.port, 0, 65535),
            workers=read.number("WORKERS", cls.workers, 1, 256),
            threads=read.number("THREADS", _threads(search_url), 1, 64),
            demo=read.flag("DEMO", default=False),
            demo_size=read.number("DEMO_SIZE", cls.demo_size, 1, 5_000_000),
            embedded_jobs=read.flag("EMBEDDED_JOBS", default=True),
            secret_key=read.secret("SECRET_KEY", ""),
            base_url=read.text("BASE_URL", "").rstrip("/"),
            trusted_proxies=read.number("TRUSTED_PROXIES", 0, 0, 10),
            https=read.flag("HTTPS", default=False),
            quota_pages=read.text("QUOTA_PAGES", cls.quota_pages),
            quota_suggestions=read.text("QUOTA_SUGGESTIONS", cls.quota_suggestions),
            quota_person=read.text("QUOTA_PERSON", cls.quota_person),
            quota_storage=read.secret("QUOTA_STORAGE", cls.quota_storage),
            access_log=read.flag("ACCESS_LOG", default=True),
            log_level=read.text("LOG_LEVEL", cls.log_level).upper(),
        )
        return _with_logins(made, read)


def _threads(search_url: str) -> int:
    """One where the engine is in the process: that keeps the tail short. Where a cluster is asked, some may
    wait for it while others answer from the database."""
    return 1 if search_url.startswith("embedded:") else WAITING_THREADS


def _search_url(read: "_Reader", default: str) -> str:
    """The engine's address with what is set beside it; secrets stay where they are, named by place."""
    url = read.text("SEARCH_URL", default)
    options = {option: text for option in SEARCH_OPTIONS if (text := read.text(f"SEARCH_{option}", ""))}
    options |= {
        f"{name}_ENV": f"{PREFIX}SEARCH_{name}"
        for name in SEARCH_SECRETS
        if f"{name}_FILE" not in options and read.text(f"SEARCH_{name}", "")
    }
    if options:
        url += ("&" if "?" in url else "?") + urlencode(
            {name.lower(): text for name, text in options.items()}
        )
    try:
        check_address(url)
    except ValueError as error:
        raise SettingsError(f"{PREFIX}SEARCH_URL: {error}") from error
    return url


def _with_logins(made: Settings, read: "_Reader") -> Settings:
    """The settings of people who sign in."""
    return replace(
        made,
        login_file=read.path("LOGIN_FILE"),
        login_secrets=read.family("LOGIN_SECRET_"),
        session_idle=read.number("SESSION_IDLE", made.session_idle, 5, 240),
        session_hours=read.number("SESSION_HOURS", made.session_hours, 1, 24),
        demo_login_port=read.number("DEMO_LOGIN_PORT", 0, 0, 65535),
        evidence_dir=read.path("EVIDENCE_DIR") or made.data_dir / "evidence",
        reporter_keys=read.secret("REPORTER_KEYS", ""),
        quota_letters=read.text("QUOTA_LETTERS", made.quota_letters),
        quota_codes=read.text("QUOTA_CODES", made.quota_codes),
        tell_url=read.text("TELL_URL", f"file://{made.data_dir / 'outbox' / 'repairs'}"),
        tell_secret=read.secret("TELL_SECRET", ""),
    )


class _Reader:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str) -> str:
        return self._values.get(PREFIX + name, "").strip() or default

    def secret(self, name: str, default: str) -> str:
        """A text that may also lie in a file, which the setting of the same name with `_FILE` names."""
        place = self.text(f"{name}_FILE", "")
        if not place:
            return self.text(name, default)
        if self.text(name, ""):
            raise SettingsError(f"{PREFIX}{name} and {PREFIX}{name}_FILE: set one of them")
        return _content(f"{name}_FILE", place)

    def path(self, name: str) -> Path | None:
        raw = self.text(name, "")
        return Path(raw).expanduser().absolute() if raw else None

    def family(self, name: str) -> dict[str, str]:
        """Every secret whose name begins so, by the rest of its name in small letters."""
        head = PREFIX + name
        rest = {key.removeprefix(head) for key in self._values if key.startswith(head)}
        names = {key.removesuffix("_FILE") for key in rest}
        return {key.lower(): found for key in sorted(names) if (found := self.secret(name + key, ""))}

    def number(self, name: str, default: int, low: int, high: int) -> int:
        raw = self.text(name, str(default))
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise SettingsError(f"{PREFIX}{name}={raw!r}: a whole number from {low} to {high} is needed")
        return int(raw)

    def flag(self, name: str, *, default: bool) -> bool:
        raw = self._values.get(PREFIX + name)
        if raw is None:
            return default
        word = raw.strip().lower()
        if word not in _TRUE | _FALSE:
            raise SettingsError(f"{PREFIX}{name}={raw!r}: say 1 or 0")
        return word in _TRUE


def _content(name: str, place: str) -> str:
    """A secret out of its file; neither is repeated in what is said of it."""
    try:
        found = Path(place).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{PREFIX}{name}: the file cannot be read ({type(error).__name__})") from error
    if not found:
        raise SettingsError(f"{PREFIX}{name}: the file is empty")
    return found
