import { Amount } from '#components/amount.tsx'
import { Card } from '#components/ui/card.tsx'
import { formatMoment, formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { refundsOfPayment } from '#lib/payments/payment-at-desk.ts'

type Props = {
  refunds: Awaited<ReturnType<typeof refundsOfPayment>>
  names: ReadonlyMap<string, string>
  reader: Reader
}

export function Refunds({ refunds, names, reader }: Props) {
  const t = useTranslations('desk-acts')
  if (refunds.length === 0) return null
  return (
    <Card>
      <h2>{t('refund.list')}</h2>
      <ul className="flex flex-col gap-3">
        {refunds.map((refund) => (
          <li key={refund.id} className="flex flex-wrap justify-between gap-x-4">
            <span className="font-semibold">
              <Amount
                amountMinor={refund.amountMinor}
                currency={refund.currency}
                locale={reader.locale}
              />{' '}
              {t(`refund.state.${refund.state}`)}
            </span>
            <span className="text-small text-soft">
              {formatMoment(refund.createdAt, reader)} ·{' '}
              <bdi>{names.get(refund.requestedBy) ?? t(`refund.by.${automatic(refund)}`)}</bdi>
              {refund.agreedByName && ` ${t('agreed_by', { name: isolated(refund.agreedByName) })}`}
            </span>
            {refund.actionDueAt && (
              <p className="w-full text-small text-soft">
                {t('refund.action_due', { until: formatUntil(refund.actionDueAt, reader) })}
              </p>
            )}
            {refund.note && <p className="w-full text-small text-soft">{refund.note}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function automatic({ requestedBy }: { requestedBy: string }): 'psp' | 'keyturn' {
  return requestedBy === 'psp' ? 'psp' : 'keyturn'
}
