"""Routes of imports and bulk actions."""

from typing import Annotated, Final

from aws_lambda_powertools.event_handler import Depends, Request, Response

from orders import wiring
from orders.edge import Id, Limit, api
from orders.intake.bulk import BulkService
from orders.intake.schemas import (
    BulkIn,
    BulkOut,
    BulkResult,
    ImportCardOut,
    ImportIn,
    ImportMadeOut,
    ImportOut,
    ImportsOut,
)
from orders.intake.service import ImportService
from orders.intake.template import template
from shared.clock import now
from shared.cursor import read_after, write_after
from shared.http import AskedBy, lead_to
from shared.language import Language, accepted
from shared.signing import Seal


def tongue_of(request: Request) -> Language:
    """Say in which language to answer, if the request does not name one."""
    return accepted(request.headers)


Imports = Annotated[ImportService, Depends(wiring.imports)]
Bulk = Annotated[BulkService, Depends(wiring.bulk)]
Tongue = Annotated[Language, Depends(tongue_of)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
LIST: Final = "imports"
TEMPLATE_MIME: Final = "text/csv; charset=utf-8"


@api.serve("POST", "/v1/orders/bulk", permission="orders:work")
def act_on_orders(body: BulkIn, bulk: Bulk, asked: AskedBy) -> BulkOut:
    """Assign or move up to 200 orders, each by its own rights; those that fail say why."""
    results = bulk.run(body.wish(), asked)
    return BulkOut(results=[BulkResult.model_validate(each) for each in results])


@api.serve("POST", "/v1/imports", permission="orders:write", status=201)
def create_import(
    body: ImportIn, imports: Imports, asked: AskedBy, tongue: Tongue
) -> ImportMadeOut:
    """Import up to 200 orders now, or announce a file of up to 50,000."""
    if body.orders is not None:
        return ImportMadeOut.of_rows(imports.at_once(body.orders, asked), tongue)
    form, file = body.file()
    return ImportMadeOut.of_file(*imports.announce(form, file, asked))


@api.serve("POST", "/v1/imports/<import_id>/start", permission="orders:write", status=202)
def start_import(import_id: Id, imports: Imports, asked: AskedBy, tongue: Tongue) -> ImportOut:
    """Begin the import of a file that was uploaded; one that failed goes on where it stood."""
    return ImportOut.of(imports.start(import_id, asked), tongue)


@api.serve("GET", "/v1/imports", permission="orders:write")
def list_imports(
    imports: Imports, seal: Cursors, tongue: Tongue, limit: Limit = 50, cursor: str | None = None
) -> ImportsOut:
    """List imports newest first."""
    page = imports.newest(limit=limit, after=read_after(seal, LIST, cursor))
    following = write_after(seal, LIST, page.after)
    items = [ImportOut.of(job, tongue) for job in page.items]
    return ImportsOut(items=items, next_cursor=following)


@api.serve("GET", "/v1/imports/template", permission="orders:write")
def get_import_template(lang: Language = "ru") -> Response[str]:
    """Give a CSV file to begin with: the columns by their names and one row as an example."""
    headers = {"Content-Disposition": 'attachment; filename="import.csv"'}
    return Response(200, TEMPLATE_MIME, template(lang, now().date()).decode(), headers=headers)


@api.serve("GET", "/v1/imports/<import_id>", permission="orders:write")
def get_import(
    import_id: Id, imports: Imports, tongue: Tongue, lang: Language | None = None
) -> ImportCardOut:
    """Read one import: how far it is, what became of its rows so far, and why the first failed.

    The reasons come in `lang`, else in the language that Accept-Language names first, else Russian.
    """
    return ImportCardOut.of(imports.get(import_id), lang or tongue)


@api.serve("GET", "/v1/imports/<import_id>/result", permission="orders:write", status=302)
def get_import_result(
    import_id: Id,
    imports: Imports,
    request: Request,
    tongue: Tongue,
    lang: Language | None = None,
) -> Response[str]:
    """Lead to the file that says of each row what became of it.

    It speaks `lang`, else the language that Accept-Language names first, else Russian.
    """
    return lead_to(request, imports.result_link(import_id, lang or tongue))
