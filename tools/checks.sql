-- Views over the exported lines: `LEDGER` stands for the file. Money in sen.

CREATE TABLE fact AS
SELECT seq, kind, recorded_at, body, envelope,
       CAST(envelope->>'occurred_on' AS DATE) AS day,
       CAST(envelope->>'fiscal_year' AS INTEGER) AS fiscal_year,
       CAST(envelope->>'historical' AS BIGINT) AS history,
       CAST(envelope->>'batch_index' AS BIGINT) AS batch_index
FROM read_ndjson('LEDGER', columns = {seq: 'BIGINT', kind: 'VARCHAR', recorded_at: 'TIMESTAMP',
     body: 'JSON', envelope: 'JSON'}, maximum_object_size = 16777216);

-- A field of one name is a number in one kind and a text in another, and DuckDB may look at it
-- before it looks at the kind: what is none is NULL.
CREATE MACRO sen(text) AS CAST(TRY_CAST(text AS DECIMAL(30, 2)) * 100 AS HUGEINT);
CREATE MACRO number(text) AS TRY_CAST(text AS BIGINT);

-- The day that ages are counted to: that of the last event, in the ledger's zone.
CREATE TABLE today AS
SELECT CAST(max(recorded_at) + (CASE any_value(zone) WHEN 'Asia/Makassar' THEN INTERVAL 8 HOUR
            WHEN 'Asia/Jayapura' THEN INTERVAL 9 HOUR ELSE INTERVAL 7 HOUR END) AS DATE) AS day,
       any_value(zone) AS zone
FROM fact, (SELECT body->>'zone' AS zone FROM fact WHERE kind = 'LedgerCreated');

CREATE TABLE rule AS
SELECT f.seq, f.body->>'parameter' AS parameter, f.body->>'programme' AS programme,
       number(f.body->>'value') AS value, sen(f.body->>'amount') AS amount,
       CAST(f.body->>'from' AS DATE) AS first,
       coalesce(CAST(r.body->>'until' AS DATE), CAST(f.body->>'until' AS DATE)) AS last
FROM fact f LEFT JOIN fact r ON r.kind = 'RuleRepealed' AND number(r.body->>'rule') = f.seq
WHERE f.kind = 'RuleEnacted';

-- What a rule says of a day, as it was known before an event: a programme's own before the general.
-- What is passed is written with its table: a bare `seq` would be the rule's own.
CREATE MACRO rule_of(what, prog, on_day, known) AS (
  SELECT coalesce(value, amount) FROM rule
  WHERE parameter = what AND (programme = prog OR programme IS NULL) AND seq < known
    AND first <= on_day AND (last IS NULL OR on_day <= last)
  ORDER BY programme IS NULL, seq DESC LIMIT 1);

CREATE TABLE reversed AS
SELECT number(body->>'event') AS event FROM fact WHERE kind = 'TransactionReversed';

CREATE TABLE line AS
SELECT seq, body->>'programme' AS programme, body->>'standing' AS standing
FROM fact WHERE kind = 'BudgetCeilingSet';

CREATE TABLE decree AS
SELECT d.seq, d.body->>'programme' AS programme, d.fiscal_year,
       CAST(d.body->>'signed_on' AS DATE) AS signed_on,
       number(d.body->>'count') AS stated_count, sen(d.body->>'total') AS stated_sen
FROM fact d WHERE d.kind = 'DecreeOpened';

CREATE TABLE designation AS
SELECT seq, number(body->>'decree') AS decree, body->>'recipient' AS recipient,
       sen(body->>'amount') AS sen
FROM fact WHERE kind = 'RecipientDesignated';

CREATE TABLE purchase AS
SELECT f.seq, f.day, number(f.body->>'designation') AS designation, sen(f.body->>'amount') AS sen,
       f.body->>'shop' AS shop, f.body->>'receipt' AS receipt, d.programme
FROM fact f LEFT JOIN designation r ON r.seq = number(f.body->>'designation')
            LEFT JOIN decree d ON d.seq = r.decree
WHERE f.kind = 'PurchaseRecorded' AND f.seq NOT IN
      (SELECT number(body->>'purchase') FROM fact WHERE kind = 'PurchaseReversed');

CREATE TABLE worker AS
SELECT w.seq, w.body->>'person' AS person, w.body->>'role' AS role, w.body->>'region' AS region,
       CAST(w.body->>'from' AS DATE) AS first, w.body->>'account' AS account,
       w.body->>'recipient' AS recipient,
       coalesce(CAST(r.body->>'until' AS DATE), CAST(w.body->>'until' AS DATE)) AS last
FROM fact w LEFT JOIN fact r ON r.kind = 'WorkerReleased' AND number(r.body->>'worker') = w.seq
WHERE w.kind = 'WorkerAppointed';

CREATE TABLE stipend AS
SELECT f.seq, number(f.body->>'worker') AS worker, f.body->>'month' AS month,
       f.body->>'source' AS source, w.person, w.role, w.first, w.last
FROM fact f JOIN worker w ON w.seq = number(f.body->>'worker') WHERE f.kind = 'StipendPaid';

CREATE TABLE stay AS
SELECT a.seq, number(a.body->>'institution') AS institution, a.body->>'recipient' AS recipient,
       CAST(a.body->>'from' AS DATE) AS first, CAST(o.body->>'until' AS DATE) AS last
FROM fact a LEFT JOIN fact o ON o.kind = 'ClientDischarged' AND number(o.body->>'stay') = a.seq
WHERE a.kind = 'ClientAdmitted';

CREATE TABLE period AS
SELECT seq, body->>'programme' AS programme FROM fact WHERE kind = 'CentralPeriodOpened';

CREATE TABLE credit AS
SELECT f.seq, f.day, number(f.body->>'period') AS period, f.body->>'recipient' AS recipient,
       sen(f.body->>'amount') AS sen, p.programme, x.seq AS cancelled
