//! Closed lists of the area `investigation`.

vocabulary! {
    /// What gave rise to an investigation.
    InvestigationGround {
        Plan = "pkpt", "program kerja tahunan (PKPT)", "annual audit plan";
        Complaint = "pengaduan", "pengaduan", "complaint";
        Check = "hasil-cek", "hasil cek", "result of a check";
        Order = "perintah", "perintah kepala daerah", "order of the head of region";
        Request = "permintaan", "permintaan aparat lain (BPK, BPKP, penegak hukum)", "request of another authority";
        Other = "lain", "sebab lain", "another reason";
    }
    /// Why an event was chosen.
    ChoiceReason {
        Evidence = "bukti", "bukti", "evidence";
        Suspicious = "janggal", "janggal", "suspicious";
        Comparison = "pembanding", "pembanding", "to compare with";
        Context = "konteks", "konteks", "context";
    }
    /// Why a chosen event was removed from the choice.
    RemovalReason {
        Irrelevant = "tidak-terkait", "tidak terkait", "not related";
        Explained = "terjelaskan", "sudah terjelaskan", "explained";
        Mistaken = "keliru", "keliru dipilih", "chosen by mistake";
    }
    /// What was done with an investigation by who looked at it.
    CustodyAct {
        Shown = "lihat", "dilihat", "was shown";
        Notes = "baca-catatan", "catatan dibaca", "its notes were read";
        Custody = "lihat-penguasaan", "catatan penguasaan dilihat", "its custody log was shown";
        Exported = "ekspor", "diekspor", "was exported";
    }
    /// What came of an investigation.
    InvestigationOutcome {
        Proven = "terbukti", "terbukti", "proven";
        Unproven = "tidak-terbukti", "tidak terbukti", "not proven";
        Finding = "temuan", "menjadi temuan", "became a finding";
        Referred = "dilimpahkan", "dilimpahkan", "referred to another authority";
        Stopped = "dihentikan", "dihentikan", "stopped";
    }
    /// Why a closed investigation goes on.
    ReopeningReason {
        Evidence = "bukti-baru", "bukti baru", "new evidence";
        Order = "perintah", "perintah", "order";
        Mistake = "keliru", "keliru ditutup", "closed by mistake";
    }
}
