//! Whatever is proposed, judging it does not panic; and whatever stands in a damaged history,
//! applying it does not either, however little it fits what came before.

use std::collections::BTreeMap;

use jejak_events::field::{FieldInfo, Shape, part_of};
use jejak_events::{Event, Kind, Object};
use jejak_projections::Postings;
use serde_json::{Value, json};

use super::folder;
use super::parse::{EventLine, Outcome, Tables};
use super::run::Runner;
use crate::ledger::rules::judge;

/// Rounds over all kinds: enough that each kind meets objects in several states.
const ROUNDS: u64 = 40;

/// Sequence numbers of the objects that events brought into being.
type Objects = BTreeMap<Object, Vec<u64>>;

/// Lets the references of a record name objects that there are: some events fit, most do not.
fn relink(record: &mut Value, fields: &[FieldInfo], objects: &Objects, seed: u64) {
    for (field, index) in fields.iter().zip(0..) {
        relink_value(&mut record[field.name], &field.shape, objects, part_of(seed, index));
    }
}

fn relink_value(value: &mut Value, shape: &Shape, objects: &Objects, seed: u64) {
    match shape {
        Shape::Optional(inner) if !value.is_null() => relink_value(value, inner, objects, seed),
        Shape::List(inner) => {
            let items = value.as_array_mut().into_iter().flatten();
            items.zip(0..).for_each(|(item, at)| {
                relink_value(item, inner, objects, part_of(seed, at));
            });
        }
        Shape::Record(fields) => relink(value, fields, objects, seed),
        Shape::Reference(object) => {
            let known = objects.get(object).map_or(&[][..], Vec::as_slice);
            if let Some(at) = seed.checked_rem(known.len() as u64) {
                *value = json!(known[usize::try_from(at).unwrap_or(0)]);
            }
        }
        _ => {}
    }
}

#[test]
fn no_event_makes_judging_or_applying_panic() {
    let tables = Tables::read(&folder()).unwrap();
    let runner = Runner::new(&tables).unwrap();
    let mut world = runner.beginning();
    runner.set_up(&mut world, "random").unwrap();
    let line = EventLine {
        label: None,
        kind: Kind::HolidayDeclared,
        words: Vec::new(),
        on: None,
        outcome: Outcome::default(),
    };
    let (mut objects, mut met) = (Objects::new(), 0u32);
    let mut post = Postings::default();
    for seed in 0..ROUNDS {
        for (kind, index) in Kind::ALL.iter().copied().zip(0..) {
            let mut fact = runner.fact(&mut world, &line).unwrap();
            let seed = part_of(seed, index);
            let mut body = Event::sample(kind, seed).to_json();
            relink(&mut body, &kind.info().fields, &objects, seed);
            fact.event = Event::from_json(kind, &body).unwrap();
            let verdict = judge(&world.state, &fact, 0, &mut Vec::new());
            let unknown = verdict.is_err_and(|refusal| refusal.rule.code == "ENV-01");
            met += u32::from(!unknown);
            post.clear();
            world.state.apply(&fact, &mut post);
            if let Some(object) = kind.creates() {
                objects.entry(object).or_default().push(fact.seq);
            }
        }
    }
    let kinds = u32::try_from(Kind::ALL.len()).unwrap();
    assert!(met > kinds * 20, "only {met} events met the objects that they name");
    let _root = world.state.root();
}
