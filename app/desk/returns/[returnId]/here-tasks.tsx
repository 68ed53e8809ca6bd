import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { approvalsWaitingFor } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { formatDay, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { keptPhotos } from '#lib/returns/add-photo.ts'
import { quoteInForce, quoteToInspectBy } from '#lib/returns/quotes.ts'
import { bookIt, closeIt, decideIt, inspectIt } from './actions.ts'
import { addressOf } from './return-forms.ts'
import type { ViewedReturn } from './viewed-return.ts'

function hiddenOf({ shown }: ViewedReturn) {
  return { returnId: shown.returnId, version: `${shown.version}` }
}

function moneyIn({ shown, reader }: ViewedReturn) {
  return (amountMinor: bigint) =>
    formatMoney({ amountMinor, currency: shown.currency }, reader.locale)
}

export async function InspectTask(viewed: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const loan = await readLoan(database(), viewed.shown.loanId)
  const { owedAfter, terms } = await quoteToInspectBy(database(), viewed.shown.returnId, loan)
  const money = moneyIn(viewed)
  const options = conditions.map((value) => ({
    value,
    label: words(`condition.${value}`),
    hint: t('inspect.leaves', {
      hint: words(`condition_hint.${value}`),
      amount: money(owedAfter[value]),
    }),
  }))
  const damage = {
    name: 'damage',
    kind: 'amount',
    label: t('inspect.damage', { currency: viewed.shown.currency }),
    hint: t('inspect.damage_hint'),
  } as const
  return (
    <Card>
      <h2>{t('inspect.title')}</h2>
      <p>{t('inspect.lead')}</p>
      <ActForm
        action={inspectIt}
        hidden={hiddenOf(viewed)}
        sentTo={addressOf(viewed.shown.returnId, 'inspect')}
        words={await actWords(t('inspect.button'))}
        fields={[
          { name: 'condition', kind: 'choice', label: t('inspect.condition'), options },
          { name: 'note', kind: 'area', label: t('inspect.note'), hint: t('inspect.note_hint') },
          ...(terms.rule === 'half' ? [damage] : []),
        ]}
      />
    </Card>
  )
}

export async function DecideTask(viewed: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const { returnId, owedAfterMinor, condition, currency, state, answerBy } = viewed.shown
  const { owedAfter } = await quoteInForce(database(), returnId)
  const [money, owed] = [moneyIn(viewed), owedAfterMinor ?? 0n]
  const others = conditions
    .filter((name) => name !== condition && owedAfter[name] <= owed)
    .map((name) => ({
      value: `condition_${name}`,
      label: t('decide.condition', {
        condition: isolated(words(`condition.${name}`)),
        amount: money(owedAfter[name]),
      }),
    }))
  const options = [
    { value: 'keep', label: t('decide.keep', { amount: money(owed) }) },
    ...others,
    ...(owed > 0n ? [{ value: 'lower', label: t('decide.lower') }] : []),
  ]
  const { reader } = viewed
  const day = answerBy ? formatDay(lastDayOf(answerBy, reader.timeZone), reader, 'long') : ''
  return (
    <Card>
      <h2>{t('decide.title')}</h2>
      <p>
        {state === 'inspected' && answerBy ? t('decide.unanswered', { day }) : t('decide.lead')}
      </p>
      <ActForm
        action={decideIt}
        hidden={hiddenOf(viewed)}
        sentTo={addressOf(returnId, 'decide')}
        words={await actWords(t('decide.button'))}
        fields={[
          { name: 'verdict', kind: 'choice', label: t('decide.verdict'), options },
          ...(owed > 0n
            ? ([
                {
                  name: 'owed',
                  kind: 'amount',
                  label: t('decide.owed', { currency }),
                  hint: t('decide.owed_hint', { amount: money(owed) }),
                },
              ] as const)
            : []),
          {
            name: 'reason',
            kind: 'area',
            label: t('decide.reason'),
            hint: t('schedule.reason_hint'),
          },
        ]}
      />
    </Card>
  )
}

export async function SettleTask(viewed: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  const acts = await getTranslations('desk-acts')
  const { returnId, loanId } = viewed.shown
  const hasPhotos = (await keptPhotos(database(), returnId, 'staff')) > 0n
  const about = { loanId, kind: 'return' } as const
  const [waiting] = await approvalsWaitingFor(database(), viewed.lender.id, about)
  if (waiting) return <Waiting approvalId={waiting.id} />
  return (
    <Card>
      <h2>{t('settle.title')}</h2>
      <p>{t('settle.lead')}</p>
      {!hasPhotos && <Banner tone="wait" title={t('settle.no_photo')} />}
      <ActForm
        action={bookIt}
        hidden={hiddenOf(viewed)}
        words={await actWords(t('settle.button'))}
        fields={hasPhotos ? [] : [{ name: 'note', kind: 'area', label: acts('reason') }]}
      />
    </Card>
  )
}

export async function CloseTask(viewed: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  return (
    <Card>
      <h2>{t('close.title')}</h2>
      <p>{t('close.text')}</p>
      <Form action={closeIt}>
        {Object.entries(hiddenOf(viewed)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button>{t('close.button')}</Button>
      </Form>
    </Card>
  )
}
