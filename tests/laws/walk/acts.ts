import fc from 'fast-check'
import * as agreement from './agreement.ts'
import * as arrangements from './arrangements.ts'
import type { OracleLife } from './life.ts'
import * as money from './money.ts'
import * as moneyBack from './money-back.ts'
import * as pages from './pages.ts'
import * as promises from './promises.ts'
import * as returns from './returns.ts'

// Says whether it took effect: not every life is one in which it can.
type Act = (life: OracleLife, step: { which: number; part: number }) => Promise<boolean>
/** What can happen in a life, and how often it does. */
export const acts = {
  'opens a page for the arrears': [4, (life) => pages.open(life, 'arrears', 0)],
  'opens a page for more': [2, (life) => pages.open(life, 'arrears_and_next', 0)],
  'opens a page to settle': [3, (life) => pages.open(life, 'settle', 0)],
  'opens a page for an amount': [3, (life, { part }) => pages.open(life, 'other', part)],
  'the money of a page comes': [10, (life, { which }) => pages.capture(life, which)],
  'goes away with a voucher': [3, pages.voucher],
  'a voucher is paid, or never': [4, pages.voucherEnds],
  'pays at the counter': [2, money.cash],
  'the counter was wrong': [1, (life, { which }) => money.reverseCash(life, which)],
  'the file tells of money': [2, money.elsewhere],
  'is told what settles': [2, money.tellFigure],
  'pays what settles': [3, money.payFigure],
  'the file has other installments': [1, money.reschedule],
  'Stripe gives back': [2, moneyBack.refund],
  'a refund fails': [1, moneyBack.refundFails],
  'a bank takes back': [2, (life, { which }) => moneyBack.dispute(life, which)],
  promises: [3, promises.makePromise],
  'takes the promise back': [1, promises.takePromiseBack],
  'agrees on a plan': [2, (life, { which }) => arrangements.agreePlan(life, which)],
  'leaves the plan': [1, arrangements.leavePlan],
  'arranges a return': [1, returns.arrangeReturn],
  'calls the return off': [1, returns.callReturnOff],
  'the phone comes back': [1, returns.receivePhone],
  'the return is settled': [2, returns.settlePhone],
  'the phone locks': [2, (life) => agreement.phoneSays(life, 'locked')],
  'the phone opens': [2, (life) => agreement.phoneSays(life, 'unlocked')],
  'an unlock is sent': [3, agreement.send],
} satisfies Record<string, [number, Act]>

const anyAct = fc.oneof(
  ...Object.entries(acts).map(([name, [weight]]) => ({
    weight,
    arbitrary: fc.constant(name as keyof typeof acts),
  })),
)
export const anyStep = fc.record({
  act: anyAct,
  of: fc.nat({ max: 1 }),
  which: fc.nat({ max: 5 }),
  part: fc.integer({ min: 1, max: 100 }),
  // A moment, some hours, or days.
  hours: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 30 }) },
    { weight: 2, arbitrary: fc.integer({ min: 48, max: 24 * 20 }) },
  ),
})
export type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never
