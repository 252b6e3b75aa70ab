//! Files as people have them, and what is wrong with others.

use std::fmt::Write as _;

use super::*;

/// What a ledger has registered before.
const REGISTERED: &[(&str, &str)] = &[("36", "Banten"), ("36.01", "Kabupaten Pandeglang")];

fn planned(file: &[u8]) -> Result<Plan, Vec<BadLine>> {
    plan(read(file), |code| {
        let known = REGISTERED.iter().find(|(known, _)| *known == code.to_string());
        known.map(|(_, name)| *name)
    })
}

/// Code and name of each new region, in order, and the number of those known.
#[track_caller]
fn assert_plans(file: &[u8], new: &[(&str, &str)], known: usize) {
    let shown = String::from_utf8_lossy(file);
    let plan = planned(file).unwrap_or_else(|bad| panic!("{shown}\n{bad:#?}"));
    let found: Vec<(String, &str)> =
        plan.new.iter().map(|row| (row.code.to_string(), row.name.as_str())).collect();
    let new: Vec<(String, &str)> = new.iter().map(|(c, n)| ((*c).to_owned(), *n)).collect();
    assert_eq!((found, plan.known), (new, known), "{shown}");
}

const LEBAK: (&str, &str) = ("36.02", "Kabupaten Lebak");

#[test]
fn files_as_people_have_them_are_read() {
    let two = &[LEBAK, ("36.02.01", "Malingping")];
    let table: &[(&str, usize)] = &[
        ("36.02,Kabupaten Lebak\n36.02.01,Malingping\n", 0),
        ("36.02.01;Malingping\n36.02;Kabupaten Lebak", 0),
        ("code,name\r\n3602,Kabupaten Lebak\r\n360201,Malingping\r\n", 0),
        ("\u{feff}kode;nama\n36.02;Kabupaten Lebak\n36.02.01;Malingping\n", 0),
        ("code,parent_code,name\n36.02,36,Kabupaten Lebak\n36.02.01,36.02,Malingping\n", 0),
        ("36.02,36,Kabupaten Lebak\n360201,3602,Malingping\n", 0),
        ("Nama\tKode Wilayah\nMalingping\t36.02.01\n\"Kabupaten Lebak\"\t36.02\n", 0),
        ("sep=;\nkode;nama\n36.02;Kabupaten Lebak\n36.02.01;Malingping\n", 0),
        ("code,name,,\n36.02,Kabupaten Lebak,,\n,,,\n\n36.02.01,\" Malingping \",,\n", 0),
        (
            "code,name\n36,Banten\ncode,province_code,name\n36.02,36,Kabupaten Lebak\n\
          code,regency_code,name\n36.02.01,36.02,Malingping\n",
            1,
        ),
        (
            "36,Banten\n36.01,36,Kabupaten Pandeglang\n36.02,,Kabupaten Lebak\n36.02.01,Malingping",
            2,
        ),
    ];
    for (file, known) in table {
        assert_plans(file.as_bytes(), two, *known);
    }
    assert_plans(
        b"36.02.01.2002,\"Desa \"\"A\"\", B\"\n36.02.01,Malingping\n36.02,L\n",
        &[("36.02", "L"), ("36.02.01", "Malingping"), ("36.02.01.2002", "Desa \"A\", B")],
        0,
    );
    assert_plans(b"36,Banten\n36.01,Kabupaten Pandeglang\n", &[], 2);
    assert!(read(b"\n ,;\n").is_empty());
}

/// Line, field, and how what was found begins.
type Fault = (usize, &'static str, &'static str);

