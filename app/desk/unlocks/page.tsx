import { DeskPage } from '#app/desk/desk-page.tsx'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { ProviderName } from '#components/desk/provider-name.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { isAllowed } from '#lib/domain/roles.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { outagesOf } from '#lib/holds/outages.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { unlockBoard } from '#lib/unlocks/board.ts'
import { servicesOut } from '#lib/workflows/outages/services-out.ts'
import { Group } from './group.tsx'
import { Providers } from './providers.tsx'
import { Watching } from './watching.tsx'

type Props = { searchParams: Promise<{ sent?: string; fault?: string; provider?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-unlocks'))('title') }
}

export default async function UnlockBoard({ searchParams }: Props) {
  const { lender, staff } = await requireStaff()
  const search = await searchParams
  const t = await getTranslations('desk-unlocks')
  const reader = await readerOf(lender)
  const groups = await unlockBoard(database(), lender.id)
  // Where nothing is sent, sending cannot be stopped.
  const providers = (await outagesOf(database(), lender.id)).filter(
    ({ provider, pausedAt }) => pausedAt || !isOpenedByHand(provider),
  )
  const out = await servicesOut(database(), lender.id)
  const sent = Number(search.sent)
  return (
    <DeskPage title={t('title')} lead={t('lead')} lender={lender} staff={staff}>
      {search.sent && <Banner tone="good" title={t('sent_again', { count: sent || 0 })} />}
      {providers
        .filter(({ readPhones, allPhones }) => readPhones < allPhones)
        .map(({ provider, readPhones, allPhones }) => (
          <p key={provider} className="card block">
            <ProviderName provider={provider} />:{' '}
            {t('progress', { read: readPhones, count: allPhones })}
          </p>
        ))}
      {providers
        .filter(({ watchingSince, watchingEndedAt }) => watchingSince && !watchingEndedAt)
        .map(({ provider, watchingSince }) => (
          <Watching key={provider} provider={provider} since={watchingSince} reader={reader} />
        ))}
      <Providers
        providers={providers}
        reader={reader}
        fault={search}
        out={out}
        mayStop={isAllowed(staff.role, 'approver')}
      />
      {groups.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <>
          <div className="grid gap-4 lg:grid-cols-2">
            {groups.map((group) => (
              <Group
                key={[group.provider, group.stage, group.errorClass, group.said].join('|')}
                group={group}
                isOut={out.has(group.provider)}
                reader={reader}
              />
            ))}
          </div>
          <DeskExport href="/desk/unlocks/export.csv" />
        </>
      )}
    </DeskPage>
  )
}
