//! Aid that the ministry pays and this ledger observes: pipeline statuses, credits, use, what goes back.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
