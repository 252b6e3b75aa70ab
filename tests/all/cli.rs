//! The command line as its users meet it: exit codes, stable JSON, refusals with figures, nothing
//! half-written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jejak_events::{Kind, examples};
use serde_json::Value;

/// A ledger folder of its own and the program on it.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    pub fn founded() -> Desk {
        let desk = Desk::new();
        assert_eq!(desk.run(&["init", "--origin", "dinsos.example/uji"]).status.code(), Some(0));
        desk
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("ledger")
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }

    pub fn run(&self, args: &[&str]) -> Output {
        run(&self.data(), args)
    }

    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let output = self.run(&[args, &["--json"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| {
            panic!("{args:?}: {error}\n{text}\n{}", String::from_utf8_lossy(&output.stderr))
        })
    }
}

pub fn run(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jejak"))
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .arg("--data")
        .arg(data)
        .args(args)
        .output()
        .unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const BUDGET: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1","name":"PAD","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"BudgetCeilingSet","label":"L1","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.01.01.0001","source":"1.1","programme":"BLT","region":"36","standing":"sendiri","basis":"dpa","amount":"Rp37.000.000.000,-"}}
{"kind":"BudgetBlocked","occurred_on":"22 Maret 2026","body":{"line":"@L1","amount":"Rp1.000.000.000","reason":"efisiensi"}}
"#;

#[test]
fn a_budget_is_recorded_and_answered() {
    let desk = Desk::founded();
    let file = desk.file("budget.jsonl", BUDGET);
    let receipt = desk.json(&["append", &file]);
    assert_eq!((&receipt["first_seq"], &receipt["count"]), (&3.into(), &6.into()));
    let balances = desk.json(&["balances", "--by", "source,programme,line"]);
    let row = &balances["rows"][0];
    assert_eq!(row["book"], "own");
    assert_eq!(
        (&row["source"], &row["programme"], &row["line"]),
        (&"1.1".into(), &"BLT".into(), &"7".into())
    );
    assert_eq!(row["pagu"], "37000000000.00");
    assert_eq!(row["tersedia"], "36000000000.00");
    assert_eq!(row["blokir"], "1000000000.00");
    let trail = desk.json(&["trail", "line:7"]);
    let kinds: Vec<&str> =
        trail["events"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["BudgetCeilingSet", "BudgetBlocked"]);
    let before = desk.json(&["balances", "--by", "line", "--as-of", "2026-03-21"]);
    assert_eq!(before["rows"][0]["blokir"], "0.00", "true before the block");
    let known = desk.json(&["balances", "--by", "line", "--as-recorded", "2"]);
    assert_eq!(known["rows"].as_array().unwrap().len(), 0, "not yet known after event 2");
    let rebuilt = desk.json(&["balances", "--by", "source,programme,line", "--rebuild"]);
    assert_eq!(rebuilt["rows"], balances["rows"]);
}

