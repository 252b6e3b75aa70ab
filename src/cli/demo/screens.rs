//! The five screens: paid and never proposed, one rupiah upwards, sources side by side, an
//! overspend refused, an attack.

use std::time::Instant;

use jejak_events::budget::BudgetShifted;
use jejak_events::ids::LineRef;
use jejak_events::vocabulary::{Authentication, BudgetReason};
use jejak_events::{Object, Rupiah, Stage, Tag};
use jejak_projections::balances::{BalanceRow, Dimension, Query, balances};

use super::{Demo, attack};
use crate::commands::balances::said_book;
use crate::commands::{Failure, output};
use crate::ledger::{Actor, Draft, Request, WriteError};
use crate::said::{Said, said};
use crate::sample;

/// Shows all screens.
pub fn show(demo: &Demo<'_>) -> Result<(), Failure> {
    paid_and_never_proposed(demo)?;
    one_rupiah(demo)?;
    side_by_side(demo)?;
    overspend(demo)?;
    attack::show(demo)?;
    demo.context.tell(&said!("\nGo on by yourself:", "\nLanjutkan sendiri:"))?;
    for rest in [
        "kinds".to_owned(),
        "balances --by programme,source-family".to_owned(),
        format!("trail recipient:{}", demo.marks.never_proposed),
        "export jsonl > ledger.jsonl".to_owned(),
    ] {
        output::line(&format!("  {}", demo.command(&rest)))?;
    }
    Ok(())
}

fn title(demo: &Demo<'_>, number: u8, text: &Said) -> Result<(), Failure> {
    demo.context.tell(&said!(with text; "\n{number}. {text}", "\n{number}. {text}"))
}

fn hint(demo: &Demo<'_>, rest: &str) -> Result<(), Failure> {
    output::line(&format!("   {}", demo.command(rest)))
}

fn rows(demo: &Demo<'_>, by: &[Dimension], only: &[(Dimension, &str)]) -> Vec<BalanceRow> {
    let only = only.iter().map(|(dimension, value)| (*dimension, (*value).to_owned())).collect();
    let query = Query { by: by.to_vec(), only };
    demo.ledger.read(|folded| balances(&folded.reading.state, &folded.reading.cells, &query))
}

fn named(demo: &Demo<'_>, dimension: Dimension, value: &str) -> String {
    demo.ledger.read(|folded| folded.reading.named(dimension, value))
}

fn paid_and_never_proposed(demo: &Demo<'_>) -> Result<(), Failure> {
    let text = said!(
        "BLT BBM 2022: what was paid, and who was never proposed",
        "BLT BBM 2022: apa yang dibayar, dan siapa yang tidak pernah diusulkan"
    );
    title(demo, 1, &text)?;
    let header = demo.context.pick(
        ["decree", "people", "designated", "reached them", "sent back"],
        ["SK", "orang", "ditetapkan", "diterima", "dikembalikan"],
    );
    let mut table = demo.context.table(&header, 1);
    for row in rows(demo, &[Dimension::Decree], &[(Dimension::Programme, "BLT-BBM")]) {
        if row.designated == 0 {
            continue;
        }
        let reached =
            row.at(Stage::Credited) + row.at(Stage::Transacted) + row.at(Stage::AccountedFor);
        table.add_row([
            named(demo, Dimension::Decree, &row.key[0]),
            row.designated.to_string(),
            output::money(row.designated_sen),
            output::money(reached),
            output::money(row.at(Stage::Refunded)),
        ]);
    }
    output::line(&table.to_string())?;
    let started = Instant::now();
    let (never, twice) = demo.ledger.read(|folded| {
        let count = |code: &[u8; 6]| folded.reading.flags.iter().filter(|(_, c)| c == code).count();
        (count(b"DCR-09"), count(b"DCR-07"))
    });
    let took = started.elapsed();
    demo.context.tell(&said!(
        "{never} designations name somebody who was never proposed, {twice} a second time the \
         same person (found in {} µs)",
        "{never} penetapan menyebut orang yang tidak pernah diusulkan, {twice} orang yang sama \
         untuk kedua kali (ditemukan dalam {} µs)",
        took.as_micros()
    ))?;
    hint(demo, "trail flag:DCR-09 programme:BLT-BBM --limit 5")
}

fn one_rupiah(demo: &Demo<'_>) -> Result<(), Failure> {
    let text = said!(
        "One rupiah, from the recipient up to the ceiling",
        "Satu rupiah, dari penerima sampai ke pagu"
    );
    title(demo, 2, &text)?;
    let recipient = demo.marks.never_proposed;
    let started = Instant::now();
    let seqs = demo.ledger.read(|folded| folded.reading.trail(&Tag::Recipient(recipient.0)));
    let took = started.elapsed();
    for seq in &seqs {
        let Some(fact) = demo.ledger.event(*seq).map_err(Failure::io)? else { continue };
        output::line(&format!(
            "   {seq:>7}  {}  {}",
            fact.envelope.occurred_on,
            demo.context.pick(fact.event.kind().label_en(), fact.event.kind().label_id())
        ))?;
    }
    demo.context.tell(&said!(
        "   {} events of one recipient, found in {} µs; upwards:",
        "   {} kejadian satu penerima, ditemukan dalam {} µs; ke atas:",
        seqs.len(),
        took.as_micros()
    ))?;
    for line in upwards(demo) {
        demo.context.tell(&said!(with line; "   {line}", "   {line}"))?;
    }
    hint(demo, &format!("trail recipient:{recipient}"))
}

