//! Closed lists of contracts.

vocabulary! {
    /// What a contract is for.
    ContractSubject {
        Goods = "barang", "barang", "goods";
        Construction = "konstruksi", "pekerjaan konstruksi", "construction";
        Consultancy = "konsultansi", "jasa konsultansi", "consultancy";
        Service = "jasa", "jasa lainnya", "other service";
    }
    /// What a guarantee secures.
    GuaranteeKind {
        Performance = "pelaksanaan", "jaminan pelaksanaan", "performance";
        Advance = "uang-muka", "jaminan uang muka", "advance payment";
        Maintenance = "pemeliharaan", "jaminan pemeliharaan", "maintenance";
        Appeal = "sanggah-banding", "jaminan sanggah banding", "appeal";
    }
    /// What became of a guarantee.
    GuaranteeEnd {
        Released = "dikembalikan", "dikembalikan", "released";
        Called = "dicairkan", "dicairkan", "called";
        Lapsed = "kedaluwarsa", "kedaluwarsa", "lapsed";
    }
    /// What a payment of a contract is.
    ContractPaymentKind {
        Advance = "uang-muka", "uang muka", "advance";
        Term = "termin", "termin", "term";
        Retention = "retensi", "retensi", "retention";
        Full = "sekaligus", "sekaligus", "in full";
    }
}
