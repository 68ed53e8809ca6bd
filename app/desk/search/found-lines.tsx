import { DeskLine, DeskList } from '#components/desk/desk-list.tsx'
import { saidLock } from '#components/desk/said-lock.ts'
import { Digits } from '#components/digits.tsx'
import { type Found, searchMost, shortName } from '#lib/desk/search.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** What was found, masked: the record itself is one click away. */
export async function FoundLines({ found }: { found: Found[] }) {
  const t = await getTranslations('desk')
  const acts = await getTranslations('desk-acts')
  if (found.length === 0) return <p className="card">{t('search.none')}</p>
  const count = t('search.count', { count: found.length })
  return (
    <>
      <p role="status" className="font-semibold">
        {found.length === searchMost ? t('search.most', { most: searchMost }) : count}
      </p>
      <DeskList label={t('search.results')}>
        {found.map((one) => (
          <DeskLine
            key={one.loanId}
            title={<Digits>{one.loanNumber}</Digits>}
            href={`/desk/loans/${one.loanId}`}
            aside={<span className="text-soft">{t(`search.by.${one.by}`)}</span>}
          >
            <span>
              <bdi>{shortName(one.name)}</bdi> ·{' '}
              <bdi>
                {one.brand} {one.model}
              </bdi>{' '}
              {one.imei && <Digits>…{imeiTail(one.imei)}</Digits>}
            </span>
            <span>{saidLock(one, { acts, desk: t })}</span>
          </DeskLine>
        ))}
      </DeskList>
    </>
  )
}
