//! What opens with which key, and what never repeats.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use proptest::prelude::*;

use super::super::seal::{self, Kind, NONCE};
use super::super::*;
use super::*;

fn error(folder: &Path, source: &KeySource) -> VaultError {
    Vault::open(folder, source).err().expect("does not open")
}

#[test]
fn a_wrong_or_missing_key_is_said_at_opening() {
    let (place, other) = (Place::new(), Place::new());
    let folder = place.folder();
    assert!(matches!(error(&folder, &other.source()), VaultError::WrongKey(_)));
    let words = "enam kata acak yang panjang".to_owned();
    let passphrase = KeySource::Passphrase(words.into());
    assert!(matches!(error(&folder, &passphrase), VaultError::OtherKind { .. }));
    let path = place.temp.path().join("master.key");
    for mode in [0o640, 0o604, 0o660] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("changes");
        assert!(matches!(error(&folder, &place.source()), VaultError::KeyExposed { .. }));
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("changes");
    let text = fs::read_to_string(&path).expect("reads");
    let hex = text.lines().last().and_then(|line| line.rsplit(' ').next()).expect("a key");
    assert!(Vault::open(&folder, &KeySource::Text(hex.to_owned().into())).is_ok());
    let short = KeySource::Text(hex[1..].to_owned().into());
    let said = error(&folder, &short);
    assert!(matches!(said, VaultError::BadKey { .. }));
    assert!(!said.to_string().contains(&hex[10..20]), "{said}");
    for bad in ["", "# only\n", "jejak-master-key-1 12\n", &format!("{text}{text}")] {
        fs::write(&path, bad).expect("writes");
        assert!(matches!(error(&folder, &place.source()), VaultError::BadKey { .. }), "{bad}");
    }
    fs::remove_file(&path).expect("removes");
    assert!(matches!(error(&folder, &place.source()), VaultError::Io { .. }));
    assert!(matches!(key::create_file(&folder.join("VAULT")), Err(VaultError::KeyExists(_))));
}

#[test]
fn a_passphrase_opens_what_it_made() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("vault");
    let source = |words: &str| KeySource::Passphrase(words.to_owned().into());
    assert!(matches!(Vault::create(&folder, &source("too short")), Err(VaultError::BadKey { .. })));
    assert!(!Vault::exists(&folder));
    let vault = Vault::create(&folder, &source("kuda baterai staples benar")).expect("creates");
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    drop(vault);
    let wrong = error(&folder, &source("kuda baterai staples salah"));
    assert!(matches!(wrong, VaultError::WrongKey(_)), "{wrong}");
    let vault = Vault::open(&folder, &source("kuda baterai staples benar")).expect("opens");
    assert!(vault.read(id).expect("reads") == siti());
    assert!(matches!(look(&folder), Err(VaultError::InUse(_))));
    drop(vault);
    assert!(matches!(look(&folder).expect("looks").key, "passphrase"));
}

#[test]
fn a_second_process_and_a_second_vault_are_refused() {
    let place = Place::new();
    let vault = place.open();
    assert!(matches!(error(&place.folder(), &place.source()), VaultError::InUse(_)));
    drop(vault);
    let again = Vault::create(&place.folder(), &place.source());
    assert!(matches!(again, Err(VaultError::Exists(_))));
    assert!(matches!(error(place.temp.path(), &place.source()), VaultError::Missing(_)));
}

