//! Planning documents, indicators and their measurements.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
