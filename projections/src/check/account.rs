//! A31: accounts that serve several recipients, staff, or somebody of another name.

use std::collections::BTreeMap;

use jejak_events::ids::{RecipientId, Token};
use jejak_events::{Date, Event, Object, Recorded, Tag};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A31",
    version: 1,
    en: "one account for several, of staff, or in another name",
    title_id: "satu rekening untuk banyak penerima, milik petugas, atau beda nama",
    severity: Severity::High,
    basis: "Perpres 63/2017: penyaluran ke rekening atas nama penerima",
    parameters: &[],
    deterministic: false,
    watches: true,
    looks_at: "accounts of rows, payments and credits: used for several recipients, of staff, registered in another name",
    make: || Box::<Accounts>::default(),
}];

/// Money that was sent to an account: the row, payment or credit that says so.
#[derive(Debug, Clone, Copy)]
struct Use {
    seq: u64,
    on: Date,
}

#[derive(Default)]
struct Accounts {
    /// The first use of an account, by half of its token: two words a row, because there are as
    /// many accounts as people.
    first: FxHashMap<u64, u64>,
    /// Uses for somebody else than the first, by account.
    shared: BTreeMap<Token, Vec<Use>>,
    /// Uses of accounts of staff.
    staff: Vec<(Token, Use)>,
    /// Accounts registered for a recipient in another name.
    misnamed: Vec<(u64, RecipientId, Token)>,
}

