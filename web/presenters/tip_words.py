"""Reports and questions of the public in words: what is refused, what happened."""

from collections.abc import Mapping
from typing import Final

from credit.domain.labels import zh

REFUSED: Final[Mapping[str, tuple[str, str]]] = {  # code -> words, field
    "tip.text": (zh("请写明情况，不超过 3000 个字"), "text"),
    "tip.reporter": (zh("联系方式太长，请检查"), "name"),
    "tip.subject": (zh("没有找到使用这个代码的企业，请检查后再试"), "subject"),
    "tip.code": (zh("查询码由 16 个字母和数字组成，请检查后再试"), "code"),
    "tip.unknown": (zh("没有找到这个查询码，请检查后再试"), "code"),
    "tip.closed": (zh("这件事项已经办结"), ""),
    "tip.destroyed": (zh("这件事项的材料已经按期销毁"), ""),
    "tip.full": (zh("补充的材料太多，请等待答复"), ""),
    "tip.not_accepted": (zh("请先受理，再答复核查结果"), ""),
    "tip.outcome": (zh("这类事项没有这种核查结果，请重新选择"), "outcome"),
    "tip.answer": (zh("请用汉文或者维吾尔文写明说明，两种合计不超过 2000 个字"), "text"),
    "tip.agency": (zh("请填写机关名称，不超过 100 个字，不写人名和号码"), "agency"),
    "tip.names_reporter": (zh("文字里出现了提交人的姓名或者联系方式，请删去"), "text"),
    "tip.personal": (zh("文字里有身份证号、手机号、银行卡号或者电子邮箱，请删去"), "text"),
    "tip.checked": (zh("这项承诺已经在核查，请在核查中一并处理"), "outcome"),
    "photo.many": (zh("一次最多 4 张照片，其余的可以以后补充"), "photos"),
    "photo.large": (zh("有照片超过 7 MB，请缩小后重新选择"), "photos"),
    "photo.kind": (zh("有文件不是能够打开的照片。请选择 JPG、PNG 或者 WebP 格式的照片"), "photos"),
}

HAPPENED: Final[Mapping[str, str]] = {
    "tip.accepted": zh("已经受理"),
    "tip.added": zh("提交人补充了材料"),
    "tip.withdrawn": zh("提交人撤回"),
    "tip.declined": zh("不予受理：%(declined)s"),
    "tip.handed_over": zh("移送%(agency)s"),
    "tip.passed_on": zh("转交其他市场监督管理部门办理"),
    "tip.answered": zh("办结并答复：%(outcome)s"),
}
