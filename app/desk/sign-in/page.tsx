import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { WordsWait } from '#components/page/kept-words.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { ownPath } from '#lib/http/own-form.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentStaff } from '#lib/staff/guards.ts'
import { staffIdleMinutes } from '#lib/staff/sessions.ts'
import { PasswordForm } from './password-form.tsx'

type Search = {
  next?: string
  ended?: string
  lost?: string
  again?: string
  out?: string
  known?: string
}

export async function generateMetadata() {
  return { title: (await getTranslations('desk-sign-in'))('title') }
}

export default async function StaffSignIn({ searchParams }: { searchParams: Promise<Search> }) {
  const lender = await requireLender()
  const search = await searchParams
  const next = ownPath(search.next, '/desk', '/desk')
  if (await currentStaff()) redirect(next)
  const t = await getTranslations('desk-sign-in')
  const words = {
    email: t('email'),
    password: t('password'),
    submit: t('continue'),
    faults: {
      email: t('fault.email'),
      password: t('fault.password'),
      wrong: t('fault.wrong'),
      limited: t('fault.limited'),
    },
  }
  return (
    <DeskDoor title={t('title')} lead={t('lead', { lender: lender.name })} lender={lender}>
      {search.ended && (
        <Banner tone="plain" title={t('ended.title')}>
          <p>{t('ended.text', { minutes: staffIdleMinutes })}</p>
          {search.lost ? <p>{t('ended.lost')}</p> : <WordsWait told={t('ended.kept')} />}
        </Banner>
      )}
      {search.again && <Banner tone="plain" title={t('again')} />}
      {search.out && <Banner tone="good" title={t('out')} />}
      {search.known && <Banner tone="good" title={t('link.known')} />}
      <PasswordForm next={next} words={words} />
      <p className="text-small text-soft">{t('forgotten')}</p>
    </DeskDoor>
  )
}