FROM fact f JOIN period p ON p.seq = number(f.body->>'period')
LEFT JOIN fact x ON x.kind = 'CentralCreditCancelled' AND number(x.body->>'credit') = f.seq
WHERE f.kind = 'CentralAidCredited';

CREATE TABLE service_unit AS
SELECT f.seq, f.body->>'programme' AS programme, year(CAST(f.body->>'from' AS DATE)) AS first
FROM fact f WHERE f.kind = 'ServiceUnitFounded';

CREATE TABLE payment AS
SELECT f.seq, number(f.body->>'designation') AS designation, number(f.body->>'tranche') AS tranche
FROM fact f WHERE f.kind = 'PaymentInstructed';

CREATE MACRO within(code, above) AS (code = above OR starts_with(code, above || '.'));

-- Who stands for whom, by whatever chain of links: the last that was said of each other id.
CREATE TABLE stands_for AS
WITH RECURSIVE link AS (
  SELECT body->>'other' AS id, arg_max(CASE kind WHEN 'RecipientsLinked' THEN body->>'recipient' END, seq) AS next
  FROM (SELECT seq, kind, body FROM fact WHERE kind IN ('RecipientsLinked', 'RecipientsSeparated'))
  GROUP BY ALL),
walk(id, one, steps) AS (
  SELECT id, next, 1 FROM link WHERE next IS NOT NULL
  UNION ALL SELECT w.id, l.next, w.steps + 1 FROM walk w JOIN link l ON l.id = w.one
  WHERE l.next IS NOT NULL AND w.steps < 64)
SELECT id, arg_max(one, steps) AS one FROM walk GROUP BY id;

CREATE TABLE recipient AS
SELECT f.seq, f.body->>'recipient' AS id, f.body->>'recipient_type' AS type,
       f.body->>'region' AS region, f.body->>'household' AS household,
       coalesce(s.one, f.body->>'recipient') AS one
FROM fact f LEFT JOIN stands_for s ON s.id = f.body->>'recipient'
WHERE f.kind = 'RecipientRegistered';

CREATE TABLE budget AS
SELECT l.seq, l.body->>'account' AS account, l.body->>'programme' AS programme,
       l.body->>'standing' AS standing, number(l.body->>'fiscal_year') AS fiscal_year,
       s.body->>'cash_origin' AS origin
FROM fact l LEFT JOIN fact s
  ON s.kind = 'FundingSourceRegistered' AND s.body->>'code' = l.body->>'source'
WHERE l.kind = 'BudgetCeilingSet';

-- Requests; one that was turned down or whose SP2D was cancelled has ended.
CREATE TABLE ended AS
SELECT number(body->>'spp') AS spp, min(seq) AS seq FROM fact
WHERE kind IN ('SpmRejected', 'Sp2dRefused', 'Sp2dCancelled')
   OR (kind = 'SppVerified' AND body->>'outcome' <> 'diterima')
GROUP BY ALL;

CREATE TABLE request AS
SELECT f.seq, f.fiscal_year, f.body->>'kind' AS kind, sen(f.body->>'amount') AS sen, e.seq AS ended,
       number(f.body->>'decree') AS decree, number(f.body->>'commitment') AS commitment
FROM fact f LEFT JOIN ended e ON e.spp = f.seq WHERE f.kind = 'SppSubmitted';

CREATE TABLE request_line AS
SELECT seq, row_number() OVER (PARTITION BY seq) AS at, number(item->>'line') AS line,
       sen(item->>'amount') AS sen
FROM (SELECT seq, unnest(CAST(body->'lines' AS JSON[])) AS item FROM fact WHERE kind = 'SppSubmitted');

CREATE TABLE list AS
SELECT f.seq, number(f.body->>'spp') AS spp, number(f.body->>'count') AS stated_count,
       sen(f.body->>'total') AS stated_sen, c.seq AS closed
FROM fact f LEFT JOIN fact c ON c.kind = 'PaymentListClosed' AND number(c.body->>'list') = f.seq
WHERE f.kind = 'PaymentListOpened';

-- Instructions, and what was sent again after it had come back: a payment of its own.
CREATE TABLE instruction AS
WITH RECURSIVE all_of(seq, root, first) AS (
  SELECT seq, seq, true FROM fact WHERE kind = 'PaymentInstructed'
  UNION ALL SELECT f.seq, a.root, false FROM all_of a
  JOIN (SELECT seq, number(body->>'payment') AS old FROM fact WHERE kind = 'PaymentReissued') f
    ON f.old = a.seq)
SELECT a.seq, a.root, a.first, number(f.body->>'list') AS list, l.spp,
       number(f.body->>'designation') AS designation, number(f.body->>'tranche') AS tranche,
       sen(f.body->>'amount') AS sen,
       coalesce(number(d.body->>'line'), (SELECT line FROM request_line r WHERE r.seq = l.spp AND r.at = 1)) AS line
FROM all_of a JOIN fact f ON f.seq = a.root JOIN list l ON l.seq = number(f.body->>'list')
LEFT JOIN fact d ON d.kind = 'RecipientDesignated' AND d.seq = number(f.body->>'designation');

-- Void with its request, unless the bank had credited or returned it before.
CREATE TABLE void AS
SELECT i.seq FROM instruction i JOIN ended e ON e.spp = i.spp
WHERE i.seq < e.seq AND NOT EXISTS (SELECT 1 FROM fact c
  WHERE c.kind IN ('PaymentCredited', 'PaymentReturned') AND number(c.body->>'payment') = i.seq
    AND c.seq < e.seq AND NOT EXISTS
      (SELECT 1 FROM fact r WHERE r.kind = 'TransactionReversed'
        AND number(r.body->>'event') = c.seq AND r.seq < e.seq));

-- Rows with who holds them now; those stand that were never cancelled or under which money went out.
CREATE TABLE row_of AS
SELECT d.seq, d.decree, d.sen, e.programme, e.fiscal_year, e.signed_on, number(f.body->>'line') AS line,
       f.body->>'region' AS region, number(f.body->>'tranches') AS tranches,
       named.type AS recipient_type, holder.id AS recipient, holder.one, holder.type AS holder_type,
       holder.region AS domicile, holder.household, x.seq AS cancelled,
       x.seq IS NULL OR paid.sen > 0 AS stands, coalesce(paid.sen, 0) AS instructed, paid.tranches AS taken
