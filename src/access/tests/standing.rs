//! What accounts may, on a state of a few grants. The sample ledger is judged in
//! `sample/tests/roles.rs`.

use std::collections::BTreeSet;

use jejak_events::access::{AccountClosed, AccountOpened, RoleGranted, RoleWithdrawn};
use jejak_events::ids::{GrantRef, OrganisationRef, PersonId};
use jejak_events::vocabulary::{Reason as Why, Role};
use jejak_events::{Date, Event, Kind, Region};
use jejak_projections::State;
use jejak_projections::access::{Account, Grant};
use jejak_projections::place::Place;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn region(code: &str) -> Region {
    code.parse().unwrap()
}

/// A state in which account 5 has grants: role, organisation, region.
fn state(grants: &[(Role, Option<u64>, Option<&str>)]) -> State {
    let mut state = State::default();
    let person = PersonId([5; 16]);
    state.access.accounts.insert(5, Account { person, closed: false });
    for (seq, (role, organisation, code)) in (6..).zip(grants) {
        let grant = Grant {
            account: 5,
            role: *role,
            organisation: *organisation,
            region: code.map(region),
            from: day("2026-01-02"),
            until: Some(day("2026-12-31")),
            withdrawn: false,
        };
        state.access.grants.insert(seq, grant);
    }
    state
}

fn place(regions: &[&str], organisations: &[u64], with_others: bool) -> Place {
    let regions = regions.iter().map(|code| region(code)).collect();
    Place { regions, organisations: organisations.to_vec(), with_others }
}

fn code(answer: Result<(), Denied>) -> &'static str {
    answer.err().map_or("yes", |denied| denied.code())
}

/// Any event of a kind.
fn example(kind: Kind) -> Event {
    Event::sample(kind, 7)
}

#[test]
fn a_grant_counts_on_its_days_while_account_and_grant_last() {
    let on = |state: &State, text| code(Standing::of(state, SITI, day(text)).may(Act::Verify));
    let mut granted = state(&[(Role::Auditor, None, None)]);
    for (text, expected) in [
        ("2026-01-01", "DENY-03"),
        ("2026-01-02", "yes"),
        ("2026-12-31", "yes"),
        ("2027-01-01", "DENY-03"),
    ] {
        assert_eq!(on(&granted, text), expected, "{text}");
    }
    assert_eq!(code(Standing::of(&granted, BUDI, day("2026-02-02")).may(Act::Verify)), "DENY-01");
    granted.access.grants.edit(&6).unwrap().withdrawn = true;
    assert_eq!(on(&granted, "2026-02-02"), "DENY-03");
    let mut closed = state(&[(Role::Auditor, None, None)]);
    closed.access.accounts.edit(&5).unwrap().closed = true;
    assert_eq!(on(&closed, "2026-02-02"), "DENY-01");
}

#[test]
fn regions_limit_what_is_recorded() {
    let event = example(Kind::CandidateProposed);
    let table = [
        (Some("36.03"), place(&["36.03.12.2001"], &[], false), "yes"),
        (Some("36.03"), place(&["36.03"], &[], false), "yes"),
        (Some("36.03"), place(&["36"], &[], false), "DENY-05"),
        (Some("36.03"), place(&["36.04.01"], &[], false), "DENY-05"),
        (Some("36.03"), place(&["36.03.12", "36.04.01"], &[], false), "DENY-05"),
        (Some("36.03"), place(&[], &[], false), "DENY-06"),
        (Some("36.03"), place(&[], &[], true), "yes"),
        (None, place(&[], &[], false), "yes"),
        (None, place(&["36.04.01"], &[], false), "yes"),
    ];
    for (limit, place, expected) in table {
        let state = state(&[(Role::Operator, None, limit)]);
        let standing = Standing::of(&state, SITI, day("2026-02-02"));
        assert_eq!(code(standing.may_record(&event, &place)), expected, "{limit:?} {place:?}");
    }
    let two =
        state(&[(Role::Operator, None, Some("36.03")), (Role::Operator, None, Some("36.04"))]);
    let standing = Standing::of(&two, SITI, day("2026-02-02"));
    let reach = Reach::Within(vec![region("36.03"), region("36.04")]);
    assert_eq!(standing.reach(Act::ReadAll), Ok(reach));
    let denied = standing.may_record(&event, &place(&["36.05.01"], &[], false)).unwrap_err();
    assert_eq!(
        denied.said().en,
        "you may not record \"Candidate proposed\" (CandidateProposed): it concerns region 36.05.01, \
         outside the regions of your roles"
    );
}

