"""The company's words on the wire. Unknown fields are refused."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from integrations.access.company.model import Company, Language, Names, Status, TypeNames
from shared.texts import Trim, Typed

_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"
"""One line: what is printed and shown has no place for control characters."""
Word = Annotated[str, Field(max_length=100, pattern=_LINE)]
Line = Annotated[str, Field(max_length=300, pattern=_LINE)]
TypeCode = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,31}$")]
TypeName = Annotated[str, Field(min_length=1, max_length=40, pattern=_LINE), Trim]
StatusName = Annotated[str, Field(min_length=1, max_length=30, pattern=_LINE), Trim]


class CompanyIn(Typed):
    """The company's words whole; what is left out is gone."""

    model_config = ConfigDict(frozen=True)

    name: Word = ""
    phone: Annotated[Word, Field(max_length=60)] = ""
    address: Line = ""
    requisites: Line = Field(default="", description="whatever else is printed below the name")
    status_names: dict[Language, dict[Status, StatusName]] = Field(
        default={}, description="by language and code; a state that is left out has its usual name"
    )
    type_names: dict[Language, Annotated[dict[TypeCode, TypeName], Field(max_length=50)]] = Field(
        default={},
        description="by language and code; files of orders may hold them, pages show them",
    )

    @property
    def company(self) -> Company:
        """Say it in the room's words."""
        return Company.model_validate(self.model_dump())


class CompanyWordsOut(BaseModel):
    """What pages print of the company, and how they are to call states and types of orders."""

    name: str
    phone: str
    address: str
    requisites: str
    status_names: Names
    type_names: TypeNames

    @classmethod
    def of(cls, company: Company) -> "CompanyWordsOut":
        """Show them."""
        return cls.model_validate(company.model_dump(include=set(cls.model_fields)))


class CompanyOut(Company):
    """The company's words, with what is set at deployment and no page changes."""

    zone: str = Field(description="IANA zone, a parameter of the template: CompanyZone")
    currency: str = Field(description="ISO 4217, a parameter of the template: CompanyCurrency")
