//! Every page that is a question to the ledger, and the sections that they stand in.

use super::asked::Asked;
use super::words::Words;
use crate::api::pages::operation;

/// A section of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Where the money is.
    Overview,
    /// Sources, lines, cash.
    Funding,
    /// What is done with it.
    Programmes,
    /// Single events and what they mean.
    Trail,
    /// Controls.
    Findings,
    /// Reports with their official columns.
    Reports,
    /// Proof.
    Verify,
    /// Upkeep.
    Administration,
}

/// A section with its name.
pub struct SectionOf {
    /// Which.
    pub section: Section,
    /// What it is called.
    pub label: Words,
}

/// The sections in their order.
pub static SECTIONS: &[SectionOf] = &[
    SectionOf { section: Section::Overview, label: Words("Ikhtisar", "Overview") },
    SectionOf { section: Section::Funding, label: Words("Pendanaan", "Funding") },
    SectionOf { section: Section::Programmes, label: Words("Program", "Programmes") },
    SectionOf { section: Section::Trail, label: Words("Jejak", "Trail") },
    SectionOf { section: Section::Findings, label: Words("Temuan", "Findings") },
    SectionOf { section: Section::Reports, label: Words("Laporan", "Reports") },
    SectionOf { section: Section::Verify, label: Words("Verifikasi", "Verify") },
    SectionOf { section: Section::Administration, label: Words("Administrasi", "Administration") },
];

impl SectionOf {
    /// Whether whoever asks may see something of it.
    pub fn is_for(&self, asked: &Asked) -> bool {
        self.section == Section::Overview || self.views(asked).next().is_some()
    }

    /// The pages in it that whoever asks may see.
    pub fn views<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = &'static View> + 'a {
        of_section(self.section).filter(|view| view.is_for(asked))
    }

    /// Its first page.
    pub fn first(&self, asked: &Asked) -> &'static str {
        match self.section {
            Section::Overview => "/",
            _ => self.views(asked).next().map_or("/", |view| view.path),
        }
    }
}

/// A page that is a question to the ledger.
pub struct View {
    /// Its path.
    pub path: &'static str,
    /// Where it stands.
    pub section: Section,
    /// What it is called.
    pub label: Words,
    /// What it shows, in a sentence.
    pub about: Words,
    /// The operation of the service that it asks.
    pub operation: &'static str,
    /// Parameters that are always so.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Parameters where nothing is asked for.
    pub usual: &'static [(&'static str, &'static str)],
    /// Whether it waits for a question: without one there is nothing to show.
    pub waits: bool,
}

impl View {
    /// Whether whoever asks may see it.
    pub fn is_for(&self, asked: &Asked) -> bool {
        operation(self.operation).is_some_and(|(_, operation, _)| asked.may(operation.act))
    }
}

/// The pages of a section.
pub fn of_section(section: Section) -> impl Iterator<Item = &'static View> {
    VIEWS.iter().filter(move |view| view.section == section)
}

/// Rows of the table of pages.
macro_rules! views {
    ($($section:ident $path:literal $operation:literal $id:literal / $en:literal : $about_id:literal / $about_en:literal
        $(fixed [$($fixed:expr),*])? $(usual [$($usual:expr),*])? $(waits $waits:literal)?;)*) => {
        &[$(View {
            path: $path,
            section: Section::$section,
            label: Words($id, $en),
            about: Words($about_id, $about_en),
            operation: $operation,
            fixed: &[$($($fixed),*)?],
            usual: &[$($($usual),*)?],
            waits: false $(|| $waits)?,
        }),*]
    };
}

