//! Findings, one row each, with how far each has come.

use jejak_events::codes::Region;
use jejak_events::{Event, Object, Tag};

use crate::finding::{Finding, FindingStage};
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// Which findings are wanted; all where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct WantedFindings {
    /// Those that have come so far.
    pub stage: Option<FindingStage>,
    /// Those of this region and every region below it.
    pub region: Option<Region>,
}

impl WantedFindings {
    fn takes(&self, finding: &Finding) -> bool {
        let inside = |wanted: Region| finding.region.is_some_and(|it| wanted.contains(it));
        self.stage.is_none_or(|stage| stage == finding.stage) && self.region.is_none_or(inside)
    }
}

impl FindingStage {
    /// Every stage.
    pub const ALL: [FindingStage; 3] =
        [FindingStage::Open, FindingStage::Answered, FindingStage::Closed];

    /// The word in JSON and options.
    pub const fn word(self) -> &'static str {
        match self {
            FindingStage::Open => "open",
            FindingStage::Answered => "answered",
            FindingStage::Closed => "closed",
        }
    }

    /// The stage of a word.
    pub fn from_word(word: &str) -> Option<FindingStage> {
        FindingStage::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// What people call it.
    pub fn said(self) -> Said {
        match self {
            FindingStage::Open => said!("open", "terbuka"),
            FindingStage::Answered => said!("answered", "ditanggapi"),
            FindingStage::Closed => said!("closed", "ditutup"),
        }
    }
}

/// Findings as a table, the newest last; amounts are those of the findings, and what recommendations
/// ask to be recovered and what came of it.
pub fn findings_list(view: &View, wanted: WantedFindings) -> Result<Table, Unanswered> {
    let mut table = Table::new("findings", said!("Findings", "Temuan"), columns());
    for (seq, finding) in view.reading.state.finding.findings.iter() {
        if wanted.takes(finding) {
            table.push(row(view, seq, finding)?);
        }
    }
    if table.rows.is_empty() {
        table.notes.push(said!("no finding is so", "tidak ada temuan demikian"));
    }
    Ok(table)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("seq", said!("finding", "temuan"), Kind::Seq),
        Column::new("opened", said!("opened", "dibuka"), Kind::Date),
        Column::new("check", said!("check", "pemeriksaan"), Kind::Code),
        Column::new("severity", said!("severity", "tingkat"), Kind::Text),
        Column::new("stage", said!("stage", "tahap"), Kind::Text),
        Column::new("region", said!("region", "wilayah"), Kind::Code),
        Column::new("organisation", said!("organisation", "organisasi"), Kind::Seq),
        Column::new("recipient", said!("recipient", "penerima"), Kind::Code),
        Column::new("amount", said!("at risk", "berisiko"), Kind::Money),
        Column::new("recommendations", said!("recommendations", "rekomendasi"), Kind::Count),
        Column::new("to_recover", said!("to recover", "harus kembali"), Kind::Money),
        Column::new("recovered", said!("recovered", "sudah kembali"), Kind::Money),
    ]
}

fn row(view: &View, seq: u64, finding: &Finding) -> Result<Vec<Cell>, Unanswered> {
    let fact = view.facts.fact(seq)?;
    let severity = match &fact.event {
        Event::FindingOpened(body) => Said {
            en: body.severity.label_en().to_owned(),
            id: body.severity.label_id().to_owned(),
        },
        _ => Said::same("-"),
    };
    let area = &view.reading.state.finding;
    let recommended: Vec<_> =
        finding.recommendations.iter().filter_map(|seq| area.recommendations.get(seq)).collect();
    let sum = |sen: fn(&crate::finding::Recommendation) -> i64| -> i128 {
        recommended.iter().map(|it| i128::from(sen(it))).sum()
    };
    let code = |code: Option<String>| code.map_or_else(Cell::empty, Cell::code);
    let organisation = finding.organisation;
    Ok(vec![
        Cell::of(Value::Seq(seq)).from([seq]),
        Cell::date(Some(fact.envelope.occurred_on)),
        Cell::code(&finding.check),
        Cell::text(severity),
        Cell::text(finding.stage.said()),
        code(finding.region.map(|region| region.to_string())),
        organisation.map_or_else(Cell::empty, |seq| Cell::of(Value::Seq(seq))),
        code(finding.recipient.map(|id| Tag::Recipient(id.0).to_string())),
        Cell::money(finding.sen).from([seq]),
        Cell::count(finding.recommendations.len()),
        Cell::money(sum(|it| it.sen)).from(finding.recommendations.iter().copied()),
        Cell::money(sum(|it| it.recovered)).calculated(),
    ])
}

/// The events of a finding's life, in their order: opened, answered, recommended, followed up, closed.
pub fn life_of_finding(view: &View, seq: u64) -> Option<Vec<u64>> {
    let finding = view.reading.state.finding.findings.get(&seq)?;
    let of = |object, seq| view.reading.trail(&Tag::Object(object, seq));
    let mut life = of(Object::Finding, seq);
    life.push(seq);
    life.extend(finding.recommendations.iter().flat_map(|seq| of(Object::Recommendation, *seq)));
    life.sort_unstable();
    life.dedup();
    Some(life)
}
