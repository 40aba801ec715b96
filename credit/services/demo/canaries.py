"""Planted personal data, for tests of the gate only: no command can switch it on.

Every value is invented and carries a valid check digit, so that a detector that looks closely fires.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from credit.domain.records import EnterpriseFacts, Notice, Penalty, Record, Voluntary

# Identity number of nobody (born 1900-01-01), mobile, bank card (Luhn), e-mail, home address.
IDENTITY = "650102190001010016"
MOBILE = "13800138000"
CARD = "6222021234567890128"
EMAIL = "nobody@example.com"
HOME = "家住新疆乌鲁木齐市天山区和平路5号2单元301室"
CANARIES = (IDENTITY, MOBILE, CARD, EMAIL, HOME)


def planted(region: Iterable[EnterpriseFacts]) -> Iterator[EnterpriseFacts]:
    """The region with one canary after the other in its free texts and in names of penalty facts."""
    turn = 0
    for facts in region:
        records = []
        for record in facts.records:
            changed = _plant(record, CANARIES[turn % len(CANARIES)])
            turn += changed is not record
            records.append(changed)
        yield EnterpriseFacts(key=facts.key, registration=facts.registration, records=tuple(records))


def _plant(record: Record, canary: str) -> Record:
    content = record.content
    if isinstance(content, Penalty):
        return replace(record, content=replace(content, facts=f"{content.facts}（{canary}）"))
    if isinstance(content, Notice):
        return replace(record, content=replace(content, body=f"{content.body}联系方式：{canary}"))
    if isinstance(content, Voluntary):
        return replace(record, content=replace(content, text=f"{content.text}{canary}"))
    return record
