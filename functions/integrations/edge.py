"""The room's routes stand on this one Api; what they have in common is named here."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from integrations.engine import wiring as engine
from shared.http import Api
from shared.signing import Seal

api = Api("integrations")

Cursors = Annotated[Seal, Depends(engine.seal)]
Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]
