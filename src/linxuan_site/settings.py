"""Settings: what may differ between installations comes from the environment or `var/site.toml`.

Everything that an installation keeps (database, files, static files, its secret) lies in one folder,
`LINXUAN_VAR`, by default `var/` beside the code. The keys of `site.toml` and their environment names stand
in `docs/operations.md`; `linxuan doctor` names a key that nobody knows.
"""

import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from whitenoise.compress import Compressor

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.log_settings import logging_by
from linxuan_site.site_file import SiteFile
from linxuan_site.sso_settings import read_sso

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent.parent
VAR = Path(os.environ.get("LINXUAN_VAR") or ROOT / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True)
SITE_FILE = SiteFile(VAR / "site.toml")
_setting, _flag = SITE_FILE.text, SITE_FILE.flag

SECRET_KEY_FILE = VAR / "secret-key"
OLD_SECRET_KEY_FILE = VAR / "secret-key.old"
"""The key before: what it signed still counts, until the file is taken away."""


def _secret_key() -> str:
    if not SECRET_KEY_FILE.exists():
        SECRET_KEY_FILE.touch(mode=0o600)
        SECRET_KEY_FILE.write_text(secrets.token_urlsafe(48), "ascii")
    return SECRET_KEY_FILE.read_text("ascii")


def _database(url: str, password: str = "") -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path)
            if url.startswith("sqlite:////")
            else str(VAR / parts.path.lstrip("/")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: with NORMAL a power failure takes back what was acknowledged since the last checkpoint.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": password or unquote(parts.password or ""),
        "HOST": _socket_folder(parts.query) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # Of `kept_reads`: each statement is made ready the first time a connection asks it. Nearly all are asked again, and
        # with threads of their own connections five times each come late.
        # Who does not answer within ten seconds is down: a request that waits longer helps nobody.
        "OPTIONS": {"prepare_threshold": 0, "connect_timeout": 10},
    }


def _socket_folder(query: str) -> str:
    """A socket folder is written `postgresql:///name?host=/folder`."""
    return next((unquote(part[5:]) for part in query.split("&") if part.startswith("host=")), "")


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = [OLD_SECRET_KEY_FILE.read_text("ascii")] if OLD_SECRET_KEY_FILE.exists() else []
DEBUG = False
DEMO = _flag("demo", "LINXUAN_DEMO")
ALLOWED_HOSTS = SITE_FILE.listed("hosts", "LINXUAN_HOSTS", "127.0.0.1,localhost,[::1]")

_day = _setting("business_day", "LINXUAN_BUSINESS_DAY")
BUSINESS_DAY: date | None = date.fromisoformat(_day) if _day else None
"""The day to which the business clock is pinned; None means that it runs."""

_password = SITE_FILE.secret("database_password_file", "LINXUAN_DATABASE_PASSWORD_FILE")
DATABASES = {
    "default": _database(_setting("database_url", "DATABASE_URL", "sqlite:///db.sqlite3"), _password)
}
_replica = _setting("replica_url", "LINXUAN_REPLICA_URL")
if _replica:
    DATABASES["replica"] = _database(_replica, _password)
DATABASE_ROUTERS = ["linxuan_site.replicas.ReadPublicPagesElsewhere"] if _replica else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "bootstrap",
    "ninja",
    "linxuan_site",
]
AUTH_USER_MODEL = "linxuan_site.Account"
AUTHENTICATION_BACKENDS = ["linxuan_site.queries.signing_in.AccountBackend"]
SECOND_FACTOR = "off" if DEMO else _setting("second_factor", "LINXUAN_SECOND_FACTOR", "officers")
"""Who must sign in with a second factor; who need not may. A demonstration asks nobody, and says so."""
if SECOND_FACTOR not in ("officers", "everybody", "off"):
    raise BadInput(say("设置 second_factor 不能是“{found}”", found=SECOND_FACTOR))
