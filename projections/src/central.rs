//! Aid that the ministry pays and this ledger observes: pipeline statuses, credits, use, what goes
//! back. Sums stand by period and region; nothing here is part of a budget line.

mod apply;
mod shown;

use jejak_events::codes::Region;
use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::field::Field;
use jejak_events::ids::{RecipientId, Token};
use jejak_events::text::Code;
use jejak_events::vocabulary::CentralStatus;
use jejak_events::{Object, Tag};

pub(crate) use self::apply::apply;
pub use self::shown::CentralRow;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A period that the ministry pays for in one go.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Period {
    /// Programme, by its number in this ledger.
    pub programme: u16,
    /// Programme, by its code.
    pub code: Code,
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
    /// Fiscal year of the ministry's budget.
    pub fiscal_year: FiscalYear,
    /// Event that closed it.
    pub closed: Option<u64>,
}

impl Period {
    /// Its months in order.
    pub fn months(&self) -> impl Iterator<Item = Month> {
        let last = self.last;
        std::iter::successors(Some(self.first), |month| month.next())
            .take_while(move |month| *month <= last)
    }
}

/// The newest status that a region showed.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Shown {
    /// Event that observed it.
    pub seq: u64,
    /// How far the pipeline had come.
    pub status: CentralStatus,
    /// Recipients shown.
    pub kpm: u32,
}

/// Where a credit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum CreditStage {
    Credited,
    Blocked,
    Cancelled,
}

/// A credit to one recipient for one period. Sen may disagree with each other as the facts do.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Credit {
    /// The period.
    pub period: u64,
    /// The recipient.
    pub recipient: RecipientId,
    /// Region under which it counts.
    pub region: Region,
    /// Day of the credit.
    pub on: Date,
    /// Sen credited.
    pub sen: i64,
    /// Sen used.
    pub transacted: i64,
    /// Sen that went back to the state treasury.
    pub returned: i64,
    /// Day of the last use.
    pub last_used: Option<Date>,
    /// Where it stands.
    pub stage: CreditStage,
}

impl Credit {
    /// Sen left on the account; below zero where more was used or returned than credited.
    pub fn balance(&self) -> i64 {
        self.sen.saturating_sub(self.transacted).saturating_sub(self.returned)
    }
}

/// Sums over the credits of a period in a region that were not cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, bincode::Encode, bincode::Decode)]
pub struct Sums {
    /// Number of credits.
    pub count: u32,
    /// Sen credited.
    pub credited: i64,
    /// Sen used.
    pub transacted: i64,
    /// Sen that went back to the state treasury.
    pub returned: i64,
}

impl Sums {
    /// Sen left on the accounts: what was credited is what was used, is left, or went back.
    pub fn balance(&self) -> i64 {
        self.credited.saturating_sub(self.transacted).saturating_sub(self.returned)
    }
}

/// Months in which a recipient is entitled to a programme's aid, and the object that says so.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Entitlement {
    /// The object, by sequence number: a place, a component.
    pub by: u64,
    /// First month.
    pub from: Month,
    /// First month no more.
    pub until: Option<Month>,
}

/// One card at a terminal.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Swipe {
    /// Minute of the day.
    pub minute: u16,
    /// The credit that was used.
    pub credit: u64,
    /// Sen.
    pub sen: i64,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Central {
    /// Periods by sequence number.
    pub periods: Rows<Period>,
    /// The period that pays for a month, by programme.
    pub months: Table<(u16, Month), u64>,
    /// Newest status by period and region.
    pub shown: Table<(u64, Region), Shown>,
    /// Credits by sequence number.
    pub credits: Rows<Credit>,
    /// The credits of a recipient in a period that were not cancelled.
    pub standing: Table<(u64, RecipientId), Vec<u64>>,
    /// Who was first credited on an account.
    pub accounts: Table<Token, RecipientId>,
    /// Sums by period and region, and by every region above.
    pub sums: Table<(u64, Region), Sums>,
    /// Who is entitled, by programme; kept by the areas of the programmes.
    pub entitled: Table<(u16, RecipientId), Vec<Entitlement>>,
    /// Programmes whose entitled recipients are kept here.
    pub rosters: Table<u16, ()>,
    /// What a terminal saw on a day, in the order of events.
    pub terminals: Table<(Token, Date), Vec<Swipe>>,
}

tables!(Central {
    periods,
    months,
    shown,
    credits,
    standing,
    accounts,
    sums,
    entitled,
    rosters,
    terminals,
});

impl Central {
    /// Sums of a period in a region and everything below it.
    pub fn sums_of(&self, period: u64, region: Region) -> Sums {
        self.sums.get(&(period, region)).copied().unwrap_or_default()
    }

    /// Sums of a period, all provinces together.
    pub fn total(&self, period: u64) -> Sums {
        let of_province = |region: Region| region.parent().is_none();
        let mut total = Sums::default();
        for ((of, region), sums) in self.sums.iter() {
            if *of == period && of_province(*region) {
                total.count = total.count.saturating_add(sums.count);
                total.credited = total.credited.saturating_add(sums.credited);
                total.transacted = total.transacted.saturating_add(sums.transacted);
                total.returned = total.returned.saturating_add(sums.returned);
            }
        }
        total
    }

    /// Whether a recipient is entitled in one of the months of a period; `None` where nobody keeps
    /// a list for the programme.
    pub fn is_entitled(&self, period: &Period, recipient: RecipientId) -> Option<bool> {
        self.rosters.get(&period.programme)?;
        let spans = self.entitled.get(&(period.programme, recipient));
        let covers = |span: &Entitlement| {
            span.from <= period.last && span.until.is_none_or(|until| until > period.first)
        };
        Some(spans.into_iter().flatten().any(covers))
    }

    /// A recipient is entitled from a month on.
    pub(crate) fn entitle(&mut self, programme: u16, recipient: RecipientId, span: Entitlement) {
        self.rosters.insert(programme, ());
        self.entitled.edit_or_default(&(programme, recipient)).push(span);
    }

    /// A recipient is not entitled any more by an object from a month on.
    pub(crate) fn disentitle(
        &mut self,
        programme: u16,
        recipient: RecipientId,
        by: u64,
        until: Month,
    ) {
        let spans = self.entitled.edit(&(programme, recipient));
        for span in spans.into_iter().flatten().filter(|span| span.by == by) {
            span.until = Some(span.until.map_or(until, |known| known.min(until)));
        }
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    match object {
        Object::CentralPeriod => {
            let Some(period) = state.central.periods.get(&seq) else { return };
            tag(Tag::Programme(period.code.clone()));
        }
        Object::CentralCredit => {
            let Some(credit) = state.central.credits.get(&seq) else { return };
            tag(Tag::Object(Object::CentralPeriod, credit.period));
            tag(Tag::Recipient(credit.recipient.0));
            Field::tags(&credit.region, tag);
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, period) in state.central.periods.iter() {
        add(Object::CentralPeriod, seq, u8::from(period.closed.is_some()));
    }
    for (seq, credit) in state.central.credits.iter() {
        add(Object::CentralCredit, seq, credit.stage as u8);
    }
}
