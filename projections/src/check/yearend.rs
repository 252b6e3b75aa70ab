//! A27: spending that is put off until the year ends.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Object};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, paid_by, percent, rupiah, share};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::said;
use crate::treasury::Spp;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A27",
    version: 1,
    en: "rush at the end of the year, or paid out after it",
    title_id: "belanja menumpuk di akhir tahun atau dicairkan sesudahnya",
    severity: Severity::Medium,
    basis: "Permendagri 77/2020: tahun anggaran berakhir 31 Desember",
    parameters: &[Parameter::DecemberShare],
    deterministic: false,
    watches: false,
    looks_at: "the share of December in what was paid out of each line, and SP2D paid out after the fiscal year",
    make: || Box::<YearEnd>::default(),
}];

#[derive(Default)]
struct YearEnd;

/// What was paid out of one line.
#[derive(Default)]
struct Spent {
    sen: i128,
    december: i128,
    requests: Vec<u64>,
    last: Option<Date>,
}

impl Check for YearEnd {
    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        let state = &view.reading.state;
        let mut lines: FxHashMap<u64, Spent> = FxHashMap::default();
        for (seq, spp) in state.treasury.spps.iter() {
            let Some(paid) = spp.paid_on else { continue };
            if paid > spp.fiscal_year.last_day() {
                after(view, (seq, spp), paid, &mut verdict);
            }
            for (line, sen) in &spp.lines {
                lines.entry(*line).or_default().add(seq, paid, *sen);
            }
        }
        for (line, spent) in &lines {
            rush(view, rules, (*line, spent), &mut verdict);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Spent {
    fn add(&mut self, seq: u64, paid: Date, sen: i64) {
        self.sen = self.sen.saturating_add(sen.into());
        self.last = self.last.max(Some(paid));
        if paid.month() == 12 {
            self.december = self.december.saturating_add(sen.into());
            self.requests.push(seq);
        }
    }
}

fn after(view: &View, (seq, spp): (u64, &Spp), paid: Date, verdict: &mut Verdict) {
    let year = spp.fiscal_year;
    let what = said!(
        "paid out on {paid}, after fiscal year {year} ended",
        "dicairkan {paid}, sesudah tahun anggaran {year} berakhir"
    );
    let place = Place::of_spp(&view.reading.state, spp);
    let evidence = paid_by(view, seq).into_iter().chain([seq]);
    verdict.add((Object::Spp, seq), evidence, spp.sen, place, what);
}

fn rush(view: &View, rules: &Rules, (line, spent): (u64, &Spent), verdict: &mut Verdict) {
    let state = &view.reading.state;
    let (Some(last), Some(found)) = (spent.last, share(spent.december, spent.sen)) else {
        return;
    };
    let known = spent.requests.last().copied().unwrap_or(u64::MAX);
    let place = Place::of_line(state, line);
    let by = Parameter::DecemberShare;
    let Some(most) = rules.number(by, place.programme.as_ref(), last, known.saturating_add(1))
    else {
        verdict.lacks_rule(by);
        return;
    };
    // One SP2D is the whole of its line whenever it comes: that is no rush.
    if found <= most || spent.requests.len() < 2 {
        return;
    }
    let evidence = spent.requests.iter().filter_map(|seq| paid_by(view, *seq));
    let sen = i64::try_from(spent.december).unwrap_or(i64::MAX);
    let (count, in_words) = (spent.requests.len(), rupiah(sen));
    let (found, most) = (percent(found), percent(most));
    let what = said!(with found, most;
        "{count} SP2D of December come to {in_words}, {found} of the year; at most {most} is usual",
        "{count} SP2D bulan Desember berjumlah {in_words}, {found} dari setahun; batas wajar {most}"
    );
    verdict.add((Object::Line, line), evidence, sen, place, what);
}
