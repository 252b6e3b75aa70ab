"""What each kind of event means for the balances: one function per kind that moves money, with the
kind's name, in the order of the areas. Read by balances.py.

Written from the description of the events alone. Everything is counted in whole sen.
"""

from collections import defaultdict

# The stages of a line in the order in which reports show them.
PAGU, BLOKIR, TERSEDIA, KOMITMEN = "pagu", "blokir", "tersedia", "komitmen"
SPP, SPM, SP2D = "spp", "spm", "sp2d"
DI_PENYALUR, DIKREDITKAN, DITRANSAKSIKAN = "di-penyalur", "dikreditkan", "ditransaksikan"
RETUR, TIDAK_DIAMBIL, DIPERTANGGUNGJAWABKAN = "retur", "tidak-diambil", "dipertanggungjawabkan"
DIKEMBALIKAN, DIPOTONG, BELANJA_UP = "dikembalikan", "dipotong", "belanja-up"
SUSPENSE, KONTRA_POS = "suspense", "kontra-pos"
BATAS_SPD, SPD, SPD_TERPAKAI = "batas-spd", "spd", "spd-terpakai"

# Behind the treasury: what was paid out stands in one of these.
DICAIRKAN = (DI_PENYALUR, DIKREDITKAN, DITRANSAKSIKAN, RETUR, TIDAK_DIAMBIL)
DICAIRKAN += (DIPERTANGGUNGJAWABKAN, DIKEMBALIKAN, DIPOTONG, SUSPENSE)
MONEY = (PAGU, BLOKIR, TERSEDIA, KOMITMEN, SPP, SPM, SP2D, BELANJA_UP, KONTRA_POS) + DICAIRKAN
# Beside the money: how much of the line was released for requests.
RELEASED = (BATAS_SPD, SPD, SPD_TERPAKAI)
STAGES = MONEY + RELEASED
# Where the money of one payment can rest, and what its row of the decree counts of it.
RESTING = (DI_PENYALUR, DIKREDITKAN, DITRANSAKSIKAN, TIDAK_DIAMBIL, RETUR)
OF_ROW = {DIKREDITKAN: "credited", DITRANSAKSIKAN: "transacted"}
OF_ROW[DIPERTANGGUNGJAWABKAN] = "accounted"

OUTSIDE = None  # the place of cash that is in none of the accounts kept here

