//! Investigations as tables: all of them, the custody log of one, and the dossier that is taken out.
//!
//! The dossier of a prefix of both ledgers is always the same bytes: nothing in it comes from anywhere
//! else, but for the texts of notes, which the vault may have destroyed.

use jejak_events::document::Binding;
use jejak_events::vocabulary::CustodyAct;
use jejak_events::{Recorded, Timestamp};
use jejak_projections::Stamp;
use jejak_projections::integrity::SecondHead;
use jejak_projections::investigation::{Custody, Investigation};
use jejak_projections::report::{Cell, Column, Kind as Holds, Row, RowKind, Table, Value};

use super::oversight::details;
use crate::said::{Said, said};

/// Everything that a dossier is written from.
pub struct Dossier<'a> {
    /// The event that opened it.
    pub seq: u64,
    /// As it stood.
    pub investigation: &'a Investigation,
    /// The main ledger, as far as it was seen.
    pub main: &'a Stamp,
    /// Size of its last signed checkpoint.
    pub checkpoint: u64,
    /// The head of the second ledger that it recorded last.
    pub sealed: Option<SecondHead>,
    /// The second ledger, as far as it was seen.
    pub second: &'a Stamp,
    /// Every event that was ever chosen, from the main ledger.
    pub events: &'a [Recorded],
    /// Everything that was done with the investigation, from the second ledger.
    pub acts: &'a [Recorded],
    /// Texts of the notes, in their order, where they were asked for.
    pub notes: Option<&'a [String]>,
}

/// All investigations, each in a row.
pub fn list<'a>(all: impl Iterator<Item = (u64, &'a Investigation)>) -> Table {
    let columns = vec![
        Column::new("investigation", said!("investigation", "pemeriksaan"), Holds::Seq),
        Column::new("number", said!("number", "nomor"), Holds::Code),
        Column::new("ground", said!("ground", "dasar"), Holds::Text),
        Column::new("inspector", said!("inspector", "pemeriksa"), Holds::Seq),
        Column::new("state", said!("state", "keadaan"), Holds::Text),
        Column::new("events", said!("events", "kejadian"), Holds::Count),
        Column::new("notes", said!("notes", "catatan"), Holds::Count),
        Column::new("holds", said!("holds", "penahanan"), Holds::Count),
        Column::new("documents", said!("documents", "dokumen"), Holds::Count),
    ];
    let mut table = Table::new("investigations", said!("Investigations", "Pemeriksaan"), columns);
    for (seq, it) in all {
        let standing = it.holds.iter().filter(|hold| hold.lifted.is_none()).count();
        table.push(vec![
            Cell::of(Value::Seq(seq)),
            Cell::code(&it.number),
            Cell::text(named(it.ground.label_en(), it.ground.label_id())),
            Cell::of(Value::Seq(it.inspector)),
            Cell::text(state(it)),
            Cell::count(it.current().count()),
            Cell::count(it.notes.len()),
            Cell::count(standing),
            Cell::count(it.papers.len()),
        ]);
    }
    table
}

/// How far an investigation has come.
pub fn state(it: &Investigation) -> Said {
    match it.outcome {
        None => said!("open", "terbuka"),
        Some(outcome) => {
            let what = named(outcome.label_en(), outcome.label_id());
            said!(with what; "closed: {what}", "ditutup: {what}")
        }
    }
}

fn named(en: &str, id: &str) -> Said {
    Said { en: en.to_owned(), id: id.to_owned() }
}

/// The columns of whatever is told of one investigation.
fn columns() -> Vec<Column> {
    vec![
        Column::new("part", said!("part", "bagian"), Holds::Code),
        Column::new("happened", said!("happened", "terjadi"), Holds::Date),
        Column::new("recorded", said!("recorded", "tercatat"), Holds::Date),
        Column::new("ledger", said!("ledger", "buku"), Holds::Text),
        Column::new("event", said!("event", "kejadian"), Holds::Seq),
        Column::new("what", said!("what", "apa"), Holds::Text),
        Column::new("account", said!("account", "akun"), Holds::Seq),
        Column::new("reference", said!("reference", "rujukan"), Holds::Code),
        Column::new("details", said!("details", "rincian"), Holds::Code),
    ]
}

