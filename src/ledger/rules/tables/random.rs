//! Random sequences of events over the prelude: whatever the rules accept keeps every balance, and
//! whatever they refuse leaves no trace.

use std::fmt::Display;

use jejak_events::vocabulary::SppKind;
use jejak_events::{Kind, Rupiah, Stage};
use jejak_projections::State;
use jejak_projections::payment::Payment;
use jejak_projections::posting::CashPlace;
use jejak_projections::rows::Rows;
use jejak_projections::treasury::SppStage;
use jejak_projections::{Postings, treasury::Spp};
use proptest::prelude::*;

use super::audit::audit;
use super::folder;
use super::parse::{EventLine, Outcome, Tables};
use super::run::{Runner, World};
use crate::ledger::rules::accountability::REFUNDABLE;
use crate::ledger::rules::judge;

/// Numbers from which an event is made.
type Throw = [u16; 7];

struct Dice<'a> {
    throw: &'a Throw,
    at: usize,
}

impl Dice<'_> {
    fn below(&mut self, count: usize) -> usize {
        let value = usize::from(self.throw[self.at % self.throw.len()]);
        self.at += 1;
        value % count.max(1)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())]) }
    }

    /// An amount near what matters: all of it, half, one rupiah, one more than there is.
    fn amount(&mut self, most: i64) -> Rupiah {
        let most = most.max(0);
        let sen = match self.below(8) {
            0..=3 => most,
            4 | 5 => most / 200 * 100,
            6 => 100,
            _ => most + 100,
        };
        Rupiah::from_sen(sen.max(100))
    }
}

struct Act {
    kind: Kind,
    words: Vec<(String, String)>,
}

fn act(kind: Kind) -> Act {
    Act { kind, words: Vec::new() }
}

impl Act {
    fn with(mut self, key: &str, value: impl Display) -> Act {
        self.words.push((key.to_owned(), value.to_string()));
        self
    }
}

fn seqs<V: Clone>(rows: &Rows<V>) -> Vec<u64> {
    seqs_of(rows, |_| true)
}

fn seqs_of<V: Clone>(rows: &Rows<V>, keep: impl Fn(&V) -> bool) -> Vec<u64> {
    rows.iter().filter(|(_, value)| keep(value)).map(|(seq, _)| seq).collect()
}

fn next(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let act = match dice.below(20) {
        0 => budget(state, dice),
        1 | 2 => request(state, dice),
        3..=6 => advance(state, dice),
        7 | 8 => instruct(state, dice),
        9..=12 => pay(state, dice),
        13 | 14 => spend(state, dice),
        15 | 16 => account(state, dice),
        17 | 18 => refund(state, dice),
        _ => amend(state, dice),
    }?;
    Some(if dice.below(8) == 0 { act.with("history", "H") } else { act })
}

fn budget(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let lines = seqs(&state.budget.lines);
    let (line, other) = (dice.one(&lines)?, dice.one(&lines)?);
    let at = |stage| state.budget.at(line, stage);
    let (available, ceiling) = (at(Stage::Available), at(Stage::Ceiling).saturating_neg());
    Some(match dice.below(8) {
        0 => act(Kind::BudgetShifted)
            .with("from", line)
            .with("to", other)
            .with("amount", dice.amount(available)),
        1 => act(Kind::BudgetRevised)
            .with("line", line)
            .with("from_amount", Rupiah::from_sen(ceiling))
            .with("to_amount", dice.amount(ceiling)),
        2 => act(Kind::BudgetBlocked).with("line", line).with("amount", dice.amount(available / 4)),
        3 => act(Kind::BudgetUnblocked)
            .with("line", line)
            .with("amount", dice.amount(at(Stage::Blocked))),
        4 => act(Kind::CommitmentMade).with("line", line).with("amount", dice.amount(available)),
        5 => {
            let commitment = dice.one(&seqs(&state.budget.commitments))?;
            let line = state.budget.commitments.get(&commitment)?.line;
            let left = state.budget.obligations.get(&(commitment, line)).map_or(0, |o| o.left);
            act(Kind::CommitmentReleased)
                .with("commitment", commitment)
                .with("amount", dice.amount(left))
        }
        6 => {
            let room = ceiling.saturating_add(at(Stage::SpdLimit));
            act(Kind::SpdIssued).with("lines", format!("[{line}:{}]", dice.amount(room)))
        }
        _ => act(Kind::OpeningBalanceRecorded)
            .with("line", line)
            .with("stage", dice.one(Stage::ALL)?)
            .with("amount", dice.amount(available / 4)),
    })
}