/// The first half of a token; tokens are random.
fn half(token: Token) -> u64 {
    let (head, _) = token.0.split_at(8);
    head.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

impl State {
    /// Whose money a row, payment or credit is.
    fn recipient_of_use(&self, seq: u64) -> Option<RecipientId> {
        let row = self.decree.designations.get(&seq).map(|row| row.recipient);
        let payment = || self.payment.payments.get(&seq).and_then(|payment| payment.recipient);
        let credit = || self.central.credits.get(&seq).map(|credit| credit.recipient);
        let id = row.or_else(payment).or_else(credit)?;
        Some(self.proposal.one(id))
    }

    fn place_of_use(&self, seq: u64) -> (Object, i64, Place) {
        if let Some(row) = self.decree.designations.get(&seq) {
            return (Object::Designation, row.sen, Place::of_row(self, row));
        }
        if let Some(payment) = self.payment.payments.get(&seq) {
            return (Object::Payment, payment.sen, Place::of_payment(self, payment));
        }
        match self.central.credits.get(&seq) {
            Some(credit) => (Object::CentralCredit, credit.sen, Place::of_central(self, credit)),
            None => (Object::Event, 0, Place::default()),
        }
    }
}

impl Check for Accounts {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let account = match &fact.event {
            Event::RecipientDesignated(body) => body.account,
            Event::PaymentInstructed(body) => body.account,
            Event::PaymentReissued(body) => body.account,
            Event::CentralAidCredited(body) => body.account,
            Event::GroupAccountRegistered(body) if !body.name_matches => {
                self.misnamed.push((fact.seq, body.recipient, body.account));
                return;
            }
            _ => return,
        };
        let Some(account) = account else { return };
        let Some(recipient) = state.recipient_of_use(fact.seq) else { return };
        let used = Use { seq: fact.seq, on: fact.envelope.occurred_on };
        let first = *self.first.entry(half(account)).or_insert(fact.seq);
        if first != fact.seq && state.recipient_of_use(first) != Some(recipient) {
            self.shared.entry(account).or_default().push(used);
        }
        if state.worker.of_account.contains(&account) {
            self.staff.push((account, used));
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for (account, uses) in &self.shared {
            self.shared(state, *account, uses, &mut verdict);
        }
        self.staff(state, &mut verdict);
        self.misnamed(state, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Accounts {
    fn shared(&self, state: &State, account: Token, uses: &[Use], verdict: &mut Verdict) {
        let Some(first) = self.first.get(&half(account)).copied() else { return };
        let owner = state.recipient_of_use(first);
        // Rows before payments: what a row promises, its payments pay.
        let mut sums: BTreeMap<RecipientId, (i64, i64, u64)> = BTreeMap::new();
        for used in uses {
            let Some(recipient) = state.recipient_of_use(used.seq) else { continue };
            let (object, sen, _) = state.place_of_use(used.seq);
            let sums = sums.entry(recipient).or_insert((0, 0, used.seq));
            let sum = if object == Object::Payment { &mut sums.1 } else { &mut sums.0 };
            *sum = sum.saturating_add(sen);
        }
        // Ids that were linked since are one person.
        sums.retain(|recipient, _| Some(*recipient) != owner);
        let others = sums.len();
        for (rows, payments, seq) in sums.into_values() {
            let (object, _, place) = state.place_of_use(seq);
            let what = said!(
                "its account is that of event {first}, for another recipient; {others} others use it",
                "rekeningnya sama dengan kejadian {first} untuk penerima lain; dipakai {others} penerima lain"
            );
            verdict.add((object, seq), [first, seq], rows.max(payments), place, what);
        }
    }

    fn staff(&self, state: &State, verdict: &mut Verdict) {
        for (account, used) in &self.staff {
            let recipient = state.recipient_of_use(used.seq);
            let workers = state.worker.of_account.get(account).into_iter().flatten();
            let known = workers.filter_map(|seq| Some((*seq, state.worker.workers.get(seq)?)));
            let mut serving = known.filter(|(_, worker)| {
                let own = worker.recipient.map(|id| state.proposal.one(id));
                worker.covers(used.on) && own != recipient
            });
            let Some((worker, known)) = serving.next() else { continue };
            if self.row_says_so(state, *account, used.seq) {
                continue;
            }
            let role =
                Said { en: known.role.label_en().to_owned(), id: known.role.label_id().to_owned() };
            let (object, sen, place) = state.place_of_use(used.seq);
            let what = said!(with role;
                "the money goes to an account of staff: {role}, worker {worker}",
                "uangnya masuk rekening petugas: {role}, petugas {worker}"
            );
            verdict.add((object, used.seq), [worker, used.seq], sen, place, what);
        }
    }

    /// Whether the row of a payment named the account already: then the finding is the row's.
    fn row_says_so(&self, state: &State, account: Token, seq: u64) -> bool {
        let payment = state.payment.payments.get(&seq);
        let row = payment.and_then(|payment| payment.designation);
        row.is_some_and(|row| self.staff.iter().any(|(of, used)| *of == account && used.seq == row))
    }

    /// An account in another name is about the row that it serves: that of the recipient's aid.
    fn misnamed(&self, state: &State, verdict: &mut Verdict) {
        if self.misnamed.is_empty() {
            return;
        }
        let wanted: Vec<RecipientId> =
            self.misnamed.iter().map(|(_, id, _)| state.proposal.one(*id)).collect();
        let mut rows: FxHashMap<RecipientId, Vec<u64>> = FxHashMap::default();
        for (seq, row) in state.decree.designations.iter() {
            let one = state.proposal.one(row.recipient);
            if wanted.contains(&one) {
                rows.entry(one).or_default().push(seq);
            }
        }
        for ((seq, recipient, account), one) in self.misnamed.iter().zip(wanted) {
            let corrected = state.spending.accounts.get(recipient);
            let still = corrected.is_some_and(|all| all.contains(&(*account, false)));
            if !still {
                continue;
            }
            let of = rows.get(&one).map_or(&[][..], Vec::as_slice);
            let known = of.iter().filter_map(|row| state.decree.designations.get(row));
            let sen = known.map(|row| row.sen).fold(0, i64::saturating_add);
            let place = of.first().map(|row| Place::of_designation(state, *row));
            let what = said!(
                "the account registered by event {seq} is in another name",
                "rekening yang didaftarkan kejadian {seq} atas nama lain"
            );
            let subject = match of.first() {
                Some(row) => Tag::Object(Object::Designation, *row),
                None => Tag::Recipient(recipient.0),
            };
            let evidence = of.iter().copied().chain([*seq]);
            verdict.add_tag(subject, evidence, sen, place.unwrap_or_default(), what);
        }
    }
}
