//! Closed lists of the area `access`.

vocabulary! {
    /// How somebody proved who they are when they recorded.
    Authentication {
        Local = "local", "setempat", "local operator";
        Password = "password", "kata sandi", "password";
        Totp = "totp", "kata sandi dan kode", "password and one-time code";
        Token = "token", "token mesin", "machine token";
        Oidc = "oidc", "masuk tunggal", "single sign-on";
        Import = "import", "impor berkas", "file import";
    }
    /// In what capacity an official acts.
    Capacity {
        Definitive = "definitif", "Definitif", "definitive";
        Plt = "plt", "Plt (pelaksana tugas)", "acting, post vacant";
        Plh = "plh", "Plh (pelaksana harian)", "acting, holder away";
        Pj = "pj", "Pj (penjabat)", "caretaker";
    }
    /// The office that an official holds.
    Office {
        Governor = "kepala-daerah", "Kepala daerah", "head of region";
        HeadOfAgency = "kepala-dinas", "Kepala dinas", "head of agency";
        Pa = "pa", "Pengguna Anggaran", "budget user";
        Kpa = "kpa", "Kuasa Pengguna Anggaran", "authorised budget user";
        PpkSkpd = "ppk-skpd", "PPK-SKPD", "finance administration officer";
        Pptk = "pptk", "PPTK", "technical activity officer";
        Treasurer = "bendahara-pengeluaran", "Bendahara Pengeluaran", "spending treasurer";
        AssistantTreasurer = "bpp", "Bendahara Pengeluaran Pembantu", "assistant treasurer";
        Ppkd = "ppkd", "PPKD", "regional finance manager";
        Bud = "bud", "BUD", "regional treasurer";
        KuasaBud = "kuasa-bud", "Kuasa BUD", "authorised regional treasurer";
        Tapd = "tapd", "TAPD", "regional budget team";
        Verifier = "verifikator", "Verifikator", "verifier";
        FieldOfficer = "petugas-lapangan", "Petugas lapangan (TKSK, pendamping)", "field officer";
        VillageOperator = "operator-desa", "Operator desa/kelurahan", "village operator";
        WarehouseKeeper = "pengurus-gudang", "Pengurus gudang", "warehouse keeper";
        Inspector = "inspektorat", "Inspektorat (APIP)", "internal inspector";
        BankOfficer = "bank-penyalur", "Petugas bank/pos penyalur", "channel officer";
    }
    /// What an account may do.
    Role {
        Administrator = "administrator", "administrator", "administrator";
        Operator = "operator", "operator", "operator";
        Verifier = "verifikator", "verifikator", "verifier";
        Pptk = "pptk", "PPTK", "PPTK";
        Treasurer = "bendahara", "bendahara", "treasurer";
        PpkSkpd = "ppk-skpd", "PPK-SKPD", "PPK-SKPD";
        BudgetUser = "pa-kpa", "PA/KPA", "PA/KPA";
        Governor = "kepala-daerah", "kepala daerah (delegasi)", "head of region (delegate)";
        RegionalTreasury = "ppkd-bud", "TAPD/PPKD/BUD", "TAPD/PPKD/BUD";
        Channel = "penyalur", "bank/pos penyalur", "channel import";
        WarehouseKeeper = "gudang", "pengurus gudang", "warehouse keeper";
        Auditor = "auditor", "Inspektorat/BPK/BPKP", "auditor";
        Council = "dprd", "DPRD", "council";
        DataProtection = "dpo", "DPO/kustodian kunci", "data protection";
        HeadOfInspection = "inspektur", "Inspektur (kepala Inspektorat)", "head of inspection";
    }
}
