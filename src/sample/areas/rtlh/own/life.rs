//! What becomes of the eight houses once their works have started.

use super::*;

/// A stage of these houses is requested, instructed, released and credited.
pub(super) fn pay(b: &mut Build, request: Request, stage: u8, houses: &[u64]) {
    desk::pay_out_in_a_day(b, &[request]);
    b.acting("bendahara");
    let spp = SppRef(b.at(&format!("spp/{}", request.name)));
    let count = u32::try_from(houses.len()).unwrap_or(0);
    let total = request.amount;
    let list = PaymentListOpened { spp, channel: Channel::Bank, count, total };
    let list = PaymentListRef(b.add(list));
    for number in houses {
        let instructed = PaymentInstructed {
            list,
            designation: Some(row(b, *number)),
            tranche: stage,
            amount: HALF,
            account: Some(account(*number)),
        };
        b.add_as(&format!("payment/rtlh-{stage}-{number}"), instructed);
    }
    b.add(PaymentListClosed { list, count, total });
    for number in houses {
        let released = WorkStageReleased {
            work: work(b, STORY, *number),
            stage,
            payment: Some(payment(b, stage, *number)),
            spp: None,
            amount: HALF,
        };
        b.add_as(&format!("stage/rtlh-{stage}-{number}"), released);
    }
    b.acting("bank");
    for number in houses {
        let payment = payment(b, stage, *number);
        let bank_reference = token(&format!("kredit rumah {stage}"), *number);
        b.add(PaymentCredited { payment, amount: HALF, bank_reference });
    }
}

fn payment(b: &Build, stage: u8, number: u64) -> PaymentRef {
    PaymentRef(b.at(&format!("payment/rtlh-{stage}-{number}")))
}

/// What somebody saw of a work.
fn seen(b: &Build, number: u64, physical_bp: u32, financial_bp: u32) -> WorkProgressRecorded {
    let story = format!("{STORY} {physical_bp}");
    WorkProgressRecorded {
        work: work(b, STORY, number),
        physical_bp,
        financial_bp,
        inspector: person("pendamping rumah"),
        distance_m: 8,
        reason: None,
        photos: photos(&story, number, &[PhotoAngle::Front, PhotoAngle::Inside]),
    }
}

/// Two months on: most are half done. One was seen in another place, with another's photographs.
pub(in super::super) fn see_half(b: &mut Build) {
    b.acting("petugas");
    for number in [WELL, CORRECTED, DOUBLE, DISPUTED, FAILED, IDLE, HELPED_BEFORE] {
        let physical_bp = match number {
            CORRECTED => 8_000,
            IDLE => 3_000,
            _ => 5_500,
        };
        let seen = seen(b, number, physical_bp, 5_000);
        b.add_as(&format!("progress/rtlh-{number}"), seen);
    }
    let stolen = seen(b, WELL, 5_500, 5_000).photos;
    let bad = WorkProgressRecorded {
        physical_bp: 1_000,
        distance_m: 180,
        photos: stolen,
        ..seen(b, BAD, 1_000, 5_000)
    };
    b.add_as("progress/rtlh-bad", bad);
    report(b, 1, &[WELL, CORRECTED, DOUBLE, DISPUTED, BAD, HELPED_BEFORE]);
}

/// The families account for a stage, and the reports are accepted.
fn report(b: &mut Build, stage: u8, houses: &[u64]) {
    b.acting("petugas");
    for number in houses {
        let report = SpjSubmitted {
            number: lit(&format!("CONTOH/LPJ/RTLH/{stage}/{number}/2026")),
            kind: SpjKind::Recipient,
            designation: Some(row(b, *number)),
            spp: None,
            organisation: None,
            lines: b.lines(&[("rtlh", HALF)]),
            spent: HALF,
            unspent: rp(0),
        };
        b.add_as(&format!("spj/rtlh-{stage}-{number}"), report);
    }
    b.acting("ppk");
    for number in houses {
        desk::accept(b, &format!("rtlh-{stage}-{number}"));
    }
}

/// One figure was recorded too high and is corrected; all are looked at again, and the second stage goes.
pub(in super::super) fn pay_second(b: &mut Build) {
    b.acting("petugas");
    let reason = Some(Reason::EntryError);
    let corrected = WorkProgressRecorded { reason, ..seen(b, CORRECTED, 5_000, 5_000) };
    b.add_as("progress/rtlh-corrected", corrected);
    for number in SECOND {
        let physical_bp = match number {
            CORRECTED => 5_600,
            BAD => 6_000,
            _ => 7_500,
        };
        let seen = seen(b, number, physical_bp, 5_000);
        b.add(seen);
    }
    pay(b, SECOND_REQUEST, 2, &SECOND);
}

/// BAST, also for the one that is not complete; nothing new where nothing happens.
pub(in super::super) fn finish(b: &mut Build) {
    b.acting("petugas");
    let idle = WorkProgressRecorded {
        photos: photos("rtlh lagi", IDLE, &[PhotoAngle::Front, PhotoAngle::Inside]),
        ..seen(b, IDLE, 3_000, 5_000)
    };
    b.add_as("progress/rtlh-idle", idle);
    for number in SECOND {
        let physical_bp = if number == BAD { 5_800 } else { 10_000 };
        let seen = seen(b, number, physical_bp, 10_000);
        b.add(seen);
        let paper_number = format!("CONTOH/BAST/RTLH/{number}/2026");
        let work = work(b, STORY, number);
        let handed_over = WorkHandedOver {
            work,
            number: lit(&paper_number),
            amount: AMOUNT,
            paper: paper(&paper_number, 0),
        };
        b.add_as(&format!("handover/rtlh-{number}"), handed_over);
        let well = repaired(house_of(b, number), Some(work));
        let verdict = if number == BAD { HouseVerdict::Medium } else { well.verdict };
        b.add(HouseRepaired { verdict, ..well });
    }
    report(b, 2, &SECOND);
}

/// The household has left: the work stops, the rest is cancelled, what was credited comes back.
pub(in super::super) fn give_up(b: &mut Build) {
    b.acting("pptk");
    let stopped = WorkStopped { work: work(b, STORY, FAILED), reason: Reason::Moved };
    b.add_as("stop/rtlh", stopped);
    b.acting("plt-kadis");
    let designation = row(b, FAILED);
    b.add(DesignationCancelled { designation, reason: Reason::Moved });
    b.acting("bendahara");
    let (cash, receipt) = (b.cash("rkud"), token("sts rumah", FAILED));
    let deposit = RefundDeposited {
        claim: None,
        payment: Some(payment(b, 1, FAILED)),
        spp: None,
        line: b.line("rtlh"),
        stage: Stage::Credited,
        cash,
        from: None,
        amount: HALF,
        origin_year: lit("2026"),
        treatment: Treatment::ContraPost,
        receipt,
    };
    b.add_as("refund/rtlh", deposit);
    b.acting("bank");
    let (direction, amount) = (Direction::In, HALF);
    b.add(BankLineObserved {
        cash,
        direction,
        amount,
        bank_reference: Some(receipt),
        sp2d: None,
        balance: None,
        data: None,
    });
}

/// One repaired house is unfit again; a flood takes another.
pub(in super::super) fn look_again(b: &mut Build) {
    b.acting("petugas");
    let unfit = HouseUnfitAgain { house: house_of(b, DISPUTED), verdict: HouseVerdict::Light };
    b.add_as("unfit/rtlh", unfit);
    let house = house_of(b, DOUBLE);
    b.add_as("lost/rtlh", HouseLost { house, cause: HouseLossCause::Flood, disaster: None });
}
