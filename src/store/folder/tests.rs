//! Creating, opening, locking and copying ledger folders.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use jejak_events::Head;

use super::super::conformance::read_all;
use super::super::{AppendError, testing};
use super::*;

/// Every file and folder below `path`, with its bytes and its time of change.
fn contents(path: &Path) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        let changed = fs::metadata(&path).unwrap().modified().unwrap();
        if path.is_dir() {
            found.extend(contents(&path));
            found.push((path, Vec::new(), changed));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap(), changed));
        }
    }
    found.sort();
    found
}

#[test]
fn a_ledger_is_created_opened_and_found_again() {
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("not/yet/there");
        let folder = Folder::create(&path, engine).unwrap();
        let store = open_store(&folder).unwrap();
        let block = testing::block(Head::EMPTY, 1000);
        store.append(Head::EMPTY, &block).unwrap();
        assert!(store.disk_bytes() > 0);
        store.close().unwrap();
        drop((store, folder));
        let folder = Folder::open(&path).unwrap();
        assert_eq!((folder.engine(), folder.path(), folder.is_copy()), (engine, &*path, false));
        let store = open_store(&folder).unwrap();
        assert_eq!((Some(store.head()), store.high_water()), (block.head(), store.head()));
        let marker = fs::read_to_string(path.join("LEDGER")).unwrap();
        assert_eq!(marker, format!("jejak ledger\nformat 1\nengine {}\n", engine.name()));
        assert_eq!(Engine::named(engine.name()), Some(engine));
    }
}

#[test]
fn only_an_empty_folder_becomes_a_ledger() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("thesis.txt"), "years of work").unwrap();
    let before = contents(temp.path());
    let refused = Folder::create(temp.path(), Engine::Sled).unwrap_err().to_string();
    assert!(refused.contains("found `thesis.txt` in it"), "{refused}");
    assert_eq!(contents(temp.path()), before);
    let empty = tempfile::tempdir().unwrap();
    Folder::create(empty.path(), Engine::Redb).unwrap();
    let again = Folder::create(empty.path(), Engine::Redb);
    assert!(matches!(again, Err(FolderError::NotEmpty { .. })));
}

#[test]
fn what_is_not_a_ledger_is_refused_and_left_alone() {
    let markers: [(Option<&str>, &str); 9] = [
        (None, "found no such file"),
        (Some(""), "found its end"),
        (Some("jejak\n"), "found `jejak`"),
        (Some("jejak ledger\n"), "found its end where `format 1` belongs"),
        (Some("jejak ledger\nformat x\n"), "found `format x` where `format 1` belongs"),
        (Some("jejak ledger\nformat 0\nengine sled\n"), "found `format 0` where"),
        (Some("jejak ledger\nformat 2\nengine ?\n"), "format 2, this version knows up to 1"),
        (Some("jejak ledger\nformat 1\n"), "found its end where `engine sled` belongs"),
        (Some("jejak ledger\nformat 1\nengine oak\n"), "kept by the engine `oak`"),
    ];
    for (marker, expected) in markers {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("other"), "x").unwrap();
        if let Some(text) = marker {
            fs::write(temp.path().join("LEDGER"), text).unwrap();
        }
        let before = contents(temp.path());
        let refused = Folder::open(temp.path()).unwrap_err().to_string();
        assert!(refused.contains(expected), "{refused}");
        let scratch = tempfile::tempdir().unwrap();
        Folder::open_copy(temp.path(), scratch.path()).unwrap_err();
        assert_eq!(contents(temp.path()), before);
    }
    let missing = Folder::open(Path::new("/nonexistent/ledger")).unwrap_err();
    assert!(matches!(missing, FolderError::Missing(_)), "{missing}");
    assert!(matches!(Folder::open(Path::new("/dev/null")), Err(FolderError::NotALedger { .. })));
}

#[test]
fn a_second_holder_is_told_whom_to_talk_to() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger");
    let folder = Folder::create(&path, Engine::Sled).unwrap();
    let pid = std::process::id();
    let refused = Folder::open(&path).unwrap_err().to_string();
    assert!(refused.contains(&format!("is in use by process {pid} (started by ")), "{refused}");
    folder.announce("http://127.0.0.1:8080\nsecond line").unwrap();
    for refused in [
        Folder::open(&path).unwrap_err(),
        Folder::open_copy(&path, &temp.path().join("copy")).unwrap_err(),
    ] {
        let text = refused.to_string();
        assert!(text.ends_with("talk to it at http://127.0.0.1:8080 second line"), "{text}");
    }
    let store = open_store(&folder).unwrap();
    drop(folder);
    assert!(matches!(Folder::open(&path), Err(FolderError::InUse { .. })), "the store holds it");
    drop(store);
    Folder::open(&path).unwrap();
}

