//! Disasters: the decree that declares an emergency, its extensions, what was assessed, its end.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::DisasterRef;
use crate::text::DocumentNumber;
use crate::vocabulary::*;

events! {
    /// A head of region declares an emergency. Goods are given out for it.
    DisasterDeclared("Bencana dinyatakan", "Disaster declared", creates Disaster) {
        /// What happened.
        kind: DisasterKind,
        /// Which state of emergency.
        status: EmergencyStatus,
        /// Region that the decree names.
        region: Region,
        /// Number of the decree.
        number: DocumentNumber,
        /// First day of the emergency.
        from: Date,
        /// Last day that the decree allows.
        until: Date,
    }

    /// The emergency goes on beyond its last day, or becomes another one.
    DisasterExtended("Status bencana diperpanjang", "Emergency extended") {
        /// The disaster.
        disaster: DisasterRef,
        /// Which state of emergency from now on.
        status: EmergencyStatus,
        /// Number of the decree.
        number: DocumentNumber,
        /// New last day; later than the present one.
        until: Date,
    }

    /// What was found in one region: numbers, no names and no places of single people. A later
    /// assessment of the same region replaces the earlier one.
    DisasterAssessed("Asesmen bencana dicatat", "Disaster assessed") {
        /// The disaster.
        disaster: DisasterRef,
        /// Region assessed, usually a kecamatan or desa.
        region: Region,
        /// Households affected.
        households: u32,
        /// People affected.
        people: u32,
        /// Houses lightly damaged.
        light: u32,
        /// Houses damaged by half.
        medium: u32,
        /// Houses heavily damaged.
        heavy: u32,
    }

    /// The emergency is declared over; it ended on the day on which this happened.
    DisasterEnded("Status bencana diakhiri", "Emergency ended") {
        /// The disaster.
        disaster: DisasterRef,
        /// Number of the decree.
        number: DocumentNumber,
    }
}
