//! Tables of the skeleton that carries money: reference, budget, decrees, treasury, payments, cash.

use jejak_events::vocabulary::RecipientType;
use jejak_events::{Event, Kind as K, Object as O, Rupiah};
use jejak_projections::State;
use jejak_projections::decree::Designation;
use jejak_projections::payment::Payment;
use jejak_projections::treasury::Spp;

use super::column::{Cell, Column, Type, first_day, first_seq, now};
use super::{Definition, table};

/// What became of a row of a decree.
fn row(state: &State, seq: u64, of: fn(&Designation) -> Cell) -> Cell {
    state.decree.designations.get(&seq).map_or(Cell::Null, of)
}

/// What became of a payment.
fn paid(state: &State, seq: u64, of: fn(&Payment) -> Cell) -> Cell {
    state.payment.payments.get(&seq).map_or(Cell::Null, of)
}

/// What became of an SPP.
fn spp(state: &State, seq: u64, of: fn(&Spp) -> Cell) -> Cell {
    state.treasury.spps.get(&seq).map_or(Cell::Null, of)
}

/// Row of the decree that a payment pays.
fn row_of(state: &State, payment: u64, of: fn(&Designation) -> Cell) -> Cell {
    let row = state.payment.payments.get(&payment).and_then(|payment| payment.designation);
    row.map_or(Cell::Null, |seq| self::row(state, seq, of))
}

const DESIGNATION: &[Column] = &[
    now("programme", Type::Text, "Programme of the decree.", |state, fact| {
        let row = state.decree.designations.get(&fact.seq);
        let decree = row.and_then(|row| state.decree.decrees.get(&row.decree));
        Cell::shown(decree.map(|decree| &decree.programme))
    }),
    now("source", Type::Text, "Funding source of the line.", |state, fact| {
        let row = state.decree.designations.get(&fact.seq);
        let line = row.and_then(|row| state.budget.lines.get(&row.line));
        Cell::shown(line.map(|line| line.source))
    }),
    now("household", Type::Text, "Household of the recipient, by random id.", |state, fact| {
        let row = state.decree.designations.get(&fact.seq);
        let known = row.and_then(|row| state.proposal.recipients.get(&row.recipient));
        Cell::shown(known.and_then(|known| known.household))
    }),
    now("recipient_now", Type::Text, "Recipient now, after replacements.", |state, fact| {
        row(state, fact.seq, |row| Cell::shown(Some(row.recipient)))
    }),
    now("recipient_type", Type::Text, "Kind of recipient.", |state, fact| {
        row(state, fact.seq, |row| row.recipient_type.map(RecipientType::word).into())
    }),
    now(
        "status",
        Type::Text,
        "Where it stands: designated, instructed, paid, handed-over, accounted-for, cancelled.",
        |state, fact| row(state, fact.seq, |row| Cell::stage(Some(row.status))),
    ),
    now("instructed", Type::Money, "Instructed so far.", |state, fact| {
        row(state, fact.seq, |row| Cell::Money(row.instructed))
    }),
    now("credited", Type::Money, "Reached the recipient so far.", |state, fact| {
        row(state, fact.seq, |row| Cell::Money(row.credited))
    }),
    now("transacted", Type::Money, "Used by the recipient so far.", |state, fact| {
        row(state, fact.seq, |row| Cell::Money(row.transacted))
    }),
    now("accounted", Type::Money, "Accounted for so far.", |state, fact| {
        row(state, fact.seq, |row| Cell::Money(row.accounted))
    }),
    first_day("cancelled_on", K::DesignationCancelled, O::Designation, "When it was cancelled."),
];

