'use server'

import { redirect } from 'next/navigation'
import { withFaults } from '#app/form-faults.ts'
import { faultMessages } from '#app/hand-over-faults.ts'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { transaction } from '#lib/db/transaction.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { hoursAt } from '#lib/domain/opening-hours.ts'
import { type HandOver, readHandOver, type TypedHandOver } from '#lib/domain/return/hand-over.ts'
import { heldUntilSent } from '#lib/domain/return/return.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { arrangeReturn } from '#lib/workflows/returns/arrange-return.ts'

export type HandOverState = {
  typed: TypedHandOver
  faults: Record<string, string>
  /** What was chosen, to be confirmed. */
  chosen?: { facts: [string, string][]; until: string }
  refusal?: string
}

type Signed = Awaited<ReturnType<typeof requireBorrower>>

/** First shows what was chosen, then arranges it; what was typed stays. */
export async function handOver(_: HandOverState, form: FormData): Promise<HandOverState> {
  const signedIn = await requireBorrower()
  const reader = await readerOf(signedIn.lender)
  const { policy } = signedIn.lender
  const typed = typedIn(form)
  const read = readHandOver(typed, policy, todayOf(reader))
  if ('faults' in read)
    return withFaults({ typed, faults: await faultMessages(read.faults, { policy, reader }) })
  const intent = form.get('intent')
  if (intent === 'change') return { typed, faults: {} }
  if (intent === 'arrange') return arrange(signedIn, form, { typed, handOver: read.handOver })
  return { typed, faults: {}, chosen: await chosenWords(read.handOver, signedIn, reader) }
}

type Chosen = { typed: TypedHandOver; handOver: HandOver }

async function arrange(
  { borrower }: Signed,
  form: FormData,
  { typed, handOver: chosen }: Chosen,
): Promise<HandOverState> {
  const returnId = String(form.get('returnId') ?? '')
  const arranged = await transaction((tx) =>
    arrangeReturn(tx, {
      owner: { borrowerId: borrower.id },
      returnId,
      seenVersion: Number(form.get('version')) || 0,
      actor: `borrower:${borrower.id}`,
      now: Temporal.Now.instant(),
      handOver: chosen,
    }),
  )
  if (!('refusal' in arranged)) redirect(`/returns/${returnId}`)
  if (arranged.refusal === 'not_found') missing()
  if (arranged.refusal === 'too_often' || arranged.refusal === 'open_days_used') {
    const t = await getTranslations('returns')
    return { typed, faults: {}, refusal: t(`not.${arranged.refusal}`) }
  }
  const deviceId = String(form.get('deviceId') ?? '')
  redirect(`/phones/${encodeURIComponent(deviceId)}/return?refusal=changed`)
}

async function chosenWords(
  handOver: HandOver,
  { lender }: Signed,
  reader: Reader,
): Promise<NonNullable<HandOverState['chosen']>> {
  const t = await getTranslations('returns')
  const { sendWithinDays, dataWindowHours, dropOffPoints, dropOffHours } = lender.policy.return
  const sendBy = todayOf(reader).add({ days: sendWithinDays })
  const until = lastDayOf(heldUntilSent(sendBy, dataWindowHours, reader), reader.timeZone)
  const said = { until: t('confirm.until', { day: formatDay(until, reader) }) }
  const way: [string, string] = [t('fact.way'), t(`fact.${handOver.kind}`)]
  if (handOver.kind === 'courier') {
    const { on, slot, address } = handOver
    const facts: [string, string][] = [
      [t('fact.on'), formatDay(on, reader, 'long')],
      [t('fact.slot'), t(`way.slots.${slot}`)],
      [t('fact.address'), address],
    ]
    return { ...said, facts: [way, ...facts] }
  }
  const point = dropOffPoints.find(({ name }) => name === handOver.point)
  const hours = point && writtenHours(hoursAt(dropOffHours, point), reader.locale)
  const facts: [string, string][] = [
    [t('fact.point'), `${point?.name}, ${point?.address}`],
    ...(hours ? [[t('fact.hours'), hours] satisfies [string, string]] : []),
    [t('fact.by'), formatDay(sendBy, reader, 'long')],
  ]
  return { ...said, facts: [way, ...facts] }
}

// Kept to be shown again, so never without a bound.
function typedIn(form: FormData): TypedHandOver {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 1_000) : ''
  }
  return { way: text('way'), on: text('on'), slot: text('slot'), address: text('address') }
}
