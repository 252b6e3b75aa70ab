//! Program Keluarga Harapan: the components of a family, the verified commitments of a stage, and
//! the amount that follows from them beside the amount that the ministry credited.
//!
//! Not here: the credits themselves (`central`).

use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::Code;
use crate::vocabulary::*;

events! {
    /// A member of a family is a component that counts.
    PkhComponentRecorded("Komponen PKH dicatat", "PKH component recorded", creates PkhComponent) {
        /// Programme.
        programme: Code,
        /// The family, a registered recipient.
        family: RecipientId,
        /// The member, by random id; need not be registered.
        member: RecipientId,
        /// What the member counts as.
        component: PkhComponentKind,
        /// First day on which it counts.
        from: Date,
        /// Last day on which it counts by age or school, where that is known.
        until: Option<Date>,
    }

    /// A component counts no more.
    PkhComponentEnded("Komponen PKH berakhir", "PKH component ended") {
        /// The component.
        component: PkhComponentRef,
        /// Last day on which it counted.
        until: Date,
        /// Why.
        reason: PkhEndReason,
    }

    /// Attendance at school or health service was verified for a stage.
    PkhCommitmentVerified("Komitmen PKH diverifikasi", "PKH commitment verified") {
        /// The component.
        component: PkhComponentRef,
        /// The stage.
        period: CentralPeriodRef,
        /// Whether the commitment was kept.
        fulfilled: bool,
    }

    /// What a family's components are worth for a stage was computed and compared with what the
    /// ministry credited: the best components up to the limit, each at its yearly rate divided by
    /// the stages of a year.
    PkhStageReconciled("Tahap PKH direkonsiliasi", "PKH stage reconciled") {
        /// The credit.
        credit: CentralCreditRef,
        /// Number of components that count.
        components: u8,
        /// What they are worth for the stage.
        expected: Rupiah,
    }
}
