//! Recapitulations: what was proposed, designated and paid, by region, source or programme; and the
//! people in need that were counted, by class.
//!
//! Not here: spending by class of people in need. No event says the class of a person, so the ledger
//! cannot know it, and says so.

use std::collections::BTreeMap;

use jejak_events::date::FiscalYear;
use jejak_events::vocabulary::PpksType;
use jejak_events::{Region, Stage};

use super::asked::{self, money, people, posted};
use super::catalogue::{Ask, Asked, Report};
use super::suppress::{Sensitive, suppress};
use super::table::{Column, Kind, Table};
use super::value::{Cell, Counted, Value};
use crate::balances::{BalanceRow, Book, Dimension};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

const TAKES: &[Asked] = &[
    Asked::Year,
    Asked::Organisation,
    Asked::Programme,
    Asked::Source,
    Asked::Region,
    Asked::Public,
];

pub(super) const REPORTS: &[Report] = &[
    Report {
        name: "recap-region",
        en: "Recapitulation by regency and city",
        id: "Rekapitulasi per Kabupaten/Kota",
        needs: &[Asked::Year],
        takes: TAKES,
        make: |view, ask| make(view, ask, Dimension::Regency),
    },
    Report {
        name: "recap-source",
        en: "Recapitulation by funding source",
        id: "Rekapitulasi per Sumber Dana",
        needs: &[Asked::Year],
        takes: TAKES,
        make: |view, ask| make(view, ask, Dimension::Source),
    },
    Report {
        name: "recap-programme",
        en: "Recapitulation by programme",
        id: "Rekapitulasi per Program",
        needs: &[Asked::Year],
        takes: TAKES,
        make: |view, ask| make(view, ask, Dimension::Programme),
    },
    Report {
        name: "recap-ppks",
        en: "Recapitulation by class of people in need (PPKS)",
        id: "Rekapitulasi per Jenis PPKS",
        needs: &[Asked::Year],
        takes: &[Asked::Region, Asked::Public],
        make: ppks,
    },
];

/// What is told of each region, source or programme.
fn make(view: &View, ask: &Ask, by: Dimension) -> Result<Table, Unanswered> {
    let year = asked::year(ask)?;
    let (name, title) = titled(by, year);
    let proposals = if by == Dimension::Regency { Some(proposed(view, ask, year)?) } else { None };
    let mut table = Table::new(name, title, columns(by, proposals.is_some()));
    table.about = asked::about(view, ask);
    let rows = asked::rows(view, ask, &[by]);
    for book in [Book::Own, Book::Observed, Book::Historical] {
        let mut of_book: BTreeMap<String, BalanceRow> = rows
            .iter()
            .filter(|row| row.book == book)
            .map(|row| (row.key.first().cloned().unwrap_or_default(), row.clone()))
            .collect();
        // A region that proposed and got nothing is told as well.
        for region in proposals.iter().filter(|_| book == Book::Own).flat_map(BTreeMap::keys) {
            let empty = || BalanceRow::empty(book, vec![region.clone()]);
            of_book.entry(region.clone()).or_insert_with(empty);
        }
        let from = table.rows.len();
        for row in of_book.values() {
            // A proposal is for nobody's book yet: it is told once, beside our own.
            let ours = |all: &BTreeMap<String, Proposed>| match book {
                Book::Own => all.get(&row.key[0]).cloned().unwrap_or_default(),
                _ => Proposed::default(),
            };
            let proposed = proposals.as_ref().map(ours);
            table.push(cells(view, ask, by, row, proposed));
        }
        if table.rows.len() > from {
            let name = asked::book_name(book);
            let label = said!(with name; "TOTAL {name}", "JUMLAH {name}");
            table.subtotal(from..table.rows.len(), 0, label);
        }
    }
    if ask.public {
        for sensitive in [REACHED, PROPOSED, RETURNED] {
            suppress(&mut table, sensitive);
        }
    }
    table.notes.push(said!(
        "books are never added together; people are rows of closed decrees and payments received",
        "buku tidak pernah dijumlahkan; orang adalah baris SK yang ditutup dan pembayaran yang \
         diterima"
    ));
    Ok(table)
}

/// What tells of few people: their money, and shares of it.
const REACHED: Sensitive = Sensitive {
    people: &["designated", "paid"],
    with: &["designated_amount", "received", "realised", "left", "percent"],
    crossed: &[],
};

