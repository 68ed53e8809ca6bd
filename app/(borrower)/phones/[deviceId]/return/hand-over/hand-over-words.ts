import { hoursAt } from '#lib/domain/opening-hours.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { courierDays } from '#lib/domain/return/hand-over.ts'
import { formatDay, isolated, type Reader, todayOf } from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours-text.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** The ways to hand the phone over, in words: the island that shows them knows no languages. */
export async function handOverWords(policy: LenderPolicy, reader: Reader) {
  const t = await getTranslations('returns')
  const days = courierDays(policy, todayOf(reader))
  const [first, last] = [formatDay(days.first, reader), formatDay(days.last, reader)]
  const points = policy.return.dropOffPoints.map((point, index) => ({
    value: `drop_off-${index}`,
    label: point.name,
    hint: [point.address, writtenHours(hoursAt(policy.return.dropOffHours, point), reader.locale)]
      .filter(Boolean)
      .map(isolated)
      .join(' · '),
  }))
  const slots = policy.return.courierSlots.map((name) => [name, t(`way.slots.${name}`)] as const)
  return {
    points,
    slots,
    firstDay: `${days.first}`,
    lastDay: `${days.last}`,
    title: t('way.title'),
    courier: { label: t('way.courier'), hint: t('way.courier_hint', { first, last }) },
    on: { label: t('way.on'), hint: t('way.on_hint', { example: `${days.first}` }) },
    slot: t('way.slot'),
    address: { label: t('way.address'), hint: t('way.address_hint') },
    show: t('way.show'),
    change: t('way.change'),
    summary: t('way.summary'),
    confirm: t('confirm.title'),
    arrange: t('confirm.arrange'),
  }
}

export type HandOverWords = Awaited<ReturnType<typeof handOverWords>>
