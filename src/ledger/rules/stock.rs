//! Rules for goods in warehouses (G13, A42).
//!
//! Our own warehouses are guarded: they give only what they hold. Movements of others' warehouses
//! are facts; where they give more than they hold, that is flagged.

use jejak_events::stock::{GoodsReceived, ItemRegistered};
use jejak_events::text::Code;
use jejak_events::vocabulary::{GoodsSource, Standing};
use jejak_events::{Date, Event};

use super::{Figures, Judge, Judgement, Rule, rules};

mod after;
mod out;

rules! {
    QUANTITY_ZERO = "STK-01" Refuse,
        "jumlah barang harus di atas nol", "the quantity must be above zero", "G13 BarangMasukGudang";
    ITEM_UNKNOWN = "STK-02" Refuse,
        "jenis barang tidak terdaftar", "the item is not registered", "BarangMasukGudang BufferStockSet";
    ITEM_KNOWN = "STK-03" Refuse,
        "kode barang sudah dipakai", "the item's code is already used", "ItemRegistered";
    ITEM_UNIT = "STK-04" Refuse,
        "isi satuan tidak sesuai", "how many of the smallest unit make one does not fit the units", "ItemRegistered";
    STOCK_SHORT = "STK-05" Refuse,
        "stok gudang tidak cukup", "the warehouse does not hold enough of the lot", "G13 A42 BarangDipindahkan BarangKeluarGudang BarangDihapuskan StockAdjusted";
    STOCK_BELOW_ZERO = "STK-06" Flag,
        "stok gudang pihak lain menjadi negatif", "another body's warehouse gives more than it holds", "G13 A42";
    SAME_WAREHOUSE = "STK-07" Refuse,
        "gudang asal dan tujuan sama", "both warehouses are the same", "BarangDipindahkan";
    PURPOSE_MISSING = "STK-08" Refuse,
        "barang keluar harus untuk satu bencana atau satu peruntukan", "goods go out for one disaster or for one purpose", "A42 BarangKeluarGudang GoodsAllocated";
    PURPOSE_UNSAID = "STK-09" Flag,
        "gudang pihak lain mengeluarkan barang tanpa bencana atau peruntukan", "another body's goods went out for no disaster and no purpose", "A42";
    FEFO_BROKEN = "STK-10" Flag,
        "ada lot yang lebih dulu kedaluwarsa", "a lot that expires earlier lies in the warehouse (FEFO)", "A42 BarangKeluarGudang";
    EXPIRED_MOVED = "STK-11" Flag,
        "barang kedaluwarsa diterima, dipindahkan atau dikeluarkan", "expired goods are taken in, moved or given out", "A42";
    DISASTER_MISMATCH = "STK-12" Flag,
        "di luar masa atau wilayah bencana", "outside the days or the region of the disaster", "A42";
    ALLOCATION_SHORT = "STK-13" Refuse,
        "barang bebas tidak cukup untuk dialokasikan", "not enough of the lot is free to be set aside", "G13 GoodsAllocated";
    ALLOCATION_OTHER = "STK-14" Refuse,
        "bukan alokasi itu, atau sisanya tidak cukup", "the allocation is of other goods, or too little of it is left", "AllocationReleased BarangKeluarGudang";
    TAKES_ALLOCATED = "STK-15" Flag,
        "barang diambil dari yang sudah dialokasikan", "goods that were set aside are taken for something else", "GoodsAllocated";
    ORDER_ELSEWHERE = "STK-16" Flag,
        "nomor perintah keluar sudah dipakai untuk tujuan lain", "the order's number sent goods elsewhere before", "A42 G8";
    BELOW_BUFFER = "STK-17" Flag,
        "stok di bawah penyangga", "the stock falls below its buffer", "A42 BufferStockSet";
    NO_BAST = "STK-18" Flag,
        "ada pengeluaran terdahulu yang belum ber-BAST", "an earlier issue is still without BAST", "A42";
    NOT_AN_ISSUE = "STK-19" Refuse,
        "bukan pengeluaran barang yang berlaku", "that is no issue of goods, or it was taken back", "GoodsDelivered GoodsReturnedToStock";
    BAST_TWICE = "STK-20" Refuse,
        "BAST itu sudah dicatat untuk pengeluaran ini", "that BAST of the issue is already recorded", "G8 GoodsDelivered";
    DELIVERY_DIFFERS = "STK-21" Flag,
        "jumlah yang diserahkan berbeda dari yang dikeluarkan", "what was delivered is not what was issued", "A42 GoodsDelivered";
    BAST_LATE = "STK-22" Flag,
        "BAST terlambat", "the BAST came late", "A42 GoodsDelivered";
    RETURN_TOO_MUCH = "STK-23" Refuse,
        "yang kembali melebihi yang keluar", "more comes back than went out", "G13 GoodsReturnedToStock";
    RETURN_OF_DELIVERED = "STK-24" Flag,
        "yang kembali sudah ber-BAST", "what comes back was said to be delivered", "A42 GoodsReturnedToStock";
    NOT_EXPIRED = "STK-25" Flag,
        "dihapuskan sebagai kedaluwarsa sebelum waktunya", "written off as expired before its time", "A42 BarangDihapuskan";
    COUNT_GAP = "STK-26" Flag,
        "opname berbeda dari buku", "the count is not what the book says", "A42 StokDiopname";
    EXPIRED_IN_STOCK = "STK-27" Flag,
        "ada barang kedaluwarsa di gudang", "expired goods lie in the warehouse", "A42 StokDiopname";
    COUNTED_BY_KEEPER = "STK-28" Flag,
        "opname dilakukan oleh pencatat mutasi terakhir", "counted by whoever recorded the last movement", "A46 StokDiopname";
    ADJUSTED_OTHERWISE = "STK-29" Flag,
        "penyesuaian tidak sama dengan selisih opname", "the adjustment is not the gap of a count", "A42 StockAdjusted";
    COUNT_OTHER = "STK-30" Refuse,
        "bukan opname lot dan gudang itu", "that is no count of the lot in the warehouse", "StockAdjusted";
    NOT_REVERSIBLE = "STK-31" Refuse,
        "mutasi itu tidak dapat dibalik", "the movement cannot be taken back", "StockMovementReversed";
    PURCHASE_EXCEEDED = "STK-32" Flag,
        "nilai barang diterima melebihi kontraknya", "goods received are worth more than their contract", "A16 BarangMasukGudang";
    PURCHASE_UNSAID = "STK-33" Flag,
        "barang APBD tanpa kontrak atau pembayaran", "goods of the regional budget name no contract and no payment", "A23 BarangMasukGudang";
    TOO_EARLY = "STK-34" Flag,
        "terjadi sebelum barang masuk atau keluar", "happened before the goods came in or went out", "A25";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::WarehouseOpened(body) => judge.known_region("region", body.region),
        Event::ItemRegistered(body) => register(judge, body),
        Event::BufferStockSet(body) => known_item(judge, &body.item),
        Event::GoodsReceived(body) => receive(judge, body),
        Event::GoodsTransferred(body) => out::transfer(judge, body),
        Event::GoodsAllocated(body) => out::allocate(judge, body),
        Event::AllocationReleased(body) => out::release(judge, body),
        Event::GoodsIssued(body) => out::issue(judge, body),
        Event::GoodsDelivered(body) => after::deliver(judge, body),
        Event::GoodsReturnedToStock(body) => after::take_back(judge, body),
        Event::GoodsWrittenOff(body) => after::write_off(judge, body),
        Event::StockCounted(body) => {
            after::count(judge, body);
            Ok(())
        }
        Event::StockAdjusted(body) => after::adjust(judge, body),
        Event::StockMovementReversed(body) => after::reverse(judge, body),
        _ => Ok(()),
    }
}

