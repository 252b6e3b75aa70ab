//! Rules for every event: references, dates, persons, periods, document numbers.

use ed25519_dalek::{Signature, VerifyingKey};
use jejak_events::envelope::ToSign;
use jejak_events::field::Shape;
use jejak_events::{Date, Event, Kind, Object};
use jejak_projections::integrity::people_of;
use serde_json::Value;

use super::{Figures, Judge, Judgement, opening, rules};

rules! {
    REFERENCE_UNKNOWN = "ENV-01" Refuse,
        "merujuk objek yang tidak ada", "refers to an object that does not exist", "G6";
    OCCURRED_LATER = "ENV-02" Refuse,
        "tanggal kejadian setelah hari ini", "happened after today", "G6";
    YEAR_MISMATCH = "ENV-03" Refuse,
        "tahun anggaran tidak sesuai tanggal", "fiscal year does not fit the date", "G1";
    RECORDER_UNKNOWN = "ENV-04" Refuse,
        "akun pencatat tidak dikenal, tertutup, atau bukan milik orang itu", "the recording account is unknown, closed or another person's", "G9 A21";
    OFFICIAL_UNKNOWN = "ENV-05" Refuse,
        "pejabat tidak sesuai penunjukannya", "the official does not match the appointment", "G9 A21";
    OFFICIAL_NOT_IN_OFFICE = "ENV-06" Refuse,
        "pejabat tidak menjabat pada tanggal itu", "the official was not in office on that day", "G9 A21";
    PERIOD_CLOSED = "ENV-07" Refuse,
        "periode sudah ditutup", "the period is closed", "G10";
    LATE_FACT = "ENV-08" Flag,
        "fakta terlambat untuk periode tertutup", "a late fact for a closed period", "G10 A45";
    BACKDATED = "ENV-09" Flag,
        "dicatat jauh setelah kejadian", "recorded long after it happened", "A45";
    AMOUNT_NOT_POSITIVE = "ENV-10" Refuse,
        "nilai tidak boleh nol atau negatif", "the amount must be above zero", "G1 G3";
    AMOUNT_TOO_LARGE = "ENV-11" Refuse,
        "nilai melebihi batas", "the amount is beyond any budget", "G1 G3";
    AMOUNT_NOT_WHOLE = "ENV-12" Refuse,
        "bantuan harus rupiah bulat", "aid must be whole rupiah", "G3";
    LIST_NOT_ASCENDING = "ENV-13" Refuse,
        "daftar harus urut naik tanpa ganda", "the list must ascend without repetition", "G3";
    HISTORY_CLOSED = "ENV-14" Refuse,
        "riwayat sudah ditutup", "the batch of history is closed", "G6";
    NUMBER_USED = "ENV-15" Refuse,
        "nomor dokumen sudah dipakai", "the document number is already used", "G8";
    SIGNATURE_INVALID = "ENV-16" Refuse,
        "tanda tangan pejabat tidak sah", "the actor's signature is not valid", "G9";
    OUT_OF_ORDER = "ENV-17" Flag,
        "riwayat melompati urutan dokumen", "history skips the order of its documents", "HistoricalBatchOpened G14 A45";
    SIGNATURE_REPEATED = "ENV-18" Refuse,
        "tanda tangan pejabat sudah dipakai", "the actor's signature was used before", "G9";
}

/// Own acts: what we decide. Everything else is a fact that happened whether we like it or not.
const OWN_ACTS: &[Kind] = &[
    Kind::BudgetCeilingSet,
    Kind::BudgetShifted,
    Kind::BudgetRevised,
    Kind::BudgetBlocked,
    Kind::BudgetUnblocked,
    Kind::CommitmentMade,
    Kind::CommitmentReleased,
    Kind::SpdIssued,
    Kind::NpdSubmitted,
    Kind::NpdApproved,
    Kind::NpdValidated,
    Kind::TbpRecorded,
    Kind::SppSubmitted,
    Kind::SppVerified,
    Kind::SpmIssued,
    Kind::SpmRejected,
    Kind::Sp2dIssued,
    Kind::Sp2dCancelled,
    Kind::Sp2dRefused,
    Kind::PaymentListOpened,
    Kind::PaymentInstructed,
    Kind::PaymentListClosed,
    Kind::PaymentFileMade,
    Kind::PaymentReissued,
    Kind::CashTransferred,
    Kind::SpjVerified,
    // spending
    Kind::SpendingPlanOpened,
    Kind::SpendingPlanItemListed,
    Kind::SpendingPlanClosed,
    // kube
    Kind::KubeGrantDesignated,
    // stock: decisions; goods that moved are facts
    Kind::GoodsAllocated,
    Kind::AllocationReleased,
    Kind::GoodsWrittenOff,
    Kind::StockAdjusted,
];

