//! A47: what other registers have and this ledger has not, and the other way round.

use jejak_events::ids::Token;
use jejak_events::vocabulary::{Dataset, Direction, Parameter};
use jejak_events::{Date, DocumentNumber, Event, Month, Object, Recorded};
use rustc_hash::{FxHashMap, FxHashSet};

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::{CashPlace, Postings};
use crate::said;
use crate::said::Said;
use crate::state::State;
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
    watches: true,
    looks_at: "rows of imported SP2D registers and bank statements beside our books, and our SP2D beside the registers",
    make: || Box::<Registers>::default(),
}];

/// A row of another's register.
struct Row {
    seq: u64,
    number: String,
    dated: Date,
    sen: i64,
    data: Option<u64>,
}

/// A line of a bank statement.
struct BankLine {
    seq: u64,
    cash: u64,
    direction: Direction,
    sen: i64,
    reference: Option<Token>,
    /// Number of the SP2D that the bank's text names.
    sp2d: Option<String>,
    data: Option<u64>,
}

#[derive(Default)]
struct Registers {
    rows: Vec<Row>,
    lines: Vec<BankLine>,
    /// Months that an imported register serves, by the event that imported it.
    months: FxHashMap<u64, Month>,
    /// When each SP2D was issued, for those not from history: number, request, event, day, sen.
    issued: Vec<(String, u64, u64, Date, i64)>,
    /// Bank references that our books know, with event and sen.
    known: FxHashMap<Token, (u64, i64)>,
    /// SP2D that were paid out, by number, with event and sen.
    paid: FxHashMap<String, (u64, i64)>,
}

