"""Mutation testing of what decides: the model, deliveries, KPIs and money; `make mutate`."""
