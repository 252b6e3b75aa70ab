//! Houses of 2026: eight that the province pays for, from proposal to hand-over or failure
//! (`own`); those that Lebak, Kabupaten Serang and Baznas pay for, one by one, observed
//! (`others`); and a handful per kabupaten and year of 2016 to 2020 as history (`history`).
//!
//! Published are the numbers and amounts of Lebak (150 x Rp20.000.000), Kabupaten Serang (200 x
//! Rp25.000.000) and Baznas (20 x Rp25.000.000). All houses, households and days are invented.

use jejak_events::ids::{HouseRef, WorkRef};
use jejak_events::rtlh::*;
use jejak_events::vocabulary::*;

use super::super::build::Build;
use super::super::people::{household, paper, token};
use super::Scene;
use super::works::photos;

mod history;
mod others;
mod own;

/// What the area does in which month.
pub(super) const SCENES: &[Scene] = &[
    (1, history::take_over),
    (1, others::register_agencies),
    (1, own::set_ceiling),
    (2, own::propose),
    (2, others::survey),
    (3, others::aid),
    (3, own::designate),
    (4, others::start),
    (4, own::pay_first),
    (6, others::see_half),
    (6, own::see_half),
    (7, others::release_rest),
    (7, own::pay_second),
    (8, others::finish),
    (8, own::finish),
    (9, own::give_up),
    (10, own::look_again),
];

/// Angles of every survey: those that each later look shows again, and the sides.
const SURVEYED: [PhotoAngle; 3] = [PhotoAngle::Front, PhotoAngle::Side, PhotoAngle::Inside];

/// The house of a story with a number, counted from 0.
fn house(b: &Build, story: &str, number: u64) -> HouseRef {
    HouseRef(b.at(&format!("house/{story}")).saturating_add(number))
}

/// The work of a story's house.
fn work(b: &Build, story: &str, number: u64) -> WorkRef {
    WorkRef(b.at(&format!("work/{story}")).saturating_add(number))
}

/// Registers so many houses of a story, one after the other, in the kecamatan of a kabupaten.
fn register(b: &mut Build, story: &str, (regency, districts): (&str, u64), houses: u64) {
    b.name(&format!("house/{story}"), b.next_seq());
    for number in 0..houses {
        let region = super::places::district(regency, number % districts);
        let place = token(&format!("bangunan {story}"), number);
        b.add(HouseRegistered { household: household(story, number), region, place });
    }
}

/// What the survey of a house finds; the land is the household's own.
fn found(b: &Build, story: &str, number: u64) -> HouseSurveyed {
    let walls = WallMaterial::ALL.iter().cycle().skip(usize::try_from(number % 3).unwrap_or(0));
    let heavy = number.is_multiple_of(3);
    HouseSurveyed {
        house: house(b, story, number),
        floor_area_dm2: 2_400 + u32::try_from(number % 25).unwrap_or(0) * 50,
        occupants: 3 + u8::try_from(number % 4).unwrap_or(0),
        roof: if heavy { RoofMaterial::Thatch } else { RoofMaterial::Zinc },
        wall: walls.copied().next().unwrap_or(WallMaterial::Other),
        floor: if heavy { FloorMaterial::Soil } else { FloorMaterial::Cement },
        sanitation: if heavy { Sanitation::None } else { Sanitation::Pit },
        land: LandStatus::Owned,
        verdict: if heavy { HouseVerdict::Heavy } else { HouseVerdict::Medium },
        point: paper(&format!("titik {story}"), number),
        photos: photos(&format!("survei {story}"), number, &SURVEYED),
    }
}

/// A house after its repair.
fn repaired(house: HouseRef, work: Option<WorkRef>) -> HouseRepaired {
    HouseRepaired {
        house,
        work,
        roof: RoofMaterial::Tile,
        wall: WallMaterial::Brick,
        floor: FloorMaterial::Cement,
        sanitation: Sanitation::Septic,
        verdict: HouseVerdict::Fit,
    }
}
