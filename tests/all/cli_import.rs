//! `jejak import`: the files of `tests/fixtures/import`, as offices, banks and systems send them.
//! `make.py` beside them wrote them, with made-up people.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Output;

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};

use crate::cli::stderr;
use crate::person::Office;

/// What the files name: places, a source, a programme, a line, an open decree, a
/// cash account, a ministry's period.
const BEFORE: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03","name":"Kabupaten Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03.12","name":"Kosambi","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03.12.2001","name":"Salembaran Jati","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71","name":"Kota Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71.01","name":"Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71.01.1001","name":"Sukarasa","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1.01","name":"Pajak daerah","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"BudgetCeilingSet","label":"line","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.01.01.0001","source":"1.1.01","programme":"BLT","region":"36","standing":"sendiri","basis":"dpa","amount":"Rp37.000.000.000,-"}}
{"kind":"DecreeOpened","occurred_on":"2026-03-02","body":{"number":"188.4/17-DINSOS/2026","signed_on":"2026-03-02","programme":"BLT","count":5,"total":"3000000.00"}}
{"kind":"CashAccountOpened","occurred_on":"2026-01-02","body":{"kind":"rkud","organisation":"@dinsos","name":"RKUD"}}
{"kind":"CentralPeriodOpened","occurred_on":"2026-01-02","body":{"programme":"BLT","first":"2026-01","months":3,"fiscal_year":2026}}
"#;

/// Numbers of the events of [`BEFORE`] that settings name.
const LINE: &str = "line=13";
const DECREE: &str = "decree=14";
const CASH: &str = "cash=15";
const PERIOD: &str = "period=16";

/// What no message, answer or event may repeat.
const SECRETS: &[&str] = &[
    "3603125201900001",
    "3603125507850002",
    "Rahmawati",
    "RAHMAWATI",
    "Santoso",
    "Melati",
    "AMINAH",
    "0012345678901",
    "FT26061ABC1",
    "360312410465005",
    "Simanjuntak",
];

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

pub fn office() -> Office {
    Office::with(BEFORE)
}