/// The same of proposals, and of payments that came back.
const PROPOSED: Sensitive =
    Sensitive { people: &["proposed"], with: &["proposed_amount"], crossed: &[] };
const RETURNED: Sensitive =
    Sensitive { people: &["returned_count"], with: &["returned", "refunded"], crossed: &[] };

fn titled(by: Dimension, year: FiscalYear) -> (&'static str, Said) {
    match by {
        Dimension::Regency => (
            "recap-region",
            said!("By regency and city, {year}", "Rekapitulasi per Kabupaten/Kota {year}"),
        ),
        Dimension::Source => (
            "recap-source",
            said!("By funding source, {year}", "Rekapitulasi per Sumber Dana {year}"),
        ),
        _ => ("recap-programme", said!("By programme, {year}", "Rekapitulasi per Program {year}")),
    }
}

fn columns(by: Dimension, proposals: bool) -> Vec<Column> {
    let what = match by {
        Dimension::Regency => said!("regency or city", "kab/kota"),
        Dimension::Source => said!("source", "sumber dana"),
        _ => said!("programme", "program"),
    };
    let count = |key, label, group| Column::new(key, label, Kind::Count).summed().under(group);
    let amount = |key, label, group| Column::new(key, label, Kind::Money).summed().under(group);
    let orang = || said!("people", "orang");
    let rupiah = || said!("rupiah", "Rp");
    let mut columns = vec![
        Column::new("book", said!("book", "buku"), Kind::Text),
        Column::new("code", said!("code", "kode"), Kind::Code),
        Column::new("name", what, Kind::Text),
    ];
    if proposals {
        let group = || said!("proposed", "usulan");
        columns.push(count("proposed", orang(), group()));
        columns.push(amount("proposed_amount", rupiah(), group()));
    }
    let (designated, received, returned) = (
        || said!("designated", "ditetapkan"),
        || said!("received", "disalurkan"),
        || said!("failed/returned", "gagal/retur"),
    );
    columns.extend([
        Column::new("ceiling", said!("ceiling", "pagu"), Kind::Money).summed(),
        count("designated", orang(), designated()),
        amount("designated_amount", rupiah(), designated()),
        count("paid", said!("payments", "pembayaran"), received()),
        amount("received", rupiah(), received()),
        count("returned_count", said!("payments", "pembayaran"), returned()),
        amount("returned", rupiah(), returned()),
        Column::new("refunded", said!("refunded", "dikembalikan"), Kind::Money).summed(),
        Column::new("realised", said!("realised", "realisasi"), Kind::Money).summed(),
        Column::new("left", said!("left", "sisa"), Kind::Money).summed(),
        Column::new("percent", said!("%", "%"), Kind::Percent),
    ]);
    columns
}

/// Proposals of a region: candidates and sen asked for, and the events that opened them.
type Proposed = (i64, i128, Vec<u64>);

/// Proposals of a year by regency. The year is that of the event: a proposal has none of its own.
fn proposed(
    view: &View,
    ask: &Ask,
    year: FiscalYear,
) -> Result<BTreeMap<String, Proposed>, Unanswered> {
    let mut sums: BTreeMap<String, Proposed> = BTreeMap::new();
    for (seq, proposal) in view.reading.state.proposal.proposals.iter() {
        let fits = ask.programme.as_ref().is_none_or(|asked| proposal.programme == *asked)
            && ask.region.is_none_or(|asked| asked.contains(proposal.region));
        // What was asked for from no source and of no organisation answers no question about one.
        let fits = fits && ask.source.is_none() && ask.organisation.is_none();
        if !fits || view.facts.fact(seq)?.envelope.fiscal_year != year {
            continue;
        }
        let regency = proposal.region.regency();
        let key = regency.map_or_else(|| "-".to_owned(), |regency| regency.to_string());
        let sum = sums.entry(key).or_default();
        sum.0 = sum.0.saturating_add(i64::from(proposal.stated_count));
        sum.1 += i128::from(proposal.stated_sen);
        sum.2.push(seq);
    }
    Ok(sums)
}

