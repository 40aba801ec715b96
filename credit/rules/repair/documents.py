"""Which papers an application needs: made by the system, fetched by it, or brought by the applicant.

What an authority can see for itself is not asked of anybody (MER Art 16; 国办发〔2025〕22号).
"""

from typing import Final

from credit.domain.repair import Document, DocumentKind, Way
from credit.rules.citations import cites
from credit.rules.publication import ORDER_107
from credit.rules.repair.question import REPAIR_2021, REPAIR_SCHEME, Read

REGISTRATION_REGULATION: Final = "市场主体登记管理条例（国务院令第746号）"
_SIGNED: Final = (
    Document(DocumentKind.APPLICATION, Way.GENERATED),
    Document(DocumentKind.COMMITMENT, Way.GENERATED),
)


@cites(REPAIR_2021, "第五条至第七条")
@cites(ORDER_107, "条号未载", unverified=True)
@cites(REPAIR_SCHEME, "条号未核", unverified=True)
@cites(REGISTRATION_REGULATION, "第十六条")
def papers(read: Read, *own: Document) -> tuple[Document, ...]:
    """Application and commitment, and what one kind of record needs beside them."""
    return (*_SIGNED, *own)


def proof(kind: DocumentKind, *, known: bool) -> Document:
    """A proof: fetched where the register knows, else uploaded."""
    return Document(kind, Way.FETCHED if known else Way.UPLOADED)


def of_penalty(read: Read, *, known: bool) -> tuple[Document, ...]:
    """Of a penalty: what was performed; what was put right where the rule of the day asks for it."""
    asked = read("correction_papers")
    correction = Document(DocumentKind.CORRECTION, Way.UPLOADED, required=asked)
    return papers(read, proof(DocumentKind.PERFORMANCE, known=known), correction)


def of_serious(read: Read, *, known: bool) -> tuple[Document, ...]:
    """Of the serious list: also who acts; the address for service helps and is not asked for."""
    return (
        *of_penalty(read, known=known),
        Document(DocumentKind.IDENTITY, Way.FETCHED),
        Document(DocumentKind.SERVICE_ADDRESS, Way.GENERATED, required=False),
    )


RESTRUCTURED: Final = (
    Document(DocumentKind.APPLICATION, Way.GENERATED),
    Document(DocumentKind.RULING, Way.UPLOADED),
)
