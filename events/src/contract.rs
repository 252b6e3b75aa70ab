//! Contracts: value, addenda, advance, terms, retention, penalty, guarantees.
