import { Digits } from '#components/digits.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { Facts } from '#components/ui/row.tsx'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { settlementLinks } from '#lib/payments/links/settlement-link.ts'
import { endLink } from './actions.ts'

type Props = {
  links: Awaited<ReturnType<typeof settlementLinks>>
  loanId: string
  portal: string
  reader: Reader
}

/** The links in force, each with its address and the way to end it. */
export async function LinksInForce({ links, loanId, portal, reader }: Props) {
  const t = await getTranslations('desk-acts')
  return links.map(({ payLinkId, code, createdAt, endsAt, caseId, caseReference }) => (
    <Card key={payLinkId}>
      <Facts
        rows={[
          [
            t('pay_link.address'),
            <bdi key="address" dir="ltr" className="break-all select-all">
              {`${portal}/p/${code}`}
            </bdi>,
          ],
          [t('settlement_link.made'), formatDayAndTime(createdAt, reader)],
          endsAt !== null && [t('settlement_link.ends'), formatDayAndTime(endsAt, reader)],
          caseId !== null && [
            t('settlement_link.case'),
            <TextLink key="case" href={`/desk/cases/${caseId}`}>
              <Digits>{caseReference}</Digits>
            </TextLink>,
          ],
        ]}
      />
      <Form action={endLink}>
        <input type="hidden" name="loanId" value={loanId} />
        <input type="hidden" name="payLinkId" value={payLinkId} />
        <Button look="quiet">{t('settlement_link.end')}</Button>
      </Form>
    </Card>
  ))
}
