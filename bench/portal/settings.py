"""The settings of the site, with one page more: the empty one that all others are compared with."""

from linxuan_site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal.urls"
# The meter follows the connection that a worker opened first.
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405
