import { effectSentence } from '#components/payment/effect-sentence.ts'
import { promisedWordsNow } from '#components/payment/promised-words.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { isOpenedByMoney } from '#lib/domain/lock/opening.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { type ReportedWay, reportedWords } from '#lib/domain/reporting.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Translator } from '#lib/i18n/translator.ts'
import type { HandOverBar } from '#lib/returns/hand-over-bar.ts'
import type { Trouble } from './trouble.ts'

/** What this lender offers, and what can be done with it today. Ways it does not offer are not there. */
export function optionsOf(trouble: Trouble): Promise<Option[]> {
  const { promise, plan, return: handBack } = trouble.lender.policy
  const ways = [
    payOption,
    ...(promise.offered ? [promiseOption] : []),
    ...(plan.offered ? [planOption] : []),
    ...(handBack.offered && !trouble.isBack ? [returnOption] : []),
  ]
  return Promise.all(ways.map((way) => way(trouble)))
}

/** All that is overdue, or a part of it, each with what it does. */
async function payOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { whole, leastMinor, overMinor } = trouble
  const costs = whole
    ? [t(`pay.${forWhat(trouble)}`, { amount: shown(trouble, whole.amountMinor) })]
    : []
  return {
    way: 'pay',
    costs: [
      ...costs,
      ...(overMinor > 0n ? [t('pay.over', { amount: shown(trouble, overMinor) })] : []),
      ...(leastMinor ? [t('pay.from', { amount: shown(trouble, leastMinor) })] : []),
    ],
    phone: isNever(trouble) ? await toPhone(trouble, []) : await effects(trouble),
    reported: reported(trouble, 'pay'),
    go: { href: pathTo(trouble, 'pay'), label: t('pay.go') },
  }
}

function forWhat({ whole, arrears: { arrearsMinor, outstandingMinor } }: Trouble) {
  if (whole && whole.amountMinor >= outstandingMinor) return 'whole'
  return arrearsMinor > 0n ? 'all' : 'next'
}

// Whatever is paid, nothing happens to the phone.
function isNever({ isBack, opening }: Trouble): boolean {
  return isBack || opening === 'released'
}

async function effects(trouble: Trouble): Promise<string[]> {
  const t = await getTranslations('trouble')
  const { whole, part, leastMinor, arrears, opening, leftOpen, phone, reader } = trouble
  const says = (effect: Effect) =>
    effectSentence(effect, { currency: phone.currency, reader, opening, leftOpen })
  const first = whole ? [await says(whole.effect)] : []
  if (!isOpenedByMoney(opening) || arrears.arrearsMinor === 0n) return first
  if (!part) return leastMinor ? [...first, t('pay.any')] : first
  const amount = shown(trouble, part.amountMinor)
  return [...first, t('pay.part', { amount, effect: await says(part.effect) })]
}

/** A day and an amount: the phone is left alone until then. */
async function promiseOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { promisable, arrears, reader } = trouble
  const { minimumMinor, maximumMinor, latestOn } = promisable
  const limits = t(minimumMinor < maximumMinor ? 'promise.limits' : 'promise.all', {
    minimum: shown(trouble, minimumMinor),
    maximum: shown(trouble, maximumMinor),
    day: formatDay(latestOn, reader),
  })
  return {
    way: 'promise',
    costs: [t('promise.free'), ...(arrears.arrearsMinor > 0n ? [limits] : [])],
    phone: await toPhone(trouble, promisedOpen(trouble, t)),
    reported: reported(trouble, 'promise'),
    ...(await whetherNow(trouble)),
  }
}

// Not what arrangements cannot do by themselves any more.
function promisedOpen(trouble: Trouble, t: Translator<'trouble'>): string[] {
  const { promisable, opening, open, lender, reader } = trouble
  const { earliestOn, latestOn } = promisable
  if (isBefore(open.through, earliestOn)) return [t('open_days_used'), ...again(trouble, t)]
  const said = t(opening === 'open' ? 'promise.phone_open' : 'promise.phone_locked', {
    opening,
    ...promisedWordsNow(lender.policy, reader),
  })
  const until = formatDay(open.through, reader)
  return isBefore(open.through, latestOn) ? [said, t('promise.person_after', { until })] : [said]
}

function again({ open: { againOn }, reader }: Trouble, t: Translator<'trouble'>): string[] {
  return againOn ? [t('open_again', { day: formatDay(againOn, reader) })] : []
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0
}

async function whetherNow(trouble: Trouble): Promise<Pick<Option, 'waits' | 'go'>> {
  const t = await getTranslations('trouble')
  const { promise, arrears, reader, lender } = trouble
  if (promise.can === 'see_open') {
    const { id, amountMinor, dueOn } = promise.open
    const said = { amount: shown(trouble, amountMinor), day: formatDay(dueOn, reader) }
    return {
      waits: t('promise.open', said),
      go: { href: `/promises/${id}`, label: t('promise.see') },
    }
  }
  if (arrears.arrearsMinor === 0n) return { waits: t('promise.nothing_overdue') }
  if (promise.can === 'wait') {
    const most = lender.policy.promise.mostInNinetyDays
    return { waits: t('promise.too_many', { most, day: formatDay(promise.againOn, reader) }) }
  }
  return { go: { href: pathTo(trouble, 'promise'), label: t('promise.go') } }
}

