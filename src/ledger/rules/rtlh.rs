//! Rules for houses: survey, what a decree's row is bound to, aid of others, repair. Those for
//! community groups (pokmas) are in `rtlh/group.rs`, those for designations in `rtlh/designate.rs`.

use jejak_events::rtlh::*;
use jejak_events::vocabulary::{HouseVerdict, Parameter, PhotoAngle, Standing};
use jejak_events::{Code, Date, Event, FiscalYear, Stage};
use jejak_projections::rtlh::{House, HouseStatus};
use jejak_projections::works::{WorkBasis, WorkStatus, angles_of};

use super::{Figures, Judge, Judgement, rules};

mod designate;
mod group;

rules! {
    PLACE_KNOWN = "RTL-01" Flag,
        "di tempat itu sudah ada rumah terdaftar", "a house is already registered at that place", "HouseRegistered A05";
    SECOND_HOUSE = "RTL-02" Flag,
        "rumah tangga sudah punya rumah terdaftar", "the household already has a registered house", "HouseRegistered A05";
    FLOOR_AREA = "RTL-03" Refuse,
        "luas lantai harus lebih dari nol", "the floor area must be above zero", "UnitRumahDisurvei";
    ANGLES_MISSING = "RTL-04" Flag,
        "foto survei tidak lengkap (depan, samping, dalam)", "the survey lacks photographs of front, side or inside", "UnitRumahDisurvei A39";
    PICTURE_USED = "RTL-05" Flag,
        "foto survei sudah dipakai", "a picture of the survey was used before", "UnitRumahDisurvei A38";
    HOUSE_STATE = "RTL-06" Refuse,
        "rumah tidak berada pada keadaan yang tepat", "the house is not in the state that this needs", "HouseUnfitAgain HouseLost";
    HOUSE_GONE = "RTL-07" Flag,
        "rumah sudah hilang dan belum disurvei lagi", "the house is gone and was not surveyed since", "HouseDesignated RepairAidObserved HouseRepaired A39";
    GROUP_CLOSED = "RTL-08" Refuse,
        "pokmas sudah ditutup", "the repair group is closed", "RepairGroupMemberNamed RepairGroupClosed";
    MEMBERS_MISMATCH = "RTL-09" Refuse,
        "jumlah anggota pokmas tidak sesuai", "the number of members is not what was announced or recorded", "RepairGroupClosed G3";
    GROUP_SIZE = "RTL-10" Flag,
        "ukuran pokmas di luar ketentuan", "the repair group is too small or too large", "RepairGroupClosed A40";
    MEMBER_TWICE = "RTL-11" Refuse,
        "rumah tangga sudah menjadi anggota pokmas ini", "the household is already a member of this group", "RepairGroupMemberNamed";
    MEMBER_OF_OTHER = "RTL-12" Flag,
        "rumah tangga anggota pokmas lain", "the household is a member of another group", "RepairGroupMemberNamed A40";
    MEMBER_ELSEWHERE = "RTL-13" Flag,
        "rumah anggota di luar wilayah pokmas", "the member's house lies outside the region of the group", "RepairGroupMemberNamed A10";
    ROW_BOUND = "RTL-14" Refuse,
        "baris SK sudah terikat pada rumah", "the decree's row is already bound to a house", "HouseDesignated";
    COOLING_OFF = "RTL-15" Flag,
        "rumah sudah diperbaiki dalam masa jeda, dari sumber mana pun", "the house was repaired within the cooling-off period, from whatever source", "HouseDesignated RepairAidObserved A11 P9";
    NOT_OF_HOUSE = "RTL-16" Flag,
        "penerima bukan dari rumah tangga atau pokmas rumah itu", "the recipient is not of the household or group of the house", "HouseDesignated RepairGroupMemberNamed A14";
    LAND = "RTL-17" Flag,
        "tanah bukan milik sendiri atau sengketa", "the land is not the household's own", "HouseDesignated UnitRumahDisurvei A08";
    NOT_SURVEYED = "RTL-18" Flag,
        "rumah belum disurvei saat SK ditandatangani", "the house was not surveyed when the decree was signed", "HouseDesignated A13";
    SURVEY_STALE = "RTL-19" Flag,
        "survei rumah kedaluwarsa", "the survey is too old", "HouseDesignated A13";
    TWO_ROWS = "RTL-20" Flag,
        "rumah masih terikat baris SK lain", "another row for this house is still under way", "HouseDesignated A02 P9";
    DOUBLE_FUNDED = "RTL-21" Flag,
        "sumber lain membiayai rumah ini pada tahun yang sama", "another source pays for this house in the same year", "HouseDesignated RepairAidObserved P9 A05";
    ALREADY_FIT = "RTL-22" Flag,
        "rumah layak huni menurut survei", "the survey found the house fit", "HouseDesignated A08";
    ABOVE_OBSERVED = "RTL-23" Flag,
        "bantuan yang diamati melebihi pagu baris itu", "the aid observed is above the ceiling of that line", "RepairAidObserved A16";
    WORK_OF_ANOTHER = "RTL-24" Refuse,
        "pekerjaan itu bukan untuk rumah ini atau sudah dicatat", "the work is not of this house, or was already counted", "HouseRepaired";
    NOT_HANDED_OVER = "RTL-25" Flag,
        "pekerjaan belum diserahterimakan (BAST)", "the work was not handed over (BAST)", "HouseRepaired A39";
    STILL_UNFIT = "RTL-26" Flag,
        "rumah tetap tidak layak setelah diperbaiki", "the house is still unfit after its repair", "HouseRepaired A39";
    UNFIT_SOON = "RTL-27" Flag,
        "rumah kembali tidak layak dalam masa jeda", "the house is unfit again within the cooling-off period", "HouseUnfitAgain A11";
    NOT_IN_GROUP = "RTL-28" Flag,
        "rumah tangga bukan anggota pokmas yang sudah ditutup itu", "the household is no member of that group, or the group is still open", "HouseDesignated A40";
    OWN_LINE = "RTL-29" Refuse,
        "bantuan pihak lain tidak dibayar dari baris sendiri", "aid of others is not paid from an own line", "RepairAidObserved P1";
    WORK_OFF_ROW = "RTL-30" Flag,
        "pekerjaan bertumpu pada baris SK yang tidak terikat pada rumah ini", "the work stands on a row that is not bound to this house", "HouseRepaired A14";
}

