//! One SP2D: its papers, lines and deductions.

use jejak_events::date::Date;
use jejak_events::{Recorded, Stage};

use super::register::numbers;
use super::scope;
use super::tax::deductions;
use super::words::{both, kind_of_request};
use crate::report::{Ask, Cell, Column, Kind, Table, terbilang};
use crate::said;
use crate::said::Said;
use crate::treasury::{Spp, SppStage};
use crate::view::{Unanswered, View};

/// The SP2D of a request.
pub(super) fn detail(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let seq = scope::request(view, ask)?;
    let Some(spp) = view.reading.state.treasury.spps.get(&seq) else {
        return Ok(Table::new("sp2d", title(), columns()));
    };
    let mut table = Table::new("sp2d", title(), columns());
    about(&mut table, view, seq, spp)?;
    lines(&mut table, view, seq, spp);
    let sp2d = view.reading.books.papers_of(seq).sp2d;
    for (number, deduction) in (1_u64..).zip(deductions(view, seq)?) {
        let tax = both(deduction.tax.label_en(), deduction.tax.label_id());
        let sen = i128::from(deduction.amount.sen());
        let mut cells = vec![Cell::count(number), Cell::empty(), Cell::text(tax), Cell::empty()];
        cells.extend([Cell::empty(), Cell::empty()]);
        cells.push(Cell::money(sen).from(sp2d));
        cells.push(deduction.billing.map_or_else(Cell::empty, Cell::code));
        table.push(cells);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    table.notes.push(terbilang::below(spp.net().into()));
    if sp2d.is_none() {
        let stage = stage_of(spp);
        table.notes.push(said!(with stage;
            "no SP2D was issued for this request: {stage}",
            "SP2D belum terbit untuk SPP ini: {stage}"
        ));
    }
    table.signed_by = vec![said!("(Authorised) regional treasurer", "BUD/Kuasa BUD")];
    Ok(table)
}

fn title() -> Said {
    said!("SP2D", "Surat Perintah Pencairan Dana (SP2D)")
}

fn columns() -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("account", said!("Account", "Kode Rekening"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
        Column::new("programme", said!("Programme", "Program"), Kind::Text),
        Column::new("ceiling", said!("Ceiling", "Total Anggaran"), Kind::Money),
        money("amount", said!("Amount", "Jumlah")),
        money("deduction", said!("Deduction", "Potongan")),
        Column::new("billing", said!("Billing id (token)", "ID Billing (token)"), Kind::Code),
    ]
}

fn about(table: &mut Table, view: &View, seq: u64, spp: &Spp) -> Result<(), Unanswered> {
    let papers = view.reading.books.papers_of(seq);
    let day = |at: Option<u64>| -> Result<Said, Unanswered> {
        let fact: Option<Recorded> = at.map(|at| view.facts.fact(at)).transpose()?;
        let day = fact.map(|fact| fact.envelope.occurred_on);
        Ok(day.map_or_else(|| Said::same("-"), |day| both(&day.to_string(), &day.id_id())))
    };
    let [requested, ordered, issued] = numbers(view, seq, spp)?;
    let dated = |number: &str, day: Said| match number {
        "" => Said::same("-"),
        number => said!(with day; "{number}, {day}", "{number}, {day}"),
    };
    table.about = vec![
        (said!("Organisation", "SKPD"), scope::organisation_name(view, spp.organisation)),
        (said!("Kind", "Jenis"), kind_of_request(spp.kind)),
        (said!("SPP", "SPP"), dated(&requested, day(Some(seq))?)),
        (said!("SPM", "SPM"), dated(&ordered, day(papers.spm)?)),
        (said!("SP2D", "SP2D"), dated(&issued, day(papers.sp2d)?)),
        (said!("State", "Keadaan"), stage_of(spp)),
        (said!("Paid by the bank", "Dicairkan"), paid(spp.paid_on)),
        (said!("Gross", "Bruto"), Said::same(scope::rupiah(spp.sen.into()))),
        (said!("Deductions", "Potongan"), Said::same(scope::rupiah(spp.withheld.into()))),
        (said!("Net", "Neto"), Said::same(scope::rupiah(spp.net().into()))),
    ];
    if let Some(account) = spp.cash.and_then(|cash| view.reading.state.cash.accounts.get(&cash)) {
        table.about.push((said!("Paid from", "Rekening pembayar"), Said::same(&account.name)));
    }
    let official = papers.sp2d.map(|sp2d| view.facts.fact(sp2d)).transpose()?;
    if let Some(official) = official.and_then(|fact| fact.envelope.official) {
        let office = both(official.office.label_en(), official.office.label_id());
        table.about.push((said!("Signed by", "Ditandatangani oleh"), office));
    }
    Ok(())
}

fn paid(on: Option<Date>) -> Said {
    on.map_or_else(|| said!("not yet", "belum"), |day| both(&day.to_string(), &day.id_id()))
}

/// How far a request has come.
fn stage_of(spp: &Spp) -> Said {
    match spp.stage {
        SppStage::Submitted => said!("requested", "diajukan"),
        SppStage::Verified => said!("verified", "diverifikasi"),
        SppStage::SpmIssued => said!("SPM issued", "SPM terbit"),
        SppStage::Sp2dIssued => said!("SP2D issued", "SP2D terbit"),
        SppStage::PaidOut => said!("paid out", "dicairkan"),
        SppStage::Ended => said!("refused or cancelled", "ditolak atau dibatalkan"),
    }
}

fn lines(table: &mut Table, view: &View, seq: u64, spp: &Spp) {
    let lines = &view.reading.state.budget.lines;
    for (number, (at, sen)) in (1_u64..).zip(&spp.lines) {
        let Some(line) = lines.get(at) else { continue };
        let ceiling = line.net[Stage::Ceiling as usize].saturating_neg();
        table.push(vec![
            Cell::count(number),
            Cell::code(line.account),
            scope::account_name(line),
            Cell::text(scope::line_name(view, line)),
            Cell::money(ceiling).posted(super::activity::of_ceiling(*at, false, None)),
            Cell::money(*sen).from([seq]),
            Cell::empty(),
            Cell::empty(),
        ]);
    }
    if spp.lines.is_empty() {
        let kind = kind_of_request(spp.kind);
        let mut cells = vec![Cell::count(1_u64), Cell::empty(), Cell::text(kind), Cell::empty()];
        cells.push(Cell::empty());
        cells.push(Cell::money(spp.sen).from([seq]));
        cells.extend([Cell::empty(), Cell::empty()]);
        table.push(cells);
    }
}
