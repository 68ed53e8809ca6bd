import { redirect } from 'next/navigation'
import { requirePromise } from '#app/(borrower)/promises/[promiseId]/own-promise.ts'
import { missing } from '#app/missing.ts'
import { Page } from '#components/page/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatUntil } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { paidPastWarning } from '#lib/loans/told-hold.ts'
import { heldOpenUntil } from '#lib/lock-rules/left-open.ts'
import { withdraw } from './actions.ts'

type Props = { params: Promise<{ promiseId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('promises'))('withdraw.title') }
}

export default async function Withdraw({ params }: Props) {
  const { promiseId } = await params
  const { lender, borrower, promise, reader } = await requirePromise(promiseId)
  if (promise.state !== 'open') redirect(`/promises/${promiseId}`)
  const phone = await phoneOf(database(), borrower.id, promise.deviceId)
  if (!phone) missing()
  const t = await getTranslations('promises')
  const clock = { ...lender, now: reader.now }
  const until = paidPastWarning(phone, clock)
  const openUntil = heldOpenUntil({ ...phone, balance: phone }, promise.verdictAt, clock)
  const said = {
    amount: formatMoney(promise, reader.locale),
    day: formatDay(promise.dueOn, reader, 'long'),
    openUntil: formatUntil(openUntil, reader),
  }
  return (
    <Page
      title={t('withdraw.title')}
      lead={t(promise.isHeld ? 'lead.open' : 'lead.not_held', said)}
      lender={lender}
      signedIn
      reference={promise.reference}
      back={{ href: `/promises/${promiseId}`, label: t('one') }}
    >
      <p>
        {t('withdraw.effect', {
          days: lender.policy.hold.warningDays,
          isPaid: until ? 'yes' : 'no',
          until: until ? formatUntil(until, reader) : '',
        })}
      </p>
      <p>{t('withdraw.counts', { most: lender.policy.promise.mostInNinetyDays })}</p>
      <Form action={withdraw} className="flex flex-col gap-3">
        <input type="hidden" name="promiseId" value={promiseId} />
        <Button>{t('withdraw.do')}</Button>
        <LinkButton look="quiet" href={`/promises/${promiseId}`}>
          {t('withdraw.keep')}
        </LinkButton>
      </Form>
    </Page>
  )
}
