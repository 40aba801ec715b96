"""Whole files in: what is taken, what is refused and how that is told."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import openpyxl
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.records import Licence, Penalty
from credit.domain.values import NOT_DISCLOSED
from credit.domain.vocabulary import RecordKind
from credit.services import projection
from credit.services.context import Context
from credit.services.imports.columns import Table
from credit.services.imports.extents import too_large
from credit.services.imports.manual import example, examples, manual
from credit.services.imports.receipts import write_rejects
from credit.services.imports.run import Receipt, import_file, rejects, waiting_count
from credit.services.imports.screening import RefusedError
from credit.services.imports.tables import BY_NAME, TABLES
from credit.services.public import PublicReader
from tests.fixtures.facts import CLOCK, code

DOCS = Path(__file__).parents[2] / "docs"
# by those whose it is, or decided here after a hearing: no table to import
FILED_HERE = {RecordKind.ANNUAL_REPORT, RecordKind.INSTANT, RecordKind.BREACH}
IDENTITY = "110101199003070134"
Cells = dict[str, str]


@pytest.fixture
def ctx(lone_sessions: Sessions) -> Context:
    return Context(lone_sessions, CLOCK, system("test"))


@pytest.fixture
def take(ctx: Context, tmp_path: Path) -> Callable[..., Receipt]:
    """Import bytes as a file of some name, and publish."""

    def run(content: bytes, name: str = "file.csv", **options: object) -> Receipt:
        path = tmp_path / name
        path.write_bytes(content)
        receipt = import_file(ctx, path, **options)  # type: ignore[arg-type]
        projection.project_marked(ctx.sessions, CLOCK)
        return receipt

    return run


def row(name: str, /, **changes: str) -> Cells:
    """The example row of a table with some cells changed; names of columns, not labels."""
    shown = {column.name: column.example for column in BY_NAME[name].columns if column.example}
    return shown | changes


def sheet(rows: Iterable[Cells], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    listed = list(rows)
    text = io.StringIO()
    headings = list(dict.fromkeys(key for one in listed for key in one))
    writer = csv.DictWriter(text, headings, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode(encoding)


def enterprise(number: int = 1, **changes: str) -> Cells:
    own = {"credit_code": code(number), "registration_no": "", "source_id": f"reg-{number}"}
    return row("registration", **(own | changes))


def reasons(ctx: Context, receipt: Receipt) -> list[tuple[str, str, str]]:
    return list(rejects(ctx, receipt.file_id))


def records_of(ctx: Context, address: str) -> list[object]:
    located = PublicReader(ctx.sessions, CLOCK).enterprise(address)
    assert located is not None
    return [one.content for one in located.dossier.records]


def test_the_manual_is_the_one_of_these_tables() -> None:
    assert (DOCS / "import.md").read_text(encoding="utf-8") == manual()
    for name, content in examples():
        if name.endswith(".xlsx"):
            rows = openpyxl.load_workbook(DOCS / "examples" / name).worksheets[0].iter_rows(values_only=True)
            assert [list(cells) for cells in rows][1:] == [list(part) for part in example(BY_NAME["licence"])]
        else:
            assert (DOCS / "examples" / name).read_bytes() == content


def test_there_is_a_table_for_every_kind_of_record() -> None:
    imported = set(RecordKind) - FILED_HERE
    assert {table.name for table in TABLES} == {kind.value for kind in imported} | {
        "registration",
        "authority_notice",
    }


@pytest.mark.parametrize("path", sorted((DOCS / "examples").iterdir()), ids=lambda path: path.name)
def test_every_example_imports_as_it_stands(path: Path, ctx: Context) -> None:
    import_file(ctx, DOCS / "examples" / "registration.csv")
    receipt = import_file(ctx, path)
    assert receipt.counts["rows"] > 0
    assert receipt.counts["rejected"] == receipt.counts["waiting"] == receipt.counts["held"] == 0
    assert receipt.unknown == ()


def test_every_example_is_published(ctx: Context) -> None:
    import_file(ctx, DOCS / "examples" / "mixed.jsonl")
    projection.project_marked(ctx.sessions, CLOCK)
    shown = {type(content).record_kind() for content in records_of(ctx, "91650102000000019F")}  # type: ignore[attr-defined]
    gone_by_rule = {RecordKind.PENALTY}  # a small fine, two years old
    assert shown | gone_by_rule | FILED_HERE == set(RecordKind)


def test_again_changes_nothing(ctx: Context, take: Callable[..., Receipt]) -> None:
    content = (DOCS / "examples" / "mixed.jsonl").read_bytes()
    first, second = take(content, "a.jsonl"), take(content, "a.jsonl")
    assert first.counts["new"] == first.counts["rows"] == second.counts["unchanged"] == 19


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(
    encoding: str, delimiter: str, take: Callable[..., Receipt], ctx: Context
) -> None:
    receipt = take(sheet([enterprise()], encoding, delimiter))
    assert receipt.counts["new"] == 1
    located = PublicReader(ctx.sessions, CLOCK).enterprise(code(1))
    assert located is not None
    assert located.dossier.registered.uyghur_name == enterprise()["uyghur_name"] or encoding == "gb18030"


def test_labels_widths_titles_and_unknown_columns(take: Callable[..., Receipt]) -> None:
    headings, cells = example(BY_NAME["penalty"])
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["2024 年行政处罚信息公示表"])
    writer.writerow([heading.replace("（", "(").replace("）", ")") for heading in headings] + ["办案人员"])
    writer.writerow([*cells, "示例丙"])
    receipt = take(text.getvalue().encode())
    assert receipt.table == "penalty"
    assert receipt.counts["waiting"] == 1
    assert receipt.unknown == ("办案人员",)


def test_stated_absence_and_no_end(take: Callable[..., Receipt], ctx: Context) -> None:
    take(sheet([enterprise(capital="企业选择不公示")]))
    take(sheet([row("licence", XK_XDR_SHXYM=code(1), XK_YXQZI="2099-12-31")]), "l.csv")
    located = PublicReader(ctx.sessions, CLOCK).enterprise(code(1))
    assert located is not None
    assert located.dossier.registered.capital == NOT_DISCLOSED
    (content,) = records_of(ctx, code(1))
    assert isinstance(content, Licence)
    assert content.valid_to is None


def test_every_problem_of_a_row_is_named(take: Callable[..., Receipt], ctx: Context, tmp_path: Path) -> None:
    bad = row("penalty", CF_XDR_SHXYM="123", CF_JDRQ="2027-01-01", CF_WSH="", CF_NR_FK="-5")
    receipt = take(sheet([row("penalty"), bad]))
    assert receipt.counts["rejected"] == 1
    assert reasons(ctx, receipt) == [
        ("3", "行政相对人代码_1（统一社会信用代码）", "统一社会信用代码应为 18 位"),
        ("3", "罚款金额（万元）", "金额不能为负数"),
        ("3", "行政处罚决定书文号", "必填"),
        ("3", "处罚决定日期", "日期晚于接收日期"),
    ]
    path = write_rejects(ctx, receipt, tmp_path)
    assert path is not None
    assert path.read_text(encoding="utf-8-sig").splitlines()[0] == "行号,列,原因"


def test_natural_persons_and_identity_numbers_leave_no_trace(
    take: Callable[..., Receipt], ctx: Context, tmp_path: Path
) -> None:
    personal = {
        "CF_FR_SFZH": IDENTITY,
        "CF_FR_ZJHM": IDENTITY,
        "CF_XDR_ZJHM": IDENTITY,
        "法定代表人身份证号码": IDENTITY,
    }
    person = row("penalty", CF_XDR_LB="自然人", CF_XDR_MC="示例自然人", CF_XDR_SHXYM=IDENTITY) | personal
    firm = (
        row("penalty", CF_WSH="乌市监罚〔2026〕9号", CF_XDR_SHXYM=code(5), CF_SY=f"当事人身份证号{IDENTITY}")
        | personal
    )
    receipt = take(sheet([person, firm]))
    assert receipt.counts["rejected"] == receipt.counts["waiting"] == receipt.counts["held"] == 1
    assert set(receipt.dropped) == set(personal)
    path = write_rejects(ctx, receipt, tmp_path / "out")
    assert path is not None
    told = path.read_text(encoding="utf-8-sig")
    assert "自然人不建立信用记录" in told
    assert IDENTITY not in told
    assert "示例自然人" not in told
    ctx.sessions.close()
    for file in tmp_path.glob("portal.db*"):
        assert IDENTITY.encode() not in file.read_bytes()
        assert "示例自然人".encode() not in file.read_bytes()


def test_free_text_with_personal_data_is_held_back(take: Callable[..., Receipt], ctx: Context) -> None:
    take(sheet([enterprise()]))
    held = row(
        "penalty",
        CF_XDR_SHXYM=code(1),
        CF_JDRQ="2026-05-06",
        CF_NR_FK="30",
        published_on="2026-05-08",
        CF_SY="电话13899990000",
    )
    assert take(sheet([held]), "p.csv").counts["held"] == 1
    assert records_of(ctx, code(1)) == []
    fixed = held | {"CF_SY": "当事人销售商品未标明价格。"}
    assert take(sheet([fixed]), "p.csv").counts["changed"] == 1
    (content,) = records_of(ctx, code(1))
    assert isinstance(content, Penalty)


RISKY = [
    ("csv", sheet([enterprise() | {"企业信用风险分类": "C"}])),
    ("csv", sheet([enterprise() | {"RISK_LEVEL": "C"}])),
    ("csv", sheet([enterprise() | {"风 险 等 级": "C"}], "gb18030")),
    (
        "jsonl",
        orjson.dumps(enterprise()) + b"\n" + orjson.dumps({"kind": "check", "x": [{"y": {"风险等级": "D"}}]}),
    ),
    ("jsonl", orjson.dumps(enterprise()) + b'\n{"\\u98ce\\u9669\\u5206\\u7c7b": "A"}'),
]


@pytest.mark.parametrize(("suffix", "content"), RISKY)
def test_the_risk_class_refuses_the_whole_file(
    suffix: str, content: bytes, take: Callable[..., Receipt], ctx: Context
) -> None:
    with pytest.raises(RefusedError, match="风险分类"):
        take(content, f"x.{suffix}")
    assert PublicReader(ctx.sessions, CLOCK).enterprise(code(1)) is None


def test_the_risk_class_in_a_sheet_refuses_the_workbook(ctx: Context, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(list(enterprise()))
    workbook.worksheets[0].append(list(enterprise().values()))
    workbook.create_sheet("二").append([*enterprise(), "风险等级"])
    workbook.save(tmp_path / "x.xlsx")
    with pytest.raises(RefusedError, match="风险分类"):
        import_file(ctx, tmp_path / "x.xlsx")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_identity_number_in_any_column_stays_nowhere(
    table: Table, take: Callable[..., Receipt], ctx: Context, tmp_path: Path
) -> None:
    """Whatever column it stands in, of a record that waits too: not in the database, not in the rejects."""
    rows = []
    for number, column in enumerate(table.columns):
        cells = row(table.name, source_id=f"a-{number}", registration_no="")
        if table.name == "registration":
            cells["credit_code"] = code(100 + number)
        rows.append(cells | {column.name: IDENTITY})
    receipt = take(sheet(rows), table=table)
    assert receipt.counts["rows"] == len(rows)
    path = write_rejects(ctx, receipt, tmp_path / "out")
    assert path is None or IDENTITY not in path.read_text(encoding="utf-8-sig")
    ctx.sessions.close()
    for file in tmp_path.glob("portal.db*"):
        assert IDENTITY.encode() not in file.read_bytes()


def test_an_amount_that_looks_like_a_telephone_is_an_amount(
    take: Callable[..., Receipt], ctx: Context
) -> None:
    take(sheet([enterprise()]))
    receipt = take(sheet([row("penalty", CF_NR_FK="13999887766", published_on="2026-05-08")]))
    assert (receipt.counts["new"], receipt.counts["held"]) == (1, 0)
    located = PublicReader(ctx.sessions, CLOCK).enterprise(code(1))
    assert located is not None
    fines = [one.content.fine for one in located.dossier.records if isinstance(one.content, Penalty)]
    assert [str(getattr(fine, "amount", fine)) for fine in fines] == ["13999887766"]


def test_a_sheet_named_after_the_risk_class_refuses_the_workbook(ctx: Context, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(list(enterprise()))
    workbook.worksheets[0].append(list(enterprise().values()))
    workbook.create_sheet("信用风险分类结果").append(["名称", "结果"])
    workbook.save(tmp_path / "x.xlsx")
    with pytest.raises(RefusedError, match="风险分类"):
        import_file(ctx, tmp_path / "x.xlsx")


def test_the_name_of_a_sheet_reaches_the_rejects_without_personal_numbers(
    ctx: Context, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = f"表{IDENTITY}"
    workbook.worksheets[0].append(list(enterprise()))
    workbook.worksheets[0].append(["只有名称"])
    workbook.save(tmp_path / "x.xlsx")
    receipt = import_file(ctx, tmp_path / "x.xlsx")
    told = reasons(ctx, receipt)
    assert told[0][0].endswith("!2")
    assert IDENTITY not in repr(told)


def test_a_risk_class_told_in_a_text_rejects_the_row(take: Callable[..., Receipt], ctx: Context) -> None:
    receipt = take(sheet([row("penalty", CF_SY="该企业信用风险等级为D类，依法处罚。")]))
    assert reasons(ctx, receipt) == [("2", "违法事实", "含有企业信用风险分类的内容，不予接收")]


def test_a_sheet_that_reaches_to_the_last_corner_is_refused(ctx: Context, tmp_path: Path) -> None:
    """Laid out it would take half a terabyte, which ends the process instead of the import."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(list(enterprise()))
    workbook.worksheets[0].append(list(enterprise().values()))
    workbook.save(tmp_path / "x.xlsx")
    assert not too_large(tmp_path / "x.xlsx")
    workbook.worksheets[0]["XFD1048576"] = "1"
    workbook.save(tmp_path / "x.xlsx")
    with pytest.raises(RefusedError, match="范围太大"):
        import_file(ctx, tmp_path / "x.xlsx")


