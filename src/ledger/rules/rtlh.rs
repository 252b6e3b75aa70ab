//! RTLH: houses unfit to live in, and the groups that repair them.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
