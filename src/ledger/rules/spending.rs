//! Rules for what recipients do with aid. Spending plans are approved by us; withdrawals,
//! purchases and visits are facts: they are recorded as they are, and flagged when odd.

use jejak_events::spending::*;
use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Event, Rupiah};
use jejak_projections::decree::{Designation, RowStatus};
use jejak_projections::reference::Enactment;
use jejak_projections::spending::{Plan, PlanStage};

use super::{Figures, Judge, Judgement, rules};

mod account;
mod purchase;
mod report;

rules! {
    PLAN_KNOWN = "SPN-01" Refuse,
        "RAB baris itu sudah ada; sebutkan RAB yang diganti", "the row has a spending plan already; name the one that this one replaces", "SpendingPlanOpened";
    PLAN_CLOSED = "SPN-02" Refuse,
        "RAB sudah disetujui", "the spending plan is already approved", "RencanaBelanjaDisetujui";
    ITEM_LISTED = "SPN-03" Refuse,
        "barang itu sudah ada dalam RAB", "the item is already in the spending plan", "SpendingPlanItemListed";
    NOT_THE_PRODUCT = "SPN-04" Refuse,
        "nilai bukan jumlah dikali harga", "the amount is not quantity times price", "BelanjaDicatat G3";
    PLAN_MISMATCH = "SPN-05" Refuse,
        "jumlah atau total RAB tidak sesuai rinciannya", "count or total of the spending plan is not what was listed", "RencanaBelanjaDisetujui G3";
    PLAN_ABOVE_ROW = "SPN-06" Refuse,
        "RAB melebihi nilai penetapan", "the spending plan is above what the row gives", "RencanaBelanjaDisetujui";
    PLAN_BELOW_ROW = "SPN-07" Flag,
        "RAB lebih kecil dari nilai penetapan", "the spending plan is below what the row gives", "RencanaBelanjaDisetujui";
    OTHER_ROW = "SPN-08" Refuse,
        "RAB milik penetapan lain", "the spending plan is another row's", "SpendingPlanOpened BelanjaDicatat";
    ROW_CANCELLED = "SPN-09" Refuse,
        "penetapan sudah dibatalkan", "the designation is cancelled", "SpendingPlanOpened";
    ACCOUNT_SHARED = "SPN-10" Flag,
        "rekening sudah dipakai penerima lain", "the account is already another recipient's", "A31 RekeningKelompokDidaftarkan";
    ACCOUNT_NAME = "SPN-11" Flag,
        "nama pada rekening bukan nama penerima", "the account is not in the recipient's name", "A31 A40 RekeningKelompokDidaftarkan";
    ACCOUNT_LATE = "SPN-12" Flag,
        "rekening baru didaftarkan setelah bantuan diterima", "the account was registered after aid was received", "A40 RekeningKelompokDidaftarkan";
    ACCOUNT_UNKNOWN = "SPN-13" Flag,
        "rekening bukan rekening penerima yang terdaftar", "the account is no registered account of the recipient", "A31 A40 AccountWithdrawn";
    WITHDRAWN_ABOVE = "SPN-14" Flag,
        "penarikan melebihi dana yang diterima", "more was withdrawn than the recipient received", "G4 AccountWithdrawn";
    SIGNATORIES_FEW = "SPN-15" Flag,
        "penanda tangan penarikan kurang", "too few signed for the withdrawal", "A40 AccountWithdrawn";
    WITHDRAWER_OF_MANY = "SPN-16" Flag,
        "satu orang menarik dana banyak kelompok", "one person withdrew for many groups", "A36 A40 AccountWithdrawn";
    TERMINAL_OF_MANY = "SPN-17" Flag,
        "beberapa kelompok menarik pada satu terminal hampir bersamaan", "several groups withdrew at one terminal at nearly the same time", "A36 AccountWithdrawn";
    NO_PLAN = "SPN-18" Flag,
        "belanja tanpa RAB yang berlaku", "bought without an approved spending plan", "BelanjaDicatat A40";
    NOT_PLANNED = "SPN-19" Flag,
        "barang tidak ada dalam RAB", "the item is not in the spending plan", "BelanjaDicatat";
    ABOVE_PLAN = "SPN-20" Flag,
        "belanja melebihi rincian RAB", "bought above the item of the spending plan", "BelanjaDicatat";
    RECEIPT_USED = "SPN-21" Flag,
        "nota sudah dipakai pada belanja lain", "the receipt was used for another purchase", "A38 BelanjaDicatat";
    CLOSED_DAY = "SPN-22" Flag,
        "nota bertanggal Minggu atau hari libur", "the receipt is of a Sunday or holiday", "A38";
    BEFORE_RECEIVED = "SPN-23" Flag,
        "belanja sebelum dana diterima", "bought before the money was received", "A25 A38";
    PURCHASES_ABOVE = "SPN-24" Flag,
        "belanja melebihi dana yang diterima", "more was bought than was received", "BelanjaDicatat G4";
    SPLIT = "SPN-25" Flag,
        "belanja dipecah di bawah batas", "the purchase was split below the limit", "A26";
    AFTER_REPORT = "SPN-26" Flag,
        "belanja tertanggal sebelum LPJ yang tidak memuatnya", "bought before a report that does not cover it", "A37 A38";
    REVERSED = "SPN-27" Refuse,
        "belanja sudah dibalik", "the purchase is already reversed", "PurchaseReversed G6";
    REVERSED_AFTER_REPORT = "SPN-28" Flag,
        "belanja yang dibalik sudah termuat dalam LPJ", "the reversed purchase is covered by a report", "PurchaseReversed A37";
    MENTOR_IS_MEMBER = "SPN-29" Flag,
        "pendamping adalah anggota kelompok", "the mentor is a member of the group", "PendampinganDicatat A46";
    NOBODY_PRESENT = "SPN-30" Flag,
        "tidak ada anggota yang hadir", "no member was present", "PendampinganDicatat A40";
    MENTORING_MISSING = "SPN-31" Flag,
        "pendampingan terlalu lama tidak ada", "nobody mentored the recipient for too long", "PendampinganDicatat A40";
    WRONG_REPORT = "SPN-32" Refuse,
        "bukan LPJ penetapan itu, atau sudah dipakai menutup", "not a report on that row, or one that already closed its spending", "SpendingClosed";
    CLOSING_MISMATCH = "SPN-33" Refuse,
        "jumlah belanja bukan yang tercatat", "the sum of purchases is not what was recorded", "SpendingClosed G3";
    REPORT_DIFFERS = "SPN-34" Flag,
        "LPJ berbeda dari belanja yang tercatat", "the report is not what the recorded purchases make", "SpendingClosed A37 A34 G4";
    EQUAL_RECEIPTS = "SPN-35" Flag,
        "nota senilai dari satu toko untuk banyak kelompok", "one shop wrote equal receipts for many groups", "A36 A38 A40";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::SpendingPlanOpened(body) => open_plan(judge, body),
        Event::SpendingPlanItemListed(body) => list_item(judge, body),
        Event::SpendingPlanClosed(body) => approve_plan(judge, body),
        Event::GroupAccountRegistered(body) => account::register(judge, body),
        Event::AccountWithdrawn(body) => account::withdraw(judge, body),
        Event::PurchaseRecorded(body) => purchase::record(judge, body),
        Event::PurchaseReversed(body) => purchase::reverse(judge, body),
        Event::MentoringVisited(body) => {
            judge.known_recipient("recipient", body.recipient)?;
            judge.flag_if(body.mentor_is_member, &MENTOR_IS_MEMBER, || {
                Figures::expected("mentor_is_member", false, true)
            });
            judge.flag_if(body.present == 0, &NOBODY_PRESENT, || {
                Figures::expected("present", "1 or more", 0)
            });
            Ok(())
        }
        Event::SpendingClosed(body) => report::close(judge, body),
        _ => Ok(()),
    }
}

