//! Where to look in the sample: what its screens and the tour point at.

use jejak_events::ids::RecipientId;

use super::blt_bbm::{self, figures};
use super::build::Build;
use super::people;
use super::year_2026::jamsosratu;

/// Sequence numbers and ids worth looking at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landmarks {
    /// The batch of history: BLT BBM 2022.
    pub history: u64,
    /// Line of the first decree of 2022 (BTT).
    pub line_btt: u64,
    /// Line of the second decree of 2022 (DID).
    pub line_did: u64,
    /// The first decree, 75.613 rows from BTT.
    pub decree_btt: u64,
    /// The second decree, 4.900 rows from DID, whose stated total is not the sum of its rows.
    pub decree_did: u64,
    /// The SP2D of the first decree; its request is `spp_btt`.
    pub sp2d_btt: u64,
    /// The payment request of the first decree.
    pub spp_btt: u64,
    /// Somebody designated and paid in 2022 who was never proposed.
    pub never_proposed: RecipientId,
    /// The row that designates that person.
    pub never_proposed_row: u64,
    /// The payment of that row.
    pub never_proposed_payment: u64,
    /// Somebody proposed, designated and paid once in 2022.
    pub proposed: RecipientId,
    /// Somebody designated twice in 2022: by both decrees, hence from BTT and from DID.
    pub twice: RecipientId,
    /// The first payment of 2022 that never reached its recipient and went back.
    pub undistributed_payment: u64,
    /// The treasury account (RKUD).
    pub cash_rkud: u64,
    /// The Panti complex: Rp37 billion of capital spending.
    pub line_panti: u64,
    /// Its contract.
    pub contract_panti: u64,
    /// SP2D of its first term, with taxes withheld.
    pub sp2d_panti: u64,
    /// The request for its second term, which waits for its SP2D.
    pub spp_waiting: u64,
    /// The building's share from APBD.
    pub line_building_apbd: u64,
    /// The building's share from DAK of the year.
    pub line_building_dak: u64,
    /// The building's share from DAK carried over from 2025.
    pub line_building_carried: u64,
    /// What the building's DAK got back.
    pub refund_dak: u64,
    /// SiLPA of the DAK of 2025.
    pub silpa: u64,
    /// The families' line in 2026 (JAMSOSRATU).
    pub line_families: u64,
    /// The families' decree of 2026: 25 x Rp1.750.000.
    pub decree_families: u64,
    /// SP2D of that decree.
    pub sp2d_families: u64,
    /// A family from proposal to report.
    pub family: RecipientId,
    /// Its payment.
    pub payment: u64,
    /// The payment that the bank sent back.
    pub payment_returned: u64,
    /// The same payment, sent again.
    pub payment_reissued: u64,
    /// The payment that nobody took.
    pub payment_untaken: u64,
    /// The row whose recipient was replaced.
    pub replaced_row: u64,
    /// The report that somebody kept part of a family's aid.
    pub deduction: u64,
    /// Houses of Lebak, observed.
    pub line_rtlh_lebak: u64,
    /// Houses of Kabupaten Serang, observed.
    pub line_rtlh_serang: u64,
    /// Houses from DAK, observed.
    pub line_rtlh_dak: u64,
    /// Program Sembako, observed.
    pub line_sembako: u64,
    /// A ceiling that moved from line to line.
    pub shift: u64,
    /// A ceiling that was revised.
    pub revision: u64,
    /// A booking that was reversed with a second person's consent.
    pub reversal: u64,
    /// A fact that was corrected with a second person's consent.
    pub correction: u64,
    /// A fact that came after its month was closed.
    pub late: u64,
    /// The line of the KUBe of 2026.
    pub line_kube: u64,
    /// A KUBe that became independent.
    pub kube_independent: u64,
    /// A KUBe whose money one person drew, together with that of another group.
    pub kube_dissolved: u64,
}

impl Landmarks {
    /// Reads them from a finished script.
    pub(super) fn of(b: &Build) -> Landmarks {
        let in_2022 = figures::Examples::find();
        let recipient = |person| people::recipient(blt_bbm::STORY, person);
        let row = |label: &str, at: u64| b.at(label).saturating_add(at);
        Landmarks {
            history: b.at("history"),
            line_btt: b.at("line/btt"),
            line_did: b.at("line/did"),
            decree_btt: b.at("decree/btt"),
            decree_did: b.at("decree/did"),
            sp2d_btt: b.at("sp2d/btt"),
            spp_btt: b.at("spp/btt"),
            never_proposed: recipient(in_2022.never_proposed),
            never_proposed_row: row("designation/btt", in_2022.never_proposed_row),
            never_proposed_payment: row("payment/btt", in_2022.never_proposed_row),
            proposed: recipient(in_2022.proposed),
            twice: recipient(in_2022.twice),
            undistributed_payment: row("payment/btt", in_2022.undistributed),
            cash_rkud: b.at("cash/rkud"),
            line_panti: b.at("line/panti"),
            contract_panti: b.at("commitment/panti"),
            sp2d_panti: b.at("sp2d/panti-1"),
            spp_waiting: b.at("spp/panti-2"),
            line_building_apbd: b.at("line/building-apbd"),
            line_building_dak: b.at("line/building-dak"),
            line_building_carried: b.at("line/building-carried"),
            refund_dak: b.at("refund/building-dak"),
            silpa: b.at("silpa"),
            line_families: b.at("line/jamsosratu"),
            decree_families: b.at("decree/families"),
            sp2d_families: b.at("sp2d/jamsosratu"),
            family: people::recipient(jamsosratu::STORY, 0),
            payment: b.at("payment/families"),
            payment_returned: row("payment/families", jamsosratu::RETURNED.into()),
            payment_reissued: b.at("payment/reissued"),
            payment_untaken: row("payment/families", jamsosratu::UNTAKEN.into()),
            replaced_row: row("designation/families", jamsosratu::REPLACED.into()),
            deduction: b.at("deduction"),
            line_rtlh_lebak: b.at("line/rtlh-lebak"),
            line_rtlh_serang: b.at("line/rtlh-serang"),
            line_rtlh_dak: b.at("line/rtlh-dak"),
            line_sembako: b.at("line/sembako"),
            shift: b.at("shift"),
            revision: b.at("revision"),
            reversal: b.at("reversal"),
            correction: b.at("correction"),
            late: b.at("late"),
            line_kube: b.at("line/kube"),
            kube_independent: b.at("kube/kambing"),
            kube_dissolved: b.at("kube/warung"),
        }
    }
}