def test_spreadsheets_with_numbers_and_dates(ctx: Context, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    cells: dict[str, object] = dict(enterprise())
    cells |= {"established_on": date(2016, 4, 12), "capital": 500.5, "division": 650102.0}
    workbook.worksheets[0].append(list(cells))
    workbook.worksheets[0].append(list(cells.values()))
    workbook.worksheets[0].append([])
    workbook.worksheets[0].append(["只有名称"])
    workbook.save(tmp_path / "x.xlsx")
    receipt = import_file(ctx, tmp_path / "x.xlsx")
    assert (receipt.counts["rows"], receipt.counts["new"], receipt.counts["rejected"]) == (2, 1, 1)
    assert reasons(ctx, receipt)[0][0] == "Sheet!4"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b""),
        ("x.csv", "甲,乙\n1,2\n".encode()),
        ("x.xlsx", b"PK no spreadsheet"),
        ("x.json", b'[{"kind": "licence"}]'),
    ],
)
def test_files_that_are_none(name: str, content: bytes, take: Callable[..., Receipt]) -> None:
    with pytest.raises(RefusedError):
        take(content, name)


def test_broken_lines_are_named_and_the_rest_is_taken(take: Callable[..., Receipt], ctx: Context) -> None:
    lines = [orjson.dumps(enterprise()), b'{"kind": ', b"[1]", b'{"kind": "unheard"}', b"", b"\xff\xfe{}"]
    receipt = take(b"\n".join(lines), "x.jsonl")
    assert receipt.counts["new"] == 1
    assert [place for place, _, _ in reasons(ctx, receipt)] == ["2", "3", "4", "6"]


