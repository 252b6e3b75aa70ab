//! How a payment request passes over the desks: treasurer, PPK-SKPD, PA, Kuasa BUD, bank; one
//! working day each, and nobody sits at two desks.

use jejak_events::accountability::{SpjSubmitted, SpjVerified};
use jejak_events::cash::{BankLineObserved, TaxDeposited};
use jejak_events::ids::{CommitmentRef, DecreeRef, PaymentListRef, PaymentRef, SpjRef, SppRef};
use jejak_events::payment::*;
use jejak_events::treasury::*;
use jejak_events::vocabulary::*;
use jejak_events::{DocumentNumber, Rupiah};

use super::super::build::{Build, lit, rp};
use super::super::cast;
use super::super::people::token;
use super::super::reference::PAD;

/// What the agency asks to be paid.
#[derive(Clone, Copy)]
pub(in crate::sample) struct Request {
    pub(in crate::sample) name: &'static str,
    pub(in crate::sample) kind: SppKind,
    /// The line; none for an UP.
    pub(in crate::sample) line: Option<&'static str>,
    /// The source of the money.
    pub(in crate::sample) source: &'static str,
    pub(in crate::sample) amount: Rupiah,
    /// Labels of what it draws from or accounts for.
    pub(in crate::sample) decree: Option<&'static str>,
    pub(in crate::sample) commitment: Option<&'static str>,
    pub(in crate::sample) spj: Option<&'static str>,
    /// Who is paid, by the label of the account.
    pub(in crate::sample) payee: &'static str,
    /// Whether taxes are withheld.
    pub(in crate::sample) taxed: bool,
}

impl Request {
    /// A request on one line that PAD pays.
    pub(in crate::sample) const fn new(
        name: &'static str,
        kind: SppKind,
        line: &'static str,
        amount: Rupiah,
    ) -> Request {
        Request {
            name,
            kind,
            line: Some(line),
            source: PAD,
            amount,
            decree: None,
            commitment: None,
            spj: None,
            payee: "rekening bendahara-bank",
            taxed: false,
        }
    }

    /// PPN of 11 % and final PPh of 2.65 % of what is left without PPN.
    fn taxes(&self) -> Vec<(TaxKind, Rupiah)> {
        if !self.taxed {
            return Vec::new();
        }
        let base = self.amount.sen() / 111 * 100;
        let share = |basis_points: i64| Rupiah::from_sen(base / 10_000 * basis_points);
        vec![(TaxKind::Ppn, share(1_100)), (TaxKind::PphFinal, share(265))]
    }

    /// What the payee gets.
    pub(in crate::sample) fn net(&self) -> Rupiah {
        let taxes = Rupiah::sum(self.taxes().into_iter().map(|(_, amount)| amount));
        self.amount.checked_sub(taxes.unwrap_or(rp(0))).unwrap_or(rp(0))
    }

    fn number(&self, kind: &str) -> DocumentNumber {
        lit(&format!("CONTOH/{kind}/{}/2026", self.name.to_uppercase()))
    }

    fn spp(&self, b: &Build) -> SppRef {
        SppRef(b.at(&format!("spp/{}", self.name)))
    }

    /// Closings account for money that left the treasury before.
    fn moves_money(&self) -> bool {
        self.kind != SppKind::TuNil
    }
}

/// From SPP to the debit of the treasury account.
pub(in crate::sample) fn pay_out(b: &mut Build, requests: &[Request]) {
    submit(b, requests);
    b.next_working_day();
    verify(b, requests);
    b.next_working_day();
    order(b, requests);
    b.next_working_day();
    issue(b, requests);
    b.next_working_day();
    debit(b, requests);
}

/// The same within one day, for scenes that have no other.
pub(in crate::sample) fn pay_out_in_a_day(b: &mut Build, requests: &[Request]) {
    submit(b, requests);
    verify(b, requests);
    order(b, requests);
    issue(b, requests);
    debit(b, requests);
}

/// SPP.
pub(in crate::sample) fn submit(b: &mut Build, requests: &[Request]) {
    b.acting("bendahara");
    for request in requests {
        let label = |label: Option<&str>, area: &str| label.map(|l| b.at(&format!("{area}/{l}")));
        let event = SppSubmitted {
            number: request.number("SPP"),
            kind: request.kind,
            organisation: b.organisation("dinsos"),
            source: request.line.is_none().then(|| lit(request.source)),
            lines: request.line.map_or_else(Vec::new, |line| b.lines(&[(line, request.amount)])),
            amount: request.amount,
            decree: label(request.decree, "decree").map(DecreeRef),
            commitment: label(request.commitment, "commitment").map(CommitmentRef),
            spj: label(request.spj, "spj").map(SpjRef),
            payee: Some(b.people().token(request.payee, 0)),
        };
        b.add_as(&format!("spp/{}", request.name), event);
    }
}

/// Verification by the PPK-SKPD.
pub(in crate::sample) fn verify(b: &mut Build, requests: &[Request]) {
    b.acting("ppk");
    for request in requests {
        let spp = request.spp(b);
        b.add(SppVerified { spp, outcome: Outcome::Accepted, reason: None });
    }
}

/// SPM.
pub(in crate::sample) fn order(b: &mut Build, requests: &[Request]) {
    let who = cast::budget_user(b);
    b.acting(who);
    for request in requests {
        let (spp, number) = (request.spp(b), request.number("SPM"));
        b.add(SpmIssued { spp, number, amount: request.amount });
    }
}

