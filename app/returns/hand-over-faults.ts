import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import {
  addressMaximumLength,
  courierDays,
  type HandOverFault,
} from '#lib/domain/return/hand-over.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** Which field a fault belongs to. */
const faultFields: Record<HandOverFault, 'way' | 'on' | 'slot' | 'address'> = {
  choose_one: 'way',
  not_a_date: 'on',
  too_early: 'on',
  too_late: 'on',
  choose_slot: 'slot',
  address_missing: 'address',
  address_too_long: 'address',
}

/** What is wrong with a choice, by field, in words. */
export async function faultMessages(
  faults: HandOverFault[],
  { policy, reader }: { policy: LenderPolicy; reader: Reader },
): Promise<Record<string, string>> {
  const t = await getTranslations('returns')
  const { first, last } = courierDays(policy, todayOf(reader))
  const values = {
    first: formatDay(first, reader),
    last: formatDay(last, reader),
    example: `${first}`,
    max: addressMaximumLength,
  }
  return Object.fromEntries(
    faults.map((fault) => [faultFields[fault], t(`way.fault.${fault}`, values)]),
  )
}
