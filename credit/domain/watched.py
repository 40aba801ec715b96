"""The registered facts whose change is told to the owners of a subject."""

from credit.domain.labels import Vocabulary, zh


class Watched(Vocabulary):
    """The value is the name of the fact in `Registration`."""

    NAME = "name", zh("名称")
    REPRESENTATIVE = "legal_representative", zh("法定代表人（负责人、经营者）")
    ADDRESS = "address", zh("住所")
    BUSINESS_PLACE = "business_place", zh("经营场所")
    CAPITAL = "capital", zh("注册资本")
    SCOPE = "scope", zh("经营范围")
    TYPE = "type_label", zh("类型")
    TERM = "term_to", zh("营业期限")
    STATUS = "status", zh("登记状态")
    AUTHORITY = "registration_authority", zh("登记机关")
