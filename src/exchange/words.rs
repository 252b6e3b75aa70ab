//! The words in which values say what they expect and what to do, in both languages.
//!
//! Values say it in English (`jejak_events::parse`); this has the Indonesian beside it, phrase by
//! phrase. A phrase that is not here stays English in both.

use crate::said::{Said, said};

/// What was expected, as a value said it.
pub(crate) fn expected(en: &str) -> Said {
    Said { id: expected_id(en), en: en.to_owned() }
}

/// What was found, and after a semicolon what to do.
pub(crate) fn found(en: &str) -> Said {
    let advised = ADVICE.iter().find_map(|(advice, id)| {
        let found = en.strip_suffix(advice)?.strip_suffix("; ")?;
        Some(format!("{}; {id}", found_id(found)))
    });
    Said { id: advised.unwrap_or_else(|| found_id(en)), en: en.to_owned() }
}

/// A value that is missing, and nothing in its place.
pub(crate) fn missing() -> (Said, Said) {
    (said!("a value", "suatu nilai"), said!("nothing", "tidak ada apa-apa"))
}

fn expected_id(en: &str) -> String {
    if let Some(text) = en.strip_suffix(", in quotes") {
        return format!("{}, dalam tanda kutip", expected_id(text));
    }
    if let Some(words) = en.strip_prefix("one of ") {
        return format!("salah satu dari {words}");
    }
    let known = EXPECTED.iter().find(|(known, _)| *known == en);
    known.map_or_else(|| en.replace("` or `", "` atau `"), |(_, id)| (*id).to_owned())
}

fn found_id(en: &str) -> String {
    let replaced =
        FOUND.iter().find_map(|(begin, id)| Some(format!("{id}{}", en.strip_prefix(begin)?)));
    replaced.unwrap_or_else(|| en.to_owned())
}

/// Beginnings of what was found.
const FOUND: &[(&str, &str)] = &[
    ("a number out of range", "bilangan di luar batas"),
    ("a negative number", "bilangan negatif"),
    ("a number", "bilangan"),
    ("`a long number, not shown`", "bilangan panjang, tidak ditampilkan"),
    ("unknown field ", "isian tak dikenal "),
    ("unknown variant ", "kata tak dikenal "),
    ("text", "teks"),
    ("map", "objek"),
    ("sequence", "daftar"),
    ("invalid value: string ", "teks "),
    ("string ", "teks "),
    ("EOF while parsing", "berakhir sebelum waktunya"),
    ("integer ", "bilangan "),
    ("boolean ", "nilai logis "),
];

