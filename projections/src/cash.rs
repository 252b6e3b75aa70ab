//! Cash books: what lies in each account kept here, per source.

use jejak_events::ids::Token;
use jejak_events::vocabulary::CashKind;
use jejak_events::{Event, Recorded, Rupiah, SourceCode};

use crate::accountability::Effect;
use crate::posting::{CashLeg, CashPlace, Postings};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A cash account.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct CashAccount {
    /// What it is.
    pub kind: CashKind,
    /// Whose it is.
    pub organisation: u64,
    /// Name in books.
    pub name: String,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Cash {
    /// Accounts by sequence number.
    pub accounts: Rows<CashAccount>,
    /// Sen per account and source.
    pub books: Table<(u64, SourceCode), i64>,
    /// Deposit slips and bank references of money that came in, and the event that used each.
    receipts: Table<Token, u64>,
}

tables!(Cash { accounts, books, receipts });

impl Cash {
    /// Sen of a source in an account.
    pub fn at(&self, account: u64, source: SourceCode) -> i64 {
        self.books.get(&(account, source)).copied().unwrap_or(0)
    }

    /// Sen in an account, all sources together.
    pub fn total(&self, account: u64) -> i128 {
        self.books
            .iter()
            .filter(|((at, _), _)| *at == account)
            .map(|(_, sen)| i128::from(*sen))
            .sum()
    }

    /// Moves cash.
    pub(crate) fn transfer(
        &mut self,
        post: &mut Postings,
        from: CashPlace,
        to: CashPlace,
        source: SourceCode,
        amount: Rupiah,
    ) {
        if amount.is_zero() {
            return;
        }
        self.enter(post, from, source, amount.sen().saturating_neg());
        self.enter(post, to, source, amount.sen());
    }

    fn enter(&mut self, post: &mut Postings, place: CashPlace, source: SourceCode, sen: i64) {
        if let CashPlace::Kept(account) = place {
            let book = self.books.edit_or_default(&(account, source));
            *book = book.saturating_add(sen);
        }
        post.cash.push(CashLeg { place, source, sen });
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    let cash = &mut state.cash;
    match &fact.event {
        Event::CashAccountOpened(body) => cash.accounts.insert(
            fact.seq,
            CashAccount {
                kind: body.kind,
                organisation: body.organisation.0,
                name: body.name.to_string(),
            },
        ),
        Event::CashReceived(body) => {
            let to = CashPlace::Kept(body.cash.0);
            cash.transfer(post, CashPlace::Outside, to, body.source, body.amount);
        }
        Event::CashTransferred(body) => {
            let (from, to) = (CashPlace::Kept(body.from.0), CashPlace::Kept(body.to.0));
            cash.transfer(post, from, to, body.source, body.amount);
        }
        Event::TaxDeposited(body) => {
            let from = CashPlace::Kept(body.cash.0);
            cash.transfer(post, from, CashPlace::Outside, body.source, body.amount);
        }
        _ => return,
    }
    state.use_receipt(fact);
    state.accountability.remember(fact, post, Effect::None);
}

/// The deposit slip, NTPN or bank reference by which an event shows that money came in.
fn receipt_of(event: &Event) -> Option<Token> {
    match event {
        Event::CashReceived(body) => body.bank_reference,
        Event::TaxDeposited(body) => Some(body.receipt),
        Event::RefundDeposited(body) => Some(body.receipt),
        _ => None,
    }
}

impl State {
    /// The event of an earlier request that used an event's receipt. One slip may be split over
    /// several events, which are then recorded together: they use it once.
    pub fn receipt_used(&self, fact: &Recorded) -> Option<u64> {
        let request = fact.seq.saturating_sub(u64::from(fact.envelope.batch_index));
        self.user_of(&receipt_of(&fact.event)?).filter(|used| *used < request)
    }

    /// Notes that an event uses its receipt, unless an event that stands did before.
    pub(crate) fn use_receipt(&mut self, fact: &Recorded) {
        let receipt = receipt_of(&fact.event);
        if let Some(receipt) = receipt.filter(|receipt| self.user_of(receipt).is_none()) {
            self.cash.receipts.insert(receipt, fact.seq);
        }
    }

    /// The event that uses a receipt, unless it was reversed.
    fn user_of(&self, receipt: &Token) -> Option<u64> {
        let used = *self.cash.receipts.get(receipt)?;
        let movement = self.accountability.movements.get(&used)?;
        movement.reversed_by.is_none().then_some(used)
    }
}

impl Cash {
    /// Moves cash legs back.
    pub(crate) fn move_back(&mut self, post: &mut Postings, legs: &[CashLeg]) {
        for leg in legs {
            self.enter(post, leg.place, leg.source, leg.sen.saturating_neg());
        }
    }
}
