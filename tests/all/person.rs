//! People at the command line: what is kept where, what comes out, and what is destroyed.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::cli::{Desk, stderr};

const NIK: &str = "3603120201900001";
const NAME: &str = "Siti Rahmawati";

/// Every text of the people below that nobody may find outside the vault, or in it unsealed.
pub const SECRETS: &[&str] =
    &[NIK, NAME, "Rahmawati", "3603121503100007", "0012-3456-789", "Melati 7", "1990-01-02"];

pub const PEOPLE: &str = r#"{"nik":"3603120201900001","name":"Siti Rahmawati","birth_date":"1990-01-02","sex":"L","region":"36.03.12.2001","kk":"3603121503100007","kk_since":"2010-03-15","accounts":["BJB 0012-3456-789"],"address":"Jl. Melati 7"}
{"nik":"3603125507850002","name":"Budi","region":"36.03.12.2001","registry":true}
{"reference":"POSKO-3/17","name":"Tanpa nama","region":"36.03.12.2001"}
{"nik":"1111111111111111","reference":"F-9","name":"Dewi","region":"36.03.12.2001"}
"#;

pub const REGIONS: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03","name":"Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03.12","name":"Kosambi","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03.12.2001","name":"Salembaran Jati","scheme":"kemendagri"}}
"#;

/// A ledger with regions, a vault, and its key beside both.
pub struct Office {
    pub desk: Desk,
    pub key: PathBuf,
}

impl Office {
    pub fn new() -> Office {
        Office::with(REGIONS)
    }

