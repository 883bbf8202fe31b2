"""The words of the portal, one meaning each: the same as in code, API and documentation."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class GlossaryTerm(NamedTuple):
    """A word of the portal, the word of the code, and what it means."""

    word: Promise
    code: str
    meaning: Promise


TERMS = (
    GlossaryTerm(_("通知、条款"), "notice, clause", _("主管部门的文件；其中有地址的一段，如 一(二)1")),
    GlossaryTerm(
        _("项目、一次遴选、批次"),
        "programme, call, cohort",
        _("长期开展的项目；按一份通知开展的一次；同一次认定的各家"),
    ),
    GlossaryTerm(
        _("遴选类别、类、模式"),
        "track, category, mode",
        _("分开遴选的一类主体；其中名额单列的一部分；一个标签"),
    ),
    GlossaryTerm(
        _("主管部门、级"), "authority, office", _("发出通知、负责办理的部门；其中办理一个环节的一级")
    ),
    GlossaryTerm(
        _("申报主体、申报、申报书、佐证材料"),
        "applicant, application, application form, evidence",
        _("提出申报的单位或地区；它的一次申报；填写的表；证明所填内容的文件"),
    ),
    GlossaryTerm(
        _("申报条件、核验结果、结论"),
        "rule, finding, verdict",
        _("通知要求满足的一项；对一份申报核出的满足、未满足或尚不清楚；各项合起来的符合、不符合或尚不能确定"),
    ),
    GlossaryTerm(
        _("须、原则上"), "mandatory, in principle", _("不满足就不能推荐；未达到时要写明理由，由人判断")
    ),
    GlossaryTerm(_("人工判断"), "judgement", _("通知要求、只有人能判断的一项")),
    GlossaryTerm(_("理解"), "reading", _("原文可作不同理解的地方，我们按哪一种；写在条款旁边")),
    GlossaryTerm(
        _("评分表、部分、评分项"), "score, part, item", _("机器相加的分数；总分和每一部分都够，才算达标")
    ),
    GlossaryTerm(_("称号"), "title", _("申报主体已经拥有、以名单为准的资格；一个称号可以视同另一个")),
    GlossaryTerm(
        _("申报指南、自查"), "guide, self-check", _("一类要准备什么、按什么顺序；不用登记、不保存的核对")
    ),
    GlossaryTerm(
        _("提交、第几稿"), "submission, revision", _("交出时的内容，不再改动；退回后再交的是下一稿")
    ),
    GlossaryTerm(
        _("纸质材料、书面材料"),
        "paper, written material",
        _("下载打印、盖章上交的；确实无法网上填报时提供的"),
    ),
    GlossaryTerm(
        _("核验、校验码"),
        "verify, check code",
        _("看一份打印件是不是真的、是不是现行的一稿；每页编号旁边的16位数字和字母"),
    ),
    GlossaryTerm(_("环节、办理记录"), "stage, step", _("申报现在所处的位置；已经办理的一步，记下后不再改动")),
    GlossaryTerm(
        _("初审、推荐、推荐意见"),
        "preliminary review, recommend, opinion",
        _("第一级对材料的审查；把申报送到上一级；写明的理由"),
    ),
    GlossaryTerm(
        _("退回、不予推荐、撤回"),
        "return, decline, withdraw",
        _("请申报主体修改后再提交；办理到此为止；申报主体自己收回"),
    ),
    GlossaryTerm(_("综合评定"), "assessment", _("在同一类中排出先后")),
    GlossaryTerm(
        _("推荐名额、入围名单、备选、择优上报"),
        "quota, shortlist, reserve, nominate",
        _("通知规定的个数；排在名额以内的；依次递补的；把入围的报送上级"),
    ),
    GlossaryTerm(_("申报汇总表"), "summary table", _("一级部门所报各家的清单")),
    GlossaryTerm(_("公示、异议"), "publicity, objection", _("公布名单听取意见的期间；对名单提出的不同意见")),
    GlossaryTerm(
        _("示范称号、示范主体"), "designation, designated entity", _("认定的称号；拥有称号的单位或地区")
    ),
    GlossaryTerm(
        _("评估评价、填报材料、等次"),
        "evaluation round, self-report, grade",
        _("对示范主体每年的评价；示范主体自己填的材料；评价的结果"),
    ),
    GlossaryTerm(_("保存期限"), "keeping", _("含个人信息的内容保存多久，期满由主管部门预览后清除")),
    GlossaryTerm(_("称号状态"), "standing", _("按评估评价的规则，称号该保留、提醒、交人判断还是取消")),
    GlossaryTerm(_("取消示范资格"), "revocation", _("收回示范称号，与吊销执照无关")),
    GlossaryTerm(
        _("名录的变更、名录的一行"),
        "event, line",
        _("称号发生的一件事，有文件；名录在某些天对一个称号的记载"),
    ),
    GlossaryTerm(_("经营状态"), "operating status", _("存续、吊销、注销、停业、清算，以登记机关的记载为准")),
)
