import type { ReactNode } from 'react'
import { Digits } from '#components/digits.tsx'
import { telOf } from '#components/page/contact-links.tsx'
import type { LenderFace } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import type { Headline, Timeline } from '#lib/domain/timeline/timeline.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { ShownPayment } from './shown-payment.ts'

/** Where this page can lead; what is missing is not offered. */
export type PaymentLinks = {
  pay?: string | undefined
  /** Where another amount can be chosen: a pay link asks for one. */
  otherAmount?: string | undefined
  receipt?: string | undefined
  phone?: string | undefined
  code?: string | undefined
  /** Its reader made the voucher, so the page shows it. */
  showsVoucher?: boolean
  /** Where what is still overdue can be paid. */
  rest?: string | undefined
  /** The form that gives the payment up. */
  cancel?: ReactNode
  back?: { href: string; label: string } | undefined
}

type Props = { told: Timeline; payment: ShownPayment; links: PaymentLinks; lender: LenderFace }

export function PaymentActions({ told, payment, links, lender }: Props) {
  const t = useTranslations('payment')
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  const [first, ...others] = linksFor(told, payment, links)
  return (
    <div className="flex flex-col gap-3 print:hidden">
      {(told.advice === 'call' || told.isLate) && (
        <LinkButton
          look={told.advice === 'call' ? 'primary' : 'quiet'}
          href={call ? telOf(call.phone) : `mailto:${email}?subject=${payment.reference}`}
        >
          {call ? t.rich('call', { phone: () => <Digits>{call.phone}</Digits> }) : t('write')}
        </LinkButton>
      )}
      {first && (
        <LinkButton look={isPressing(told) ? 'primary' : 'quiet'} href={first.href}>
          {t(`link.${first.name}`)}
        </LinkButton>
      )}
      {others.map(({ name, href }) => (
        <LinkButton key={name} look="quiet" href={href}>
          {t(`link.${name}`)}
        </LinkButton>
      ))}
      {told.headline === 'not_finished' && links.cancel}
    </div>
  )
}

type Named = { name: LinkName; href: string | null | undefined }
type LinkName =
  | 'continue'
  | 'other_amount'
  | 'try_again'
  | 'pay_rest'
  | 'pay_overdue'
  | 'to_phone'
  | 'receipt'

const awaitsMoney: readonly Headline[] = [
  'clearing',
  'voucher',
  'voucher_part',
  'voucher_none',
  'voucher_over',
]

// What it was paid for may be overdue again: letters about money that went back lead here.
const owedAgain: readonly Headline[] = ['counts_no_more', 'given_back', 'locked_again']

const endedUnpaid: readonly Headline[] = ['failed', 'expired', 'cancelled', 'not_started']

/** Where a payment’s page leads, the first thing first. */
export function linksFor(told: Timeline, payment: ShownPayment, links: PaymentLinks) {
  const { headline, isFinal } = told
  const again = endedUnpaid.includes(headline)
  const isOpen = headline === 'not_finished'
  const wanted: (Named | false)[] = [
    isOpen && { name: 'continue', href: payment.checkoutUrl },
    isOpen && { name: 'other_amount', href: links.otherAmount },
    (again || headline === 'voucher_over') && { name: 'try_again', href: links.pay },
    headline === 'voucher_part' && { name: 'pay_rest', href: links.pay },
    headline === 'paid_without_unlock' && { name: 'pay_rest', href: links.rest },
    owedAgain.includes(headline) && { name: 'pay_overdue', href: links.rest },
    (isFinal || awaitsMoney.includes(headline)) && {
      name: 'to_phone',
      href: links.phone,
    },
    payment.state === 'paid' && { name: 'receipt', href: links.receipt },
  ]
  return wanted
    .filter((one) => one !== false)
    .flatMap(({ name, href }) => (href ? [{ name, href }] : []))
}

// While something is going on by itself, nothing needs to be pressed.
function isPressing({ headline, advice, isFinal }: Timeline): boolean {
  return (
    advice !== 'call' && (isFinal || headline === 'not_finished' || headline.startsWith('voucher'))
  )
}
