//! What the second ledger tells, as a table: what was done, by which account, to whom, when.

use jejak_events::ids::RecipientId;
use jejak_events::{Date, Kind, Tag};
use jejak_projections::report::{Cell, Column, Kind as Holds, Table, Value};
use serde_json::Value as Json;

use crate::ledger::Ledger;
use crate::ledger::second::{Done, SecondError, each};
use crate::said::{Said, said};

/// What is asked of the second ledger; what is absent is not asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Done by this account.
    pub account: Option<u64>,
    /// Done to this person.
    pub recipient: Option<RecipientId>,
    /// Of one of these kinds.
    pub kinds: Vec<Kind>,
    /// On this day or later, in the ledger's zone.
    pub from: Option<Date>,
    /// On this day or earlier.
    pub until: Option<Date>,
}

impl Asked {
    fn wants(&self, done: &Done) -> bool {
        let day = done.fact.envelope.occurred_on;
        self.account.is_none_or(|account| done.act.account == Some(account))
            && self.recipient.is_none_or(|recipient| done.act.recipient == Some(recipient))
            && (self.kinds.is_empty() || self.kinds.contains(&done.fact.event.kind()))
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

/// An empty table of acts.
pub fn empty() -> Table {
    let columns = vec![
        Column::new("event", said!("event", "kejadian"), Holds::Seq),
        Column::new("at", said!("at", "pada"), Holds::Date),
        Column::new("account", said!("account", "akun"), Holds::Seq),
        Column::new("kind", said!("kind", "jenis"), Holds::Code),
        Column::new("what", said!("what was done", "apa yang dilakukan"), Holds::Text),
        Column::new("recipient", said!("recipient", "penerima"), Holds::Code),
        Column::new("details", said!("details", "rincian"), Holds::Code),
    ];
    let title = said!("Who looked, signed in, was refused", "Siapa melihat, masuk, ditolak");
    Table::new("oversight", title, columns)
}

/// What was done, oldest first.
pub fn table(second: &Ledger, asked: &Asked) -> Result<Table, SecondError> {
    let mut table = empty();
    each(second, |done| {
        if asked.wants(&done) {
            table.push(row(&done));
        }
    })?;
    Ok(table)
}

fn row(done: &Done) -> Vec<Cell> {
    let Done { fact, act } = done;
    let kind = fact.event.kind();
    let account = act.account.map_or(Value::Unknown, Value::Seq);
    let recipient = act.recipient.map_or(Value::Empty, |id| Value::Tag(Tag::Recipient(id.0)));
    let values = [
        Value::Seq(fact.seq),
        Value::Time(fact.recorded_at),
        account,
        Value::Code(kind.name().to_owned()),
        Value::Text(label(kind)),
        recipient,
        Value::Code(details(&fact.event.to_json())),
    ];
    values.map(Cell::of).into()
}

fn label(kind: Kind) -> Said {
    let (en, id) = (kind.label_en(), kind.label_id());
    said!("{en}", "{id}")
}

/// The other fields of a body with their names, those that say something.
pub(super) fn details(body: &Json) -> String {
    let fields = body.as_object().into_iter().flatten();
    let told = fields.filter(|(name, value)| {
        !value.is_null() && !matches!(name.as_str(), "account" | "recipient")
    });
    let shown = |value: &Json| match value {
        Json::String(text) => text.clone(),
        Json::Array(items) => {
            let word = |item: &Json| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
            items.iter().map(word).collect::<Vec<_>>().join("+")
        }
        other => other.to_string(),
    };
    told.map(|(name, value)| format!("{name} {}", shown(value))).collect::<Vec<_>>().join(", ")
}
