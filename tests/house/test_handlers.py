import ast
import importlib

from shared.settings import Settings
from tests.house.tree import parsed, under

# Read by Powertools itself.
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE"}


def handlers(stack):
    return {function["Handler"] for function in stack.of("Lambda::Function").values()}


def defines_a_handler(file):
    names = [
        target.id
        for node in parsed(file).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    names += [node.name for node in parsed(file).body if isinstance(node, ast.FunctionDef)]
    return "lambda_handler" in names


def test_every_handler_of_the_template_exists_and_can_be_called(stack):
    for handler in handlers(stack):
        module, _, name = handler.rpartition(".")

        assert callable(getattr(importlib.import_module(module), name)), handler


def test_every_handler_in_the_code_is_deployed(stack):
    written = {
        ".".join((*file.with_suffix("").parts[1:], "lambda_handler"))
        for file in under("functions")
        if defines_a_handler(file)
    }

    assert written <= handlers(stack)


def test_the_template_and_the_settings_name_the_same_things(stack):
    settings = {name.upper() for name in Settings.model_fields}

    for name, function in stack.of("Lambda::Function").items():
        assert function["Environment"]["Variables"].keys() - POWERTOOLS == settings, name
