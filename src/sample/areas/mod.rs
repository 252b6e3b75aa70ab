//! The programmes, institutions and everything else that the agency keeps, in the sample year:
//! one file per area, under the area's own name. Each area says in which months it acts; all act
//! on the last working day of the month, so that no scene of another area stands in the way.
//!
//! Published figures are single objects with a life of their own. Everything else is invented.

mod central;
mod complaint;
mod contract;
mod finding;
mod institution;
mod kube;
mod loss;
mod papers;
mod pkh;
pub(super) mod places;
mod planning;
mod planted;
mod rtlh;
mod sembako;
mod service;
mod spending;
mod stock;
mod welfare;
mod worker;
mod works;

use super::build::Build;

/// What an area does in one month (1 to 12).
type Scene = (u8, fn(&mut Build));

/// The scenes of all areas; within a month they play in this order.
const AREAS: &[&[Scene]] = &[
    planning::SCENES,
    contract::SCENES,
    finding::SCENES,
    loss::SCENES,
    complaint::SCENES,
    planted::SCENES,
    kube::SCENES,
    spending::SCENES,
    works::SCENES,
    rtlh::SCENES,
    sembako::SCENES,
    central::SCENES,
    pkh::SCENES,
    institution::SCENES,
    worker::SCENES,
    service::SCENES,
    stock::SCENES,
    welfare::SCENES,
];

/// The last working day of each month of 2026.
const LAST_DAYS: [&str; 12] = [
    "2026-01-30",
    "2026-02-27",
    "2026-03-31",
    "2026-04-30",
    "2026-05-29",
    "2026-06-29",
    "2026-07-31",
    "2026-08-31",
    "2026-09-30",
    "2026-10-30",
    "2026-11-30",
    "2026-12-31",
];

/// What all areas do in a month.
pub(super) fn month_end(b: &mut Build, month: u8) {
    let scenes = AREAS.iter().flat_map(|area| area.iter());
    let mut scenes = scenes.filter(|(at, _)| *at == month).peekable();
    if scenes.peek().is_none() {
        return;
    }
    if let Some(day) = LAST_DAYS.get(usize::from(month.saturating_sub(1))) {
        b.day(day);
    }
    b.stay(true);
    for (_, scene) in scenes {
        scene(b);
        b.seal();
        b.occurred(b.today());
    }
    b.stay(false);
}
