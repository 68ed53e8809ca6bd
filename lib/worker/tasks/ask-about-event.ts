import { transaction } from '#lib/db/transaction.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { applyReading } from '#lib/workflows/money/apply-reading.ts'
import { finish, takeEvent } from './psp-event.ts'

/** Takes an event that only the provider can explain: asks what became of the money that it is about. */
export default async function askAboutEvent({ eventId }: { eventId: string }): Promise<void> {
  await takeEvent(eventId, async ({ event, about }) => {
    const reading = await providerOf(installationAccount()).readMoney(about)
    const [toldAt, now] = [event.createdAt, Temporal.Now.instant()]
    await transaction(async (tx) => {
      const applied = await applyReading(tx, { reading, toldAt, now })
      await finish(tx, eventId, { event, applied })
    })
  })
}
