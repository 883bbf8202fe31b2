"""The people and the day of a life, for its doors; somebody who calls the API."""

from typing import Any

import pytest
from django.test import Client

from linxuan_site.actions.tokens import issue_token
from linxuan_site.demo.people import administrator as demo_administrator
from linxuan_site.models import Account
from tests.site.life.conftest import in_may, life, on

__all__ = ["in_may", "life", "on"]


class Caller:
    """Somebody with a token."""

    def __init__(self, account: Account, *, token: str = "") -> None:
        token = token or issue_token(account, "测试")
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api{path}")

    def send(self, method: str, path: str, body: dict[str, Any]) -> Any:
        return getattr(self.client, method)(f"/api{path}", body, content_type="application/json")

    def post(self, path: str, **body: Any) -> Any:
        return self.send("post", path, body)

    def put(self, path: str, **body: Any) -> Any:
        return self.send("put", path, body)

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api{path}")

    def upload(self, path: str, **parts: Any) -> Any:
        return self.client.post(f"/api{path}", parts)


@pytest.fixture
def administrator(db: None) -> Account:
    return demo_administrator()