const PAYMENT: &[Column] = &[
    now("spp", Type::Integer, "SPP whose SP2D provides the money.", |state, fact| {
        let payment = state.payment.payments.get(&fact.seq);
        let list = payment.and_then(|payment| state.payment.lists.get(&payment.list));
        list.map(|list| list.spp).into()
    }),
    now("line", Type::Integer, "Budget line.", |state, fact| {
        paid(state, fact.seq, |payment| payment.line.into())
    }),
    now("decree", Type::Integer, "Decree.", |state, fact| {
        row_of(state, fact.seq, |row| row.decree.into())
    }),
    now("region", Type::Text, "Region of the decree's row.", |state, fact| {
        row_of(state, fact.seq, |row| Cell::shown(Some(row.region)))
    }),
    now("recipient", Type::Text, "Recipient, by random id.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::shown(payment.recipient))
    }),
    now("instructed_amount", Type::Money, "Amount of the instruction.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::Money(payment.sen))
    }),
    now(
        "stage",
        Type::Text,
        "Where it stands: instructed, credited, returned, reissued, unclaimed, refunded, void.",
        |state, fact| paid(state, fact.seq, |payment| Cell::stage(Some(payment.stage))),
    ),
    now("credited", Type::Money, "Reached the recipient.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::Money(payment.credited))
    }),
    now("transacted", Type::Money, "Used by the recipient.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::Money(payment.transacted))
    }),
    now("unclaimed", Type::Money, "Never taken by the recipient.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::Money(payment.unclaimed))
    }),
    now("returned", Type::Money, "Sent back by the bank.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::Money(payment.returned))
    }),
    now("refunded", Type::Money, "Refunded.", |state, fact| {
        paid(state, fact.seq, |payment| Cell::Money(payment.refunded))
    }),
    first_day("credited_on", K::PaymentCredited, O::Payment, "When it was first credited."),
    first_seq("credit", K::PaymentCredited, O::Payment, "Event of the first credit."),
    first_day("returned_on", K::PaymentReturned, O::Payment, "When it was first returned."),
    first_day("transacted_on", K::AidTransacted, O::Payment, "When it was first used."),
];

const SPP: &[Column] = &[
    now(
        "stage",
        Type::Text,
        "Where it stands: submitted, verified, spm-issued, sp2d-issued, paid-out, ended.",
        |state, fact| spp(state, fact.seq, |spp| Cell::stage(Some(spp.stage))),
    ),
    first_day("verified_on", K::SppVerified, O::Spp, "When the PPK verified it."),
    first_day("spm_on", K::SpmIssued, O::Spp, "Day of the first SPM."),
    first_seq("spm", K::SpmIssued, O::Spp, "Event of the first SPM; see table `spms`."),
    first_day("sp2d_on", K::Sp2dIssued, O::Spp, "Day of the first SP2D."),
    first_seq("sp2d", K::Sp2dIssued, O::Spp, "Event of the first SP2D; see table `sp2ds`."),
    now("sp2d_number", Type::Text, "Number of the SP2D.", |state, fact| {
        spp(state, fact.seq, |spp| spp.sp2d_number.clone().into())
    }),
    now("withheld", Type::Money, "Withheld by the SP2D.", |state, fact| {
        spp(state, fact.seq, |spp| Cell::Money(spp.withheld))
    }),
    now("paid_on", Type::Date, "When the bank paid the SP2D out.", |state, fact| {
        spp(state, fact.seq, |spp| spp.paid_on.into())
    }),
    now("credited", Type::Money, "Reached recipients so far.", |state, fact| {
        spp(state, fact.seq, |spp| Cell::Money(spp.credited))
    }),
    now("accounted", Type::Money, "Accounted for so far.", |state, fact| {
        spp(state, fact.seq, |spp| Cell::Money(spp.accounted))
    }),
    now("refunded", Type::Money, "Refunded so far.", |state, fact| {
        spp(state, fact.seq, |spp| Cell::Money(spp.refunded))
    }),
];

const DECREE: &[Column] = &[
    now("rows", Type::Integer, "Rows listed so far.", |state, fact| {
        state.decree.decrees.get(&fact.seq).map(|decree| decree.count).into()
    }),
    now("rows_amount", Type::Money, "What the rows sum to.", |state, fact| {
        Cell::sen(state.decree.decrees.get(&fact.seq).map(|decree| decree.sen))
    }),
    now("closed", Type::Boolean, "Whether the list is closed.", |state, fact| {
        state.decree.decrees.get(&fact.seq).map(|decree| decree.closed).into()
    }),
    first_day("closed_on", K::DecreeClosed, O::Decree, "When the list was closed."),
];

const LINE: &[Column] = &[
    now("source_family", Type::Text, "Budget family of the source.", |state, fact| {
        Cell::shown(state.budget.lines.get(&fact.seq).map(|line| line.family))
    }),
    now("cash_origin", Type::Text, "Where its cash comes from.", |state, fact| {
        Cell::shown(state.budget.lines.get(&fact.seq).map(|line| line.cash_origin))
    }),
    now("ceiling", Type::Money, "Ceiling at the end, in all books.", |state, fact| {
        let line = state.budget.lines.get(&fact.seq);
        Cell::sen(line.and_then(|l| l.net[jejak_events::Stage::Ceiling as usize].checked_neg()))
    }),
];

const ENACTMENT: &[Column] =
    &[now("until_now", Type::Date, "Last day on which it holds, after repeals.", |state, fact| {
        let key = state.reference.enactments.get(&fact.seq);
        let all = key.and_then(|key| state.reference.parameters.get(key));
        let this = all.and_then(|all| all.iter().find(|one| one.seq == fact.seq));
        this.and_then(|one| one.until).into()
    })];

