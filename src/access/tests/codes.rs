//! The first start, and the forgotten password.

use super::*;

#[test]
fn the_first_code_makes_the_administrator() {
    let desk = Desk::empty();
    assert!(desk.access.is_unclaimed());
    let code = desk.access.first_code(at(0)).unwrap();
    assert_eq!(code.len(), 23, "20 characters in groups of five");
    let claim = |code: &str, password: &str, seconds| {
        let claimed = desk.access.claim(code, "kepala", password, at(seconds));
        claimed.map_err(|error| error.said().en.chars().take(8).collect::<String>())
    };
    assert_eq!(claim("AAAAA-AAAAA-AAAAA-AAAAA", PASSWORD, 1), Err("the one-".to_owned()));
    assert_eq!(claim("", PASSWORD, 1), Err("the one-".to_owned()));
    assert_eq!(claim(&code, PASSWORD, 86_400), Err("the one-".to_owned()), "a day later");
    assert_eq!(claim(&code, "pendek", 1), Err("password".to_owned()), "and can be tried again");
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(claim(&typed, PASSWORD, 1), Ok(ADMINISTRATOR));
    assert_eq!(claim(&code, PASSWORD, 2), Err("the one-".to_owned()), "once");
    assert!(!desk.access.is_unclaimed());
    assert!(desk.access.sign_in("kepala", PASSWORD, None, ORIGIN, at(3)).is_ok());
}

#[test]
fn a_code_lets_a_forgotten_login_in_again() {
    let desk = Desk::new();
    let session = desk.session(0);
    desk.enrol(0);
    let old = desk.access.code_for(SITI, at(0)).unwrap();
    let code = desk.access.code_for(SITI, at(1)).unwrap();
    let desk = desk.again();
    let claim = |code: &str| desk.access.claim(code, "siti", "meja-kuning-di-dapur", at(2));
    assert!(matches!(claim(&old), Err(AccessError::CodeWrong)), "the newer one counts");
    assert!(desk.sign_in(PASSWORD, Some("x"), 2).is_err());
    assert_eq!(claim(&code).unwrap(), SITI);
    assert!(desk.access.session(&session.secret, at(3)).is_none());
    assert!(desk.sign_in("meja-kuning-di-dapur", None, 3).is_ok(), "the factor was lost as well");
    assert!(desk.sign_in(PASSWORD, None, 3).is_err());
}
