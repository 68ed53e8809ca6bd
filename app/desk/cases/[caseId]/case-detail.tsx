import type { ReactNode } from 'react'
import { CauseWords } from '#app/desk/unlocks/cause-words.tsx'
import { Amount } from '#components/amount.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Row } from '#components/ui/row.tsx'
import { type CaseDetailName, caseDetailNames } from '#lib/cases/open-case.ts'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { holdReasons } from '#lib/domain/lock/hold.ts'
import { noticeKinds } from '#lib/domain/notice.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { BorrowersWords } from './borrowers-words.tsx'
import { PaymentDisputeFacts } from './payment-dispute-facts.tsx'

type Detail = Record<string, string | number | boolean | null>

/** What was noted when the case was opened: a borrower's own words as such, anything else line by line. */
export async function CaseDetail({ found, reader }: { found: CaseFacts; reader: Reader }) {
  const t = await getTranslations('desk')
  const detail = (found.detail ?? {}) as Detail
  if (found.kind === 'borrower_dispute') return <BorrowersWords found={found} reader={reader} />
  if (found.kind === 'dispute' && detail.dispute)
    return <PaymentDisputeFacts found={found} disputeId={String(detail.dispute)} reader={reader} />
  const noted = caseDetailNames
    .map((name) => [name, detail[name] ?? ''] as const)
    .filter(([, value]) => value !== '')
  if (noted.length === 0) return null
  return (
    <>
      <h3 className="font-semibold">{t('case.noted')}</h3>
      <dl className="flex flex-col gap-1 text-small">
        {noted.map(([name, value]) => (
          <Row key={name} term={t(`noted.${name}`)}>
            <bdi className="wrap-anywhere">
              <Noted {...{ name, found, reader }} value={String(value)} />
            </bdi>
          </Row>
        ))}
      </dl>
    </>
  )
}

type NotedProps = { name: CaseDetailName; value: string; found: CaseFacts; reader: Reader }

const named = ['email', 'sms', 'contacts', 'advice'] as const

// What has words is said in them; the rest is what others call it.
async function Noted({ name, value, found, reader }: NotedProps): Promise<ReactNode> {
  const t = await getTranslations('desk')
  if (name === 'creditMinor' && found.loanCurrency) {
    const money = { amountMinor: BigInt(value), currency: found.loanCurrency }
    return <Amount {...money} locale={reader.locale} />
  }
  if (name === 'planId')
    return <TextLink href={`/desk/plans/${value}`}>{t('case.to_plan')}</TextLink>
  if (name === 'approval')
    return <TextLink href={`/desk/approvals/${value}`}>{t('case.to_approval')}</TextLink>
  if (name === 'errorClass') return <CauseWords errorClass={value} stage="refused" />
  const kind = name === 'notice' && noticeKinds.find((one) => one === value)
  if (kind) return t(`notice_kind.${kind}`)
  const hold = name === 'hold' && holdReasons.find((one) => one === value)
  if (hold) return t(`hold.${hold}`)
  const known = named.find((one) => one === value)
  return known ? t(`noted_value.${known}`) : value
}
