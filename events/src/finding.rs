//! Findings: opened on evidence, answered, recommended upon, followed up, closed; and the samples
//! that auditors draw. Source: follow-up classes and sixty days, BPK on tindak lanjut.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber, Text};
use crate::vocabulary::*;

events! {
    /// Something was found. Its evidence are events of this ledger.
    FindingOpened("Temuan dibuka", "Finding opened", creates Finding) {
        /// Who found it.
        source: FindingSource,
        /// Check, `A40`, or the auditor's own code.
        check: Code,
        /// Version of the check; 0 where it has none.
        check_version: u16,
        /// How grave.
        severity: Severity,
        /// Amount at risk; zero where none is.
        amount: Rupiah,
        /// Number of events of the ledger that was looked at.
        as_of_size: u64,
        /// The events that show it, in ascending order.
        evidence: Vec<EventRef>,
        /// Recipient concerned, where it is one.
        recipient: Option<RecipientId>,
        /// Region concerned, where it is one.
        region: Option<Region>,
        /// Organisation that answers for it.
        organisation: Option<OrganisationRef>,
    }

    /// The one who answers for it says something.
    FindingAnswered("Temuan ditanggapi", "Finding answered") {
        /// The finding.
        finding: FindingRef,
        /// Whether the finding is accepted.
        accepted: bool,
        /// Commitment to the answer.
        paper: Bytes32,
    }

    /// A recommendation of an audit report. The clock of its follow-up begins here.
    RecommendationIssued("Rekomendasi dicatat", "Recommendation issued", creates Recommendation) {
        /// The finding.
        finding: FindingRef,
        /// Number of the report (LHP).
        number: DocumentNumber,
        /// Day on which the report was received.
        received: Date,
        /// Amount to be recovered; zero where none is.
        amount: Rupiah,
        /// Day by which it is to be followed up.
        due: Date,
    }

    /// Something was done about a recommendation; the auditor's class.
    FollowUpRecorded("Tindak lanjut dicatat", "Follow-up recorded") {
        /// The recommendation.
        recommendation: RecommendationRef,
        /// Class.
        status: FollowUpStatus,
        /// Amount recovered with this step; zero where none was.
        amount: Rupiah,
        /// The refund that carries the money, where one does.
        refund: Option<RefundRef>,
        /// Commitment to the evidence.
        paper: Option<Bytes32>,
    }

    /// A finding is closed.
    FindingClosed("Temuan ditutup", "Finding closed") {
        /// The finding.
        finding: FindingRef,
        /// How.
        outcome: FindingEnd,
    }

    /// A closed finding is opened again.
    FindingReopened("Temuan dibuka kembali", "Finding reopened") {
        /// The finding.
        finding: FindingRef,
        /// Why.
        reason: Reason,
    }

    /// An auditor draws a sample that nobody can steer: its seed is a hash over the chain head at a
    /// checkpoint and a nonce that was given after it.
    SampleDrawn("Sampel ditarik", "Sample drawn", creates SampleDraw) {
        /// How.
        method: SampleMethod,
        /// What it is drawn from, as a query that can be asked again.
        population: Text,
        /// Items in the population.
        population_count: u64,
        /// Amount of the population.
        population_amount: Rupiah,
        /// Number of items drawn.
        count: u32,
        /// Size of the checkpoint whose head is in the seed: the last one recorded.
        checkpoint_size: u64,
        /// The auditor's nonce, given after the checkpoint.
        nonce: Bytes32,
    }

    /// What the field found of one item.
    SampleResultRecorded("Hasil sampel dicatat", "Sample result recorded") {
        /// The sample.
        sample: SampleDrawRef,
        /// The item: the event that stands for it.
        item: EventRef,
        /// What was found.
        verdict: SampleVerdict,
        /// Amount confirmed.
        confirmed: Rupiah,
    }
}
