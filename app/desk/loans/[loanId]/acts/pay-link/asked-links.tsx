import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { Facts } from '#components/ui/row.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDayAndTime, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { validAskLinks } from '#lib/payments/links/ask-links.ts'
import { endAskedLink } from './actions.ts'

type Props = {
  links: Awaited<ReturnType<typeof validAskLinks>>
  loanId: string
  reader: Reader
}

/** The links that the borrower made to ask others to pay: what came of each, and the way to end it. Whom they are for is the borrower’s. */
export function AskedLinks({ links, loanId, reader }: Props) {
  const t = useTranslations('desk-acts')
  if (links.length === 0) return null
  return (
    <>
      <h2>{t('asked_link.title')}</h2>
      <p>{t('asked_link.text')}</p>
      {links.map(({ payLinkId, createdAt, endsAt, openedAt, paidAt, paidMinor, currency }) => (
        <Card key={payLinkId}>
          <Facts
            rows={[
              [t('settlement_link.made'), formatDayAndTime(createdAt, reader)],
              [t('settlement_link.ends'), formatUntil(endsAt, reader)],
              [
                t('asked_link.opened'),
                openedAt ? formatDayAndTime(openedAt, reader) : t('asked_link.not_opened'),
              ],
              paidAt !== null && [
                t('asked_link.paid'),
                t('asked_link.paid_at', {
                  amount: formatMoney({ amountMinor: paidMinor ?? 0n, currency }, reader.locale),
                  at: formatDayAndTime(paidAt, reader),
                }),
              ],
            ]}
          />
          <Form action={endAskedLink}>
            <input type="hidden" name="loanId" value={loanId} />
            <input type="hidden" name="payLinkId" value={payLinkId} />
            <Button look="quiet">{t('settlement_link.end')}</Button>
          </Form>
        </Card>
      ))}
    </>
  )
}
