//! SLRT and Puskesos: units, support, reports.
