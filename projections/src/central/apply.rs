//! What each event of the area changes.

use jejak_events::central::*;
use jejak_events::codes::Region;
use jejak_events::date::Month;
use jejak_events::{Event, Recorded};

use super::{Central, Credit, CreditStage, Period, Shown, Sums, Swipe};
use crate::state::State;

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::CentralPeriodOpened(body) => open(state, fact.seq, body),
        Event::CentralStatusObserved(body) => {
            let shown = Shown { seq: fact.seq, status: body.status, kpm: body.kpm };
            let known = state.central.shown.get(&(body.period.0, body.region));
            // A status that comes late does not hide a later one.
            if known.is_none_or(|known| known.status <= body.status) {
                state.central.shown.insert((body.period.0, body.region), shown);
            }
        }
        Event::CentralAidCredited(body) => credit(&mut state.central, fact, body),
        Event::CentralCreditCancelled(body) => cancel(&mut state.central, body),
        Event::CentralAidTransacted(body) => transact(&mut state.central, fact, body),
        Event::CentralAidUnspent(body) => {
            let credit = state.central.credits.edit(&body.credit.0);
            if let Some(credit) = credit.filter(|credit| credit.stage == CreditStage::Credited) {
                credit.stage = CreditStage::Blocked;
            }
        }
        Event::CentralAidReturned(body) => {
            let sen = body.amount.sen();
            let credit = state.central.credits.edit(&body.credit.0);
            let Some(credit) = credit else { return };
            credit.returned = credit.returned.saturating_add(sen);
            add_standing(&mut state.central, body.credit.0, |sums| {
                sums.returned = sums.returned.saturating_add(sen);
            });
        }
        Event::CentralPeriodClosed(body) => {
            if let Some(period) = state.central.periods.edit(&body.period.0) {
                period.closed = Some(fact.seq);
            }
        }
        _ => {}
    }
}

fn open(state: &mut State, seq: u64, body: &CentralPeriodOpened) {
    let Some(programme) = state.reference.programmes.get(&body.programme).map(|p| p.index) else {
        return;
    };
    let more = usize::from(body.months.saturating_sub(1));
    let months = std::iter::successors(Some(body.first), |month: &Month| month.next());
    let months: Vec<Month> = months.take(more.saturating_add(1)).collect();
    let period = Period {
        programme,
        code: body.programme.clone(),
        first: body.first,
        last: months.last().copied().unwrap_or(body.first),
        fiscal_year: body.fiscal_year,
        closed: None,
    };
    for month in months {
        state.central.months.insert((programme, month), seq);
    }
    state.central.periods.insert(seq, period);
}

fn credit(central: &mut Central, fact: &Recorded, body: &CentralAidCredited) {
    let credit = Credit {
        period: body.period.0,
        recipient: body.recipient,
        region: body.region,
        on: fact.envelope.occurred_on,
        sen: body.amount.sen(),
        transacted: 0,
        returned: 0,
        last_used: None,
        stage: CreditStage::Credited,
    };
    central.credits.insert(fact.seq, credit);
    central.standing.edit_or_default(&(body.period.0, body.recipient)).push(fact.seq);
    if let Some(account) = body.account.filter(|account| !central.accounts.contains(account)) {
        central.accounts.insert(account, body.recipient);
    }
    add(central, body.period.0, body.region, |sums| {
        sums.count = sums.count.saturating_add(1);
        sums.credited = sums.credited.saturating_add(body.amount.sen());
    });
}

/// A credit that does not stand counts no more, and neither does its use.
fn cancel(central: &mut Central, body: &CentralCreditCancelled) {
    let Some(credit) = central.credits.edit(&body.credit.0) else { return };
    if credit.stage == CreditStage::Cancelled {
        return;
    }
    credit.stage = CreditStage::Cancelled;
    let credit = credit.clone();
    if let Some(standing) = central.standing.edit(&(credit.period, credit.recipient)) {
        standing.retain(|seq| *seq != body.credit.0);
    }
    add(central, credit.period, credit.region, |sums| {
        sums.count = sums.count.saturating_sub(1);
        sums.credited = sums.credited.saturating_sub(credit.sen);
        sums.transacted = sums.transacted.saturating_sub(credit.transacted);
        sums.returned = sums.returned.saturating_sub(credit.returned);
    });
}

fn transact(central: &mut Central, fact: &Recorded, body: &CentralAidTransacted) {
    let (day, sen) = (fact.envelope.occurred_on, body.amount.sen());
    if let Some(terminal) = body.terminal {
        let swipe = Swipe { minute: body.minute, credit: body.credit.0, sen };
        central.terminals.edit_or_default(&(terminal, day)).push(swipe);
    }
    let Some(credit) = central.credits.edit(&body.credit.0) else { return };
    credit.transacted = credit.transacted.saturating_add(sen);
    credit.last_used = credit.last_used.max(Some(day));
    add_standing(central, body.credit.0, |sums| {
        sums.transacted = sums.transacted.saturating_add(sen);
    });
}

/// Changes the sums that a credit counts in; those of a cancelled one count nowhere.
fn add_standing(central: &mut Central, seq: u64, change: impl Fn(&mut Sums)) {
    let Some(credit) = central.credits.get(&seq) else { return };
    let (period, region) = (credit.period, credit.region);
    if credit.stage != CreditStage::Cancelled {
        add(central, period, region, change);
    }
}

/// Changes the sums of a region and of every region above.
fn add(central: &mut Central, period: u64, region: Region, change: impl Fn(&mut Sums)) {
    for region in region.ancestors() {
        change(central.sums.edit_or_default(&(period, region)));
    }
}