/// From the row of a decree to the line, its source and its ceiling.
fn upwards(demo: &Demo<'_>) -> Vec<Said> {
    let rupiah = |sen| Rupiah::from_sen(sen).id_id();
    demo.ledger.read(|folded| {
        let (state, seq) = (&folded.reading.state, demo.marks.never_proposed_row);
        let Some(row) = state.decree.designations.get(&seq) else {
            return Vec::new();
        };
        let amount = rupiah(row.sen);
        let mut lines = vec![said!("row {seq} gives {amount}", "baris SK {seq} memberi {amount}")];
        if let Some(decree) = state.decree.decrees.get(&row.decree) {
            let (number, count, total) = (&decree.number, decree.count, rupiah(decree.sen));
            lines.push(said!(
                "decree {number} gives {total} to {count} rows",
                "SK {number} memberi {total} kepada {count} baris"
            ));
        }
        if let Some(spp) = state.treasury.spps.get(&demo.marks.spp_btt) {
            let (number, paid) = (spp.sp2d_number.clone().unwrap_or_default(), rupiah(spp.sen));
            lines.push(said!("SP2D {number} paid {paid}", "SP2D {number} membayar {paid}"));
        }
        if let Some(line) = state.budget.lines.get(&row.line) {
            let (number, account, code) = (row.line, line.account, line.source);
            let source = state.reference.sources.get(&code);
            let name = source.map_or("", |source| &source.name);
            lines.push(said!(
                "line {number} on account {account}, source {code} {name}",
                "baris anggaran {number} pada akun {account}, sumber {code} {name}"
            ));
            lines.push(said!("ceiling (pagu) {}", "pagu {}", rupiah(line.ceiling())));
        }
        lines
    })
}

/// Committed, or in a request on its way to the treasury.
const BOUND: &[Stage] = &[Stage::Committed, Stage::Spp, Stage::Spm, Stage::Sp2d];

fn side_by_side(demo: &Demo<'_>) -> Result<(), Failure> {
    let text = said!("APBD, DAK, APBN side by side, 2026", "APBD, DAK, APBN berdampingan, 2026");
    title(demo, 3, &text)?;
    let header = demo.context.pick(
        ["books", "family", "pagu", "blocked", "bound", "paid out", "sent back", "left"],
        ["buku", "sumber", "pagu", "blokir", "terikat", "dicairkan", "dikembalikan", "tersedia"],
    );
    let mut table = demo.context.table(&header, 2);
    for row in rows(demo, &[Dimension::SourceFamily], &[(Dimension::FiscalYear, "2026")]) {
        table.add_row([
            said_book(row.book).within(demo.context.language).to_owned(),
            row.key[0].clone(),
            output::money(row.ceiling()),
            output::money(row.at(Stage::Blocked)),
            output::money(BOUND.iter().map(|stage| row.at(*stage)).sum()),
            output::money(row.disbursed()),
            output::money(row.at(Stage::Refunded)),
            output::money(row.at(Stage::Available)),
        ]);
    }
    output::line(&table.to_string())?;
    demo.context.tell(&said!(
        "Own lines are guarded; observed ones belong to others and are never added to ours.",
        "Baris sendiri dijaga; yang diamati milik pihak lain dan tidak pernah dijumlahkan dengan \
         milik kita."
    ))?;
    hint(demo, "balances --by source-family,programme --where fiscal-year=2026")
}

fn overspend(demo: &Demo<'_>) -> Result<(), Failure> {
    let text = said!(
        "An overspend is refused, with the figures that decided",
        "Belanja melebihi sisa ditolak, dengan angka yang menentukan"
    );
    title(demo, 4, &text)?;
    // Lines of the open year: the budget of a closed one is not even looked at.
    let from = LineRef(demo.marks.line_panti);
    let to = LineRef(demo.marks.line_building_apbd);
    let available =
        demo.ledger.read(|folded| folded.reading.state.budget.at(from.0, Stage::Available));
    let amount = Rupiah::from_sen(available.saturating_add(100));
    let shift = BudgetShifted { from, to, amount, reason: BudgetReason::Shift };
    let today = demo.ledger.read(|folded| {
        let meta = folded.reading.state.integrity.meta();
        meta.recorded_at.date_in(meta.zone)
    });
    let actor = Actor { account: sample::OPERATOR, authentication: Authentication::Local };
    let request = Request { dry_run: true, ..Request::new(actor, vec![Draft::new(today, shift)]) };
    match demo.ledger.propose(request) {
        Err(WriteError::Refused(refusal)) if refusal.rule.code == "BUD-03" => {
            output::line(&format!("   {}", refusal.sentence(demo.context.language)))?;
        }
        other => {
            return Err(Failure::Io(said!(
                "expected a refusal, found {other:?}",
                "seharusnya ditolak, ditemukan {other:?}"
            )));
        }
    }
    hint(demo, &format!("trail {}", Demo::tag(Object::Line, from.0)))
}
