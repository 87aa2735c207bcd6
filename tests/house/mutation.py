"""One changed value of the real stack, and the rule that must see it."""

import copy
from dataclasses import dataclass
from typing import Any

from tests.house.stack import Stack

GONE = object()


@dataclass(frozen=True)
class Mutation:
    """A path into the resources, the value it gets, and the rule that must complain."""

    rule: Any
    path: tuple[str | int, ...]
    value: Any

    def __str__(self) -> str:
        return f"{self.rule.__name__}-{'/'.join(map(str, self.path))}"

    def apply(self, stack: Stack) -> Stack:
        template = copy.deepcopy(stack.template)
        place: Any = template["Resources"]
        for step in self.path[:-1]:
            place = place[step]
        if self.value is GONE:
            del place[self.path[-1]]
        else:
            place[self.path[-1]] = self.value
        return Stack(template)


def change(rule: Any, path: str, value: Any = GONE) -> Mutation:
    """Spell a mutation of one resource: "Resource.Property.0.Property"."""
    name, *steps = path.split("|") if "|" in path else path.split(".")
    whole = [int(step) if step.isdigit() else step for step in steps]
    return Mutation(rule, (name, "Properties", *whole), value)


def about(rule: Any, path: str, value: Any = GONE) -> Mutation:
    """Spell a mutation beside the properties: "Resource.DeletionPolicy"."""
    return Mutation(rule, tuple(path.split(".")), value)
