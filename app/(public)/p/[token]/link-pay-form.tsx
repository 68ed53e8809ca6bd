import { ProviderRefused } from '#components/desk/provider-refused.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { continueWords } from '#components/voucher/paid-by.ts'
import { VoucherLives } from '#components/voucher/voucher-lives.tsx'
import type { Beside } from '#lib/domain/money/attempt.ts'
import type { WayToPay } from '#lib/domain/money/chargeable.ts'
import type { voucherLivesOf } from '#lib/domain/money/payment-methods.ts'
import { formatTime, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { payByLink } from './actions.ts'
import { BesideThis, isOthers } from './beside-this.tsx'

type Props = {
  token: string
  /** Who else is paying. */
  besides: readonly Beside[]
  outstandingMinor: bigint
  linkId: string
  /** By which ways the amount can be paid. */
  ways: readonly WayToPay[]
  /** For how many days a voucher of it can be paid. */
  voucherLives: ReturnType<typeof voucherLivesOf>
  /** The amount on the page: if it is another by the time of paying, it is shown again. */
  shownMinor: bigint
  refusal: string | undefined
  reader: Reader
  statementName: string | undefined
}

/** One amount, one button; when somebody else is paying right now, a word first, and the borrower's payment before this. */
export async function LinkPayForm(props: Props) {
  const {
    token,
    besides,
    linkId,
    ways,
    voucherLives,
    shownMinor,
    outstandingMinor,
    refusal,
    reader,
    statementName,
  } = props
  const pay = await getTranslations('pay')
  const voucher = await getTranslations('voucher')
  const [first] = besides
  if (first?.kind === 'borrower_first')
    return <BorrowerFirst token={token} reader={reader} beside={first} />
  const others = besides.filter(isOthers)
  return (
    <Form action={payByLink} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="shownMinor" value={String(shownMinor)} />
      {refusal === 'provider_refused' && <ProviderRefused />}
      {refusal === 'provider_down' && (
        <Banner tone="bad" title={pay('down_title')}>
          {pay('down', { hasChoice: 'no' })}
        </Banner>
      )}
      {(refusal === 'changed_since' || refusal === 'not_offered') && (
        <Banner tone="wait" title={pay('changed_title')}>
          {pay('changed')}
        </Banner>
      )}
      {refusal === 'limited' && (
        <Banner tone="wait" title={pay('limited_title')}>
          {pay('limited')}
        </Banner>
      )}
      {others.length > 0 && (
        <>
          {others.map((other) => (
            <BesideThis
              key={other.attempt.paymentId}
              beside={other}
              isOwn={other.attempt.payLinkId === linkId}
              token={token}
              reader={reader}
              outstandingMinor={outstandingMinor}
            />
          ))}
          <label className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              name="confirmAnother"
              value="yes"
              required
              className="size-6 shrink-0 accent-accent"
            />
            {pay('beside.clearing.confirm')}
          </label>
        </>
      )}
      <VoucherLives ways={ways} lives={voucherLives} />
      <Button>{continueWords({ pay, voucher }, ways, reader.locale)}</Button>
      <p className="text-center text-small text-soft">
        {pay('stripe')} {statementName && pay('on_statement', { name: isolated(statementName) })}
      </p>
    </Form>
  )
}

type FirstProps = {
  token: string
  reader: Reader
  beside: Extract<Beside, { kind: 'borrower_first' }>
}

/** Nothing can be paid here until the one who is paying is done, or has had their time. */
async function BorrowerFirst({ token, reader, beside }: FirstProps) {
  const t = await getTranslations('link')
  return (
    <>
      <Banner tone="wait" title={t('beside.somebody.title')}>
        {t('first', { time: formatTime(beside.untilAt, reader) })}
      </Banner>
      <LinkButton look="quiet" href={`/p/${encodeURIComponent(token)}`}>
        {t('look_again')}
      </LinkButton>
    </>
  )
}
