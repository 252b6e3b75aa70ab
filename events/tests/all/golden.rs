//! Golden vectors: bytes that were once written must decode for ever, to the same meaning and the
//! same hashes.
//!
//! `UPDATE_GOLDEN=1 cargo test -p jejak-events golden` adds vectors for new kinds and versions. It
//! never touches one that stands: a vector that no longer holds is a broken format.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use jejak_events::{ChainHash, Envelope, Event, Head, Kind, LeafHash, RawEntry, Recorded};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::samples::{bare_envelope, body, full_envelope, hex, recorded, unhex};

/// What each sample's entry carries as the hash of the entry before it.
const PREV: ChainHash = ChainHash([0x5a; 32]);

/// One vector as it stands in a file: a title, then one line per part.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Vector {
    title: String,
    parts: Vec<(String, String)>,
}

impl Vector {
    fn part(&self, name: &str) -> &str {
        let part = self.parts.iter().find(|(known, _)| known == name);
        part.map_or_else(|| panic!("{}: no `{name}`", self.title), |(_, value)| value)
    }

    fn of(title: String, fact: &Recorded, prev: ChainHash) -> Vector {
        let mut entry = Vec::new();
        fact.write(prev, &mut entry).expect("samples are short");
        let parts = [
            ("json", fact.event.to_json().to_string()),
            ("envelope", meaning(&fact.envelope).to_string()),
            ("body", hex(&body(&fact.event))),
            ("entry", hex(&entry)),
            ("chain", ChainHash::of(&entry).to_string()),
            ("leaf", LeafHash::of(&entry).to_string()),
        ];
        Vector { title, parts: parts.map(|(name, value)| (name.to_owned(), value)).to_vec() }
    }
}

/// What an envelope says, in words: bytes alone would not show that a list of words was reordered.
fn meaning(envelope: &Envelope) -> Value {
    serde_json::json!([
        [envelope.batch_index, envelope.batch_len],
        envelope.request_id,
        envelope.occurred_on,
        envelope.fiscal_year,
        envelope.recorder,
        envelope.official,
        envelope.authentication,
        envelope.signature.as_ref().map(|given| (given.key, given.nonce, hex(&given.bytes))),
        envelope.documents,
        envelope.historical,
    ])
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn read(name: &str) -> Vec<Vector> {
    let text = std::fs::read_to_string(path(name)).unwrap_or_default();
    let mut vectors: Vec<Vector> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix("  ").and_then(|part| part.split_once(' ')), vectors.last_mut()) {
            (Some((name, value)), Some(vector)) => {
                vector.parts.push((name.to_owned(), value.to_owned()));
            }
            _ => vectors.push(Vector { title: line.to_owned(), parts: Vec::new() }),
        }
    }
    vectors
}

/// Appends vectors to a file; what stands in it is not written again.
fn append(name: &str, vectors: &[Vector]) {
    use std::io::Write as _;
    let mut text = String::new();
    for vector in vectors {
        writeln!(text, "{}", vector.title).expect("writes to a string");
        for (name, value) in &vector.parts {
            writeln!(text, "  {name} {value}").expect("writes to a string");
        }
        if !vector.parts.is_empty() {
            text.push('\n');
        }
    }
    let file = std::fs::OpenOptions::new().create(true).append(true).open(path(name));
    file.and_then(|mut file| file.write_all(text.as_bytes())).expect("writes the golden file");
}

/// Adds the vectors that are missing if asked to, else fails because of them.
#[track_caller]
fn require(name: &str, missing: &[Vector]) {
    if missing.is_empty() {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_GOLDEN").is_some(),
        "{name} lacks {}, ...: run once with UPDATE_GOLDEN=1 and commit the file",
        missing[0].title
    );
    append(name, missing);
}

/// How many fields, at any depth, say nothing.
fn silent(value: &Value) -> usize {
    match value {
        Value::Null => 1,
        Value::Array(items) if items.is_empty() => 1,
        Value::Array(items) => items.iter().map(silent).sum(),
        Value::Object(fields) => fields.values().map(silent).sum(),
        _ => 0,
    }
}

