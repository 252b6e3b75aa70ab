//! Closed lists of the area `central`.

vocabulary! {
    /// How far the ministry's pipeline has come for a period and kabupaten or kota, in its order.
    CentralStatus {
        Proposed = "usulan", "usulan", "proposed";
        Validated = "verifikasi-validasi", "verifikasi dan validasi", "verified and validated";
        FinalClosing = "final-closing", "final closing", "final closing";
        AccountCheck = "verifikasi-rekening", "verifikasi/cek rekening", "accounts checked";
        Spp = "spp", "SPP", "SPP";
        Spm = "spm", "SPM", "SPM";
        Sp2d = "sp2d", "SP2D", "SP2D";
        StandingInstruction = "si", "SI (standing instruction)", "standing instruction";
        TopUp = "top-up", "top up/salur", "topped up";
    }
    /// Why a credit did not stand.
    CreditCancelReason {
        NameMismatch = "nama-beda", "retur: nama berbeda", "returned: name differs";
        WrongAccount = "rekening-salah", "retur: rekening salah", "returned: wrong account";
        Inactive = "rekening-pasif", "retur: rekening pasif/tutup", "returned: account dormant or closed";
        Recalled = "ditarik", "ditarik kembali kementerian", "recalled by the ministry";
        EntryError = "salah-catat", "salah catat", "entry error";
    }
}
