//! The table of all events, and what an event is about in one word each.

use jejak_events::ids::{HouseholdId, RecipientId};
use jejak_events::{Code, Object, Recorded, Region, SourceCode, Tag};
use jejak_projections::State;
use serde_json::Value;

use super::column::{Cell, Column, Get, Seen, Type, now};

/// The commonest things that an event is about: named by its own words, or what those belong to.
#[derive(Debug, Default)]
pub(super) struct Refs {
    pub line: Option<u64>,
    pub decree: Option<u64>,
    pub designation: Option<u64>,
    pub payment: Option<u64>,
    pub spp: Option<u64>,
    pub recipient: Option<RecipientId>,
    pub household: Option<HouseholdId>,
    pub region: Option<Region>,
    pub source: Option<SourceCode>,
    pub programme: Option<Code>,
}

impl Refs {
    /// What an event is about.
    pub fn of(fact: &Recorded, body: &Value, state: &State) -> Refs {
        let mut refs = Refs::default();
        if let Some(object) = fact.event.kind().creates() {
            refs.name(object, fact.seq);
        }
        fact.event.references(&mut |object, seq| refs.name(object, seq));
        fact.event.tags(&mut |tag| match tag {
            Tag::Recipient(id) => drop(refs.recipient.get_or_insert(RecipientId(id))),
            Tag::Household(id) => drop(refs.household.get_or_insert(HouseholdId(id))),
            Tag::Source(source) => drop(refs.source.get_or_insert(source)),
            _ => {}
        });
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        refs.region = text("region").and_then(|code| code.parse().ok());
        refs.programme = text("programme").and_then(|code| code.parse().ok());
        refs.upwards(state);
        refs
    }

    fn name(&mut self, object: Object, seq: u64) {
        let slot = match object {
            Object::Line => &mut self.line,
            Object::Decree => &mut self.decree,
            Object::Designation => &mut self.designation,
            Object::Payment => &mut self.payment,
            Object::Spp => &mut self.spp,
            _ => return,
        };
        slot.get_or_insert(seq);
    }

    /// What a payment, a row, a request, a line belongs to, where the event does not say it.
    fn upwards(&mut self, state: &State) {
        if let Some(payment) = self.payment.and_then(|seq| state.payment.payments.get(&seq)) {
            self.designation = self.designation.or(payment.designation);
            self.line = self.line.or(Some(payment.line));
            self.recipient = self.recipient.or(payment.recipient);
            let list = state.payment.lists.get(&payment.list);
            self.spp = self.spp.or(list.map(|list| list.spp));
        }
        if let Some(row) = self.designation.and_then(|seq| state.decree.designations.get(&seq)) {
            self.decree = self.decree.or(Some(row.decree));
            self.line = self.line.or(Some(row.line));
            self.recipient = self.recipient.or(Some(row.recipient));
            self.region = self.region.or(Some(row.region));
        }
        if let Some(spp) = self.spp.and_then(|seq| state.treasury.spps.get(&seq)) {
            self.decree = self.decree.or(spp.decree);
            // Of several lines none is the event's own.
            let one = spp.lines.first().filter(|_| spp.lines.len() == 1);
            self.line = self.line.or(one.map(|(line, _)| *line));
        }
        if let Some(known) = self.recipient.and_then(|id| state.proposal.recipients.get(&id)) {
            self.household = self.household.or(known.household);
        }
        let decree = self.decree.and_then(|seq| state.decree.decrees.get(&seq));
        let line = self.line.and_then(|seq| state.budget.lines.get(&seq));
        self.source = self.source.or(line.map(|line| line.source));
        let programme = decree.map(|decree| &decree.programme).or(line.map(|line| &line.programme));
        self.programme = self.programme.take().or_else(|| programme.cloned());
    }
}

/// The amount of an event that has one.
fn amount(seen: &Seen<'_>) -> Cell {
    let named = ["amount", "gross", "total", "value"].into_iter().find_map(|name| {
        let text = seen.body.get(name)?.as_str()?;
        text.parse().ok().map(|amount: jejak_events::Rupiah| amount.sen())
    });
    Cell::sen(named)
}

const fn refs(name: &'static str, of: Type, doc: &'static str, cell: fn(&Refs) -> Cell) -> Column {
    Column { name, of, doc, get: Get::Refs(cell) }
}

