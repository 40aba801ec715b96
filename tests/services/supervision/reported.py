"""Something reported, for tests of what is around it."""

from sqlalchemy import select

from credit.db.supervision_models import ReporterPhotoRow, ReporterRow
from credit.domain.casework import CaseKind
from credit.domain.supervision import Matter, Reporter, Wish
from credit.services.context import Context
from credit.services.supervision import intake
from credit.services.supervision.envelopes import Box
from tests.services.supervision.pictures import photo


def reported(ctx: Context, box: Box, subject: str) -> dict[str, str]:
    """A broker reported about an enterprise, with a photo: the parts of an address that name it."""
    wish = Wish(matter=Matter.BROKER, text="示例", subject=subject)
    intake.submit(ctx, box, wish, Reporter(name="示例"), [photo()], "5" * 26)
    with ctx.sessions.read() as session:
        tip = session.scalars(select(ReporterRow.case_id)).one()
        picture = session.scalars(select(ReporterPhotoRow.id)).one()
    return {"kind": CaseKind.BROKER.value, "tip": tip, "photo": picture}