/// A file of another encoding, with a fault of another sort beside it: both lines are listed.
#[test]
fn a_line_that_is_not_utf_8_is_a_bad_line_among_others() {
    let desk = Desk::founded();
    let bad = BUDGET.replace("Rp37.000.000.000,-", "1,234.56").replace("Banten", "B?nten");
    let bytes: Vec<u8> = bad.bytes().map(|byte| if byte == b'?' { 0xe9 } else { byte }).collect();
    let file = desk.file("latin.jsonl", "");
    std::fs::write(&file, bytes).unwrap();
    let output = desk.run(&["append", &file, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines: Vec<u64> = listed["bad_lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [2, 6], "{listed}");
}

#[test]
fn bad_lines_are_listed_and_nothing_is_recorded() {
    let desk = Desk::founded();
    let bad = BUDGET
        .replace("Rp37.000.000.000,-", "1,234.56")
        .replace("22 Maret 2026", "31 Februari 2026")
        .replace("\"1.1\",\"name\"", "\"01:01:01\",\"name\"");
    let file = desk.file("bad.jsonl", &bad);
    let output = desk.run(&["append", &file, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let listed: Vec<(u64, &str)> = listed["bad_lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["line"].as_u64().unwrap(), line["field"].as_str().unwrap()))
        .collect();
    assert_eq!(listed, [(4, "body.code"), (6, "body.amount"), (7, "occurred_on")]);
    assert_eq!(desk.json(&["export", "jsonl", "--from", "2"])["seq"], 2);
    let refused = desk.run(&["show", "3"]);
    assert_eq!(refused.status.code(), Some(2), "only the founding batch is there");
}

/// Which field, and what is wrong with it, as a table of one line each.
#[test]
fn a_bad_line_names_its_field() {
    let table = [
        (r#""line":7,"amount":"1.000.000","amount":"5","reason":"x""#, "body.amount", "twice"),
        (r#""line":7,"amount":"5""#, "body.reason", "nothing"),
        (r#""line":7,"amount":"lima","reason":"efisiensi""#, "body.amount", "lima"),
    ];
    for (body, field, found) in table {
        let line =
            format!(r#"{{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{{{body}}}}}"#);
        let bad = jejak::exchange::drafts::read(&line).unwrap_err();
        assert_eq!((bad.len(), &*bad[0].field), (1, field), "{bad:?}");
        assert!(bad[0].found.contains(found), "{bad:?}");
    }
}

#[test]
fn a_refusal_names_rule_and_figures_and_is_logged() {
    let desk = Desk::founded();
    let file = desk.file("budget.jsonl", BUDGET);
    desk.json(&["append", &file]);
    let over = r#"{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":7,"amount":"36000000000.01","reason":"efisiensi"}}"#;
    let file = desk.file("over.jsonl", over);
    let dry = desk.run(&["append", &file, "--dry-run"]);
    assert_eq!(dry.status.code(), Some(1));
    let output = desk.run(&["append", &file]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    for part in ["BUD-07", "Rp36.000.000.000,01", "Rp36.000.000.000,00", "line 7"] {
        assert!(text.contains(part), "{part} is missing in: {text}");
    }
    let indonesian = stderr(&desk.run(&["append", &file, "--lang", "id"]));
    assert!(indonesian.contains("sisa tersedia tidak cukup"), "{indonesian}");
    let refusals = desk.json(&["refusals"]);
    let rules: Vec<&Value> =
        refusals["refusals"].as_array().unwrap().iter().map(|line| &line["rule"]).collect();
    assert_eq!(rules, ["BUD-07", "BUD-07"], "a dry run is no attempt");
    let figures = &refusals["refusals"][0]["figures"];
    assert_eq!((&figures["asked"], &figures["line"]), (&"36000000000.01".into(), &7.into()));
}

/// An unknown reference is named by the field in which it stands, wherever that is.
#[test]
fn an_unknown_reference_is_told_by_its_field() {
    let desk = Desk::founded();
    let file = desk.file("budget.jsonl", BUDGET);
    desk.json(&["append", &file]);
    let shift = r#"{"kind":"BudgetShifted","occurred_on":"2026-04-01","body":{"from":7,"to":99,"amount":"1","reason":"pergeseran"}}"#;
    let spd = r#"{"kind":"SpdIssued","occurred_on":"2026-04-01","body":{"number":"SPD/1","quarter":2,"lines":[{"line":7,"amount":"1"},{"line":99,"amount":"1"}]}}"#;
    let old = r#"{"kind":"HolidayDeclared","occurred_on":"2026-04-01","historical":99,"body":{"day":"2026-08-17","basis":"SKB"}}"#;
    for (line, field) in [(shift, "to"), (spd, "lines"), (old, "historical")] {
        let file = desk.file("unknown.jsonl", line);
        let refused = desk.json(&["append", &file]);
        let refused = &refused["refused"];
        assert_eq!(
            (&refused["rule"], &refused["figures"]["field"]),
            (&"ENV-01".into(), &field.into()),
            "{line}: {refused}"
        );
    }
}

/// Blank lines hold no event, but count: BUDGET begins with one.
#[test]
fn refusals_and_flags_name_the_line_of_the_file() {
    let desk = Desk::founded();
    let spaced = BUDGET.replace('\n', "\n\n");
    let over = spaced.replace("Rp1.000.000.000\"", "Rp37.000.000.001\"");
    let line = over.lines().position(|line| line.contains("BudgetBlocked")).unwrap() + 1;
    assert_eq!(line, 13);
    let file = desk.file("over.jsonl", &over);
    assert_eq!(desk.json(&["append", &file])["refused"]["line"], line);
    let text = stderr(&desk.run(&["append", &file]));
    assert!(text.contains(&format!("line {line}: BUD-07")), "{text}");
    let bad = desk.file("bad.jsonl", &spaced.replace("22 Maret 2026", "31 Februari 2026"));
    assert_eq!(desk.json(&["append", &bad])["bad_lines"][0]["line"], line);
    let whole = desk.json(&["append", &file, "--request-id", &"k".repeat(201)]);
    assert_eq!(
        (&whole["refused"]["rule"], &whole["refused"]["line"]),
        (&"REQ-12".into(), &Value::Null)
    );
}

#[test]
fn requests_are_idempotent_and_conditional() {
    let desk = Desk::founded();
    let file = desk.file("budget.jsonl", BUDGET);
    let first = desk.json(&["append", &file, "--request-id", "A-1"]);
    let again = desk.json(&["append", &file, "--request-id", "A-1"]);
    assert_eq!((&again["repeated"], &again["head"]), (&true.into(), &first["head"]));
    let other = desk.file("other.jsonl", BUDGET.trim().lines().next().unwrap());
    let reused = desk.run(&["append", &other, "--request-id", "A-1"]);
    assert!(stderr(&reused).contains("REQ-05"));
    let stale = desk.run(&["append", &other, "--if-head", &format!("2:{}", "0".repeat(64))]);
    assert!(stderr(&stale).contains("REQ-06"));
}

#[test]
fn folders_that_are_no_ledger_are_refused_and_left_alone() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["balances"]).status.code(), Some(3), "missing");
    std::fs::create_dir(desk.data()).unwrap();
    std::fs::write(desk.data().join("surat.txt"), "penting").unwrap();
    for args in [vec!["balances"], vec!["init", "--origin", "a/b"], vec!["demo"]] {
        let output = desk.run(&args);
        assert_eq!(output.status.code(), Some(3), "{args:?}: {}", stderr(&output));
    }
    let left: Vec<_> = std::fs::read_dir(desk.data()).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "nothing was added");
    let desk = Desk::founded();
    std::fs::write(desk.data().join("LEDGER"), "jejak ledger\nformat 9\nengine sled\n").unwrap();
    let newer = desk.run(&["balances"]);
    assert_eq!(newer.status.code(), Some(3));
    assert!(stderr(&newer).contains('9'), "{}", stderr(&newer));
}

#[test]
fn a_damaged_secret_is_refused_and_nothing_is_recorded() {
    let desk = Desk::founded();
    let path = desk.data().join("keys/request.secret");
    let sound = std::fs::read(&path).unwrap();
    let mut flipped = sound.clone();
    flipped[7] ^= 1;
    let file = desk.file("budget.jsonl", BUDGET);
    for damaged in [&flipped[..], &sound[..32], b""] {
        std::fs::write(&path, damaged).unwrap();
        let output = desk.run(&["append", &file]);
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert!(stderr(&output).contains("from a backup"), "{}", stderr(&output));
    }
    std::fs::write(&path, sound).unwrap();
    assert_eq!(desk.json(&["append", &file])["first_seq"], 3, "nothing was recorded before");
}

#[test]
fn a_copy_in_another_engine_has_the_same_head() {
    let desk = Desk::founded();
    let file = desk.file("budget.jsonl", BUDGET);
    let head = desk.json(&["append", &file])["head"].as_str().unwrap().to_owned();
    let to = desk.folder.path().join("copy");
    let copied = desk.json(&["copy", &to.to_string_lossy(), "--store", "redb"]);
    assert_eq!(format!("{}:{}", copied["size"], copied["chain_head"].as_str().unwrap()), head);
    let one = desk.json(&["balances", "--by", "line"]);
    let other: Value =
        serde_json::from_slice(&run(&to, &["balances", "--by", "line", "--json"]).stdout).unwrap();
    assert_eq!(one, other);
}

/// One origin has one signer: the key stays behind unless it is asked for, the secret of request
/// ids and the memory of what was signed go along.
#[test]
fn a_copy_signs_only_when_it_was_given_the_key() {
    let desk = Desk::founded();
    let file = desk.file("budget.jsonl", BUDGET);
    let first = desk.json(&["append", &file, "--request-id", "A-1"]);
    assert!(desk.run(&["checkpoint"]).status.success());
    for (args, signs) in [(vec![], false), (vec!["--with-key"], true)] {
        let to = desk.folder.path().join(format!("copy-{signs}"));
        let copied = desk.run(&[vec!["copy", &to.to_string_lossy()], args].concat());
        assert_eq!(copied.status.code(), Some(0));
        let told = if signs { "Retire the old folder" } else { "was not copied" };
        assert!(stderr(&copied).contains(told), "{}", stderr(&copied));
        let again = run(&to, &["append", &file, "--request-id", "A-1", "--json"]);
        let again: Value = serde_json::from_slice(&again.stdout).unwrap();
        assert_eq!((&again["repeated"], &again["head"]), (&true.into(), &first["head"]));
        assert_eq!(to.join("keys/checkpoint.key").exists(), signs);
        let checked = run(&to, &["verify", "--only", "checkpoints", "--json"]);
        let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
        assert_eq!(checked["verdicts"][2]["checked"], 2, "recorded, and in SIGNED");
        let checkpoint = run(&to, &["checkpoint"]);
        assert_eq!(checkpoint.status.success(), signs, "{}", stderr(&checkpoint));
    }
}

#[test]
fn wrong_usage_is_exit_code_two() {
    let desk = Desk::founded();
    for args in [
        vec!["balances", "--by", "nosuch"],
        vec!["balances", "--as-recorded", "3"],
        vec!["trail", "nosuch:1"],
        vec!["trail", "line"],
        vec!["show", "99"],
        vec!["kinds", "NoSuchKind"],
        vec!["init", "--origin", "has blank"],
        vec!["nosuch"],
    ] {
        let output = desk.run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
    }
}

/// Every value says what JSON it is; numbers say their limits.
#[track_caller]
fn assert_json_form(shape: &Value) {
    if let Some(fields) = shape["fields"].as_array() {
        return fields.iter().for_each(|field| assert_json_form(&field["shape"]));
    }
    for inner in ["optional", "list"] {
        if shape[inner].is_object() {
            return assert_json_form(&shape[inner]);
        }
    }
    assert!(!shape["json"].is_null(), "{shape}");
    let integer = shape["json"] == "integer" || shape["reference"].is_string();
    assert_eq!(integer, shape["maximum"].is_u64() && shape["minimum"].is_u64(), "{shape}");
}

#[test]
fn the_catalogue_gives_an_example_line_for_every_kind() {
    let desk = Desk::new();
    let kinds = desk.json(&["kinds"]);
    assert!(kinds.to_string().contains(&format!("\"maximum\":{}", u64::MAX)), "exact to the last");
    for kind in kinds["kinds"].as_array().unwrap() {
        for field in kind["fields"].as_array().unwrap() {
            assert_json_form(&field["shape"]);
        }
        let known = Kind::from_name(kind["kind"].as_str().unwrap()).unwrap();
        let line = examples::line_of(known).map(|line| serde_json::from_str(line).unwrap());
        assert_eq!(kind["example"], line.unwrap_or(Value::Null));
    }
}

/// Examples that are flagged: a deduction and a difference are what three of them are there to tell,
/// and a row's goods come in two parts.
const FLAGGED_EXAMPLES: &[&str] = &[
    "DeductionReported PAY-21",
    "GoodsHandedOver PAY-23",
    "ReconciliationRecorded CSH-06",
    "CentralDeductionReported PST-24",
];

/// Examples that break no rule: the story from which they come is recorded whole.
#[test]
fn examples_are_what_the_rules_let_pass() {
    let desk = Desk::new();
    let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
    let head = made["chain_head"].as_str().unwrap();
    assert!(desk.run(&["checkpoint"]).status.success(), "a sample is drawn from a checkpoint");
    let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
    let told = desk.json(&["append", &story]);
    assert!(told["refused"].is_null(), "{told}");
    let lines: Vec<&str> = examples::STORY.lines().collect();
    let shown: Vec<&str> = Kind::ALL.iter().filter_map(|kind| examples::line_of(*kind)).collect();
    let mut flagged = Vec::new();
    for flag in told["flags"].as_array().unwrap() {
        let at = usize::try_from(flag["line"].as_u64().unwrap()).unwrap() - 1;
        if shown.contains(&lines[at]) {
            let line: Value = serde_json::from_str(lines[at]).unwrap();
            flagged.push(format!("{} {}", line["kind"], flag["rule"]).replace('"', ""));
        }
    }
    assert_eq!(flagged, FLAGGED_EXAMPLES);
}

#[test]
fn the_help_of_trail_names_every_word_before_the_colon() {
    let help = Desk::new().run(&["trail", "--help"]);
    let help = String::from_utf8(help.stdout).unwrap();
    let objects = jejak_events::Object::ALL.iter().map(|object| object.word());
    let words = jejak_events::Tag::WORDS.iter().map(|(word, _)| *word);
    for word in objects.chain(words).chain(["flag"]) {
        assert!(help.contains(word), "{word} is missing in: {help}");
    }
}

#[test]
fn kinds_tell_of_every_field_around_the_body() {
    let desk = Desk::new();
    let listed = String::from_utf8(desk.run(&["kinds"]).stdout).unwrap();
    let help = String::from_utf8(desk.run(&["kinds", "--help"]).stdout).unwrap();
    let unknown = jejak::exchange::drafts::read(r#"{"nosuch":1}"#).unwrap_err();
    let fields: Vec<&str> =
        unknown[0].found.split('`').chain(unknown[0].expected.split('`')).collect();
    for field in [
        "kind",
        "recorder",
        "official",
        "label",
        "documents",
        "historical",
        "fiscal_year",
        "signature",
    ] {
        assert!(fields.contains(&field), "{unknown:?}");
        assert!(listed.contains(field) && help.contains(field), "{field}");
    }
}

#[test]
fn doctor_tells_of_logs_that_are_read_no_more() {
    let desk = Desk::founded();
    std::fs::write(desk.data().join("refusals.jsonl"), "{}\n").unwrap();
    assert_eq!(desk.json(&["refusals"])["refusals"], serde_json::json!([]));
    let doctor = desk.json(&["doctor"]).to_string();
    assert!(doctor.contains("refusals.jsonl was written by an earlier version"), "{doctor}");
}

#[test]
fn doctor_looks_at_the_secret_of_request_ids() {
    let desk = Desk::founded();
    let path = desk.data().join("keys/request.secret");
    assert!(!desk.json(&["doctor"]).to_string().contains("request.secret"));
    std::fs::write(&path, [7; 36]).unwrap();
    let damaged = desk.json(&["doctor"]);
    assert_eq!(damaged["failed"], 1, "{damaged}");
    assert!(damaged.to_string().contains("request.secret is damaged"), "{damaged}");
    std::fs::remove_file(&path).unwrap();
    let missing = desk.json(&["doctor"]);
    assert_eq!(missing["failed"], 0, "{missing}");
    assert!(missing.to_string().contains("request.secret\""), "{missing}");
}

#[test]
fn the_definition_of_the_command_line_holds() {
    jejak::cli::definition().debug_assert();
    for subcommand in jejak::cli::definition().get_subcommands() {
        assert!(subcommand.get_about().is_some(), "{} says nothing", subcommand.get_name());
    }
}
