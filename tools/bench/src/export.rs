//! The same ledger for the peers: rows for databases, a journal for plain text accounting.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use jejak::store::{Folder, open_store};
use jejak_events::Recorded;
use jejak_projections::posting::Place;
use jejak_projections::{Postings, State};

use crate::rebuild::each_fact;

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the ledger.
    folder: PathBuf,
    /// Tab-separated rows as PostgreSQL's COPY reads them: seq, recorded_at, kind, programme,
    /// source, region, stage, sen, and the entry without its previous hash.
    #[arg(long)]
    rows: Option<PathBuf>,
    /// Journal with one transaction per event that moves money.
    #[arg(long)]
    journal: Option<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let store = open_store(&Folder::open(&args.folder)?)?;
    let create = |path: &Option<PathBuf>| {
        path.as_ref().map(|path| File::create(path).map(BufWriter::new)).transpose()
    };
    let (mut rows, mut journal) = (create(&args.rows)?, create(&args.journal)?);
    let (mut state, mut post, mut text) = (State::default(), Postings::default(), String::new());
    each_fact(&*store, |fact| {
        post.clear();
        state.apply(fact, &mut post);
        state.commit();
        if let Some(journal) = &mut journal {
            transaction(&state, fact, &post, &mut text)?;
            journal.write_all(text.as_bytes())?;
        }
        if let Some(rows) = &mut rows {
            row(&state, fact, &post, &mut text)?;
            rows.write_all(text.as_bytes())?;
        }
        Ok(())
    })?;
    rows.as_mut().map_or(Ok(()), Write::flush)?;
    Ok(journal.as_mut().map_or(Ok(()), Write::flush)?)
}

/// Programme, source and kabupaten/kota of a place.
fn context(state: &State, place: &Place) -> (String, String, String) {
    let Some(line) = state.budget.lines.get(&place.line) else { return Default::default() };
    let region = place.region.unwrap_or(line.region);
    let region = region.regency().unwrap_or(region);
    (line.programme.to_string(), line.source.to_string(), region.to_string())
}

/// Writes the transaction of an event into `text`; nothing when it moves no money.
fn transaction(
    state: &State,
    fact: &Recorded,
    post: &Postings,
    text: &mut String,
) -> anyhow::Result<()> {
    text.clear();
    if post.legs.is_empty() {
        return Ok(());
    }
    let day = fact.envelope.occurred_on;
    writeln!(text, "{}/{:02}/{:02} {}", day.year(), day.month(), day.day(), fact.seq)?;
    for leg in &post.legs {
        let (programme, source, region) = context(state, &leg.place);
        let (rupiah, sen) = (leg.sen / 100, (leg.sen % 100).abs());
        writeln!(text, "  {source}:{programme}:{region}:{}  {rupiah}.{sen:02}", leg.stage.word())?;
    }
    text.push('\n');
    Ok(())
}

/// Writes the row of an event into `text`.
fn row(state: &State, fact: &Recorded, post: &Postings, text: &mut String) -> anyhow::Result<()> {
    text.clear();
    let leg = post.legs.iter().find(|leg| leg.sen > 0);
    let place = leg.map(|leg| leg.place).or(post.counts.first().map(|(place, _)| *place));
    let (programme, source, region) =
        place.map_or_else(Default::default, |place| context(state, &place));
    let (stage, sen) = leg.map_or(("", 0), |leg| (leg.stage.word(), leg.sen));
    let (recorded_at, kind) = (fact.recorded_at.micros(), fact.event.kind().number());
    write!(text, "{}\t{recorded_at}\t{kind}\t{programme}\t{source}\t{region}\t", fact.seq)?;
    write!(text, "{stage}\t{sen}\t\\\\x")?;
    let mut entry = Vec::new();
    fact.write(jejak_events::ChainHash::ZERO, &mut entry)?;
    entry.iter().skip(32).try_for_each(|byte| write!(text, "{byte:02x}"))?;
    text.push('\n');
    Ok(())
}
