"""The fields of the registration form: the only things that it asks for, each of them optional."""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from stdnum.exceptions import ValidationError as NotACurp
from stdnum.mx import curp

from orienta.registration.countries import CODES

Need = Literal[
    "health",
    "mental_health",
    "documents",
    "legal",
    "work",
    "education",
    "social_programmes",
    "bank_account",
    "return",
    "protection",
]
Help = Literal["interpreter", "mobility", "woman_attendant"]
Status = Literal["returned_mexican", "foreign", "unsaid"]
ContactWish = Literal["here", "none"]
CHOICES: dict[str, tuple[str, ...]] = {
    "needs": get_args(Need),
    "helps": get_args(Help),
    "status": get_args(Status),
    "contact_wish": get_args(ContactWish),
}
"""What may be chosen, of the fields that offer a choice."""
MOST_PEOPLE = 20


def _known(code: str) -> str:
    if code not in CODES:
        raise ValueError("not the code of a country")
    return code


def _checked(number: Any) -> str | None:
    try:
        return number and curp.validate(str(number))
    except NotACurp:
        raise ValueError("not a CURP") from None


def _once(chosen: list[Any]) -> list[Any]:
    return list(dict.fromkeys(chosen))


Name = Annotated[str, Field(max_length=60, pattern=r"^\p{L}[^\p{C}]*$")]
"""Begins with a letter, so that no spreadsheet takes it for a formula."""
Country = Annotated[str, Field(pattern="^[A-Z]{2}$"), AfterValidator(_known)]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
People = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
Curp = Annotated[str, Field(pattern="^[A-Z0-9]{18}$"), BeforeValidator(_checked)]


class Fields(BaseModel):
    """What a person answered. Fields that were not asked yet are not set; None is "I'd rather not say"."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: Name | None = Field(None, description="What the person wants to be called; need not be their name.")
    country: Country | None = Field(None, description="Country they come from, ISO 3166-1 alpha-2.")
    language: Language | None = Field(
        None, description="Language in which they want to be attended, ISO 639."
    )
    adults: People | None = Field(
        None, description="Adults who travel along; the person themselves is not counted."
    )
    children: People | None = Field(None, description="Children under 18 who travel along.")
    needs: Annotated[list[Need], AfterValidator(_once)] = Field([], description="What they want help with.")
    helps: Annotated[list[Help], AfterValidator(_once)] = Field(
        [], description="What makes it easier to attend them."
    )
    status: Status = Field("unsaid", description="Whether they are a returned Mexican or come from abroad.")
    contact_wish: ContactWish = Field(
        "none",
        description="Whether they may be written to: in the chat in which they registered, or not at all.",
    )
    curp: Curp | None = Field(None, description="Clave Única de Registro de Población, with its check digit.")

    def unanswered(self) -> list[str]:
        """Return the names of the fields that were not asked yet, in the order of the form."""
        return [name for name in type(self).model_fields if name not in self.model_fields_set]
