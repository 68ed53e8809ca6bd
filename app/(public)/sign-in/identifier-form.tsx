import { randomUUID } from 'node:crypto'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { start } from './actions.ts'
import { WhereToFind } from './where-to-find.tsx'

type Props = { next: string; error?: string | undefined; typed?: string }

export async function IdentifierForm({ next, error, typed = '' }: Props) {
  const t = await getTranslations('sign-in')
  return (
    <Form
      id="sign-in"
      action={start}
      className="card"
      faults={faultsAt({ identifier: error })}
      summary={t('problem')}
      noValidate
    >
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="signIn" value={randomUUID()} />
      <Field
        name="identifier"
        label={t('identifier.label')}
        hint={t('identifier.hint')}
        error={error}
        defaultValue={typed}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        dir="auto"
      />
      <Button>{t('identifier.submit')}</Button>
      <WhereToFind />
    </Form>
  )
}