/// What values expect, whole.
const EXPECTED: &[(&str, &str)] = &[
    ("a string", "teks"),
    ("a sequence", "daftar"),
    ("a boolean", "true atau false"),
    (
        "an amount of rupiah such as \"200000.00\" or \"Rp1.234.567,00\"",
        "jumlah rupiah seperti \"200000.00\" atau \"Rp1.234.567,00\"",
    ),
    ("an account code such as \"5.1.06.01.01.0001\"", "kode akun seperti \"5.1.06.01.01.0001\""),
    (
        "an activity code such as \"1.06.05.2.02.0003\"",
        "kode sub-kegiatan seperti \"1.06.05.2.02.0003\"",
    ),
    (
        "a funding source code such as \"2.2.01.01.03.0050\"",
        "kode sumber dana seperti \"2.2.01.01.03.0050\"",
    ),
    ("a region code such as \"36.03.12.2001\"", "kode wilayah seperti \"36.03.12.2001\""),
    (
        "a date such as \"2022-03-22\" or \"22 Maret 2022\"",
        "tanggal seperti \"2022-03-22\" atau \"22 Maret 2022\"",
    ),
    (
        "a month such as \"2022-09\" or \"September 2022\"",
        "bulan seperti \"2022-09\" atau \"September 2022\"",
    ),
    (
        "a fiscal year as a whole number from 1900 to 2199, such as 2022",
        "tahun anggaran berupa bilangan bulat 1900 sampai 2199, seperti 2022",
    ),
    (
        "a moment such as \"2026-11-22T00:44:00.000000Z\"",
        "waktu seperti \"2026-11-22T00:44:00.000000Z\"",
    ),
    (
        "a zone: Asia/Jakarta, Asia/Makassar or Asia/Jayapura",
        "zona: Asia/Jakarta, Asia/Makassar atau Asia/Jayapura",
    ),
    ("16 random bytes as 32 hexadecimal digits", "16 bita acak sebagai 32 digit heksadesimal"),
    ("32 bytes as 64 hexadecimal digits", "32 bita sebagai 64 digit heksadesimal"),
    ("32 hexadecimal digits", "32 digit heksadesimal"),
    ("64 bytes in base64", "64 bita dalam base64"),
    (
        "the sequence number of an earlier event, or \"#2\" for the draft at index 2 of this \
         request",
        "nomor urut kejadian terdahulu, atau \"#2\" untuk usulan berindeks 2 dalam permintaan ini",
    ),
    (
        "basis points (1/100 of a percent) as a whole number such as 9872",
        "basis poin (1/100 persen) berupa bilangan bulat seperti 9872",
    ),
    ("public text of at most 200 bytes", "teks publik paling banyak 200 bita"),
    (
        "a document number such as \"188.4/21122-DINSOS/2022\"",
        "nomor dokumen seperti \"188.4/21122-DINSOS/2022\"",
    ),
    ("a code such as \"BLT-BBM\"", "kode seperti \"BLT-BBM\""),
    (
        "a tag such as `recipient:9f86…` (32 digits), `decree:57`, `source:1.1.01`, \
         `region:36.03`, `programme:BLT-BBM`, `payment:204` or \
         `document:188.4/21122-DINSOS/2022`",
        "penanda seperti `recipient:9f86…` (32 digit), `decree:57`, `source:1.1.01`, \
         `region:36.03`, `programme:BLT-BBM`, `payment:204` atau \
         `document:188.4/21122-DINSOS/2022`",
    ),
];