/// The samples of a kind that are kept: one that says as much, one that says as little as it can.
fn samples(kind: Kind) -> [(&'static str, u64, Envelope); 2] {
    let silence = |seed: &u64| silent(&Event::sample(kind, *seed).to_json());
    let rich = (1..300).min_by_key(silence).expect("seeds");
    let bare = (1..300).filter(|seed| *seed != rich).max_by_key(silence).expect("seeds");
    [("rich", rich, full_envelope(rich)), ("bare", bare, bare_envelope())]
}

fn title(kind: Kind, label: &str) -> String {
    format!("{} {} v{} {label}", kind.name(), kind.number(), kind.version())
}

fn areas() -> BTreeSet<&'static str> {
    Kind::ALL.iter().map(|kind| kind.area()).collect()
}

#[test]
fn every_kind_and_version_has_vectors() {
    for area in areas() {
        let file = format!("{area}.txt");
        let standing = read(&file);
        let mut missing = Vec::new();
        for kind in Kind::ALL.iter().copied().filter(|kind| kind.area() == area) {
            for (label, seed, envelope) in samples(kind) {
                let title = title(kind, label);
                if !standing.iter().any(|vector| vector.title == title) {
                    missing.push(Vector::of(title, &recorded(kind, seed, envelope), PREV));
                }
            }
        }
        require(&file, &missing);
    }
}

#[test]
fn every_vector_still_means_what_it_meant() {
    let mut seen = BTreeSet::new();
    for area in areas() {
        for vector in read(&format!("{area}.txt")) {
            check(&vector, area);
            assert!(seen.insert(vector.title.clone()), "{} stands twice", vector.title);
        }
    }
}

fn check(vector: &Vector, area: &str) {
    let title = &vector.title;
    let words: Vec<&str> = title.split(' ').collect();
    let [name, number, version, _] = words[..] else { panic!("{title}: not a title") };
    let kind = Kind::from_name(name).unwrap_or_else(|| panic!("{name} is gone"));
    assert_eq!((kind.number().to_string().as_str(), kind.area()), (number, area), "{title}");

    let (bytes, entry) = (unhex(vector.part("body")), unhex(vector.part("entry")));
    assert_eq!(ChainHash::of(&entry).to_string(), vector.part("chain"), "{title}: chain hash");
    assert_eq!(LeafHash::of(&entry).to_string(), vector.part("leaf"), "{title}: leaf hash");

    let raw = RawEntry::parse(&entry).unwrap_or_else(|error| panic!("{title}: {error}"));
    assert_eq!((raw.prev, raw.kind, raw.body), (PREV, kind.number(), &*bytes), "{title}");
    assert_eq!(format!("v{}", raw.version), version, "{title}");
    let fact = raw.decode().unwrap_or_else(|error| panic!("{title}: {error}"));
    let json: Value = serde_json::from_str(vector.part("json")).expect("JSON");

    let said: Value = serde_json::from_str(vector.part("envelope")).expect("JSON");
    assert_eq!(meaning(&fact.envelope), said, "{title}: the envelope means something else");

    if raw.version == kind.version() {
        assert_eq!(fact.event.to_json(), json, "{title}: the bytes mean something else");
        assert_eq!(hex(&body(&fact.event)), vector.part("body"), "{title}: other bytes");
        let mut again = Vec::new();
        fact.write(PREV, &mut again).expect("writes");
        assert_eq!(again, entry, "{title}: the envelope encodes to other bytes");
    } else {
        // An older version is read as the newest: what both have must be the same.
        let now = fact.event.to_json();
        for (field, old) in json.as_object().into_iter().flatten() {
            let kept = now.get(field).is_none_or(|now| now == old);
            assert!(kept, "{title}: `{field}` was {old}");
        }
    }
}