/// A payment request of some kind, on what it may draw from.
fn request(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let line = dice.one(&seqs(&state.budget.lines))?;
    let spp = act(Kind::SppSubmitted);
    let on = |spp: Act, amount: Rupiah| {
        spp.with("lines", format!("[{line}:{amount}]")).with("amount", amount)
    };
    Some(match dice.below(8) {
        0..=2 => {
            let decree = dice.one(&seqs(&state.decree.decrees))?;
            let bound = state.budget.obligations.get(&(decree, line)).copied().unwrap_or_default();
            let most = bound.left.saturating_add(bound.short);
            on(spp.with("decree", decree), dice.amount(most))
        }
        3 => {
            let basis = dice.one(&seqs(&state.budget.commitments))?;
            let left = state.budget.obligations.get(&(basis, line)).map_or(0, |bound| bound.left);
            on(spp.with("commitment", basis), dice.amount(left))
        }
        4 => on(spp.with("kind", "tu"), dice.amount(state.budget.at(line, Stage::Available) / 2)),
        5 => {
            let amount = dice.amount(30_000);
            spp.with("kind", "up").with("source", "1.1.01").with("amount", amount)
        }
        6 => {
            let spj = dice.one(&seqs(&state.accountability.spjs))?;
            let known = state.accountability.spjs.get(&spj)?;
            let kind = dice.one(&["gu", "gu-nihil", "tu-nihil"])?;
            let lines = listed(&known.lines);
            let amount = Rupiah::from_sen(known.spent);
            spp.with("kind", kind).with("spj", spj).with("lines", lines).with("amount", amount)
        }
        _ => on(spp, dice.amount(state.budget.at(line, Stage::Available) / 2)),
    })
}

