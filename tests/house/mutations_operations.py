"""What the rules of operations must see."""

from tests.house import rules_operations as operations
from tests.house.mutation import about, change

OPERATIONS = [
    change(
        operations.an_alarm_looks_at_what_is_measured, "SweeperStoppedAlarm.MetricName", "Swept"
    ),
    change(operations.an_alarm_looks_at_what_is_measured, "SweeperStoppedAlarm.Dimensions"),
    change(
        operations.an_alarm_looks_at_what_is_measured, "SweeperStoppedAlarm.Namespace", "Naryad"
    ),
    change(
        operations.an_alarm_looks_at_what_is_measured, "ServerErrorsAlarm.MetricName", "5XXError"
    ),
    change(
        operations.an_alarm_looks_at_what_is_measured,
        "LakeLagAlarm.Dimensions.0.Value",
        {"Ref": "OrdersTable"},
    ),
    change(
        operations.an_alarm_looks_at_what_is_measured,
        "HandlerErrorsAlarm.Metrics.1.MetricStat.Metric.Dimensions.0.Name",
        "Function",
    ),
    change(
        operations.every_stack_measures_apart,
        "LeakedKeys.MetricTransformations.0.MetricNamespace",
        "Naryad",
    ),
    change(
        operations.every_stack_measures_apart,
        "OrdersHandler.Environment.Variables.POWERTOOLS_METRICS_NAMESPACE",
        "Naryad",
    ),
    about(operations.every_function_is_watched, "HandlerThrottlesAlarm"),
    about(operations.every_function_is_watched, "WorkerErrorsAlarm"),
    about(operations.every_table_and_index_is_watched, "WriteThrottlesAlarm"),
    change(
        operations.every_table_and_index_is_watched,
        "IndexReadThrottlesAlarm.Metrics.1.MetricStat.Metric.Dimensions.1.Value",
        "oldest",
    ),
    change(operations.an_alarm_reckons_with_what_it_may, "HandlerErrorsAlarm.Metrics.1.ReturnData"),
    change(
        operations.what_stands_still_is_noticed,
        "SweeperStoppedAlarm.TreatMissingData",
        "notBreaching",
    ),
    change(
        operations.a_bad_deployment_goes_back, "OrdersHandlerDeploymentGroup.AlarmConfiguration"
    ),
    change(
        operations.a_bad_deployment_goes_back,
        "OrdersHandlerDeploymentGroup.AutoRollbackConfiguration.Events",
        ["DEPLOYMENT_FAILURE"],
    ),
    change(
        operations.a_bad_deployment_goes_back,
        "OrdersHandlerDeploymentGroup.DeploymentConfigName",
        "CodeDeployDefault.LambdaAllAtOnce",
    ),
    change(
        operations.the_account_has_room, "OrdersWorkerImports.ScalingConfig.MaximumConcurrency", 200
    ),
    change(operations.the_account_has_room, "OrdersHandler.ReservedConcurrentExecutions", 200),
]
