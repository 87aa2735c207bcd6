import re

import pytest

from tests.house.tree import texts

SECTION = re.compile(r"^### `(\w+)`\n(.*?)(?=^#{2,3} |\Z)", re.MULTILINE | re.DOTALL)
PARTS = ("Means", "Look", "Mend", "Tried")
RUNBOOK = texts("docs/runbook.md")


def sections(text):
    return dict(SECTION.findall(text))


def lacking(text):
    """Name each part that a section does not have, or says nothing in."""
    for name, body in sections(text).items():
        said = re.findall(r"^- \*\*(\w+)\.\*\* (\S.*)", body, re.MULTILINE)
        if [part for part, _ in said] != list(PARTS):
            yield name


def leading_elsewhere(stack):
    for name, alarm in stack.of("CloudWatch::Alarm").items():
        # As GitHub and most others make an anchor of a heading.
        if not alarm["AlarmDescription"].endswith(f"; see docs/runbook.md#{name.lower()}."):
            yield name


def test_every_alarm_has_its_section_and_every_section_its_alarm(stack):
    assert sections(RUNBOOK).keys() == stack.of("CloudWatch::Alarm").keys()


def test_a_section_says_what_it_means_how_to_look_to_mend_and_what_was_tried():
    assert list(lacking(RUNBOOK)) == []


def test_the_description_of_an_alarm_leads_to_its_section(stack):
    assert list(leading_elsewhere(stack)) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_not_there_is_seen(part):
    assert list(lacking(re.sub(rf"- \*\*{part}\.\*\* .*\n", "", RUNBOOK)))


def test_a_line_that_the_runbook_looks_for_is_written():
    asked = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", "".join(sections(RUNBOOK).values())))
    asked |= set(re.findall(r'message = "([a-z_.]+)"', RUNBOOK))
    code = texts("functions/**/*.py", "layers/**/*.py")

    assert len(asked) > 15
    assert [line for line in asked if f'"{line}"' not in code] == []