# Kinds that move nothing, by area.
NOTHING = """
    LedgerCreated RulesetAdopted CheckpointIssued CheckpointKeyAdded CheckpointKeyRetired
    ClockGapAccepted SecondLedgerHead LedgerContinued
    RegionRegistered RegionRetired OrganisationRegistered FundingSourceRegistered
    ProgrammeRegistered RuleEnacted RuleRepealed HolidayDeclared
    ProgrammesExcluded ProgrammeExclusionEnded RegionRenamed
    ExternalDataImported
    AccountOpened AccountClosed RoleGranted RoleWithdrawn OfficialAppointed OfficialReleased
    ActorKeyRegistered ActorKeyRevoked
    HistoricalBatchOpened HistoricalBatchClosed
    PlafondAgreed CashPlanSet ActivityPlanApproved
    ProposalOpened CandidateProposed ProposalClosed ProposalVerified ProposalRecommended
    ProposalConsidered ProposalRejected DeliberationRecorded RecipientRegistered
    EligibilityChecked RecipientStatusChanged RecipientsLinked RecipientsSeparated
    RecipientReplaced IntegrityPactSigned GrantAgreementSigned
    AdvanceCeilingSet NpdApproved NpdValidated
    PaymentListClosed PaymentFileMade DeductionReported
    ImportOpened ImportClosed ImportAbandoned
    CashAccountOpened CashCounted BankLineObserved Sp2dRowObserved ReconciliationRecorded
    PeriodClosed SilpaComputed FactCorrected
    QuotaSet QuotaChanged
    SpendingPlanOpened SpendingPlanItemListed SpendingPlanClosed GroupAccountRegistered
    AccountWithdrawn PurchaseRecorded PurchaseReversed MentoringVisited SpendingClosed
    KubeGroupFormed KubeMemberJoined KubeFormationClosed KubeMemberLeft KubeOfficeChanged
    KubeGrantDesignated KubeBusinessReported KubeStatusChanged KubeAssetsSettled
    WorkStarted WorkStagePlanned WorkStageReleased WorkProgressRecorded WorkHandedOver
    WorkMaintenanceEnded WorkStopped WorkResumed WorkDefectFound WorkDefectRepaired
    HouseRegistered HouseSurveyed RepairGroupFormed RepairGroupMemberNamed RepairGroupClosed
    HouseDesignated RepairAidObserved HouseRepaired HouseUnfitAgain HouseLost
    CentralPeriodOpened CentralStatusObserved CentralAidCredited CentralCreditCancelled
    CentralAidTransacted CentralDeductionReported CentralAidUnspent CentralAidReturned
    CentralPeriodClosed
    SembakoQuotaAllocated SembakoQuotaChanged KpmEntered KpmLeft KpmReplacementProposed
    KpmReplacementApproved KpmReplacementDetermined KpmReplaced
    PkhComponentRecorded PkhComponentEnded PkhCommitmentVerified PkhStageReconciled
    ServiceUnitFounded ServiceSupportSet ServiceReported ServiceUnitClosed ServiceAbsenceObserved
    InstitutionRegistered LicenceRecorded LicenceRevoked InstitutionAccredited CapacitySet
    ClientAdmitted ClientDischarged FoodSupportCounted CooperationSigned CooperationEnded
    DakReadinessAssessed InstitutionClosed
    WorkerAppointed WorkerReleased WorkerCertified WorkerFoundCivilServant WorkerReportSubmitted
    WorkerReportReviewed StipendPaid
    WarehouseOpened ItemRegistered BufferStockSet GoodsReceived GoodsTransferred GoodsAllocated
    AllocationReleased GoodsIssued GoodsDelivered GoodsReturnedToStock GoodsWrittenOff
    StockCounted StockAdjusted StockMovementReversed
    DisasterDeclared DisasterExtended DisasterAssessed DisasterEnded
    ServiceTargetSet PpksCounted PsksCounted AuthorityMatrixOpened ServiceAuthoritySet
    AuthorityMatrixClosed CaseOpened OutreachDone RehabilitationStepDone CaseReferred CaseClosed
    InsuranceCovered InsuranceClaimed InsuranceEnded CommunityContributionRecorded
    ContributionUsed
    VaultBound IdentityAssessed RecipientMatched RecipientHoldSet RecipientHoldLifted
    RecipientRestricted RecipientUnrestricted RecipientErased
    RecipientErasureRequested RecipientErasureWithdrawn
    PlanningDocumentRegistered PlanningDocumentAwaited PlanningDocumentSuperseded LinePlanned
    ProgrammePlanned IndicatorDefined IndicatorTargetSet IndicatorMeasured UpdateRateObserved
    ContractSigned ContractFunded ContractAmended GuaranteeLodged GuaranteeEnded
    ContractTermReached ContractInvoiced ContractPenaltyImposed ContractPenaltyPaid
    ContractCompleted ContractTerminated
    LossDetermined LossRevised LossAcknowledged LossCharged LossInstalmentPaid LossSettled
    LossHandedOver LossWrittenOff
    ComplaintReceived ComplaintAcknowledged ComplaintAssigned ComplaintExamined
    ComplaintAnswered ComplaintAppealed ComplaintAppealDecided ComplaintClosed
    FindingOpened FindingAnswered RecommendationIssued FollowUpRecorded FindingClosed
    FindingReopened SampleDrawn SampleResultRecorded
    SignedIn SignInFailed SignedOut TokenIssued TokenRevoked PersonRevealed AttemptRefused
    ExportMade AdministrationDone VaultAccessed
    InvestigationOpened InvestigationEventsChosen InvestigationEventsRemoved InvestigationNoted
    InvestigationHoldSet InvestigationHoldLifted InvestigationDocumentAdded
    InvestigationHandedOver InvestigationSeen InvestigationClosed InvestigationReopened
"""


