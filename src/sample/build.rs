//! Writes the script of the sample: who does what on which day, in batches with running sequence
//! numbers.
//!
//! A batch is what one actor does in one go: it ends when somebody else acts, when the day ends,
//! or when it is full. Objects are named by labels such as `line/panti`, so that a later scene
//! finds what an earlier one brought into being.
//!
//! Not here: recording. Labels that nobody set give sequence number `u64::MAX`, which the rules
//! refuse, and the tests of the sample record everything.

use std::collections::VecDeque;
use std::str::FromStr;

use jejak_events::document::{Binding, Document};
use jejak_events::ids::{
    AccountRef, AppointmentRef, Bytes32, CashAccountRef, HistoricalBatchRef, LineRef,
    OrganisationRef,
};
use jejak_events::treasury::LineAmount;
use jejak_events::vocabulary::DocumentKind;
use jejak_events::{Date, DocumentNumber, Event, Rupiah, Timestamp};
use rustc_hash::FxHashMap;

use super::parameters::HOLIDAYS;
use super::people::People;
use super::{BANTEN, Batch, OPERATOR, Province};
use crate::ledger::Draft;

/// A batch is sealed when it holds so many drafts: well below the limits of one request, and few
/// enough for a progress bar to move.
const BATCH_DRAFTS: usize = 10_000;

/// Offices open at 08:00 in their own zone.
const OPENING_HOUR: i64 = 8;
const HOUR_MICROS: i64 = 3_600_000_000;
const MINUTE_MICROS: i64 = 60_000_000;
const DAY_MICROS: i64 = 86_400_000_000;

/// Stands for the head of the chain and for roots until the batch is recorded
/// ([`Batch::at_head`](super::Batch::at_head)): no script knows them.
pub(super) const UNTIL_RECORDED: Bytes32 = Bytes32([0; 32]);

/// Reads a value that is written in the sample's own source.
pub(super) fn lit<T: FromStr>(text: &str) -> T {
    text.parse().ok().expect("literals of the sample are valid, as its tests show")
}

/// The entry of a closed list that the sample's own source names.
pub(super) fn word<T>(from_word: fn(&str) -> Option<T>, text: &str) -> T {
    from_word(text).expect("words of the sample are valid, as its tests show")
}

/// The rows of a table written as text: one line each, cells between `|`, blanks around them
/// dropped, missing cells empty.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(line.split('|')) {
            *cell = text.trim();
        }
        cells
    })
}

/// Whole rupiah.
pub(super) const fn rp(rupiah: i64) -> Rupiah {
    Rupiah::from_sen(rupiah.saturating_mul(100))
}

/// The number of something as the rules count it.
pub(super) fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

/// Rupiah times a number of people.
pub(super) fn times(amount: Rupiah, people: u32) -> Rupiah {
    Rupiah::from_sen(amount.sen().saturating_mul(i64::from(people)))
}

/// The script so far.
pub(super) struct Build {
    next_seq: u64,
    today: Date,
    minutes: i64,
    stays: bool,
    account: AccountRef,
    official: Option<AppointmentRef>,
    occurred: Date,
    history: Option<HistoricalBatchRef>,
    history_events: u64,
    current: Vec<Draft>,
    ready: VecDeque<Batch>,
    sealed: u32,
    labels: FxHashMap<String, u64>,
    orders: Vec<(DocumentNumber, Rupiah)>,
    province: &'static Province,
}

impl Build {
    /// An empty script of Banten whose first event gets this sequence number.
    pub(super) fn new(first_seq: u64) -> Build {
        Build::of(&BANTEN, first_seq)
    }

    /// An empty script of a province.
    pub(super) fn of(province: &'static Province, first_seq: u64) -> Build {
        let today = province.opened_at().date_in(province.zone);
        Build {
            next_seq: first_seq,
            today,
            minutes: 1,
            stays: false,
            account: OPERATOR,
            official: None,
            occurred: today,
            history: None,
            history_events: 0,
            current: Vec::new(),
            ready: VecDeque::new(),
            sealed: 0,
            labels: FxHashMap::default(),
            orders: Vec::new(),
            province,
        }
    }

    /// The next finished batch.
    pub(super) fn take(&mut self) -> Option<Batch> {
        self.ready.pop_front()
    }

    /// Goes on to a later day, on which things happen and are recorded.
    pub(super) fn day(&mut self, date: &str) {
        self.go_to(lit(date));
    }

    /// Whether everything stays on one day from here on: desks then pass papers on at once.
    pub(super) fn stay(&mut self, stays: bool) {
        self.stays = stays;
    }

    /// Goes on to the next day on which offices are open.
    pub(super) fn next_working_day(&mut self) {
        if self.stays {
            return self.seal();
        }
        let next = (1..).map_while(|days| self.today.checked_add_days(days));
        let open =
            |day: &Date| !day.is_weekend() && !HOLIDAYS.iter().any(|h| lit::<Date>(h.0) == *day);
        if let Some(day) = next.into_iter().find(open) {
            self.go_to(day);
        }
    }

    fn go_to(&mut self, day: Date) {
        debug_assert!(day >= self.today, "{day} comes before {}", self.today);
        self.seal();
        if day != self.today {
            self.minutes = 0;
        }
        self.today = day;
        self.occurred = day;
    }

    /// Today.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// The invented people and papers of the province.
    pub(super) fn people(&self) -> People {
        People(self.province.seed)
    }

    /// Public key that signs the province's checkpoints.
    pub(super) fn checkpoint_key(&self) -> Bytes32 {
        let key = self.province.checkpoint_key();
        let key = key.expect("keys of the sample are valid, as its tests show");
        Bytes32(key.verifier_key().public_bytes())
    }

