//! The end of 2025 as its registers show it, taken over as history: ten of fourteen SP2D in the
//! last days of December, all just below the limit of Rp200 million, and one issued and paid in
//! January; a TU reported after its month, one that nobody reported; an UP that was not given back.
//! All invented.

use jejak_events::accountability::{RefundDeposited, SpjSubmitted, SpjVerified};
use jejak_events::budget::{BudgetCeilingSet, CommitmentMade};
use jejak_events::cash::CashReceived;
use jejak_events::ids::*;
use jejak_events::opening::{HistoricalBatchClosed, HistoricalBatchOpened};
use jejak_events::payment::*;
use jejak_events::treasury::*;
use jejak_events::vocabulary::*;
use jejak_events::{Date, DocumentNumber, Rupiah, Stage};

use crate::sample::build::{Build, lit, rp, times};
use crate::sample::people::token;
use crate::sample::reference::PAD;

/// Day of the request, day on which the bank paid, amount in rupiah. Whatever comes between is of
/// the first day, but for [`ISSUED`].
const DIRECT: [(&str, &str, i64); 14] = [
    ("2025-03-12", "2025-03-13", 84_300_000),
    ("2025-06-17", "2025-06-18", 61_750_000),
    ("2025-09-09", "2025-09-10", 92_400_000),
    ("2025-12-22", "2025-12-23", 199_500_000),
    ("2025-12-22", "2025-12-23", 199_500_000),
    ("2025-12-22", "2025-12-23", 199_500_000),
    ("2025-12-22", "2025-12-23", 199_500_000),
    ("2025-12-22", "2025-12-23", 199_500_000),
    ("2025-12-22", "2025-12-23", 199_500_000),
    ("2025-12-29", "2025-12-30", 199_500_000),
    ("2025-12-29", "2025-12-30", 199_500_000),
    ("2025-12-29", "2025-12-30", 199_500_000),
    ("2025-12-29", "2025-12-30", 199_500_000),
    ("2025-12-30", "2026-01-05", 148_000_000),
];

/// Requests whose SP2D is of another day: one is dated before its request, one in the next year.
const ISSUED: [(usize, &str); 2] = [(1, "2025-06-16"), (13, "2026-01-02")];

const UP: Rupiah = rp(40_000_000);
/// Reported after its month, unspent, and given back.
const TU_LATE: Rupiah = rp(60_000_000);
/// Never reported.
const TU_OPEN: Rupiah = rp(35_000_000);
const CEILING: Rupiah = rp(2_600_000_000);

/// What an SPP asks for, and when.
struct Asked<'a> {
    name: &'a str,
    kind: SppKind,
    amount: Rupiah,
    /// SPP, verification and SPM; SP2D; payment.
    days: [&'a str; 3],
}

pub(super) fn take_over(b: &mut Build) {
    open(b);
    let up = ["2025-01-20", "2025-01-20", "2025-01-21"];
    advance(b, &Asked { name: "up-2025", kind: SppKind::Up, amount: UP, days: up });
    for ((asked, paid, amount), number) in DIRECT.into_iter().zip(0..) {
        let other = ISSUED.iter().find(|(at, _)| *at == number);
        let issued = other.map_or(asked, |(_, day)| *day);
        let name = format!("2025-{:02}", number + 1);
        let (kind, days) = (SppKind::LsGoods, [asked, issued, paid]);
        direct(b, &Asked { name: &name, kind, amount: rp(amount), days });
    }
    let days = ["2025-10-13", "2025-10-13", "2025-10-14"];
    advance(b, &Asked { name: "tu-2025-late", kind: SppKind::Tu, amount: TU_LATE, days });
    report_late(b);
    let days = ["2025-11-10", "2025-11-10", "2025-11-11"];
    advance(b, &Asked { name: "tu-2025-open", kind: SppKind::Tu, amount: TU_OPEN, days });
    let events = b.end_history();
    let batch = HistoricalBatchRef(b.at("history/2025"));
    b.add(HistoricalBatchClosed { batch, events });
    b.seal();
}

/// Ceiling, release, money in the treasury: as much as is paid.
fn open(b: &mut Build) {
    b.acting("operator");
    let opened = HistoricalBatchOpened {
        basis: HistoryBasis::OtherSystem,
        origin: lit("Register SPP/SPM/SP2D 2025 (contoh rekaan)"),
        file: None,
        completeness: Completeness::Partial,
        from: lit("2025-01-01"),
        until: lit("2026-01-09"),
    };
    let batch = b.add_as("history/2025", opened);
    b.begin_history(batch);
    step(b, "2025-01-06", "ppkd");
    let ceiling = BudgetCeilingSet {
        fiscal_year: lit("2025"),
        organisation: b.organisation("dinsos"),
        activity: lit("1.06.01.1.06.0002"),
        account: lit("5.1.02.01.01.0024"),
        source: lit(PAD),
        programme: lit("SLRT"),
        region: lit("36"),
        standing: Standing::Own,
        basis: CeilingBasis::Dpa,
        carried_from: None,
        amount: CEILING,
    };
    b.add_as("line/2025", ceiling);
    let (organisation, amount) = (b.organisation("dinsos"), UP);
    let basis = lit("CONTOH/SK-UP/2025");
    b.add(AdvanceCeilingSet { organisation, fiscal_year: lit("2025"), amount, basis });
    step(b, "2025-01-08", "kuasa-bud");
    let (number, lines) = (lit("CONTOH/SPD/2025"), b.lines(&[("2025", CEILING)]));
    b.add(SpdIssued { number, quarter: 1, lines });
    let direct = DIRECT.iter().map(|(.., amount)| rp(*amount));
    let paid = Rupiah::sum(direct.chain([UP, TU_LATE, TU_OPEN])).unwrap_or(rp(0));
    b.add(CashReceived {
        cash: b.cash("rkud"),
        source: lit(PAD),
        kind: CashReceiptKind::OwnRevenue,
        amount: paid,
        bank_reference: None,
    });
}

