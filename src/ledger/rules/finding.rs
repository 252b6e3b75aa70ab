//! Rules for findings, recommendations and samples.

use jejak_events::Event;
use jejak_events::finding::*;
use jejak_events::vocabulary::{FindingEnd, FindingSource, FollowUpStatus, Parameter};
use jejak_projections::finding::{Finding, FindingStage};

use super::{Figures, Judge, Judgement, rules};

rules! {
    FINDING_CLOSED = "TMN-01" Refuse,
        "temuan sudah ditutup", "the finding is already closed", "TemuanDitutup";
    NOT_CLOSED = "TMN-02" Refuse,
        "temuan belum ditutup", "the finding is not closed", "TemuanDibuka";
    WITHOUT_EVIDENCE = "TMN-03" Refuse,
        "temuan cek otomatis tanpa bukti kejadian", "a finding of a check names no event as evidence", "TemuanDibuka";
    EVIDENCE_ORDER = "TMN-04" Refuse,
        "bukti harus menaik dan di dalam buku yang dilihat", "evidence is in ascending order and within what was looked at", "TemuanDibuka G6";
    UNFINISHED = "TMN-05" Refuse,
        "rekomendasi belum selesai ditindaklanjuti", "a recommendation is not followed up yet", "TemuanDitutup";
    RECOVERED_ABOVE = "TMN-06" Flag,
        "pemulihan melebihi nilai rekomendasi", "more was recovered than recommended", "TindakLanjutDicatat";
    FOLLOWED_UP_LATE = "TMN-07" Flag,
        "tindak lanjut melewati batas", "the recommendation was followed up after its day", "TindakLanjutDicatat A48";
    DUE_OFF_RULE = "TMN-08" Flag,
        "batas tindak lanjut bukan menurut aturan", "the day of follow-up is not the one that the rule gives", "RekomendasiDicatat A48";
    RECOVERED_NOT_ALL = "TMN-09" Flag,
        "dinyatakan sesuai rekomendasi sebelum nilainya pulih", "called as recommended before the amount is recovered", "TindakLanjutDicatat";
    OWN_FINDING = "TMN-10" Refuse,
        "penjawab temuan sama dengan yang membukanya", "the finding is answered by who opened it", "TanggapanDicatat A46";
    STATUS_BACK = "TMN-11" Flag,
        "status tindak lanjut mundur", "the class of the follow-up goes back", "TindakLanjutDicatat";
    SAMPLE_SIZE = "TMN-12" Refuse,
        "ukuran sampel harus 1 sampai jumlah populasi", "a sample has 1 item up to the whole population", "SampleDrawn";
    SAMPLE_CHECKPOINT = "TMN-13" Refuse,
        "benih sampel harus dari titik periksa terakhir", "the seed is taken from the last checkpoint recorded", "SampleDrawn";
    RESULT_TWICE = "TMN-14" Refuse,
        "hasil untuk butir itu sudah dicatat, atau semua butir sudah", "that item has a result already, or all items have", "SampleDrawn";
    SAMPLE_DIFFERS = "TMN-15" Flag,
        "hasil lapangan berbeda", "the field found something else", "SampleDrawn";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::FindingOpened(body) => open(judge, body),
        Event::FindingAnswered(body) => {
            let Some(finding) = not_closed(judge, body.finding.0)? else { return Ok(()) };
            judge.separate_from(&OWN_FINDING, &finding.opened_by)
        }
        Event::RecommendationIssued(body) => {
            judge.not_negative("amount", body.amount)?;
            not_closed(judge, body.finding.0)?;
            flag_due(judge, body);
            Ok(())
        }
        Event::FollowUpRecorded(body) => follow_up(judge, body),
        Event::FindingClosed(body) => {
            let Some(finding) = not_closed(judge, body.finding.0)? else { return Ok(()) };
            let left = judge.state.finding.unfinished(finding);
            let settled = body.outcome != FindingEnd::Settled || left.is_none();
            judge.require(settled, &UNFINISHED, || {
                Figures::expected("finding", "every recommendation followed up", "one is not")
                    .by(left.unwrap_or(0))
            })
        }
        Event::FindingReopened(body) => {
            let finding = judge.state.finding.findings.get(&body.finding.0);
            let closed = finding.is_some_and(|it| it.stage == FindingStage::Closed);
            judge.require(closed, &NOT_CLOSED, || Figures::field("finding").by(body.finding.0))
        }
        Event::SampleDrawn(body) => draw(judge, body),
        Event::SampleResultRecorded(body) => result(judge, body),
        _ => Ok(()),
    }
}

