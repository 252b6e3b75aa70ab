//! The verifier in Python, written from the format alone, agrees with this implementation.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use jejak::proof::{Checkpoint, Frontier, Signer, checkpoint, key};
use jejak_events::{ChainHash, LeafHash};
use tempfile::TempDir;

const ORIGIN: &str = "example.go.id/bansos";

/// Ten made-up entries, the same as in the verifier's self-test.
fn entries() -> Vec<Vec<u8>> {
    let mut previous = ChainHash::ZERO;
    let mut entries = Vec::new();
    for seq in 0..10u8 {
        let recorded_at = 1_795_309_323_000_000 + i64::from(seq);
        let (envelope, body) = (vec![seq; usize::from(seq)], b"body".repeat(usize::from(seq)));
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).expect("short").to_be_bytes();
        let entry = [
            previous.0.as_slice(),
            &[1],
            &u64::from(seq).to_be_bytes(),
            &recorded_at.to_be_bytes(),
            &7u16.to_be_bytes(),
            &[1],
            &length(&envelope),
            &envelope,
            &length(&body),
            &body,
        ]
        .concat();
        previous = ChainHash::of(&entry);
        entries.push(entry);
    }
    entries
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writes to a string");
        text
    })
}

/// A folder with an export, a checkpoint over `signed` of its entries, and the verifier.
struct Case {
    folder: TempDir,
    signer: Signer,
    head: String,
}

impl Case {
    fn new(entries: &[Vec<u8>], signed: usize) -> Case {
        let mut export = String::from("{\"ledger\":\"a line without an entry\"}\n");
        for (seq, entry) in entries.iter().enumerate() {
            writeln!(export, "{{\"seq\":{seq},\"kind\":\"Made up\",\"entry\":\"{}\"}}", hex(entry))
                .expect("writes to a string");
        }
        let signer = key::sample(ORIGIN).expect("a good name");
        let tree: Frontier = self::entries()[..signed].iter().map(|e| LeafHash::of(e)).collect();
        let checkpoint =
            Checkpoint { origin: ORIGIN.to_owned(), size: tree.size(), root: tree.root() };
        let note = checkpoint::sign(&checkpoint, &signer).expect("signs").to_string();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("export.jsonl"), export).expect("writes");
        std::fs::write(folder.path().join("checkpoint.txt"), note).expect("writes");
        let last = entries.last().map(|entry| ChainHash::of(entry)).unwrap_or_default();
        Case { folder, signer, head: format!("{}:{last}", entries.len()) }
    }

    fn checked(&self, more: &[&str]) -> (Option<i32>, String) {
        let vkey = self.signer.verifier_key().to_string();
        let usual = ["export.jsonl", "--checkpoint", "checkpoint.txt", "--vkey", &vkey];
        run(&self.folder, &[&usual, more].concat())
    }
}

/// Runs the verifier; its status and everything that it printed.
fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tools/verify.py");
    let Output { status, stdout, stderr } = Command::new("python3")
        .arg("-B")
        .arg(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("python3 is installed");
    let text = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    (status.code(), text)
}

#[track_caller]
fn assert_refused(case: &Case, reason: &str) {
    let (status, text) = case.checked(&[]);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains(reason), "{reason} in {text}");
    assert!(text.contains("verdict: FAILED\n"), "{text}");
}

#[test]
fn its_own_golden_values_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let (status, text) = run(&folder, &["--self-test"]);
    assert_eq!(status, Some(0), "{text}");
}

#[test]
fn a_sound_export_is_accepted() {
    for signed in [0, 1, 7, 10] {
        let case = Case::new(&entries(), signed);
        let (status, text) = case.checked(&["--head", &case.head]);
        assert_eq!(status, Some(0), "{text}");
        let signer = format!("{ORIGIN} at {signed} entries, signed by {ORIGIN}");
        assert!(text.contains(&signer), "{text}");
        assert!(text.contains("10 of 10 entries hashed, 10 links compared"), "{text}");
        assert!(text.contains("verdict: OK"), "{text}");
    }
}

