//! Where to look in the sample: what its screens and the tour point at.

use jejak_events::ids::RecipientId;

use super::blt_bbm::{self, figures};
use super::build::Build;

/// Sequence numbers and ids worth looking at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landmarks {
    /// The batch of history: BLT BBM 2022.
    pub history: u64,
    /// Line of the first decree (BTT).
    pub line_btt: u64,
    /// Line of the second decree (DID).
    pub line_did: u64,
    /// The first decree, 75.613 rows from BTT.
    pub decree_btt: u64,
    /// The second decree, 4.900 rows from DID, whose stated total is not the sum of its rows.
    pub decree_did: u64,
    /// SP2D of the first decree.
    pub sp2d_btt: u64,
    /// Somebody designated and paid in 2022 who was never proposed.
    pub never_proposed: RecipientId,
    /// The row that designates that person.
    pub never_proposed_row: u64,
    /// Somebody proposed, designated and paid once in 2022.
    pub proposed: RecipientId,
    /// Somebody designated twice in 2022: by both decrees, hence from BTT and from DID.
    pub twice: RecipientId,
    /// The first payment of 2022 that never reached its recipient and went back.
    pub undistributed_payment: u64,
}

impl Landmarks {
    /// Reads them from a finished script.
    pub(super) fn of(b: &Build) -> Landmarks {
        let people = figures::Examples::find();
        let recipient = |person| super::people::recipient(blt_bbm::STORY, person);
        let never_proposed_row = b.at("designation/btt").saturating_add(people.never_proposed_row);
        Landmarks {
            history: b.at("history"),
            line_btt: b.at("line/btt"),
            line_did: b.at("line/did"),
            decree_btt: b.at("decree/btt"),
            decree_did: b.at("decree/did"),
            sp2d_btt: b.at("sp2d/btt"),
            never_proposed: recipient(people.never_proposed),
            never_proposed_row,
            proposed: recipient(people.proposed),
            twice: recipient(people.twice),
            undistributed_payment: b.at("payment/btt").saturating_add(people.undistributed),
        }
    }
}
