//! Rule parameters, as they were enacted: what holds on a day, or all that ever held.

use jejak_events::{Date, Event};

use crate::reference::{Enactment, ParameterKey};
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// Parameters as a table, by their names: those that hold on the day of the view, or all that were ever
/// enacted, each with its legal instrument.
pub fn rules_list(view: &View, history: bool) -> Result<Table, Unanswered> {
    let day = view.today();
    let mut table = Table::new("rules", said!("Rules in force", "Aturan yang berlaku"), columns());
    let ruleset = view.stamp.ruleset;
    table.about = vec![
        (said!("On", "Pada"), Said::same(day)),
        (said!("Ruleset of the program", "Himpunan aturan program"), Said::same(ruleset)),
    ];
    for (key, enactments) in view.reading.state.reference.parameters.iter() {
        let in_force = in_force(enactments, day);
        for enactment in enactments {
            let holds = in_force == Some(enactment.seq);
            if history || holds {
                table.push(row(view, key, enactment, holds)?);
            }
        }
    }
    if table.rows.is_empty() {
        table.notes.push(said!(
            "no parameter holds on {day}; they are enacted by RuleEnacted",
            "tidak ada parameter yang berlaku pada {day}; diberlakukan dengan RuleEnacted"
        ));
    }
    Ok(table)
}

/// The enactment that holds on a day: the last one of those that do.
fn in_force(enactments: &[Enactment], day: Date) -> Option<u64> {
    let holds = |it: &&Enactment| it.from <= day && it.until.is_none_or(|until| day <= until);
    enactments.iter().rfind(holds).map(|it| it.seq)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("parameter", said!("parameter", "parameter"), Kind::Code),
        Column::new("means", said!("meaning", "arti"), Kind::Text),
        Column::new("programme", said!("programme", "program"), Kind::Code),
        Column::new("value", said!("value", "nilai"), Kind::Count),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("from", said!("from", "mulai"), Kind::Date),
        Column::new("until", said!("until", "sampai"), Kind::Date),
        Column::new("in_force", said!("in force", "berlaku"), Kind::Text),
        Column::new("basis", said!("legal instrument", "dasar hukum"), Kind::Text),
        Column::new("seq", said!("event", "kejadian"), Kind::Seq),
    ]
}

fn row(
    view: &View,
    (parameter, programme): &ParameterKey,
    enactment: &Enactment,
    holds: bool,
) -> Result<Vec<Cell>, Unanswered> {
    let fact = view.facts.fact(enactment.seq)?;
    let basis = match &fact.event {
        Event::RuleEnacted(body) => Cell::name(&body.basis),
        _ => Cell::empty(),
    };
    let (en, id) = (parameter.label_en(), parameter.label_id());
    Ok(vec![
        Cell::code(parameter.word()),
        Cell::text(said!("{en}", "{id}")),
        programme.as_ref().map_or_else(Cell::empty, Cell::code),
        enactment.value.map_or_else(Cell::empty, Cell::count),
        enactment.amount.map_or_else(Cell::empty, |amount| Cell::money(amount.sen())),
        Cell::date(Some(enactment.from)),
        Cell::date(enactment.until),
        Cell::text(if holds { said!("yes", "ya") } else { said!("no", "tidak") }),
        basis,
        Cell::of(Value::Seq(enactment.seq)).from([enactment.seq]),
    ])
}
