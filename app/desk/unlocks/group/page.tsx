import { redirect } from 'next/navigation'
import { DeskPage } from '#app/desk/desk-page.tsx'
import { CauseWords } from '#app/desk/unlocks/cause-words.tsx'
import { groupFields, groupIn } from '#app/desk/unlocks/group-key.ts'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { formatAgo } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { unlocksInGroup } from '#lib/unlocks/board.ts'

type Props = { searchParams: Promise<Record<string, string | undefined>> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-unlocks'))('title') }
}

export default async function UnlockGroup({ searchParams }: Props) {
  const signedIn = await requireStaff()
  const search = await searchParams
  const { lender, staff } = signedIn
  const group = groupIn(search)
  if (!group) redirect('/desk/unlocks')
  const unlocks = await unlocksInGroup(database(), lender.id, group)
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'unlocks' })
  const t = await getTranslations('desk-unlocks')
  const reader = await readerOf(lender)
  return (
    <DeskPage
      title={<CauseWords {...group} />}
      lead={group.said || undefined}
      lender={lender}
      staff={staff}
      back={{ href: '/desk/unlocks', label: t('title') }}
    >
      <Card>
        <ul className="flex flex-col divide-y divide-line">
          {unlocks.map((unlock) => (
            <li
              key={unlock.id}
              className="flex flex-wrap items-baseline justify-between gap-x-6 py-1"
            >
              <TextLink
                href={`/desk/unlocks/${unlock.id}`}
                className="inline-flex min-h-11 items-center"
              >
                <bdi>{unlock.borrowerName}</bdi>
              </TextLink>
              <span className="text-small text-soft">
                <bdi>{`${unlock.brand} ${unlock.model}`}</bdi>
                {', '}
                {t('asked_ago', { ago: formatAgo(unlock.requestedAt, reader) })}
              </span>
            </li>
          ))}
        </ul>
        {unlocks.length === 0 && <p>{t('none')}</p>}
      </Card>
      <DeskExport href={`/desk/unlocks/export.csv?${new URLSearchParams(groupFields(group))}`} />
    </DeskPage>
  )
}
