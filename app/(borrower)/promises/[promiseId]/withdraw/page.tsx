import { redirect } from 'next/navigation'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { promiseOf } from '#lib/promises/queries.ts'
import { formatDay } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { withdraw } from './actions.ts'

type Props = { params: Promise<{ promiseId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('promises'))('withdraw.title') }
}

export default async function Withdraw({ params }: Props) {
  const [{ lender, borrower }, { promiseId }] = [await requireBorrower(), await params]
  const promise = await promiseOf(database(), borrower.id, promiseId)
  if (!promise) missing()
  if (promise.state !== 'open') redirect(`/promises/${promiseId}`)
  const [t, reader] = [await getTranslations('promises'), await readerOf(lender)]
  const said = {
    amount: formatMoney(promise, reader.locale),
    day: formatDay(promise.dueOn, reader, 'short'),
  }
  return (
    <Page
      title={t('withdraw.title')}
      lead={t('lead.open', said)}
      lender={lender}
      signedIn
      reference={promise.reference}
      back={{ href: `/promises/${promiseId}`, label: t('one') }}
    >
      <p>{t('withdraw.effect')}</p>
      <p>{t('withdraw.counts', { most: lender.policy.promise.mostInNinetyDays })}</p>
      <form action={withdraw} className="flex flex-col gap-3">
        <input type="hidden" name="promiseId" value={promiseId} />
        <Button>{t('withdraw.do')}</Button>
        <LinkButton look="quiet" href={`/promises/${promiseId}`}>
          {t('withdraw.keep')}
        </LinkButton>
      </form>
    </Page>
  )
}