/// The position of a word in its list is its number on the wire.
#[test]
fn every_word_keeps_its_number() {
    let mut now = Vec::new();
    for (list, words) in jejak_events::vocabulary::lists() {
        let numbered = words.iter().enumerate();
        now.extend(numbered.map(|(number, word)| format!("{list} {number} {}", word.word)));
    }
    let standing: Vec<String> = read("words.txt").into_iter().map(|line| line.title).collect();
    for line in &standing {
        assert!(now.contains(line), "`{line}` is gone or has another number");
    }
    let missing = now.into_iter().filter(|line| !standing.contains(line));
    let vector = |title| Vector { title, parts: Vec::new() };
    require("words.txt", &missing.map(vector).collect::<Vec<_>>());
}

/// Kinds of the small chained ledger, in order.
const CHAINED: [Kind; 8] = [
    Kind::LedgerCreated,
    Kind::AccountOpened,
    Kind::RegionRegistered,
    Kind::FundingSourceRegistered,
    Kind::BudgetCeilingSet,
    Kind::SppSubmitted,
    Kind::PaymentCredited,
    Kind::TransactionReversed,
];

/// RFC 6962 section 2.1, as it is written there.
fn merkle_tree_hash(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest(b"").into(),
        [leaf] => *leaf,
        _ => {
            let half = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(half);
            let mut hasher = Sha256::new_with_prefix([1]);
            hasher.update(merkle_tree_hash(left));
            hasher.update(merkle_tree_hash(right));
            hasher.finalize().into()
        }
    }
}

fn chained_ledger() -> Vec<Vector> {
    let mut prev = ChainHash::ZERO;
    let mut vectors = Vec::new();
    for (seq, kind) in (0u32..).zip(CHAINED) {
        let envelope = Envelope { batch_index: seq, batch_len: 8, ..bare_envelope() };
        let fact = Recorded { seq: seq.into(), ..recorded(kind, seq.into(), envelope) };
        let vector = Vector::of(format!("{seq} {}", kind.name()), &fact, prev);
        prev = ChainHash::of(&unhex(vector.part("entry")));
        vectors.push(vector);
    }
    vectors
}

fn summary(vectors: &[Vector]) -> Vector {
    let entries: Vec<Vec<u8>> = vectors.iter().map(|vector| unhex(vector.part("entry"))).collect();
    let leaves: Vec<[u8; 32]> = entries.iter().map(|entry| LeafHash::of(entry).0).collect();
    let hash = entries.last().map(|entry| ChainHash::of(entry)).expect("entries");
    let head = Head { size: entries.len() as u64, hash };
    let parts = [("head", head.to_string()), ("root", hex(&merkle_tree_hash(&leaves)))];
    let parts = parts.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Vector { title: "ledger of 8".to_owned(), parts }
}

#[test]
fn a_small_ledger_keeps_its_head_and_root() {
    if read("chain.txt").is_empty() {
        let ledger = chained_ledger();
        require("chain.txt", &[ledger.as_slice(), &[summary(&ledger)]].concat());
    }
    let mut vectors = read("chain.txt");
    let stated = vectors.pop().expect("a summary");
    let mut prev = ChainHash::ZERO;
    for (seq, vector) in (0..).zip(&vectors) {
        let entry = unhex(vector.part("entry"));
        let raw = RawEntry::parse(&entry).expect("an entry");
        assert_eq!((raw.seq, raw.prev), (seq, prev), "{}", vector.title);
        let fact = raw.decode().unwrap_or_else(|error| panic!("{}: {error}", vector.title));
        let json: Value = serde_json::from_str(vector.part("json")).expect("JSON");
        assert_eq!(fact.event.to_json(), json, "{}", vector.title);
        prev = ChainHash::of(&entry);
        assert_eq!(prev.to_string(), vector.part("chain"), "{}", vector.title);
        assert_eq!(LeafHash::of(&entry).to_string(), vector.part("leaf"), "{}", vector.title);
    }
    assert_eq!(summary(&vectors), stated);
}
