"""What a password must be, and what it need not (ASVS 2.1)."""

import pytest
from django.test import Client

from linxuan.errors import BadInput
from linxuan_site.actions.accounts import set_password
from linxuan_site.models import Account, Organisation
from tests.site.life.conftest import Life
from tests.site.portal.factors import gives_password

OWNER = Account(
    username="wangxiaoming",
    full_name="欧阳示例",
    email="director.wang@example.com",
    organisation=Organisation(name="示例精密制造有限公司", credit_code="91210200MA0UK0001X"),
)


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("elf-signs-1", "12"),
        ("x" * 129, "128"),
        ("q1w2e3r4t5y6", "常见"),
        ("382947561029", "数字"),
        ("wangxiaoming1", "太像"),
        ("WangXiaoMing-23", "太像"),
        ("director.wang12", "太像"),
        ("示例精密制造有限公司2024", "太像"),
        ("91210200MA0UK0001X", "太像"),
    ],
)
def test_a_weak_password_is_refused_with_what_is_wrong(password: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        set_password(OWNER, password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "四个不相干的词放在一起就很好记",
        "alllowercaseletters",
        "x7" * 64,
        "linxuan-demo",
    ],
)
def test_long_is_enough_without_a_mixture_of_signs(password: str) -> None:
    set_password(OWNER, password)
    assert OWNER.check_password(password)


def test_a_password_from_before_the_rules_still_signs_in(life: Life) -> None:
    life.city.set_password("eight-88")
    life.city.save()

    assert gives_password(Client(), life.city.username, "eight-88") == "/desk/"
