//! Audit findings, recommendations, follow-up, samples.
