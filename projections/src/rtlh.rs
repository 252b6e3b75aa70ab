//! Houses unfit to live in: survey, designation, repair groups, aid of others (RTLH).

use jejak_events::date::{Date, FiscalYear};
use jejak_events::ids::{HouseholdId, RecipientId, Token};
use jejak_events::rtlh::*;
use jejak_events::text::Code;
use jejak_events::vocabulary::{HouseLossCause, HouseVerdict, LandStatus, SourceFamily};
use jejak_events::{Event, Object, Recorded, Region, Tag};

use crate::decree::RowStatus;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// Where a house stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum HouseStatus {
    Registered,
    Surveyed,
    Designated,
    Repaired,
    UnfitAgain,
    Lost,
}

/// The latest survey of a house.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Survey {
    /// Event that recorded it.
    pub seq: u64,
    /// Day.
    pub on: Date,
    /// Whose the land is.
    pub land: LandStatus,
    /// Whether it is fit.
    pub verdict: HouseVerdict,
}

/// Aid for a house, of ours or observed.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct HouseAid {
    /// Event that brought it.
    pub seq: u64,
    /// Day of the decree, or on which it was observed.
    pub on: Date,
    /// Year of the money.
    pub fiscal_year: FiscalYear,
    /// Budget family of the money.
    pub family: SourceFamily,
    /// The row of our own decree; none for what others give.
    pub designation: Option<u64>,
}

/// A house.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct House {
    /// Household.
    pub household: HouseholdId,
    /// Region.
    pub region: Region,
    /// Latest survey.
    pub survey: Option<Survey>,
    /// All aid, in the order of recording.
    pub aids: Vec<HouseAid>,
    /// Day on which it was last repaired, and the event.
    pub repaired: Option<(Date, u64)>,
    /// Day on which a disaster last took it.
    pub disaster_on: Option<Date>,
    /// Programme that last helped, whose rule parameters hold.
    pub programme: Option<Code>,
    /// Where it stands.
    pub status: HouseStatus,
}

/// A community group that repairs houses.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct RepairGroup {
    /// The group as recipient.
    pub recipient: Option<RecipientId>,
    /// Region.
    pub region: Region,
    /// Households announced.
    pub stated: u32,
    /// Households named.
    pub members: u32,
    /// Whether all are in.
    pub closed: bool,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Rtlh {
    /// Houses by sequence number.
    pub houses: Rows<House>,
    /// Groups by sequence number.
    pub groups: Rows<RepairGroup>,
    /// Buildings, with the house registered first at each place.
    pub places: Table<Token, u64>,
    /// Households, with the first house of each.
    pub households: Table<HouseholdId, u64>,
    /// Households, with the group that named each last.
    pub members: Table<HouseholdId, u64>,
    /// Rows of decrees, with the house that each was bound to first.
    pub rows: Table<u64, u64>,
    /// Works that repaired a house, with the event that said so.
    pub works: Table<u64, u64>,
    /// Sen of observed aid on an observed line.
    pub observed: Table<u64, i64>,
}

tables!(Rtlh { houses, groups, places, households, members, rows, works, observed });

/// Whether a disaster took the house, so that the household may be helped again at once.
pub const fn is_disaster(cause: HouseLossCause) -> bool {
    !matches!(cause, HouseLossCause::Demolished | HouseLossCause::Sold)
}

impl State {
    /// The aid still under way from another row of one of our decrees for this house.
    pub fn open_row_of_house(&self, house: &House) -> Option<u64> {
        let open = |row: &u64| {
            let row = self.decree.designations.get(row);
            row.is_some_and(|row| {
                !matches!(row.status, RowStatus::Cancelled | RowStatus::AccountedFor)
            })
        };
        house.aids.iter().filter_map(|aid| aid.designation).find(open)
    }

    /// Whether aid was not cancelled.
    pub fn aid_stands(&self, aid: &HouseAid) -> bool {
        let row = aid.designation.and_then(|row| self.decree.designations.get(&row));
        row.is_none_or(|row| row.status != RowStatus::Cancelled)
    }

