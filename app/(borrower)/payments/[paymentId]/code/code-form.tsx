import { PasskeyField, passkeyFaults } from '#components/payment/passkey.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { FaultsTold } from '#components/ui/faults-told.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { askForCode } from './actions.ts'

type Props = {
  paymentId: string
  asked: { refusal?: string; passkey?: string }
  hasCode: boolean
}

const refusals = ['not_paid', 'already_open', 'too_many', 'no_codes', 'not_now'] as const

/** Asks for a code; for a passkey shown on the phone only when the lock service wants one. */
export async function CodeForm({ paymentId, asked, hasCode }: Props) {
  const t = await getTranslations('code')
  const refusal = refusals.find((name) => name === asked.refusal)
  if (hasCode && !asked.refusal) return <AskAgain paymentId={paymentId} />
  return (
    <Card>
      {refusal && (
        <FaultsTold told={refusal}>
          <h2>{t(`refusal_title.${refusal}`)}</h2>
          <p>{t(`refusal.${refusal}`)}</p>
        </FaultsTold>
      )}
      <Form
        action={askForCode}
        className="flex flex-col gap-4"
        faults={await passkeyFaults(asked)}
        summary={t('passkey_summary')}
        noValidate
      >
        <input type="hidden" name="paymentId" value={paymentId} />
        <PasskeyField asked={asked} />
        <Button>{t('get')}</Button>
      </Form>
    </Card>
  )
}

async function AskAgain({ paymentId }: { paymentId: string }) {
  const t = await getTranslations('code')
  return (
    <Form action={askForCode}>
      <input type="hidden" name="paymentId" value={paymentId} />
      <Button look="quiet">{t('get_another')}</Button>
    </Form>
  )
}
