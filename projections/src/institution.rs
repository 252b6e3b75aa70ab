//! Institutions of social welfare: panti, LKS, LK3, rumah singgah, Karang Taruna.
//!
//! Not here: the money that reaches them (decrees and payments), buildings (works).

use jejak_events::codes::Region;
use jejak_events::date::{Date, Month};
use jejak_events::field::Field;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{
    AccreditationGrade, InstitutionKind, InstitutionOwner, RecipientStatus,
};
use jejak_events::{DocumentNumber, Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A licence as recorded.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Licence {
    /// Number as the uniqueness rule sees it.
    pub number: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Day from which it is revoked.
    pub revoked: Option<Date>,
}

/// An accreditation as recorded.
#[derive(Debug, Clone, Copy, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Accreditation {
    /// Grade.
    pub grade: AccreditationGrade,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// An institution.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Institution {
    /// What kind.
    pub kind: InstitutionKind,
    /// Whose it is.
    pub owner: InstitutionOwner,
    /// Where it works.
    pub region: Region,
    /// The same as an organisation.
    pub organisation: Option<u64>,
    /// The same as a recipient.
    pub recipient: Option<RecipientId>,
    /// Clients that it may have, once set.
    pub capacity: Option<u32>,
    /// Licences in the order in which they were recorded.
    pub licences: Vec<Licence>,
    /// Accreditations in the order in which they were recorded.
    pub accreditations: Vec<Accreditation>,
    /// Whether it works no more.
    pub closed: bool,
}

impl Institution {
    /// Whether clients live there.
    pub fn is_home(&self) -> bool {
        matches!(
            self.kind,
            InstitutionKind::GovernmentHome
                | InstitutionKind::ChildrenHome
                | InstitutionKind::DisabilityHome
                | InstitutionKind::ElderlyHome
        )
    }

    /// Whether it needs an operating licence: what the community runs does, except a Karang
    /// Taruna, which a village confirms.
    pub fn needs_licence(&self) -> bool {
        self.owner == InstitutionOwner::Community && self.kind != InstitutionKind::YouthOrganisation
    }

    /// Whether a licence covers a day.
    pub fn licensed(&self, on: Date) -> bool {
        self.licences.iter().any(|licence| {
            let revoked = licence.revoked.is_some_and(|day| day <= on);
            licence.from <= on && on <= licence.until && !revoked
        })
    }

    /// The grade of the accreditation that covers a day, the newest first.
    pub fn grade(&self, on: Date) -> Option<AccreditationGrade> {
        let covers = |known: &&Accreditation| known.from <= on && on <= known.until;
        self.accreditations.iter().rev().find(covers).map(|known| known.grade)
    }
}

/// A client's stay.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Stay {
    /// The institution.
    pub institution: u64,
    /// The client.
    pub recipient: RecipientId,
    /// First day.
    pub from: Date,
    /// Last day, once the client left.
    pub until: Option<Date>,
}

impl Stay {
    /// Whether the client is there on a day.
    pub fn covers(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// Whether the client is there on any day from a day on, until another or for good.
    pub fn overlaps(&self, from: Date, until: Option<Date>) -> bool {
        let before = until.is_some_and(|until| until < self.from);
        self.until.is_none_or(|last| from <= last) && !before
    }
}

/// A cooperation agreement.
#[derive(Debug, Clone, Copy, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Cooperation {
    /// Organisation on our side.
    pub organisation: u64,
    /// The partner.
    pub partner: u64,
    /// The institution that it is for.
    pub institution: Option<u64>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Whether it was ended before its time.
    pub ended: bool,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Institutions {
    /// Institutions by sequence number.
    pub institutions: Rows<Institution>,
    /// The institution that a recipient is.
    pub recipients: Table<RecipientId, u64>,
    /// The open Karang Taruna of each village, the one registered first.
    pub youth: Table<Region, u64>,
    /// Stays by sequence number.
    pub stays: Rows<Stay>,
    /// Stays of each institution.
    pub of_institution: Table<u64, Vec<u64>>,
    /// Stays of each client.
    pub of_client: Table<RecipientId, Vec<u64>>,
    /// The first count of food support by institution and month.
    pub supported: Table<(u64, Month), u64>,
    /// Cooperation agreements by sequence number.
    pub cooperations: Rows<Cooperation>,
}

tables!(Institutions {
    institutions,
    recipients,
    youth,
    stays,
    of_institution,
    of_client,
    supported,
    cooperations,
});

impl Institutions {
    /// The stays of an institution, in the order of their events.
    pub fn stays_in(&self, institution: u64) -> impl Iterator<Item = (u64, &Stay)> {
        let stays = self.of_institution.get(&institution).into_iter().flatten();
        stays.filter_map(|seq| Some((*seq, self.stays.get(seq)?)))
    }