fn open(judge: &Judge<'_>, body: &FindingOpened) -> Judgement {
    judge.not_negative("amount", body.amount)?;
    if let Some(recipient) = body.recipient {
        judge.known_recipient("recipient", recipient)?;
    }
    if let Some(region) = body.region {
        judge.known_region("region", region)?;
    }
    let bare = body.source == FindingSource::Check && body.evidence.is_empty();
    judge.require(!bare, &WITHOUT_EVIDENCE, || {
        Figures::expected("evidence", "the events that show it", "none")
    })?;
    let ascending = body.evidence.is_sorted_by(|one, next| one < next);
    let size = judge.state.integrity.size();
    let within =
        body.as_of_size <= size && body.evidence.last().is_none_or(|last| last.0 < body.as_of_size);
    judge.require(ascending && within, &EVIDENCE_ORDER, || {
        Figures::expected(
            "evidence",
            format_args!("ascending, below as_of_size, which is {size} at most"),
            body.as_of_size,
        )
    })
}

fn not_closed<'a>(judge: &Judge<'a>, seq: u64) -> Result<Option<&'a Finding>, super::Refusal> {
    let finding = judge.state.finding.findings.get(&seq);
    let closed = finding.is_some_and(|it| it.stage == FindingStage::Closed);
    judge.require(!closed, &FINDING_CLOSED, || Figures::field("finding").by(seq))?;
    Ok(finding)
}

/// The clock of the follow-up: sixty days by rule, from the day on which the report came.
fn flag_due(judge: &mut Judge<'_>, body: &RecommendationIssued) {
    let rule = judge.state.reference.in_force_for_all(Parameter::FollowUpDays, body.received);
    let Some((days, enacted)) = rule.and_then(|rule| Some((rule.value?, rule.seq))) else { return };
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    let due = body.received.checked_add_days(days);
    judge.flag_if(due != Some(body.due), &DUE_OFF_RULE, || {
        let due = due.map_or_else(String::new, |due| due.to_string());
        Figures::expected("due", due, body.due).by(enacted)
    });
}

fn follow_up(judge: &mut Judge<'_>, body: &FollowUpRecorded) -> Judgement {
    judge.not_negative("amount", body.amount)?;
    let state = judge.state;
    let Some(it) = state.finding.recommendations.get(&body.recommendation.0) else {
        return Ok(());
    };
    let day = judge.fact.envelope.occurred_on;
    let recovered = it.recovered.saturating_add(body.amount.sen());
    judge.flag_if(recovered > it.sen, &RECOVERED_ABOVE, || {
        Figures::amounts("amount", recovered, it.sen)
    });
    judge.flag_if(day > it.due, &FOLLOWED_UP_LATE, || {
        Figures::expected("occurred_on", format_args!("{} or earlier", it.due), day)
    });
    let done = body.status == FollowUpStatus::AsRecommended;
    judge.flag_if(done && recovered < it.sen, &RECOVERED_NOT_ALL, || {
        Figures::amounts("status", it.sen, recovered)
    });
    judge.flag_if(it.is_final() && body.status != it.status, &STATUS_BACK, || {
        Figures::expected("status", it.status, body.status)
    });
    Ok(())
}

fn draw(judge: &Judge<'_>, body: &SampleDrawn) -> Judgement {
    let fits = body.count > 0 && u64::from(body.count) <= body.population_count;
    judge.require(fits, &SAMPLE_SIZE, || {
        Figures::expected("count", format_args!("1 to {}", body.population_count), body.count)
    })?;
    let last = judge.state.integrity.meta().checkpoint_size;
    judge.require(last > 0 && body.checkpoint_size == last, &SAMPLE_CHECKPOINT, || {
        Figures::expected("checkpoint_size", last, body.checkpoint_size)
    })
}

fn result(judge: &mut Judge<'_>, body: &SampleResultRecorded) -> Judgement {
    judge.not_negative("confirmed", body.confirmed)?;
    let area = &judge.state.finding;
    let Some(sample) = area.samples.get(&body.sample.0) else { return Ok(()) };
    let twice = area.results.contains(&(body.sample.0, body.item.0));
    judge.require(!twice && sample.results < sample.count, &RESULT_TWICE, || {
        Figures::expected("item", format_args!("one of {} items, once", sample.count), body.item.0)
    })?;
    let differs = body.verdict != jejak_events::vocabulary::SampleVerdict::Confirmed;
    judge.flag_if(differs, &SAMPLE_DIFFERS, || {
        Figures::expected("verdict", "sesuai", body.verdict).by(body.item.0)
    });
    Ok(())
}
