import { ProviderName } from '#components/desk/provider-name.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { type OpenBreaker, openBreakersOf } from '#lib/gateways/open-breakers.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function DeskBreakers({ lenderId, reader }: { lenderId: string; reader: Reader }) {
  const t = await getTranslations('desk-unlocks')
  const breakers = await openBreakersOf(database(), lenderId)
  return breakers.map(({ system, name, silentAt }) => (
    <Banner
      key={`${system}:${name}`}
      tone="wait"
      title={t.rich(`breaker.${system}`, {
        name: () => <Name system={system} name={name} />,
        at: formatMoment(silentAt, reader),
      })}
    >
      <p>{t(`breaker.waits.${system}`)}</p>
    </Banner>
  ))
}

function Name({ system, name }: Pick<OpenBreaker, 'system' | 'name'>) {
  if (!name) return null
  return system === 'lock' ? <ProviderName provider={name} /> : <bdi>{name}</bdi>
}
