//! The 155 kecamatan of Banten by their Kemendagri codes.
//!
//! Codes and names are facts taken from idn-area-data 4.0.1 (after Kepmendagri
//! 300.2.2-2138/2025); see `docs/decisions/0015-names-of-regions.md`. Gaps in the codes are real.

use jejak_events::Region;

use super::super::build::{lit, rows};

/// Code and name, in the order of the codes.
pub(in crate::sample) fn districts() -> impl Iterator<Item = [&'static str; 2]> {
    rows(DISTRICTS)
}

/// One of the kecamatan of a kabupaten or kota; numbers beyond the last begin again.
pub(super) fn district(regency: &str, number: u64) -> Region {
    let own: Vec<&str> =
        districts().map(|[code, _]| code).filter(|code| code.starts_with(regency)).collect();
    let at = usize::try_from(number).unwrap_or(0).checked_rem(own.len());
    lit(at.and_then(|at| own.get(at)).unwrap_or(&regency))
}

const DISTRICTS: &str = "
  36.01.01 | Sumur
  36.01.02 | Cimanggu
  36.01.03 | Cibaliung
  36.01.04 | Cikeusik
  36.01.05 | Cigeulis
  36.01.06 | Panimbang
  36.01.07 | Angsana
  36.01.08 | Munjul
  36.01.09 | Pagelaran
  36.01.10 | Bojong
  36.01.11 | Picung
  36.01.12 | Labuan
  36.01.13 | Menes
  36.01.14 | Saketi
  36.01.15 | Cipeucang
  36.01.16 | Jiput
  36.01.17 | Mandalawangi
  36.01.18 | Cimanuk
  36.01.19 | Kaduhejo
  36.01.20 | Banjar
  36.01.21 | Pandeglang
  36.01.22 | Cadasari
  36.01.23 | Cisata
  36.01.24 | Patia
  36.01.25 | Karang Tanjung
  36.01.26 | Cikedal
  36.01.27 | Cibitung
  36.01.28 | Carita
  36.01.29 | Sukaresmi
  36.01.30 | Mekarjaya
  36.01.31 | Sindangresmi
  36.01.32 | Pulosari
  36.01.33 | Koroncong
  36.01.34 | Majasari
  36.01.35 | Sobang
  36.02.01 | Malingping
  36.02.02 | Panggarangan
  36.02.03 | Bayah
  36.02.04 | Cipanas
  36.02.05 | Muncang
  36.02.06 | Leuwidamar
  36.02.07 | Bojongmanik
  36.02.08 | Gunungkencana
  36.02.09 | Banjarsari
  36.02.10 | Cileles
  36.02.11 | Cimarga
  36.02.12 | Sajira
  36.02.13 | Maja
  36.02.14 | Rangkasbitung
  36.02.15 | Warunggunung
  36.02.16 | Cijaku
  36.02.17 | Cikulur
  36.02.18 | Cibadak
  36.02.19 | Cibeber
  36.02.20 | Cilograng
  36.02.21 | Wanasalam
  36.02.22 | Sobang
  36.02.23 | Curugbitung
  36.02.24 | Kalanganyar
  36.02.25 | Lebakgedong
  36.02.26 | Cihara
  36.02.27 | Cirinten
  36.02.28 | Cigemblong
  36.03.01 | Balaraja
  36.03.02 | Jayanti
  36.03.03 | Tigaraksa
  36.03.04 | Jambe
  36.03.05 | Cisoka
  36.03.06 | Kresek
  36.03.07 | Kronjo
  36.03.08 | Mauk
  36.03.09 | Kemiri
  36.03.10 | Sukadiri
  36.03.11 | Rajeg
  36.03.12 | Pasar Kemis
  36.03.13 | Teluknaga
  36.03.14 | Kosambi
  36.03.15 | Pakuhaji
  36.03.16 | Sepatan
  36.03.17 | Curug
  36.03.18 | Cikupa
  36.03.19 | Panongan
  36.03.20 | Legok
  36.03.22 | Pagedangan
  36.03.23 | Cisauk
  36.03.27 | Sukamulya
  36.03.28 | Kelapa Dua
  36.03.29 | Sindang Jaya
  36.03.30 | Sepatan Timur
  36.03.31 | Solear
  36.03.32 | Gunung Kaler
  36.03.33 | Mekar Baru
  36.04.05 | Kramatwatu
  36.04.06 | Waringinkurung
  36.04.07 | Bojonegara
  36.04.08 | Pulo Ampel
  36.04.09 | Ciruas
  36.04.11 | Kragilan
  36.04.12 | Pontang
  36.04.13 | Tirtayasa
  36.04.14 | Tanara
  36.04.15 | Cikande
  36.04.16 | Kibin
  36.04.17 | Carenang
  36.04.18 | Binuang
  36.04.19 | Petir
  36.04.20 | Tunjung Teja
  36.04.22 | Baros
  36.04.23 | Cikeusal
  36.04.24 | Pamarayan
  36.04.25 | Kopo
  36.04.26 | Jawilan
  36.04.27 | Ciomas
  36.04.28 | Pabuaran
  36.04.29 | Padarincang
  36.04.30 | Anyar
  36.04.31 | Cinangka
  36.04.32 | Mancak
  36.04.33 | Gunungsari
  36.04.34 | Bandung
  36.04.35 | Lebak Wangi
  36.71.01 | Tangerang
  36.71.02 | Jatiuwung
  36.71.03 | Batuceper
  36.71.04 | Benda
  36.71.05 | Cipondoh
  36.71.06 | Ciledug
  36.71.07 | Karawaci
  36.71.08 | Periuk
  36.71.09 | Cibodas
  36.71.10 | Neglasari
  36.71.11 | Pinang
  36.71.12 | Karang Tengah
  36.71.13 | Larangan
  36.72.01 | Cibeber
  36.72.02 | Cilegon
  36.72.03 | Pulomerak
  36.72.04 | Ciwandan
  36.72.05 | Jombang
  36.72.06 | Gerogol
  36.72.07 | Purwakarta
  36.72.08 | Citangkil
  36.73.01 | Serang
  36.73.02 | Kasemen
  36.73.03 | Walantaka
  36.73.04 | Curug
  36.73.05 | Cipocok Jaya
  36.73.06 | Taktakan
  36.74.01 | Serpong
  36.74.02 | Serpong Utara
  36.74.03 | Pondok Aren
  36.74.04 | Ciputat
  36.74.05 | Ciputat Timur
  36.74.06 | Pamulang
  36.74.07 | Setu
";
