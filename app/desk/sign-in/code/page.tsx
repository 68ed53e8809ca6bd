import { redirect } from 'next/navigation'
import { enterCode } from '#app/desk/sign-in/actions.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { ownPath } from '#lib/http/own-form.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { halfSignedIn } from '#lib/staff/guards.ts'
import { appSecretOf } from '#lib/staff/sign-in.ts'

type Search = { next?: string; fault?: string }
const faults = ['missing', 'wrong', 'limited'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('desk-sign-in'))('code.title') }
}

export default async function StaffCode({ searchParams }: { searchParams: Promise<Search> }) {
  const half = await halfSignedIn()
  const search = await searchParams
  const next = ownPath(search.next, '/desk', '/desk')
  if (!half) redirect(`/desk/sign-in?again=1&next=${encodeURIComponent(next)}`)
  const t = await getTranslations('desk-sign-in')
  const who = { lenderId: half.lender.id, staffId: half.staff.id }
  const isAppKnown = (await appSecretOf(database(), who)) !== undefined
  const fault = isAppKnown ? faults.find((name) => name === search.fault) : 'lost'
  const errors = { code: fault && t(`code.${fault}`) }
  return (
    <DeskDoor title={t('code.title')} lead={t('code.lead')} lender={half.lender}>
      <Form action={enterCode} className="flex flex-col gap-5" faults={faultsAt(errors)} noValidate>
        <input type="hidden" name="next" value={next} />
        <Field
          name="code"
          label={t('code.label')}
          hint={t('code.hint')}
          error={errors.code}
          autoComplete="one-time-code"
          inputMode="numeric"
          dir="ltr"
          className="text-lead font-semibold tracking-[0.15em] tabular-nums"
        />
        <Button>{t('code.submit')}</Button>
      </Form>
      <p className="text-small text-soft">{t('code.no_app')}</p>
      <TextLink href="/desk/sign-in" className="flex min-h-11 items-center">
        {t('code.other')}
      </TextLink>
    </DeskDoor>
  )
}
