import { DeskPage } from '#app/desk/desk-page.tsx'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { listedDays } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { cashLines, sumsOf } from '#lib/payments/cash/cash-day.ts'
import { countsOf } from '#lib/payments/cash/count-cash.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { staffNames } from '#lib/staff/queries.ts'
import { dayOf } from './day-of.ts'
import { PersonsCash } from './persons-cash.tsx'

type Props = { searchParams: Promise<{ day?: string; done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-cash'))('title') }
}

export default async function CashSheet({ searchParams }: Props) {
  const signedIn = await requireStaff()
  const search = await searchParams
  const { lender, staff } = signedIn
  const t = await getTranslations('desk-cash')
  const reader = await readerOf(lender)
  const day = dayOf(search.day, reader)
  const of = { lenderId: lender.id, timeZone: lender.timeZone, day }
  const sums = sumsOf(await cashLines(database(), of))
  const counts = await countsOf(database(), of)
  const names = await staffNames(database(), lender.id)
  const detail = { day: day.toString(), rows: sums.length }
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'cash', detail })
  return (
    <DeskPage title={t('title')} lead={t('lead')} lender={lender} staff={staff}>
      {search.done && <Banner tone="good" title={t('counted_now')} />}
      <Form action="/desk/cash" className="flex flex-wrap items-end gap-3">
        <Field name="day" type="date" dir="ltr" label={t('day')} defaultValue={day.toString()} />
        <Button look="quiet" className="sm:w-auto">
          {t('show')}
        </Button>
      </Form>
      <h2>{listedDays([day], reader, 'long')(day)}</h2>
      {sums.length === 0 && <p className="card">{t('none')}</p>}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        {sums.map((sum) => (
          <PersonsCash
            key={`${sum.takenBy} ${sum.currency}`}
            sum={sum}
            names={names}
            day={day}
            reader={reader}
            staff={staff}
            counts={counts.filter(
              ({ takenBy, currency }) => takenBy === sum.takenBy && currency === sum.currency,
            )}
          />
        ))}
      </div>
      <DeskExport href={`/desk/cash/export.csv?day=${day}`} />
    </DeskPage>
  )
}
