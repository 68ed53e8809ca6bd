import { DeskPage } from '#app/desk/desk-page.tsx'
import { ContactsCard } from '#app/desk/settings/contacts-card.tsx'
import { DirectoryCard } from '#app/desk/settings/directory-card.tsx'
import { WaitingChange } from '#app/desk/settings/waiting-change.tsx'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { typedOf } from '#lib/domain/settings/form.ts'
import { isSettingsGroup } from '#lib/domain/settings/groups.ts'
import { fieldsIn } from '#lib/domain/settings/record.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { reachOf, settingsOf } from '#lib/settings/settings-of.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { AccentPreview } from './accent-preview.tsx'
import { fieldViews } from './field-views.ts'
import { formWords } from './form-state.ts'
import { SettingsForm } from './settings-form.tsx'

type Props = {
  params: Promise<{ group: string }>
  searchParams: Promise<{ done?: string }>
}

export async function generateMetadata() {
  return { title: (await getTranslations('desk-settings'))('title') }
}

export default async function SettingsGroupPage({ params, searchParams }: Props) {
  const { staff, lender } = await requireStaff('admin')
  const { group } = await params
  if (!isSettingsGroup(group)) missing()
  const t = await getTranslations('desk-settings')
  const { locale } = await readerOf(lender)
  const { done } = await searchParams
  const record = settingsOf(lender)
  const fields = fieldsIn(group, ...(await reachOf(database(), lender)))
  const version = lender.settingsVersion
  return (
    <DeskPage
      title={t(`groups.${group}.title`)}
      lead={t(`groups.${group}.lead`)}
      staff={staff}
      lender={lender}
      back={{ href: '/desk/settings', label: t('back') }}
    >
      {done === 'saved' && (
        <Banner tone="good" title={t('saved')}>
          {t('saved_text', { version })}
        </Banner>
      )}
      {done === 'asked' && (
        <Banner tone="good" title={t('asked')}>
          {t('asked_text')}
        </Banner>
      )}
      <WaitingChange lender={lender} />
      {group === 'contacts' && <ContactsCard lender={lender} done={done} />}
      {group === 'directory' && <DirectoryCard lender={lender} done={done} />}
      {group === 'brand' && <AccentPreview colour={lender.accentColor} />}
      <SettingsForm
        group={group}
        views={await fieldViews(fields, locale)}
        first={{ step: 'edit', typed: typedOf(record, fields), version, reason: '' }}
        words={await formWords(group)}
      />
    </DeskPage>
  )
}
