"""Where people file: an installation of its own with a call, its offices, and drafts that only wait to be submitted."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

from bench.portal.readers import reader
from tools.places import ROOT

PACKAGE = ROOT / "programmes" / "dalian-2023"
DAY = "2023-05-12"
DISTRICT = "210211"
TRACK = "enterprise"
FILE_SLOT = "file_other"
EMAIL = "filer-{}@example.com"


@dataclass(frozen=True)
class Filer:
    """Somebody with a complete draft and a session."""

    session: str
    application: int


def surroundings(folder: Path, address: str) -> dict[str, str]:
    """Return what a process of the site finds in its environment; '' for SQLite in the folder."""
    return {
        "DATABASE_URL": address,
        "LINXUAN_VAR": str(folder),
        "LINXUAN_BUSINESS_DAY": DAY,
        "DJANGO_SETTINGS_MODULE": "linxuan_site.settings",
        "LINXUAN_DEMO": "",
        "LINXUAN_HOSTS": "",
    }


def prepare() -> str:
    """Make the tables, the call and its offices; return a token of an officer of the district."""
    from django.core.management import call_command

    from linxuan_site.actions.calls import publish_call
    from linxuan_site.actions.tokens import issue_token
    from linxuan_site.demo.people import officer_of
    from linxuan_site.models import Office

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    publish_call(PACKAGE)
    return issue_token(officer_of(Office.objects.get(kind="district", key=DISTRICT)), "kills")


def complete_answers() -> dict[str, object]:
    """Return the answers of a complete form, made once: what a filing changes of them is the filer's."""
    from linxuan_site.demo.answers import filled_in
    from linxuan_site.demo.story import read_story
    from linxuan_site.queries.calls import current_call, definition_of

    call = definition_of(current_call(PACKAGE.name))
    given = {**read_story(PACKAGE).base[TRACK], "district": DISTRICT}
    made = filled_in(call, TRACK, given, 1)
    return {key: value for key, value in made.items() if call.fields[key].kind != "file"}


def make_filer(name: str, answers: dict[str, object]) -> Filer:
    """Make somebody with a draft through the acts that people use; whatever keeps it from being made is raised."""
    from django.db import transaction
    from django.utils import timezone

    from linxuan_site import clock
    from linxuan_site.actions.attachments import attach
    from linxuan_site.actions.drafts import save_answers, start_application
    from linxuan_site.actions.files import Upload
    from linxuan_site.demo.people import credit_code
    from linxuan_site.demo.replay import _file_slots
    from linxuan_site.documents.sample import sample_pdf
    from linxuan_site.models import Account, Organisation
    from linxuan_site.queries.calls import definition_of

    with transaction.atomic(), clock.on_day(date.fromisoformat(DAY)):
        now = timezone.now()
        code = credit_code(10_000_000 + crc32(name.encode()) % 80_000_000)
        organisation = Organisation.objects.create(
            identifier=code, credit_code=code, name=f"示例{name}有限公司", created_at=now
        )
        account = Account.objects.create(
            username=name,
            full_name="示例",
            role="signatory",
            email=EMAIL.format(name),
            organisation=organisation,
            created_at=now,
        )
        draft = start_application(account, PACKAGE.name, TRACK)
        given = {**answers, "name": organisation.name}
        save_answers(draft.pk, given, account=account, version=draft.version)
        call = definition_of(draft.published_call)
        for section in call.forms[TRACK].sections.values():
            for field in section.fields if section.by == "applicant" else ():
                for slot, _field in _file_slots(call, field):
                    attach(draft.pk, slot, Upload("示例.pdf", sample_pdf("示例")), account=account)
        return Filer(reader(name).session, draft.pk)
