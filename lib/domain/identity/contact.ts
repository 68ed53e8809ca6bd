import { dayAt } from '#lib/domain/day.ts'
import type { OpeningHours, OpeningSpan } from '#lib/domain/opening-hours.ts'

/** How a lender can be reached, and when somebody last made sure of it; null: never. */
export type Contacts = {
  helpPhone: string
  helpHours: string
  helpEmail: string
  helpCheckedOn: Temporal.PlainDate | null
}

export type ContactHolder = Contacts & {
  timeZone: string
  policy: { desk: { contactValidDays: number }; hours: { help: readonly OpeningSpan[] } }
}

/** For whom a mail or a text speaks, and where its answer goes. */
export type Sender = { name: string; replyTo: string }

export function senderOf({ name, helpEmail }: { name: string; helpEmail: string }): Sender {
  return { name, replyTo: helpEmail }
}

/** How a borrower is reached without the locked phone: as they chose, else by e-mail, else by text to the number they named. `page`: only by the pages, when they look. */
export type Reach = 'email' | 'sms' | 'page'
/** How they are reminded; `stopped`: not, because they want no reminders. */
export type RemindedBy = Reach | 'stopped'

type Reachable = {
  email: string | null
  nominatedPhone: string | null
  channel?: 'email' | 'sms' | 'both' | null
}

export function reachOf({ email, nominatedPhone, channel = null }: Reachable): Reach {
  if (nominatedPhone && (!email || channel === 'sms')) return 'sms'
  return email ? 'email' : 'page'
}

/** What a borrower is shown. The telephone number and its hours go together. */
export type ShownContacts = {
  call: { phone: string; hours: OpeningHours } | undefined
  email: string
}

/** Whether something that was checked on a day can still be relied on. */
export function isStillValid(
  checkedOn: Temporal.PlainDate | null,
  validDays: number,
  today: Temporal.PlainDate,
): boolean {
  if (!checkedOn) return false
  return Temporal.PlainDate.compare(checkedOn.add({ days: validDays }), today) >= 0
}

/**
 * The ways to a person that can be relied on. A number nobody has checked for long may be somebody else's by now,
 * so it is not shown; the e-mail address always is: mail that cannot be delivered comes back to who wrote it.
 */
export function shownContacts(lender: ContactHolder, now: Temporal.Instant): ShownContacts {
  const { helpPhone: phone, helpHours: note, helpEmail: email, helpCheckedOn, policy } = lender
  const hours = { spans: policy.hours.help, note }
  const today = dayAt(now, lender.timeZone)
  const isValid = isStillValid(helpCheckedOn, policy.desk.contactValidDays, today)
  return { call: isValid ? { phone, hours } : undefined, email }
}

/** Where to get advice that costs nothing: entries that were checked long ago are left out. */
export function validAdvice<Entry extends { checkedOn: string }>(
  entries: readonly Entry[],
  validDays: number,
  today: Temporal.PlainDate,
): Entry[] {
  return entries.filter(({ checkedOn }) =>
    isStillValid(Temporal.PlainDate.from(checkedOn), validDays, today),
  )
}