    /// The latest day before `day` on which a house was repaired, or got aid of a year before
    /// `year`, and the event. What a disaster took since counts no more.
    pub fn last_repair(&self, house: &House, day: Date, year: FiscalYear) -> Option<(Date, u64)> {
        let standing = |aid: &&HouseAid| aid.fiscal_year < year && self.aid_stands(aid);
        let aids = house.aids.iter().filter(standing).map(|aid| (aid.on, aid.seq));
        aids.chain(house.repaired)
            .filter(|(on, _)| *on < day && house.disaster_on.is_none_or(|lost| lost < *on))
            .max()
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::HouseRegistered(body) => register(state, fact.seq, body),
        Event::HouseSurveyed(body) => survey(state, fact, body),
        Event::RepairGroupFormed(body) => {
            let (recipient, region, stated) = (body.recipient, body.region, body.members);
            let group = RepairGroup { recipient, region, stated, members: 0, closed: false };
            state.rtlh.groups.insert(fact.seq, group);
        }
        Event::RepairGroupMemberNamed(body) => {
            state.rtlh.members.insert(body.household, body.group.0);
            let Some(group) = state.rtlh.groups.edit(&body.group.0) else { return };
            group.members = group.members.saturating_add(1);
        }
        Event::RepairGroupClosed(body) => {
            let Some(group) = state.rtlh.groups.edit(&body.group.0) else { return };
            group.closed = true;
        }
        Event::HouseDesignated(body) => designate(state, fact, body),
        Event::RepairAidObserved(body) => observe(state, fact, body),
        Event::HouseRepaired(body) => {
            if let Some(work) = body.work {
                state.rtlh.works.insert(work.0, fact.seq);
            }
            let Some(house) = state.rtlh.houses.edit(&body.house.0) else { return };
            house.repaired = Some((fact.envelope.occurred_on, fact.seq));
            house.status = HouseStatus::Repaired;
        }
        Event::HouseUnfitAgain(body) => {
            let Some(house) = state.rtlh.houses.edit(&body.house.0) else { return };
            house.status = HouseStatus::UnfitAgain;
        }
        Event::HouseLost(body) => {
            let Some(house) = state.rtlh.houses.edit(&body.house.0) else { return };
            house.status = HouseStatus::Lost;
            if is_disaster(body.cause) {
                house.disaster_on = Some(fact.envelope.occurred_on);
            }
        }
        _ => {}
    }
}

fn register(state: &mut State, seq: u64, body: &HouseRegistered) {
    if !state.rtlh.places.contains(&body.place) {
        state.rtlh.places.insert(body.place, seq);
    }
    if !state.rtlh.households.contains(&body.household) {
        state.rtlh.households.insert(body.household, seq);
    }
    let house = House {
        household: body.household,
        region: body.region,
        survey: None,
        aids: Vec::new(),
        repaired: None,
        disaster_on: None,
        programme: None,
        status: HouseStatus::Registered,
    };
    state.rtlh.houses.insert(seq, house);
}

fn survey(state: &mut State, fact: &Recorded, body: &HouseSurveyed) {
    state.works.show(&body.photos, fact.seq);
    let Some(house) = state.rtlh.houses.edit(&body.house.0) else { return };
    let (seq, on) = (fact.seq, fact.envelope.occurred_on);
    house.survey = Some(Survey { seq, on, land: body.land, verdict: body.verdict });
    // Who looks again while a repair is under way, or after it, changes nothing of that.
    let begins = [HouseStatus::Registered, HouseStatus::UnfitAgain, HouseStatus::Lost];
    if begins.contains(&house.status) {
        house.status = HouseStatus::Surveyed;
    }
}

fn designate(state: &mut State, fact: &Recorded, body: &HouseDesignated) {
    let row = body.designation.0;
    if !state.rtlh.rows.contains(&row) {
        state.rtlh.rows.insert(row, body.house.0);
    }
    let known = state.decree.designations.get(&row);
    let decree = known.and_then(|row| state.decree.decrees.get(&row.decree));
    let line = known.and_then(|row| state.budget.lines.get(&row.line));
    let Some((decree, line)) = decree.zip(line) else { return };
    let programme = Some(decree.programme.clone());
    let aid = HouseAid {
        seq: fact.seq,
        on: decree.signed_on,
        fiscal_year: decree.fiscal_year,
        family: line.family,
        designation: Some(row),
    };
    let Some(house) = state.rtlh.houses.edit(&body.house.0) else { return };
    house.aids.push(aid);
    house.programme = programme;
    house.status = HouseStatus::Designated;
}

fn observe(state: &mut State, fact: &Recorded, body: &RepairAidObserved) {
    if let Some(line) = body.line {
        let sum = state.rtlh.observed.edit_or_default(&line.0);
        *sum = sum.saturating_add(body.amount.sen());
    }
    let aid = HouseAid {
        seq: fact.seq,
        on: fact.envelope.occurred_on,
        fiscal_year: body.fiscal_year,
        family: body.family,
        designation: None,
    };
    let line = body.line.and_then(|line| state.budget.lines.get(&line.0));
    let programme = line.map(|line| line.programme.clone());
    let Some(house) = state.rtlh.houses.edit(&body.house.0) else { return };
    house.aids.push(aid);
    house.programme = programme.or_else(|| house.programme.take());
    if house.status == HouseStatus::Surveyed {
        house.status = HouseStatus::Designated;
    }
}

/// What a house or group belongs to: its household or recipient, and its region.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let region = match object {
        Object::House => {
            let Some(house) = state.rtlh.houses.get(&seq) else { return };
            tag(Tag::Household(house.household.0));
            house.region
        }
        Object::RepairGroup => {
            let Some(group) = state.rtlh.groups.get(&seq) else { return };
            group.recipient.into_iter().for_each(|id| tag(Tag::Recipient(id.0)));
            group.region
        }
        _ => return,
    };
    jejak_events::field::Field::tags(&region, tag);
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, house) in state.rtlh.houses.iter() {
        add(Object::House, seq, house.status as u8);
    }
    for (seq, group) in state.rtlh.groups.iter() {
        add(Object::RepairGroup, seq, u8::from(group.closed));
    }
}
