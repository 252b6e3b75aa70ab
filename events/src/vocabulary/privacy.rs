//! Closed lists of the area `privacy`.

vocabulary! {
    /// Why destroying personal data was lawful.
    ErasureGround {
        RetentionEnded = "retensi-habis", "masa retensi habis (ps. 44)", "retention has ended";
        PurposeEnded = "tujuan-tercapai", "tujuan pemrosesan tercapai (ps. 43)", "the purpose is served";
        Unlawful = "melawan-hukum", "diperoleh melawan hukum (ps. 43)", "it was obtained unlawfully";
        ConsentWithdrawn = "persetujuan-ditarik", "persetujuan ditarik (ps. 43)", "consent was withdrawn";
        SubjectRequest = "permintaan-subjek", "permintaan subjek data", "the person asked for it";
        CourtOrder = "putusan", "putusan pengadilan/lembaga", "a court or agency ordered it";
        EnteredInError = "salah-catat", "salah catat: orang yang keliru", "entered in error: the wrong person";
    }
}
