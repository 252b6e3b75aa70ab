//! Quotas: how many recipients a programme may have in a region and year.

use crate::codes::Region;
use crate::date::FiscalYear;
use crate::event::events;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::{Reason, Standing};

events! {
    /// A quota is set by decree. Our own guards our designations; a ministry's is observed.
    QuotaSet("Kuota ditetapkan", "Quota set"; planning) {
        /// Programme.
        programme: Code,
        /// Region, usually a kabupaten or kota.
        region: Region,
        /// Year.
        fiscal_year: FiscalYear,
        /// Number of recipients.
        count: u32,
        /// Our own decree, or another body's.
        standing: Standing,
        /// Number of the decree.
        number: DocumentNumber,
    }

    /// A quota changes, with reason and basis.
    QuotaChanged("Kuota diubah", "Quota changed"; planning) {
        /// Programme.
        programme: Code,
        /// Region.
        region: Region,
        /// Year.
        fiscal_year: FiscalYear,
        /// Quota until now; must be the one in force.
        from_count: u32,
        /// Quota from now on.
        to_count: u32,
        /// Why.
        reason: Reason,
        /// Number of the decree.
        number: DocumentNumber,
    }
}