FROM designation d JOIN decree e ON e.seq = d.decree JOIN fact f ON f.seq = d.seq
LEFT JOIN (SELECT number(body->>'designation') AS row, arg_max(body->>'recipient', seq) AS recipient
           FROM fact WHERE kind = 'RecipientReplaced' GROUP BY ALL) r ON r.row = d.seq
LEFT JOIN recipient named ON named.id = d.recipient AND named.seq < d.seq
LEFT JOIN recipient holder ON holder.id = coalesce(r.recipient, d.recipient)
LEFT JOIN (SELECT number(body->>'designation') AS row, min(seq) AS seq
           FROM fact WHERE kind = 'DesignationCancelled' GROUP BY ALL) x ON x.row = d.seq
LEFT JOIN (SELECT designation, sum(sen) AS sen, count(DISTINCT tranche) AS tranches FROM instruction
           WHERE first AND seq NOT IN (SELECT seq FROM void) GROUP BY ALL) paid ON paid.designation = d.seq;

CREATE TABLE candidate AS
SELECT DISTINCT p.body->>'programme' AS programme, c.body->>'recipient' AS recipient
FROM fact c JOIN fact p ON p.kind = 'ProposalOpened' AND p.seq = number(c.body->>'proposal')
WHERE c.kind = 'CandidateProposed';

-- check A01: subjects recipient
-- The last that was said of a NIK is that it cannot be.
SELECT 'recipient:' || (body->>'recipient') FROM fact
WHERE kind IN ('RecipientRegistered', 'IdentityAssessed') GROUP BY body->>'recipient'
HAVING arg_max(body->>'identity' = 'nik-tidak-valid' OR body->>'fault' <> 'tidak-ada', seq);

-- check A02: subjects designation
-- Another row for one person in a programme and year.
SELECT 'designation:' || seq FROM
  (SELECT seq, min(seq) OVER (PARTITION BY programme, fiscal_year, one) AS first FROM row_of WHERE stands)
WHERE seq > first;

-- check A03: subjects designation
-- A row in another kabupaten or kota than the first of the person and year.
SELECT 'designation:' || seq FROM
  (SELECT seq, region[1:5] AS regency, first_value(region[1:5]) OVER
     (PARTITION BY one, fiscal_year ORDER BY seq) AS home
   FROM row_of WHERE stands AND length(region) >= 5 AND holder_type IN ('individu', 'keluarga'))
WHERE regency <> home;

-- check A04: subjects designation
-- Another of the household where the aid is for the family.
SELECT 'designation:' || seq FROM
  (SELECT seq, one, first_value(one) OVER
     (PARTITION BY programme, fiscal_year, household ORDER BY seq) AS named
   FROM row_of WHERE stands AND recipient_type = 'keluarga' AND household IS NOT NULL)
WHERE one <> named;

-- check A10: subjects designation
-- The domicile is known below the province, and neither place contains the other.
SELECT 'designation:' || seq FROM row_of
WHERE stands AND (length(domicile) > 2 OR domicile = region)
  AND NOT within(domicile, region) AND NOT within(region, domicile);

-- check A14: subjects payment
-- Aid without a row, of another decree, of a cancelled row, or before the decree's day.
SELECT 'payment:' || i.seq FROM instruction i JOIN request q ON q.seq = i.spp
LEFT JOIN budget l ON l.seq = i.line LEFT JOIN row_of r ON r.seq = i.designation
WHERE i.seq NOT IN (SELECT seq FROM void) AND CASE
  WHEN i.designation IS NULL THEN within(l.account, '5.1.06') AND l.account NOT LIKE '5.1.06.__.02%'
    AND (q.decree IS NOT NULL OR (q.commitment IS NULL AND q.kind = 'ls-pihak-ketiga'))
  ELSE q.decree <> r.decree OR r.cancelled < i.seq END
UNION
SELECT 'payment:' || i.seq FROM fact c JOIN instruction i ON i.seq = number(c.body->>'payment')
JOIN row_of r ON r.seq = i.designation
WHERE c.kind = 'PaymentCredited' AND c.day < r.signed_on;

-- check A16: subjects decree payment-list spp
-- Decrees and lists that state something else than their rows; papers of another amount; more
-- asked for than the decree gives, more instructed than the net.
SELECT 'decree:' || d.seq FROM decree d,
  LATERAL (SELECT count(*) AS n, coalesce(sum(r.sen), 0) AS sen FROM designation r WHERE r.decree = d.seq) annex,
  LATERAL (SELECT sum(q.sen) AS sen FROM request q WHERE q.decree = d.seq AND q.ended IS NULL) asked
WHERE ((d.stated_count <> n OR d.stated_sen <> annex.sen) AND EXISTS
        (SELECT 1 FROM fact c WHERE c.kind = 'DecreeClosed' AND number(c.body->>'decree') = d.seq))
   OR asked.sen > annex.sen
UNION
SELECT 'payment-list:' || l.seq FROM list l,
  LATERAL (SELECT count(*) AS n, coalesce(sum(sen), 0) AS sen FROM instruction i
           WHERE i.list = l.seq AND i.first) rows_of
WHERE l.closed IS NOT NULL AND (l.stated_count <> n OR l.stated_sen <> sen)
UNION
SELECT 'spp:' || seq FROM request q WHERE sen <>
  (SELECT sum(sen) FROM request_line l WHERE l.seq = q.seq)
UNION
SELECT 'spp:' || q.seq FROM fact p JOIN request q ON q.seq = number(p.body->>'spp')
WHERE (p.kind = 'SpmIssued' AND sen(p.body->>'amount') <> q.sen)
   OR (p.kind = 'Sp2dIssued' AND (sen(p.body->>'gross') <> q.sen
       OR sen(p.body->>'net') + coalesce((SELECT sum(sen(t->>'amount')) FROM
            (SELECT unnest(CAST(p.body->'deductions' AS JSON[])) AS t)), 0) <> q.sen))
