//! Closed lists of the area `payment`.

vocabulary! {
    /// Through which channel money reaches people.
    Channel {
        Bank = "bank", "bank penyalur", "bank";
        Post = "pos", "PT Pos", "post";
        Treasurer = "bendahara", "bendahara", "treasurer";
        Agent = "agen", "agen/e-warong", "agent";
        Direct = "langsung", "langsung ke pihak ketiga", "direct to a third party";
    }
    /// Why a bank sent money back.
    ReturnReason {
        NameMismatch = "nama-beda", "nama berbeda", "name differs";
        WrongAccount = "rekening-salah", "nomor rekening salah", "wrong account number";
        WrongBank = "bank-salah", "bank salah", "wrong bank";
        Inactive = "rekening-pasif", "rekening pasif/tutup", "account dormant or closed";
        Recalled = "ditarik", "ditarik pengirim", "recalled";
    }
    /// Why aid was not taken.
    UnclaimedReason {
        NoActivation = "tidak-aktivasi", "tidak aktivasi", "not activated";
        NoTransaction = "tidak-transaksi", "tidak bertransaksi", "no transaction";
        Deceased = "meninggal", "meninggal", "deceased";
        Moved = "pindah", "pindah", "moved";
        Declined = "menolak", "menolak", "declined";
        Unknown = "tidak-diketahui", "tidak diketahui", "unknown";
    }
}