/// Every page that is a question.
pub static VIEWS: &[View] = views! {
    Funding "/pendanaan/saldo" "/v1/balances" "Saldo" / "Balances":
        "Pagu, komitmen, realisasi dan sisa menurut dimensi apa pun." /
        "Ceiling, commitments, spending and what is left, by any dimension."
        usual [("by", "source-family,source")];
    Funding "/pendanaan/kartu-kendali" "/v1/reports/{name}" "Kartu kendali" / "Control cards":
        "Kartu kendali per sumber dana: APBD dan DAK berdampingan." /
        "Control card of each funding source: APBD and DAK side by side."
        fixed [("name", "sources")];
    Funding "/pendanaan/rekap-sumber" "/v1/reports/{name}" "Rekap sumber" / "By source":
        "Rekapitulasi menurut sumber dana." / "Recapitulation by funding source."
        fixed [("name", "recap-source")];
    Funding "/pendanaan/silpa" "/v1/reports/{name}" "SiLPA terikat" / "Carried over":
        "Sisa lebih pembiayaan yang terikat, menurut sumber." /
        "What was left over and stays bound, by source."
        fixed [("name", "silpa")];
    Funding "/pendanaan/kas" "/v1/balances" "Kas" / "Cash":
        "Saldo kas per rekening dan sumber." / "Cash by account and source."
        fixed [("cash", "true")];
    Funding "/pendanaan/rencana-kas" "/v1/cashplan" "Rencana kas" / "Cash plan":
        "Anggaran kas dan pencairannya per bulan." / "The cash budget and what was released, by month.";
    Funding "/pendanaan/apbn" "/v1/central" "APBN" / "Central":
        "Dana pusat yang diamati daerah." / "Central money that the region observes.";
    Programmes "/program/rekap" "/v1/reports/{name}" "Rekap program" / "By programme":
        "Rekapitulasi menurut program." / "Recapitulation by programme."
        fixed [("name", "recap-programme")];
    Programmes "/program/wilayah" "/v1/reports/{name}" "Wilayah" / "Regions":
        "Rekapitulasi menurut kabupaten dan kota." / "Recapitulation by regency and city."
        fixed [("name", "recap-region")];
    Programmes "/program/ppks" "/v1/reports/{name}" "PPKS" / "PPKS":
        "Rekapitulasi menurut jenis PPKS." / "Recapitulation by class of people in need."
        fixed [("name", "recap-ppks")];
    Programmes "/program/sembako" "/v1/reports/{name}" "Sembako" / "Sembako":
        "Pemantauan Program Sembako menurut desa dan periode." /
        "Monitoring of Program Sembako by village and period."
        fixed [("name", "sembako-monev")];
    Programmes "/program/layanan" "/v1/services" "Layanan" / "Services":
        "Layanan sosial dan indikator SPM." / "Social services and their indicators.";
    Programmes "/program/penyerapan" "/v1/fill-rate" "Penyerapan" / "Fill rate":
        "Kuota dan penerima yang terisi." / "Quota and recipients who fill it."
        waits true;
    Programmes "/program/stok" "/v1/stock" "Stok bencana" / "Disaster stock":
        "Barang di gudang: masuk, keluar, sisa." / "Goods in warehouses: in, out, left.";
    Programmes "/program/bnba" "/v1/reports/{name}" "BNBA" / "BNBA":
        "Daftar penerima per keputusan; nama tersamar." / "Recipients of a decree; names are masked."
        fixed [("name", "bnba")] waits true;
    Programmes "/program/kube" "/v1/reports/{name}" "LPJ KUBe" / "KUBe":
        "Laporan pertanggungjawaban hibah KUBe." / "Closing report of a KUBe grant."
        fixed [("name", "kube-lpj")] waits true;
    Programmes "/program/rtlh" "/v1/reports/{name}" "LPJ RTLH" / "RTLH":
        "Laporan pertanggungjawaban perbaikan rumah." / "Closing report of a house repair."
        fixed [("name", "rtlh-lpj")] waits true;
    Programmes "/program/dprd" "/v1/reports/{name}" "DPRD" / "DPRD":
        "Program x sumber x kabupaten/kota x sasaran." / "Programme x source x regency x target."
        fixed [("name", "dprd")];
    Trail "/jejak/telusur" "/v1/trails" "Telusur" / "Trail":
        "Semua kejadian tentang sesuatu: payment:204, region:36.03, decree:57." /
        "Every event about a thing: payment:204, region:36.03, decree:57."
        usual [("limit", "1000")] waits true;
    Trail "/jejak/cari" "/v1/search" "Cari" / "Search":
        "Nomor, kode atau kata dalam kejadian." / "A number, code or word in the events."
        waits true;
    Trail "/jejak/tautan" "/v1/links/{of}" "Tautan" / "Links":
        "Apa yang terhubung dengan sesuatu, dan lewat apa." / "What is linked with a thing, and by what."
        waits true;
    Trail "/jejak/simpul" "/v1/hubs" "Simpul" / "Hubs":
        "Rekening, alamat atau petugas yang dipakai banyak penerima." /
        "Accounts, addresses or officers that many share.";
    Trail "/jejak/beda" "/v1/diff" "Beda" / "Differences":
        "Yang berubah di antara dua kejadian." / "What changed between two events."
        waits true;
    Trail "/jejak/banding" "/v1/compare/{day}" "Banding" / "Compare":
        "Suatu hari sebagaimana diketahui dulu dan sekarang." / "A day as it was known then, and now."
        waits true;
    Trail "/jejak/andai" "/v1/what-if" "Andai" / "What if":
        "Andaian: buku tanpa suatu kejadian atau sumber. Bukan keadaan nyata." /
        "Hypothetical: the ledger without an event or source. Not what happened."
        waits true;
    Findings "/temuan/pemeriksaan" "/v1/checks" "Pemeriksaan" / "Checks":
        "Pemeriksaan A01 sampai A51 dengan jumlah dan nilai berisiko." /
        "Checks A01 to A51, with counts and amounts at risk.";
    Findings "/temuan/rinci" "/v1/checks/{ids}" "Rinci" / "One check":
        "Semua hasil satu pemeriksaan dengan buktinya." / "All results of one check, with evidence."
        waits true;
    Findings "/temuan/daftar" "/v1/findings" "Temuan" / "Findings":
        "Temuan dan tahap tindak lanjutnya." / "Findings and where their follow-up stands.";
    Findings "/temuan/jatuh-tempo" "/v1/due" "Jatuh tempo" / "Due":
        "Yang jatuh tempo dan yang terlambat." / "What is due, and what is late.";
    Findings "/temuan/rekonsiliasi" "/v1/reconciliations/{register}" "Rekonsiliasi" / "Reconciliation":
        "Buku dibandingkan dengan register." / "The ledger beside a register."
        waits true;
    Findings "/temuan/tolakan" "/v1/refusals" "Tolakan" / "Refusals":
        "Usulan yang ditolak aturan." / "Proposals that a rule refused.";
    Reports "/laporan" "/v1/reports" "Semua laporan" / "All reports":
        "Laporan dengan kolom resminya." / "Reports with their official columns.";
    Verify "/verifikasi" "/v1/verify" "Verifikasi" / "Verify":
        "Rantai, pohon, tanda tangan, aturan dan saldo diperiksa ulang dari kejadian pertama." /
        "Chain, tree, signatures, rules and balances, checked again from the first event on.";
    Administration "/administrasi/akun" "/v1/accounts" "Akun" / "Accounts":
        "Akun dan perannya." / "Accounts and their roles.";
    Administration "/administrasi/token" "/v1/tokens" "Token" / "Tokens":
        "Token mesin dan masa berlakunya." / "Tokens of machines, and until when they hold.";
    Administration "/administrasi/pengawasan" "/v1/oversight" "Pengawasan" / "Oversight":
        "Siapa melihat, masuk, mengekspor atau mengelola apa." /
        "Who looked, signed in, exported or administered what.";
    Administration "/administrasi/aturan" "/v1/rules" "Aturan" / "Rules":
        "Parameter aturan yang berlaku, dan riwayatnya." / "Rule parameters in force, and their history.";
    Administration "/administrasi/kesehatan" "/v1/doctor" "Kesehatan" / "Health":
        "Keadaan folder, disk dan cadangan." / "State of folder, disk and backups.";
};
