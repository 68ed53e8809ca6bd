import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { defineUuidv7 } from '#lib/db/uuidv7.ts'

const folder = new URL('../../lib/db/migrations/', import.meta.url)
const files = readdirSync(folder).sort()
const own = '0036_credit_payouts.sql'
const name = `before_${randomBytes(6).toString('hex')}`
const admin = new pg.Client(inject('postgresUrl'))
const db = new pg.Client(inject('postgresUrl').replace(/\/postgres$/, `/${name}`))

const staff = '00000000-0000-7000-8000-000000000001'
const loan = '00000000-0000-7000-8000-000000000002'
const payout = '00000000-0000-7000-8000-000000000003'

beforeAll(async () => {
  await admin.connect()
  await admin.query(`create database ${name}`)
  await db.connect()
  await defineUuidv7(db)
  for (const file of files.slice(0, files.indexOf(own)))
    await db.query(readFileSync(new URL(file, folder), 'utf8'))
})

afterAll(async () => {
  await db.end()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

const books = `
insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone, help_email, help_hours,
  statement_descriptor, policy)
values ('by', 'by', 'By', 'en', 'UTC', 'LKR', '#0b6e63', '1', 'a@by.example', '', 'BY LENDER', '{}');
insert into staff (id, lender_id, email, name, role, locale)
select '${staff}', id, 'amara@by.example', 'Amara', 'agent', 'en' from lenders;
insert into borrowers (lender_id, customer_number, name, locale) select id, '1', 'By', 'en' from lenders;
insert into loans (id, lender_id, borrower_id, loan_number, currency)
select '${loan}', lender_id, id, '1', 'LKR' from borrowers;`

const posted = (cause: string, causeId: string, entries: string) => `
with posting as (insert into postings (lender_id, cause, cause_id)
  select id, '${cause}', '${causeId}' from lenders returning id, lender_id)
insert into ledger_entries (lender_id, posting_id, account, amount_minor, currency, loan_id)
select lender_id, id, account, minor, 'LKR', '${loan}' from posting, (values ${entries}) as entry (account, minor);`

const told = `
insert into audit_log (lender_id, actor, action, subject, subject_id, detail)
select id, 'staff:${staff}', 'loan.credit_paid_out', 'loan', '${loan}',
       '{"note": "To her", "method": "cash", "paidOn": "2026-11-30", "amountMinor": "300", "approval": null}'
  from lenders;`

test('what was paid out before has its row, with who, how and when, and stands on the cash sheet', async () => {
  await db.query(books)
  await db.query(posted('paid_elsewhere', 'one', "('lender_book', 500), ('borrower_credit', -500)"))
  await db.query('begin')
  await db.query(posted('credit_paid_out', payout, "('borrower_credit', 300), ('cash', -300)"))
  await db.query(told)
  await db.query('commit')
  await db.query(readFileSync(new URL(own, folder), 'utf8'))
  const { rows } = await db.query(`
    select id, loan_id, amount_minor::text, method, paid_on::text, paid_by, approval_id, note,
           booked_at = (select posted_at from postings where cause = 'credit_paid_out') as is_then
      from credit_payouts`)
  expect(rows).toEqual([
    {
      id: payout,
      loan_id: loan,
      amount_minor: '300',
      method: 'cash',
      paid_on: '2026-11-30',
      paid_by: staff,
      approval_id: null,
      note: 'To her',
      is_then: true,
    },
  ])
})
