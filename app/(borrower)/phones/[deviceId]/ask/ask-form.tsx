import { randomUUID } from 'node:crypto'
import { Amount } from '#components/amount.tsx'
import { effectWords } from '#components/payment/effect-sentence.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { askLinkDays, longestLinkName } from '#lib/domain/money/ask-link-terms.ts'
import type { LinkChoice } from '#lib/domain/money/link-choice.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { makeLink } from './actions.ts'

type Props = {
  phone: Phone
  /** What a link that is made now asks for. */
  choice: LinkChoice
  lender: { policy: LenderPolicy; timeZone: string }
  reader: Reader
  isTooLong: boolean
}

/** What the one who is asked will see, for whom it is, and one button. */
export function AskForm({ phone, choice, lender, reader, isTooLong }: Props) {
  const t = useTranslations('ask')
  const effect = useTranslations('effect')
  const max = longestLinkName
  const error = isTooLong && t('name_too_long', { max })
  const { currency, deviceId } = phone
  const { opening } = phoneStatus(phone, reader)
  const leftOpen = leftOpenUntil({ ...phone, balance: phone }, { ...lender, now: reader.now })
  const about = { currency, reader, opening, leftOpen, isHelper: true }
  return (
    <Form id="ask" action={makeLink} className="card" faults={faultsAt({ name: error })} noValidate>
      <input type="hidden" name="deviceId" value={deviceId} />
      <input type="hidden" name="payLinkId" value={randomUUID()} />
      <div>
        <p className="text-small text-soft">{t('amount')}</p>
        <p>
          <Amount
            amountMinor={choice.amountMinor}
            currency={currency}
            locale={reader.locale}
            size="hero"
          />
        </p>
        <p className="font-semibold">{effectWords(effect, choice.effect, about)}</p>
        <p className="text-small text-soft">{t('changes')}</p>
      </div>
      <Field
        name="name"
        label={t('name_label')}
        hint={t('name_hint', { max })}
        error={error}
        autoComplete="off"
      />
      <Button>{t('make')}</Button>
      <p className="text-small text-soft">{t('ends_note', { days: askLinkDays })}</p>
    </Form>
  )
}
