//! Papers that end: licences, accreditations, agreements, guarantees, contracts; works to finish.

use std::collections::BTreeMap;

use jejak_events::vocabulary::ContractPaymentKind;
use jejak_events::{Code, Date, Object, Tag};

use super::{Desk, DueKind, Item};
use crate::contract::ContractStage;
use crate::institution::Institution;
use crate::said;
use crate::said::Said;
use crate::works::WorkStatus;

/// Collects all of it.
pub(super) fn collect(desk: &mut Desk) {
    for (seq, institution) in desk.view.reading.state.institution.institutions.iter() {
        if !institution.closed {
            of_institution(desk, seq, institution);
        }
    }
    agreements(desk);
    of_contracts(desk);
    works(desk);
}

/// A paper that ends on a day.
struct Paper {
    kind: DueKind,
    what: Said,
    subject: (Object, u64),
    until: Date,
    sen: i64,
    who: Said,
}

fn push(desk: &mut Desk, paper: Paper) {
    let Paper { kind, what, subject: (object, seq), until, sen, who } = paper;
    desk.items.push(Item {
        kind,
        what,
        subject: Tag::Object(object, seq),
        count: 1,
        due: until,
        sen: sen.into(),
        rule: said!("the paper itself", "dokumen itu sendiri"),
        who,
        seqs: vec![seq],
    });
}

/// The licence and the accreditation that end last.
fn of_institution(desk: &mut Desk, seq: u64, institution: &Institution) {
    let region = institution.region;
    let kind = Said {
        en: institution.kind.label_en().to_owned(),
        id: institution.kind.label_id().to_owned(),
    };
    let what = said!(with kind; "{kind}, {region}", "{kind}, {region}");
    let who = said!("the institution", "lembaga itu");
    let standing = institution.licences.iter().filter(|licence| licence.revoked.is_none());
    let licence = standing.map(|licence| licence.until).max();
    let accreditation = institution.accreditations.iter().map(|it| it.until).max();
    let papers = [
        (DueKind::Licence, licence.filter(|_| institution.needs_licence())),
        (DueKind::Accreditation, accreditation),
    ];
    for (kind, until) in papers {
        let Some(until) = until else { continue };
        let (what, who, subject) = (what.clone(), who.clone(), (Object::Institution, seq));
        push(desk, Paper { kind, what, subject, until, sen: 0, who });
    }
}

fn agreements(desk: &mut Desk) {
    let cooperations = &desk.view.reading.state.institution.cooperations;
    for (seq, it) in cooperations.iter().filter(|(_, it)| !it.ended) {
        let (ours, partner) = (desk.organisation(it.organisation), desk.organisation(it.partner));
        let paper = Paper {
            kind: DueKind::Agreement,
            what: said!("{ours} and {partner}", "{ours} dan {partner}"),
            subject: (Object::Cooperation, seq),
            until: it.until,
            sen: 0,
            who: Said::same(ours),
        };
        push(desk, paper);
    }
}

fn of_contracts(desk: &mut Desk) {
    let area = &desk.view.reading.state.contract;
    for (seq, it) in area.contracts.iter() {
        let ends = match it.stage {
            ContractStage::Running => {
                Some((said!("end of the work", "akhir pekerjaan"), it.period.1))
            }
            ContractStage::Completed => {
                let what = said!("end of maintenance", "akhir pemeliharaan");
                it.maintained_until.filter(|day| desk.view.today() <= *day).map(|day| (what, day))
            }
            ContractStage::Terminated => None,
        };
        let Some((what, until)) = ends else { continue };
        let code = desk.organisation(it.organisation);
        let who = said!("PPK of {code}", "PPK {code}");
        let (kind, subject) = (DueKind::Contract, (Object::Contract, seq));
        push(desk, Paper { kind, what, subject, until, sen: it.value, who });
    }
    retention(desk);
    for (seq, it) in area.guarantees.iter().filter(|(_, it)| it.ended.is_none()) {
        let contract = area.contracts.get(&it.contract);
        let code = desk.organisation(contract.map_or(0, |contract| contract.organisation));
        let paper = Paper {
            kind: DueKind::Guarantee,
            what: Said { en: it.kind.label_en().to_owned(), id: it.kind.label_id().to_owned() },
            subject: (Object::Guarantee, seq),
            until: it.until,
            sen: it.sen,
            who: said!("PPK of {code}", "PPK {code}"),
        };
        push(desk, paper);
    }
}

/// What was held back of invoices and is to be paid when maintenance ends.
fn retention(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    for (seq, it) in state.contract.contracts.iter() {
        let Some(until) = it.maintained_until.filter(|_| it.stage == ContractStage::Completed)
        else {
            continue;
        };
        let left = state.live_invoices(it).fold(0, |left: i64, invoice| {
            let paid = match invoice.kind {
                ContractPaymentKind::Retention => invoice.sen,
                _ => 0,
            };
            left.saturating_add(invoice.retained).saturating_sub(paid)
        });
        if left > 0 {
            let code = desk.organisation(it.organisation);
            let paper = Paper {
                kind: DueKind::Retention,
                what: said!("end of maintenance", "akhir pemeliharaan"),
                subject: (Object::Contract, seq),
                until,
                sen: left,
                who: said!("PPK of {code}", "PPK {code}"),
            };
            push(desk, paper);
        }
    }
}

/// Works that are not handed over, those of one programme and day together; defects that are not
/// repaired.
fn works(desk: &mut Desk) {
    let mut groups: BTreeMap<(u64, &Code, Date), (i128, Vec<u64>)> = BTreeMap::new();
    for (seq, work) in desk.view.reading.state.works.works.iter() {
        if matches!(work.status, WorkStatus::Running | WorkStatus::Stopped) {
            let key = (work.organisation, &work.programme, work.finish);
            let group = groups.entry(key).or_default();
            group.0 += i128::from(work.sen.saturating_sub(work.released));
            group.1.push(seq);
        }
        let (programme, who) = (&work.programme, Said::same(desk.organisation(work.organisation)));
        for (_, until) in &work.defects {
            let what = said!("{programme}: defect to repair", "{programme}: perbaikan cacat");
            let (kind, subject) = (DueKind::Work, (Object::Work, seq));
            let (until, who) = (*until, who.clone());
            push(desk, Paper { kind, what, subject, until, sen: 0, who });
        }
    }
    for ((organisation, programme, due), (sen, seqs)) in groups {
        let subject = match seqs.as_slice() {
            [one] => Tag::Object(Object::Work, *one),
            _ => Tag::Programme(programme.clone()),
        };
        let who = Said::same(desk.organisation(organisation));
        desk.items.push(Item {
            kind: DueKind::Work,
            what: said!("{programme}: to finish", "{programme}: selesai"),
            subject,
            count: u64::try_from(seqs.len()).unwrap_or(u64::MAX),
            due,
            sen,
            rule: said!("the plan of the work", "rencana pekerjaan"),
            who,
            seqs,
        });
    }
}
