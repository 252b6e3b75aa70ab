//! Closed lists of the area `integrity`.

vocabulary! {
    /// What was closed.
    PeriodKind {
        Month = "bulan", "bulan", "month";
        Year = "tahun", "tahun anggaran", "fiscal year";
    }
    /// What was found of an electronic signature in a published file.
    SignatureVerdict {
        NotChecked = "belum-diperiksa", "belum diperiksa", "not checked";
        Absent = "tidak-ada", "tidak ada", "none embedded";
        Valid = "sah", "sah", "valid";
        Invalid = "tidak-sah", "tidak sah", "invalid";
    }
}
