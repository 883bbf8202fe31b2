-- The rows of the register: every value follows from the row's number i, a number of its own, and the seed.
-- Rows that are on_line hold round amounts, and half of them stand exactly on the boundary of a rule.
WITH numbered AS (
    SELECT range + 1 AS i FROM range(:rows)
), drawn AS (
    SELECT
        i,
        u(i, 1) < 0.06 AS on_line,
        u(i, 2) < 0.005 AS leap,
        CASE WHEN leap THEN DATE '2031-02-28' ELSE day('2031-02-01', 149, u(i, 3)) END AS filed_on,
        pick(['990301', '990302', '990303', '990304', '990305', '990306', '990401'], u(i, 4)) AS district,
        u(i, 5) < 0.98 AS is_legal_person,
        pick(['6513', '6420', '3484', '7320', '5171', '6550', '2710', '4813'], u(i, 6)) AS industry,
        pick(['large', 'medium', 'medium', 'small', 'small', 'small', 'micro'], u(i, 7)) AS scale,
        pick(['state', 'private', 'private', 'private', 'foreign', 'other'], u(i, 8)) AS ownership,
        CASE WHEN u(i, 9) < 0.92 THEN 'active' ELSE pick(['suspended', 'dormant', 'cancelled'], u(i, 10)) END AS status,
        CASE WHEN on_line THEN pick([100, 50000], u(i, 11)) ELSE amount(60, 80000, u(i, 11)) END AS capital,
        u(i, 12) < 0.12 AS designated,
        u(i, 13) < 0.15 AS provincial,
        CASE WHEN on_line THEN round(amount(100, 1000000, u(i, 14)), -2)
             WHEN u(i, 15) < 0.003 THEN 0 ELSE amount(100, 1000000, u(i, 14)) END AS revenue_2029,
        CASE WHEN on_line AND u(i, 16) < 0.5 THEN 1.05 * revenue_2029
             ELSE part(revenue_2029, 0.75 + 0.7 * u(i, 17)) END AS revenue_2030,
        CASE WHEN on_line THEN round(amount(50, 2000000, u(i, 18)), -2)
             WHEN u(i, 19) < 0.003 THEN 0 ELSE amount(50, 2000000, u(i, 18)) END AS assets,
        CASE WHEN on_line THEN 5 * CAST(amount(1, 400, u(i, 20)) AS INTEGER)
             ELSE CAST(amount(12, 3000, u(i, 20)) AS INTEGER) END AS staff,
        u(i, 21) < 0.08 AS accident,
        u(i, 22) < 0.05 AS pollution,
        pick(['a', 'a', 'b', 'b', 'b', 'c', 'd'], u(i, 23)) AS credit_grade,
        10000000 + CAST(floor(u(i, 24) * 89999999) AS INTEGER) AS serial,
        91000000 + CAST(district AS INTEGER) AS front,
        organisation_check(serial) AS ninth
    FROM numbered
), linked AS (
    SELECT
        *,
        '海晏' || pick(['东港', '西山', '南浦', '北堤', '白鹭', '青石', '长汀', '云渡'], u(i, 30))
            || pick(['晨光', '远航', '恒信', '启明', '鼎新', '润泽', '宏图', '博远', '𠮷川', '嘉禾'], u(i, 31))
            || pick(['智能装备', '信息技术', '检测服务', '供应链', '精密机械', '工业互联网'], u(i, 32)) || '有限公司' AS name,
        credit_code(front, serial, ninth) AS register_number,
        pick(['王', '李', '张', '刘', '陈', '欧阳'], u(i, 33)) || pick(['明', '芳', '建国', '晓东', '丽华'], u(i, 34)) AS contact,
        CASE WHEN leap THEN DATE '2028-02-29'
             WHEN u(i, 35) < 0.02 THEN CAST(filed_on - INTERVAL 3 YEAR AS DATE)
             ELSE day('1992-01-01', 14200, u(i, 36)) END AS founded_on,
        CASE WHEN ownership = 'state' THEN u(i, 37) < 0.8 END AS owner_agrees,
        CASE WHEN designated THEN day('2024-01-01', 2700, u(i, 38)) END AS designated_on,
        part(revenue_2029, 0.6 + 0.7 * u(i, 39)) AS revenue_2028,
        CASE WHEN on_line AND u(i, 40) < 0.25 THEN 0 ELSE part(revenue_2029, 0.2 * u(i, 40) - 0.02) END AS profit_2029,
        part(revenue_2030, 0.2 * u(i, 41) - 0.02) AS profit_2030,
        CASE WHEN on_line AND u(i, 42) < 0.5 THEN 0.30 * revenue_2030
             ELSE part(revenue_2030, 0.8 * u(i, 43)) END AS service_income,
        CASE WHEN on_line AND u(i, 44) < 0.25 THEN 0.03 * revenue_2030
             WHEN on_line AND u(i, 44) < 0.50 THEN 0.02 * revenue_2030
             ELSE part(revenue_2030, 0.15 * u(i, 45)) END AS research,
        part(revenue_2030, u(i, 46)) AS exports,
        part(revenue_2030, 0.1 * u(i, 47)) AS tax_paid,
        CASE WHEN on_line AND u(i, 48) < 0.5 THEN 0.70 * assets ELSE part(assets, 0.9 * u(i, 49)) END AS debts,
        greatest(0, staff - CAST(floor(14 * u(i, 50)) AS INTEGER)) AS insured_staff,
        CASE WHEN on_line THEN staff // 5 ELSE CAST(floor(staff * 0.5 * u(i, 51)) AS INTEGER) END AS service_staff,
        CAST(floor(staff * 0.4 * u(i, 52)) AS INTEGER) AS research_staff,
        CASE WHEN u(i, 53) < 0.01 THEN DATE '2026-01-01'
             WHEN u(i, 53) < 0.03 THEN CAST(filed_on - INTERVAL 18 MONTH AS DATE)
             ELSE day('2025-09-01', 1800, u(i, 54)) END AS platform_on,
        CAST(amount(1, 100000, u(i, 55)) AS INTEGER) AS customers,
        pick([[], ['order', 'settle'], ['order', 'settle'], ['order', 'settle', 'track'], ['order', 'settle', 'rate', 'archive'],
              ['settle', 'match'], ['order', 'settle', 'track', 'rate', 'match', 'archive']], u(i, 56)) AS functions,
        pick([[], ['design'], ['remote', 'leasing'], ['design', 'logistics'], ['testing'], ['training'],
              ['design', 'remote', 'testing']], u(i, 57)) AS modes,
        pick([['quality'], ['quality', 'safety'], ['quality', 'environment', 'safety'], ['information', 'energy'],
              ['quality', 'information']], u(i, 58)) AS certificates,
        CAST(floor(10 * u(i, 59)) AS INTEGER) AS patents,
        CAST(floor(30 * u(i, 60)) AS INTEGER) AS copyrights,
        CAST(floor(3 * u(i, 61)) AS INTEGER) AS standards,
        CASE WHEN accident THEN CASE WHEN u(i, 62) < 0.02 THEN DATE '2028-01-01' ELSE day('2020-01-01', 4000, u(i, 63)) END END AS accident_on,
        CASE WHEN pollution THEN day('2020-01-01', 4000, u(i, 64)) END AS pollution_on,
        u(i, 65) < 0.02 AS dishonest,
        u(i, 66) < 0.03 AS owes_tax
    FROM drawn
)
SELECT :columns FROM linked
