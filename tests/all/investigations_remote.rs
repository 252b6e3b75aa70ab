//! An investigation through `--server`: what an inspector types there is said and done as at the machine.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::api_house::{Service, account, copied, token};
use crate::cli::stderr;
use crate::investigations::KINDS;
use crate::person::Office;

/// Who types: two inspectors and their head.
const ROLES: [&str; 3] = ["auditor", "auditor", "inspektur"];
const ONE: usize = 0;
const OTHER: usize = 1;
const HEAD: usize = 2;

/// Who types what, and how it ends. A word in capitals stands for what was answered before, or for
/// something of the office.
const SCRIPT: &[(usize, &str, i32)] = &[
    (ONE, "open --number ST/7/2026 --ground pengaduan --json", 0),
    (OTHER, "open --number ST/7/2026 --ground pengaduan", 1),
    (OTHER, "open --number ST/8/2026 --ground nothing", 2),
    (ONE, "add ID 5 3 --reason janggal", 0),
    (ONE, "add ID 9999 --reason bukti", 1),
    (ONE, "remove ID 3 --reason keliru --json", 0),
    (ONE, "note ID TEXT --json", 0),
    (ONE, "note ID TEXT --follows NOTE", 0),
    (ONE, "note ID TEXT --follows 1 --lang id", 1),
    (ONE, "document ID DOCUMENT", 0),
    (ONE, "document ID 0102030405060708090a0b0c0d0e0f10", 1),
    (ONE, "hold ID --recipient PERSON", 0),
    (ONE, "hold ID --recipient PERSON --json", 0),
    (ONE, "show ID", 0),
    (ONE, "show ID --notes --json", 0),
    (OTHER, "show ID", 1),
    (HEAD, "show ID --as-head --json", 0),
    (ONE, "list", 0),
    (HEAD, "list --as-head", 0),
    (ONE, "custody ID --lang id", 0),
    (ONE, "custody ID --json", 0),
    (ONE, "export ID --json", 0),
    (ONE, "export ID --format html --lang id", 0),
    (ONE, "export ID --notes -o DOSSIER", 0),
    (ONE, "hand-over ID --to NOBODY", 1),
    (ONE, "hand-over ID --to COLLEAGUE", 0),
    (ONE, "close ID --outcome terbukti", 1),
    (OTHER, "close ID --outcome terbukti", 0),
    (OTHER, "add ID 4 --reason bukti", 1),
    (OTHER, "reopen ID --reason bukti-baru --json", 0),
    (OTHER, "hold ID --recipient PERSON --lift", 0),
    (HEAD, "custody ID --as-head", 0),
    (HEAD, "export ID --as-head -o DOSSIER", 2),
];

/// Goes through the script; what each line came to, without what differs each time.
fn played(
    run: impl Fn(usize, &[&str]) -> Output,
    mut known: BTreeMap<&'static str, String>,
) -> Vec<String> {
    let mut told = Vec::new();
    for (who, line, code) in SCRIPT {
        let words: Vec<&str> =
            line.split(' ').map(|word| known.get(word).map_or(word, String::as_str)).collect();
        let output = run(*who, &[&["investigation"], &words[..]].concat());
        assert_eq!(output.status.code(), Some(*code), "{line}: {}", stderr(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        told.push(format!("{line}\n{}", lasting(&text)));
        let answer: Value = serde_json::from_str(&text).unwrap_or_default();
        if line.starts_with("open") && *code == 0 {
            known.insert("ID", answer["investigation"].to_string());
        }
        if answer["note"].is_string() {
            known.insert("NOTE", answer["seq"].to_string());
        }
    }
    told
}

/// A text without times and random ids: digits of what looks like one are crosses.
fn lasting(text: &str) -> String {
    let crossed = |word: &str| -> String {
        let clock = word.split([':', '.', '_']).filter(|part| part.len() == 2).count() >= 2;
        let is_hex = |run: &str| run.len() >= 12 && run.chars().all(|c| c.is_ascii_hexdigit());
        let mark = word.starts_with("PMR-") && word.len() > 8;
        let random = word.split(|c: char| !c.is_ascii_alphanumeric()).any(is_hex);
        if clock || mark || random { "x".to_owned() } else { word.to_owned() }
    };
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | ',' | ';' | '<' | '>' | '(' | ')');
    text.split_inclusive(ends)
        .map(|piece| {
            let word = piece.trim_end_matches(ends);
            crossed(word) + &piece[word.len()..]
        })
        .collect()
}

/// A file beside the ledger.
fn beside(data: &Path, name: &str) -> PathBuf {
    data.with_file_name(name)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn an_inspector_works_through_a_service_as_at_the_machine() {
    let office = Office::new();
    let person = office.people().remove(0);
    let note = office.desk.file("note.txt", "dua kejadian pada hari libur");
    let letter = office.desk.file("surat.pdf", "%PDF-1.7\nsurat\n");
    let document = office.json(&["document", "add", &letter, "--type", "surat"], "");
    let nobody = office.desk.json(&["account", "open"])["account"].to_string();
    let accounts = ROLES.map(|role| account(&office.desk, role, None));
    let files: Vec<String> = accounts
        .iter()
        .map(|number| {
            let path =
                office.desk.file(&format!("token-{number}"), &token(&office.desk, number, KINDS));
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
            path
        })
        .collect();
    let known = |dossier: &Path| {
        BTreeMap::from([
            ("COLLEAGUE", accounts[OTHER].clone()),
            ("DOCUMENT", document["document"].as_str().unwrap().to_owned()),
            ("DOSSIER", text(dossier)),
            ("NOBODY", nobody.clone()),
            ("PERSON", person.clone()),
            ("TEXT", note.clone()),
        ])
    };
    let [here, there] = ["here.csv", "there.csv"].map(|name| beside(&office.desk.data(), name));
    let machine = Office { desk: copied(&office.desk), key: office.key.clone() };
    let at_the_machine =
        played(|who, args| machine.run(&[args, &["--as", &accounts[who]]].concat()), known(&here));
    let service = Service::with(office.desk, &["--master-key-file", &text(&office.key)]);
    let url = format!("http://{}", service.address);
    let through = |who: usize, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command.env("LANG", "C").env_remove("LC_ALL");
        command.args(["--server", &url, "--token-file", &files[who]]).args(args).output().unwrap()
    };
    let through_it = played(through, known(&there));
    for (machine, service) in at_the_machine.iter().zip(&through_it) {
        assert!(machine == service, "--- machine\n{machine}\n--- service\n{service}");
    }
    for dossier in [&here, &there] {
        assert_eq!(
            std::fs::metadata(dossier).unwrap().mode() & 0o777,
            0o600,
            "for its owner alone"
        );
    }
    let [here, there] = [here, there].map(|path| lasting(&std::fs::read_to_string(path).unwrap()));
    assert!(here == there, "--- machine\n{here}\n--- service\n{there}");
}