pub fn import(office: &Office, profile: &str, file: &str, more: &[&str]) -> Output {
    let path = if file.contains('/') { PathBuf::from(file) } else { fixture(file) };
    let path = path.to_string_lossy().into_owned();
    let settings: Vec<&str> = more
        .iter()
        .flat_map(|word| {
            if word.starts_with('-') || !word.contains('=') {
                vec![*word]
            } else {
                vec!["--set", *word]
            }
        })
        .collect();
    let output = office.run(&[&["import", profile, &path, "--json"], &settings[..]].concat());
    let told = [output.stdout.as_slice(), &output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    for secret in SECRETS {
        assert!(!told.contains(secret), "{file} repeats `{secret}`: {told}");
    }
    output
}

#[track_caller]
pub fn told(output: &Output, code: i32) -> Value {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
pub fn said(output: &Output, code: i32, words: &[&str]) {
    let told = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{told}");
    for word in words {
        assert!(told.contains(word), "`{word}` is not in: {told}");
    }
}

pub fn bodies(office: &Office, kind: &str) -> Vec<Value> {
    let export = office.run(&["export", "jsonl"]);
    let text = String::from_utf8(export.stdout).unwrap();
    let events = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    events.filter(|event| event["kind"] == kind).map(|event| event["body"].clone()).collect()
}

/// Row and column of everything that is listed as bad.
fn bad(answer: &Value) -> Vec<(u64, &str)> {
    let rows = answer["bad_rows"].as_array().unwrap();
    rows.iter().map(|row| (row["line"].as_u64().unwrap(), row["field"].as_str().unwrap())).collect()
}

/// Column, kind of repair and number of rows.
fn repairs(answer: &Value) -> Value {
    let all = answer["repairs"].as_array().unwrap().iter();
    all.map(|it| json!([it["column"], it["repair"], it["rows"]])).collect()
}

#[test]
fn an_annex_of_a_decree_becomes_people_rows_and_a_closed_decree() {
    let office = office();
    let settings = [DECREE, LINE];
    let trial =
        told(&import(&office, "bnba", "bnba.xlsx", &[&settings[..], &["--dry-run"]].concat()), 0);
    assert_eq!((&trial["recorded"], &trial["rows"]), (&json!(false), &json!(5)));
    assert!(bodies(&office, "RecipientDesignated").is_empty(), "a trial records nothing");
    let trial_again =
        told(&import(&office, "bnba", "bnba.xlsx", &[&settings[..], &["--dry-run"]].concat()), 0);
    assert_eq!(trial_again["notes"], trial["notes"], "nor does it keep anybody in the vault");

    let done = told(&import(&office, "bnba", "bnba.xlsx", &settings), 0);
    assert_eq!(
        (&done["rows"], &done["events"], &done["judged_whole"]),
        (&trial["rows"], &trial["events"], &json!(true))
    );
    assert_eq!(
        repairs(&done),
        json!([
            ["alamat", "blanks", 1],
            ["nama", "blanks", 1],
            ["nik", "wrapping", 2],
            ["nik", "blanks", 1],
            ["nik", "number", 1],
            ["no_rek", "wrapping", 1]
        ])
    );
    assert_eq!(done["passed_over"], 3, "the total and the signatures");
    let rows = bodies(&office, "RecipientDesignated");
    let told_of: Vec<(&Value, &Value, bool)> =
        rows.iter().map(|row| (&row["number"], &row["region"], row["account"].is_null())).collect();
    let village = json!("36.03.12.2001");
    let town = json!("36.71.01.1001");
    assert_eq!(
        told_of,
        [
            (&json!(1), &village, false),
            (&json!(2), &village, false),
            (&json!(3), &village, true),
            (&json!(4), &town, true),
            (&json!(5), &village, true)
        ]
    );
    let closed = bodies(&office, "DecreeClosed");
    assert_eq!((&closed[0]["count"], &closed[0]["total"]), (&json!(5), &json!("3000000.00")));
    assert_eq!(bodies(&office, "ImportClosed").len(), 1);
    said(
        &import(&office, "bnba", "bnba.xlsx", &settings),
        1,
        &["was not imported yet", "byte for byte"],
    );
    assert!(office.run(&["verify"]).status.success());
}

#[test]
fn every_bad_row_is_listed_and_written_back_with_reasons() {
    let office = office();
    let out = office.desk.data().with_file_name("reasons.xlsx");
    let path = out.to_string_lossy().into_owned();
    let output = import(&office, "bnba", "bnba-damaged.xlsx", &[DECREE, LINE, "--reasons", &path]);
    let listed = told(&output, 1);
    assert_eq!(
        bad(&listed),
        [
            (9, "nik"),
            (10, "nik"),
            (11, "kab_kota"),
            (12, "no_rek"),
            (13, "nik"),
            (14, "nama"),
            (15, "nilai"),
            (16, "nilai"),
            (17, "nilai"),
            (18, "desa")
        ]
    );
    assert_eq!(listed["rows"], 11);
    assert!(bodies(&office, "RecipientRegistered").is_empty(), "good rows of a bad file neither");

    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let mut book: Xlsx<_> = calamine::open_workbook(&out).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cell =
        |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!(cell(7, 13), "What is wrong");
    assert!(cell(8, 13).starts_with("nik: expected 16 digits as text, found scientific notation"));
    assert!(cell(10, 13).contains("may be two"), "{}", cell(10, 13));
    assert_eq!(
        (cell(8, 1).as_str(), cell(18, 13).as_str()),
        ("Siti Rahmawati", ""),
        "the file itself"
    );
    let again = import(&office, "bnba", "bnba-damaged.xlsx", &[DECREE, LINE, "--reasons", &path]);
    said(&again, 3, &["could not be written"]);
}

#[test]
fn headings_are_mapped_once_and_used_again() {
    let office = office();
    let kept = office.desk.data().with_file_name("mapping.json");
    let kept = kept.to_string_lossy().into_owned();
    let settings = [DECREE, LINE];
    let lacking = import(&office, "bnba", "bnba-mapped.csv", &settings);
    said(&lacking, 1, &["lacks `nilai`", "`Besaran Bantuan`", "--map"]);
    let map = [
        "--map",
        "Besaran Bantuan=nilai",
        "--map",
        "N.I.K.=nik",
        "--save-mapping",
        &kept,
        "--dry-run",
    ];
    let path = fixture("bnba-mapped.csv").to_string_lossy().into_owned();
    let base = ["import", "bnba", &path, "--set", DECREE, "--set", LINE, "--json"];
    told(&office.run(&[&base[..], &map].concat()), 0);
    let used = told(&office.run(&[&base[..], &["--mapping", &kept]].concat()), 0);
    assert_eq!(used["read_as"], "windows-1252, separator `;`, heading in line 1");
    assert_eq!(bodies(&office, "RecipientDesignated").len(), 2);
}

#[test]
fn a_register_of_sp2d_becomes_observations_with_unknown_steps() {
    let office = office();
    let done = told(&import(&office, "sipd-sp2d", "sp2d.csv", &[]), 0);
    assert_eq!(
        (&done["rows"], &done["events"], &done["passed_over"]),
        (&json!(4), &json!(6), &json!(2))
    );
    assert_eq!(repairs(&done), json!([["tanggal_sp2d", "serial", 1]]));
    let rows = bodies(&office, "Sp2dRowObserved");
    let first = json!({
        "number": "00012/SP2D/2026", "dated": "2026-03-22", "amount": "37000000000.00",
        "kind": "ls-pihak-ketiga", "spp": "00012/SPP/2026", "spp_dated": "2026-03-10",
        "spm": "00012/SPM/2026", "spm_dated": null, "paid_on": null, "account": null, "data": done["import"],
    });
    assert_eq!(rows[0], first);
    assert_eq!((&rows[2]["kind"], &rows[2]["spp"]), (&json!("up"), &Value::Null));
    assert_eq!(rows[3]["dated"], "2026-03-25");
    let opened = &bodies(&office, "ImportOpened")[0];
    assert_eq!(
        (&opened["from"], &opened["position"], &opened["count"]),
        (&json!("2026-03-22"), &json!("2026-03-25"), &json!(4))
    );
    assert_eq!(bodies(&office, "ImportClosed")[0]["total"], opened["total"]);

    let wrong = told(&import(&office, "sipd-sp2d", "sp2d-wrong.csv", &[]), 1);
    assert_eq!(bad(&wrong), [(7, "tanggal_sp2d"), (8, "nomor_sp2d"), (9, "ls_gaji")]);
    let total = told(&import(&office, "sipd-sp2d", "sp2d-total.csv", &[]), 1);
    assert_eq!(bad(&total), [(10, "ls_pihak_ketiga")], "a total that is not the sum");
    let detail = told(&import(&office, "sipd-sp2d", "sp2d-detail.csv", &[]), 0);
    assert_eq!(
        (&detail["rows"], &detail["columns_passed_over"]),
        (&json!(2), &json!(["nama_pihak_ketiga", "no_rek"]))
    );
    let sheet = told(&import(&office, "sipd-sp2d", "sp2d.xlsx", &[]), 0);
    assert_eq!(
        repairs(&sheet),
        json!([
            ["nilai", "noise", 1],
            ["tanggal_cair", "time-of-day", 2],
            ["tanggal_sp2d", "serial", 1]
        ])
    );
    assert!(office.run(&["verify"]).status.success());
}

#[test]
fn a_bank_statement_becomes_lines_whose_balances_follow() {
    let office = office();
    let needs = office.desk.run(&[
        "import",
        "bank-statement",
        &fixture("statement.txt").to_string_lossy(),
        "--set",
        CASH,
    ]);
    assert_ne!(needs.status.code(), Some(0), "without the key of the vault");
    said(&import(&office, "bank-statement", "statement.txt", &[]), 2, &["`--set cash=...`"]);
    said(
        &import(&office, "bank-statement", "statement.txt", &["cash=13"]),
        2,
        &["event 13, which made none"],
    );
    let done = told(&import(&office, "bank-statement", "statement.txt", &[CASH]), 0);
    assert_eq!(done["read_as"], "utf-16le, separator tab, heading in line 3");
    let lines = bodies(&office, "BankLineObserved");
    let of = |at: usize| {
        (lines[at]["direction"].clone(), lines[at]["amount"].clone(), lines[at]["sp2d"].clone())
    };
    assert_eq!(of(0), (json!("masuk"), json!("5000000.00"), Value::Null));
    assert_eq!(of(1), (json!("keluar"), json!("37000000.00"), json!("00012/SP2D/2026")));
    assert!(lines[0]["bank_reference"].is_string() && lines[2]["bank_reference"].is_null());
    assert_eq!((lines.len(), &done["passed_over"]), (3, &json!(1)), "the balance brought forward");
    let gap = told(&import(&office, "bank-statement", "statement-gap.csv", &[CASH]), 1);
    assert_eq!(bad(&gap), [(5, "saldo")]);
    said(&import(&office, "bank-statement", "statement-english.csv", &[CASH]), 1, &["bad"]);
    let english = told(
        &import(&office, "bank-statement", "statement-english.csv", &[CASH, "--amounts", "en"]),
        0,
    );
    assert_eq!(english["rows"], 2);
}

#[test]
fn the_other_profiles_record_what_they_read() {
    let office = office();
    let status = told(&import(&office, "siks-ng", "siks-ng.csv", &[PERIOD]), 0);
    assert_eq!(
        (&status["rows"], &status["read_as"]),
        (&json!(2), &json!("utf-8, separator `|`, heading in line 1"))
    );
    assert_eq!(bodies(&office, "CentralStatusObserved")[0]["region"], "36.03");
    let doubt = told(&import(&office, "siks-ng", "siks-ng-ambiguous.csv", &[PERIOD]), 1);
    assert_eq!(bad(&doubt), [(2, "kab_kota"), (3, "kab_kota"), (3, "status"), (4, "kpm")]);

    let regions = told(&import(&office, "regions", "regions.csv", &[]), 0);
    assert_eq!(regions["events"], 4);
    let sheet = told(&import(&office, "regions", "regions.xlsx", &[]), 0);
    assert_eq!(
        (&sheet["events"], repairs(&sheet)),
        (&json!(1), json!([["kode", "time-for-code", 1]])),
        "known ones are passed over"
    );

    let sources = told(&import(&office, "funding-sources", "funding-sources.xlsx", &[]), 0);
    assert_eq!(repairs(&sources), json!([["kode", "time-for-code", 2]]));
    let codes: Vec<Value> = bodies(&office, "FundingSourceRegistered")
        .iter()
        .map(|body| body["code"].clone())
        .collect();
    assert_eq!(codes, ["1.1.01", "1.1.02", "1.1.03", "1.1.04", "2.2.01.01.03.0050"]);
    let dates = told(&import(&office, "funding-sources", "funding-sources-dates.xlsx", &[]), 1);
    assert_eq!(bad(&dates), [(2, "kode"), (3, "keluarga")]);

    let opening = fs::read_to_string(fixture("opening.csv")).unwrap().replace("{cash}", "15");
    let opening = office.desk.file("opening.csv", &opening);
    said(&import(&office, "opening-balances", &opening, &[]), 2, &["--position"]);
    let done =
        told(&import(&office, "opening-balances", &opening, &["--position", "2026-01-01"]), 0);
    assert_eq!(done["events"], 3);
    assert_eq!(bodies(&office, "OpeningCashRecorded")[0]["amount"], "5000000.00");
}

#[test]
fn people_of_dtks_go_to_the_vault_and_the_dead_are_found_there() {
    let office = office();
    let done = told(
        &import(
            &office,
            "dtks",
            "dtks.csv",
            &["programme=BLT", "--version", "2025-T3", "--position", "2025-09-30"],
        ),
        0,
    );
    assert_eq!(done["rows"], 2);
    let checked = bodies(&office, "EligibilityChecked");
    assert_eq!(
        (&checked[0]["outcome"], &checked[1]["outcome"], &checked[1]["reason"]),
        (&json!("diterima"), &json!("ditolak"), &json!("nik-tidak-padan"))
    );
    let export = String::from_utf8(office.run(&["export", "jsonl"]).stdout).unwrap();
    assert!(
        SECRETS.iter().all(|secret| !export.contains(secret)),
        "the chain holds nothing personal"
    );

    let trial =
        told(&import(&office, "match-list", "deceased.csv", &["kind=deceased", "--dry-run"]), 0);
    assert_eq!(trial["notes"], json!(["1 people of the vault stand on the list"]));
    let done = told(&import(&office, "match-list", "deceased.csv", &["kind=deceased"]), 0);
    assert_eq!(done["events"], 2);
    assert_eq!(bodies(&office, "RecipientStatusChanged")[0]["effective"], "2026-05-31");
    said(
        &import(&office, "match-list", "deceased.csv", &["kind=deceased"]),
        1,
        &["was not imported yet"],
    );
    assert!(office.run(&["verify"]).status.success());
}

/// A sheet that is nothing but formats ends soon, with what to do.
#[test]
fn a_sheet_of_blanks_is_refused_soon() {
    let office = office();
    let path = office.desk.data().with_file_name("blanks.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let format = rust_xlsxwriter::Format::new().set_bold();
    let sheet = book.add_worksheet();
    for (column, name) in (0u16..).zip(["Nomor SP2D", "Tanggal SP2D", "Nilai"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for row in 1..100_000 {
        for column in 0..30 {
            sheet.write_blank(row, column, &format).unwrap();
        }
    }
    book.save(&path).unwrap();
    let begun = std::time::Instant::now();
    let output = import(&office, "sipd-sp2d", &path.to_string_lossy(), &[]);
    said(&output, 1, &["Delete the"]);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn wrong_files_and_options_are_told_what_was_expected() {
    let office = office();
    let html =
        office.desk.file("export.xls", "<html><table><tr><td>Nomor SP2D</td></tr></table></html>");
    let other = office.desk.file("other.csv", "a;b\n1;2\n");
    let none = office.desk.file("none.csv", "Nomor SP2D;Tanggal SP2D;Nilai\n");
    for (profile, file, more, code, words) in [
        ("sipd-sp2d", html.as_str(), &[][..], 1, &["web page"][..]),
        ("sipd-sp2d", &other, &[], 1, &["expected a heading with nomor_sp2d, tanggal_sp2d"]),
        ("sipd-sp2d", &none, &[], 1, &["expected rows below the heading"]),
        ("sipd-sp2d", "sp2d.csv", &["warna=biru"], 2, &["expected settings among"]),
        ("sipd-sp2d", "sp2d.xlsx", &["--sheet", "Lain"], 2, &["expected one of `Sheet1`"]),
        ("sipd-sp2d", "/no/such.csv", &[], 3, &["expected a file"]),
        ("rapor", "sp2d.csv", &[], 2, &["expected a profile among bnba, dtks"]),
        ("bnba", "bnba.xlsx", &[DECREE, "line=14"], 2, &["--set line"]),
    ] {
        said(&import(&office, profile, file, more), code, words);
    }
    let without = crate::cli::Desk::founded();
    let path = fixture("bnba.xlsx").to_string_lossy().into_owned();
    let output = without.run(&["import", "bnba", &path, "--set", DECREE, "--set", LINE]);
    said(&output, 2, &["bnba: expected a vault", "jejak person init"]);
    let listed = without.json(&["import", "--profiles"]);
    assert_eq!(listed["profiles"].as_array().unwrap().len(), 11);
}