#[test]
fn a_copy_is_read_without_touching_the_original() {
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger");
        let store = open_store(&Folder::create(&path, engine).unwrap()).unwrap();
        let block = testing::block(Head::EMPTY, 700);
        store.append(Head::EMPTY, &block).unwrap();
        drop(store);
        let before = contents(&path);
        let copy = Folder::open_copy(&path, &temp.path().join("copy")).unwrap();
        assert!(copy.is_copy() && copy.engine() == engine);
        let store = open_store(&copy).unwrap();
        assert!(read_all(&*store, 0).unwrap() == block);
        let next = testing::block(store.head(), 1);
        let refused = [
            store.append(store.head(), &next),
            store.truncate_tail(700),
            store.compact().map(|_| ()),
        ];
        assert!(refused.iter().all(|r| matches!(r, Err(AppendError::Refused(_)))));
        store.close().unwrap();
        assert_eq!(contents(&path), before);
        let again = Folder::open_copy(&path, &temp.path().join("copy"));
        assert!(matches!(again, Err(FolderError::Io { .. })), "the copy must be new or empty");
        Folder::open(&path).unwrap();
    }
}

/// Engines write to what they open, and a copy of a ledger is nobody else's to read.
#[test]
fn a_copy_of_a_read_only_folder_is_its_owners_to_write_and_nobody_elses() {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().unwrap();
        let (path, scratch) = (temp.path().join("ledger"), temp.path().join("copy"));
        Folder::create(&path, engine).unwrap();
        for (name, _, _) in contents(&path) {
            let bits = if name.is_dir() { 0o555 } else { 0o444 };
            fs::set_permissions(name, Permissions::from_mode(bits)).unwrap();
        }
        fs::create_dir(&scratch).unwrap();
        fs::set_permissions(&scratch, Permissions::from_mode(0o755)).unwrap();
        let copy = Folder::open_copy(&path, &scratch).unwrap();
        assert_eq!(mode(&scratch), 0o700);
        assert!(contents(&scratch).len() >= 4, "marker, mark, store and what is in it");
        for (name, _, _) in contents(&scratch).iter().filter(|(name, ..)| !name.ends_with("LOCK")) {
            let expected = if name.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(name), expected, "{}", name.display());
        }
        open_store(&copy).unwrap().close().unwrap();
    }
}

#[test]
fn what_cannot_be_copied_is_named() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger");
    Folder::create(&path, Engine::Sled).unwrap();
    fs::remove_dir_all(path.join("store")).unwrap();
    let refused = Folder::open_copy(&path, &temp.path().join("copy")).unwrap_err().to_string();
    let named = format!("cannot copy {}/store to ", path.display());
    assert!(refused.starts_with(&named) && refused.contains("No such file"), "{refused}");
}

#[test]
fn missing_parts_are_errors_and_not_new_beginnings() {
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger");
        let folder = Folder::create(&path, engine).unwrap();
        let mark = fs::read(path.join("HIGHWATER")).unwrap();
        fs::remove_file(path.join("HIGHWATER")).unwrap();
        let refused = open_store(&folder).err().unwrap().to_string();
        assert!(refused.contains("HIGHWATER is missing"), "{refused}");
        fs::write(path.join("HIGHWATER"), mark).unwrap();
        fs::create_dir_all(path.join("store/blobs")).unwrap();
        fs::write(path.join("store/blobs/7"), "x").unwrap();
        if engine == Engine::Sled {
            let refused = open_store(&folder).err().unwrap().to_string();
            assert!(refused.contains("to be empty, found 1 file(s)"), "{refused}");
        }
        fs::remove_dir_all(path.join("store")).unwrap();
        let refused = open_store(&folder).err().unwrap().to_string();
        assert!(refused.contains("is missing in"), "{refused}");
        assert!(!path.join("store").exists());
    }
}
