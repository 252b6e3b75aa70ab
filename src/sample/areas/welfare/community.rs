//! What the community gives: all nine actors, all ten forms, within the budget and outside it.

use jejak_events::cash::CashReceived;
use jejak_events::ids::{ContributionRef, EventRef, LotRef};
use jejak_events::vocabulary::*;
use jejak_events::welfare::*;

use super::super::super::build::{Build, lit, rows, rp, word};
use super::super::super::people::token;
use super::super::super::reference::PAD;

/// Label, actor, form, value in rupiah, book.
const GIVEN: &str = "
  pikiran      | perseorangan        | pemikiran |          | luar-apbd
  prakarsa     | keluarga            | prakarsa  |          | luar-apbd
  keahlian     | organisasi-profesi  | keahlian  |          | luar-apbd
  dukungan     | organisasi-sosial   | dukungan  |          | luar-apbd
  kegiatan     | organisasi-keagamaan| kegiatan  |          | luar-apbd
  tenaga       | lsm                 | tenaga    | 3000000  | luar-apbd
  dana         | badan-usaha         | dana      | 25000000 | dalam-apbd
  barang       | badan-usaha         | barang    | 12000000 | luar-apbd
  jasa         | lks                 | jasa      | 4000000  | luar-apbd
  fasilitas    | lks-asing           | fasilitas | 6000000  | luar-apbd
  tanpa-kas    | badan-usaha         | dana      | 5000000  | dalam-apbd
  tanpa-nilai  | perseorangan        | barang    |          | luar-apbd
";

/// Each actor and each form once; then cash that the treasury never saw, and goods without value.
pub(super) fn give(b: &mut Build) {
    b.acting("kuasa-bud");
    let receipt = CashReceived {
        cash: b.cash("rkud"),
        source: lit(PAD),
        kind: CashReceiptKind::Grant,
        amount: rp(25_000_000),
        bank_reference: Some(token("sumbangan dana", 0)),
    };
    let receipt = b.add_as("kas/sumbangan", receipt);
    b.acting("operator");
    for [label, actor, form, value, book] in rows(GIVEN) {
        let given = CommunityContributionRecorded {
            actor: word(ContributionActor::from_word, actor),
            form: word(ContributionForm::from_word, form),
            value: (!value.is_empty()).then(|| lit(value)),
            book: word(ContributionBook::from_word, book),
            organisation: None,
            giver: Some(token(&format!("pemberi {label}"), 0)),
            region: lit("36"),
            receipt: (label == "dana").then_some(EventRef(receipt)),
        };
        b.add_as(&format!("peran/{label}"), given);
    }
}

/// The company's goods are the food for children that came into the province's warehouse.
pub(super) fn give_on(b: &mut Build) {
    b.acting("operator");
    b.add(ContributionUsed {
        contribution: ContributionRef(b.at("peran/barang")),
        value: rp(12_000_000),
        case: None,
        lot: Some(LotRef(b.at("lot/MAKANAN-ANAK-CSR"))),
        region: lit("36"),
    });
    b.add(ContributionUsed {
        contribution: ContributionRef(b.at("peran/tenaga")),
        value: rp(1_000_000),
        case: Some(jejak_events::ids::CaseRef(b.at("kasus/1"))),
        lot: None,
        region: lit("36.73"),
    });
}
