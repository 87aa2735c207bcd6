"""What an import can raise, read off the source: each rule with samples in its places."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT

FOLDERS = (ROOT / "functions", ROOT / "layers" / "shared")
BEGIN = (
    "orders.intake.job",
    "orders.intake.service",
    "orders.intake.schemas",
    "orders.storage",
    "orders.people.storage",
)
"""From here on every module of ours that is imported, directly or not, is looked at."""
TOLD = {
    "BadInputError",
    "ConflictError",
    "FieldError",
    "FieldRuleError",
    "InvalidError",
    "NotFoundError",
    "ServiceError",
    "UnavailableError",
    "ValueError",
}
RULE_AT = {"FieldRuleError": 1, "FieldError": 2, "InvalidError.of": 2}
SAMPLE = "7"


def rules() -> dict[str, str]:
    """Give where each rule is raised, `module:function`, by the rule."""
    found = {}
    for module, path in sorted(modules().items()):
        for function, rule in raised(ast.parse(path.read_text())):
            found[rule] = f"{module}:{function}"
    return found


def modules() -> dict[str, Path]:
    """Give the modules that take part in an import."""
    found: dict[str, Path] = {}
    ahead = list(BEGIN)
    while ahead:
        name = ahead.pop()
        path = source(name)
        if path is None or name in found:
            continue
        found[name] = path
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                ahead += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
    return found


def source(name: str) -> Path | None:
    paths = (folder / f"{name.replace('.', '/')}.py" for folder in FOLDERS)
    return next((path for path in paths if path.exists()), None)


def raised(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give each rule that a module raises with the function that does."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            named = assigned(tree) | assigned(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and (rule := rule_of(node)):
                    yield from ((function.name, each) for each in texts(rule, named))


def assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Give the values that names get."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.setdefault(name, []).append(value)
    return found


def rule_of(call: ast.Call) -> ast.expr | None:
    called = ast.unparse(call.func)
    if called.split(".")[0] not in TOLD or called == "InvalidError.of_all":
        return next((each.value for each in call.keywords if each.arg == "rule"), None)
    at = RULE_AT.get(called, 0)
    return call.args[at] if len(call.args) > at else None


def texts(rule: ast.expr, named: dict[str, list[ast.expr]]) -> list[str]:
    """Write a rule out; what is filled in is a sample."""
    match rule:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=parts):
            whole = [each.value if isinstance(each, ast.Constant) else SAMPLE for each in parts]
            return ["".join(map(str, whole))]
        case ast.IfExp(body=one, orelse=other):
            return texts(one, named) + texts(other, named)
        case ast.Name(id=name) if name in named:
            return [text for value in named[name] for text in texts(value, {})]
    return []
