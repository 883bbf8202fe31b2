"""The people of a journey, and what they do at their windows: by role, by label, by the words on the page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from linxuan.programme.definition import Call
from linxuan_site.demo.people import PASSWORD
from tests.journeys.form import a_scan, fill_in

OWN_PASSWORD = "synthetic-2023"
NewWindow = Callable[..., Page]


@dataclass
class Person:
    """Somebody at a window."""

    page: Page

    def goes_to(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status < 500, f"{address}: {answer.status}"

    def follows(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button).first.click()

    def reads(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def signs_in(self, username: str, password: str = PASSWORD) -> None:
        self.page.goto("/sign-in/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
        expect(self.page.get_by_role("button", name="退出")).to_be_visible()


@dataclass
class Applicant(Person):
    """Somebody of an organisation that applies."""

    name: str = ""

    def signs_up(self, credit_code: str, username: str) -> None:
        self.page.goto("/")
        self.page.get_by_role("banner").get_by_role("link", name="登记单位").click()
        for label, text in (
            ("单位名称", self.name),
            ("统一社会信用代码", credit_code),
            ("您的姓名", "示例填报人"),
            ("电子邮箱", f"{username}@example.com"),
            ("用户名", username),
            ("密码", OWN_PASSWORD),
        ):
            self.page.get_by_label(re.compile(f"^{label}")).fill(text)
        self.page.get_by_role("button", name="登记", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("我的申报")

    def starts(self, track: str) -> None:
        self.page.get_by_role("button", name=f"申报{track}").click()
        expect(self.page.get_by_role("heading", name="下一步")).to_be_visible()

    def fills_in(self, call: Call, procedure: str, answers: Mapping[str, Any]) -> None:
        fill_in(self.page, call, procedure, answers)

    def submits(self, action: str = "提交") -> str:
        """Submit, and return the number that was given."""
        check = self.page.get_by_role("link", name="检查并提交")
        if check.count():
            check.click()
        self.page.get_by_role("main").get_by_role("button", name=action, exact=True).click()
        self.reads("申报号")
        found = re.search(r"申报号 ([\w-]+)", self.page.get_by_role("main").inner_text())
        assert found is not None
        return found[1]

    def downloads_the_form(self, folder: Path) -> Path:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="下载申报书 PDF").first.click()
        path = folder / "申报书.pdf"
        download.value.save_as(path)
        return path

    def hands_in(self, scan: Path, paper: str) -> None:
        self.page.get_by_label(re.compile(f"^{paper}")).set_input_files(scan)
        self.page.get_by_role("button", name="上传盖章扫描件").click()
        self.reads("盖章扫描件已收到")

    def condition(self, name: str) -> Locator:
        """The row of a condition beside the form; one that holds may be folded."""
        panel = self.page.get_by_role("complementary", name="申报条件核验")
        return panel.get_by_role("listitem").filter(has_text=name)


@dataclass
class Officer(Person):
    """Somebody of an office."""

    def opens(self, applicant: str) -> None:
        self.page.goto("/desk/")
        self.page.get_by_role("link", name=applicant, exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(applicant)

    @property
    def box(self) -> Locator:
        """The box with what may be done."""
        return self.page.get_by_role("complementary", name="办理")

    def writes_section(self, section: str, call: Call, procedure: str, answers: Mapping[str, Any]) -> None:
        """Fill in a section of the office's own."""
        self.box.get_by_role("link", name=f"填写“{section}”").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(section)
        fill_in(self.page, call, procedure, answers, section=section)
        self.presses("保存")
        self.reads("已保存")

    def ranks(self, rank: int) -> None:
        self._unfold("排序")
        self.box.get_by_label("名次").fill(str(rank))
        self.box.get_by_role("button", name="记录排序").click()
        self.reads("已记录排序")

    def acts(self, action: str, **words: str) -> None:
        """Do an act: `words` are the starts of labels and what is typed there."""
        self.tries(action, **words)
        self.confirms(action)
        self.reads(f"已办理：{action}。")

    def confirms(self, action: str) -> None:
        """What cannot be called back is asked for on a page of its own."""
        sure = self.page.get_by_role("button", name=f"确认“{action}”")
        told = self.page.get_by_text(f"已办理：{action}。")
        expect(sure.or_(told).first).to_be_visible()
        if sure.count():
            sure.click()

    def tries(self, action: str, **words: str) -> None:
        self._unfold(action)
        form = self.box.get_by_role("form", name=re.compile(f"^{action}"))
        for label, text in words.items():
            control = form.get_by_label(re.compile(label)).first
            if control.evaluate("one => one.tagName") == "SELECT":
                control.select_option(label=text)
            elif control.get_attribute("type") == "file":
                control.set_input_files(a_scan(text))
            else:
                control.fill(text)
        form.get_by_role("button", name=action, exact=True).click()

    def scores(self, applicant: str, score: str) -> None:
        self.page.get_by_label(f"分值：{applicant}").fill(score)
        self.page.get_by_role("button", name="记录分值和名次").click()
        self.reads("处变动")

    def nominates(self, applicant: str, action: str = "入围") -> None:
        self.page.get_by_role("button", name=re.compile(f"^{action}.*{applicant}")).click()
        self.page.get_by_label("我已核对").check()
        self.presses("确认办理")
        self.reads("已办理 1 件")

    def _unfold(self, act: str) -> None:
        """Open an act that is folded; one that stands open has no fold."""
        fold = self.box.get_by_role("group").filter(has_text=re.compile(rf"^\s*{act}"))
        if fold.count() and fold.first.get_attribute("open") is None:
            fold.first.get_by_text(act).first.click()
