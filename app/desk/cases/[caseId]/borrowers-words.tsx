import { Digits } from '#components/digits.tsx'
import { TextLink } from '#components/ui/button.tsx'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { answeredBefore, saidBefore } from '#lib/cases/said-before.ts'
import { database } from '#lib/db/client.ts'
import { type BorrowerDispute, disputeKinds } from '#lib/domain/borrower-dispute.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { found: CaseFacts; reader: Reader }

export async function BorrowersWords({ found, reader }: Props) {
  const t = await getTranslations('desk')
  const words = await getTranslations('desk-disputes')
  const before = await saidBefore(database(), { lenderId: found.lenderId, caseId: found.id })
  return (
    <>
      <h3 className="font-semibold">{t('case.borrower_says')}</h3>
      <Message said={(found.detail ?? {}) as Partial<BorrowerDispute>} />
      {before.length > 0 && <h3 className="font-semibold">{words('before')}</h3>}
      {before.map(({ at, ...said }) => (
        <div key={String(at)} className="flex flex-col gap-1">
          <span className="text-small text-soft">{formatMoment(at, reader)}</span>
          <Message said={said} />
        </div>
      ))}
      <AnsweredBefore found={found} reader={reader} />
    </>
  )
}

async function Message({ said }: { said: Partial<BorrowerDispute> }) {
  const t = await getTranslations('desk')
  const words = await getTranslations('holds')
  const what = disputeKinds.find((name) => name === said.what) ?? 'other'
  return (
    <>
      <p>{words(`choice.${what}.label`)}</p>
      {said.note && (
        <blockquote dir="auto" className="border-s-4 border-line ps-4 whitespace-pre-line">
          {said.note}
        </blockquote>
      )}
      {said.paymentReference && (
        <p className="text-small text-soft">
          {t('case.names_payment')} <bdi>{said.paymentReference}</bdi>
        </p>
      )}
    </>
  )
}

async function AnsweredBefore({ found, reader }: Props) {
  const t = await getTranslations('desk-disputes')
  const answered = await answeredBefore(database(), { lenderId: found.lenderId, caseId: found.id })
  if (answered.length === 0) return null
  return (
    <>
      <h3 className="font-semibold">{t('earlier')}</h3>
      <ul className="flex flex-col gap-1">
        {answered.map(({ id, reference, outcome, answeredAt }) => (
          <li key={id} className="text-small">
            <TextLink href={`/desk/cases/${id}`}>
              <Digits>{reference}</Digits>
            </TextLink>{' '}
            {t(`choice.${outcome}.label`)} · {formatMoment(answeredAt, reader)}
          </li>
        ))}
      </ul>
    </>
  )
}
