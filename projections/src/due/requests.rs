//! Payment requests on a desk: the decision on an SPM, the SP2D. Days are working days.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Object, Tag};

use super::{Desk, DueKind, Item, after_working_days};
use crate::said;
use crate::treasury::SppStage;

/// Collects all of it.
pub(super) fn collect(desk: &mut Desk) {
    for (seq, spp) in desk.view.reading.state.treasury.spps.iter() {
        let (kind, by) = match spp.stage {
            SppStage::Verified => (DueKind::Spm, Parameter::SpmDecisionDays),
            SppStage::SpmIssued => (DueKind::Sp2d, Parameter::Sp2dDays),
            _ => continue,
        };
        let Some(limit) = desk.limit((kind, by), None, spp.last_step_on) else { continue };
        let (since, code) = (spp.last_step_on, desk.organisation(spp.organisation));
        let (en, id) = (spp.kind.label_en(), spp.kind.label_id());
        desk.items.push(Item {
            kind,
            what: said!("{en}, since {since}", "{id}, sejak {since}"),
            subject: Tag::Object(Object::Spp, seq),
            count: 1,
            due: after_working_days(desk.view, since, limit.days),
            sen: spp.sen.into(),
            rule: limit.rule,
            who: match kind {
                DueKind::Spm => said!("PA/KPA of {code}", "PA/KPA {code}"),
                _ => said!("BUD (treasury), for {code}", "BUD, untuk {code}"),
            },
            seqs: vec![seq],
        });
    }
}
