import { DeskPage } from '#app/desk/desk-page.tsx'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { DeskLine, DeskList } from '#components/desk/desk-list.tsx'
import { MailAddress } from '#components/mail-address.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { database } from '#lib/db/client.ts'
import { languages } from '#lib/domain/languages.ts'
import { staffRoles } from '#lib/domain/roles.ts'
import { formatAgo, type Reader } from '#lib/i18n/format.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { type ListedStaff, listStaff } from '#lib/staff/queries.ts'
import { InviteForm } from './invite-form.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('staff.title') }
}

export default async function StaffList() {
  const signedIn = await requireStaff('admin')
  const { staff, lender } = signedIn
  const t = await getTranslations('desk')
  const reader = await readerOf(lender)
  const people = await listStaff(database(), lender.id)
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'staff' })
  return (
    <DeskPage title={t('staff.title')} lead={t('staff.lead')} staff={staff} lender={lender}>
      <DeskList label={t('staff.title')}>
        {people.map((one) => (
          <StaffLine key={one.id} one={one} reader={reader} />
        ))}
      </DeskList>
      <DeskExport href="/desk/staff/export.csv" />
      <InviteForm words={await inviteWords()} locale={lender.locale} />
    </DeskPage>
  )
}

async function StaffLine({ one, reader }: { one: ListedStaff; reader: Reader }) {
  const t = await getTranslations('desk')
  return (
    <DeskLine
      title={<bdi>{one.name}</bdi>}
      href={`/desk/staff/${one.id}`}
      aside={
        <>
          <span>{t(`role.${one.role}`)}</span>
          {one.disabledAt ? (
            <Chip tone="wait" icon="cross">
              {t('staff.disabled')}
            </Chip>
          ) : (
            !one.totpConfirmedAt && (
              <Chip tone="plain" icon="clock">
                {t('staff.invited')}
              </Chip>
            )
          )}
        </>
      }
    >
      <MailAddress>{one.email}</MailAddress>
      {one.seenAt && <span>{t('staff.seen', { ago: formatAgo(one.seenAt, reader) })}</span>}
    </DeskLine>
  )
}

async function inviteWords() {
  const t = await getTranslations('desk')
  return {
    title: t('staff.invite_title'),
    name: t('staff.name'),
    email: t('staff.email'),
    role: t('staff.role'),
    locale: t('staff.language'),
    submit: t('staff.invite'),
    made: t('staff.link_title'),
    madeText: t('staff.link_text'),
    faults: {
      name: t('staff.fault_name'),
      email: t('staff.fault_email'),
      exists: t('staff.fault_exists'),
    },
    roles: staffRoles.map((role) => [role, t(`role.${role}`)] as const),
    languages: languages.map((language) => [language, languageNames[language]] as const),
  }
}
