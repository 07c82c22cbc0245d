"""All settings, top to bottom. Each is an environment variable; `manage.py check` names wrong combinations."""

import hashlib
import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from common import env
from config import stores

ROOT = Path(__file__).resolve().parent.parent.parent
FRONTEND = Path(env.text("VITRINE_FRONTEND", str(ROOT / "frontend" / "dist")))

# --- The data folder: everything that a small set-up keeps -----------------------------------------------------------
DATA = env.folder("VITRINE_DATA", ROOT / "var")
TEMPORARY = DATA / "tmp"
TEMPORARY.mkdir(exist_ok=True)


def secret_key() -> str:
    """SECRET_KEY as given; with the built-in database it is made once and kept beside it."""
    if given := env.text("SECRET_KEY"):
        return given
    if env.text("DATABASE_URL"):
        raise ImproperlyConfigured("SECRET_KEY must be given together with DATABASE_URL, the same for every process.")
    path = DATA / "secret-key"
    draft = DATA / f"secret-key.{os.getpid()}"
    if not path.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # whoever links first decides; nobody reads half a key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")


# --- Django ----------------------------------------------------------------------------------------------------------
SECRET_KEY = secret_key()
DEBUG = env.flag("VITRINE_DEBUG", default=False)
ALLOWED_HOSTS = env.names("VITRINE_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_FAILURE_VIEW = "config.failures.forbidden"
CSRF_TRUSTED_ORIGINS = env.names("VITRINE_TRUSTED_ORIGINS")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "content.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "config.apps.SuperusersAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "common",
    "content",
    "file_manager",
    "webpages",
]
MIDDLEWARE = [
    "common.requests.RequestIdMiddleware",
    "config.shortcut.PicturesFirst",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "common.requests.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]

# --- Behind HTTPS ----------------------------------------------------------------------------------------------------
HTTPS = env.flag("VITRINE_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
LOGIN_URL = "/app/"

# --- Database --------------------------------------------------------------------------------------------------------
DB_POOL = env.integer("VITRINE_DB_POOL", 12, least=1)
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA / 'vitrine.sqlite3'}")
try:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=0)}
except ValueError:
    # Its words would show the password.
    raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host:5432/name.") from None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in life: one in memory locks by table and would not let two threads try the same act.
    DATABASES["default"]["TEST"] = {"NAME": str(TEMPORARY / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": DB_POOL,
        "timeout": 10,
    }

# --- Cache -----------------------------------------------------------------------------------------------------------
REDIS_URL = env.address("REDIS_URL", like="redis://host:6379/0", schemes=("redis", "rediss", "unix"))
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "vitrine",
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 2, "SOCKET_TIMEOUT": 2},
    }
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# --- Queue -----------------------------------------------------------------------------------------------------------
BROKERS = ("amqp", "amqps", "redis", "rediss", "sentinel", "filesystem")
BROKER_URL = env.address("BROKER_URL", like="amqp://user:password@host:5672//", schemes=BROKERS)
BROKER_URL = BROKER_URL or REDIS_URL or "filesystem://"
BROKER_FOLDER = DATA / "broker"
JOB_LEASE_SECONDS = env.integer("VITRINE_JOB_LEASE", 60, least=1)
JOB_RESEND_SECONDS = env.integer("VITRINE_JOB_RESEND", 30, least=1)
JOB_SWEEP_SECONDS = env.integer("VITRINE_JOB_SWEEP", 10, least=1)
CHILD_MEMORY_MB = env.integer("VITRINE_WORKER_MEMORY_MB", 2048, least=256)
# Work that never ends is tried three times, so that these decide after how long its file is given up.
CHILD_CPU_SECONDS = env.integer("VITRINE_WORKER_CPU_SECONDS", 120, least=1)
CHILD_SECONDS = env.integer("VITRINE_WORKER_SECONDS", 300, least=1)
#: Time to end by itself, before it is killed.
CHILD_GRACE_SECONDS = 10
#: A film is computed by all cores at once, so that its computing time grows faster than the clock.
LONG_CHILD_SECONDS = env.integer("VITRINE_TRANSCODE_SECONDS", 6 * 3600, least=1)
LONG_CHILD_CPU_SECONDS = LONG_CHILD_SECONDS * (os.cpu_count() or 1)
CLAMAV_URL = env.text("CLAMAV_URL")

