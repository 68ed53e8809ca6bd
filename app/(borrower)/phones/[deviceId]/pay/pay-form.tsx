import { Fragment } from 'react'
import { seenAmountField } from '#app/payment/pay-wish.ts'
import { Amount } from '#components/amount.tsx'
import { effectWords } from '#components/payment/effect-sentence.ts'
import { ExtraMoney } from '#components/payment/extra-money.tsx'
import { SettlementTerms } from '#components/payment/settlement-terms.tsx'
import { WaysToPay } from '#components/payment/ways-to-pay.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Form } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { continueWords } from '#components/voucher/paid-by.ts'
import { VoucherLives } from '#components/voucher/voucher-lives.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { PaymentChoice } from '#lib/domain/money/payment-choices.ts'
import type { Missing } from '#lib/domain/promise/keeping.ts'
import { isolated, type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Translator } from '#lib/i18n/translator.ts'
import { pay } from './actions.ts'
import { KeepsPromise } from './keeps-promise.tsx'
import { OtherAmount } from './other-amount.tsx'
import type { PayError, Quote } from './pay-quote.ts'

type Props = {
  quote: Quote
  /** Of the promise that is open; undefined: nothing is missing, or there is none. */
  missing: Missing | undefined
  reader: Reader
  statementName?: string | undefined
  className?: string
}

const fieldOf: Record<PayError, string> = {
  choose_one: 'choice-arrears',
  not_an_amount: 'amount',
  below_minimum: 'amount',
  leaves_too_little: 'amount',
  above_maximum: 'amount',
  too_much_at_once: 'amount',
  confirm_another: 'confirmAnother',
}

export function PayForm({ quote, missing, reader, statementName, className = 'card' }: Props) {
  const t = useTranslations('pay')
  const voucher = useTranslations('voucher')
  const { phone, choices, limits, error } = quote
  const message = error && errorMessage(t, quote, reader)
  const field =
    error === 'choose_one' ? `choice-${choices[0]?.name ?? 'other'}` : error && fieldOf[error]
  return (
    <Form
      id="pay"
      action={pay}
      className={className}
      faults={field ? [{ field, message }] : []}
      summary={t('summary')}
      noValidate
    >
      <input type="hidden" name="deviceId" value={phone.deviceId} />
      <input type="hidden" name="seenOutstandingMinor" value={String(phone.outstandingMinor)} />
      <input type="hidden" name="seenOn" value={String(todayOf(reader))} />
      <input type="hidden" name="shownMinor" value={String(quote.preview?.amountMinor ?? '')} />
      <fieldset className="choices flex flex-col">
        <legend className="sr-only">{t('title')}</legend>
        {error === 'choose_one' && <FieldError name="choice">{message}</FieldError>}
        {choices.map((choice) => (
          <Fragment key={choice.name}>
            <input
              type="hidden"
              name={seenAmountField(choice.name)}
              value={String(choice.amountMinor)}
            />
            <QuotedChoice choice={choice} quote={quote} missing={missing} reader={reader} />
          </Fragment>
        ))}
        {limits && limits.minimumMinor <= limits.largestPartMinor && (
          <OtherAmount
            limits={limits}
            quote={quote}
            missing={missing}
            reader={reader}
            error={field === 'amount' ? message : undefined}
          />
        )}
      </fieldset>
      {quote.rival && quote.rival.kind !== 'own' && (
        <ConfirmAnother
          kind={quote.rival.kind === 'somebody' ? 'somebody' : 'clearing'}
          error={error === 'confirm_another' ? message : undefined}
        />
      )}
      <VoucherLives ways={quote.ways} lives={quote.voucherLives} />
      <Button name="intent" value="pay">
        {continueWords({ pay: t, voucher }, quote.ways, reader.locale)}
      </Button>
      <p className="text-center text-small text-soft">
        {t('stripe')} {statementName && t('on_statement', { name: isolated(statementName) })}
      </p>
    </Form>
  )
}

type ChoiceProps = Pick<Props, 'quote' | 'missing' | 'reader'> & { choice: PaymentChoice }

function QuotedChoice({ choice, quote, missing, reader }: ChoiceProps) {
  const t = useTranslations('pay')
  const effect = useTranslations('effect')
  const { phone, isPaid, leftOpen, ways } = quote
  const opening = isPaid ? 'open' : quote.opening
  const { currency } = phone
  const { name, amountMinor } = choice
  return (
    <Choice
      name="choice"
      value={name}
      defaultChecked={quote.chosen === name}
      label={t(`choice.${labelOf(name, quote)}`)}
      aside={
        <Amount
          amountMinor={amountMinor}
          currency={currency}
          locale={reader.locale}
          size="choice"
        />
      }
      hint={
        <>
          {effectWords(effect, choice.effect, { currency, reader, opening, leftOpen })}
          <KeepsPromise
            amountMinor={amountMinor}
            missing={missing}
            reader={reader}
            currency={quote.phone.currency}
          />
          <ExtraMoney {...choice} currency={currency} locale={reader.locale} />
          <WaysToPay
            ways={ways}
            amountMinor={amountMinor}
            currency={currency}
            locale={reader.locale}
          />
          <SettlementTerms choice={choice} currency={currency} reader={reader} />
        </>
      }
    />
  )
}

// What was paid of it before is not asked for again.
function labelOf(name: PaymentChoice['name'], { hasArrears, hasBegun }: Quote) {
  if (name === 'installment') return hasBegun.oldest ? 'installment_rest' : name
  if (name !== 'arrears_and_next' || hasArrears) return name
  return hasBegun.next ? 'next_rest' : 'next'
}

type ConfirmProps = { kind: 'somebody' | 'clearing'; error: string | undefined }

function ConfirmAnother({ kind, error }: ConfirmProps) {
  const t = useTranslations('pay')
  return (
    <div className="flex flex-col gap-2">
      <input type="hidden" name="wasTold" value="yes" />
      {error && <FieldError name="confirmAnother">{error}</FieldError>}
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          id="confirmAnother"
          type="checkbox"
          name="confirmAnother"
          value="yes"
          aria-describedby={error ? 'confirmAnother-error' : undefined}
          className="size-6 shrink-0 accent-accent"
        />
        {t(`beside.${kind}.confirm`)}
      </label>
    </div>
  )
}

function errorMessage(
  t: Translator<'pay'>,
  { error, limits, phone }: Quote,
  { locale }: Reader,
): string {
  const { currency } = phone
  const { minimumMinor = 0n, largestPartMinor = 0n, wholeMinor = 0n } = limits ?? {}
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale)
  return t(`error.${error ?? 'choose_one'}`, {
    minimum: shown(minimumMinor),
    part: shown(largestPartMinor),
    maximum: shown(wholeMinor),
    example: shown(minimumMinor),
  })
}
