//! Program Sembako: who holds a place of the quota, replacements, fill rate.
