//! Complaints from receipt to appeal.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
