"""One act has one way in, and the portal is not the only door to it: what it does can be done by API as well."""

import ast
from collections.abc import Iterator

from tests.guards.files import sources

NOT_BY_API = {
    "accounts.register_organisation": "a person chooses a password of his own on a page",
    "passwords.change_password": "no token changes a password",
    "passwords.choose_new_password": "the link of a message leads to a page",
    "passwords.make_password_link": "a link that opens an account is shown to a person, not to a token",
    "passwords.send_password_links": "the link of a message leads to a page",
    "bulk.confirm_bulk": "by API it is confirmed with the digest of its preview: actions.rehearsed",
    "drafts.fixed_fields": "a read for the form",
    "drafts.open_fields": "a read for the form",
    "holidays.as_text": "brings a table back to the page that asked to confirm it",
    "list_imports.held_list": "a form that was refused keeps its file",
    "list_imports.hold_list": "a form that was refused keeps its file",
    "list_imports.leave_out_undecided": "by API every decision is sent",
    "registers.held_register": "a page sends a register once and asks several times",
    "registers.register_again": "a page sends a register once and asks several times",
    "registers.too_large": "a page says so before it reads",
    "rehearsing.rehearse_extension": "a page asks once more; a program says it once",
    "remarks.doubts_of": "a read for the page of a review",
    "messages.write_in": "by API a person says it with his other wishes",
    "proving.check_password": "a token needs no sign-in",
    "proving.prove_by_code": "a token needs no sign-in",
    "proving.prove_by_password": "a token needs no sign-in",
    "passkeys.add_passkey": "the ceremony of a browser",
    "passkeys.options_to_add": "the ceremony of a browser",
    "passkeys.options_to_prove": "the ceremony of a browser",
    "passkeys.prove_by_passkey": "the ceremony of a browser",
    "second_factors.add_app": "no token changes how its person signs in",
    "second_factors.make_codes": "no token changes how its person signs in",
    "second_factors.new_secret": "no token changes how its person signs in",
    "second_factors.picture_of": "no token changes how its person signs in",
    "second_factors.remove_factor": "no token changes how its person signs in",
    "signing_in.end_session": "by API all are ended",
    "signing_in.open_session": "a token needs no sign-in",
    "signing_in.sign_out_record": "a token needs no sign-in",
    "sso.account_vouched_for": "a token needs no sign-in",
    "sso.proves_second_factor": "a token needs no sign-in",
    "sso.provider": "a token needs no sign-in",
    "sso.record_sso_failure": "a token needs no sign-in",
    "printing.printed_form": "a file is made of what was filed, nothing is done",
}


def test_whatever_is_done_on_a_page_can_be_done_by_api() -> None:
    by_api = set(acts("src/linxuan_site/api"))

    assert {act for act in acts("src/linxuan_site/portal") if act not in by_api} == set(NOT_BY_API)


def acts(folder: str) -> Iterator[str]:
    """Yield the functions of `linxuan_site.actions` that a folder imports, as `module.function`."""
    for path in sources(folder):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("linxuan_site.actions."):
                module = str(node.module).rpartition(".")[2]
                yield from (f"{module}.{name.name}" for name in node.names if name.name[0].islower())
