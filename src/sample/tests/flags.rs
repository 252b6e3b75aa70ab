//! Every flag that the stories of the sample raise, and how often.

/// Code of the rule, number of events.
pub(super) const FLAGS: &[(&str, u32)] = &[
    ("ADU-06", 1),      // a complaint about a counter that nobody answered
    ("ADU-08", 1),      // a proven complaint without a finding
    ("PLN-04", 2),      // the elderly, and people served: below the target
    ("TMN-07", 1),      // followed up after sixty days
    ("ATB-06", 1),      // a TU of 2025 reported after its month
    ("BCN-08", 1),      // people and households of one assessment exchanged
    ("CSH-06", 1),      // the SP2D register does not add up to ours,
    ("CSH-07", 1),      // because of one SP2D that is not here
    ("DCR-04", 2),      // Rp800.000 more than the rows of the second decree of 2022; no rows at all
    ("DCR-06", 1),      // signed by a head who had left
    ("DCR-11", 1),      // for a family that nobody checked
    ("DCR-15", 1),      // a lump sum
    ("DCR-07", 4_309),  // designated a second time
    ("DCR-09", 37_790), // never proposed
    ("DCR-16", 1),      // an individual on an account for families,
    ("DCR-32", 1),      // about whom a finding is open
    ("DCR-33", 1),      // a family of another kabupaten,
    ("REF-24", 3),      // which gets PKH before and after
    ("FIS-15", 1),      // others' money that went before the work was far enough
    ("FIS-18", 1),      // progress that falls without a reason
    ("FIS-19", 2),      // money too far ahead of the work, twice at one house
    ("FIS-20", 1),      // a work where nothing happens
    ("FIS-21", 1),      // photographs from 180 m away
    ("FIS-22", 1),      // which are another house's
    ("FIS-25", 1),      // BAST at 58 %
    ("ENV-08", 2),      // a bank line after its month was closed, a step of rehabilitation
    ("ENV-09", 1),      // the same step, a month late
    ("PAY-21", 1),      // a family got less
    ("PPK-07", 1),      // a service of another level of government
    ("PPK-12", 1),      // coerced by one official
    ("PPK-13", 1),      // a step after 66 days
    ("PPK-15", 2),      // closed without a step: one lost, one whose step came late
    ("PPK-17", 1),      // insured twice
    ("PPK-21", 1),      // cash that the treasury never saw
    ("PPK-22", 1),      // goods without value
    ("PRP-08", 1),      // a proposal after the deadline
    ("PRV-09", 1),      // a civil servant on the list
    ("PRP-09", 1),      // a NIK that cannot be
    ("PRP-13", 8),      // proposals of 2022 that did not come through e-hibah
    // KUBe: one group of four, one person in two groups, one who had such aid before,
    ("KUB-09", 1),
    ("KUB-11", 1),
    ("KUB-12", 1), // a civil servant,
    ("KUB-18", 1), // Rp20.000.000 for four members,
    ("KUB-19", 1), // on an account that is not the group's;
    ("KUB-20", 1),
    ("KUB-23", 1), // a month without report,
    ("KUB-24", 1), // one without IKS,
    ("KUB-30", 1), // and less left than was reported
    // What groups did with their money: one stranger drew that of two groups,
    ("SPN-11", 1),
    ("SPN-15", 2),
    ("SPN-16", 1),
    ("SPN-17", 1),
    ("SPN-19", 1), // a motorcycle instead of goods,
    ("SPN-21", 1), // one receipt twice,
    ("SPN-22", 1), // one of a Sunday,
    ("SPN-25", 1), // machines bought in two halves,
    ("SPN-29", 1), // a member as mentor,
    ("SPN-30", 1), // at a visit without anybody,
    ("SPN-31", 3), // and to others nobody came,
    ("SPN-35", 1), // one shop with the same amount for two,
    ("SPN-34", 1), // and Rp5.000.000 without receipt
    ("RTL-10", 1), // a repair group of three
    ("RTL-15", 1), // a house that BSRS repaired in 2024
    ("RTL-17", 1), // disputed land
    ("RTL-21", 1), // a house that DAK pays for, too
    ("RTL-26", 1), // a house still unfit after its BAST
    ("RTL-27", 1), // a house unfit again in the same year
    ("PKH-01", 1), // a family with five components
    ("PKH-03", 1), // a child claimed by two families
    ("PKH-04", 1), // two families of one household
    ("PKH-12", 2), // credits that the components do not explain:
    ("PKH-13", 1), // one for a child that left school,
    ("PKH-14", 1), // one although a commitment was not kept
    ("PST-05", 1), // three KPM fewer after the accounts were checked
    ("PST-07", 1), // a KPM credited twice
    ("PST-08", 1), // half of what was due
    ("PST-09", 1), // a credit after death
    ("PST-11", 1), // a credit to somebody on no list
    ("PST-12", 1), // two KPM with one account
    ("PST-21", 1), // a card used at night
    ("PST-22", 4), // two terminals that saw five cards within minutes
    ("PST-23", 1), // eleven cards with one amount on one terminal
    ("PST-24", 6), // recipients who got less
    ("PST-26", 4), // credits that nobody touched
    ("PST-31", 1), // a ministry's report that is not what was recorded
    ("PST-32", 1), // Rp400.000 that did not go back
    ("SMB-08", 2), // two places more than a desa may have
    ("SMB-09", 1), // somebody with two places in one desa,
    ("SMB-10", 1), // and one with places in two kabupaten,
    ("SMB-14", 1), // where he does not live
    ("SMB-11", 1), // two places in one household
    ("SMB-13", 1), // a civil servant
    ("SMB-22", 1), // a replacement without minutes
    ("SMB-23", 1), // and without approval
    ("SMB-26", 1), // a KPM who died, replaced late
    ("LKS-03", 1), // a Karang Taruna registered twice
    ("LKS-07", 1), // the 41st client of a home for 40
    ("LKS-08", 1), // who lives in a government home, too
    ("LKS-09", 1), // food for somebody who had died
    ("LKS-10", 1), // by a home whose licence ran out
    ("LKS-11", 1), // and that nobody accredited
    ("LKS-12", 1), // for more days than its clients were there
    ("LKS-20", 1), // and that closed with its clients in it
    ("SDM-01", 1), // a TKSK who begins before the other leaves
    ("SDM-11", 1), // a Tagana paid for the month after leaving,
    ("SDM-12", 2), // without a report, as was one TKSK
    ("SDM-13", 1), // a TKSK paid twice
    ("SDM-14", 1), // a Tagana paid as PSM, too
    ("SDM-15", 1), // a Tagana paid too little
    ("SDM-16", 1), // a TKSK in civil service
    ("SDM-20", 1), // a companion who is a family's head,
    ("SDM-21", 2), // and one with a family's account, designated and instructed
    ("SLR-05", 1), // APBN in the fifth year
    ("SLR-06", 1), // APBD without a line in the fourth
    ("SLR-08", 1), // an SLRT that nothing supports
    ("STK-06", 1), // Cilegon gave more blankets than it held
    ("STK-10", 1), // food that expires later went out first
    ("STK-11", 1), // expired side dishes
    ("STK-17", 1), // less rice than the buffer
    ("STK-18", 5), // the tents of March are still without BAST
    ("STK-21", 1), // 50 packets of noodles short
    ("STK-26", 1), // 3 kg of rice missing
    ("STK-27", 1), // expired rice in the warehouse
    ("STK-28", 1), // the keeper counted himself
    ("TRE-17", 1), // an SP2D of 2025 dated before its request
    ("TRE-25", 1), // and one paid in 2026
];
