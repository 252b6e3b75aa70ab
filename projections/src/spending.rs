//! What recipients do with aid: spending plans (RAB), withdrawals from group accounts, purchases, mentoring.

use jejak_events::date::Date;
use jejak_events::ids::{RecipientId, Token};
use jejak_events::spending::*;
use jejak_events::text::Code;
use jejak_events::{Event, Object, Recorded, Tag};

use crate::decree::Designation;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// How far a spending plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum PlanStage {
    Open,
    Approved,
    Replaced,
}

/// A spending plan.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Plan {
    /// The decree's row.
    pub designation: u64,
    /// The plan that it takes the place of once it is approved.
    pub replaces: Option<u64>,
    /// Items that it announced.
    pub stated_count: u32,
    /// Sen that it announced.
    pub stated_sen: i64,
    /// Items listed.
    pub count: u32,
    /// Sen of the items listed.
    pub sen: i64,
    /// How far it has come.
    pub stage: PlanStage,
}

/// An item of a spending plan.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Item {
    /// Sen planned.
    pub planned: i64,
    /// Sen bought, without what was reversed.
    pub bought: i64,
}

/// A purchase.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Purchase {
    /// The decree's row.
    pub designation: u64,
    /// The plan that it followed.
    pub plan: Option<u64>,
    /// Item bought.
    pub item: Code,
    /// Sen.
    pub sen: i64,
    /// Day.
    pub on: Date,
    /// Shop.
    pub shop: Token,
    /// Receipt.
    pub receipt: Token,
    /// Whether a closing covers it.
    pub covered: bool,
    /// The event that reversed it.
    pub reversed_by: Option<u64>,
}

/// What became of the money of one decree's row.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Spent {
    /// The plan in force or, before its approval, the first one.
    pub plan: Option<u64>,
    /// Sen withdrawn.
    pub withdrawn: i64,
    /// Sen of all purchases, without what was reversed.
    pub purchased: i64,
    /// Purchases since the last closing.
    pub open: Vec<u64>,
    /// Day of the last closing.
    pub closed_on: Option<Date>,
    /// Reports against which it was closed.
    pub reports: Vec<u64>,
}

/// How a recipient is mentored.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Mentoring {
    /// Day of the latest visit.
    pub last: Date,
    /// Number of visits.
    pub visits: u32,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Spending {
    /// Plans by sequence number.
    pub plans: Rows<Plan>,
    /// Items by plan and code.
    pub items: Table<(u64, Code), Item>,
    /// Purchases by sequence number.
    pub purchases: Rows<Purchase>,
    /// What became of the money, by decree's row.
    pub rows: Table<u64, Spent>,
    /// Which purchase a receipt was used for first.
    pub receipts: Table<Token, u64>,
    /// Purchases of a row at a shop.
    pub shops: Table<(u64, Token), Vec<u64>>,
    /// Purchases at a shop for an amount in sen, whoever bought.
    pub prices: Table<(Token, i64), Vec<u64>>,
    /// Accounts of a recipient, each with whether it is in the recipient's name.
    pub accounts: Table<RecipientId, Vec<(Token, bool)>>,
    /// Who registered an account first.
    pub owners: Table<Token, RecipientId>,
    /// For which recipients somebody withdrew.
    pub withdrawers: Table<Token, Vec<RecipientId>>,
    /// Withdrawals at a terminal on a day: minute and recipient.
    pub terminals: Table<(Token, Date), Vec<(u16, RecipientId)>>,
    /// Mentoring by recipient.
    pub mentoring: Table<RecipientId, Mentoring>,
}

tables!(Spending {
    plans,
    items,
    purchases,
    rows,
    receipts,
    shops,
    prices,
    accounts,
    owners,
    withdrawers,
    terminals,
    mentoring,
});

impl Designation {
    /// Sen that reached the recipient and did not go back: unused, used or accounted for.
    pub fn received(&self) -> i64 {
        self.credited.saturating_add(self.transacted).saturating_add(self.accounted)
    }
}

