//! kill -9 of a process that writes without pause: every acknowledged batch is there afterwards,
//! whole, and the ledger goes on.
//!
//! The child is this same test binary, told by an environment variable to be the writer. kill -9
//! keeps the page cache, so this proves order and wholeness, not the power cut.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use jejak::ledger::rules::RULESET;
use jejak::ledger::{Actor, Draft, Ledger, Request, Setup};
use jejak::store::{Engine, Folder};
use jejak_events::access::AccountOpened;
use jejak_events::ids::{AccountRef, Bytes32, PersonId};
use jejak_events::integrity::LedgerCreated;
use jejak_events::reference::HolidayDeclared;
use jejak_events::vocabulary::Authentication;
use jejak_events::{ChainHash, Date, Timestamp, ZoneId};

const FOLDER: &str = "JEJAK_CRASH_FOLDER";

fn today() -> Date {
    "2026-01-02".parse().unwrap()
}

fn actor() -> Actor {
    Actor { account: AccountRef(1), authentication: Authentication::Local }
}

fn open(path: &Path) -> Ledger {
    let folder = Folder::open(path).unwrap();
    Ledger::open(&folder, Setup::plain(), &mut |_, _| {}).unwrap()
}

fn found(path: &Path, engine: Engine) {
    drop(Folder::create(path, engine).unwrap());
    let created = LedgerCreated {
        ledger_id: Bytes32([1; 32]),
        origin: "example/crash".parse().unwrap(),
        zone: ZoneId::Wib,
        checkpoint_keys: vec![Bytes32([2; 32])],
        ruleset: RULESET,
        created_at: Timestamp::from_micros(1_767_315_600_000_000).unwrap(),
    };
    let account = AccountOpened { person: PersonId([3; 16]), organisation: None };
    let drafts = vec![Draft::new(today(), created), Draft::new(today(), account)];
    let ledger = open(path);
    ledger.propose(Request::new(actor(), drafts)).unwrap();
    ledger.close().unwrap();
}

fn batch(count: usize) -> Request {
    let body = HolidayDeclared { day: today(), basis: "SKB".parse().unwrap() };
    Request::new(actor(), vec![Draft::new(today(), body); count])
}

/// The child: writes batches of 1 to 700 events from two threads until it is killed, and says
/// which were acknowledged.
#[test]
fn writer_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let ledger = open(Path::new(&folder));
    std::thread::scope(|scope| {
        for client in 0..2usize {
            let ledger = &ledger;
            scope.spawn(move || {
                for round in client.. {
                    let count = if round % 7 == 0 { 100 * (1 + round % 8) } else { 1 + round % 3 };
                    let receipt = ledger.propose(batch(count)).unwrap();
                    // One write per line: lines of two threads do not mix.
                    let line = format!("acked {} {}\n", receipt.head.size, receipt.head.hash);
                    std::io::stdout().write_all(line.as_bytes()).unwrap();
                    std::io::stdout().flush().unwrap();
                }
            });
        }
    });
}

/// Runs the child for a while, from its start or from its first answer, kills it, and gives the
/// heads that it acknowledged.
fn run_and_kill(path: &Path, millis: u64, from_first_answer: bool) -> Vec<(u64, ChainHash)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::writer_that_is_killed", "--nocapture"])
        .env(FOLDER, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines().map_while(Result::ok);
        let heads = lines.filter_map(|line| acknowledged(&line));
        heads.inspect(|_| tell.send(()).unwrap_or_default()).collect::<Vec<_>>()
    });
    if from_first_answer {
        told.recv_timeout(Duration::from_mins(1)).expect("the writer answers");
    }
    std::thread::sleep(Duration::from_millis(millis));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// Reads a whole line; the last one may be torn by the kill.
fn acknowledged(line: &str) -> Option<(u64, ChainHash)> {
    let (_, rest) = line.split_once("acked ")?;
    let (size, hash) = rest.split_once(' ')?;
    Some((size.parse().ok()?, ChainHash(jejak_events::chain::parse_hex(hash)?)))
}

fn survives(engine: Engine, rounds: u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger");
    found(&path, engine);
    let (mut acked, mut kept) = (0, 0);
    for round in 0..rounds {
        // Every third one while it starts, however long that takes here; the others as it writes.
        let starting = round % 3 == 0;
        let millis = if starting { (round * 37) % 200 } else { (round * 7) % 40 };
        let heads = run_and_kill(&path, millis, !starting);
        let ledger = open(&path);
        for (size, hash) in &heads {
            let entry = ledger.entry(size - 1).unwrap();
            let entry = entry.unwrap_or_else(|| panic!("round {round}: lost {size}"));
            assert_eq!(ChainHash::of(&entry), *hash, "round {round}: another entry at {size}");
        }
        acked += heads.len();
        kept = ledger.head().size;
        ledger.propose(batch(1)).unwrap();
        ledger.close().unwrap();
    }
    assert!(acked > 0, "no round acknowledged anything: the test proved nothing");
    eprintln!("{engine:?}: {rounds} kills, {acked} acknowledged batches, {kept} events");
}

/// 10 rounds, or as many as JEJAK_KILLS says (the long job says 100).
fn rounds() -> u64 {
    std::env::var("JEJAK_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

#[test]
fn sled_survives_kills() {
    survives(Engine::Sled, rounds());
}

#[test]
fn redb_survives_kills() {
    survives(Engine::Redb, rounds());
}
