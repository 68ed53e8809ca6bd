import type { ComponentProps } from 'react'
import { Page } from '#components/page/page.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import { ReceiptFacts } from './receipt-facts.tsx'

type Facts = ComponentProps<typeof ReceiptFacts>
type Shown = Pick<ComponentProps<typeof Page>, 'lender' | 'signedIn'>
type Props = Omit<Facts, 'paid'> &
  Shown & {
    payment: {
      paidAt: Temporal.Instant | null
      paidOn: Temporal.PlainDate | null
      paidMinor: bigint | null
      /** When an entry of cash was undone. */
      reversedAt: Temporal.Instant | null
    }
    /** The page of the payment. */
    backHref: string
  }

export function ReceiptPage({ lender, signedIn, backHref, ...facts }: Props) {
  const t = useTranslations('receipt')
  const words = useTranslations('common')
  const payment = useTranslations('payment')
  const { paidAt, paidOn, paidMinor: amountMinor, reference, reversedAt } = facts.payment
  const paid = paidAt && amountMinor ? { paidAt, paidOn, amountMinor } : undefined
  return (
    <Page
      title={t(!paid ? 'not_paid_title' : reversedAt ? 'undone_title' : 'title')}
      lead={!paid ? t('not_paid') : reversedAt && payment('reversed')}
      lender={lender}
      signedIn={signedIn}
      reference={reference}
      back={{ href: backHref, label: words('back_to_payment') }}
    >
      {paid && (
        <>
          <ReceiptFacts {...facts} paid={paid} lender={lender} />
          <p className="text-small text-soft print:hidden">{t('print')}</p>
        </>
      )}
    </Page>
  )
}
