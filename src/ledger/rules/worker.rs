//! Rules for people who work for social welfare: appointments, reports, stipends.

use jejak_events::vocabulary::WorkerRole;
use jejak_events::worker::{
    WorkerAppointed, WorkerReleased, WorkerReportReviewed, WorkerReportSubmitted,
};
use jejak_events::{Event, RegionLevel};
use jejak_projections::worker::{ReportStage, Worker};

use super::{Figures, Judge, Judgement, reference, rules};

mod stipend;

rules! {
    SECOND_TKSK = "SDM-01" Flag,
        "kecamatan sudah punya TKSK", "the kecamatan already has a TKSK", "A43 SdmDiangkat";
    TKSK_REGION = "SDM-02" Flag,
        "wilayah tugas TKSK bukan satu kecamatan", "a TKSK's duty region is not one kecamatan", "A43 SdmDiangkat";
    APPOINTED_TWICE = "SDM-03" Flag,
        "orang itu sudah diangkat pada peran yang sama", "the person already holds the same role", "A43 SdmDiangkat";
    RELEASED_BEFORE = "SDM-04" Refuse,
        "SDM sudah diberhentikan, atau masa tugasnya diperpanjang", "the worker is already released, or the release prolongs the appointment", "SdmDiberhentikan";
    CERTIFICATE_EXPIRED = "SDM-05" Flag,
        "sertifikat sudah kedaluwarsa saat dicatat", "the certificate had expired when it was recorded", "WorkerCertified";
    MONTH_TO_COME = "SDM-06" Refuse,
        "bulan laporan belum mulai", "the month of the report has not begun", "LaporanKegiatanDisampaikan";
    REPORT_INACTIVE = "SDM-07" Flag,
        "laporan untuk bulan di luar masa tugas", "a report for a month outside the appointment", "A43 LaporanKegiatanDisampaikan";
    REPORT_REVIEWED = "SDM-08" Refuse,
        "laporan sudah diperiksa", "the report is already reviewed", "LaporanKegiatanDisetujui";
    REVIEWER_IS_REPORTER = "SDM-09" Refuse,
        "pemeriksa laporan sama dengan pelapor", "the reviewer is who submitted the report", "A46 LaporanKegiatanDisetujui";
    APPROVED_BEFORE = "SDM-10" Flag,
        "laporan bulan itu sudah disetujui", "a report of that month is already approved", "A38 LaporanKegiatanDisampaikan LaporanKegiatanDisetujui";
    PAID_INACTIVE = "SDM-11" Flag,
        "dibayar untuk bulan di luar masa tugas", "paid for a month outside the appointment", "A43 TaliAsihDibayar";
    PAID_UNREPORTED = "SDM-12" Flag,
        "dibayar tanpa laporan yang disetujui", "paid without an approved report", "A43 TaliAsihDibayar";
    PAID_TWICE = "SDM-13" Flag,
        "tali asih peran, bulan, dan sumber itu sudah dibayar", "that role, month and source is already paid", "A30 A43 TaliAsihDibayar";
    TWO_ROLES = "SDM-14" Flag,
        "dua peran dibayar dari sumber yang sama", "two roles are paid from the same source", "A43 TaliAsihDibayar";
    AMOUNT_DIFFERS = "SDM-15" Flag,
        "nilai tali asih bukan yang berlaku", "the stipend is not the one in force", "A15 TaliAsihDibayar";
    CIVIL_SERVANT = "SDM-16" Flag,
        "penerima tali asih berstatus ASN", "the worker is a civil servant", "A07 A43 TaliAsihDibayar";
    SOURCE_DIFFERS = "SDM-17" Flag,
        "sumber dana bukan yang membayar", "the source is not the one that paid", "A23 TaliAsihDibayar";
    NO_PAPER = "SDM-18" Flag,
        "tali asih dari kas daerah tanpa bukti pembayaran", "a stipend from the regional treasury names no paper that paid it", "A47 TaliAsihDibayar";
    ABOVE_PAPER = "SDM-19" Flag,
        "jumlah tali asih melebihi pembayarannya", "the stipends are more than the paper that paid them", "A16 TaliAsihDibayar";
    WORKER_IS_RECIPIENT = "SDM-20" Flag,
        "penerima bantuan adalah SDM kesejahteraan sosial", "the recipient of aid is a worker", "A07 SdmDiangkat";
    ACCOUNT_OF_WORKER = "SDM-21" Flag,
        "bantuan masuk ke rekening SDM kesejahteraan sosial", "aid goes to the account of a worker", "A31 SdmDiangkat";
    PAID_AS_AID = "SDM-22" Flag,
        "tali asih dibebankan pada akun bansos", "a stipend is charged to an aid account", "A24 P6 TaliAsihDibayar";
    LIST_OF_OTHERS = "SDM-23" Flag,
        "daftar yang dirujuk bukan data ASN/TNI/Polri", "the list cited is not one of civil servants", "A07 WorkerFoundCivilServant";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::WorkerAppointed(body) => appoint(judge, body),
        Event::WorkerReleased(body) => release(judge, body),
        Event::WorkerCertified(body) => {
            let on = judge.fact.envelope.occurred_on;
            let expired = body.until.is_some_and(|until| until < on);
            judge.flag_if(expired, &CERTIFICATE_EXPIRED, || {
                let until = body.until.unwrap_or(on);
                Figures::expected("until", format_args!("{on} or later"), until)
            });
            Ok(())
        }
        Event::WorkerFoundCivilServant(body) => {
            let dataset = judge.state.reference.external.get(&body.data.0).copied();
            let expected = jejak_events::vocabulary::Dataset::CivilServants;
            judge.flag_if(dataset != Some(expected), &LIST_OF_OTHERS, || {
                let found = dataset.map_or("", |dataset| dataset.word());
                Figures::expected("data", expected, found).by(body.data.0)
            });
            Ok(())
        }
        Event::WorkerReportSubmitted(body) => submit(judge, body),
        Event::WorkerReportReviewed(body) => review(judge, body),
        Event::StipendPaid(body) => stipend::paid(judge, body),
        _ => Ok(()),
    }
}

