//! The switch with which tests stop the vault before a write, as a kill would.

use super::VaultError;

/// Counts the writes down; in the program itself it does nothing.
#[derive(Debug, Default)]
pub(super) struct Faults {
    #[cfg(test)]
    left: std::sync::Mutex<Option<u32>>,
}

impl Faults {
    /// To be asked before each step that changes what is on disk.
    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the tests' switch")]
    pub fn step(&self, _name: &'static str) -> Result<(), VaultError> {
        Ok(())
    }

    /// To be asked before each step that changes what is on disk.
    #[cfg(test)]
    pub fn step(&self, name: &'static str) -> Result<(), VaultError> {
        match &mut *self.left.lock().expect("no test panics here") {
            None => Ok(()),
            Some(0) => Err(VaultError::Stopped(name)),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }

    /// Stops before the step after `steps` more, and before every later one.
    #[cfg(test)]
    pub fn stop_after(&self, steps: u32) {
        *self.left.lock().expect("no test panics here") = Some(steps);
    }
}