    /// The stays of a client, in the order of their events.
    pub fn stays_of(&self, client: RecipientId) -> impl Iterator<Item = (u64, &Stay)> {
        let stays = self.of_client.get(&client).into_iter().flatten();
        stays.filter_map(|seq| Some((*seq, self.stays.get(seq)?)))
    }

    /// Clients of an institution on a day.
    pub fn clients_on(&self, institution: u64, on: Date) -> u32 {
        let there = self.stays_in(institution).filter(|(_, stay)| stay.covers(on)).count();
        u32::try_from(there).unwrap_or(u32::MAX)
    }
}

impl State {
    /// The day on which a client died, as far as the ledger knows.
    pub fn death_of(&self, client: RecipientId) -> Option<Date> {
        let (status, since) = self.proposal.recipients.get(&client)?.status;
        since.filter(|_| status == RecipientStatus::Deceased)
    }

    /// Days in a month that all clients of an institution lived there, first and last day of each
    /// stay counted, days after a death not.
    pub fn client_days(&self, institution: u64, month: Month) -> u32 {
        let days = self.institution.stays_in(institution).map(|(_, stay)| {
            let from = stay.from.max(month.first_day());
            let last = stay.until.map_or(month.last_day(), |until| until.min(month.last_day()));
            let until = self.death_of(stay.recipient).map_or(last, |died| last.min(died));
            u32::try_from(until.days_since(from).saturating_add(1)).unwrap_or(0)
        });
        days.fold(0, u32::saturating_add)
    }