/// Looks at aid where a decree or an instruction names it: neither its recipient nor its account
/// may be a worker's. A stipend goes to a worker's account without a decree's row.
pub(super) fn aided(judge: &mut Judge<'_>) {
    let (recipient, account) = match &judge.fact.event {
        Event::RecipientDesignated(body) => (Some(body.recipient), body.account),
        Event::RecipientReplaced(body) => (Some(body.recipient), body.account),
        Event::PaymentInstructed(body) => (None, body.designation.and(body.account)),
        _ => return,
    };
    let (workers, on) = (&judge.state.worker, judge.fact.envelope.occurred_on);
    let of_recipient = recipient.and_then(|recipient| workers.of_recipient.get(&recipient));
    let is_worker = workers.serving(of_recipient, on);
    let of_account = account.and_then(|account| workers.of_account.get(&account));
    let holder = workers.serving(of_account, on);
    judge.flag_if(is_worker.is_some(), &WORKER_IS_RECIPIENT, || {
        let figures = Figures::expected("recipient", "nobody who works for the aid", "a worker");
        figures.by(is_worker.unwrap_or(0))
    });
    judge.flag_if(holder.is_some(), &ACCOUNT_OF_WORKER, || {
        let figures = Figures::expected("account", "an account of the recipient", "a worker's");
        figures.by(holder.unwrap_or(0))
    });
}

fn worker<'a>(judge: &Judge<'a>, seq: u64) -> Option<&'a Worker> {
    judge.state.worker.workers.get(&seq)
}

