"""What a customer may be asked beside the score: each optional, and only what the company asks."""

from collections.abc import Collection, Mapping
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Question = Literal["nps", "ces", "quality", "punctuality", "politeness", "price"]
QUESTIONS: Final[tuple[Question, ...]] = get_args(Question)
SUB_RATINGS: Final[tuple[Question, ...]] = QUESTIONS[2:]
SCALES: Final[Mapping[Question, range]] = {
    "nps": range(11),
    "ces": range(1, 8),
    **dict.fromkeys(SUB_RATINGS, range(1, 6)),
}
"""NPS: would they recommend us, 0 to 10; CES: how easy it was, 1 to 7; the rest as the score."""


class SubRatings(BaseModel):
    """Scores of 1 to 5 for sides of the work; None where nothing was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quality: int | None = Field(default=None, ge=1, le=5, strict=True)
    punctuality: int | None = Field(default=None, ge=1, le=5, strict=True)
    politeness: int | None = Field(default=None, ge=1, le=5, strict=True)
    price: int | None = Field(default=None, ge=1, le=5, strict=True)


class Survey(BaseModel):
    """What was said beside score and words."""

    model_config = ConfigDict(frozen=True)

    nps: int | None = None
    ces: int | None = None
    sub_ratings: SubRatings = SubRatings()

    @classmethod
    def of(cls, said: Mapping[str, int | None]) -> "Survey":
        """Put single scores together."""
        sides = {name: said.get(name) for name in SUB_RATINGS}
        return cls(nps=said.get("nps"), ces=said.get("ces"), sub_ratings=SubRatings(**sides))

    @property
    def scores(self) -> dict[Question, int | None]:
        """Give the single scores."""
        said: dict[str, Any] = {"nps": self.nps, "ces": self.ces, **self.sub_ratings.model_dump()}
        return {name: said[name] for name in QUESTIONS}

    def within(self, asks: Collection[Question], before: "Survey") -> "Survey":
        """Give the survey with what is no longer asked as it was said before."""
        return Survey.of(
            {
                name: score if name in asks else before.scores[name]
                for name, score in self.scores.items()
            }
        )


NOTHING: Final = Survey()
"""What is said where nothing is asked."""


def questions(listed: str) -> frozenset[Question]:
    """Read which questions the company asks, from names with commas between."""
    names = {name.strip() for name in listed.split(",")}
    return frozenset(name for name in QUESTIONS if name in names)
