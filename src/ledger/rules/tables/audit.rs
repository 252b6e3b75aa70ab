//! What must hold after every accepted event, whatever the rules are.

use jejak_events::Stage;
use jejak_projections::budget::Line;
use jejak_projections::{Postings, State};

/// Stages that mirror what comes from outside the line: they may stand below zero.
pub const OUTSIDE: &[Stage] =
    &[Stage::Ceiling, Stage::SpdLimit, Stage::ContraPost, Stage::Suspense];

/// The chain of released funds, which balances by itself.
const SPD: &[Stage] = &[Stage::SpdLimit, Stage::SpdFree, Stage::SpdUsed];

/// Looks for what must never be.
pub fn audit(state: &State, post: &Postings) -> Result<(), String> {
    if !post.is_balanced() {
        return Err(format!("the postings do not balance: {post:?}"));
    }
    for (seq, line) in state.budget.lines.iter() {
        let sum = |spd: bool| {
            let stages = Stage::ALL.iter().filter(|stage| SPD.contains(stage) == spd);
            stages.map(|stage| i128::from(line.at(*stage))).sum::<i128>()
        };
        if sum(true) != 0 || sum(false) != 0 {
            return Err(format!("line {seq} does not balance: {:?}", line.net));
        }
        for stage in Stage::ALL.iter().filter(|stage| !OUTSIDE.contains(stage)) {
            let sen = line.at(*stage);
            if sen < 0 {
                return Err(format!("line {seq} holds {sen} sen in `{stage}`"));
            }
        }
        released(seq, line)?;
        committed(state, seq, line)?;
    }
    objects(state)
}

/// What was released and used is what was asked for, less what came back in the same year.
fn released(seq: u64, line: &Line) -> Result<(), String> {
    const UNASKED: &[Stage] =
        &[Stage::Ceiling, Stage::Blocked, Stage::Available, Stage::Committed, Stage::Advanced];
    let asked = Stage::ALL.iter().filter(|s| !UNASKED.contains(s) && !SPD.contains(s));
    let asked: i64 = asked.map(|stage| line.at(*stage)).sum();
    let used = line.at(Stage::SpdUsed);
    if used == asked { Ok(()) } else { Err(format!("line {seq}: SPD {used} used, {asked} asked")) }
}

/// What is committed is what decrees and commitments have left.
fn committed(state: &State, seq: u64, line: &Line) -> Result<(), String> {
    let bound = state.budget.obligations.iter().filter(|((_, at), _)| *at == seq);
    let left: i64 = bound.map(|(_, bound)| bound.left).sum();
    let stands = line.at(Stage::Committed);
    if left == stands {
        Ok(())
    } else {
        Err(format!("line {seq}: {stands} committed, {left} left"))
    }
}

/// What lines, decrees, requests and payments say of the same money must agree.
fn objects(state: &State) -> Result<(), String> {
    for ((basis, line), bound) in state.budget.obligations.iter() {
        if bound.left < 0 || bound.drawn < 0 || bound.short < 0 {
            return Err(format!("obligation {basis} on line {line}: {bound:?}"));
        }
    }
    for (seq, row) in state.decree.designations.iter() {
        if row.credited < 0 || row.transacted < 0 || row.instructed > row.sen {
            return Err(format!("row {seq}: {row:?}"));
        }
    }
    for (seq, payment) in state.payment.payments.iter() {
        let rests = [
            payment.at_channel,
            payment.in_account,
            payment.transacted,
            payment.unclaimed,
            payment.returned,
        ];
        let resting: i64 = rests.iter().sum();
        let most = resting.max(payment.refunded);
        if rests.iter().any(|sen| *sen < 0) || payment.refunded < 0 || most > payment.sen {
            return Err(format!("payment {seq}: {payment:?}"));
        }
    }
    Ok(())
}
