//! What `jejak import` prints: profiles, bad rows, and what an import came to.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::super::{Context, Failure};
use crate::exchange::inbound::{BadRows, Column, Kind, Outcome, Profile, profiles};
use crate::said::{Said, said};

/// Bad rows printed for people; JSON and the sheet of reasons have all.
const SHOWN: usize = 200;

/// Lists the profiles.
pub fn profiles(context: &Context) -> Result<(), Failure> {
    if context.json {
        let all: Vec<Value> = profiles::ALL.iter().map(|profile| described(profile)).collect();
        return context.print_json(&json!({ "profiles": all }));
    }
    for profile in profiles::ALL {
        let (name, title) = (profile.name, profile.title());
        let vault = if profile.needs_vault {
            said!(", needs the vault", ", perlu brankas")
        } else {
            Said::same("")
        };
        context
            .tell(&said!(with title, vault; "{name}: {title}{vault}", "{name}: {title}{vault}"))?;
        for column in profile.columns {
            context.tell(&line(column))?;
        }
        for setting in profile.settings {
            let (en, id) = setting.means;
            let name = setting.name;
            let must = must(setting.required);
            context.tell(&said!(
                with must;
                "  --set {name}=  {must}{en}",
                "  --set {name}=  {must}{id}"
            ))?;
        }
        context.print_line("")?;
    }
    Ok(())
}

fn must(required: bool) -> Said {
    if required { said!("needed; ", "wajib; ") } else { Said::same("") }
}

fn line(column: &Column) -> Said {
    let (key, must, means) = (column.key, must(column.required), column.meaning());
    let known = column.headings.join(", ");
    let known = if known.is_empty() { String::new() } else { format!(" ({known})") };
    said!(with must, means; "  {key}  {must}{means}{known}", "  {key}  {must}{means}{known}")
}

fn described(profile: &Profile) -> Value {
    let columns = profile.columns.iter().map(|column| {
        json!({ "name": column.key, "kind": word(column.kind), "required": column.required,
            "personal": column.personal, "headings": column.headings, "means": column.means.0 })
    });
    let settings = profile.settings.iter().map(|setting| {
        json!({ "name": setting.name, "required": setting.required, "means": setting.means.0 })
    });
    json!({
        "name": profile.name, "title": profile.title(), "vault": profile.needs_vault,
        "columns": columns.collect::<Vec<_>>(), "settings": settings.collect::<Vec<_>>(),
    })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Sixteen => "sixteen-digits",
        Kind::Digits => "digits",
        Kind::Money => "money",
        Kind::Day => "day",
        Kind::Source => "funding-source",
        Kind::Account => "account",
        Kind::Activity => "activity",
        Kind::Region => "region",
        Kind::Document => "document-number",
        Kind::Count => "number",
    }
}

/// Lists bad rows.
pub fn bad(context: &Context, bad: &BadRows) {
    if context.json {
        // Whether anybody reads it or not, they are bad.
        let _ = context.print_json(&json!({
            "bad_rows": bad.cells, "more": bad.more, "rows": bad.rows,
        }));
        return;
    }
    let header = context.pick(
        ["row", "column", "expected", "found"],
        ["baris", "kolom", "seharusnya", "ditemukan"],
    );
    let mut table = context.table(&header, 9);
    for cell in bad.cells.iter().take(SHOWN) {
        let [expected, found] =
            [&cell.expected, &cell.found].map(|said| said.within(context.language));
        table.add_row([&cell.line.to_string(), cell.field.as_str(), expected, found]);
    }
    context.note_text(&table.to_string());
    let beyond = u64::try_from(bad.cells.len().saturating_sub(SHOWN)).unwrap_or(u64::MAX);
    let beyond = beyond.saturating_add(bad.more);
    if beyond > 0 {
        context.note(&said!(
            "and {beyond} more; --json and --reasons have them",
            "dan {beyond} lagi; lihat dengan --json atau --reasons"
        ));
    }
}