UNION
SELECT 'spp:' || q.seq FROM request q WHERE q.ended IS NULL
  AND (SELECT sum(i.sen) FROM instruction i WHERE i.spp = q.seq AND i.first)
      > q.sen - coalesce((SELECT sum(sen(t->>'amount')) FROM
          (SELECT unnest(CAST(p.body->'deductions' AS JSON[])) AS t FROM fact p
           WHERE p.kind = 'Sp2dIssued' AND number(p.body->>'spp') = q.seq)), 0);

-- check A18: subjects designation
-- Nobody proposed the holder, though the programme has proposals.
SELECT 'designation:' || r.seq FROM row_of r WHERE r.stands
  AND r.programme IN (SELECT body->>'programme' FROM fact WHERE kind = 'ProposalOpened')
  AND NOT EXISTS (SELECT 1 FROM candidate c WHERE c.programme = r.programme AND c.recipient = r.recipient)
  AND NOT EXISTS (SELECT 1 FROM candidate c WHERE c.programme = r.programme AND c.recipient = r.one);

-- check A19: subjects designation
-- Replaced without minutes or amending decree, or by somebody who was never proposed.
SELECT 'designation:' || r.seq FROM fact f JOIN row_of r ON r.seq = number(f.body->>'designation')
LEFT JOIN stands_for s ON s.id = f.body->>'recipient'
WHERE f.kind = 'RecipientReplaced'
  AND ((f.body->>'minutes' IS NULL AND f.body->>'amendment' IS NULL) OR NOT EXISTS
    (SELECT 1 FROM candidate c WHERE c.programme = r.programme
      AND c.recipient IN (f.body->>'recipient', s.one)));

-- check A20: subjects proposal
-- Proposals of a day of the year after the last one.
SELECT 'proposal:' || p.seq FROM fact p WHERE p.kind = 'ProposalOpened'
  AND dayofyear(p.day) > rule_of('batas-usulan', p.body->>'programme', p.day, p.seq);

-- check A21: subjects decree spd spp
-- Signed by nobody, by somebody out of office, or by an office that may not.
WITH office AS (
  SELECT a.seq, a.body->>'office' AS office, CAST(a.body->>'from' AS DATE) AS first,
    coalesce(CAST(r.body->>'until' AS DATE), CAST(a.body->>'until' AS DATE)) AS last
  FROM fact a LEFT JOIN fact r
    ON r.kind = 'OfficialReleased' AND number(r.body->>'appointment') = a.seq
  WHERE a.kind = 'OfficialAppointed'),
signed AS (
  SELECT 'decree:' || seq AS about, CAST(body->>'signed_on' AS DATE) AS day,
    number(body->>'signatory') AS appointment, ['kepala-daerah', 'kepala-dinas', 'pa', 'kpa'] AS may
  FROM fact WHERE kind = 'DecreeOpened'
  UNION ALL
  SELECT CASE kind WHEN 'SpdIssued' THEN 'spd:' || seq WHEN 'SppSubmitted' THEN 'spp:' || seq
      ELSE 'spp:' || (body->>'spp') END, day, number(envelope->'official'->>'appointment'),
    CASE kind WHEN 'SpdIssued' THEN ['ppkd', 'bud', 'kuasa-bud']
      WHEN 'SppSubmitted' THEN ['bendahara-pengeluaran', 'bpp']
      WHEN 'SpmIssued' THEN ['pa', 'kpa', 'ppkd'] ELSE ['bud', 'kuasa-bud'] END
  FROM fact WHERE kind IN ('SpdIssued', 'SppSubmitted', 'SpmIssued', 'Sp2dIssued'))
SELECT s.about FROM signed s JOIN office o ON o.seq = s.appointment
WHERE s.day < o.first OR s.day > o.last OR NOT list_contains(s.may, o.office)
UNION
SELECT 'decree:' || seq FROM fact
WHERE kind = 'DecreeOpened' AND body->>'signatory' IS NULL AND history IS NULL;

-- check A23: subjects designation payment spp refund
-- Rows on a line of another programme or year; payments from a line of no use to their SP2D; money
-- through an account of another treasury than that of its source.
WITH cash AS (SELECT seq, CASE body->>'kind' WHEN 'rkud' THEN 'rkud' WHEN 'rkun' THEN 'rkun'
    WHEN 'donor' THEN 'di-luar-anggaran' WHEN 'penyalur' THEN 'di-luar-anggaran' ELSE '' END AS origin
  FROM fact WHERE kind = 'CashAccountOpened')
SELECT 'designation:' || r.seq FROM row_of r JOIN budget l ON l.seq = r.line
WHERE r.stands AND (l.programme <> r.programme OR l.fiscal_year <> r.fiscal_year)
UNION
SELECT 'payment:' || i.seq FROM instruction i WHERE i.seq NOT IN (SELECT seq FROM void)
  AND i.line NOT IN (SELECT line FROM request_line l WHERE l.seq = i.spp)
UNION
SELECT 'spp:' || q.seq FROM fact p JOIN request_line q ON q.seq = number(p.body->>'spp')
JOIN budget l ON l.seq = q.line LEFT JOIN cash c ON c.seq = number(p.body->>'cash')
WHERE p.kind = 'Sp2dIssued' AND coalesce(c.origin, '') <> l.origin
UNION
SELECT 'refund:' || f.seq FROM fact f JOIN budget l ON l.seq = number(f.body->>'line')
LEFT JOIN cash c ON c.seq = number(f.body->>'cash')
WHERE f.kind = 'RefundDeposited' AND coalesce(c.origin, '') <> l.origin;

