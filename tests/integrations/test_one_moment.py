"""A change of an integration happens at one moment, however long it takes."""

from datetime import timedelta
from itertools import count

import pytest

from integrations.model import IntegrationState
from tests.integrations.builders import NOW, SOMEBODY, make_integration
from tests.integrations.test_service import Service


class Ticking(Service):
    """The service on a clock that has gone on by a millisecond whenever it is read."""

    def __init__(self, *integrations):
        super().__init__(*integrations)
        moments = (NOW + timedelta(milliseconds=passed) for passed in count())
        self._clock = lambda: next(moments)


@pytest.mark.parametrize(
    "resume",
    [
        lambda service: service.move("int_1", IntegrationState.ENABLED, SOMEBODY),
        lambda service: service.edit("int_1", {"state": IntegrationState.ENABLED}, SOMEBODY),
    ],
    ids=["move", "edit"],
)
def test_what_is_released_was_held_up_to_the_change(resume):
    service = Ticking(make_integration(state=IntegrationState.PAUSED))

    resumed = resume(service).integration

    assert resumed.release_from == resumed.enabled_at == resumed.updated_at
