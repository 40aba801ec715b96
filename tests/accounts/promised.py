"""What an enterprise promised, for those who try to get at it: ids by the parameters of addresses."""

from msgspec.structs import replace

from credit.domain.actors import Actor
from credit.domain.committing import SignatureKind
from credit.services.commitments import drafts, signing, wordings
from credit.services.commitments.signing import Signature
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload

FOOD = "statement_food"


def promised(owner: Context, handler: Actor, key: str, folder: Folder) -> dict[str, str]:
    """A commitment signed on paper, one begun, and a version of a wording that an officer drafted."""
    first = drafts.begin(owner, key, "statement_general")
    drafts.save(owner, key, first.id, {}, agreed=True)
    paper = Signature(SignatureKind.SEALED, "示例", [Upload("示例.pdf", b"%PDF-1.7 sealed")])
    made = signing.sign(owner, folder, key, first.id, paper, "9" * 26)
    begun = drafts.begin(owner, key, FOOD)
    ctx = Context(owner.sessions, owner.clock, handler)
    with owner.sessions.read() as session:
        source = wordings.find(session, FOOD, handler.authority, owner.clock.today())
    drafted = wordings.draft(ctx, replace(source, version="9", starts=owner.clock.today()))
    return {"commitment": made.id, "draft": begun.id, "wording": drafted.id}