-- check A24: subjects designation spp tbp
-- Accounts that are not for aid, not for this kind of recipient or form; aid drawn by other
-- requests or from the revolving advance; goods from an account for money.
SELECT 'designation:' || r.seq FROM row_of r JOIN budget l ON l.seq = r.line
LEFT JOIN fact p ON p.kind = 'ProgrammeRegistered' AND p.body->>'code' = r.programme
WHERE r.stands AND l.standing <> 'diamati' AND (
  NOT (within(l.account, '5.1.06') OR within(l.account, '5.1.05') OR within(l.account, '5.3'))
  OR CASE l.account[1:9] WHEN '5.1.06.01' THEN 'individu' WHEN '5.1.06.02' THEN 'keluarga'
       WHEN '5.1.06.03' THEN 'kelompok' WHEN '5.1.06.04' THEN 'lembaga' END <> r.recipient_type
  OR (p.body->>'form' = 'uang' AND l.account LIKE '5.1.06.__.02%')
  OR (p.body->>'form' = 'barang' AND l.account LIKE '5.1.06.__.01%'))
UNION
SELECT 'designation:' || r.seq FROM fact g JOIN row_of r ON r.seq = number(g.body->>'designation')
JOIN budget l ON l.seq = r.line
WHERE g.kind = 'GoodsHandedOver' AND l.account LIKE '5.1.06.__.01%'
UNION
SELECT 'spp:' || q.seq FROM request q JOIN request_line i ON i.seq = q.seq JOIN budget l ON l.seq = i.line
WHERE q.ended IS NULL AND within(l.account, '5.1.06')
  AND q.kind NOT IN ('ls-pihak-ketiga', 'tu', 'tu-nihil')
  AND NOT (q.kind = 'ls-barang-jasa' AND l.account LIKE '5.1.06.__.02%')
UNION
SELECT 'tbp:' || t.seq FROM fact t JOIN budget l ON l.seq = number(t.body->>'line')
LEFT JOIN fact n ON n.kind = 'NpdSubmitted' AND n.seq = number(t.body->>'npd')
WHERE t.kind = 'TbpRecorded' AND within(l.account, '5.1.06') AND n.body->>'tu' IS NULL;

-- check A37: subjects spj
-- Reports on a TU after its days.
SELECT 'spj:' || s.seq FROM fact s JOIN fact p
  ON p.kind = 'Sp2dPaidOut' AND p.body->>'spp' = s.body->>'spp' AND p.seq NOT IN (SELECT event FROM reversed)
WHERE s.kind = 'SpjSubmitted' AND s.body->>'kind' = 'tu'
  AND s.day - p.day > rule_of('hari-tu', NULL, p.day, s.seq);

-- check A45: subjects event historical-batch
-- The clock went back or on after a jump; of a closed month; outside the days of its history; too
-- late; history that was never closed.
WITH seen AS (
  SELECT seq, kind, day, history, recorded_at < lag(recorded_at) OVER (ORDER BY seq) AS back,
    max(CASE WHEN kind = 'PeriodClosed' THEN body->>'period' END) OVER
      (ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS closed,
    CAST(recorded_at + (CASE zone WHEN 'Asia/Makassar' THEN INTERVAL 8 HOUR
      WHEN 'Asia/Jayapura' THEN INTERVAL 9 HOUR ELSE INTERVAL 7 HOUR END) AS DATE) - day AS days
  FROM fact, (SELECT zone FROM today))
SELECT 'event:' || seq FROM seen WHERE back OR kind = 'ClockGapAccepted'
UNION
SELECT 'event:' || seq FROM seen WHERE history IS NULL AND strftime(day, '%Y-%m') <= closed
  AND kind NOT IN ('PeriodClosed', 'TransactionReversed', 'FactCorrected', 'PurchaseReversed',
                   'StockMovementReversed')
UNION
SELECT 'event:' || s.seq FROM seen s JOIN fact b ON b.seq = s.history
WHERE s.day < CAST(b.body->>'from' AS DATE) OR s.day > CAST(b.body->>'until' AS DATE)
UNION
SELECT 'event:' || s.seq FROM seen s WHERE s.history IS NULL AND s.days > 0
  AND s.days > rule_of('hari-mundur', NULL, s.day, s.seq)
UNION
SELECT 'historical-batch:' || seq FROM fact WHERE kind = 'HistoricalBatchOpened'
  AND seq NOT IN (SELECT number(body->>'batch') FROM fact WHERE kind = 'HistoricalBatchClosed');

-- check A26: subjects purchase
-- Two purchases of a row at a shop within the days, each at most the limit, together above it: the
-- newest of the purchases that are near the oldest.
SELECT DISTINCT 'purchase:' || max(b.seq) FROM purchase a JOIN purchase b
  ON a.designation = b.designation AND a.shop = b.shop
 AND b.day BETWEEN a.day AND a.day + CAST(rule_of('hari-belanja-dipecah', a.programme, a.day, b.seq + 1) AS INTEGER)
WHERE a.sen <= rule_of('batas-belanja', a.programme, a.day, b.seq + 1)
  AND b.sen <= rule_of('batas-belanja', a.programme, a.day, b.seq + 1)
GROUP BY a.seq
HAVING count(*) > 1 AND sum(b.sen) > min(rule_of('batas-belanja', a.programme, a.day, b.seq + 1));

-- check A27: subjects spp
-- Paid out after the fiscal year of the request.
SELECT 'spp:' || s.seq FROM fact s JOIN fact p
  ON p.kind = 'Sp2dPaidOut' AND number(p.body->>'spp') = s.seq
WHERE s.kind = 'SppSubmitted' AND year(p.day) > s.fiscal_year
  AND p.seq NOT IN (SELECT event FROM reversed);

-- check A29: subjects service
-- APBN beyond its years, APBD without a line beyond them, or nothing beyond them.
SELECT 'service:' || u.seq FROM service_unit u JOIN fact s
  ON s.kind = 'ServiceSupportSet' AND number(s.body->>'unit') = u.seq
JOIN fact o ON o.kind = 'FundingSourceRegistered' AND o.body->>'code' = s.body->>'source'
WHERE number(s.body->>'fiscal_year') - u.first + 1 >
      rule_of('tahun-apbn', u.programme, make_date(number(s.body->>'fiscal_year'), 1, 1), s.seq)
  AND (o.body->>'family' = 'apbn' OR s.body->>'line' IS NULL)
UNION
SELECT 'service:' || u.seq FROM service_unit u, today t,
  LATERAL (SELECT unnest(generate_series(u.first, year(t.day))) AS y) years
WHERE y - u.first + 1 > rule_of('tahun-apbn', u.programme, make_date(y, 1, 1), 9000000000000)
  AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.kind = 'ServiceSupportSet'
       AND number(s.body->>'unit') = u.seq AND number(s.body->>'fiscal_year') = y)
  AND NOT EXISTS (SELECT 1 FROM fact c WHERE c.kind = 'ServiceUnitClosed'
       AND number(c.body->>'unit') = u.seq AND year(CAST(c.body->>'until' AS DATE)) < y);

