//! What an event is about.
//!
//! An event is about what its own words name, and about what those things belong to: a credit
//! names a payment, hence a row of a decree, its recipient, the line, source and programme.

use jejak_events::field::REFERENCE_MAX;
use jejak_events::ids::RecipientId;
use jejak_events::{Event, Object, Recorded, Tag};

use crate::state::State;
use crate::trail::Key;
use crate::{
    central, complaint, contract, disaster, finding, institution, kube, loss, pkh, planning, rtlh,
    sembako, service, spending, stock, welfare, worker, works,
};

/// What one event is about; its buffers are used again.
#[derive(Debug, Default)]
pub(crate) struct About {
    keys: Vec<Key>,
    /// Objects whose belongings are in already.
    walked: Vec<Key>,
}

impl About {
    /// About these things.
    #[cfg(test)]
    pub fn of_keys(keys: &[Key]) -> About {
        About { keys: keys.to_vec(), walked: Vec::new() }
    }

    /// The keys of everything that the event is about, each once.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn add(&mut self, key: Key) {
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// The objects among its keys.
    fn objects(&self) -> Vec<(Object, u64)> {
        let named = |(kind, seq): (u8, u64)| {
            Some((*Object::ALL.get(usize::from(kind.checked_sub(1)?))?, seq))
        };
        self.keys.iter().filter_map(|key| key.object()).filter_map(named).collect()
    }

    /// Whether an object's belongings are not in yet.
    fn walk(&mut self, key: Key) -> bool {
        let new = !self.walked.contains(&key);
        if new {
            self.walked.push(key);
        }
        new
    }
}

impl State {
    /// Everything that an event is about, each once. To be asked after the event was applied.
    pub(crate) fn about(&self, fact: &Recorded, about: &mut About) {
        about.keys.clear();
        about.walked.clear();
        about.add(Key::of(&Tag::Person(fact.envelope.recorder.person.0)));
        if let Some(official) = &fact.envelope.official {
            about.add(Key::of(&Tag::Person(official.person.0)));
        }
        for document in &fact.envelope.documents {
            jejak_events::field::Field::tags(document, &mut |tag| about.add(Key::of(&tag)));
        }
        let created = fact.event.kind().creates();
        if let Some(object) = created {
            about.add(Key::of_object(object, fact.seq));
        }
        // Bank references are unique by nature; the state knows which payment used each.
        let unique_token = matches!(fact.event, Event::PaymentCredited(_));
        fact.event.tags(&mut |tag| match tag {
            Tag::Token(_) if unique_token => {}
            Tag::Recipient(id) => {
                about.add(self.key_of_recipient(RecipientId(id)));
                self.group_of_recipient(RecipientId(id), about);
            }
            tag => about.add(Key::of(&tag)),
        });
        programme_of(&fact.event, about);
        if let Some(object) = created {
            self.belongings(object, fact.seq, about);
        }
        fact.event.references(&mut |object, seq| self.belongings(object, seq, about));
    }

    /// Whether an event that was applied is about one of the things.
    pub fn concerns(&self, fact: &Recorded, tags: &[Tag]) -> bool {
        let mut about = About::default();
        self.about(fact, &mut about);
        tags.iter().any(|tag| {
            let registered = match tag {
                Tag::Recipient(id) => self.key_of_recipient(RecipientId(*id)),
                tag => Key::of(tag),
            };
            about.keys.contains(&registered) || about.keys.contains(&Key::of(tag))
        })
    }

    /// The objects that an event is about. May be asked before the event is applied: what it
    /// creates belongs to nothing yet.
    pub(crate) fn objects_about(&self, fact: &Recorded) -> Vec<(Object, u64)> {
        let mut about = About::default();
        self.about(fact, &mut about);
        about.objects()
    }

    /// The objects that the words of a proposed event name, and what those belong to. References
    /// into its own batch lead nowhere yet.
    pub(crate) fn objects_behind(&self, event: &Event) -> Vec<(Object, u64)> {
        let mut about = About::default();
        event.references(&mut |object, seq| {
            if seq <= REFERENCE_MAX {
                about.add(Key::of_object(object, seq));
                self.belongings(object, seq, &mut about);
            }
        });
        about.objects()
    }

