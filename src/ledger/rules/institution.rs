//! Rules for institutions: panti, LKS, LK3, rumah singgah, Karang Taruna. Licences, clients and
//! counts are facts; what is odd in them is flagged. Refused is what contradicts the ledger itself.

use jejak_events::institution::{
    ClientAdmitted, ClientDischarged, DakReadinessAssessed, InstitutionRegistered, LicenceRevoked,
};
use jejak_events::vocabulary::{AccreditationGrade, DakCriterion, InstitutionKind, RecipientType};
use jejak_events::{Event, RegionLevel};
use jejak_projections::institution::Institution;

use super::{Figures, Judge, Judgement, envelope, reference, rules};

mod support;

rules! {
    NOT_AN_INSTITUTION = "LKS-01" Refuse,
        "penerima bukan lembaga", "the recipient is not an institution", "LembagaDidaftarkan";
    REGISTERED_TWICE = "LKS-02" Refuse,
        "penerima itu sudah terdaftar sebagai lembaga lain", "the recipient is already registered as an institution", "LembagaDidaftarkan";
    SECOND_YOUTH = "LKS-03" Flag,
        "desa/kelurahan sudah punya Karang Taruna", "the village already has a Karang Taruna", "LembagaDidaftarkan";
    ALREADY_CLOSED = "LKS-04" Refuse,
        "lembaga sudah ditutup", "the institution is already closed", "InstitutionClosed";
    AFTER_CLOSING = "LKS-05" Flag,
        "lembaga sudah tutup", "the institution was closed before this", "LembagaDidaftarkan A41";
    LICENCE_UNKNOWN = "LKS-06" Refuse,
        "izin tidak dikenal atau sudah dicabut", "the licence is unknown or already revoked", "IzinOperasionalDicatat LicenceRevoked";
    OVER_CAPACITY = "LKS-07" Flag,
        "klien melebihi daya tampung", "more clients than the capacity", "A41 KapasitasDitetapkan KlienMasuk";
    TWO_HOMES = "LKS-08" Flag,
        "klien tinggal di dua panti sekaligus", "the client lives in two homes at once", "A41 KlienMasuk";
    CLIENT_DEAD = "LKS-09" Flag,
        "klien sudah meninggal", "the client had died", "A06 A41 KlienMasuk";
    NO_LICENCE = "LKS-10" Flag,
        "tidak ada izin operasional yang berlaku", "no operating licence was in force", "A41 IzinOperasionalDicatat";
    NOT_ACCREDITED = "LKS-11" Flag,
        "tidak ada akreditasi yang berlaku", "no accreditation was in force", "A41 LembagaDiakreditasi";
    DAYS_DIFFER = "LKS-12" Flag,
        "hari klien berbeda dari catatan masuk dan keluar", "the client-days are not what the stays give", "A41 FoodSupportCounted";
    PRODUCT_WRONG = "LKS-13" Refuse,
        "nilai bukan hari klien kali indeks", "the amount is not client-days times index", "G3 FoodSupportCounted";
    INDEX_DIFFERS = "LKS-14" Flag,
        "indeks permakanan bukan yang berlaku", "the food index is not the one in force", "A15 FoodSupportCounted";
    COUNTED_TWICE = "LKS-15" Flag,
        "permakanan bulan itu sudah dihitung", "the month's food support was counted before", "A30 FoodSupportCounted";
    PAID_DIFFERENTLY = "LKS-16" Flag,
        "yang dibayar bukan yang dihitung", "what was paid is not what was counted", "A16 FoodSupportCounted";
    LEFT_BEFORE = "LKS-17" Refuse,
        "klien sudah keluar", "the client already left", "KlienKeluar";
    PARTNER_IS_SELF = "LKS-18" Refuse,
        "mitra kerja sama adalah pihak sendiri", "the partner is the organisation itself", "CooperationSigned";
    COOPERATION_OVER = "LKS-19" Refuse,
        "kerja sama sudah berakhir atau berakhir lebih dulu", "the cooperation is already over, or ends earlier anyway", "CooperationEnded";
    CLIENTS_REMAIN = "LKS-20" Flag,
        "masih ada klien saat lembaga ditutup", "clients remain when the institution closes", "A41 KlienKeluar";
    GRADE_DIFFERS = "LKS-21" Flag,
        "akreditasi yang ditunjukkan bukan yang berlaku", "the accreditation shown is not the one in force", "A41 DakReadinessAssessed";
    NOT_READY = "LKS-22" Flag,
        "dinyatakan siap DAK padahal syarat belum lengkap", "called ready for DAK though a criterion is missing", "P4 DakReadinessAssessed";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::InstitutionRegistered(body) => register(judge, body),
        Event::LicenceRecorded(body) => {
            judge.days_in_order("until", body.from, Some(body.until))?;
            flag_closed(judge, body.institution.0);
            Ok(())
        }
        Event::InstitutionAccredited(body) => {
            judge.days_in_order("until", body.from, Some(body.until))?;
            flag_closed(judge, body.institution.0);
            Ok(())
        }
        Event::LicenceRevoked(body) => revoke(judge, body),
        Event::CapacitySet(body) => {
            flag_closed(judge, body.institution.0);
            let on = judge.fact.envelope.occurred_on;
            let clients = judge.state.institution.clients_on(body.institution.0, on);
            judge.flag_if(clients > body.count, &OVER_CAPACITY, || {
                Figures::expected("count", format_args!("{clients} or more"), body.count)
            });
            Ok(())
        }
        Event::ClientAdmitted(body) => admit(judge, body),
        Event::ClientDischarged(body) => discharge(judge, body),
        Event::FoodSupportCounted(body) => support::count(judge, body),
        Event::DakReadinessAssessed(body) => assess(judge, body),
        _ => agreements(judge),
    }
}

