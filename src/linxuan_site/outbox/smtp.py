"""Django's SMTP backend, which tells apart what was refused for good, and what may have been taken."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from linxuan_site.outbox.channels import PerhapsSent, Rejected

REFUSED_FOR_GOOD = 500


class _Telling(smtplib.SMTP):
    """A connection that says so where it breaks while the message itself is handed over."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the message. Raises PerhapsSent, where the other side may have taken it."""
        try:
            return super().data(msg)
        except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as fault:
            raise PerhapsSent(str(fault)) from fault


class _TellingSsl(_Telling, smtplib.SMTP_SSL):
    """The same, over TLS from the first byte."""


class MailServer(EmailBackend):
    """A mail server; its refusals carry whether trying again is of use."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The connection that tells more."""
        return _TellingSsl if self.use_ssl else _Telling

    def _send(self, email_message: Any) -> bool:
        try:
            return bool(super()._send(email_message))  # type: ignore[misc]
        except smtplib.SMTPRecipientsRefused as fault:
            code, said = next(iter(fault.recipients.values()))
            raise _told(code, said) from fault
        except smtplib.SMTPResponseException as fault:
            raise _told(fault.smtp_code, fault.smtp_error) from fault


def _told(code: int, said: bytes | str) -> OSError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return (Rejected if code >= REFUSED_FOR_GOOD else OSError)(f"{code} {words}")
