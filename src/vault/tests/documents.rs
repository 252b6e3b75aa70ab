//! Documents: what they are bound by, what opens, and what of them is on disk.

use jejak_events::document::Binding;
use sha2::{Digest as _, Sha256};

use super::super::*;
use super::*;

/// A file of two chunks and a bit.
fn long() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..150_000_u32).map(|at| u8::try_from(at % 241).expect("below 241")));
    bytes
}

#[test]
fn each_binding_binds_the_file() {
    let place = Place::new();
    let vault = place.open();
    let bytes = long();
    let keep = |bound| {
        let new = NewDocument { bound, ..paper(None) };
        vault.keep_document(&mut letter(&bytes), &new).expect("keeps")
    };
    let (public, _) = keep(Bound::Public);
    let Binding::PublicHash(hash) = &public.proof else { panic!("{:?}", public.proof) };
    assert_eq!(hash.sha256.0, <[u8; 32]>::from(Sha256::digest(&bytes)));
    let (private, _) = keep(Bound::Commitment);
    let Binding::Commitment(made) = private.proof else { panic!("{:?}", private.proof) };
    assert_eq!(vault.proves_file(made, &mut &bytes[..]).expect("looks"), Some(true));
    assert_eq!(vault.proves_file(made, &mut &bytes[1..]).expect("looks"), Some(false));
    let (one, _) = keep(Bound::Token);
    assert!(matches!(one.proof, Binding::Token(_)));
    let other = NewDocument { kind: Paper::Receipt, bound: Bound::Token, ..paper(None) };
    let (again, is_new) = vault.keep_document(&mut letter(&bytes), &other).expect("keeps");
    assert!(is_new && again.proof == one.proof, "equal files have one token");
    let known = vault.documents_of_file(&Sha256::digest(&bytes).into()).expect("looks");
    assert_eq!(known.len(), 4);
    for stored in known {
        assert_eq!(content(&vault, stored.id), bytes);
    }
}

#[test]
fn nothing_of_a_document_is_on_disk_unsealed() {
    let place = Place::new();
    let vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    let bytes = [b"%PDF-1.7 ".as_slice(), NAME.as_bytes(), NIK.as_bytes()].concat();
    let (stored, _) = vault.keep_document(&mut letter(&bytes), &paper(Some(id))).expect("keeps");
    assert_eq!(stored.name.as_deref(), Some("Surat Siti Rahmawati.pdf"));
    drop(vault);
    for secret in [NAME, NIK, "%PDF", "Surat"] {
        assert!(!place.holds(secret.as_bytes()), "{secret}");
    }
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    assert!(!place.holds(&hash), "whoever has the file could tell that it is here");
}

#[test]
fn a_file_that_was_changed_is_found() {
    let place = Place::new();
    let vault = place.open();
    let (one, _) = vault.keep_document(&mut letter(&long()), &paper(None)).expect("keeps");
    let (two, _) = vault.keep_document(&mut letter(b"%PDF-1.7 b"), &paper(None)).expect("keeps");
    let path = |stored: &Stored| place.folder().join("blobs").join(stored.id.to_string());
    let sealed = fs::read(path(&one)).expect("reads");
    let mut out = Vec::new();
    for changed in [&sealed[..sealed.len() - 1], &sealed[..13 + 2 * (65_536 + 16)]] {
        fs::write(path(&one), changed).expect("writes");
        let read = vault.read_document(one.id, &mut out);
        assert!(matches!(read, Err(VaultError::Damaged(_))), "{read:?}");
    }
    fs::write(path(&one), fs::read(path(&two)).expect("reads")).expect("writes");
    assert!(matches!(vault.read_document(one.id, &mut out), Err(VaultError::Damaged(_))));
    fs::remove_file(path(&one)).expect("removes");
    assert!(matches!(vault.read_document(one.id, &mut out), Err(VaultError::RowsMissing(_))));
}

#[test]
fn what_is_too_large_or_no_document_is_not_kept() {
    let place = Place::new();
    let vault = place.open();
    let small = NewDocument { bytes_max: 15, ..paper(None) };
    let kept = |bytes: &[u8], new| vault.keep_document(&mut letter(bytes), new);
    assert!(kept(b"%PDF-1.7 letter", &small).is_ok(), "15 bytes are not too many");
    for bytes in [b"%PDF-1.7 letters".as_slice(), b"MZ\x90\x00", b""] {
        let refused = kept(bytes, &small);
        assert!(matches!(refused, Err(VaultError::NotADocument { .. })), "{refused:?}");
    }
    let nobody = NewDocument { owner: Some(RecipientId([9; 16])), ..paper(None) };
    let refused = kept(b"%PDF-1.7", &nobody);
    assert!(matches!(refused, Err(VaultError::Unknown(_))), "{refused:?}");
    assert_eq!(fs::read_dir(place.folder().join("blobs")).expect("reads").count(), 1);
}

#[test]
fn a_restriction_keeps_documents_closed() {
    let place = Place::new();
    let vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    let (stored, _) = vault.keep_document(&mut letter(b"%PDF-1"), &paper(Some(id))).expect("keeps");
    vault.restrict(id, "S 1").expect("restricts");
    let read = vault.read_document(stored.id, &mut Vec::new());
    assert!(matches!(read, Err(VaultError::Restricted { .. })), "{read:?}");
    vault.lift_restriction(id, "S 1").expect("lifts");
    assert_eq!(content(&vault, stored.id), b"%PDF-1");
}

#[test]
fn notes_open_and_are_bounded() {
    let place = Place::new();
    let vault = place.open();
    let note = vault.keep_note(None, "dua kejadian janggal").expect("keeps");
    let text = vault.note(note).expect("reads").expect("is there");
    assert_eq!(*text, "dua kejadian janggal");
    assert_eq!(vault.proves(note, text.as_bytes()).expect("looks"), Some(true));
    assert!(!place.holds(b"janggal"));
    let long = "x".repeat(NOTE_BYTES_MAX);
    assert!(vault.keep_note(None, &long).is_ok());
    for refused in ["", " \n", &format!("{long}x")] {
        assert!(matches!(vault.keep_note(None, refused), Err(VaultError::Field { .. })));
    }
}

/// Documents and notes, somebody's and nobody's, open under the new master key as they did.
#[test]
fn another_master_key_opens_documents_and_notes() {
    let place = Place::new();
    let mut vault = place.open();
    let id = vault.add(&[siti()]).expect("adds")[0].id;
    let bytes = long();
    let keep = |owner| vault.keep_document(&mut letter(&bytes), &paper(owner)).expect("keeps").0;
    let (own, nobodys) = (keep(Some(id)), keep(None));
    let note = vault.keep_note(Some(id), "dua kejadian janggal").expect("keeps");
    let words = "enam kata acak yang panjang sekali".to_owned();
    vault.rekey(&KeySource::Passphrase(zeroize::Zeroizing::new(words))).expect("changes");
    for stored in [&own, &nobodys] {
        assert_eq!(content(&vault, stored.id), bytes);
    }
    let known = vault.documents_of_file(&Sha256::digest(&bytes).into()).expect("looks");
    assert_eq!(known.len(), 2, "equal files are found by their hash");
    assert_eq!(
        vault.note(note).expect("opens").as_deref().map(String::as_str),
        Some("dua kejadian janggal")
    );
}
