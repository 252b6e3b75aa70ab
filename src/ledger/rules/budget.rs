//! Rules for ceilings, shifts, revisions, blocks and commitments.

use jejak_events::budget::{BudgetCeilingSet, BudgetRevised, BudgetShifted};
use jejak_events::date::Month;
use jejak_events::vocabulary::{
    CashOrigin, CeilingBasis, Parameter, RecipientType, SourceFamily, Standing,
};
use jejak_events::{Event, Rupiah, Stage};
use jejak_projections::budget::Line;

use super::{Figures, Judge, Judgement, rules, short_of};

rules! {
    LINE_KNOWN = "BUD-01" Refuse,
        "baris anggaran itu sudah ada pada tahun itu", "that budget line already exists in that year", "PaguDitetapkan P1";
    WRONG_BUDGET_DOCUMENT = "BUD-02" Refuse,
        "sumber dana tidak boleh berada pada dokumen anggaran itu", "the funding source does not belong in that budget document", "P3 PaguDitetapkan";
    SHIFT_SHORT = "BUD-03" Refuse,
        "sisa tersedia tidak cukup untuk digeser", "not enough is available to shift", "PaguDigeser G1 G2";
    SHIFT_ACROSS = "BUD-04" Refuse,
        "pergeseran hanya dalam tahun, sumber, dan kepemilikan yang sama", "a shift stays within one year, one source and one standing", "PaguDigeser G2 P1";
    REVISION_STALE = "BUD-05" Refuse,
        "pagu lama bukan pagu yang berlaku", "the old ceiling is not the one in force", "PaguDiubah";
    REVISION_BELOW_USED = "BUD-06" Refuse,
        "pagu baru lebih kecil dari yang sudah terpakai", "the new ceiling is below what is already used", "PaguDiubah G1";
    BLOCK_SHORT = "BUD-07" Refuse,
        "sisa tersedia tidak cukup untuk diblokir", "not enough is available to block", "PaguDiblokir";
    UNBLOCK_SHORT = "BUD-08" Refuse,
        "yang diblokir kurang dari yang dibuka", "less is blocked than would be unblocked", "BlokirDibuka";
    CASH_PLAN_MISMATCH = "BUD-09" Refuse,
        "anggaran kas harus dua belas bulan dan berjumlah pagu", "the cash plan must have twelve months that sum to the ceiling", "AnggaranKasDitetapkan G3";
    COMMITMENT_SHORT = "BUD-10" Refuse,
        "sisa tersedia tidak cukup untuk komitmen", "not enough is available to commit", "G1 CommitmentMade";
    RELEASE_SHORT = "BUD-11" Refuse,
        "komitmen tersisa kurang dari yang dilepas", "less is committed than would be released", "CommitmentReleased";
    LINE_OBSERVED = "BUD-12" Refuse,
        "baris yang hanya diamati tidak dapat dipakai", "a line that is only observed cannot be used", "P3 SppDiajukan";
    PLAN_MISSING = "BUD-13" Flag,
        "baris DAK tanpa rencana kegiatan yang disetujui", "a DAK line without an approved activity plan", "P4";
    APBN_TOO_LONG = "BUD-14" Flag,
        "didanai APBN melebihi jangka yang ditetapkan", "financed by APBN for longer than the rule allows", "P5 A29";
    UNPLANNED_ABOVE_PLANNED = "BUD-15" Flag,
        "pagu tidak direncanakan melebihi pagu direncanakan", "the unplanned ceiling is above the planned one", "P8";
    PLAN_NEEDS_DAK = "BUD-16" Refuse,
        "rencana kegiatan hanya untuk baris DAK", "an activity plan is for DAK lines only", "P4";
    CARRIED_LATER = "BUD-17" Refuse,
        "tahun asal SiLPA harus sebelum tahun anggaran", "the year of origin must come before the fiscal year", "SilpaDihitung P2 PaguDitetapkan";
    YEAR_CLOSED = "BUD-18" Refuse,
        "tahun anggaran baris itu sudah ditutup", "the line's fiscal year is closed", "G10 PaguDitetapkan PaguDiubah PaguDigeser PaguDiblokir";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    year_is_open(judge)?;
    match &judge.fact.event {
        Event::PlafondAgreed(body) => {
            judge.not_negative("amount", body.amount)?;
            judge.known_programme("programme", &body.programme)
        }
        Event::BudgetCeilingSet(body) => ceiling(judge, body),
        Event::BudgetShifted(body) => shift(judge, body),
        Event::BudgetRevised(body) => revise(judge, body),
        Event::BudgetBlocked(body) => {
            takes(judge, body.line.0, Stage::Available, body.amount, &BLOCK_SHORT)
        }
        Event::BudgetUnblocked(body) => {
            takes(judge, body.line.0, Stage::Blocked, body.amount, &UNBLOCK_SHORT)
        }
        Event::CashPlanSet(body) => {
            body.months.iter().try_for_each(|month| judge.not_negative("months", *month))?;
            let ceiling = line(judge, body.line.0).map_or(0, Line::ceiling);
            let sum = Rupiah::sum(body.months.iter().copied());
            let fits = body.months.len() == 12 && sum == Some(Rupiah::from_sen(ceiling));
            judge.require(fits, &CASH_PLAN_MISMATCH, || {
                let sum = sum.unwrap_or(Rupiah::ZERO).sen();
                short_of("months", sum, ceiling, body.line.0)
            })
        }
        Event::ActivityPlanApproved(body) => {
            let dak = line(judge, body.line.0).is_some_and(is_dak);
            judge.require(dak, &PLAN_NEEDS_DAK, || {
                Figures::expected("line", "a line from DAK", body.line.0).on_line(body.line.0)
            })
        }
        Event::CommitmentMade(body) => {
            judge.own_line("line", body.line.0)?;
            takes(judge, body.line.0, Stage::Available, body.amount, &COMMITMENT_SHORT)?;
            judge.flag_missing_plan(body.line.0);
            Ok(())
        }
        Event::CommitmentReleased(body) => {
            judge.positive("amount", body.amount)?;
            let seq = body.commitment.0;
            let line = judge.state.budget.commitments.get(&seq).map_or(0, |known| known.line);
            let left = judge.state.budget.obligations.get(&(seq, line)).map_or(0, |o| o.left);
            judge.require(body.amount.sen() <= left, &RELEASE_SHORT, || {
                short_of("amount", body.amount.sen(), left, line).by(seq)
            })
        }
        _ => Ok(()),
    }
}

