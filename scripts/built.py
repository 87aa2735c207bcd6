"""Check what `sam build` made: sizes below Lambda's limit, and nothing missing that code imports.

Runs in .venv-sam at the end of `make build`. Imports are read from the source, so any Python
can check; where Lambda's own version is found every handler is imported for real as well.
"""

import ast
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

TARGET = "python3.13"
ARROW = "ArrowLayer"
MIB = 1024 * 1024
# Lambda allows 250 MB (of 2**20) unzipped for a function with its layers.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
LIMIT_MB = 240
ARROW_LIMIT_MB = 130
# The arrow layer where no strip for Linux programs is at hand to drop its symbol tables.
ARROW_UNSTRIPPED_LIMIT_MB = 165
# What is left of Arrow must still do what analytics does with it.
ARROW_WORKS = """
import io, numpy, pyarrow, pyarrow.compute, pyarrow.csv, pyarrow.json, pyarrow.parquet
table = pyarrow.table({"key": ["a", "a", "b"], "value": numpy.arange(3.0)})
file = io.BytesIO()
pyarrow.parquet.write_table(table, file, compression="zstd")
table = pyarrow.parquet.read_table(file).group_by("key").aggregate([("value", "sum")])
assert sorted(table["value_sum"].to_pylist()) == [1.0, 2.0]
pyarrow.csv.write_csv(table, io.BytesIO())
"""


@dataclass(frozen=True)
class Built:
    """One function as Lambda will see it: its code, then its layers."""

    name: str
    handler: str
    roots: tuple[Path, ...]

    @property
    def size_mb(self) -> float:
        """The unzipped size of code and layers."""
        return sum(size_mb(root) for root in self.roots)


