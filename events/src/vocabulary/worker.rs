//! Closed lists of the area `worker`.

vocabulary! {
    /// As what somebody works for social welfare.
    WorkerRole {
        Tksk = "tksk", "TKSK", "subdistrict social welfare worker (TKSK)";
        SaktiPeksos = "sakti-peksos", "Sakti Peksos", "social work service unit (Sakti Peksos)";
        Counsellor = "penyuluh", "relawan penyuluh sosial", "volunteer social counsellor";
        PkhCompanion = "pendamping-pkh", "pendamping PKH", "PKH companion";
        KubeCompanion = "pendamping-kube", "pendamping KUBe", "KUBe companion";
        Ktkpm = "ktkpm", "pendamping KTKPM", "KTKPM companion";
        Psm = "psm", "PSM", "community social worker (PSM)";
        Tagana = "tagana", "Tagana", "disaster response cadet (Tagana)";
        YouthBoard = "pengurus-karang-taruna", "pengurus Karang Taruna", "board of a Karang Taruna";
    }
    /// What a worker is certified for.
    WorkerCertificate {
        SocialWorker = "pekerja-sosial", "kompetensi pekerja sosial", "social worker";
        WelfareWorker = "tenaga-kesejahteraan-sosial", "kompetensi tenaga kesejahteraan sosial", "social welfare worker";
        Counsellor = "penyuluh-sosial", "kompetensi penyuluh sosial", "social counsellor";
        Tagana = "tagana", "pelatihan Tagana", "Tagana training";
        Training = "diklat", "diklat lain", "other training";
    }
}
