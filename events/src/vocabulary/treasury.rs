//! Closed lists of the area `treasury`.

vocabulary! {
    /// Which payment request.
    SppKind {
        Up = "up", "UP", "revolving advance";
        Gu = "gu", "GU", "refill of the advance";
        Tu = "tu", "TU", "additional advance";
        LsPayroll = "ls-gaji", "LS Gaji", "direct, payroll";
        LsGoods = "ls-barang-jasa", "LS Barang dan Jasa", "direct, goods and services";
        LsThirdParty = "ls-pihak-ketiga", "LS Pihak Ketiga Lainnya (bansos, hibah)", "direct, other third parties";
        GuNil = "gu-nihil", "GU Nihil", "closing of the advance";
        TuNil = "tu-nihil", "TU Nihil", "closing of an additional advance";
    }
    /// What is withheld from an SP2D.
    TaxKind {
        Pph21 = "pph-21", "PPh 21", "income tax art. 21";
        Pph22 = "pph-22", "PPh 22", "income tax art. 22";
        Pph23 = "pph-23", "PPh 23", "income tax art. 23";
        PphFinal = "pph-4-2", "PPh Final 4(2)", "final income tax";
        Ppn = "ppn", "PPN", "value added tax";
        Iwp = "iwp", "IWP/BPJS", "pension and health contribution";
        Other = "lain", "potongan lain", "other deduction";
    }
}