fn step(b: &mut Build, day: &str, official: &str) {
    b.occurred(lit::<Date>(day));
    b.on_behalf(official);
}

fn number(kind: &str, name: &str) -> DocumentNumber {
    lit(&format!("CONTOH/{kind}/{}/2025", name.to_uppercase()))
}

/// From SPP to the debit of the treasury.
fn pay_out(b: &mut Build, asked: &Asked<'_>, commitment: Option<CommitmentRef>) -> SppRef {
    let Asked { name, kind, amount, days: [first, issued, paid] } = *asked;
    let of_line = kind != SppKind::Up;
    step(b, first, "bendahara");
    let request = SppSubmitted {
        number: number("SPP", name),
        kind,
        organisation: b.organisation("dinsos"),
        source: (!of_line).then(|| lit(PAD)),
        lines: if of_line { b.lines(&[("2025", amount)]) } else { Vec::new() },
        amount,
        decree: None,
        commitment,
        spj: None,
        payee: Some(token("penyedia 2025", 0)),
    };
    let spp = SppRef(b.add_as(&format!("spp/{name}"), request));
    b.on_behalf("ppk");
    b.add(SppVerified { spp, outcome: Outcome::Accepted, reason: None });
    b.on_behalf("kadis");
    b.add(SpmIssued { spp, number: number("SPM", name), amount });
    step(b, issued, "kuasa-bud");
    let (cash, deductions) = (b.cash("rkud"), Vec::new());
    let (number, gross, net) = (number("SP2D", name), amount, amount);
    b.add(Sp2dIssued { spp, number, gross, deductions, net, cash });
    step(b, paid, "kuasa-bud");
    let bank_reference = token(&format!("sp2d {name}"), 0);
    let advance = commitment.is_none().then(|| b.cash("bendahara-bank"));
    b.add(Sp2dPaidOut { spp, bank_reference, advance, tax_account: None });
    spp
}

/// UP and TU: the money lies with the treasurer from then on.
fn advance(b: &mut Build, asked: &Asked<'_>) {
    pay_out(b, asked, None);
}

/// A contract, its SP2D, and the supplier's account.
fn direct(b: &mut Build, asked: &Asked<'_>) {
    let Asked { name, amount, days: [first, _, paid], .. } = *asked;
    step(b, first, "kadis");
    let commitment = CommitmentMade {
        line: b.line("2025"),
        basis: CommitmentBasis::Contract,
        number: number("KONTRAK", name),
        party: Some(token("penyedia", 0)),
        amount,
    };
    let commitment = CommitmentRef(b.add(commitment));
    let spp = pay_out(b, asked, Some(commitment));
    step(b, paid, "bendahara");
    let (channel, total) = (Channel::Direct, times(amount, 1));
    let list = PaymentListRef(b.add(PaymentListOpened { spp, channel, count: 1, total }));
    let account = Some(token("penyedia 2025", 0));
    let instruction = PaymentInstructed { list, designation: None, tranche: 1, amount, account };
    let payment = PaymentRef(b.add_as(&format!("payment/{name}"), instruction));
    b.add(PaymentListClosed { list, count: 1, total });
    b.on_own_behalf();
    let bank_reference = token(&format!("kredit {name}"), 0);
    b.add(PaymentCredited { payment, amount, bank_reference });
}

/// Seventy-six days after the money came: nothing of it was spent, all of it goes back.
fn report_late(b: &mut Build) {
    step(b, "2025-12-29", "bendahara");
    let spp = SppRef(b.at("spp/tu-2025-late"));
    let report = SpjSubmitted {
        number: number("SPJ", "tu-2025-late"),
        kind: SpjKind::AdditionalAdvance,
        designation: None,
        spp: Some(spp),
        organisation: None,
        lines: Vec::new(),
        spent: rp(0),
        unspent: TU_LATE,
    };
    let spj = SpjRef(b.add_as("spj/tu-2025-late", report));
    b.add(RefundDeposited {
        claim: None,
        spp: Some(spp),
        payment: None,
        line: b.line("2025"),
        stage: Stage::AtChannel,
        cash: b.cash("rkud"),
        from: Some(b.cash("bendahara-bank")),
        amount: TU_LATE,
        origin_year: lit("2025"),
        treatment: Treatment::ContraPost,
        receipt: token("sts tu-2025-late", 0),
    });
    step(b, "2025-12-30", "ppk");
    b.add(SpjVerified { spj, outcome: Outcome::Accepted, reason: None });
}
