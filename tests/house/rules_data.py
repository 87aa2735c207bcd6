"""What must hold for tables, queues, buckets and alarms; each rule yields its complaints."""

import re
from collections.abc import Iterator

from tests.house.stack import Stack, target
from tests.house.tree import texts

# A hot index partition throttles the writes to its table, so these are no partition keys.
FEW_VALUES = {"status", "state", "type", "kind", "priority", "date", "day", "month", "stage"}
MOST_INDEXES = 3
# CreateTable refuses an index that names more.
MOST_SHOWN = 20
# Tables whose items carry expires_at.
EXPIRING = {
    "AccessTable",
    "OrdersTable",
    "DirectoryTable",
    "IntegrationsTable",
    "DeliveriesTable",
}
# Made anew from web/dist by every deployment; counted anew within a minute.
RECREATED = {"WebBucket", "LimitsTable"}
NAMES = {"Name", "TableName", "BucketName", "QueueName", "FunctionName", "TopicName", "RoleName"}


def a_table_can_be_restored(stack: Stack) -> Iterator[str]:
    for name, table in stack.of("DynamoDB::Table").items():
        recovery = table.get("PointInTimeRecoverySpecification", {})
        if name not in RECREATED and recovery.get("PointInTimeRecoveryEnabled") is not True:
            yield f"{name} has no point-in-time recovery"