impl Check for Registers {
    fn see(&mut self, state: &State, fact: &Recorded, posted: &Postings) {
        let (seq, on) = (fact.seq, fact.envelope.occurred_on);
        match &fact.event {
            Event::Sp2dRowObserved(body) => self.rows.push(Row {
                seq,
                number: body.number.normalised(),
                dated: body.dated,
                sen: body.amount.sen(),
                data: body.data.map(|data| data.0),
            }),
            Event::BankLineObserved(body) => self.lines.push(BankLine {
                seq,
                cash: body.cash.0,
                direction: body.direction,
                sen: body.amount.sen(),
                reference: body.bank_reference,
                sp2d: body.sp2d.as_ref().map(DocumentNumber::normalised),
                data: body.data.map(|data| data.0),
            }),
            Event::ImportOpened(body) if body.dataset == Dataset::Sp2dRegister => {
                self.months.insert(seq, body.position.month_key());
            }
            Event::ExternalDataImported(body) if body.dataset == Dataset::Sp2dRegister => {
                self.months.extend(body.period.map(|month| (seq, month)));
            }
            Event::Sp2dIssued(body) => {
                let (number, sen) = (body.number.normalised(), body.gross.sen());
                self.issued.push((number, body.spp.0, seq, on, sen));
            }
            Event::Sp2dPaidOut(body) => {
                let moved = left(state, body.spp.0, posted);
                self.known.insert(body.bank_reference, (seq, moved));
                let spp = state.treasury.spps.get(&body.spp.0);
                let number = spp.and_then(|spp| spp.sp2d_number.as_ref()?.parse().ok());
                self.paid.extend(
                    number.map(|number: DocumentNumber| (number.normalised(), (seq, moved))),
                );
            }
            Event::CashReceived(body) => {
                let reference = body.bank_reference;
                self.known.extend(reference.map(|token| (token, (seq, body.amount.sen()))));
            }
            Event::RefundDeposited(body) => self.add(body.receipt, seq, body.amount.sen()),
            Event::TaxDeposited(body) => self.add(body.receipt, seq, body.amount.sen()),
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        let has = |wanted: Dataset| state.reference.external.iter().any(|(_, it)| *it == wanted);
        if self.rows.is_empty() && !has(Dataset::Sp2dRegister) {
            verdict.lacks(said!("an imported SP2D register", "register SP2D yang diimpor"));
        }
        if self.lines.is_empty() && !has(Dataset::BankStatement) {
            verdict.lacks(said!("an imported bank statement", "rekening koran yang diimpor"));
        }
        // What was taken over of a file counts once all of it is in.
        let counts = |data: Option<u64>| data.is_none_or(|data| state.reference.counts(data));
        self.rows.retain(|row| counts(row.data));
        self.lines.retain(|line| counts(line.data));
        self.months.retain(|data, _| counts(Some(*data)));
        self.register(state, &mut verdict);
        self.unseen(state, &mut verdict);
        self.bank(state, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// Sen that left the account which pays a request: net and what was withheld, where that is put
/// into another account.
fn left(state: &State, spp: u64, posted: &Postings) -> i64 {
    let cash = state.treasury.spps.get(&spp).and_then(|spp| spp.cash);
    let of_account = posted.cash.iter().filter(|leg| {
        leg.sen < 0 && matches!(leg.place, CashPlace::Kept(account) if Some(account) == cash)
    });
    of_account.map(|leg| leg.sen.saturating_neg()).fold(0, i64::saturating_add)
}

impl Registers {
    /// One slip may be split over several events.
    fn add(&mut self, token: Token, seq: u64, sen: i64) {
        let known = self.known.entry(token).or_insert((seq, 0));
        known.1 = known.1.saturating_add(sen);
    }

    /// Rows of the register that we have not, or with another amount.
    fn register(&self, state: &State, verdict: &mut Verdict) {
        let ours: FxHashMap<&str, &(String, u64, u64, Date, i64)> =
            self.issued.iter().map(|issued| (issued.0.as_str(), issued)).collect();
        for row in &self.rows {
            let sen = rupiah(row.sen);
            let Some((_, spp, event, _, our_sen)) = ours.get(row.number.as_str()) else {
                let dated = row.dated;
                let what = said!(
                    "an SP2D of {dated} over {sen} is not in this ledger",
                    "SP2D tanggal {dated} senilai {sen} tidak ada di buku ini"
                );
                let evidence = [row.seq].into_iter().chain(row.data);
                verdict.add((Object::Event, row.seq), evidence, row.sen, Place::default(), what);
                continue;
            };
            let gap = row.sen.saturating_sub(*our_sen);
            if gap == 0 {
                continue;
            }
            let (here, known) = (rupiah(*our_sen), state.treasury.spps.get(spp));
            let what = said!("{sen} there, {here} here", "{sen} di sana, {here} di sini");
            let place = known.map(|spp| Place::of_spp(state, spp)).unwrap_or_default();
            let evidence = [*event, row.seq];
            verdict.add((Object::Event, row.seq), evidence, gap.saturating_abs(), place, what);
        }
    }

    /// Our SP2D of months that a register serves, and that it does not have.
    fn unseen(&self, state: &State, verdict: &mut Verdict) {
        let there: FxHashSet<&str> = self.rows.iter().map(|row| row.number.as_str()).collect();
        for (number, spp, event, on, sen) in &self.issued {
            let serves = self.months.iter().filter(|(_, month)| **month == on.month_key());
            let Some(data) = serves.map(|(data, _)| *data).min() else { continue };
            let Some(known) = state.treasury.spps.get(spp) else { continue };
            let ended = known.stage == crate::treasury::SppStage::Ended;
            if ended || there.contains(number.as_str()) {
                continue;
            }
            let what = said!(
                "the imported register of the month does not have it",
                "tidak ada di register bulan itu yang diimpor"
            );
            verdict.add(
                (Object::Spp, *spp),
                [data, *event],
                *sen,
                Place::of_spp(state, known),
                what,
            );
        }
    }

    /// Bank lines that no event here explains, or explains with another amount.
    fn bank(&self, state: &State, verdict: &mut Verdict) {
        for line in &self.lines {
            let of_token = |token: &Token| {
                let credit = state.payment.references.get(token)?;
                let known = state.payment.credits.get(credit)?;
                Some((*credit, known.explained.saturating_add(known.surplus)))
            };
            let by_token = line
                .reference
                .as_ref()
                .and_then(|token| self.known.get(token).copied().or_else(|| of_token(token)));
            let by_number = || self.paid.get(line.sp2d.as_ref()?).copied();
            let known = by_token.or_else(by_number);
            let (sen, cash) = (rupiah(line.sen), line.cash);
            let way = Said {
                en: line.direction.label_en().to_owned(),
                id: line.direction.label_id().to_owned(),
            };
            let (what, gap, event) = match known {
                Some((_, ours)) if ours == line.sen => continue,
                Some((event, ours)) => {
                    let here = rupiah(ours);
                    let what =
                        said!("{sen} at the bank, {here} here", "{sen} di bank, {here} di sini");
                    (what, line.sen.saturating_sub(ours).saturating_abs(), Some(event))
                }
                None => {
                    let what = said!(with way;
                        "{sen} {way} at the bank, and nothing here explains it",
                        "{sen} {way} di bank, tidak ada catatannya di sini"
                    );
                    (what, line.sen, None)
                }
            };
            let evidence = [cash, line.seq].into_iter().chain(event);
            verdict.add((Object::Event, line.seq), evidence, gap, Place::default(), what);
        }
    }
}
