//! The two Python programs on an export of the real program: every balance to the sen, and the
//! whole chain, without any code of ours.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

use jejak_events::{Event, Kind, examples};
use serde_json::Value;

use crate::source::root;

/// Whether Python is here; says why a test is skipped where it is not.
pub fn python_is_here(test: &str) -> bool {
    let here = Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    if !here {
        eprintln!("skipped: {test}: python3 is not installed");
    }
    here
}

/// A ledger that went through every kind, and its exports.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        let made = desk.jejak(&["--json", "init", "--origin", "dinsos.example/uji"]);
        let made: Value = serde_json::from_slice(&made).unwrap();
        desk.jejak(&["checkpoint"]);
        let drafts = examples::STORY.replace(examples::HEAD, made["chain_head"].as_str().unwrap());
        std::fs::write(desk.path("drafts.jsonl"), drafts).unwrap();
        desk.jejak(&["append", desk.path("drafts.jsonl").to_str().unwrap()]);
        desk.keep("export.jsonl", &["export", "jsonl"]);
        desk.keep("lines.json", &["--json", "balances", "--by", "line"]);
        desk.keep("cash.json", &["--json", "balances", "--cash"]);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    pub fn jejak(&self, args: &[&str]) -> Vec<u8> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        let output = command.arg("--data").arg(self.path("ledger")).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    pub fn keep(&self, name: &str, args: &[&str]) {
        std::fs::write(self.path(name), self.jejak(args)).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Status of a program of `tools/` and everything that it printed.
    pub fn python(&self, program: &str, args: &[impl AsRef<OsStr>]) -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = Command::new("python3")
            .arg("-B")
            .arg(root().join("tools").join(program))
            .args(args)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
    }

    fn compared(&self) -> (Option<i32>, String) {
        self.python("balances.py", &["export.jsonl", "--compare", "lines.json", "cash.json"])
    }
}

#[test]
fn python_rebuilds_every_balance_to_the_sen() {
    if !python_is_here("python_rebuilds_every_balance_to_the_sen") {
        return;
    }
    let desk = Desk::new();
    let (status, text) = desk.compared();
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("equal to the sen"), "{text}");
    let (status, text) = desk.python("balances.py", &["--self-test"]);
    assert_eq!(status, Some(0), "{text}");
}

#[test]
fn python_finds_one_sen() {
    if !python_is_here("python_finds_one_sen") {
        return;
    }
    let desk = Desk::new();
    for (file, field) in [("lines.json", "tersedia"), ("cash.json", "balance")] {
        let text = desk.read(file);
        let mut told: Value = serde_json::from_str(&text).unwrap();
        let amount = told["rows"][0][field].as_str().unwrap();
        let last = if amount.ends_with('1') { "2" } else { "1" };
        let amount = format!("{}{last}", &amount[..amount.len() - 1]);
        told["rows"][0][field] = amount.clone().into();
        std::fs::write(desk.path(file), told.to_string()).unwrap();
        let (status, found) = desk.compared();
        assert_eq!(status, Some(1), "{found}");
        assert!(found.contains(field) && found.contains(&amount), "{found}");
        std::fs::write(desk.path(file), text).unwrap();
    }
    let export = desk.read("export.jsonl");
    let shorter: Vec<&str> = export.lines().skip(1).collect();
    std::fs::write(desk.path("export.jsonl"), shorter.join("\n")).unwrap();
    let (status, text) = desk.compared();
    assert_eq!(status, Some(2), "an export without its beginning cannot be asked: {text}");
}

/// Sen of a decimal amount of a row.
pub fn sen(row: &Value, column: &str) -> i128 {
    let text = row[column].as_str().unwrap_or_else(|| panic!("{column} in {row}"));
    text.replace('.', "").parse().unwrap()
}

#[test]
fn what_came_back_counts_where_it_was_paid() {
    let desk = Desk::new();
    for dimension in ["line", "decree", "regency"] {
        let told: Value =
            serde_json::from_slice(&desk.jejak(&["--json", "balances", "--by", dimension]))
                .unwrap();
        for row in told["rows"].as_array().unwrap() {
            let (paid, realised) = (sen(row, "dicairkan"), sen(row, "realisasi"));
            assert!((0..=paid).contains(&realised), "{dimension}: {realised} of {paid}: {row}");
        }
    }
}

#[test]
fn the_columns_of_a_line_add_up() {
    let desk = Desk::new();
    let told: Value = serde_json::from_str(&desk.read("lines.json")).unwrap();
    let columns =
        ["tersedia", "blokir", "komitmen", "spp", "spm", "sp2d", "belanja-up", "realisasi"];
    for row in told["rows"].as_array().unwrap() {
        let sum: i128 = columns.iter().map(|column| sen(row, column)).sum();
        assert_eq!(sum, sen(row, "pagu"), "{row}");
    }
}

/// A kind that Python does not know is a question it refuses to answer.
#[test]
fn python_knows_every_kind() {
    if !python_is_here("python_knows_every_kind") {
        return;
    }
    let tools = root().join("tools");
    let script = "import balances_meaning as m; print('\\n'.join(m.KINDS))";
    let output = Command::new("python3").args(["-B", "-c", script]).current_dir(tools).output();
    let output = String::from_utf8(output.unwrap().stdout).unwrap();
    for kind in Kind::ALL {
        assert!(output.lines().any(|known| known == kind.name()), "{kind:?} has no meaning there");
    }
}

#[test]
fn python_verifies_the_export() {
    if !python_is_here("python_verifies_the_export") {
        return;
    }
    let desk = Desk::new();
    let size = desk.read("export.jsonl").lines().count();
    let (status, text) = desk.python("verify.py", &["export.jsonl"]);
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains(&format!("{size} of {size} entries hashed")), "{text}");
}

/// What the readable fields of the export say is what its raw entries say: Python reads the one,
/// the proofs speak of the other.
#[test]
fn readable_fields_are_those_of_the_entries() {
    use base64::Engine as _;
    let desk = Desk::new();
    for line in desk.read("export.jsonl").lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        let entry = told["entry"].as_str().unwrap();
        let entry = base64::engine::general_purpose::STANDARD.decode(entry).unwrap();
        let fact = jejak_events::Recorded::parse(&entry).unwrap();
        let kind = Kind::from_name(told["kind"].as_str().unwrap()).unwrap();
        assert_eq!(Event::from_json(kind, &told["body"]).unwrap(), fact.event);
        assert_eq!((told["seq"].as_u64(), kind), (Some(fact.seq), fact.event.kind()));
        let historical = fact.envelope.historical.map(|batch| batch.0);
        assert_eq!(told["envelope"]["historical"].as_u64(), historical);
    }
}
