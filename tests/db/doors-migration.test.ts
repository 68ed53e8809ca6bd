import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { defineUuidv7 } from '#lib/db/uuidv7.ts'

const folder = new URL('../../lib/db/migrations/', import.meta.url)
const files = readdirSync(folder).sort()
const own = '0017_doors.sql'
const made: string[] = []

afterAll(async () => {
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  for (const name of made) await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

/** A database as it was before this migration, with a lender for each currency. */
async function givenBefore(currencies: string[]): Promise<pg.Client> {
  const name = `before_${randomBytes(6).toString('hex')}`
  made.push(name)
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const db = new pg.Client(inject('postgresUrl').replace(/\/postgres$/, `/${name}`))
  await db.connect()
  await defineUuidv7(db)
  for (const file of files.slice(0, files.indexOf(own)))
    await db.query(readFileSync(new URL(file, folder), 'utf8'))
  for (const currency of currencies)
    await db.query(
      `insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone,
         help_email, help_hours, statement_descriptor, policy)
       values (lower($1), lower($1), $1, 'en', 'UTC', $1, '#0b6e63', '000', 'a@b.example', '9', 'LENDER', '{}')`,
      [currency],
    )
  return db
}

const migrate = (db: pg.Client) => db.query(readFileSync(new URL(own, folder), 'utf8'))

async function addLoan(db: pg.Client, number: string): Promise<void> {
  await db.query(
    `with lender as (select id, currency from lenders limit 1), borrower as (
       insert into borrowers (lender_id, customer_number, name, locale)
       select id, $1, 'Nimali', 'en' from lender returning id, lender_id)
     insert into loans (lender_id, borrower_id, loan_number, currency)
     select lender_id, borrower.id, $1, currency from borrower, lender`,
    [number],
  )
}

test('a lender gets its country from its currency where one country alone uses it', async () => {
  const db = await givenBefore(['LKR', 'MXN', 'JPY', 'EUR', 'USD', 'XOF', 'XAF', 'XCD'])
  await migrate(db)
  const { rows } = await db.query('select currency, country from lenders order by currency')
  await db.end()
  expect(Object.fromEntries(rows.map(({ currency, country }) => [currency, country]))).toEqual({
    LKR: 'LK',
    MXN: 'MX',
    JPY: 'JP',
    EUR: null,
    USD: null,
    XOF: null,
    XAF: null,
    XCD: null,
  })
})

test('loan numbers that would become one stop it by name, and nothing is changed', async () => {
  const db = await givenBefore(['LKR'])
  for (const number of ['SR-1001', 'sr 1001', 'SR-1002']) await addLoan(db, number)
  await expect(migrate(db)).rejects.toThrow('SR-1001 and sr 1001')
  await db.query("update loans set loan_number = 'SR-1003' where loan_number = 'sr 1001'")
  await migrate(db)
  const { rows } = await db.query('select loan_key from loans order by loan_key')
  await db.end()
  expect(rows.map(({ loan_key }) => loan_key)).toEqual(['SR1001', 'SR1002', 'SR1003'])
})