def size_mb(folder: Path) -> float:
    """Sum up the files of a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / MIB


def functions(build: Path) -> list[Built]:
    """List the functions of the built template with the folders they are made of."""
    template = yaml_parse((build / "template.yaml").read_text())
    everywhere = template.get("Globals", {}).get("Function", {})
    found = []
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            own = resource["Properties"]
            layers = [*everywhere.get("Layers", []), *own.get("Layers", [])]
            code = build / own.get("CodeUri", everywhere.get("CodeUri"))
            roots = (code, *(build / layer["Ref"] / "python" for layer in layers))
            found.append(Built(name, own["Handler"], roots))
    return found


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _runs_at_import(node: ast.AST) -> Iterator[ast.AST]:
    is_for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or is_for_types:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _runs_at_import(child)


def imports_of(file: Path, *, lazy: bool = False) -> set[str]:
    """Name what a module imports when it is imported; with lazy, what it imports ever."""
    tree = ast.parse(file.read_text())
    nodes = ast.walk(tree) if lazy else _runs_at_import(tree)
    return {name for node in nodes for name in _imported(node)}


def find(module: str, roots: Sequence[Path]) -> Path | None:
    """Find the file of a module as Python would, first root first."""
    parts = Path(*module.split("."))
    for root in roots:
        for file in (root / parts / "__init__.py", root / parts.with_suffix(".py")):
            if file.is_file():
                return file
    return None


def has(package: str, roots: Sequence[Path]) -> bool:
    """Tell whether a top-level package or module, compiled or not, is in one of the folders."""
    return any(
        (root / package).is_dir()
        or (root / f"{package}.py").is_file()
        or any(root.glob(f"{package}.*.so"))
        for root in roots
    )


def needs(function: Built) -> set[str]:
    """Name the packages outside the standard library that importing the handler brings in."""
    rooms = {folder.name for folder in function.roots[0].iterdir() if folder.is_dir()}
    todo, seen, packages = [function.handler.rpartition(".")[0]], set[str](), set[str]()
    while todo:
        module = todo.pop()
        top = module.partition(".")[0]
        if module in seen or top in sys.stdlib_module_names:
            continue
        seen.add(module)
        packages.add(top)
        file = find(module, function.roots)
        if file and top in {*rooms, "shared"}:
            todo += [module.rpartition(".")[0] or module, *imports_of(file)]
    return packages


def missing(function: Built) -> Iterator[str]:
    """Say what a function would not find at its cold start."""
    handler = function.handler.rpartition(".")[0]
    if not find(handler, function.roots):
        yield f"{function.name}: its code has no module {handler}"
        return
    for package in sorted(needs(function)):
        if not has(package, function.roots):
            yield f"{function.name}: {package} is imported but is in no layer of this function"


def missing_later(build: Path, code: Path) -> Iterator[str]:
    """Say what code imports on first use that no layer holds."""
    roots = [code, *build.glob("*/python")]
    names = {n for file in code.rglob("*.py") for n in imports_of(file, lazy=True)}
    for top in sorted({name.partition(".")[0] for name in names} - sys.stdlib_module_names):
        if not has(top, roots) and not top.startswith("mypy_boto3"):
            yield f"{top} is imported on first use but is in no layer"


def too_large(build: Path, found: Sequence[Built]) -> Iterator[str]:
    """Say what is above a limit."""
    can_strip = shutil.which("strip") and platform.system() + platform.machine() == "Linuxx86_64"
    arrow_limit = ARROW_LIMIT_MB if can_strip else ARROW_UNSTRIPPED_LIMIT_MB
    arrow = size_mb(build / ARROW)
    if arrow > arrow_limit:
        yield f"{ARROW}: {arrow:.0f} MB are more than {arrow_limit}"
    for function in found:
        if function.size_mb > LIMIT_MB:
            yield f"{function.name}: {function.size_mb:.0f} MB are more than {LIMIT_MB}"


def interpreter() -> list[str] | None:
    """Find Lambda's own Python; a version manager's shim wants to be told which one."""
    command = ["env", "PYENV_VERSION=3.13", TARGET]
    probe = subprocess.run([*command, "-c", ""], capture_output=True, check=False)
    return command if probe.returncode == 0 else None


def not_importable(function: Built, python: Sequence[str]) -> Iterator[str]:
    """Import the handler with nothing but the built folders; say why it cannot be."""
    module, _, name = function.handler.rpartition(".")
    code = f"import importlib as i; assert callable(i.import_module({module!r}).{name})"
    if any(root.parent.name == ARROW for root in function.roots):
        code += ARROW_WORKS
    environ = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join(str(root) for root in function.roots),
        "AWS_DEFAULT_REGION": "eu-central-1",
    }
    done = subprocess.run(
        [*python, "-s", "-S", "-B", "-c", code],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield f"{function.name}: {(done.stderr.strip().splitlines() or ['?'])[-1]}"


def services(code: Path) -> set[str]:
    """Name the AWS services that a tree makes clients of: client("s3")."""
    calls = (n for f in code.rglob("*.py") for n in ast.walk(ast.parse(f.read_text())))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "client"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def without_client(function: Built) -> Iterator[str]:
    """Make every client the code makes: the layer keeps the data of these services only."""
    code = "import boto3, sys; boto3.Session(region_name='eu-central-1').client(sys.argv[1])"
    environ = {"PYTHONPATH": os.pathsep.join(str(root) for root in function.roots)}
    ours = [function.roots[0], *(root / "shared" for root in function.roots)]
    for service in sorted({name for tree in ours for name in services(tree)}):
        done = subprocess.run(
            [sys.executable, "-s", "-S", "-B", "-c", code, service],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            yield f"{service}: {(done.stderr.strip().splitlines() or ['?'])[-1]}"


def complaints(build: Path) -> Iterator[str]:
    """Say everything that is wrong with a build."""
    found = functions(build)
    python = interpreter()
    yield from too_large(build, found)
    for function in found:
        gaps = list(missing(function))
        yield from gaps
        if python and not gaps:
            yield from not_importable(function, python)
    if found:
        yield from missing_later(build, found[0].roots[0])
        yield from without_client(found[0])


def main(words: Sequence[str]) -> int:
    """Check a build folder and print the sizes."""
    build = Path(words[0]).resolve()
    for function in functions(build):
        print(f"{function.name:22} {function.size_mb:6.1f} MB of {LIMIT_MB} with its layers")
    if not interpreter():
        print(f"No {TARGET} here: built without bytecode, imports checked by reading only.")
    wrong = list(complaints(build))
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