const fn seen(
    name: &'static str,
    of: Type,
    doc: &'static str,
    cell: fn(&Seen<'_>) -> Cell,
) -> Column {
    Column { name, of, doc, get: Get::Seen(cell) }
}

/// JSON of a part of the envelope, its names in order as in a body.
fn json(value: &impl serde::Serialize) -> Cell {
    serde_json::to_value(value).map_or(Cell::Null, |value| Cell::Text(value.to_string()))
}

/// Number, times and whether it is history: what every table that has a row for each event begins
/// with.
pub(super) const HEAD: &[Column] = &[
    now("seq", Type::Integer, "Sequence number of the event.", |_, fact| fact.seq.into()),
    now("recorded_at", Type::Time, "When it was recorded.", |_, fact| fact.recorded_at.into()),
    now("occurred_on", Type::Date, "Civil date on which it became true.", |_, fact| {
        fact.envelope.occurred_on.into()
    }),
    now("event_kind", Type::Text, "Kind of event, as `jejak kinds` names it.", |_, fact| {
        fact.event.kind().name().into()
    }),
    now(
        "historical",
        Type::Boolean,
        "Whether what it moves stands in the book of history.",
        |state, fact| state.is_history(fact).into(),
    ),
    now("recorder", Type::Text, "Person who recorded it, by random id.", |_, fact| {
        Cell::shown(Some(fact.envelope.recorder.person))
    }),
    now("official", Type::Text, "Person for whom it was recorded.", |_, fact| {
        Cell::shown(fact.envelope.official.as_ref().map(|official| official.person))
    }),
    now("official_role", Type::Text, "Office of that person.", |_, fact| {
        Cell::shown(fact.envelope.official.as_ref().map(|official| official.office))
    }),
];

/// What the table of all events has besides.
pub(super) const MORE: &[Column] = &[
    now("kind_number", Type::Integer, "Number of the kind.", |_, fact| {
        fact.event.kind().number().into()
    }),
    now("area", Type::Text, "Area that declares the kind.", |_, fact| {
        fact.event.kind().area().into()
    }),
    now("fiscal_year", Type::Integer, "Fiscal year to which it belongs.", |_, fact| {
        fact.envelope.fiscal_year.to_string().parse::<i64>().map_or(Cell::Null, Cell::Integer)
    }),
    now("account", Type::Integer, "Account that recorded it.", |_, fact| {
        fact.envelope.recorder.account.0.into()
    }),
    now("official_capacity", Type::Text, "Capacity of the official.", |_, fact| {
        Cell::shown(fact.envelope.official.as_ref().map(|official| official.capacity))
    }),
    now("authentication", Type::Text, "How the recorder proved who they are.", |_, fact| {
        Cell::shown(Some(fact.envelope.authentication))
    }),
    now("signed", Type::Boolean, "Whether the actor signed it.", |_, fact| {
        fact.envelope.signature.is_some().into()
    }),
    now("request", Type::Text, "Request in which it was proposed.", |_, fact| {
        Cell::shown(Some(fact.envelope.request_id))
    }),
    now("batch_index", Type::Integer, "Position in its batch, from 0.", |_, fact| {
        fact.envelope.batch_index.into()
    }),
    now("batch_len", Type::Integer, "Number of events of its batch.", |_, fact| {
        fact.envelope.batch_len.into()
    }),
    now("historical_batch", Type::Integer, "Batch of history it belongs to.", |_, fact| {
        fact.envelope.historical.map(|batch| batch.0).into()
    }),
    now("documents", Type::Json, "Papers that it stands on.", |_, fact| {
        json(&fact.envelope.documents)
    }),
    seen(
        "amount",
        Type::Money,
        "The body's `amount`; where it has none, its `gross`, `total` or `value`.",
        amount,
    ),
    refs("line", Type::Integer, "Budget line.", |refs| refs.line.into()),
    refs("decree", Type::Integer, "Decree (SK).", |refs| refs.decree.into()),
    refs("designation", Type::Integer, "Row of a decree.", |refs| refs.designation.into()),
    refs("payment", Type::Integer, "Payment.", |refs| refs.payment.into()),
    refs("spp", Type::Integer, "SPP.", |refs| refs.spp.into()),
    refs("recipient", Type::Text, "Recipient, by random id.", |refs| Cell::shown(refs.recipient)),
    refs("household", Type::Text, "Household of the recipient, by random id.", |refs| {
        Cell::shown(refs.household)
    }),
    refs("region", Type::Text, "Region that the event or the decree's row names.", |refs| {
        Cell::shown(refs.region)
    }),
    refs("source", Type::Text, "Funding source.", |refs| Cell::shown(refs.source)),
    refs("programme", Type::Text, "Programme.", |refs| Cell::shown(refs.programme.as_ref())),
    seen("body", Type::Json, "Everything that the event says.", |seen| {
        Cell::Text(seen.body.to_string())
    }),
];
