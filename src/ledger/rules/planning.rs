//! Rules for planning documents and indicators.

use jejak_events::planning::*;
use jejak_events::vocabulary::{IndicatorLevel, IndicatorUnit};
use jejak_events::{Code, Event, RegionLevel};
use jejak_projections::planning::{Document, IndicatorKey};

use super::{Figures, Judge, Judgement, rules};

rules! {
    INDICATOR_UNKNOWN = "PLN-01" Refuse,
        "indikator belum didefinisikan", "the indicator is not defined", "IndikatorDitetapkan";
    INDICATOR_KNOWN = "PLN-02" Refuse,
        "indikator sudah didefinisikan", "the indicator is already defined", "IndikatorDitetapkan";
    INDICATOR_LEVEL = "PLN-03" Refuse,
        "indikator daerah menyebut wilayah, indikator nasional tidak", "a regional value names its region, a national one does not", "IndikatorDitetapkan";
    BELOW_TARGET = "PLN-04" Flag,
        "capaian di bawah sasaran", "the value measured is below the target", "IndikatorDitetapkan";
    MEASURED_TWICE = "PLN-05" Flag,
        "capaian indikator dicatat ulang", "the indicator was already measured for that year", "IndikatorDitetapkan";
    WITHOUT_TARGET = "PLN-06" Flag,
        "capaian tanpa sasaran", "measured without a target", "IndikatorDitetapkan";
    DOCUMENT_REPLACED = "PLN-07" Refuse,
        "dokumen sudah digantikan, masih ditunggu, atau menggantikan dirinya sendiri", "the document is already superseded, still awaited, or its own successor", "DokumenPerencanaan";
    OPEN_ITEM = "PLN-08" Refuse,
        "bukan butir terbuka yang masih ditunggu", "that is no open item, or it is answered already", "DokumenPerencanaan";
    ANSWERED_LATE = "PLN-09" Flag,
        "dokumen turunan terbit melewati batas", "the awaited document came after its day", "DokumenPerencanaan";
    NOT_IN_FORCE = "PLN-10" Flag,
        "dokumen tidak berlaku pada tahun itu", "the document does not hold in that year", "DokumenPerencanaan PaguDitetapkan";
    RATE_ROWS = "PLN-11" Refuse,
        "baris mutakhir melebihi semua baris", "more rows are up to date than there are", "DataEksternalDiimpor";
    RATE_REGION = "PLN-12" Refuse,
        "pemutakhiran dicatat per kabupaten/kota", "update rates are per kabupaten or kota", "DataEksternalDiimpor";
    PLANNED_TWICE = "PLN-13" Refuse,
        "rujukan ke dokumen itu sudah ada", "that reference is already there", "DokumenPerencanaan";
    SHARE_ABOVE_WHOLE = "PLN-14" Refuse,
        "bagian lebih dari 10000 basis poin", "a share above 10000 basis points", "IndikatorDitetapkan";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::PlanningDocumentRegistered(body) => register(judge, body),
        Event::PlanningDocumentAwaited(body) => {
            let parent = judge.state.planning.documents.get(&body.parent.0);
            let there = parent.is_some_and(|parent| parent.holds.is_some());
            judge.require(there, &OPEN_ITEM, || {
                Figures::expected("parent", "a document that is there", "one still awaited")
            })
        }
        Event::PlanningDocumentSuperseded(body) => supersede(judge, body),
        Event::LinePlanned(body) => plan_line(judge, body),
        Event::ProgrammePlanned(body) => {
            judge.known_programme("programme", &body.programme)?;
            let planned = judge.state.planning.programmes.get(&body.programme);
            let twice = planned.is_some_and(|planned| planned.contains(&body.document.0));
            judge.require(!twice, &PLANNED_TWICE, || {
                Figures::field("document").by(body.document.0)
            })?;
            let day = judge.fact.envelope.occurred_on;
            flag_force(judge, body.document.0, |document| document.holds_on(day));
            Ok(())
        }
        Event::IndicatorDefined(body) => {
            let known = judge.state.planning.indicators.contains(&body.indicator);
            judge.require(!known, &INDICATOR_KNOWN, || {
                Figures::expected("indicator", "a new code", &body.indicator)
            })
        }
        Event::IndicatorTargetSet(body) => {
            let key = (body.indicator.clone(), body.fiscal_year, body.level, body.region);
            value(judge, &key, body.value)
        }
        Event::IndicatorMeasured(body) => measure(judge, body),
        Event::UpdateRateObserved(body) => {
            judge.known_region("region", body.region)?;
            let regency = body.region.level() == RegionLevel::Regency;
            judge.require(regency, &RATE_REGION, || {
                Figures::expected("region", "a kabupaten or kota", body.region)
            })?;
            judge.require(body.updated <= body.total, &RATE_ROWS, || {
                Figures::expected("updated", format_args!("{} or less", body.total), body.updated)
            })
        }
        _ => Ok(()),
    }
}