/// What to do.
const ADVICE: &[(&str, &str)] = &[
    (
        "put it in quotes, numbers lose digits and zeros on the way",
        "tulis dalam tanda kutip, bilangan kehilangan digit dan nol di jalan",
    ),
    ("write a whole number without quotes", "tulis bilangan bulat tanpa tanda kutip"),
    (
        "see `jejak trail --help` for the words before the colon",
        "lihat `jejak trail --help` untuk kata sebelum titik dua",
    ),
    ("give the whole hash or key", "berikan hash atau kunci seutuhnya"),
    ("write the amount; write 0 where there is none", "tulis jumlahnya; tulis 0 bila tidak ada"),
    (
        "there is a sign or Rp but no digit; write the amount, or 0 for none",
        "ada tanda atau Rp tetapi tanpa angka; tulis jumlahnya, atau 0 bila tidak ada",
    ),
    (
        "write one minus sign or one pair of brackets, not both",
        "tulis satu tanda minus atau sepasang kurung, jangan keduanya",
    ),
    (
        "use only the digits 0-9, `.`, `,` and the plain minus sign",
        "pakai angka 0-9, `.`, `,` dan tanda minus biasa saja",
    ),
    (
        "write digits only, with `.` between thousands and `,` before sen",
        "tulis angka saja, dengan `.` di antara ribuan dan `,` sebelum sen",
    ),
    ("remove the blanks between the digits", "hapus spasi di antara angka"),
    (
        "amounts in words such as juta or miliar are rounded; write every digit from the document",
        "jumlah dengan kata seperti juta atau miliar sudah dibulatkan; tulis setiap angka dari \
         dokumen",
    ),
    (
        "the comma stands where English puts thousands; write thousands with `.` and sen with \
         `,`, as in 1.234,56",
        "komanya memisahkan ribuan cara Inggris; tulis ribuan dengan `.` dan sen dengan `,`, \
         seperti 1.234,56",
    ),
    (
        "a rupiah has two decimals; write the exact sen, as in 1.234,56",
        "rupiah berdesimal dua; tulis sen yang tepat, seperti 1.234,56",
    ),
    (
        "write the sen with two digits, as in 1.234,50, or `,-` for none",
        "tulis sen dengan dua angka, seperti 1.234,50, atau `,-` bila tidak ada",
    ),
    (
        "dots must stand before every third digit, as in 1.234.567; a dot or a digit is missing, \
         or the number was damaged on the way",
        "titik berada di setiap tiga angka, seperti 1.234.567; ada titik atau angka yang hilang, \
         atau bilangan rusak di jalan",
    ),
    (
        "an amount does not begin with 0; is this a code, or were digits lost?",
        "jumlah tidak berawal 0; apakah ini kode, atau ada angka yang hilang?",
    ),
    (
        "after Rp the sen follow a comma, as in Rp200.000,00",
        "setelah Rp, sen mengikuti koma, seperti Rp200.000,00",
    ),
    (
        "more than the ledger can hold; check the number of digits",
        "melebihi yang dapat ditampung buku; periksa banyaknya angka",
    ),
    (
        "a spreadsheet turned it into scientific notation and digits are lost; format the column \
         as text and enter it again from the document",
        "lembar kerja mengubahnya menjadi notasi ilmiah dan angkanya hilang; jadikan kolom teks \
         dan isi lagi dari dokumen",
    ),
    ("write the code from the document", "tulis kode dari dokumen"),
    (
        "a spreadsheet turned the code into a time of day (1.1.01 becomes 01:01:01); format the \
         column as text and enter the code again",
        "lembar kerja mengubah kode menjadi jam (1.1.01 menjadi 01:01:01); jadikan kolom teks \
         dan isi kode lagi",
    ),
    (
        "a spreadsheet turned the code into a date; format the column as text and enter the code \
         again",
        "lembar kerja mengubah kode menjadi tanggal; jadikan kolom teks dan isi kode lagi",
    ),
    (
        "segments are separated by dots; a comma means a spreadsheet read it as a number",
        "bagian kode dipisahkan titik; koma berarti lembar kerja membacanya sebagai bilangan",
    ),
    ("remove the blanks inside the code", "hapus spasi di dalam kode"),
    ("write digits and dots only", "tulis angka dan titik saja"),
    (
        "a segment is missing: no dot at either end and never two together",
        "ada bagian yang hilang: tanpa titik di ujung dan tidak pernah dua berturut-turut",
    ),
    ("there are at most six segments", "paling banyak ada enam bagian"),
    (
        "a segment has too many or too few digits; write each with its zeros, and dots between \
         them",
        "ada bagian yang kelebihan atau kekurangan angka; tulis semuanya dengan nolnya, \
         dipisahkan titik",
    ),
    (
        "no segment is zero; leave lower levels out",
        "tidak ada bagian yang nol; tinggalkan tingkat di bawahnya",
    ),
    (
        "a segment has a value that this kind of code does not know",
        "ada bagian yang nilainya tidak dikenal pada kode jenis ini",
    ),
    (
        "write the code of Kemendagri with all its zeros: two digits each for province, regency \
         and district, four for the village",
        "tulis kode Kemendagri dengan semua nolnya: masing-masing dua angka untuk provinsi, \
         kabupaten dan kecamatan, empat untuk desa",
    ),
    (
        "no part is 00; leave lower levels out, so a regency is 36.03",
        "tidak ada bagian 00; tinggalkan tingkat di bawahnya, jadi kabupaten adalah 36.03",
    ),
    (
        "this looks like a code of BPS; look up the one of Kemendagri, where districts have two \
         digits and village numbers begin with 1 or 2",
        "ini tampaknya kode BPS; cari kode Kemendagri, yang kecamatannya dua angka dan nomor \
         desanya berawal 1 atau 2",
    ),
    ("write the date of the document", "tulis tanggal dokumen"),
    (
        "write it as 2022-03-22, 22/03/2022 or 22 Maret 2022, without a time of day",
        "tulis sebagai 2022-03-22, 22/03/2022 atau 22 Maret 2022, tanpa jam",
    ),
    (
        "write the year with four digits (1900 to 2199) and the month with two",
        "tulis tahun dengan empat angka (1900 sampai 2199) dan bulan dengan dua",
    ),
    ("write the year with four digits", "tulis tahun dengan empat angka"),
    (
        "a spreadsheet shows the serial number of a day; format the column as date",
        "lembar kerja menampilkan nomor seri hari; jadikan kolom tanggal",
    ),
    (
        "the day stands before the month here, as in 22/03/2022",
        "di sini hari mendahului bulan, seperti 22/03/2022",
    ),
    (
        "the name of the month is not known; write it in Indonesian",
        "nama bulan tidak dikenal; tulis dalam bahasa Indonesia",
    ),
    (
        "the weekday is not known; leave it out or write it in Indonesian",
        "nama hari tidak dikenal; tinggalkan atau tulis dalam bahasa Indonesia",
    ),
    (
        "the calendar has no such day; check the document",
        "tidak ada hari itu dalam kalender; periksa dokumen",
    ),
    (
        "dates run from 1900-01-01 to 2199-12-31; check the year",
        "tanggal berlaku dari 1900-01-01 sampai 2199-12-31; periksa tahunnya",
    ),
    (
        "the weekday does not belong to the date; check the document",
        "nama hari tidak cocok dengan tanggal; periksa dokumen",
    ),
    ("write something, or leave the whole field out", "isi, atau tinggalkan seluruh isian"),
    (
        "shorten it; longer text belongs into a document or a note",
        "singkatkan; teks yang lebih panjang tempatnya di dokumen atau catatan",
    ),
    (
        "remove control and invisible characters, such as tabs and line breaks",
        "hapus karakter kendali dan tak terlihat, seperti tab dan ganti baris",
    ),
    (
        "remove the NIK, KK or account number; personal data never stands in the ledger, name the \
         person by id",
        "hapus NIK, KK atau nomor rekening; data pribadi tidak pernah ada di buku, sebut orang \
         dengan id",
    ),
    (
        "use only letters A-Z, digits and `-`, at most 32",
        "pakai huruf A-Z, angka dan `-` saja, paling banyak 32",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the values say, on one line per string.
    fn events_source() -> String {
        let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/events/src").into()];
        let mut text = String::new();
        while let Some(folder) = folders.pop() {
            let folder: std::path::PathBuf = folder;
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    text.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let joined: Vec<&str> = text.split("\\\n").map(str::trim_start).collect();
        joined.concat()
    }

    /// A phrase that values no longer say would leave its new wording English, silently.
    #[test]
    fn every_phrase_is_still_said() {
        let source = events_source();
        let of_serde = ["a string", "a sequence", "a boolean", "64 bytes in base64"];
        for (phrase, id) in EXPECTED.iter().chain(ADVICE) {
            let written = phrase.replace('"', "\\\"");
            assert!(source.contains(&written) || of_serde.contains(phrase), "{phrase}");
            assert_ne!(phrase, id);
        }
    }

    #[test]
    fn phrases_are_told_in_both_languages() {
        let table = [
            (
                found("`lima`; write digits only, with `.` between thousands and `,` before sen"),
                "`lima`; tulis angka saja, dengan `.` di antara ribuan dan `,` sebelum sen",
            ),
            (
                found("a number; put it in quotes, numbers lose digits and zeros on the way"),
                "bilangan; tulis dalam tanda kutip, bilangan kehilangan digit dan nol di jalan",
            ),
            (found("unknown field `x`"), "isian tak dikenal `x`"),
            (expected("one of `kind`, `body`"), "salah satu dari `kind`, `body`"),
            (expected("`a` or `b`"), "`a` atau `b`"),
            (
                expected("a code such as \"BLT-BBM\", in quotes"),
                "kode seperti \"BLT-BBM\", dalam tanda kutip",
            ),
            (found("`said by nobody`"), "`said by nobody`"),
        ];
        for (said, id) in table {
            assert_eq!(said.within(crate::ledger::rules::Language::Id), id);
        }
    }
}
