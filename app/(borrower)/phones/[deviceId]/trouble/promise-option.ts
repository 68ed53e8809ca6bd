import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type Option, pathTo, reported, shown, toPhone } from './option.ts'
import type { Trouble } from './trouble.ts'

/** A day and an amount: the phone is left alone until then. */
export async function promiseOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { promisable, standing, opening, reader } = trouble
  const { minimumMinor, maximumMinor, latestOn } = promisable
  const limits = t(minimumMinor < maximumMinor ? 'promise.limits' : 'promise.all', {
    minimum: shown(trouble, minimumMinor),
    maximum: shown(trouble, maximumMinor),
    day: formatDay(latestOn, reader),
  })
  return {
    way: 'promise',
    costs: [t('promise.free'), ...(standing.arrearsMinor > 0n ? [limits] : [])],
    phone: await toPhone(trouble, [
      t(opening === 'open' ? 'promise.phone_open' : 'promise.phone_locked', { opening }),
    ]),
    reported: reported(trouble, 'promise'),
    ...(await whetherNow(trouble)),
  }
}

async function whetherNow(trouble: Trouble): Promise<Pick<Option, 'waits' | 'go'>> {
  const t = await getTranslations('trouble')
  const { promise, standing, reader, lender } = trouble
  if (promise.can === 'see_open') {
    const { id, amountMinor, dueOn } = promise.open
    const said = { amount: shown(trouble, amountMinor), day: formatDay(dueOn, reader) }
    return {
      waits: t('promise.open', said),
      go: { href: `/promises/${id}`, label: t('promise.see') },
    }
  }
  if (standing.arrearsMinor === 0n) return { waits: t('promise.nothing_overdue') }
  if (promise.can === 'wait') {
    const most = lender.policy.promise.mostInNinetyDays
    return { waits: t('promise.too_many', { most, day: formatDay(promise.againOn, reader) }) }
  }
  return { go: { href: pathTo(trouble, 'promise'), label: t('promise.go') } }
}
