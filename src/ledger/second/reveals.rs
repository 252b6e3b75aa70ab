//! How many people an account may see: counted from the second ledger itself, so that a restart of
//! whoever asks forgets nothing.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jejak_events::oversight::{AttemptRefused, PersonRevealed};
use jejak_events::{Event, Recorded, Timestamp};

use super::{Ledger, SecondError};
use crate::store::ReadError;

/// The code of the denial; it never changes.
pub const TOO_MANY: &str = "DENY-08";

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Events of the second ledger that are read at once on the way back.
const STRIDE: u64 = 4_096;

/// Most people whom one account may see; one looked at twice counts twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevealLimits {
    /// Within 60 minutes.
    pub hour: u32,
    /// Within 24 hours.
    pub day: u32,
}

/// The reveals of the last day, and how far the second ledger was read for them.
pub struct Reveals {
    limits: RevealLimits,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// The first event that was not read yet; none before the first reading.
    next: Option<u64>,
    /// When and by which account, oldest first.
    lately: VecDeque<(Timestamp, u64)>,
}

/// Leave to reveal: nobody else reveals until it is dropped, so that what was counted holds.
pub struct Leave<'a>(#[expect(dead_code, reason = "it is held")] MutexGuard<'a, Seen>);

/// More people than an account may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// The account.
    pub account: u64,
    /// People who were asked for.
    pub asked: u64,
    /// People whom it saw within the span.
    pub seen: u64,
    /// Most people within the span.
    pub limit: u32,
    /// `hour` or `day`.
    pub span: &'static str,
    /// When as many may be asked for; none where they are more than the limit.
    pub until: Option<Timestamp>,
}

impl TooMany {
    /// What the second ledger is told of it.
    pub fn event(&self) -> Option<Event> {
        let TooMany { account, asked, seen, limit, span, .. } = self;
        let text = |text: String| text.parse().ok();
        Some(Event::from(AttemptRefused {
            account: *account,
            rule: TOO_MANY.parse().ok()?,
            draft: 0,
            field: text(format!("reveals within one {span}")),
            expected: text(format!("at most {limit}")),
            found: text(format!("{asked} more after {seen}")),
            asked: None,
            available: None,
            line: None,
            event: None,
        }))
    }
}

impl Reveals {
    /// Nothing is read yet.
    pub fn new(limits: RevealLimits) -> Reveals {
        Reveals { limits, seen: Mutex::default() }
    }

    /// Whether an account may see so many people more, at a moment. `second` is nothing where nothing
    /// was ever recorded.
    pub fn leave(
        &self,
        second: Option<&Ledger>,
        account: u64,
        asked: usize,
        now: Timestamp,
    ) -> Result<Result<Leave<'_>, TooMany>, SecondError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(second) = second {
            seen.catch_up(second, now)?;
        }
        seen.forget_before(now.micros() - DAY);
        let own: Vec<i64> =
            seen.lately.iter().filter(|it| it.1 == account).map(|it| it.0.micros()).collect();
        let asked = asked as u64;
        let spans = [("hour", HOUR, self.limits.hour), ("day", DAY, self.limits.day)];
        for (span, length, limit) in spans {
            let within: Vec<i64> =
                own.iter().copied().filter(|at| *at > now.micros() - length).collect();
            let count = within.len() as u64;
            if count + asked > u64::from(limit) {
                let until = free_at(&within, asked, limit, length);
                return Ok(Err(TooMany { account, asked, seen: count, limit, span, until }));
            }
        }
        Ok(Ok(Leave(seen)))
    }
}

/// When enough of what was seen is longer ago than the span; never where more is asked than fits.
fn free_at(within: &[i64], asked: u64, limit: u32, length: i64) -> Option<Timestamp> {
    let over = (within.len() as u64 + asked).checked_sub(u64::from(limit))?;
    let last = within.get(usize::try_from(over).ok()?.checked_sub(1)?)?;
    Timestamp::from_micros(last + length)
}

