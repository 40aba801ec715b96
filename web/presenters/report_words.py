"""What is wrong with a report, or asked about it, in a reader's words: what it is and how to mend it."""

from decimal import Decimal

from credit.domain.annual_report import FieldType, Form, FormField, FormSection
from credit.domain.labels import zh
from credit.rules.annual_report.findings import Finding, Severity
from credit.rules.annual_report.reading import Problem
from web.presenters.parts import Text
from web.presenters.speech import Speech, amount_text

PROBLEM: dict[str, str] = {
    "field.empty": zh("请填写“%(label)s”。没有的填“无”。"),
    "field.empty.plain": zh("请填写“%(label)s”。"),
    "field.empty.number": zh("请填写“%(label)s”。没有的填 0。"),
    "field.choose": zh("请选择“%(label)s”。"),
    "field.long": zh("“%(label)s”太长，最多 %(detail)s 个字。"),
    "list.answer": zh("请回答：%(label)s"),
    "list.empty": zh("“%(label)s”还没有添加。请添加，或者回答“没有”。"),
    "list.long": zh("“%(label)s”最多添加 %(detail)s 条。"),
    "number.shape": zh("“%(label)s”要填数字，例如 12.5。"),
    "number.negative": zh("“%(label)s”不能是负数。"),
    "number.large": zh("“%(label)s”太大了。请检查单位和位数。"),
    "money.yuan": zh("“%(label)s”的单位是万元。请把元换算成万元：50000 元填 5。"),
    "money.places": zh("“%(label)s”最多六位小数。"),
    "count.whole": zh("“%(label)s”要填整数，例如 12。"),
    "percent.range": zh("“%(label)s”要在 0 和 100 之间。"),
    "date.shape": zh("“%(label)s”要填日期，例如 2025-12-31。"),
    "date.none": zh("“%(label)s”没有这一天。请检查年、月、日。"),
    "date.future": zh("“%(label)s”不能晚于今天。"),
    "date.order": zh("“%(label)s”早于开始的日期。请检查年份。"),
    "money.above_subscribed": zh("“%(label)s”比认缴的还多。请检查数额和单位（万元）。"),
    "change.none": zh("“%(label)s”与变更前相同。请填写变更后的内容。"),
    "personal": zh("“%(label)s”里有身份证号、手机号、银行卡号或者邮箱，不能公示。请删去后再提交。"),
    "phone.shape": zh("“%(label)s”不像电话号码。例如 0998-2651188 或者手机号码。"),
    "email.shape": zh("“%(label)s”的格式不正确，例如 name@example.com。"),
    "postcode.shape": zh("“%(label)s”要填六位数字，例如 844000。"),
    "url.shape": zh("“%(label)s”不像网址，例如 https://www.example.com。"),
    "code.length": zh("“%(label)s”应当有 18 位。"),
    "code.charset": zh("“%(label)s”里有不会出现的字符。"),
    "code.check": zh("“%(label)s”的最后一位不对。请逐位核对。"),
}
_PLAIN: dict[FieldType, str] = {
    FieldType.MONEY: "field.empty.number",
    FieldType.COUNT: "field.empty.number",
    FieldType.PERCENT: "field.empty.number",
    FieldType.NAME: "field.empty.plain",
    FieldType.PHONE: "field.empty.plain",
    FieldType.DATE: "field.empty.plain",
    FieldType.CODE: "field.empty.plain",
    FieldType.POSTCODE: "field.empty.plain",
    FieldType.EMAIL: "field.empty.plain",
    FieldType.URL: "field.empty.plain",
}
FINDING: dict[str, str] = {
    "units": zh("“%(label)s”填的是 %(now)s 万元，去年是 %(last)s 万元。是不是把元填成了万元？"),
    "units.per_head": zh("营业收入 %(now)s 万元，从业人数 %(staff)s 人。是不是把元填成了万元？"),
    "units.capital": zh("资产总额 %(now)s 万元，注册资本 %(capital)s 万元。是不是把元填成了万元？"),
    "tenfold.more": zh("“%(label)s”从去年的 %(last)s 变成 %(now)s，大约十倍。是不是多了一个零？"),
    "tenfold.less": zh("“%(label)s”从去年的 %(last)s 变成 %(now)s，大约十分之一。是不是少了一个零？"),
    "copied": zh("各项金额都与去年一模一样。是不是忘了填今年的数？"),
    "balance": zh("资产总额 %(now)s 万元，负债加所有者权益是 %(sum)s 万元，差 %(gap)s 万元。两边应当相等。"),
    "main_revenue": zh(
        "主营业务收入 %(now)s 万元，多于营业总收入 %(whole)s 万元。主营业务收入包括在营业总收入里面。"
    ),
    "tax": zh("纳税总额 %(now)s 万元，营业收入 %(whole)s 万元，税占得太多。两个数是不是填反了？"),
    "tax.none": zh("营业收入 %(whole)s 万元，纳税总额是 0。全年真的没有缴税吗？"),
    "profit": zh("“%(label)s” %(now)s 万元，多于营业收入 %(whole)s 万元。请核对。"),
    "profit.sign": zh("利润总额 %(now)s 万元，净利润 %(net)s 万元，一个盈利一个亏损。是不是漏了减号？"),
    "net_profit": zh("净利润 %(now)s 万元，多于利润总额 %(whole)s 万元。请核对。"),
    "insured": zh("参加社会保险 %(now)s 人，从业人数只有 %(staff)s 人。请核对人数。"),
    "insured.none": zh("从业人数 %(staff)s 人，没有人参加社会保险；去年有 %(last)s 人参加。请核对。"),
    "staff.none": zh("营业收入 %(whole)s 万元，从业人数是 0。请核对人数。"),
    "groups": zh("重点群体合计 %(now)s 人，多于从业人数 %(staff)s 人。请核对。"),
    "party": zh("党员 %(now)s 人，多于从业人数 %(staff)s 人。请核对。"),
    "premium.none": zh("有 %(now)s 人参加社会保险，实际缴费和欠缴都是 0。请核对。"),
    "premium.nobody": zh("缴费 %(now)s 万元，参加社会保险的人数是 0。请核对。"),
    "premium.units": zh(
        "%(staff)s 人参保，缴费 %(now)s 万元，缴费基数 %(base)s 万元。是不是把元填成了万元？"
    ),
    "premium.base": zh("实际缴费 %(now)s 万元，多于缴费基数 %(base)s 万元。两个数是不是填反了？"),
    "part": zh("“%(label)s” %(now)s，多于总数 %(whole)s。请改正其中一个。"),
    "farmers": zh("成员 %(whole)s 人，其中农民 %(now)s 人。农民应当占成员的绝大多数，请核对。"),
    "term.over": zh("驻在期限到 %(on)s 就已经结束。请核对，或者先办理延期。"),
    "paid": zh("实缴 %(now)s，多于认缴 %(whole)s。请核对。"),
    "paid.day": zh("实缴了 %(now)s，请填写实缴出资时间。"),
    "paid.form": zh("实缴了 %(now)s，请选择实缴出资方式。"),
    "paid.later": zh("实缴出资时间 %(on)s 在报告年度以后。这里只填到 %(end)s 为止的出资。"),
    "capital": zh("各股东认缴合计 %(now)s，注册资本是 %(whole)s。请核对，有变化的请先办理变更登记。"),
    "holder": zh("登记的股东里没有“%(name)s”。姓名（名称）要与登记的一致。"),
    "equity.year": zh("股权变更日期 %(on)s 不在 %(year)s 年。这里只填报告年度内的变更。"),
    "equity.same": zh("变更前后的股权比例都是 %(now)s%%。请改正。"),
    "term": zh("履行期限从 %(start)s 到 %(on)s，结束早于开始。请改正。"),
    "twice": zh("“%(label)s”里有两行一模一样。是不是重复添加了？"),
}
REFUSED: dict[str, str] = {
    "report.not_due": zh("还没有到报送时间。"),
    "report.not_owed": zh("不需要报送这一年度的报告。"),
    "report.earlier_first": zh("请先补报以前年度的报告。"),
    "report.correction_closed": zh("更正期已过。确需更正的，请向登记机关申请。"),
    "report.no_draft": zh("这份报告已经提交，或者草稿已经撤销。"),
    "filing.frozen": zh("负责人已经冻结这份报告，暂时不能更正。"),
    "consent.days": zh("天数要在 1 和上限之间。"),
    "consent.paths": zh("请至少选择一项。"),
    "consent.grantee": zh("请写明给谁看。"),
    "unlock.reason": zh("请写明同意更正的理由。"),
    "unlock.open": zh("这份报告现在就可以更正。"),
    "report.unknown": zh("这一年度没有报送过报告。"),
}


