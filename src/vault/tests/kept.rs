//! Who is known by what, and what is done with them.

use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::ErasureGround;
use jejak_events::vocabulary::IdentityKind::{
    NikInvalid, NikUnverified, NikVerified, OtherDocument, Provisional,
};

use super::super::Known::{Differs, New, Same};
use super::super::*;
use super::*;

fn reference(text: &str) -> Person {
    person(&format!(r#"{{"reference":"{text}","name":"Tanpa Nama"}}"#))
}

#[test]
fn the_same_person_keeps_the_id_and_others_get_their_own() {
    let place = Place::new();
    let vault = place.open();
    let people = [
        siti(),
        person(r#"{"nik":"3603 1202 0190 0001","name":"Siti R."}"#),
        person(r#"{"document":{"kind":"paspor","number":"X 123"},"name":"B"}"#),
        person(r#"{"document":{"kind":"kitap","number":"X123"},"name":"C"}"#),
        reference("POSKO-3/17"),
        reference("POSKO-3/17"),
        reference("posko 3 17"),
        // Numbers that many people share lead to nobody: the reference does.
        person(r#"{"nik":"0000000000000000","reference":"A/1","name":"D"}"#),
        person(r#"{"nik":"0000000000000000","reference":"A/2","name":"E"}"#),
    ];
    let added = vault.add(&people).expect("adds");
    let known: Vec<Known> = added.iter().map(|added| added.known).collect();
    assert_eq!(known, [New, Differs, New, New, New, Same, Differs, New, New]);
    assert_eq!((added[0].id, added[4].id), (added[1].id, added[5].id));
    let ids: std::collections::BTreeSet<RecipientId> = added.iter().map(|a| a.id).collect();
    assert_eq!(ids.len(), 6);
    drop(vault);
    let vault = place.open();
    let again = vault.add(&people[..1]).expect("adds");
    assert_eq!((again[0].id, again[0].known), (added[0].id, Same));
    assert_eq!(vault.find(&siti()).expect("finds"), Some(added[0].id));
    assert_eq!(vault.find(&reference("POSKO-9")).expect("looks"), None);
    assert!(vault.read(added[0].id).expect("reads") == siti());
}

#[test]
fn nobody_is_added_when_one_cannot_be() {
    let place = Place::new();
    let vault = place.open();
    let bad = person(r#"{"nik":"3,60312E+15","name":"D"}"#);
    let error = vault.add(&[siti(), bad]).expect_err("no handle");
    assert!(matches!(error, VaultError::Field { field: "reference", .. }), "{error}");
    assert_eq!(vault.find(&siti()).expect("looks"), None);
}

#[test]
fn identities_are_of_four_kinds() {
    let known = |_: &str| true;
    let kind = |json: &str| person(json).identity(day("2026-11-22"), &known).kind;
    for (json, expected) in [
        (r#"{"nik":"3603120201900001","name":"A","registry":true}"#, NikVerified),
        (r#"{"nik":"3603120201900001","name":"A"}"#, NikUnverified),
        (r#"{"nik":"3603120201900001","name":"A","sex":"P"}"#, NikInvalid),
        (r#"{"nik":"3603120201900001","name":"A","registry":false}"#, NikInvalid),
        (r#"{"nik":"12","name":"A","reference":"1"}"#, NikInvalid),
        (r#"{"document":{"kind":"lain","number":"1"},"name":"A"}"#, OtherDocument),
        (r#"{"reference":"1","name":"A"}"#, Provisional),
    ] {
        assert_eq!(kind(json), expected, "{json}");
    }
}

#[test]
fn a_household_has_a_history() {
    let place = Place::new();
    let vault = place.open();
    let other = r#"{"nik":"3603120201900002","name":"B","kk":"KK","kk_since":"2012-01-01"}"#;
    let other = person(&other.replace("KK\",\"kk_s", &format!("{KK}\",\"kk_s")));
    let added = vault.add(&[siti(), other]).expect("adds");
    let (siti, budi) = (added[0].id, added[1].id);
    let first = added[0].household.expect("a household");
    assert_eq!(added[1].household, Some(first));
    let married = vault.move_to(siti, "3603121503200008", day("2020-06-01")).expect("moves");
    assert_eq!(
        vault.move_to(siti, "3603121503200008", day("2021-06-01")).expect("is there"),
        married
    );
    assert!(vault.move_to(siti, KK, day("2019-01-01")).is_err(), "before the present one began");
    let history = vault.memberships(siti).expect("reads");
    assert_eq!(
        history,
        [
            Membership {
                household: first,
                from: day("2010-03-15"),
                until: Some(day("2020-05-31"))
            },
            Membership { household: married, from: day("2020-06-01"), until: None },
        ]
    );
    let at = |household, on| {
        let mut members = vault.members(household, day(on)).expect("reads");
        members.sort();
        members
    };
    let mut both = vec![siti, budi];
    both.sort();
    assert_eq!(at(first, "2011-12-31"), [siti]);
    assert_eq!(at(first, "2020-05-31"), both);
    assert_eq!(at(first, "2020-06-01"), [budi]);
    assert_eq!(at(married, "2020-06-01"), [siti]);
}

#[test]
fn a_correction_keeps_the_id_and_frees_the_wrong_number() {
    let place = Place::new();
    let vault = place.open();
    let other = person(r#"{"nik":"3603120201900002","name":"B"}"#);
    let ids: Vec<_> =
        vault.add(&[siti(), other.clone()]).expect("adds").iter().map(|a| a.id).collect();
    let mut right = siti();
    right.nik = Some("3603120201900003".to_owned());
    assert!(vault.correct(ids[0], &right).expect("corrects"));
    assert!(!vault.correct(ids[0], &right).expect("is so already"));
    assert_eq!(vault.find(&right).expect("finds"), Some(ids[0]));
    assert_eq!(vault.find(&siti()).expect("looks"), None, "the wrong number leads nowhere");
    assert_eq!(vault.standing(ids[0]).expect("stands").versions, 2);
    assert!(vault.read(ids[0]).expect("reads") == right);
    right.nik.clone_from(&other.nik);
    let error = vault.correct(ids[0], &right).expect_err("is another's");
    assert!(matches!(error, VaultError::Belongs(id) if id == ids[1]), "{error}");
}

#[test]
fn ids_are_linked_and_separated() {
    let place = Place::new();
    let vault = place.open();
    let people = [siti(), reference("1"), reference("2")];
    let ids: Vec<_> = vault.add(&people).expect("adds").iter().map(|added| added.id).collect();
    let [a, b, c] = ids[..] else { panic!("three") };
    assert!(vault.link(a, b).expect("links"));
    assert!(!vault.link(a, b).expect("are linked"));
    for (main, other) in [(a, a), (c, b), (b, c), (c, a)] {
        assert!(vault.link(main, other).is_err(), "{main} {other}");
    }
    assert_eq!(vault.standing(b).expect("stands").linked_to, Some(a));
    assert!(vault.separate(c, b).is_err());
    assert!(vault.separate(a, b).expect("separates"));
    assert!(!vault.separate(a, b).expect("are separate"));
    assert!(vault.link(c, a).expect("is free again"));
}

#[test]
fn what_is_restricted_is_not_read_and_what_is_held_is_not_destroyed() {
    let place = Place::new();
    let mut vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    for (case, changes) in [("S 1", true), ("S 1", false), ("S 2", true)] {
        assert_eq!(vault.restrict(id, case).expect("restricts"), changes);
        assert_eq!(vault.hold(id, case).expect("holds"), changes);
    }
    assert!(matches!(vault.read(id), Err(VaultError::Restricted { case, .. }) if case == "S 1"));
    assert_eq!(vault.find(&siti()).expect("finds"), Some(id), "it is still the same person");
    assert!(vault.lift_restriction(id, "S 1").expect("lifts"));
    assert!(matches!(vault.read(id), Err(VaultError::Restricted { case, .. }) if case == "S 2"));
    assert!(vault.lift_restriction(id, "S 2").expect("lifts"));
    assert!(!vault.lift_restriction(id, "S 2").expect("is lifted"));
    assert!(vault.read(id).is_ok());
    let held = vault.erase(&[id], ErasureGround::CourtOrder, day("2026-11-22"));
    assert!(matches!(held, Err(VaultError::Held { case, .. }) if case == "S 1"));
    assert!(vault.read(id).is_ok(), "nothing was destroyed");
    assert!(vault.lift_hold(id, "S 1").expect("lifts"));
    assert!(vault.erase(&[id], ErasureGround::CourtOrder, day("2026-11-22")).is_err());
    assert!(vault.lift_hold(id, "S 2").expect("lifts"));
    assert!(vault.erase(&[id], ErasureGround::CourtOrder, day("2026-11-22")).is_ok());
}

#[test]
fn a_list_gives_ids_counts_and_a_commitment() {
    let place = Place::new();
    let mut vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    let rows = |niks: &[&str]| -> Vec<ListRow> {
        let row =
            |nik: &&str| ListRow { nik: nik.to_string().into(), date: Some(day("2026-05-01")) };
        niks.iter().map(row).collect()
    };
    let days = (day("2026-11-22"), day("2026-11-01"));
    let import = |vault: &Vault, version, file: &[u8], niks: &[&str]| {
        vault.import_list(ListKind::Deceased, version, days, file, &rows(niks)).expect("imports")
    };
    let niks = ["3603120201900009", "3603-1202-0190-0001", NIK, "0000000000000000"];
    let list = import(&vault, "2026-11", b"the file", &niks);
    assert_eq!((list.rows, list.matches.len()), (4, 1), "each person once");
    assert_eq!(list.matches[0], Match { recipient: id, date: Some(day("2026-05-01")) });
    assert_eq!(vault.proves(list.file, b"the file").expect("checks"), Some(true));
    assert_eq!(vault.proves(list.file, b"another").expect("checks"), Some(false));
    let again = vault.import_list(
        ListKind::Deceased,
        "2026-11",
        (day("2026-12-01"), day("2026-12-01")),
        b"the file",
        &rows(&niks),
    );
    assert_eq!(again.expect("imports"), list, "as it was found the first time");
    assert_ne!(import(&vault, "2026-12", b"the file", &niks).file, list.file);
    vault.erase(&[id], ErasureGround::RetentionEnded, day("2026-11-22")).expect("erases");
    assert!(import(&vault, "2026-11", b"the file", &niks).matches.is_empty());
}

#[test]
fn what_is_to_be_kept_until_a_day_is_kept_that_day() {
    let place = Place::new();
    let mut vault = place.open();
    let people = [siti(), reference("1"), reference("2")];
    let ids: Vec<_> = vault.add(&people).expect("adds").iter().map(|added| added.id).collect();
    vault.retain(&ids[..2], day("2036-12-31")).expect("sets");
    vault.hold(ids[1], "LHP 1").expect("holds");
    assert_eq!(vault.standing(ids[0]).expect("stands").keep_until, Some(day("2036-12-31")));
    assert!(vault.due(day("2036-12-31")).expect("looks").is_empty());
    assert_eq!(vault.due(day("2037-01-01")).expect("looks"), ids[..1], "the other one is held");
    let ended = ErasureGround::RetentionEnded;
    let early = vault.erase(&ids[..1], ended, day("2036-12-31"));
    assert!(matches!(early, Err(VaultError::Retained { .. })));
    vault.erase(&ids[2..], ended, day("2026-11-22")).expect("no day was set");
    vault.erase(&ids[..1], ended, day("2037-01-01")).expect("erases");
    assert!(vault.due(day("2037-01-02")).expect("looks").is_empty());
    vault.lift_hold(ids[1], "LHP 1").expect("lifts");
    let ordered = vault.erase(&ids[1..2], ErasureGround::CourtOrder, day("2026-11-22"));
    assert!(ordered.is_ok(), "another ground does not wait");
}