fn appoint(judge: &mut Judge<'_>, body: &WorkerAppointed) -> Judgement {
    judge.known_region("region", body.region)?;
    judge.days_in_order("until", body.from, body.until)?;
    if let Some(recipient) = body.recipient {
        judge.known_recipient("recipient", recipient)?;
    }
    reference::retired(judge, body.region);
    let tksk = body.role == WorkerRole::Tksk;
    let district = body.region.level() == RegionLevel::District;
    judge.flag_if(tksk && !district, &TKSK_REGION, || {
        Figures::expected("region", "a kecamatan, 36.03.12", body.region)
    });
    let workers = &judge.state.worker;
    let overlapping = |seqs: Option<&Vec<u64>>, same_role: bool| {
        seqs.into_iter().flatten().copied().find(|seq| {
            worker(judge, *seq).is_some_and(|known| {
                known.overlaps(body.from, body.until) && (!same_role || known.role == body.role)
            })
        })
    };
    let other = workers.tksk.get(&body.region).filter(|_| tksk && district);
    let other = overlapping(other, false);
    let again = overlapping(workers.of_person.get(&body.person), true);
    judge.flag_if(other.is_some(), &SECOND_TKSK, || {
        let figures = Figures::expected("region", "a kecamatan without a TKSK", body.region);
        figures.by(other.unwrap_or(0))
    });
    judge.flag_if(again.is_some(), &APPOINTED_TWICE, || {
        let figures = Figures::expected("role", "one appointment at a time", body.role);
        figures.by(again.unwrap_or(0))
    });
    Ok(())
}

fn release(judge: &Judge<'_>, body: &WorkerReleased) -> Judgement {
    let Some(known) = worker(judge, body.worker.0) else { return Ok(()) };
    judge.days_in_order("until", known.from, Some(body.until))?;
    let shorter = known.until.is_none_or(|until| body.until <= until);
    judge.require(!known.released && shorter, &RELEASED_BEFORE, || {
        let last = known.until.map_or_else(String::new, |until| format!(" up to {until}"));
        let expected = format!("a day of an appointment in force{last}");
        Figures::expected("until", expected, body.until).by(body.worker.0)
    })
}

fn submit(judge: &mut Judge<'_>, body: &WorkerReportSubmitted) -> Judgement {
    let on = judge.fact.envelope.occurred_on;
    judge.require(body.month.first_day() <= on, &MONTH_TO_COME, || {
        Figures::expected("month", format_args!("{} or earlier", on.month_key()), body.month)
    })?;
    let outside = worker(judge, body.worker.0).is_some_and(|known| !known.active_in(body.month));
    judge.flag_if(outside, &REPORT_INACTIVE, || {
        Figures::expected("month", "a month of the appointment", body.month).by(body.worker.0)
    });
    flag_approved(judge, body.worker.0, body.month);
    Ok(())
}

fn flag_approved(judge: &mut Judge<'_>, worker: u64, month: jejak_events::Month) {
    let before = judge.state.worker.approved.get(&(worker, month)).copied();
    judge.flag_if(before.is_some(), &APPROVED_BEFORE, || {
        let figures = Figures::expected("month", "a month without an approved report", month);
        figures.by(before.unwrap_or(0))
    });
}

fn review(judge: &mut Judge<'_>, body: &WorkerReportReviewed) -> Judgement {
    let Some(report) = judge.state.worker.reports.get(&body.report.0) else { return Ok(()) };
    judge.require(report.stage == ReportStage::Submitted, &REPORT_REVIEWED, || {
        let figures = Figures::expected("report", "a report that waits", body.report.0);
        figures.by(body.report.0)
    })?;
    judge.reason_unless_accepted(body.outcome, body.reason.is_some())?;
    judge.separate_from(&REVIEWER_IS_REPORTER, &report.submitted_by)?;
    if body.outcome == jejak_events::vocabulary::Outcome::Accepted {
        flag_approved(judge, report.worker, report.month);
    }
    Ok(())
}
