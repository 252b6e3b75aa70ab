//! One flipped bit anywhere in the folder of a real ledger: it is told, or it changes nothing.
//!
//! `JEJAK_FLIPS` says how many bits are tried on each engine; the long job tries 2,000.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use jejak::ledger::{Ledger, RequestSecret, Setup};
use jejak::proof::key;
use jejak::proof::verify::{Options, verify_folder};
use jejak::store::Folder;
use jejak_events::ids::Bytes32;

/// Everything in a folder but the lock, which every opening writes; by name.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("LOCK") {
                found
                    .insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(path).unwrap());
            }
        }
    }
    found
}

fn write(files: &Files, to: &Path) {
    for (name, bytes) in files {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn jejak(data: &Path, args: &[&str]) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_jejak")).arg("--data").arg(data).args(args).output();
    let output = output.unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {error}");
}

/// What a ledger says of itself when it is opened to go on.
#[derive(PartialEq, Eq)]
struct Content {
    entries: Vec<Vec<u8>>,
    state: Bytes32,
    verifier_key: Option<String>,
    secret: Option<[u8; 36]>,
}

/// Opens a ledger as the command line does.
fn content(path: &Path) -> Option<Content> {
    let folder = Folder::open(path).ok()?;
    let ledger = Ledger::open(&folder, Setup::plain(), &mut |_, _| {}).ok()?;
    let entries =
        (0..ledger.head().size).map(|seq| ledger.entry(seq).ok()?).collect::<Option<_>>()?;
    let state = ledger.read(|folded| folded.reading.state.root());
    let signer = key::load(&folder.keys().join("checkpoint.key")).ok().map(|file| file.signer);
    let secret = fs::read(folder.keys().join("request.secret")).unwrap();
    ledger.close().unwrap();
    Some(Content {
        entries,
        state,
        verifier_key: signer.map(|signer| signer.verifier_key().to_string()),
        secret: RequestSecret::from_file(&secret).map(|secret| secret.to_file()),
    })
}

/// A ledger with everything that a folder can hold: entries in large and small frames, keys, a
/// signed checkpoint, a snapshot, a refused attempt.
fn ledger(engine: &str) -> Files {
    let temp = tempfile::tempdir().unwrap();
    let data = temp.path().join("ledger");
    jejak(&data, &["init", "--origin", "dinsos.example/flips", "--store", engine]);
    let budget = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/first.jsonl");
    jejak(&data, &["append", budget]);
    let holiday = r#"{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{"day":"2026-01-02","basis":"SKB"}}"#;
    let many = temp.path().join("many.jsonl");
    fs::write(&many, format!("{holiday}\n").repeat(600)).unwrap();
    jejak(&data, &["append", many.to_str().unwrap()]);
    jejak(&data, &["checkpoint"]);
    jejak(&data, &["rebuild"]);
    let one = temp.path().join("one.jsonl");
    fs::write(&one, holiday).unwrap();
    jejak(&data, &["append", one.to_str().unwrap()]);
    files(&data)
}

/// Bytes that may carry something: of the long runs of one byte with which engines fill their
/// files, one in 4096 is enough.
fn places(bytes: &[u8]) -> Vec<usize> {
    let at = |i: usize| bytes.get(i).copied();
    let in_run = |i: usize| at(i) == at(i.wrapping_sub(1)) && at(i) == at(i + 1);
    (0..bytes.len()).filter(|&i| i % 4096 == 0 || !in_run(i)).collect()
}

/// Small reproducible randomness.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// What came of a flip.
#[derive(Default, Debug)]
struct Outcomes {
    refused: usize,
    told: usize,
    harmless: usize,
}

/// What a sound ledger is, to compare with.
struct Sound {
    files: Files,
    content: Content,
    hashes: (u64, String, String),
}

/// Verifies a folder, which has to stay as it is; size, head and root if all is said to be well.
fn verified(path: &Path) -> Option<(u64, String, String)> {
    let before = files(path);
    let scratch = tempfile::tempdir().unwrap();
    let options = Options { threads: Some(1), ..Options::default() };
    let report = verify_folder(path, scratch.path(), &options, &|_| {});
    assert!(files(path) == before, "verify changed the folder");
    let report = report.ok().filter(|report| report.ok)?;
    Some((report.size, format!("{:?}", report.chain_head), format!("{:?}", report.tree_root)))
}

/// Flips one bit and looks; `Err` says what was accepted although it is not the same.
fn flip(
    sound: &Sound,
    name: &Path,
    at: usize,
    bit: usize,
    sum: &mut Outcomes,
) -> Result<(), String> {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger");
    write(&sound.files, &path);
    let mut bytes = sound.files[name].clone();
    bytes[at] ^= 1 << bit;
    fs::write(path.join(name), bytes).unwrap();
    let verdict = verified(&path);
    if verdict.as_ref().is_some_and(|found| *found != sound.hashes) {
        return Err(format!("verify accepts another history: {verdict:?}"));
    }
    let before = files(&path);
    let Some(found) = content(&path) else {
        sum.refused += 1;
        let same = files(&path) == before;
        return if same { Ok(()) } else { Err("a refused folder was changed".to_owned()) };
    };
    if found.entries != sound.content.entries {
        return Err("it opens with other events".to_owned());
    }
    if found.state != sound.content.state {
        return Err("it opens with another state".to_owned());
    }
    let key_told = found.verifier_key.is_none() || found.secret.is_none();
    let of_keys = |content: &Content| (content.verifier_key.clone(), content.secret);
    if !key_told && of_keys(&found) != of_keys(&sound.content) {
        return Err("a changed key is accepted".to_owned());
    }
    *(if verdict.is_none() || key_told { &mut sum.told } else { &mut sum.harmless }) += 1;
    Ok(())
}

fn flips(engine: &str) {
    let count = std::env::var("JEJAK_FLIPS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger");
    let files = ledger(engine);
    write(&files, &path);
    let hashes = verified(&path).expect("a sound ledger");
    let sound = Sound { content: content(&path).expect("a sound ledger"), files, hashes };
    let places: Vec<(&Path, Vec<usize>)> = sound
        .files
        .iter()
        .map(|(name, bytes)| (name.as_path(), places(bytes)))
        .filter(|(_, places)| !places.is_empty())
        .collect();
    let (store, beside): (Vec<_>, Vec<_>) =
        places.iter().partition(|(name, _)| name.starts_with("store"));
    let (mut dice, mut wrong) = (Dice(2026), Vec::new());
    let mut outcomes: BTreeMap<&Path, Outcomes> = BTreeMap::new();
    for number in 0..count {
        // Every second one in the store, whichever of its files has the bytes.
        let (name, at) = if number % 2 == 0 {
            let all: usize = store.iter().map(|(_, places)| places.len()).sum();
            let mut place = dice.roll(all);
            let file = store.iter().find(|(_, places)| {
                let here = place < places.len();
                place = if here { place } else { place - places.len() };
                here
            });
            let (name, places) = file.unwrap();
            (*name, places[place])
        } else {
            let (name, places) = beside[dice.roll(beside.len())];
            (*name, places[dice.roll(places.len())])
        };
        let bit = dice.roll(8);
        let sum = outcomes.entry(name).or_default();
        match catch_unwind(AssertUnwindSafe(|| flip(&sound, name, at, bit, sum))) {
            Ok(Ok(())) => {}
            Ok(Err(what)) => wrong.push(format!("{} byte {at} bit {bit}: {what}", name.display())),
            Err(_) => wrong.push(format!("{} byte {at} bit {bit}: a panic", name.display())),
        }
    }
    for (name, sum) in &outcomes {
        eprintln!("{engine} {}: {sum:?}", name.display());
    }
    assert!(wrong.is_empty(), "{engine}, {} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    let told: usize = outcomes.values().map(|sum| sum.refused + sum.told).sum();
    assert!(told * 4 > count, "{told} of {count} told: the flips must hit what matters");
}

#[test]
fn a_flipped_bit_in_a_sled_folder_is_told_or_harmless() {
    flips("sled");
}

#[test]
fn a_flipped_bit_in_a_redb_folder_is_told_or_harmless() {
    flips("redb");
}