def problem_text(words: Speech, form: Form, problem: Problem) -> Text:
    """The sentence of a problem."""
    label = label_of(words, form, problem.path)
    return words.say(PROBLEM[_code(form, problem)], label=label, detail=words.ltr(problem.detail))


def _code(form: Form, problem: Problem) -> str:
    """Its code, narrower where the sentence has to fit the kind of field: there is no half a person."""
    field = place(form, problem.path)[1]
    if problem.code == "number.shape" and field is not None and field.type is FieldType.COUNT:
        return "count.whole"
    if problem.code == "field.empty" and field is not None and field.type in _PLAIN:
        return _PLAIN[field.type]
    return problem.code


def finding_text(words: Speech, form: Form, finding: Finding) -> Text:
    """The sentence of a finding, with its figures."""
    values = {name: _figure(words, name, value) for name, value in finding.figures}
    return words.say(FINDING[finding.code], label=label_of(words, form, finding.paths[0]), **values)


def can_vouch(finding: Finding) -> bool:
    """Whether it is a question, which may be answered with "it is right so"."""
    return finding.severity is Severity.ASK


def label_of(words: Speech, form: Form, path: str) -> Text:
    """What a path is called: a field, a field of a line, or a section."""
    section, field = place(form, path)
    if field is not None:
        return words._(field.label)
    if section is None:
        return ""
    return words._(section.question) if path.endswith(".any") else words._(section.row_label or section.label)


def place(form: Form, path: str) -> tuple[FormSection | None, FormField | None]:
    """The section and the field of a path."""
    parts = path.split(".")
    section = form.section(parts[0])
    field = section.field(parts[-1]) if section is not None and len(parts) > 1 else None
    return section, field


def _figure(words: Speech, name: str, value: str) -> Text:
    if name == "name":
        return words.bdi(value)
    if name in ("on", "end", "start", "year"):
        return words.ltr(value)
    return words.ltr(amount_text(Decimal(value)))