    /// Today's work is done by night, from a quarter past midnight.
    pub(super) fn by_night(&mut self) {
        self.seal();
        self.minutes = 15_i64.saturating_sub(OPENING_HOUR.saturating_mul(60));
    }

    /// From here on, what is recorded happened on this earlier day.
    pub(super) fn occurred(&mut self, day: Date) {
        self.occurred = day;
    }

    /// Somebody acts: through the own account, in the own office where there is one.
    pub(super) fn acting(&mut self, who: &str) {
        self.seal();
        self.account = AccountRef(self.at(&format!("account/{who}")));
        self.official = self.office(who);
    }

    /// The same account records for an official.
    pub(super) fn on_behalf(&mut self, who: &str) {
        self.official = self.office(who);
    }

    /// The same account records for nobody but itself.
    pub(super) fn on_own_behalf(&mut self) {
        self.official = None;
    }

    fn office(&self, who: &str) -> Option<AppointmentRef> {
        self.labels.get(&format!("office/{who}")).copied().map(AppointmentRef)
    }

    /// Records an event; its sequence number.
    pub(super) fn add(&mut self, event: impl Into<Event>) -> u64 {
        self.add_with(event, Vec::new())
    }

    /// Records an event and names it.
    pub(super) fn add_as(&mut self, label: &str, event: impl Into<Event>) -> u64 {
        let seq = self.add(event);
        self.name(label, seq);
        seq
    }

    /// Records an event that stands on papers.
    pub(super) fn add_with(&mut self, event: impl Into<Event>, documents: Vec<Document>) -> u64 {
        let draft = Draft {
            official: self.official,
            historical: self.history,
            documents,
            ..Draft::new(self.occurred, event)
        };
        self.history_events = self.history_events.saturating_add(u64::from(self.history.is_some()));
        self.current.push(draft);
        let seq = self.next_seq;
        self.next_seq = self.next_seq.saturating_add(1);
        if self.current.len() >= BATCH_DRAFTS {
            self.seal();
        }
        seq
    }

    /// Names an event.
    pub(super) fn name(&mut self, label: &str, seq: u64) {
        let known = self.labels.insert(label.to_owned(), seq);
        debug_assert!(known.is_none(), "{label} is named twice");
    }

    /// Ends the batch.
    pub(super) fn seal(&mut self) {
        if self.current.is_empty() {
            return;
        }
        self.sealed = self.sealed.saturating_add(1);
        let batch = Batch {
            at: self.now(),
            by: self.account,
            key: format!("contoh-{:04}", self.sealed),
            drafts: std::mem::take(&mut self.current),
        };
        self.minutes = self.minutes.saturating_add(1);
        self.ready.push_back(batch);
    }

    fn now(&self) -> Timestamp {
        let day = i64::from(self.today.days()).saturating_mul(DAY_MICROS);
        let minutes = self.minutes.saturating_mul(MINUTE_MICROS);
        let opening = OPENING_HOUR.saturating_sub(self.province.zone.hours());
        let opening = opening.saturating_mul(HOUR_MICROS);
        let micros = day.saturating_add(opening).saturating_add(minutes);
        Timestamp::from_micros(micros).unwrap_or(Timestamp::MAX)
    }

    /// Everything recorded from here on is history of this batch.
    pub(super) fn begin_history(&mut self, batch: u64) {
        self.history = Some(HistoricalBatchRef(batch));
        self.history_events = 0;
    }

    /// Ends history; how many events named its batch.
    pub(super) fn end_history(&mut self) -> u64 {
        self.history = None;
        self.official = None;
        self.occurred = self.today;
        self.history_events
    }

    /// The sequence number that a label names.
    pub(super) fn at(&self, label: &str) -> u64 {
        let known = self.labels.get(label).copied();
        debug_assert!(known.is_some(), "{label} is not named yet");
        known.unwrap_or(u64::MAX)
    }

    /// The sequence number that the next event will get.
    pub(super) fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// The budget line of a name.
    pub(super) fn line(&self, name: &str) -> LineRef {
        LineRef(self.at(&format!("line/{name}")))
    }

    /// The organisation of a name.
    pub(super) fn organisation(&self, name: &str) -> OrganisationRef {
        OrganisationRef(self.at(&format!("organisation/{name}")))
    }

    /// The cash account of a name.
    pub(super) fn cash(&self, name: &str) -> CashAccountRef {
        CashAccountRef(self.at(&format!("cash/{name}")))
    }

    /// Amounts on lines in the order that the rules ask for.
    pub(super) fn lines(&self, items: &[(&str, Rupiah)]) -> Vec<LineAmount> {
        let of =
            |(name, amount): &(&str, Rupiah)| LineAmount { line: self.line(name), amount: *amount };
        let mut lines: Vec<LineAmount> = items.iter().map(of).collect();
        lines.sort_by_key(|item| item.line);
        lines
    }

    /// Remembers an SP2D, for the register that others keep.
    pub(super) fn note_order(&mut self, number: DocumentNumber, amount: Rupiah) {
        self.orders.push((number, amount));
    }

    /// The SP2D remembered.
    pub(super) fn orders(&self) -> &[(DocumentNumber, Rupiah)] {
        &self.orders
    }

    /// A paper of the sample, dated today.
    pub(super) fn paper(&self, kind: DocumentKind, number: &str) -> Document {
        Document {
            kind,
            number: Some(lit(number)),
            dated: Some(self.occurred),
            proof: Some(Binding::Commitment(self.people().paper(number, 0))),
        }
    }
}
