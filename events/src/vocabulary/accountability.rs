//! Closed lists of the area `accountability`.

vocabulary! {
    /// Why something was refused or withdrawn by people.
    Reason {
        NotEligible = "tidak-layak", "tidak layak", "not eligible";
        IncompleteDocuments = "berkas-tidak-lengkap", "berkas tidak lengkap", "incomplete documents";
        AfterDeadline = "lewat-batas", "lewat batas waktu", "after the deadline";
        NoBudget = "tidak-ada-anggaran", "tidak ada anggaran", "no budget";
        Duplicate = "ganda", "ganda", "duplicate";
        Deceased = "meninggal", "meninggal", "deceased";
        Moved = "pindah", "pindah", "moved";
        WellOff = "mampu", "mampu", "no longer poor";
        CivilServant = "asn-tni-polri", "ASN/TNI/Polri", "civil servant, army or police";
        NotFound = "tidak-ditemukan", "tidak ditemukan", "not found";
        Declined = "menolak", "menolak", "declined";
        OtherAid = "bantuan-lain", "menerima bantuan lain", "receives other aid";
        NikMismatch = "nik-tidak-padan", "NIK tidak padan", "NIK does not match";
        WrongAmount = "nilai-salah", "nilai salah", "wrong amount";
        WrongCode = "kode-salah", "kode salah", "wrong code";
        OfficialAbsent = "pejabat-berhalangan", "pejabat berhalangan", "official absent";
        EntryError = "salah-catat", "salah catat", "entry error";
        Expired = "kedaluwarsa", "kedaluwarsa", "expired";
        Other = "lain", "lain-lain (lihat catatan)", "other (see note)";
    }
    /// How a refund is treated in the accounts (PSAP 02).
    Treatment {
        ContraPost = "kontra-pos", "kontra-pos belanja", "contra-post to spending";
        RevenueOfYear = "pendapatan-tahun-berjalan", "pendapatan tahun berjalan", "revenue of the current year";
        StateTreasury = "kas-negara", "setor kas negara", "deposit to the state treasury";
    }
    /// What an SPJ accounts for.
    SpjKind {
        Recipient = "penerima", "LPJ penerima bantuan", "recipient's report";
        Advance = "up-gu", "SPJ UP/GU", "report on the advance";
        AdditionalAdvance = "tu", "SPJ TU", "report on the additional advance";
        Direct = "ls", "SPJ LS", "report on a direct payment";
    }
    /// Which field a correction of fact may change.
    Correctable {
        OccurredOn = "occurred_on", "tanggal kejadian", "date of the fact";
        DocumentNumber = "number", "nomor dokumen", "document number";
        Region = "region", "wilayah", "region";
        Reason = "reason", "alasan", "reason";
        Name = "name", "nama", "name";
        Channel = "channel", "kanal", "channel";
        Status = "status", "status", "status";
        Validity = "until", "masa berlaku", "validity";
    }
}
