import { expect, test } from 'vitest'
import { awaitsRelease, type DisputedLoan } from '#components/payment/awaits-release.ts'
import { languages } from '#lib/domain/languages.ts'
import { saidIn } from '#tests/support/said.ts'

const paid: DisputedLoan = {
  isDisputeLost: false,
  outstandingMinor: 0n,
  lockState: 'unlocked',
  handedBackAt: null,
}
// The promise that no language may make of a lock that is gone, or that other money keeps.
const promise = { en: 'the lock is not removed', es: 'el bloqueo no se quita', ar: 'يُزال القفل' }

for (const language of languages) {
  const t = saidIn(language)
  const saidOf = (over: Partial<DisputedLoan>) => {
    const loan = { ...paid, ...over }
    const isReleaseAwaited = awaitsRelease(loan) ? 'yes' : 'no'
    return t(loan.isDisputeLost ? 'phones.lost' : 'phones.disputed', { isReleaseAwaited })
  }

  test.each([false, true])(
    `${language}: the lock waits for the bank only where it would go, lost: %s`,
    (isDisputeLost) => {
      expect(saidOf({ isDisputeLost })).toContain(promise[language])
      for (const over of [
        { lockState: 'released' as const },
        { outstandingMinor: 1n },
        { handedBackAt: Temporal.Now.instant() },
      ])
        expect(saidOf({ isDisputeLost, ...over })).not.toContain(promise[language])
    },
  )
}