#[test]
fn nothing_readable_lies_in_the_folder() {
    let place = Place::new();
    let vault = place.open();
    vault.add(&[siti()]).expect("adds");
    vault.token(TokenKind::Shop, "Warung Bu Tini").expect("draws");
    drop(vault);
    for text in [NIK, KK, NAME, "0012-3456-789", "00123456789", "Melati", "1990-01-02", "Tini"] {
        assert!(!place.holds(text.as_bytes()), "{text}");
    }
    let mode = fs::metadata(place.folder()).expect("is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    for name in ["VAULT", "people.redb"] {
        let mode = fs::metadata(place.folder().join(name)).expect("is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn what_is_moved_to_another_place_does_not_open() {
    let key = [7; 32];
    let place = seal::Place::of_person([1; 16], Kind::Person);
    let sealed = seal::seal(&key, &place, b"text");
    assert_eq!(seal::open(&key, &place, &sealed).expect("opens").as_slice(), b"text");
    for other in [
        seal::Place::of_person([2; 16], Kind::Person),
        seal::Place::of_person([1; 16], Kind::Salt),
        seal::Place { version: 1, ..place },
        seal::Place { of: b"x", ..place },
    ] {
        assert!(seal::open(&key, &other, &sealed).is_none(), "{other:?}");
    }
    assert!(seal::open(&[8; 32], &place, &sealed).is_none());
    for at in 0..sealed.len() {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        assert!(seal::open(&key, &place, &flipped).is_none(), "{at}");
        assert!(seal::open(&key, &place, &sealed[..at]).is_none(), "{at}");
    }
}

#[test]
fn a_damaged_marker_or_shortened_rows_are_refused() {
    let place = Place::new();
    drop({
        let vault = place.open();
        vault.add(&[siti()]).expect("adds");
        vault
    });
    let marker = place.folder().join("VAULT");
    let good = fs::read_to_string(&marker).expect("reads");
    for at in 0..good.len() - 1 {
        let mut bytes = good.clone().into_bytes();
        bytes[at] ^= 1;
        fs::write(&marker, &bytes).expect("writes");
        assert!(Vault::open(&place.folder(), &place.source()).is_err(), "byte {at}");
    }
    for length in [0, 1, 20, good.len() / 2] {
        fs::write(&marker, &good[..length]).expect("writes");
        let found = error(&place.folder(), &place.source());
        assert!(matches!(found, VaultError::NotAVault { .. }), "{length}: {found}");
    }
    fs::write(&marker, &good).expect("writes");
    let rows = place.folder().join("people.redb");
    let bytes = fs::read(&rows).expect("reads");
    for length in [0, 100, bytes.len() / 2, bytes.len() - 4096] {
        fs::write(&rows, &bytes[..length]).expect("writes");
        let found = error(&place.folder(), &place.source());
        assert!(matches!(found, VaultError::Damaged(_)), "{length}: {found}");
        assert_eq!(fs::read(&rows).expect("reads").len(), length, "it stays as it is");
    }
    fs::remove_file(&rows).expect("removes");
    assert!(matches!(error(&place.folder(), &place.source()), VaultError::RowsMissing(_)));
    assert!(look(&place.folder()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// However often the same is sealed under one key, no nonce comes twice.
    #[test]
    fn no_nonce_repeats(texts in proptest::collection::vec(".{0,20}", 1..60)) {
        let place = seal::Place::of_person([1; 16], Kind::Person);
        let sealed = texts.iter().map(|text| seal::seal(&[7; 32], &place, text.as_bytes()));
        let nonces: BTreeSet<Vec<u8>> = sealed.map(|sealed| sealed[..NONCE].to_vec()).collect();
        prop_assert_eq!(nonces.len(), texts.len());
    }

    /// Two values have one token exactly when they are the same but for blanks and dashes.
    #[test]
    fn tokens_are_equal_exactly_for_equal_values(
        values in proptest::collection::vec("[ab1-]{1,3}", 2..8),
        kinds in proptest::collection::vec(0..4usize, 8),
    ) {
        let place = Place::new();
        let vault = place.open();
        let plain = |text: &str| text.replace('-', "").to_uppercase();
        let named: Vec<_> = values.iter().zip(kinds)
            .filter(|(value, _)| !plain(value).is_empty())
            .map(|(value, kind)| {
                let token = vault.token(TokenKind::ALL[kind], value).expect("draws");
                ((kind, plain(value)), token)
            })
            .collect();
        for (one, first) in &named {
            for (other, second) in &named {
                prop_assert_eq!(one == other, first == second);
            }
        }
    }
}
