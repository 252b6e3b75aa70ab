//! Rules for opening balances and history.

use jejak_events::{Event, Stage};

use super::{Figures, Judge, Judgement, reference, rules, short_of};

rules! {
    STAGE_NOT_RESTING = "OPN-01" Refuse,
        "tahap itu bukan tempat dana berada", "money does not rest in that stage", "OpeningBalanceRecorded";
    OPENED_TWICE = "OPN-02" Refuse,
        "saldo awal tahap itu sudah dicatat", "the opening balance of that stage is already recorded", "OpeningBalanceRecorded";
    ABOVE_CEILING = "OPN-03" Refuse,
        "saldo awal melebihi sisa pagu", "the opening balance is above what the ceiling leaves", "G1 OpeningBalanceRecorded";
    COUNT_MISMATCH = "OPN-04" Refuse,
        "jumlah kejadian riwayat tidak sesuai", "the number of historical events is not what was recorded", "HistoricalBatchClosed G3";
    CASH_OPENED_TWICE = "OPN-05" Refuse,
        "saldo kas awal sumber itu pada rekening itu sudah dicatat", "the opening cash of that source in that account is already recorded", "OpeningCashRecorded G5";
    OUTSIDE_HISTORY = "OPN-06" Refuse,
        "tanggal di luar rentang riwayat", "the day lies outside the days that the history speaks of", "HistoricalBatchOpened";
}

/// Stages in which money can rest when a ledger takes over. What is committed is no balance: each
/// commitment is recorded with its document, or nothing could draw from it.
const RESTING: &[Stage] = &[
    Stage::Blocked,
    Stage::AtChannel,
    Stage::Credited,
    Stage::Returned,
    Stage::Unclaimed,
    Stage::AccountedFor,
    Stage::Advanced,
];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::OpeningBalanceRecorded(body) => {
            judge.positive("amount", body.amount)?;
            judge.require(RESTING.contains(&body.stage), &STAGE_NOT_RESTING, || {
                Figures::expected("stage", "a stage in which money rests", body.stage)
            })?;
            let line = body.line.0;
            let known = judge.state.opening.balances.get(&(line, body.stage)).copied();
            judge.require(known.is_none(), &OPENED_TWICE, || {
                Figures::expected("stage", "a stage without opening balance", body.stage)
                    .by(known.unwrap_or(0))
            })?;
            let left = judge.state.budget.at(line, Stage::Available);
            judge.require(body.amount.sen() <= left, &ABOVE_CEILING, || {
                short_of("amount", body.amount.sen(), left, line)
            })
        }
        Event::OpeningCashRecorded(body) => {
            judge.positive("amount", body.amount)?;
            judge.known_source("source", body.source)?;
            let known = judge.state.opening.cash.get(&(body.cash.0, body.source)).copied();
            judge.require(known.is_none(), &CASH_OPENED_TWICE, || {
                Figures::expected("cash", "an account without opening cash", body.source)
                    .by(known.unwrap_or(0))
            })?;
            super::cash::treasury_of_source(judge, body.cash.0, body.source)
        }
        Event::HistoricalBatchOpened(body) => {
            judge.require(body.from <= body.until, &reference::DATES_INVERTED, || {
                Figures::expected("until", "the first day or later", body.until)
            })
        }
        Event::HistoricalBatchClosed(body) => {
            let batch = judge.state.opening.batches.get(&body.batch.0);
            judge.require(
                batch.is_some_and(|b| !b.closed),
                &super::envelope::HISTORY_CLOSED,
                || Figures::expected("batch", "an open batch of history", body.batch.0),
            )?;
            let events = batch.map_or(0, |batch| batch.events);
            judge.require(events == body.events, &COUNT_MISMATCH, || {
                Figures::expected("events", events, body.events)
            })
        }
        _ => Ok(()),
    }
}