fn listed(lines: &[(u64, i64)]) -> String {
    let items = lines.iter().map(|(line, sen)| format!("{line}:{}", Rupiah::from_sen(*sen)));
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// The next paper of a request, or now and then another one.
fn advance(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let under_way = |spp: &Spp| spp.stage < SppStage::PaidOut;
    let any = dice.below(8) == 0;
    let seq = dice.one(&seqs_of(&state.treasury.spps, |spp| any || under_way(spp)))?;
    let spp = state.treasury.spps.get(&seq)?;
    let step = match spp.stage {
        SppStage::Submitted => 0,
        SppStage::Verified => 1,
        SppStage::SpmIssued => 2,
        _ => 3,
    };
    let step = if dice.below(12) == 0 { dice.below(8) } else { step };
    let amount = Rupiah::from_sen(spp.sen);
    Some(match step {
        0 if dice.below(8) == 0 => {
            act(Kind::SppVerified).with("outcome", "ditolak").with("reason", "lain")
        }
        0 => act(Kind::SppVerified),
        1 => act(Kind::SpmIssued).with("amount", amount),
        2 => issue(spp, dice),
        3 => pay_out(spp),
        4 => act(Kind::SpmRejected),
        5 => act(Kind::Sp2dCancelled),
        6 => act(Kind::Sp2dRefused),
        _ => act(Kind::PaymentListOpened),
    })
    .map(|act| act.with("spp", seq))
}

fn issue(spp: &Spp, dice: &mut Dice<'_>) -> Act {
    let gross = Rupiah::from_sen(spp.sen);
    let issued = act(Kind::Sp2dIssued).with("gross", gross);
    if dice.below(4) > 0 || spp.sen <= 100 {
        return issued.with("net", gross);
    }
    let net = Rupiah::from_sen(spp.sen - 100);
    issued.with("net", net).with("deductions", "[ppn:1]")
}

fn pay_out(spp: &Spp) -> Act {
    let paid = act(Kind::Sp2dPaidOut).with("tax_account", "taxes");
    match spp.kind {
        SppKind::Up | SppKind::Gu | SppKind::Tu => paid.with("advance", "till"),
        _ => paid,
    }
}

fn instruct(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let list = dice.one(&seqs_of(&state.payment.lists, |list| !list.closed));
    let paid = |spp: &Spp| spp.stage == SppStage::PaidOut && spp.free() > 0;
    let spp = dice.one(&seqs_of(&state.treasury.spps, paid));
    Some(match dice.below(6) {
        0 => act(Kind::PaymentListOpened).with("spp", spp?),
        2 => act(Kind::PaymentListClosed).with("list", list?),
        3 => act(Kind::PaymentInstructed).with("list", list?).with("amount", dice.amount(20_000)),
        _ => {
            let row = dice.one(&seqs(&state.decree.designations))?;
            let known = state.decree.designations.get(&row)?;
            let left = known.sen.saturating_sub(known.instructed);
            act(Kind::PaymentInstructed)
                .with("list", list?)
                .with("designation", row)
                .with("tranche", dice.below(3) + 1)
                .with("amount", dice.amount(left))
        }
    })
}

fn pay(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let step = dice.below(9);
    let any = dice.below(8) == 0;
    let seq = dice.one(&seqs_of(&state.payment.payments, |payment| {
        let fits = match step {
            0..=2 => payment.at_channel > 0,
            4 => payment.returned > 0,
            _ => payment.in_account > 0,
        };
        any || fits
    }))?;
    let payment = state.payment.payments.get(&seq)?;
    let left = state.resting(payment, Stage::Credited);
    Some(match step {
        0..=2 => act(Kind::PaymentCredited).with("amount", dice.amount(payment.at_channel)),
        3 => act(Kind::PaymentReturned),
        4 => act(Kind::PaymentReissued),
        5 => act(Kind::AidTransacted).with("amount", dice.amount(left)),
        6 => act(Kind::AidUnclaimed).with("amount", dice.amount(left)),
        _ => act(Kind::GoodsHandedOver)
            .with("designation", dice.one(&seqs(&state.decree.designations))?)
            .with("amount", dice.amount(left)),
    })
    .map(|act| act.with("payment", seq))
}

/// The advances: from NPD to TBP, and cash from hand to hand.
fn spend(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let line = dice.one(&seqs(&state.budget.lines))?;
    let npd = dice.one(&seqs(&state.treasury.npds));
    Some(match dice.below(8) {
        0 => {
            let tu = |spp: &Spp| spp.kind == SppKind::Tu;
            let tu = dice.one(&seqs_of(&state.treasury.spps, tu))?;
            act(Kind::NpdSubmitted)
                .with("tu", tu)
                .with("lines", listed(&state.treasury.spps.get(&tu)?.lines))
        }
        1 => act(Kind::NpdSubmitted).with("lines", format!("[{line}:{}]", dice.amount(20_000))),
        2 => act(Kind::NpdApproved).with("npd", npd?),
        3 => act(Kind::NpdValidated).with("npd", npd?),
        4 | 5 => {
            let (line, left) = dice.one(&state.treasury.npds.get(&npd?)?.left)?;
            act(Kind::TbpRecorded)
                .with("npd", npd?)
                .with("line", line)
                .with("amount", dice.amount(left))
        }
        6 => act(Kind::CashReceived).with("amount", dice.amount(50_000)),
        _ => act(Kind::CashTransferred)
            .with("from", dice.one(&["rkud", "till", "purse"])?)
            .with("to", dice.one(&["rkud", "till", "purse"])?)
            .with("amount", dice.amount(10_000)),
    })
}

fn account(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let spj = act(Kind::SpjSubmitted);
    Some(match dice.below(6) {
        0 | 1 => {
            let open = seqs_of(&state.accountability.spjs, |spj| spj.outcome.is_none());
            act(Kind::SpjVerified).with("spj", dice.one(&open)?)
        }
        2 => {
            let row = dice.one(&seqs(&state.decree.designations))?;
            let known = state.decree.designations.get(&row)?;
            let sen = known.credited.saturating_add(known.transacted);
            let spent = dice.amount(sen).sen().min(sen.max(100));
            spj.with("designation", row)
                .with("lines", listed(&[(known.line, spent)]))
                .with("spent", Rupiah::from_sen(spent))
                .with("unspent", Rupiah::from_sen(sen.saturating_sub(spent).max(0)))
        }
        3 => {
            let line = dice.one(&seqs(&state.budget.lines))?;
            let sen = dice.amount(state.budget.at(line, Stage::Advanced)).sen();
            spj.with("kind", "up-gu")
                .with("organisation", "agency")
                .with("lines", listed(&[(line, sen)]))
                .with("spent", Rupiah::from_sen(sen))
        }
        _ => {
            let seq = dice.one(&seqs(&state.treasury.spps))?;
            let spp = state.treasury.spps.get(&seq)?;
            let (line, _) = dice.one(&spp.lines)?;
            let sen = spp.to_account().max(0);
            let spent = dice.amount(spp.credited).sen().min(sen.max(100));
            spj.with("kind", if spp.kind == SppKind::Tu { "tu" } else { "ls" })
                .with("spp", seq)
                .with("lines", listed(&[(line, spent)]))
                .with("spent", Rupiah::from_sen(spent))
                .with("unspent", Rupiah::from_sen(sen.saturating_sub(spent).max(0)))
        }
    })
}

fn refund(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let line = dice.one(&seqs(&state.budget.lines))?;
    let stages = REFUNDABLE.iter().copied();
    let full = stages.filter(|stage| state.budget.at(line, *stage) > 0);
    let stage = dice.one(&full.collect::<Vec<_>>())?;
    let deposit = act(Kind::RefundDeposited).with("stage", stage).with("line", line);
    Some(match dice.below(5) {
        0 => deposit.with("amount", dice.amount(state.budget.at(line, stage))),
        1 => {
            let seq = dice.one(&seqs(&state.treasury.spps))?;
            let most = state.treasury.spps.get(&seq)?.free_of_line(line);
            deposit.with("spp", seq).with("amount", dice.amount(most))
        }
        _ => {
            let rests = |p: &Payment| p.line == line && state.resting(p, stage) > 0;
            let seq = dice.one(&seqs_of(&state.payment.payments, rests))?;
            let payment = state.payment.payments.get(&seq)?;
            let most = state.resting(payment, stage).min(payment.sen);
            deposit.with("payment", seq).with("amount", dice.amount(most))
        }
    })
}

fn amend(state: &State, dice: &mut Dice<'_>) -> Option<Act> {
    let row = dice.one(&seqs(&state.decree.designations));
    let decree = dice.one(&seqs(&state.decree.decrees));
    let line = dice.one(&seqs(&state.budget.lines))?;
    let person = dice.one(&["ani", "budi", "citra", "dewi"])?;
    Some(match dice.below(8) {
        0 | 1 => act(Kind::TransactionReversed)
            .with("event", dice.one(&seqs(&state.accountability.movements))?),
        2 => act(Kind::TransactionReversed).with("event", dice.one(&seqs(&state.payment.credits))?),
        3 => act(Kind::DesignationCancelled).with("designation", row?),
        4 => act(Kind::RecipientReplaced).with("designation", row?).with("recipient", person),
        5 => act(Kind::DecreeOpened).with("count", 1).with("total", 100),
        6 => act(Kind::RecipientDesignated)
            .with("decree", decree?)
            .with("line", line)
            .with("recipient", person)
            .with("tranches", 2)
            .with("amount", dice.amount(state.budget.at(line, Stage::Available))),
        _ => {
            let known = state.decree.decrees.get(&decree?)?;
            act(Kind::DecreeClosed)
                .with("decree", decree?)
                .with("count", known.count)
                .with("total", Rupiah::from_sen(known.sen))
        }
    })
}

/// Cash kept here, and what left for or came from outside, over all events so far.
fn kept(state: &State) -> i128 {
    state.cash.books.iter().map(|(_, sen)| i128::from(*sen)).sum()
}

fn outside(post: &Postings) -> i128 {
    let legs = post.cash.iter().filter(|leg| leg.place == CashPlace::Outside);
    legs.map(|leg| i128::from(leg.sen)).sum()
}

/// Judges and applies one event: whether it was accepted.
fn play(runner: &Runner<'_>, world: &mut World, act: Act, out: &mut i128) -> Result<bool, String> {
    let Act { kind, words } = act;
    let words = words.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let line = EventLine { label: None, kind, words, on: None, outcome: Outcome::default() };
    let fact = runner.fact(world, &line)?;
    if judge(&world.state, &fact, 0, &mut Vec::new()).is_err() {
        return Ok(false);
    }
    let mut post = Postings::default();
    world.state.apply(&fact, &mut post);
    *out += outside(&post);
    audit(&world.state, &post).map_err(|error| format!("{error}\nafter {fact:#?}"))?;
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_accepted_balances_and_what_is_refused_leaves_no_trace(
        throws in prop::collection::vec(any::<Throw>(), 1..240),
        batch in 1..3_usize,
    ) {
        let tables = Tables::read(&folder()).map_err(TestCaseError::fail)?;
        let runner = Runner::new(&tables).map_err(TestCaseError::fail)?;
        let mut world = runner.beginning();
        runner.set_up(&mut world, "random").map_err(TestCaseError::fail)?;
        world.state.keep_undo();
        let mut out = -kept(&world.state);
        for throws in throws.chunks(batch) {
            let (before, out_before) = (world.state.clone(), out);
            for throw in throws {
                let mut dice = Dice { throw, at: 0 };
                let Some(act) = next(&world.state, &mut dice) else { continue };
                if play(&runner, &mut world, act, &mut out).map_err(TestCaseError::fail)? {
                    continue;
                }
                world.state.rollback();
                out = out_before;
                let differs = before.differs(&world.state);
                prop_assert!(differs.is_empty(), "a refused batch left a trace in {:?}", differs);
                break;
            }
            world.state.commit();
            prop_assert_eq!(kept(&world.state) + out, 0, "cash came from nowhere");
        }
    }
}
