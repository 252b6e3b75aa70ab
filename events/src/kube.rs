//! KUBe: groups that run a business together, from their formation to the settling of what they
//! leave.

use crate::codes::Region;
use crate::date::Month;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::*;

events! {
    /// A group is formed. Its members follow one by one, then the formation closes; until then the
    /// group can do nothing. Source: BA pembentukan.
    KubeGroupFormed("KUBE dibentuk", "KUBE formed", creates KubeGroup) {
        /// The group itself, a registered recipient of the kind `kelompok`.
        recipient: RecipientId,
        /// Programme under which it was formed.
        programme: Code,
        /// Village.
        region: Region,
        /// What its business is.
        business: KubeBusiness,
        /// Number of the minutes (BA) of its formation.
        number: DocumentNumber,
        /// Number of members that the minutes name.
        count: u32,
    }

    /// Somebody is a member of the group from here on.
    KubeMemberJoined("Anggota KUBE masuk", "KUBE member joined") {
        /// The group.
        group: KubeGroupRef,
        /// The member, a registered person or family.
        recipient: RecipientId,
        /// Office within the group; absent for a plain member.
        office: Option<KubeOffice>,
    }

    /// All founding members are in; their number is the one that the minutes name.
    KubeFormationClosed("Pembentukan KUBE ditutup", "KUBE formation closed") {
        /// The group.
        group: KubeGroupRef,
        /// Number of members.
        count: u32,
    }

    /// Somebody is no longer a member; an office held falls vacant.
    KubeMemberLeft("Anggota KUBE keluar", "KUBE member left") {
        /// The group.
        group: KubeGroupRef,
        /// The member.
        recipient: RecipientId,
        /// Why.
        reason: Reason,
    }

    /// An office within the group passes to a member.
    KubeOfficeChanged("Pengurus KUBE berganti", "KUBE office changed") {
        /// The group.
        group: KubeGroupRef,
        /// The office.
        office: KubeOffice,
        /// The member who holds it from here on; absent when it falls vacant.
        recipient: Option<RecipientId>,
    }

    /// A decree gave the group its aid.
    KubeGrantDesignated("Bantuan KUBE ditetapkan", "KUBE grant designated") {
        /// The group.
        group: KubeGroupRef,
        /// The decree's row that names the group.
        designation: DesignationRef,
    }

    /// The group reports on its business for a month. Source: laporan bulanan.
    KubeBusinessReported("Usaha KUBE dilaporkan", "KUBE business reported") {
        /// The group.
        group: KubeGroupRef,
        /// The month that it speaks of.
        month: Month,
        /// Sales of the month, zero or more.
        turnover: Rupiah,
        /// What the month earned; negative for a loss.
        profit: Rupiah,
        /// Cash and bank at the end of the month, zero or more.
        cash: Rupiah,
        /// What members paid into the solidarity fund (IKS) in the month, zero or more.
        solidarity: Rupiah,
        /// Value of goods, tools and animals at the end of the month, zero or more.
        assets: Rupiah,
    }

    /// Monitoring found how the group fares. Source: laporan monev.
    KubeStatusChanged("Status KUBE berubah", "KUBE status changed") {
        /// The group.
        group: KubeGroupRef,
        /// What it is from here on; a dissolved group stays so.
        status: KubeStatus,
    }

    /// What a dissolved group left was settled. Source: BA penyelesaian aset.
    KubeAssetsSettled("Aset KUBE diselesaikan", "KUBE assets settled") {
        /// The group.
        group: KubeGroupRef,
        /// Who got it.
        heir: KubeHeir,
        /// The group that got it, for `kube-lain` alone.
        other: Option<KubeGroupRef>,
        /// Value, zero or more.
        value: Rupiah,
        /// Number of the minutes (BA).
        number: DocumentNumber,
    }
}
