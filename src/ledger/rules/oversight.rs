//! Rules for the second ledger: what it says is what the program did and saw, so there is little to
//! judge. That its kinds stand there alone is INT-07.

use jejak_events::Event;

use super::{Figures, Judge, Judgement, rules};

rules! {
    NOTHING_SHOWN = "OVS-01" Refuse,
        "pembukaan data harus menyebut bagian yang dibuka, urut tanpa ganda", "a reveal must say what is shown, in order, each once", "PersonRevealed";
    TOKEN_OVER = "OVS-02" Refuse,
        "token berakhir sebelum diterbitkan", "the token ends before it is issued", "TokenIssued";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::PersonRevealed(body) => {
            let ordered = body.fields.is_sorted_by(|a, b| a < b);
            judge.require(!body.fields.is_empty() && ordered, &NOTHING_SHOWN, || {
                let expected = "at least one, each once, in the order of the list";
                Figures::expected("fields", expected, body.fields.len())
            })
        }
        Event::TokenIssued(body) => {
            let now = judge.fact.recorded_at;
            let ahead = body.until.is_none_or(|until| until > now);
            judge.require(ahead, &TOKEN_OVER, || {
                Figures::expected("until", format_args!("after {now}"), body.until.unwrap_or(now))
            })
        }
        _ => Ok(()),
    }
}