-- check A30: subjects event insurance central-credit
-- Stipends of one role, insurances of one scheme, credits of one period, twice.
SELECT 'event:' || b.seq FROM stipend a JOIN stipend b USING (person, month, source, role)
WHERE a.seq < b.seq
UNION
SELECT 'central-credit:' || b.seq FROM credit a JOIN credit b USING (period, recipient)
WHERE a.seq < b.seq AND (a.cancelled IS NULL OR a.cancelled > b.seq)
UNION
SELECT 'insurance:' || b.seq FROM
  (SELECT f.seq, f.body->>'recipient' AS r, f.body->>'scheme' AS s, f.body->>'from' AS first,
          least(f.body->>'until', coalesce(CAST(e.day AS VARCHAR), f.body->>'until')) AS last
   FROM fact f LEFT JOIN fact e ON e.kind = 'InsuranceEnded' AND number(e.body->>'insurance') = f.seq
   WHERE f.kind = 'InsuranceCovered') a
JOIN
  (SELECT f.seq, f.body->>'recipient' AS r, f.body->>'scheme' AS s, f.body->>'from' AS first,
          least(f.body->>'until', coalesce(CAST(e.day AS VARCHAR), f.body->>'until')) AS last
   FROM fact f LEFT JOIN fact e ON e.kind = 'InsuranceEnded' AND number(e.body->>'insurance') = f.seq
   WHERE f.kind = 'InsuranceCovered') b USING (r, s)
WHERE a.seq < b.seq AND a.first <= b.last AND b.first <= a.last;

-- check A31: subjects central-credit
-- An account on which somebody else was credited before.
WITH used AS (SELECT seq, body->>'recipient' AS recipient, body->>'account' AS account
              FROM fact WHERE kind = 'CentralAidCredited' AND body->>'account' IS NOT NULL),
     owner AS (SELECT account, arg_min(recipient, seq) AS recipient FROM used GROUP BY account)
SELECT 'central-credit:' || min(u.seq) FROM used u JOIN owner o USING (account)
WHERE u.recipient <> o.recipient GROUP BY u.account, u.recipient;

-- check A34: subjects refund-claim central-credit
-- Claims past their day; credits of a closed period of which something is left.
SELECT 'refund-claim:' || c.seq FROM fact c, today t WHERE c.kind = 'RefundClaimed'
  AND t.day > CAST(c.body->>'due' AS DATE)
  AND sen(c.body->>'amount') > coalesce((SELECT sum(sen(r.body->>'amount')) FROM fact r
      WHERE r.kind = 'RefundDeposited' AND number(r.body->>'claim') = c.seq
        AND r.seq NOT IN (SELECT event FROM reversed)), 0)
UNION
SELECT 'central-credit:' || c.seq FROM credit c
WHERE c.cancelled IS NULL AND c.period IN
      (SELECT number(body->>'period') FROM fact WHERE kind = 'CentralPeriodClosed')
  AND c.sen > coalesce((SELECT sum(sen(u.body->>'amount')) FROM fact u
      WHERE u.kind IN ('CentralAidTransacted', 'CentralAidReturned')
        AND number(u.body->>'credit') = c.seq), 0);

-- check A35: subjects central-credit payment complaint
-- Less received than credited; a complaint about a deduction that was proven.
SELECT 'central-credit:' || c.seq FROM credit c JOIN fact r
  ON r.kind = 'CentralDeductionReported' AND number(r.body->>'credit') = c.seq
WHERE sen(r.body->>'received') < c.sen
UNION
SELECT 'payment:' || number(r.body->>'payment') FROM fact r WHERE r.kind = 'DeductionReported'
  AND sen(r.body->>'received') < (SELECT sum(sen(c.body->>'amount')) FROM fact c
      WHERE c.kind = 'PaymentCredited' AND c.body->>'payment' = r.body->>'payment'
        AND c.seq NOT IN (SELECT event FROM reversed))
UNION
SELECT 'complaint:' || c.seq FROM fact c WHERE c.kind = 'ComplaintReceived'
  AND c.body->>'subject' = 'potongan'
  AND (SELECT arg_max(v.body->>'verdict', v.seq) FROM fact v
       WHERE v.kind IN ('ComplaintExamined', 'ComplaintAppealDecided')
         AND number(v.body->>'complaint') = c.seq) IN ('terbukti', 'terbukti-sebagian');

-- check A38: subjects purchase
-- A receipt used before, or of a Sunday or holiday.
SELECT 'purchase:' || seq FROM (SELECT seq, min(seq) OVER (PARTITION BY receipt) AS first
  FROM purchase) WHERE seq > first
UNION
SELECT 'purchase:' || seq FROM purchase WHERE dayofweek(day) = 0
  OR day IN (SELECT CAST(body->>'day' AS DATE) FROM fact WHERE kind = 'HolidayDeclared');

-- check A40: subjects repair-group
-- Repair groups too small or too large.
SELECT 'repair-group:' || number(c.body->>'group') FROM fact c, LATERAL (SELECT count(*) AS n FROM fact m
  WHERE m.kind = 'RepairGroupMemberNamed' AND m.body->>'group' = c.body->>'group') members