    /// The recipients whom an event is about, by the events that registered them. May be asked
    /// before the event is applied: what it creates belongs to nothing yet.
    pub(crate) fn recipients_of(&self, fact: &Recorded) -> Vec<u64> {
        let mut about = About::default();
        self.about(fact, &mut about);
        let kind = Key::of_object(Object::Recipient, 0).object().map(|(kind, _)| kind);
        let objects = about.keys.iter().filter_map(|key| key.object());
        objects.filter(|(of, _)| Some(*of) == kind).map(|(_, seq)| seq).collect()
    }

    /// A recipient is found by the event that registered it.
    fn key_of_recipient(&self, recipient: RecipientId) -> Key {
        match self.proposal.recipients.get(&recipient) {
            Some(known) => Key::of_object(Object::Recipient, known.seq),
            None => Key::of(&Tag::Recipient(recipient.0)),
        }
    }

    /// What a group gets and does as a recipient is in the trail of the group.
    fn group_of_recipient(&self, recipient: RecipientId, about: &mut About) {
        if let Some(group) = self.kube.of_recipient.get(&recipient) {
            about.add(Key::of_object(Object::KubeGroup, *group));
            self.belongings(Object::KubeGroup, *group, about);
        }
    }

    /// What an object belongs to, upwards.
    fn belongings(&self, object: Object, seq: u64, about: &mut About) {
        if !about.walk(Key::of_object(object, seq)) {
            return;
        }
        let mut up = |object: Object, seq: u64| {
            about.add(Key::of_object(object, seq));
            self.belongings(object, seq, about);
        };
        match object {
            Object::Payment => {
                let Some(payment) = self.payment.payments.get(&seq) else { return };
                up(Object::PaymentList, payment.list);
                match payment.designation {
                    Some(row) => up(Object::Designation, row),
                    None => up(Object::Line, payment.line),
                }
            }
            Object::PaymentList => {
                let Some(list) = self.payment.lists.get(&seq) else { return };
                up(Object::Spp, list.spp);
            }
            Object::Designation => {
                let Some(row) = self.decree.designations.get(&seq) else { return };
                up(Object::Decree, row.decree);
                up(Object::Line, row.line);
                // Its money is part of the life of the house that it pays for.
                self.rtlh.rows.get(&seq).into_iter().for_each(|house| up(Object::House, *house));
                about.add(match row.registered {
                    Some(seq) => Key::of_object(Object::Recipient, seq.get()),
                    None => self.key_of_recipient(row.recipient),
                });
                self.group_of_recipient(row.recipient, about);
                let tags = &mut |tag| about.add(Key::of(&tag));
                jejak_events::field::Field::tags(&row.region, tags);
            }
            Object::Decree => {
                let Some(decree) = self.decree.decrees.get(&seq) else { return };
                about.add(Key::of_programme(&decree.programme));
            }
            Object::Line => {
                let Some(line) = self.budget.lines.get(&seq) else { return };
                about.add(Key::of(&Tag::Source(line.source)));
                about.add(Key::of_programme(&line.programme));
            }
            _ => self.belongings_of_paper(object, seq, about),
        }
    }

    /// What a commitment, a request, a proposal or a report belongs to, upwards.
    fn belongings_of_paper(&self, object: Object, seq: u64, about: &mut About) {
        let mut up = |object: Object, seq: u64| {
            about.add(Key::of_object(object, seq));
            self.belongings(object, seq, about);
        };
        match object {
            Object::Commitment => {
                let Some(commitment) = self.budget.commitments.get(&seq) else { return };
                up(Object::Line, commitment.line);
            }
            Object::Spp => {
                let Some(spp) = self.treasury.spps.get(&seq) else { return };
                spp.decree.into_iter().for_each(|decree| up(Object::Decree, decree));
                // A request with very many lines is found through them, not they through it.
                spp.lines.iter().take(8).for_each(|(line, _)| up(Object::Line, *line));
            }
            Object::Npd => {
                let Some(npd) = self.treasury.npds.get(&seq) else { return };
                npd.left.iter().take(8).for_each(|(line, _)| up(Object::Line, *line));
            }
            Object::Proposal => {
                let Some(proposal) = self.proposal.proposals.get(&seq) else { return };
                about.add(Key::of_programme(&proposal.programme));
            }
            Object::Spj => {
                let Some(spj) = self.accountability.spjs.get(&seq) else { return };
                spj.designation.into_iter().for_each(|row| up(Object::Designation, row));
                spj.spp.into_iter().for_each(|spp| up(Object::Spp, spp));
            }
            Object::RefundClaim => {
                let Some(claim) = self.accountability.claims.get(&seq) else { return };
                up(Object::Line, claim.line);
            }
            // A reversal is about what the reversed event was about.
            Object::Event => {
                self.objects_of(seq).into_iter().for_each(|(object, seq)| up(object, seq));
                if self.stock.movements.contains(&seq) {
                    up(Object::StockMovement, seq);
                }
            }
            _ => self.belongings_in_area(object, seq, about),
        }
    }
}

