//! What people in the field owe: certificates, progress of works, visits to groups, places to fill.

use std::collections::BTreeMap;

use jejak_events::vocabulary::{Parameter, RecipientStatus, WorkerCertificate};
use jejak_events::{Code, Date, Object, Tag};

use super::{Desk, DueKind, Item, Limit, after};
use crate::said;
use crate::said::Said;
use crate::works::WorkStatus;

/// Collects all of it.
pub(super) fn collect(desk: &mut Desk) {
    certificates(desk);
    progress(desk);
    visits(desk);
    places(desk);
}

/// The certificate of each kind that a worker in office holds longest.
fn certificates(desk: &mut Desk) {
    for (seq, worker) in desk.view.reading.state.worker.workers.iter() {
        if !worker.covers(desk.view.today()) {
            continue;
        }
        let mut last: BTreeMap<WorkerCertificate, Option<Date>> = BTreeMap::new();
        for (certificate, until) in &worker.certificates {
            let held = last.entry(*certificate).or_insert(*until);
            // One that never ends holds longest.
            *held = held.and_then(|held| Some(held.max((*until)?)));
        }
        let (role, region) = (worker.role, worker.region);
        for (certificate, until) in last {
            let Some(due) = until else { continue };
            let (en, id) = (certificate.label_en(), certificate.label_id());
            let (as_en, as_id) = (role.label_en(), role.label_id());
            desk.items.push(Item {
                kind: DueKind::Certificate,
                what: said!("{en}, {as_en}, {region}", "{id}, {as_id}, {region}"),
                subject: Tag::Object(Object::Worker, seq),
                count: 1,
                due,
                sen: 0,
                rule: said!("the paper itself", "dokumen itu sendiri"),
                who: Said::same(desk.organisation(worker.organisation)),
                seqs: vec![seq],
            });
        }
    }
}

/// Works that go on and did not advance, those of one programme and day together; the rupiah are
/// what was released for them.
fn progress(desk: &mut Desk) {
    let mut groups: BTreeMap<(u64, &Code, Date), (i128, Vec<u64>)> = BTreeMap::new();
    for (seq, work) in desk.view.reading.state.works.works.iter() {
        if work.status == WorkStatus::Running {
            let key = (work.organisation, &work.programme, work.advanced_on);
            let group = groups.entry(key).or_default();
            group.0 += i128::from(work.released);
            group.1.push(seq);
        }
    }
    for ((organisation, programme, since), (sen, seqs)) in groups {
        let by = (DueKind::Progress, Parameter::WorkIdleDays);
        let Some(Limit { days, rule }) = desk.limit(by, Some(programme), since) else { continue };
        let subject = match seqs.as_slice() {
            [one] => Tag::Object(Object::Work, *one),
            _ => Tag::Programme(programme.clone()),
        };
        desk.items.push(Item {
            kind: DueKind::Progress,
            what: said!("{programme}, since {since}", "{programme}, sejak {since}"),
            subject,
            count: u64::try_from(seqs.len()).unwrap_or(u64::MAX),
            due: after(since, days),
            sen,
            rule,
            who: Said::same(desk.organisation(organisation)),
            seqs,
        });
    }
}

/// Groups that hold money of a grant, from the last visit on, or from their forming where nobody
/// came yet.
fn visits(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    for (seq, group) in state.kube.groups.iter().filter(|(_, group)| !group.stage.is_over()) {
        let rows = group.grants.iter().filter_map(|row| state.decree.designations.get(row));
        let sen = rows.map(|row| i128::from(row.received())).sum();
        if sen <= 0 {
            continue;
        }
        let visited = state.spending.mentoring.get(&group.recipient).map(|it| it.last);
        let since = visited.unwrap_or(group.formed_on);
        let by = (DueKind::Mentoring, Parameter::MentoringDays);
        let code = &group.programme;
        let Some(limit) = desk.limit(by, Some(code), since) else { continue };
        let region = group.region;
        desk.items.push(Item {
            kind: DueKind::Mentoring,
            what: said!("{code}, {region}, since {since}", "{code}, {region}, sejak {since}"),
            subject: Tag::Object(Object::KubeGroup, seq),
            count: 1,
            due: after(since, limit.days),
            sen,
            rule: limit.rule,
            who: said!("mentor of the group", "pendamping kelompok"),
            seqs: vec![seq],
        });
    }
}

/// Places that people who died still hold.
fn places(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    for (seq, place) in state.sembako.places.iter() {
        let holder = place.holder.and_then(|it| state.proposal.recipients.get(&it.recipient));
        let Some((RecipientStatus::Deceased, Some(died))) = holder.map(|known| known.status) else {
            continue;
        };
        let by = (DueKind::Replacement, Parameter::ReplacementDays);
        let code = &place.code;
        let Some(limit) = desk.limit(by, Some(code), died) else { continue };
        let region = place.region;
        desk.items.push(Item {
            kind: DueKind::Replacement,
            what: said!("{code}, {region}, died {died}", "{code}, {region}, meninggal {died}"),
            subject: Tag::Object(Object::KpmPlace, seq),
            count: 1,
            due: after(died, limit.days),
            sen: 0,
            rule: limit.rule,
            who: said!("desa or kelurahan; Dinsos {region}", "desa/kelurahan; Dinsos {region}"),
            seqs: vec![seq],
        });
    }
}
