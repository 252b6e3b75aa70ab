//! Rules for decrees. A signed decree and its annex are facts: what is wrong in them is flagged;
//! refused is only what contradicts the ledger itself.

use jejak_events::decree::{RecipientDesignated, RecipientReplaced};
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{
    Office, Outcome, Parameter, RecipientStatus, RecipientType, Standing,
};
use jejak_events::{Code, Date, Event, Region, Rupiah, Stage};
use jejak_projections::budget::Line;
use jejak_projections::decree::{Decree, Designation, RowStatus};

use super::{Figures, Judge, Judgement, Rule, budget, privacy, rules, short_of};

rules! {
    DECREE_CLOSED = "DCR-01" Refuse,
        "SK sudah ditutup; hanya perubahan yang boleh", "the decree is closed; only amendments are possible", "SkDitutup";
    TRANCHES = "DCR-02" Refuse,
        "jumlah tahap harus 1 sampai 64", "the number of tranches must be 1 to 64", "PenerimaDitetapkan";
    ROWS_MISMATCH = "DCR-03" Refuse,
        "jumlah baris atau total penutup tidak sesuai yang tercatat", "count or total of the closing is not what was recorded", "SkDitutup G3";
    STATED_MISMATCH = "DCR-04" Flag,
        "jumlah atau total pada SK tidak sama dengan rinciannya", "what the decree states is not what its rows give", "A16 G3 SkPenetapanDiterbitkan";
    ABOVE_AVAILABLE = "DCR-05" Flag,
        "SK melebihi pagu yang tersedia", "the decree is above what is available", "SkPenetapanDiterbitkan A22";
    SIGNATORY_NOT_IN_OFFICE = "DCR-06" Flag,
        "penanda tangan SK tidak menjabat pada tanggal itu", "the signatory was not in office on the day of signature", "A21 G9 SkPenetapanDiterbitkan";
    TWICE_IN_PROGRAMME = "DCR-07" Flag,
        "penerima ganda pada program dan tahun itu", "the recipient is designated twice by the programme in the year", "A02 A03 PenerimaDitetapkan";
    TWICE_IN_HOUSEHOLD = "DCR-08" Flag,
        "dua penerima dalam satu keluarga", "two recipients in one household", "A04";
    NEVER_PROPOSED = "DCR-09" Flag,
        "penerima tidak pernah diusulkan", "the recipient was never proposed", "A08 A18 PenerimaDitetapkan";
    NOT_ELIGIBLE = "DCR-10" Flag,
        "penerima dinyatakan tidak layak", "the recipient was found not eligible", "A08 KelayakanDiperiksa";
    ELIGIBILITY_STALE = "DCR-11" Flag,
        "pemeriksaan kelayakan belum ada atau kedaluwarsa", "the eligibility check is missing or stale", "A13 KelayakanDiperiksa";
    RECIPIENT_INACTIVE = "DCR-12" Flag,
        "penerima sudah meninggal, pindah, atau nonaktif", "the recipient has died, moved or is inactive", "A06 A07 StatusPenerimaBerubah";
    COOLING_OFF = "DCR-13" Flag,
        "penerima masih dalam masa jeda bantuan", "the recipient is within the cooling-off period", "P9 A11 A05";
    AMOUNT_OFF_RULE = "DCR-14" Flag,
        "nilai tidak sesuai nilai satuan atau melebihi batas", "the amount is not the unit amount, or above the cap", "A15";
    LUMP_SUM = "DCR-15" Flag,
        "SK gelondongan tanpa nama penerima", "the decree names no recipient: a lump sum", "A49";
    WRONG_RECIPIENT_KIND = "DCR-16" Flag,
        "jenis penerima tidak sesuai akun belanja", "the recipient's kind does not fit the account", "A24";
    WRONG_ACCOUNT = "DCR-17" Flag,
        "akun bukan bansos, hibah, atau BTT", "the account is neither bansos, hibah nor BTT", "A24 P7";
    LINE_OBSERVED = "DCR-18" Flag,
        "baris anggaran SK hanya diamati", "the decree's line is only observed", "P3";
    OTHER_PROGRAMME = "DCR-19" Flag,
        "baris anggaran milik program lain", "the line belongs to another programme", "A23";
    ABOVE_QUOTA = "DCR-20" Refuse,
        "penetapan sendiri melebihi kuota", "our own designation is above the quota", "G7 A17";
    FULLY_INSTRUCTED = "DCR-21" Refuse,
        "semua tahap sudah diinstruksikan", "every tranche is already instructed", "PenerimaDiganti PenerimaDibatalkan";
    ROW_CANCELLED = "DCR-22" Refuse,
        "penetapan sudah dibatalkan", "the designation is already cancelled", "PenerimaDibatalkan";
    REPLACED_WITHOUT_BASIS = "DCR-23" Flag,
        "penggantian tanpa BA musyawarah atau SK perubahan", "replaced without minutes or an amending decree", "A19 PenerimaDiganti";
    REPLACEMENT_NEVER_PROPOSED = "DCR-24" Flag,
        "pengganti tidak pernah diusulkan", "the replacement was never proposed", "A19";
    VERIFIER_DREW_DECREE = "DCR-25" Flag,
        "verifikator usulan ikut menyusun SK", "the proposal's verifier drew up the decree", "A46";
    YEAR_OF_LINE = "DCR-26" Flag,
        "baris anggaran dari tahun lain", "the line is of another fiscal year", "A23";
    PACT_SIGNED = "DCR-27" Refuse,
        "pakta integritas sudah ditandatangani", "the integrity pact is already signed", "PaktaIntegritasDitandatangani";
    SIGNED_LATER = "DCR-28" Flag,
        "SK ditandatangani setelah dicatat berlaku", "the decree was signed after the day it is recorded for", "A14 A25";
    SIGNATORY_NOT_AUTHORISED = "DCR-29" Flag,
        "penanda tangan SK tidak disebut atau tidak berwenang", "the decree's signatory is not named or holds no office that may sign it", "SkPenetapanDiterbitkan A21";
    AGREEMENT_SIGNED = "DCR-30" Refuse,
        "NPHD sudah ditandatangani", "the grant agreement (NPHD) is already signed", "NphdDitandatangani";
    AGREEMENT_WITHOUT_GRANT = "DCR-31" Flag,
        "NPHD untuk baris yang bukan hibah", "a grant agreement (NPHD) for a line that is no hibah", "NphdDitandatangani A24";
    FINDING_OPEN = "DCR-32" Flag,
        "penerima masih memiliki temuan terbuka", "the recipient has an open finding", "A12";
    DOMICILE_OUTSIDE = "DCR-33" Flag,
        "domisili penerima di luar wilayah barisnya", "the recipient lives outside the region of the row", "A10 PenerimaDitetapkan";
}

