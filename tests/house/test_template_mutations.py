"""Each rule must see the defect it is there for: one changed value of the real stack."""

import pytest

from tests.house import rules_access as access
from tests.house import rules_data as data
from tests.house import rules_events as events
from tests.house.mutation import Mutation, about, change
from tests.house.mutations_operations import OPERATIONS
from tests.house.test_template import RULES

STREAM = "IntegrationsStreamOrderChanges"
QUEUE = "IntegrationsWorkerWebhook"
TIMER = "IntegrationsScheduleEachMinute"
ORDERS_ROLE = "OrdersHandlerRole|Policies|0|PolicyDocument|Statement|0"
KMS_ROLE = "IntegrationsWorkerRole|Policies|0|PolicyDocument|Statement|4"
GATE_ROLE = "AuthorizerRole|Policies|0|PolicyDocument|Statement"
ORDERS_ROUTE = "Api|Body|paths|/v1/orders|x-amazon-apigateway-any-method"
GATE = "Api|Body|components|securitySchemes|Gate|x-amazon-apigateway-authorizer"

EVENTS = [
    change(events.a_stream_is_read_from_its_oldest_record, f"{STREAM}.StartingPosition", "LATEST"),
    change(events.a_batch_reports_its_single_failures, f"{STREAM}.FunctionResponseTypes"),
    change(events.a_batch_reports_its_single_failures, f"{QUEUE}.FunctionResponseTypes"),
    change(events.a_stream_splits_a_bad_batch, f"{STREAM}.BisectBatchOnFunctionError", value=False),
    change(events.a_stream_gives_up_before_its_records_expire, f"{STREAM}.MaximumRetryAttempts"),
    change(
        events.a_stream_gives_up_before_its_records_expire,
        f"{STREAM}.MaximumRecordAgeInSeconds",
        604_800,
    ),
    change(events.a_given_up_record_is_kept_in_a_bucket, f"{STREAM}.DestinationConfig"),
    change(
        events.a_given_up_record_is_kept_in_a_bucket,
        f"{STREAM}.DestinationConfig.OnFailure.Destination",
        {"Fn::GetAtt": ["WebhookDeadLetters", "Arn"]},
    ),
    change(
        events.a_given_up_record_is_kept_in_a_bucket,
        f"{STREAM}.DestinationConfig.OnFailure.Destination",
        {"Fn::GetAtt": ["DataBucket", "Arn"]},
    ),
    Mutation(
        events.a_stream_has_at_most_two_readers,
        ("ThirdReader",),
        {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "StartingPosition": "TRIM_HORIZON",
                "EventSourceArn": {"Fn::GetAtt": ["OrdersTable", "StreamArn"]},
            },
        },
    ),
    change(
        events.a_reader_does_not_write_what_it_reads,
        "IntegrationsStreamRole|Policies|0|PolicyDocument|Statement|1|Resource",
        {"Fn::GetAtt": ["OrdersTable", "Arn"]},
    ),
    change(events.a_queue_starts_a_bounded_number_of_workers, f"{QUEUE}.ScalingConfig"),
    change(events.a_message_is_hidden_while_it_is_worked_on, "WebhookQueue.VisibilityTimeout"),
    change(events.a_message_is_hidden_while_it_is_worked_on, "IntegrationsWorker.Timeout", 61),
    change(
        events.a_message_is_hidden_while_it_is_worked_on,
        f"{QUEUE}.MaximumBatchingWindowInSeconds",
        30,
    ),
    change(events.a_queue_parks_what_it_cannot_deliver, "WebhookQueue.RedrivePolicy"),
    change(
        events.a_queue_parks_what_it_cannot_deliver, "WebhookQueue.RedrivePolicy.maxReceiveCount", 3
    ),
    change(
        events.a_queue_parks_what_it_cannot_deliver, "WebhookDeadLetters.MessageRetentionPeriod"
    ),
    change(events.a_timer_gives_up_and_says_so, f"{TIMER}.Target.RetryPolicy"),
    change(
        events.a_timer_gives_up_and_says_so,
        f"{TIMER}.Target.RetryPolicy.MaximumRetryAttempts",
        185,
    ),
    change(events.a_timer_gives_up_and_says_so, f"{TIMER}.Target.DeadLetterConfig"),
    about(events.a_timer_whose_run_fails_is_noticed, "SweepErrorsAlarm"),
    about(events.a_timer_whose_run_fails_is_noticed, "IntegrationsScheduleEventInvokeConfig"),
]
DATA = [
    change(data.a_table_can_be_restored, "OrdersTable.PointInTimeRecoverySpecification"),
    about(data.data_outlives_the_stack, "OrdersTable.DeletionPolicy", "Delete"),
    about(data.data_outlives_the_stack, "DataBucket.UpdateReplacePolicy"),
    about(data.data_outlives_the_stack, "SecretsKey.DeletionPolicy"),
    change(data.a_table_of_prod_cannot_be_deleted, "AccessTable.DeletionProtectionEnabled"),
    change(data.what_is_stored_is_encrypted, "FeedbackTable.SSESpecification"),
    change(data.what_is_stored_is_encrypted, "WebhookQueue.SqsManagedSseEnabled", value=False),
    change(data.what_is_stored_is_encrypted, "DataBucket.BucketEncryption"),
    change(data.what_is_stored_is_encrypted, "SecretsKey.EnableKeyRotation"),
    change(data.what_expires_is_removed, "DeliveriesTable.TimeToLiveSpecification"),
    change(
        data.what_expires_is_removed,
        "RollupsTable.TimeToLiveSpecification",
        {"AttributeName": "expires_at", "Enabled": True},
    ),
    change(
        data.an_index_is_spread_and_few,
        "OrdersTable.GlobalSecondaryIndexes.0.KeySchema.0.AttributeName",
        "status",
    ),
    change(
        data.an_index_is_spread_and_few,
        "OrdersTable.GlobalSecondaryIndexes",
        [
            {"IndexName": n, "KeySchema": [{"AttributeName": n, "KeyType": "HASH"}]}
            for n in ("a", "b", "c", "d")
        ],
    ),
    change(
        data.an_index_is_spread_and_few,
        "FeedbackTable.GlobalSecondaryIndexes.0.Projection.NonKeyAttributes",
        [f"field_{number}" for number in range(21)],
    ),
    change(
        data.a_bucket_is_private,
        "DataBucket.PublicAccessBlockConfiguration.BlockPublicPolicy",
        value=False,
    ),
    about(data.a_bucket_is_reached_by_tls_only, "FailuresBucketPolicy"),
    change(
        data.a_bucket_is_reached_by_tls_only,
        "DataBucketPolicy.PolicyDocument.Statement.0.Resource",
        [{"Fn::GetAtt": ["DataBucket", "Arn"]}],
    ),
    change(
        data.a_bucket_is_reached_by_tls_only,
        "WebBucketPolicy.PolicyDocument.Statement.0.Principal",
        "*",
    ),
    change(data.half_an_upload_is_not_kept, "DataBucket.LifecycleConfiguration"),
    change(data.an_alarm_reaches_a_person_who_knows_what_to_do, "LakeLagAlarm.AlarmActions", []),
    change(
        data.an_alarm_reaches_a_person_who_knows_what_to_do, "LakeLagAlarm.AlarmDescription", "Lag."
    ),
    change(data.an_alarm_reaches_a_person_who_knows_what_to_do, "LakeLagAlarm.TreatMissingData"),
    Mutation(
        data.an_alarm_reaches_a_person_who_knows_what_to_do,
        ("AlarmTopic", "Properties"),
        {"KmsMasterKeyId": "alias/aws/sns"},
    ),
    about(data.what_waits_or_dies_raises_an_alarm, "WebhookDeadLettersAlarm"),
    about(data.what_waits_or_dies_raises_an_alarm, "DispatcherLagAlarm"),
    change(
        data.a_line_that_is_counted_is_written_and_raises_an_alarm,
        "LimitsFailed.FilterPattern",
        '{ $.message = "limits.fallen" }',
    ),
    about(data.a_line_that_is_counted_is_written_and_raises_an_alarm, "LimitsFailedAlarm"),
    change(data.two_stages_fit_into_one_account, f"{TIMER}.Name", "EachMinute"),
    change(data.two_stages_fit_into_one_account, "OrdersTable.TableName", "orders"),
    change(data.logs_are_not_kept_for_ever, "ApiLog.RetentionInDays"),
    change(data.logs_are_not_kept_for_ever, "OrdersHandler.LoggingConfig.LogGroup"),
    change(data.logs_are_not_kept_for_ever, "OrdersHandler.LoggingConfig.LogFormat", "Text"),
]
ACCESS = [
    change(
        access.every_function_has_a_role_of_its_own,
        "OrdersHandler.Role",
        {"Fn::GetAtt": ["FeedbackHandlerRole", "Arn"]},
    ),
    change(access.no_role_may_do_everything, f"{ORDERS_ROLE}|Action", "*"),
    change(access.no_role_may_do_everything, f"{ORDERS_ROLE}|Action", ["dynamodb:*"]),
    change(access.no_role_may_do_everything, f"{ORDERS_ROLE}|Action"),
    change(access.no_role_may_do_everything, f"{ORDERS_ROLE}|Effect", "Deny"),
    change(access.no_role_may_touch_what_is_not_named, f"{ORDERS_ROLE}|Resource", "*"),
    change(
        access.no_role_may_touch_what_is_not_named,
        f"{ORDERS_ROLE}|Resource",
        {"Fn::Sub": "arn:aws:dynamodb:${AWS::Region}:*:table/*"},
    ),
    change(
        access.a_wildcard_on_data_has_a_reason,
        f"{ORDERS_ROLE}|Resource",
        {"Fn::Sub": "${OrdersTable.Arn}/index/*"},
    ),
    change(
        access.a_wildcard_on_data_has_a_reason,
        f"{ORDERS_ROLE}|Resource",
        {"Fn::Sub": "${DataBucket.Arn}/*"},
    ),
    change(
        access.a_wildcard_on_data_has_a_reason,
        "DataBucketPolicy.PolicyDocument.Statement.0.Effect",
        "Allow",
    ),
    change(
        access.a_wildcard_on_data_has_a_reason,
        "SecretsKey.KeyPolicy.Statement.0.Action",
        ["kms:Re*"],
    ),
    change(
        access.only_policies_for_the_trigger_come_from_aws,
        "OrdersHandlerRole.ManagedPolicyArns",
        ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"],
    ),
    change(access.a_secret_is_used_only_for_its_table, f"{KMS_ROLE}|Condition"),
    change(access.only_named_routes_are_public, f"{ORDERS_ROUTE}|security"),
    change(access.only_named_routes_are_public, f"{ORDERS_ROUTE}|security", [{"NONE": []}]),
    change(access.only_named_routes_are_public, "Api|Body|paths|/v1/health"),
    change(access.only_this_api_may_call, "IntegrationsHandlerMePermission.SourceArn"),
    change(access.an_answer_comes_before_the_gateway_gives_up, "OrdersHandler.Timeout", 30),
    change(access.an_answer_comes_before_the_gateway_gives_up, "Authorizer.Timeout", 10),
    change(access.a_revoked_key_is_refused_soon, f"{GATE}|authorizerResultTtlInSeconds", 300),
    change(access.the_authorizer_only_notes_uses, f"{GATE_ROLE}|1|Condition"),
    change(access.the_authorizer_only_notes_uses, f"{GATE_ROLE}|0|Action", "dynamodb:UpdateItem"),
    change(
        access.a_revoked_key_is_refused_soon,
        f"{GATE}|identitySource",
        ["$request.header.User-Agent"],
    ),
    change(
        access.the_api_logs_throttles_and_names_its_origins,
        "ApiApiGatewayDefaultStage.AccessLogSettings",
    ),
    change(
        access.the_api_logs_throttles_and_names_its_origins,
        "ApiApiGatewayDefaultStage.DefaultRouteSettings",
    ),
    change(
        access.the_api_logs_throttles_and_names_its_origins,
        "Api.Body.x-amazon-apigateway-cors",
        {"allowOrigins": ["*"]},
    ),
    change(
        access.no_secret_is_in_the_environment,
        "OrdersHandler.Environment.Variables.PARTNER_TOKEN",
        "abc",
    ),
    change(
        access.no_secret_is_in_the_environment,
        "OrdersHandler.Environment.Variables.PEPPER",
        "{{resolve:secretsmanager:pepper}}",
    ),
    change(access.every_function_is_traced, "Authorizer.TracingConfig"),
    change(access.only_analytics_carries_arrow, "OrdersHandler.Layers", [{"Ref": "ArrowLayer0"}]),
    change(access.nobody_signs_up_alone, "UserPool.AdminCreateUserConfig"),
    change(access.nobody_signs_up_alone, "UserPool.Policies.PasswordPolicy.MinimumLength", 8),
]
MUTATIONS = [*EVENTS, *DATA, *ACCESS, *OPERATIONS]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_the_rule_sees_the_mutation(mutation, stack):
    assert list(mutation.rule(mutation.apply(stack))) != []


def test_every_rule_has_a_mutation():
    assert {mutation.rule for mutation in MUTATIONS} == set(RULES)
