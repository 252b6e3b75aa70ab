//! Contracts: value, addenda, advance, terms, retention, penalty, guarantees.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
