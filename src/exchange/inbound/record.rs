//! Taking a file over: looked at whole, then recorded whole.

use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::reference::{ExternalDataImported, ImportClosed, ImportOpened};
use jejak_events::{Event, Head, Rupiah, Text};
use jejak_projections::reference::Import as Known;

use super::desk::{Desk, Order};
use super::error::{BadRows, InboundError};
use super::limits::ROWS_PER_REQUEST;
use super::mapping::Mapping;
use super::profile::{Manner, OfRows, Row, Stated, Taking};
use super::survey::survey;
use super::table::{self, Table, Tally};
use crate::ledger::limits::EVENTS_PER_REQUEST_MAX;
use crate::ledger::{Draft, Receipt, Request, WriteError};
use crate::said::{Said, said};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Rows are looked at; how many there are is not known yet.
    Looking,
    /// Rows are recorded.
    Recording,
}

/// Somebody who watches: phase, rows done, rows in all (0 while not known).
pub type Progress<'a> = &'a mut dyn FnMut(Phase, u64, u64);

/// What taking a file over came to.
#[derive(Debug)]
pub struct Outcome {
    /// How the file was read.
    pub read_as: Said,
    /// Commitment to the file.
    pub file: Bytes32,
    /// The import, where it was recorded.
    pub data: Option<u64>,
    /// Rows of data, and what was made undone in them.
    pub tally: Tally,
    /// Headings of columns that were passed over.
    pub unknown: Vec<String>,
    /// The columns by heading, to be used again.
    pub mapping: Mapping,
    /// Rows that an earlier, interrupted import of this file had recorded.
    pub continued: u64,
    /// Rows that are recorded, with those.
    pub recorded: u64,
    /// Events recorded now, or that would be.
    pub events: u64,
    /// Sequence number of the first.
    pub first_seq: Option<u64>,
    /// The head after the last.
    pub head: Option<Head>,
    /// What else there is to tell.
    pub notes: Vec<Said>,
    /// Flags, by rule.
    pub flags: std::collections::BTreeMap<&'static str, u64>,
    /// Whether the whole file was judged by the rules; a trial of a long file judges its beginning.
    pub judged_whole: bool,
}

/// An import that the ledger knows: begun and not closed.
#[derive(Clone, Copy)]
struct Begun {
    data: u64,
    rows: u64,
}

/// Takes a file over; in a dry run everything but the recording. The whole file is there
/// afterwards, or an error says what is wrong with it.
pub fn take(
    desk: &Desk<'_>,
    order: &Order<'_>,
    progress: Progress<'_>,
) -> Result<Outcome, InboundError> {
    order.check_settings()?;
    let profile = order.profile;
    let vault = if profile.needs_vault { Some(desk.vault(profile.name)?) } else { None };
    let survey = survey(order.path, order.encoding)?;
    let file = vault.map_or(Bytes32(survey.hash), |vault| vault.mark_of_file(&survey.hash));
    let begun = known_before(desk, file)?;
    let table = table::find(&survey, order)?;
    let mut taking = (profile.begin)(desk, order, file)?;
    let begun = begun.map(|begun| match profile.manner {
        Manner::Gradual => Begun { rows: taking.recorded_since(begun.data), ..begun },
        Manner::Opened | Manner::AtOnce => begun,
    });
    let tally = look_at_all(&table, taking.as_mut(), progress)?;
    let import = Import { desk, order, file, begun, rows: tally.rows };
    let mut outcome = Outcome {
        read_as: table::told(&table),
        file,
        data: begun.map(|begun| begun.data),
        tally,
        unknown: table.heading.unknown.clone(),
        mapping: table.mapping(profile)?,
        continued: begun.map_or(0, |begun| begun.rows),
        recorded: begun.map_or(0, |begun| begun.rows),
        events: 0,
        first_seq: None,
        head: None,
        notes: Vec::new(),
        flags: std::collections::BTreeMap::new(),
        judged_whole: true,
    };
    import.record(&table, taking.as_mut(), &mut outcome, progress)?;
    Ok(outcome)
}

