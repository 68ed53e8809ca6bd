import { endHold } from '#lib/holds/end-hold.ts'
import { replaceSchedule } from '#lib/ledger/schedules.ts'
import { movePlan } from '#lib/plans/move-plan.ts'
import { reviewPlan } from '#lib/plans/review-plan.ts'
import { decidePromise } from '#lib/promises/decide-promise.ts'
import { noteReminded } from '#lib/promises/promises-due.ts'
import { withdrawPromise } from '#lib/promises/withdraw-promise.ts'
import { moveReturn } from '#lib/returns/move-return.ts'
import { remindReturn } from '#lib/returns/remind-return.ts'
import { renewHold } from '#lib/returns/renew-hold.ts'
import { scheduleHandOver } from '#lib/returns/schedule-hand-over.ts'
import { tickCheck } from '#lib/returns/tick-check.ts'
import type { Ids } from '#tests/support/database/right-rows.ts'
import { now, past, type Writes } from './write.ts'

const act = ({ lenders, returns }: Ids) => ({
  owner: { lenderId: `${lenders}` },
  returnId: `${returns}`,
  seenVersion: 1,
  actor: 'staff:by',
  now,
})
const arranged = {
  state: 'arranged',
  version: 1,
  arranged_at: past,
  hand_over: 'courier',
  courier_on: '2199-01-01',
  send_by: '2199-01-01',
}
const over = '2026-01-03T00:00:00Z'
const older = { version: 2 }

export const hardship: Writes = {
  replaceSchedule: {
    table: 'schedules',
    leaves: { 'out of force': { superseded_at: past } },
    act: (tx, { loans, lenders }) =>
      replaceSchedule(tx, {
        loanId: `${loans}`,
        lenderId: `${lenders}`,
        source: 'restored',
        now,
        installments: [
          { number: 1, dueOn: Temporal.PlainDate.from('2199-01-01'), amountMinor: 1n },
        ],
      }),
  },
  endHold: {
    table: 'holds',
    takes: { holds: { reason: 'promise' } },
    leaves: {
      'for another reason': { reason: 'warning' },
      ended: { ended_at: past, ended_by: 'system', end_reason: 'over' },
    },
    act: (tx, _, { cause_id }) =>
      endHold(tx, {
        reason: 'promise',
        causeId: `${cause_id}`,
        endReason: 'over',
        endedBy: 'keyturn',
        now,
      }),
  },
  decidePromise: {
    table: 'promises',
    takes: {
      promises: { made_at: past, due_on: '2026-01-02', ends_at: over, verdict_at: over },
    },
    act: (tx, { promises, loans }) =>
      decidePromise(tx, { promiseId: `${promises}`, loanId: `${loans}` }, now),
  },
  noteReminded: {
    table: 'promises',
    leaves: {
      'reminded of': { reminded_at: past },
      kept: { state: 'kept', paid_minor: 1_000 },
    },
    act: (tx, { promises }) => noteReminded(tx, `${promises}`, now),
  },
  withdrawPromise: {
    table: 'promises',
    leaves: { kept: { state: 'kept', paid_minor: 1_000 } },
    owners: ['borrowers'],
    act: (tx, { promises, borrowers }) =>
      withdrawPromise(tx, { promiseId: `${promises}`, borrowerId: `${borrowers}`, now }),
  },
  movePlan: {
    table: 'plans',
    act: (tx, { plans, lenders }) =>
      movePlan(
        tx,
        { id: `${plans}`, lenderId: `${lenders}` },
        { state: 'withdrawn' },
        { action: 'withdrawn', actor: 'keyturn', now },
      ),
  },
  'reviewPlan of one asked for': {
    table: 'plans',
    takes: { plans: { next_check_at: past } },
    act: (tx, { plans }) => reviewPlan(tx, { planId: `${plans}`, isSpared: false, now }),
  },
  'reviewPlan of one superseded': {
    table: 'plans',
    takes: { plans: { state: 'superseded', next_check_at: past } },
    act: (tx, { plans }) => reviewPlan(tx, { planId: `${plans}`, isSpared: false, now }),
  },
  moveReturn: {
    table: 'returns',
    takes: { returns: arranged },
    leaves: { newer: older, closed: { state: 'closed' } },
    act: (tx, ids) => moveReturn(tx, act(ids), { to: 'withdrawn', set: {} }),
  },
  remindReturn: {
    table: 'returns',
    takes: { returns: arranged },
    leaves: { newer: older },
    owners: ['lenders'],
    act: (tx, ids) => remindReturn(tx, act(ids)),
  },
  renewHold: {
    table: 'returns',
    takes: { returns: { ...arranged, state: 'received', received_at: past } },
    leaves: { newer: older },
    owners: ['lenders'],
    act: (tx, ids) => renewHold(tx, act(ids)),
  },
  scheduleHandOver: {
    table: 'returns',
    takes: { returns: arranged },
    leaves: { newer: older },
    owners: ['lenders'],
    act: (tx, ids) => scheduleHandOver(tx, act(ids)),
  },
  tickCheck: {
    table: 'return_checks',
    takes: { returns: arranged },
    leaves: { 'another thing': { item: 'google_account' } },
    owners: ['lenders'],
    act: (tx, ids) => tickCheck(tx, { ...act(ids), item: 'backup', isDone: false }),
  },
}
