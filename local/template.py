"""template.yaml as CloudFormation, split into what the emulator does and what we do for it."""

import json
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.emulator import REGION
from local.faults import LocalError

Resource = dict[str, Any]

# Twenty Python processes at once are for a data centre; two per core keep a laptop usable.
WORKERS = 2 * (os.cpu_count() or 1)


class TemplateError(LocalError):
    """The template cannot be read or translated."""


@dataclass(frozen=True)
class Sources:
    """What a template and its code folders are made of."""

    template: Path

    @property
    def root(self) -> Path:
        """Give the folder that code paths are relative to."""
        return self.template.parent

    def load(self) -> Resource:
        """Parse the file; TemplateError says where it is wrong."""
        import yaml
        from samtranslator.yaml_helper import yaml_parse

        try:
            loaded = yaml_parse(self.template.read_text())
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise TemplateError(f"{self.template.name}: {' '.join(str(error).split())}") from error
        if not isinstance(loaded, dict) or not isinstance(loaded.get("Resources"), dict):
            raise TemplateError(f"{self.template.name}: has no Resources")
        return loaded


def code_folders(loaded: Resource) -> dict[str, str]:
    """Give the prefix inside the zip for each folder of code that a template names."""
    folders = {}
    shared = loaded.get("Globals", {}).get("Function", {}).get("CodeUri")
    for resource in loaded["Resources"].values():
        properties = resource.get("Properties", {})
        if resource.get("Type") == "AWS::Serverless::Function":
            folders[properties.get("CodeUri", shared)] = ""
        elif resource.get("Type") == "AWS::Serverless::LayerVersion":
            folders[properties["ContentUri"]] = "python/"
    return folders


def with_code(loaded: Resource, places: Mapping[str, Mapping[str, str]]) -> Resource:
    """Point functions and layers at uploaded zips: {folder: {Bucket, Key}}."""
    shared = loaded.get("Globals", {}).get("Function", {}).pop("CodeUri", None)
    for resource in loaded["Resources"].values():
        properties = resource.get("Properties", {})
        if resource.get("Type") == "AWS::Serverless::Function":
            properties["CodeUri"] = dict(places[properties.get("CodeUri", shared)])
        elif resource.get("Type") == "AWS::Serverless::LayerVersion":
            properties["ContentUri"] = dict(places[properties["ContentUri"]])
    return loaded


def know_no_iris() -> None:
    """Keep jsonschema, which the transform brings, from what takes it a second to read.

    It is a grammar of addresses in any letters; it is optional, and no schema of ours names one.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # None: is not there


def translate(loaded: Resource, parameters: Mapping[str, str]) -> Resource:
    """Do what the Serverless transform does on AWS."""
    know_no_iris()
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform

    class NoManagedPolicies:
        """Names of AWS policies mean nothing to the emulator."""

        def load(self) -> dict[str, str]:
            """Know none of them."""
            return {}

    # It tells of switches that are its own business.
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    # The translator asks boto3 for the partition's region, and takes it from here only.
    before = os.environ.get("AWS_DEFAULT_REGION")
    os.environ["AWS_DEFAULT_REGION"] = REGION
    try:
        translated: Resource = transform(loaded, dict(parameters), NoManagedPolicies())
    except InvalidDocumentException as error:
        causes = "; ".join(str(cause.message) for cause in error.causes)
        raise TemplateError(f"template: {causes}") from error
    finally:
        if before is None:
            del os.environ["AWS_DEFAULT_REGION"]
        else:
            os.environ["AWS_DEFAULT_REGION"] = before
    return translated


def take(translated: Resource, kind: str) -> dict[str, Resource]:
    """Give all resources of a type by their names."""
    return {
        name: resource
        for name, resource in translated["Resources"].items()
        if resource["Type"] == kind
    }


def remove_stream_mappings(translated: Resource) -> dict[str, Resource]:
    """Take the stream mappings out: the emulator's retry semantics are not AWS's."""
    streams = {
        name: resource
        for name, resource in take(translated, "AWS::Lambda::EventSourceMapping").items()
        if "StartingPosition" in resource["Properties"]
    }
    for name in streams:
        del translated["Resources"][name]
    return streams


def limit_workers(translated: Resource) -> None:
    """Bound how many processes a queue may start on this machine."""
    for mapping in take(translated, "AWS::Lambda::EventSourceMapping").values():
        scaling = mapping["Properties"].setdefault("ScalingConfig", {})
        asked = scaling.get("MaximumConcurrency")
        # A parameter is meant for a whole account.
        most = min(asked, WORKERS) if isinstance(asked, int) else WORKERS
        scaling["MaximumConcurrency"] = max(2, most)


class Wishes:
    """Values only CloudFormation can resolve, asked for as outputs of the stack."""

    def __init__(self, translated: Resource) -> None:
        self._outputs = translated.setdefault("Outputs", {})
        self._names: dict[str, str] = {}

    def ask(self, value: Any) -> str:  # noqa: ANN401 - any intrinsic
        """Give the name under which the value will be found in the outputs."""
        text = json.dumps(value, sort_keys=True)
        if text not in self._names:
            self._names[text] = f"Wish{len(self._names)}"
            self._outputs[self._names[text]] = {"Value": value}
        return self._names[text]