fn open_plan(judge: &Judge<'_>, body: &SpendingPlanOpened) -> Judgement {
    judge.positive("total", body.total)?;
    let (row, seq) = (judge.state.decree.designations.get(&body.designation.0), body.designation.0);
    judge.require(row.is_some_and(|r| r.status != RowStatus::Cancelled), &ROW_CANCELLED, || {
        Figures::expected("designation", "a row in force", seq).by(seq)
    })?;
    if let Some(before) = body.replaces {
        of_row(judge, "replaces", before.0, seq)?;
    }
    let known = judge.state.spending.rows.get(&seq).and_then(|spent| spent.plan);
    takes_place(judge, known, body.replaces.map(|plan| plan.0))
}

/// A plan takes the place of the one that stands, and only of that one.
fn takes_place(judge: &Judge<'_>, known: Option<u64>, replaces: Option<u64>) -> Judgement {
    judge.require(known == replaces, &PLAN_KNOWN, || {
        let expected = known.map_or_else(|| "none".to_owned(), |plan| plan.to_string());
        let found = replaces.map_or_else(|| "none".to_owned(), |plan| plan.to_string());
        Figures::expected("replaces", expected, found).by(known.or(replaces).unwrap_or(0))
    })
}

/// A plan that an event names must be of the row that it names.
fn of_row(judge: &Judge<'_>, field: &'static str, plan: u64, row: u64) -> Judgement {
    let known = judge.state.spending.plans.get(&plan);
    judge.require(known.is_some_and(|plan| plan.designation == row), &OTHER_ROW, || {
        Figures::expected(field, format_args!("a plan of row {row}"), plan).by(plan)
    })
}