def test_a_damaged_cell_is_named(take: Callable[..., Receipt], ctx: Context) -> None:
    content = sheet([enterprise(), enterprise(2, name="好公司")])
    damaged = content.replace("好公司".encode(), b"\xe5\xa5\xbd\xff\xff")
    receipt = take(damaged)
    assert receipt.counts["new"] == 1
    assert reasons(ctx, receipt) == [("3", "名称", "含有无法识别的字符，请检查文件编码")]


@pytest.mark.parametrize("tail", [b"A", b"\x00\xd8", b"\x00\xd8A\x00"])
def test_a_damaged_end_of_a_utf_16_file_is_named(
    tail: bytes, take: Callable[..., Receipt], ctx: Context
) -> None:
    receipt = take(sheet([enterprise()], "utf-16") + tail)
    assert receipt.counts["new"] == 1
    assert {place for place, _, _ in reasons(ctx, receipt)} == {"3"}


def test_damage_in_recoded_json_is_named(take: Callable[..., Receipt], ctx: Context) -> None:
    line = orjson.dumps(enterprise(name="好公司")).decode().encode("gb18030")
    receipt = take(line.replace("好公司".encode("gb18030"), b"\xba\xc3\xff\xff"), "x.jsonl")
    assert receipt.counts["new"] == 0
    assert reasons(ctx, receipt) == [("1", "名称", "含有无法识别的字符，请检查文件编码")]


