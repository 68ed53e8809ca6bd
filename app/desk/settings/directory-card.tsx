import { readerOf } from '#app/reader.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { checkedStateOf } from '#lib/domain/directory.ts'
import { formatDay, isolated, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { entryStillRight } from './actions.ts'

type Props = { lender: Lender; done: string | undefined }

/** Who was checked when, and one button each for whoever has looked again. */
export async function DirectoryCard({ lender, done }: Props) {
  const t = await getTranslations('desk-settings')
  const reader = await readerOf(lender)
  const { directory } = lender.policy
  return (
    <>
      {done === 'renewed' && <Banner tone="good" title={t('contacts.renewed')} />}
      {done === 'changed' && <Banner tone="wait" title={t('directory.changed')} />}
      <DirectoryDue lender={lender} />
      {directory.entries.length > 0 && (
        <Card>
          <h2>{t('directory.checked_title')}</h2>
          <p className="text-small text-soft">{t('directory.still_right_hint')}</p>
          {directory.entries.map((entry) => {
            const { name, checkedOn, checkedBy } = entry
            const { state, until } = checkedStateOf(entry, directory, todayOf(reader))
            const day = formatDay(Temporal.PlainDate.from(checkedOn), reader)
            return (
              <Form
                key={name}
                action={entryStillRight}
                className="flex flex-col gap-2 border-t border-line pt-4 sm:flex-row sm:items-center sm:justify-between"
              >
                <input type="hidden" name="version" value={lender.settingsVersion} />
                <input type="hidden" name="name" value={name} />
                <p className="min-w-0">
                  <bdi className="font-semibold">{name}</bdi>
                  <br />
                  {t('directory.checked', { day, who: isolated(checkedBy) })}{' '}
                  {t(`directory.state.${state}`, { until: formatDay(until, reader) })}
                </p>
                <Button look="quiet" className="shrink-0 sm:w-auto">
                  {t('contacts.still_right')}
                  <span className="sr-only"> {name}</span>
                </Button>
              </Form>
            )
          })}
        </Card>
      )}
    </>
  )
}

/** Entries that nobody has looked at for long: hidden from borrowers, or soon. */
export async function DirectoryDue({ lender }: { lender: Lender }) {
  const t = await getTranslations('desk-settings')
  const today = todayOf(await readerOf(lender))
  const { directory } = lender.policy
  const states = directory.entries.map((entry) => checkedStateOf(entry, directory, today).state)
  const [over, soon] = (['over', 'soon'] as const).map(
    (state) => states.filter((one) => one === state).length,
  )
  return (
    <>
      {over ? <Banner tone="bad" title={t('directory.over', { count: over })} /> : null}
      {soon ? <Banner tone="wait" title={t('directory.soon', { count: soon })} /> : null}
    </>
  )
}
