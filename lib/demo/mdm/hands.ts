import type { CheckIns } from './check-in.ts'
import { typeCode } from './offline-code.ts'
import { lock, obey, type Phone } from './phone.ts'
import type { PhoneBook } from './phone-book.ts'

export type Hands = ReturnType<typeof hands>

/** What a person can do at a phone, and the lender to it. */
export function hands(options: {
  book: PhoneBook
  checkIns: CheckIns
  secretOf: (lenderSlug: string) => string
  now: () => Temporal.Instant
}) {
  const { book, checkIns, secretOf, now } = options

  async function alter(
    phone: Phone,
    { change, tell = true }: { change: (current: Phone) => Phone; tell?: boolean },
  ): Promise<Phone> {
    const after = await book.change(phone, change)
    checkIns.planRelock(after)
    if (tell) checkIns.soon(after)
    return after
  }

  return {
    setOnline: (phone: Phone, online: boolean) =>
      alter(phone, { change: (current) => ({ ...current, online }) }),
    /** The lender opens a phone in its console, or takes the lock off for good. */
    openByHand: (phone: Phone, forGood: boolean) => {
      const kind = forGood ? 'release' : 'indefinite'
      return alter(phone, {
        change: (current) => obey(current, { commandId: 'by hand', intent: { kind } }),
      })
    },
    /** The lender's nightly lock. */
    lockNow: (phone: Phone) => alter(phone, { change: lock }),
    typeCode: (phone: Phone, code: string) =>
      alter(phone, {
        change: (current) =>
          typeCode(current, { code, secret: secretOf(current.lenderSlug), at: now() }),
      }),
    /** The service loses the phone: it answers 404 until the phone is enrolled again. */
    forget: (phone: Phone) =>
      alter(phone, { change: (current) => ({ ...current, forgotten: true }), tell: false }),
  }
}