/// The custody log: everything that was done with an investigation, and who looked.
pub fn custody(number: &str, it: &Investigation, acts: &[Recorded]) -> Table {
    let title = said!("Custody log {number}", "Catatan penguasaan {number}");
    let mut table = Table::new("custody", title, columns());
    it.custody.iter().for_each(|entry| table.push(custody_row(entry, acts)));
    table
}

/// The dossier: what was chosen in order of what happened and of what was recorded, what was removed,
/// noted, held and added, the custody log, and both heads.
pub fn dossier(of: &Dossier<'_>) -> Table {
    let it = of.investigation;
    let title = said!("Investigation {}", "Pemeriksaan {}", it.number);
    let mut table = Table::new("investigation", title, columns());
    table.about = about(of);
    let mut chosen: Vec<&Recorded> = of.events.iter().filter(|fact| it.has(fact.seq)).collect();
    heading(
        &mut table,
        said!("Events in the order in which they happened", "Kejadian menurut urutan terjadinya"),
    );
    chosen.sort_by_key(|fact| (fact.envelope.occurred_on, fact.seq));
    chosen.iter().for_each(|fact| table.push(event_row("happened", it, fact)));
    heading(
        &mut table,
        said!(
            "Events in the order in which they were recorded",
            "Kejadian menurut urutan pencatatannya"
        ),
    );
    chosen.sort_by_key(|fact| fact.seq);
    chosen.iter().for_each(|fact| table.push(event_row("recorded", it, fact)));
    parts(&mut table, of);
    heading(&mut table, said!("Custody log", "Catatan penguasaan"));
    it.custody.iter().for_each(|entry| table.push(custody_row(entry, of.acts)));
    table
}

/// What was removed, noted, held and added.
fn parts(table: &mut Table, of: &Dossier<'_>) {
    let it = of.investigation;
    heading(table, said!("Events removed from the choice", "Kejadian yang dikeluarkan"));
    for removed in it.chosen.iter().filter(|chosen| chosen.removed.is_some()) {
        let Some((reason, by)) = removed.removed else { continue };
        let what = named(reason.label_en(), reason.label_id());
        table.push(of_second("removed", of.acts, by, what, format!("main:{}", removed.event), ""));
    }
    heading(table, said!("Notes", "Catatan"));
    for (index, note) in it.notes.iter().enumerate() {
        let text = of.notes.and_then(|texts| texts.get(index)).map_or("", String::as_str);
        let what = match note.follows {
            Some(earlier) => said!("note, follows {earlier}", "catatan, menyusul {earlier}"),
            None => said!("note", "catatan"),
        };
        table.push(of_second("note", of.acts, note.seq, what, note.note.to_string(), text));
    }
    heading(table, said!("Holds", "Penahanan data"));
    for hold in &it.holds {
        let recipient = hold.recipient.to_string();
        let lifted = hold.lifted.map_or_else(String::new, |by| format!("lifted {by}"));
        let what = said!("hold", "penahanan");
        table.push(of_second("hold", of.acts, hold.set, what, recipient, &lifted));
    }
    heading(table, said!("Documents", "Dokumen"));
    for paper in &it.papers {
        let what = named(paper.kind.label_en(), paper.kind.label_id());
        let id = paper.document.to_string();
        table.push(of_second("document", of.acts, paper.seq, what, proof(&paper.proof), &id));
    }
}

/// What binds a file, in one word.
pub fn proof(binding: &Binding) -> String {
    match binding {
        Binding::PublicHash(hash) => format!("sha256:{}", hash.sha256),
        Binding::Token(token) => format!("token:{token}"),
        Binding::Commitment(made) => format!("commitment:{made}"),
    }
}

