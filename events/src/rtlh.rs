//! Houses unfit to live in: survey, designation, repair groups, aid of others (RTLH).

use crate::codes::Region;
use crate::date::FiscalYear;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::DocumentNumber;
use crate::vocabulary::*;
use crate::works::WorkPhoto;

events! {
    /// A house is known from now on. Where exactly it stands is kept in the vault.
    HouseRegistered("Rumah didaftarkan", "House registered", creates House) {
        /// Household that lives in it.
        household: HouseholdId,
        /// Region, down to the desa where it is registered.
        region: Region,
        /// The place, by token: the vault draws one for each building.
        place: Token,
    }

    /// A house was surveyed: what it is like before (0 %).
    HouseSurveyed("Rumah disurvei", "House surveyed") {
        /// The house.
        house: HouseRef,
        /// Floor area in square decimetres, above zero; 36 m2 are 3600.
        floor_area_dm2: u32,
        /// Persons who live in it.
        occupants: u8,
        /// Roof.
        roof: RoofMaterial,
        /// Walls.
        wall: WallMaterial,
        /// Floor.
        floor: FloorMaterial,
        /// Sanitation.
        sanitation: Sanitation,
        /// Whose the land is.
        land: LandStatus,
        /// Whether it is fit to live in.
        verdict: HouseVerdict,
        /// Commitment to the surveyed point: distances of later photographs count from it.
        point: Bytes32,
        /// Photographs, each picture once, ascending by `image`.
        photos: Vec<WorkPhoto>,
    }

    /// A community group (pokmas) is formed to repair houses. Members follow, then it closes.
    RepairGroupFormed("Pokmas RTLH dibentuk", "Repair group formed", creates RepairGroup) {
        /// The group as recipient of aid, where the decree names it.
        recipient: Option<RecipientId>,
        /// Region in which its members live.
        region: Region,
        /// Number of households announced.
        members: u32,
        /// Number of the minutes.
        number: DocumentNumber,
    }

    /// One household is a member of a repair group.
    RepairGroupMemberNamed("Anggota pokmas RTLH dicatat", "Repair group member named") {
        /// The group.
        group: RepairGroupRef,
        /// The household.
        household: HouseholdId,
        /// Its house, where it is one to be repaired.
        house: Option<HouseRef>,
    }

    /// All members are in.
    RepairGroupClosed("Pokmas RTLH ditutup", "Repair group closed") {
        /// The group.
        group: RepairGroupRef,
        /// Number of members recorded.
        members: u32,
    }

    /// A row of a decree pays for a house.
    HouseDesignated("Rumah ditetapkan", "House designated") {
        /// The house.
        house: HouseRef,
        /// The decree's row.
        designation: DesignationRef,
        /// The group that repairs it.
        group: Option<RepairGroupRef>,
    }

    /// Another body pays, or paid, for a house: what this ledger sees of it.
    RepairAidObserved("Bantuan rumah pihak lain diamati", "Repair aid observed") {
        /// The house.
        house: HouseRef,
        /// Budget family of the money.
        family: SourceFamily,
        /// Who gives it.
        organisation: OrganisationRef,
        /// Year of the money.
        fiscal_year: FiscalYear,
        /// Amount above zero.
        amount: Rupiah,
        /// The observed line that pays, where one is kept here.
        line: Option<LineRef>,
        /// Number of the other body's decree.
        number: Option<DocumentNumber>,
    }

    /// A house was repaired: what it is like after the hand-over (100 %).
    HouseRepaired("Rumah selesai diperbaiki", "House repaired") {
        /// The house.
        house: HouseRef,
        /// The work that repaired it; absent in history.
        work: Option<WorkRef>,
        /// Roof.
        roof: RoofMaterial,
        /// Walls.
        wall: WallMaterial,
        /// Floor.
        floor: FloorMaterial,
        /// Sanitation.
        sanitation: Sanitation,
        /// Whether it is fit to live in now.
        verdict: HouseVerdict,
    }

    /// A repaired house was found unfit to live in again.
    HouseUnfitAgain("Rumah kembali tidak layak", "House unfit again") {
        /// The house.
        house: HouseRef,
        /// How bad it is.
        verdict: HouseVerdict,
    }

    /// A house is gone, or no longer the household's. What a disaster took may be helped again at
    /// once.
    HouseLost("Rumah hilang", "House lost") {
        /// The house.
        house: HouseRef,
        /// How.
        cause: HouseLossCause,
        /// The declared disaster, where one was declared.
        disaster: Option<DisasterRef>,
    }
}
