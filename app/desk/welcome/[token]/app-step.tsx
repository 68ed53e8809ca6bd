import { DeskQr } from '#components/desk/desk-qr.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { totpUri } from '#lib/staff/totp.ts'
import { confirmCode } from './actions.ts'

const codeFaults = ['missing', 'wrong', 'limited'] as const

type Props = {
  token: string
  email: string
  fault: string | undefined
  secret: string
  lender: string
}

export async function AppStep({ token, email, fault, secret, lender }: Props) {
  const t = await getTranslations('desk-sign-in')
  const uri = totpUri(secret, lender, email)
  const name = codeFaults.find((one) => one === fault)
  const error = name && t(`code.${name}`)
  return (
    <>
      <Card>
        <h2>{t('welcome.step_app')}</h2>
        <p className="text-small text-soft">{t('welcome.app_text')}</p>
        <DeskQr text={uri} label={t('welcome.qr')} />
        <TextLink href={uri}>{t('welcome.open_app')}</TextLink>
        <p className="text-small text-soft">
          {t.rich('welcome.secret', {
            secret: () => (
              <bdi dir="ltr" className="block font-mono font-semibold text-ink">
                {secret.replace(/(.{4})(?=.)/g, '$1 ')}
              </bdi>
            ),
          })}
        </p>
      </Card>
      <Form
        action={confirmCode}
        className="flex flex-col gap-5"
        faults={faultsAt({ code: error })}
        noValidate
      >
        <h2>{t('welcome.step_code')}</h2>
        <input type="hidden" name="token" value={token} />
        <Field
          name="code"
          label={t('code.label')}
          hint={t('code.hint')}
          error={error}
          autoComplete="one-time-code"
          inputMode="numeric"
          dir="ltr"
          className="text-lead font-semibold tracking-[0.15em] tabular-nums"
        />
        <Button>{t('welcome.finish')}</Button>
      </Form>
    </>
  )
}
