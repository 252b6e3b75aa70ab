//! Files: who can read them, what they hold, what is said of damaged ones.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::*;

fn opened(folder: &Path) -> String {
    Access::open(folder).map_or_else(|error| error.to_string(), |_| "opened".to_owned())
}

#[test]
fn files_are_their_owners_alone() {
    let desk = Desk::new();
    for name in ["access.key", "access.redb"] {
        let path = desk.folder.path().join(name);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    assert!(opened(desk.folder.path()).contains("is in use by another process"));
    let Desk { folder, access } = desk;
    drop(access);
    for name in ["access.key", "access.redb"] {
        let path = folder.path().join(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(opened(folder.path()).contains("can be read by others (mode 640)"), "{name}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    assert_eq!(opened(folder.path()), "opened");
}

/// What a thief of the file finds: no password, session, token, code or secret as it is.
#[test]
fn nothing_that_signs_in_stands_in_the_file() {
    let desk = Desk::new();
    let (secret, recovery) = desk.enrol(0);
    let session = desk.sign_in(PASSWORD, Some(&recovery[0]), 0).unwrap();
    let issued = desk.access.issue_token(SITI, "bank", &Scope::Whole, at(10), at(0)).unwrap();
    let code = desk.access.code_for(SITI, at(0)).unwrap();
    let Desk { folder, access } = desk;
    drop(access);
    let file = fs::read(folder.path().join("access.redb")).unwrap();
    let holds = |text: &[u8]| file.windows(text.len()).any(|part| part == text);
    assert!(holds(b"siti") && holds(b"$argon2id$"), "the search finds what is there");
    let base32 = totp::base32(&secret);
    let texts = [PASSWORD, &session.secret, &session.csrf, &issued.1, &code, &recovery[1], &base32];
    for text in texts {
        assert!(!holds(text.as_bytes()), "{text}");
        assert!(!holds(text.replace('-', "").as_bytes()), "{text}");
    }
    assert!(!holds(&secret));
}

#[test]
fn what_is_not_ours_is_refused_and_left_as_it_is() {
    type Damage = (&'static str, fn(&Path), &'static str);
    let of = |folder: &Path, name: &str| folder.join(name);
    let table: &[Damage] = &[
        (
            "another schema",
            |folder| version(folder, &99_u32.to_be_bytes()),
            "expected schema 2, found 99",
        ),
        ("no schema", |folder| version(folder, b""), "does not say which schema"),
        ("an unknown row", |folder| row(folder, b"q", b"x"), "a row of an unknown kind"),
        (
            "half a row",
            |folder| row(folder, &rows::credential_key(5), b"x"),
            "a row cannot be read",
        ),
        ("a short key of a row", |folder| row(folder, b"c12", b"x"), "a key of another length"),
        ("no key", |folder| fs::remove_file(folder.join("access.key")).unwrap(), "is missing"),
        ("another key", |folder| write(folder, "access.key", &[7; 32]), "is not the key of"),
        ("half a key", |folder| write(folder, "access.key", &[7; 16]), "is not the key of"),
        ("another file", |folder| write(folder, "access.redb", &[0; 8_192]), "is damaged"),
        ("an empty file", |folder| write(folder, "access.redb", b""), "is damaged"),
    ];
    for (name, damage, expected) in table {
        let Desk { folder, access } = Desk::new();
        drop(access);
        damage(folder.path());
        let before = fs::read(of(folder.path(), "access.redb")).unwrap();
        let said = opened(folder.path());
        assert!(said.contains(expected), "{name}: {said}");
        let kept = fs::read(of(folder.path(), "access.redb")).unwrap().len() >= before.len();
        assert!(kept && opened(folder.path()).contains(expected), "{name}: again");
    }
}

/// Creating that was interrupted goes on from there.
#[test]
fn half_a_beginning_is_no_beginning() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "access.redb.new", b"half");
    write(folder.path(), "access.key.new", b"half");
    assert_eq!(opened(folder.path()), "opened");
    assert_eq!(opened(folder.path()), "opened");
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// Puts a row into the file beside everything that knows better.
fn row(folder: &Path, key: &[u8], value: &[u8]) {
    let check = ServiceKey::open(folder, true).unwrap().check();
    let store = Store::open(folder, check).unwrap();
    store.commit(&[Change::put(key.to_vec(), value.to_vec())]).unwrap();
}

fn version(folder: &Path, value: &[u8]) {
    row(folder, rows::VERSION_KEY, value);
}
