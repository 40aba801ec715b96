"""The internal risk class is refused by name and by statement, however it is spelled."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.errors import InputError
from credit.rules.risk_class import names_risk_class, refuse_risk_class, states_risk_class

NAMES = [
    "风险等级",
    "信用风险分类",
    "企业信用风险分类结果",
    "信用风险等级",
    "风险类别",
    "风险 类别",
    "风险级别（A-D）",
    "风险评分",
    "分类等级（信用风险）",
    "risk_class",
    "RiskClass",
    "risk level",
    "credit-risk-grade",
    "ＲＩＳＫ＿ＣＬＡＳＳ",
    "class_of_risk",
    "risk_score",
    "XYFXFL",
    "fx_dj",
    "خەتەر دەرىجىسى",
]
INNOCENT = [
    "企业名称",
    "统一社会信用代码",
    "许可类别",
    "处罚类别",
    "分类",
    "等级",
    "class",
    "subject_class",
    "level",
    "降低资质等级",
    "asterisk",
    "CF_CFLB",
    "XK_XKLB",
    "FXRQ",
    "风险提示",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_class_are_refused(name: str) -> None:
    assert names_risk_class(name)
    with pytest.raises(InputError) as refused:
        refuse_risk_class(["企业名称", name])
    assert refused.value.code == "risk_class.refused"
    assert refused.value.params == {"column": name}


@pytest.mark.parametrize("word", ["风险", "risk", "等级", "خەتەر", "class"])
def test_a_heading_made_to_hurt_is_read_at_once(word: str) -> None:
    begun = process_time()
    assert not names_risk_class(word * 100_000)
    assert process_time() - begun < 2


@pytest.mark.parametrize("name", INNOCENT)
def test_other_columns_pass(name: str) -> None:
    assert not names_risk_class(name)
    refuse_risk_class([name])


@given(st.sampled_from(NAMES), st.integers(0, 4))
def test_the_class_is_found_at_any_depth(name: str, depth: int) -> None:
    tree: object = {name: "C"}
    for level in range(depth):
        tree = [tree] if level % 2 else {"企业名称": tree}
    with pytest.raises(InputError):
        refuse_risk_class(tree)  # type: ignore[arg-type]


def test_values_are_not_taken_for_names() -> None:
    refuse_risk_class({"备注": "风险等级", "明细": ["风险等级"]})


def test_the_error_does_not_repeat_the_value() -> None:
    with pytest.raises(InputError) as refused:
        refuse_risk_class({"风险等级": "D-CANARY"})
    assert "CANARY" not in repr((refused.value.args, refused.value.params))


@pytest.mark.parametrize(
    "text",
    [
        "信用风险等级：C类",
        "该企业信用风险分类为Ｄ级。",
        "风险等级 B",
        "属于A类风险企业",
        "风险分类结果：d，需加强检查",
        "信用风险：C类",
        "企业信用风险为Ｃ级",
        "风险等级评定结果（二〇二四年度）为C类",
        "信用风险分类等级经评定属于较高风险的C类企业",
        "风险等级[C]",
        '{"风险等级":"C"}',
        "信用风险等级“D”",
    ],
)
def test_statements_of_the_class_are_seen(text: str) -> None:
    assert states_risk_class(text)


@pytest.mark.parametrize(
    "text",
    [
        "食品安全风险分级管理",
        "风险监测，Bacillus 超标",
        "风险等级评定办法",
        "产品等级：A级",
        "风险评估APP开发",
        "防范金融信用风险，完善 CRM 系统",
        "信用风险评估咨询；A 座 3 层",
        "风险等级评定办法自 2024 年起施行，B 超检查照常进行",
    ],
)
def test_other_texts_pass(text: str) -> None:
    assert not states_risk_class(text)
