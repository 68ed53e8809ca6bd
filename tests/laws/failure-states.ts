import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { cancel, open, paid, twoLate } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'
import { drain, passTime, type World } from '#tests/support/world.ts'

type Given = {
  lender: { id: string; slug: string }
  mdm: World['mdm']
  givenPhone: World['givenPhone']
}

type FailureState = {
  name: string
  kind: string
  make(given: Given): Promise<GivenLoan>
}

async function paidUnder(mode: string, { lender, mdm, givenPhone }: Given): Promise<GivenLoan> {
  await mdm.sandbox.turn('mdm.api', mode)
  const loan = await givenPhone(lender, twoLate())
  await paid(loan)
  await drain()
  return loan
}

async function paidThen(
  { lender, givenPhone }: Given,
  next: (asked: Awaited<ReturnType<typeof paid>>) => Promise<unknown>,
): Promise<GivenLoan> {
  const loan = await givenPhone(lender, twoLate())
  await next(await paid(loan))
  return loan
}

/** Every way in which a payment or an unlock can end badly, and the case that a person finds for it. */
export const failureStates: FailureState[] = [
  {
    name: 'the lock service refused',
    kind: 'unlock_refused',
    make: (given) => paidUnder('refusing', given),
  },
  {
    name: 'the unlock is late',
    kind: 'unlock_late',
    async make(given) {
      const loan = await paidUnder('down', given)
      await reconcile(Temporal.Now.instant().add({ minutes: 61 }))
      return loan
    },
  },
  {
    name: 'the phone was not heard from for a week',
    kind: 'unlock_expired',
    async make({ lender, givenPhone }) {
      const loan = await givenPhone(lender, twoLate(), { online: false })
      await paid(loan)
      await drain()
      await database()
        .updateTable('unlocks')
        .set({ requestedAt: Temporal.Now.instant().subtract({ hours: 24 * 7 }) })
        .where('deviceId', '=', loan.deviceId)
        .execute()
      await passTime()
      return loan
    },
  },
  {
    name: 'nobody can reach the lock over a network',
    kind: 'manual_unlock',
    async make({ lender, givenPhone }) {
      const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
      await paid(loan)
      await drain()
      return loan
    },
  },
  {
    name: 'what arrived differs from what was asked',
    kind: 'payment_set_aside',
    async make({ lender, givenPhone }) {
      const loan = await givenPhone(lender, twoLate())
      await tell(intentNews('succeeded', { ...(await open(loan)), amountMinor: 5n }))
      return loan
    },
  },
  {
    name: 'two people paid at once',
    kind: 'duplicate_payment',
    async make({ lender, givenPhone }) {
      const loan = await givenPhone(lender, twoLate())
      const first = await open(loan)
      await cancel(first.paymentId)
      const second = await open(loan)
      for (const asked of [first, second]) await tell(intentNews('succeeded', asked))
      return loan
    },
  },
  {
    name: 'a refund failed',
    kind: 'refund_failed',
    make: (given) =>
      paidThen(given, (asked) =>
        tell(refundNews('failed', { ...asked, pspRefundId: `re_${asked.paymentId}` })),
      ),
  },
  {
    name: 'the payer disputes the payment',
    kind: 'dispute',
    make: (given) => paidThen(given, (asked) => tell(disputeNews('created', asked))),
  },
]
