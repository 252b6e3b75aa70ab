//! Files as they also arrive: another separator, UTF-16, merged cells. Each is read, or refused with
//! what to do about it, whatever its profile.

use serde_json::Value;

use crate::cli_import::{import, office, said, told};

/// A profile that needs no setting, and a good file of it.
const GOOD: &[(&str, &str)] = &[
    ("sipd-sp2d", "Nomor SP2D;Tanggal SP2D;Nilai\n1/SP2D/2026;2026-03-22;1.000\n"),
    ("regions", "kode;nama\n36.04;Serang\n"),
    (
        "funding-sources",
        "kode;nama;keluarga;kas_asal;peruntukan\n1.2.01;DAU;apbd-provinsi;rkud;umum\n",
    ),
];

#[test]
fn separators_and_encodings_are_understood_or_told() {
    for (profile, text) in GOOD {
        let office = office();
        let wrong = office.desk.file("wrong.csv", &text.replace(';', "#"));
        let output = import(&office, profile, &wrong, &["--dry-run"]);
        said(&output, 1, &["expected a heading with", "between `;`, `,`, tabs or `|`"]);
        for (separator, low_first) in [(";", true), (",", true), ("\t", false), ("|", false)] {
            let units = text.replace(';', separator).encode_utf16().collect::<Vec<u16>>();
            let bytes = units
                .iter()
                .flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() });
            let path = office.desk.data().with_file_name("wide.csv");
            std::fs::write(&path, bytes.collect::<Vec<u8>>()).unwrap();
            let path = path.to_string_lossy();
            let trial = told(&import(&office, profile, &path, &["--dry-run"]), 0);
            assert_eq!(trial["rows"], 1, "{profile}, {separator:?}");
        }
        let file = office.desk.file("good.csv", text);
        told(&import(&office, profile, &file, &[]), 0);
        said(&import(&office, profile, &file, &[]), 1, &["byte for byte", "nothing was recorded"]);
    }
}

/// A merged cell belongs to its first row; the rows below it have nothing there.
#[test]
fn rows_below_a_merged_cell_are_listed() {
    let office = office();
    let path = office.desk.data().with_file_name("merged.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "REGISTER SP2D", &plain).unwrap();
    for (column, name) in (0u16..).zip(["Nomor SP2D", "Tanggal SP2D", "Nilai"]) {
        sheet.merge_range(1, column, 2, column, name, &plain).unwrap();
    }
    for row in 3..6 {
        sheet.write_string(row, 0, format!("{row}/SP2D/2026")).unwrap();
        sheet.write_string(row, 2, "1.000").unwrap();
    }
    sheet.merge_range(3, 1, 5, 1, "2026-03-22", &plain).unwrap();
    book.save(&path).unwrap();
    let listed = told(&import(&office, "sipd-sp2d", &path.to_string_lossy(), &[]), 1);
    let rows: Vec<(&Value, &Value)> = listed["bad_rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bad| (&bad["line"], &bad["found"]))
        .collect();
    assert_eq!(rows, [(&5.into(), &"nothing".into()), (&6.into(), &"nothing".into())]);
}
