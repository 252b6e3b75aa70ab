//! What an event is called in a book: its paper's number, and what it was.

use jejak_events::vocabulary::SppKind;
use jejak_events::{Event, Recorded};

use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// A line of a book in words.
pub(super) struct Told {
    /// Number of the paper; the event where it has none.
    pub number: String,
    /// What it was.
    pub what: Said,
}

/// A word of a closed list in both languages.
pub(super) fn both(en: &str, id: &str) -> Said {
    Said { en: en.to_owned(), id: id.to_owned() }
}

/// The name of a kind of request.
pub(super) fn kind_of_request(kind: SppKind) -> Said {
    both(kind.label_en(), kind.label_id())
}

/// Tells an event.
pub(super) fn told(view: &View, seq: u64) -> Result<Told, Unanswered> {
    Ok(tell(view, &view.facts.fact(seq)?))
}

fn tell(view: &View, fact: &Recorded) -> Told {
    let kind = fact.event.kind();
    let label = both(kind.label_en(), kind.label_id());
    let none = || format!("event:{}", fact.seq);
    let (number, what) = match &fact.event {
        Event::Sp2dPaidOut(body) => {
            let spp = view.reading.state.treasury.spps.get(&body.spp.0);
            let number = spp.and_then(|spp| spp.sp2d_number.clone());
            let of = spp.map_or_else(|| label.clone(), |spp| kind_of_request(spp.kind));
            (number.unwrap_or_else(none), said!(with of; "SP2D {of}", "SP2D {of}"))
        }
        Event::TbpRecorded(body) => {
            let line = view.reading.state.budget.lines.get(&body.line.0);
            let account = line.map_or_else(String::new, |line| line.account.to_string());
            (
                body.number.to_string(),
                said!(
                    "Payment from the advance (TBP), {account}",
                    "Tanda bukti pengeluaran, {account}"
                ),
            )
        }
        Event::CashReceived(body) => {
            let why = both(body.kind.label_en(), body.kind.label_id());
            (none(), said!(with why, label; "{label}: {why}", "{label}: {why}"))
        }
        Event::CashTransferred(body) => {
            let why = both(body.reason.label_en(), body.reason.label_id());
            (none(), said!(with why, label; "{label}: {why}", "{label}: {why}"))
        }
        Event::TaxDeposited(body) => {
            let tax = both(body.tax.label_en(), body.tax.label_id());
            (none(), said!(with tax, label; "{label}: {tax}", "{label}: {tax}"))
        }
        Event::TransactionReversed(body) => {
            let event = body.event.0;
            (none(), said!(with label; "{label}: event {event}", "{label}: kejadian {event}"))
        }
        _ => (none(), label),
    };
    Told { number, what }
}
