"""Samples of messages and of the home page."""

from web.presenters.gallery.invented import Say
from web.presenters.parts import Link, Problem


def messages(say: Say) -> dict[str, object]:
    return {
        "banner_links": (Link(label=say("查看公告", "ئېلاننى كۆرۈش"), href="#"),),
        "banner_title": say("搜索服务正在恢复，暂按名称开头查找", "ئىزدەش مۇلازىمىتى ئەسلىگە كېلىۋاتىدۇ"),
        "banner_text": say(
            "企业页面和按代码查询不受影响。", "كارخانا بەتلىرى ۋە كود بويىچە ئىزدەش تەسىرگە ئۇچرىمايدۇ."
        ),
        "problems": (
            Problem(
                say("代码应为 18 位，现有 17 位", "كود 18 خانىلىق بولۇشى كېرەك، ھازىر 17 خانە"), "q-wrong"
            ),
            Problem(say("请选择一个地区", "بىر رايوننى تاللاڭ")),
        ),
        "problem_title": say("有 2 处需要改正", "2 يەرنى تۈزىتىش كېرەك"),
        "empty_title": say("没有找到“天山金石”", "«تىيانشان جىنشى» تېپىلمىدى"),
        "empty_text": say(
            "换一种写法，或者去掉一个条件再试。", "باشقىچە يېزىپ ياكى بىر شەرتنى ئېلىۋېتىپ قايتا سىناڭ."
        ),
        "empty_links": (
            Link(
                label=say("去掉条件“在营”", "«تىجارەت قىلىۋاتقان» شەرتىنى ئېلىۋېتىش"),
                href="#",
                text=say("32 家企业", "32 كارخانا"),
            ),
            Link(label="天山金实", href="#", lang="zh-Hans", text=say("读音相近", "تەلەپپۇزى يېقىن")),
        ),
        "section_empty": say("没有抽查检查记录", "تاللاپ تەكشۈرۈش خاتىرىسى يوق"),
        "section_empty_text": say(
            "表示登记机关至今没有公布对这家企业的检查结果。",
            "تىزىملاش ئورگىنى تەكشۈرۈش نەتىجىسى ئېلان قىلمىغان.",
        ),
        "doors": (
            Link(
                label=say("查企业", "كارخانا ئىزدەش"),
                href="#",
                icon="enterprise",
                text=say("登记、许可、处罚、名单", "تىزىملاش، ئىجازەت، جازا"),
            ),
            Link(
                label=say("看公告", "ئېلانلار"),
                href="#",
                icon="notice",
                text=say("注销、清算、歇业等公告", "تىزىمدىن ئۆچۈرۈش قاتارلىقلار"),
            ),
            Link(
                label=say("企业办事", "كارخانا ئىشلىرى"),
                href="#",
                icon="file",
                text=say("年度报告、即时信息", "يىللىق دوكلات"),
            ),
            Link(
                label=say("信用修复", "ئىناۋەتنى ئەسلىگە كەلتۈرۈش"),
                href="#",
                icon="repair",
                text=say("移出名单、停止公示", "تىزىملىكتىن چىقىرىش"),
            ),
        ),
        "counts": (
            Link(label=say("今日公示的许可", "بۈگۈن ئاشكارىلانغان ئىجازەت"), href="#", count="126"),
            Link(label=say("今日公示的处罚", "بۈگۈن ئاشكارىلانغان جازا"), href="#", count="9"),
            Link(label=say("本周列入异常名录", "بۇ ھەپتە تىزىملىككە كىرگەن"), href="#", count="31"),
        ),
    }
