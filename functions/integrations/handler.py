"""HTTP edge of the integrations room: the routes of its parts."""

from integrations import routes
from integrations.access import routes as access_routes
from integrations.access.company import routes as company_routes
from integrations.access.users import routes as users_routes
from integrations.edge import api
from integrations.log import routes as log_routes
from integrations.log.replay import routes as replay_routes
from integrations.messages import routes as message_routes
from integrations.onec import routes as onec_routes
from integrations.sms import routes as sms_routes
from integrations.telegram import routes as telegram_routes

PARTS = (
    routes,
    log_routes,
    replay_routes,
    access_routes,
    users_routes,
    company_routes,
    message_routes,
    sms_routes,
    telegram_routes,
    onec_routes,
)
"""Importing a part's routes registers them."""


lambda_handler = api.handle
