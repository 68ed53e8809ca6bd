import { globSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { groupOf } from '#lib/cases/case-groups.ts'
import { database } from '#lib/db/client.ts'
import { actDetailSchema } from '#lib/domain/approval.ts'
import { auditedLists, auditLogActions, auditLogSubjects } from '#lib/domain/audit-log-actions.ts'
import { languages } from '#lib/domain/languages.ts'
import { otherLocks } from '#lib/domain/lock/other-lock.ts'
import { eventReasons } from '#lib/domain/money/event-reason.ts'
import { ledgerAccounts, postingCauses } from '#lib/domain/money/ledger-accounts.ts'
import { noticeKinds } from '#lib/domain/notice.ts'
import { errorClasses } from '#lib/gateways/mdm/port.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

const acts = actDetailSchema.options.map(({ shape }) => shape.act.value)

type Tree = { [key: string]: string | Tree }

/** What the code of a kind may be, and where its words stand: `area.key`. */
const named: [place: string, codes: readonly string[]][] = [
  ['audit-log.action', auditLogActions],
  ['audit-log.of', auditLogSubjects],
  ['audit-log.list', auditedLists],
  ['desk.what', [...Object.keys(groupOf), ...acts.map((act) => `approval_${act}`)]],
  ['desk-acts.approval.what', acts],
  ['desk.notice_kind', noticeKinds],
  ['desk.account', ledgerAccounts],
  ['desk.posting', postingCauses],
  ['desk-unlocks.cause', errorClasses],
  ['desk.other_lock', otherLocks],
  ['desk-acts.events.reason', eventReasons],
]

/** What a column may hold, and where a person at the desk reads it. */
const shown: [table: string, column: string, places: string[]][] = [
  ['unlocks', 'state', ['desk.unlock_state', 'desk-unlocks.state']],
  ['unlocks', 'cause', ['desk.story.cause', 'desk-unlocks.because']],
  ['unlocks', 'intent', ['desk.story.unlock', 'desk-unlocks.intent']],
  ['unlock_attempts', 'kind', ['desk.story.attempt', 'desk-unlocks.attempts.kind']],
  ['device_evidence', 'source', ['desk.story.source', 'desk-unlocks.evidence.source']],
  ['device_evidence', 'actual', ['desk.lock_state', 'desk-unlocks.evidence.actual']],
  ['devices', 'lock_state', ['desk.lock_state']],
  ['payments', 'state', ['desk-acts.payment.state', 'history.state']],
  ['payments', 'opened_by', ['desk.loan.paid_by']],
  ['payments', 'effect', ['desk-acts.payment.effect']],
  ['refunds', 'state', ['desk-acts.refund.state']],
  ['psp_events', 'outcome', ['desk-acts.events.outcome']],
  ['ledger_entries', 'account', ['desk.account']],
  ['schedules', 'source', ['desk.loan.schedule_from']],
  ['plans', 'state', ['desk.plan_state', 'desk-plans.state']],
  ['returns', 'state', ['desk.return_state']],
  ['promises', 'state', ['desk.promise_state']],
  ['holds', 'reason', ['desk.hold']],
  ['approvals', 'state', ['desk-acts.approval.state']],
  ['notices', 'channel', ['desk.notice']],
  ['staff', 'role', ['desk.role']],
]

describe.each(languages)('in %s', (language) => {
  test.each(named)('each has its words at %s', (place, codes) => {
    expect(codes.length).toBeGreaterThan(0)
    for (const code of codes) expect(at(language, `${place}.${code}`), code).toBeTruthy()
  })

  test.each(shown)('whatever %s.%s may hold has its words', async (table, column, places) => {
    const codes = await codesOf(table, column)
    expect(codes.length).toBeGreaterThan(0)
    for (const place of places)
      for (const code of codes) expect(at(language, `${place}.${code}`), place).toBeTruthy()
  })
})

test('what an import writes to the audit log and to the books is known there', () => {
  const source = globSync('lib/loans/import/sql/*.sql').map((file) => readFileSync(file, 'utf8'))
  const actions = [...source.join('\n').matchAll(/'(loan\.\w+)'/g)].map(([, action]) => action)
  expect(new Set(actions)).toEqual(new Set(['loan.opened', 'loan.updated', 'loan.passed_on']))
  expect(auditLogActions).toEqual(expect.arrayContaining(actions))
  for (const cause of ['loan_opened', 'loan_changed', 'paid_elsewhere'])
    expect(source.join('\n')).toContain(`'${cause}'`)
})

function at(language: (typeof languages)[number], path: string) {
  return path
    .split('.')
    .reduce<string | Tree | undefined>(
      (found, key) => (typeof found === 'object' ? found[key] : undefined),
      messagesOf(language) as Tree,
    )
}

async function codesOf(table: string, column: string): Promise<string[]> {
  const { rows } = await sql<{ rule: string }>`
    select pg_get_constraintdef(pg_constraint.oid) as rule
      from pg_constraint
      join pg_attribute on attrelid = conrelid and conkey = array[attnum]
     where conrelid = ${table}::regclass and contype = 'c' and attname = ${column}`.execute(
    database(),
  )
  return rows.flatMap(({ rule }) =>
    [...rule.matchAll(/'(\w+)'::text/g)].map(([, code = '']) => code),
  )
}
