//! Physical works: stages, progress, photographs, hand-over (BAST).

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
