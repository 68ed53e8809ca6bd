'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultAddress, withFaults } from '#app/form-faults.ts'
import { id, oneOf, typedText, version } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { requireForm } from '#app/require-form.ts'
import { faultMessages } from '#app/returns/hand-over-faults.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { openingOf } from '#lib/domain/lock/opening.ts'
import { hoursAt } from '#lib/domain/opening-hours.ts'
import { type HandOver, readHandOver, type TypedHandOver } from '#lib/domain/return/hand-over.ts'
import { heldUntilSent } from '#lib/domain/return/return.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { barToHandOver } from '#lib/returns/hand-over-bar.ts'
import { arrangeReturn } from '#lib/workflows/returns/arrange-return.ts'

export type HandOverState = {
  typed: TypedHandOver
  faults: Record<string, string>
  /** What was chosen, to be confirmed. */
  chosen?: { facts: [string, string][]; until: string }
  refusal?: string
}

const handOverForm = z.object({
  deviceId: id,
  returnId: id,
  version,
  intent: oneOf(['show', 'change', 'arrange']),
  way: typedText(1_000),
  on: typedText(1_000),
  slot: typedText(1_000),
  address: typedText(1_000),
})

type Signed = Awaited<ReturnType<typeof requireBorrower>>

export async function handOver(_: HandOverState, form: FormData): Promise<HandOverState> {
  const signedIn = await requireBorrower()
  const { deviceId, returnId, version, intent, ...typed } = requireForm(form, handOverForm)
  const reader = await readerOf(signedIn.lender)
  const { policy } = signedIn.lender
  const read = readHandOver(typed, policy, todayOf(reader))
  if ('faults' in read)
    return withFaults({ typed, faults: await faultMessages(read.faults, { policy, reader }) })
  if (intent === 'change') return { typed, faults: {} }
  if (intent === 'arrange') {
    const act = { deviceId, returnId, seenVersion: version, handOver: read.handOver }
    return arrange(signedIn, act, typed)
  }
  const phone = await phoneOf(database(), signedIn.borrower.id, deviceId)
  if (!phone) missing()
  return { typed, faults: {}, chosen: await chosenWords(read.handOver, phone, signedIn, reader) }
}

type Arranging = { deviceId: string; returnId: string; seenVersion: number; handOver: HandOver }

async function arrange(
  { borrower }: Signed,
  { deviceId, ...act }: Arranging,
  typed: TypedHandOver,
): Promise<HandOverState> {
  const arranged = await transaction((tx) =>
    arrangeReturn(tx, {
      ...act,
      owner: { borrowerId: borrower.id },
      actor: `borrower:${borrower.id}`,
      now: Temporal.Now.instant(),
    }),
  )
  if (!('refusal' in arranged)) redirect(`/returns/${act.returnId}`)
  if (arranged.refusal === 'not_found') missing()
  if (arranged.refusal === 'too_often' || arranged.refusal === 'open_days_used') {
    const t = await getTranslations('returns')
    return { typed, faults: {}, refusal: t(`not.${arranged.refusal}`) }
  }
  redirect(await faultAddress(`/phones/${deviceId}/return?refusal=changed`))
}

async function chosenWords(
  handOver: HandOver,
  phone: Phone,
  { lender }: Signed,
  reader: Reader,
): Promise<NonNullable<HandOverState['chosen']>> {
  const t = await getTranslations('returns')
  const { sendWithinDays, dataWindowHours, dropOffPoints, dropOffHours } = lender.policy.return
  const sendBy = todayOf(reader).add({ days: sendWithinDays })
  const until = lastDayOf(heldUntilSent(sendBy, dataWindowHours, reader), reader.timeZone)
  const bar = await barToHandOver(database(), { loanId: phone.loanId, lender }, reader.now)
  const said = {
    until: t('confirm.until', {
      day: formatDay(until, reader),
      opening: bar?.name ?? openingOf(phone, reader.now),
    }),
  }
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