WHERE c.kind = 'RepairGroupClosed'
  AND (n < rule_of('pokmas-terkecil', NULL, c.day, c.seq)
    OR n > rule_of('pokmas-terbesar', NULL, c.day, c.seq));

-- check A41: subjects stay
-- The client above the capacity of the first day, and the client who lives elsewhere as well.
WITH seen AS (
  SELECT s.seq, (SELECT count(*) FROM stay o WHERE o.institution = s.institution
      AND (o.first < s.first OR (o.first = s.first AND o.seq <= s.seq))
      AND (o.last IS NULL OR o.last >= s.first)) AS clients,
    (SELECT arg_max(number(c.body->>'count'), (c.day, c.seq)) FROM fact c
      WHERE c.kind = 'CapacitySet' AND number(c.body->>'institution') = s.institution
        AND c.day <= s.first) AS most
  FROM stay s)
SELECT 'stay:' || seq FROM seen WHERE clients > most
UNION
SELECT 'stay:' || b.seq FROM stay a JOIN stay b USING (recipient)
WHERE (a.first, a.seq) < (b.first, b.seq) AND (a.last IS NULL OR a.last > b.first);

-- check A43: subjects worker
-- Paid outside the appointment, without an approved report, in another role as well; two TKSK.
SELECT 'worker:' || s.worker FROM stipend s
WHERE s.first > last_day(CAST(s.month || '-01' AS DATE)) OR s.last < CAST(s.month || '-01' AS DATE)
   OR NOT EXISTS (SELECT 1 FROM fact v JOIN fact r ON r.seq = number(v.body->>'report')
        WHERE v.kind = 'WorkerReportReviewed' AND v.body->>'outcome' = 'diterima' AND v.seq < s.seq
          AND number(r.body->>'worker') = s.worker AND r.body->>'month' = s.month)
   OR EXISTS (SELECT 1 FROM stipend o WHERE o.person = s.person AND o.month = s.month
        AND o.source = s.source AND o.role <> s.role AND o.seq < s.seq)
UNION
SELECT 'worker:' || b.seq FROM worker a JOIN worker b USING (region, role)
WHERE role = 'tksk' AND a.seq < b.seq AND (a.last IS NULL OR b.first <= a.last)
  AND (b.last IS NULL OR a.first <= b.last);

-- check A47: subjects event
-- Lines of another's register that are not here, over another amount, or there again; bank lines that
-- nothing here explains with their amount. What was taken over of a file counts once all of it is in.
-- Rows of one SP2D for several accounts are one line, and so is what a second import says again. Where
-- nothing but amount and day ties a bank line to ours, it is asked whether there is one within three
-- days that has no other partner, not whether two lines share it; reversals are not looked at there.
WITH open_file AS (SELECT seq FROM fact WHERE kind = 'ImportOpened' AND seq NOT IN
    (SELECT number(body->>'data') FROM fact WHERE kind = 'ImportClosed')),
order_of AS (SELECT number(body->>'spp') AS spp, seq, upper(replace(body->>'number', ' ', '')) AS number,
    sen(body->>'gross') AS gross, sen(body->>'net') AS net, number(body->>'cash') AS cash
  FROM fact WHERE kind = 'Sp2dIssued'),
standing AS (SELECT * FROM order_of WHERE spp NOT IN
    (SELECT number(body->>'spp') FROM fact WHERE kind IN ('Sp2dCancelled', 'Sp2dRefused'))),
listed AS (SELECT seq, upper(replace(body->>'number', ' ', '')) AS number, body->>'data' AS data,
    CAST(body->>'dated' AS DATE) AS dated, sen(body->>'amount') AS sen,
    row_number() OVER (PARTITION BY upper(replace(body->>'number', ' ', '')), body->>'data',
      body->>'account' ORDER BY seq) AS time
  FROM fact WHERE kind = 'Sp2dRowObserved'
    AND coalesce(number(body->>'data'), -1) NOT IN (SELECT seq FROM open_file)),
summed AS (SELECT min(seq) AS seq, number, time, arg_min(dated, seq) AS dated, sum(sen) AS sen
  FROM listed GROUP BY number, data, time),
line AS (SELECT min(seq) AS seq, number, sen FROM summed GROUP BY number, time, dated, sen),
agreed AS (SELECT min(l.seq) AS seq FROM line l
  JOIN standing o ON o.number = l.number AND o.gross = l.sen GROUP BY o.seq),
-- What moved on each account here; withheld taxes stay where the same account takes them.
moved AS (
  SELECT p.seq, p.day, o.cash, p.body->>'bank_reference' AS token, o.number,
    -CASE WHEN number(p.body->>'tax_account') = o.cash THEN o.net ELSE o.gross END AS sen
  FROM fact p JOIN order_of o ON o.spp = number(p.body->>'spp')
  JOIN fact s ON s.seq = o.spp AND s.body->>'kind' NOT IN ('gu-nihil', 'tu-nihil')
  WHERE p.kind = 'Sp2dPaidOut'
  UNION ALL SELECT seq, day, number(body->>'cash'), body->>'bank_reference', NULL, sen(body->>'amount')
  FROM fact WHERE kind = 'CashReceived'
  UNION ALL SELECT seq, day, number(body->>'cash'), body->>'receipt', NULL, sen(body->>'amount')
  FROM fact WHERE kind = 'RefundDeposited'
  UNION ALL SELECT seq, day, number(body->>'from'), body->>'receipt', NULL, -sen(body->>'amount')
  FROM fact WHERE kind = 'RefundDeposited' AND body->>'from' IS NOT NULL
  UNION ALL SELECT seq, day, number(body->>'cash'), body->>'receipt', NULL, -sen(body->>'amount')
  FROM fact WHERE kind = 'TaxDeposited'
  UNION ALL SELECT seq, day, number(body->>'from'), NULL, NULL, -sen(body->>'amount')
  FROM fact WHERE kind = 'CashTransferred'
  UNION ALL SELECT seq, day, number(body->>'to'), NULL, NULL, sen(body->>'amount')
  FROM fact WHERE kind = 'CashTransferred'
  UNION ALL SELECT seq, day, number(body->>'cash'), NULL, NULL, -sen(body->>'amount')
  FROM fact WHERE kind = 'TbpRecorded'),
