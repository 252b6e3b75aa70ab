//! Findings and how they were followed up (TLRHP), in the four classes of BPK.

use jejak_events::{Event, Object, Tag};

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::value::{Cell, Value};
use crate::finding::{Finding, FindingStage, Recommendation};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

fn columns() -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("finding", said!("Finding", "Temuan"), Kind::Code),
        Column::new("check", said!("Check", "Kode cek"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
        Column::new("opened", said!("Opened on", "Dibuka"), Kind::Date),
        money("amount", said!("Amount", "Nilai")),
        Column::new("answers", said!("Answers for it", "Penanggung jawab"), Kind::Text),
        Column::new("stage", said!("Stage", "Tahap"), Kind::Text),
        Column::new("number", said!("LHP", "No LHP"), Kind::Code),
        money("to_recover", said!("Recommended", "Rekomendasi")),
        Column::new("due", said!("Due", "Batas waktu"), Kind::Date),
        Column::new("late", said!("Days late", "Hari lewat"), Kind::Count),
        Column::new("status", said!("Status", "Status"), Kind::Text),
        money("recovered", said!("Recovered", "Setoran")),
    ]
}

/// One row per recommendation; findings without any have one of their own.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let area = &view.reading.state.finding;
    let title = said!("Findings and follow-up", "Daftar temuan dan tindak lanjut");
    let mut table = Table::new("findings", title, columns());
    for (seq, finding) in area.findings.iter() {
        let fact = view.facts.fact(seq)?;
        let opened = fact.envelope.occurred_on;
        if !fits(view, ask, finding) || ask.year.is_some_and(|year| !year.contains(opened)) {
            continue;
        }
        let head = |number: usize| {
            vec![
                Cell::count(number),
                Cell::of(Value::Tag(Tag::Object(Object::Finding, seq))).from([seq]),
                Cell::code(&finding.check),
                described(&finding.check),
                Cell::date(Some(opened)),
            ]
        };
        let mut sen = finding.sen;
        for at in &finding.recommendations {
            let Some(it) = area.recommendations.get(at) else { continue };
            let mut cells = head(table.rows.len() + 1);
            // The amount of a finding counts once, however many recommendations it has.
            cells.push(Cell::money(std::mem::take(&mut sen)).from([seq]));
            cells.extend([answers(view, finding), Cell::text(stage(finding.stage))]);
            cells.extend(followed(view, *at, it)?);
            table.push(cells);
        }
        if finding.recommendations.is_empty() {
            let mut cells = head(table.rows.len() + 1);
            cells.push(Cell::money(sen).from([seq]));
            cells.extend([answers(view, finding), Cell::text(stage(finding.stage))]);
            cells.resize(table.columns.len(), Cell::empty());
            table.push(cells);
        }
    }
    if table.rows.is_empty() {
        table.notes.push(said!("no finding is recorded", "tidak ada temuan yang dicatat"));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    Ok(table)
}

/// What a check looks for; nothing of a paper that is no check of ours. No finding holds free text.
fn described(check: &jejak_events::text::Code) -> Cell {
    let known = crate::check::by_id(check.as_ref());
    known.map_or_else(Cell::empty, |spec| {
        let (en, id) = (spec.en, spec.title_id);
        Cell::text(said!("{en}", "{id}"))
    })
}

fn fits(view: &View, ask: &Ask, finding: &Finding) -> bool {
    let organisation = ask
        .organisation
        .as_ref()
        .map(|code| view.reading.state.reference.organisation_codes.get(code).copied());
    ask.region.is_none_or(|within| finding.region.is_some_and(|it| within.contains(it)))
        && organisation.is_none_or(|seq| seq.is_some() && finding.organisation == seq)
}

fn answers(view: &View, finding: &Finding) -> Cell {
    let known =
        finding.organisation.and_then(|seq| view.reading.state.reference.organisations.get(&seq));
    known.map_or_else(Cell::empty, |organisation| Cell::name(&organisation.name))
}

/// LHP, amount, deadline, days late, status and what was recovered.
fn followed(view: &View, seq: u64, it: &Recommendation) -> Result<Vec<Cell>, Unanswered> {
    let number = match view.facts.fact(seq)?.event {
        Event::RecommendationIssued(body) => Cell::code(body.number),
        _ => Cell::empty(),
    };
    let late = view.today().days_since(it.due);
    let late =
        if it.is_final() || late <= 0 { Cell::empty() } else { Cell::count(late).calculated() };
    let follow_ups = view.reading.under(&Tag::Object(Object::Recommendation, seq));
    let (en, id) = (it.status.label_en(), it.status.label_id());
    Ok(vec![
        number,
        Cell::money(it.sen).from([seq]),
        Cell::date(Some(it.due)),
        late,
        Cell::text(said!("{en}", "{id}")),
        Cell::money(it.recovered).from(follow_ups),
    ])
}

fn stage(stage: FindingStage) -> Said {
    match stage {
        FindingStage::Open => said!("open", "terbuka"),
        FindingStage::Answered => said!("answered", "ditanggapi"),
        FindingStage::Closed => said!("closed", "ditutup"),
    }
}
