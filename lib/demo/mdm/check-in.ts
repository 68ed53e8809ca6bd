import type { CallbackSender, CallbackType } from './callbacks.ts'
import { lock, obey, type PendingCommand, type Phone, phoneKey, reportOf } from './phone.ts'
import type { PhoneBook } from './phone-book.ts'
import type { Timers } from './timers.ts'

export type CheckIns = ReturnType<typeof checkIns>

/** Phones talking to the service: what waits is picked up a moment later, and what changed is called back. */
export function checkIns(options: {
  book: PhoneBook
  timers: Timers
  callBack: CallbackSender
  delayMs: () => number
  now: () => Temporal.Instant
}) {
  const { book, timers, callBack, now } = options

  /** An online phone picks up what waits for it after the usual moment; an offline one when it is back. */
  function soon(phone: Phone): void {
    if (phone.online)
      timers.later(options.delayMs(), () => void checkIn(phone), `in ${phoneKey(phone)}`)
  }

  async function checkIn({ lenderSlug, id }: Phone): Promise<void> {
    const phone = book.enrolled(lenderSlug, id)
    if (!phone?.online) return
    const done = phone.pending.at(-1)
    const after = await book.change(phone, (current) =>
      reported(current.pending.reduce(obey, current)),
    )
    planRelock(after)
    if (!phone.byHand && (done || isNews(phone, after)))
      callBack(after, { type: newsOf(phone, after, done), commandId: done?.commandId })
  }

  function reported(phone: Phone): Phone {
    const at = now()
    return {
      ...phone,
      pending: [],
      message: phone.pendingMessage ?? phone.message,
      payLink: phone.pendingMessage?.link ?? phone.payLink,
      pendingMessage: null,
      lastSeenAt: at.toString(),
      report: reportOf(phone, at),
    }
  }

  /** Locks the phone by its own clock, with or without a network. */
  function planRelock(phone: Phone): void {
    const name = `relock ${phoneKey(phone)}`
    timers.cancel(name)
    if (phone.relockAt === null) return
    const waitMs = Date.parse(phone.relockAt) - now().epochMilliseconds
    timers.later(waitMs, () => void relock(phone), name)
  }

  async function relock({ lenderSlug, id, relockAt }: Phone): Promise<void> {
    const phone = book.enrolled(lenderSlug, id)
    if (phone?.relockAt !== relockAt || phone === undefined) return
    soon(await book.change(phone, lock))
  }

  /** The service asks an online phone how it is. One that has something to pick up answers after that. */
  async function ask(phone: Phone): Promise<Phone> {
    if (phone.online && phone.pending.length === 0) await checkIn(phone)
    return book.find(phone.lenderSlug, phone.id) ?? phone
  }

  /** The phone hears of a command and will not do it. */
  function refuse(phone: Phone, commandId: string): void {
    const reason = 'the phone does not let itself be opened over the air'
    const type = 'unlock.refused'
    timers.later(options.delayMs(), () => callBack(phone, { type, commandId, reason }))
  }

  return { soon, planRelock, ask, refuse }
}

function isNews({ report: before }: Phone, { report: after }: Phone): boolean {
  return (
    before.actual !== after.actual ||
    before.relockAt !== after.relockAt ||
    before.otherLocks.join() !== after.otherLocks.join()
  )
}

function newsOf(before: Phone, after: Phone, done: PendingCommand | undefined): CallbackType {
  const { actual } = after.report
  if (!done && before.report.actual === actual) return 'device.state'
  if (actual === 'released') return 'device.released'
  return actual === 'unlocked' ? 'device.unlocked' : 'device.locked'
}