fn cells(
    view: &View,
    ask: &Ask,
    by: Dimension,
    row: &BalanceRow,
    proposed: Option<Proposed>,
) -> Vec<Cell> {
    let code = row.key.first().map_or("", String::as_str);
    let of = |stages: &[Stage]| posted(ask, row.book, stages.iter().copied(), &[(by, code)]);
    let mut cells =
        vec![Cell::text(asked::book_name(row.book)), Cell::code(code), name_of(view, by, code)];
    if let Some((count, sen, seqs)) = proposed {
        cells.push(Cell::count(count).from(seqs.iter().copied()));
        cells.push(Cell::money(sen).from(seqs));
    }
    let counted = |what| move |count: i64, posted| people(count, posted, what);
    cells.extend([
        money(row.ceiling(), of(&[Stage::Ceiling])),
        counted(Counted::Designated)(row.designated, of(&[])),
        Cell::money(row.designated_sen).counted(of(&[]), Counted::DesignatedSen),
        counted(Counted::Paid)(row.paid, of(&[])),
        money(asked::received(row), of(&asked::RECEIVED)),
        counted(Counted::Returned)(row.returned, of(&[])),
        money(row.at(Stage::Returned), of(&[Stage::Returned])),
        money(row.at(Stage::Refunded), of(&[Stage::Refunded])),
        money(row.realised(), of(&asked::realised())),
        Cell::money(row.ceiling() - row.realised()).calculated(),
        Cell::share(row.realised(), row.ceiling()),
    ]);
    cells
}

fn name_of(view: &View, by: Dimension, code: &str) -> Cell {
    let reference = &view.reading.state.reference;
    let name = match by {
        Dimension::Regency if code == "-" => {
            return Cell::text(said!("the province as a whole", "provinsi seluruhnya"));
        }
        Dimension::Regency => {
            let region: Option<Region> = code.parse().ok();
            region.and_then(|region| reference.region_names.get(&region)).map(String::as_str)
        }
        Dimension::Source => {
            let source = code.parse().ok();
            source.and_then(|code| reference.sources.get(&code)).map(|known| known.name.as_str())
        }
        _ => {
            let known = code.parse().ok().and_then(|code| reference.programmes.get(&code));
            known.map(|known| known.name.as_str())
        }
    };
    asked::name_or_unknown(name)
}

/// People in need by class, as counted in a year; what was spent on each class nobody knows.
fn ppks(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = asked::year(ask)?;
    let columns = vec![
        Column::new("class", said!("class", "jenis PPKS"), Kind::Code),
        Column::new("name", said!("name", "uraian"), Kind::Text),
        Column::new("counted", said!("people counted", "jumlah tercatat"), Kind::Count).summed(),
        Column::new("ceiling", said!("ceiling", "pagu"), Kind::Money),
        Column::new("realised", said!("realised", "realisasi"), Kind::Money),
        Column::new("percent", said!("%", "%"), Kind::Percent),
    ];
    let title = said!("By class of people in need, {year}", "Rekapitulasi per Jenis PPKS {year}");
    let mut table = Table::new("recap-ppks", title, columns);
    table.about = asked::about(view, ask);
    let mut counts: BTreeMap<PpksType, i64> = BTreeMap::new();
    for ((class, region, counted), people) in view.reading.state.welfare.ppks.iter() {
        if *counted == year && ask.region.is_none_or(|asked| asked.contains(*region)) {
            let sum = counts.entry(*class).or_default();
            *sum = sum.saturating_add(i64::from(*people));
        }
    }
    for class in PpksType::ALL {
        let name = Said { id: class.label_id().to_owned(), en: class.label_en().to_owned() };
        let count = counts.get(class);
        let unknown = || Cell::of(Value::Unknown);
        let count = count.map_or_else(unknown, |count| Cell::count(*count));
        table.push(vec![
            Cell::code(class.word()),
            Cell::text(name),
            count,
            unknown(),
            unknown(),
            unknown(),
        ]);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    if ask.public {
        suppress(&mut table, Sensitive { people: &["counted"], with: &[], crossed: &[] });
    }
    table.notes.push(said!(
        "no event says the class of a person, so that what was spent on a class is unknown to the \
         ledger; regions are counted as they were recorded, so that one within another counts twice",
        "tidak ada kejadian yang menyebut jenis PPKS seseorang, sehingga belanja per jenis tidak \
         diketahui buku ini; wilayah dihitung sebagaimana dicatat, sehingga yang berada di dalam \
         yang lain terhitung dua kali"
    ));
    Ok(table)
}
