//! Regional and state loss (TP/TGR): determined, SKTJM, instalments, settled.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