impl State {
    /// What an object of one of the programmes' own areas belongs to: the area says it.
    fn belongings_in_area(&self, object: Object, seq: u64, about: &mut About) {
        let tag = &mut |tag: Tag| match tag {
            Tag::Object(object, seq) => {
                about.add(Key::of_object(object, seq));
                self.belongings(object, seq, about);
            }
            Tag::Recipient(id) => about.add(self.key_of_recipient(RecipientId(id))),
            tag => about.add(Key::of(&tag)),
        };
        match object {
            Object::SpendingPlan | Object::Purchase => spending::belongings(self, object, seq, tag),
            Object::Work => works::belongings(self, object, seq, tag),
            Object::KubeGroup => kube::belongings(self, object, seq, tag),
            Object::House | Object::RepairGroup => rtlh::belongings(self, object, seq, tag),
            Object::CentralPeriod | Object::CentralCredit => {
                central::belongings(self, object, seq, tag);
            }
            Object::KpmPlace | Object::KpmReplacement => {
                sembako::belongings(self, object, seq, tag);
            }
            Object::PkhComponent => pkh::belongings(self, object, seq, tag),
            Object::ServiceUnit => service::belongings(self, object, seq, tag),
            Object::Institution | Object::Stay | Object::Cooperation => {
                institution::belongings(self, object, seq, tag);
            }
            Object::Warehouse | Object::Lot | Object::StockMovement => {
                stock::belongings(self, object, seq, tag);
            }
            Object::Disaster => disaster::belongings(self, object, seq, tag),
            Object::Worker | Object::WorkerReport => worker::belongings(self, object, seq, tag),
            Object::Case | Object::Insurance | Object::Contribution => {
                welfare::belongings(self, object, seq, tag);
            }
            Object::PlanningDocument => planning::belongings(self, object, seq, tag),
            Object::Contract | Object::Guarantee => contract::belongings(self, object, seq, tag),
            Object::Loss => loss::belongings(self, object, seq, tag),
            Object::Complaint => complaint::belongings(self, object, seq, tag),
            Object::Finding | Object::Recommendation | Object::SampleDraw => {
                finding::belongings(self, object, seq, tag);
            }
            _ => {}
        }
    }
}

/// Programmes that an event names by code.
fn programme_of(event: &Event, about: &mut About) {
    let code = match event {
        Event::ProgrammeRegistered(body) => &body.code,
        Event::PlafondAgreed(body) => &body.programme,
        Event::BudgetCeilingSet(body) => &body.programme,
        Event::ProposalOpened(body) => &body.programme,
        Event::EligibilityChecked(body) => &body.programme,
        Event::DecreeOpened(body) => &body.programme,
        Event::QuotaSet(body) => &body.programme,
        Event::QuotaChanged(body) => &body.programme,
        Event::CentralPeriodOpened(body) => &body.programme,
        Event::SembakoQuotaAllocated(body) => &body.programme,
        Event::SembakoQuotaChanged(body) => &body.programme,
        Event::KpmEntered(body) => &body.programme,
        Event::PkhComponentRecorded(body) => &body.programme,
        Event::ProgrammesExcluded(body) => {
            about.add(Key::of_programme(&body.second));
            &body.first
        }
        Event::ProgrammeExclusionEnded(body) => {
            about.add(Key::of_programme(&body.second));
            &body.first
        }
        _ => return,
    };
    about.add(Key::of_programme(code));
}