    /// With other events before the vault.
    pub fn with(events: &str) -> Office {
        let desk = Desk::founded();
        let regions = desk.file("regions.jsonl", events);
        assert!(desk.run(&["append", &regions]).status.success());
        let key = desk.data().with_file_name("master.key");
        let office = Office { desk, key };
        let path = office.key.to_string_lossy().into_owned();
        let made = office.desk.run(&["person", "init", "--new-key", &path]);
        assert!(made.status.success(), "{}", stderr(&made));
        office
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command.env("LANG", "C").env_remove("LC_ALL").env("JEJAK_MASTER_KEY_FILE", &self.key);
        command.arg("--data").arg(self.desk.data()).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// With personal data on standard input, the only other way in.
    pub fn told(&self, args: &[&str], input: &str) -> Output {
        fed(self.command(args), input)
    }

    #[track_caller]
    pub fn json(&self, args: &[&str], input: &str) -> Value {
        let output = self.told(&[args, &["--json"]].concat(), input);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Another person asks that somebody be erased.
    #[track_caller]
    pub fn requested(&self, id: &str, ground: &str, basis: &str) {
        let other = self.desk.json(&["account", "open"])["account"].to_string();
        let asks = ["person", "erase", id, "--request", "--ground", ground, "--basis", basis];
        let asked = self.run(&[&asks[..], &["--as", &other]].concat());
        assert!(asked.status.success(), "{}", stderr(&asked));
    }

    /// The ids of [`PEOPLE`], added.
    pub fn people(&self) -> Vec<String> {
        ids(&self.json(&["person", "add", "-"], PEOPLE))
    }

    /// Kinds of the events about an id.
    pub fn trail(&self, id: &str) -> Vec<String> {
        let trail = self.json(&["trail", &format!("recipient:{id}")], "");
        let events = trail["events"].as_array().unwrap();
        events.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// What a command comes to with this on standard input.
pub fn fed(mut command: Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

pub fn ids(answer: &Value) -> Vec<String> {
    let people = answer["people"].as_array().unwrap();
    people.iter().map(|person| person["recipient"].as_str().unwrap().to_owned()).collect()
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[track_caller]
fn assert_no_secret(folder: &Path) {
    for path in files(folder) {
        let bytes = fs::read(&path).unwrap();
        for secret in SECRETS {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds `{secret}`", path.display());
        }
    }
}

fn assert_silent(output: &Output) {
    let told = [&output.stdout[..], &output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    for secret in SECRETS {
        assert!(!told.contains(secret), "`{secret}` was repeated: {told}");
    }
}

#[test]
fn people_are_added_once_and_the_ledger_learns_derived_facts_alone() {
    let office = Office::new();
    let first = office.json(&["person", "add", "-"], PEOPLE);
    assert_eq!(first["events"], 7, "the one without a NIK has nothing to be assessed");
    let again = office.json(&["person", "add", "-"], PEOPLE);
    assert_eq!((ids(&again), &again["events"]), (ids(&first), &0.into()));
    let ids = ids(&first);
    let mut facts = Vec::new();
    for id in &ids {
        let trail = office.json(&["trail", &format!("recipient:{id}")], "");
        let seq = trail["events"].as_array().unwrap().last().unwrap()["seq"].as_u64().unwrap();
        let body = office.json(&["show", &seq.to_string()], "")["body"].clone();
        facts.push(
            [&body["identity"], &body["level"], &body["fault"]]
                .map(|v| v.as_str().unwrap_or("-").to_owned()),
        );
    }
    let expected = [
        ["nik-belum-padan", "cocok", "tidak-ada"],
        ["nik-padan", "padan", "tidak-ada"],
        ["sementara", "-", "tidak-ada"],
        ["nik-tidak-valid", "bentuk", "angka-berulang"],
    ];
    assert_eq!(facts, expected.map(|row| row.map(str::to_owned)));
    let found = office.json(&["person", "find", "-"], "{\"nik\":\"3603.1202.0190.0001\"}\n{\"reference\":\"posko 3/17\"}\n{\"nik\":\"3603120201900009\"}");
    let found: Vec<&str> = found["found"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["recipient"].as_str().unwrap_or("-"))
        .collect();
    assert_eq!(found, [&ids[0], &ids[2], "-"]);
    assert_no_secret(&office.desk.data());
    assert!(office.run(&["verify"]).status.success());
}

#[test]
fn a_bad_file_is_refused_whole_and_nothing_of_it_is_repeated() {
    let office = Office::new();
    let bad = format!(
        "{PEOPLE}{{\"nik\":{NIK},\"name\":\"{NAME}\"}}\n{{\"nik\":\"3,6E+15\",\"name\":\"{NAME}\",\"region\":\"36\"}}\n"
    );
    let output = office.told(&["person", "add", "-", "--json"], &bad);
    assert_eq!(output.status.code(), Some(1));
    assert_silent(&output);
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines: Vec<_> = listed["bad_lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["line"].as_u64().unwrap(), line["field"].as_str().unwrap()))
        .collect();
    assert_eq!(lines, [(5, "nik"), (6, "reference")]);
    let unknown = PEOPLE.replacen("36.03.12.2001", "36.71", 1);
    let output = office.told(&["person", "add", "-"], &unknown);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("line 1") && stderr(&output).contains("36.71"),
        "{}",
        stderr(&output)
    );
    assert_silent(&output);
    let found = office.json(&["person", "find", "-"], PEOPLE);
    assert!(found["found"].as_array().unwrap().iter().all(|found| found["recipient"].is_null()));
    let dry = office.json(&["person", "add", "-", "--dry-run"], PEOPLE);
    assert!(dry["people"].as_array().unwrap().iter().all(|person| person["recipient"].is_null()));
    assert_eq!(office.desk.json(&["export", "jsonl", "--from", "7"])["kind"], "VaultBound");
}

/// The vault was written, the ledger was not: as if the process had died in between.
#[test]
fn what_the_ledger_missed_is_completed_by_a_repeat() {
    let office = Office::new();
    let (data, aside) = (office.desk.data(), office.desk.data().with_file_name("aside"));
    copy(&data, &aside);
    let first = office.people();
    let vault = data.with_file_name("vault");
    fs::rename(data.join("vault"), &vault).unwrap();
    fs::remove_dir_all(&data).unwrap();
    fs::remove_dir_all(aside.join("vault")).unwrap();
    fs::rename(&aside, &data).unwrap();
    fs::rename(&vault, data.join("vault")).unwrap();
    assert!(office.trail(&first[0]).is_empty());
    let list =
        office.told(&["matchlist", "import", "-", "--kind", "asn"], &format!("nik\n{NIK}\n"));
    assert!(stderr(&list).contains("1 people of the vault"), "{}", stderr(&list));
    let again = office.json(&["person", "add", "-"], PEOPLE);
    assert_eq!((ids(&again), &again["events"]), (first.clone(), &7.into()));
    assert_eq!(office.trail(&first[0]), ["RecipientRegistered", "IdentityAssessed"]);
    let list =
        office.json(&["matchlist", "import", "-", "--kind", "asn"], &format!("nik\n{NIK}\n"));
    assert_eq!(list["matches"].as_array().unwrap().len(), 1);
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            fs::copy(&path, &there).unwrap();
        }
    }
}

#[test]
fn a_look_is_masked_or_recorded() {
    let office = Office::new();
    let id = &office.people()[0];
    let masked = office.run(&["person", "show", id]);
    let text = String::from_utf8(masked.stdout.clone()).unwrap();
    assert!(text.contains("3603************") && text.contains("S*** R***"), "{text}");
    assert_silent(&masked);
    assert_eq!(office.run(&["person", "show", id, "--reveal"]).status.code(), Some(2));
    let reveal =
        ["person", "show", id, "--reveal", "--purpose", "verifikasi", "--case", "LHP 7/2026"];
    let shown = office.json(&reveal, "");
    assert_eq!((&shown["person"]["nik"], &shown["person"]["name"]), (&NIK.into(), &NAME.into()));
    for asked in [["--account", "1"], ["--recipient", id]] {
        let told = office.json(&[&["oversight", "--reveals"][..], &asked].concat(), "");
        let rows = told["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{told}");
        assert!(rows[0].to_string().contains("case LHP 7/2026, fields semua"), "{told}");
        assert!(rows[0].to_string().contains(id), "{told}");
    }
    let others = office.json(&["oversight", "--reveals", "--account", "2"], "");
    assert_eq!(others["rows"], serde_json::json!([]));
    assert_no_secret(&office.desk.data());
    let second = office.desk.data().join("second");
    fs::remove_dir_all(&second).unwrap();
    fs::write(&second, "no folder").unwrap();
    let output = office.run(&reveal);
    assert_eq!(output.status.code(), Some(3), "what cannot be recorded is not shown");
    assert_silent(&output);
}

/// Whoever was shown something is told of, even when the process was killed at the first byte.
#[test]
fn who_was_shown_a_byte_is_recorded() {
    let office = Office::new();
    let id = &office.people()[0];
    for _ in 0..3 {
        let reveal = ["person", "show", id, "--reveal", "--purpose", "audit", "--case", "LHP 7"];
        let mut child = office.command(&reveal).stdout(Stdio::piped()).spawn().unwrap();
        let mut byte = [0];
        child.stdout.take().unwrap().read_exact(&mut byte).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let told = office.json(&["oversight", "--reveals", "--recipient", id], "");
    assert_eq!(told["rows"].as_array().unwrap().len(), 3, "{told}");
}

#[test]
fn holds_and_restrictions_stand_in_vault_and_ledger() {
    let office = Office::new();
    let people = office.people();
    let id = people[0].as_str();
    let answer = |args: &[&str]| office.run(&[&["person"], args].concat());
    assert!(answer(&["hold", id, "--case", "LHP 1"]).status.success());
    assert!(answer(&["restrict", id, "--case", "S 1"]).status.success());
    assert!(answer(&["restrict", id, "--case", "S 1"]).status.success(), "asked again");
    let shown = office.json(&["person", "show", id], "");
    assert_eq!((&shown["holds"][0], &shown["restrictions"][0]), (&"LHP 1".into(), &"S 1".into()));
    assert!(shown.get("person").is_none(), "{shown}");
    let reveal = answer(&["show", id, "--reveal", "--purpose", "x", "--case", "y"]);
    assert_eq!(reveal.status.code(), Some(1), "{}", stderr(&reveal));
    let erase = answer(&["erase", id, "--ground", "putusan", "--basis", "Putusan 1"]);
    assert_eq!(erase.status.code(), Some(1));
    assert!(stderr(&erase).contains("LHP 1"), "{}", stderr(&erase));
    assert!(answer(&["restrict", id, "--case", "S 1", "--lift"]).status.success());
    assert!(answer(&["hold", id, "--case", "LHP 1", "--lift"]).status.success());
    assert!(answer(&["hold", id, "--case", "LHP 1", "--lift"]).status.success(), "asked again");
    assert!(answer(&["link", id, &people[2]]).status.success());
    assert!(answer(&["separate", id, &people[2]]).status.success());
    let corrected = PEOPLE.lines().next().unwrap().replace("\"sex\":\"L\"", "\"sex\":\"P\"");
    let output = office.told(&["person", "correct", id, "-"], &corrected);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(
        office.trail(id)[2..],
        [
            "RecipientHoldSet",
            "RecipientRestricted",
            "RecipientUnrestricted",
            "RecipientHoldLifted",
            "RecipientsLinked",
            "RecipientsSeparated",
            "IdentityAssessed",
        ]
    );
    let other = answer(&["link", id, "9f86d081884c7d659a2feaa0c55ad015"]);
    assert_eq!(other.status.code(), Some(1));
}

#[test]
fn a_list_is_matched_inside_and_the_dead_get_no_more_aid_unseen() {
    let office = Office::new();
    let people = office.people();
    let list = format!(
        "nama;nik;tanggal_meninggal\n{NAME};{NIK};2026-01-05\nX;3603120201900008;2026-01-06\n"
    );
    let import = [
        "matchlist",
        "import",
        "-",
        "--kind",
        "deceased",
        "--version",
        "2026-01",
        "--position",
        "2026-01-31",
    ];
    let answer = office.json(&import, &list);
    assert_eq!((&answer["rows"], &answer["matches"]), (&2.into(), &vec![people[0].clone()].into()));
    let again = office.json(&import, &list);
    assert_eq!((&again["repeated"], &again["seq"]), (&true.into(), &answer["seq"]));
    assert_eq!(office.trail(&people[0])[2..], ["RecipientStatusChanged"]);
    let staff = office.json(&["matchlist", "import", "-", "--kind", "staff"], &list);
    assert_eq!(office.trail(&people[0])[3..], ["RecipientMatched"]);
    assert_ne!(staff["commitment"], answer["commitment"]);
    let output =
        office.told(&import, &format!("{list}{NAME};36031202;2026-01-05\n{NAME};{NIK};kapan\n"));
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("2 bad lines"), "{}", stderr(&output));
    assert_silent(&output);
    assert_no_secret(&office.desk.data());
}

#[test]
fn without_the_right_key_or_vault_the_chain_stays_whole() {
    let office = Office::new();
    let id = &office.people()[0];
    let other = office.desk.data().with_file_name("other.key");
    fs::copy(&office.key, &other).unwrap();
    let text =
        fs::read_to_string(&other).unwrap().replace("jejak-master-key-1 ", "jejak-master-key-1 0");
    fs::write(
        &other,
        text.trim_end().trim_end_matches(|c: char| c.is_ascii_hexdigit()).to_owned()
            + &"7".repeat(64),
    )
    .unwrap();
    let wrong = office
        .command(&["person", "show", id])
        .env("JEJAK_MASTER_KEY_FILE", &other)
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(3));
    assert!(stderr(&wrong).contains("not the one of the vault"), "{}", stderr(&wrong));
    let none = office
        .command(&["person", "show", id])
        .env_remove("JEJAK_MASTER_KEY_FILE")
        .output()
        .unwrap();
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("JEJAK_MASTER_KEY_FILE"), "{}", stderr(&none));
    let doctor = |office: &Office| {
        let sheet = office.run(&["doctor", "--json"]).stdout;
        let sheet: Value = serde_json::from_slice(&sheet).unwrap();
        let lines = sheet["checks"].as_array().unwrap().clone();
        let about = lines.iter().filter(|line| line["topic"] == "vault");
        about.map(|line| line["level"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(doctor(&office), ["ok", "ok"]);
    let vault = office.desk.data().join("vault");
    let aside = office.desk.data().with_file_name("aside");
    fs::rename(&vault, &aside).unwrap();
    assert!(office.run(&["verify"]).status.success());
    assert!(office.run(&["balances"]).status.success());
    assert_eq!(office.trail(id).len(), 2);
    assert_eq!(doctor(&office), ["warn"]);
    let path = other.with_file_name("third.key").to_string_lossy().into_owned();
    let init = office.desk.run(&["person", "init", "--new-key", &path]);
    assert_eq!(init.status.code(), Some(1), "{}", stderr(&init));
    assert!(!vault.exists());
    let init = office.desk.run(&["person", "init", "--new-key", &path, "--after-loss"]);
    assert!(init.status.success(), "{}", stderr(&init));
    fs::remove_dir_all(&vault).unwrap();
    fs::rename(&aside, &vault).unwrap();
    let answer = office.run(&["person", "add", "-"]);
    assert_eq!(answer.status.code(), Some(2), "an empty file: {}", stderr(&answer));
    let answer = office.told(&["person", "add", "-"], PEOPLE);
    assert_eq!(answer.status.code(), Some(1));
    assert!(stderr(&answer).contains("bound to another vault"), "{}", stderr(&answer));
    assert_eq!(doctor(&office)[0], "fail");
}

#[test]
fn a_number_in_the_place_of_an_id_is_not_repeated() {
    let office = Office::new();
    for args in [
        &["person", "show", NIK][..],
        &["person", "erase", NIK, "--ground", "putusan", "--basis", "x"],
        &["person", "link", NIK, NIK],
        &["person", "hold", "9f86d081884c7d659a2feaa0c55ad015", "--case", NIK],
        &["matchlist", "import", "/dev/null", "--kind", "asn", "--version", NIK],
    ] {
        let output = office.run(args);
        assert!([Some(1), Some(2)].contains(&output.status.code()), "{}", stderr(&output));
        assert_silent(&output);
    }
}

#[test]
fn data_is_kept_until_its_day() {
    let office = Office::new();
    let people = office.people();
    let retain = office.run(&["person", "retain", &people[0], &people[1], "--until", "2036-12-31"]);
    assert!(retain.status.success(), "{}", stderr(&retain));
    let ended = ["person", "erase", &people[0], "--ground", "retensi-habis", "--basis", "JRA"];
    let output = office.run(&ended);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("2036-12-31"), "{}", stderr(&output));
    assert!(office.json(&["person", "due"], "")["due"].as_array().unwrap().is_empty());
    let due = office.json(&["person", "due", "--on", "2037-01-01"], "");
    assert_eq!(due["due"].as_array().unwrap().len(), 2);
    let early = ["person", "retain", &people[0], "--until", "2020-12-31"];
    assert!(office.run(&early).status.success());
    assert_eq!(office.json(&["person", "due"], "")["due"][0], people[0].as_str());
    office.requested(&people[0], "retensi-habis", "JRA");
    assert!(office.run(&ended).status.success());
}
