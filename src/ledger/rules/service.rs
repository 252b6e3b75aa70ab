//! Rules for SLRT and Puskesos: years of APBN, then APBD (P5, A29).

use jejak_events::service::{ServiceReported, ServiceSupportSet, ServiceUnitFounded};
use jejak_events::vocabulary::{ServiceKind, SourceFamily};
use jejak_events::{Date, Event, Region, RegionLevel};
use jejak_projections::service::ServiceUnit;

use super::{Figures, Judge, Judgement, reference, rules};

rules! {
    WRONG_LEVEL = "SLR-01" Flag,
        "wilayah tidak sesuai jenis layanan", "the region is not one that such a unit serves", "LayananDibentuk";
    SECOND_UNIT = "SLR-02" Flag,
        "wilayah itu sudah punya layanan sejenis", "the region already has such a unit", "LayananDibentuk";
    UNIT_CLOSED = "SLR-03" Refuse,
        "layanan sudah ditutup", "the unit is already closed", "ServiceUnitClosed";
    AFTER_CLOSING = "SLR-04" Flag,
        "layanan sudah tutup", "the unit was closed before this", "LayananDibentuk ServiceReported";
    APBN_OVER = "SLR-05" Flag,
        "tahun APBN sudah habis; harus APBD", "the years of APBN are over; APBD must pay", "P5 A29 DukunganLayananDitetapkan";
    NO_BUDGET_LINE = "SLR-06" Flag,
        "tahun APBN sudah habis dan tidak ada baris APBD", "the years of APBN are over and no APBD line carries the support", "P5 A29 DukunganLayananDitetapkan";
    SET_TWICE = "SLR-07" Flag,
        "dukungan tahun dan sumber itu sudah ditetapkan", "support of that year and source is already set", "P9 DukunganLayananDitetapkan";
    UNSUPPORTED = "SLR-08" Flag,
        "tidak ada dukungan anggaran untuk tahun itu", "nothing supports the unit in that year", "P5 A29 ServiceReported";
    MORE_THAN_CAME = "SLR-09" Flag,
        "kasus selesai atau dirujuk melebihi yang masuk", "more cases resolved or referred than came in", "ServiceReported";
    REPORTED_TWICE = "SLR-10" Flag,
        "bulan itu sudah dilaporkan", "the month was reported before", "ServiceReported";
    PRESENT_AFTER_ALL = "SLR-11" Flag,
        "diamati tidak ada, padahal terdaftar", "observed as absent, but one is registered", "ServiceAbsenceObserved";
    LINE_DIFFERS = "SLR-12" Flag,
        "baris anggaran bukan dari sumber dan tahun itu", "the line is not of that source and year", "A23 DukunganLayananDitetapkan";
    MONTH_TO_COME = "SLR-13" Refuse,
        "bulan laporan belum mulai", "the month of the report has not begun", "ServiceReported";
    BEFORE_FOUNDING = "SLR-14" Flag,
        "mendahului pembentukan layanan", "this is before the unit was founded", "DukunganLayananDitetapkan ServiceReported";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::ServiceUnitFounded(body) => found(judge, body),
        Event::ServiceSupportSet(body) => support(judge, body),
        Event::ServiceReported(body) => report(judge, body),
        Event::ServiceUnitClosed(body) => {
            let Some(unit) = unit(judge, body.unit.0) else { return Ok(()) };
            judge.require(unit.until.is_none(), &UNIT_CLOSED, || {
                Figures::expected("unit", "an open unit", body.unit.0).by(body.unit.0)
            })?;
            judge.require(unit.from <= body.until, &reference::DATES_INVERTED, || {
                Figures::expected("until", format_args!("{} or later", unit.from), body.until)
            })
        }
        Event::ServiceAbsenceObserved(body) => {
            judge.known_region("region", body.region)?;
            flag_level(judge, body.kind, body.region);
            let open = judge.state.service.open_in(body.kind, body.region);
            judge.flag_if(open.is_some(), &PRESENT_AFTER_ALL, || {
                let figures = Figures::expected("region", "a region without one", body.region);
                figures.by(open.unwrap_or(0))
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

fn unit<'a>(judge: &Judge<'a>, seq: u64) -> Option<&'a ServiceUnit> {
    judge.state.service.units.get(&seq)
}

/// An SLRT serves a kabupaten or kota. A Puskesos serves a village; the kecamatan or kabupaten
/// stands for it where the village is not known.
fn flag_level(judge: &mut Judge<'_>, kind: ServiceKind, region: Region) {
    let level = region.level();
    let fits = match kind {
        ServiceKind::Slrt => level == RegionLevel::Regency,
        ServiceKind::Puskesos => level != RegionLevel::Province,
    };
    judge.flag_if(!fits, &WRONG_LEVEL, || {
        let expected = match kind {
            ServiceKind::Slrt => "a kabupaten or kota",
            ServiceKind::Puskesos => "a village",
        };
        Figures::expected("region", expected, region)
    });
}

fn found(judge: &mut Judge<'_>, body: &ServiceUnitFounded) -> Judgement {
    judge.known_programme("programme", &body.programme)?;
    judge.known_region("region", body.region)?;
    let today = judge.fact.envelope.occurred_on;
    judge.require(body.from <= today, &reference::DATES_INVERTED, || {
        Figures::expected("from", format_args!("{today} or earlier"), body.from)
    })?;
    reference::retired(judge, body.region);
    flag_level(judge, body.kind, body.region);
    let alone = match body.kind {
        ServiceKind::Slrt => true,
        ServiceKind::Puskesos => body.region.level() == RegionLevel::Village,
    };
    let other = judge.state.service.open_in(body.kind, body.region).filter(|_| alone);
    judge.flag_if(other.is_some(), &SECOND_UNIT, || {
        let figures = Figures::expected("region", "a region without one", body.region);
        figures.by(other.unwrap_or(0))
    });
    Ok(())
}

fn support(judge: &mut Judge<'_>, body: &ServiceSupportSet) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.known_source("source", body.source)?;
    let state = judge.state;
    let (seq, year) = (body.unit.0, body.fiscal_year);
    let Some(unit) = unit(judge, seq) else { return Ok(()) };
    flag_life(judge, seq, year.first_day(), year.last_day());
    let family = state.reference.sources.get(&body.source).map(|source| source.family);
    let years = state.apbn_years_of(unit, year);
    let over = years.is_some_and(|years| unit.year_index(year) > years);
    let apbn = family == Some(SourceFamily::Apbn);
    let index = unit.year_index(year);
    judge.flag_if(over && apbn, &APBN_OVER, || {
        let expected = format!("APBN in year 1 to {}", years.unwrap_or(0));
        Figures::expected("source", expected, format_args!("year {index}")).by(seq)
    });
    judge.flag_if(over && !apbn && body.line.is_none(), &NO_BUDGET_LINE, || {
        Figures::expected("line", "the APBD line", format_args!("none in year {index}")).by(seq)
    });
    let same = |known: &&jejak_projections::service::Support| {
        known.fiscal_year == year && known.source == body.source
    };
    let before = unit.support.iter().find(same).map(|known| known.seq);
    judge.flag_if(before.is_some(), &SET_TWICE, || {
        let figures = Figures::expected("fiscal_year", "a year not set yet", year);
        figures.by(before.unwrap_or(0))
    });
    let line = body.line.and_then(|line| state.budget.lines.get(&line.0));
    let differs = line.is_some_and(|line| line.source != body.source || line.fiscal_year != year);
    judge.flag_if(differs, &LINE_DIFFERS, || {
        let figures =
            Figures::expected("line", format_args!("{} of {year}", body.source), "another");
        figures.on_line(body.line.map_or(0, |line| line.0))
    });
    Ok(())
}

/// Flags what concerns days before a unit was founded or after it closed.
fn flag_life(judge: &mut Judge<'_>, seq: u64, first: Date, last: Date) {
    let Some(unit) = unit(judge, seq) else { return };
    let after = unit.until.filter(|until| *until < first);
    judge.flag_if(after.is_some(), &AFTER_CLOSING, || {
        let until = after.unwrap_or(first);
        Figures::expected("unit", format_args!("days up to {until}"), first).by(seq)
    });
    judge.flag_if(last < unit.from, &BEFORE_FOUNDING, || {
        Figures::expected("unit", format_args!("days from {}", unit.from), last).by(seq)
    });
}

fn report(judge: &mut Judge<'_>, body: &ServiceReported) -> Judgement {
    let on = judge.fact.envelope.occurred_on;
    judge.require(body.month.first_day() <= on, &MONTH_TO_COME, || {
        Figures::expected("month", format_args!("{} or earlier", on.month_key()), body.month)
    })?;
    let seq = body.unit.0;
    let Some(unit) = unit(judge, seq) else { return Ok(()) };
    flag_life(judge, seq, body.month.first_day(), body.month.last_day());
    let year = body.month.first_day().fiscal_year();
    judge.flag_if(!unit.supported_in(year), &UNSUPPORTED, || {
        Figures::expected("month", "a year with support", year).by(seq)
    });
    let received = unit.received.saturating_add(body.received.into());
    let referred = unit.referred.saturating_add(body.referred.into());
    let resolved = unit.resolved.saturating_add(body.resolved.into());
    let most = referred.max(resolved);
    judge.flag_if(most > received, &MORE_THAN_CAME, || {
        let field = if resolved > received { "resolved" } else { "referred" };
        Figures::expected(field, format_args!("at most {received} in all"), most)
    });
    let before = judge.state.service.reported.get(&(seq, body.month)).copied();
    judge.flag_if(before.is_some(), &REPORTED_TWICE, || {
        let figures = Figures::expected("month", "a month not reported yet", body.month);
        figures.by(before.unwrap_or(0))
    });
    Ok(())
}
