//! A person who got aid is erased: whatever was provable stays provable, and not a byte of who it
//! was is left in the folder.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::stderr;
use crate::person::{Office, files, ids};
use crate::source::root;

/// Ani of the fixture that has every kind of event, payments to her among them.
const ANI: &str = "a0543261a45d55ed9ca3054263b64d92";
/// Stands in the fixture for the chain head after `init`.
const HEAD: &str = "4a89fd2a599441f3bb31bda0c0a6b2dd30cb1c3194a1f23f2758dcc7324ac830";

const PERSON: &str = r#"{"nik":"3603124201900001","name":"Ani Kusumawardani","birth_date":"1990-01-02","sex":"P","region":"36.03.12.2001","kk":"3603121503100007","kk_since":"2010-03-15","accounts":["BJB 0012-3456-789"],"address":"Jl. Kenanga 7"}"#;

/// What nobody may find. In the keyed hash and under the seal, these are other bytes.
const SECRETS: &[&str] =
    &["3603124201900001", "Kusumawardani", "3603121503100007", "Kenanga", "3456-789"];

/// The fixture's events, with an id of the vault in the place of Ani's.
fn paid(office: &Office, id: &str, head: &str) {
    let fixture = fs::read_to_string(root().join("tests/fixtures/erasure.jsonl")).unwrap();
    let registers = |line: &str| line.contains("RecipientRegistered") && line.contains(ANI);
    let others = ["\"VaultBound\"", "\"RegionRegistered\""];
    let lines = fixture.lines().filter(|line| !registers(line));
    let lines = lines.filter(|line| !others.iter().any(|kind| line.contains(kind)));
    let text: String = lines.map(|line| line.replace(ANI, id).replace(HEAD, head) + "\n").collect();
    let file = office.desk.file("drafts.jsonl", &text);
    let output = office.run(&["append", &file]);
    assert!(output.status.success(), "{}", stderr(&output));
}

fn regions() -> String {
    let fixture = fs::read_to_string(root().join("tests/fixtures/erasure.jsonl")).unwrap();
    let lines = fixture.lines().filter(|line| line.contains("\"RegionRegistered\""));
    lines.map(|line| line.to_owned() + "\n").collect()
}

/// A ledger in which the person of [`PERSON`] got aid, and the person's id.
pub fn office() -> (Office, String) {
    let office = Office::with(&regions());
    let head = office.json(&["checkpoint", "--no-record"], "")["chain_head"].clone();
    let id = ids(&office.json(&["person", "add", "-"], PERSON)).remove(0);
    paid(&office, &id, head.as_str().unwrap());
    (office, id)
}

#[track_caller]
fn assert_gone(folder: &Path) {
    for path in files(folder) {
        let bytes = fs::read(&path).unwrap();
        for secret in SECRETS {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds `{secret}`", path.display());
        }
    }
}

fn export(office: &Office, name: &str) -> Vec<String> {
    let output = office.run(&["export", "jsonl"]);
    let text = String::from_utf8(output.stdout).unwrap();
    office.desk.file(name, &text);
    text.lines().map(str::to_owned).collect()
}

