import { readerOf } from '#app/reader.ts'
import { Card } from '#components/ui/card.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { registersFor, registersReadOn } from '#lib/domain/strangers/phone-registers.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function Registers({ lender }: { lender: Lender }) {
  const t = await getTranslations('statements')
  const reader = await readerOf(lender)
  const nameOf = new Intl.DisplayNames(reader.locale, { type: 'region' })
  return (
    <Card>
      <h2>{t('registers.title')}</h2>
      <p>{t('registers.what')}</p>
      <p>{t('registers.not')}</p>
      <ul className="flex flex-col gap-3">
        {registersFor(lender.country).map(({ country, name, tells, page, text }) => (
          <li key={country}>
            <b className="block font-semibold">
              {nameOf.of(country)}: <bdi>{name}</bdi>
            </b>{' '}
            <span className="block text-small text-soft">{t(`registers.tells.${tells}`)}</span>{' '}
            {page && (
              <a
                href={page}
                rel="noreferrer"
                className="text-link inline-flex min-h-11 max-w-full items-center"
              >
                <bdi dir="ltr" className="wrap-anywhere">
                  {new URL(page).host}
                </bdi>
              </a>
            )}
            {text && (
              <span className="block text-small">
                {t.rich('registers.by_text', {
                  write: () => <bdi dir="ltr">{text.write}</bdi>,
                  to: () => <bdi dir="ltr">{text.to}</bdi>,
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="text-small text-soft">
        {t('registers.read', {
          on: formatDay(Temporal.PlainDate.from(registersReadOn), reader, 'long'),
        })}
      </p>
    </Card>
  )
}
