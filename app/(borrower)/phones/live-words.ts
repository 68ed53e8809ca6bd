import { dueOnMinor, type LoanArrears } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatMoment, formatUntil, type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Live } from '#lib/loans/home-lead.ts'
import type { Phone } from '#lib/loans/phone.ts'

type Props = { live: Live; phone: Phone; arrears: LoanArrears; reader: Reader }

type Words = { title: string; text?: string; href: string; go: string }

/** What is said of what is under way, and the button that leads to it. */
export function useLiveWords({ live, phone, arrears, reader }: Props): Words {
  const t = useTranslations('home')
  const phones = useTranslations('phones')
  const pay = useTranslations('pay')
  const voucher = useTranslations('voucher')
  const holds = useTranslations('holds')
  const dispute = `/phones/${phone.deviceId}/dispute`
  switch (live.kind) {
    case 'money':
    case 'voucher': {
      const { kind, attempt } = live.beside
      const until = live.kind === 'voucher' ? formatUntil(live.beside.untilAt, reader) : ''
      const { method, payLinkId } = attempt
      // Of a helper's it is not known here whether somebody means to pay it.
      if (live.kind === 'voucher' && payLinkId === null)
        return {
          title: voucher('waiting', { method: method ?? 'other', until }),
          text: voucher('waiting_text', { amount: formatMoney(attempt, reader.locale) }),
          href: `/payments/${attempt.paymentId}`,
          go: t('voucher'),
        }
      return {
        title: pay(`beside.${kind}.title`, { amount: formatMoney(attempt, reader.locale) }),
        text: phones(`on_its_way.${kind}`, { until, method: method ?? 'other' }),
        href: `/payments/${attempt.paymentId}`,
        go: kind === 'voucher' ? t('voucher') : pay('another_see'),
      }
    }
    case 'offer':
      return {
        title: t('offer.title'),
        text: t('offer.text', { day: formatDay(live.offer.validUntil, reader, 'long') }),
        href: `/plans/${live.offer.planId}`,
        go: t('offer.go'),
      }
    case 'answered':
      return { title: t('answered'), href: dispute, go: holds('answer.see') }
    case 'return':
      return {
        title: t(live.handBack.isSettled ? 'return.settled' : 'return.title'),
        href: `/returns/${live.handBack.returnId}`,
        go: phones('return_see'),
      }
    case 'reported': {
      const at = live.saidPaidAt ? formatMoment(live.saidPaidAt, reader) : ''
      return {
        title: t('reported.title'),
        text: t('reported.text', { what: live.saidPaidAt ? 'paid' : 'other', at }),
        href: `${dispute}?sent=1`,
        go: holds('open_see'),
      }
    }
    case 'promise':
      return {
        title: phones('promised', {
          amount: formatMoney(live.promise, reader.locale),
          day: formatDay(live.promise.dueOn, reader, 'long'),
        }),
        text: t('promise.text'),
        href: `/promises/${live.promise.id}`,
        go: t('promise.go'),
      }
    case 'plan':
      return {
        title: t(`plan.${live.plan.state}`),
        text:
          live.plan.state === 'asked'
            ? t('plan.asked_text')
            : owedWords(phones, { arrears, phone, reader }),
        href: `/plans/${live.plan.planId}`,
        go: phones(`plan_${live.plan.state}`),
      }
  }
}

type Owed = { arrears: LoanArrears; phone: Phone; reader: Reader }

export function owedWords(
  t: ReturnType<typeof useTranslations<'phones'>>,
  { arrears: { arrearsMinor, next, ...arrears }, phone, reader }: Owed,
): string {
  const todayMinor = dueOnMinor({ arrearsMinor, next, ...arrears }, todayOf(reader))
  const shown = (amountMinor: bigint) =>
    formatMoney({ amountMinor, currency: phone.currency }, reader.locale)
  if (arrearsMinor > 0n) return t('owed.overdue', { amount: shown(arrearsMinor) })
  if (todayMinor > 0n) return t('owed.today', { amount: shown(todayMinor) })
  if (!next) return t('owed.all', { amount: shown(phone.outstandingMinor) })
  const amount = shown(next.openMinor)
  return t('next_due', { amount, day: formatDay(next.dueOn, reader) })
}
