//! Regional and state losses.

use jejak_events::date::Date;
use jejak_events::ids::{PersonId, Token};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// How far a loss has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum LossStage {
    Determined,
    Acknowledged,
    Charged,
    HandedOver,
    Settled,
    WrittenOff,
}

/// A loss.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Loss {
    /// Sen determined.
    pub sen: i64,
    /// Sen paid.
    pub paid: i64,
    /// The person who answers for it.
    pub person: Option<PersonId>,
    /// The firm that answers for it.
    pub firm: Option<Token>,
    /// Line that bore it.
    pub line: Option<u64>,
    /// Finding that found it.
    pub finding: Option<u64>,
    /// Day by which all is to be paid.
    pub due: Option<Date>,
    /// How far it has come.
    pub stage: LossStage,
}

impl Loss {
    /// Sen not yet paid; below zero when too much was.
    pub fn left(&self) -> i64 {
        self.sen.saturating_sub(self.paid)
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Losses {
    /// Losses by sequence number.
    pub losses: Rows<Loss>,
    /// Deposit slips used, and the instalment that used each.
    pub receipts: Table<Token, u64>,
    /// Refunds that carried an instalment.
    pub refunds: Table<u64, u64>,
}

tables!(Losses { losses, receipts, refunds });

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.loss;
    if let Event::LossDetermined(body) = &fact.event {
        let loss = Loss {
            sen: body.amount.sen(),
            paid: 0,
            person: body.person,
            firm: body.firm,
            line: body.line.map(|line| line.0),
            finding: body.finding.map(|finding| finding.0),
            due: None,
            stage: LossStage::Determined,
        };
        area.losses.insert(fact.seq, loss);
        return;
    }
    let Some(seq) = loss_of(&fact.event) else { return };
    if let Event::LossInstalmentPaid(body) = &fact.event {
        area.receipts.insert(body.receipt, fact.seq);
        if let Some(refund) = body.refund {
            area.refunds.insert(refund.0, fact.seq);
        }
    }
    if let Some(loss) = area.losses.edit(&seq) {
        advance(loss, &fact.event);
    }
}

/// The loss that an event goes on with.
pub fn loss_of(event: &Event) -> Option<u64> {
    Some(match event {
        Event::LossRevised(body) => body.loss.0,
        Event::LossAcknowledged(body) => body.loss.0,
        Event::LossCharged(body) => body.loss.0,
        Event::LossInstalmentPaid(body) => body.loss.0,
        Event::LossSettled(body) => body.loss.0,
        Event::LossHandedOver(body) => body.loss.0,
        Event::LossWrittenOff(body) => body.loss.0,
        _ => return None,
    })
}

fn advance(loss: &mut Loss, event: &Event) {
    match event {
        Event::LossRevised(body) => loss.sen = body.to_amount.sen(),
        Event::LossAcknowledged(body) => {
            (loss.stage, loss.due) = (LossStage::Acknowledged, Some(body.due));
        }
        Event::LossCharged(body) => {
            (loss.stage, loss.due) = (LossStage::Charged, Some(body.due));
        }
        Event::LossInstalmentPaid(body) => {
            loss.paid = loss.paid.saturating_add(body.amount.sen());
        }
        Event::LossSettled(_) => loss.stage = LossStage::Settled,
        Event::LossHandedOver(_) => loss.stage = LossStage::HandedOver,
        Event::LossWrittenOff(_) => loss.stage = LossStage::WrittenOff,
        _ => {}
    }
}

/// What a loss belongs to: who answers for it, its line, its finding.
pub(crate) fn belongings(state: &State, _object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let Some(loss) = state.loss.losses.get(&seq) else { return };
    loss.person.into_iter().for_each(|person| tag(Tag::Person(person.0)));
    loss.firm.into_iter().for_each(|firm| tag(Tag::Token(firm.0)));
    loss.line.into_iter().for_each(|line| tag(Tag::Object(Object::Line, line)));
    loss.finding.into_iter().for_each(|finding| tag(Tag::Object(Object::Finding, finding)));
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, loss) in state.loss.losses.iter() {
        add(Object::Loss, seq, loss.stage as u8);
    }
}
