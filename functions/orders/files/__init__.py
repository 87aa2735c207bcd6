"""Files of orders: uploaded and fetched past us, straight from the store of objects."""