def data_outlives_the_stack(stack: Stack) -> Iterator[str]:
    kinds = ("DynamoDB::Table", "S3::Bucket", "KMS::Key", "Cognito::UserPool")
    kinds += ("SecretsManager::Secret",)  # links that customers have are signed with it
    for name in [name for kind in kinds for name in stack.of(kind) if name not in RECREATED]:
        resource = stack.resources[name]
        if {resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")} != {"Retain"}:
            yield f"{name} is deleted with the stack or when it is replaced"


def a_table_of_prod_cannot_be_deleted(stack: Stack) -> Iterator[str]:
    wanted = {"Fn::If": ["IsProd", True, False]}
    for name, table in stack.of("DynamoDB::Table").items():
        protection = table.get("DeletionProtectionEnabled")
        if name not in RECREATED and protection not in (wanted, True):
            yield f"{name} is not protected"


def what_is_stored_is_encrypted(stack: Stack) -> Iterator[str]:
    for name, table in stack.of("DynamoDB::Table").items():
        if table.get("SSESpecification", {}).get("SSEEnabled") is not True:
            yield f"{name} is not encrypted by a KMS key"
    for name, queue in stack.of("SQS::Queue").items():
        if not (queue.get("SqsManagedSseEnabled") is True or queue.get("KmsMasterKeyId")):
            yield f"{name} is not encrypted"
    for name, bucket in stack.of("S3::Bucket").items():
        if not bucket.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration"):
            yield f"{name} is not encrypted"
    for name, key in stack.of("KMS::Key").items():
        if key.get("EnableKeyRotation") is not True:
            yield f"{name} is never rotated"


def what_expires_is_removed(stack: Stack) -> Iterator[str]:
    for name, table in stack.of("DynamoDB::Table").items():
        wanted = {"AttributeName": "expires_at", "Enabled": True} if name in EXPIRING else None
        if table.get("TimeToLiveSpecification") != wanted:
            yield f"{name}: TimeToLiveSpecification is not {wanted}"


def an_index_is_spread_and_few(stack: Stack) -> Iterator[str]:
    for name, table in stack.of("DynamoDB::Table").items():
        indexes = table.get("GlobalSecondaryIndexes", [])
        if len(indexes) > MOST_INDEXES:
            yield f"{name}: every index is paid for with every write"
        for index in indexes:
            key = next(k["AttributeName"] for k in index["KeySchema"] if k["KeyType"] == "HASH")
            if key in FEW_VALUES:
                yield f"{name}: {index['IndexName']} gathers all items under few values of {key}"
            if len(index.get("Projection", {}).get("NonKeyAttributes", ())) > MOST_SHOWN:
                yield f"{name}: {index['IndexName']} shows more than {MOST_SHOWN} attributes"


def a_bucket_is_private(stack: Stack) -> Iterator[str]:
    wanted = {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
    for name, bucket in stack.of("S3::Bucket").items():
        block = bucket.get("PublicAccessBlockConfiguration", {})
        if {word for word, on in block.items() if on is True} != wanted:
            yield f"{name} could be made public"


def a_bucket_is_reached_by_tls_only(stack: Stack) -> Iterator[str]:
    policies = {target(p["Bucket"]): p for p in stack.of("S3::BucketPolicy").values()}
    for name in stack.of("S3::Bucket"):
        statements = policies.get(name, {}).get("PolicyDocument", {}).get("Statement", [])
        denies = [
            s
            for s in statements
            if s["Effect"] == "Deny"
            and s.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}
            and (s["Principal"], s["Action"]) == ("*", "s3:*")
            and len(s["Resource"]) == len([r for r in s["Resource"] if target(r) == name]) == 2
        ]
        if not denies:
            yield f"{name} answers without TLS"
        if any(s["Effect"] == "Allow" and s["Principal"] == "*" for s in statements):
            yield f"{name} lets everybody in"


def half_an_upload_is_not_kept(stack: Stack) -> Iterator[str]:
    uploads = [
        target(resource)
        for statement in stack.statements()
        if "s3:AbortMultipartUpload" in statement.actions
        for resource in statement.resources
    ]
    for name in uploads:
        rules = stack.resources[name]["Properties"].get("LifecycleConfiguration", {})
        if not any("AbortIncompleteMultipartUpload" in r for r in rules.get("Rules", [])):
            yield f"{name} keeps, and bills, the parts of an upload that broke off"


def an_alarm_reaches_a_person_who_knows_what_to_do(stack: Stack) -> Iterator[str]:
    topics = stack.of("SNS::Topic")
    for name, alarm in stack.of("CloudWatch::Alarm").items():
        if not [a for a in alarm.get("AlarmActions", []) if target(a) in topics]:
            yield f"{name} tells nobody"
        if "docs/runbook.md" not in alarm.get("AlarmDescription", ""):
            yield f"{name} names no page of the runbook"
        if "TreatMissingData" not in alarm:
            yield f"{name} does not say what silence means"
    for name, topic in topics.items():
        if topic.get("KmsMasterKeyId") == "alias/aws/sns":
            yield f"{name}: an alarm may not use this key, so nobody would be told"


def what_waits_or_dies_raises_an_alarm(stack: Stack) -> Iterator[str]:
    watched = {
        (each.metric, target(value))
        for each in stack.watched()
        for value in each.dimensions.values()
    }
    queues = stack.of("SQS::Queue")
    for name in [name for name, queue in queues.items() if "RedrivePolicy" not in queue]:
        if ("ApproximateNumberOfMessagesVisible", name) not in watched:
            yield f"{name} fills unseen"
    for name, mapping in stack.mappings(streams=True).items():
        if ("IteratorAge", target(mapping["FunctionName"])) not in watched:
            yield f"{name} lags unseen"


def a_line_that_is_counted_is_written_and_raises_an_alarm(stack: Stack) -> Iterator[str]:
    code = texts("functions/**/*.py", "layers/**/*.py")
    watched = {each.metric for each in stack.watched()}
    for name, counted in stack.of("Logs::MetricFilter").items():
        line = re.fullmatch(r'\{ \$\.message = "([a-z_.]+)" }', counted["FilterPattern"])
        if line is None or f'"{line.group(1)}"' not in code:
            yield f"{name} counts a line that nobody writes"
        if counted["MetricTransformations"][0]["MetricName"] not in watched:
            yield f"{name} is counted and nobody looks"


def two_stages_fit_into_one_account(stack: Stack) -> Iterator[str]:
    for name, resource in stack.resources.items():
        # An alias is named within its function.
        if resource["Type"] == "AWS::Lambda::Alias":
            continue
        fixed = NAMES & {k for k, v in resource.get("Properties", {}).items() if isinstance(v, str)}
        if fixed:
            yield f"{name}: a second stack of this template cannot take the same {fixed.pop()}"


def logs_are_not_kept_for_ever(stack: Stack) -> Iterator[str]:
    groups = stack.of("Logs::LogGroup")
    for name, group in groups.items():
        if group.get("RetentionInDays", 0) not in range(1, 366):
            yield f"{name} keeps its lines for ever"
    for name, function in stack.of("Lambda::Function").items():
        logging = function.get("LoggingConfig", {})
        if target(logging.get("LogGroup")) not in groups:
            yield f"{name} writes into a group of Lambda's own, which keeps its lines for ever"
        if logging.get("LogFormat") != "JSON":
            yield f"{name} does not log JSON"


RULES = (
    a_table_can_be_restored,
    data_outlives_the_stack,
    a_table_of_prod_cannot_be_deleted,
    what_is_stored_is_encrypted,
    what_expires_is_removed,
    an_index_is_spread_and_few,
    a_bucket_is_private,
    a_bucket_is_reached_by_tls_only,
    half_an_upload_is_not_kept,
    an_alarm_reaches_a_person_who_knows_what_to_do,
    what_waits_or_dies_raises_an_alarm,
    a_line_that_is_counted_is_written_and_raises_an_alarm,
    two_stages_fit_into_one_account,
    logs_are_not_kept_for_ever,
)
