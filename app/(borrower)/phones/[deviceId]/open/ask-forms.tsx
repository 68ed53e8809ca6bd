import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { Form } from '#components/ui/form.tsx'
import type { Opening } from '#lib/domain/opening.ts'
import type { Phone } from '#lib/loans/queries.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { openPhone } from './actions.ts'

type Props = {
  phone: Phone
  said: { refusal?: string; passkey?: string }
  hasCode: boolean
  opening: Opening
}

const ownRefusals = ['not_by_the_books', 'watched', 'lately'] as const
const codeRefusals = ['not_paid', 'already_open', 'too_many', 'no_codes', 'not_now'] as const

/** A new unlock, a code, the word that it is open: what of it makes sense for this phone now. */
export async function AskForms({ phone, said, hasCode, opening }: Props) {
  const [t, codes] = [await getTranslations('open'), await getTranslations('code')]
  const { refusal } = said
  const own = ownRefusals.find((name) => name === refusal)
  const ofCode = codeRefusals.find((name) => name === refusal)
  const wantsPasskey = refusal === 'passkey_needed' || refusal === 'passkey_wrong'
  const canCode = opening !== 'by_person' && opening !== 'service_down' && opening !== 'other_lock'
  const id = <input type="hidden" name="deviceId" value={phone.deviceId} />
  return (
    <>
      {own && (
        <Banner tone="wait" title={t(`refusal_title.${own}`)}>
          {t(`refusal.${own}`)}
        </Banner>
      )}
      {ofCode && (
        <Banner tone="wait" title={codes(`refusal_title.${ofCode}`)}>
          {codes(`refusal.${ofCode}`)}
        </Banner>
      )}
      {canCode && (
        <Card>
          <h2>{codes('title')}</h2>
          <p>{t('code')}</p>
          <Form action={openPhone} className="flex flex-col gap-4">
            {id}
            {wantsPasskey && (
              <DigitsField
                name="passkey"
                label={codes('passkey_label')}
                hint={codes('passkey_hint')}
                error={refusal === 'passkey_wrong' && codes('passkey_wrong')}
                defaultValue={said.passkey ?? ''}
                inputMode="numeric"
              />
            )}
            <Button look={hasCode ? 'quiet' : 'primary'} name="intent" value="code">
              {codes(hasCode ? 'get_another' : 'get')}
            </Button>
          </Form>
          {hasCode && !phone.saidOpenAt && (
            <Form action={openPhone} className="flex flex-col gap-2">
              {id}
              <p className="text-small text-soft">{t('said_note')}</p>
              <Button name="intent" value="said">
                {t('said')}
              </Button>
            </Form>
          )}
        </Card>
      )}
      {!phone.liveUnlock && (
        <Card>
          <h2>{t('ask_title')}</h2>
          <p>{t('ask_note')}</p>
          <Form action={openPhone}>
            {id}
            <Button look="quiet" name="intent" value="ask">
              {t('ask')}
            </Button>
          </Form>
        </Card>
      )}
    </>
  )
}
