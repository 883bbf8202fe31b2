"""What the bytes of a printed form depend on, as one digest: the same digest, the same PDF."""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from linxuan.papers import SigningKey
from linxuan_site.documents.own_faces import own_families
from linxuan_site.documents.typesetting import TEMPLATES
from linxuan_site.models import Submission


def form_version(submission: Submission, key: SigningKey) -> str:
    """Return a SHA-256, hexadecimal, over the revision, the key, and the versions of all that lays it out.

    The package is in it by its own digest, its templates with it; so are what else a form may name: the
    applicant and the district as the system knows them.
    """
    application = submission.application
    parts = {
        "number": application.number,
        "revision": submission.revision,
        "digest": submission.digest,
        "submission": submission.pk,
        "filed_on": submission.filed_on.isoformat(),
        "applicant": application.organisation.name,
        "in_charge": application.in_charge,
        "package": submission.published_call.digest,
        "key": key.public.id.hex(),
        "fonts": own_families(),
        "ours": _ours(),
    }
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@cache
def _ours() -> str:
    """Our templates, the typesetter and the code that fills them."""
    digest = sha256(f"{version('linxuan')} {version('typst')}".encode())
    for path in sorted(TEMPLATES.glob("*.typ")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
