//! Closed lists of the area `opening`.

vocabulary! {
    /// How complete a set of historical records is known to be.
    Completeness {
        Complete = "lengkap", "lengkap", "complete";
        Partial = "sebagian", "sebagian", "partial";
        Totals = "hanya-total", "hanya total", "totals only";
        Unknown = "tidak-diketahui", "tidak diketahui", "unknown";
    }
    /// On what a historical batch stands.
    HistoryBasis {
        Decree = "sk", "SK dan lampirannya", "decree and annex";
        Press = "pemberitaan", "pemberitaan", "press reports";
        AuditReport = "lhp", "laporan hasil pemeriksaan", "audit report";
        Spreadsheet = "lembar-kerja", "lembar kerja", "spreadsheet";
        OtherSystem = "sistem-lain", "sistem lain", "another system";
    }
}
