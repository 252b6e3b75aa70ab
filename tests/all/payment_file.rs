//! A payment file goes out, the bank's answer comes in: matched by the payment's id, with what was
//! altered, added or left out listed before anything is recorded.

use std::fs;

use serde_json::Value;

use crate::cli::stderr;
use crate::person::Office;

/// The story in which every kind occurs, up to a closed payment list.
const STORY: &str = include_str!("../../events/examples.jsonl");

const NAMES: [&str; 7] = ["Ani", "Budi", "Citra", "Dewi", "Eka", "Fitri", "Gilang"];

/// A payment list of six recipients whom the vault knows, with the number of its event.
fn instructed() -> (Office, String) {
    let lines: Vec<&str> = STORY.lines().collect();
    let kind_at = |kind: &str| lines.iter().position(|line| line.contains(kind)).unwrap();
    let first = kind_at("\"RecipientRegistered\"");
    let closed = lines
        .iter()
        .position(|line| line.contains("\"PaymentListClosed\"") && line.contains("@list\""));
    let office = Office::with(&lines[..first].join("\n"));
    let people: Vec<String> = (0..7)
        .map(|at| {
            format!(
                r#"{{"nik":"36031201019000{:02}","name":"{}","region":"36.03.12.2001","accounts":["BJB 00-12-{at}"]}}"#,
                at + 1,
                NAMES[at]
            )
        })
        .collect();
    let ids = crate::person::ids(&office.json(&["person", "add", "-"], &people.join("\n")));
    let mut rest = lines[first + 7..=closed.unwrap()].join("\n");
    for (at, line) in lines[..first].iter().enumerate() {
        let event: Value = serde_json::from_str(line).unwrap();
        if let Some(label) = event["label"].as_str() {
            // Numbers 0 to 2 found the ledger.
            rest = rest.replace(&format!("\"@{label}\""), &(at + 3).to_string());
        }
    }
    for (id, line) in ids.iter().zip(&lines[first..]) {
        let event: Value = serde_json::from_str(line).unwrap();
        let known = event["body"]["recipient"].as_str().unwrap();
        let row = lines.iter().find(|line| {
            line.contains("\"RecipientDesignated\"")
                && line.contains(known)
                && line.contains("\"account\"")
        });
        let row: Value = serde_json::from_str(row.unwrap()).unwrap();
        let shown = office.json(&["person", "show", id], "");
        let token = shown["tokens"][0].as_str().unwrap();
        rest = rest.replace(known, id).replace(row["body"]["account"].as_str().unwrap(), token);
    }
    let file = office.desk.file("rest.jsonl", &rest);
    let recorded = office.json(&["append", &file], "");
    let list = rest.lines().position(|line| {
        line.contains("\"PaymentListOpened\"") && line.contains("\"label\": \"list\"")
    });
    let list = recorded["first_seq"].as_u64().unwrap() + list.unwrap() as u64;
    (office, list.to_string())
}

fn export(office: &Office, list: &str, name: &str) -> (String, Option<i32>, String) {
    let path = office.desk.data().with_file_name(name);
    let shown = path.to_string_lossy().into_owned();
    let output = office.run(&["export", "payment-file", list, "-o", &shown, "--case", "SPM/1"]);
    (shown, output.status.code(), stderr(&output))
}

#[test]
fn what_is_instructed_goes_out_and_what_the_bank_answers_comes_in() {
    let (office, list) = instructed();
    let (path, code, told) = export(&office, &list, "bayar.csv");
    assert_eq!(code, Some(0), "{told}");
    let text = fs::read_to_string(&path).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
    assert_eq!(rows.len(), 7, "{text}");
    assert_eq!(rows[2][2..], ["Budi", "BJB", "00121", "600.00"], "{text}");
    let told = office.json(&["oversight", "--reveals"], "").to_string();
    assert_eq!(told.matches("purpose BERKAS-BAYAR").count(), 7, "{told}");
    let trail = office.json(&["trail", &format!("payment-list:{list}")], "");
    let kinds: Vec<&str> = trail["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"PaymentFileMade"), "{kinds:?}");

    let ids: Vec<&str> = rows.iter().map(|row| row[1]).collect();
    let answer = |changed: &dyn Fn(usize) -> Option<String>| {
        let line = |(at, row): (usize, &Vec<&str>)| {
            changed(at).unwrap_or_else(|| format!("{};SUKSES;{};R{at};\n", row[1], row[5]))
        };
        let body: String = rows.iter().enumerate().map(line).collect();
        office.desk.file("answer.csv", &format!("ID BAYAR;STATUS;NOMINAL;REFERENSI;ALASAN\n{body}"))
    };
    let setting = format!("list={list}");
    let import = |file: &str, more: &[&str]| {
        let args = [&["import", "bank-answer", file, "--set", &setting], more].concat();
        office.run(&args)
    };
    // Altered and added: all listed, nothing recorded.
    let file = answer(&|at| match at {
        1 => Some(format!("{};SUKSES;1.00;R1;\n", ids[1])),
        2 => Some("JJK-1;SUKSES;600.00;R2;\n".to_owned()),
        _ => None,
    });
    let before = office.json(&["balances"], "")["size"].clone();
    let refused = import(&file, &[]);
    let told = stderr(&refused) + &String::from_utf8_lossy(&refused.stdout);
    assert_eq!(refused.status.code(), Some(1), "{told}");
    for part in ["JJK-1`", "Rp1,00", "Rp300,00"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Left out: listed, too.
    let file = answer(&|at| (at == 2).then(String::new));
    let refused = import(&file, &[]);
    let told = stderr(&refused) + &String::from_utf8_lossy(&refused.stdout);
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(told.contains(ids[2]), "{told}");
    assert_eq!(office.json(&["balances"], "")["size"], before);
    // As it was answered: six credited, one returned.
    let file = answer(&|at| {
        (at == 3).then(|| format!("{};GAGAL;{};R3;rekening tutup\n", ids[3], rows[3][5]))
    });
    let done = import(&file, &[]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let receipts =
        office.json(&["report", "receipts", "--of", &format!("payment-list:{list}")], "");
    let total = receipts["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(total["instructed"], "3600.00");
    assert_eq!(total["received"], "3000.00", "{total}");
    let again = import(&file, &[]);
    assert_eq!(again.status.code(), Some(1), "the same file: {}", stderr(&again));
}

#[test]
fn who_cannot_be_paid_is_listed_and_no_file_is_made() {
    let (office, list) = instructed();
    let trail = office.json(&["trail", &format!("payment-list:{list}")], "");
    let row = trail["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "PaymentInstructed");
    let payment = row.unwrap()["seq"].as_u64().unwrap();
    let designation = row.unwrap()["body"]["designation"].as_u64().unwrap();
    let designated = office.json(&["show", &designation.to_string()], "");
    let recipient = designated["body"]["recipient"].as_str().unwrap();
    let restricted = office.run(&["person", "restrict", recipient, "--case", "SURAT/9"]);
    assert_eq!(restricted.status.code(), Some(0), "{}", stderr(&restricted));
    let (path, code, told) = export(&office, &list, "bayar.csv");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains(&format!("payment:{payment} ")) && told.contains("restricted"), "{told}");
    assert!(!std::path::Path::new(&path).exists());
    assert!(NAMES.iter().all(|name| !told.contains(name)), "{told}");
    let (_, code, told) = export(&office, "3", "other.csv");
    assert!(code == Some(2) && told.contains("payment list"), "{told}");
}
