//! Complaints from receipt to appeal.
