import { DeskPage } from '#app/desk/desk-page.tsx'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { settingsWords } from '#components/desk/settings-words.ts'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { settingsGroups } from '#lib/domain/settings/groups.ts'
import { fieldsIn, valueAt } from '#lib/domain/settings/record.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { settingsAt } from '#lib/settings/versions.ts'
import { requireStaff } from '#lib/staff/guards.ts'

type Props = { params: Promise<{ version: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-settings'))('history') }
}

export default async function OldSettings({ params }: Props) {
  const { staff, lender } = await requireStaff('admin')
  const asked = await params
  const version = /^[1-9]\d{0,8}$/.test(asked.version) ? Number(asked.version) : 0
  const record = version > 0 && (await settingsAt(database(), lender.id, version))
  if (!record) missing()
  const t = await getTranslations('desk-settings')
  const { locale } = await readerOf(lender)
  const { label, lines } = await settingsWords(locale)
  return (
    <DeskPage
      title={t('version', { version })}
      staff={staff}
      lender={lender}
      back={{ href: '/desk/settings/history', label: t('back_history') }}
    >
      {settingsGroups.map((group) => (
        <Card key={group}>
          <h2>{t(`groups.${group}.title`)}</h2>
          <dl className="flex flex-col gap-2">
            {fieldsIn(group, record).map((field) => (
              <div key={field.path} className="grid gap-x-6 sm:grid-cols-2">
                <dt className="text-soft">{label(field)}</dt>
                <dd className="font-medium wrap-anywhere whitespace-pre-line">
                  {lines(field, valueAt(record, field.path)).join('\n')}
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      ))}
    </DeskPage>
  )
}
