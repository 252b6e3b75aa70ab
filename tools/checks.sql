-- Views over the exported lines: `LEDGER` stands for the file. Money in sen.

CREATE TABLE fact AS
SELECT seq, kind, recorded_at, body, envelope,
       CAST(envelope->>'occurred_on' AS DATE) AS day,
       CAST(envelope->>'fiscal_year' AS INTEGER) AS fiscal_year,
       CAST(envelope->>'historical' AS BIGINT) AS history,
       CAST(envelope->>'batch_index' AS BIGINT) AS batch_index
FROM read_ndjson('LEDGER', columns = {seq: 'BIGINT', kind: 'VARCHAR', recorded_at: 'TIMESTAMP',
     body: 'JSON', envelope: 'JSON'}, maximum_object_size = 16777216);

CREATE MACRO sen(text) AS CAST(CAST(text AS DECIMAL(30, 2)) * 100 AS HUGEINT);
CREATE MACRO number(text) AS CAST(text AS BIGINT);

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
-- Rows of another's register that are not here, or over another amount.
SELECT 'event:' || r.seq FROM fact r
WHERE r.kind = 'Sp2dRowObserved' AND NOT EXISTS (SELECT 1 FROM fact i WHERE i.kind = 'Sp2dIssued'
    AND upper(replace(i.body->>'number', ' ', '')) = upper(replace(r.body->>'number', ' ', ''))
    AND i.body->>'gross' = r.body->>'amount');

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
