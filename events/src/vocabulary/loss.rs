//! Closed lists of regional and state losses.

vocabulary! {
    /// Whose loss it is.
    LossKind {
        Regional = "kerugian-daerah", "kerugian daerah", "regional loss";
        State = "kerugian-negara", "kerugian negara", "state loss";
    }
    /// Who answers for a loss: the procedures differ.
    LossParty {
        Treasurer = "bendahara", "bendahara", "treasurer";
        Official = "pegawai-bukan-bendahara", "pegawai bukan bendahara", "official other than the treasurer";
        ThirdParty = "pihak-ketiga", "pihak ketiga", "third party";
    }
    /// What caused a loss.
    LossCause {
        Overpayment = "kelebihan-bayar", "kelebihan pembayaran", "overpayment";
        ShortVolume = "kekurangan-volume", "kekurangan volume pekerjaan", "work short of the contract";
        Embezzlement = "penyalahgunaan", "penyalahgunaan", "misuse";
        CashShortage = "ketekoran-kas", "ketekoran kas", "cash shortage";
        GoodsLost = "kehilangan-barang", "kehilangan barang", "goods lost";
        Ineligible = "penerima-tidak-berhak", "bantuan kepada yang tidak berhak", "aid to the not entitled";
    }
    /// To whom a loss is handed on.
    LossAuthority {
        Bpk = "bpk", "BPK", "BPK";
        Pupn = "pupn-kpknl", "PUPN/KPKNL", "state receivables office";
        Prosecutor = "kejaksaan", "kejaksaan", "prosecutor";
        Police = "kepolisian", "kepolisian", "police";
    }
}
