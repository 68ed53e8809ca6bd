import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { defineUuidv7 } from '#lib/db/uuidv7.ts'

const folder = new URL('../../lib/db/migrations/', import.meta.url)
const files = readdirSync(folder).sort()
const own = '0044_ask_links.sql'
const name = `before_${randomBytes(6).toString('hex')}`
const admin = new pg.Client(inject('postgresUrl'))
const db = new pg.Client(inject('postgresUrl').replace(/\/postgres$/, `/${name}`))

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

const written = `
insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone, help_email, help_hours,
  statement_descriptor, policy)
values ('by', 'by', 'By', 'en', 'UTC', 'LKR', '#0b6e63', '1', 'a@by.example', '', 'BY LENDER', '{}');
insert into borrowers (lender_id, customer_number, name, locale) select id, '1', 'By', 'en' from lenders;
insert into loans (lender_id, borrower_id, loan_number, currency) select lender_id, id, '1', 'LKR' from borrowers;
insert into devices (lender_id, borrower_id, loan_id, brand, model, imei, provider, provider_device_id)
select lender_id, borrower_id, id, 'Nokia', 'C32', '490154203237518', 'http', '1' from loans;
insert into pay_links (lender_id, device_id, code, pays, ends_at, revoked_at)
select lender_id, id, 'A', 'overdue', null::timestamptz, null::timestamptz from devices
union all select lender_id, id, 'B', 'overdue', null, '2026-11-01' from devices
union all select lender_id, id, 'C', 'settlement', '2026-12-01', null from devices;`

const insertion = (purpose: string, code: string) => `
insert into pay_links (lender_id, device_id, code, purpose, ends_at)
select lender_id, id, '${code}', '${purpose}', ${purpose === 'lock_screen' ? 'null' : 'now()'} from devices`

test('links of before keep what they are for; a phone has one for its lock screen, and several to ask by', async () => {
  await db.query(written)
  await db.query(readFileSync(new URL(own, folder), 'utf8'))
  const { rows } = await db.query(
    'select code, purpose, name, opened_at from pay_links order by code',
  )
  expect(rows).toEqual([
    { code: 'A', purpose: 'lock_screen', name: null, opened_at: null },
    { code: 'B', purpose: 'lock_screen', name: null, opened_at: null },
    { code: 'C', purpose: 'settlement', name: null, opened_at: null },
  ])
  await db.query(insertion('ask', 'D'))
  await db.query(insertion('ask', 'E'))
  await expect(db.query(insertion('lock_screen', 'F'))).rejects.toThrow('pay_links_current')
})
