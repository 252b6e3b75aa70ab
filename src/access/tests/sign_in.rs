//! Signing in, second factors, lock-out.

use super::*;

#[test]
fn a_login_is_known_in_any_case_and_nobody_learns_which_exist() {
    let desk = Desk::new();
    let session = desk.access.sign_in(" SITI ", PASSWORD, None, ORIGIN, at(0)).unwrap();
    assert_eq!((session.account, session.means), (SITI, Authentication::Password));
    for (login, password) in [("siti", "kursi-biru-di-atap"), ("tidakada", PASSWORD), ("", "")] {
        let error = desk.access.sign_in(login, password, None, ORIGIN, at(0)).unwrap_err();
        assert_eq!(error.code(), "SIGN-01", "{login}");
    }
}

#[test]
fn ten_failures_lock_a_login_for_a_quarter_of_an_hour_and_say_so() {
    let desk = Desk::new();
    let mut now = 0;
    for failure in 0..10 {
        let error = desk.sign_in("salah-salah-salah", None, now).unwrap_err();
        assert_eq!(error, "SIGN-01", "failure {failure}");
        now += 60;
    }
    let locked = desk.access.sign_in("siti", PASSWORD, None, ORIGIN, at(now)).unwrap_err();
    assert_eq!(locked.code(), "SIGN-04", "even with the right password");
    assert_eq!(locked.said().id, "dikunci setelah sepuluh upaya gagal; coba lagi dalam 14 menit");
    let last = now - 60;
    assert_eq!(desk.sign_in(PASSWORD, None, last + 899), Err("SIGN-04".to_owned()));
    assert!(desk.sign_in(PASSWORD, None, last + 900).is_ok());
}

#[test]
fn a_third_failure_makes_the_next_wait_and_a_success_forgets() {
    let desk = Desk::new();
    for _ in 0..3 {
        assert_eq!(desk.sign_in("salah-salah-salah", None, 0), Err("SIGN-01".to_owned()));
    }
    assert_eq!(desk.sign_in(PASSWORD, None, 0), Err("SIGN-03".to_owned()));
    assert!(desk.sign_in(PASSWORD, None, 1).is_ok());
    assert_eq!(desk.sign_in("salah-salah-salah", None, 1), Err("SIGN-01".to_owned()));
    assert!(desk.sign_in(PASSWORD, None, 1).is_ok(), "counted from the beginning");
}

#[test]
fn a_second_factor_is_asked_for_once_it_is_confirmed_and_each_code_is_taken_once() {
    let desk = Desk::new();
    desk.access.begin_totp(SITI).unwrap();
    assert!(desk.sign_in(PASSWORD, None, 0).is_ok(), "begun and not confirmed");
    let (secret, _) = desk.enrol(0);
    assert!(desk.access.begin_totp(SITI).is_err(), "the old one is taken away first");
    let code = |seconds| totp::shown(&secret, at(seconds));
    let table = [
        (Some(code(0)), 30, Err("SIGN-01")),
        (None, 60, Err("SIGN-02")),
        (Some("000000".to_owned()), 60, Err("SIGN-01")),
        (Some(code(60)), 60, Ok(())),
        (Some(code(60)), 61, Err("SIGN-01")),
        (Some(code(90)), 61, Ok(())),
    ];
    let desk = desk.again();
    for (given, seconds, expected) in table {
        let signed = desk.sign_in(PASSWORD, given.as_deref(), seconds);
        let means = signed.as_ref().map(|session| session.means);
        let expected = expected.map(|()| Authentication::Totp).map_err(str::to_owned);
        assert_eq!(means.map_err(Clone::clone), expected, "{given:?} at {seconds}");
    }
    let error = desk.sign_in("salah-salah-salah", Some(&code(120)), 120).unwrap_err();
    assert_eq!(error, "SIGN-01");
}

#[test]
fn each_recovery_code_signs_in_once() {
    let desk = Desk::new();
    let (_, codes) = desk.enrol(0);
    assert_eq!(codes.len(), 10);
    let typed = codes[3].to_lowercase().replace('-', " ");
    assert!(desk.sign_in(PASSWORD, Some(&typed), 0).is_ok());
    let desk = desk.again();
    assert_eq!(desk.sign_in(PASSWORD, Some(&typed), 1), Err("SIGN-01".to_owned()));
    assert!(desk.sign_in(PASSWORD, Some(&codes[4]), 2).is_ok());
    assert_eq!(desk.access.logins()[0].recovery_codes, 8);
    desk.access.remove_totp(SITI).unwrap();
    assert!(desk.sign_in(PASSWORD, None, 3).is_ok());
}

/// A hash with other parameters is replaced when its password is there, and not before.
#[test]
fn an_old_hash_is_made_anew_at_the_next_sign_in() {
    let desk = Desk::new();
    let old = "$argon2id$v=19$m=8,t=1,p=1$";
    let row = desk.access.read().credentials[&SITI.0].clone();
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let row = rows::Credential { password: password::hash_with(PASSWORD, params), ..row };
    let mut held = desk.access.write();
    desk.access.commit(&mut held, vec![credentials::put(SITI, &row)]).unwrap();
    drop(held);
    let hash = |desk: &Desk| desk.access.read().credentials[&SITI.0].password.clone();
    assert!(desk.sign_in("salah-salah-salah", None, 0).is_err());
    assert!(hash(&desk).starts_with(old));
    desk.session(1);
    let desk = desk.again();
    assert!(hash(&desk).starts_with("$argon2id$v=19$m=16,t=1,p=1$"));
    desk.session(2);
}

#[test]
fn a_login_belongs_to_one_account() {
    let desk = Desk::new();
    let taken = desk.access.set_password(BUDI, "Siti", "meja-kuning-di-dapur");
    assert!(matches!(taken, Err(AccessError::LoginTaken)));
    for login in ["ab", "siti rahma", "3603120201900001", "sité"] {
        let refused = desk.access.set_password(BUDI, login, "meja-kuning-di-dapur");
        assert!(matches!(refused, Err(AccessError::Field { field: "login", .. })), "{login}");
    }
    desk.access.set_password(SITI, "siti.r", PASSWORD).unwrap();
    desk.access.set_password(BUDI, "siti", "meja-kuning-di-dapur").unwrap();
    assert_eq!(desk.access.login_of(BUDI).as_deref(), Some("siti"));
}