#[test]
fn an_agency_spends_its_own_lines_and_the_treasury_everybodys() {
    let table = [
        (Role::Treasurer, Kind::PaymentInstructed, Some(20), &[20][..], "yes"),
        (Role::Treasurer, Kind::PaymentInstructed, Some(20), &[21], "DENY-07"),
        (Role::Treasurer, Kind::PaymentInstructed, Some(20), &[20, 21], "DENY-07"),
        (Role::Treasurer, Kind::PaymentInstructed, Some(20), &[], "yes"),
        (Role::Treasurer, Kind::PaymentInstructed, None, &[21], "yes"),
        (Role::RegionalTreasury, Kind::Sp2dIssued, Some(20), &[21], "yes"),
    ];
    for (role, kind, organisation, spends, expected) in table {
        let state = state(&[(role, organisation, None)]);
        let standing = Standing::of(&state, SITI, day("2026-02-02"));
        let answer = standing.may_record(&example(kind), &place(&["36"], spends, false));
        assert_eq!(code(answer), expected, "{role} {organisation:?} {spends:?}");
    }
}

#[test]
fn a_proof_only_takes_away() {
    use Authentication::*;
    let state = state(&[(Role::Treasurer, None, None), (Role::Operator, None, None)]);
    let may = |means, scope: Scope, kind| {
        let known = Known { account: SITI, means, proven: means == Totp, scope };
        let standing = Standing::of_known(&state, &known, day("2026-02-02"));
        code(standing.may_record(&example(kind), &place(&["36"], &[], false)))
    };
    let only = |kind| Scope::Only { acts: BTreeSet::new(), kinds: BTreeSet::from([kind]) };
    let (pay, propose, paid) =
        (Kind::PaymentInstructed, Kind::CandidateProposed, Kind::BudgetShifted);
    assert_eq!(may(Totp, Scope::Whole, pay), "yes");
    assert_eq!(may(Password, Scope::Whole, pay), "DENY-04");
    assert_eq!(may(Password, Scope::Whole, propose), "yes");
    assert_eq!(may(Token, only(pay), pay), "DENY-04", "a machine approves nothing");
    assert_eq!(may(Token, only(propose), propose), "yes");
    assert_eq!(may(Token, only(pay), propose), "DENY-02");
    assert_eq!(may(Token, Scope::read_only(), propose), "DENY-02");
    assert_eq!(may(Token, only(paid), paid), "DENY-03", "a scope grants nothing");
    let known = Known { account: SITI, means: Password, proven: false, scope: Scope::Whole };
    assert!(Standing::of_known(&state, &known, day("2026-02-02")).wants_second_factor());
}

#[test]
fn the_operator_at_the_machine_may_everything() {
    for kind in Kind::ALL {
        let answer = Standing::local().may_record(&example(*kind), &Place::default());
        assert_eq!(code(answer), "yes", "{}", kind.name());
    }
    assert!(Act::ALL.iter().all(|act| Standing::local().may(*act).is_ok()));
    assert_eq!(Standing::local().reach(Act::ReadAll), Ok(Reach::Everywhere));
}

/// The sentence names the roles that would do, in both languages.
#[test]
fn a_denial_says_what_is_needed() {
    let state = state(&[(Role::Council, None, None)]);
    let standing = Standing::of(&state, SITI, day("2026-02-02"));
    let denied = standing.may(Act::Administer).unwrap_err();
    assert_eq!(
        denied.said().id,
        "Anda tidak boleh mengelola akun: perlu salah satu peran ini, diberikan dan berlaku hari \
         ini: administrator"
    );
    let adopt = standing.may_record(&example(Kind::RulesetAdopted), &Place::default());
    let said = adopt.unwrap_err().said();
    assert!(
        said.en.ends_with("in force today: nobody but the operator at the machine"),
        "{said:?}"
    );
}

/// Closing and withdrawing stand in the same table as everything else.
#[test]
fn administration_is_the_administrators() {
    let events: [Event; 4] = [
        AccountOpened { person: PersonId([1; 16]), organisation: Some(OrganisationRef(3)) }.into(),
        AccountClosed { account: SITI, reason: Why::Other }.into(),
        RoleWithdrawn { grant: GrantRef(6), reason: Why::Other }.into(),
        RoleGranted {
            account: SITI,
            role: Role::Operator,
            organisation: None,
            region: Some(region("36.03")),
            from: day("2026-01-02"),
            until: None,
        }
        .into(),
    ];
    for event in events {
        for role in Role::ALL {
            let state = state(&[(*role, None, None)]);
            let place = state.place_of(&event);
            let answer = Standing::of(&state, SITI, day("2026-02-02")).may_record(&event, &place);
            let expected = if *role == Role::Administrator { "yes" } else { "DENY-03" };
            assert_eq!(code(answer), expected, "{role} {}", event.kind().name());
        }
    }
}
