//! How sessions end.

use super::*;

#[test]
fn a_session_ends_when_idle_and_after_twelve_hours() {
    let desk = Desk::new();
    let idle = desk.session(0);
    let known = |session: &Session, seconds| desk.access.session(&session.secret, at(seconds));
    assert_eq!(known(&idle, 1_799).map(|known| known.account), Some(SITI));
    assert!(known(&idle, 1_799 + 1_799).is_some(), "each use counts");
    assert!(known(&idle, 1_799 + 1_799 + 1_800).is_none());
    let busy = desk.session(0);
    for minute in 0..720 {
        assert!(known(&busy, minute * 60).is_some(), "minute {minute}");
    }
    assert_eq!(busy.expires, at(12 * 3_600));
    assert!(known(&busy, 12 * 3_600).is_none());
    assert!(desk.access.session("nonsense", at(0)).is_none());
}

/// A crash may end a session up to five minutes early, and never late.
#[test]
fn a_session_outlives_the_process() {
    let desk = Desk::new();
    let session = desk.session(0);
    assert!(desk.access.session(&session.secret, at(1_700)).is_some());
    let desk = desk.again();
    assert!(desk.access.session(&session.secret, at(3_400)).is_some());
    assert!(desk.access.session(&session.secret, at(3_500)).is_some());
    let desk = desk.again();
    assert!(desk.access.session(&session.secret, at(3_400 + 1_800)).is_none());
}

#[test]
fn what_ends_a_session() {
    type End = fn(&Desk, &Session);
    let table: &[(&str, End)] = &[
        ("sign out", |desk, session| desk.access.sign_out(&session.secret).unwrap()),
        ("another password", |desk, _| {
            desk.access.set_password(SITI, "siti", "meja-kuning-di-dapur").unwrap();
        }),
        ("a second factor", |desk, _| drop(desk.enrol(0))),
        ("a second factor taken away", |desk, _| desk.access.remove_totp(SITI).unwrap()),
        ("a closed account", |desk, _| desk.access.forget(SITI, at(0)).unwrap()),
        ("everywhere", |desk, _| desk.access.sign_out_everywhere(SITI).unwrap()),
    ];
    for (name, end) in table {
        let desk = Desk::new();
        desk.access.set_password(BUDI, "budi", PASSWORD).unwrap();
        let (session, other) =
            (desk.session(0), desk.access.sign_in("budi", PASSWORD, None, ORIGIN, at(0)));
        end(&desk, &session);
        assert!(desk.access.session(&session.secret, at(1)).is_none(), "{name}");
        assert!(
            desk.access.session(&other.unwrap().secret, at(1)).is_some(),
            "{name}: others stay"
        );
        let desk = desk.again();
        assert!(desk.access.session(&session.secret, at(1)).is_none(), "{name}: for ever");
        desk.access.sign_out(&session.secret).unwrap();
    }
}

#[test]
fn forms_belong_to_one_session() {
    let desk = Desk::new();
    let (one, other) = (desk.session(0), desk.session(0));
    assert!(Access::csrf_fits(&one.secret, &one.csrf));
    assert!(!Access::csrf_fits(&one.secret, &other.csrf));
    assert!(!Access::csrf_fits(&one.secret, ""));
    assert_ne!(one.csrf, one.secret);
    assert!(!format!("{one:?}").contains(&one.secret[..8]), "no log has it");
}
