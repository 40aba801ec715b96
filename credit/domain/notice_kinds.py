"""Kinds of notice (信息公告), and of whom each can be said."""

from credit.domain.labels import Vocabulary, zh


class NoticeKind(Vocabulary):
    """Notices (信息公告): under a subject, of an authority, some of them both."""

    LIQUIDATION = "liquidation", zh("清算组备案公告")
    CREDITORS = "creditors", zh("债权人公告")
    SIMPLE_DEREGISTRATION = "simple_deregistration", zh("简易注销公告")
    CAPITAL_REDUCTION = "capital_reduction", zh("减资公告")
    MERGER = "merger", zh("合并公告")
    DIVISION = "division", zh("分立公告")
    RESCISSION = "rescission", zh("撤销虚假登记公示")
    FORCED_DEREGISTRATION = "forced_deregistration", zh("强制注销公告")
    LICENCE_VOID = "licence_void", zh("营业执照作废声明")
    DORMANCY = "dormancy", zh("歇业公示")
    DORMANCY_END = "dormancy_end", zh("终止歇业公示")
    ABNORMAL_REMINDER = "abnormal_reminder", zh("列入经营异常名录提醒公告")
    REVOCATION_HEARING = "revocation_hearing", zh("拟吊销听证告知公告")
    REPORT_REMINDER = "report_reminder", zh("年报催报公告")
    CHECK_PLAN = "check_plan", zh("抽查工作计划公告")
    CHECK_ITEMS = "check_items", zh("随机抽查事项清单")
    CHECK_TASK = "check_task", zh("抽查任务公告")
    CHECK_RESULTS = "check_results", zh("抽查结果公告")
    ABNORMAL_BATCH = "abnormal_batch", zh("列入经营异常名录公告")
    ABNORMAL_REMOVAL = "abnormal_removal", zh("移出经营异常名录公告")
    SERIOUS_BATCH = "serious_batch", zh("列入严重违法失信名单公告")
    SERIOUS_REMOVAL = "serious_removal", zh("移出严重违法失信名单公告")
    REVOCATION = "revocation", zh("吊销营业执照公告")
    OTHER_NOTICE = "other_notice", zh("其他公告")


OF_AUTHORITY_ALONE = frozenset(
    {
        NoticeKind.CHECK_PLAN,
        NoticeKind.CHECK_ITEMS,
        NoticeKind.CHECK_TASK,
        NoticeKind.CHECK_RESULTS,
        NoticeKind.ABNORMAL_BATCH,
        NoticeKind.ABNORMAL_REMOVAL,
        NoticeKind.SERIOUS_BATCH,
        NoticeKind.SERIOUS_REMOVAL,
        NoticeKind.REVOCATION,
        NoticeKind.OTHER_NOTICE,
    }
)
"""Kinds that no subject carries: an authority says them of many, or of none."""

OF_SUBJECT_ALONE = frozenset(
    {
        NoticeKind.LIQUIDATION,
        NoticeKind.CREDITORS,
        NoticeKind.SIMPLE_DEREGISTRATION,
        NoticeKind.CAPITAL_REDUCTION,
        NoticeKind.MERGER,
        NoticeKind.DIVISION,
        NoticeKind.LICENCE_VOID,
        NoticeKind.DORMANCY,
        NoticeKind.DORMANCY_END,
    }
)
"""Kinds that one subject alone can be told of."""
