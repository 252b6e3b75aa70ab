//! `--server`: a command says the same of a running service as of the folder that it serves.

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::cli::{Desk, run, stderr};

/// A service of its own, ended with its owner.
struct Service {
    child: Child,
    url: String,
}

impl Service {
    fn of(desk: &Desk) -> Service {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jejak"))
            .env("LANG", "C")
            .arg("--data")
            .arg(desk.data())
            .args(["serve", "--listen", "127.0.0.1:0", "--accept-clock"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while told.read_line(&mut line).unwrap() > 0 && !line.contains("listening on") {
            line.clear();
        }
        let url = line.trim().trim_start_matches("listening on ").to_owned();
        assert!(url.starts_with("http://"), "{line}");
        // Whoever writes to a pipe that nobody reads is ended by it.
        std::thread::spawn(move || told.read_to_end(&mut Vec::new()));
        Service { child, url }
    }

    fn run(&self, token: &str, args: &[&str]) -> Output {
        asked(&self.url, token, args)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn asked(url: &str, token: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jejak"))
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .args(["--server", url, "--token-file", token])
        .args(args)
        .output()
        .unwrap()
}

/// The file of a new token of the founding account.
fn token(desk: &Desk) -> String {
    let acts = ["read-aggregates", "read-all", "read-refusals", "import", "verify"];
    let acts = acts.iter().flat_map(|act| ["--act", act]);
    let issue = ["account", "token", "issue", "1", "--label", "uji", "--until", "2027-06-30"];
    let kinds = ["--kind", "RegionRegistered", "--kind", "HolidayDeclared"];
    let args: Vec<&str> = issue.into_iter().chain(acts).chain(kinds).collect();
    let issued = desk.json(&args);
    private(desk, "token", issued["token"].as_str().unwrap())
}

fn private(desk: &Desk, name: &str, text: &str) -> String {
    let file = desk.file(name, text);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    file
}

fn holiday(day: &str) -> String {
    format!(
        r#"{{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{{"day":"{day}","basis":"SKB"}}}}"#
    )
}

const REGION: &str = r#"{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}"#;

const BUDGET: &str = r#"
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1.01","name":"PAD","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"BudgetCeilingSet","label":"L","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.01.01.0001","source":"1.1.01","programme":"BLT","region":"36","standing":"sendiri","basis":"dpa","amount":"Rp37.000.000.000,-"}}
{"kind":"BudgetBlocked","occurred_on":"2026-03-22","body":{"line":"@L","amount":"Rp1.000.000.000","reason":"efisiensi"}}
"#;

/// A ledger with a budget, a refused attempt, and roles of the founding account that reads and imports.
fn desk() -> Desk {
    let desk = Desk::founded();
    let (region, budget) = (desk.file("region.jsonl", REGION), desk.file("budget.jsonl", BUDGET));
    assert!(desk.run(&["append", &region]).status.success());
    assert_eq!(desk.run(&["append", &region]).status.code(), Some(1));
    assert!(desk.run(&["append", &budget]).status.success());
    for role in ["auditor", "operator"] {
        let granted = desk.run(&["account", "grant", "1", role]);
        assert!(granted.status.success(), "{}", stderr(&granted));
    }
    desk.file("bad.jsonl", &holiday("31 Februari 2026"));
    desk.file("empty.jsonl", "\n");
    desk.file("bad.csv", "Nomor SP2D;Tanggal SP2D;Nilai\n1/SP2D/2026;kapan;1,234.56\n");
    for (name, day) in [("one.jsonl", "2026-08-17"), ("two.jsonl", "2026-12-25")] {
        desk.file(name, &holiday(day));
    }
    desk
}

/// What is asked, and how it ends; `@` stands before a file of the desk.
type Case = (&'static str, i32);

/// What reads: asked of the folder first, then of the service.
const READING: &[Case] = &[
    ("kinds", 0),
    ("kinds BudgetBlocked", 0),
    ("kinds Nothing", 2),
    ("balances --by line", 0),
    ("balances --by line --lang id", 0),
    ("balances --by line --as-of 2026-03-21", 0),
    ("balances --by line --json", 0),
    ("balances --by nothing", 2),
    ("report", 0),
    ("report lra --year 2026", 0),
    ("report lra --year 2026 --json", 0),
    ("report lra --year 2026 --format csv", 0),
    ("report lra --year 2026 --format csv --separator , --decimals id", 0),
    ("report lra --year 2026 --format html --paper f4", 0),
    ("report lra --year 2026 --format json", 0),
    ("report lra --year 2019", 0),
    ("report nothing --json", 2),
    ("trail region:36", 0),
    ("trail region:36 --json --lang id", 0),
    ("show 5", 0),
    ("show 99999", 2),
    ("due", 0),
    ("check A01", 0),
    ("check A01 A02 --json", 0),
    ("check A01 --format csv", 0),
    ("check Z99", 2),
    ("import sipd-sp2d @bad.csv", 1),
    ("import sipd-sp2d @bad.csv --json", 1),
    ("import nothing @bad.csv", 2),
    ("append @bad.jsonl", 1),
    ("append @bad.jsonl --json", 1),
    ("append @empty.jsonl", 2),
    ("append @one.jsonl --dry-run", 0),
    ("append @region.jsonl", 1),
    ("append @region.jsonl --json --lang id", 1),
];

/// What records, in this order, on the folder's copy and by the service.
const RECORDING: &[Case] = &[
    ("append @one.jsonl --json --request-id A-1", 0),
    ("append @one.jsonl --json --request-id A-1", 0),
    ("append @two.jsonl --json --request-id A-1", 1),
    ("append @two.jsonl", 0),
];

fn words(desk: &Desk, line: &str) -> Vec<String> {
    let folder = desk.data().parent().unwrap().to_owned();
    let placed = |word: &str| match word.strip_prefix('@') {
        Some(name) => folder.join(name).to_string_lossy().into_owned(),
        None => word.to_owned(),
    };
    line.split(' ').map(placed).collect()
}

/// Stdout without what tells of the time at which, or how fast, it was made.
fn printed(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if let Ok(Value::Object(mut told)) = serde_json::from_str(&text) {
        for name in ["microseconds", "head", "recorded_at"] {
            told.remove(name);
        }
        return Value::Object(told).to_string();
    }
    let lasting = |line: &&str| !line.starts_with("head ") && !line.contains(", found in ");
    text.lines().filter(lasting).collect::<Vec<_>>().join("\n")
}

/// Where two answers differ; nothing where they do not.
fn difference(line: &str, code: i32, here: &Output, there: &Output) -> Option<String> {
    let codes = (here.status.code(), there.status.code());
    let same = printed(here) == printed(there) && codes == (Some(code), Some(code));
    let told = || {
        let [one, other] = [here, there].map(|it| format!("{}\n{}", printed(it), stderr(it)));
        format!("{line}: expected {code}, {codes:?}\n--- folder\n{one}\n--- service\n{other}")
    };
    (!same).then(told)
}

#[test]
fn a_service_answers_what_its_folder_does() {
    let desk = desk();
    let token = token(&desk);
    let lines: Vec<Vec<String>> = READING.iter().map(|(line, _)| words(&desk, line)).collect();
    let args: Vec<Vec<&str>> =
        lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
    let here: Vec<Output> = args.iter().map(|args| desk.run(args)).collect();
    let beside = desk.data().with_file_name("copy");
    crate::person::copy(&desk.data(), &beside);
    let service = Service::of(&desk);
    let mut wrong = Vec::new();
    for ((args, (line, code)), here) in args.iter().zip(READING).zip(&here) {
        wrong.extend(difference(line, *code, here, &service.run(&token, args)));
    }
    for (line, code) in RECORDING {
        let typed = words(&desk, line);
        let args: Vec<&str> = typed.iter().map(String::as_str).collect();
        let here = run(&beside, &args);
        wrong.extend(difference(line, *code, &here, &service.run(&token, &args)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A file of the answer is the file that the command at the folder writes, whole or not at all.
#[test]
fn an_answer_is_written_whole_or_not_at_all() {
    let desk = desk();
    let token = token(&desk);
    let folder = desk.data().parent().unwrap().to_owned();
    let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let report = ["report", "lra", "--year", "2026", "-o"];
    for ending in ["csv", "html", "json"] {
        let here = place(&format!("here.{ending}"));
        assert!(desk.run(&[&report[..], &[&here]].concat()).status.success());
    }
    let service = Service::of(&desk);
    for ending in ["csv", "html", "json"] {
        let [here, there] = ["here", "there"].map(|name| place(&format!("{name}.{ending}")));
        let output = service.run(&token, &[&report[..], &[&there]].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
        let [here, there] = [here, there].map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(here, there, "{ending}");
    }
    let book = place("there.xlsx");
    assert!(service.run(&token, &[&report[..], &[&book]].concat()).status.success());
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    let again = service.run(&token, &[&report[..], &[&book]].concat());
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    let nothing = place("nothing.csv");
    let refused = service.run(&token, &["report", "nothing", "-o", &nothing]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(!std::path::Path::new(&nothing).exists());
}

#[test]
fn who_is_not_known_or_not_there_is_said() {
    let desk = desk();
    let good = token(&desk);
    let wrong = private(&desk, "wrong", &format!("jejak_{}", "a".repeat(64)));
    let none = private(&desk, "none", "two words\n");
    let open = desk.file("open", "jejak_open");
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o644)).unwrap();
    let service = Service::of(&desk);
    let free = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let elsewhere = format!("{}/elsewhere", service.url);
    let one = desk.file("third.jsonl", &holiday("2026-05-01"));
    let here = service.url.as_str();
    let table: &[(&str, &str, &[&str], i32, &str)] = &[
        (here, &wrong, &["kinds"], 1, "expected a session or an unexpired token"),
        (here, &wrong, &["append", &one], 1, "expected a session or an unexpired token"),
        (here, &none, &["kinds"], 2, "expected one token"),
        (here, &open, &["kinds"], 3, "expected mode 600, found 644"),
        (here, "nowhere", &["kinds"], 3, "nowhere: No such file"),
        (here, &good, &["checkpoint"], 1, "you may not sign checkpoints"),
        (&free, &good, &["kinds"], 3, "no answer from 127.0.0.1:"),
        (&free, &good, &["kinds", "--lang", "id"], 3, "sambungan ditolak"),
        (&elsewhere, &good, &["kinds"], 2, ""),
        ("http://jejak.example", &good, &["kinds"], 2, "--insecure-http"),
        ("https://a:b@jejak.example", &good, &["kinds"], 2, "--server: expected https://HOST"),
        (here, &good, &["init", "--origin", "a.example/b"], 2, "is no operation of the service"),
        (here, &good, &["rebuild"], 2, "with --data"),
        (here, &good, &["append", &one, "--as", "1"], 2, "--as: expected without --server"),
        (here, &good, &["append", &one, "--accept-clock"], 2, "jejak serve --accept-clock"),
        (here, &good, &["kinds", "--data", "x"], 2, "expected either --data or --server"),
    ];
    for (url, token, args, code, expected) in table {
        let output = asked(url, token, args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(*code), "{url} {args:?}: {said}");
        assert!(said.contains(expected), "{url} {args:?}: {said}");
        assert!(!said.contains("jejak_"), "no token is told: {said}");
    }
    let mut untold = Command::new(env!("CARGO_BIN_EXE_jejak"));
    let untold = untold.env("LANG", "C").env_remove("JEJAK_TOKEN_FILE");
    let output = untold.args(["--server", here, "kinds"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--token-file: expected the file of a token"));
}