/// Offices that sign decrees: the head of the region, and those it may delegate to.
const SIGNATORIES: &[Office] = &[Office::Governor, Office::HeadOfAgency, Office::Pa, Office::Kpa];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::DecreeOpened(body) => {
            judge.known_programme("programme", &body.programme)?;
            judge.not_negative("total", body.total)?;
            flag_signatory(judge, body);
            let (signed, day) = (body.signed_on, judge.fact.envelope.occurred_on);
            judge.flag_if(signed > day, &SIGNED_LATER, || {
                Figures::expected("signed_on", format_args!("{day} or earlier"), signed)
            });
            Ok(())
        }
        Event::RecipientDesignated(body) => designate(judge, body),
        Event::DecreeClosed(body) => close(judge, body),
        Event::RecipientReplaced(body) => replace(judge, body),
        Event::DesignationCancelled(body) => open_row(judge, body.designation.0).map(|_| ()),
        Event::IntegrityPactSigned(body) => {
            sign(judge, body.designation.0, &PACT_SIGNED, |row| row.pact_signed)
        }
        Event::GrantAgreementSigned(body) => {
            sign(judge, body.designation.0, &AGREEMENT_SIGNED, |row| row.agreement_signed)?;
            flag_no_grant(judge, body.designation.0);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn flag_signatory(judge: &mut Judge<'_>, body: &jejak_events::decree::DecreeOpened) {
    let known = body.signatory.and_then(|seq| judge.state.access.appointments.get(&seq.0));
    let office = known.map(|known| known.office);
    let may_sign = office.is_some_and(|office| SIGNATORIES.contains(&office));
    judge.flag_if(!may_sign && !judge.historical(), &SIGNATORY_NOT_AUTHORISED, || {
        let found = office.map_or("nobody", Office::word);
        Figures::expected("signatory", "an office that may sign decrees", found)
    });
    let Some(known) = known else { return };
    let appointment = body.signatory.map_or(0, |signatory| signatory.0);
    judge.flag_if(!known.covers(body.signed_on), &SIGNATORY_NOT_IN_OFFICE, || {
        Figures::expected("signed_on", "a day within the appointment", body.signed_on)
            .by(appointment)
    });
}

/// Each paper is signed once for a row; a replacement signs anew.
fn sign(
    judge: &Judge<'_>,
    designation: u64,
    rule: &'static Rule,
    signed: fn(&Designation) -> bool,
) -> Judgement {
    let row = judge.state.decree.designations.get(&designation);
    judge.require(row.is_some_and(|row| !signed(row)), rule, || {
        Figures::expected("designation", "a row without that signature", designation)
            .by(designation)
    })
}

fn flag_no_grant(judge: &mut Judge<'_>, designation: u64) {
    let row = judge.state.decree.designations.get(&designation);
    let line = row.and_then(|row| judge.state.budget.lines.get(&row.line));
    let Some((row, line)) = row.zip(line) else { return };
    judge.flag_if(!line.account.is_hibah(), &AGREEMENT_WITHOUT_GRANT, || {
        Figures::expected("designation", "a row on 5.1.05 (hibah)", line.account).on_line(row.line)
    });
}

fn designate(judge: &mut Judge<'_>, body: &RecipientDesignated) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.whole_rupiah("amount", body.amount)?;
    judge.known_recipient("recipient", body.recipient)?;
    privacy::not_erased(judge, body.recipient)?;
    judge.known_region("region", body.region)?;
    judge.require((1..=64).contains(&body.tranches), &TRANCHES, || {
        Figures::expected("tranches", "1 to 64", body.tranches)
    })?;
    let Some(decree) = judge.state.decree.decrees.get(&body.decree.0) else { return Ok(()) };
    judge.require(!decree.closed, &DECREE_CLOSED, || {
        Figures::expected("decree", "an open decree", body.decree.0).by(body.decree.0)
    })?;
    let Some(line) = judge.state.budget.lines.get(&body.line.0) else { return Ok(()) };
    quota(judge, body, decree, line)?;
    flag_line(judge, body, decree, line);
    flag_recipient(judge, body.recipient, decree);
    flag_domicile(judge, body.recipient, body.region);
    flag_proposal(judge, body.recipient, decree);
    flag_amount(judge, body.amount, &decree.programme, decree.signed_on);
    Ok(())
}

fn quota(judge: &Judge<'_>, body: &RecipientDesignated, decree: &Decree, line: &Line) -> Judgement {
    if line.standing == Standing::Observed || judge.historical() {
        return Ok(());
    }
    let exceeded = judge.exceeded_quota((decree.programme_index, body.region, decree.fiscal_year));
    judge.require(exceeded.is_none(), &ABOVE_QUOTA, || {
        let (region, quota) = exceeded.unwrap_or((body.region, 0));
        Figures::expected("region", format_args!("at most {quota} in {region}"), "one more")
    })
}

fn flag_line(judge: &mut Judge<'_>, body: &RecipientDesignated, decree: &Decree, line: &Line) {
    let on = |figures: Figures| figures.on_line(body.line.0);
    let observed = line.standing == Standing::Observed;
    judge.flag_if(observed, &LINE_OBSERVED, || on(Figures::field("line")));
    judge.flag_if(line.programme != decree.programme, &OTHER_PROGRAMME, || {
        on(Figures::expected("line", &decree.programme, &line.programme))
    });
    judge.flag_if(line.fiscal_year != decree.fiscal_year, &YEAR_OF_LINE, || {
        on(Figures::expected("line", decree.fiscal_year, line.fiscal_year))
    });
    // A ministry's or a kabupaten's books follow another chart of accounts.
    let account = line.account;
    let aid = account.is_bansos() || account.is_hibah() || account.is_btt();
    judge.flag_if(!aid && !observed, &WRONG_ACCOUNT, || {
        on(Figures::expected("line", "5.1.05, 5.1.06 or 5.3", account))
    });
    let expected = budget::recipient_type_of(line);
    let kind = judge.state.proposal.recipients.get(&body.recipient).map(|r| r.recipient_type);
    let differs = expected.zip(kind).is_some_and(|(expected, kind)| expected != kind);
    judge.flag_if(differs, &WRONG_RECIPIENT_KIND, || {
        let word = |kind: Option<RecipientType>| kind.map_or("", RecipientType::word);
        on(Figures::expected("recipient", word(expected), word(kind)))
    });
}

fn flag_recipient(judge: &mut Judge<'_>, recipient: RecipientId, decree: &Decree) {
    let state = judge.state;
    let one = state.proposal.one(recipient);
    let (programme, year) = (decree.programme_index, decree.fiscal_year);
    let times = state.decree.times.get(&(programme, year, one)).copied().unwrap_or(0);
    judge.flag_if(times > 0, &TWICE_IN_PROGRAMME, || {
        Figures::expected("recipient", "once", format_args!("{} times", times.saturating_add(1)))
    });
    let Some(known) = state.proposal.recipients.get(&recipient) else { return };
    let household = known.household;
    let other = household
        .and_then(|household| state.decree.households.get(&(programme, year, household)))
        .filter(|other| **other != recipient);
    let family = known.recipient_type == RecipientType::Family;
    judge.flag_if(family && other.is_some(), &TWICE_IN_HOUSEHOLD, || Figures::field("recipient"));
    let (status, since) = known.status;
    let active =
        status == RecipientStatus::Active || since.is_some_and(|since| since > decree.signed_on);
    judge.flag_if(!active, &RECIPIENT_INACTIVE, || {
        Figures::expected("recipient", RecipientStatus::Active, status)
    });
    privacy::flag_listed(judge, recipient);
    flag_cooling_off(judge, recipient, decree);
}

/// A10: a domicile outside the region for which the row stands. Either may be known more exactly
/// than the other; the place in a NIK says where it was issued, and is no domicile.
fn flag_domicile(judge: &mut Judge<'_>, recipient: RecipientId, region: Region) {
    let known = judge.state.proposal.recipients.get(&recipient).map(|it| (it.region, it.seq));
    let Some((domicile, seq)) = known else { return };
    let outside = !region.contains(domicile) && !domicile.contains(region);
    judge.flag_if(outside, &DOMICILE_OUTSIDE, || {
        Figures::expected("recipient", format_args!("somebody of {region}"), domicile).by(seq)
    });
}

/// P9: the same recipient got this programme's aid, from whatever source, too short a time ago.
fn flag_cooling_off(judge: &mut Judge<'_>, recipient: RecipientId, decree: &Decree) {
    let state = judge.state;
    let day = decree.signed_on;
    let rule = state.reference.in_force(Parameter::CoolingOffDays, &decree.programme, day);
    let Some(rule) = rule else { return };
    let last = state.decree.received.get(&(decree.programme_index, state.proposal.one(recipient)));
    let Some((last, event)) = last.copied() else { return };
    let days = i64::from(day.days_since(last));
    let limit = i64::from(rule.value.unwrap_or(0));
    judge.flag_if(days < limit, &COOLING_OFF, || {
        Figures::expected("recipient", format_args!("{limit} days after the last aid"), days)
            .by(event)
    });
}

/// The proposal that first named a recipient, by this id or by the one that it is linked to.
fn proposal_of(judge: &Judge<'_>, decree: &Decree, recipient: RecipientId) -> Option<u64> {
    let proposal = &judge.state.proposal;
    let of = |id: RecipientId| proposal.candidates.get(&(decree.programme_index, id)).copied();
    of(recipient).or_else(|| of(proposal.one(recipient)))
}

fn flag_proposal(judge: &mut Judge<'_>, recipient: RecipientId, decree: &Decree) {
    let state = judge.state;
    let key = (decree.programme_index, recipient);
    let proposal = proposal_of(judge, decree, recipient);
    judge.flag_if(proposal.is_none(), &NEVER_PROPOSED, || Figures::field("recipient"));
    let verified_by = proposal
        .and_then(|seq| state.proposal.proposals.get(&seq))
        .map_or(&[][..], |proposal| &proposal.verified_by);
    let same = verified_by.iter().any(|person| decree.drawn_by.contains(person));
    judge.flag_if(same, &VERIFIER_DREW_DECREE, || {
        Figures::field("recipient").by(proposal.unwrap_or(0))
    });
    let checked = state.proposal.eligibility.get(&key);
    let rejected = checked.is_some_and(|checked| checked.outcome != Outcome::Accepted);
    judge.flag_if(rejected, &NOT_ELIGIBLE, || Figures::field("recipient"));
    let found = state.finding.open_about(recipient);
    judge.flag_if(found.is_some(), &FINDING_OPEN, || {
        Figures::field("recipient").by(found.unwrap_or(0))
    });
    let rule =
        state.reference.in_force(Parameter::EligibilityDays, &decree.programme, decree.signed_on);
    let Some(rule) = rule else { return };
    let limit = i64::from(rule.value.unwrap_or(0));
    let age = checked.map(|checked| i64::from(decree.signed_on.days_since(checked.on)));
    judge.flag_if(age.is_none_or(|age| age > limit), &ELIGIBILITY_STALE, || {
        let found = age.map_or_else(|| "none".to_owned(), |age| format!("{age} days"));
        Figures::expected("recipient", format_args!("a check within {limit} days"), found)
            .by(rule.seq)
    });
}

fn flag_amount(judge: &mut Judge<'_>, amount: Rupiah, programme: &Code, day: Date) {
    let of = |parameter| judge.state.reference.in_force(parameter, programme, day);
    let (unit, cap) = (of(Parameter::UnitAmount), of(Parameter::AmountCap));
    if let Some(unit) = unit {
        let expected = unit.amount.unwrap_or(Rupiah::ZERO);
        judge.flag_if(amount != expected, &AMOUNT_OFF_RULE, || {
            Figures::amounts("amount", amount.sen(), expected.sen()).by(unit.seq)
        });
    }
    if let Some(cap) = cap {
        let most = cap.amount.unwrap_or(Rupiah::ZERO);
        judge.flag_if(amount > most, &AMOUNT_OFF_RULE, || {
            Figures::amounts("amount", amount.sen(), most.sen()).by(cap.seq)
        });
    }
}

fn close(judge: &mut Judge<'_>, body: &jejak_events::decree::DecreeClosed) -> Judgement {
    let seq = body.decree.0;
    let Some(decree) = judge.state.decree.decrees.get(&seq) else { return Ok(()) };
    judge.require(!decree.closed, &DECREE_CLOSED, || {
        Figures::expected("decree", "an open decree", seq).by(seq)
    })?;
    let counted = (decree.count, decree.sen);
    judge.require(counted == (body.count, body.total.sen()), &ROWS_MISMATCH, || {
        let total = Rupiah::from_sen(decree.sen);
        Figures::expected("count", format_args!("{} with {total}", decree.count), body.count)
    })?;
    let stated = (decree.stated_count, decree.stated_sen);
    judge.flag_if(counted != stated, &STATED_MISMATCH, || {
        Figures {
            expected: Some(decree.stated_count.to_string()),
            found: Some(decree.count.to_string()),
            ..Figures::amounts("total", decree.stated_sen, decree.sen)
        }
        .by(seq)
    });
    judge.flag_if(decree.count == 0 && decree.stated_sen > 0, &LUMP_SUM, || {
        Figures::amounts("total", decree.stated_sen, 0).by(seq)
    });
    for (line, sum) in &decree.per_line {
        let available = judge.state.budget.at(*line, Stage::Available);
        judge.flag_if(*sum > available, &ABOVE_AVAILABLE, || {
            short_of("total", *sum, available, *line).by(seq)
        });
    }
    Ok(())
}

/// The row, which must not be cancelled nor instructed in full.
fn open_row<'a>(judge: &Judge<'a>, seq: u64) -> Result<Option<&'a Designation>, super::Refusal> {
    let row = judge.state.decree.designations.get(&seq);
    judge.require(row.is_some_and(|r| r.status != RowStatus::Cancelled), &ROW_CANCELLED, || {
        Figures::expected("designation", "a row in force", seq).by(seq)
    })?;
    judge.require(row.is_some_and(|r| r.instructed < r.sen), &FULLY_INSTRUCTED, || {
        Figures::expected("designation", "a row with a tranche left", seq).by(seq)
    })?;
    Ok(row)
}

fn replace(judge: &mut Judge<'_>, body: &RecipientReplaced) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    privacy::not_erased(judge, body.recipient)?;
    let Some(row) = open_row(judge, body.designation.0)? else { return Ok(()) };
    let without = body.minutes.is_none() && body.amendment.is_none();
    judge.flag_if(without, &REPLACED_WITHOUT_BASIS, || {
        Figures::expected("minutes", "minutes or an amending decree", "none")
    });
    let Some(decree) = judge.state.decree.decrees.get(&row.decree) else { return Ok(()) };
    let proposed = proposal_of(judge, decree, body.recipient).is_some();
    judge.flag_if(!proposed, &REPLACEMENT_NEVER_PROPOSED, || Figures::field("recipient"));
    flag_recipient(judge, body.recipient, decree);
    // The row's kecamatan was that of who had it before.
    flag_domicile(judge, body.recipient, row.region.regency().unwrap_or(row.region));
    Ok(())
}