impl Seen {
    /// Reads what was recorded since the last time; the first time, back to a day ago.
    fn catch_up(&mut self, second: &Ledger, now: Timestamp) -> Result<(), SecondError> {
        let head = second.head().size;
        let mut from = self.next.unwrap_or(head);
        let mut parts = vec![read(second, from..head)?];
        while self.next.is_none() && from > 0 {
            let start = from.saturating_sub(STRIDE);
            let part = read(second, start..from)?;
            let old = part.first.is_none_or(|at| at.micros() <= now.micros() - DAY);
            parts.push(part);
            from = if old { 0 } else { start };
        }
        self.lately.extend(parts.into_iter().rev().flat_map(|part| part.reveals));
        self.next = Some(head);
        Ok(())
    }

    fn forget_before(&mut self, moment: i64) {
        while self.lately.front().is_some_and(|(at, _)| at.micros() <= moment) {
            self.lately.pop_front();
        }
    }
}

/// Some events of a second ledger.
#[derive(Default)]
struct Part {
    /// When the first of them was recorded.
    first: Option<Timestamp>,
    reveals: Vec<(Timestamp, u64)>,
}

fn read(second: &Ledger, range: std::ops::Range<u64>) -> Result<Part, SecondError> {
    let (mut part, mut failed) = (Part::default(), None);
    second.store().read(range, &mut |block| {
        for (seq, entry) in block.iter() {
            match Recorded::parse(entry) {
                Ok(fact) => part.take(&fact),
                Err(error) => {
                    failed = Some(ReadError::Corrupt { seq, what: error.to_string() });
                    return false;
                }
            }
        }
        true
    })?;
    failed.map_or(Ok(part), |error| Err(SecondError::Read(error)))
}

impl Part {
    fn take(&mut self, fact: &Recorded) {
        self.first.get_or_insert(fact.recorded_at);
        if let Event::PersonRevealed(PersonRevealed { account, .. }) = &fact.event {
            self.reveals.push((fact.recorded_at, *account));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = HOUR / 60;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_micros(1_700_000_000_000_000 + minutes * MINUTE).expect("a moment")
    }

    /// Minutes at which the account saw people, how many it asks for, and what comes of it: `-`, or the
    /// span with how many it saw and in how many minutes it may.
    const CASES: &[(&[i64], usize, &str)] = &[
        (&[], 3, "-"),
        (&[], 4, "hour 0 never"),
        (&[-30, -15], 1, "-"),
        (&[-30, -15], 2, "hour 2 30"),
        (&[-30, -15], 3, "hour 2 45"),
        // What is exactly an hour ago counts no more.
        (&[-60, -15, -6], 1, "-"),
        (&[-180, -150, -120, -90], 1, "-"),
        (&[-180, -150, -120, -90], 2, "day 4 1260"),
        (&[-1440, -1434, -150, -120, -90], 1, "-"),
    ];

    #[test]
    fn an_account_sees_so_many_and_no_more() {
        for (seen, asked, expected) in CASES {
            let reveals = Reveals::new(RevealLimits { hour: 3, day: 5 });
            let mut lately: VecDeque<_> = seen.iter().map(|minutes| (at(*minutes), 7)).collect();
            lately.push_back((at(-1), 8));
            *reveals.seen.lock().expect("nobody panics") = Seen { next: Some(0), lately };
            let found = reveals.leave(None, 7, *asked, at(0)).expect("nothing is read");
            let wait = |until: Timestamp| (until.micros() - at(0).micros()) / MINUTE;
            let told = match found {
                Ok(_) => "-".to_owned(),
                Err(it) => {
                    let minutes = it.until.map_or("never".to_owned(), |at| wait(at).to_string());
                    format!("{} {} {minutes}", it.span, it.seen)
                }
            };
            assert_eq!(told, *expected, "{seen:?} {asked}");
        }
    }
}
