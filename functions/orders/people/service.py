"""What can be done with technicians. No AWS here: storage comes as a port."""

from typing import Any, Final
from uuid import uuid4

from orders.people.model import Technician
from orders.people.ports import TakenError, Technicians
from orders.people.staff import changed_staff, new_staff
from orders.ports import RequestRepeatedError, VersionMovedError
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError, StaleVersionError, UnavailableError
from shared.requests import Request
from shared.version import check_version

TRIES: Final = 3


class DirectoryService:
    """Takes technicians on, changes and lists them; nobody is ever deleted."""

    def __init__(self, directory: Technicians, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._directory = directory
        self._clock = clock

    def technicians(self, *, active: bool | None = None) -> tuple[Technician, ...]:
        """List technicians by name: all, or only those who are active, or who are not."""
        everyone = self._directory.technicians()
        return tuple(each for each in everyone if active in {None, each.active})

    def technician(self, technician_id: str) -> Technician:
        """Read one technician, or NotFoundError."""
        technician = self._directory.technician(technician_id)
        if technician is None:
            raise NotFoundError(f"there is no technician {technician_id}")
        return technician

    def add_technician(self, name: str, phone: str | None, skills: tuple[str, ...]) -> Technician:
        """Take on a technician without a request behind it, as the demo does."""
        return self._add({"name": name, "phone": phone, "skills": skills}, None)

    def take_on(self, fields: dict[str, Any], asked: Asked) -> Technician:
        """Take on a technician; the same key and body give the same one."""
        request = Request.of(asked.actor.id, asked.key, "technicians", asked.body)
        for _ in range(TRIES):
            if request and (earlier := self._directory.technician_answered(request)):
                return earlier
            try:
                return self._add(fields, request)
            except RequestRepeatedError:
                continue  # the same request was quicker elsewhere: its answer can be read now
        raise UnavailableError("the same request is being carried out; try again")

    def change(self, technician_id: str, fields: dict[str, Any], asked: Asked) -> Technician:
        """Change fields of a technician who is at the given version.

        Orders keep the name they were assigned under; who is no longer active keeps their orders
        and figures, and gets no new ones.
        """
        technician = self.technician(technician_id)
        check_version(asked.version, technician.version)
        changed = changed_staff(technician, fields, self._clock())
        if changed is technician:
            return technician
        try:
            self._directory.save_technician(changed, before=technician)
        except VersionMovedError as error:
            raise StaleVersionError(technician.version, error.current) from error
        except TakenError as error:
            raise _taken(error) from error
        return changed

    def _add(self, fields: dict[str, Any], request: Request | None) -> Technician:
        technician = new_staff(f"tec_{uuid4().hex}", fields, self._clock())
        try:
            self._directory.add_technician(technician, request)
        except TakenError as error:
            raise _taken(error) from error
        return technician


def _taken(error: TakenError) -> ConflictError:
    return ConflictError(
        f"{error.field} {error.value} belongs to another technician",
        extra={"field": error.field, "technician_id": error.owner_id},
    )