fn register(judge: &Judge<'_>, body: &ItemRegistered) -> Judgement {
    judge.require(!judge.state.stock.items.contains(&body.code), &ITEM_KNOWN, || {
        Figures::expected("code", "a new code", &body.code)
    })?;
    let same = body.unit == body.smallest;
    let fits = if same { body.per_unit == 1 } else { body.per_unit > 1 };
    judge.require(fits, &ITEM_UNIT, || {
        let expected = if same { "1, because both units are the same" } else { "2 or more" };
        Figures::expected("per_unit", expected, body.per_unit)
    })
}

fn known_item(judge: &Judge<'_>, item: &Code) -> Judgement {
    judge.require(judge.state.stock.items.contains(item), &ITEM_UNKNOWN, || {
        Figures::expected("item", "a registered item", item)
    })
}

fn receive(judge: &mut Judge<'_>, body: &GoodsReceived) -> Judgement {
    known_item(judge, &body.item)?;
    some(judge, body.quantity)?;
    judge.not_negative("unit_cost", body.unit_cost)?;
    flag_expired(judge, body.expiry);
    let own = is_own(judge, body.warehouse.0) && !judge.historical();
    let unsaid = body.commitment.is_none() && body.payment.is_none();
    let bought = body.source == GoodsSource::RegionalBudget;
    judge.flag_if(own && bought && unsaid, &PURCHASE_UNSAID, || {
        Figures::expected("commitment", "the contract or payment of the goods", "none")
    });
    let Some(commitment) = body.commitment.map(|commitment| commitment.0) else { return Ok(()) };
    let worth = commitment_worth(judge, commitment);
    let before = judge.state.stock.bought.get(&commitment).copied().unwrap_or(0);
    let sen = body.unit_cost.sen().saturating_mul(i64::from(body.quantity));
    let sum = before.saturating_add(sen);
    judge.flag_if(sum > worth, &PURCHASE_EXCEEDED, || {
        Figures::amounts("quantity", sum, worth).by(commitment)
    });
    Ok(())
}

