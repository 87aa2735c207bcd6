"""A template with restored tables names the old ones nowhere, and nothing is swapped by halves."""

import json

import pytest

from scripts import swap
from tests.house.stack import expand, source

SOURCE = source()
TABLES = {
    name: each
    for name, each in SOURCE["Resources"].items()
    if each["Type"] == "AWS::DynamoDB::Table" and each.get("DeletionPolicy") == "Retain"
}
RESTORED = {name: f"naryad-prod-{name}-1" for name in TABLES} | {
    f"{name}Stream": f"arn:aws:dynamodb:eu-central-1:123456789012:table/{name}-1/stream/1"
    for name, each in TABLES.items()
    if "StreamSpecification" in each["Properties"]
}


def test_nothing_asks_for_the_old_tables_any_more():
    whole = json.dumps(swap.swapped(SOURCE, RESTORED))

    for name in TABLES:
        assert f'"{name}"' not in whole
        assert f'"{name}.' not in whole
        assert f"${{{name}" not in whole


def test_the_swapped_template_is_one_that_aws_takes():
    found = expand(swap.swapped(SOURCE, RESTORED))

    mappings = [
        each["Properties"]["EventSourceArn"]
        for each in found["Resources"].values()
        if each["Type"] == "AWS::Lambda::EventSourceMapping" and "stream" in json.dumps(each)
    ]
    streams = {value for name, value in RESTORED.items() if name.endswith(swap.STREAM)}
    assert streams <= {each for each in mappings if isinstance(each, str)}
    variables = found["Resources"]["OrdersHandler"]["Properties"]["Environment"]["Variables"]
    assert variables["ORDERS_TABLE"] == RESTORED["OrdersTable"]
    assert variables["LIMITS_TABLE"] == {"Ref": "LimitsTable"}


def test_rights_go_over_to_the_new_table_and_its_indexes():
    whole = json.dumps(swap.swapped(SOURCE, RESTORED))

    arn = f"dynamodb:${{AWS::Region}}:${{AWS::AccountId}}:table/{RESTORED['OrdersTable']}"
    assert f'{arn}"' in whole
    assert f'{arn}/index/newest"' in whole


def test_one_table_alone_leaves_the_others_as_they_are():
    one = {"DirectoryTable": "people-1"}

    found = swap.swapped(SOURCE, one)

    assert "DirectoryTable" not in found["Resources"]
    assert "OrdersTable" in found["Resources"]
    assert swap.swapped(SOURCE, {}) == SOURCE


@pytest.mark.parametrize(
    ("restored", "said"),
    [
        ({"NoTable": "x"}, "NoTable is no table"),
        ({"DataBucket": "x"}, "DataBucket is no table"),
        ({"LimitsTable": "x"}, "LimitsTable would be deleted"),
        ({"OrdersTable": "x"}, "OrdersTableStream is missing"),
    ],
)
def test_what_can_not_be_swapped_whole_is_refused(restored, said):
    with pytest.raises(swap.SwapError, match=said):
        swap.swapped(SOURCE, restored)


def test_the_parameters_of_a_stage_are_read_from_its_configuration(tmp_path, monkeypatch, capsys):
    built = tmp_path / "template.yaml"
    built.write_text(
        "Resources:\n"
        "  T: {Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, Properties: {}}\n"
        "  F: {Type: X, Properties: {Name: !Ref T}}\n"
    )
    (tmp_path / "samconfig.toml").write_text(
        '[prod.restored.parameters]\nT = "t-1"\n[dev.deploy]\n'
    )
    monkeypatch.setattr(swap, "BUILT", built)
    of_root = swap.parameters
    monkeypatch.setattr(swap, "parameters", lambda stage: of_root(stage, tmp_path))

    assert swap.main(["dev"]) == 0
    assert "!Ref T" in built.read_text()
    assert swap.main(["prod"]) == 0
    assert json.loads(built.read_text())["Resources"] == {
        "F": {"Type": "X", "Properties": {"Name": "t-1"}}
    }
    assert "restored tables: T" in capsys.readouterr().out
