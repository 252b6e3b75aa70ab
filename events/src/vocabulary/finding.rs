//! Closed lists of audit.

vocabulary! {
    /// Who found something.
    FindingSource {
        Check = "cek-otomatis", "cek otomatis", "automatic check";
        Apip = "apip", "Inspektorat (APIP)", "internal inspectorate (APIP)";
        Bpkp = "bpkp", "BPKP", "BPKP";
        Bpk = "bpk", "BPK", "supreme auditor (BPK)";
        Complaint = "pengaduan", "pengaduan", "complaint";
        SelfReported = "sendiri", "temuan sendiri", "own finding";
    }
    /// How grave a finding is.
    Severity {
        Critical = "kritis", "kritis", "critical";
        High = "tinggi", "tinggi", "high";
        Medium = "sedang", "sedang", "medium";
        Low = "rendah", "rendah", "low";
    }
    /// What became of a recommendation: BPK's four classes.
    FollowUpStatus {
        AsRecommended = "sesuai", "sesuai rekomendasi", "as recommended";
        NotYet = "belum-sesuai", "belum sesuai rekomendasi", "not yet as recommended";
        NotFollowedUp = "belum-ditindaklanjuti", "belum ditindaklanjuti", "not followed up";
        Cannot = "tidak-dapat", "tidak dapat ditindaklanjuti dengan alasan sah", "cannot be followed up, for a lawful reason";
    }
    /// Why a finding was closed.
    FindingEnd {
        Settled = "selesai", "selesai ditindaklanjuti", "settled";
        Unfounded = "tidak-terbukti", "tidak terbukti", "unfounded";
        HandedOver = "dilimpahkan", "dilimpahkan", "handed over";
    }
    /// How a sample is drawn.
    SampleMethod {
        Simple = "acak-sederhana", "acak sederhana", "simple random";
        Stratified = "berlapis", "berlapis per kab/kota", "stratified by regency or city";
        MonetaryUnit = "satuan-uang", "satuan uang (MUS)", "monetary unit";
    }
    /// What the field found of a sampled item.
    SampleVerdict {
        Confirmed = "sesuai", "sesuai", "confirmed";
        Differs = "berbeda", "nilai berbeda", "differs";
        NotFound = "tidak-ditemukan", "penerima tidak ditemukan", "not found";
        NotVisited = "tidak-dikunjungi", "tidak dikunjungi", "not visited";
    }
}
