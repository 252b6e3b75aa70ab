//! Rules for accounts, roles, officials and keys.

use jejak_events::Event;
use jejak_events::access::OfficialAppointed;
use jejak_events::vocabulary::{Capacity, Office};

use super::{Figures, Judge, Judgement, reference, rules};

rules! {
    ACCOUNT_CLOSED = "ACC-01" Refuse,
        "akun sudah ditutup", "the account is closed", "AccountClosed RoleGranted";
    OFFICE_TAKEN = "ACC-02" Refuse,
        "jabatan itu sudah dijabat definitif pada masa itu", "the office already has a holder in those days", "PejabatDitunjuk G9";
    GRANT_WITHDRAWN = "ACC-03" Refuse,
        "peran sudah dicabut", "the role is already withdrawn", "RoleWithdrawn";
    RELEASE_BEFORE_START = "ACC-04" Refuse,
        "berhenti sebelum mulai menjabat", "released before the first day in office", "PejabatDiberhentikan";
    KEY_KNOWN = "ACC-05" Refuse,
        "kunci sudah terdaftar atau sudah dicabut", "the key is already registered or revoked", "ActorKeyRegistered ActorKeyRevoked";
    RELEASE_PROLONGS = "ACC-06" Refuse,
        "pemberhentian tidak dapat memperpanjang jabatan", "a release cannot prolong the appointment", "PejabatDiberhentikan G9";
}

/// Offices that one person alone holds at a time.
const EXCLUSIVE: &[Office] = &[
    Office::Governor,
    Office::HeadOfAgency,
    Office::Pa,
    Office::Treasurer,
    Office::PpkSkpd,
    Office::Ppkd,
    Office::Bud,
];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    let access = &judge.state.access;
    match &judge.fact.event {
        Event::AccountClosed(body) => open_account(judge, body.account.0),
        Event::RoleGranted(body) => {
            open_account(judge, body.account.0)?;
            body.region.map_or(Ok(()), |region| judge.known_region("region", region))?;
            dates(judge, body.until.is_none_or(|until| body.from <= until))
        }
        Event::RoleWithdrawn(body) => {
            let open = access.grants.get(&body.grant.0).is_some_and(|grant| !grant.withdrawn);
            judge.require(open, &GRANT_WITHDRAWN, || {
                Figures::expected("grant", "a role still granted", body.grant.0).by(body.grant.0)
            })
        }
        Event::OfficialAppointed(body) => appoint(judge, body),
        Event::OfficialReleased(body) => {
            let Some(known) = access.appointments.get(&body.appointment.0) else { return Ok(()) };
            judge.require(known.from <= body.until, &RELEASE_BEFORE_START, || {
                let from = known.from;
                Figures::expected("until", format_args!("{from} or later"), body.until)
            })?;
            judge.require(
                known.until.is_none_or(|last| body.until <= last),
                &RELEASE_PROLONGS,
                || {
                    Figures::expected("until", "the last day or earlier", body.until)
                        .by(body.appointment.0)
                },
            )
        }
        Event::ActorKeyRegistered(body) => {
            let known = access.keys.iter().any(|(_, key)| key.key == body.key);
            judge.require(!known, &KEY_KNOWN, || Figures::expected("key", "a new key", body.key))
        }
        Event::ActorKeyRevoked(body) => {
            let open = access.keys.get(&body.key.0).is_some_and(|key| !key.revoked);
            judge.require(open, &KEY_KNOWN, || {
                Figures::expected("key", "a key not yet revoked", body.key.0).by(body.key.0)
            })
        }
        _ => Ok(()),
    }
}

fn open_account(judge: &Judge<'_>, account: u64) -> Judgement {
    let open = judge.state.access.accounts.get(&account).is_some_and(|account| !account.closed);
    judge.require(open, &ACCOUNT_CLOSED, || {
        Figures::expected("account", "an open account", account).by(account)
    })
}

fn dates(judge: &Judge<'_>, ordered: bool) -> Judgement {
    judge.require(ordered, &reference::DATES_INVERTED, || {
        Figures::expected("until", "the first day or later", "an earlier day")
    })
}

/// A Plh may stand beside the definitive holder; two others may not share an exclusive office.
fn appoint(judge: &Judge<'_>, body: &OfficialAppointed) -> Judgement {
    dates(judge, body.until.is_none_or(|until| body.from <= until))?;
    if !EXCLUSIVE.contains(&body.office) || body.capacity == Capacity::Plh {
        return Ok(());
    }
    let access = &judge.state.access;
    let holders = access.offices.get(&(body.organisation.0, body.office));
    let clash = holders.into_iter().flatten().find(|seq| {
        access.appointments.get(seq).is_some_and(|other| {
            other.capacity != Capacity::Plh
                && other.until.is_none_or(|until| body.from <= until)
                && body.until.is_none_or(|until| other.from <= until)
        })
    });
    judge.require(clash.is_none(), &OFFICE_TAKEN, || {
        let figures = Figures::expected("from", "a day after the holder is released", body.from);
        figures.by(clash.copied().unwrap_or(0))
    })
}
