import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { isPaidByLink } from '#lib/payments/links/paid-by-link.ts'
import type { PayLink } from '#lib/payments/links/pay-link.ts'
import { statementOf } from '#lib/statements/queries.ts'
import { makeCertificate } from './actions.ts'

type Props = { link: PayLink; phone: Phone; token: string; now: Temporal.Instant }

/** For whoever paid a loan off by this link: the signed statement that the phone is free, once the phone has said so. */
export async function Certificate({ link, phone, token, now }: Props) {
  const isSettled = link.purpose === 'settlement' && phone.outstandingMinor === 0n
  if (!isSettled || !(await isPaidByLink(database(), link.id))) return null
  const t = await getTranslations('statements')
  const about = { deviceId: link.deviceId, madeBy: `pay_link:${link.id}`, now }
  const statement = await statementOf(database(), link.lenderId, about)
  const isReleased = phone.lockState === 'released'
  return (
    <Card>
      <h2>{t('payer.title')}</h2>
      <p>{t(isReleased ? 'payer.text' : 'payer.not_yet')}</p>
      {statement ? (
        <LinkButton href={`/check/${statement.stated.code}`}>{t('payer.see')}</LinkButton>
      ) : (
        isReleased && (
          <Form action={makeCertificate}>
            <input type="hidden" name="token" value={token} />
            <Button>{t('payer.make')}</Button>
          </Form>
        )
      )}
    </Card>
  )
}