/** Smaller or later installments for what is still owed. */
async function planOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { reader, lender, opening } = trouble
  const { costPercentPerMonth, mostExtraMonths, mostPauseMonths, opens } = lender.policy.plan
  const percent = new Intl.NumberFormat(reader.locale, {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format(costPercentPerMonth / 100)
  return {
    way: 'plan',
    costs: [
      costPercentPerMonth === 0 ? t('plan.free') : t('plan.costs', { percent }),
      ...(mostExtraMonths > 0 ? [t('plan.longer', { months: mostExtraMonths })] : []),
      ...(mostPauseMonths > 0 ? [t('plan.pause', { months: mostPauseMonths })] : []),
    ],
    phone: await toPhone(trouble, [
      t(opening === 'open' ? 'plan.open' : `plan.${opens}`, { opening }),
      ...whileDecided(trouble, t),
    ]),
    reported: reported(trouble, 'plan'),
    ...planNow(trouble, t),
  }
}

function whileDecided(trouble: Trouble, t: Translator<'trouble'>): string[] {
  const { open, opening, promisable } = trouble
  if (opening === 'open') return [t('plan.decided')]
  return isBefore(open.through, promisable.earliestOn)
    ? [t('plan.decided_stays'), ...again(trouble, t)]
    : [t('plan.decided_locked')]
}

/** What can be done about a plan now: one that is under way is looked at, and a phone that goes back takes none. */
export function planNow(
  trouble: Pick<Trouble, 'arranged' | 'phone'>,
  t: Translator<'trouble'>,
): Pick<Option, 'waits' | 'go'> {
  const { planState: state, isReturned } = trouble.arranged
  const href = pathTo(trouble, 'plan')
  if (state) return { waits: t(`plan.state.${state}`), go: { href, label: t(`plan.see.${state}`) } }
  return isReturned ? { waits: t('plan.returned') } : { go: { href, label: t('plan.go') } }
}

/** Handing the phone back. */
async function returnOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { arranged, lender, opening, open } = trouble
  const bar = arranged.isReturned ? undefined : open.returnBar
  const { rule, dataWindowHours: hours } = lender.policy.return
  const href = pathTo(trouble, 'return')
  const window = t(opening === 'open' ? 'return.window_open' : 'return.window', { hours, opening })
  return {
    way: 'return',
    costs: [t(`return.rule.${rule}`), t('return.quote')],
    phone: [...(await toPhone(trouble, bar ? [] : [window])), t('return.goes_back')],
    reported: reported(trouble, 'return'),
    ...(arranged.isReturned
      ? { waits: t('return.under_way'), go: { href, label: t('return.see') } }
      : {
          ...(bar && { waits: barredWords(trouble, bar, t) }),
          go: { href, label: t('return.go') },
        }),
  }
}

function barredWords(
  { reader }: Trouble,
  { name, againOn }: HandOverBar,
  t: Translator<'trouble'>,
): string {
  const day = againOn ? formatDay(againOn, reader) : ''
  return t(`return.${name}`, { isEver: againOn ? 'yes' : 'no', day })
}

/** One way out: what it costs, what it does to the phone, what is reported. A line of the comparison. */
export type Option = {
  way: ReportedWay
  costs: string[]
  phone: string[]
  /** The lender's own words, in the language they are written in; undefined: it says nothing. */
  reported: { text: string; language: string } | undefined
  /** Why it cannot be used now. */
  waits?: string | undefined
  go?: { href: string; label: string } | undefined
}

export function shown({ phone, reader }: Trouble, amountMinor: bigint): string {
  return formatMoney({ amountMinor, currency: phone.currency }, reader.locale)
}

export function reported({ lender, reader }: Trouble, way: ReportedWay): Option['reported'] {
  const language = new Intl.Locale(reader.locale).language
  return reportedWords(lender.policy.reporting, way, { reader: language, lender: lender.locale })
}

/** What happens to the phone; nothing of it is for a phone that is back, or that something else locks. */
export async function toPhone({ isBack, opening }: Trouble, texts: string[]): Promise<string[]> {
  const t = await getTranslations('trouble')
  if (isBack) return [t('is_back')]
  const isOtherwise = ['released', 'other_lock', 'offline_lock'] as const
  const otherwise = isOtherwise.find((one) => one === opening)
  return otherwise ? [t(otherwise)] : texts
}

function pathTo(
  { phone }: Pick<Trouble, 'phone'>,
  page: 'pay' | 'promise' | 'plan' | 'return',
): string {
  return `/phones/${phone.deviceId}/${page}`
}
