"""The site for an application server: `gunicorn linxuan_site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linxuan_site.settings")
application = get_wsgi_application()
