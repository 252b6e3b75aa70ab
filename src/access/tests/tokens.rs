//! Tokens of machines.

use std::collections::BTreeSet;

use jejak_events::Kind;

use super::*;

const YEAR: i64 = 365 * 86_400;

fn scope() -> Scope {
    let acts = BTreeSet::from([Act::ReadAggregates, Act::Import]);
    Scope::Only { acts, kinds: BTreeSet::from([Kind::PaymentCredited]) }
}

#[test]
fn a_token_is_known_until_it_ends_or_is_revoked() {
    let desk = Desk::empty();
    let issue = |label| desk.access.issue_token(BUDI, label, &scope(), at(YEAR), at(0)).unwrap();
    let ((id, secret), (other, kept)) = (issue("bank pagi"), issue("bank sore"));
    assert!(secret.starts_with("jejak_") && secret.len() == 70, "{}", secret.len());
    let known =
        Known { account: BUDI, means: Authentication::Token, proven: false, scope: scope() };
    assert_eq!(desk.access.token(&secret, at(YEAR - 1)), Some(known.clone()));
    assert_eq!(desk.access.token(&secret, at(YEAR)), None);
    assert_eq!(desk.access.token(&secret[6..], at(1)), None);
    assert!(desk.access.revoke_token(&id, at(10)).unwrap().revoked.is_some());
    assert_eq!(desk.access.revoke_token(&id, at(20)).unwrap().revoked, Some(at(10)));
    let desk = desk.again();
    assert_eq!(desk.access.token(&secret, at(11)), None);
    assert_eq!(desk.access.token(&kept, at(11)), Some(known));
    assert!(matches!(desk.access.revoke_token("ff", at(0)), Err(AccessError::NoToken(_))));
    desk.access.forget(BUDI, at(30)).unwrap();
    assert_eq!(desk.access.token(&kept, at(31)), None, "the account was closed");
    let ids: BTreeSet<String> = desk.access.tokens().into_iter().map(|token| token.id).collect();
    assert_eq!(ids, BTreeSet::from([id, other]));
}

#[test]
fn a_list_shows_the_day_of_use_and_no_secret() {
    let desk = Desk::empty();
    let (_, secret) = desk.access.issue_token(BUDI, "bank", &scope(), at(YEAR), at(0)).unwrap();
    assert_eq!(desk.access.tokens()[0].used, None);
    desk.access.token(&secret, at(5)).unwrap();
    let desk = desk.again();
    let shown = desk.access.tokens();
    let day = 1_800_000_000 / 86_400 * 86_400;
    assert_eq!(shown[0].used.unwrap().micros(), day * 1_000_000, "the day, not the moment");
    assert!(!format!("{shown:?}").contains(&secret[6..20]));
}

#[test]
fn what_cannot_be_issued() {
    let desk = Desk::empty();
    let table = [
        ("label", "", at(10)),
        ("label", "dua\nbaris", at(10)),
        ("expires", "bank", at(0)),
        ("expires", "bank", at(367 * 86_400)),
    ];
    for (expected, label, expires) in table {
        let error = desk.access.issue_token(BUDI, label, &Scope::Whole, expires, at(0));
        assert!(matches!(error, Err(AccessError::Field { field, .. }) if field == expected));
    }
    assert!(desk.access.tokens().is_empty());
}

#[test]
fn a_scope_that_reads_changes_nothing() {
    assert!(Scope::read_only().reads_only() && Scope::read_only().covers(Act::ReadAll));
    assert!(!Scope::read_only().covers(Act::Import));
    assert!(Kind::ALL.iter().all(|kind| !Scope::read_only().covers_kind(*kind)));
    assert!(!scope().reads_only() && !Scope::Whole.reads_only());
}

/// Each request asks it: it must not cost what a disk or a slow hash costs. The bound is far above
/// what it takes (about a microsecond), and far below either.
#[test]
fn asking_for_a_token_costs_microseconds() {
    let desk = Desk::empty();
    let (_, secret) = desk.access.issue_token(BUDI, "bank", &scope(), at(YEAR), at(0)).unwrap();
    let began = std::time::Instant::now();
    for second in 0..2_000 {
        assert!(desk.access.token(&secret, at(second)).is_some());
    }
    let each = began.elapsed() / 2_000;
    assert!(each < std::time::Duration::from_micros(500), "{each:?}");
}