FACTOR_KEY = VAR / "factor-key"
"""What encrypts the secrets of second factors: no part of a backup, and of no database."""
SSO = read_sso(SITE_FILE)
"""The office's own provider of OpenID Connect, the table `[sso]` of site.toml; None without one."""
SOCIALACCOUNT_ADAPTER = "linxuan_site.portal.account.sso.OfficeAccounts"
SOCIALACCOUNT_PROVIDERS = SSO.for_allauth() if SSO else {}
SOCIALACCOUNT_LOGIN_ON_GET = True
"""A link leads to the provider: a form may by our content policy only be sent to ourselves."""
MFA_ADAPTER = "linxuan_site.factor_keys.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1  # codes of half a minute before and after count too: clocks of phones differ
MFA_RECOVERY_CODE_DIGITS = 12
SESSION_ENGINE = "linxuan_site.models.signing_in"
OFFICE_IDLE = SITE_FILE.number("office_idle_minutes", "LINXUAN_OFFICE_IDLE_MINUTES", 30) * 60
OFFICE_SESSION = SITE_FILE.number("office_session_hours", "LINXUAN_OFFICE_SESSION_HOURS", 12) * 3600
"""After how long an officer or administrator signs in again: when he was idle, and in any case; in seconds."""
APPLICANT_IDLE = SITE_FILE.number("applicant_idle_minutes", "LINXUAN_APPLICANT_IDLE_MINUTES", 120) * 60
APPLICANT_SESSION = SITE_FILE.number("applicant_session_hours", "LINXUAN_APPLICANT_SESSION_HOURS", 12) * 3600
"""The same for everybody else."""
SIGN_IN_RECORD_DAYS = SITE_FILE.number("sign_in_record_days", "LINXUAN_SIGN_IN_RECORD_DAYS", 365)
"""For how long it is kept who signed in; the Cybersecurity Law wants six months at least."""
if SIGN_IN_RECORD_DAYS < 183:
    raise BadInput(say("设置 sign_in_record_days 至少 183 天：登录记录依法留存六个月以上"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "linxuan_cache",
        # Whoever floods it with names must not push out what slows him down.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # What a notice or a guide looks like is worked out once in each process: no database is asked for it.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "template_fragments",
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "linxuan_site.password_rules.NotTooLong"},
    {"NAME": "linxuan_site.password_rules.NotLikeItsOwner"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
TOKEN_LONGEST_DAYS = SITE_FILE.number("token_longest_days", "LINXUAN_TOKEN_LONGEST_DAYS", 366)
"""For how many days at most a token of an organisation or office counts."""
API_CALLS_A_MINUTE = SITE_FILE.number("api_calls_a_minute", "LINXUAN_API_CALLS_A_MINUTE", 600)
"""How often a minute one token may call the API, at each process of the web server; 0 for as often as it likes."""
WEBHOOK_LOOPBACK = _flag("webhook_loopback", "LINXUAN_WEBHOOK_LOOPBACK")
"""Whether messages to other systems may go to this machine itself, for trying things out."""
MIDDLEWARE = [
    "linxuan_site.watching.probes.answer_probes",
    "linxuan_site.watching.requests.note_each",
    "linxuan_site.replicas.read_public_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "linxuan_site.middleware.speak_the_readers_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linxuan_site.middleware.keep_signed_in",
    "linxuan_site.middleware.name_the_account",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "linxuan_site.middleware.stand_in_for_others",
    "linxuan_site.who_read.keep_who_read",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "linxuan_site.middleware.content_policy",
    "linxuan_site.middleware.stay_out_of_caches",
    "linxuan_site.portal.stopped.answer_every_method",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "portal" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linxuan_site.portal.context.every_page",
            ],
            "libraries": {"i18n": "linxuan_site.portal.templatetags.texts"},
            "builtins": [
                "linxuan_site.portal.templatetags.addresses",
                "linxuan_site.portal.templatetags.linxuan",
                "linxuan_site.portal.templatetags.figures",
                "linxuan_site.portal.templatetags.charts",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "linxuan_site.portal.form_renderer.KnownControls"
ROOT_URLCONF = "linxuan_site.urls"
CSRF_FAILURE_VIEW = "linxuan_site.portal.stopped.stale"
WSGI_APPLICATION = "linxuan_site.wsgi.application"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
FETCHED_STATIC = ROOT / ".tools" / "static"
"""What `./run setup` fetched for the browser; a page is complete where it could not be had."""
STATICFILES_DIRS = [PACKAGE / "portal" / "static", *([FETCHED_STATIC] if FETCHED_STATIC.is_dir() else [])]
MEDIA_ROOT = VAR / "files"
FILES_BUCKET = _setting("files.bucket", "LINXUAN_FILES_BUCKET")
"""The bucket of an object store (S3) that keeps the files; '' keeps them in `MEDIA_ROOT`."""


def _files() -> dict[str, Any]:
    options = {
        "bucket_name": FILES_BUCKET,
        "endpoint_url": _setting("files.endpoint", "LINXUAN_FILES_ENDPOINT") or None,
        "region_name": _setting("files.region", "LINXUAN_FILES_REGION") or None,
        "access_key": SITE_FILE.secret("files.key_file", "LINXUAN_FILES_KEY_FILE") or None,
        "secret_key": SITE_FILE.secret("files.secret_file", "LINXUAN_FILES_SECRET_FILE") or None,
        "addressing_style": "path",
        # A file is kept under its digest: whoever writes it again writes the same.
        "file_overwrite": True,
        "default_acl": None,
    }
    if not FILES_BUCKET:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STORAGES = {
    "default": _files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
"""Maps of the scripts that come with packages are for their authors: to compress them takes longer than all else."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_LIMIT = 20 * 1024 * 1024
"""The largest file that is taken with a form, in bytes."""
UNUSED_UPLOAD_DAYS = SITE_FILE.number("unused_upload_days", "LINXUAN_UNUSED_UPLOAD_DAYS", 30)
"""After so many days a tick removes files that were uploaded and never used."""
FILES_AT_ONE_FIELD = 20
"""How many files are taken at one field of a form."""
FILE_UPLOAD_HANDLERS = [
    "linxuan_site.portal.uploading.SkipWhatIsTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EXPORT_ROOT = VAR / "exports"
SCAN_ROOT = VAR / "scans"
"""Where scans lie while they are examined, and the log of the process that does it."""
"""Archives of whole calls that offices asked for: personal data, and no part of a backup."""

PAPER_KEYS = VAR / "paper-keys"
"""The private keys that sign what is printed: no part of a backup, and of no database."""

RUNS = VAR / "runs"
"""Notes of when a backup was made, and tried."""

FONTS = _setting("fonts", "LINXUAN_FONTS")
"""A folder with an office's own fonts; empty for those that are installed with the site."""

SIGNATURE_ROOTS = _setting("signature_roots", "LINXUAN_SIGNATURE_ROOTS")
"""A folder of certificates (`*.pem`): who signs a PDF with one that leads to them is known. '' for none."""

SCREENING_ROOT = VAR / "screenings"
"""Registers and what came of them: personal data, and no part of a backup."""
SCREENING_UPLOAD_LIMIT = SITE_FILE.number("screening_upload_mb", "LINXUAN_SCREENING_UPLOAD_MB", 1024) * 2**20
"""The largest register that is taken, in bytes."""
SCREENING_MEMORY = SITE_FILE.number("screening_memory_mb", "LINXUAN_SCREENING_MEMORY_MB", 400) * 2**20
"""What one screening may keep in memory, in bytes."""
SCREENING_SECONDS = float(_setting("screening_seconds", "LINXUAN_SCREENING_SECONDS", "3600"))
"""How long one screening may take."""
SCREENINGS_AT_ONCE = SITE_FILE.number("screenings_at_once", "LINXUAN_SCREENINGS_AT_ONCE", 1)
"""How many run at a time; the others wait their turn."""
SCREENING_ENVIRONMENT: dict[str, str] = {}
"""What the process at work gets in its environment beside that of the site."""

REFUSAL_ROOT = VAR / "refusals"
"""Who was refused at overload, a file a day: numbers and addresses, nothing that was typed."""
LONGEST_WAIT = {
    "looking": SITE_FILE.number("longest_wait_looking", "LINXUAN_LONGEST_WAIT_LOOKING", 2),
    "opening": SITE_FILE.number("longest_wait_opening", "LINXUAN_LONGEST_WAIT_OPENING", 5),
    "filing": SITE_FILE.number("longest_wait_filing", "LINXUAN_LONGEST_WAIT_FILING", 10),
}
"""After how many seconds a request is refused that waits for its turn: of who looks, opens a form, saves or submits."""
RETRY_AFTER = 10
"""When who is refused should come again, in seconds."""
TRUST_REQUEST_START = _flag("trust_request_start", "LINXUAN_TRUST_REQUEST_START")
"""Whether a proxy in front sets `X-Request-Start`, and takes away what a browser says of it."""

SITE_ADDRESS = _setting("address", "LINXUAN_ADDRESS").rstrip("/")
"""Where people reach the site, such as `https://select.example.org`; '' leaves the paths alone in messages."""

_BACKENDS = {
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "smtp": "linxuan_site.outbox.smtp.MailServer",
}
EMAIL_HOST = _setting("mail.host", "LINXUAN_MAIL_HOST")
_backend = _setting("mail.backend", "LINXUAN_MAIL_BACKEND", "smtp" if EMAIL_HOST else "file")
if _backend not in _BACKENDS:
    raise BadInput(say("设置 mail.backend 应是 {known} 之一", known="、".join(_BACKENDS)))
EMAIL_BACKEND = _BACKENDS[_backend]
"""Into files in `var/mail`, until a mail server is named."""
_PORTS = {"starttls": 587, "ssl": 465, "none": 25}
_tls = _setting("mail.tls", "LINXUAN_MAIL_TLS", "starttls")
if _tls not in _PORTS:
    raise BadInput(say("设置 mail.tls 应是 {known} 之一", known="、".join(_PORTS)))
EMAIL_USE_TLS, EMAIL_USE_SSL = _tls == "starttls", _tls == "ssl"
EMAIL_PORT = SITE_FILE.number("mail.port", "LINXUAN_MAIL_PORT", _PORTS[_tls])
EMAIL_HOST_USER = _setting("mail.user", "LINXUAN_MAIL_USER")
EMAIL_HOST_PASSWORD = SITE_FILE.secret("mail.password_file", "LINXUAN_MAIL_PASSWORD_FILE")
EMAIL_TIMEOUT = 30
"""Seconds that a mail server may take over one answer."""
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = _setting("mail.from", "LINXUAN_MAIL_FROM", "linxuan@localhost")

SMS_SENDER = _setting("sms", "LINXUAN_SMS", "linxuan_site.outbox.channels.FileTexts")
"""The class that sends an SMS, by its dotted path: see `linxuan_site.outbox.channels.TextSender`."""
SMS_FILE_PATH = VAR / "sms"

PROCESSES = SITE_FILE.number("processes", "LINXUAN_PROCESSES", 2)
THREADS = SITE_FILE.number("threads", "LINXUAN_THREADS", 4)
"""How many processes `linxuan serve` starts, and how many requests each answers at a time."""

HTTPS = _flag("https", "LINXUAN_HTTPS")
"""Whether people reach the site by TLS, which a proxy in front of it ends: it says so in X-Forwarded-Proto."""
PROXIES = SITE_FILE.number("proxies", "LINXUAN_PROXIES", int(HTTPS))
"""How many proxies stand in front: so many addresses at the end of X-Forwarded-For are believed."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = SITE_FILE.number("hsts_seconds", "LINXUAN_HSTS_SECONDS", 31536000) if HTTPS else 0
_origins = [f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in ALLOWED_HOSTS]
CSRF_TRUSTED_ORIGINS = _origins if HTTPS else []
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if HTTPS:
    # A browser takes a cookie of such a name from this host alone, by TLS alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FORMS_URLFIELD_ASSUME_HTTPS = True
LOG_FORMAT = _setting("log_format", "LINXUAN_LOG_FORMAT", "text")
"""`json` writes a line a record, and one for each request; `text` only what went wrong."""
LOGGING = logging_by(LOG_FORMAT)

METRICS = _flag("metrics", "LINXUAN_METRICS")
"""Whether `/metrics` answers; to whom, the two below say."""
METRICS_ADDRESSES = SITE_FILE.listed("metrics_addresses", "LINXUAN_METRICS_ADDRESSES", "127.0.0.1,::1")
"""From where it may be read without a token; what a proxy passes on never may."""
METRICS_TOKEN = SITE_FILE.secret("metrics_token_file", "LINXUAN_METRICS_TOKEN_FILE")
METRICS_ROOT = VAR / "metrics"
"""Where the processes of one run keep their figures."""