#[test]
fn an_erasure_changes_nothing_that_was_provable() {
    let (office, id) = office();
    let signed = office.json(&["checkpoint"], "");
    let note = office.desk.file("note", signed["note"].as_str().unwrap());
    let balances = office.json(&["balances", "--by", "source,programme,line"], "")["rows"].clone();
    let trail = office.trail(&id);
    let credits = |trail: &[String]| trail.iter().filter(|kind| *kind == "PaymentCredited").count();
    assert!(credits(&trail) >= 2, "{trail:?}");

    office.requested(&id, "retensi-habis", "JRA 2026");
    let pending = office.json(&["person", "erase", "--pending"], "")["pending"].clone();
    assert_eq!(
        (&pending[0]["recipient"], pending.as_array().unwrap().len()),
        (&id.clone().into(), 1)
    );
    let before = export(&office, "before.jsonl");
    let trail = office.trail(&id);
    let erase = ["person", "erase", &id, "--ground", "retensi-habis", "--basis", "JRA 2026"];
    let answer = office.json(&erase, "");
    assert_eq!((&answer["erased"], &answer["events"]), (&1.into(), &1.into()));
    let again = office.json(&erase, "");
    assert_eq!((&again["erased_before"], &again["events"]), (&1.into(), &0.into()));

    let after = export(&office, "after.jsonl");
    assert_eq!(after[..before.len()], before, "every entry stands as it stood");
    let rows = office.json(&["balances", "--by", "source,programme,line"], "")["rows"].clone();
    assert_eq!(rows, balances);
    let told = office.trail(&id);
    assert_eq!(told[..trail.len()], trail);
    assert_eq!(told[trail.len()..], ["RecipientErased"]);
    let sums = office.json(&["trail", &format!("recipient:{id}")], "");
    assert!(sums.to_string().contains("300.00"), "{sums}");
    let verified = office.run(&["verify", "--against", &note]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let rebuilt = office.json(&["balances", "--by", "source,programme,line", "--rebuild"], "");
    assert_eq!(rebuilt["rows"], balances);

    assert_gone(&office.desk.data());
    let found = office.json(&["person", "find", "-"], PERSON);
    assert_eq!(found["found"][0]["recipient"], Value::Null);
    let shown = office.json(&["person", "show", &id], "");
    assert_eq!(
        (&shown["erased"]["ground"], &shown["versions"]),
        (&"retensi-habis".into(), &0.into())
    );
    let new = ids(&office.json(&["person", "add", "-"], PERSON)).remove(0);
    assert_ne!(new, id, "whoever comes again is somebody new");
}

#[test]
fn facts_go_on_and_new_aid_does_not() {
    let (office, id) = office();
    let erase = ["person", "erase", &id, "--ground", "putusan", "--basis", "Putusan 3/2026"];
    let alone = office.run(&erase);
    assert_eq!(alone.status.code(), Some(1));
    assert!(stderr(&alone).contains("PRV-10"), "{}", stderr(&alone));
    // Whoever asked does not carry it out, and a request that was withdrawn is none.
    let ask = [&erase[..], &["--request"]].concat();
    assert_eq!(office.json(&ask, "")["requested"], 1);
    let own = office.run(&["person", "erase", &id]);
    assert!(stderr(&own).contains("PRV-11"), "{}", stderr(&own));
    assert!(
        office.json(&["person", "show", &id], "")["person"].is_object(),
        "nothing is destroyed"
    );
    assert_eq!(office.json(&["person", "erase", &id, "--withdraw"], "")["withdrawn"], 1);
    office.requested(&id, "putusan", "Putusan 3/2026");
    office.json(&["person", "erase", &id], "");
    let decree = r#"{"kind":"DecreeOpened","label":"D","occurred_on":"2026-02-07","body":{"number":"188.4/9/2026","signed_on":"2026-02-07","programme":"BLT","count":1,"total":"100.00"}}"#;
    let fact = r#"{"kind":"RecipientStatusChanged","occurred_on":"2026-02-07","body":{"recipient":"ID","status":"pindah","effective":"2026-02-01"}}"#;
    let file = office.desk.file("fact.jsonl", &fact.replace("ID", &id));
    let answer = office.json(&["append", &file], "");
    let rules: Vec<&str> =
        answer["flags"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["PRV-06"]);
    let lines: Vec<String> = export(&office, "all.jsonl");
    let line = lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let line = line.filter(|event| event["kind"] == "BudgetCeilingSet").map(|e| e["seq"].clone());
    let line = line.into_iter().next().unwrap();
    let row = format!(
        r#"{{"kind":"RecipientDesignated","occurred_on":"2026-02-07","body":{{"decree":"@D","recipient":"{id}","line":{line},"amount":"100.00","tranches":1,"number":1,"region":"36.03.12.2001"}}}}"#
    );
    let file = office.desk.file("row.jsonl", &format!("{decree}\n{row}\n"));
    let output = office.run(&["append", &file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("PRV-07"), "{}", stderr(&output));
}

/// The ledger lost the event: as if the process had died after destroying and before recording.
#[test]
fn an_erasure_that_the_ledger_missed_is_told_and_completed() {
    let office = Office::with(&regions());
    let id = ids(&office.json(&["person", "add", "-"], PERSON)).remove(0);
    office.requested(&id, "putusan", "Putusan 3/2026");
    let (data, aside) = (office.desk.data(), office.desk.data().with_file_name("aside"));
    crate::person::copy(&data, &aside);
    let erase = ["person", "erase", &id, "--ground", "putusan", "--basis", "Putusan 3/2026"];
    office.json(&erase, "");
    let vault = data.with_file_name("vault");
    fs::rename(data.join("vault"), &vault).unwrap();
    fs::remove_dir_all(&data).unwrap();
    fs::rename(aside.join("vault"), aside.with_file_name("old-vault")).unwrap();
    fs::rename(&aside, &data).unwrap();
    fs::rename(&vault, data.join("vault")).unwrap();
    let sheet = String::from_utf8(office.run(&["doctor"]).stdout).unwrap();
    assert!(sheet.contains("1 erasures are not recorded"), "{sheet}");
    let answer = office.json(&erase, "");
    assert_eq!((&answer["erased_before"], &answer["events"]), (&1.into(), &1.into()));
    assert_gone(&data);

    // And the other way: an old backup of the vault brings the data back.
    fs::remove_dir_all(data.join("vault")).unwrap();
    fs::rename(aside.with_file_name("old-vault"), data.join("vault")).unwrap();
    let output = office.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let sheet = String::from_utf8(output.stdout).unwrap();
    assert!(sheet.contains("1 people whom the ledger calls erased are not so here"), "{sheet}");
    let answer = office.json(&erase, "");
    assert_eq!((&answer["erased"], &answer["events"]), (&1.into(), &0.into()));
}

/// The vault's own backup: nothing of it is damaged unseen, and whoever was erased since is gone again.
#[test]
fn a_backup_brings_back_the_vault_and_nobody_who_was_erased() {
    let office = Office::with(&regions());
    let other = PERSON.replace("3603124201900001", "3603124201900002").replace("Ani", "Bima");
    let people = ids(&office.json(&["person", "add", "-"], &format!("{PERSON}\n{other}\n")));
    let (ani, bima) = (people[0].as_str(), people[1].as_str());
    assert!(office.run(&["person", "hold", ani, "--case", "LHP 1"]).status.success());
    let to = office.desk.data().with_file_name("cadangan");
    let to = to.to_str().unwrap();
    office.json(&["person", "backup", to], "");
    assert_eq!(office.run(&["person", "backup", to]).status.code(), Some(1), "never written over");
    assert!(office.run(&["person", "hold", ani, "--case", "LHP 1", "--lift"]).status.success());
    assert!(office.run(&["person", "restrict", bima, "--case", "S 1"]).status.success());
    office.requested(ani, "putusan", "Putusan 3/2026");
    office.json(&["person", "erase", ani], "");
    assert_eq!(office.run(&["person", "restore", to]).status.code(), Some(1), "there is a vault");
    fs::remove_dir_all(office.desk.data().join("vault")).unwrap();

    let rows = Path::new(to).join("people.redb");
    let whole = fs::read(&rows).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    fs::write(&rows, flipped).unwrap();
    let damaged = office.run(&["person", "restore", to]);
    assert!(stderr(&damaged).contains("no whole backup"), "{}", stderr(&damaged));
    fs::write(&rows, whole).unwrap();
    let restored = office.json(&["person", "restore", to], "");
    let since = serde_json::json!({ "erased": 1, "cases": 1, "unknown": 0 });
    assert_eq!(restored["since"], since);
    assert_eq!(office.json(&["person", "find", "-"], PERSON)["found"][0]["recipient"], Value::Null);
    let shown = office.json(&["person", "show", bima], "");
    assert_eq!((&shown["restrictions"][0], shown.get("person")), (&"S 1".into(), None));
    let sheet = office.run(&["doctor"]);
    assert!(sheet.status.success(), "{}", String::from_utf8_lossy(&sheet.stdout));

    // A backup of another vault is refused, and leaves nothing behind.
    let stranger = Office::with(&regions());
    let theirs = stranger.desk.data().with_file_name("cadangan");
    stranger.json(&["person", "backup", theirs.to_str().unwrap()], "");
    fs::remove_dir_all(office.desk.data().join("vault")).unwrap();
    let mut command = office.command(&["person", "restore", theirs.to_str().unwrap()]);
    let refused = command.env("JEJAK_MASTER_KEY_FILE", &stranger.key).output().unwrap();
    assert!(stderr(&refused).contains("bound to another vault"), "{}", stderr(&refused));
    assert!(!office.desk.data().join("vault").exists());
    assert!(!office.desk.data().join("vault.restoring").exists());
}

/// Another master key: the old one opens nothing any more, and nobody gets another id.
#[test]
fn the_master_key_is_changed_and_told_of() {
    let (office, id) = office();
    let other = office.desk.data().with_file_name("other.key");
    let other = other.to_str().unwrap();
    assert_eq!(office.json(&["person", "rekey", "--new-key", other], "")["changed"], true);
    let old = office.run(&["person", "show", &id]);
    assert!(stderr(&old).contains("not the one of the vault"), "{}", stderr(&old));
    let mut command = office.command(&["person", "add", "-", "--json"]);
    command.env("JEJAK_MASTER_KEY_FILE", other);
    let known = crate::person::fed(command, PERSON);
    assert_eq!(ids(&serde_json::from_slice(&known.stdout).unwrap()), [id]);
    let told = office.json(&["oversight", "--kind", "AdministrationDone"], "").to_string();
    assert!(told.contains("ganti-kunci"), "{told}");
}