/// What an import came to.
pub fn outcome(context: &Context, outcome: &Outcome, dry_run: bool) -> Result<(), Failure> {
    if context.json {
        return context.print_answer(&shown(outcome, dry_run));
    }
    context.note(&outcome.read_as);
    for ((column, repair), (count, first)) in &outcome.tally.repairs {
        let what = repair.told();
        context.note(&said!(
            with what;
            "repaired: {column}, {count} rows from row {first}: {what}",
            "diperbaiki: {column}, {count} baris mulai baris {first}: {what}"
        ));
    }
    if !outcome.unknown.is_empty() {
        let unknown = outcome.unknown.join("`, `");
        context
            .note(&said!("columns passed over: `{unknown}`", "kolom yang dilewati: `{unknown}`"));
    }
    let passed = outcome.tally.passed_over;
    if passed > 0 {
        context.note(&said!(
            "{passed} rows of totals and notes were passed over",
            "{passed} baris jumlah dan catatan dilewati"
        ));
    }
    for note in &outcome.notes {
        context.tell(note)?;
    }
    summary(context, outcome, dry_run)?;
    for (rule, count) in &outcome.flags {
        context.tell(&said!("flag {rule}: {count} events", "tanda {rule}: {count} kejadian"))?;
    }
    Ok(())
}

fn summary(context: &Context, outcome: &Outcome, dry_run: bool) -> Result<(), Failure> {
    let (rows, events) = (outcome.tally.rows, outcome.events);
    if dry_run {
        context.tell(&said!(
            "{rows} rows are good; would record {events} events",
            "{rows} baris baik; akan dicatat {events} kejadian"
        ))?;
        return if outcome.judged_whole {
            Ok(())
        } else {
            context.tell(&said!(
                "the rules judged the beginning; what follows stands on what a trial does not record",
                "aturan menilai bagian awal; selebihnya bergantung pada yang tidak dicatat percobaan"
            ))
        };
    }
    if outcome.continued > 0 {
        let continued = outcome.continued;
        context.tell(&said!(
            "went on after {continued} rows of an interrupted import of this file",
            "dilanjutkan setelah {continued} baris dari impor berkas ini yang terputus"
        ))?;
    }
    let first = outcome.first_seq.unwrap_or_default();
    context.tell(&said!(
        "{rows} rows taken over; recorded {events} events from {first}",
        "{rows} baris diambil; dicatat {events} kejadian mulai {first}"
    ))?;
    match outcome.head {
        Some(head) => context.tell(&said!("head {head}", "kepala {head}")),
        None => Ok(()),
    }
}

/// What an import came to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Imported)]
pub struct ImportShown {
    /// Whether it is in the ledger.
    recorded: bool,
    /// How the file was read.
    read_as: String,
    /// BLAKE3 of the file.
    file: String,
    /// The event that opened the import.
    import: Option<u64>,
    /// Rows that were read.
    rows: u64,
    /// Rows that an interrupted import of the same file had taken over.
    continued: u64,
    /// Rows of totals and notes.
    passed_over: u64,
    /// What was mended.
    repairs: Vec<RepairShown>,
    /// Columns that were passed over.
    columns_passed_over: Vec<String>,
    /// What there is to say besides.
    notes: Vec<String>,
    /// How many events.
    events: u64,
    /// The first of them.
    first_seq: Option<u64>,
    /// The head after them, as `SIZE:HASH`.
    head: Option<String>,
    /// What rules had to say, by their codes.
    flags: BTreeMap<&'static str, u64>,
    /// Whether the rules judged all of it: a trial may stand on what it does not record.
    judged_whole: bool,
}

/// Cells that were mended in the same way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Repair)]
pub struct RepairShown {
    /// The column.
    column: String,
    /// What was done.
    repair: String,
    /// In how many rows.
    rows: u64,
    /// The first of them.
    first_row: usize,
}

fn shown(outcome: &Outcome, dry_run: bool) -> ImportShown {
    let repairs =
        outcome.tally.repairs.iter().map(|((column, repair), (rows, first))| RepairShown {
            column: column.to_string(),
            repair: repair.word().to_owned(),
            rows: *rows,
            first_row: *first,
        });
    ImportShown {
        recorded: !dry_run,
        read_as: outcome.read_as.en.clone(),
        file: outcome.file.to_string(),
        import: outcome.data,
        rows: outcome.tally.rows,
        continued: outcome.continued,
        passed_over: outcome.tally.passed_over,
        repairs: repairs.collect(),
        columns_passed_over: outcome.unknown.clone(),
        notes: outcome.notes.iter().map(|note| note.en.clone()).collect(),
        events: outcome.events,
        first_seq: outcome.first_seq.filter(|_| !dry_run),
        head: outcome.head.filter(|_| !dry_run).map(|head| head.to_string()),
        flags: outcome.flags.clone(),
        judged_whole: outcome.judged_whole,
    }
}