    /// The first stay that goes on in a month after its client died, with the day of the death.
    pub fn ghost_in(&self, institution: u64, month: Month) -> Option<(u64, Date)> {
        self.institution.stays_in(institution).find_map(|(seq, stay)| {
            let died = self.death_of(stay.recipient)?;
            let after = died.checked_add_days(1)?.max(month.first_day());
            (after <= month.last_day() && stay.overlaps(after, Some(month.last_day())))
                .then_some((seq, died))
        })
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.institution;
    match &fact.event {
        Event::InstitutionRegistered(body) => register(area, fact.seq, body),
        Event::LicenceRecorded(body) => {
            let Some(known) = area.institutions.edit(&body.institution.0) else { return };
            let number = body.number.normalised();
            let (from, until) = (body.from, body.until);
            known.licences.push(Licence { number, from, until, revoked: None });
        }
        Event::LicenceRevoked(body) => {
            revoke(area, body.institution.0, &body.number, fact.envelope.occurred_on);
        }
        Event::InstitutionAccredited(body) => {
            let Some(known) = area.institutions.edit(&body.institution.0) else { return };
            let (grade, from, until) = (body.grade, body.from, body.until);
            known.accreditations.push(Accreditation { grade, from, until });
        }
        Event::CapacitySet(body) => {
            let Some(known) = area.institutions.edit(&body.institution.0) else { return };
            known.capacity = Some(body.count);
        }
        Event::InstitutionClosed(body) => close(area, body.institution.0),
        _ => apply_rest(area, fact),
    }
}

fn apply_rest(area: &mut Institutions, fact: &Recorded) {
    match &fact.event {
        Event::ClientAdmitted(body) => {
            let (institution, recipient) = (body.institution.0, body.recipient);
            let stay = Stay { institution, recipient, from: body.from, until: None };
            area.stays.insert(fact.seq, stay);
            area.of_institution.edit_or_default(&institution).push(fact.seq);
            area.of_client.edit_or_default(&recipient).push(fact.seq);
        }
        Event::ClientDischarged(body) => {
            let Some(stay) = area.stays.edit(&body.stay.0) else { return };
            stay.until = Some(body.until);
        }
        Event::FoodSupportCounted(body) => {
            let key = (body.institution.0, body.month);
            if !area.supported.contains(&key) {
                area.supported.insert(key, fact.seq);
            }
        }
        Event::CooperationSigned(body) => area.cooperations.insert(
            fact.seq,
            Cooperation {
                organisation: body.organisation.0,
                partner: body.partner.0,
                institution: body.institution.map(|institution| institution.0),
                from: body.from,
                until: body.until,
                ended: false,
            },
        ),
        Event::CooperationEnded(body) => {
            let Some(known) = area.cooperations.edit(&body.cooperation.0) else { return };
            known.until = body.until;
            known.ended = true;
        }
        _ => {}
    }
}

fn register(
    area: &mut Institutions,
    seq: u64,
    body: &jejak_events::institution::InstitutionRegistered,
) {
    if let Some(recipient) = body.recipient {
        area.recipients.insert(recipient, seq);
    }
    let youth = body.kind == InstitutionKind::YouthOrganisation;
    if youth && !area.youth.contains(&body.region) {
        area.youth.insert(body.region, seq);
    }
    let institution = Institution {
        kind: body.kind,
        owner: body.owner,
        region: body.region,
        organisation: body.organisation.map(|organisation| organisation.0),
        recipient: body.recipient,
        capacity: None,
        licences: Vec::new(),
        accreditations: Vec::new(),
        closed: false,
    };
    area.institutions.insert(seq, institution);
}

fn revoke(area: &mut Institutions, institution: u64, number: &DocumentNumber, on: Date) {
    let Some(known) = area.institutions.edit(&institution) else { return };
    let number = number.normalised();
    let standing = |licence: &&mut Licence| licence.number == number && licence.revoked.is_none();
    if let Some(licence) = known.licences.iter_mut().rev().find(standing) {
        licence.revoked = Some(on);
    }
}

fn close(area: &mut Institutions, seq: u64) {
    let Some(known) = area.institutions.edit(&seq) else { return };
    known.closed = true;
    let region = known.region;
    if area.youth.get(&region) == Some(&seq) {
        area.youth.remove(&region);
        // Another one of the village, had two been registered, is the one from now on.
        let other = area.institutions.iter().find(|(_, other)| {
            let youth = other.kind == InstitutionKind::YouthOrganisation;
            youth && !other.closed && other.region == region
        });
        if let Some(other) = other.map(|(seq, _)| seq) {
            area.youth.insert(region, other);
        }
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let area = &state.institution;
    match object {
        Object::Institution => {
            let Some(known) = area.institutions.get(&seq) else { return };
            known.region.tags(tag);
            if let Some(recipient) = known.recipient {
                tag(Tag::Recipient(recipient.0));
            }
            if let Some(organisation) = known.organisation {
                tag(Tag::Object(Object::Organisation, organisation));
            }
        }
        Object::Stay => {
            let Some(stay) = area.stays.get(&seq) else { return };
            tag(Tag::Recipient(stay.recipient.0));
            tag(Tag::Object(Object::Institution, stay.institution));
        }
        Object::Cooperation => {
            let Some(known) = area.cooperations.get(&seq) else { return };
            tag(Tag::Object(Object::Organisation, known.organisation));
            tag(Tag::Object(Object::Organisation, known.partner));
            if let Some(institution) = known.institution {
                tag(Tag::Object(Object::Institution, institution));
            }
        }
        _ => {}
    }
}

/// The state of each object that others rest on, for the state root: 1 when it is over.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    let area = &state.institution;
    for (seq, known) in area.institutions.iter() {
        add(Object::Institution, seq, u8::from(known.closed));
    }
    for (seq, stay) in area.stays.iter() {
        add(Object::Stay, seq, u8::from(stay.until.is_some()));
    }
    for (seq, known) in area.cooperations.iter() {
        add(Object::Cooperation, seq, u8::from(known.ended));
    }
}
