//! Verdicts on ledgers in folders, on both engines.

use std::path::Path;

use super::*;
use crate::proof::SignedFile;
use crate::store::{Engine, open_store};

/// The small ledger in a new folder; its entries.
fn written(path: &Path, engine: Engine) -> Vec<Vec<u8>> {
    let folder = Folder::create(path, engine).expect("creates");
    let writing = fixture::write(open_store(&folder).expect("opens"), 5);
    let entries = fixture::entries(writing.ledger().store());
    writing.close();
    entries
}

fn verified(path: &Path, options: &Options) -> Report {
    let scratch = tempfile::tempdir().expect("a folder");
    let report = verify_folder(path, scratch.path(), options, &quiet).expect("a ledger");
    let (told, copy) = (format!("{report:?}"), scratch.path().display().to_string());
    assert!(!told.contains(&copy), "the copy is nobody's business: {told}");
    report
}

#[test]
fn a_sound_folder_passes_and_is_left_as_it_was() {
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("ledger");
        let entries = written(&path, engine);
        let mut signed = SignedFile::create(&path.join("SIGNED"), fixture::ORIGIN).expect("new");
        let tree: Frontier = entries[..43].iter().map(|entry| LeafHash::of(entry)).collect();
        let origin = fixture::ORIGIN.to_owned();
        let checkpoint = Checkpoint { origin, size: 43, root: tree.root() };
        signed.record(&checkpoint, 1_795_305_600_000_000).expect("records");
        let before = files(&path);
        let report = verified(&path, &against(&entries));
        assert_eq!(told(&report), "+ + + + 0", "{report:?}");
        assert_eq!(report.verdicts[2].checked, 4, "recorded twice, signed, held outside");
        assert_eq!(files(&path), before);
    }
}

/// Names, sizes and times of everything in a folder.
fn files(path: &Path) -> Vec<(String, u64, std::time::SystemTime)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).expect("reads") {
        let entry = entry.expect("reads");
        let about = entry.metadata().expect("reads");
        if about.is_dir() {
            found.extend(files(&entry.path()));
        } else {
            let name = entry.path().display().to_string();
            found.push((name, about.len(), about.modified().expect("a time")));
        }
    }
    found.sort();
    found
}

#[test]
fn every_attack_on_a_folder_is_caught() {
    // As with the entries alone, but for the bit on the disk: sled cuts its log at the first bad
    // record and opens shorter, redb refuses to open.
    let table = [
        ("-43 + -0 0 0", "-43 + -0 0 0"),
        ("+ -0 -0 + 0", "- 0 0 0 0"),
        ("+ + -0 + 0", "+ + -0 + 0"),
        ("+ + -48 + 0", "+ + -48 + 0"),
        ("+ -43 -48 + 0", "+ -43 -48 + 0"),
        ("+ -43 -0 + 0", "+ -43 -0 + 0"),
        ("+ + -0 -42 0", "+ + -0 -42 0"),
        ("+ + -0 -43 0", "+ + -0 -43 0"),
    ];
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("ledger");
        let sound = written(&path, engine);
        let held_outside = against(&sound);
        let folder = Folder::open(&path).expect("opens");
        let store = open_store(&folder).expect("opens");
        for (attack, (of_sled, of_redb)) in Attack::ALL.into_iter().zip(table) {
            let to = temp.path().join(attack.name());
            let done = tamper::tamper(&*store, &to, engine, attack).expect("possible");
            let report = verified(&to, &held_outside);
            let expected = if engine == Engine::Sled { of_sled } else { of_redb };
            assert_eq!(told(&report), expected, "{engine:?} {}: {report:?}", done.what);
        }
    }
}

#[test]
fn a_lost_or_damaged_high_water_mark_is_told_and_the_rest_still_verified() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("ledger");
    written(&path, Engine::Redb);
    std::fs::write(path.join("HIGHWATER"), [0; 100]).expect("writes");
    let report = verified(&path, &one_thread());
    assert_eq!(told(&report), "+ - + + 0", "{report:?}");
    assert!(report.verdicts[1].problems[0].what.contains("both slots"), "{report:?}");
    std::fs::remove_file(path.join("HIGHWATER")).expect("removes");
    let report = verified(&path, &one_thread());
    assert!(report.verdicts[1].problems[0].what.contains("missing"), "{report:?}");
}

#[test]
fn a_store_that_does_not_open_gives_a_report_and_no_verdict_but_one() {
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("ledger");
        written(&path, engine);
        let file = if engine == Engine::Sled { "store/db" } else { "store/ledger.redb" };
        std::fs::remove_file(path.join(file)).expect("removes");
        let report = verified(&path, &one_thread());
        assert_eq!((report.ok, told(&report).as_str()), (false, "- 0 0 0 0"), "{report:?}");
        let what = &report.verdicts[0].problems[0].what;
        assert!(what.starts_with("the store cannot be opened: "), "{what:?}");
    }
}

#[test]
fn a_signed_file_of_another_history_fails() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("ledger");
    written(&path, Engine::Redb);
    let mut signed = SignedFile::create(&path.join("SIGNED"), fixture::ORIGIN).expect("creates");
    for (size, root) in [(40, TreeHash([4; 32])), (60, TreeHash([6; 32]))] {
        let checkpoint = Checkpoint { origin: fixture::ORIGIN.to_owned(), size, root };
        signed.record(&checkpoint, 1_795_305_600_000_000).expect("records");
    }
    drop(signed);
    let report = verified(&path, &one_thread());
    let problems = &report.verdicts[2].problems;
    assert_eq!(report.verdicts[2].problem_count, 2, "{report:?}");
    assert!(problems[0].what.contains("another history"), "{report:?}");
    assert!(problems[1].what.contains("events were removed since"), "{report:?}");
    std::fs::write(path.join("SIGNED"), "jejak signed 1 other\n").expect("writes");
    let report = verified(&path, &one_thread());
    assert!(report.verdicts[2].problems[0].what.contains("belongs to"), "{report:?}");
}
