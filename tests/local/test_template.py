import json
from pathlib import Path
from typing import Any

import pytest

from local import expiry
from local.gateway import plan_gateways
from local.leaving_out import leave_out
from local.references import check_references
from local.stack import ROOT
from local.template import (
    WORKERS,
    Sources,
    TemplateError,
    Wishes,
    code_folders,
    limit_workers,
    remove_stream_mappings,
    take,
    translate,
    with_code,
)

PUBLIC = {
    "ANY /v1/health",
    "ANY /f/{proxy+}",
    "ANY /v1/leaked-keys",
    "ANY /v1/hooks/sms/{token}",
    "ANY /v1/hooks/telegram/{id}",
    "ANY /1c/exchange",
    "ANY /bitrix/admin/1c_exchange.php",
}
"""The routes that carry a proof of their own, or need none."""


@pytest.fixture(scope="module")
def translated() -> dict[str, Any]:
    return translate_real()


def test_what_leads_to_an_alias_leads_to_its_function_here() -> None:
    template = translate_real()

    leave_out(template)

    assert "Aliaslive" not in json.dumps(template)
    check_references(template)
    (permission,) = (
        each["Properties"]
        for name, each in take(template, "AWS::Lambda::Permission").items()
        if name == "OrdersHandlerOrdersPermission"
    )
    assert permission["FunctionName"] == {"Fn::GetAtt": ["OrdersHandler", "Arn"]}


def test_the_emulator_gets_nothing_that_it_refuses() -> None:
    template = translate_real()

    leave_out(template)

    kinds = {each["Type"] for each in template["Resources"].values()}
    assert not [kind for kind in kinds if "CodeDeploy" in kind or "Budgets" in kind]
    alarms = take(template, "AWS::CloudWatch::Alarm").values()
    assert alarms
    assert all("MetricName" in each["Properties"] for each in alarms)


def translate_real() -> dict[str, Any]:
    loaded = Sources(ROOT / "template.yaml").load()
    places = {folder: {"Bucket": "code", "Key": folder} for folder in code_folders(loaded)}
    return translate(with_code(loaded, places), {})


def test_every_stream_mapping_of_ours_can_be_pumped() -> None:
    from local.mapping import Mapping

    streams = remove_stream_mappings(translate_real())

    mappings = [Mapping.of(name, each["Properties"], str) for name, each in streams.items()]
    assert mappings
    assert all(each.destination for each in mappings)


def test_the_emulator_gets_no_stream_mapping_and_keeps_the_queues() -> None:
    template = translate_real()

    remove_stream_mappings(template)

    left = take(template, "AWS::Lambda::EventSourceMapping").values()
    assert left
    assert not any("StartingPosition" in each["Properties"] for each in left)


def test_a_queue_starts_no_more_processes_than_the_machine_bears() -> None:
    template = translate_real()

    limit_workers(template)

    for mapping in take(template, "AWS::Lambda::EventSourceMapping").values():
        assert 2 <= mapping["Properties"]["ScalingConfig"]["MaximumConcurrency"] <= max(2, WORKERS)


def test_every_route_has_a_target_and_all_but_the_public_ones_a_guard(
    translated: dict[str, Any],
) -> None:
    wishes = Wishes(translated)

    (gateway,) = plan_gateways(translated, wishes)

    public = {route.key for route in gateway.routes if route.authorizer is None}
    assert public == PUBLIC
    assert "$default" in {route.key for route in gateway.routes}
    assert all(route.target in translated["Outputs"] for route in gateway.routes)
    assert [each.name for each in gateway.authorizers] == ["Gate"]


def test_the_tables_that_forget_are_found(translated: dict[str, Any]) -> None:
    wishes = Wishes(translated)

    found = expiry.plan_expiry(translated, wishes)

    asked = [translated["Outputs"][each.table]["Value"]["Ref"] for each in found]
    assert {"OrdersTable", "DeliveriesTable"} <= set(asked)


def test_one_value_is_asked_for_once() -> None:
    wishes = Wishes(template := {})

    names = {wishes.ask({"Ref": "A"}), wishes.ask({"Ref": "A"}), wishes.ask({"Ref": "B"})}

    assert len(names) == len(template["Outputs"]) == 2


def test_our_template_refers_to_nothing_that_is_not_there(translated: dict[str, Any]) -> None:
    check_references(translated)


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "Gone"},
        {"Fn::GetAtt": ["Gone", "Arn"]},
        {"Fn::GetAtt": "Gone.Arn"},
        {"Fn::Sub": "x-${Gone}"},
        {"Fn::Sub": "x-${Gone.Arn}"},
        {"Fn::Sub": ["x-${a}-${Gone}", {"a": "1"}]},
        {"Fn::Sub": ["x-${a}", {"a": {"Ref": "Gone"}}]},
        [{"deep": {"Fn::If": ["C", {"Ref": "Gone"}, ""]}}],
    ],
)
def test_a_dangling_name_is_told_with_its_place(value: Any) -> None:
    template = {"Resources": {"Here": {"Type": "T", "Properties": {"a": value}}}}

    with pytest.raises(TemplateError, match="Here refers to Gone"):
        check_references(template)


@pytest.mark.parametrize(
    "value",
    [{"Ref": "Given"}, {"Ref": "AWS::Region"}, {"Fn::Sub": "${!Literal}-${AWS::Region}-${Given}"}],
)
def test_a_name_that_is_there_is_fine(value: Any) -> None:
    template = {
        "Parameters": {"Given": {"Type": "String"}},
        "Resources": {"Here": {"Type": "T", "Properties": {"a": value}}},
    }

    check_references(template)


@pytest.mark.parametrize(
    "text", ["Resources: [", "Resources: 1", "a: b", "- 1", "Resources:\n  A: {Type: !Ref }\n x"]
)
def test_a_file_that_is_no_template_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(text)

    with pytest.raises(TemplateError, match=r"template\.yaml"):
        Sources(path).load()


def test_a_missing_template_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"gone\.yaml"):
        Sources(tmp_path / "gone.yaml").load()


def test_what_the_transform_refuses_is_told_in_one_line() -> None:
    loaded = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {"Nonsense": 1}}},
    }

    with pytest.raises(TemplateError, match=r"F.*Nonsense"):
        translate(loaded, {})
