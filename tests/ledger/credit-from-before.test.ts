import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { createPool } from '#lib/db/client.ts'
import { defineUuidv7 } from '#lib/db/uuidv7.ts'

const folder = new URL('../../lib/db/migrations/', import.meta.url)
const balance = '0014_books.sql'

test('credit that stood beside a debt before the rule is set off by postings; what stood alone stays', async () => {
  const name = `before_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  await admin.query(`create database ${name}`)
  const pool = createPool(inject('postgresUrl').replace(/\/postgres$/, `/${name}`), 1)
  try {
    await defineUuidv7(pool)
    await runMigrations({ pgPool: pool })
    const files = (await readdir(folder)).sort()
    await apply(
      pool,
      files.filter((file) => file < balance),
    )
    await givenLoans(pool)
    await apply(pool, [balance])
    expect(await balances(pool)).toEqual([
      { loan_number: 'alone', owed: '1000', credit: '0', entries: '2' },
      { loan_number: 'beside', owed: '700', credit: '0', entries: '5' },
      { loan_number: 'more', owed: '0', credit: '200', entries: '5' },
    ])
  } finally {
    await pool.end()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
})

async function apply(pool: pg.Pool, files: string[]): Promise<void> {
  for (const file of files) await pool.query(await readFile(new URL(file, folder), 'utf8'))
}

async function givenLoans(pool: pg.Pool): Promise<void> {
  const lender = await idOf(
    pool,
    `insert into lenders (slug, host, name, locale, time_zone, currency, accent_color, help_phone,
       help_email, help_hours, statement_descriptor, policy)
     values ('a', 'a.example', 'A', 'en', 'UTC', 'LKR', '#112233', '1', 'a@a.example', '8', 'ABCDEF', '{}')`,
  )
  const borrower = await idOf(
    pool,
    `insert into borrowers (lender_id, customer_number, name, locale) values ('${lender}', '1', 'N', 'en')`,
  )
  const owed = { alone: [1_000, 0], beside: [1_000, 300], more: [100, 300] }
  for (const [number, [debt = 0, credit = 0]] of Object.entries(owed)) {
    const loan = await idOf(
      pool,
      `insert into loans (lender_id, borrower_id, loan_number, currency)
       values ('${lender}', '${borrower}', '${number}', 'LKR')`,
    )
    const posting = await idOf(
      pool,
      `insert into postings (lender_id, cause, cause_id) values ('${lender}', 'test', '${number}')`,
    )
    const entries = { loan_receivable: debt, borrower_credit: -credit, lender_book: credit - debt }
    const values = Object.entries(entries)
      .filter(([, amount]) => amount !== 0)
      .map(
        ([account, amount]) =>
          `('${lender}', '${posting}', '${loan}', 'LKR', '${account}', ${amount})`,
      )
    await pool.query(
      `insert into ledger_entries (lender_id, posting_id, loan_id, currency, account, amount_minor)
       values ${values.join(', ')}`,
    )
  }
}

async function idOf(pool: pg.Pool, insert: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`${insert} returning id`)
  return rows[0]?.id ?? ''
}

async function balances(pool: pg.Pool) {
  const { rows } = await pool.query(`
    select loan_number, outstanding_minor::text as owed, credit_minor::text as credit,
           (select count(*)::text from ledger_entries where loan_id = loans.id) as entries
      from loans order by loan_number`)
  return rows
}
