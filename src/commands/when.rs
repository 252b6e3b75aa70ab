//! The two times of every question: `--as-recorded` and `--as-of`.

use jejak_events::{Date, Head, Region, Timestamp};
use jejak_projections::{Stamp, State, Unanswered, View};

use super::{Context, Failure};
use crate::ledger::replay::Options;
use crate::ledger::seen::AskError;
use crate::ledger::{Folded, Ledger, Moment, SeeError, When};
use crate::said::said;

/// Options of everything that reads.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct WhenArgs {
    /// What was true on this day, as far as is known now.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// What the ledger knew after the request in which this event was recorded (events of one
    /// request are recorded together), or at this time (RFC 3339).
    #[arg(long, value_name = "SEQ|TIME", value_parser = moment)]
    pub as_recorded: Option<Moment>,
}

impl WhenArgs {
    /// At which time the question is asked.
    pub fn asked(&self) -> When {
        When { recorded: self.as_recorded, as_of: self.as_of }
    }

    /// The day that is asked about: the one that was named, else that of the last event.
    pub fn today(&self, state: &State) -> Date {
        let meta = state.integrity.meta();
        self.as_of.unwrap_or_else(|| meta.recorded_at.date_in(meta.zone))
    }
}

/// Refuses a region that was not registered at the time that is asked about.
pub fn registered(state: &State, region: Option<Region>) -> Result<(), Failure> {
    match region.filter(|region| !state.reference.regions.contains(region)) {
        None => Ok(()),
        Some(region) => Err(Failure::Usage(said!(
            "--region: expected a registered region, found `{region}`",
            "--region: seharusnya wilayah yang terdaftar, ditemukan `{region}`"
        ))),
    }
}

/// Reads a sequence number or a time.
pub fn moment(text: &str) -> Result<Moment, String> {
    if let Ok(seq) = text.parse::<u64>() {
        return Ok(Moment::After(seq));
    }
    text.parse::<Timestamp>().map(Moment::At).map_err(|_| {
        format!(
            "expected a sequence number or a time such as 2026-06-30T17:00:00+07:00, found `{text}`"
        )
    })
}

/// Asks a question of the ledger at a time, with a progress bar where it has to be folded.
pub fn see<T>(
    context: &Context,
    ledger: &Ledger,
    when: When,
    question: impl FnOnce(&Folded) -> T,
) -> Result<T, Failure> {
    note_beyond(context, ledger, when);
    let bar = context.progress(0, context.pick("folding", "memutar ulang"));
    let seen = ledger.see(
        when,
        &mut |done, size| {
            bar.set_length(size);
            bar.set_position(done);
        },
        |folded| {
            bar.finish_and_clear();
            question(folded)
        },
    );
    bar.finish_and_clear();
    seen.map_err(failure)
}

/// Says so where a time lies after the last event: the answer is that of the head, which may not be
/// the last word.
fn note_beyond(context: &Context, ledger: &Ledger, when: When) {
    let (last, zone) = ledger.read(|folded| {
        let meta = folded.reading.state.integrity.meta();
        (meta.recorded_at, meta.zone)
    });
    if let Some(Moment::At(asked)) = when.recorded
        && asked > last
    {
        context.note(&said!(
            "note: --as-recorded {asked} is after the last event, which was recorded at {last}; \
             more may be recorded until then",
            "catatan: --as-recorded {asked} sesudah kejadian terakhir, yang dicatat pada {last}; \
             sampai saat itu masih dapat tercatat yang lain"
        ));
    }
    let day = last.date_in(zone);
    if let Some(asked) = when.as_of.filter(|asked| *asked > day) {
        context.note(&said!(
            "note: --as-of {asked} is after {day}, the day of the last event; what happens until \
             then is not known yet",
            "catatan: --as-of {asked} sesudah {day}, hari kejadian terakhir; yang terjadi sampai \
             hari itu belum diketahui"
        ));
    }
}

/// The same with the events behind the state at hand.
pub fn view<T>(
    context: &Context,
    ledger: &Ledger,
    when: When,
    question: impl FnOnce(&View) -> Result<T, Unanswered>,
) -> Result<T, Failure> {
    see(context, ledger, when, |folded| ledger.view(folded, when.as_of, question))?
        .map_err(unanswered)
}

/// What a ledger is now, for a table that was not made by a view of it.
pub fn stamp(context: &Context, ledger: &Ledger) -> Result<Stamp, Failure> {
    view(context, ledger, When::default(), |view| Ok(view.stamp))
}

/// The head that the ledger had at a time; of what is true on a day, the events alone say it.
pub fn head(context: &Context, ledger: &Ledger, when: When) -> Result<Head, Failure> {
    note_beyond(context, ledger, when);
    let size = ledger.size_at(when.recorded).map_err(failure)?;
    ledger.head_at(size).map_err(Failure::io)
}

/// Folds from the first event, whatever snapshots there are.
pub fn rebuilt(context: &Context, ledger: &Ledger, when: When) -> Result<Folded, Failure> {
    let end = ledger.size_at(when.recorded).map_err(failure)?;
    let scope = jejak_projections::Scope { as_of: when.as_of, balances_only: true };
    let options = Options { scope, judge: false, tree: false };
    let bar = context.progress(end, context.pick("rebuilding", "memutar ulang"));
    let mut folded = Folded::default();
    let done = folded.replay(ledger.store(), 0..end, options, &mut |more| bar.inc(more));
    bar.finish_and_clear();
    done.map_err(Failure::io)?;
    Ok(folded)
}

/// Why a question has no answer, as the failure of a command.
pub fn unanswered(why: Unanswered) -> Failure {
    match why {
        Unanswered::Wrong(what) => Failure::Usage(what),
        Unanswered::Unreadable(what) => Failure::Io(what),
    }
}

/// Why a question that looks at events has no answer, as the failure of a command.
pub fn of_ask(error: AskError) -> Failure {
    match error {
        AskError::See(error) => failure(error),
        AskError::Unanswered(why) => unanswered(why),
    }
}

/// Why the ledger cannot be seen at a time, as the failure of a command.
pub fn failure(error: SeeError) -> Failure {
    match error {
        SeeError::Beyond { asked, last } => Failure::Usage(said!(
            "--as-recorded: expected the number of a recorded event, found {asked}; the head is \
             {last}",
            "--as-recorded: seharusnya nomor kejadian yang tercatat, ditemukan {asked}; kepalanya \
             {last}"
        )),
        SeeError::Before { first } => Failure::Usage(said!(
            "--as-recorded: expected a time after the first event, which was recorded at {first}; \
             nothing had been recorded by then",
            "--as-recorded: seharusnya waktu setelah kejadian pertama, yang dicatat pada {first}; \
             saat itu belum ada yang tercatat"
        )),
        SeeError::Undated { as_of } => Failure::Usage(said!(
            "--as-of: expected a day on which something had happened, found {as_of}; no event is \
             dated on it or earlier",
            "--as-of: seharusnya hari ketika sudah ada yang terjadi, ditemukan {as_of}; tidak ada \
             kejadian bertanggal itu atau lebih awal"
        )),
        SeeError::Replay(error) => Failure::io(error),
    }
}
