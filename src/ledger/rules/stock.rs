//! Disaster stock: warehouses, lots, in, out, transfer, stocktake.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
