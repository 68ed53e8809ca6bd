import type { Phone } from '#lib/loans/phone.ts'
import { day } from '#tests/domain/given-balance.ts'

/** Two installments of 450 late on 21 November 2026, two to come; locked. `values` replaces what it says. */
export function givenShownPhone(values: Partial<Phone> = {}): Phone {
  return {
    deviceId: '0199e7a5-0000-7000-8000-000000000001',
    brand: 'Xiaomi',
    model: '13T',
    nickname: null,
    imeiTail: '0001',
    lockState: 'locked',
    isOpenedByHand: false,
    isServiceDown: false,
    saidOpenAt: null,
    saidPaidAt: null,
    otherLocks: [],
    relockAt: null,
    heldUntil: null,
    openUntil: null,
    isReleased: false,
    lastSeenAt: null,
    handedBackAt: null,
    awaitsFirstPayment: false,
    isDisputed: false,
    isDisputeLost: false,
    isWatched: false,
    isInGrace: false,
    waivedMinor: 0n,
    loanId: 'loan',
    loanNumber: 'L-1',
    currency: 'LKR',
    outstandingMinor: 1_800_000n,
    creditMinor: 0n,
    quotes: [],
    planCost: null,
    schedule: ['2026-10-12', '2026-11-11', '2026-12-11', '2027-01-11'].map((dueOn, index) => ({
      number: index + 1,
      dueOn: day(dueOn),
      amountMinor: 450_000n,
    })),
    liveUnlock: undefined,
    attempts: [],
    hold: undefined,
    promise: undefined,
    offer: undefined,
    ...values,
  }
}
