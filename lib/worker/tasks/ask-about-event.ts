import { transaction } from '#lib/db/transaction.ts'
import { type MoneyNamed, type MoneyReading, refusalOf } from '#lib/gateways/psp/port.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'
import { applyReading } from '#lib/workflows/money/apply-reading.ts'
import { moneyUnknown } from '#lib/workflows/money/money-unknown.ts'
import { readingRefused } from '#lib/workflows/money/reading-refused.ts'
import { finish, type Question, takeEvent } from './psp-event.ts'

/** Takes an event that only the provider can explain: asks what became of the money that it is about. */
export default async function askAboutEvent({ eventId }: { eventId: string }): Promise<void> {
  await takeEvent(eventId, async (question) => {
    try {
      await apply(eventId, question, await read(question.about))
    } catch (cause) {
      await refused(eventId, question, cause)
    }
  })
}

function read(about: MoneyNamed): Promise<MoneyReading | undefined> {
  return providerOf(installationAccount()).readMoney(about)
}

function apply(
  eventId: string,
  { event }: Question,
  reading: MoneyReading | undefined,
): Promise<void> {
  const [toldAt, now] = [event.createdAt, Temporal.Now.instant()]
  return transaction(async (tx) => {
    const applied = await applyReading(tx, { reading, toldAt, now })
    await finish(tx, eventId, { event, applied })
  })
}

// What a right of our key is missing for waits until a person has given it; anything else is refused for good.
function refused(eventId: string, { event }: Question, cause: unknown): Promise<void> {
  const refusal = refusalOf(cause)
  if (!refusal) throw cause
  if (refusal.isUnknown)
    return transaction(async (tx) => {
      const applied = await moneyUnknown(tx, event.named, refusal)
      await finish(tx, eventId, { event, applied })
    })
  log.error({ err: cause, eventId }, 'the payment provider does not say what became of money')
  return transaction((tx) =>
    refusal.isOfAccount
      ? readingRefused(tx, refusal, event.named)
      : finish(tx, eventId, { event, applied: { outcome: 'set_aside', reason: 'unreadable' } }),
  )
}
