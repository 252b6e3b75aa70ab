//! A47: what other registers have and this ledger has not, and the other way round.

use jejak_events::vocabulary::{Dataset, Direction, Parameter};
use jejak_events::{Event, Object};

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::books::Sight;
use crate::reconcile::{self, Class, Line, Pair, Serves};
use crate::reference::import_named;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

const NO_PARAMETERS: &[Parameter] = &[];

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A47",
    version: 1,
    en: "not complete beside the SP2D register or the bank",
    title_id: "tidak lengkap dibanding register SP2D atau rekening koran",
    severity: Severity::High,
    basis: "Permendagri 77/2020: rekonsiliasi SP2D, bank, dan BKU",
    parameters: NO_PARAMETERS,
    deterministic: false,
    watches: false,
    looks_at: "rows of imported SP2D registers and bank statements beside our books, and our SP2D beside the registers",
    make: || Box::<Registers>::default(),
}];

#[derive(Default)]
struct Registers;

impl Check for Registers {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (reading, mut verdict) = (view.reading, Verdict::default());
        let has = |wanted: Dataset, is: fn(Sight) -> bool| {
            let imported = reading.state.reference.external.iter().any(|(_, it)| *it == wanted);
            imported || reading.books.observed.iter().any(|row| is(row.what))
        };
        if !has(Dataset::Sp2dRegister, |it| matches!(it, Sight::Sp2d(_))) {
            verdict.lacks(said!("an imported SP2D register", "register SP2D yang diimpor"));
        }
        if !has(Dataset::BankStatement, |it| matches!(it, Sight::Bank(..))) {
            verdict.lacks(said!("an imported bank statement", "rekening koran yang diimpor"));
        }
        let serves = reconcile::served(view, &[])?;
        for pair in reconcile::sp2d(view, &[])?.pairs.iter().filter(|pair| !pair.agrees()) {
            match (&pair.ours, &pair.theirs) {
                (ours, Some(theirs)) => {
                    register(view, &mut verdict, pair.class, ours.as_ref(), theirs)?;
                }
                (Some(ours), None) => unseen(view, &mut verdict, &serves, ours)?,
                (None, None) => {}
            }
        }
        for cash in reconcile::accounts_of_statements(view) {
            for pair in reconcile::bank(view, cash, &[])?.pairs.iter().filter(|it| !it.agrees()) {
                statement(&mut verdict, cash, pair);
            }
        }
        Ok(verdict.outcome(&reading.state))
    }
}

/// The import that a row came by.
fn import_of(view: &View, line: &Line) -> Result<Option<u64>, Unanswered> {
    Ok(import_named(&view.facts.fact(line.seq())?.event))
}

/// The request that an SP2D of ours pays.
fn spp_of(view: &View, line: &Line) -> Result<Option<u64>, Unanswered> {
    Ok(match view.facts.fact(line.seq())?.event {
        Event::Sp2dIssued(body) => Some(body.spp.0),
        _ => None,
    })
}

/// A row of the register that we have not, have with another amount, or have once only.
fn register(
    view: &View,
    verdict: &mut Verdict,
    class: Class,
    ours: Option<&Line>,
    theirs: &Line,
) -> Result<(), Unanswered> {
    let (sen, subject) = (rupiah(theirs.sen), (Object::Event, theirs.seq()));
    let Some(ours) = ours else {
        let dated = theirs.on;
        let what = if class == Class::Double {
            said!(
                "an SP2D of {dated} over {sen} stands there again",
                "SP2D tanggal {dated} senilai {sen} tercatat lagi di sana"
            )
        } else {
            said!(
                "an SP2D of {dated} over {sen} is not in this ledger",
                "SP2D tanggal {dated} senilai {sen} tidak ada di buku ini"
            )
        };
        let evidence = theirs.seqs.iter().copied().chain(import_of(view, theirs)?);
        verdict.add(subject, evidence, theirs.sen, Place::default(), what);
        return Ok(());
    };
    let here = rupiah(ours.sen);
    let what = said!("{sen} there, {here} here", "{sen} di sana, {here} di sini");
    let gap = theirs.sen.saturating_sub(ours.sen).saturating_abs();
    let state = &view.reading.state;
    let spp = spp_of(view, ours)?.and_then(|spp| state.treasury.spps.get(&spp));
    let place = spp.map(|spp| Place::of_spp(state, spp)).unwrap_or_default();
    let evidence = ours.seqs.iter().chain(&theirs.seqs).copied();
    verdict.add(subject, evidence, gap, place, what);
    Ok(())
}

/// An SP2D of ours of a month of which we were given a register that does not have it.
fn unseen(
    view: &View,
    verdict: &mut Verdict,
    serves: &Serves,
    ours: &Line,
) -> Result<(), Unanswered> {
    let Some(data) = serves.get(&ours.on.month_key()) else { return Ok(()) };
    let Some(spp) = spp_of(view, ours)? else { return Ok(()) };
    let state = &view.reading.state;
    let place = state.treasury.spps.get(&spp).map(|spp| Place::of_spp(state, spp));
    let what = said!(
        "the imported register of the month does not have it",
        "tidak ada di register bulan itu yang diimpor"
    );
    let evidence = ours.seqs.iter().copied().chain([*data]);
    verdict.add((Object::Spp, spp), evidence, ours.sen, place.unwrap_or_default(), what);
    Ok(())
}

/// A bank line that no event here explains, or explains with another amount. Of what only we have
/// nothing is said: a statement need not be whole.
fn statement(verdict: &mut Verdict, cash: u64, pair: &Pair) {
    let Some(line) = &pair.theirs else { return };
    let direction = if line.sen < 0 { Direction::Out } else { Direction::In };
    let sen = rupiah(line.sen.saturating_abs());
    let way = Said { en: direction.label_en().to_owned(), id: direction.label_id().to_owned() };
    let known = pair.ours.as_ref().or(pair.elsewhere.as_ref());
    let (what, gap) = match known {
        Some(ours) => {
            let here = rupiah(ours.sen.saturating_abs());
            let what = said!("{sen} at the bank, {here} here", "{sen} di bank, {here} di sini");
            (what, line.sen.saturating_sub(ours.sen))
        }
        None if pair.class == Class::Double => {
            let what = said!(with way;
                "{sen} {way} stands at the bank again",
                "{sen} {way} tercatat lagi di bank"
            );
            (what, line.sen)
        }
        None => {
            let what = said!(with way;
                "{sen} {way} at the bank, and nothing here explains it",
                "{sen} {way} di bank, tidak ada catatannya di sini"
            );
            (what, line.sen)
        }
    };
    let ours = known.into_iter().flat_map(|known| known.seqs.iter().copied());
    let evidence = line.seqs.iter().copied().chain([cash]).chain(ours);
    let subject = (Object::Event, line.seq());
    verdict.add(subject, evidence, gap.saturating_abs(), Place::default(), what);
}
