//! Disaster stock: warehouses, lots, in, out, transfer, stocktake.
