import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Hours } from '#components/page/hours.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import type { ShownEntry } from '#lib/domain/directory.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { OpenNow } from './open-now.tsx'

type Props = { entry: ShownEntry; country: string | null; reader: Reader }

/** One who helps: how to reach them, when, for how much, with what. */
export function Entry({ entry, country, reader }: Props) {
  const t = useTranslations('directory')
  const { kind, name, brand, phone, email, address, url, opening, checkedOn } = entry
  const { cost, price } = entry
  const regions = new Intl.DisplayNames(reader.locale, { type: 'region' })
  const rows: Fact[] = [
    phone !== undefined && [t('call'), <CallLink key="call" phone={phone} />],
    email !== undefined && [t('write'), <MailLink key="write" email={email} />],
    address !== undefined && [t('visit'), <bdi key="visit">{address}</bdi>],
    url !== undefined && [
      t('web'),
      <TextLink key="web" href={url} rel="noreferrer" className="break-words">
        <bdi dir="ltr">{new URL(url).host}</bdi>
      </TextLink>,
    ],
    opening.spans.length > 0 && [t('hours'), <Hours key="hours" of={opening} />],
    cost !== undefined && [
      t('costs'),
      cost === 'price' ? <bdi key="costs">{price}</bdi> : t(`cost.${cost}`),
    ],
  ]
  return (
    <article className="flex flex-col gap-2 border-t border-line pt-4 first-of-type:border-0 first-of-type:pt-0">
      <h3 className="text-lead font-semibold">
        <bdi>{name}</bdi>
      </h3>
      <p className="text-small text-soft">
        {t(`kind.${kind}`)}
        {brand && ` · ${t('for_brand', { brand: isolated(brand) })}`}
        {entry.country !== country && ` · ${regions.of(entry.country)}`}
      </p>
      <OpenNow spans={opening.spans} reader={reader} />
      <Facts rows={rows} />
      <p>
        <b className="font-semibold">{t('ready')}:</b>{' '}
        {entry.ready ? <bdi>{entry.ready}</bdi> : t(`usual_ready.${kind}`)}
      </p>
      <p className="text-small text-soft">
        {t('checked', { day: formatDay(Temporal.PlainDate.from(checkedOn), reader) })}
      </p>
    </article>
  )
}