/// The plan, which must still be open.
fn open<'a>(judge: &Judge<'a>, seq: u64) -> Result<Option<&'a Plan>, super::Refusal> {
    let plan = judge.state.spending.plans.get(&seq);
    let open = plan.is_some_and(|plan| plan.stage == PlanStage::Open);
    judge.require(open, &PLAN_CLOSED, || {
        Figures::expected("plan", "a plan not yet approved", seq).by(seq)
    })?;
    Ok(plan)
}

fn list_item(judge: &Judge<'_>, body: &SpendingPlanItemListed) -> Judgement {
    product(judge, body.quantity, body.unit_price, body.amount)?;
    open(judge, body.plan.0)?;
    let listed = judge.state.spending.items.contains(&(body.plan.0, body.item.clone()));
    judge.require(!listed, &ITEM_LISTED, || {
        Figures::expected("item", "an item not yet listed", &body.item).by(body.plan.0)
    })
}

/// G3: quantity times price is the amount, and above zero.
fn product(judge: &Judge<'_>, quantity: u32, price: Rupiah, amount: Rupiah) -> Judgement {
    judge.positive("unit_price", price)?;
    judge.positive("amount", amount)?;
    let product = price.checked_mul(i64::from(quantity));
    judge.require(product == Some(amount), &NOT_THE_PRODUCT, || {
        let product = product.map_or(i64::MAX, Rupiah::sen);
        Figures::amounts("amount", amount.sen(), product)
    })
}

fn approve_plan(judge: &mut Judge<'_>, body: &SpendingPlanClosed) -> Judgement {
    let seq = body.plan.0;
    let Some(plan) = open(judge, seq)? else { return Ok(()) };
    let stands = judge.state.spending.rows.get(&plan.designation).and_then(|spent| spent.plan);
    takes_place(judge, stands.filter(|stands| *stands != seq), plan.replaces)?;
    let counted = (plan.count, plan.sen);
    let fits = counted == (body.count, body.total.sen())
        && counted == (plan.stated_count, plan.stated_sen);
    judge.require(fits, &PLAN_MISMATCH, || {
        let total = Rupiah::from_sen(plan.sen);
        Figures::expected("count", format_args!("{} with {total}", plan.count), body.count).by(seq)
    })?;
    let Some(row) = judge.state.decree.designations.get(&plan.designation) else { return Ok(()) };
    let figures = || Figures::amounts("total", plan.sen, row.sen).on_line(row.line);
    judge.require(plan.sen <= row.sen, &PLAN_ABOVE_ROW, figures)?;
    judge.flag_if(plan.sen < row.sen, &PLAN_BELOW_ROW, figures);
    Ok(())
}

impl<'a> Judge<'a> {
    /// The programme whose decree designated a row.
    pub(super) fn programme_of_row(&self, row: &Designation) -> Option<&'a Code> {
        self.state.decree.decrees.get(&row.decree).map(|decree| &decree.programme)
    }

    /// A parameter in force for the programme of a row, on the day of the event.
    fn in_force_for(&self, parameter: Parameter, row: &Designation) -> Option<&'a Enactment> {
        let day = self.fact.envelope.occurred_on;
        self.state.reference.in_force(parameter, self.programme_of_row(row)?, day)
    }
}
