"""Joins the parts of the analytics room; the only place here that reads settings."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from analytics.changes import S3Changes, some_ahead
from analytics.clearing import Clearing
from analytics.counting import CustomerCount
from analytics.datasets import DATA_SETS
from analytics.drill.service import Drill
from analytics.export_queue import SqsExportQueue
from analytics.exporting import ExportService, Range, Stores
from analytics.exports import FORMATS
from analytics.files import S3Files
from analytics.insight.service import Insights
from analytics.keeping import Keeping
from analytics.lake.store import S3Lake
from analytics.model import Company
from analytics.people import DynamoPeople
from analytics.producing import ExportWriter
from analytics.refresh import Refresh
from analytics.report.service import Parts, ReportService
from analytics.report.storage import DynamoMailChannels, DynamoReports
from analytics.settling import Settling
from analytics.shipping.job import Stock
from analytics.shipping.planning import Planning
from analytics.shipping.storage import DynamoLinks, DynamoOrdersNow, DynamoSchedules, DynamoSeries
from analytics.storage import DynamoExports, DynamoRollups
from analytics.targets.service import TargetService
from analytics.targets.storage import DynamoTargets
from shared.audit import Audit
from shared.audit_storage import DynamoAudit
from shared.aws import client, storage
from shared.clock import local_day, now
from shared.settings import settings
from shared.signing import Seal, seal_of
from shared.table import Table
from shared.users import DynamoUsers

if TYPE_CHECKING:
    from analytics.report.composing import Composer


@cache
def insights() -> Insights:
    """Give the answers about figures."""
    rollups = _rollups()
    return Insights(rollups, _people(), rollups, company(), now, targets())


@cache
def drill() -> Drill:
    """Give the rows behind numbers."""
    return Drill(_rollups(), _lake(), company(), now)


@cache
def exports() -> ExportService:
    """Give the service of exports."""
    queue = SqsExportQueue(client("sqs"), settings().export_queue_url)
    links = DynamoLinks(_rollups_table())
    return ExportService(Stores(_exports(), _rollups(), _files(), queue, links), range_(), now)


@cache
def planning() -> Planning:
    """Give the schedules of exports."""
    schedules = DynamoSchedules(_rollups_table())
    return Planning(schedules, exports(), _rollups(), range_(), _people(), company(), now)


def range_() -> Range:
    """Give what there is to export, and what the company is called in books."""
    own = settings()
    usual = {
        "organization_name": own.company_name,
        "organization_inn": own.company_inn,
        "organization_kpp": own.company_kpp,
    }
    return Range(DATA_SETS, FORMATS, usual)


@cache
def changes() -> S3Changes:
    """Give the files of changes."""
    return S3Changes(storage(settings()), settings().data_bucket, now, fetching=some_ahead)


@cache
def refresh() -> Refresh:
    """Give the roll-up and rebuild jobs."""
    return Refresh(changes(), _lake(), _rollups(), planning(), company())


@cache
def keeping() -> Keeping:
    """Give the job that keeps the lake."""
    return Keeping(_rollups(), _lake())


@cache
def clearing() -> Clearing:
    """Give the job that clears the lake of what nobody names."""
    return Clearing(_rollups(), _lake(), company(), now)


@cache
def settling() -> Settling:
    """Give the job that computes pages from the rows again."""
    return Settling(_lake(), _rollups(), company())


def today() -> date:
    """Give the company's day."""
    return local_day(now(), settings().zone)


@cache
def customer_count() -> CustomerCount:
    """Give the job that counts customers."""
    return CustomerCount(_rollups(), _lake(), company(), now)


@cache
def writer() -> ExportWriter:
    """Give the writer of exports."""
    stock = Stock(
        _exports(), _files(), DynamoSeries(_rollups_table()), _lake(), _rollups(),
        DynamoOrdersNow(Table(settings().orders_table, client("dynamodb"))), _people(),
        insights(),
    )  # fmt: skip
    return ExportWriter(stock, range_(), company(), now)


@cache
def reports() -> ReportService:
    """Give the service of the weekly report."""
    tables, dynamodb = settings(), client("dynamodb")
    parts = Parts(
        DynamoReports(Table(tables.rollups_table, dynamodb)),
        DynamoUsers(Table(tables.access_table, dynamodb)),
        DynamoMailChannels(Table(tables.integrations_table, dynamodb)),
        _report_composer,
    )
    return ReportService(parts, zone=tables.zone, clock=now)


@cache
def targets() -> TargetService:
    """Give the service of what KPIs are to come to."""
    return TargetService(DynamoTargets(_rollups_table()), clock=now)


@cache
def record() -> Audit:
    """Give the record of who changed which settings of the room."""
    return Audit(DynamoAudit(_rollups_table()), clock=now)


@cache
def company() -> Company:
    """Give what all figures are computed under."""
    return Company(
        zone=settings().zone,
        currency=settings().company_currency,
        hidden_counts=settings().feedback_hidden_counts,
    )


def seal() -> Seal:
    """Give the seal of list cursors."""
    return seal_of(settings().signing_secret_id)


def _report_composer() -> "Composer":
    # numpy stands behind it, and the settings are read without it.
    from analytics.report.composing import Composer

    return Composer(insights(), settings().public_url)


def _rollups() -> DynamoRollups:
    return DynamoRollups(Table(settings().rollups_table, client("dynamodb")))


def _rollups_table() -> Table:
    return Table(settings().rollups_table, client("dynamodb"))


def _people() -> DynamoPeople:
    return DynamoPeople(Table(settings().directory_table, client("dynamodb")))


def _exports() -> DynamoExports:
    return DynamoExports(Table(settings().rollups_table, client("dynamodb")))


def _files() -> S3Files:
    return S3Files(storage(settings()), settings().data_bucket)


def _lake() -> S3Lake:
    return S3Lake(storage(settings()), settings().data_bucket, settings().zone)
