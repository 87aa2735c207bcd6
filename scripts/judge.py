"""Let cfn-lint and checkov judge the template: `make judge`.

The template is judged as CloudFormation gets it, with what the Serverless transform adds. checkov
has an environment of its own, .venv-judge, from requirements/judge.txt with hashes. What it finds
is mended, or explained in scripts/judged.toml; to explain what it finds no more is a fault too.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from local.template import Sources, code_folders, translate, with_code

ROOT: Final = Path(__file__).resolve().parents[1]
VENV: Final = ROOT / ".venv-judge"
LOCK: Final = ROOT / "requirements" / "judge.txt"
EXPLAINED: Final = ROOT / "scripts" / "judged.toml"
TEMPLATE: Final = ROOT / "template.yaml"
REGION: Final = "eu-central-1"

Finding = tuple[str, str]
"""The check that failed, and the resource: AWS::SQS::Queue.WebhookQueue."""


class JudgeError(RuntimeError):
    """A judge could not be asked, or what it said can't be read."""


def main() -> int:
    """Ask both; 1 with a line for each finding that nobody has explained."""
    try:
        hints = lint()
        left = list(judged(findings(ask_checkov(expanded())), explained()))
    except JudgeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for each in [*hints, *left]:
        print(f"error: {each}", file=sys.stderr)
    print(f"cfn-lint: {len(hints)} findings; checkov: {len(left)} findings without a reason")
    return 1 if hints or left else 0


def expanded() -> dict[str, Any]:
    """Give the template as CloudFormation gets it."""
    loaded = Sources(TEMPLATE).load()
    places = {folder: {"Bucket": "code", "Key": folder} for folder in code_folders(loaded)}
    return translate(with_code(loaded, places), {})


def lint() -> list[str]:
    """Ask cfn-lint about the template as it is written, its hints included."""
    words = [str(Path(sys.executable).with_name("cfn-lint")), str(TEMPLATE)]
    words += ["--include-checks", "I", "--regions", REGION, "--format", "parseable"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.stderr.strip():
        raise JudgeError(f"cfn-lint: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.splitlines()


def install() -> None:
    """Make .venv-judge, or make it anew when its lock has changed."""
    stamp, wanted = VENV / ".ready", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing checkov into .venv-judge (once, some two minutes) ...", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    words = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
    words += ["--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)]
    if subprocess.run(words, check=False).returncode:
        raise JudgeError("checkov could not be installed; the reason is above")
    stamp.write_text(wanted)


def ask_checkov(template: Mapping[str, Any]) -> dict[str, Any]:
    """Give checkov's report on a template."""
    install()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.json"
        file.write_text(json.dumps(template))
        words = [str(VENV / "bin" / "checkov"), "--file", str(file), "--framework"]
        words += ["cloudformation", "--compact", "--output", "json"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise JudgeError(f"checkov said nothing that can be read: {done.stderr[-300:]}") from error
    return report


def findings(report: Mapping[str, Any]) -> list[Finding]:
    """Read what failed; a template that checkov could not read has not passed."""
    summary = report.get("summary", {})
    if summary.get("parsing_errors") != 0 or not summary.get("resource_count"):
        raise JudgeError(f"checkov could not read the template: {summary}")
    failed = report["results"]["failed_checks"]
    return sorted({(each["check_id"], each["resource"]) for each in failed})


def explained() -> list[dict[str, str]]:
    """Read what is explained: a check, the type or the one resource it is about, and why."""
    found: list[dict[str, str]] = tomllib.loads(EXPLAINED.read_text())["finding"]
    return found


def judged(found: Iterable[Finding], reasons: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Name each finding without a reason, and each reason without a finding."""
    known, needed = list(reasons), set()
    for check, resource in found:
        fitting = [n for n, each in enumerate(known) if explains(each, check, resource)]
        needed.update(fitting)
        if not fitting:
            yield f"{check} {resource}"
    for number, each in enumerate(known):
        if number not in needed:
            yield f"{each['check']} {each['of']} is explained, but not found any more"


def explains(reason: Mapping[str, str], check: str, resource: str) -> bool:
    """Tell whether a reason is about this finding: by the resource, or by its type."""
    return reason["check"] == check and reason["of"] in {resource, resource.partition(".")[0]}


if __name__ == "__main__":
    sys.exit(main())
