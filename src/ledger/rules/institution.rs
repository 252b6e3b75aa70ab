//! Institutions of social welfare: panti, LKS, LK3, rumah singgah, Karang Taruna.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
