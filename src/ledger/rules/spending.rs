//! What recipients do with aid: spending plans (RAB), withdrawals from group accounts, purchases, mentoring.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