def test_two_subjects_in_one_row_are_a_conflict(take: Callable[..., Receipt], ctx: Context) -> None:
    take(sheet([enterprise(1), enterprise(2)]))
    mixed = row("licence", XK_XDR_SHXYM=code(1))
    receipt = take(sheet([mixed]), "ok.csv")
    assert receipt.counts["new"] == 1
    receipt = take(sheet([enterprise(1, old_codes=code(2))]), "c.csv")
    assert reasons(ctx, receipt) == [("2", "统一社会信用代码", "代码分属不同的主体")]


def test_waiting_rows_are_attached_and_counted(take: Callable[..., Receipt], ctx: Context) -> None:
    take(sheet([row("licence", XK_XDR_SHXYM=code(1))]), "l.csv")
    assert waiting_count(ctx) == 1
    assert take(sheet([enterprise()])).counts["attached"] == 1
    assert waiting_count(ctx) == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), suffix=st.sampled_from(["csv", "jsonl", "xlsx"]))
def test_no_content_breaks_the_import(content: bytes, suffix: str, ctx: Context, tmp_path: Path) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(sheet([enterprise()]) + content if suffix == "csv" else content)
    try:
        import_file(ctx, path)
    except RefusedError:
        return


def test_a_file_of_names_alone_is_told_which_columns_it_lacks(take: Callable[..., Receipt]) -> None:
    with pytest.raises(RefusedError, match=r"登记信息.*还缺少列：主体类型、登记状态、登记机关"):
        take("企业名称\n示例公司\n".encode(), "x.csv")
    with pytest.raises(RefusedError, match="没有一行含有"):
        take("甲,乙\n1,2\n".encode(), "x.csv")
