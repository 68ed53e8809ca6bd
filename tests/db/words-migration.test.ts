import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { defineUuidv7 } from '#lib/db/uuidv7.ts'

const folder = new URL('../../lib/db/migrations/', import.meta.url)
const words = '0029_words.sql'
const name = `words_${Date.now()}`
const url = inject('postgresUrl').replace(/\/postgres$/, `/${name}`)
const admin = new pg.Client(inject('postgresUrl'))
const pool = new pg.Pool({ connectionString: url, max: 2 })

const loan = '00000000-0000-7000-8000-000000000001'
const plan = '00000000-0000-7000-8000-000000000002'
const device = '00000000-0000-7000-8000-000000000003'

// What the version before wrote: one row of each kind that has a new word, and one that has none.
const written = `
insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone, help_email, help_hours,
  statement_descriptor, policy)
values ('by', 'by', 'By', 'en', 'UTC', 'LKR', '#0b6e63', '1', 'a@by.example', '', 'BY LENDER',
  '{"desk": {"apologyCreditMinor": {"LKR": "250"}}}');
insert into settings_versions (lender_id, version, settings, changed_by)
select id, 1, '{"policy.desk.apologyCreditMinor.LKR": "250"}', 'staff:by' from lenders;
insert into borrowers (lender_id, customer_number, name, locale) select id, '1', 'By', 'en' from lenders;
insert into loans (id, lender_id, borrower_id, loan_number, currency)
select '${loan}', lender_id, id, '1', 'LKR' from borrowers;
insert into devices (id, lender_id, borrower_id, loan_id, brand, model, imei, provider, provider_device_id, returned_at)
select '${device}', lender_id, borrower_id, id, 'Nokia', 'C32', '490154203237518', 'http', '1', '2026-11-01' from loans;
insert into restructurings (id, lender_id, loan_id, reference, state, asked_by, decide_by, next_check_at)
select '${plan}', lender_id, id, 'PL-1', 'asked', 'borrower:by', now(), now() from loans;
insert into schedules (lender_id, loan_id, version, source, superseded_at, restructuring_id)
select lender_id, id, 1, 'import', now(), null from loans
union all select lender_id, id, 2, 'restructuring', null, '${plan}'::uuid from loans;
insert into payments (lender_id, loan_id, reference, opened_by, choice, asked_minor, currency, locale, state,
  next_check_at, expires_at, returned_at)
select lender_id, id, 'PY-1', 'borrower', 'arrears', 100, 'LKR', 'en', 'opening', now(), now(), '2026-11-02' from loans;
insert into postings (lender_id, cause, cause_id) select id, 'apology', 'one' from lenders;
insert into ledger_entries (lender_id, posting_id, account, amount_minor, currency, loan_id)
select lender_id, id, unnest(array['stripe_clearing', 'apology_credit', 'loan_receivable']),
  unnest(array[-100, -50, 150]), 'LKR', '${loan}' from postings;
insert into journal (lender_id, actor, action, subject, subject_id, detail)
select id, 'borrower:by', 'restructuring.asked', 'restructuring', '${plan}', '{}'::jsonb from lenders
union all select id, 'keyturn', 'apology.credited', 'loan', '${loan}', '{}'::jsonb from lenders
union all select id, 'staff:by', 'list.saved', 'list', 'journal', '{}'::jsonb from lenders
union all select id, 'staff:by', 'loan.viewed', 'loan', '${loan}', '{}'::jsonb from lenders;`

beforeAll(async () => {
  await admin.connect()
  await admin.query(`create database ${name}`)
  await defineUuidv7(pool)
  for (const file of (await readdir(folder)).sort()) if (file < words) await apply(file)
  await pool.query(written)
  await apply(words)
})

afterAll(async () => {
  await pool.end()
  await admin.query(`drop database ${name}`)
  await admin.end()
})

describe('a database of the version before tells what it holds in the new words', () => {
  test.each([
    [
      'the audit log',
      "select string_agg(concat_ws(' ', action, subject, subject_id), ', ' order by id) from audit_log",
      `plan.asked plan ${plan}, goodwill_credit.given loan ${loan}, list.saved list audit_log, loan.viewed loan ${loan}`,
    ],
    [
      'the ledger',
      "select string_agg(account || ' ' || amount_minor, ', ' order by id) from ledger_entries",
      'psp_clearing -100, goodwill_credit -50, loan_receivable 150',
    ],
    ['its postings', 'select cause from postings', 'goodwill_credit'],
    [
      'schedules',
      "select string_agg(concat_ws(' ', source, plan_id), ', ' order by version) from schedules",
      `import, plan ${plan}`,
    ],
    ['plans', 'select id from plans', plan],
    ['the checkout return', 'select checkout_returned_at::date::text from payments', '2026-11-02'],
    ['a phone handed back', 'select handed_back_at::date::text from devices', '2026-11-01'],
    ['the policy', "select policy #>> '{desk,goodwillCreditMinor,LKR}' from lenders", '250'],
    [
      'settings of before',
      "select settings ->> 'policy.desk.goodwillCreditMinor.LKR' from settings_versions",
      '250',
    ],
  ])('%s', async (_, query, told) => {
    const { rows } = await pool.query({ text: query, rowMode: 'array' })
    expect(rows).toEqual([[told]])
  })

  test.each([
    ['audit_log', 'update audit_log set actor = actor'],
    ['ledger_entries', 'delete from ledger_entries'],
    ['postings', 'update postings set cause = cause'],
    ['settings_versions', 'update settings_versions set version = 2'],
  ])('%s is append-only again', async (_, change) => {
    await expect(pool.query(change)).rejects.toThrow('is append-only')
  })

  test('no name in the database is an old one', async () => {
    const { rows } = await pool.query(`
      select conname as name from pg_constraint union all select relname from pg_class
      union all select tgname from pg_trigger union all select column_name from information_schema.columns`)
    const names = rows.map((row) => row.name)
    expect(
      names.filter((one) => /journal|restructuring|apology|stripe_clearing/.test(one)),
    ).toEqual([])
  })
})

async function apply(file: string): Promise<void> {
  await pool.query(await readFile(new URL(file, folder), 'utf8'))
}
