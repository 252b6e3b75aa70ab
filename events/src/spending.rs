//! What recipients do with aid: spending plans (RAB), withdrawals from group accounts, purchases, mentoring.
