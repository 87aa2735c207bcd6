"""Put the web pages of a deployed stage behind its CloudFront distribution; `make deploy` runs it.

Runs in .venv-sam, where boto3 is. Files of earlier deployments stay in the bucket: a page that is
open in somebody's browser may still ask for them.
"""

import json
import mimetypes
import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "web" / "dist"
# Not every system's table knows these.
TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
# Vite names what it puts into assets/ after its content.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


def stack_name(stage: str, root: Path = ROOT) -> str:
    """Read the name of a stage's stack from samconfig.toml."""
    config = tomllib.loads((root / "samconfig.toml").read_text())
    name: str = config[stage]["deploy"]["parameters"]["stack_name"]
    return name


def browser_config(
    outputs: Mapping[str, str], parameters: Mapping[str, str], region: str
) -> dict[str, Any]:
    """Make config.json: where the API and the sign-in are, and how the company counts."""
    identity = parameters["IdentityEndpoint"] or f"https://cognito-idp.{region}.amazonaws.com"
    return {
        "api": "",
        "identity": {"endpoint": f"{identity.rstrip('/')}/", "client_id": outputs["WebClientId"]},
        "company": {
            "zone": parameters["CompanyZone"],
            "currency": parameters["CompanyCurrency"],
        },
    }


def uploads(dist: Path) -> Iterator[tuple[str, bytes, dict[str, str]]]:
    """List key, content and headers of every file; index.html last, when all it names is there."""
    files = [f for f in dist.rglob("*") if f.is_file() and f.name != "config.json"]
    for file in sorted(files, key=lambda f: (f.name == "index.html", f.as_posix())):
        key = file.relative_to(dist).as_posix()
        guessed = TYPES.get(file.suffix) or mimetypes.guess_type(key)[0]
        yield (
            key,
            file.read_bytes(),
            {
                "ContentType": guessed or "application/octet-stream",
                "CacheControl": FOR_EVER if key.startswith("assets/") else ASK_AGAIN,
            },
        )


def describe(session: Any, stack: str) -> tuple[dict[str, str], dict[str, str]]:  # noqa: ANN401 - boto3 types its clients by overloads of the name
    """Give the outputs and parameters of a stack."""
    found = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    outputs = {o["OutputKey"]: o["OutputValue"] for o in found.get("Outputs", [])}
    parameters = {p["ParameterKey"]: p["ParameterValue"] for p in found.get("Parameters", [])}
    return outputs, parameters


def publish(session: Any, stack: str, dist: Path) -> str:  # noqa: ANN401 - likewise
    """Upload the pages and their settings, then make CloudFront forget the old ones."""
    outputs, parameters = describe(session, stack)
    bucket = outputs.get("WebBucketName")
    if not bucket:
        return f"{stack} serves no pages (ServeWeb=false)"

    s3 = session.client("s3")
    config = json.dumps(browser_config(outputs, parameters, session.region_name)).encode()
    about = {"ContentType": "application/json", "CacheControl": ASK_AGAIN}
    s3.put_object(Bucket=bucket, Key="config.json", Body=config, **about)
    for key, body, headers in uploads(dist):
        s3.put_object(Bucket=bucket, Key=key, Body=body, **headers)

    resource = session.client("cloudformation").describe_stack_resource(
        StackName=stack, LogicalResourceId="Web"
    )["StackResourceDetail"]
    session.client("cloudfront").create_invalidation(
        DistributionId=resource["PhysicalResourceId"],
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": uuid.uuid4().hex,
        },
    )
    return f"{stack} is at {outputs['WebUrl']}"


def main(words: Sequence[str]) -> int:
    """Publish the pages of the stage named on the command line."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        print(publish(boto3.Session(), stack_name(words[0]), DIST))
    except (BotoCoreError, ClientError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
