"""Where packages come from: the bill of materials, licences, and an audit that can fail."""

import json
import subprocess
from datetime import UTC, date, datetime

import pytest

from scripts import audit, licences, sbom
from scripts.audit import AuditError
from scripts.lock import LOCKS, pins
from scripts.parts import LAYERS, Part, parts
from tests.house.tree import ROOT

FOUND = parts()
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
TOO_LATE = ROOT / "requirements" / "dev.txt"
TODAY = date(2026, 11, 22)


def test_the_bill_of_materials_is_what_cyclonedx_asks_for():
    text = sbom.text_of(AT)

    assert sbom.complaint(text) == ""
    told = json.loads(text)
    assert told["metadata"]["timestamp"] == "2026-11-22T10:00:00Z"
    assert told["metadata"]["component"]["name"] == "naryad"


def test_a_bill_that_is_none_is_refused():
    assert sbom.complaint('{"bomFormat": "CycloneDX", "specVersion": "1.6", "parts": []}')


def test_the_bill_names_every_package_of_every_lock_with_its_hashes():
    components = json.loads(sbom.text_of(AT))["components"]
    named = {each["purl"] for each in components}

    for path in (*LAYERS, "requirements/dev.txt"):
        locked = pins((ROOT / path).read_text())
        assert {f"pkg:pypi/{name}@{version}" for name, version in locked.items()} <= named
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    assert len({each["name"] for each in components if each["purl"].startswith("pkg:npm/")}) == len(
        {path.rpartition("node_modules/")[2] for path in lock if path}
    )
    assert all(each["hashes"] for each in components)


def test_the_bill_tells_what_is_deployed_from_what_is_not():
    scopes = {e["name"]: e["scope"] for e in json.loads(sbom.text_of(AT))["components"]}

    assert [scopes[name] for name in ("pydantic", "preact", "numpy")] == ["required"] * 3
    assert [scopes[name] for name in ("pytest", "vite", "moto")] == ["excluded"] * 3


def test_the_command_writes_the_bill(tmp_path, capsys):
    out = tmp_path / "bill.json"

    assert sbom.main(["--out", str(out)]) == 0
    assert json.loads(out.read_text())["bomFormat"] == "CycloneDX"
    assert "valid CycloneDX 1.6" in capsys.readouterr().out


def test_the_page_of_licences_is_current():
    assert licences.OUT.read_text() == licences.text(), "run make licences"


def test_every_deployed_licence_is_free_or_explained():
    assert licences.unexplained(FOUND) == []
    assert [each.name for each in FOUND if each.is_deployed and not each.licence] == []


def test_a_licence_that_asks_for_more_is_named():
    strict = Part("pypi", "strict", "1", (), "AGPL-3.0-only", is_deployed=True)
    silent = Part("npm", "silent", "1", (), "", is_deployed=True)
    tool = Part("npm", "tool", "1", (), "GPL-3.0-only", is_deployed=False)

    found = licences.unexplained([strict, silent, tool])

    assert found == ["strict AGPL-3.0-only", "silent without a licence"]


def test_what_asks_for_more_is_still_there():
    deployed = {each.name for each in FOUND if each.is_deployed}

    assert licences.NOTES.keys() <= deployed
    assert "LGPL" in licences.OUT.read_text()


def test_what_the_database_does_not_know_is_no_clean_bill():
    said = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found on PyPI"}]}

    with pytest.raises(AuditError, match="was not reached: Dependency not found"):
        list(audit.read_pip(json.dumps(said)))


def test_findings_of_python_are_named_with_their_advisory():
    vulns = [{"id": "PYSEC-2021-1"}, {"id": "GHSA-a"}]
    clean = {"name": "b", "version": "2", "vulns": []}
    said = {"dependencies": [{"name": "a", "version": "1", "vulns": vulns}, clean]}

    assert list(audit.read_pip(json.dumps(said))) == [("a 1", "PYSEC-2021-1"), ("a 1", "GHSA-a")]


def test_findings_of_npm_are_named_with_their_advisory():
    url = "https://github.com/advisories/GHSA-xvch-5gv4-984h"
    said = {"vulnerabilities": {"minimist": {"via": [{"url": url}]}, "user": {"via": ["minimist"]}}}

    assert list(audit.read_npm(json.dumps(said))) == [("minimist", "GHSA-xvch-5gv4-984h")]
    assert list(audit.read_npm('{"vulnerabilities": {}}')) == []


@pytest.mark.parametrize("said", ["", "npm error 405", '{"message": "405 Method Not Allowed"}'])
def test_an_answer_of_npm_that_is_none_is_a_failure(said):
    with pytest.raises(AuditError, match="npm could not ask"):
        list(audit.read_npm(said))


