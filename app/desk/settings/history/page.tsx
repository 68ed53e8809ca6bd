import { DeskPage } from '#app/desk/desk-page.tsx'
import { changedByText } from '#app/desk/settings/changed-by.ts'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { SettingsChanges } from '#components/desk/settings-changes.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { allFieldsIn, changesBetween } from '#lib/domain/settings/record.ts'
import { isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type SettingsVersion, versionsOf } from '#lib/settings/versions.ts'
import { requireStaff } from '#lib/staff/guards.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('desk-settings'))('history') }
}

export default async function SettingsHistory() {
  const { staff, lender } = await requireStaff('admin')
  const t = await getTranslations('desk-settings')
  const reader = await readerOf(lender)
  const versions = await versionsOf(database(), lender.id)
  return (
    <DeskPage
      title={t('history')}
      lead={t('versions_lead')}
      staff={staff}
      lender={lender}
      back={{ href: '/desk/settings', label: t('back') }}
    >
      {versions.length === 0 ? (
        <p>{t('versions_none')}</p>
      ) : (
        <DeskExport href="/desk/settings/history/export.csv" />
      )}
      {versions.map((version, index) => (
        <Version
          key={version.version}
          version={version}
          before={versions[index + 1]}
          reader={reader}
        />
      ))}
    </DeskPage>
  )
}

type VersionProps = {
  version: SettingsVersion
  before: SettingsVersion | undefined
  reader: Reader
}

async function Version({ version, before, reader }: VersionProps) {
  const t = await getTranslations('desk-settings')
  const { version: number, settings, approvedByName } = version
  const name = t('version', { version: number })
  return (
    <Card>
      <h2>{name}</h2>
      <p className="text-soft">
        {await changedByText(version, reader)}
        {approvedByName && (
          <span className="block"> {t('change.approved', { who: isolated(approvedByName) })}</span>
        )}
      </p>
      {before ? (
        <SettingsChanges
          changes={changesBetween(
            before.settings,
            settings,
            allFieldsIn(before.settings, settings),
          )}
          locale={reader.locale}
        />
      ) : (
        <p>{t('version_first')}</p>
      )}
      <TextLink href={`/desk/settings/history/${number}`}>
        {t('version_whole', { version: number })}
      </TextLink>
    </Card>
  )
}