fn about(of: &Dossier<'_>) -> Vec<(Said, Said)> {
    let it = of.investigation;
    let head = |stamp: &Stamp| Said::same(format!("{}:{}", stamp.size, stamp.head));
    let root = |stamp: &Stamp| Said::same(stamp.root.to_string());
    let sealed = of.sealed.map_or_else(
        || said!("none recorded yet", "belum ada yang dicatat"),
        |sealed| Said::same(format!("{}:{}", sealed.size, sealed.chain_hash)),
    );
    vec![
        (said!("Number", "Nomor"), Said::same(&it.number)),
        (
            said!("Opened by event of the second ledger", "Dibuka oleh kejadian buku kedua"),
            Said::same(of.seq.to_string()),
        ),
        (said!("Ground", "Dasar"), named(it.ground.label_en(), it.ground.label_id())),
        (
            said!("Inspector, by account", "Pemeriksa, menurut akun"),
            Said::same(it.inspector.to_string()),
        ),
        (said!("State", "Keadaan"), state(it)),
        (
            said!("Cited in the main ledger as", "Dirujuk di buku utama sebagai"),
            Said::same(cited(it)),
        ),
        (said!("Head of the main ledger", "Kepala buku utama"), head(of.main)),
        (said!("Tree root of the main ledger", "Akar pohon buku utama"), root(of.main)),
        (
            said!(
                "Events under its last signed checkpoint",
                "Kejadian di bawah titik periksa terakhirnya"
            ),
            Said::same(of.checkpoint.to_string()),
        ),
        (said!("Head of the second ledger", "Kepala buku kedua"), head(of.second)),
        (said!("Tree root of the second ledger", "Akar pohon buku kedua"), root(of.second)),
        (
            said!(
                "Its head that the main one recorded last",
                "Kepalanya yang terakhir dicatat buku utama"
            ),
            sealed,
        ),
    ]
}

/// How the main ledger cites an investigation, where it places a hold: in groups, so that nobody takes
/// it for a number of a person.
pub fn cited(it: &Investigation) -> String {
    let hex = it.mark.to_string();
    let groups: Vec<&str> = [0, 4, 8, 12].iter().filter_map(|at| hex.get(*at..at + 4)).collect();
    format!("PMR-{}", groups.join("-"))
}

fn heading(table: &mut Table, label: Said) {
    let mut cells = vec![Cell::empty(); table.columns.len()];
    if let Some(cell) = table.column("what").and_then(|at| cells.get_mut(at)) {
        *cell = Cell::text(label);
    }
    table.rows.push(Row { kind: RowKind::Heading, level: 0, cells });
}

fn event_row(part: &str, it: &Investigation, fact: &Recorded) -> Vec<Cell> {
    let kind = fact.event.kind();
    let reason = it.current().find(|chosen| chosen.event == fact.seq).map(|chosen| chosen.reason);
    let reason = reason.map_or_else(String::new, |reason| reason.word().to_owned());
    vec![
        Cell::code(part),
        Cell::date(Some(fact.envelope.occurred_on)),
        Cell::of(Value::Time(fact.recorded_at)),
        Cell::text(said!("main", "utama")),
        Cell::of(Value::Seq(fact.seq)),
        Cell::text(named(kind.label_en(), kind.label_id())),
        Cell::of(Value::Seq(fact.envelope.recorder.account.0)),
        Cell::code(reason),
        Cell::code(details(&fact.event.to_json())),
    ]
}

fn custody_row(entry: &Custody, acts: &[Recorded]) -> Vec<Cell> {
    let fact = acts.iter().find(|fact| fact.seq == entry.seq);
    let label = fact.map(|fact| fact.event.kind());
    let what = match (entry.seen, label) {
        (Some(act), _) => seen(act),
        (None, Some(kind)) => named(kind.label_en(), kind.label_id()),
        (None, None) => said!("unreadable", "tidak terbaca"),
    };
    let text = fact.map_or_else(String::new, |fact| details(&fact.event.to_json()));
    second_row("custody", (entry.seq, entry.at, entry.account), what, String::new(), &text)
}

fn seen(act: CustodyAct) -> Said {
    named(act.label_en(), act.label_id())
}

/// A row for something that an event of the second ledger said.
fn of_second(
    part: &str,
    acts: &[Recorded],
    seq: u64,
    what: Said,
    reference: String,
    text: &str,
) -> Vec<Cell> {
    let fact = acts.iter().find(|fact| fact.seq == seq);
    let at = fact.map_or(Timestamp::MIN, |fact| fact.recorded_at);
    let by = fact.and_then(|fact| jejak_projections::investigation::of(&fact.event));
    second_row(part, (seq, at, by.map_or(0, |(_, account)| account)), what, reference, text)
}

fn second_row(
    part: &str,
    (seq, at, account): (u64, Timestamp, u64),
    what: Said,
    reference: String,
    text: &str,
) -> Vec<Cell> {
    vec![
        Cell::code(part),
        Cell::empty(),
        Cell::of(Value::Time(at)),
        Cell::text(said!("second", "kedua")),
        Cell::of(Value::Seq(seq)),
        Cell::text(what),
        Cell::of(Value::Seq(account)),
        Cell::code(reference),
        Cell::code(text),
    ]
}
