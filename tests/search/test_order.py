"""The order of documents that a question finds for the same reason."""

from bench.corpus import Subject, replacement
from search.document import Document
from search.order import orders


def _document(name: str) -> Document:
    return replacement("k", Subject(name)).documents[0]


def test_joint_stock_companies_stand_first_then_groups_then_other_companies() -> None:
    """Who types a bare brand means most often the greatest that bears it, however long its name is."""
    names = [
        "新疆云杉谷进出口贸易股份有限公司",
        "云杉谷集团有限公司",
        "云杉谷有限公司",
        "云杉谷专业合作社",
        "云杉谷店",
    ]
    ranks = [orders(_document(name))[0] for name in names]
    assert ranks == sorted(ranks, reverse=True)
    assert max(ranks) < 2**53


def test_of_one_form_the_shorter_name_stands_first() -> None:
    long, short = (orders(_document(name))[0] for name in ("云杉谷商贸有限公司", "云杉谷有限公司"))
    assert short > long
    assert orders(_document("云杉谷股份合作公司"))[0] < orders(_document("新疆云杉谷集团公司"))[0]
