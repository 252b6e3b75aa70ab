//! Counting recorded events by what their bodies say: how many institutions of each kind, how many
//! workers of a role, what a field sums to.
//!
//! Not here: balances, which are folds (`jejak-projections`), and reading the store.

use std::collections::BTreeMap;

use jejak_events::{Kind, Recorded, Rupiah};
use serde_json::Value;

/// What events have beside their body, by the names under which one may count.
pub const AROUND: &[&str] = &["month", "fiscal_year", "historical"];

/// What to count.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Kinds of events; each is counted apart.
    pub kinds: Vec<Kind>,
    /// Field by whose values they are told apart.
    pub by: Option<String>,
    /// Fields and the values that they must have. A code stands for every code below it.
    pub only: Vec<(String, String)>,
    /// Field that is summed up: an amount of money or a whole number.
    pub sum: Option<String>,
}

/// Kind and value of the field `by`.
pub type Group = (&'static str, Option<String>);

/// What a field sums to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// Sen.
    Money(i128),
    /// A number of something.
    Number(i128),
}

/// Events of one group, and what their field sums to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Count {
    /// Number of events.
    pub events: u64,
    /// Sum of the field, where some event has it.
    pub sum: Option<Sum>,
}

/// The counts of a question, group by group in order.
pub type Counts = BTreeMap<Group, Count>;

impl Question {
    /// The first field that none of the kinds has, if there is one.
    pub fn unknown_field(&self) -> Option<&str> {
        let asked = self.by.iter().chain(self.only.iter().map(|(name, _)| name)).chain(&self.sum);
        let known = |name: &str| {
            let first = name.split('.').next().unwrap_or(name);
            AROUND.contains(&first) || self.fields().any(|field| field == first)
        };
        asked.map(String::as_str).find(|name| !known(name))
    }

    /// The fields that the kinds have.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.kinds.iter().flat_map(|kind| kind.info().fields.into_iter().map(|field| field.name))
    }

    /// Counts one event in, where it is asked for.
    pub fn add(&self, fact: &Recorded, counts: &mut Counts) {
        let kind = fact.event.kind();
        if !self.kinds.contains(&kind) {
            return;
        }
        let body = fact.event.to_json();
        let fits = |(name, wanted): &(String, String)| {
            value(fact, &body, name).is_some_and(|found| is_or_below(&found, wanted))
        };
        if !self.only.iter().all(fits) {
            return;
        }
        let group = self.by.as_ref().map(|name| value(fact, &body, name).unwrap_or_default());
        let count = counts.entry((kind.name(), group)).or_default();
        count.events = count.events.saturating_add(1);
        let more = self.sum.as_ref().and_then(|name| at(&body, name)).and_then(number);
        count.sum = match (count.sum, more) {
            (Some(Sum::Money(sum)), Some(Sum::Money(more))) => Some(Sum::Money(sum + more)),
            (Some(Sum::Number(sum)), Some(Sum::Number(more))) => Some(Sum::Number(sum + more)),
            (sum, more) => sum.or(more),
        };
    }
}

/// The value of a field as text; absent where the event has none.
fn value(fact: &Recorded, body: &Value, name: &str) -> Option<String> {
    match at(body, name) {
        Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Array(items)) => Some(items.len().to_string()),
        Some(other) => Some(other.to_string()),
        None => match name {
            "month" => Some(fact.envelope.occurred_on.month_key().to_string()),
            "fiscal_year" => Some(fact.envelope.fiscal_year.to_string()),
            "historical" => Some(fact.envelope.historical.is_some().to_string()),
            _ => None,
        },
    }
}

/// `lines.0.amount` within a body.
fn at<'a>(body: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(body, |value, part| match value {
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        other => other.get(part),
    })
}

fn number(value: &Value) -> Option<Sum> {
    match value {
        Value::String(text) => {
            text.parse::<Rupiah>().ok().map(|amount| Sum::Money(i128::from(amount.sen())))
        }
        other => other.as_i64().map(|number| Sum::Number(i128::from(number))),
    }
}

/// Whether a value is the one asked for, or a code below it: `36.02.01` below `36.02`.
fn is_or_below(found: &str, wanted: &str) -> bool {
    found.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_for_those_below_it() {
        let cases = [
            ("36.02", "36.02", true),
            ("36.02.01", "36.02", true),
            ("36.021", "36.02", false),
            ("36", "36.02", false),
            ("200000.00", "200000", true),
        ];
        for (found, wanted, expected) in cases {
            assert_eq!(is_or_below(found, wanted), expected, "{found} {wanted}");
        }
    }

    #[test]
    fn fields_are_found_by_path_and_unknown_ones_named() {
        let body = serde_json::json!({ "lines": [{ "amount": "2.50" }], "count": 3 });
        assert_eq!(at(&body, "lines.0.amount").and_then(number), Some(Sum::Money(250)));
        assert_eq!(at(&body, "count").and_then(number), Some(Sum::Number(3)));
        assert_eq!(at(&body, "lines.1.amount"), None);
        let question = Question {
            kinds: vec![Kind::QuotaSet],
            by: Some("region".to_owned()),
            only: vec![("colour".to_owned(), "red".to_owned())],
            sum: None,
        };
        assert_eq!(question.unknown_field(), Some("colour"));
    }
}
