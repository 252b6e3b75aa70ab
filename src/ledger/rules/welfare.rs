//! Rules for services to people, social insurance and contributions of the community.
//!
//! No rule sees the class of a person: whether a service lies within authority is compared where
//! the class is known, and the ledger keeps what that gave beside a commitment to the class.

use jejak_events::Event;

use super::{Figures, Judge, Judgement, rules};

mod authority;
mod case;
mod support;

rules! {
    TARGET_UNCHANGED = "PPK-01" Refuse,
        "sasaran itu sudah demikian", "the target is already so", "ServiceTargetSet";
    REGION_TOO_SMALL = "PPK-02" Refuse,
        "jumlah hanya untuk kabupaten/kota atau lebih luas", "counts are for a kabupaten, kota or more", "PpksCounted PsksCounted";
    MATRIX_CLOSED = "PPK-03" Refuse,
        "matriks kewenangan sudah ditutup", "the authority matrix is closed", "ServiceAuthoritySet AuthorityMatrixClosed";
    ROW_TWICE = "PPK-04" Refuse,
        "golongan dan layanan itu sudah ada di matriks", "the matrix already has that class and service", "ServiceAuthoritySet";
    MATRIX_COUNT = "PPK-05" Refuse,
        "jumlah baris tidak cocok", "the number of rows does not match", "G3 AuthorityMatrixClosed";
    VERDICT_BASELESS = "PPK-06" Refuse,
        "putusan kewenangan tanpa matriks yang lengkap dan berlaku", "a verdict on authority without a complete matrix in force", "A51 CaseOpened";
    OUTSIDE_AUTHORITY = "PPK-07" Flag,
        "layanan di luar kewenangan", "the service lies outside the authority", "A51 CaseOpened";
    MATRIX_OLD = "PPK-08" Flag,
        "bukan matriks kewenangan yang berlaku", "that is not the authority matrix in force", "A51";
    VERDICT_IMPOSSIBLE = "PPK-09" Flag,
        "tidak ada golongan yang memberi putusan itu", "no class of people could give that verdict", "A51";
    CASE_OPEN_TWICE = "PPK-10" Flag,
        "orang itu masih punya kasus untuk layanan yang sama", "the person already has an open case of the service", "CaseOpened A30";
    CASE_CLOSED = "PPK-11" Refuse,
        "kasus sudah ditutup", "the case is closed", "OutreachDone RehabilitationStepDone CaseReferred CaseClosed";
    COERCED_ALONE = "PPK-12" Flag,
        "penjangkauan koersif tanpa petugas kedua", "coercive outreach without a second official, or with too few", "OutreachDone A46";
    REHABILITATION_LONG = "PPK-13" Flag,
        "rehabilitasi lebih lama dari batas", "rehabilitation takes longer than it may", "RehabilitationStepDone";
    BEFORE_CASE = "PPK-14" Flag,
        "terjadi sebelum kasus dibuka", "happened before the case was opened", "A25";
    CLOSED_WITHOUT_STEP = "PPK-15" Flag,
        "kasus rehabilitasi ditutup tanpa satu langkah pun", "a case of rehabilitation is closed without one step", "CaseClosed";
    DAYS_INVERTED = "PPK-16" Refuse,
        "hari terakhir mendahului hari pertama", "the last day comes before the first", "InsuranceCovered";
    INSURED_TWICE = "PPK-17" Flag,
        "sudah dijamin pada skema dan masa yang sama", "already insured in the scheme on some of the days", "InsuranceCovered A30";
    CLAIM_OUTSIDE = "PPK-18" Flag,
        "klaim di luar masa jaminan", "paid for a day outside the insurance", "InsuranceClaimed";
    INSURANCE_OVER = "PPK-19" Refuse,
        "jaminan sudah berakhir", "the insurance is already over", "InsuranceEnded";
    PREMIUM_EXCEEDS = "PPK-20" Flag,
        "jumlah premi melebihi pembayarannya", "premiums exceed the payment they were paid from", "InsuranceCovered A16";
    CASH_UNRECEIVED = "PPK-21" Flag,
        "uang masyarakat dicatat dalam APBD tanpa penerimaan kas", "cash of the community booked within the budget without a receipt", "CommunityContributionRecorded A23";
    VALUE_UNSAID = "PPK-22" Flag,
        "sumbangan tanpa nilai", "the contribution has no value", "CommunityContributionRecorded";
    USED_TOO_MUCH = "PPK-23" Refuse,
        "lebih banyak digunakan daripada diberikan", "more is used than was given", "G3 ContributionUsed";
    RECEIPT_MISMATCH = "PPK-24" Flag,
        "penerimaan kas tidak sesuai sumbangan", "the receipt is not the cash of this contribution", "CommunityContributionRecorded A23 A38";
    GIVER_UNSAID = "PPK-25" Flag,
        "pemberi tidak disebut", "the giver is not said", "CommunityContributionRecorded";
    COVERED_AFTER_DEATH = "PPK-26" Flag,
        "dijamin setelah meninggal", "insured after death", "A06 InsuranceCovered";
    USED_ELSEWHERE = "PPK-27" Flag,
        "digunakan di luar wilayah yang dituju", "used outside the region it was meant for", "ContributionUsed A23";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::ServiceTargetSet(body) => {
            let known = judge.state.welfare.targets.get(&body.ppks).copied();
            judge.require(known != Some(body.served), &TARGET_UNCHANGED, || {
                Figures::expected("served", !body.served, body.served)
            })
        }
        Event::PpksCounted(body) => authority::count(judge, body.region),
        Event::PsksCounted(body) => authority::count(judge, body.region),
        Event::ServiceAuthoritySet(body) => authority::row(judge, body),
        Event::AuthorityMatrixClosed(body) => authority::close(judge, body),
        Event::CaseOpened(body) => case::open(judge, body),
        Event::OutreachDone(body) => case::outreach(judge, body),
        Event::RehabilitationStepDone(body) => case::step(judge, body.case.0),
        Event::CaseReferred(body) => case::goes_on(judge, body.case.0),
        Event::CaseClosed(body) => case::close(judge, body),
        Event::InsuranceCovered(body) => support::cover(judge, body),
        Event::InsuranceClaimed(body) => support::claim(judge, body),
        Event::InsuranceEnded(body) => support::end(judge, body.insurance.0),
        Event::CommunityContributionRecorded(body) => support::contribute(judge, body),
        Event::ContributionUsed(body) => support::make_use(judge, body),
        _ => Ok(()),
    }
}
