import { getTranslations } from 'next-intl/server'
import type { Timeline } from '#lib/domain/timeline.ts'
import { Digits } from './digits.tsx'
import type { LenderFace } from './page.tsx'
import type { ShownPayment } from './payment-page.tsx'
import { LinkButton } from './ui/button.tsx'

/** Where this page can lead; what is missing is not offered. */
export type PaymentLinks = {
  pay?: string | undefined
  receipt?: string | undefined
  phone?: string | undefined
  code?: string | undefined
  back?: { href: string; label: string } | undefined
}

type Props = { told: Timeline; payment: ShownPayment; links: PaymentLinks; lender: LenderFace }

/** The next thing to do, one of them first. */
export async function PaymentActions({ told, payment, links, lender }: Props) {
  const t = await getTranslations('payment')
  const { headline } = told
  const isOpen = headline === 'not_finished'
  const again = headline === 'failed' || headline === 'expired' || headline === 'cancelled'
  return (
    <div className="flex flex-col gap-3 print:hidden">
      {isOpen && payment.checkoutUrl && <LinkButton href={payment.checkoutUrl}>{t('continue')}</LinkButton>}
      {isOpen && links.pay && (
        <LinkButton look="quiet" href={links.pay}>
          {t('other_amount')}
        </LinkButton>
      )}
      {again && links.pay && <LinkButton href={links.pay}>{t('try_again')}</LinkButton>}
      {told.advice === 'call' && (
        <LinkButton look="quiet" href={`tel:${lender.helpPhone.replace(/[^+\d]/g, '')}`}>
          {t.rich('call', { phone: () => <Digits>{lender.helpPhone}</Digits> })}
        </LinkButton>
      )}
      {payment.state === 'paid' && links.receipt && (
        <LinkButton look="quiet" href={links.receipt}>
          {t('receipt')}
        </LinkButton>
      )}
      {told.isFinal && links.phone && (
        <LinkButton look={again ? 'quiet' : 'primary'} href={links.phone}>
          {t('to_phone')}
        </LinkButton>
      )}
    </div>
  )
}
