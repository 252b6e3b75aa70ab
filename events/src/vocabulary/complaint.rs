//! Closed lists of complaints.

vocabulary! {
    /// Through which door a complaint came.
    ComplaintChannel {
        Counter = "loket", "loket", "counter";
        Telephone = "telepon", "telepon", "telephone";
        Lapor = "sp4n-lapor", "SP4N-LAPOR!", "SP4N-LAPOR!";
        CekBansos = "cek-bansos", "Cek Bansos (usul sanggah)", "Cek Bansos";
        Letter = "surat", "surat", "letter";
        Whistleblowing = "wbs", "whistleblowing system", "whistleblowing system";
        Media = "media", "media", "media";
        Field = "lapangan", "petugas lapangan", "field officer";
    }
    /// What a complaint is about.
    ComplaintSubject {
        Deduction = "potongan", "potongan atau pungutan", "deduction";
        NotReceived = "tidak-menerima", "bantuan tidak diterima", "aid not received";
        WrongRecipient = "salah-sasaran", "salah sasaran", "wrong recipient";
        NotListed = "tidak-terdata", "layak tetapi tidak terdata", "entitled but not listed";
        Quality = "mutu-barang", "mutu atau harga barang", "quality or price of goods";
        CardHeldByOther = "kartu-dipegang", "kartu atau buku dipegang orang lain", "card held by another";
        Service = "pelayanan", "pelayanan petugas", "service of staff";
        Institution = "lembaga", "panti atau lembaga", "institution";
        Other = "lain", "lain-lain", "other";
    }
    /// What an examination or appeal found.
    ComplaintVerdict {
        Proven = "terbukti", "terbukti", "proven";
        PartlyProven = "terbukti-sebagian", "terbukti sebagian", "partly proven";
        Unproven = "tidak-terbukti", "tidak terbukti", "not proven";
        OutsideAuthority = "bukan-kewenangan", "bukan kewenangan", "outside authority";
    }
}