#[test]
fn a_range_of_the_chain_is_checked_alone() {
    let case = Case::new(&entries(), 10);
    for (range, expected) in [
        ("3..5", "2 of 10 entries hashed, 3 links compared"),
        ("8..", "2 of 10 entries hashed, 2 links compared"),
        ("..1", "1 of 10 entries hashed, 2 links compared"),
    ] {
        let (status, text) = case.checked(&["--chain", range]);
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains(expected), "{range}: {text}");
    }
    for refused in [["--chain", "5..11"], ["--head", "10:00"], ["--head", "9:00"]] {
        let (status, text) = case.checked(&refused);
        assert_eq!(status, Some(1), "{text}");
    }
}

#[test]
fn tampering_is_refused_with_the_reason() {
    let mut changed = entries();
    *changed[4].last_mut().expect("has bytes") ^= 1;
    assert_refused(&Case::new(&changed, 10), "entry 5: holds the hash");
    assert_refused(&Case::new(&changed, 10), "the entries give");

    let mut last = entries();
    *last[9].last_mut().expect("has bytes") ^= 1;
    assert_refused(&Case::new(&last, 10), "the entries give");

    let mut renumbered = entries();
    renumbered[6][40] = 9;
    assert_refused(&Case::new(&renumbered, 10), "its bytes say that it is entry 9");

    assert_refused(&Case::new(&entries()[..9], 10), "entries are missing");

    let mut longer = entries();
    longer[2].push(0);
    assert_refused(&Case::new(&longer, 10), "its lengths add up to");

    let mut late = entries();
    late[3][41..49].copy_from_slice(&i64::MAX.to_be_bytes());
    assert_refused(&Case::new(&late, 10), "entry 4: recorded before");

    let mut swapped = entries();
    swapped.swap(2, 3);
    assert_refused(&Case::new(&swapped, 10), "its bytes say that it is entry 3");

    assert_refused(&Case::new(&[], 1), "entries are missing");

    let forged = Case::new(&entries(), 10);
    let path = forged.folder.path().join("checkpoint.txt");
    let note = std::fs::read_to_string(&path).expect("reads");
    std::fs::write(&path, note.replacen("\n10\n", "\n9\n", 1)).expect("writes");
    assert_refused(&forged, "altered or forged");
}

#[test]
fn what_was_not_checked_is_said() {
    let case = Case::new(&entries(), 10);
    let table: [(&[&str], &[&str]); 3] = [
        (&["export.jsonl"], &["whether this is the whole, signed ledger"]),
        (
            &["export.jsonl", "--checkpoint", "checkpoint.txt", "--no-signature"],
            &["SIGNATURE NOT CHECKED", "who signed the checkpoint"],
        ),
        (&["export.jsonl", "--chain", "2..4"], &["but for 2 of 10 entries", "whole, signed"]),
    ];
    for (arguments, said) in table {
        let (status, text) = run(&case.folder, arguments);
        assert_eq!(status, Some(0), "{text}");
        assert!(said.iter().all(|said| text.contains(said)), "{text}");
    }
    let (status, text) = run(&case.folder, &["checkpoint.txt"]);
    assert_eq!(status, Some(1), "a file that is no export is not accepted: {text}");
}

#[test]
fn questions_that_cannot_be_asked_are_told_apart() {
    let case = Case::new(&entries(), 10);
    for arguments in [
        &["missing.jsonl"] as &[&str],
        &["export.jsonl", "--checkpoint", "checkpoint.txt"],
        &["export.jsonl", "--checkpoint", "checkpoint.txt", "--vkey", "x+y+z"],
        &["export.jsonl", "--chain", "5"],
        &[],
    ] {
        let (status, text) = run(&case.folder, arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {text}");
    }
}