#[test]
fn every_fault_of_every_row_is_listed() {
    let table: &[(&str, &[Fault])] = &[
        (
            "36.02:00,Lebak\n36.2,Lebak\n3.602E+03,Lebak\n36-02,Lebak\n3602010,Lebak\n",
            &[
                (1, "code", "`36.02:00`; a spreadsheet"),
                (2, "code", "`36.2`; write the code of Kemendagri"),
                (3, "code", "`3.602E+03`; a spreadsheet"),
                (4, "code", "`36-02`; a spreadsheet"),
                (5, "code", "`3602010`; this looks like a code of BPS"),
            ],
        ),
        ("91.03.01.4007,Desa\n", &[(1, "code", "`91.03.01.4007`; ")]),
        (
            "36.02,Kabupaten Lebak\n3602,Kabupaten Lebak\n",
            &[(2, "code", "`36.02`, which stands in line 1")],
        ),
        ("36.02.01,Malingping\n", &[(1, "code", "`36.02.01` without it; add a row for 36.02")]),
        (
            "36.02,\n36.03,\"\"\n36.04,36\n",
            &[(1, "name", "nothing"), (2, "name", "nothing"), (3, "name", "`36`")],
        ),
        ("36.01,Pandeglang\n", &[(1, "name", "`Pandeglang`; a registered name stays")]),
        (
            "36.02,36.01,Lebak\n11,36,Aceh\n36.02.01,Lebak,Malingping\n",
            &[
                (1, "parent_code", "`36.01`"),
                (2, "parent_code", "`36`"),
                (3, "parent_code", "`Lebak`; "),
            ],
        ),
        (
            "36.02,Lebak, Kabupaten,\"x\"\n36.03\n36.04,\"Serang\n",
            &[
                (1, "(line)", "4; put a name"),
                (2, "(line)", "1; put a name"),
                (3, "(line)", "an open quote"),
            ],
        ),
        ("kode,luas,nama\n36.02,1,Lebak\n", &[(1, "(line)", "`luas`; remove the column")]),
        ("kode\n36.02\n", &[(1, "(line)", "nothing")]),
        (
            "36.02,Lebak\u{200b}\nx,\n",
            &[(1, "name", "`Lebak"), (2, "code", "`x`; "), (2, "name", "nothing")],
        ),
    ];
    for (file, expected) in table {
        let bad = planned(file.as_bytes()).expect_err(file);
        let found: Vec<(usize, &str)> = bad.iter().map(|bad| (bad.line, &*bad.field)).collect();
        let places: Vec<(usize, &str)> =
            expected.iter().map(|(l, field, _)| (*l, *field)).collect();
        assert_eq!(found, places, "{file}\n{bad:#?}");
        for (bad, (.., begin)) in bad.iter().zip(*expected) {
            assert!(bad.found.starts_with(begin), "{file}\n{begin}\n{bad:#?}");
        }
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_named() {
    let bad = planned(b"36.02,Leb\xe9k\n36.03,Tangerang\n").expect_err("Latin-1");
    assert_eq!((bad[0].line, &*bad[0].found), (1, "the byte e9 at column 10"));
    let bad = planned(b"\xff\xfe3\x006\x00").expect_err("UTF-16");
    assert_eq!((bad.len(), &*bad[0].found), (1, "UTF-16; save it again as `CSV UTF-8`"));
}

#[test]
fn a_list_of_national_size_is_planned_parents_first() {
    let mut file = String::from("code,name\n");
    let mut rows = 0;
    let mut row = |code: String| {
        rows += 1;
        writeln!(file, "{code},Wilayah {code}").unwrap();
    };
    // 38 provinces, 14 regencies each, 14 districts each, 11 villages each, last first.
    for province in (11..49).rev() {
        for regency in (1..=14).rev() {
            for district in (1..=14).rev() {
                for village in (2001..=2011).rev() {
                    row(format!("{province}.{regency:02}.{district:02}.{village}"));
                }
                row(format!("{province}.{regency:02}.{district:02}"));
            }
            row(format!("{province}.{regency:02}"));
        }
        row(province.to_string());
    }
    assert_eq!(rows, 38 * (1 + 14 * (1 + 14 * 12)));
    let plan = plan(read(file.as_bytes()), |_| None).expect("a good file");
    assert_eq!(plan.new.len(), rows);
    let mut seen = std::collections::HashSet::new();
    for row in &plan.new {
        assert!(row.code.parent().is_none_or(|parent| seen.contains(&parent)), "{}", row.code);
        seen.insert(row.code);
    }
}