/// Corrections are what a closed period still accepts.
const CORRECTIONS: &[Kind] = &[
    Kind::TransactionReversed,
    Kind::FactCorrected,
    Kind::PurchaseReversed,
    Kind::StockMovementReversed,
];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    references(judge)?;
    dates(judge)?;
    recorder(judge)?;
    official(judge)?;
    signature(judge)?;
    period(judge)?;
    history(judge)?;
    number(judge)
}

fn references(judge: &Judge<'_>) -> Judgement {
    let mut missing = None;
    judge.fact.event.references(&mut |object, seq| {
        if missing.is_none() && !judge.state.exists(object, seq) {
            missing = Some((object, seq));
        }
    });
    let batch = judge.fact.envelope.historical.map(|batch| (Object::HistoricalBatch, batch.0));
    let batch = batch.filter(|(object, seq)| !judge.state.exists(*object, *seq));
    let in_body = missing.is_some();
    let missing = missing.or(batch);
    judge.require(missing.is_none(), &REFERENCE_UNKNOWN, || {
        let (object, seq) = missing.unwrap_or((Object::Event, 0));
        let event = &judge.fact.event;
        let field = if in_body { field_naming(event, object, seq) } else { "historical" };
        // The word of the object is the same in both languages, as in a tag.
        let figures = Figures::expected(field, object.word(), seq);
        if seq < judge.fact.seq { figures.by(seq) } else { figures }
    })
}

/// The field of a body in which an object is referred to.
fn field_naming(event: &Event, object: Object, seq: u64) -> &'static str {
    fn names(shape: &Shape, value: &Value, object: Object, seq: u64) -> bool {
        match shape {
            Shape::Reference(of) => *of == object && value.as_u64() == Some(seq),
            Shape::Optional(inner) => names(inner, value, object, seq),
            Shape::List(inner) => {
                value.as_array().is_some_and(|all| all.iter().any(|v| names(inner, v, object, seq)))
            }
            Shape::Record(fields) => {
                fields.iter().any(|field| names(&field.shape, &value[field.name], object, seq))
            }
            Shape::Value { .. } | Shape::OneOf { .. } => false,
        }
    }
    let (fields, body) = (event.kind().info().fields, event.to_json());
    let field = fields.iter().find(|field| names(&field.shape, &body[field.name], object, seq));
    field.map_or(object.word(), |field| field.name)
}

fn dates(judge: &mut Judge<'_>) -> Judgement {
    let envelope = &judge.fact.envelope;
    let zone = match &judge.fact.event {
        // Which zone it is nobody knows before.
        Event::LedgerCreated(body) => body.zone,
        _ => judge.state.integrity.meta().zone,
    };
    let today = judge.fact.recorded_at.date_in(zone);
    let kind = judge.fact.event.kind();
    let day = envelope.occurred_on;
    judge.require(day <= today || kind.planning(), &OCCURRED_LATER, || {
        Figures::expected("occurred_on", format_args!("{today} or earlier"), day)
    })?;
    let (year, of_day) = (envelope.fiscal_year.year(), day.fiscal_year().year());
    let next = kind.planning() && year == of_day.saturating_add(1);
    judge.require(year == of_day || next, &YEAR_MISMATCH, || {
        Figures::expected("fiscal_year", of_day, year)
    })?;
    backdating(judge, today, day);
    Ok(())
}

fn backdating(judge: &mut Judge<'_>, today: Date, day: Date) {
    if judge.historical() {
        return;
    }
    let parameter = jejak_events::vocabulary::Parameter::BackdatingDays;
    let Some(rule) = judge.state.reference.in_force_for_all(parameter, day) else { return };
    let (event, limit) = (rule.seq, rule.value.unwrap_or(0));
    let late = i64::from(today.days_since(day));
    judge.flag_if(late > i64::from(limit), &BACKDATED, || {
        Figures::expected("occurred_on", format_args!("at most {limit} days before"), late)
            .by(event)
    });
}

fn recorder(judge: &Judge<'_>) -> Judgement {
    let recorder = &judge.fact.envelope.recorder;
    let account = judge.state.access.accounts.get(&recorder.account.0);
    // The founding batch, whose sequence numbers are its indexes, opens its own account.
    let founding = judge.fact.seq == u64::from(judge.fact.envelope.batch_index);
    let known = founding
        || account.is_some_and(|account| !account.closed && account.person == recorder.person);
    judge.require(known, &RECORDER_UNKNOWN, || {
        Figures::expected("recorder", "an open account of that person", recorder.account.0)
    })
}