# --- Storage ---------------------------------------------------------------------------------------------------------
STORAGE = env.storage_url("STORAGE_URL", (DATA / "media").as_uri())

STORAGES = stores.of(STORAGE) | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SEND_FILE_PREFIX = env.text("VITRINE_SENDFILE_PREFIX")

# --- Uploads ---------------------------------------------------------------------------------------------------------
MAX_UPLOAD_BYTES = env.integer("VITRINE_MAX_UPLOAD_BYTES", 5 * 1024**3, least=1)
MAX_MEGAPIXELS_A_FRAME = env.integer("VITRINE_MAX_MEGAPIXELS", 150, least=1)
MAX_MEGAPIXELS_IN_ALL = env.integer("VITRINE_MAX_MEGAPIXELS_IN_ALL", 500, least=1)
RENDITION_FORMATS = env.names("VITRINE_RENDITION_FORMATS", "webp")
FILE_UPLOAD_HANDLERS = ["file_manager.receiving.HashingUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(TEMPORARY)
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FILES = 100
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- Analysis --------------------------------------------------------------------------------------------------------
OPENAI_API_KEY = env.text("OPENAI_API_KEY")
OPENAI_BASE_URL = env.text("OPENAI_BASE_URL")
VISION_MODEL = env.text("VITRINE_VISION_MODEL", "gpt-4o-mini")
VISION_TIMEOUT_SECONDS = env.integer("VITRINE_VISION_TIMEOUT", 60, least=1)

# --- Web process -----------------------------------------------------------------------------------------------------
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, least=1, most=65_535)
WEB_WORKERS = env.integer("VITRINE_WEB_WORKERS", 2, least=1)
WEB_THREADS = env.integer("VITRINE_WEB_THREADS", 8, least=1)
#: Two at least, or else all photographs wait behind a film.
WORKERS = env.integer("VITRINE_WORKERS", 2, least=1)

# --- The first administrator: both count only when it is created -----------------------------------------------------
ADMIN_USERNAME = env.text("VITRINE_ADMIN_USERNAME", "admin")
ADMIN_PASSWORD = env.text("VITRINE_ADMIN_PASSWORD")

# --- The HTTP interface ----------------------------------------------------------------------------------------------
THROTTLED = env.flag("VITRINE_THROTTLE", default=True)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "content.authentication.ApiKeyAuthentication",
        "content.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["common.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "common.parsing.OneAnswer",
    "DEFAULT_PAGINATION_CLASS": "common.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "common.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": (
        ["rest_framework.throttling.AnonRateThrottle", "rest_framework.throttling.UserRateThrottle"]
        if THROTTLED
        else []
    ),
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "1200/min"},
    "DEFAULT_METADATA_CLASS": None,
    # Only addresses that a proxy of ours wrote are believed, else anybody could choose a new one for each attempt.
    "NUM_PROXIES": env.integer("VITRINE_PROXIES", 0),
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SIGN_IN_FAILURES, SIGN_IN_SECONDS = 10, 60
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "common.api.ExceptionHandler"}
SIMPLE_JWT = {
    # Another key than that of sessions and addresses, and long enough whatever was given.
    "SIGNING_KEY": hashlib.sha256(f"vitrine.jwt:{SECRET_KEY}".encode()).hexdigest(),
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=60),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "CHECK_REVOKE_TOKEN": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Vitrine",
    "DESCRIPTION": "The HTTP interface of a media library for people who publish.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_standardized_errors.openapi_hooks.postprocess_schema_enums"],
    "ENUM_NAME_OVERRIDES": {
        "KindEnum": "file_manager.models.blobs.Kind",
        "StatusEnum": "file_manager.models.files.MediaFile.Status",
        "StepStateEnum": "file_manager.models.blobs.ProcessingStep.State",
        "SuggestionKindEnum": "file_manager.models.proposals.Suggestion.Kind",
        "SuggestionStateEnum": "file_manager.models.proposals.Suggestion.State",
        "PageStatusEnum": "webpages.models.Page.Status",
    },
}

# --- Static files and the app ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ROOT = FRONTEND if FRONTEND.is_dir() else None
#: What the build names after its content.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/app/assets/"

# --- Log -------------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.one_of("VITRINE_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.request": {"level": "ERROR"}},
}