fn register(judge: &mut Judge<'_>, body: &PlanningDocumentRegistered) -> Judgement {
    if let Some(region) = body.region {
        judge.known_region("region", region)?;
    }
    judge.days_in_order("until", body.from, body.until)?;
    let Some(awaited) = body.awaited else { return Ok(()) };
    let item = judge.state.planning.documents.get(&awaited.0);
    judge.require(item.is_some_and(Document::is_open_item), &OPEN_ITEM, || {
        Figures::expected("awaited", "an open item", "a document that is there").by(awaited.0)
    })?;
    let due = item.and_then(|item| item.due);
    judge.flag_if(due.is_some_and(|due| due < body.from), &ANSWERED_LATE, || {
        let due = due.map_or_else(String::new, |due| due.to_string());
        Figures::expected("from", format_args!("{due} or earlier"), body.from).by(awaited.0)
    });
    Ok(())
}

fn supersede(judge: &Judge<'_>, body: &PlanningDocumentSuperseded) -> Judgement {
    let documents = &judge.state.planning.documents;
    let there = |seq: u64| documents.get(&seq).filter(|document| document.holds.is_some());
    let (old, new) = (there(body.document.0), there(body.successor.0));
    let fits = old.is_some_and(|old| old.superseded_by.is_none())
        && new.is_some()
        && body.document != body.successor;
    judge.require(fits, &DOCUMENT_REPLACED, || {
        Figures::expected("document", "a document in force and another one", body.document.0)
    })?;
    let from = old.and_then(|old| old.holds).map(|(from, _)| from);
    from.map_or(Ok(()), |from| judge.days_in_order("until", from, Some(body.until)))
}

fn plan_line(judge: &mut Judge<'_>, body: &LinePlanned) -> Judgement {
    let planned = judge.state.planning.lines.get(&body.line.0);
    let twice = planned.is_some_and(|planned| planned.contains(&body.document.0));
    judge.require(!twice, &PLANNED_TWICE, || {
        Figures::field("document").on_line(body.line.0).by(body.document.0)
    })?;
    let Some(line) = judge.state.budget.lines.get(&body.line.0) else { return Ok(()) };
    let year = line.fiscal_year;
    flag_force(judge, body.document.0, |document| {
        document.holds_on(year.first_day()) || document.holds_on(year.last_day())
    });
    Ok(())
}

fn flag_force(judge: &mut Judge<'_>, document: u64, holds: impl Fn(&Document) -> bool) {
    let known = judge.state.planning.documents.get(&document);
    judge.flag_if(!known.is_some_and(holds), &NOT_IN_FORCE, || {
        Figures::expected("document", "a document in force", "one out of force").by(document)
    });
}

/// A value that an indicator can have, of a region or of the state.
fn value(judge: &Judge<'_>, key: &IndicatorKey, value: u64) -> Judgement {
    let (indicator, _, level, region) = key;
    let unit = unit(judge, indicator)?;
    let fits = (*level == IndicatorLevel::Regional) == region.is_some();
    judge.require(fits, &INDICATOR_LEVEL, || {
        let found = region.map_or_else(|| "none".to_owned(), |region| region.to_string());
        Figures::expected("region", format_args!("as level `{level}` asks"), found)
    })?;
    if let Some(region) = region {
        judge.known_region("region", *region)?;
    }
    let within = unit != Some(IndicatorUnit::Share) || value <= 10_000;
    judge.require(within, &SHARE_ABOVE_WHOLE, || {
        Figures::expected("value", "0 to 10000 basis points", value)
    })
}

fn unit(judge: &Judge<'_>, indicator: &Code) -> Result<Option<IndicatorUnit>, super::Refusal> {
    let unit = judge.state.planning.indicators.get(indicator).copied();
    judge.require(unit.is_some(), &INDICATOR_UNKNOWN, || {
        Figures::expected("indicator", "a defined indicator", indicator)
    })?;
    Ok(unit)
}

fn measure(judge: &mut Judge<'_>, body: &IndicatorMeasured) -> Judgement {
    let key = (body.indicator.clone(), body.fiscal_year, body.level, body.region);
    value(judge, &key, body.value)?;
    let planning = &judge.state.planning;
    let before = planning.measured.get(&key).copied();
    let target = planning.targets.get(&key).copied();
    judge.flag_if(before.is_some(), &MEASURED_TWICE, || {
        Figures::expected("value", format_args!("{} as recorded", before.unwrap_or(0)), body.value)
    });
    judge.flag_if(target.is_none(), &WITHOUT_TARGET, || {
        Figures::expected("indicator", "a target for that year", "none")
    });
    judge.flag_if(target.is_some_and(|target| body.value < target), &BELOW_TARGET, || {
        Figures::expected("value", format_args!("{} or more", target.unwrap_or(0)), body.value)
    });
    Ok(())
}
