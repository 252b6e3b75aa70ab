//! What parameters are called on a page, and what they are for.

use crate::ledger::rules::Language;

/// The same in both languages: Indonesian first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub &'static str, pub &'static str);

impl Words {
    /// In a language.
    pub const fn of(self, language: Language) -> &'static str {
        match language {
            Language::Id => self.0,
            Language::En => self.1,
        }
    }
}

/// A parameter: its name, what it is called, and an example of what is typed.
type Parameter = (&'static str, Words, &'static str);

static PARAMETERS: &[Parameter] = &[
    ("account", Words("Akun", "Account"), "12"),
    ("all", Words("Semua", "All"), ""),
    ("all-state-roots", Words("Semua akar keadaan", "All state roots"), ""),
    ("amount-max", Words("Paling banyak (Rp)", "At most (Rp)"), "1000000"),
    ("amount-min", Words("Paling sedikit (Rp)", "At least (Rp)"), "0"),
    ("by", Words("Menurut", "By"), "source,programme"),
    ("cash", Words("Kas", "Cash"), ""),
    ("check", Words("Pemeriksaan", "Check"), "A02"),
    ("confidence", Words("Keyakinan", "Confidence"), "95"),
    ("day", Words("Hari", "Day"), ""),
    ("depth", Words("Kedalaman", "Depth"), "2"),
    ("from", Words("Dari", "From"), ""),
    ("history", Words("Dengan riwayat", "With history"), ""),
    ("hub", Words("Batas simpul", "Size of a hub"), "50"),
    ("ids", Words("Pemeriksaan", "Checks"), "A02"),
    ("import", Words("Impor", "Import"), ""),
    ("item", Words("Barang", "Item"), ""),
    ("kind", Words("Jenis", "Kind"), "PaymentCredited"),
    ("known", Words("Diketahui", "Known"), "then"),
    ("limit", Words("Paling banyak", "At most"), "100"),
    ("month", Words("Bulan", "Month"), "2026-06"),
    ("of", Words("Tentang", "Of"), "decree:57"),
    ("only", Words("Hanya", "Only"), "integrity"),
    ("organisation", Words("SKPD", "Organisation"), "1.06"),
    ("period", Words("Periode", "Period"), ""),
    ("programme", Words("Program", "Programme"), "BLT"),
    ("public", Words("Untuk umum", "For the public"), ""),
    ("query", Words("Cari", "Search for"), "tangerang"),
    ("recipient", Words("Penerima", "Recipient"), ""),
    ("recorded-by", Words("Dicatat sampai", "Recorded by"), "2026-06-30T17:00:00+07:00"),
    ("refuse", Words("Yang ditolak", "What is refused"), ""),
    ("region", Words("Wilayah", "Region"), "36.03"),
    ("register", Words("Register", "Register"), "sp2d"),
    ("report", Words("Laporan", "Report"), "lra"),
    ("reveals", Words("Hanya pembukaan data", "Reveals alone"), ""),
    ("rule", Words("Aturan", "Rule"), "BUD-01"),
    ("since", Words("Sejak", "Since"), "100"),
    ("source", Words("Sumber dana", "Source"), "1.2"),
    ("stage", Words("Tahap", "Stage"), ""),
    ("last", Words("Terakhir", "Last"), "100"),
    ("sum", Words("Jumlahkan", "Sum"), ""),
    ("tags", Words("Tentang", "About"), "region:36.03"),
    ("to", Words("Sampai", "To"), ""),
    ("tree", Words("Sebagai pohon", "As a tree"), ""),
    ("until", Words("Sampai", "Until"), ""),
    ("vkey", Words("Kunci pemeriksa", "Verifier key"), ""),
    ("warehouse", Words("Gudang", "Warehouse"), ""),
    ("where", Words("Hanya di mana", "Where"), "fiscal-year=2026"),
    ("within", Words("Dalam hari", "Within days"), "30"),
    ("without", Words("Tanpa kejadian", "Without event"), "204"),
    ("without-source", Words("Tanpa sumber", "Without source"), "1.2"),
    ("year", Words("Tahun anggaran", "Fiscal year"), "2026"),
];

/// What a parameter is called, and an example of what is typed.
pub fn of_parameter(name: &str) -> Option<(Words, &'static str)> {
    let found = PARAMETERS.iter().find(|(known, ..)| *known == name)?;
    Some((found.1, found.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::pages::operation;
    use crate::commands::asked::name_of;
    use crate::console::form::HIDDEN;
    use crate::console::views::VIEWS;

    /// Whoever adds a page says what its fields are called.
    #[test]
    fn every_field_of_every_page_has_a_name_in_both_languages() {
        for view in VIEWS {
            let (_, operation, askable) = operation(view.operation).expect(view.operation);
            for arg in askable.parameters() {
                let name = name_of(arg);
                let asked =
                    operation.takes_in_query(&name) || operation.in_path().any(|part| part == name);
                let fixed = view.fixed.iter().any(|(known, _)| *known == name);
                if asked && !fixed && !HIDDEN.contains(&&*name) {
                    assert!(of_parameter(&name).is_some(), "{}: {name}", view.path);
                }
            }
        }
    }
}
