import type { ComponentProps } from 'react'
import { Page } from '#components/page/page.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import { ReceiptFacts } from './receipt-facts.tsx'

type Facts = ComponentProps<typeof ReceiptFacts>
type Shown = Pick<ComponentProps<typeof Page>, 'lender' | 'signedIn'>
type Props = Omit<Facts, 'paid'> &
  Shown & {
    payment: { paidAt: Temporal.Instant | null; paidMinor: bigint | null }
    /** The page of the payment. */
    backHref: string
  }

/** The receipt of a payment, or that there is none yet. */
export function ReceiptPage({ lender, signedIn, backHref, ...facts }: Props) {
  const t = useTranslations('receipt')
  const words = useTranslations('common')
  const { paidAt, paidMinor: amountMinor, reference } = facts.payment
  const paid = paidAt && amountMinor ? { paidAt, amountMinor } : undefined
  return (
    <Page
      title={t(paid ? 'title' : 'not_paid_title')}
      lead={paid ? undefined : t('not_paid')}
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
