"""Feedback's shapes on the wire."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from feedback.link import LinkExpiredError
from feedback.model import MAX_COMMENT, Answer, Feedback, Link, State, Visit, clean
from feedback.statistics import RATINGS
from feedback.survey import SCALES, Question, SubRatings, Survey
from shared.errors import ConflictError, InvalidError, NotFoundError, ServiceError
from shared.problem import invalid

OrderId = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,64}$")]
Rating = Annotated[int, Field(ge=1, le=5)]
Comment = Annotated[str, AfterValidator(clean), Field(max_length=MAX_COMMENT)]


class _In(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LinkIn(_In):
    """For which order a link is wanted."""

    order_id: OrderId


class AnswerIn(_In):
    """A customer's score of 1 to 5, words, and what the company asks beside."""

    rating: int = Field(ge=1, le=5, strict=True)
    comment: Comment = ""
    nps: int | None = Field(default=None, ge=0, le=10, strict=True)
    ces: int | None = Field(default=None, ge=1, le=7, strict=True)
    sub_ratings: SubRatings = SubRatings()

    @classmethod
    def read(cls, body: Any, asks: Collection[Question]) -> Answer:  # noqa: ANN401 - any JSON
        """Read an answer from JSON; InvalidError names each field that breaks a rule."""
        try:
            read = cls.model_validate(body)
        except ValidationError as error:
            raise invalid([dict(each) for each in error.errors()]) from error
        survey = Survey(nps=read.nps, ces=read.ces, sub_ratings=read.sub_ratings)
        for name, score in survey.scores.items():
            if score is not None and name not in asks:
                raise InvalidError.of(name, score, "is not asked")
        return Answer(read.rating, read.comment, survey)


class Draft(BaseModel):
    """An answer as the page's form sends it: all text, perhaps without a score."""

    model_config = ConfigDict(frozen=True)

    rating: int | None = None
    comment: str = ""
    survey: Survey = Survey()

    @classmethod
    def read(cls, fields: Mapping[str, str], asks: Collection[Question]) -> "Draft":
        """Read the form; a score that is none of ours, or is not asked, counts as not given."""
        return cls(
            rating=_score(fields.get("rating"), RATINGS),
            comment=clean(fields.get("comment", "")),
            survey=Survey.of({name: _score(fields.get(name), SCALES[name]) for name in asks}),
        )

    @classmethod
    def of(cls, feedback: Feedback) -> "Draft":
        """Give the form of an answer as it stands."""
        return cls(rating=feedback.rating, comment=feedback.comment, survey=feedback.survey)

    @property
    def is_too_long(self) -> bool:
        """Tell whether the words exceed what is kept."""
        return len(self.comment) > MAX_COMMENT

    @property
    def answer(self) -> Answer | None:
        """Give the answer if the form holds a good one."""
        if self.rating is None or self.is_too_long:
            return None
        return Answer(self.rating, self.comment, self.survey)


def _score(text: str | None, scale: Iterable[int]) -> int | None:
    return next((score for score in scale if str(score) == text), None)


class AnsweredOut(BaseModel):
    """The answer as it stands, and until when the customer may change it."""

    rating: int
    comment: str
    nps: int | None
    ces: int | None
    sub_ratings: SubRatings
    submitted_at: datetime
    edited_until: datetime

    @classmethod
    def of(cls, visit: Visit) -> "AnsweredOut":
        """Give the answer that was taken, or the error that says why none was."""
        if visit.state is not State.THANKS or visit.feedback is None:
            raise _refusal(visit)
        return cls.model_validate(visit.feedback.model_dump())


def _refusal(visit: Visit) -> ServiceError:
    if visit.state is State.UNKNOWN:
        return NotFoundError("the link is not one of ours")
    if visit.state is State.EXPIRED:
        return LinkExpiredError("the link has expired")
    if visit.state is State.EARLY:
        return ConflictError("the order is not completed")
    if visit.state is State.FINAL:
        return ConflictError("the answer can no longer be changed")
    return ConflictError("another answer has just been given")


class LinkOut(BaseModel):
    """A link for the customer: a path of this site."""

    url: str
    expires_at: datetime

    @classmethod
    def of(cls, link: Link) -> "LinkOut":
        """Write a link."""
        return cls(url=link.path, expires_at=link.expires_at)