/// SP2D.
pub(in crate::sample) fn issue(b: &mut Build, requests: &[Request]) {
    b.acting("kuasa-bud");
    for request in requests {
        let (spp, number, gross) = (request.spp(b), request.number("SP2D"), request.amount);
        let people = b.people();
        let billing =
            |tax: TaxKind| Some(people.token(&format!("billing {}", request.name), tax as u64));
        let taxes = request.taxes().into_iter();
        let deductions =
            taxes.map(|(tax, amount)| Deduction { tax, amount, billing: billing(tax) }).collect();
        let cash = b.cash("rkud");
        b.note_order(number.clone(), gross);
        let event = Sp2dIssued { spp, number, gross, deductions, net: request.net(), cash };
        b.add_as(&format!("sp2d/{}", request.name), event);
    }
}

/// The bank debits the treasury account, and says so in its statement.
pub(in crate::sample) fn debit(b: &mut Build, requests: &[Request]) {
    b.acting("kuasa-bud");
    let people = b.people();
    let reference = |request: &Request| people.token(&format!("sp2d {}", request.name), 0);
    for request in requests {
        let advance = matches!(request.kind, SppKind::Up | SppKind::Gu | SppKind::Tu);
        let event = Sp2dPaidOut {
            spp: request.spp(b),
            bank_reference: reference(request),
            advance: advance.then(|| b.cash("bendahara-bank")),
            tax_account: request.taxed.then(|| b.cash("pajak")),
        };
        b.add(event);
    }
    b.acting("bank");
    for request in requests.iter().filter(|request| request.moves_money()) {
        let event = BankLineObserved {
            cash: b.cash("rkud"),
            direction: Direction::Out,
            amount: request.amount,
            bank_reference: Some(reference(request)),
            sp2d: None,
            balance: None,
            data: None,
        };
        b.add(event);
    }
}

/// A contractor's invoices are paid: requests, one instruction each, credits, taxes.
pub(in crate::sample) fn pay_invoices(b: &mut Build, invoices: &[Request]) {
    pay_out(b, invoices);
    b.next_working_day();
    instruct(b, invoices);
    b.next_working_day();
    credit(b, invoices);
    b.next_working_day();
    deposit_taxes(b, invoices);
}

/// One list with one instruction for each invoice.
pub(in crate::sample) fn instruct(b: &mut Build, invoices: &[Request]) {
    b.acting("bendahara");
    for invoice in invoices {
        let (spp, total) = (invoice.spp(b), invoice.net());
        let opened = PaymentListOpened { spp, channel: Channel::Direct, count: 1, total };
        let list = PaymentListRef(b.add(opened));
        let instruction = PaymentInstructed {
            list,
            designation: None,
            tranche: 1,
            amount: total,
            account: Some(token(invoice.payee, 0)),
        };
        b.add_as(&format!("payment/{}", invoice.name), instruction);
        b.add(PaymentListClosed { list, count: 1, total });
    }
}

/// The bank credits what each invoice is paid.
pub(in crate::sample) fn credit(b: &mut Build, invoices: &[Request]) {
    b.acting("bank");
    for invoice in invoices {
        let credited = PaymentCredited {
            payment: PaymentRef(b.at(&format!("payment/{}", invoice.name))),
            amount: invoice.net(),
            bank_reference: token(&format!("kredit {}", invoice.name), 0),
        };
        b.add_as(&format!("credit/{}", invoice.name), credited);
    }
}

fn deposit_taxes(b: &mut Build, invoices: &[Request]) {
    b.acting("bendahara");
    for invoice in invoices {
        for (tax, amount) in invoice.taxes() {
            let (cash, source) = (b.cash("pajak"), lit(invoice.source));
            let receipt = token(&format!("ntpn {}", invoice.name), tax as u64);
            b.add(TaxDeposited { cash, source, tax, amount, receipt });
        }
    }
}

/// The contractor's papers are in: what was credited is accounted for.
pub(in crate::sample) fn account_for(b: &mut Build, invoices: &[Request]) {
    b.next_working_day();
    report(b, invoices);
    b.next_working_day();
    accept_all(b, invoices);
}

/// SPJ of what was credited.
pub(in crate::sample) fn report(b: &mut Build, invoices: &[Request]) {
    b.acting("bendahara");
    for invoice in invoices {
        let spent = invoice.net();
        let report = SpjSubmitted {
            number: invoice.number("SPJ"),
            kind: SpjKind::Direct,
            designation: None,
            spp: Some(invoice.spp(b)),
            organisation: None,
            lines: invoice.line.map_or_else(Vec::new, |line| b.lines(&[(line, spent)])),
            spent,
            unspent: rp(0),
        };
        b.add_as(&format!("spj/{}", invoice.name), report);
    }
}

/// The PPK-SKPD finds the SPJ in order.
pub(in crate::sample) fn accept_all(b: &mut Build, invoices: &[Request]) {
    b.acting("ppk");
    for invoice in invoices {
        accept(b, invoice.name);
    }
}

/// An SPJ is found in order.
pub(in crate::sample) fn accept(b: &mut Build, name: &str) {
    let spj = SpjRef(b.at(&format!("spj/{name}")));
    b.add(SpjVerified { spj, outcome: Outcome::Accepted, reason: None });
}

/// The same on one day, at the end of a month, and accounted for.
pub(in crate::sample) fn pay_invoices_today(b: &mut Build, invoices: &[Request]) {
    b.stay(true);
    pay_invoices(b, invoices);
    account_for(b, invoices);
}