/// The budget of a closed year is what its accounts were closed on, whatever the day of the act.
fn year_is_open(judge: &Judge<'_>) -> Judgement {
    let seq = match &judge.fact.event {
        Event::BudgetShifted(body) => Some(body.from.0),
        Event::BudgetRevised(body) => Some(body.line.0),
        Event::BudgetBlocked(body) => Some(body.line.0),
        Event::BudgetUnblocked(body) => Some(body.line.0),
        Event::CommitmentMade(body) => Some(body.line.0),
        _ => None,
    };
    let own = |line: &&Line| line.standing == Standing::Own;
    let year = match &judge.fact.event {
        Event::BudgetCeilingSet(body) if body.standing == Standing::Own => Some(body.fiscal_year),
        _ => seq.and_then(|seq| line(judge, seq)).filter(own).map(|line| line.fiscal_year),
    };
    let Some(year) = year.filter(|_| !judge.historical()) else { return Ok(()) };
    let closed = judge.state.accountability.closed_until();
    let open = closed.is_none_or(|closed| closed < Month::of(year.last_day()));
    judge.require(open, &YEAR_CLOSED, || {
        let figures = Figures::expected("fiscal_year", "a year that is not closed", year);
        seq.map_or(figures.clone(), |seq| figures.on_line(seq))
    })
}

fn line<'a>(judge: &Judge<'a>, seq: u64) -> Option<&'a Line> {
    judge.state.budget.lines.get(&seq)
}

fn is_dak(line: &Line) -> bool {
    matches!(line.family, SourceFamily::DakPhysical | SourceFamily::DakNonPhysical)
}

/// Refuses to take more from a stage than is there.
fn takes(
    judge: &Judge<'_>,
    line: u64,
    stage: Stage,
    amount: Rupiah,
    rule: &'static super::Rule,
) -> Judgement {
    judge.positive("amount", amount)?;
    let available = judge.state.budget.at(line, stage);
    let figures = || short_of("amount", amount.sen(), available, line);
    judge.require(amount.sen() <= available, rule, figures)
}

fn ceiling(judge: &mut Judge<'_>, body: &BudgetCeilingSet) -> Judgement {
    judge.not_negative("amount", body.amount)?;
    judge.known_source("source", body.source)?;
    judge.known_programme("programme", &body.programme)?;
    judge.known_region("region", body.region)?;
    let key = jejak_projections::budget::line_key(body);
    let known = judge.state.budget.keys.get(&key).copied();
    judge.require(known.is_none(), &LINE_KNOWN, || {
        Figures::expected(
            "account",
            "a new combination of year, unit, activity, account and source",
            "one that exists",
        )
        .by(known.unwrap_or(0))
    })?;
    let source = judge.state.reference.sources.get(&body.source);
    let origin = source.map(|source| source.cash_origin);
    let allowed = match body.basis {
        CeilingBasis::Dpa | CeilingBasis::Dppa => origin == Some(CashOrigin::Rkud),
        CeilingBasis::Dipa => origin == Some(CashOrigin::Rkun),
        CeilingBasis::External => body.standing == Standing::Observed,
    };
    judge.require(allowed, &WRONG_BUDGET_DOCUMENT, || {
        let found = origin.map_or("", CashOrigin::word);
        Figures::expected(
            "basis",
            "DPA for RKUD, DIPA for RKUN, other bodies' only observed",
            found,
        )
    })?;
    let earlier = body.carried_from.is_none_or(|year| year < body.fiscal_year);
    judge.require(earlier, &CARRIED_LATER, || {
        let year = body.fiscal_year;
        let carried = body.carried_from.unwrap_or(year);
        Figures::expected("carried_from", format_args!("a year before {year}"), carried)
    })?;
    flag_apbn_years(judge, body, source.map(|source| source.family));
    flag_unplanned(judge, body);
    Ok(())
}

