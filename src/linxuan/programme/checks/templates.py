"""The templates that a package brings: each sound, and each used by a paper."""

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call
from linxuan.programme.known import APPLICANT
from linxuan.programme.package import Package
from linxuan.programme.template_files import MOST_TEMPLATES, name_fault, taken_by, template_faults


def check_templates(call: Call, package: Package) -> None:
    """Note what is wrong in a template, and one that no paper names."""
    brought = (*call.templates, *call.layouts)
    if len(brought) > MOST_TEMPLATES:
        file = brought[0]
        package.faults.add_at(file, 0, say("模板超过{most}个", most=MOST_TEMPLATES), say("删去不用的"))
        return
    for file, text in call.templates.items():
        for fault in template_faults(file, text, call.templates):
            package.faults.add_at(file, fault.line, fault.problem, fault.hint)
    _check_layouts(call, package)
    _check_forms(call, package)
    _check_unused(call, package)


def _check_layouts(call: Call, package: Package) -> None:
    """What lies in a layout is looked at where it is filled, in a confined child; here its name and its use."""
    used = {file for paper in call.papers.values() for file in (paper.workbook, paper.word)}
    for file in call.layouts:
        if fault := name_fault(file):
            package.faults.add_at(file, fault.line, fault.problem, fault.hint)
        if file not in used:
            key = "word" if file.endswith(".docx") else "workbook"
            hint = say('在 [paper.代号] 里写 {key} = "{file}"，或删去这个文件', key=key, file=file)
            package.faults.add_at(file, 0, say("没有材料用到这个模板"), hint)


def _check_forms(call: Call, package: Package) -> None:
    """The site prints one form of a procedure: a second template of an applicant would never be seen."""
    for paper in call.papers.values():
        if paper.sender != APPLICANT or paper.template not in call.templates:
            continue
        for procedure in paper.concerns:
            form = lookup.form_paper(call, procedure)
            if form is not None and form != paper:
                problem = say("同一类的申报书已经是“{form}”，这一份不会印出来", form=form.name)
                hint = say("并进“{form}”的模板，或不写 template", form=form.name)
                package.faults.add(Part("paper", paper).place / "template", problem, hint)
                break


def _check_unused(call: Call, package: Package) -> None:
    named = [paper.template for paper in call.papers.values() if paper.template in call.templates]
    used: set[str] = set()
    while named:
        file = named.pop()
        if file in call.templates and file not in used:
            used.add(file)
            named += taken_by(file, call.templates[file])
    for file in call.templates:
        if file not in used:
            hint = say('在 [paper.代号] 里写 template = "{file}"，或删去这个文件', file=file)
            package.faults.add_at(file, 0, say("没有材料用到这个模板"), hint)