const REGION: &[Column] = &[
    now("retired", Type::Boolean, "Whether the code is retired.", |state, fact| {
        let Event::RegionRegistered(body) = &fact.event else { return Cell::Null };
        state.reference.regions.get(&body.code).map(|in_use| !*in_use).into()
    }),
    now("level", Type::Text, "province, regency, district or village.", |_, fact| {
        let Event::RegionRegistered(body) = &fact.event else { return Cell::Null };
        Cell::stage(Some(body.code.level()))
    }),
];

/// What is left of a claim.
fn claim_left(state: &State, seq: u64) -> Option<i64> {
    state.accountability.claims.get(&seq).map(|claim| claim.left)
}

/// What the lines of a document sum to.
fn sum_of(lines: &[jejak_events::treasury::LineAmount]) -> Cell {
    Rupiah::sum(lines.iter().map(|line| line.amount))
        .map_or(Cell::Null, |sum| Cell::Money(sum.sen()))
}

const SPD: &[Column] = &[now("amount", Type::Money, "Sum of its lines.", |_, fact| {
    let Event::SpdIssued(body) = &fact.event else { return Cell::Null };
    sum_of(&body.lines)
})];

const NPD: &[Column] = &[now("amount", Type::Money, "Sum of its lines.", |_, fact| {
    let Event::NpdSubmitted(body) = &fact.event else { return Cell::Null };
    sum_of(&body.lines)
})];

const CLAIM: &[Column] = &[now("left", Type::Money, "What is not yet refunded.", |state, fact| {
    Cell::sen(claim_left(state, fact.seq))
})];

const SPJ: &[Column] = &[
    now("outcome", Type::Text, "Latest outcome of its verification.", |state, fact| {
        Cell::shown(state.accountability.spjs.get(&fact.seq).and_then(|spj| spj.outcome))
    }),
    first_day("verified_on", K::SpjVerified, O::Spj, "When it was first verified."),
];

