//! The live fiscal year 2026, from January to October, in the order of its days.
//!
//! The Rp37 billion of the Panti complex, Rp3 billion and Rp5 billion for houses in Lebak and
//! Kabupaten Serang, Rp500 million of Baznas and Rp1.75 million per family were published, for
//! other years; here they stand in the sample year. All other amounts, and everything that
//! happens, are invented. Activity codes are plausible, not looked up.

mod advance;
mod books;
mod budget;
mod building;
pub(super) mod desk;
pub(super) mod jamsosratu;
mod observed;
mod panti;

use super::build::Build;
use super::cast;

/// The scenes of the year; each says its days, and none goes back.
pub(super) const SCENES: &[fn(&mut Build)] = &[
    // January
    budget::carry_over,
    budget::set_ceilings,
    observed::watch_others,
    budget::shift,
    |b| budget::release_quarter(b, "2026-01-12", 1, budget::QUARTER_1),
    advance::hand_out,
    advance::spend,
    // February
    jamsosratu::propose,
    jamsosratu::look_at_proposal,
    |b| books::close_month(b, "2026-02-10", "2026-01"),
    panti::sign_contract,
    panti::block,
    advance::refill,
    // March
    jamsosratu::decide,
    jamsosratu::replace,
    |b| books::close_month(b, "2026-03-10", "2026-02"),
    jamsosratu::pay,
    jamsosratu::credit,
    // April
    jamsosratu::reissue,
    |b| budget::release_quarter(b, "2026-04-06", 2, budget::QUARTER_2),
    panti::first_term,
    |b| books::close_month(b, "2026-04-23", "2026-03"),
    books::receive_twice,
    building::sign_contracts,
    // May
    advance::hand_out_more,
    advance::account_for_more,
    |b| books::close_month(b, "2026-05-29", "2026-04"),
    // June
    building::first_term,
    jamsosratu::report,
    |b| books::close_month(b, "2026-06-22", "2026-05"),
    // July
    cast::change_head,
    |b| budget::release_quarter(b, "2026-07-02", 3, budget::QUARTER_3),
    budget::receive_second_stage,
    advance::earn_interest,
    jamsosratu::give_up,
    |b| books::close_month(b, "2026-07-20", "2026-06"),
    // August
    building::last_term,
    |b| books::close_month(b, "2026-08-24", "2026-07"),
    // September
    building::claim_back,
    building::give_back,
    |b| books::close_month(b, "2026-09-21", "2026-08"),
    budget::amend,
    // October
    |b| budget::release_quarter(b, "2026-10-05", 4, budget::QUARTER_4),
    observed::change_quota,
    books::reconcile,
    |b| books::close_month(b, "2026-10-09", "2026-09"),
    books::learn_late,
    books::correct,
    panti::ask_for_second_term,
];
