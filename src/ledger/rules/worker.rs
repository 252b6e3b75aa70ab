//! People who work for social welfare: TKSK, Tagana, PSM, pendamping; reports, certificates, stipends.

use super::{Judge, Judgement, rules};

rules! {}

pub(super) fn judge(_judge: &mut Judge<'_>) -> Judgement {
    Ok(())
}