/// The tables, in the order of the document.
pub(super) const TABLES: &[Definition] = &[
    table("regions", "Regions that were registered.", &[K::RegionRegistered], REGION),
    table(
        "organisations",
        "Organisations: SKPD, ministries, banks, institutions.",
        &[K::OrganisationRegistered],
        &[],
    ),
    table("sources", "Funding sources by code.", &[K::FundingSourceRegistered], &[]),
    table("programmes", "Programmes by code.", &[K::ProgrammeRegistered], &[]),
    table(
        "enactments",
        "Rule parameters: value or amount, from when until when, and by what basis.",
        &[K::RuleEnacted],
        ENACTMENT,
    ),
    table("repeals", "Repeals of rule parameters.", &[K::RuleRepealed], &[]),
    table("holidays", "Holidays, for deadlines in working days.", &[K::HolidayDeclared], &[]),
    table(
        "external_data",
        "Files of others that were imported: data set, position, commitment, rows.",
        &[K::ExternalDataImported],
        &[],
    ),
    table("plafonds", "Ceilings agreed with the DPRD (KUA-PPAS).", &[K::PlafondAgreed], &[]),
    table(
        "lines",
        "Budget lines. Balances stand in `balances`; later changes of the ceiling in `budget_changes`.",
        &[K::BudgetCeilingSet],
        LINE,
    ),
    table(
        "budget_changes",
        "Shifts, revisions, blocks and unblocks of budget lines.",
        &[K::BudgetShifted, K::BudgetRevised, K::BudgetBlocked, K::BudgetUnblocked],
        &[],
    ),
    table("cash_plans", "Cash plans of lines, month by month.", &[K::CashPlanSet], &[]),
    table(
        "activity_plans",
        "Approvals of activity plans (KAK) per line.",
        &[K::ActivityPlanApproved],
        &[],
    ),
    table(
        "commitments",
        "Commitments by contract and the like; those of decrees come with the decree.",
        &[K::CommitmentMade],
        &[],
    ),
    table("commitments_released", "Commitments given back.", &[K::CommitmentReleased], &[]),
    table("openings", "Opening balances of lines.", &[K::OpeningBalanceRecorded], &[]),
    table("opening_cash", "Opening balances of cash accounts.", &[K::OpeningCashRecorded], &[]),
    table(
        "historical_batches",
        "Batches of history taken over from other books.",
        &[K::HistoricalBatchOpened],
        &[],
    ),
    table("quota", "Quotas of a programme by region and year.", &[K::QuotaSet], &[]),
    table("quota_changes", "Changes of quotas.", &[K::QuotaChanged], &[]),
    table("decrees", "Decrees (SK) that designate recipients.", &[K::DecreeOpened], DECREE),
    table(
        "designations",
        "Rows of decrees: one recipient, one line, one amount.",
        &[K::RecipientDesignated],
        DESIGNATION,
    ),
    table(
        "replacements",
        "Recipients who were replaced in a row of a decree.",
        &[K::RecipientReplaced],
        &[],
    ),
    table("cancellations", "Rows of decrees that were cancelled.", &[K::DesignationCancelled], &[]),
    table(
        "pacts",
        "Integrity pacts and grant agreements that recipients signed.",
        &[K::IntegrityPactSigned, K::GrantAgreementSigned],
        &[],
    ),
    table("spds", "SPDs, their lines as JSON.", &[K::SpdIssued], SPD),
    table(
        "advance_ceilings",
        "Ceilings of the advance (UP) of an organisation.",
        &[K::AdvanceCeilingSet],
        &[],
    ),
    table("npds", "Requests to spend from the advance (NPD).", &[K::NpdSubmitted], NPD),
    table("tbps", "Payments from the advance (TBP).", &[K::TbpRecorded], &[]),
    table(
        "spps",
        "Requests for payment (SPP), with what became of them: SPM, SP2D, payment.",
        &[K::SppSubmitted],
        SPP,
    ),
    table("spms", "SPMs.", &[K::SpmIssued], &[]),
    table("sp2ds", "SP2Ds.", &[K::Sp2dIssued], &[]),
    table("sp2d_payouts", "SP2Ds that the bank paid out.", &[K::Sp2dPaidOut], &[]),
    table(
        "sp2d_endings",
        "SPPs that ended otherwise: rejected, refused, cancelled.",
        &[K::SpmRejected, K::Sp2dRefused, K::Sp2dCancelled],
        &[],
    ),
    table(
        "payment_lists",
        "Lists of payment instructions under one SP2D.",
        &[K::PaymentListOpened],
        &[],
    ),
    table(
        "payments",
        "Payment instructions, with what became of them. A reissued payment is a row of its own and names the one before in `payment`.",
        &[K::PaymentInstructed, K::PaymentReissued],
        PAYMENT,
    ),
    table(
        "credits",
        "Payments that the bank or post says reached the recipient.",
        &[K::PaymentCredited],
        &[],
    ),
    table("returns", "Payments that the bank sent back.", &[K::PaymentReturned], &[]),
    table("unclaimed", "Money that recipients never took.", &[K::AidUnclaimed], &[]),
    table(
        "transactions",
        "Use of aid at shops and terminals, by minute of the day.",
        &[K::AidTransacted],
        &[],
    ),
    table(
        "deductions",
        "Reports that a recipient got less than was credited.",
        &[K::DeductionReported],
        &[],
    ),
    table("hand_overs", "Goods handed over to recipients.", &[K::GoodsHandedOver], &[]),
    table("cash_accounts", "Cash accounts.", &[K::CashAccountOpened], &[]),
    table("cash_received", "Cash received.", &[K::CashReceived], &[]),
    table("cash_transfers", "Cash moved between accounts.", &[K::CashTransferred], &[]),
    table("tax_deposits", "Taxes that were withheld and deposited.", &[K::TaxDeposited], &[]),
    table("cash_counts", "Cash counts (kas opname).", &[K::CashCounted], &[]),
    table("bank_lines", "Lines of bank statements, as observed.", &[K::BankLineObserved], &[]),
    table(
        "sp2d_rows",
        "Rows of the treasury's SP2D register, as observed.",
        &[K::Sp2dRowObserved],
        &[],
    ),
    table(
        "reconciliations",
        "Reconciliations of a register, ours and theirs.",
        &[K::ReconciliationRecorded],
        &[],
    ),
    table("spjs", "Accountability reports (SPJ).", &[K::SpjSubmitted], SPJ),
    table("spj_verdicts", "Verifications of SPJ.", &[K::SpjVerified], &[]),
    table("refund_claims", "Claims for refund.", &[K::RefundClaimed], CLAIM),
    table("refunds", "Refunds that were deposited.", &[K::RefundDeposited], &[]),
    table("reversals", "Transactions that were taken back.", &[K::TransactionReversed], &[]),
    table(
        "corrections",
        "Facts that were corrected; both readings stay.",
        &[K::FactCorrected],
        &[],
    ),
    table("periods_closed", "Periods that were closed.", &[K::PeriodClosed], &[]),
    table("silpa", "SiLPA by source and year.", &[K::SilpaComputed], &[]),
];
