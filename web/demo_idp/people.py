"""The invented people: who they are, and what the provider says of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from credit.services.demo.tables import table

FILE = Path(__file__).with_name("people.toml")
_REPRESENTATIVE = "@"  # begins a name that is read from the region: that of the representative of a code


@dataclass(frozen=True, slots=True)
class Someone:
    """label and hint are for choosing; the rest are claims."""

    id: str
    label: str
    label_ug: str
    hint: str
    hint_ug: str
    name: str
    email: str
    name_ug: str = ""
    locale: str = "zh-Hans-CN"
    acr: str = ""
    licences: tuple[Any, ...] = ()
    authority: str = ""
    roles: tuple[str, ...] = field(default=())

    def claims(self, scope: str) -> dict[str, Any]:
        """What a client with these scopes is told."""
        asked = set(scope.split())
        told: dict[str, Any] = {"sub": f"demo-{self.id}", "acr": self.acr}
        if "profile" in asked:
            told |= {"name": self.name, "locale": self.locale}
        if "profile" in asked and self.name_ug:
            told["name#ug"] = self.name_ug  # a claim in a language: OpenID Connect Core 5.2
        if "email" in asked:
            told["email"] = self.email
        if "licence" in asked and self.licences:
            told["licences"] = list(self.licences)
        if "office" in asked and self.authority:
            told |= {"authority": self.authority, "roles": list(self.roles)}
        return told


@cache
def people() -> Mapping[str, Someone]:
    """Everybody, by id."""
    with FILE.open("rb") as file:
        written = tomllib.load(file)["person"]
    return {one["id"]: _someone(one) for one in written}


def _someone(written: dict[str, Any]) -> Someone:
    name = written["name"]
    if name.startswith(_REPRESENTATIVE):
        written = {**written, "name": _representatives()[name.removeprefix(_REPRESENTATIVE)]}
    lists = {key: tuple(written.get(key, ())) for key in ("licences", "roles")}
    return Someone(**{**written, **lists})


def _representatives() -> dict[str, str]:
    return {row["credit_code"]: row["person"] for row in table("showcase.tsv")}
