//! A16: totals of decree, request, order and list that must agree and do not.

use jejak_events::codes::Region;
use jejak_events::field::Object;
use jejak_events::{Event, Recorded, Rupiah};
use rustc_hash::FxHashMap;

use crate::central::Sums;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::treasury::SppStage;
use crate::view::{Unanswered, View};

/// What a ministry reports of a period: event, period, count, and sen credited, used, returned.
type Reported = (u64, u64, u32, [i64; 3]);

/// Decree against its rows, requests against the decree, SPM and SP2D against the request, lists
/// against the SP2D, a ministry's report against what is recorded here.
#[derive(Default)]
pub(super) struct Totals {
    /// Papers whose amount is not the request's: request, paper, its sen, the request's.
    papers: Vec<(u64, u64, i64, i64)>,
    reported: Vec<Reported>,
}

impl Check for Totals {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let sen_of = |spp: u64| state.treasury.spps.get(&spp).map(|spp| spp.sen);
        let mut paper = |spp: u64, sen: i64| {
            if let Some(asked) = sen_of(spp).filter(|asked| *asked != sen) {
                self.papers.push((spp, fact.seq, sen, asked));
            }
        };
        match &fact.event {
            Event::SppSubmitted(body) if !body.lines.is_empty() => {
                let sum = body.lines.iter().map(|item| item.amount.sen());
                paper(fact.seq, sum.fold(0, i64::saturating_add));
            }
            Event::SpmIssued(body) => paper(body.spp.0, body.amount.sen()),
            Event::Sp2dIssued(body) => {
                paper(body.spp.0, body.gross.sen());
                let parts = body.deductions.iter().map(|item| item.amount.sen());
                paper(body.spp.0, parts.fold(body.net.sen(), i64::saturating_add));
            }
            Event::CentralPeriodClosed(body) => {
                let sums = [body.credited.sen(), body.transacted.sen(), body.returned.sen()];
                self.reported.push((fact.seq, body.period.0, body.count, sums));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        decrees(state, &mut found);
        requests(state, &mut found);
        lists(state, &mut found);
        for (seq, paper, sen, asked) in &self.papers {
            let (is, due) = (Rupiah::from_sen(*sen), Rupiah::from_sen(*asked));
            let what = said!(
                "a paper gives Rp{is}, the request asks for Rp{due}",
                "dokumen bernilai Rp{is}, SPP-nya Rp{due}"
            );
            let about = Found::about(Object::Spp, *seq, [*seq, *paper], what);
            let line = state.treasury.spps.get(seq).and_then(|spp| spp.lines.first().copied());
            let about = about.risking(sen.saturating_sub(*asked).saturating_abs());
            found.push(line.map_or(about.clone(), |(line, _)| about.of_line(state, line)));
        }
        self.periods(state, &mut found);
        Ok(Outcome::Found(found))
    }
}

/// Decrees whose text states another count or total than their rows give.
fn decrees(state: &State, found: &mut Vec<Found>) {
    for (seq, decree) in state.decree.decrees.iter().filter(|(_, decree)| decree.closed) {
        let same = decree.stated_count == decree.count && decree.stated_sen == decree.sen;
        if same {
            continue;
        }
        let (count, of) = (decree.stated_count, decree.count);
        let (sen, sum) = (Rupiah::from_sen(decree.stated_sen), Rupiah::from_sen(decree.sen));
        let what = said!(
            "the text states {count} rows and Rp{sen}, the annex gives {of} and Rp{sum}",
            "teks SK menyebut {count} baris dan Rp{sen}, lampirannya {of} dan Rp{sum}"
        );
        let about = Found::about(Object::Decree, seq, [seq], what);
        let risk = decree.stated_sen.saturating_sub(decree.sen).saturating_abs();
        let about = about.risking(risk).of_programme(decree.programme.clone());
        let line = decree.per_line.first().map(|(line, _)| *line);
        found.push(line.map_or(about.clone(), |line| about.of_line(state, line)));
    }
}

/// Decrees of which more was requested than their rows give.
fn requests(state: &State, found: &mut Vec<Found>) {
    let mut asked: FxHashMap<u64, (i128, Vec<u64>)> = FxHashMap::default();
    for (seq, spp) in state.treasury.spps.iter() {
        if let Some(decree) = spp.decree.filter(|_| spp.stage != SppStage::Ended) {
            let (sum, seqs) = asked.entry(decree).or_default();
            *sum += i128::from(spp.sen);
            seqs.push(seq);
        }
    }
    for (seq, (sum, seqs)) in asked {
        let Some(decree) = state.decree.decrees.get(&seq) else { continue };
        let over = sum - i128::from(decree.sen);
        if over <= 0 {
            continue;
        }
        let given = Rupiah::from_sen(decree.sen);
        let more = Rupiah::from_sen(i64::try_from(over).unwrap_or(i64::MAX));
        let what = said!(
            "requested Rp{more} more than the decree's Rp{given}",
            "diminta Rp{more} lebih dari Rp{given} pada SK"
        );
        let about = Found::about(Object::Decree, seq, seqs.into_iter().chain([seq]), what);
        found.push(about.risking(over).of_programme(decree.programme.clone()));
    }
}

/// Closed lists that are not what they announced, and SP2D of which more was instructed than net.
fn lists(state: &State, found: &mut Vec<Found>) {
    let mut instructed: FxHashMap<u64, (i128, Vec<u64>)> = FxHashMap::default();
    for (seq, list) in state.payment.lists.iter() {
        let (sum, seqs) = instructed.entry(list.spp).or_default();
        *sum += i128::from(list.sen);
        seqs.push(seq);
        let same = list.stated_count == list.count && list.stated_sen == list.sen;
        if same || !list.closed {
            continue;
        }
        let (is, due) = (Rupiah::from_sen(list.sen), Rupiah::from_sen(list.stated_sen));
        let what = said!(
            "the list announced Rp{due}, its instructions give Rp{is}",
            "daftar bayar menyebut Rp{due}, instruksinya Rp{is}"
        );
        let about = Found::about(Object::PaymentList, seq, [seq, list.spp], what);
        found.push(about.risking(list.stated_sen.saturating_sub(list.sen).saturating_abs()));
    }
    for (seq, (sum, seqs)) in instructed {
        let Some(spp) = state.treasury.spps.get(&seq).filter(|it| it.stage != SppStage::Ended)
        else {
            continue;
        };
        let over = sum - i128::from(spp.net());
        if over > 0 {
            let net = Rupiah::from_sen(spp.net());
            let more = Rupiah::from_sen(i64::try_from(over).unwrap_or(i64::MAX));
            let what = said!(
                "instructed Rp{more} more than the net Rp{net}",
                "diinstruksikan Rp{more} lebih dari neto Rp{net}"
            );
            let about = Found::about(Object::Spp, seq, seqs.into_iter().chain([seq]), what);
            found.push(about.risking(over));
        }
    }
}

impl Totals {
    /// Periods of which the ministry reports something else than what stands here.
    fn periods(&self, state: &State, found: &mut Vec<Found>) {
        let mut ours: FxHashMap<u64, Sums> = FxHashMap::default();
        let of_province = |region: &Region| region.parent().is_none();
        for ((period, _), sums) in state.central.sums.iter().filter(|((_, r), _)| of_province(r)) {
            let total = ours.entry(*period).or_default();
            total.count = total.count.saturating_add(sums.count);
            total.credited = total.credited.saturating_add(sums.credited);
            total.transacted = total.transacted.saturating_add(sums.transacted);
            total.returned = total.returned.saturating_add(sums.returned);
        }
        for (seq, period, count, theirs) in &self.reported {
            let sums = ours.get(period).copied().unwrap_or_default();
            let here = [sums.credited, sums.transacted, sums.returned];
            if *count == sums.count && *theirs == here {
                continue;
            }
            let most = theirs.iter().zip(here).map(|(a, b)| a.saturating_sub(b).saturating_abs());
            let (known, [credited, ..]) = (sums.count, *theirs);
            let (reported, recorded) = (Rupiah::from_sen(credited), Rupiah::from_sen(here[0]));
            let what = said!(
                "the ministry reports {count} credits of Rp{reported}, here are {known} of Rp{recorded}",
                "kementerian melaporkan {count} kredit Rp{reported}, di sini {known} kredit Rp{recorded}"
            );
            let about = Found::about(Object::CentralPeriod, *period, [*period, *seq], what);
            let about = about.risking(most.max().unwrap_or(0));
            found.push(match state.central.periods.get(period) {
                Some(known) => about.of_programme(known.code.clone()),
                None => about,
            });
        }
    }
}