def test_a_database_that_knows_no_bad_release_was_not_asked(monkeypatch):
    clean = json.dumps({"dependencies": [{"name": "urllib3", "version": "1.24.1", "vulns": []}]})
    monkeypatch.setattr(audit, "ask_pip", lambda *_: clean)

    with pytest.raises(AuditError, match=r"knows nothing of urllib3==1\.24\.1"):
        audit.expect_known_bad()


def bad_pip(file, *_):
    vulns = [{"id": "PYSEC-1"}] if file.name in {"bad.txt", "dev.txt"} else []
    return json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": vulns}]})


def bad_npm(folder):
    found = {} if folder.name == "web" else {"minimist": {"via": [{"url": "x/GHSA-1"}]}}
    return json.dumps({"vulnerabilities": found})


@pytest.mark.parametrize(("explained", "code"), [("", 1), ("PYSEC-1", 0)])
def test_an_advisory_fails_the_audit_unless_it_is_explained(
    explained, code, monkeypatch, tmp_path, capsys
):
    file = tmp_path / "advisories.toml"
    told = f'[[advisory]]\nid = "{explained}"\nwhy = "builds only"\nuntil = 9999-01-01\n'
    file.write_text(told if explained else "")
    monkeypatch.setattr(audit, "EXCEPTIONS", file)
    monkeypatch.setattr(audit, "install", lambda: None)
    monkeypatch.setattr(audit, "ask_pip", bad_pip)
    monkeypatch.setattr(audit, "ask_npm", bad_npm)

    assert audit.main() == code

    said = capsys.readouterr()
    assert ("a 1: PYSEC-1" in said.err) == bool(code)
    assert "1 advisories" in said.out


def test_an_explanation_has_a_reason_and_an_end():
    good = {"id": "GHSA-1", "why": "builds only", "until": date(2027, 3, 1)}

    assert audit.exceptions({"advisory": [good]}, TODAY) == {"GHSA-1"}
    with pytest.raises(AuditError, match="say why"):
        audit.exceptions({"advisory": [{**good, "why": " "}]}, TODAY)
    with pytest.raises(AuditError, match="look at it again"):
        audit.exceptions({"advisory": [{**good, "until": date(2026, 11, 21)}]}, TODAY)


@pytest.mark.parametrize("fails", ["install", "ask_pip", "ask_npm"])
def test_an_audit_that_could_not_ask_fails_and_says_that_it_knows_nothing(
    fails, monkeypatch, capsys
):
    def unreached(*_):
        raise AuditError("the index does not answer")

    monkeypatch.setattr(audit, "install", lambda: None)
    monkeypatch.setattr(audit, "ask_pip", bad_pip)
    monkeypatch.setattr(audit, "ask_npm", bad_npm)
    monkeypatch.setattr(audit, fails, unreached)

    assert audit.main() == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "error: the index does not answer",
        "nothing is known: this is no clean audit",
    ]


@pytest.mark.parametrize("ask", [lambda: audit.ask_pip(TOO_LATE), lambda: audit.ask_npm(ROOT)])
def test_a_question_that_is_never_answered_is_given_up(ask, monkeypatch):
    def swallowed(words, *, timeout, **_):
        raise subprocess.TimeoutExpired(words, timeout)

    monkeypatch.setattr(subprocess, "run", swallowed)

    with pytest.raises(AuditError, match="no answer"):
        ask()


@pytest.mark.parametrize("said", ["<html>403</html>", "[]", '{"message": "no"}'])
def test_an_answer_of_pip_audit_that_is_none_is_a_failure(said):
    with pytest.raises(AuditError, match="pip-audit could not ask"):
        list(audit.read_pip(said))


def test_the_audit_looks_at_every_lock(monkeypatch):
    asked = []

    def clean(file, *_):
        asked.append(file)
        return '{"dependencies": []}'

    monkeypatch.setattr(audit, "ask_pip", clean)

    assert list(audit.python_findings()) == []
    assert asked == [ROOT / lock.path for lock in LOCKS]
    assert {file.name for file in asked} >= {"dev.txt", "sam.txt", "audit.txt", "requirements.txt"}


def test_databases_that_know_the_bad_releases_are_trusted(monkeypatch):
    locks = []

    def know(folder):
        locks.append(json.loads((folder / "package-lock.json").read_text()))
        return bad_npm(folder)

    monkeypatch.setattr(audit, "ask_pip", bad_pip)
    monkeypatch.setattr(audit, "ask_npm", know)

    audit.expect_known_bad()

    assert locks[0]["packages"]["node_modules/minimist"] == {"version": "0.0.8"}
