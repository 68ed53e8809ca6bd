import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { passwordMinimumLength } from '#lib/staff/password.ts'
import { setPassword } from './actions.ts'

type Props = { token: string; email: string; fault: string | undefined }
const faults = ['too_short', 'too_long', 'too_common', 'different'] as const

export async function PasswordStep({ token, email, fault }: Props) {
  const t = await getTranslations('desk-sign-in')
  const found = faults.find((name) => name === fault)
  const minimum = passwordMinimumLength
  const error = found && t(`welcome.${found}`, { minimum })
  const errors = found === 'different' ? { repeated: error } : { password: error }
  return (
    <Form action={setPassword} className="flex flex-col gap-5" faults={faultsAt(errors)} noValidate>
      <h2>{t('welcome.step_password')}</h2>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="email" value={email} autoComplete="username" />
      <Field
        name="password"
        type="password"
        label={t('welcome.password')}
        hint={t('welcome.password_hint', { minimum })}
        error={errors.password}
        autoComplete="new-password"
        dir="ltr"
      />
      <Field
        name="repeated"
        type="password"
        label={t('welcome.repeat')}
        error={errors.repeated}
        autoComplete="new-password"
        dir="ltr"
      />
      <Button>{t('continue')}</Button>
    </Form>
  )
}
