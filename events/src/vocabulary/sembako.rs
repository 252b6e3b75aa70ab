//! Closed lists of the area `sembako`.

vocabulary! {
    /// Why a KPM gives up its place.
    KpmExitReason {
        Deceased = "meninggal", "meninggal tanpa ahli waris pengganti dalam KK", "died without an heir in the household";
        Moved = "pindah", "pindah", "moved away";
        WellOff = "mampu", "mampu/graduasi", "no longer poor";
        Duplicate = "ganda", "ganda", "duplicate";
        CivilServant = "asn-tni-polri", "ASN/TNI/Polri", "civil servant, army or police";
        NotFound = "tidak-ditemukan", "tidak ditemukan", "not found";
        Declined = "menolak", "menolak", "declined";
        OtherAid = "bantuan-lain", "menerima bantuan lain", "receives other aid";
        NikMismatch = "nik-tidak-padan", "NIK tidak padan", "NIK does not match";
    }
    /// On which paper a KPM came onto the list.
    KpmEntryBasis {
        Ministry = "daftar-kemensos", "daftar penetapan Kemensos", "the ministry's list";
        Minutes = "berita-acara", "BA musyawarah desa/kelurahan", "minutes of a deliberation";
    }
    /// Why an allocation below a kabupaten or kota changes.
    AllocationReason {
        QuotaChanged = "kuota-induk-berubah", "kuota induk berubah", "the quota above changed";
        Unfilled = "kuota-tidak-terisi", "kuota tidak terisi", "places stayed unfilled";
        Need = "kebutuhan", "kebutuhan wilayah", "need of the region";
        RegionSplit = "pemekaran", "pemekaran/penggabungan wilayah", "the region was divided or merged";
        Clerical = "pembetulan", "pembetulan", "clerical";
    }
    /// On what paper an allocation or its change rests.
    AllocationBasis {
        MinistryDecree = "sk-kemensos", "SK Kementerian Sosial", "decree of the ministry";
        RegencyDecree = "sk-bupati-walikota", "SK bupati/wali kota", "decree of the regent or mayor";
        Minutes = "berita-acara", "BA rapat penetapan", "minutes";
    }
}