/// The import of this file that was begun and not closed; one that is complete is refused.
fn known_before(desk: &Desk<'_>, file: Bytes32) -> Result<Option<Begun>, InboundError> {
    let known = desk.state(|state| {
        let seq = state.reference.import_of_file(&file)?;
        Some((seq, state.reference.imports.get(&seq).cloned()))
    });
    match known {
        None => Ok(None),
        Some((data, Some(import))) if import.is_open() => {
            Ok(Some(Begun { data, rows: import.count }))
        }
        Some((_, Some(Known { abandoned_by: Some(seq), .. }))) => {
            Err(InboundError::Refused(said!(
                "expected a file that was not imported yet, found one whose import event {seq} \
                 abandoned: rows of it are recorded, and would stand there twice. Make a file of the \
                 rows that are missing",
                "seharusnya berkas yang belum diimpor, ditemukan berkas yang impornya ditinggalkan \
                 oleh kejadian {seq}: sebagian barisnya sudah tercatat dan akan tercatat dua kali. \
                 Buat berkas berisi baris yang belum ada"
            )))
        }
        Some((seq, _)) => Err(InboundError::Refused(said!(
            "expected a file that was not imported yet, found one that event {seq} took over, byte \
             for byte; nothing was recorded again",
            "seharusnya berkas yang belum diimpor, ditemukan berkas yang sudah diambil oleh \
             kejadian {seq}, bita demi bita; tidak ada yang dicatat lagi"
        ))),
    }
}

fn look_at_all(
    table: &Table,
    taking: &mut (dyn Taking + '_),
    progress: Progress<'_>,
) -> Result<Tally, InboundError> {
    let mut bad = BadRows::default();
    let mut seen = 0u64;
    let mut first = None;
    let tally = table.read(&mut |raw, row| {
        first.get_or_insert(raw.number);
        seen = seen.saturating_add(1);
        if seen.is_multiple_of(1_000) {
            progress(Phase::Looking, seen, 0);
        }
        let problems = match row {
            Ok(row) => taking.look(&row),
            Err(problems) => problems,
        };
        table::note(&mut bad, raw.number, problems);
        Ok(())
    })?;
    if tally.rows == 0 {
        let last = table.heading.last;
        return Err(InboundError::Refused(said!(
            "expected rows below the heading in row {last}, found none",
            "seharusnya ada baris di bawah judul di baris {last}, ditemukan tidak ada"
        )));
    }
    tally.rounded(first.unwrap_or(1)).for_each(|line| bad.push(line));
    if bad.cells.is_empty() {
        taking.whole().into_iter().for_each(|line| bad.push(line));
    }
    bad.rows = tally.rows;
    if bad.cells.is_empty() { Ok(tally) } else { Err(InboundError::Bad(bad)) }
}

/// What is recorded, and of what.
struct Import<'a> {
    desk: &'a Desk<'a>,
    order: &'a Order<'a>,
    file: Bytes32,
    begun: Option<Begun>,
    rows: u64,
}

/// Drafts that wait for their request, with the row of each.
#[derive(Default)]
struct Waiting {
    drafts: Vec<Draft>,
    of: Vec<Option<usize>>,
    /// Rows that they are of.
    rows: u64,
}

impl Waiting {
    fn push(&mut self, drafts: impl IntoIterator<Item = Draft>, row: Option<usize>) {
        for draft in drafts {
            self.drafts.push(draft);
            self.of.push(row);
        }
    }
}

