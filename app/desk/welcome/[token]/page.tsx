import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { database } from '#lib/db/client.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { invitationOf } from '#lib/staff/take-up-invitation.ts'
import { AppStep } from './app-step.tsx'
import { PasswordStep } from './password-step.tsx'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ fault?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-sign-in'))('welcome.title') }
}

export default async function Welcome({ params, searchParams }: Props) {
  const lender = await requireLender()
  const { token: sent } = await params
  const { fault } = await searchParams
  const token = linkToken(sent)
  if (!/^[\w-]{43}$/.test(token)) missing()
  const asked = { token, lenderId: lender.id, now: Temporal.Now.instant() }
  const invitation = await invitationOf(database(), asked)
  if (!invitation) return redirect('/desk/welcome/over')
  const t = await getTranslations('desk-sign-in')
  const { name, email, totpSecret } = invitation
  const lead = t('welcome.lead', { name: isolated(name), email: isolated(email) })
  return (
    <DeskDoor title={t('welcome.title')} lead={lead} lender={lender}>
      {totpSecret ? (
        <AppStep
          token={token}
          fault={fault}
          email={email}
          secret={totpSecret}
          lender={lender.name}
        />
      ) : (
        <PasswordStep token={token} fault={fault} email={email} />
      )}
    </DeskDoor>
  )
}
