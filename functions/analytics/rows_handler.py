"""HTTP edge of the rows behind a number: it reads the lake, which the other routes never do."""

from analytics.drill import routes
from analytics.edge import api

SUB_ROOMS = (routes,)
"""Importing a sub-room's routes registers them."""

lambda_handler = api.handle
