import { DeskPage } from '#app/desk/desk-page.tsx'
import { readerOf } from '#app/reader.ts'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { needsApproval, type SettingsGroup, settingsGroups } from '#lib/domain/settings/groups.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { OldAdvice } from './contacts-card.tsx'
import { DirectoryDue } from './directory-card.tsx'
import { WaitingChange } from './waiting-change.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('desk-settings'))('title') }
}

export default async function Settings() {
  const { staff, lender } = await requireStaff('admin')
  const t = await getTranslations('desk-settings')
  const { now } = await readerOf(lender)
  const days = lender.policy.desk.contactValidDays
  return (
    <DeskPage
      title={t('title')}
      lead={t('lead', { lender: isolated(lender.name) })}
      staff={staff}
      lender={lender}
    >
      <WaitingChange lender={lender} />
      {!shownContacts(lender, now).call && (
        <Banner tone="bad" title={t('contacts.expired')}>
          {t('contacts.expired_text', { days })}
        </Banner>
      )}
      <OldAdvice lender={lender} />
      <DirectoryDue lender={lender} />
      <ul className="grid gap-3 sm:grid-cols-2">
        {settingsGroups.map((group) => (
          <GroupLink key={group} group={group} />
        ))}
      </ul>
      <LinkButton look="quiet" href="/desk/settings/history" className="sm:w-auto sm:self-start">
        {t('history')}
      </LinkButton>
    </DeskPage>
  )
}

async function GroupLink({ group }: { group: SettingsGroup }) {
  const t = await getTranslations('desk-settings')
  return (
    <li className="relative flex flex-col gap-1 rounded-2xl bg-paper p-5 has-[a:hover]:bg-accent-wash">
      <a
        href={`/desk/settings/${group}`}
        className="text-lead font-semibold text-accent-text underline underline-offset-4 after:absolute after:inset-0 after:rounded-2xl"
      >
        {t(`groups.${group}.title`)}
      </a>
      <p className="text-soft">{t(`groups.${group}.lead`)}</p>
      {needsApproval(group) && <p className="text-small text-soft">{t('second_person')}</p>}
    </li>
  )
}
