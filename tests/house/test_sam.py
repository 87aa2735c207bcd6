import hashlib

import pytest

from scripts import publish, sam
from tests.house.stack import source


def test_every_stage_of_the_template_can_be_deployed():
    stages = source()["Parameters"]["Stage"]["AllowedValues"]

    assert sam.stages() == stages
    assert [publish.stack_name(stage) for stage in stages] == [f"naryad-{s}" for s in stages]


@pytest.mark.parametrize(("words", "said"), [(["deploy"], "''"), (["deploy", "live"], "'live'")])
def test_an_unknown_stage_is_refused_in_one_line(words, said, capsys):
    assert sam.main(words) == 1
    assert capsys.readouterr().err == (
        f"error: name a stage: make deploy stage=dev|stage|prod (got {said})\n"
    )


def test_pages_that_are_not_built_stop_a_deployment_before_it_begins(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sam, "PAGES", tmp_path / "index.html")

    assert sam.main(["deploy", "dev"]) == 1
    assert "web/dist is empty" in capsys.readouterr().err


def test_a_step_that_fails_is_named_in_one_line(tmp_path):
    with pytest.raises(sam.SamError, match="sam build failed with exit code 1"):
        sam.run("sam build", "false")


def test_a_program_that_is_not_there_is_named():
    with pytest.raises(sam.SamError, match="cannot start no-such-program"):
        sam.run("sam build", "no-such-program")


def test_a_lock_that_has_not_changed_is_not_installed_again(tmp_path, monkeypatch):
    lock, venv = tmp_path / "sam.txt", tmp_path / "venv"
    lock.write_text("aws-sam-cli==1\n")
    venv.mkdir()
    (venv / ".ready").write_text(hashlib.sha256(lock.read_bytes()).hexdigest())
    monkeypatch.setattr(sam, "LOCK", lock)
    monkeypatch.setattr(sam, "VENV", venv)

    sam.install()

    assert [file.name for file in venv.iterdir()] == [".ready"]


@pytest.mark.parametrize(
    ("environ", "region"),
    [
        ({}, sam.REGION),
        ({"AWS_REGION": "eu-north-1"}, "eu-north-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
    ],
)
def test_the_sam_cli_always_has_a_region_and_reports_nothing_home(environ, region, monkeypatch):
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    given = sam.environment()

    assert given["AWS_DEFAULT_REGION"] == region
    assert given["SAM_CLI_TELEMETRY"] == "0"
