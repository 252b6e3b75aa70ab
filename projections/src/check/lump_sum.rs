//! A49: decrees that give money to nobody by name.

use jejak_events::{Kind, Object};

use super::place::{Place, Verdict, events_of, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::said;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A49",
    version: 1,
    en: "decree of a lump sum without names",
    title_id: "penetapan gelondongan tanpa nama penerima",
    severity: Severity::High,
    basis: "Permendagri 32/2011 jo. 99/2019: penerima by name by address",
    parameters: &[],
    deterministic: true,
    watches: false,
    looks_at: "closed decrees that state recipients or money and have no row",
    make: || Box::<LumpSum>::default(),
}];

#[derive(Default)]
struct LumpSum;

impl Check for LumpSum {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        let drawn = |seq: u64| state.treasury.spps.iter().any(|(_, spp)| spp.decree == Some(seq));
        for (seq, decree) in state.decree.decrees.iter() {
            let named = decree.count > 0 || (decree.stated_count == 0 && decree.stated_sen == 0);
            // The rows of an open decree may still come, unless money is drawn already.
            if named || !(decree.closed || drawn(seq)) {
                continue;
            }
            let (sen, count) = (rupiah(decree.stated_sen), decree.stated_count);
            let what = said!(
                "{sen} for {count} recipients, of whom none is named",
                "{sen} untuk {count} penerima, tidak satu pun bernama"
            );
            let mut evidence = events_of(view, Object::Decree, seq, &[Kind::DecreeClosed])?;
            evidence.push(seq);
            let place = Place::default().under(&decree.programme);
            verdict.add((Object::Decree, seq), evidence, decree.stated_sen, place, what);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}
