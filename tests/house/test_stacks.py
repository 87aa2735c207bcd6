"""The clients of the scripts that an operator calls."""

from scripts.stacks import FUNCTION_S, of_environment
from tests.tables import resources


def test_a_function_that_is_waited_for_is_not_begun_once_more():
    config = of_environment("lambda").meta.config

    longest = max(f.get("Timeout", 0) for f in resources("AWS::Serverless::Function").values())
    assert config.read_timeout == FUNCTION_S > longest
    assert config.retries["total_max_attempts"] == 1


def test_other_services_are_asked_as_usual():
    assert of_environment("s3").meta.config.read_timeout < FUNCTION_S