impl Import<'_> {
    fn record(
        &self,
        table: &Table,
        taking: &mut (dyn Taking + '_),
        outcome: &mut Outcome,
        progress: Progress<'_>,
    ) -> Result<(), InboundError> {
        let stated = taking.stated();
        let manner = self.order.profile.manner;
        let at_once = manner == Manner::AtOnce;
        let mut waiting = Waiting::default();
        if self.begun.is_none() {
            waiting.push([self.head_of(&stated, manner)?], None);
        }
        let mut rows: Vec<Row> = Vec::new();
        let (mut skip, mut done) = (self.begun.map_or(0, |begun| begun.rows), 0u64);
        let mut stopped = false;
        table.read(&mut |_, row| {
            // A file that changed since it was looked at is told below, by its hash.
            let Ok(row) = row else { return Ok(()) };
            if skip > 0 || stopped {
                skip = skip.saturating_sub(1);
                return Ok(());
            }
            rows.push(row);
            done = done.saturating_add(1);
            if rows.len() >= ROWS_PER_REQUEST {
                let batch = std::mem::take(&mut rows);
                self.draft(taking, &batch, outcome, &mut waiting)?;
                if !at_once {
                    self.send(&mut waiting, outcome)?;
                    taking.sent();
                    stopped = self.order.dry_run;
                }
                progress(Phase::Recording, done, self.rows);
            }
            Ok(())
        })?;
        if stopped {
            // What follows stands on what a trial does not record.
            outcome.notes = taking.notes();
            outcome.judged_whole = false;
            return Ok(());
        }
        self.unchanged()?;
        self.draft(taking, &rows, outcome, &mut waiting)?;
        for (row, draft) in taking.closing()? {
            waiting.push([draft], Some(row).filter(|row| *row > 0));
        }
        if manner != Manner::AtOnce {
            waiting.push([self.end_of(&stated, manner, outcome.data)], None);
        }
        self.send(&mut waiting, outcome)?;
        outcome.notes = taking.notes();
        progress(Phase::Recording, self.rows, self.rows);
        Ok(())
    }

    /// Makes the drafts of some rows.
    fn draft(
        &self,
        taking: &mut (dyn Taking + '_),
        rows: &[Row],
        outcome: &Outcome,
        waiting: &mut Waiting,
    ) -> Result<(), InboundError> {
        let data = outcome.data.map_or(ExternalDataRef::in_batch(0), ExternalDataRef);
        if !self.order.dry_run {
            self.judge(waiting, taking.trial(rows, data)?, outcome.recorded)?;
        }
        for (row, draft) in taking.drafts(rows, data)? {
            waiting.push([draft], Some(row));
        }
        waiting.rows = waiting.rows.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Asks the rules before anybody is kept in the vault.
    fn judge(&self, waiting: &Waiting, trial: OfRows, recorded: u64) -> Result<(), InboundError> {
        if trial.is_empty() {
            return Ok(());
        }
        let (rows, drafts): (Vec<usize>, Vec<Draft>) = trial.into_iter().unzip();
        let of: Vec<Option<usize>> =
            waiting.of.iter().copied().chain(rows.into_iter().map(Some)).collect();
        let drafts = waiting.drafts.iter().cloned().chain(drafts).collect();
        let request = Request { dry_run: true, ..Request::new(self.desk.actor, drafts) };
        let judged = self.desk.ledger.propose(request);
        judged.map(|_| ()).map_err(|error| failed(error, &of, recorded))
    }

    /// The event that says what file it is.
    fn head_of(&self, stated: &Stated, manner: Manner) -> Result<Draft, InboundError> {
        let dataset = (self.order.profile.dataset)(self.order);
        let (file, position) = (self.file, self.order.position.unwrap_or(stated.position));
        let version = self.version(stated)?;
        Ok(if manner == Manner::AtOnce {
            self.desk.draft(ExternalDataImported {
                dataset,
                version,
                position,
                period: None,
                file,
                rows_accepted: self.rows,
                rows_rejected: 0,
                rows_total: self.rows,
            })
        } else {
            let (from, (count, total)) = (stated.from, self.announced(stated, manner));
            self.desk.draft(ImportOpened { dataset, version, from, position, file, count, total })
        })
    }

    /// Count and sum of the events that name the import.
    fn announced(&self, stated: &Stated, manner: Manner) -> (u64, Rupiah) {
        match manner {
            Manner::Opened => (self.rows, stated.total),
            Manner::Gradual | Manner::AtOnce => (0, Rupiah::ZERO),
        }
    }

    fn end_of(&self, stated: &Stated, manner: Manner, data: Option<u64>) -> Draft {
        let data = data.map_or(ExternalDataRef::in_batch(0), ExternalDataRef);
        let (count, total) = self.announced(stated, manner);
        self.desk.draft(ImportClosed { data, count, total })
    }

    fn version(&self, stated: &Stated) -> Result<Text, InboundError> {
        let given = self.order.version.map_or_else(|| stated.position.to_string(), str::to_owned);
        given.parse().map_err(|error: jejak_events::ParseError| {
            InboundError::Usage(Said::same(error).after("--version"))
        })
    }

    /// Between looking and recording somebody may have written into the file.
    fn unchanged(&self) -> Result<(), InboundError> {
        let now = survey(self.order.path, self.order.encoding)?;
        let now = match self.desk.vault.filter(|_| self.order.profile.needs_vault) {
            Some(vault) => vault.mark_of_file(&now.hash),
            None => Bytes32(now.hash),
        };
        if now == self.file {
            return Ok(());
        }
        Err(InboundError::Io(said!(
            "the file changed while it was read; leave it alone and run the command again",
            "berkasnya berubah saat dibaca; biarkan dan jalankan perintahnya lagi"
        )))
    }

    /// Proposes what waits.
    fn send(&self, waiting: &mut Waiting, outcome: &mut Outcome) -> Result<(), InboundError> {
        let Waiting { drafts, of, rows } = std::mem::take(waiting);
        if drafts.is_empty() {
            return Ok(());
        }
        if drafts.len() > EVENTS_PER_REQUEST_MAX {
            return Err(too_long(drafts.len()));
        }
        let opens = matches!(
            drafts.first().map(|draft| &draft.event),
            Some(Event::ImportOpened(_) | Event::ExternalDataImported(_))
        );
        let request =
            Request { dry_run: self.order.dry_run, ..Request::new(self.desk.actor, drafts) };
        let proposed = self.desk.ledger.propose(request);
        let receipt = proposed.map_err(|error| failed(error, &of, outcome.recorded))?;
        note(outcome, &receipt, rows, self.order.dry_run);
        if opens && !self.order.dry_run {
            outcome.data = Some(receipt.first_seq);
        }
        Ok(())
    }
}

fn too_long(found: usize) -> InboundError {
    InboundError::Refused(said!(
        "expected a file that makes at most {EVENTS_PER_REQUEST_MAX} events, because it is recorded \
         at once; found {found}: divide it",
        "seharusnya berkas yang menghasilkan paling banyak {EVENTS_PER_REQUEST_MAX} kejadian, \
         karena dicatat sekaligus; ditemukan {found}: bagi berkasnya"
    ))
}

/// Why a request was not recorded; `of` has the row of each draft.
pub fn failed(error: WriteError, of: &[Option<usize>], recorded: u64) -> InboundError {
    match error {
        WriteError::Refused(refusal) => {
            let row = refusal.concerned().and_then(|draft| of.get(draft).copied().flatten());
            InboundError::Rule { refusal, row, recorded }
        }
        error => InboundError::Write { error, recorded },
    }
}

/// Adds a receipt. Rows that are recorded count as such for whoever is told of a failure later.
fn note(outcome: &mut Outcome, receipt: &Receipt, rows: u64, dry_run: bool) {
    outcome.events = outcome.events.saturating_add(receipt.count);
    outcome.first_seq.get_or_insert(receipt.first_seq);
    outcome.head = Some(receipt.head);
    for flag in &receipt.flags {
        let known = outcome.flags.entry(flag.rule.code).or_default();
        *known = known.saturating_add(1);
    }
    if !dry_run {
        outcome.recorded = outcome.recorded.saturating_add(rows);
    }
}
