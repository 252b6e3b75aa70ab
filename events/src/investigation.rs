//! Investigations (pemeriksaan): what an inspector gathers about events of the main ledger. These
//! kinds stand in the second ledger alone, so that whoever is looked into does not see it in the main
//! one.
//!
//! Accounts and chosen events are named by their numbers in the main ledger, which the second one must
//! be readable without. What a note says lies in the vault; here is its commitment.

use crate::document::Binding;
use crate::event::events;
use crate::ids::*;
use crate::text::{Code, Text};
use crate::vocabulary::*;

events! {
    /// An inspector opened an investigation, and has it from now on.
    InvestigationOpened("Pemeriksaan dibuka", "Investigation opened", creates Investigation) {
        /// Account that opened it, by the event of the main ledger that opened that.
        account: u64,
        /// Number of the letter that orders it, as printed; never a name.
        number: Text,
        /// What gave rise to it.
        ground: InvestigationGround,
        /// Random id by which the main ledger cites it, where it places a hold: there it tells nobody
        /// what it is.
        mark: Token,
    }

    /// Events of the main ledger were chosen.
    InvestigationEventsChosen("Kejadian dipilih", "Events chosen for an investigation") {
        /// Account that chose.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// Sequence numbers in the main ledger, ascending, each once.
        events: Vec<u64>,
        /// Number of events in the main ledger when they were chosen.
        size: u64,
        /// Why.
        reason: ChoiceReason,
    }

    /// Chosen events were removed from the choice. That they were chosen stays.
    InvestigationEventsRemoved("Kejadian dikeluarkan", "Events removed from an investigation") {
        /// Account that removed them.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// Sequence numbers in the main ledger, ascending, each once.
        events: Vec<u64>,
        /// Why.
        reason: RemovalReason,
    }

    /// A note was added. It is never changed, only followed by another.
    InvestigationNoted("Catatan pemeriksaan ditambahkan", "Note added to an investigation") {
        /// Account that wrote it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// Commitment to its text, which the vault keeps.
        note: Bytes32,
        /// Earlier note that it follows, by the event that added it.
        follows: Option<EventRef>,
    }

    /// A person's data must be kept for the investigation.
    InvestigationHoldSet("Penahanan data dipasang", "Hold set for an investigation") {
        /// Account that set it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// The person.
        recipient: RecipientId,
    }

    /// The investigation needs a person's data no longer.
    InvestigationHoldLifted("Penahanan data dicabut", "Hold of an investigation lifted") {
        /// Account that lifted it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// The person.
        recipient: RecipientId,
    }

    /// A document of the vault was added.
    InvestigationDocumentAdded("Dokumen pemeriksaan ditambahkan", "Document added to an investigation") {
        /// Account that added it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// Its random id in the vault.
        document: Token,
        /// What kind of paper it is.
        kind: DocumentKind,
        /// What binds its bytes.
        proof: Binding,
    }

    /// The investigation was given to another inspector, who has it from now on.
    InvestigationHandedOver("Pemeriksaan diserahkan", "Investigation handed over") {
        /// Account that gave it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// Account that has it from now on.
        to: u64,
        /// Whether it was given by the head of inspection, not by who had it.
        as_head: bool,
    }

    /// Somebody was about to see the investigation, or to take it out. Recorded before they did.
    InvestigationSeen("Pemeriksaan dilihat", "Investigation seen") {
        /// Account that looked.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// What was done with it.
        act: CustodyAct,
        /// Format of what was taken out, such as `XLSX`.
        format: Option<Code>,
        /// Number of events in the main ledger, up to which it was seen.
        size: u64,
        /// Whether the head of inspection looked, not who has it.
        as_head: bool,
    }

    /// The investigation ended.
    InvestigationClosed("Pemeriksaan ditutup", "Investigation closed") {
        /// Account that closed it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// What came of it.
        outcome: InvestigationOutcome,
    }

    /// A closed investigation goes on.
    InvestigationReopened("Pemeriksaan dibuka kembali", "Investigation reopened") {
        /// Account that reopened it.
        account: u64,
        /// The investigation.
        investigation: InvestigationRef,
        /// Why.
        reason: ReopeningReason,
    }
}
