import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { nicknameMaximumLength } from '#lib/loans/name-device.ts'
import { saveNickname } from './actions.ts'

type Props = { deviceId: string; nickname: string | null; result: string | undefined }

export async function NicknameForm({ deviceId, nickname, result }: Props) {
  const t = await getTranslations('phones')
  const max = nicknameMaximumLength
  const error = result === 'too_long' && t('nickname_too_long', { max })
  return (
    <Card>
      <Form
        action={saveNickname}
        className="flex flex-col gap-3"
        faults={faultsAt({ nickname: error })}
        noValidate
      >
        <input type="hidden" name="deviceId" value={deviceId} />
        <Field
          name="nickname"
          label={t('nickname_label')}
          hint={t('nickname_hint', { max })}
          error={error}
          defaultValue={nickname ?? ''}
          autoComplete="off"
        />
        <Button look="quiet">{t('nickname_save')}</Button>
        <p role="status" className="text-small font-semibold text-good empty:hidden">
          {result === 'saved' && t('nickname_saved')}
        </p>
      </Form>
    </Card>
  )
}