fn agreements(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::CooperationSigned(body) => {
            judge.days_in_order("until", body.from, Some(body.until))?;
            judge.require(body.organisation != body.partner, &PARTNER_IS_SELF, || {
                Figures::expected("partner", "another organisation", body.partner.0)
            })?;
            body.institution.into_iter().for_each(|seq| flag_closed(judge, seq.0));
            Ok(())
        }
        Event::CooperationEnded(body) => {
            let known = judge.state.institution.cooperations.get(&body.cooperation.0).copied();
            let Some(known) = known else { return Ok(()) };
            judge.days_in_order("until", known.from, Some(body.until))?;
            judge.require(!known.ended && body.until < known.until, &COOPERATION_OVER, || {
                let expected = format!("a day before {} of an agreement in force", known.until);
                Figures::expected("until", expected, body.until).by(body.cooperation.0)
            })
        }
        Event::InstitutionClosed(body) => {
            let seq = body.institution.0;
            let closed = institution(judge, seq).is_some_and(|known| known.closed);
            judge.require(!closed, &ALREADY_CLOSED, || {
                Figures::expected("institution", "an open institution", seq).by(seq)
            })?;
            let on = judge.fact.envelope.occurred_on;
            let clients = judge.state.institution.clients_on(seq, on);
            judge.flag_if(clients > 0, &CLIENTS_REMAIN, || {
                Figures::expected("institution", "no clients", clients)
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Looks at aid to institutions where the decree or the bank says it: was the institution open,
/// licensed and accredited on the day of the decree, and on the day of the payment?
pub(super) fn aided(judge: &mut Judge<'_>) {
    let state = judge.state;
    let (recipient, on) = match &judge.fact.event {
        Event::RecipientDesignated(body) => {
            let Some(decree) = state.decree.decrees.get(&body.decree.0) else { return };
            (body.recipient, decree.signed_on)
        }
        Event::PaymentCredited(body) => {
            let payment = state.payment.payments.get(&body.payment.0);
            let recipient = payment.and_then(|payment| payment.recipient);
            let Some(recipient) = recipient else { return };
            (recipient, judge.fact.envelope.occurred_on)
        }
        _ => return,
    };
    let Some(seq) = state.institution.recipients.get(&recipient).copied() else { return };
    flag_closed(judge, seq);
    support::flag_standing(judge, seq, on);
}

fn institution<'a>(judge: &Judge<'a>, seq: u64) -> Option<&'a Institution> {
    judge.state.institution.institutions.get(&seq)
}

/// Flags what happens to an institution that was closed before.
fn flag_closed(judge: &mut Judge<'_>, seq: u64) {
    let closed = institution(judge, seq).is_some_and(|known| known.closed);
    judge.flag_if(closed, &AFTER_CLOSING, || {
        Figures::expected("institution", "an open institution", seq).by(seq)
    });
}

fn register(judge: &mut Judge<'_>, body: &InstitutionRegistered) -> Judgement {
    judge.known_region("region", body.region)?;
    reference::retired(judge, body.region);
    if let Some(recipient) = body.recipient {
        judge.known_recipient("recipient", recipient)?;
        let known = judge.state.proposal.recipients.get(&recipient);
        let kind = known.map_or(RecipientType::Institution, |known| known.recipient_type);
        judge.require(kind == RecipientType::Institution, &NOT_AN_INSTITUTION, || {
            Figures::expected("recipient", RecipientType::Institution, kind)
        })?;
        let other = judge.state.institution.recipients.get(&recipient).copied();
        judge.require(other.is_none(), &REGISTERED_TWICE, || {
            let figures = Figures::expected("recipient", "a new institution", recipient);
            figures.by(other.unwrap_or(0))
        })?;
    }
    let youth = body.kind == InstitutionKind::YouthOrganisation
        && body.region.level() == RegionLevel::Village;
    let other = judge.state.institution.youth.get(&body.region).copied().filter(|_| youth);
    judge.flag_if(other.is_some(), &SECOND_YOUTH, || {
        let figures = Figures::expected("region", "a village without one", body.region);
        figures.by(other.unwrap_or(0))
    });
    Ok(())
}

fn revoke(judge: &Judge<'_>, body: &LicenceRevoked) -> Judgement {
    let number = body.number.normalised();
    let licences = institution(judge, body.institution.0).map_or(&[][..], |known| &known.licences);
    let standing = licences.iter().any(|known| known.number == number && known.revoked.is_none());
    judge.require(standing, &LICENCE_UNKNOWN, || {
        let expected = "a licence of this institution that is not revoked";
        Figures::expected("number", expected, &number).by(body.institution.0)
    })
}

fn admit(judge: &mut Judge<'_>, body: &ClientAdmitted) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    let today = judge.fact.envelope.occurred_on;
    judge.days_in_order("occurred_on", body.from, Some(today))?;
    flag_closed(judge, body.institution.0);
    let state = judge.state;
    let Some(home) = institution(judge, body.institution.0) else { return Ok(()) };
    let clients = state.institution.clients_on(body.institution.0, body.from);
    let full = home.capacity.is_some_and(|capacity| clients >= capacity);
    judge.flag_if(full, &OVER_CAPACITY, || {
        let capacity = home.capacity.unwrap_or(0);
        Figures::expected("institution", format_args!("at most {capacity}"), clients + 1)
    });
    let elsewhere = home.is_home().then(|| {
        state.institution.stays_of(body.recipient).find(|(_, stay)| {
            let home = institution(judge, stay.institution).is_some_and(Institution::is_home);
            home && stay.overlaps(body.from, None)
        })
    });
    let elsewhere = elsewhere.flatten().map(|(seq, _)| seq);
    judge.flag_if(elsewhere.is_some(), &TWO_HOMES, || {
        Figures::expected("recipient", "in one home", "in two").by(elsewhere.unwrap_or(0))
    });
    let died = state.death_of(body.recipient);
    judge.flag_if(died.is_some_and(|died| died < body.from), &CLIENT_DEAD, || {
        let died = died.unwrap_or(body.from);
        Figures::expected("from", format_args!("{died} or earlier"), body.from)
    });
    Ok(())
}

fn discharge(judge: &Judge<'_>, body: &ClientDischarged) -> Judgement {
    let Some(stay) = judge.state.institution.stays.get(&body.stay.0) else { return Ok(()) };
    judge.require(stay.until.is_none(), &LEFT_BEFORE, || {
        Figures::expected("stay", "a client who is still there", body.stay.0).by(body.stay.0)
    })?;
    judge.days_in_order("until", stay.from, Some(body.until))?;
    judge.days_in_order("occurred_on", body.until, Some(judge.fact.envelope.occurred_on))
}

fn assess(judge: &mut Judge<'_>, body: &DakReadinessAssessed) -> Judgement {
    let ascending = body.criteria.is_sorted_by(|a, b| a < b);
    judge.require(ascending, &envelope::LIST_NOT_ASCENDING, || {
        Figures::expected("criteria", "each criterion once, in the order of the list", "another")
    })?;
    flag_closed(judge, body.institution.0);
    let on = judge.fact.envelope.occurred_on;
    let grade = institution(judge, body.institution.0).and_then(|known| known.grade(on));
    judge.flag_if(body.accreditation != grade, &GRADE_DIFFERS, || {
        let word = |grade: Option<AccreditationGrade>| grade.map_or("none", |grade| grade.word());
        Figures::expected("accreditation", word(grade), word(body.accreditation))
    });
    let missing = DakCriterion::ALL.iter().find(|asked| !body.criteria.contains(asked));
    judge.flag_if(body.ready && missing.is_some(), &NOT_READY, || {
        let missing = missing.map_or("", |criterion| criterion.word());
        Figures::expected("criteria", missing, "not among them")
    });
    Ok(())
}