/// Sen that a commitment binds or has bound.
fn commitment_worth(judge: &Judge<'_>, commitment: u64) -> i64 {
    let budget = &judge.state.budget;
    let line = budget.commitments.get(&commitment).map(|known| known.line);
    let bound = line.and_then(|line| budget.obligations.get(&(commitment, line)));
    bound.map_or(0, |bound| bound.left.saturating_add(bound.drawn))
}

/// Refuses a quantity of nothing.
fn some(judge: &Judge<'_>, quantity: u32) -> Judgement {
    judge.require(quantity > 0, &QUANTITY_ZERO, || {
        Figures::expected("quantity", "1 or more of the smallest unit", quantity)
    })
}

fn is_own(judge: &Judge<'_>, warehouse: u64) -> bool {
    let known = judge.state.stock.warehouses.get(&warehouse);
    known.is_none_or(|warehouse| warehouse.standing == Standing::Own)
}

/// A warehouse of ours gives what it holds; of another's that it gave more is flagged.
fn holds(judge: &mut Judge<'_>, warehouse: u64, lot: u64, quantity: u32) -> Judgement {
    let held = judge.state.stock.at(warehouse, lot).book;
    let enough = i64::from(quantity) <= held;
    let figures =
        || Figures::expected("quantity", format_args!("{held} or less"), quantity).by(lot);
    if is_own(judge, warehouse) {
        return judge.require(enough, &STOCK_SHORT, figures);
    }
    judge.flag_if(!enough, &STOCK_BELOW_ZERO, figures);
    Ok(())
}

fn flag_expired(judge: &mut Judge<'_>, expiry: Option<Date>) {
    let day = judge.fact.envelope.occurred_on;
    let expired = expiry.filter(|expiry| *expiry < day);
    judge.flag_if(expired.is_some(), &EXPIRED_MOVED, || {
        let expiry = expired.map_or_else(String::new, |expiry| expiry.to_string());
        Figures::expected("occurred_on", format_args!("{expiry} or earlier"), day)
    });
}

/// Flags what leaves less in the warehouse than its buffer.
fn flag_buffer(judge: &mut Judge<'_>, warehouse: u64, lot: u64, quantity: u32) {
    let stock = &judge.state.stock;
    let Some(item) = stock.lots.get(&lot).map(|lot| lot.item.clone()) else { return };
    let left = stock.total(warehouse, &item).saturating_sub(i64::from(quantity));
    let buffer = stock.buffers.get(&(warehouse, item)).copied().map_or(0, i64::from);
    judge.flag_if(buffer > 0 && left < buffer, &BELOW_BUFFER, || {
        Figures::expected("quantity", format_args!("{buffer} or more to stay"), left).by(warehouse)
    });
}

/// Flags what takes goods that are set aside.
fn flag_allocated(judge: &mut Judge<'_>, warehouse: u64, lot: u64, quantity: i64) {
    let holding = judge.state.stock.at(warehouse, lot);
    let taken = holding.allocated > 0 && quantity > holding.free();
    judge.flag_if(taken, &TAKES_ALLOCATED, || {
        let free = holding.free().max(0);
        Figures::expected(
            "quantity",
            format_args!("{free} or less, the rest is set aside"),
            quantity,
        )
        .by(lot)
    });
}

/// Flags what happened before the goods came in.
fn flag_before_receipt(judge: &mut Judge<'_>, lot: u64) {
    let day = judge.fact.envelope.occurred_on;
    let came = judge.state.stock.movements.get(&lot).map(|receipt| receipt.on);
    flag_too_early(judge, came, day, lot);
}

fn flag_too_early(judge: &mut Judge<'_>, first: Option<Date>, day: Date, event: u64) {
    judge.flag_if(first.is_some_and(|first| day < first), &TOO_EARLY, || {
        let first = first.map_or_else(String::new, |first| first.to_string());
        Figures::expected("occurred_on", format_args!("{first} or later"), day).by(event)
    });
}

/// Flags when the oldest issue of a warehouse has waited too long for its BAST.
fn flag_no_bast(judge: &mut Judge<'_>, warehouse: u64) {
    let day = judge.fact.envelope.occurred_on;
    let Some((seq, out)) = judge.state.stock.oldest_under_way(warehouse) else { return };
    flag_days(judge, out.on, day, seq, &NO_BAST);
}

/// Flags when more days passed than may pass from an issue to its BAST.
fn flag_days(judge: &mut Judge<'_>, from: Date, day: Date, issue: u64, rule: &'static Rule) {
    let parameter = jejak_events::vocabulary::Parameter::HandOverDays;
    let Some(enacted) = judge.state.reference.in_force_for_all(parameter, from) else { return };
    let limit = enacted.value.unwrap_or(0);
    let days = i64::from(day.days_since(from));
    judge.flag_if(days > i64::from(limit), rule, || {
        let expected = format!("at most {limit} days after {from}");
        Figures::expected("occurred_on", expected, format_args!("{days} days")).by(issue)
    });
}
