//! `verify`, `checkpoint`, `rebuild` and `doctor` at the command line.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Exit code, standard output and standard error.
struct Answer {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

fn jejak(folder: &Path, arguments: &[&str]) -> Answer {
    spoken("en", folder, arguments)
}

fn spoken(language: &str, folder: &Path, arguments: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_jejak"))
        .args(["--data", "ledger", "--lang", language])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Answer { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A new ledger, and its verifier key.
fn founded(engine: &str) -> (TempDir, String) {
    let temp = tempfile::tempdir().expect("a folder");
    let arguments = ["init", "--origin", "dinsos.example/jejak", "--store", engine, "--json"];
    let answer = jejak(temp.path(), &arguments);
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let vkey = answer.json()["verifier_key"].as_str().expect("a key").to_owned();
    (temp, vkey)
}

/// Verdicts by name: true, false or null.
fn verdicts(report: &Value) -> Vec<(&str, &Value)> {
    let all = report["verdicts"].as_array().expect("a list");
    all.iter().map(|verdict| (verdict["name"].as_str().expect("a name"), &verdict["ok"])).collect()
}

#[test]
fn a_checkpoint_that_was_handed_out_is_found_again() {
    for engine in ["sled", "redb"] {
        let (temp, vkey) = founded(engine);
        let folder = temp.path();
        let signed = jejak(folder, &["checkpoint"]);
        assert_eq!(signed.code, Some(0), "{}", signed.err);
        assert!(signed.out.starts_with("dinsos.example/jejak\n3\n"), "{}", signed.out);
        fs::write(folder.join("note"), &signed.out).expect("writes");
        let again = jejak(folder, &["checkpoint", "--no-record", "--json"]).json();
        assert_eq!((&again["size"], &again["recorded"]), (&4.into(), &Value::Null));

        let found = jejak(folder, &["verify", "--against", "note", "--vkey", &vkey, "--json"]);
        assert_eq!(found.code, Some(0), "{}", found.err);
        let report = found.json();
        assert_eq!(report["size"], 4);
        let told: Vec<Option<bool>> =
            verdicts(&report).iter().map(|(_, ok)| ok.as_bool()).collect();
        assert_eq!(told, [Some(true), Some(true), Some(true), Some(true), None]);
        assert_eq!(report["verdicts"][2]["checked"], 4, "note, event, and two lines of SIGNED");
        let people = jejak(folder, &["verify", "--only", "integrity"]);
        assert!(people.out.contains("integrity") && !people.out.contains("lawfulness"));
    }
}

#[test]
fn a_forged_note_and_another_ledger_fail_with_exit_code_one() {
    let (temp, vkey) = founded("redb");
    let (other, other_key) = founded("redb");
    let folder = temp.path();
    let note = jejak(folder, &["checkpoint"]).out;
    fs::write(folder.join("forged"), note.replacen("\n3\n", "\n2\n", 1)).expect("writes");
    fs::write(folder.join("other"), jejak(other.path(), &["checkpoint"]).out).expect("writes");
    for (arguments, reason) in [
        (vec!["verify", "--against", "forged"], "altered or forged"),
        (vec!["verify", "--against", "other"], "none of which is a known key"),
        (vec!["verify", "--against", "other", "--vkey", &other_key], "another history"),
    ] {
        let answer = jejak(folder, &arguments);
        assert_eq!(answer.code, Some(1), "{}", answer.out);
        assert!(answer.out.contains(reason), "{reason} in {}", answer.out);
        assert!(answer.err.contains("verification failed: checkpoints"), "{}", answer.err);
    }
    let told = spoken("id", folder, &["verify", "--against", "other", "--vkey", &other_key]);
    assert!(
        told.out.contains("titik periksa dalam other ditandatangani atas riwayat lain"),
        "{}",
        told.out
    );
    assert_eq!(jejak(folder, &["verify", "--against", "missing"]).code, Some(3));
    assert_eq!(jejak(folder, &["verify", "--only", "everything"]).code, Some(2));
    assert_eq!(
        jejak(folder, &["verify", "--only", "integrity", "--against", "other"]).code,
        Some(2)
    );
    let stranger = jejak(folder, &["verify", "--vkey", &other_key]);
    assert_eq!(stranger.code, Some(1), "{}", stranger.out);
    assert!(stranger.out.contains("does not name the key"), "{}", stranger.out);
    assert_eq!(jejak(folder, &["verify", "--vkey", &vkey]).code, Some(0));
    assert_eq!(jejak(folder, &["verify", "--vkey", &vkey[1..]]).code, Some(2));
    assert_eq!(jejak(&other.path().join("ledger/keys"), &["verify"]).code, Some(3));
}

#[test]
fn nothing_is_signed_that_does_not_continue_what_was_signed() {
    let (temp, _) = founded("redb");
    let folder = temp.path();
    assert_eq!(jejak(folder, &["checkpoint"]).code, Some(0));
    let signed = folder.join("ledger/SIGNED");
    let record = fs::read_to_string(&signed).expect("reads");
    // The record of a ledger that had signed more than this one has.
    let (first, _) = record.split_once('\n').expect("lines");
    fs::write(&signed, format!("{first}\n")).expect("writes");
    assert_eq!(jejak(folder, &["checkpoint", "--no-record"]).code, Some(0));
    fs::remove_file(&signed).expect("removes");
    let refused = jejak(folder, &["checkpoint"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("nobody knows what this ledger has signed"), "{}", refused.err);
}

/// An old copy of the store beside a newer SIGNED: going on would make a second history.
#[test]
fn nothing_is_added_to_an_old_backup() {
    let (temp, _) = founded("redb");
    let folder = temp.path();
    let store = |name: &str| folder.join(name);
    for name in ["store/ledger.redb", "HIGHWATER"] {
        fs::copy(store("ledger").join(name), store(&name.replace('/', "-"))).expect("copies");
    }
    assert_eq!(jejak(folder, &["checkpoint"]).code, Some(0));
    assert_eq!(jejak(folder, &["checkpoint"]).code, Some(0));
    for name in ["store/ledger.redb", "HIGHWATER"] {
        fs::copy(store(&name.replace('/', "-")), store("ledger").join(name)).expect("copies");
    }
    let line = r#"{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}"#;
    fs::write(folder.join("more.jsonl"), line).expect("writes");
    let answer = jejak(folder, &["append", "more.jsonl", "--accept-clock"]);
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    assert!(answer.err.contains("an old backup lies in its place"), "{}", answer.err);
}

#[test]
fn rebuild_says_that_the_live_state_is_the_same() {
    let (temp, _) = founded("sled");
    let answer = jejak(temp.path(), &["rebuild", "--json"]);
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let rebuilt = answer.json();
    assert_eq!((&rebuilt["size"], &rebuilt["same"]), (&3.into(), &true.into()));
    let report = jejak(temp.path(), &["verify", "--json"]).json();
    assert_eq!(report["verdicts"][4]["ok"], true, "there is a snapshot to compare with now");
    assert_eq!(report["state_root"], rebuilt["state_root"]);
}

/// `verify` and `doctor` look at a copy; what they tell is of the folder that the user knows.
#[test]
fn damage_is_told_of_the_users_folder_and_of_no_copy() {
    for (engine, file) in [("sled", "store/db"), ("redb", "store/ledger.redb")] {
        let (temp, _) = founded(engine);
        fs::remove_file(temp.path().join("ledger").join(file)).expect("removes");
        for command in ["verify", "doctor"] {
            let told = jejak(temp.path(), &[command]);
            assert_eq!(told.code, Some(1), "{}", told.out);
            assert!(told.out.contains("the store cannot be opened: "), "{}", told.out);
            assert!(told.out.contains("ledger/store"), "{}", told.out);
            for wrong in ["jejak-copy-", "entry 0", "event 0"] {
                assert!(!told.out.contains(wrong), "{wrong}: {}", told.out);
            }
        }
    }
}

#[test]
fn doctor_says_what_to_do() {
    let (temp, _) = founded("redb");
    let folder = temp.path();
    let well = jejak(folder, &["doctor", "--json"]);
    assert_eq!(well.code, Some(0), "{} {}", well.out, well.err);
    assert_eq!(well.json()["failed"], 0);
    let topics: Vec<Value> = well.json()["checks"].as_array().expect("checks").clone();
    let frames = topics.iter().find(|line| line["topic"] == "frames").expect("tells frames");
    assert!(
        frames["found"].as_str().is_some_and(|found| found.starts_with("1 frames of")),
        "{frames}"
    );
    let indonesian = jejak(folder, &["doctor", "--lang", "id"]).out;
    for part in ["baik", "kejadian dalam", "bingkai", "belum ada titik periksa", "jalankan `jejak"]
    {
        assert!(indonesian.contains(part), "{part}: {indonesian}");
    }
    for english in [" events", "nothing to do", "run `", " free", " ok "] {
        assert!(!indonesian.contains(english), "{english}: {indonesian}");
    }
    let key = folder.join("ledger/keys/checkpoint.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("sets");
    let ill = jejak(folder, &["doctor"]);
    assert_eq!(ill.code, Some(1), "{}", ill.out);
    assert!(ill.out.contains("chmod 600"), "{}", ill.out);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("sets");
    fs::write(folder.join("ledger/HIGHWATER"), [0; 8192]).expect("writes");
    let ill = jejak(folder, &["doctor"]);
    assert!(ill.out.contains("both slots of HIGHWATER are damaged"), "{}", ill.out);
    assert_eq!(jejak(&folder.join("ledger/keys"), &["doctor"]).code, Some(1));
}
