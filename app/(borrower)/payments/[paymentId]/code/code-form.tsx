import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/words/translations.ts'
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
  const wantsPasskey = asked.refusal === 'passkey_needed' || asked.refusal === 'passkey_wrong'
  if (hasCode && !asked.refusal) return <AskAgain paymentId={paymentId} />
  return (
    <Card>
      {refusal && (
        <Banner tone="wait" title={t(`refusal_title.${refusal}`)}>
          {t(`refusal.${refusal}`)}
        </Banner>
      )}
      <Form action={askForCode} className="flex flex-col gap-4">
        <input type="hidden" name="paymentId" value={paymentId} />
        {wantsPasskey && (
          <DigitsField
            name="passkey"
            label={t('passkey_label')}
            hint={t('passkey_hint')}
            error={asked.refusal === 'passkey_wrong' && t('passkey_wrong')}
            defaultValue={asked.passkey ?? ''}
            inputMode="numeric"
          />
        )}
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
