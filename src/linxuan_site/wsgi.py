"""The site for an application server: `gunicorn linxuan_site.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from linxuan_site.admission.door import admitting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linxuan_site.settings")
application = admitting(get_wsgi_application())

# Only now: it needs the models.
from linxuan_site.outbox.background import send_in_background  # noqa: E402

send_in_background()

# A page makes thousands of things that end with it, and nearly none in a circle; what stays for good (definitions,
# templates) is large. Looking for circles every 700 things cost an order of ninety rows a sixth of its time.
gc.set_threshold(20_000, 20, 20)
gc.freeze()
