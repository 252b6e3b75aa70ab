//! Where a proposed event happens, and whose budget it spends: what the limits of a role look at.
//!
//! An event lies in the regions that its own words name; one that names none lies in those of what
//! it is about. A region in which another of them lies says nothing more and is left out. Nothing
//! is asked of a reference into the event's own batch: the event that it leads to has a place of
//! its own.
//!
//! Not here: who may (`access::Standing` of the crate above).

use jejak_events::codes::Region;
use jejak_events::field::REFERENCE_MAX;
use jejak_events::ids::RecipientId;
use jejak_events::{Event, Object, Tag};

use crate::state::State;

/// Where a proposed event happens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The regions, in ascending order, none within another.
    pub regions: Vec<Region>,
    /// The organisations whose budget lines it is about, by the events that registered them.
    pub organisations: Vec<u64>,
    /// Whether it refers to another event of its own batch, or is about a recipient whom nobody
    /// registered yet: another event of its batch does, or the rules refuse it.
    pub with_others: bool,
}

impl State {
    /// Where a proposed event happens.
    pub fn place_of(&self, event: &Event) -> Place {
        let mut place = Place::default();
        event.references(&mut |_, seq| place.with_others |= seq > REFERENCE_MAX);
        let (mut named, mut people) = (Vec::new(), Vec::new());
        event.tags(&mut |tag| match tag {
            Tag::Region(region) => named.push(region),
            Tag::Recipient(id) => people.push(RecipientId(id)),
            _ => {}
        });
        let objects = self.objects_behind(event);
        if named.is_empty() {
            named.extend(objects.iter().filter_map(|(of, seq)| self.region_of(*of, *seq)));
            for id in &people {
                match self.proposal.recipients.get(id) {
                    Some(recipient) => named.push(recipient.region),
                    None => place.with_others = true,
                }
            }
        }
        place.regions = innermost(named);
        place.organisations = self.spenders(event, &objects);
        place
    }

    /// The organisations of the budget lines among objects, and of a line that is to be.
    fn spenders(&self, event: &Event, objects: &[(Object, u64)]) -> Vec<u64> {
        let lines = objects.iter().filter(|(object, _)| *object == Object::Line);
        let known = lines.filter_map(|(_, seq)| self.budget.lines.get(seq));
        let mut all: Vec<u64> = known.map(|line| line.organisation).collect();
        if let Event::BudgetCeilingSet(body) = event {
            all.push(body.organisation.0);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The region in which an object lies.
    fn region_of(&self, object: Object, seq: u64) -> Option<Region> {
        match object {
            Object::Line => self.budget.lines.get(&seq).map(|line| line.region),
            Object::Designation => self.decree.designations.get(&seq).map(|row| row.region),
            Object::Proposal => self.proposal.proposals.get(&seq).map(|of| of.region),
            Object::Deliberation => self.proposal.deliberations.get(&seq).copied(),
            Object::KubeGroup => self.kube.groups.get(&seq).map(|group| group.region),
            Object::House => self.rtlh.houses.get(&seq).map(|house| house.region),
            Object::RepairGroup => self.rtlh.groups.get(&seq).map(|group| group.region),
            Object::Work => self.works.works.get(&seq).map(|work| work.region),
            Object::Warehouse => self.stock.warehouses.get(&seq).map(|of| of.region),
            Object::Institution => self.institution.institutions.get(&seq).map(|of| of.region),
            Object::Case => self.welfare.cases.get(&seq).map(|case| case.region),
            Object::Contribution => self.welfare.contributions.get(&seq).map(|of| of.region),
            Object::Worker => self.worker.workers.get(&seq).map(|worker| worker.region),
            Object::ServiceUnit => self.service.units.get(&seq).map(|unit| unit.region),
            Object::Complaint => self.complaint.complaints.get(&seq).map(|of| of.region),
            Object::Finding => self.finding.findings.get(&seq).and_then(|of| of.region),
            _ => None,
        }
    }
}

/// Regions without those in which another of them lies, each once, in ascending order.
fn innermost(mut regions: Vec<Region>) -> Vec<Region> {
    regions.sort_unstable();
    regions.dedup();
    let outer =
        |region: &Region| regions.iter().any(|other| other != region && region.contains(*other));
    regions.iter().copied().filter(|region| !outer(region)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(codes: &[&str]) -> Vec<Region> {
        codes.iter().map(|code| code.parse().unwrap()).collect()
    }

    #[test]
    fn outer_regions_say_nothing_more() {
        let table: &[(&[&str], &[&str])] = &[
            (&["36.03", "36.03.12.2001"], &["36.03.12.2001"]),
            (&["36.04", "36", "36.03", "36.03"], &["36.03", "36.04"]),
            (&["36"], &["36"]),
            (&[], &[]),
        ];
        for (named, expected) in table {
            assert_eq!(innermost(regions(named)), regions(expected), "{named:?}");
        }
    }
}
