//! KUBe: groups that run a business together.
