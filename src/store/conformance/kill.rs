//! Real kills: another process appends and compacts, and is killed at a random moment.
//!
//! The page cache survives such a kill, so this proves order and atomicity of what is written, not
//! durability (see `power`).

use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use jejak_events::Head;

use super::super::folder::{Engine, Folder, open_store};
use super::super::testing::block;
use super::read_all;

const FOLDER: &str = "JEJAK_TEST_KILL_FOLDER";

/// What the killed process does. Each answered append is a line on its standard output.
#[test]
#[ignore = "is started, and killed, by the tests below"]
fn victim() {
    let Some(path) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let folder = Folder::open(&path).unwrap();
    let store = open_store(&folder).unwrap();
    store.truncate_tail(store.head().size).unwrap();
    for round in 0_u64.. {
        let head = store.head();
        let length = [1, 1, 1, 40, 1, 700, 1, 6000][usize::try_from(round % 8).unwrap()];
        store.append(head, &block(head, length)).unwrap();
        println!("\nacknowledged {}", store.head().size);
        if round % 40 == 39 {
            store.compact().unwrap();
        }
    }
}

/// Starts the victim on the ledger at `path` and kills it when `moment` says so; returns the
/// largest size that it acknowledged.
fn kill_one(path: &Path, lines: u64, pause: Duration) -> u64 {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::conformance::kill::victim", "--ignored", "--nocapture"])
        .env(FOLDER, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(victim.stdout.take().unwrap()).lines();
    let mut acknowledged = 0;
    let mut note = |line: std::io::Result<String>| {
        let size = line.ok()?.strip_prefix("acknowledged ")?.parse().ok()?;
        acknowledged = size;
        Some(size)
    };
    let seen = said.by_ref().filter_map(&mut note).take(usize::try_from(lines).unwrap()).count();
    assert!(seen as u64 == lines, "the victim ended before it was killed");
    std::thread::sleep(pause);
    victim.kill().unwrap();
    victim.wait().unwrap();
    said.filter_map(&mut note).for_each(drop);
    acknowledged
}

fn kills(engine: Engine, rounds: Range<u64>) {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger");
    drop(Folder::create(&path, engine).unwrap());
    let mut before = Head::EMPTY;
    for round in rounds {
        let pause = Duration::from_micros(round * 7919 % 9000);
        let acknowledged = kill_one(&path, 1 + round * 31 % 97, pause);
        let folder = Folder::open(&path).unwrap();
        let store = open_store(&folder).unwrap();
        assert!(store.head().size >= acknowledged, "{} < {acknowledged}", store.head());
        assert!(store.high_water().size >= acknowledged);
        let all = read_all(&*store, 0).unwrap();
        assert_eq!(all.head(), Some(store.head()));
        let mut prefix = all;
        prefix.keep(0..before.size);
        assert_eq!(prefix.head().unwrap_or(Head::EMPTY), before, "history was rewritten");
        before = store.head();
    }
}

#[test]
fn sled_loses_nothing_when_killed() {
    kills(Engine::Sled, 0..12);
}

#[test]
fn redb_loses_nothing_when_killed() {
    kills(Engine::Redb, 0..12);
}

#[test]
#[ignore = "takes minutes: many kills"]
fn many_kills() {
    // A new ledger every now and then: each round reads all of it.
    for first in (0..200).step_by(20) {
        kills(Engine::Sled, first..first + 20);
        kills(Engine::Redb, first..first + 20);
    }
}
