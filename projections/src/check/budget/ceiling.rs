//! A22: more was requested than released, released than budgeted, or used than budgeted.

use jejak_events::field::Object;
use jejak_events::{Recorded, Rupiah, Stage};
use rustc_hash::FxHashMap;

use crate::budget::Line;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// Stages whose movement can break an order of sums. What lies beyond the SP2D moves within what
/// was paid out.
const MOVED: &[Stage] = &[
    Stage::Ceiling,
    Stage::Available,
    Stage::SpdLimit,
    Stage::SpdFree,
    Stage::SpdUsed,
    Stage::Committed,
];

/// How sums of a line may be out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Broken {
    /// More is released than the ceiling.
    Released,
    /// More is requested than released.
    Requested,
    /// More is used than the ceiling.
    Used,
}

/// Lines whose sums were out of order after an event, until they were in order again.
#[derive(Default)]
pub(super) struct Exceeded {
    /// What is broken now: by how much at most, and the events that made it worse.
    open: FxHashMap<(u64, Broken), (i64, Vec<u64>)>,
    past: Vec<(u64, Broken, i64, Vec<u64>)>,
}

impl Check for Exceeded {
    fn see(&mut self, state: &State, fact: &Recorded, posted: &Postings) {
        let mut last = None;
        for leg in posted.legs.iter().filter(|leg| MOVED.contains(&leg.stage)) {
            let line = leg.place.line;
            if last == Some(line) {
                continue;
            }
            last = Some(line);
            let Some(known) = state.budget.lines.get(&line) else { continue };
            for (kind, over) in sums(known) {
                self.note((line, kind), over, fact.seq);
            }
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let open = self.open.iter().map(|((line, kind), (over, seqs))| (*line, *kind, *over, seqs));
        let past = self.past.iter().map(|(line, kind, over, seqs)| (*line, *kind, *over, seqs));
        let told = open.chain(past).map(|(line, kind, over, seqs)| {
            let evidence = seqs.iter().copied().chain([line]);
            let about = Found::about(Object::Line, line, evidence, told(kind, over));
            about.risking(over).of_line(state, line)
        });
        Ok(Outcome::Found(told.collect()))
    }
}

impl Exceeded {
    fn note(&mut self, key: (u64, Broken), over: i64, seq: u64) {
        if over <= 0 {
            if let Some((most, seqs)) = self.open.remove(&key) {
                self.past.push((key.0, key.1, most, seqs));
            }
            return;
        }
        let (most, seqs) = self.open.entry(key).or_default();
        if over > *most {
            *most = over;
            if seqs.last() != Some(&seq) {
                seqs.push(seq);
            }
        }
    }
}

/// By how much each sum is above the one that bounds it.
fn sums(line: &Line) -> [(Broken, i64); 3] {
    let released = line.at(Stage::SpdLimit).saturating_neg();
    [
        (Broken::Released, released.saturating_sub(line.ceiling())),
        (Broken::Requested, line.at(Stage::SpdFree).saturating_neg()),
        (Broken::Used, line.at(Stage::Available).saturating_neg()),
    ]
}

fn told(kind: Broken, over: i64) -> Said {
    let rp = Rupiah::from_sen(over);
    match kind {
        Broken::Released => {
            said!("SPD are Rp{rp} above the ceiling", "SPD melebihi pagu sebesar Rp{rp}")
        }
        Broken::Requested => {
            said!("SPP are Rp{rp} above what SPD released", "SPP melebihi SPD sebesar Rp{rp}")
        }
        Broken::Used => {
            said!("Rp{rp} more is bound or used than the ceiling", "terpakai Rp{rp} melebihi pagu")
        }
    }
}