class Unreadable(Exception):
    """The question cannot be asked; the text says why."""


def sen(text):
    """Sen of an amount as the export writes it, `"200000.00"`."""
    whole, _, part = text.partition(".")
    if len(part) != 2 or not (whole.lstrip("-") + part).isdigit():
        raise Unreadable(f"`{text}` is no amount with two decimals")
    return (-1 if whole.startswith("-") else 1) * (int(whole.lstrip("-")) * 100 + int(part))


def rupiah(amount):
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{amount // 100}.{amount % 100:02d}"


class Event:
    """One event of the export, and what it moved."""

    def __init__(self, record):
        self.seq, self.kind, self.body = record["seq"], record["kind"], record["body"]
        self.historical = record["envelope"]["historical"] is not None
        self.legs, self.cash_legs = [], []
        # How to take back what it changed beside the money, should it be reversed.
        self.undo = lambda: None

    def amount(self, field="amount"):
        return sen(self.body[field])

    def lines(self):
        return [(item["line"], sen(item["amount"])) for item in self.body["lines"]]


class Ledger:
    """Everything that the events so far add up to."""

    def __init__(self):
        self.size = 0
        self.events = {}  # those that moved money, for reversals
        self.lines = {}  # line -> {source, book}
        self.totals = defaultdict(int)  # (line, stage) -> sen, all books together
        self.books = defaultdict(lambda: defaultdict(int))  # (book, line) -> stage -> sen
        self.counts = defaultdict(int)  # (book, line, decree, what) -> number or sen
        self.cash = defaultdict(lambda: [0, 0])  # (historical, account, source) -> in, out
        self.bound = {}  # (decree or contract, line) -> {left, short}
        self.contracts = {}  # commitment -> line
        self.decrees, self.rows, self.npds, self.spps = {}, {}, {}, {}
        self.lists, self.payments, self.spjs, self.claims = {}, {}, {}, {}
        self.paid_out = defaultdict(int)  # line -> sen that left the treasury

    def book(self, e, line):
        return "historical" if e.historical else self.lines[line]["book"]

    def enter(self, e, line, stage, amount):
        if amount and line in self.lines:
            self.totals[line, stage] += amount
            self.books[self.book(e, line), line][stage] += amount
            e.legs.append((line, stage, amount))

    def move(self, e, line, here, there, amount):
        self.enter(e, line, here, -amount)
        self.enter(e, line, there, amount)

    def enter_cash(self, e, account, source, amount):
        if amount:
            self.cash[e.historical, account, source][0 if amount > 0 else 1] += abs(amount)
            e.cash_legs.append((account, source, amount))

    def move_cash(self, e, here, there, source, amount):
        self.enter_cash(e, here, source, -amount)
        self.enter_cash(e, there, source, amount)

    def count(self, e, line, decree, what, amount=1):
        if line in self.lines:
            self.counts[self.book(e, line), line, decree, what] += amount

    def obligation(self, basis, line):
        return self.bound.setdefault((basis, line), {"left": 0, "short": 0})

    def bind(self, e, basis, line, amount):
        """Available money is committed to a decree or contract; negative: it is released."""
        self.move(e, line, TERSEDIA, KOMITMEN, amount)
        self.obligation(basis, line)["left"] += amount


def within_line(here, there):
    return lambda ledger, e: ledger.move(e, e.body["line"], here, there, e.amount())


def cash(here, there):
    """A movement of cash; an account is named by its field, the outside by OUTSIDE."""
    return lambda ledger, e: ledger.move_cash(
        e, e.body.get(here), e.body.get(there), e.body["source"], e.amount()
    )


# --- opening --------------------------------------------------------------------------------------


def OpeningBalanceRecorded(ledger, e):
    """Part of the ceiling stood in a later stage already when this ledger took over."""
    line, stage, amount = e.body["line"], e.body["stage"], e.amount()
    ledger.move(e, line, TERSEDIA, stage, amount)
    if stage in DICAIRKAN:
        ledger.paid_out[line] += amount
    if stage in (BLOKIR, TERSEDIA, KOMITMEN, BELANJA_UP):
        return
    # What was requested had been released: by an SPD known here, else by one known from this alone.
    released = max(0, ledger.totals[line, SPD])
    ledger.move(e, line, BATAS_SPD, SPD, max(0, amount - released))
    ledger.move(e, line, SPD, SPD_TERPAKAI, amount)


OpeningCashRecorded = cash(OUTSIDE, "cash")


# --- budget ---------------------------------------------------------------------------------------


def BudgetCeilingSet(ledger, e):
    """A line opens; its whole ceiling is available. The ceiling stands against all other stages."""
    book = {"sendiri": "own", "diamati": "observed"}[e.body["standing"]]
    ledger.lines[e.seq] = {"source": e.body["source"], "book": book}
    ledger.move(e, e.seq, PAGU, TERSEDIA, e.amount())


def BudgetShifted(ledger, e):
    ledger.move(e, e.body["from"], TERSEDIA, PAGU, e.amount())
    ledger.move(e, e.body["to"], PAGU, TERSEDIA, e.amount())


def BudgetRevised(ledger, e):
    more = e.amount("to_amount") - e.amount("from_amount")
    ledger.move(e, e.body["line"], PAGU, TERSEDIA, more)


BudgetBlocked = within_line(TERSEDIA, BLOKIR)
BudgetUnblocked = within_line(BLOKIR, TERSEDIA)


def CommitmentMade(ledger, e):
    line, amount = e.body["line"], e.amount()
    ledger.contracts[e.seq] = line
    ledger.bind(e, e.seq, line, amount)
    bound = ledger.obligation(e.seq, line)
    e.undo = lambda: bound.update(left=bound["left"] - amount)


def CommitmentReleased(ledger, e):
    contract, amount = e.body["commitment"], e.amount()
    line = ledger.contracts[contract]
    ledger.bind(e, contract, line, -amount)
    bound = ledger.obligation(contract, line)
    e.undo = lambda: bound.update(left=bound["left"] + amount)


# --- decree ---------------------------------------------------------------------------------------


def DecreeOpened(ledger, e):
    ledger.decrees[e.seq] = {"closed": False, "per_line": {}}


def RecipientDesignated(ledger, e):
    """A row: it counts at once, but binds money only when the decree closes."""
    decree, line, amount = e.body["decree"], e.body["line"], e.amount()
    counted = ("instructed", "credited", "transacted", "accounted", "under_way")
    row = {"decree": decree, "line": line, "amount": amount, "status": "designated"}
    ledger.rows[e.seq] = {**row, **dict.fromkeys(counted, 0)}
    per_line = ledger.decrees[decree]["per_line"]
    per_line[line] = per_line.get(line, 0) + amount
    ledger.count(e, line, decree, "designated")
    ledger.count(e, line, decree, "ditetapkan", amount)


def DecreeClosed(ledger, e):
    """Each line gives what it has; the rest is bound by the first request that finds it."""
    decree = ledger.decrees[e.body["decree"]]
    decree["closed"] = True
    for line, promised in decree["per_line"].items():
        given = max(0, min(promised, ledger.totals[line, TERSEDIA]))
        ledger.bind(e, e.body["decree"], line, given)
        ledger.obligation(e.body["decree"], line)["short"] = promised - given


def DesignationCancelled(ledger, e):
    """What was not instructed is free again; first what was never bound."""
    row = ledger.rows[e.body["designation"]]
    decree, line = row["decree"], row["line"]
    still_open = row["amount"] - row["instructed"]
    row["status"] = "cancelled"
    ledger.count(e, line, decree, "designated", -1)
    ledger.count(e, line, decree, "ditetapkan", -still_open)
    if not ledger.decrees[decree]["closed"]:
        ledger.decrees[decree]["per_line"][line] -= still_open
        return
    bound = ledger.obligation(decree, line)
    never_bound = min(still_open, bound["short"])
    bound["short"] -= never_bound
    ledger.bind(e, decree, line, -max(0, min(still_open - never_bound, bound["left"])))


# --- treasury -------------------------------------------------------------------------------------


STEPS = ("submitted", "verified", "spm", "sp2d", "paid out", "ended")
MONEY_AT_STEP = {"submitted": SPP, "verified": SPP, "spm": SPM, "sp2d": SP2D}


def SpdIssued(ledger, e):
    for line, amount in e.lines():
        ledger.move(e, line, BATAS_SPD, SPD, amount)


def NpdSubmitted(ledger, e):
    ledger.npds[e.seq] = {"tu": e.body["tu"]}


def TbpRecorded(ledger, e):
    """The treasurer pays: from a TU what lay with the treasurer, else from the revolving advance,
    which is not spending yet: the GU that refills it is."""
    line, amount = e.body["line"], e.amount()
    tu = ledger.npds[e.body["npd"]]["tu"]
    if tu is None:
        ledger.move(e, line, TERSEDIA, BELANJA_UP, amount)
    else:
        ledger.move(e, line, DI_PENYALUR, DIKREDITKAN, amount)
    ledger.move_cash(e, e.body["cash"], OUTSIDE, ledger.lines[line]["source"], amount)


def drawn_from(spp):
    """The stage out of which a request takes its money."""
    if spp["kind"] in ("gu", "gu-nihil"):
        return BELANJA_UP
    return TERSEDIA if spp["basis"] is None else KOMITMEN


def SppSubmitted(ledger, e):
    body = e.body
    # UP names no line: it is an advance, not spending. TU Nihil was spent through the TU.
    lines = [] if body["kind"] in ("up", "tu-nihil") else e.lines()
    basis = body["decree"] if body["decree"] is not None else body["commitment"]
    spp = {
        "kind": body["kind"], "step": "submitted", "lines": lines, "amount": e.amount(),
        "source": body["source"], "basis": basis, "cash": None, "withheld": 0,
    }  # fmt: skip
    ledger.spps[e.seq] = spp
    for line, amount in lines:
        if basis is not None:
            bound = ledger.obligation(basis, line)
            late = max(0, min(amount - bound["left"], bound["short"]))
            bound["short"] -= late
            ledger.bind(e, basis, line, late)
            bound["left"] -= amount
        ledger.move(e, line, drawn_from(spp), SPP, amount)
        ledger.move(e, line, SPD, SPD_TERPAKAI, amount)


def advance(ledger, e, step):
    """The papers of a request go on and its money with them. History may bring a paper after a
    later one: then nothing goes back."""
    spp = ledger.spps[e.body["spp"]]
    if STEPS.index(step) <= STEPS.index(spp["step"]):
        return
    here, there = MONEY_AT_STEP[spp["step"]], MONEY_AT_STEP[step]
    spp["step"] = step
    for line, amount in spp["lines"] if here != there else ():
        ledger.move(e, line, here, there, amount)


def end(ledger, e):
    """A request is refused or cancelled: its money goes back to where it came from."""
    spp = ledger.spps[e.body["spp"]]
    here = MONEY_AT_STEP.get(spp["step"])
    spp["step"] = "ended"
    if here is None:
        return
    for line, amount in spp["lines"]:
        ledger.move(e, line, here, drawn_from(spp), amount)
        ledger.move(e, line, SPD_TERPAKAI, SPD, amount)
        if spp["basis"] is not None:
            bound = ledger.obligation(spp["basis"], line)
            bound["left"] += amount
    for payment in ledger.payments.values():
        if ledger.lists[payment["list"]] == e.body["spp"] and payment["status"] == "instructed":
            void(ledger, payment)


def void(ledger, payment):
    """An instruction under an SP2D that will never be paid: its tranche is free again."""
    payment["status"], payment[DI_PENYALUR] = "void", 0
    row = ledger.rows.get(payment["row"])
    if row is None:
        return
    row["instructed"] -= payment["amount"]
    row["under_way"] -= 1
    if row["under_way"] == 0:
        go_on(row, "designated")


def SppVerified(ledger, e):
    advance(ledger, e, "verified")
    if e.body["outcome"] != "diterima":
        end(ledger, e)


def SpmIssued(ledger, e):
    advance(ledger, e, "spm")


def SpmRejected(ledger, e):
    end(ledger, e)


def Sp2dIssued(ledger, e):
    advance(ledger, e, "sp2d")
    spp = ledger.spps[e.body["spp"]]
    spp["cash"] = e.body["cash"]
    spp["withheld"] = e.amount("gross") - e.amount("net")


def Sp2dCancelled(ledger, e):
    end(ledger, e)


def Sp2dRefused(ledger, e):
    end(ledger, e)


def Sp2dPaidOut(ledger, e):
    """The bank paid. What is withheld is taken from the lines in their order."""
    spp = ledger.spps[e.body["spp"]]
    here = MONEY_AT_STEP.get(spp["step"])
    if here is None:
        return
    before, spp["step"] = spp["step"], "paid out"
    paid_out = dict(spp["lines"])

    def undo():
        spp["step"] = before
        for line, amount in paid_out.items():
            ledger.paid_out[line] -= amount

    e.undo = undo
    refill = spp["kind"] in ("gu", "gu-nihil")
    withheld_left, parts = spp["withheld"], []
    for line, amount in spp["lines"]:
        withheld = min(withheld_left, amount)
        withheld_left -= withheld
        parts.append((ledger.lines[line]["source"], amount - withheld, withheld))
        # A refill pays for what was spent and accounted for before.
        there = DIPERTANGGUNGJAWABKAN if refill else DI_PENYALUR
        ledger.move(e, line, here, there, amount - withheld)
        ledger.move(e, line, here, DIPOTONG, withheld)
        ledger.paid_out[line] += amount
        # A channel that paid before the treasury did is made whole.
        lacking = max(0, -ledger.totals[line, SUSPENSE])
        settled = min(lacking, max(0, ledger.totals[line, DI_PENYALUR]))
        ledger.move(e, line, DI_PENYALUR, SUSPENSE, settled)
    if spp["kind"] == "up":
        parts = [(spp["source"], spp["amount"] - spp["withheld"], spp["withheld"])]
    if spp["kind"] in ("gu-nihil", "tu-nihil") or spp["cash"] is None:
        return  # these close an advance: the cash left the treasury when it was given
    for source, net, withheld in parts:
        ledger.move_cash(e, spp["cash"], e.body["advance"], source, net)
        ledger.move_cash(e, spp["cash"], e.body["tax_account"], source, withheld)


# --- payment --------------------------------------------------------------------------------------


def go_on(row, status):
    """A cancelled row stays cancelled, whatever is still under way."""
    if row["status"] != "cancelled":
        row["status"] = status


def shift(ledger, payment, stage, amount):
    """Changes what a payment, and its row, hold in a stage."""
    if stage in payment:
        payment[stage] += amount
    row = ledger.rows.get(payment["row"])
    if row is not None and stage in OF_ROW:
        row[OF_ROW[stage]] += amount


def place_of(ledger, payment):
    """Line and decree that a payment belongs to."""
    row = ledger.rows.get(payment["row"])
    return payment["line"], row["decree"] if row else None


def new_payment(payment_list, row, line, amount):
    payment = dict.fromkeys(RESTING, 0)
    payment.update(list=payment_list, row=row, line=line, amount=amount, status="instructed")
    payment[DI_PENYALUR] = amount
    return payment


def PaymentListOpened(ledger, e):
    ledger.lists[e.seq] = e.body["spp"]


def PaymentInstructed(ledger, e):
    """Our own act: it binds the row's tranche, the money lies at the channel already."""
    row = ledger.rows.get(e.body["designation"])
    spp = ledger.spps[ledger.lists[e.body["list"]]]
    line = row["line"] if row else spp["lines"][0][0]
    payment = new_payment(e.body["list"], e.body["designation"], line, e.amount())
    ledger.payments[e.seq] = payment
    if row:
        row["instructed"] += payment["amount"]
        row["under_way"] += 1
        go_on(row, "instructed")


def leave_channel(ledger, e, line, amount):
    """What the channel did not hold is lacking in suspense."""
    held = min(amount, max(0, ledger.totals[line, DI_PENYALUR]))
    ledger.enter(e, line, DI_PENYALUR, -held)
    ledger.enter(e, line, SUSPENSE, held - amount)


def PaymentCredited(ledger, e):
    """A fact of the bank. What the instruction does not explain stands in suspense."""
    payment, amount = ledger.payments[e.body["payment"]], e.amount()
    line, decree = place_of(ledger, payment)
    explained = min(amount, payment[DI_PENYALUR])
    leave_channel(ledger, e, line, amount)
    ledger.enter(e, line, DIKREDITKAN, explained)
    ledger.enter(e, line, SUSPENSE, amount - explained)
    shift(ledger, payment, DI_PENYALUR, -explained)
    shift(ledger, payment, DIKREDITKAN, explained)
    first = payment["status"] == "instructed"
    row = ledger.rows.get(payment["row"]) if first else None
    stood = row["status"] if row else None

    def undo():
        shift(ledger, payment, DI_PENYALUR, explained)
        shift(ledger, payment, DIKREDITKAN, -explained)
        if first:
            payment["status"] = "instructed"
            ledger.count(e, line, decree, "paid", -1)
        if row is not None and row["status"] == "paid":
            row["status"] = stood

    e.undo = undo
    if first:
        payment["status"] = "credited"
        ledger.count(e, line, decree, "paid")
        if payment["row"] is not None:
            go_on(ledger.rows[payment["row"]], "paid")


def PaymentReturned(ledger, e):
    """The bank sent it back: from the account if it had reached it, else from the channel."""
    payment = ledger.payments[e.body["payment"]]
    line, decree = place_of(ledger, payment)
    if payment["status"] == "credited":
        amount = resting(ledger, payment, DIKREDITKAN)
        shift(ledger, payment, DIKREDITKAN, -amount)
        ledger.move(e, line, DIKREDITKAN, RETUR, amount)
    else:
        amount = payment[DI_PENYALUR]
        shift(ledger, payment, DI_PENYALUR, -amount)
        leave_channel(ledger, e, line, amount)
        ledger.enter(e, line, RETUR, amount)
    shift(ledger, payment, RETUR, amount)
    payment["status"] = "returned"
    ledger.count(e, line, decree, "returned")


def resting(ledger, payment, stage):
    """What is certainly there: payment, row and line must all have it, because reports account
    for rows and refunds may name a line alone."""
    row = ledger.rows.get(payment["row"])
    of_row = row[OF_ROW[stage]] if row and stage in OF_ROW else payment[stage]
    return max(0, min(payment[stage], of_row, ledger.totals[payment["line"], stage]))


def PaymentReissued(ledger, e):
    """What came back goes to the channel again, as a new payment of the same tranche."""
    old = ledger.payments[e.body["payment"]]
    amount = resting(ledger, old, RETUR)
    shift(ledger, old, RETUR, -amount)
    old["status"] = "reissued"
    ledger.move(e, old["line"], RETUR, DI_PENYALUR, amount)
    ledger.payments[e.seq] = new_payment(old["list"], old["row"], old["line"], amount)


def use(ledger, e, go_to):
    payment, amount = ledger.payments[e.body["payment"]], e.amount()
    shift(ledger, payment, DIKREDITKAN, -amount)
    shift(ledger, payment, go_to, amount)
    ledger.move(e, payment["line"], DIKREDITKAN, go_to, amount)
    return payment


def AidTransacted(ledger, e):
    use(ledger, e, DITRANSAKSIKAN)


def AidUnclaimed(ledger, e):
    payment = use(ledger, e, TIDAK_DIAMBIL)
    if payment[DIKREDITKAN] == 0:
        payment["status"] = "unclaimed"


def GoodsHandedOver(ledger, e):
    """Goods reach the recipient. If a supplier was paid for them, that payment is used up, on the
    line that paid the supplier."""
    row, amount = ledger.rows[e.body["designation"]], e.amount()
    go_on(row, "handed-over")
    ledger.count(e, row["line"], row["decree"], "paid")
    supply = ledger.payments.get(e.body["payment"])
    if supply is not None:
        shift(ledger, supply, DIKREDITKAN, -amount)
        ledger.move(e, supply["line"], DIKREDITKAN, DITRANSAKSIKAN, amount)
        row["transacted"] += amount


# --- cash -----------------------------------------------------------------------------------------


CashReceived = cash(OUTSIDE, "cash")
CashTransferred = cash("from", "to")
TaxDeposited = cash("cash", OUTSIDE)


# --- accountability -------------------------------------------------------------------------------


def SpjSubmitted(ledger, e):
    ledger.spjs[e.seq] = e


def SpjVerified(ledger, e):
    """An accepted report moves what it covers to accounted for. A report on the revolving advance
    moves nothing: the GU does."""
    if e.body["outcome"] != "diterima":
        return
    spj = ledger.spjs[e.body["spj"]]
    if spj.body["kind"] == "penerima":
        row, spent = ledger.rows[spj.body["designation"]], spj.amount("spent")
        used = max(0, min(spent, row["transacted"], ledger.totals[row["line"], DITRANSAKSIKAN]))
        for stage, amount in ((DITRANSAKSIKAN, used), (DIKREDITKAN, spent - used)):
            row[OF_ROW[stage]] -= amount
            ledger.move(e, row["line"], stage, DIPERTANGGUNGJAWABKAN, amount)
        row["accounted"] += spent
        go_on(row, "accounted-for")
    elif spj.body["kind"] in ("ls", "tu"):
        for line, amount in spj.lines():
            ledger.move(e, line, DIKREDITKAN, DIPERTANGGUNGJAWABKAN, amount)


def RefundClaimed(ledger, e):
    ledger.claims[e.seq] = {"line": e.body["line"], "left": e.amount()}


def RefundDeposited(ledger, e):
    """Money came back. In the year of its spending that makes the ceiling usable again."""
    line, stage, amount = e.body["line"], e.body["stage"], e.amount()
    payment, claim = ledger.payments.get(e.body["payment"]), ledger.claims.get(e.body["claim"])

    def take(times):
        """Takes it from what payment, row and claim hold (1), or puts it back (-1)."""
        if claim is not None:
            claim["left"] -= times * amount
        if payment is not None:
            shift(ledger, payment, stage, -times * amount)

    status = payment["status"] if payment else None
    take(1)
    if payment is not None and not any(payment[stage] for stage in RESTING):
        payment["status"] = "refunded"
    ledger.move(e, line, stage, DIKEMBALIKAN, amount)
    if e.body["treatment"] == "kontra-pos":
        ledger.move(e, line, KONTRA_POS, TERSEDIA, amount)
        ledger.move(e, line, SPD_TERPAKAI, SPD, amount)
    ledger.move_cash(e, e.body["from"], e.body["cash"], ledger.lines[line]["source"], amount)

    def undo():
        take(-1)
        if payment is not None and payment["status"] == "refunded":
            payment["status"] = status

    e.undo = undo


def TransactionReversed(ledger, e):
    """Everything that the event moved is moved back, in the book where it stands."""
    wrong = ledger.events[e.body["event"]]
    e.historical = wrong.historical
    for line, stage, amount in wrong.legs:
        ledger.enter(e, line, stage, -amount)
    for account, source, amount in wrong.cash_legs:
        ledger.enter_cash(e, account, source, -amount)
    wrong.undo()


# --- all kinds ------------------------------------------------------------------------------------

KINDS = {name: lambda ledger, e: None for name in NOTHING.split()}
MEANINGS = [f for f in globals().items() if f[0][0].isupper() and type(f[1]) is type(sen)]
KINDS.update(MEANINGS)
