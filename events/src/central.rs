//! Aid that the ministry pays and this ledger observes: pipeline statuses, credits, use, what goes back.
