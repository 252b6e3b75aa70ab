//! Goods for disasters: warehouses, items, lots, and every movement of them.
//!
//! Quantities are whole numbers of the item's smallest unit. The value of goods is quantity times
//! the unit cost of their lot.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber, Text};
use crate::vocabulary::*;

events! {
    /// A warehouse, or the store of a disaster-ready village, is kept in this ledger from here on.
    WarehouseOpened("Gudang dibuka", "Warehouse opened", creates Warehouse) {
        /// Whose it is.
        organisation: OrganisationRef,
        /// What it is.
        kind: WarehouseKind,
        /// Region that it serves.
        region: Region,
        /// Ours is guarded: its stock never falls below zero. Others' are observed.
        standing: Standing,
        /// Name in books.
        name: Text,
    }

    /// A kind of goods and how it is counted.
    ItemRegistered("Jenis barang didaftarkan", "Item registered") {
        /// Code by which lots name it.
        code: Code,
        /// Name.
        name: Text,
        /// Unit in which people speak of it.
        unit: GoodsUnit,
        /// Smallest unit, in which all its quantities are counted.
        smallest: GoodsUnit,
        /// How many of the smallest unit make one unit; 1 where both are the same.
        per_unit: u32,
    }

    /// How much of an item a warehouse is to hold at all times.
    BufferStockSet("Stok penyangga ditetapkan", "Buffer stock set"; planning) {
        /// The warehouse.
        warehouse: WarehouseRef,
        /// Item.
        item: Code,
        /// Quantity in the smallest unit; 0 for none any more.
        quantity: u32,
        /// Decision that sets it.
        basis: Text,
    }

    /// Goods came in: one lot, of one item, at one cost and with one expiry (BA penerimaan).
    GoodsReceived("Barang masuk gudang", "Goods received", creates Lot) {
        /// Warehouse that took them.
        warehouse: WarehouseRef,
        /// Item.
        item: Code,
        /// Quantity in the smallest unit, above zero.
        quantity: u32,
        /// Cost of one smallest unit; an estimate for what was given.
        unit_cost: Rupiah,
        /// Where they come from.
        source: GoodsSource,
        /// Last day on which they may be used, for goods that expire.
        expiry: Option<Date>,
        /// Number of the record of receipt; one may cover several lots.
        number: DocumentNumber,
        /// Who supplied them, by token.
        supplier: Option<Token>,
        /// Contract or order under which they were bought.
        commitment: Option<CommitmentRef>,
        /// Payment of them, where it came first.
        payment: Option<PaymentRef>,
    }

    /// Goods moved between two warehouses: out of one and into the other in one event.
    GoodsTransferred("Barang dipindahkan", "Goods transferred", creates StockMovement) {
        /// Warehouse that gives.
        from: WarehouseRef,
        /// Warehouse that takes.
        to: WarehouseRef,
        /// The lot.
        lot: LotRef,
        /// Quantity in the smallest unit, above zero.
        quantity: u32,
        /// Number of the hand-over between the two; one may cover several lots.
        number: DocumentNumber,
    }

    /// Goods are set aside for a disaster or purpose and stay where they are until issued.
    GoodsAllocated("Barang dialokasikan", "Goods allocated", creates StockMovement) {
        /// Warehouse in which they lie.
        warehouse: WarehouseRef,
        /// The lot.
        lot: LotRef,
        /// Quantity in the smallest unit, above zero.
        quantity: u32,
        /// For which disaster.
        disaster: Option<DisasterRef>,
        /// For what, where no disaster is declared.
        purpose: Option<GoodsPurpose>,
    }

    /// What is left of an allocation is free again.
    AllocationReleased("Alokasi barang dilepas", "Allocation released") {
        /// The allocation.
        allocation: StockMovementRef,
        /// Why.
        reason: Reason,
    }

    /// Goods left the warehouse on an order (SPB or DO), to be handed over.
    GoodsIssued("Barang keluar gudang", "Goods issued", creates StockMovement) {
        /// Warehouse that they left.
        warehouse: WarehouseRef,
        /// The lot.
        lot: LotRef,
        /// Quantity in the smallest unit, above zero.
        quantity: u32,
        /// For which disaster.
        disaster: Option<DisasterRef>,
        /// For what, where no disaster is declared.
        purpose: Option<GoodsPurpose>,
        /// Allocation that they are drawn from.
        allocation: Option<StockMovementRef>,
        /// Region to which they go.
        destination: Region,
        /// Number of the order; one may cover several lots.
        number: DocumentNumber,
    }

    /// Goods that had been issued were handed over (BAST). A fact: what was really delivered.
    GoodsDelivered("Barang diterima penerima", "Goods delivered") {
        /// The issue.
        issue: StockMovementRef,
        /// Number of the BAST; one may cover several issues.
        number: DocumentNumber,
        /// What kind of body took them over.
        receiver: ReceivingBody,
        /// The body, where it is registered.
        organisation: Option<OrganisationRef>,
        /// Row of a decree that the goods are for, where there is one.
        designation: Option<DesignationRef>,
        /// Quantity really delivered, in the smallest unit.
        quantity: u32,
        /// Whether this is the last delivery of the issue.
        complete: bool,
        /// Commitment to the list of people who got them; it lies in the vault.
        recipients: Option<Bytes32>,
    }

    /// Goods that had been issued came back into a warehouse.
    GoodsReturnedToStock("Barang kembali ke gudang", "Goods returned to stock", creates StockMovement) {
        /// The issue.
        issue: StockMovementRef,
        /// Warehouse that took them back.
        warehouse: WarehouseRef,
        /// Quantity in the smallest unit, above zero.
        quantity: u32,
        /// Why.
        reason: GoodsReturnReason,
    }

    /// Goods are taken off the books: expired, damaged or lost.
    GoodsWrittenOff("Barang dihapuskan", "Goods written off", creates StockMovement) {
        /// Warehouse in which they lay.
        warehouse: WarehouseRef,
        /// The lot.
        lot: LotRef,
        /// Quantity in the smallest unit, above zero.
        quantity: u32,
        /// Why.
        reason: WriteOffReason,
        /// Number of the minutes (BA); one may cover several lots.
        number: DocumentNumber,
        /// The second person who agrees.
        authorised_by: PersonId,
    }

    /// Stok opname of one lot: what was there. It is compared with the book of that day, as far as it
    /// is recorded, which stays until it is adjusted.
    StockCounted("Stok diopname", "Stock counted") {
        /// The warehouse.
        warehouse: WarehouseRef,
        /// The lot.
        lot: LotRef,
        /// What was there, in the smallest unit.
        counted: u32,
        /// Number of the minutes (BA opname); one may cover several lots.
        number: DocumentNumber,
    }

    /// The book follows a count.
    StockAdjusted("Buku stok disesuaikan", "Stock book adjusted", creates StockMovement) {
        /// The warehouse.
        warehouse: WarehouseRef,
        /// The lot.
        lot: LotRef,
        /// Whether the book rises or falls.
        direction: Direction,
        /// By how much, in the smallest unit, above zero.
        quantity: u32,
        /// The count that it follows.
        count: Option<EventRef>,
        /// Why.
        reason: Reason,
        /// The second person who agrees.
        authorised_by: PersonId,
    }

    /// A movement was recorded by mistake and is taken back; both stay visible.
    StockMovementReversed("Mutasi stok dibalik", "Stock movement reversed") {
        /// The movement, or the lot whose receipt is taken back.
        movement: EventRef,
        /// Why.
        reason: Reason,
        /// The second person who agrees.
        authorised_by: PersonId,
    }
}