here AS (SELECT min(seq) AS seq, arg_min(day, seq) AS day, cash, token, arg_min(number, seq) AS number,
    sum(sen) AS sen
  FROM moved GROUP BY cash, token, sen < 0, CASE WHEN token IS NULL THEN seq END),
said AS (SELECT seq, day, number(body->>'cash') AS cash, body->>'bank_reference' AS token,
    upper(replace(body->>'sp2d', ' ', '')) AS number, body->>'data' AS data,
    CASE WHEN body->>'direction' = 'masuk' THEN 1 ELSE -1 END * sen(body->>'amount') AS sen
  FROM fact WHERE kind = 'BankLineObserved'
    AND coalesce(number(body->>'data'), -1) NOT IN (SELECT seq FROM open_file)),
timed AS (SELECT *, CASE WHEN token IS NULL THEN -seq
    ELSE row_number() OVER (PARTITION BY cash, token, data ORDER BY seq) END AS time FROM said),
bank AS (SELECT min(seq) AS seq, day, cash, token, arg_min(number, seq) AS number, sen
  FROM timed GROUP BY cash, token, time, day, sen),
by_token AS (SELECT min(b.seq) AS seq, h.seq AS ours FROM bank b
  JOIN here h ON h.cash = b.cash AND h.token = b.token AND h.sen = b.sen GROUP BY h.seq),
untold AS (SELECT * FROM here h WHERE NOT EXISTS
  (SELECT 1 FROM bank b WHERE b.cash = h.cash AND b.token = h.token)),
by_number AS (SELECT min(b.seq) AS seq, h.seq AS ours FROM bank b
  JOIN untold h ON h.cash = b.cash AND h.number = b.number AND h.sen = b.sen
  WHERE b.seq NOT IN (SELECT seq FROM by_token) GROUP BY h.seq),
credited AS (SELECT c.body->>'bank_reference' AS token,
    arg_min(sen(c.body->>'amount'), (r.event IS NOT NULL, c.seq)) AS sen
  FROM fact c LEFT JOIN reversed r ON r.event = c.seq WHERE c.kind = 'PaymentCredited' GROUP BY ALL)
SELECT 'event:' || seq FROM line WHERE seq NOT IN (SELECT seq FROM agreed)
UNION
SELECT 'event:' || b.seq FROM bank b LEFT JOIN credited c ON c.token = b.token
WHERE b.seq NOT IN (SELECT seq FROM by_token) AND b.seq NOT IN (SELECT seq FROM by_number)
  AND (c.sen IS NULL OR c.sen <> abs(b.sen)
    OR EXISTS (SELECT 1 FROM bank o WHERE o.cash = b.cash AND o.token = b.token AND o.seq < b.seq))
  AND (EXISTS (SELECT 1 FROM here h WHERE h.cash = b.cash AND h.token = b.token
      AND NOT EXISTS (SELECT 1 FROM by_token t WHERE t.ours = h.seq))
    OR NOT EXISTS (SELECT 1 FROM untold h WHERE h.cash = b.cash AND h.sen = b.sen
      AND abs(h.day - b.day) <= 3 AND h.seq NOT IN (SELECT ours FROM by_number)
      AND NOT EXISTS (SELECT 1 FROM bank n WHERE n.cash = h.cash AND n.number = h.number)));

-- check A48: subjects recommendation
-- Not finished within the days of the rule from the receipt of the report.
SELECT 'recommendation:' || r.seq FROM fact r, today t,
  LATERAL (SELECT min(f.day) AS done, arg_max(f.body->>'status', f.seq) AS last FROM fact f
    WHERE f.kind = 'FollowUpRecorded' AND number(f.body->>'recommendation') = r.seq) steps
WHERE r.kind = 'RecommendationIssued'
  AND (CASE WHEN last IN ('sesuai', 'tidak-dapat') THEN done ELSE t.day END)
      - CAST(r.body->>'received' AS DATE)
      > rule_of('hari-tindak-lanjut', NULL, CAST(r.body->>'received' AS DATE), r.seq);

-- check A49: subjects decree
-- Closed decrees without a row.
SELECT 'decree:' || d.seq FROM decree d JOIN fact c ON c.kind = 'DecreeClosed' AND number(c.body->>'decree') = d.seq
WHERE (d.stated_count > 0 OR d.stated_sen > 0)
  AND d.seq NOT IN (SELECT decree FROM designation);

-- check A51: subjects case
-- Found outside authority, or not compared with the matrix in force.
WITH matrix AS (SELECT o.seq, CAST(o.body->>'from' AS DATE) AS first, c.seq AS closed FROM fact o
  JOIN fact c ON c.kind = 'AuthorityMatrixClosed' AND number(c.body->>'matrix') = o.seq
  WHERE o.kind = 'AuthorityMatrixOpened'),
opened AS (SELECT k.seq, k.body, number(k.body->>'matrix') AS matrix,
    (SELECT arg_max(m.seq, (m.first, m.seq)) FROM matrix m
     WHERE m.closed < k.seq AND m.first <= k.day) AS in_force
  FROM fact k WHERE k.kind = 'CaseOpened')
SELECT 'case:' || seq FROM opened
WHERE (in_force IS NOT NULL OR matrix IS NOT NULL)
  AND (body->>'verdict' = 'di-luar' OR matrix IS NULL OR matrix <> in_force
    OR (body->>'verdict' = 'di-dalam' AND NOT EXISTS (SELECT 1 FROM fact s
        WHERE s.kind = 'ServiceAuthoritySet' AND number(s.body->>'matrix') = opened.matrix
          AND s.body->>'service' = opened.body->>'service'
          AND s.body->>'level' = opened.body->>'level')));
