import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { ActPage } from '#app/desk/acts/act-page.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { InAndOut } from '#app/desk/cash/in-and-out.tsx'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { formatMoment, listedDays } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { countIt } from './actions.ts'
import { personsDay } from './persons-day.ts'

type Props = { searchParams: Promise<{ day?: string; person?: string; currency?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-cash'))('count') }
}

export default async function CountCash({ searchParams }: Props) {
  const { sum, last, day, reader, ...signedIn } = await personsDay(await searchParams)
  const { lender, staff } = signedIn
  if (!sum?.cash) return notAtThisDesk(signedIn, 'cash to count')
  const t = await getTranslations('desk-cash')
  const { takenBy, takenByName, currency, cash } = sum
  const isShort = cash.balanceMinor < 0n
  return (
    <ActPage
      title={t('count')}
      lead={t('count_lead')}
      lender={lender}
      staff={staff}
      back={{ href: `/desk/cash?day=${day}`, label: t('title') }}
      facts={
        <>
          <Row term={t('person')}>
            <bdi>{takenByName}</bdi>
          </Row>
          <Row term={t('day')}>{listedDays([day], reader, 'long')(day)}</Row>
          <InAndOut of="cash" sum={cash} currency={currency} reader={reader} />
        </>
      }
    >
      {takenBy === staff.id ? (
        <Banner tone="plain" title={t('refusal.same_person')} />
      ) : (
        <>
          {isShort && (
            <Banner tone="wait" title={t('short.title')}>
              {t('short.text')}
            </Banner>
          )}
          {last && (
            <Banner
              tone="wait"
              title={t('counted_before', { at: formatMoment(last.countedAt, reader) })}
            />
          )}
          <ActForm
            action={countIt}
            hidden={{ day: day.toString(), person: takenBy, currency, token: randomUUID() }}
            seen={`${cash.balanceMinor}|${last?.id ?? ''}`}
            words={await actWords(t('count_confirm'))}
            fields={[
              { name: 'amount', kind: 'amount', label: t('amount', { currency }) },
              { name: 'note', kind: 'area', label: t('note'), hint: t('note_hint') },
            ]}
          />
        </>
      )}
    </ActPage>
  )
}