impl State {
    /// Sen of the purchases of a row that no closing covers yet, without those reversed.
    pub fn open_purchases(&self, designation: u64) -> i64 {
        let open = self.spending.rows.get(&designation).map_or(&[][..], |spent| &spent.open);
        let standing = open.iter().filter_map(|seq| self.spending.purchases.get(seq));
        let standing = standing.filter(|purchase| purchase.reversed_by.is_none());
        standing.map(|purchase| purchase.sen).fold(0, i64::saturating_add)
    }

    /// The day on which a programme's aid last reached the recipient of a row.
    pub fn row_received_on(&self, row: &Designation) -> Option<Date> {
        let decree = self.decree.decrees.get(&row.decree)?;
        let key = (decree.programme_index, self.proposal.one(row.recipient));
        self.decree.received.get(&key).map(|(day, _)| *day)
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let spending = &mut state.spending;
    match &fact.event {
        Event::SpendingPlanOpened(body) => open_plan(spending, fact.seq, body),
        Event::SpendingPlanItemListed(body) => {
            let sen = body.amount.sen();
            spending
                .items
                .insert((body.plan.0, body.item.clone()), Item { planned: sen, bought: 0 });
            if let Some(plan) = spending.plans.edit(&body.plan.0) {
                plan.count = plan.count.saturating_add(1);
                plan.sen = plan.sen.saturating_add(sen);
            }
        }
        Event::SpendingPlanClosed(body) => approve_plan(spending, body.plan.0),
        Event::GroupAccountRegistered(body) => {
            let accounts = spending.accounts.edit_or_default(&body.recipient);
            accounts.retain(|(account, _)| *account != body.account);
            accounts.push((body.account, body.name_matches));
            if !spending.owners.contains(&body.account) {
                spending.owners.insert(body.account, body.recipient);
            }
        }
        Event::AccountWithdrawn(body) => withdraw(state, fact, body),
        Event::PurchaseRecorded(body) => purchase(spending, fact, body),
        Event::PurchaseReversed(body) => reverse(spending, fact.seq, body.purchase.0),
        Event::MentoringVisited(body) => visit(spending, body.recipient, fact.envelope.occurred_on),
        Event::SpendingClosed(body) => close(spending, fact.envelope.occurred_on, body),
        _ => {}
    }
}

fn open_plan(spending: &mut Spending, seq: u64, body: &SpendingPlanOpened) {
    let plan = Plan {
        designation: body.designation.0,
        replaces: body.replaces.map(|plan| plan.0),
        stated_count: body.count,
        stated_sen: body.total.sen(),
        count: 0,
        sen: 0,
        stage: PlanStage::Open,
    };
    spending.plans.insert(seq, plan);
    let row = spending.rows.edit_or_default(&body.designation.0);
    row.plan = row.plan.or(Some(seq));
}

/// The plan is in force from here on; what was bought under the one before counts on.
fn approve_plan(spending: &mut Spending, seq: u64) {
    let Some(plan) = spending.plans.edit(&seq) else { return };
    plan.stage = PlanStage::Approved;
    let (designation, replaces) = (plan.designation, plan.replaces);
    spending.rows.edit_or_default(&designation).plan = Some(seq);
    if let Some(before) = replaces.and_then(|before| spending.plans.edit(&before)) {
        before.stage = PlanStage::Replaced;
    }
}

fn withdraw(state: &mut State, fact: &Recorded, body: &AccountWithdrawn) {
    let row = state.spending.rows.edit_or_default(&body.designation.0);
    row.withdrawn = row.withdrawn.saturating_add(body.amount.sen());
    let Some(row) = state.decree.designations.get(&body.designation.0) else { return };
    let recipient = state.proposal.one(row.recipient);
    let groups = state.spending.withdrawers.edit_or_default(&body.withdrawer);
    if !groups.contains(&recipient) {
        groups.push(recipient);
    }
    if let Some(terminal) = body.terminal {
        let key = (terminal, fact.envelope.occurred_on);
        state.spending.terminals.edit_or_default(&key).push((body.minute, recipient));
    }
}

fn purchase(spending: &mut Spending, fact: &Recorded, body: &PurchaseRecorded) {
    let (seq, designation, sen) = (fact.seq, body.designation.0, body.amount.sen());
    let purchase = Purchase {
        designation,
        plan: body.plan.map(|plan| plan.0),
        item: body.item.clone(),
        sen,
        on: fact.envelope.occurred_on,
        shop: body.shop,
        receipt: body.receipt,
        covered: false,
        reversed_by: None,
    };
    spending.purchases.insert(seq, purchase);
    let row = spending.rows.edit_or_default(&designation);
    row.purchased = row.purchased.saturating_add(sen);
    row.open.push(seq);
    if !spending.receipts.contains(&body.receipt) {
        spending.receipts.insert(body.receipt, seq);
    }
    spending.shops.edit_or_default(&(designation, body.shop)).push(seq);
    spending.prices.edit_or_default(&(body.shop, sen)).push(seq);
    let item = body.plan.map(|plan| (plan.0, body.item.clone()));
    if let Some(item) = item.and_then(|key| spending.items.edit(&key)) {
        item.bought = item.bought.saturating_add(sen);
    }
}

/// The purchase never was: its money, its place in the plan and its receipt are free again.
fn reverse(spending: &mut Spending, seq: u64, purchase: u64) {
    let Some(known) = spending.purchases.edit(&purchase) else { return };
    known.reversed_by = Some(seq);
    let known = known.clone();
    let row = spending.rows.edit_or_default(&known.designation);
    row.purchased = row.purchased.saturating_sub(known.sen);
    if spending.receipts.get(&known.receipt) == Some(&purchase) {
        spending.receipts.remove(&known.receipt);
    }
    let item = known.plan.map(|plan| (plan, known.item));
    if let Some(item) = item.and_then(|key| spending.items.edit(&key)) {
        item.bought = item.bought.saturating_sub(known.sen);
    }
}

/// Books of visits arrive late and out of order: the latest day counts.
fn visit(spending: &mut Spending, recipient: RecipientId, day: Date) {
    let known = spending.mentoring.get(&recipient).cloned();
    let known = known.unwrap_or(Mentoring { last: day, visits: 0 });
    let (last, visits) = (known.last.max(day), known.visits.saturating_add(1));
    spending.mentoring.insert(recipient, Mentoring { last, visits });
}

fn close(spending: &mut Spending, day: Date, body: &SpendingClosed) {
    let row = spending.rows.edit_or_default(&body.designation.0);
    row.closed_on = row.closed_on.max(Some(day));
    row.reports.push(body.spj.0);
    for seq in std::mem::take(&mut row.open) {
        if let Some(purchase) = spending.purchases.edit(&seq) {
            purchase.covered = true;
        }
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let mut up = |object: Object, seq: u64| tag(Tag::Object(object, seq));
    match object {
        Object::SpendingPlan => {
            let Some(plan) = state.spending.plans.get(&seq) else { return };
            up(Object::Designation, plan.designation);
        }
        Object::Purchase => {
            let Some(purchase) = state.spending.purchases.get(&seq) else { return };
            purchase.plan.into_iter().for_each(|plan| up(Object::SpendingPlan, plan));
            up(Object::Designation, purchase.designation);
            tag(Tag::Token(purchase.shop.0));
            tag(Tag::Token(purchase.receipt.0));
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, plan) in state.spending.plans.iter() {
        add(Object::SpendingPlan, seq, plan.stage as u8);
    }
    for (seq, purchase) in state.spending.purchases.iter() {
        add(Object::Purchase, seq, u8::from(purchase.reversed_by.is_some()));
    }
}