/// Angles that a survey must show.
const SURVEY_ANGLES: [PhotoAngle; 3] = [PhotoAngle::Front, PhotoAngle::Side, PhotoAngle::Inside];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::HouseRegistered(body) => register(judge, body),
        Event::HouseSurveyed(body) => survey(judge, body),
        Event::RepairGroupFormed(body) => group::form(judge, body),
        Event::RepairGroupMemberNamed(body) => group::name(judge, body),
        Event::RepairGroupClosed(body) => group::close(judge, body),
        Event::HouseDesignated(body) => designate::judge(judge, body),
        Event::RepairAidObserved(body) => observe(judge, body),
        Event::HouseRepaired(body) => repaired(judge, body),
        Event::HouseUnfitAgain(body) => unfit(judge, body),
        Event::HouseLost(body) => {
            let status = status_of(judge, body.house.0);
            judge.require(status != Some(HouseStatus::Lost), &HOUSE_STATE, || {
                Figures::expected("house", "a house that is not lost", "Lost").by(body.house.0)
            })
        }
        _ => Ok(()),
    }
}

fn house<'a>(judge: &Judge<'a>, seq: u64) -> Option<&'a House> {
    judge.state.rtlh.houses.get(&seq)
}

fn status_of(judge: &Judge<'_>, seq: u64) -> Option<HouseStatus> {
    house(judge, seq).map(|house| house.status)
}

fn register(judge: &mut Judge<'_>, body: &HouseRegistered) -> Judgement {
    judge.known_region("region", body.region)?;
    let rtlh = &judge.state.rtlh;
    let at_place = rtlh.places.get(&body.place).copied();
    let of_household = rtlh.households.get(&body.household).copied();
    judge.flag_if(at_place.is_some(), &PLACE_KNOWN, || {
        let place = at_place.unwrap_or(0);
        Figures::expected("place", "a place without a house", place).by(place)
    });
    let other = of_household.filter(|seq| status_of(judge, *seq) != Some(HouseStatus::Lost));
    judge.flag_if(other.is_some(), &SECOND_HOUSE, || {
        let other = other.unwrap_or(0);
        Figures::expected("household", "a household without a house", other).by(other)
    });
    Ok(())
}

fn survey(judge: &mut Judge<'_>, body: &HouseSurveyed) -> Judgement {
    judge.require(body.floor_area_dm2 > 0, &FLOOR_AREA, || {
        Figures::expected("floor_area_dm2", "1 or more", body.floor_area_dm2)
    })?;
    judge.ascending_pictures(&body.photos)?;
    let shown = angles_of(&body.photos);
    let missing = SURVEY_ANGLES.iter().find(|angle| shown & (1 << **angle as u32) == 0);
    judge.flag_if(missing.is_some(), &ANGLES_MISSING, || {
        Figures::expected("photos", missing.map_or("", |angle| angle.word()), "none")
    });
    let used = judge.state.works.shown(&body.photos);
    judge.flag_if(used.is_some(), &PICTURE_USED, || {
        let event = used.unwrap_or(0);
        Figures::expected("photos", "pictures never shown before", event).by(event)
    });
    Ok(())
}

/// A house that is gone, and that nobody surveyed since.
fn flag_gone(judge: &mut Judge<'_>, seq: u64) {
    let gone = status_of(judge, seq) == Some(HouseStatus::Lost);
    judge.flag_if(gone, &HOUSE_GONE, || {
        Figures::expected("house", "a house that stands", "Lost").by(seq)
    });
}

