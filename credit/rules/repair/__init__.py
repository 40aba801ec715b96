"""Credit repair (信用修复): whether, from when on and how a negative record can be repaired.

Pure: the pages, the reminders, the cases of the officers and the public question all ask here.
"""

from credit.rules.repair.deciders import Field, decider, field_of
from credit.rules.repair.eligibility import eligibility, kind_of

__all__ = ["Field", "decider", "eligibility", "field_of", "kind_of"]
