"""Routes by which staff take care of answers; each sets something and may be repeated."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from feedback import wiring
from feedback.care.model import FeedbackActor
from feedback.care.schemas import FollowUpIn, ModerationIn, ReplyIn, TopicsIn
from feedback.care.service import CareService
from feedback.edge import Id, api
from feedback.overview.schemas import FeedbackCard, card
from shared.auth import Actor
from shared.http import CurrentActor, GivenVersion

Care = Annotated[CareService, Depends(wiring.care)]
BASE = "/v1/feedback/<order_id>"


@api.serve("PUT", f"{BASE}/moderation", permission="feedback:write")
def moderate_feedback(
    order_id: Id, body: ModerationIn, care: Care, actor: CurrentActor, version: GivenVersion
) -> FeedbackCard:
    """Publish or hide an answer; hiding needs a reason."""
    by = _who(actor)
    return card(care.moderate(order_id, body.state, body.reason, by=by, version=version))


@api.serve("PUT", f"{BASE}/reply", permission="feedback:write")
def reply_to_feedback(
    order_id: Id, body: ReplyIn, care: Care, actor: CurrentActor, version: GivenVersion
) -> FeedbackCard:
    """Answer the customer; the same text again is not sent again."""
    return card(care.reply(order_id, body.said(), by=_who(actor), version=version))


@api.serve("PUT", f"{BASE}/follow-up", permission="feedback:write")
def follow_up_feedback(
    order_id: Id, body: FollowUpIn, care: Care, actor: CurrentActor, version: GivenVersion
) -> FeedbackCard:
    """Open, hand over or close the task to settle what the customer said."""
    return card(care.follow_up(order_id, body.wish(), by=_who(actor), version=version))


@api.serve("PUT", f"{BASE}/topics", permission="feedback:write")
def set_feedback_topics(
    order_id: Id, body: TopicsIn, care: Care, actor: CurrentActor, version: GivenVersion
) -> FeedbackCard:
    """Say what an answer is about."""
    return card(care.set_topics(order_id, body.said(), by=_who(actor), version=version))


def _who(actor: Actor) -> FeedbackActor:
    return FeedbackActor(kind=actor.kind, id=actor.id, name=actor.name)
