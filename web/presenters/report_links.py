"""Addresses of the pages of annual reports."""

from web.presenters.frame import segment


class Links:
    """The addresses of one subject, in one language."""

    def __init__(self, prefix: str, subject: str) -> None:
        self.all = f"/{prefix}/my/{segment(subject)}/report"
        self.public_page = f"/{prefix}/enterprise/{segment(subject)}"

    def year(self, year: int) -> str:
        return f"{self.all}/{year}"

    def confirm(self, year: int) -> str:
        return f"{self.all}/{year}/confirm"

    def section(self, year: int, key: str) -> str:
        return f"{self.all}/{year}/part/{key}"

    def row(self, year: int, key: str, row: str) -> str:
        return f"{self.all}/{year}/part/{key}/row/{row}"

    def field(self, year: int) -> str:
        return f"{self.all}/{year}/field"

    def check(self, year: int) -> str:
        return f"{self.all}/{year}/check"

    def discard(self, year: int) -> str:
        return f"{self.all}/{year}/discard"

    def receipt(self, year: int, version: int) -> str:
        return f"{self.all}/{year}/receipt/{version}"

    def removal(self, year: int) -> str:
        return f"{self.all}/{year}/removal"

    def consent(self, year: int) -> str:
        return f"{self.all}/{year}/consent"

    def public(self, year: int) -> str:
        return f"{self.public_page}/report/{year}"
