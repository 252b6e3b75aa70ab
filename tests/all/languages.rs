//! `--lang id`: what a command says, on a ledger that each command finds as it was.

use std::path::Path;
use std::process::{Command, Output};

use crate::cli::Desk;

/// A budget line of Rp37 billion at event 7, and what it needs.
const BUDGET: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1.01","name":"PAD","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"BudgetCeilingSet","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.01.01.0001","source":"1.1.01","programme":"BLT","region":"36","standing":"sendiri","basis":"dpa","amount":"Rp37.000.000.000,-"}}
"#;

/// Files beside the ledger.
const FILES: &[(&str, &str)] = &[
    ("budget.jsonl", BUDGET),
    ("empty.jsonl", "\n"),
    (
        "holiday.jsonl",
        r#"{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{"day":"2026-08-17","basis":"SKB"}}"#,
    ),
    (
        "over.jsonl",
        r#"{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":7,"amount":"37000000000.01","reason":"efisiensi"}}"#,
    ),
    (
        "nobody.jsonl",
        r#"{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":99,"amount":"1","reason":"efisiensi"}}"#,
    ),
    (
        "bad.jsonl",
        r#"{"kind":"BudgetBlocked","occurred_on":"31 Februari 2026","body":{}}
{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":7,"amount":1.5,"reason":"efisiensi"}}
{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":7,"amount":"1,234.56","reason":"efisiensi"}}
{"kind":"Tidakada","occurred_on":"2026-04-01","body":{}}
{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":7,"reason":"efisiensi"}}
["#,
    ),
    (
        "labels.jsonl",
        r#"{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":"\u00230","amount":"1","reason":"efisiensi"}}"#,
    ),
    ("lain.txt", "bukan catatan\n"),
    ("regions.csv", "36;Banten\n36.01;Kabupaten Pandeglang\n"),
    (
        "sp2d.csv",
        "Nomor SP2D;Tanggal SP2D;Nilai;Warna\n1/SP2D/2026;46106;1.000;x\n;JUMLAH;1.000;\n",
    ),
    (
        "sp2d-wrong.csv",
        "Nomor SP2D;Tanggal SP2D;Nilai\n1/SP2D/2026;kapan;1,234.56\n01:01;2026-01-02;-\n",
    ),
    ("rebuilt.csv", "36;Banten Raya\n36.01:00;Pandeglang\n36.02;\n36.02.01;Malingping\n"),
];

/// A command, its exit code, and what it says in Indonesian, in order of no importance.
type Case = (&'static [&'static str], i32, &'static [&'static str]);

#[rustfmt::skip]
const CASES: &[Case] = &[
    (&["--data", "new", "init", "--origin", "dinsos.example/lain"], 0,
        &["new dibuat dengan 3 kejadian", "kunci verifikasi, untuk diberikan kepada setiap pemeriksa: "]),
    (&["--data", "new", "init", "--origin", "a b"], 2, &["galat: --origin: nama kunci"]),
    (&["init", "--origin", "a/b"], 3, &["seharusnya baru atau kosong, ditemukan `"]),
    (&["--data", "nowhere", "balances"], 3,
        &["galat: folder nowhere tidak ada; buat buku dengan `jejak --data nowhere init"]),
    (&["--server", "http://127.0.0.1:1", "kinds"], 2, &["galat: --token-file: seharusnya ada berkas token"]),
    (&["--server", "http://jejak.example", "--token-file", "lain.txt", "kinds"], 2,
        &["galat: --server: seharusnya https://, atau http:// ke mesin ini saja, ditemukan http:// ke jejak.example"]),
    (&["--server", "http://127.0.0.1:1", "--token-file", "lain.txt", "kinds"], 3,
        &["lain.txt: seharusnya mode 600, ditemukan 6"]),
    (&["--server", "http://127.0.0.1:1", "--token-file", "lain.txt", "--ca", "lain.txt", "kinds"], 2,
        &["galat: --ca: lain.txt: seharusnya sertifikat PEM, ditemukan tidak ada"]),
    (&["--server", "http://127.0.0.1:1", "--token-file", "lain.txt", "rebuild"], 2,
        &["galat: `jejak rebuild` seperti yang diketik bukan operasi layanan"]),
    (&["--server", "http://127.0.0.1:1", "--token-file", "lain.txt", "append", "budget.jsonl", "--as", "1"], 2,
        &["galat: --as: seharusnya tanpa --server, ditemukan di sampingnya: pelakunya adalah pemilik token"]),
    (&["config", "--turns", "9"], 0,
        &["pengaturan", "nilai", "satuan", "asal", "bawaan", "opsi --turns", "berkas: tidak ada"]),
    (&["config", "--turns", "0"], 2,
        &["galat: opsi --turns: turns: seharusnya bilangan bulat (commands) dari 1 sampai 1024, ditemukan `0`"]),
    (&["serve", "--listen", "0.0.0.0:0"], 2,
        &["galat: opsi --listen: listen: seharusnya alamat mesin ini saja, misalnya 127.0.0.1:7370, atau `tls_certificate`"]),
    (&["serve", "--config", "nosuch.toml"], 2, &["galat: nosuch.toml:0: --config: seharusnya berkas yang dapat dibaca, ditemukan berkas atau folder tidak ada"]),
    (&["account", "open"], 0, &["akun 8 dibuka; belum boleh apa pun"]),
    (&["account", "grant", "1", "operator"], 0, &["peran operator diberikan kepada akun 1: pemberian 8"]),
    (&["account", "withdraw", "2"], 0, &["pemberian 2 dicabut"]),
    (&["account", "list"], 0, &["akun", "keadaan", "nama masuk", "faktor kedua", "peran", "terbuka"]),
    (&["account", "code"], 0, &["pemegang kode ini mengatur nama masuk dan kata sandi akun 1"]),
    (&["person", "erase", "--pending"], 0, &["kejadian", "penerima", "dasar", "landasan"]),
    (
        &["person", "erase", "0102030405060708090a0b0c0d0e0f10", "--withdraw"],
        1,
        &["galat: ditolak, tidak ada yang dicatat: "],
    ),
    (&["account", "totp", "1"], 1, &["galat: akun 1 belum punya nama masuk"]),
    (&["account", "totp", "9"], 2, &["galat: ACCOUNT: seharusnya akun yang terbuka, ditemukan 9"]),
    (&["account", "token", "list"], 0, &["sebutan", "terakhir dipakai", "lingkup"]),
    (&["account", "token", "revoke", "ff"], 1, &["galat: tidak ada token dengan id ff"]),
    (&["account", "token", "issue", "1", "--label", "x", "--until", "2020-01-01"], 1,
        &["galat: expires: seharusnya sesudah sekarang, dalam satu tahun, ditemukan 2020-01-01T"]),
    (&["account", "token", "issue", "1", "--label", "x", "--until", "2027-01-31"], 0, &["rahasianya hanya tampil sekarang"]),
    (&["append", "holiday.jsonl"], 0, &["dicatat: 1 kejadian mulai 8", "kepala 9:"]),
    (&["export", "jsonl", "--table", "nosuch"], 2,
        &["galat: tidak ada tabel `nosuch`; seharusnya salah satu dari: events, postings"]),
    (&["export", "parquet", "--to", "tables", "--table", "lines", "--table", "cash"], 0,
        &["2 berkas ditulis ke tables, dari 8 kejadian"]),
    (&["export", "parquet", "--to", ".", "--table", "there"], 2, &["galat: tidak ada tabel `there`"]),
    (&["append", "holiday.jsonl", "--dry-run"], 0, &["akan dicatat: 1 kejadian mulai 8"]),
    (&["append", "budget.jsonl", "--request-id", "A-1"], 0, &["sudah tercatat sebelumnya: 5 kejadian mulai 3"]),
    (&["append", "empty.jsonl"], 2, &["galat: empty.jsonl: tidak ada kejadian di dalamnya"]),
    (&["append", "nosuch.jsonl"], 3, &["galat: nosuch.jsonl: berkas atau folder tidak ada"]),
    (&["append", "over.jsonl"], 1, &[
        "galat: ditolak, tidak ada yang dicatat: baris 1: BUD-07: ", "(isian `amount`, ",
        "diminta Rp37.000.000.000,01, tersedia Rp37.000.000.000,00, baris anggaran 7"]),
    (&["append", "nobody.jsonl"], 1, &[
        "ENV-01: merujuk objek yang tidak ada (isian `line`, seharusnya ", ", ditemukan 99)"]),
    (&["append", "bad.jsonl"], 1, &[
        "baris", "isian", "seharusnya", "ditemukan", "(baris)",
        "tanggal seperti \"2022-03-22\" atau \"22 Maret 2022\"",
        "`31 Februari 2026`; tidak ada hari itu dalam kalender; periksa dokumen",
        "bilangan bulat atau jumlah uang sebagai teks", "bilangan pecahan",
        "komanya memisahkan ribuan cara Inggris", "jenis kejadian dari `jejak kinds`",
        "suatu nilai", "tidak ada apa-apa", "satu objek JSON",
        "galat: 6 baris salah; tidak ada yang dicatat. Perbaiki dan kirim lagi seluruh berkas"]),
    (&["sign-text", "holiday.jsonl"], 0, &["baris 1, nonce ", "pesan dalam base64:"]),
    (&["sign-text", "labels.jsonl"], 2, &["galat: baris 1: seharusnya rujukan ke kejadian yang sudah tercatat"]),
    (&["balances", "--by", "line"], 0, &["buku", "sendiri", "pada 8 kejadian, kepala "]),
    (&["balances", "--by", "line", "--format", "csv"], 0, &["buku;line;pagu;", ";Saldo;"]),
    (&["stock", "--format", "csv"], 0, &[";Kartu stok;", "tidak ada barang di gudang maupun mutasi"]),
    (&["trail", "line:7", "--format", "csv"], 0, &["nomor;tanggal;jenis;", ";Riwayat;", "Pagu ditetapkan"]),
    (&["report", "oversight", "--year", "2019"], 0, &["Tidak ada baris bantuan sosial"]),
    (&["report", "lra", "--year", "2026", "--source", "9"], 2,
        &["galat: --source: seharusnya sumber dana yang terdaftar atau awalannya (1.1.01), ditemukan 9"]),
    (&["report", "lra", "--year", "2026", "--programme", "X"], 2,
        &["galat: --programme: seharusnya program yang terdaftar (BLT), ditemukan X"]),
    (&["report", "lra", "--year", "2026", "--region", "99"], 2,
        &["galat: --region: seharusnya wilayah yang terdaftar"]),
    (&["balances", "--cash"], 0, &["rekening", "masuk", "keluar", "saldo"]),
    (&["balances", "--where", "source=9"], 2,
        &["galat: --where source: seharusnya sumber dana yang terdaftar", "yang dikenal antara lain 1.1.01"]),
    (&["balances", "--as-recorded", "99"], 2, &["galat: --as-recorded: seharusnya nomor kejadian yang tercatat"]),
    (&["report", "bku"], 2, &["galat: bku: seharusnya ada --month, tidak ditemukan"]),
    (&["report", "activity-card", "--year", "2026"], 0,
        &["Kartu Kendali Kegiatan", "Tahun anggaran: 2026", "Pagu", "Serapan %", "JUMLAH"]),
    (&["report", "register-sp2d", "--year", "2019"], 2, &["galat: --year: seharusnya tahun anggaran yang memiliki anggaran (2026)"]),
    (&["search", "nihil-sama-sekali"], 0, &["tidak ditemukan; yang dicari: nomor, kode, nama wilayah"]),
    (&["search", "3603010101900001"], 2, &["galat: query: seharusnya tanpa angka 16 digit"]),
    (&["findings"], 0, &["Temuan", "tidak ada temuan demikian"]),
    (&["findings", "3"], 2, &["galat: seharusnya nomor kejadian yang membuka temuan, ditemukan 3"]),
    (&["rules"], 0, &["Aturan yang berlaku", "tidak ada parameter yang berlaku pada"]),
    (&["export", "parquet"], 2, &["galat: seharusnya --to FOLDER, atau satu --table"]),
    (&["due"], 0, &["Daftar jatuh tempo", "Per tanggal", "tidak ada yang jatuh tempo"]),
    (&["due", "--kind", "lain"], 2, &["galat: --kind: seharusnya salah satu dari tu, up, ", "ditemukan `lain`"]),
    (&["cashplan", "--year", "2026"], 0, &["Anggaran kas dan realisasi per bulan", "1 baris tidak memiliki anggaran kas"]),
    (&["check"], 0, &["cek", "tingkat", "nilai berisiko", "tidak dapat diputus", "kejadian 8 "]),
    (&["check", "A02"], 0, &["A02 penerima ganda", "objek", "kejadian"]),
    (&["check", "A02", "--by", "region"], 0, &["Temuan per wilayah", "wilayah"]),
    (&["check", "A99"], 2, &["galat: seharusnya salah satu dari A01, "]),
    (&["check", "A02", "--open"], 0, &["tidak ada temuan untuk dibuka"]),
    (&["check", "A02", "--open", "--as-of", "2026-01-02"], 2, &["galat: --open: seharusnya buku sebagaimana kini"]),
    (&["balances", "--as-of", "1999-01-01"], 2, &["galat: --as-of: seharusnya hari ketika sudah ada yang terjadi"]),
    (&["balances", "--as-of", "2199-01-01"], 0, &["catatan: --as-of 2199-01-01 sesudah ", "belum diketahui"]),
    (&["count", "HolidayDeclared", "--as-recorded", "2199-01-01T00:00:00Z"], 0, &["catatan: --as-recorded 2199-", "0 kejadian"]),
    (&["diff", "2"], 0, &["yang bergerak", "baris", "dari", "menjadi", "selisih", "Pagu", "kejadian 8 "]),
    (&["diff", "2", "--limit", "1"], 0, &["perubahan lagi tidak ditampilkan"]),
    (&["reconcile", "sp2d", "--month", "2026-03"], 2, &["galat: --month: seharusnya bulan yang barisnya sudah diimpor"]),
    (&["reconcile", "bank", "--month", "2026-03"], 2, &["galat: --cash: seharusnya nomor kejadian", "rekening dengan rekening koran: -"]),
    (&["reconcile", "sp2d", "--month", "2026-03", "--import", "7"], 2, &["galat: --import: seharusnya impor `register-sp2d`"]),
    (&["diff", "7"], 0, &["tidak ada yang bergerak"]),
    (&["diff", "7", "2"], 2, &["galat: seharusnya yang lebih awal lebih dulu"]),
    (&["diff", "0", "--where", "month=2026-01"], 2, &["galat: --where month: seharusnya dimensi lain"]),
    (&["compare", "2199-01-01", "--by", "line"], 0, &["saldo pada 2199-01-01", "terlihat", "sebenarnya", "tidak ada angka yang berbeda"]),
    (&["compare", "2199-01-01", "--check", "A99"], 2, &["galat: tidak ada pemeriksaan `A99`"]),
    (&["compare", "2199-01-01", "--report", "tidakada"], 2, &["galat: --report: seharusnya salah satu dari"]),
    (&["trail", "line:7", "--tree"], 0, &["riwayat line:7", "berdasar pada", "Sumber dana didaftarkan PAD", "keadaan"]),
    (&["replay", "--from", "7"], 0, &["7 2026-01-02", "baris 7 tersedia: - -> 37.000.000.000,00"]),
    (&["replay", "--from", "8"], 2, &["galat: --from: seharusnya nomor kejadian yang tercatat"]),
    (&["what-if", "--without", "line:7"], 0, &["ANDAIAN: tidak satu pun ada di buku besar", "ANDAIAN: saldo", "ditiadakan", "1 kejadian tidak dihitung"]),
    (&["what-if", "--without", "8"], 2, &["galat: --without: seharusnya nomor kejadian yang tercatat"]),
    (&["links", "line:7"], 0, &["yang terkait dengan line:7", "tidak berbagi apa pun"]),
    (&["links", "nosuch"], 2, &["galat: seharusnya penanda seperti "]),
    (&["hubs"], 0, &["yang paling banyak dipakai bersama", "dipakai oleh"]),
    (&["trail", "line:7 or region:36", "--tree"], 2, &["galat: --tree: seharusnya satu hal"]),
    (&["trail", "programme:BLT or"], 2, &["galat: seharusnya penanda, ditemukan tidak ada apa-apa"]),
    (&["trail", "programme:BLTX"], 2, &["galat: seharusnya program yang terdaftar", "mungkin BLT?"]),
    (&["trail", "decree:7"], 2, &["galat: kejadian 7 tidak membuat decree; yang dibuatnya `line:7`"]),
    (&["trail", "programe:BLT"], 2, &["galat: seharusnya penanda seperti ", "mungkin programme?"]),
    (&["trail", "line:7"], 0, &["nomor", "tanggal", "jenis", "jumlah", "merujuk", "1 kejadian, ditemukan dalam "]),
    (&["trail", "nosuch:1"], 2, &["galat: seharusnya penanda seperti ", "lihat `jejak trail --help`"]),
    (&["trail", "flag:QQQ-01"], 2, &["tidak ada aturan `QQQ-01`"]),
    (&["show", "99"], 2, &["galat: tidak ada kejadian 99; yang terakhir 7"]),
    (&["kinds"], 0, &["nomor", "bidang", "Satu baris untuk `append` memuat", "misalnya:"]),
    (&["kinds", "NoSuch"], 2, &["galat: tidak ada jenis `NoSuch`"]),
    (&["codes", "accounts", "5.1.06.01"], 0, &["belanja", "direncanakan", "individu", "tidak"]),
    (&["codes", "sources", "1.1"], 0, &["keluarga", "peruntukan", "sisa ke"]),
    (&["codes", "activities", "angkasa"], 0, &["tidak ditemukan; tanpa kata pencarian"]),
    (&["codes", "accounts", "01:01:01"], 2, &["galat: ", "kode akun seperti"]),
    (&["investigation", "open", "--number", "ST 1/2026", "--ground", "pkpt"], 0, &["pemeriksaan 2 dibuka: ST 1/2026"]),
    (&["investigation", "show", "7"], 1, &["galat: akun 1 tidak memegang pemeriksaan 7"]),
    (&["investigation", "list"], 0, &["Pemeriksaan", "pemeriksa", "penahanan"]),
    (&["regions", "import", "regions.csv", "--dry-run"], 0, &["akan mendaftarkan 1 wilayah; 1 sudah terdaftar"]),
    (&["regions", "import", "empty.jsonl"], 2, &["galat: empty.jsonl: tidak ada wilayah di dalamnya"]),
    (&["regions", "import", "rebuilt.csv"], 1, &[
        "`Banten`, nama terdaftar untuk 36", "nama terdaftar tetap: perbaiki", "kode wilayah seperti",
        "nama berhuruf", "galat: 3 baris salah"]),
    (&["import", "--profiles"], 0, &["sipd-sp2d: register SP2D dari SIPD", "bnba: lampiran SK by name by address (BNBA), perlu brankas", "wajib; "]),
    (&["import", "sipd-sp2d", "sp2d.csv", "--dry-run"], 0, &[
        "utf-8, pemisah `;`, judul di baris 1", "nomor seri hari dikembalikan menjadi tanggal",
        "kolom yang dilewati: `Warna`", "1 baris jumlah dan catatan dilewati", "1 baris baik; akan dicatat 3 kejadian",
        "tanda CSH-07: 1 kejadian"]),
    (&["import", "sipd-sp2d", "sp2d-wrong.csv"], 1, &[
        "seharusnya", "ditemukan", "tanggal seperti", "komanya memisahkan ribuan", "jam: lembar kerja mengubah nilainya",
        "2 dari 2 baris salah; tidak ada yang dicatat"]),
    (&["import", "sipd-sp2d", "regions.csv"], 1, &["judul kolom dengan nomor_sp2d, tanggal_sp2d"]),
    (&["import", "sipd-sp2d", "nosuch.csv"], 3, &["seharusnya berkas, ditemukan tidak ada"]),
    (&["import", "--unfinished"], 0, &["tidak ada impor yang belum selesai"]),
    (&["import", "--abandon", "3"], 1, &["galat: ditolak, tidak ada yang dicatat: ENV-01: merujuk objek yang tidak ada"]),
    (&["import", "sample-results", "sp2d.csv", "--set", "sample=1"], 1, &["sample-results: seharusnya judul kolom dengan item"]),
    (&["import", "bnba", "sp2d.csv"], 2, &["bnba: seharusnya ada brankas, ditemukan tidak ada"]),
    (&["import", "rapor", "sp2d.csv"], 2, &["seharusnya profil dari bnba, dtks"]),
    (&["import", "sipd-sp2d", "sp2d.csv", "--set", "warna=biru"], 2, &["seharusnya setelan dari"]),
    (&["import", "sipd-sp2d", "sp2d.csv", "--map", "Warna=rasa"], 2, &["seharusnya salah satu kolomnya nomor_sp2d"]),
    (&["report", "lra", "--year", "2026"], 0, &[
        "Laporan Realisasi Anggaran 2026", "kode rekening", "Belanja Bantuan Sosial", "37.000.000.000,00",
        "(37.000.000.000,00)", "tidak diketahui", "kejadian 8", "kepala rantai"]),
    (&["report", "lra"], 2, &["galat: lra: seharusnya ada --year, tidak ditemukan"]),
    (&["report", "lra", "--year", "2026", "--public"], 2, &["galat: lra: seharusnya di antara --year ", "ditemukan --public"]),
    (&["report", "lra", "--year", "2026", "-o", "lain.txt"], 2, &["galat: lain.txt sudah ada; tidak ada yang ditulis"]),
    (&["report", "lra", "--year", "2026", "-o", "lra.pdf"], 2, &["galat: --output: seharusnya berkas berakhiran"]),
    (&["report", "lra", "--year", "2026", "--explain", "budget@5.1.06"], 0, &["Kejadian di balik budget@", "Pagu ditetapkan"]),
    (&["report", "lra", "--year", "2026", "--explain", "x@1"], 2, &["galat: --explain: seharusnya salah satu kolom account"]),
    (&["report", "sources"], 0, &["Kartu Kendali Sumber Dana", "sisa kas", "JUMLAH sendiri"]),
    (&["report", "recap-region", "--year", "2026"], 0, &["Rekapitulasi per Kabupaten/Kota 2026", "ditetapkan", "provinsi seluruhnya"]),
    (&["report", "recap-ppks", "--year", "2026"], 0, &["Rekapitulasi per Jenis PPKS", "fakir miskin"]),
    (&["report", "dprd", "--year", "2026"], 0, &["Laporan Program untuk DPRD", "per pintu usulan"]),
    (&["copy", "other", "--store", "redb"], 0,
        &["8 kejadian disalin ke other (redb)", "kepala 8:", "catatan: kunci penanda tangan"]),
    (&["rebuild"], 0, &["8 kejadian diputar ulang dalam ", "akar keadaan ", "keadaan hidup sama"]),
    (&["checkpoint", "--key", "nosuch.key"], 1, &["tidak dapat membaca berkas kunci nosuch.key: berkas atau folder tidak ada"]),
    (&["verify"], 0, &["putusan", "keutuhan", "titik periksa: tidak dinilai: tidak ada titik periksa buku ini"]),
    (&["verify", "--against", "lain.txt"], 1, &["titik periksa: lain.txt: ", "galat: verifikasi gagal: titik periksa"]),
    (&["backup"], 2, &["galat: DIR: seharusnya folder cadangan, ditemukan tidak ada"]),
    (&["backup", "cadangan"], 0, &["8 kejadian dicadangkan ke cadangan, 8 di antaranya baru",
        "akar keadaan", "catatan: tidak di dalamnya, simpan terpisah: SIGNED"]),
    (&["backup", "."], 1, &["galat: . seharusnya cadangan, atau baru atau kosong, ditemukan `"]),
    (&["person", "backup"], 2, &["galat: FOLDER: seharusnya folder cadangan, ditemukan tidak ada"]),
    (&["restore", "nowhere", "baru"], 3, &["galat: nowhere bukan cadangan yang selesai"]),
    (&["doctor", "--backup", "nowhere"], 1, &["GAGAL cadangan", "nowhere bukan cadangan yang selesai"]),
    (&["doctor"], 0, &["baik  penyimpanan", "8 kejadian dalam", "belum ada titik periksa"]),
    (&["refusals"], 0, &["0 percobaan ditolak"]),
    (&["oversight"], 0, &["Siapa melihat, masuk, ditolak"]),
    (&["man", "nosuch"], 2, &["galat: tidak ada perintah `nosuch`"]),
];

/// What an English sentence of this program is made of; no Indonesian one has any of it.
const ENGLISH: &[&str] = &[
    " the ",
    " of ",
    " and ",
    " is ",
    " was ",
    " found ",
    "expected ",
    "error:",
    "note:",
    "warning:",
    "events",
    " recorded",
    "refused",
    "cannot",
];

fn spoken(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    if !args.contains(&"--data") && !args.contains(&"--server") {
        command.args(["--data", "ledger"]);
    }
    command.args(["--lang", "id"]).args(args).current_dir(folder).output().expect("runs")
}

/// A folder with a ledger and the files in it.
fn prepared() -> Desk {
    let desk = Desk::new();
    let init = ["init", "--origin", "dinsos.example/uji", "--store", "redb"];
    assert!(desk.run(&init).status.success());
    for (name, text) in FILES {
        desk.file(name, text);
    }
    let file = desk.file("budget.jsonl", BUDGET);
    desk.json(&["append", &file, "--request-id", "A-1"]);
    desk
}

#[test]
fn every_command_speaks_indonesian() {
    for (args, code, sentences) in CASES {
        let desk = prepared();
        let output = spoken(desk.data().parent().expect("a folder"), args);
        let told =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        let told = told.join("\n");
        assert_eq!(output.status.code(), Some(*code), "{args:?}: {told}");
        for sentence in *sentences {
            assert!(told.contains(sentence), "{args:?}: no `{sentence}` in: {told}");
        }
        // The name of a table.
        let allowed = told.replace("dari: events,", "");
        for english in ENGLISH {
            assert!(!allowed.contains(english), "{args:?}: `{english}` in: {told}");
        }
    }
}

/// JSON is for programs: its names and what stands beside them are the same in every language.
#[test]
fn json_has_the_same_names_in_both_languages() {
    let desk = prepared();
    let bad = desk
        .file("bad.jsonl", FILES.iter().find(|(name, _)| *name == "bad.jsonl").expect("a file").1);
    for args in [
        vec!["append", &bad],
        vec!["balances", "--by", "line"],
        vec!["trail", "line:7", "--limit", "0"],
    ] {
        let [mut en, mut id] =
            ["en", "id"].map(|language| desk.json(&[&args[..], &["--lang", language]].concat()));
        for value in [&mut en, &mut id] {
            value.as_object_mut().expect("an object").remove("microseconds");
        }
        assert_eq!(en, id, "{args:?}");
    }
}
