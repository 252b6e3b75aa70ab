//! Planning documents, indicators and their measurements.