fn official(judge: &Judge<'_>) -> Judgement {
    let Some(official) = &judge.fact.envelope.official else { return Ok(()) };
    let seq = official.appointment.0;
    let appointment = judge.state.access.appointments.get(&seq);
    let matches = appointment.is_some_and(|known| {
        known.person == official.person
            && known.office == official.office
            && known.capacity == official.capacity
    });
    judge.require(matches, &OFFICIAL_UNKNOWN, || {
        Figures::expected("official", "person, office and capacity as appointed", seq)
    })?;
    let day = judge.fact.envelope.occurred_on;
    let covers = appointment.is_some_and(|known| known.covers(day));
    judge.require(covers, &OFFICIAL_NOT_IN_OFFICE, || {
        Figures::expected("occurred_on", "a day within the appointment", day).by(seq)
    })
}

fn signature(judge: &Judge<'_>) -> Judgement {
    let Some(signature) = &judge.fact.envelope.signature else { return Ok(()) };
    let valid = judge.state.access.keys.get(&signature.key.0).is_some_and(|key| {
        let of_actor = people_of(&judge.fact.envelope).contains(&key.person);
        let checked = VerifyingKey::from_bytes(&key.key.0).is_ok_and(|verifying| {
            let ledger_id = judge.state.integrity.meta().ledger_id;
            let message = ToSign::of(judge.fact, ledger_id, signature.nonce).bytes();
            verifying.verify_strict(&message, &Signature::from_bytes(&signature.bytes)).is_ok()
        });
        of_actor && !key.revoked && checked
    });
    judge.require(valid, &SIGNATURE_INVALID, || {
        let expected = "a valid signature of the actor's own key over this draft, in this ledger \
                        and office";
        Figures::expected("signature", expected, format_args!("key {}", signature.key.0))
    })?;
    let used = judge.state.access.nonces.get(&(signature.key.0, signature.nonce)).copied();
    judge.require(used.is_none(), &SIGNATURE_REPEATED, || {
        let figures = Figures::expected("signature.nonce", "a new one", signature.nonce);
        figures.by(used.unwrap_or(0))
    })
}

fn period(judge: &mut Judge<'_>) -> Judgement {
    let day = judge.fact.envelope.occurred_on;
    let kind = judge.fact.event.kind();
    let closed = judge.state.accountability.closed_until();
    let spared = judge.historical() || CORRECTIONS.contains(&kind);
    let late = !spared && closed.is_some_and(|closed| day.month_key() <= closed);
    let own = OWN_ACTS.contains(&kind);
    let figures = || {
        let closed = closed.map_or_else(String::new, |closed| closed.to_string());
        Figures::expected("occurred_on", format_args!("after {closed}"), day)
    };
    judge.require(!(late && own), &PERIOD_CLOSED, figures)?;
    judge.flag_if(late && !own, &LATE_FACT, figures);
    Ok(())
}

fn history(judge: &Judge<'_>) -> Judgement {
    let Some(seq) = judge.fact.envelope.historical else { return Ok(()) };
    let batch = judge.state.opening.batches.get(&seq.0);
    judge.require(batch.is_some_and(|batch| !batch.closed), &HISTORY_CLOSED, || {
        Figures::expected("historical", "an open batch of history", seq.0).by(seq.0)
    })?;
    let day = judge.fact.envelope.occurred_on;
    let (from, until) = batch.map_or((day, day), |batch| batch.days);
    judge.require(from <= day && day <= until, &opening::OUTSIDE_HISTORY, || {
        Figures::expected("occurred_on", format_args!("{from} to {until}"), day).by(seq.0)
    })
}

fn number(judge: &Judge<'_>) -> Judgement {
    let Some(key) = judge.state.number_of(judge.fact) else { return Ok(()) };
    let used = judge.state.reference.numbers.get(&key).copied();
    judge.require(used.is_none(), &NUMBER_USED, || {
        let figures = Figures::expected("number", "a number not used this year", &key.3);
        figures.by(used.unwrap_or(0))
    })
}

impl Judge<'_> {
    /// Refuses unless documents come in their order. History that only `skips` some is recorded
    /// and flagged.
    pub(super) fn in_order(
        &mut self,
        holds: bool,
        skips: bool,
        rule: &'static super::Rule,
        figures: impl Fn() -> Figures,
    ) -> Judgement {
        let spared = self.historical() && skips;
        self.require(holds || spared, rule, &figures)?;
        self.flag_if(!holds, &OUT_OF_ORDER, figures);
        Ok(())
    }

    /// Refuses lines that do not ascend, or amounts that are not above zero.
    pub(super) fn ascending_lines(
        &self,
        field: &'static str,
        lines: &[jejak_events::treasury::LineAmount],
    ) -> Judgement {
        let ascending = lines.is_sorted_by(|a, b| a.line.0 < b.line.0);
        self.require(ascending, &LIST_NOT_ASCENDING, || {
            Figures::expected(field, "each line once, in ascending order", "another order")
        })?;
        lines.iter().try_for_each(|item| self.positive(field, item.amount))
    }
}
