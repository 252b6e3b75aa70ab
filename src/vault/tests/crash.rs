//! Stopped before each write in turn: what was opened again is the old or the new, never a mixture,
//! and asking again completes it.

use jejak_events::vocabulary::ErasureGround;

use zeroize::Zeroizing;

use super::super::fault::Faults;
use super::super::*;
use super::*;

/// A vault that stops before its next step but `steps`.
fn stopping(place: &Place, steps: u32) -> Vault {
    let vault = place.open();
    vault.faults().stop_after(steps);
    vault
}

#[test]
fn people_are_added_whole_or_not_at_all() {
    for steps in 0..3 {
        let place = Place::new();
        let vault = stopping(&place, steps);
        let people = [siti(), person(r#"{"reference":"1","name":"B"}"#)];
        let outcome = vault.add(&people);
        drop(vault);
        let vault = place.open();
        let found = people.iter().filter(|p| vault.find(p).expect("looks").is_some()).count();
        assert_eq!(found, if steps == 0 { 0 } else { 2 }, "{steps}");
        assert_eq!(outcome.is_ok(), steps == 2, "{steps}");
        let again = vault.add(&people).expect("adds");
        let known = if steps == 0 { Known::New } else { Known::Same };
        assert!(again.iter().all(|added| added.known == known), "{steps}");
    }
}

/// Ids as bytes, for scans.
fn traces(vault: &Vault) -> Vec<Vec<u8>> {
    let batch = vault.batch();
    let kinds = [b"k", b"r", b"i", b"c", b"h", b"t"];
    let rows = kinds.iter().flat_map(|kind| batch.under(*kind).expect("reads"));
    rows.flat_map(|(row, value)| [row[1..].to_vec(), value]).filter(|b| b.len() > 16).collect()
}

#[test]
fn an_erasure_stopped_anywhere_is_completed_by_the_next_opening() {
    let mut stopped = 0;
    for steps in 0..12 {
        let place = Place::new();
        let vault = place.open();
        let other = person(r#"{"nik":"3603120201900002","name":"B"}"#);
        let id = vault.add(&[siti()]).expect("adds")[0].id;
        vault.commit(Some(id), b"a note on her").expect("commits");
        let traces = traces(&vault);
        assert!(traces.len() >= 8);
        let kept = vault.add(std::slice::from_ref(&other)).expect("adds")[0].id;
        drop(vault);
        let mut vault = stopping(&place, steps);
        let outcome = vault.erase(&[id], ErasureGround::RetentionEnded, day("2026-11-22"));
        stopped += u32::from(outcome.is_err());
        drop(vault);
        let mut vault = place.open();
        if steps == 0 {
            assert!(vault.read(id).is_ok(), "before the first write nothing has happened");
        } else {
            assert!(matches!(vault.read(id), Err(VaultError::Erased(_))), "{steps}");
        }
        let again =
            vault.erase(&[id], ErasureGround::RetentionEnded, day("2026-11-22")).expect("erases");
        assert_eq!(again, Erased { now: usize::from(steps == 0), before: usize::from(steps > 0) });
        assert!(vault.read(kept).expect("reads") == other, "others stay");
        let standing = vault.standing(id).expect("stands");
        assert_eq!(standing.erased.map(|erased| erased.on), Some(day("2026-11-22")));
        drop(vault);
        for trace in &traces {
            assert!(!place.holds(trace), "{steps}: a row of an erased person is still there");
        }
        assert!(!store::has_leftovers(&place.folder()), "{steps}");
    }
    assert!((6..12).contains(&stopped), "{stopped} of the steps stop: the table is long enough");
}

/// Whatever is sealed or hashed under a key; commitments and ids are not.
fn under_a_key(vault: &Vault) -> Vec<Vec<u8>> {
    let under = |kind: u8| vault.batch().under(&[kind]).expect("reads");
    let values = [b'k', b'r', b'w'].into_iter().flat_map(under).map(|(_, value)| value);
    let hashes = [b'i', b'h', b't'].into_iter().flat_map(under).map(|(row, _)| row[1..].to_vec());
    values.chain(hashes).collect()
}

/// What a vault with everything in it says: nothing of it may change with the master key.
fn said(vault: &Vault, id: RecipientId, note: Bytes32) -> String {
    let list = |version| {
        let row = ListRow { nik: Zeroizing::new(NIK.to_owned()), date: None };
        let days = (day("2026-11-22"), day("2026-11-22"));
        vault.import_list(ListKind::Asn, version, days, b"a list", &[row]).expect("matches")
    };
    let shop = vault.token(TokenKind::Shop, "E-Warong 7").expect("draws");
    let household = vault.memberships(id).expect("reads");
    let found = vault.find(&siti()).expect("looks");
    let proves = vault.proves(note, b"a note on her").expect("looks");
    let tokens = vault.tokens(id).expect("reads");
    let account = vault.token(TokenKind::Account, ACCOUNT).expect("draws");
    let again = vault.add(&[siti()]).expect("adds")[0];
    assert!(vault.read(id).expect("reads") == siti());
    let (list, mark) = (list("1"), vault.mark_of_file(&[7; 32]));
    format!(
        "{shop:?} {household:?} {found:?} {proves:?} {tokens:?} {account:?} {again:?} {list:?} {mark:?}"
    )
}

#[test]
fn a_change_of_the_master_key_stopped_anywhere_leaves_the_old_or_the_new_one() {
    let (mut stopped, mut changed) = (0, 0);
    for steps in 0..14 {
        let place = Place::new();
        let path = place.temp.path().join("other.key");
        key::create_file(&path).expect("writes");
        let other = KeySource::File(path);
        let vault = place.open();
        let id = vault.add(&[siti()]).expect("adds")[0].id;
        let note = vault.commit(Some(id), b"a note on her").expect("commits");
        let before = said(&vault, id, note);
        let under_the_old = under_a_key(&vault);
        drop(vault);
        let mut vault = stopping(&place, steps);
        let outcome = vault.rekey(&other);
        stopped += u32::from(outcome.is_err());
        drop(vault);
        let (by_old, by_new) =
            (Vault::open(&place.folder(), &place.source()), Vault::open(&place.folder(), &other));
        assert_ne!(by_old.is_ok(), by_new.is_ok(), "{steps}: one key opens it, the other does not");
        changed += u32::from(by_new.is_ok());
        assert!(outcome.is_err() || by_new.is_ok(), "{steps}");
        let is_new = by_new.is_ok();
        let vault = by_old.or(by_new).expect("opens");
        assert_eq!(said(&vault, id, note), before, "{steps}");
        drop(vault);
        assert!(!store::has_leftovers(&place.folder()), "{steps}");
        assert!(!place.folder().join("VAULT.next").exists(), "{steps}");
        for trace in under_the_old.iter().filter(|_| is_new) {
            assert!(!place.holds(trace), "{steps}: sealed or hashed under the old key");
        }
    }
    assert!((6..14).contains(&stopped) && changed > 14 - stopped, "{stopped} {changed}");
}

/// Twice, to a passphrase and back to a key: the hashes of every key are one chain.
#[test]
fn the_master_key_changes_again_and_again() {
    let place = Place::new();
    let mut vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    let note = vault.commit(Some(id), b"a note on her").expect("commits");
    let before = said(&vault, id, note);
    assert!(matches!(vault.rekey(&place.source()), Err(VaultError::SameKey)));
    let words =
        || KeySource::Passphrase(Zeroizing::new("enam kata acak yang panjang sekali".into()));
    vault.rekey(&words()).expect("changes");
    assert_eq!(said(&vault, id, note), before);
    drop(vault);
    let mut vault = Vault::open(&place.folder(), &words()).expect("opens");
    assert_eq!(said(&vault, id, note), before);
    vault.rekey(&place.source()).expect("changes back");
    drop(vault);
    assert!(Vault::open(&place.folder(), &words()).is_err());
    let mut vault = place.open();
    assert_eq!(said(&vault, id, note), before);
    vault.erase(&[id], ErasureGround::CourtOrder, day("2026-11-22")).expect("erases");
    assert!(vault.find(&siti()).expect("looks").is_none());
}

#[test]
fn creating_goes_on_where_it_was_interrupted() {
    let temp = tempfile::tempdir().expect("a folder");
    let (folder, path) = (temp.path().join("vault"), temp.path().join("key"));
    key::create_file(&path).expect("writes");
    let source = KeySource::File(path);
    fs::create_dir(&folder).expect("creates");
    drop(Store::create(&folder, Faults::default()).expect("creates"));
    assert!(matches!(Vault::open(&folder, &source), Err(VaultError::Missing(_))));
    let vault = Vault::create(&folder, &source).expect("goes on");
    vault.add(&[siti()]).expect("adds");
    drop(vault);
    fs::remove_file(folder.join("VAULT")).expect("removes");
    let lost = Vault::create(&folder, &source);
    assert!(matches!(lost, Err(VaultError::MarkerMissing(_))), "rows are never thrown away");
}

/// A process that is killed closes nothing.
#[test]
fn what_a_killed_process_left_is_looked_at_and_opened() {
    let place = Place::new();
    let vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    let left = place.temp.path().join("left");
    fs::create_dir(&left).expect("creates");
    for name in ["VAULT", "people.redb"] {
        fs::copy(place.folder().join(name), left.join(name)).expect("copies");
    }
    let bytes = fs::read(left.join("people.redb")).expect("reads");
    assert!(look(&left).expect("looks").erased.is_none_or(|erased| erased.is_empty()));
    assert_eq!(
        fs::read(left.join("people.redb")).expect("reads"),
        bytes,
        "looking changes nothing"
    );
    let again = Vault::open(&left, &place.source()).expect("opens");
    assert!(again.read(id).expect("reads") == siti());
}

#[test]
fn what_was_erased_is_new_when_it_comes_again() {
    let place = Place::new();
    let mut vault = place.open();
    let first = vault.add(&[siti()]).expect("adds")[0];
    let note = vault.commit(Some(first.id), b"note").expect("commits");
    let token = vault.tokens(first.id).expect("reads")[0];
    assert_eq!(vault.token(TokenKind::Account, ACCOUNT).expect("draws"), token);
    vault.erase(&[first.id], ErasureGround::RetentionEnded, day("2026-11-22")).expect("erases");
    assert_eq!(vault.find(&siti()).expect("looks"), None);
    assert_eq!(vault.proves(note, b"note").expect("looks"), None, "its salt is gone");
    assert!(vault.tokens(first.id).expect("reads").is_empty());
    assert!(vault.memberships(first.id).expect("reads").is_empty());
    for refused in
        [vault.restrict(first.id, "S"), vault.hold(first.id, "S"), vault.link(first.id, first.id)]
    {
        assert!(matches!(refused, Err(VaultError::Erased(_))));
    }
    let again = vault.add(&[siti()]).expect("adds")[0];
    assert_eq!(again.known, Known::New);
    assert_ne!(again.id, first.id);
    assert_ne!(again.household, first.household);
    assert_ne!(vault.tokens(again.id).expect("reads")[0], token);
    assert_eq!(vault.erased().expect("reads"), [first.id]);
}

/// Names of the files in `blobs/`.
fn blobs(place: &Place) -> Vec<String> {
    let Ok(entries) = fs::read_dir(place.folder().join("blobs")) else { return Vec::new() };
    let names = entries.map(|entry| entry.expect("reads").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_document_is_kept_whole_or_not_at_all() {
    let mut stopped = 0;
    for steps in 0..6 {
        let place = Place::new();
        let vault = stopping(&place, steps);
        let outcome = vault.keep_document(&mut letter(b"%PDF-1.7 letter"), &paper(None));
        stopped += u32::from(outcome.is_err());
        drop(vault);
        let vault = place.open();
        let kept = vault.documents().expect("reads");
        assert_eq!(blobs(&place).len(), kept.len(), "{steps}: a file without a row stays");
        for stored in &kept {
            assert_eq!(content(&vault, stored.id), b"%PDF-1.7 letter", "{steps}");
        }
        let before = kept.len();
        let again = vault.keep_document(&mut letter(b"%PDF-1.7 letter"), &paper(None));
        let (_, is_new) = again.expect("keeps");
        assert_eq!(is_new, before == 0, "{steps}");
        assert_eq!(vault.documents().expect("reads").len(), 1, "{steps}");
    }
    assert!((3..6).contains(&stopped), "{stopped} of the steps stop: the table is long enough");
}

#[test]
fn an_erasure_stopped_anywhere_leaves_no_document_that_opens() {
    let mut stopped = 0;
    for steps in 0..16 {
        let place = Place::new();
        let vault = place.open();
        let id = vault.add(&[siti()]).expect("adds")[0].id;
        let (hers, _) =
            vault.keep_document(&mut letter(b"%PDF-1.7 of hers"), &paper(Some(id))).expect("keeps");
        let (other, _) =
            vault.keep_document(&mut letter(b"%PDF-1.7 of nobody"), &paper(None)).expect("keeps");
        let note = vault.keep_note(Some(id), "a note on her").expect("keeps");
        drop(vault);
        let sealed = fs::read(place.folder().join("blobs").join(hers.id.to_string()));
        let sealed = sealed.expect("reads");
        let mut vault = stopping(&place, steps);
        let outcome = vault.erase(&[id], ErasureGround::RetentionEnded, day("2026-11-22"));
        stopped += u32::from(outcome.is_err());
        drop(vault);
        let mut vault = place.open();
        vault.erase(&[id], ErasureGround::RetentionEnded, day("2026-11-22")).expect("erases");
        assert!(matches!(vault.document(hers.id), Err(VaultError::NoDocument(_))), "{steps}");
        assert_eq!(vault.note(note).expect("reads"), None, "{steps}");
        assert_eq!(content(&vault, other.id), b"%PDF-1.7 of nobody", "{steps}: others stay");
        assert_eq!(blobs(&place), [other.id.to_string()], "{steps}");
        drop(vault);
        let blobs = place.folder().join("blobs");
        assert!(!holds(&blobs, &sealed[sealed.len() - 16..]), "{steps}: it is still on disk");
    }
    assert!((7..16).contains(&stopped), "{stopped} of the steps stop: the table is long enough");
}