/// P9: aid of an earlier year, or a repair, too short a time before `day`.
fn flag_cooling_off(
    judge: &mut Judge<'_>,
    house: &House,
    programme: Option<&Code>,
    (day, year): (Date, FiscalYear),
) {
    let of = |programme| judge.state.reference.in_force(Parameter::CoolingOffDays, programme, day);
    let Some(rule) = programme.and_then(of) else { return };
    let last = judge.state.last_repair(house, day, year);
    let days = last.map(|(on, _)| i64::from(day.days_since(on)));
    let limit = i64::from(rule.value.unwrap_or(0));
    judge.flag_if(days.is_some_and(|days| days < limit), &COOLING_OFF, || {
        let expected = format!("{limit} days after the last aid for the house");
        Figures::expected("house", expected, days.unwrap_or(0)).by(last.map_or(0, |last| last.1))
    });
}

fn observe(judge: &mut Judge<'_>, body: &RepairAidObserved) -> Judgement {
    judge.positive("amount", body.amount)?;
    let seq = body.line.map_or(0, |line| line.0);
    let line = judge.state.budget.lines.get(&seq).filter(|_| body.line.is_some());
    let own = line.is_some_and(|line| line.standing == Standing::Own);
    judge.require(!own, &OWN_LINE, || {
        Figures::expected("line", "an observed line", "an own one").on_line(seq)
    })?;
    flag_gone(judge, body.house.0);
    let Some(house) = house(judge, body.house.0) else { return Ok(()) };
    let day = judge.fact.envelope.occurred_on;
    let programme = line.map(|line| &line.programme).or(house.programme.as_ref());
    flag_cooling_off(judge, house, programme, (day, body.fiscal_year));
    let same_year = house.aids.iter().filter(|aid| aid.fiscal_year == body.fiscal_year);
    let stands = same_year.filter(|aid| judge.state.aid_stands(aid));
    let mut others = stands.filter(|aid| aid.family != body.family || aid.designation.is_some());
    let other = others.next().map(|aid| aid.seq);
    judge.flag_if(other.is_some(), &DOUBLE_FUNDED, || {
        let other = other.unwrap_or(0);
        Figures::expected("house", "no aid of another source in that year", other).by(other)
    });
    if line.is_some() {
        let ceiling = judge.state.budget.at(seq, Stage::Ceiling).saturating_neg();
        let known = judge.state.rtlh.observed.get(&seq).copied().unwrap_or(0);
        let left = ceiling.saturating_sub(known);
        judge.flag_if(body.amount.sen() > left, &ABOVE_OBSERVED, || {
            Figures::amounts("amount", body.amount.sen(), left).on_line(seq)
        });
    }
    Ok(())
}

fn repaired(judge: &mut Judge<'_>, body: &HouseRepaired) -> Judgement {
    flag_gone(judge, body.house.0);
    if let Some(seq) = body.work {
        let work = judge.state.works.works.get(&seq.0);
        let counted = judge.state.rtlh.works.contains(&seq.0);
        let fits = work.is_some_and(|work| work.house == Some(body.house.0)) && !counted;
        judge.require(fits, &WORK_OF_ANOTHER, || {
            let expected = format!("a work of house {} not yet counted", body.house.0);
            Figures::expected("work", expected, seq.0).by(seq.0)
        })?;
        let row = match work.map(|work| work.basis) {
            Some(WorkBasis::Row(row)) => Some(row),
            _ => None,
        };
        let aids = house(judge, body.house.0).map_or(&[][..], |house| &house.aids);
        let bound = row.is_none() || aids.iter().any(|aid| aid.designation == row);
        judge.flag_if(!bound, &WORK_OFF_ROW, || {
            let row = row.unwrap_or(0);
            Figures::expected("work", "a work on a row bound to the house", row).by(row)
        });
        let over = work.is_some_and(|work| {
            matches!(work.status, WorkStatus::HandedOver | WorkStatus::Maintained)
        });
        judge.flag_if(!over, &NOT_HANDED_OVER, || {
            let status = work.map(|work| work.status);
            Figures::expected("work", "HandedOver", format_args!("{status:?}")).by(seq.0)
        });
    }
    judge.flag_if(body.verdict != HouseVerdict::Fit, &STILL_UNFIT, || {
        Figures::expected("verdict", HouseVerdict::Fit, body.verdict)
    });
    Ok(())
}

fn unfit(judge: &mut Judge<'_>, body: &HouseUnfitAgain) -> Judgement {
    let house = house(judge, body.house.0);
    let status = house.map(|house| house.status);
    judge.require(status == Some(HouseStatus::Repaired), &HOUSE_STATE, || {
        Figures::expected("house", "Repaired", format_args!("{status:?}")).by(body.house.0)
    })?;
    let day = judge.fact.envelope.occurred_on;
    let repaired = house.and_then(|house| house.repaired);
    let programme = house.and_then(|house| house.programme.as_ref());
    let of = |programme| judge.state.reference.in_force(Parameter::CoolingOffDays, programme, day);
    let rule = programme.and_then(of);
    let Some(((on, event), rule)) = repaired.zip(rule) else { return Ok(()) };
    let (days, limit) = (i64::from(day.days_since(on)), i64::from(rule.value.unwrap_or(0)));
    judge.flag_if(days < limit, &UNFIT_SOON, || {
        Figures::expected("house", format_args!("fit for {limit} days"), days).by(event)
    });
    Ok(())
}
