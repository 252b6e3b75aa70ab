//! Who may propose what, asked where the state is that the proposal meets.

use jejak_projections::State;
use jejak_projections::said::Said;

use super::Draft;

/// What somebody may propose. The rules say what is lawful for anybody, a warrant what is allowed to
/// one; it is asked before the writer is.
pub trait Warrant: Send + Sync {
    /// Whether these drafts may be proposed, by what is recorded now.
    fn allows(&self, state: &State, drafts: &[Draft]) -> Result<(), Unwarranted>;
}

/// What may not be proposed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwarranted {
    /// The code that never changes.
    pub code: &'static str,
    /// The draft, from 0.
    pub draft: usize,
    /// The sentence for people.
    pub why: Said,
}
