//! The live fiscal year 2026.

use super::build::Build;

/// The scenes in order.
pub(super) const SCENES: &[fn(&mut Build)] = &[];