/// P5: a programme with a rule on years financed by APBN, counted from the rule's first day.
fn flag_apbn_years(judge: &mut Judge<'_>, body: &BudgetCeilingSet, family: Option<SourceFamily>) {
    let reference = &judge.state.reference;
    let day = body.fiscal_year.first_day();
    let rule = reference
        .in_force(Parameter::ApbnYears, &body.programme, body.fiscal_year.last_day())
        .or_else(|| reference.in_force(Parameter::ApbnYears, &body.programme, day));
    let Some(rule) = rule else { return };
    let years = i64::from(rule.value.unwrap_or(0));
    let year_index = i64::from(body.fiscal_year.year()) - i64::from(rule.from.year()) + 1;
    let event = rule.seq;
    judge.flag_if(family == Some(SourceFamily::Apbn) && year_index > years, &APBN_TOO_LONG, || {
        Figures::expected("source", format_args!("APBD after {years} years"), year_index).by(event)
    });
}

/// P8: over the organisation's aid accounts of the year.
fn flag_unplanned(judge: &mut Judge<'_>, body: &BudgetCeilingSet) {
    if !body.account.is_unplanned() || body.standing == Standing::Observed {
        return;
    }
    let (mut planned, mut unplanned) = (0i64, body.amount.sen());
    for (_, line) in judge.state.budget.lines.iter() {
        let same = line.fiscal_year == body.fiscal_year
            && line.organisation == body.organisation.0
            && line.standing == Standing::Own;
        if same && line.account.is_planned() {
            planned = planned.saturating_add(line.ceiling());
        } else if same && line.account.is_unplanned() {
            unplanned = unplanned.saturating_add(line.ceiling());
        }
    }
    judge.flag_if(unplanned > planned, &UNPLANNED_ABOVE_PLANNED, || {
        Figures::amounts("amount", unplanned, planned)
    });
}

fn shift(judge: &Judge<'_>, body: &BudgetShifted) -> Judgement {
    takes(judge, body.from.0, Stage::Available, body.amount, &SHIFT_SHORT)?;
    let (from, to) = (line(judge, body.from.0), line(judge, body.to.0));
    let same = from.zip(to).is_some_and(|(from, to)| {
        from.fiscal_year == to.fiscal_year
            && from.source == to.source
            && from.standing == to.standing
            && body.from != body.to
    });
    judge.require(same, &SHIFT_ACROSS, || {
        Figures::expected("to", "another line of the same year, source and standing", body.to.0)
            .on_line(body.from.0)
    })?;
    // Released funds belong to a ceiling; what stays must still cover them.
    let covered = from.map_or(0, |from| from.ceiling().saturating_add(from.at(Stage::SpdLimit)));
    judge.require(body.amount.sen() <= covered, &SHIFT_SHORT, || {
        short_of("amount", body.amount.sen(), covered, body.from.0)
    })
}

fn revise(judge: &Judge<'_>, body: &BudgetRevised) -> Judgement {
    judge.not_negative("to_amount", body.to_amount)?;
    let Some(line) = line(judge, body.line.0) else { return Ok(()) };
    let ceiling = line.ceiling();
    judge.require(body.from_amount.sen() == ceiling, &REVISION_STALE, || {
        short_of("from_amount", body.from_amount.sen(), ceiling, body.line.0)
    })?;
    let used = ceiling.saturating_sub(line.at(Stage::Available));
    let released = line.at(Stage::SpdLimit).saturating_neg();
    let lowest = used.max(released);
    judge.require(body.to_amount.sen() >= lowest, &REVISION_BELOW_USED, || {
        short_of("to_amount", body.to_amount.sen(), lowest, body.line.0)
    })
}

impl Judge<'_> {
    /// Refuses to use a line that is only observed.
    pub(super) fn own_line(&self, field: &'static str, seq: u64) -> Judgement {
        let own = self.state.budget.lines.get(&seq).is_some_and(|l| l.standing == Standing::Own);
        self.require(own || self.historical(), &LINE_OBSERVED, || {
            Figures::expected(field, "an own line", "an observed line").on_line(seq)
        })
    }

    /// P4: flags the use of a DAK line without an approved activity plan.
    pub(super) fn flag_missing_plan(&mut self, seq: u64) {
        let line = self.state.budget.lines.get(&seq);
        let missing = line.is_some_and(|line| is_dak(line) && !line.plan_approved);
        self.flag_if(missing, &PLAN_MISSING, || {
            Figures::expected("line", "an approved activity plan", "none").on_line(seq)
        });
    }
}

/// The kind of recipient that an aid account is for.
pub(super) fn recipient_type_of(line: &Line) -> Option<RecipientType> {
    use jejak_events::codes::RecipientKind;
    Some(match line.account.recipient_kind()? {
        RecipientKind::Individual => RecipientType::Individual,
        RecipientKind::Family => RecipientType::Family,
        RecipientKind::Group => RecipientType::Group,
        RecipientKind::Institution => RecipientType::Institution,
    })
}
